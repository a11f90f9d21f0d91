"""Messages for failures that neither the arguments nor the project caused."""

from generator.publishing.output import Busy, OutputRefused


def describe_failure(error: Exception) -> str:
    """Return one line that says what happened and, if that is in doubt, that the site is whole."""
    if isinstance(error, OutputRefused):
        return str(error)
    if isinstance(error, Busy):
        return "another build is still writing to the site's folder; the last good site is unchanged"
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"the machine failed: {error.strerror or error}{where}; the last good site is unchanged"
    return f"a fault in verbatim itself, please report it: {type(error).__name__}: {error}"
