"""The answer of `verbatim build` when nothing has changed, given before the slow command line is loaded."""

from collections.abc import Sequence
from pathlib import Path

from generator.cache import build_cache
from generator.diagnostics import count_noun, make_visible


def unchanged_message(arguments: Sequence[str]) -> str | None:
    """Return the message of a build with these arguments if nothing has changed and there is no diagnostic.

    Return None otherwise, and if the arguments are more than a project and a folder: the command line handles those.
    """
    if arguments[:1] != ["build"]:
        return None
    named: dict[str, str] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        name, value = ("--out", next(rest, "")) if argument == "--out" else ("PROJECT", argument)
        if name in named or not value or value.startswith("-"):
            return None
        named[name] = value
    root = Path(named.get("PROJECT", "."))
    target = Path(named["--out"]) if "--out" in named else root / "site"
    summary = build_cache.unchanged_build(root, target, quiet=True)
    return summary_line(summary, target, f"nothing changed ({summary.files} files)") if summary else None


def summary_line(summary: build_cache.BuildSummary, target: Path, changed: str) -> str:
    """Return the one line that a build ends with."""
    return (
        f"{count_noun(summary.claims, 'claim')}, {count_noun(summary.quotes, 'quote')} found word for word in "
        f"{count_noun(summary.sources, 'source')}; {make_visible(str(target))}: {changed}"
    )
