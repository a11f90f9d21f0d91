"""Suggestions as people and as programs read them: lines of text, and JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.anchoring.source_text import SourceText
from generator.commands.suggest import SuggestionGroup, rank
from generator.diagnostics import make_visible

_SHOWN = 3  # claims that are named


def as_text(groups: Iterable[SuggestionGroup], texts: Mapping[str, SourceText]) -> str:
    """The groups in their order: score, place, sentence and reasons of each; what is grouped with it is indented."""
    return "".join(f"{line}\n" for each in groups for line in (*_lines(each, texts), ""))


def _lines(group: SuggestionGroup, texts: Mapping[str, SourceText]) -> Iterator[str]:
    for number, (each, differs) in enumerate(group.compared()):
        indent = "      " if number else ""
        yield f"{indent}{each.score:.2f}  {make_visible(texts[each.source].place(each.start))}  {each.source}"
        yield f"{indent}      {make_visible(shorten(each.text))}"
        yield f"{indent}      {'; '.join(each.reasons)}"
        yield from (f"{indent}      differs in {make_visible(line)}" for line in differs)
    if group.claims:
        more = f" and {len(group.claims) - _SHOWN} more" if len(group.claims) > _SHOWN else ""
        yield f"      like what is quoted by {', '.join(group.claims[:_SHOWN])}{more}"


def shorten(text: str, most: int = 600) -> str:
    """The text on one line, cut at a word where it is longer than `most` characters."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"


def as_json(groups: Iterable[SuggestionGroup]) -> str:
    """A JSON array of all suggestions, best first; `start` and `end` count the code points of the source's text."""
    rows = [
        {
            "source": each.source,
            "start": each.start,
            "end": each.end,
            "text": each.text,
            "score": each.score,
            "reasons": each.reasons,
            "group": each.group,
        }
        for each in rank(groups)
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"
