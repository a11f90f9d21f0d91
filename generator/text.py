"""Folded text, in which quotes are compared, with its word boundaries and the way back to the original's offsets."""

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
_IRREGULAR_SPACE = re.compile(f"[{SPACE}{DROPPED}](?:[{SPACE}{DROPPED}]+|(?<=[{DROPPED}]))")
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
    """Return what matches a character of a script without spaces between words: a large set, compiled when needed."""
    return re.compile(f"[{UNSPACED}]")


def has_no_unspaced(text: str) -> bool:
    """Whether it takes no more than a glance to see that no character of the text is of such a script."""
    return text.isascii() or _OTHERS.search(text) is None


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """One rewriting of a text, as stretches: the new text from `after[i]` on was the old one's [begins[i]:ends[i]]."""

    after: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return where the character at `position` began before the rewriting."""
        index = bisect_right(self.after, position) - 1
        return self.begins[index] if self._is_rewritten(index) else self.begins[index] + position - self.after[index]

    def end(self, position: int) -> int:
        """Return where the character before `position` ended before the rewriting."""
        index = bisect_right(self.after, position - 1) - 1
        return self.ends[index] if self._is_rewritten(index) else self.begins[index] + position - self.after[index]

    def _is_rewritten(self, index: int) -> bool:
        # The last stretch is never rewritten: _rewrite closes with one that is kept, empty if need be.
        if index + 1 == len(self.after):
            return False
        return self.ends[index] - self.begins[index] != self.after[index + 1] - self.after[index]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and what leads back to the original's offsets (in code points)."""

    text: str
    layers: tuple[_Rewriting, ...]

    def start(self, position: int) -> int:
        """Return the original offset at which the folded character at `position` begins."""
        for layer in self.layers:
            position = layer.start(position)
        return position

    def end(self, position: int) -> int:
        """Return the original offset just after the folded character before `position`, dropped characters left out."""
        for layer in self.layers:
            position = layer.end(position)
        return position


def fold(text: str) -> Folded:
    """Return the text as quotes and sources are compared, in linear time.

    NFC; soft hyphens, zero-width characters and direction marks dropped; each run of white space one space, none at
    the ends; double and single quotation marks, hyphens and dashes each made one character.
    """
    if text.isascii() and _AS_IT_IS.fullmatch(text):
        return Folded(text, ())
    layers = []
    if not unicodedata.is_normalized("NFC", text):
        text, layer = _rewrite(text, _find_compositions(text))
        layers.append(layer)
    blanks = tuple(_find_blanks(text))
    if blanks:
        text, layer = _rewrite(text, blanks)
        layers.append(layer)
    text = _OTHER_SPACES.sub(" ", text)
    if not text.isascii():
        for one, alike in _ALIKE.items():
            for match in alike:
                text = text.replace(match, one)
    return Folded(text, tuple(reversed(layers)))


def is_blank(text: str) -> bool:
    """Whether nothing of the text is left when it is folded."""
    return _BLANKS.fullmatch(text) is not None


def _find_compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches that NFC rewrites. Each is a base with all that may join it: no more is needed."""
    for stretch in _BEYOND_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", stretch[0]):
            continue
        start = stretch.start()
        for position in range(start + 1, stretch.end() + 1):
            if position < stretch.end() and _joins(text[position - 1], text[position]):
                continue
            cluster = text[start:position]
            composed = unicodedata.normalize("NFC", _order_marks(cluster) if len(cluster) > _MANY else cluster)
            if composed != cluster:
                yield start, position, composed
            start = position


def _order_marks(cluster: str) -> str:
    """Return the cluster decomposed, marks in canonical order; Python's own sorting of them takes quadratic time."""
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in cluster)
    runs = groupby(decomposed, key=lambda character: unicodedata.combining(character) > 0)
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


def _find_blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is dropped and what becomes one space, except single white space, which stays where it is."""
    begin, end = 0, len(text)
    while begin < end and _BLANK.match(text, begin):
        begin += 1
    while end > begin and _BLANK.match(text, end - 1):
        end -= 1
    if begin:
        yield 0, begin, ""
    for space in _IRREGULAR_SPACE.finditer(text, begin, end):
        yield space.start(), space.end(), " " if _SPACE.search(space[0]) else ""
    if end < len(text):
        yield end, len(text), ""


def _rewrite(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, _Rewriting]:
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
    return "".join(pieces), _Rewriting(tuple(after), tuple(begins), tuple(ends))


# -- words, in folded text ----------------------------------------------------------------------------------------


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_letter(character: str) -> bool:
    """Whether it is a letter of any script; Unicode's letter numbers, such as 〇, are letters too."""
    return character.isalpha() or unicodedata.category(character) == "Nl"


def may_begin(text: str, position: int) -> bool:
    """Whether a match may begin here: at a word boundary of folded text."""
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
    """Whether a match may end here: at a word boundary, but not before the apostrophe inside a word (`can't`)."""
    if text.startswith("'", position) and position + 1 < len(text) and is_letter(text[position + 1]):
        return not is_letter(base_before(text, position))
    return may_begin(text, position)


def splits_marks(text: str, position: int) -> bool:
    """Whether a cut here would separate a character from its combining marks."""
    return 0 < position < len(text) and is_mark(text[position]) and text[position - 1] != " "


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(character.isalnum() for character in text)


def base_before(text: str, position: int) -> str:
    """Return the character that the marks before `position` belong to; a space where there is none."""
    position -= 1
    while position >= 0 and is_mark(text[position]):
        position -= 1
    return text[position] if position >= 0 else " "


def token_of(text: str) -> str:
    """Return the word, or else the sign, that the text begins with; empty where it begins with a space."""
    found = _TOKEN.match(text)
    return found[0] if found else ""


def tokens_like(tokens: Iterable[str]) -> re.Pattern[str]:
    """Return what matches all tokens, as `token_of` has them, that begin with the same character as one of these."""
    first = sorted({token[0] for token in tokens if token})
    signs = "".join(re.escape(character) for character in first if not character.isalnum())
    alone = f"(?<=[{signs}])|" if signs else ""
    begin = "".join(map(re.escape, first))
    return re.compile(rf"[{begin}](?:{alone}(?<![^\W_][\s\S])[^\W_]*)" if first else "(?!)")


def translator(table: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that replaces the table's characters.

    Few texts have any, and searching for them takes a tenth of the time of `str.translate`.
    """
    found = re.compile(f"[{''.join(map(re.escape, table))}]")
    return partial(found.sub, lambda match: table[match[0]])


# -- places -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lines:
    """The offsets at which the lines of a text begin. A line ends at LF, CR or CRLF, as in editors."""

    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1, the column in code points."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1, offset - self.starts[index] + 1


def lines_of(text: str) -> Lines:
    if "\r" in text:
        return Lines((0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))))
    *lines, _ = text.split("\n")
    return Lines((0, *accumulate(len(line_end) + 1 for line_end in lines)))
