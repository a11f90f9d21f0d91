"""Addresses that open a page at a quote: text fragments (https://wicg.github.io/scroll-to-text-fragment/).

Browsers search for whole words and ignore case and accents. Words are compared here without punctuation too, so that
what is unique here is unique in every browser.
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

LONGEST = 24  # words in one part of a fragment; what is not unique by then is in a text that repeats itself

_SPACED_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"['’.,:;·‧_]")  # part of a word between letters or digits (Unicode's word boundaries)
_DROPPED = re.compile(f"[{DROPPED}]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The words of a text, where each begins and ends, and how many from each on are unique in the text.

    `ahead[i]` words from word i on occur nowhere else, `back[i]` words up to and including word i; 0 means that even
    LONGEST words do. A part of a fragment must not split what may be one word to a browser: `opens` has, for each
    word, the nearest at or before it that may begin a part, `closes` the nearest at or after it that may follow one.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    ahead: Sequence[int]
    back: Sequence[int]
    opens: Sequence[int]
    closes: Sequence[int]

    def encode_words(self, first: int, last: int) -> str:
        """Return the words from `first` to before `last`, percent-encoded."""
        words = " ".join(_DROPPED.sub("", self.text[self.starts[first] : self.ends[last - 1]]).split())
        return percent_encoded(words, safe="").replace("-", "%2D")

    def lies_in(self, first: int, last: int, stretch: Span) -> bool:
        return stretch[0] <= self.starts[first] and self.ends[last - 1] <= stretch[1]


def index_phrases(text: str) -> PhraseIndex:
    """Index the phrases of a text, in linear time."""
    spans = tuple(_find_words(text))
    known: dict[str, int] = {}
    numbers = [known.setdefault(_fold_word(text[start:end]), len(known)) for start, end in spans]
    back = _count_unique(numbers[::-1])
    joined = [False, *(_may_join(text, span[1], following[0]) for span, following in pairwise(spans)), False]
    return PhraseIndex(
        text,
        [start for start, _ in spans],
        [end for _, end in spans],
        _count_unique(numbers),
        back[::-1],
        _nearest_boundaries(joined, 1),
        _nearest_boundaries(joined, -1),
    )


def find_directive(words: PhraseIndex, start: int, end: int, first: Span, last: Span) -> str | None:
    """Return the directive, without `#:~:text=`, that finds text[start:end] and nothing else; None if there is none.

    It has the first and last words of the quote, each as many as are unique, or the whole quote if that is shorter;
    words beside the quote only if the quote is not unique. All words are within the spans `first`, around the
    beginning of the quote, and `last`, around its end.
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
            ends = f"{words.encode_words(begin, closing)},{words.encode_words(opening, stop)}"
            # Each part must be within one block of the page, and a line break may be the end of one.
            if not in_one or length > 2 * LONGEST or "\n" in words.text[words.starts[begin] : words.ends[stop - 1]]:
                return ends
            return min(words.encode_words(begin, stop), ends, key=len)
        return words.encode_words(begin, stop) if in_one else None
    if not in_one or not (ahead or back):
        return None
    whole, found = words.encode_words(begin, stop), []
    if back:
        before = words.opens[stop - back]
        if words.lies_in(before, begin, first):
            found.append(f"{words.encode_words(before, begin)}-,{whole}")
    if ahead:
        after = words.closes[begin + ahead]
        if words.lies_in(stop, after, first):
            found.append(f"{whole},-{words.encode_words(stop, after)}")
    return min(found, key=len, default=None)


def at_directive(url: str, directive: str | None) -> str:
    """Return the address with the directive; unchanged if there is none or the address has its own."""
    if not directive or ":~:" in url:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def at_pdf_page(url: str, page: int | None) -> str:
    """Return the address of a PDF opened at a page (RFC 8118); unchanged without a page or if it has a fragment."""
    return f"{url}#page={page}" if page and "#" not in url else url


def _find_words(text: str) -> Iterator[Span]:
    """Yield every word with its combining marks; in scripts without spaces every letter is a word."""
    end, word = 0, _SPACED_WORD if has_no_unspaced(text) else _any_word()
    while found := word.search(text, end):
        start, end = found.span()
        while end < len(text) and (is_mark(text[end]) or _DROPPED.match(text, end)):
            end += 1
        yield start, end


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")


def _fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word.casefold()).casefold()
        if not is_mark(letter) and not _DROPPED.match(letter)
    )


def _may_join(text: str, end: int, start: int) -> bool:
    """Return whether a browser may see no word boundary between a word's end and the next word's start."""
    if start == end:
        return not (unspaced_pattern().match(text, start) or unspaced_pattern().match(text, end - 1))
    return start == end + 1 and _INSIDE.match(text, end) is not None


def _count_unique(numbers: Sequence[int]) -> list[int]:
    """Return for each place how many numbers from there on are unique; 0 if more than LONGEST would be needed."""
    found = [0] * len(numbers)
    # Places, each with its group: the places that have had the same numbers so far.
    alike: list[tuple[int, int]] = list(enumerate(numbers))
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


def _nearest_boundaries(joined: Sequence[bool], step: int) -> list[int]:
    """Return for each place the nearest that is not joined to the one before it, searching back (1) or ahead (-1)."""
    places = list(range(len(joined)))
    for place in places[::step]:
        if joined[place]:
            places[place] = places[place - step]
    return places
