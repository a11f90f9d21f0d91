"""Views: frozen values that hold the whole content of a page, which templates print. A module for each kind of page."""
