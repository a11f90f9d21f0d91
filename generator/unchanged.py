"""A build that finds nothing changed, told before the command line is loaded, which takes longer than all the rest."""

from collections.abc import Sequence
from pathlib import Path

from generator.cache import build_cache
from generator.diagnostics import count_noun, make_visible


def unchanged_message(arguments: Sequence[str]) -> str | None:
    """What a build asked for with these arguments has to say, where nothing has changed and nothing is to be told.

    None also where the arguments are not plainly a project and a folder: the command line knows all others.
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
    told = build_cache.unchanged_build(root, target, quiet=True)
    return summary_line(told, target, f"nothing changed ({told.files} files)") if told else None


def summary_line(told: build_cache.BuildSummary, target: Path, changed: str) -> str:
    """The one line that a build ends with."""
    return (
        f"{count_noun(told.claims, 'claim')}, {count_noun(told.quotes, 'quote')} found word for word in "
        f"{count_noun(told.sources, 'source')}; {make_visible(str(target))}: {changed}"
    )
