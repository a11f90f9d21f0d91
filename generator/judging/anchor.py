"""Where a quote stands in its source: the contract's rule, to the letter, and nothing more forgiving.

A quote is read as parts with links between them: nothing, an elision, or words that the editor replaced. The parts
are found by the text library's own search, and laid in order by one pass over their places.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from generator.model import Anchor, Evidence, Gap, Segment
from generator.text import Folded, has_words, is_blank, is_letter, is_mark, may_begin, may_end, splits_marks

REPLACED = 80  # how many folded characters the editor's words in one pair of brackets may stand for
_READINGS = 256  # how many ways of reading its brackets are tried; more than eight literal ones stand in no article


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets in a folded quote, text[start:end]: an elision, or words of the editor."""

    start: int
    end: int
    elision: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand together in the source: text[start:end] of the folded quote.

    A side where brackets touch a letter is free: no word boundary is needed there. `reach` is how far the next part
    may be, in folded characters without white space at the ends; None is any distance, and 0 is directly after.
    """

    start: int
    end: int
    free_start: bool = False
    free_end: bool = False
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quote as it is looked for: the parts of one reading, and what must stand before and after them."""

    parts: tuple[Part, ...]
    prefix: str
    suffix: str
    reach_before: int  # how much replaced text may stand between the prefix and the first part
    reach_after: int


@dataclass(frozen=True, slots=True)
class Match:
    """A place of a quote in folded text: text[start:end], and the places of its parts."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


def brackets_of(quote: str) -> tuple[Bracket, ...]:
    """The brackets of a folded quote that mean something; nested, unclosed and empty ones are plain text."""
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


def is_empty(quote: str) -> bool:
    """Whether a folded quote has no letter or digit outside its brackets."""
    kept, position = [], 0
    for bracket in brackets_of(quote):
        kept.append(quote[position : bracket.start])
        position = bracket.end
    return not has_words("".join((*kept, quote[position:])))


def find(quote: str, source: str, prefix: str = "", suffix: str = "") -> tuple[tuple[Match, ...], Pattern]:
    """Every place of a quote in a source, all arguments folded, with the reading that they were found by.

    The brackets' words are first read as the source's own: of all readings, those with the fewest replaced brackets
    that have a match count. Where nothing matches, the pattern is that of the reading with all brackets replaced.
    """
    for readings in _readings(quote, source, prefix, suffix):
        found = [(match, pattern) for pattern in readings for match in _matches(pattern, quote, source)]
        if found:
            innermost = _innermost(found)
            return tuple(match for match, _ in innermost), innermost[0][1]
    return (), readings[-1]


def stands(part: Part, quote: str, source: str) -> bool:
    """Whether a part of a folded quote is somewhere in a folded source, for itself."""
    return any(True for _ in _places(source, quote[part.start : part.end], part))


def anchored(evidence: Evidence, quote: Folded, source: Folded, match: Match, pattern: Pattern) -> Anchor:
    """The match as segments of the source's own text, with what the curator typed between and beside them."""
    layout: list[Segment | Gap] = []
    typed = evidence.quote

    def gap(start: int, end: int) -> None:
        if not is_blank(typed[start:end]):
            layout.append(Gap(typed[start:end]))

    position = 0
    for part, (start, end) in zip(pattern.parts, match.parts, strict=True):
        gap(position, quote.start(part.start))
        layout.append(Segment(source.start(start), source.end(end)))
        position = quote.end(part.end)
    gap(position, len(typed))
    return Anchor(evidence.id, evidence.source, tuple(layout))


# -- readings -----------------------------------------------------------------------------------------------------


def _readings(quote: str, source: str, prefix: str, suffix: str) -> Iterator[tuple[Pattern, ...]]:
    """All readings that can match, those with equally many replaced brackets together, the fewest first.

    The last one replaces them all.
    """
    brackets = brackets_of(quote)
    doubtful = [each for each in brackets if not each.elision and quote[each.start : each.end] in source]
    left = _READINGS
    for count in range(len(doubtful), -1, -1):
        choices = list(islice(combinations(doubtful, count), left if count else 1))
        left -= len(choices)
        if choices:
            literal = ({each.start for each in own} for own in choices)
            yield tuple(
                _pattern(quote, tuple(each for each in brackets if each.start not in own), prefix, suffix)
                for own in literal
            )


def _pattern(quote: str, brackets: tuple[Bracket, ...], prefix: str, suffix: str) -> Pattern:
    parts: list[Part] = []
    before = reach = 0
    elided = free_start = False
    position = 0
    for bracket in (*brackets, Bracket(len(quote), len(quote), elision=True)):
        start, end = _stripped(quote, position, bracket.start)
        if start < end:
            if parts:
                parts[-1] = _reaching(parts[-1], None if elided else reach)
            else:
                before = reach
            elided, reach = False, 0
            free_end = not bracket.elision and end == bracket.start and _letter_ends(quote, end)
            parts.append(Part(start, end, free_start and start == position, free_end))
        free_start = not bracket.elision and bracket.end < len(quote) and is_letter(quote[bracket.end])
        if bracket.elision:
            elided = elided or bracket.start < len(quote)
        else:
            # White space between two brackets that stand together is replaced with them.
            reach += REPLACED + (1 if reach else 0)
        position = bracket.end
    return Pattern(tuple(parts), prefix, suffix, before, reach)


