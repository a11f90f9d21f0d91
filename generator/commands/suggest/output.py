"""Suggestions as lines of text for people and as JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.anchoring.source_text import SourceText
from generator.commands.suggest.suggestions import SuggestionGroup, rank
from generator.diagnostics import make_visible

_SHOWN = 3  # claims that are named


def as_text(groups: Iterable[SuggestionGroup], texts: Mapping[str, SourceText]) -> str:
    """Return the groups in order: score, place, sentence and reasons of each suggestion, all but the first indented."""
    return "".join(f"{line}\n" for group in groups for line in (*_group_lines(group, texts), ""))


def _group_lines(group: SuggestionGroup, texts: Mapping[str, SourceText]) -> Iterator[str]:
    for number, (suggestion, differs) in enumerate(group.compare_suggestions()):
        indent = "      " if number else ""
        place = make_visible(texts[suggestion.source].place(suggestion.start))
        yield f"{indent}{suggestion.score:.2f}  {place}  {suggestion.source}"
        yield f"{indent}      {make_visible(shorten(suggestion.text))}"
        yield f"{indent}      {'; '.join(suggestion.reasons)}"
        yield from (f"{indent}      differs in {make_visible(line)}" for line in differs)
    if group.claims:
        more = f" and {len(group.claims) - _SHOWN} more" if len(group.claims) > _SHOWN else ""
        yield f"      similar to quotes of {', '.join(group.claims[:_SHOWN])}{more}"


def shorten(text: str, most: int = 600) -> str:
    """Return the text on one line, cut at a word if it is longer than `most` characters."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"


def as_json(groups: Iterable[SuggestionGroup]) -> str:
    """Return a JSON array of all suggestions, best first; `start` and `end` count code points of the source's text."""
    rows = [
        {
            "source": suggestion.source,
            "start": suggestion.start,
            "end": suggestion.end,
            "text": suggestion.text,
            "score": suggestion.score,
            "reasons": suggestion.reasons,
            "group": suggestion.group,
        }
        for suggestion in rank(groups)
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"
