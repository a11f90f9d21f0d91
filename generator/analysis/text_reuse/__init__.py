"""Text that one article copied from another."""
