"""Matches of a quote in its source, by the rules of docs/quotes.md.

A quote is read as parts with links between them: an elision, or words that the editor replaced. Where its brackets
may also be the source's own words, it is read in several ways.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, groupby, islice

from generator.analysis.anchoring.placement import (
    Place,
    Placement,
    QuotePart,
    QuotePattern,
    find_placements,
    keep_innermost,
    part_places,
    word_places,
)
from generator.model import Gap, Segment
from generator.text import Folded, base_before, has_words, is_blank, is_letter
from generator.values import dataclass

REPLACED = 80  # how many folded characters the editor's words in one pair of brackets may stand for
_READINGS = 256  # how many ways of reading its brackets are tried; more than eight literal ones stand in no article
PLACES = 1_000  # how many places of one reading are looked for
BRACKETS = 100  # pairs of brackets that a quote may have: each costs a search of the whole source
_WORK = 10_000_000  # places of parts that readings with brackets of the source's own may cost


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets in a folded quote, text[start:end]: an elision, or words of the editor."""

    start: int
    end: int
    elision: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A place of a quote in folded text: text[start:end], and the places of its parts."""

    start: int
    end: int
    parts: tuple[Place, ...]


def find_brackets(quote: str) -> tuple[Bracket, ...]:
    """Return the brackets of a folded quote that leave out or replace words; nested, unclosed and empty ones do not."""
    if "[" not in quote:
        return ()
    open_ones: list[int] = []
    pairs: list[tuple[int, int, bool]] = []
    for position, character in enumerate(quote):
        if character == "[":
            open_ones.append(position)
        elif character == "]" and open_ones:
            start = open_ones.pop()
            holds = False
            while pairs and pairs[-1][0] > start:
                pairs.pop()
                holds = True
            pairs.append((start, position + 1, holds))
    found = []
    for start, end, holds in pairs:
        words = quote[start + 1 : end - 1].replace(" ", "")
        if words and not holds:
            found.append(Bracket(start, end, words in {"…", "..."}))
    return tuple(found)


def is_empty_quote(quote: str) -> bool:
    """Whether a folded quote has no letter or digit outside its brackets."""
    kept, position = [], 0
    for bracket in find_brackets(quote):
        kept.append(quote[position : bracket.start])
        position = bracket.end
    return not has_words("".join((*kept, quote[position:])))


def find_matches(quote: str, source: str, prefix: str = "", suffix: str = "") -> tuple[tuple[Match, ...], QuotePattern]:
    """Return every place of a quote in a source, all arguments folded, and the reading that found the first.

    The brackets' words are first read as the source's own: of all readings, those with the fewest replaced brackets
    that have a match count. Where nothing matches, the pattern is that of the reading with all brackets replaced.
    Of more than a thousand places, the first thousand are enough to tell that the quote is ambiguous.
    """
    if not (prefix or suffix or "[" in quote):  # most quotes: one part, and nothing beside it
        pattern = QuotePattern((QuotePart(0, len(quote)),), "", "", 0, 0, 0)
        places = islice(word_places(source, quote, pattern.parts[0], 0), PLACES)
        return tuple([Match(*place, (place,)) for place in places]), pattern
    for _, patterns in groupby(_list_readings(quote, source, prefix, suffix), key=lambda reading: reading.replaced):
        found: list[Placement] = []
        for pattern in patterns:
            found.extend(islice(find_placements(pattern, quote, source), PLACES))
        if found:
            break
    nearest = keep_innermost(found)
    matches = tuple(Match(match.start, match.end, tuple(part_places(match, quote, source))) for match in nearest)
    return matches, nearest[0].pattern if nearest else pattern


def build_layout(
    words: str, quote: Folded, source: Folded, match: Match, pattern: QuotePattern
) -> tuple[Segment | Gap, ...]:
    """Return the match as segments of the source's own text, with what the curator typed between and beside them.

    `words` are the quote as it was typed, `quote` the same folded.
    """
    layout: list[Segment | Gap] = []

    def add_gap(start: int, end: int) -> None:
        if not is_blank(words[start:end]):
            layout.append(Gap(words[start:end]))

    position = 0
    for part, (start, end) in zip(pattern.parts, match.parts, strict=True):
        add_gap(position, quote.start(part.start))
        layout.append(Segment(source.start(start), source.end(end)))
        position = quote.end(part.end)
    add_gap(position, len(words))
    return tuple(layout)


# -- readings -----------------------------------------------------------------------------------------------------


def _list_readings(quote: str, source: str, prefix: str, suffix: str) -> Iterator[QuotePattern]:
    """Yield all readings that can match, fewest replaced brackets first, the one that replaces them all last."""
    brackets = find_brackets(quote)
    doubtful = [bracket for bracket in brackets if not bracket.elision and quote[bracket.start : bracket.end] in source]
    choices = (own for count in range(len(doubtful), 0, -1) for own in combinations(doubtful, count))
    work = 0
    for own in islice(choices, _READINGS):
        literal = {bracket.start for bracket in own}
        pattern = _build_pattern(
            quote, tuple(bracket for bracket in brackets if bracket.start not in literal), prefix, suffix
        )
        work += sum(source.count(quote[part.start : part.end]) for part in pattern.parts)
        if work > _WORK:
            break
        yield pattern
    yield _build_pattern(quote, brackets, prefix, suffix)


def _build_pattern(quote: str, brackets: tuple[Bracket, ...], prefix: str, suffix: str) -> QuotePattern:
    parts: list[QuotePart] = []
    before = reach = 0
    elided = free_start = False
    position = 0
    for bracket in (*brackets, Bracket(len(quote), len(quote), elision=True)):
        start, end = _strip(quote, position, bracket.start)
        if start < end:
            if parts:
                parts[-1] = replace(parts[-1], reach=None if elided else reach)
            else:
                before = reach
            elided, reach = False, 0
            free_end = not bracket.elision and end == bracket.start and is_letter(base_before(quote, end))
            parts.append(QuotePart(start, end, free_start and start == position, free_end))
        free_start = not bracket.elision and bracket.end < len(quote) and is_letter(quote[bracket.end])
        if bracket.elision:
            elided = elided or bracket.start < len(quote)
        else:
            # White space between two brackets that stand together is replaced with them.
            reach += REPLACED + (1 if reach else 0)
        position = bracket.end
    replaced = sum(not bracket.elision for bracket in brackets)
    return QuotePattern(tuple(parts), prefix, suffix, before, reach, replaced)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the one space that folded text may have at each end."""
    if start < end and text[start] == " ":
        start += 1
    if start < end and text[end - 1] == " ":
        end -= 1
    return start, end
