"""Places of a quote's parts in a source, and the nearest way to lay them all.

Parts between two elisions are a chain: they stand near each other. Chains are found by one pass over their parts'
places, and joined by walking forward to the nearest end and back from there to the nearest beginning.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.folding import Folded, Option
from generator.patterns import lazy_pattern
from generator.text import is_letter, is_mark
from generator.values import dataclass

_RUN = lazy_pattern(r"[^\W\d_⁰¹²³⁴-⁹₀-₉]+|\d+")
_LONGEST_OPTION = 9  # characters of a note mark and the space before it, the longest option of a folded text
_MOST_REST = 3  # letters of one word that a bracket behind its beginning may stand for (`work[ed]`)
_LEAST_KEPT = 3  # letters of that word that the quote has to keep


class Place(NamedTuple):
    """A place of a part in folded text: text[start:end].

    `outer_start` and `outer_end` include the letters of its first and last word that brackets stand for.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


OuterEdge = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Words of a quote that stand together in the source.

    `lead` are the letters in brackets right before them (`[T]he`), and `rest` says that brackets right behind them
    stand for the rest of their last word (`work[ed]`). `raised` are the raised digits in brackets behind their last
    figure (`37,000[²]`). `reach` is how far the next part may be, in folded characters
    without white space at the ends; None is any distance, and 0 is directly after.
    """

    words: str
    start: int
    end: int
    lead: str = ""
    rest: bool = False
    raised: str = ""
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class QuotePattern:
    """A quote as it is looked for: the parts of one reading, and what must be before and after them."""

    parts: tuple[QuotePart, ...]
    prefix: str
    suffix: str
    reach_before: int  # how much replaced text may be between the prefix and the first part
    reach_after: int
    replaced: int  # how many brackets hold words of the editor, or letters
    rests: int = 0  # how many elisions stand for the rest of a word


@dataclass(frozen=True, slots=True)
class Placement:
    """A place of a pattern in folded text: text[start:end], and the places of its parts."""

    start: int
    end: int
    pattern: QuotePattern
    parts: tuple[Place, ...]


# -- one part ------------------------------------------------------------------------------------------------------


def part_places(source: Folded, part: QuotePart) -> Iterator[Place]:
    """Yield every place of a part, overlapping ones too, that begins and ends where the part may."""
    places = _bounded_places(source, part)
    # Where words end in an option, they may end before it or in it: the nearer end counts.
    return _keep_innermost(places) if source.options else places


def _bounded_places(source: Folded, part: QuotePart) -> Iterator[Place]:
    for start, end in find_words(source, part.words):
        outer_start, outer_end = _lead_start(source, start, part.lead), _outer_end(source, start, end, part)
        if outer_start is not None and outer_end is not None:
            yield Place(start, end, outer_start, outer_end)


def _keep_innermost(places: Iterable[Place]) -> Iterator[Place]:
    """Yield the places that hold no other, in order."""
    last = -1
    for place in sorted(places, key=lambda place: (place.end, -place.start)):
        if place.start > last:
            last = place.start
            yield place


def _lead_start(source: Folded, start: int, lead: str) -> int | None:
    """Return where the word begins of which the letters in brackets are the first; None where it has others."""
    outer = start - len(lead)
    if outer < 0 or source.splits(start) or not source.may_begin(outer):
        return None
    if not lead:
        return start
    pairs = zip(source.text[outer:start], lead, strict=True)
    return outer if all(printed == typed or printed.lower() == typed.lower() for printed, typed in pairs) else None


def _outer_end(source: Folded, start: int, end: int, part: QuotePart) -> int | None:
    """Return where a part ends with what its last brackets stand for; None where it may not end so."""
    if part.rest:
        return _rest_end(source, start, end)
    last = end + len(part.raised)
    return last if source.text.startswith(part.raised, end) and source.may_end(last) else None


def _rest_end(source: Folded, start: int, end: int) -> int | None:
    """Return where the word ends of which brackets may stand for the rest; None where they may not.

    The rest is at most three letters, at most as many as are kept, of which there are at least three.
    """
    text, last = source.text, end
    while last < len(text) and _continues_word(source, last):
        last += 1
    if last == end:
        return end if source.may_end(end) else None
    first = end
    while first > start and (is_letter(text[first - 1]) or is_mark(text[first - 1])):
        first -= 1
    left_out, kept = _letters(text[end:last]), _letters(text[first:end])
    allowed = left_out <= min(_MOST_REST, kept) and kept >= _LEAST_KEPT
    return last if allowed and not source.splits(end) and source.may_end(last) else None


def _continues_word(source: Folded, position: int) -> bool:
    character = source.text[position]
    return is_letter(character) or is_mark(character) or position in source.raised


def _letters(text: str) -> int:
    """Return how many letters and raised digits there are; Hangul is counted by its jamo."""
    letters = (character for character in text if not is_mark(character))
    return sum(len(unicodedata.normalize("NFD", letter)) if "\uac00" <= letter <= "\ud7a3" else 1 for letter in letters)


def find_words(source: Folded, words: str) -> Iterator[tuple[int, int]]:
    """Yield where the words are, overlapping places too, in any way that the source may be read."""
    if not source.options:
        for start in _find_starts(source, words):
            yield start, start + len(words)
        return
    yield from sorted(_find_readings(source, words))


def _find_starts(source: Folded, words: str) -> Iterator[int]:
    """Yield where the words are in the source's text as it is: by its index around their rarest inner word, if any."""
    index = source.word_places
    inner = words.split(" ")[1:-1]
    if index is None or not inner:
        yield from find_occurrences(source.text, words)
        return
    rarest = min(inner, key=lambda word: len(index.get(word, ())))
    places = index.get(rarest, ())
    if len(places) * len(words) > len(source.text):  # words that repeat themselves are found in linear time
        yield from find_occurrences(source.text, words)
        return
    before = words.index(f" {rarest} ") + 1
    for place in places:
        if place >= before and source.text.startswith(words, place - before):
            yield place - before