def _reaching(part: Part, reach: int | None) -> Part:
    return Part(part.start, part.end, part.free_start, part.free_end, reach)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the one space that folded text may have at each end."""
    if start < end and text[start] == " ":
        start += 1
    if start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def _letter_ends(text: str, position: int) -> bool:
    while position > 0 and is_mark(text[position - 1]):
        position -= 1
    return position > 0 and is_letter(text[position - 1])


# -- matching -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part at a place, with the nearest beginning of the match that leads there."""

    start: int
    end: int
    outer: int
    before: "_Laid | None" = None


def _matches(pattern: Pattern, quote: str, source: str) -> tuple[Match, ...]:
    laid: list[_Laid] = []
    for number, part in enumerate(pattern.parts):
        places = _places(source, quote[part.start : part.end], part)
        if number == 0:
            outers = ((start, end, _outer_start(source, start, pattern)) for start, end in places)
            laid = [_Laid(start, end, outer) for start, end, outer in outers if outer is not None]
        else:
            laid = list(_continued(laid, places, pattern.parts[number - 1].reach, source))
        if not laid:
            return ()
    ended = ((last, end) for last in laid if (end := _outer_end(source, last.end, pattern)) is not None)
    matches = [(Match(last.outer, end, _trail(last)), pattern) for last, end in ended]
    return tuple(match for match, _ in _innermost(matches))


def _innermost(found: list[tuple[Match, Pattern]]) -> list[tuple[Match, Pattern]]:
    """The matches that hold no other, in order; of those at one place the first."""
    kept, nearest = [], -1
    for match, pattern in sorted(found, key=lambda each: (each[0].end, -each[0].start)):
        if match.start > nearest:
            nearest = match.start
            kept.append((match, pattern))
    return kept


def _trail(last: _Laid) -> tuple[tuple[int, int], ...]:
    places = []
    each: _Laid | None = last
    while each:
        places.append((each.start, each.end))
        each = each.before
    return tuple(reversed(places))


def _places(source: str, words: str, part: Part) -> Iterator[tuple[int, int]]:
    """Every place of the words, overlapping ones too, that begins and ends where the part may."""
    start = source.find(words)
    while start >= 0:
        end = start + len(words)
        begins = not splits_marks(source, start) if part.free_start else may_begin(source, start)
        if begins and (not splits_marks(source, end) if part.free_end else may_end(source, end)):
            yield start, end
        start = source.find(words, start + 1)


def _continued(laid: list[_Laid], places: Iterator[tuple[int, int]], reach: int | None, source: str) -> Iterator[_Laid]:
    """Each place of the next part behind the one within reach that makes the match shortest; both lists are in order.

    The candidates are a sliding-window maximum: those that a later one beats are gone, so the first is the best, and
    of equals the earliest. Linear in the places.
    """
    window: deque[_Laid] = deque()
    near = 0  # laid[:near] end before the place
    for start, end in places:
        while near < len(laid) and laid[near].end <= start:
            while window and window[-1].outer < laid[near].outer:
                window.pop()
            window.append(laid[near])
            near += 1
        while reach is not None and window and _between(source, window[0].end, start) > reach:
            window.popleft()
        if window:
            yield _Laid(start, end, window[0].outer, window[0])


def _between(source: str, end: int, start: int) -> int:
    """How long the text between two places is, without the one folded space that may stand on either side of it."""
    return start - source.endswith(" ", end, start) - end - source.startswith(" ", end, start)


def _outer_start(source: str, start: int, pattern: Pattern) -> int | None:
    """Where the match begins whose first part begins at `start`; None where the prefix does not stand before it."""
    if not pattern.prefix:
        return start
    lowest = max(start - pattern.reach_before - 2 - len(pattern.prefix), 0)
    begin = source.rfind(pattern.prefix, lowest, start)
    while begin >= 0:
        end = begin + len(pattern.prefix)
        between = _between(source, end, start)
        if between > pattern.reach_before:
            return None
        if may_begin(source, begin) and (between <= 0 or may_begin(source, end)):
            return start if between <= 0 else end
        begin = source.rfind(pattern.prefix, lowest, end - 1)
    return None


def _outer_end(source: str, end: int, pattern: Pattern) -> int | None:
    """Where the match ends whose last part ends at `end`; None where the suffix does not stand after it."""
    if not pattern.suffix:
        return end
    highest = end + pattern.reach_after + 2 + len(pattern.suffix)
    start = source.find(pattern.suffix, end, highest)
    while start >= 0:
        between = _between(source, end, start)
        if between > pattern.reach_after:
            return None
        if may_end(source, start + len(pattern.suffix)) and (between <= 0 or may_end(source, start)):
            return end if between <= 0 else start
        start = source.find(pattern.suffix, start + 1, highest)
    return None
