"""The places of one reading of a quote in a source: of its parts, the places that are nearest to one another.

Parts between two elisions are a chain: they are near each other. A chain is found by one pass over its parts' places.
Chains are joined by going forward to the nearest end, and back from there to the nearest beginning.
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
    """Words that are together in the source: text[start:end] of the folded quote.

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
    """One reading of a quote: its parts, and what must be before and after them."""

    parts: tuple[QuotePart, ...]
    prefix: str
    suffix: str
    reach_before: int  # characters of replaced text between the prefix and the first part, at most
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
    """Yield the places of one reading that contain no other, in order."""
    if not all(quote[part.start : part.end] in source for part in pattern.parts):
        return
    outer_start, outer_end = _match_prefix(pattern, source), _match_suffix(pattern, source)
    same: dict[tuple[str, bool, bool], PlaceSearch] = {}
    places = [
        same.setdefault(
            (quote[part.start : part.end], part.free_start, part.free_end), _search_part(part, quote, source)
        )
        for part in pattern.parts
    ]
    places[0] = _filter_places(places[0], lambda place: outer_start(place[0]) is not None)
    places[-1] = _filter_places(places[-1], lambda place: outer_end(place[1]) is not None)
    walks, first = [], 0
    for parts in _split_chains(pattern.parts):
        walks.append(_search_chain(parts, places[first : first + len(parts)], source))
        first += len(parts)
    kept: Placement | None = None
    for chosen in _choose_nearest(walks):
        start, end = outer_start(chosen[0][0]), outer_end(chosen[-1][1])
        if start is None or end is None or (kept and start == kept.start):
            continue
        if kept and end > kept.end:
            yield kept
        kept = Placement(start, end, pattern, chosen)
    if kept:
        yield kept


def _choose_nearest(walks: list[PlaceSearch]) -> Iterator[tuple[Place, ...]]:
    """Yield places of all chains: from each start the nearest end, and from there the nearest beginnings."""
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
    """Return the places that contain no other place, in order."""
    kept, nearest = [], -1
    for place in sorted(found, key=lambda placement: (placement.end, -placement.start)):
        if place.start > nearest:
            nearest = place.start
            kept.append(place)
    return kept


def _split_chains(parts: tuple[QuotePart, ...]) -> Iterator[tuple[QuotePart, ...]]:
    """Yield the parts between elisions."""
    start = 0
    for number, part in enumerate(parts, 1):
        if part.reach is None or number == len(parts):
            yield parts[start:number]
            start = number


def _search_part(part: QuotePart, quote: str, source: str) -> PlaceSearch:
    return lambda position: word_places(source, quote[part.start : part.end], part, position)


def _filter_places(walk: PlaceSearch, wanted: Callable[[Place], bool]) -> PlaceSearch:
    return lambda position: filter(wanted, walk(position))


def _search_chain(parts: tuple[QuotePart, ...], places: list[PlaceSearch], source: str) -> PlaceSearch:
    """Return a function from an offset to the places of a chain from there on, in order; none contains another."""
    if len(parts) == 1:
        return places[0]
    listed = {place: list(place(0)) for place in dict.fromkeys(places)}  # parts that are alike are searched once
    laid = [(start, start, end) for start, end in listed[places[0]]]
    for part, following in zip(parts, places[1:], strict=False):
        laid = list(_extend(laid, listed[following], part.reach or 0, source))
    spans: list[Place] = []
    for first, _, end in laid:
        if not spans or first > spans[-1][0]:
            spans.append((first, end))
    return lambda position: (
        spans[number] for number in range(bisect_left(spans, position, key=lambda place: place[0]), len(spans))
    )


def _extend(
    laid: list[tuple[int, int, int]], places: Iterable[Place], reach: int, source: str
) -> Iterator[tuple[int, int, int]]:
    """Yield each place of the next part that is within reach of the part before, with the chain's beginning.

    Both are in order, and beginnings grow with the places: so the nearest place before is the one that counts.
    """
    near = -1
    for start, end in places:
        while near + 1 < len(laid) and laid[near + 1][2] <= start:
            near += 1
        if near >= 0 and _measure_gap(source, laid[near][2], start) <= reach:
            yield laid[near][0], start, end


