"""Suggestions as YAML to paste below `claims:`: every quote in it has exactly one place by the rule for quotes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.anchoring.source_text import SourceText
from generator.commands.shared.claim_ids import make_claim_id
from generator.commands.shared.evidence_edit import NoQuote, locate_stretch, quote_stretch
from generator.commands.shared.quote_yaml import STANCE, QuoteWithContext
from generator.commands.shared.yaml_text import to_scalar
from generator.commands.suggest.output import shorten
from generator.commands.suggest.suggestions import Suggestion, SuggestionGroup
from generator.diagnostics import make_visible
from generator.folding import Folded
from generator.reading.yamltree import FORBIDDEN

_STATEMENT = 300  # characters of a statement: the desk rewords it anyway
_QUOTE = 2_000  # characters of a quote
_STANCE_IF_DIFFERENT = "mentions  # or supports, refutes, qualifies: it differs"
_TRIED = 20  # parts of a sentence tried, the longest ones

# Brackets are the editor's in a quote, and what may not be published cannot be quoted: a quote ends before them.
_PARTS = re.compile(rf"(?:(?!{FORBIDDEN.pattern})[^\[\]])+")


def claims_yaml(
    groups: Iterable[SuggestionGroup], texts: Mapping[str, SourceText], taken: Iterable[str], column: int = 2
) -> str:
    """Return the groups as drafts of claims, in order, at the column from 0 of their place below `claims:`.

    No id is one of those `taken`. A comment names each sentence of which no quote can be made.
    """
    ids = set(taken)
    lines: list[str] = []
    for group in groups:
        lines += (f"{' ' * column}{line}".rstrip() for line in claim_lines(group, texts, ids))
    return "".join(f"{line}\n" for line in lines)


def claim_lines(group: SuggestionGroup, texts: Mapping[str, SourceText], ids: set[str]) -> Iterator[str]:
    """The group as one claim, not indented; its id is added to `ids`."""
    kept = []
    for suggestion, differs in group.compare_suggestions():
        quote = _quote_suggestion(suggestion, texts[suggestion.source])
        if quote:
            kept.append((suggestion, differs, quote))
        else:
            yield f"# cannot be quoted: {make_visible(shorten(suggestion.text, 200))}"
    if group.claims:
        yield f"# similar to existing quotes: its evidence may belong to {', '.join(group.claims[:5])}"
    if not kept:
        return
    best, _, quote = kept[0]
    id = make_claim_id(quote.quote, ids)
    ids.add(id)
    yield f"{id}:  # {best.score:.2f}: {'; '.join(best.reasons)}"
    yield f"  statement: {to_scalar(_shorten(quote.quote))}  # reword it in the desk's own words"
    yield "  draft: true"
    yield "  evidence:"
    for _, differs, quote in kept:
        yield from (f"    # differs in {make_visible(line)}" for line in differs)
        stance = _STANCE_IF_DIFFERENT if differs else STANCE
        yield from (f"    {line}" for line in quote.lines(stance))


def _quote_suggestion(suggestion: Suggestion, text: SourceText) -> QuoteWithContext | None:
    """Return the sentence as a quote, or its longest part that can be one; None if there is none."""
    parts = [(match.start(), match.end()) for match in _PARTS.finditer(suggestion.text)]
    for start, end in sorted(parts, key=lambda part: part[0] - part[1])[:_TRIED]:
        quote = _part(text, suggestion.start + start, suggestion.start + end)
        if quote:
            return quote
    return None


def _part(text: SourceText, start: int, end: int) -> QuoteWithContext | None:
    """Return text[start:end] of the article as a quote, trimmed to whole words; None if it cannot be one."""
    first, last = locate_stretch(text.folded, start, end)
    try:
        return quote_stretch(text, *_inner_words(text.folded, first, min(last, first + _QUOTE)))
    except NoQuote:
        return None


def _inner_words(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Return the stretch narrowed to word boundaries, without white space at its ends."""
    while start < end and (folded.text[start] == " " or not folded.may_begin(start)):
        start += 1
    while start < end and (folded.text[end - 1] == " " or not folded.may_end(end)):
        end -= 1
    return start, end


def _shorten(statement: str) -> str:
    if len(statement) <= _STATEMENT:
        return statement
    return statement[:_STATEMENT].rpartition(" ")[0] or statement[:_STATEMENT]
