"""Words of a text, in the ways in which the program needs them.

`iter_words`, `find_words` and `list_words` have words of any script, with their marks and with separators in figures,
to compare what sentences speak of. LETTERS_OR_DIGITS cuts at every sign, to compare texts and names word by word.
WORD_OR_FIGURE keeps apostrophes and decimal signs in a word, as people type them in a search.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain, repeat

from generator.patterns import lazy_pattern
from generator.text import UNSPACED, has_no_unspaced, unspaced_pattern

LETTERS_OR_DIGITS = re.compile(r"[^\W_]+")
WORD_OR_FIGURE = lazy_pattern(r"\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)*")

# All that is no letter, digit or mark, and may not be folded away: written out, since marks are no \w to Python. The
# first part is all that there is before the scripts without spaces.
_SIGNS = (
    r"\s\x00-/:-@\[-`{-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb-\xbf\xd7\xf7\u02b9-\u02ff\u055a-\u055f\u0589\u058a"
    r"\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965"
)
_FAR_SIGNS = (
    r"\u0e3f\u2010-\u202f\u2030-\u205f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb"
    r"\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_FIGURE = r"\d[\d.,\xa0\u202f]*\d"  # with its separators
_SPACED_WORD = lazy_pattern(rf"{_FIGURE}|[^{_SIGNS}]+")


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"{_FIGURE}|[^{_SIGNS}{_FAR_SIGNS}{UNSPACED}]+")


@cache
def _pair() -> re.Pattern[str]:
    """Where there are no spaces, each two characters side by side, as search engines index Chinese."""
    return re.compile(rf"(?=([{UNSPACED}]{{2}}))")


def iter_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of the text with its place; where words have no spaces between them, each two characters."""
    for group, word in find_words(text):
        yield word[group], word.start(group), word.end(group)


def find_words(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Return the same words, each as a match and the number of the group in it that is the word."""
    if has_no_unspaced(text):
        return zip(repeat(0), _SPACED_WORD.finditer(text))
    return chain(zip(repeat(0), _any_word().finditer(text)), zip(repeat(1), _pair().finditer(text)))


def list_words(text: str) -> Callable[[int, int], list[str]]:
    """Return a function that lists the words alone of a stretch of the text, quickly."""
    if has_no_unspaced(text):
        return partial(_SPACED_WORD.findall, text)
    word, pair = _any_word(), _pair()
    if not unspaced_pattern().search(text):
        return partial(word.findall, text)
    return lambda start, end: word.findall(text, start, end) + pair.findall(text, start, end)
