"""Folding, places and words: the part of the promise that is pure text.

Two texts are compared after the same folding; every folded character knows where it came from.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import accumulate, groupby

from generator.values import dataclass

# Unicode's White_Space property.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Soft hyphen, zero-width characters, direction marks, byte-order mark.
DROPPED = "\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"

ELISION = "\n\n"  # what stands between two blocks of an article's text

# Sets stand first in these: what a pattern may begin with is quickly found.
_IRREGULAR = re.compile(f"[{SPACE}{DROPPED}](?:[{SPACE}{DROPPED}]+|(?<=[{DROPPED}]))")
_SPACE = re.compile(f"[{SPACE}]")
_BLANK = re.compile(f"[{SPACE}{DROPPED}]")
_BLANKS = re.compile(f"[{SPACE}{DROPPED}]*")
_OTHER_SPACES = re.compile(f"[{SPACE.replace(' ', '')}]")
_AS_IT_IS = re.compile(r"(?:[!-~]++(?: [!-~]++)*)?")  # words of ASCII, one blank between two: most quotes
_TOKEN = re.compile(r"[^\W_]+|\S")
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")

_ALIKE = {'"': "“”„‟", "'": "‘’‚‛", "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}

_MANY = 30  # characters of a letter with its marks: Unicode's Stream-Safe Text Format allows no more

# Scripts that put no spaces between words (Unicode Scripts.txt): Han, Hiragana, Thai, Lao, Khmer, Myanmar.
UNSPACED = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U0003ffff"
    "\u3041-\u3096\u309d-\u309f\U0001b001-\U0001b11f\U0001b132\U0001b150-\U0001b152"
    "\u0e01-\u0e3a\u0e40-\u0e5b\u0e80-\u0eff\u1780-\u17ff\u19e0-\u19ff"
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\U000116d0-\U000116ff"
)
_OTHERS = re.compile("[^\x00-\u0e00]")  # before these no script is one of them


@cache
def unspaced_pattern() -> re.Pattern[str]:
    """One character of a script that puts no spaces between words. So large a set is compiled where it is needed."""
    return re.compile(f"[{UNSPACED}]")


def has_no_unspaced(text: str) -> bool:
    """Whether it is known at a glance that no character of the text is of such a script."""
    return text.isascii() or _OTHERS.search(text) is None


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rewriting of a text as stretches: from `after[i]` on it is what stood from `begins[i]` to `ends[i]`."""

    after: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def start(self, position: int) -> int:
        """Where the character at `position` began before the rewriting."""
        index = bisect_right(self.after, position) - 1
        return self.begins[index] if self._rewritten(index) else self.begins[index] + position - self.after[index]

    def end(self, position: int) -> int:
        """Where the character before `position` ended before the rewriting."""
        index = bisect_right(self.after, position - 1) - 1
        return self.ends[index] if self._rewritten(index) else self.begins[index] + position - self.after[index]

    def _rewritten(self, index: int) -> bool:
        # The last stretch is never rewritten: _rewrite closes with one that is kept, empty if need be.
        if index + 1 == len(self.after):
            return False
        return self.ends[index] - self.begins[index] != self.after[index + 1] - self.after[index]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and the way back to the original's offsets (code points)."""

    text: str
    layers: tuple[_Layer, ...]

    def start(self, position: int) -> int:
        """The original offset at which the folded character at `position` begins."""
        for layer in self.layers:
            position = layer.start(position)
        return position

    def end(self, position: int) -> int:
        """The original offset just after the folded character before `position`: dropped characters are outside."""
        for layer in self.layers:
            position = layer.end(position)
        return position


def fold(text: str) -> Folded:
    """The text as quotes and sources are compared: the contract's folding, in its order, in linear time.

    NFC; soft hyphens, zero-width characters and direction marks dropped; each run of white space one space, none at
    the ends; double and single quotation marks, hyphens and dashes each made one character.
    """
    if text.isascii() and _AS_IT_IS.fullmatch(text):
        return Folded(text, ())
    layers = []
    if not unicodedata.is_normalized("NFC", text):
        text, layer = _rewrite(text, _compositions(text))
        layers.append(layer)
    blanks = tuple(_blanks(text))
    if blanks:
        text, layer = _rewrite(text, blanks)
        layers.append(layer)
    text = _OTHER_SPACES.sub(" ", text)
    if not text.isascii():
        for one, alike in _ALIKE.items():
            for each in alike:
                text = text.replace(each, one)
    return Folded(text, tuple(reversed(layers)))


def is_blank(text: str) -> bool:
    """Whether nothing of the text is left when it is folded."""
    return _BLANKS.fullmatch(text) is not None


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """The stretches that NFC rewrites. Normalising a base with all that may join it is normalising the whole."""
    for stretch in _BEYOND_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", stretch[0]):
            continue
        start = stretch.start()
        for position in range(start + 1, stretch.end() + 1):
            if position < stretch.end() and _joins(text[position - 1], text[position]):
                continue
            cluster = text[start:position]
            composed = unicodedata.normalize("NFC", _ordered(cluster) if len(cluster) > _MANY else cluster)
            if composed != cluster:
                yield start, position, composed
            start = position


