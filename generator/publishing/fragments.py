"""Addresses that open a page at a quote: text fragments (https://wicg.github.io/scroll-to-text-fragment/).

A browser looks for whole words, blind to case and accents. Here words are compared blind to punctuation too: what is
unique to us is so to every browser.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from urllib.parse import quote as percent_encoded

from generator.text import DROPPED, UNSPACED, has_no_unspaced, is_mark, unspaced_pattern
from generator.values import dataclass

LONGEST = 24  # words of one part of a fragment; what is not unique by then is a text that repeats itself

_SPACED_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"['’.,:;·‧_]")  # between letters or digits these are part of a word (Unicode's word boundaries)
_DROPPED = re.compile(f"[{DROPPED}]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The words of a text, where each begins and ends, and how many it takes from each to be unique in the text.

    `ahead[i]` words from word i on stand nowhere else, `back[i]` words up to and with word i; 0 where LONGEST do.
    No part of a fragment cuts what may be one word to a browser: `opens` has, for each word, the nearest one at or
    before it that may begin a part, `closes` the nearest at or after it that a part may end before.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    ahead: Sequence[int]
    back: Sequence[int]
    opens: Sequence[int]
    closes: Sequence[int]

    def part(self, first: int, last: int) -> str:
        """The words from `first` to before `last`, as an address has them."""
        words = " ".join(_DROPPED.sub("", self.text[self.starts[first] : self.ends[last - 1]]).split())
        return percent_encoded(words, safe="").replace("-", "%2D")

    def lies_in(self, first: int, last: int, stretch: Span) -> bool:
        return stretch[0] <= self.starts[first] and self.ends[last - 1] <= stretch[1]


def index_phrases(text: str) -> PhraseIndex:
    """The phrases of a text, in linear time."""
    spans = tuple(_words(text))
    known: dict[str, int] = {}
    numbers = [known.setdefault(_folded(text[start:end]), len(known)) for start, end in spans]
    back = _shortest(numbers[::-1])
    joined = [False, *(_joined(text, one[1], other[0]) for one, other in pairwise(spans)), False]
    return PhraseIndex(
        text,
        [start for start, _ in spans],
        [end for _, end in spans],
        _shortest(numbers),
        back[::-1],
        _nearest(joined, 1),
        _nearest(joined, -1),
    )


def find_directive(words: PhraseIndex, start: int, end: int, first: Span, last: Span) -> str | None:
    """The directive that finds text[start:end] and nothing else in the text, without `#:~:text=`; None if none does.

    It has the quote's first and last words, each just as many as are unique, or where that is shorter all of it; words
    beside it only where the quote itself is not unique. No word of it lies outside the stretches `first`, around the
    quote's beginning, and `last`, around its end.
    """
    begin, stop = bisect_right(words.ends, start), bisect_left(words.starts, end)
    if begin >= stop:
        return None
    begin, stop = words.opens[begin], words.closes[stop]
    length = stop - begin
    ahead, back = words.ahead[begin], words.back[stop - 1]
    in_one = words.lies_in(begin, stop, first)
    if 0 < ahead <= length:
        closing, opening = words.closes[begin + ahead], words.opens[stop - back]
        if closing <= opening and words.lies_in(begin, closing, first) and words.lies_in(opening, stop, last):
            ends = f"{words.part(begin, closing)},{words.part(opening, stop)}"
            # Each part has to stand in one block of the page, and a line break may have been the end of one.
            if not in_one or length > 2 * LONGEST or "\n" in words.text[words.starts[begin] : words.ends[stop - 1]]:
                return ends
            return min(words.part(begin, stop), ends, key=len)
        return words.part(begin, stop) if in_one else None
    if not in_one or not (ahead or back):
        return None
    whole, found = words.part(begin, stop), []
    if back:
        before = words.opens[stop - back]
        if words.lies_in(before, begin, first):
            found.append(f"{words.part(before, begin)}-,{whole}")
    if ahead:
        after = words.closes[begin + ahead]
        if words.lies_in(stop, after, first):
            found.append(f"{whole},-{words.part(stop, after)}")
    return min(found, key=len, default=None)


def at_directive(url: str, directive: str | None) -> str:
    """The address, opened at the words that the directive finds; as it is where there is none or it has its own."""
    if not directive or ":~:" in url:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def at_pdf_page(url: str, page: int | None) -> str:
    """The address of a PDF, opened at a page (RFC 8118); as it is where there is none, or it has a fragment."""
    return f"{url}#page={page}" if page and "#" not in url else url


def _words(text: str) -> Iterator[Span]:
    """Every word with its marks; in scripts without spaces every letter."""
    end, word = 0, _SPACED_WORD if has_no_unspaced(text) else _any_word()
    while found := word.search(text, end):
        start, end = found.span()
        while end < len(text) and (is_mark(text[end]) or _DROPPED.match(text, end)):
            end += 1
        yield start, end


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(
        each
        for each in unicodedata.normalize("NFKD", word.casefold()).casefold()
        if not is_mark(each) and not _DROPPED.match(each)
    )


def _joined(text: str, end: int, start: int) -> bool:
    """Whether no word boundary is sure to lie between a word's end and the next word's start."""
    if start == end:
        return not (unspaced_pattern().match(text, start) or unspaced_pattern().match(text, end - 1))
    return start == end + 1 and _INSIDE.match(text, end) is not None


def _shortest(numbers: Sequence[int]) -> list[int]:
    """For each place how many numbers from there on stand nowhere else; 0 where more than LONGEST would be needed."""
    found = [0] * len(numbers)
    alike: list[tuple[int, int]] = list(enumerate(numbers))  # place, and what it and its likes have had so far
    for length in range(1, LONGEST + 1):
        times = Counter(group for _, group in alike)
        known: dict[tuple[int, int], int] = {}
        longer = []
        for place, group in alike:
            if times[group] == 1:
                found[place] = length
            elif place + length < len(numbers):
                longer.append((place, known.setdefault((group, numbers[place + length]), len(known))))
        alike = longer
    return found


def _nearest(joined: Sequence[bool], step: int) -> list[int]:
    """For each place the nearest that is not joined to the one before it: back from there (1) or ahead (-1)."""
    places = list(range(len(joined)))
    for place in places[::step]:
        if joined[place]:
            places[place] = places[place - step]
    return places
