"""Exit statuses of all commands, as the documentation of the command line lists them."""

ERRORS, USAGE, FAILED, INTERRUPTED = 1, 2, 3, 130
