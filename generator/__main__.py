"""The program's entry: `verbatim`, or `python -m generator`."""

# Everything that takes time is imported inside functions, so that an interrupt while importing is no traceback either.
# ruff: noqa: PLC0415
import gc
import os
import sys


def main() -> None:
    """Run the command line; whatever happens, also while it is imported, ends with an exit status."""
    gc.disable()  # almost nothing here is cyclic: with collection a check of 1,000 claims takes a tenth longer
    try:
        printed = unchanged_report(sys.argv[1:])
        if printed is not None and _print(*printed):
            raise SystemExit(0)
        from generator.cli import main

        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except SystemExit as end:
        if isinstance(end.code, int) and _flush():
            os._exit(end.code)  # freeing all objects first takes 15 % of an unchanged build, 5 % of a check
        raise


def unchanged_report(arguments: list[str]) -> tuple[str, str] | None:
    """Return what `verbatim build [PROJECT] [--out DIR]` prints if nothing has changed: its findings, and its summary.

    None in every other case, other arguments included, and where findings go to a terminal, which shows their lines in
    colour: the command line does those. That loads click first, which would make an unchanged build a quarter (1,000
    claims) to a third (30 claims) slower.
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
    from pathlib import Path

    from generator.cache.build_cache import unchanged_build
    from generator.commands.shared.build_summary import unchanged_line
    from generator.diagnostics import as_text, sort_diagnostics

    target = Path(project, "site") if out is None else Path(out)
    summary = unchanged_build(Path(project), target, quiet=not sys.stderr or sys.stderr.isatty())
    return (as_text(sort_diagnostics(summary.diagnostics)), f"{unchanged_line(summary, target)}\n") if summary else None


def _print(findings: str, summary: str) -> bool:
    """Print the findings on standard error and the summary on standard output, and return whether that worked."""
    try:
        summary.encode(sys.stdout.encoding)  # else the command line prints both, in letters that there are
        sys.stderr.write(findings)
        sys.stdout.write(summary)
    except (OSError, ValueError, AttributeError):
        return False
    return _flush()


def _flush() -> bool:
    """Write all that was printed out of the process, and return whether that worked."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    main()