def find_occurrences(source: str, words: str) -> Iterator[int]:
    """Yield where the words are, overlapping places too; linear also where words repeat themselves (`a a a a`).

    Words that repeat themselves with a period have their next place one period on, or no place that overlaps by
    half: so the words are searched as a whole only where there is new text to search.
    """
    size, period = len(words), 0
    start = source.find(words)
    while start >= 0:
        yield start
        if period and source.startswith(words[size - period :], start + size):
            start += period
            continue
        following = source.find(words, start + 1)
        if not period and 0 < following - start < size:
            period = _period(words)
        start = following


def _period(words: str) -> int:
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


# -- a source that may be read in several ways ---------------------------------------------------------------------


def _find_readings(source: Folded, words: str) -> set[tuple[int, int]]:
    """Return the places of words in a source with options.

    The longest run of letters or digits is found in the text without its options; from there the words are compared
    forwards and backwards, each option in every way.
    """
    found = {(start, start + len(words)) for start in _find_starts(source, words)}
    # Digits behind a letter may be a note mark, which the joined text is without: letters are sought before digits.
    run = max(_RUN.finditer(words), key=lambda run: (run[0].isalpha(), run.end() - run.start()), default=None)
    if run is None or source.joined is None:
        return found
    before, after = words[: run.start()], words[run.start() :]
    for at in find_occurrences(source.joined.text, run[0]):
        middle = source.joined.start(at)
        if not _has_option_near(source.options, middle - len(before) - _LONGEST_OPTION, middle + len(after)):
            continue  # where no option is, the words are found already
        ends = _read_on(source.text, source.options, after, middle)
        if ends:
            first = max(middle - len(before) * _LONGEST_OPTION - _LONGEST_OPTION, 0)
            mirrored = _mirror(source.options, first, middle)
            starts = _read_on(source.text[first:middle][::-1], mirrored, before[::-1], 0)
            found.update((middle - start, end) for start in starts for end in ends)
    return found


def _has_option_near(options: Sequence[Option], first: int, last: int) -> bool:
    """Return whether an option begins from `first` to `last`."""
    number = bisect_left(options, (first,))
    return number < len(options) and options[number].start <= last


def _mirror(options: Sequence[Option], first: int, last: int) -> list[Option]:
    """Return the options inside text[first:last] as they are in that text read backwards."""
    inside = options[bisect_left(options, (first,)) : bisect_left(options, (last,))]
    return [
        Option(last - option.end, last - option.start, tuple(reading[::-1] for reading in option.readings))
        for option in reversed(inside)
        if option.end <= last
    ]