def part_places(laid: Placement, quote: str, source: str) -> Iterator[Place]:
    """Yield the places of the parts, in order."""
    for parts, place in zip(_split_chains(laid.pattern.parts), laid.chains, strict=True):
        yield from _find_links(parts, place, quote, source)


def _find_links(parts: tuple[QuotePart, ...], place: Place, quote: str, source: str) -> Iterator[Place]:
    """Yield the places of a chain's parts, given the place of the whole chain."""
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
            levels.append(list(_extend(levels[-1], places, parts[number - 1].reach or 0, source)))
        else:
            levels.append([(start, start, end) for start, end in places if start == place[0]])
    chosen = [place[1] - len(quote[parts[-1].start : parts[-1].end])]
    for level in reversed(levels[:-1]):
        chosen.append(level[bisect_right(level, chosen[-1], key=lambda link: link[2]) - 1][1])
    for part, start in zip(parts, reversed(chosen), strict=True):
        yield start, start + part.end - part.start


def _measure_gap(source: str, end: int, start: int) -> int:
    """Return how many characters are between two places, without a space at either end."""
    if end < start and source[end] == " ":
        end += 1
    if end < start and source[start - 1] == " ":
        start -= 1
    return start - end


def occurs(part: QuotePart, quote: str, source: str) -> bool:
    """Whether a part of a folded quote is anywhere in a folded source."""
    return any(True for _ in word_places(source, quote[part.start : part.end], part, 0))


def word_places(source: str, words: str, part: QuotePart, position: int, limit: int | None = None) -> Iterator[Place]:
    """Yield every place of the words from an offset on that begins and ends where the part may; they may overlap."""
    for start in _find_all(source, words, position, limit):
        end = start + len(words)
        begins = not splits_marks(source, start) if part.free_start else may_begin(source, start)
        if begins and (not splits_marks(source, end) if part.free_end else may_end(source, end)):
            yield start, end


def _find_all(source: str, words: str, position: int, limit: int | None = None) -> Iterator[int]:
    """Yield where the words begin, overlapping places too; linear also where words repeat themselves (`a a a a`).

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
            period = _find_period(words)
        start = following


def _find_period(words: str) -> int:
    """Return the shortest period of the words (Knuth, Morris and Pratt's failure function)."""
    borders = [0] * len(words)
    length = 0
    for position in range(1, len(words)):
        while length and words[position] != words[length]:
            length = borders[length - 1]
        if words[position] == words[length]:
            length += 1
        borders[position] = length
    return len(words) - length


# -- prefix and suffix ---------------------------------------------------------------------------------------------


def _match_prefix(pattern: QuotePattern, source: str) -> OuterMatch:
    """Return a function from the first part's start to the match's; None where the prefix is not before it."""
    prefix, size = pattern.prefix, len(pattern.prefix)
    if not prefix:
        return lambda start: start
    ends = [start + size for start in _find_all(source, prefix, 0) if may_begin(source, start)]
    bounds = [end for end in ends if may_begin(source, end)]

    def outer(start: int) -> int | None:
        index = bisect_right(ends, start) - 1
        if index >= 0 and ends[index] == start:
            return start
        index = bisect_right(bounds, start) - 1
        if index < 0 or _measure_gap(source, bounds[index], start) > pattern.reach_before:
            return None
        return min(bounds[index] + (source[bounds[index]] == " "), start)

    return outer


def _match_suffix(pattern: QuotePattern, source: str) -> OuterMatch:
    """Return a function from the last part's end to the match's; None where the suffix is not behind it."""
    suffix, size = pattern.suffix, len(pattern.suffix)
    if not suffix:
        return lambda end: end
    starts = [start for start in _find_all(source, suffix, 0) if may_end(source, start + size)]
    bounds = [start for start in starts if may_end(source, start)]

    def outer(end: int) -> int | None:
        index = bisect_left(starts, end)
        if index < len(starts) and starts[index] == end:
            return end
        index = bisect_left(bounds, end)
        if index == len(bounds) or _measure_gap(source, end, bounds[index]) > pattern.reach_after:
            return None
        return max(bounds[index] - (source[bounds[index] - 1] == " "), end)

    return outer