def _ordered(cluster: str) -> str:
    """The decomposed cluster with its marks in canonical order: Python's own sorting of them takes quadratic time."""
    decomposed = "".join(unicodedata.normalize("NFD", each) for each in cluster)
    runs = groupby(decomposed, key=lambda each: unicodedata.combining(each) > 0)
    return "".join("".join(sorted(run, key=unicodedata.combining)) if marks else "".join(run) for marks, run in runs)


def _joins(before: str, character: str) -> bool:
    """Whether NFC may join a character to the one before: marks, Hangul vowels and finals, Kirat Rai vowel signs.

    Nothing joins a blank: folding drops it, and the stretch must not begin with it.
    """
    if "\u1160" <= character <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    if "\U00016d40" <= character <= "\U00016d7f":
        return "\U00016d40" <= before <= "\U00016d7f"
    return is_mark(character) and not _BLANK.match(before)


def _blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """What is dropped and what becomes one space, but for the lone white space that stays where it is."""
    begin, end = 0, len(text)
    while begin < end and _BLANK.match(text, begin):
        begin += 1
    while end > begin and _BLANK.match(text, end - 1):
        end -= 1
    if begin:
        yield 0, begin, ""
    for each in _IRREGULAR.finditer(text, begin, end):
        yield each.start(), each.end(), " " if _SPACE.search(each[0]) else ""
    if end < len(text):
        yield end, len(text), ""


def _rewrite(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, _Layer]:
    pieces: list[str] = []
    after, begins, ends = [], [], []
    length = kept = 0
    for start, end, replacement in edits:
        if start > kept:
            after.append(length)
            begins.append(kept)
            ends.append(start)
            pieces.append(text[kept:start])
            length += start - kept
        if replacement:
            after.append(length)
            begins.append(start)
            ends.append(end)
            pieces.append(replacement)
            length += len(replacement)
        kept = end
    after.append(length)
    begins.append(kept)
    ends.append(len(text))
    pieces.append(text[kept:])
    return "".join(pieces), _Layer(tuple(after), tuple(begins), tuple(ends))


# -- words, in folded text ----------------------------------------------------------------------------------------


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_letter(character: str) -> bool:
    """A letter of any script; 〇 and its like, which Unicode calls letter numbers, are letters too."""
    return character.isalpha() or unicodedata.category(character) == "Nl"


def may_begin(text: str, position: int) -> bool:
    """Whether a match may begin here: a word boundary of folded text, as the contract draws it."""
    if position <= 0 or position >= len(text):
        return True
    if splits_marks(text, position):
        return False
    left, right = base_before(text, position), text[position]
    if left.isalnum() and right.isalnum():
        if has_no_unspaced(left + right) or not unspaced_pattern().search(left + right):
            return False
        return is_letter(left) and is_letter(right)
    if right in ",." and left.isdecimal():
        return not text[position + 1 : position + 2].isdecimal()
    if left in ",." and right.isdecimal():
        return not base_before(text, position - 1).isdecimal()
    return True


def may_end(text: str, position: int) -> bool:
    """Whether a match may end here: a word boundary that is not before the apostrophe inside a word (`can't`)."""
    if text.startswith("'", position) and position + 1 < len(text) and is_letter(text[position + 1]):
        return not is_letter(base_before(text, position))
    return may_begin(text, position)


def splits_marks(text: str, position: int) -> bool:
    """Whether a cut here would part a character from its combining marks."""
    return 0 < position < len(text) and is_mark(text[position]) and text[position - 1] != " "


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(each.isalnum() for each in text)


def base_before(text: str, position: int) -> str:
    """The character before `position` that the marks there belong to; a space where there is none."""
    position -= 1
    while position >= 0 and is_mark(text[position]):
        position -= 1
    return text[position] if position >= 0 else " "


def token_of(text: str) -> str:
    """The first word of the text, where words have spaces between them, or the sign that it begins with; or nothing."""
    found = _TOKEN.match(text)
    return found[0] if found else ""


def tokens_like(tokens: Iterable[str]) -> re.Pattern[str]:
    """What finds all words and signs, as `token_of` has them, that begin as one of the tokens does: a few of a text."""
    first = sorted({each[0] for each in tokens if each})
    signs = "".join(re.escape(each) for each in first if not each.isalnum())
    alone = f"(?<=[{signs}])|" if signs else ""
    begin = "".join(map(re.escape, first))
    return re.compile(rf"[{begin}](?:{alone}(?<![^\W_][\s\S])[^\W_]*)" if first else "(?!)")


def translator(table: Mapping[str, str]) -> Callable[[str], str]:
    """What puts for each character of the table what stands there for it.

    Few texts have any: to look for them takes a tenth of the time of `str.translate`, which asks for each character.
    """
    found = re.compile(f"[{''.join(map(re.escape, table))}]")
    return partial(found.sub, lambda each: table[each[0]])


# -- places -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin; a line ends at LF, CR or CRLF, as editors count."""

    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1, offset - self.starts[index] + 1


def lines_of(text: str) -> Lines:
    if "\r" in text:
        return Lines((0, *(each.end() for each in re.finditer(r"\r\n?|\n", text))))
    *lines, _ = text.split("\n")
    return Lines((0, *accumulate(len(each) + 1 for each in lines)))