def _read_on(text: str, options: Sequence[Option], words: str, position: int) -> set[int]:
    """Return where the words end that begin at a position, each option on the way being read in every way."""
    ends = set()
    states = [(0, position)]  # how many characters of the words are read, and up to where in the text
    while states:
        read, at = states.pop()
        number = bisect_left(options, (at,))
        option = options[number] if number < len(options) else None
        size = min(len(words) - read, option.start - at if option else len(words))
        if not text.startswith(words[read : read + size], at):
            continue
        read, at = read + size, at + size
        if read == len(words):
            ends.add(at)
        elif option and at == option.start:
            if option.readings[0].startswith(words[read:]):  # the words end inside the option
                ends.add(at + len(words) - read)
            states += [
                (read + len(reading), option.end) for reading in option.readings if words.startswith(reading, read)
            ]
    return ends


# -- all parts -----------------------------------------------------------------------------------------------------


def find_placements(pattern: QuotePattern, source: Folded) -> Iterator[Placement]:
    """Yield the places of one reading that hold no other, in order: the nearest chains from every beginning on."""
    outer_start, outer_end = _match_start(pattern, source), _match_end(pattern, source)
    listed: dict[tuple[str, str, bool, str], list[Place]] = {}  # parts that are alike are searched once
    places = []
    for part in pattern.parts:
        key = part.words, part.lead, part.rest, part.raised
        if key not in listed:
            listed[key] = list(part_places(source, part))
        if not listed[key]:
            return
        places.append(listed[key])
    places[0] = [place for place in places[0] if outer_start(place.outer_start) is not None]
    places[-1] = [place for place in places[-1] if outer_end(place.outer_end) is not None]
    chains, first = [], 0
    for parts in _split_chains(pattern.parts):
        chains.append(_Chain(parts, places[first : first + len(parts)], source))
        first += len(parts)
    kept: Placement | None = None
    for chosen in _nearest_windows(chains):
        start, end = outer_start(chosen[0][0]), outer_end(chosen[-1][1])
        if start is None or end is None or (kept and start == kept.start):
            continue
        if kept and end > kept.end:
            yield kept
        laid = [place for chain, span in zip(chains, chosen, strict=True) for place in chain.lay(span)]
        kept = Placement(start, end, pattern, tuple(laid))
    if kept:
        yield kept


def _split_chains(parts: tuple[QuotePart, ...]) -> Iterator[tuple[QuotePart, ...]]:
    """Yield the parts cut at the elisions: within a chain, no part is far from the next."""
    start = 0
    for number, part in enumerate(parts, 1):
        if part.reach is None or number == len(parts):
            yield parts[start:number]
            start = number


Span = tuple[int, int]


class _Chain:
    """Parts that are each within reach of the next: their spans, of which none holds another."""

    def __init__(self, parts: tuple[QuotePart, ...], places: list[list[Place]], source: Folded) -> None:
        self._parts, self._places, self._source = parts, places, source
        laid = [(place.outer_start, place) for place in places[0]]
        for part, following in zip(parts, places[1:], strict=False):
            laid = list(_continue(laid, following, part.reach or 0, source.text))
        spans: list[Span] = []
        for first, place in laid:
            if not spans or first > spans[-1][0]:
                spans.append((first, place.outer_end))
        self._spans = spans

    def spans_from(self, position: int) -> Iterator[Span]:
        """Yield the spans that begin at the position or behind it, in order."""
        first = bisect_left(self._spans, (position,))
        return (self._spans[number] for number in range(first, len(self._spans)))

    def lay(self, span: Span) -> list[Place]:
        """Return the places of the parts in a span, each the earliest from which the others can be reached."""
        levels = []
        for places in self._places:
            first = bisect_left(places, span[0], key=lambda place: place.outer_start)
            inside = []
            for number in range(first, len(places)):
                if places[number].outer_start >= span[1]:
                    break
                if places[number].outer_end <= span[1]:
                    inside.append(places[number])
            levels.append(inside)
        reachable = [[place for place in levels[-1] if place.outer_end == span[1]]]
        for number in range(len(levels) - 2, -1, -1):
            reach = self._parts[number].reach or 0
            reachable.append(_reaching(levels[number], reachable[-1], reach, self._source.text))
        reachable.reverse()
        chosen = [next(place for place in reachable[0] if place.outer_start == span[0])]
        for number, places in enumerate(reachable[1:]):
            reach = self._parts[number].reach or 0
            chosen.append(next(place for place in places if _follows(self._source.text, chosen[-1], place, reach)))
        return chosen


