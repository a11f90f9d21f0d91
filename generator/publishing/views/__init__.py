"""What every page says, whole and frozen, one family of pages a module: templates only print it."""
