"""Where a quote stands in its source: the contract's rule, to the letter, and nothing more forgiving.

A quote is read as parts with links between them: nothing, an elision, or words that the editor replaced. The parts
are found by the text library's own search, and laid in order by one pass over their places.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from generator.model import Anchor, Evidence, Gap, Segment
from generator.text import Folded, has_words, is_letter, is_mark, may_begin, may_end, splits_marks

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
    for pattern in _readings(quote, source, prefix, suffix):
        matches = _matches(pattern, quote, source)
        if matches:
            break
    return matches, pattern


def anchored(evidence: Evidence, quote: Folded, source: Folded, match: Match, pattern: Pattern) -> Anchor:
    """The match as segments of the source's own text, with what the curator typed between and beside them."""
    layout: list[Segment | Gap] = []
    typed = evidence.quote

    def gap(start: int, end: int) -> None:
        if typed[start:end].strip():
            layout.append(Gap(typed[start:end]))

    position = 0
    for part, (start, end) in zip(pattern.parts, match.parts, strict=True):
        gap(position, quote.start(part.start))
        layout.append(Segment(source.start(start), source.end(end)))
        position = quote.end(part.end)
    gap(position, len(typed))
    return Anchor(evidence.id, evidence.source, tuple(layout))


# -- readings -----------------------------------------------------------------------------------------------------


def _readings(quote: str, source: str, prefix: str, suffix: str) -> Iterator[Pattern]:
    """All readings that can match, fewest replaced brackets first, and at last the one that replaces them all."""
    brackets = brackets_of(quote)
    doubtful = [each for each in brackets if not each.elision and quote[each.start : each.end] in source]
    choices = (own for count in range(len(doubtful), 0, -1) for own in combinations(doubtful, count))
    for own in islice(choices, _READINGS):
        literal = {each.start for each in own}
        yield _pattern(quote, tuple(each for each in brackets if each.start not in literal), prefix, suffix)
    yield _pattern(quote, brackets, prefix, suffix)


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
    ended = [(end, last) for last in laid if (end := _outer_end(source, last.end, pattern)) is not None]
    ended.sort(key=lambda each: (each[0], -each[1].outer))
    matches, nearest = [], -1
    for end, last in ended:
        if last.outer > nearest:  # otherwise it holds one of the matches before it
            nearest = last.outer
            matches.append(Match(last.outer, end, _trail(last)))
    return tuple(matches)


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
    """Each place of the next part behind the one that makes the match shortest; both lists are in order."""
    ends = [each.end for each in laid]
    near = 0  # laid[:near] end before the place
    best: _Laid | None = None
    for start, end in places:
        while near < len(laid) and ends[near] <= start:
            if best is None or laid[near].outer > best.outer:
                best = laid[near]
            near += 1
        if reach is None:
            if best is not None:
                yield _Laid(start, end, best.outer, best)
            continue
        # Replaced words have white space beside them, one folded space a side.
        within = (
            each
            for each in laid[bisect_left(ends, start - reach - 2) : near]
            if len(source[each.end : start].strip(" ")) <= reach
        )
        nearest = max(within, key=lambda each: each.outer, default=None)
        if nearest is not None:
            yield _Laid(start, end, nearest.outer, nearest)


def _outer_start(source: str, start: int, pattern: Pattern) -> int | None:
    """Where the match begins whose first part begins at `start`; None where the prefix does not stand before it."""
    if not pattern.prefix:
        return start
    lowest = start - pattern.reach_before - 2 if pattern.reach_before else start - 1
    end = start
    while end >= max(lowest, 0):
        begin = end - len(pattern.prefix)
        if (
            source.startswith(pattern.prefix, max(begin, 0), end)
            and begin >= 0
            and may_begin(source, begin)
            and len(source[end:start].strip(" ")) <= pattern.reach_before
            and (end == start or may_begin(source, end))
        ):
            return start if not source[end:start].strip(" ") else end
        end -= 1
    return None


def _outer_end(source: str, end: int, pattern: Pattern) -> int | None:
    """Where the match ends whose last part ends at `end`; None where the suffix does not stand after it."""
    if not pattern.suffix:
        return end
    highest = end + pattern.reach_after + 2 if pattern.reach_after else end + 1
    start = end
    while start <= min(highest, len(source)):
        if (
            source.startswith(pattern.suffix, start)
            and may_end(source, start + len(pattern.suffix))
            and len(source[end:start].strip(" ")) <= pattern.reach_after
            and (start == end or may_end(source, start))
        ):
            return end if not source[end:start].strip(" ") else start
        start += 1
    return None
