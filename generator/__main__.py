"""The program's entry: `verbatim`, or `python -m generator`."""

# Everything of the program is imported inside functions, so that an interrupt while importing is no traceback either.
# ruff: noqa: PLC0415
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Run the command line; whatever happens, also while it is imported, ends with an exit status."""
    gc.disable()
    try:
        message = unchanged_message(sys.argv[1:])
        if message is not None and _flush(f"{message}\n"):
            raise SystemExit(0)
        from generator.cli import main

        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except SystemExit as end:
        if isinstance(end.code, int) and _flush():
            os._exit(end.code)
        raise


def unchanged_message(arguments: Sequence[str]) -> str | None:
    """Return what `verbatim build [PROJECT] [--out DIR]` prints if nothing has changed and it has no finding to show.

    None in every other case, other arguments included: the command line does those. That loads click first, which
    would make an unchanged build of 1,000 claims a third slower.
    """
    match arguments:
        case ["build"]:
            project, out = ".", None
        case ["build", project]:
            out = None
        case ["build", project, "--out", out] | ["build", "--out", out, project]:
            pass
        case ["build", "--out", out]:
            project = "."
        case _:
            return None
    if any(not path or path.startswith("-") for path in (project, out or "site")):
        return None
    from generator.cache.build_cache import unchanged_build
    from generator.commands.shared.build_summary import unchanged_line

    target = Path(project, "site") if out is None else Path(out)
    summary = unchanged_build(Path(project), target, quiet=True)
    return unchanged_line(summary, target) if summary else None


def _flush(text: str = "") -> bool:
    """Write the text and all that was printed before out of the process, and return whether that worked."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    main()
