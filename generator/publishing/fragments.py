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

from generator.patterns import lazy_pattern
from generator.text import DROPPED, UNSPACED, has_no_unspaced, is_mark, unspaced_pattern
from generator.values import dataclass

LONGEST = 24  # words that may be needed until a phrase is unique; what is not unique by then repeats itself
MOST_WHOLE = 300  # characters of a quote in one block that a directive carries whole
LEAST_WEIGHT = 12  # of one part of a directive: four words, or twelve letters of a script without spaces
_WORD_WEIGHT = 3

_SPACED_WORD = re.compile(r"\w+")
_INSIDE = lazy_pattern(r"['’.,:;·‧_]")  # part of a word between letters or digits (Unicode's word boundaries)
_DROPPED = lazy_pattern(f"[{DROPPED}]")

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

    The page has more on it than the text: notices, menus, other headlines. So a quote in one block (a line of the text)
    is carried whole up to MOST_WHOLE characters, with words beside it where it is short or not unique. Of all others
    there are the two ends, each in one block, of LEAST_WEIGHT and more, until it is unique; a block that is lighter is
    left out. All words are within the spans `first`, around the beginning of the quote, and `last`, around its end.
    """
    begin, stop = bisect_right(words.ends, start), bisect_left(words.starts, end)
    if begin >= stop:
        return None
    blocks = list(_split_blocks(words, words.opens[begin], words.closes[stop]))
    if len(blocks) > 1:
        blocks = [block for block in blocks if _reach_weight(words, block[0], block[1], 1) is not None]
    if not blocks:
        return None
    if len(blocks) == 1 and words.ends[blocks[0][1] - 1] - words.starts[blocks[0][0]] <= MOST_WHOLE:
        return _encode_whole(words, *blocks[0], first)
    return _encode_ends(words, blocks[0], blocks[-1], first, last)


def at_directive(url: str, directive: str | None) -> str:
    """Return the address with the directive; unchanged if there is none or the address has its own."""
    if not directive or ":~:" in url:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def at_pdf_page(url: str, page: int | None) -> str:
    """Return the address of a PDF opened at a page (RFC 8118); unchanged without a page or if it has a fragment."""
    return f"{url}#page={page}" if page and "#" not in url else url


def _split_blocks(words: PhraseIndex, begin: int, stop: int) -> Iterator[Span]:
    """Yield the words of each line, from `begin` to before `stop`, as two numbers of words."""
    while begin < stop:
        line_end = words.text.find("\n", words.starts[begin], words.ends[stop - 1])
        following = bisect_left(words.starts, line_end, begin, stop) if line_end >= 0 else stop
        following = max(following, begin + 1)
        yield begin, following
        begin = following


def _encode_whole(words: PhraseIndex, begin: int, stop: int, shown: Span) -> str | None:
    """Return the words, and what beside them makes them unique and heavy enough; None where nothing does."""
    if not words.lies_in(begin, stop, shown):
        return None
    whole, ahead, back = words.encode_words(begin, stop), words.ahead[begin], words.back[stop - 1]
    unique = 0 < ahead <= stop - begin
    if unique and _reach_weight(words, begin, stop, 1) is not None:
        return whole
    found = []
    if back or unique:
        before = min(_reach_weight(words, stop, 0, -1) or 0, begin - 1, stop - back if not unique else begin)
        if before >= 0 and _is_one_block(words, before := words.opens[before], stop if unique else begin, shown):
            found.append(f"{words.encode_words(before, begin)}-,{whole}")
    if ahead or unique:
        total = len(words.starts)
        after = max(_reach_weight(words, begin, total, 1) or total, stop + 1, begin + ahead if not unique else stop)
        if after <= total and _is_one_block(words, begin if unique else stop, after := words.closes[after], shown):
            found.append(f"{whole},-{words.encode_words(stop, after)}")
    return min(found, key=len, default=whole if unique else None)


def _encode_ends(words: PhraseIndex, opening: Span, closing: Span, first: Span, last: Span) -> str | None:
    """Return the first words of one block and the last words of another, or of the same, as a range."""
    begin, stop = opening[0], closing[1]
    ahead, back = words.ahead[begin], words.back[stop - 1]
    heavy_end, heavy_start = _reach_weight(words, *opening, 1), _reach_weight(words, stop, closing[0], -1)
    if not ahead or not back or heavy_end is None or heavy_start is None:
        return None
    end, start = words.closes[max(begin + ahead, heavy_end)], words.opens[min(stop - back, heavy_start)]
    if end > opening[1] or start < closing[0]:
        return None
    if not (words.lies_in(begin, end, first) and words.lies_in(start, stop, last)):
        return None
    if end > start:
        return words.encode_words(begin, stop)
    return f"{words.encode_words(begin, end)},{words.encode_words(start, stop)}"


def _is_one_block(words: PhraseIndex, begin: int, stop: int, shown: Span) -> bool:
    """Return whether the words may be published and have no line break between them."""
    within = words.text[words.starts[begin] : words.ends[stop - 1]]
    return words.lies_in(begin, stop, shown) and "\n" not in within


def _reach_weight(words: PhraseIndex, place: int, limit: int, step: int) -> int | None:
    """Return where the words from `place`, ahead (1) or back (-1), have LEAST_WEIGHT; None before that is reached."""
    weight = 0
    while weight < LEAST_WEIGHT:
        if place == limit:
            return None
        letter = words.starts[place if step > 0 else place - 1]
        weight += 1 if unspaced_pattern().match(words.text, letter) else _WORD_WEIGHT
        place += step
    return place


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
