"""Where quotes stand in their sources."""
