"""The program's entry: `verbatim`, or `python -m generator`."""

import gc
import os
import sys


def main() -> None:
    """Run the command line; whatever happens, the importing of it included, ends with an exit status."""
    gc.disable()  # a run makes next to nothing cyclic, and its end frees all; before the first import, which makes much
    try:
        from generator.unchanged import unchanged_message  # noqa: PLC0415 - an interrupt is no traceback, not even here

        words = unchanged_message(sys.argv[1:])
        if words is not None and _told(f"{words}\n"):
            raise SystemExit(0)
        from generator.cli import main  # noqa: PLC0415 - likewise

        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except SystemExit as end:
        # Memory is not given back piece by piece: that took a tenth of a build.
        if isinstance(end.code, int) and _told():
            os._exit(end.code)
        raise


def _told(words: str = "") -> bool:
    """The words, and all that was printed before, have left the process; where they cannot, others know what to do."""
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    main()