def _continue(
    laid: list[tuple[int, Place]], places: Iterable[Place], reach: int, text: str
) -> Iterator[tuple[int, Place]]:
    """Yield each place of the next part with the chain's beginning, where the part before is within reach.

    Both are in order, and beginnings grow with the places: so the nearest place before is the one that counts.
    """
    near = -1
    for place in places:
        while near + 1 < len(laid) and laid[near + 1][1].outer_end <= place.outer_start:
            near += 1
        if near >= 0 and _follows(text, laid[near][1], place, reach):
            yield laid[near][0], place


def _reaching(places: Sequence[Place], following: Sequence[Place], reach: int, text: str) -> list[Place]:
    """Return the places within whose reach one of the following places is. Both are in order."""
    found = []
    for place in places:
        number = bisect_left(following, place.outer_end, key=lambda other: other.outer_start)
        if number < len(following) and _follows(text, place, following[number], reach):
            found.append(place)
    return found


def _follows(text: str, place: Place, following: Place, reach: int) -> bool:
    return place.outer_end <= following.outer_start and _gap(text, place.outer_end, following.outer_start) <= reach


def _gap(text: str, end: int, start: int) -> int:
    """Return how many characters are between two places: white space beside replaced words is not counted."""
    if end < start and text[end] == " ":
        end += 1
    if end < start and text[start - 1] == " ":
        start -= 1
    return start - end


def _nearest_windows(chains: list[_Chain]) -> Iterator[tuple[Span, ...]]:
    """Yield spans of the chains in order, each time the nearest ones.

    Forward to the first end, back from there to the last beginning, and forward again, so that of several ways with
    the same ends the one comes whose parts are earliest.
    """
    position = 0
    while True:
        ahead = _first_spans(chains, position)
        if ahead is None:
            return
        start = ahead[-1][0]
        for chain, span in zip(reversed(chains[:-1]), reversed(ahead[:-1]), strict=True):
            for further in chain.spans_from(span[0]):
                if further[1] > start:
                    break
                span = further
            start = span[0]
        chosen = _first_spans(chains, start) or ahead
        yield chosen
        position = chosen[0][0] + 1


def _first_spans(chains: list[_Chain], position: int) -> tuple[Span, ...] | None:
    """Return the first span of each chain behind that of the chain before, from a position on; None without one."""
    chosen: list[Span] = []
    for chain in chains:
        span = next(chain.spans_from(chosen[-1][1] if chosen else position), None)
        if span is None:
            return None
        chosen.append(span)
    return tuple(chosen)


def keep_innermost(found: Iterable[Placement]) -> list[Placement]:
    """Return the placements that hold no other, in order; of those with the same ends the first."""
    kept, nearest = [], -1
    for placement in sorted(found, key=lambda placement: (placement.end, -placement.start)):
        if placement.start > nearest:
            nearest = placement.start
            kept.append(placement)
    return kept


# -- what is beside ------------------------------------------------------------------------------------------------


def _match_start(pattern: QuotePattern, source: Folded) -> OuterEdge:
    """Return a function from where the first part begins to where the match does; to None where no prefix is there."""
    if not pattern.prefix:
        return lambda start: start
    text = source.text
    ends = sorted({end for start, end in find_words(source, pattern.prefix) if source.may_begin(start)})
    bounds = [end for end in ends if source.may_begin(end)]

    def match_start(start: int) -> int | None:
        index = bisect_left(ends, start + 1) - 1
        if index >= 0 and ends[index] == start:
            return start
        index = bisect_left(bounds, start + 1) - 1
        if index < 0 or _gap(text, bounds[index], start) > pattern.reach_before:
            return None
        return min(bounds[index] + (text[bounds[index]] == " "), start)

    return match_start


def _match_end(pattern: QuotePattern, source: Folded) -> OuterEdge:
    """Return a function from where the last part ends to where the match does; to None where no suffix is there."""
    if not pattern.suffix:
        return lambda end: end
    text = source.text
    starts = sorted({start for start, end in find_words(source, pattern.suffix) if source.may_end(end)})
    bounds = [start for start in starts if source.may_end(start)]

    def match_end(end: int) -> int | None:
        index = bisect_left(starts, end)
        if index < len(starts) and starts[index] == end:
            return end
        index = bisect_left(bounds, end)
        if index == len(bounds) or _gap(text, end, bounds[index]) > pattern.reach_after:
            return None
        return max(bounds[index] - (text[bounds[index] - 1] == " "), end)

    return match_end
