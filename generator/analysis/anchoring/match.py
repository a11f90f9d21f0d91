"""Whether and where a quote is in its source: the contract's rule, to the letter, and nothing more forgiving.

A quote is read as parts with links between them: an elision, or words that the editor replaced. Where its brackets
may also be the source's own words, it is read in several ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby, islice
from typing import Literal

from generator.analysis.anchoring.placement import (
    Place,
    Placement,
    QuotePart,
    QuotePattern,
    find_placements,
    find_words,
    keep_innermost,
    part_places,
)
from generator.folding import RAISED, Folded, fold, is_blank
from generator.model import Gap, GapKind, Segment
from generator.patterns import lazy_pattern
from generator.text import base_before, has_unspaced_letter, has_words, is_letter
from generator.values import dataclass

REPLACED = 80  # how many folded characters the editor's words in one pair of brackets may stand for
_READINGS = 256  # how many ways of reading its brackets are tried; more than eight literal ones are in no article
PLACES = 1_000  # how many places of one reading are looked for
BRACKETS = 100  # pairs of brackets that a quote may have: each costs a search of the whole source
_WORK = 10_000_000  # places of parts that readings with brackets of the source's own may cost

_ELISIONS = lazy_pattern(r"(?:\s*\[\s*(?:…|(?:\.\s*){3})\])+\s*")

BracketKind = Literal["elision", "replaced", "lead", "rest", "raised"]
RAISED_MARK = lazy_pattern(f"[⁺⁻₊₋]?[{RAISED}](?:[,⁻-]?[{RAISED}])*")  # numbers of notes or an exponent, folded


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets in a folded quote, text[start:end].

    It leaves words out (elision), holds words of the editor (replaced), stands for the letters that the word behind
    it begins with (lead, `[T]he`) or for the rest of the word before it (rest, `work[ed]`). An elision that `touches`
    the word before it may stand for that rest too; raised digits that touch a figure, for just these (raised,
    `37,000[²]`).
    """

    start: int
    end: int
    kind: BracketKind
    touches: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A place of a quote in folded text: text[start:end], and the places of its parts."""

    start: int
    end: int
    parts: tuple[Place, ...]


def find_brackets(quote: str) -> tuple[Bracket, ...]:
    """Return the brackets of a folded quote that mean something.

    Nested and unclosed ones are plain text, and so are empty ones and those between two letters, but for an elision
    and for an empty one that touches only the word before it.
    """
    return tuple(bracket for start, end in _outermost_pairs(quote) if (bracket := _classify(quote, start, end)))


def _outermost_pairs(quote: str) -> Iterator[tuple[int, int]]:
    """Yield where pairs of brackets begin and end that hold no brackets and are in none."""
    if "[" not in quote:
        return
    opened: list[int] = []
    pairs: list[tuple[int, int, bool]] = []
    for position, character in enumerate(quote):
        if character == "[":
            opened.append(position)
        elif character == "]" and opened:
            start, nests = opened.pop(), False
            while pairs and pairs[-1][0] > start:
                pairs.pop()
                nests = True
            pairs.append((start, position + 1, nests))
    yield from ((start, end) for start, end, nests in pairs if not nests)


def _classify(quote: str, start: int, end: int) -> Bracket | None:
    inside = quote[start + 1 : end - 1].replace(" ", "")
    left = start > 0 and _is_touched(base_before(quote, start))
    right = _is_touched(quote[end : end + 1])
    if inside in {"…", "..."}:
        return Bracket(start, end, "elision", left and not right)
    if left and right:
        return None
    if left:
        return Bracket(start, end, "rest")
    if not inside:
        return None
    marks_figure = RAISED_MARK.fullmatch(inside) is not None and quote[:start][-1:].isdecimal()
    return Bracket(start, end, "lead" if right else "replaced", marks_figure and not right)


def _is_touched(character: str) -> bool:
    """Return whether a bracket beside the character touches a word: it is a letter of a script with spaces."""
    return bool(character) and is_letter(character) and not has_unspaced_letter(character)


def is_empty_quote(quote: str) -> bool:
    """Return whether a folded quote has no letter or digit outside its brackets."""
    kept, position = [], 0
    for bracket in find_brackets(quote):
        kept.append(quote[position : bracket.start])
        position = bracket.end
    return not has_words("".join((*kept, quote[position:])))


def find_matches(
    quote: str, source: Folded, prefix: str = "", suffix: str = ""
) -> tuple[tuple[Match, ...], QuotePattern]:
    """Return every place of a folded quote in a source, with the reading that the first was found by.

    The brackets' words are first read as the source's own: of all readings, those with the fewest replaced brackets
    that have a match count. An elision that touches a word stands for its rest only where nothing else matches. Where
    nothing matches, the pattern is that of the reading with all brackets replaced. An empty quote has no place.
    Of more than a thousand places, the first thousand are enough to tell that the quote is ambiguous.
    """
    if not (prefix or suffix or "[" in quote):  # most quotes: one part, and nothing beside it
        plain = QuotePattern((QuotePart(quote, 0, len(quote)),), "", "", 0, 0, 0)
        places = islice(part_places(source, plain.parts[0]), PLACES if has_words(quote) else 0)
        return tuple([Match(place.start, place.end, (place,)) for place in places]), plain
    pattern: QuotePattern | None = None
    found: list[Placement] = []
    for _, patterns in groupby(
        _readings(quote, source, prefix, suffix), key=lambda reading: (reading.rests, reading.replaced)
    ):
        found = []
        for reading in patterns:
            pattern = reading if pattern is None or not reading.rests else pattern
            found.extend(islice(find_placements(reading, source), PLACES))
        if found:
            break
    nearest = keep_innermost(found)
    matches = tuple(Match(placement.start, placement.end, placement.parts) for placement in nearest)
    return matches, nearest[0].pattern if nearest else pattern or _pattern(quote, (), prefix, suffix)


def find_evidence(
    quote: Folded, source: Folded, prefix: str | None, suffix: str | None
) -> tuple[tuple[Match, ...], QuotePattern]:
    """Return the places of a quote as a piece of evidence has it, the words beside it as they were typed."""
    before, after = (fold(beside).text if beside else "" for beside in (prefix, suffix))
    return find_matches(quote.text, source, before, after)


def build_layout(
    words: str, quote: Folded, source: Folded, match: Match, pattern: QuotePattern
) -> tuple[Segment | Gap, ...]:
    """Return the match as segments of the source's own text, with what the curator typed between and beside them.

    `words` are the quote as it was typed, `quote` the same folded. A gap has the place of what it hides, where that is
    known: between two segments, and in a word that brackets cut.
    """
    layout: list[Segment | Gap] = []

    def add_gap(start: int, end: int, hidden: tuple[int, int], kind: GapKind) -> None:
        if not is_blank(words[start:end]):
            if _ELISIONS.fullmatch(words[start:end]):
                kind = "left-out"
            first, last = _strip(source.text, *hidden)
            if first < last:
                layout.append(Gap(words[start:end], source.start(first), source.end(last), kind))
            else:
                layout.append(Gap(words[start:end], kind=kind))

    typed, printed = 0, match.parts[0].outer_start
    kind: GapKind = "replaced"
    for part, place in zip(pattern.parts, match.parts, strict=True):
        add_gap(typed, quote.start(part.start), (printed, place.start), kind)
        layout.append(Segment(source.start(place.start), source.end(place.end)))
        typed, printed = quote.end(part.end), place.end
        kind = "left-out" if part.reach is None and part is not pattern.parts[-1] else "replaced"
    add_gap(typed, len(words), (printed, match.parts[-1].outer_end), "replaced")
    return tuple(layout)


# -- readings -----------------------------------------------------------------------------------------------------


def _readings(quote: str, source: Folded, prefix: str, suffix: str) -> Iterator[QuotePattern]:
    """Yield all readings that can match: fewest replaced brackets first, then with all, then with elisions as rests."""
    brackets = find_brackets(quote)
    doubtful = [
        bracket
        for bracket in (brackets if "[" in source.text else ())
        if bracket.kind != "elision" and any(True for _ in find_words(source, quote[bracket.start : bracket.end]))
    ]
    choices = (own for count in range(len(doubtful), 0, -1) for own in combinations(doubtful, count))
    work = 0
    for own in islice(choices, _READINGS):
        pattern = _pattern(quote, [bracket for bracket in brackets if bracket not in own], prefix, suffix)
        work += sum(source.text.count(part.words) for part in pattern.parts)
        if work > _WORK:
            break
        yield pattern
    if is_empty_quote(quote):
        return
    yield _pattern(quote, brackets, prefix, suffix)
    touching = [bracket for bracket in brackets if bracket.touches]
    rests = (chosen for count in range(1, len(touching) + 1) for chosen in combinations(touching, count))
    for chosen in islice(rests, _READINGS):
        reread = [_read_at_word(bracket) if bracket in chosen else bracket for bracket in brackets]
        yield replace(_pattern(quote, reread, prefix, suffix), rests=len(chosen))


def _read_at_word(bracket: Bracket) -> Bracket:
    """Return a bracket that touches what is before it as one that stands for what comes right behind that."""
    return replace(bracket, kind="rest" if bracket.kind == "elision" else "raised")


def _pattern(quote: str, brackets: Sequence[Bracket], prefix: str, suffix: str) -> QuotePattern:
    """Return the reading in which just these brackets mean something."""
    parts: list[QuotePart] = []
    position = before = reach = 0
    elided, lead = False, ""
    for bracket in (*brackets, Bracket(len(quote), len(quote), "elision")):
        start, end = _strip(quote, position, bracket.start)
        if start < end:
            if parts:
                parts[-1] = replace(parts[-1], reach=None if elided else reach)
            else:
                before = reach
            raised = quote[bracket.start + 1 : bracket.end - 1] if bracket.kind == "raised" else ""
            parts.append(QuotePart(quote[start:end], start, end, lead, bracket.kind == "rest", raised))
            elided, reach = False, 0
        lead = quote[bracket.start + 1 : bracket.end - 1] if bracket.kind == "lead" else ""
        if bracket.kind == "elision":
            elided = elided or bracket.start < len(quote)
        elif bracket.kind == "replaced":
            # White space between two brackets that stand together is replaced with them.
            reach += REPLACED + (1 if reach else 0)
        position = bracket.end
    replaced = sum(bracket.kind != "elision" for bracket in brackets)
    return QuotePattern(tuple(parts), prefix, suffix, before, reach, replaced)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the one space that folded text may have at each end."""
    if start < end and text[start] == " ":
        start += 1
    if start < end and text[end - 1] == " ":
        end -= 1
    return start, end
