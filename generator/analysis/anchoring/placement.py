"""The places of a quote's reading in a source: its parts found by the text library's own search, the nearest laid.

Parts between two elisions are a chain: they stand near each other. Chains are found by one pass over their parts'
places, and joined by walking forward to the nearest end and back from there to the nearest beginning.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from generator.text import may_begin, may_end, splits_marks
from generator.values import dataclass

Place = tuple[int, int]
PlaceSearch = Callable[[int], Iterator[Place]]  # the places that begin at an offset or behind it, in order
OuterMatch = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class QuotePart:
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
class QuotePattern:
    """A quote as it is looked for: the parts of one reading, and what must stand before and after them."""

    parts: tuple[QuotePart, ...]
    prefix: str
    suffix: str
    reach_before: int  # how much replaced text may stand between the prefix and the first part
    reach_after: int
    replaced: int  # how many brackets hold words of the editor


@dataclass(frozen=True, slots=True)
class Placement:
    """A place of a pattern in folded text: text[start:end], and the places of its chains of parts."""

    start: int
    end: int
    pattern: QuotePattern
    chains: tuple[Place, ...]


def find_placements(pattern: QuotePattern, quote: str, source: str) -> Iterator[Placement]:
    """The places of one reading that hold no other, in order: the nearest chains from every beginning on."""
    if not all(quote[each.start : each.end] in source for each in pattern.parts):
        return
    outer_start, outer_end = _beginning(pattern, source), _ending(pattern, source)
    same: dict[tuple[str, bool, bool], PlaceSearch] = {}
    places = [
        same.setdefault((quote[each.start : each.end], each.free_start, each.free_end), _searched(each, quote, source))
        for each in pattern.parts
    ]
    places[0] = _kept(places[0], lambda place: outer_start(place[0]) is not None)
    places[-1] = _kept(places[-1], lambda place: outer_end(place[1]) is not None)
    walks, first = [], 0
    for parts in _chains(pattern.parts):
        walks.append(_walk(parts, places[first : first + len(parts)], source))
        first += len(parts)
    kept: Placement | None = None
    for chosen in _windows(walks):
        start, end = outer_start(chosen[0][0]), outer_end(chosen[-1][1])
        if start is None or end is None or (kept and start == kept.start):
            continue
        if kept and end > kept.end:
            yield kept
        kept = Placement(start, end, pattern, chosen)
    if kept:
        yield kept


def _windows(walks: list[PlaceSearch]) -> Iterator[tuple[Place, ...]]:
    """Places of the chains in order, each time the nearest ones: forward to the first end, and back from there."""
    position = 0
    while True:
        chosen: list[Place] = []
        for walk in walks:
            place = next(walk(chosen[-1][1] if chosen else position), None)
            if place is None:
                return
            chosen.append(place)
        for number in range(len(walks) - 2, -1, -1):
            for place in walks[number](chosen[number][0]):
                if place[1] > chosen[number + 1][0]:
                    break
                chosen[number] = place
        yield tuple(chosen)
        position = chosen[0][0] + 1


def keep_innermost(found: Iterable[Placement]) -> list[Placement]:
    """The places that hold no other place, in order."""
    kept, nearest = [], -1
    for place in sorted(found, key=lambda each: (each.end, -each.start)):
        if place.start > nearest:
            nearest = place.start
            kept.append(place)
    return kept


def _chains(parts: tuple[QuotePart, ...]) -> Iterator[tuple[QuotePart, ...]]:
    """The parts cut at the elisions: within a chain, no part is far from the next."""
    start = 0
    for number, part in enumerate(parts, 1):
        if part.reach is None or number == len(parts):
            yield parts[start:number]
            start = number


def _searched(part: QuotePart, quote: str, source: str) -> PlaceSearch:
    return lambda position: word_places(source, quote[part.start : part.end], part, position)


def _kept(walk: PlaceSearch, wanted: Callable[[Place], bool]) -> PlaceSearch:
    return lambda position: filter(wanted, walk(position))


def _walk(parts: tuple[QuotePart, ...], places: list[PlaceSearch], source: str) -> PlaceSearch:
    """A function to the places of a chain that begin at an offset or behind it, in order; none holds another."""
    if len(parts) == 1:
        return places[0]
    listed = {each: list(each(0)) for each in dict.fromkeys(places)}  # parts that are alike are searched once
    laid = [(start, start, end) for start, end in listed[places[0]]]
    for part, following in zip(parts, places[1:], strict=False):
        laid = list(_continued(laid, listed[following], part.reach or 0, source))
    spans: list[Place] = []
    for first, _, end in laid:
        if not spans or first > spans[-1][0]:
            spans.append((first, end))
    return lambda position: (
        spans[each] for each in range(bisect_left(spans, position, key=lambda place: place[0]), len(spans))
    )


def _continued(
    laid: list[tuple[int, int, int]], places: Iterable[Place], reach: int, source: str
) -> Iterator[tuple[int, int, int]]:
    """Each place of the next part with the chain's beginning, where the part before is within reach.

    Both are in order, and beginnings grow with the places: so the nearest place before is the one that counts.
    """
    near = -1
    for start, end in places:
        while near + 1 < len(laid) and laid[near + 1][2] <= start:
            near += 1
        if near >= 0 and _apart(source, laid[near][2], start) <= reach:
            yield laid[near][0], start, end


def part_places(laid: Placement, quote: str, source: str) -> Iterator[Place]:
    """The places of the parts, in order."""
    for parts, place in zip(_chains(laid.pattern.parts), laid.chains, strict=True):
        yield from _links(parts, place, quote, source)


def _links(parts: tuple[QuotePart, ...], place: Place, quote: str, source: str) -> Iterator[Place]:
    """The places of a chain's parts, the whole chain's place being known."""
    if len(parts) == 1:
        yield place
        return
    levels: list[list[tuple[int, int, int]]] = []
    listed: dict[tuple[str, bool, bool], list[Place]] = {}
    for number, part in enumerate(parts):
        key = (quote[part.start : part.end], part.free_start, part.free_end)
        if key not in listed:
            listed[key] = list(word_places(source, key[0], part, place[0], place[1]))
        places = listed[key]
        if number:
            levels.append(list(_continued(levels[-1], places, parts[number - 1].reach or 0, source)))
        else:
            levels.append([(start, start, end) for start, end in places if start == place[0]])
    chosen = [place[1] - len(quote[parts[-1].start : parts[-1].end])]
    for level in reversed(levels[:-1]):
        chosen.append(level[bisect_right(level, chosen[-1], key=lambda each: each[2]) - 1][1])
    for part, start in zip(parts, reversed(chosen), strict=True):
        yield start, start + part.end - part.start


def _apart(source: str, end: int, start: int) -> int:
    """How many characters are between two places: replaced words have white space beside them that is not theirs."""
    if end < start and source[end] == " ":
        end += 1
    if end < start and source[start - 1] == " ":
        start -= 1
    return start - end


def occurs(part: QuotePart, quote: str, source: str) -> bool:
    """Whether a part of a folded quote is somewhere in a folded source, for itself."""
    return any(True for _ in word_places(source, quote[part.start : part.end], part, 0))


def word_places(source: str, words: str, part: QuotePart, position: int, limit: int | None = None) -> Iterator[Place]:
    """Every place of the words from an offset on, overlapping ones too, that begins and ends where the part may."""
    for start in _occurrences(source, words, position, limit):
        end = start + len(words)
        begins = not splits_marks(source, start) if part.free_start else may_begin(source, start)
        if begins and (not splits_marks(source, end) if part.free_end else may_end(source, end)):
            yield start, end


def _occurrences(source: str, words: str, position: int, limit: int | None = None) -> Iterator[int]:
    """Where the words stand, overlapping places too; linear also where words repeat themselves (`a a a a`).

    Words that repeat themselves with a period have their next place one period on, or no place that overlaps by
    half: so the words are searched as a whole only where there is new text to search.
    """
    limit = len(source) if limit is None else limit
    size, period = len(words), 0
    start = source.find(words, position, limit)
    while start >= 0:
        yield start
        if period and start + size + period <= limit and source.startswith(words[size - period :], start + size):
            start += period
            continue
        following = source.find(words, start + 1, limit)
        if not period and 0 < following - start < size:
            period = _period(words)
        start = following


def _period(words: str) -> int:
    """The shortest period of the words (Knuth, Morris and Pratt's failure function)."""
    borders = [0] * len(words)
    length = 0
    for position in range(1, len(words)):
        while length and words[position] != words[length]:
            length = borders[length - 1]
        if words[position] == words[length]:
            length += 1
        borders[position] = length
    return len(words) - length


# -- what stands beside -------------------------------------------------------------------------------------------


def _beginning(pattern: QuotePattern, source: str) -> OuterMatch:
    """A function from where the first part begins to where the match begins; None where the prefix is not there."""
    prefix, size = pattern.prefix, len(pattern.prefix)
    if not prefix:
        return lambda start: start
    ends = [each + size for each in _occurrences(source, prefix, 0) if may_begin(source, each)]
    bounds = [each for each in ends if may_begin(source, each)]

    def outer(start: int) -> int | None:
        index = bisect_right(ends, start) - 1
        if index >= 0 and ends[index] == start:
            return start
        index = bisect_right(bounds, start) - 1
        if index < 0 or _apart(source, bounds[index], start) > pattern.reach_before:
            return None
        return min(bounds[index] + (source[bounds[index]] == " "), start)

    return outer


def _ending(pattern: QuotePattern, source: str) -> OuterMatch:
    """A function from where the last part ends to where the match ends; None where the suffix is not there."""
    suffix, size = pattern.suffix, len(pattern.suffix)
    if not suffix:
        return lambda end: end
    starts = [each for each in _occurrences(source, suffix, 0) if may_end(source, each + size)]
    bounds = [each for each in starts if may_end(source, each)]

    def outer(end: int) -> int | None:
        index = bisect_left(starts, end)
        if index < len(starts) and starts[index] == end:
            return end
        index = bisect_left(bounds, end)
        if index == len(bounds) or _apart(source, end, bounds[index]) > pattern.reach_after:
            return None
        return max(bounds[index] - (source[bounds[index] - 1] == " "), end)

    return outer
