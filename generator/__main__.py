"""The program's entry: `verbatim`, or `python -m generator`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; whatever happens, the importing of it included, ends with an exit status.

    So does the process, at once: Python's own end would first take apart all that the run has made, a tenth of a small
    build.
    """
    gc.disable()  # a run makes next to nothing cyclic, and its end frees all
    try:
        from generator.cli import main  # noqa: PLC0415 - an interrupt is no traceback, not even here

        status = main()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError, ValueError):  # full or closed, as the status says where anything was to be printed
                stream.flush()
    except KeyboardInterrupt:
        status = 130
    os._exit(status)


if __name__ == "__main__":
    main()
