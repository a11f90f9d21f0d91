"""Characters, word boundaries and places in lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from itertools import accumulate

from generator.values import dataclass

# Unicode's White_Space property.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Soft hyphen, zero-width characters, direction marks, byte-order mark.
DROPPED = "\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"

ELISION = "\n\n"  # what stands between two blocks of an article's text

_ALPHANUMERIC = re.compile(r"[^\W_]")
_TOKEN = re.compile(r"[^\W_]+|\S")
# What is inside a number between two digits, in folded text: `37,000`, `1.5`, `10:30`, `1/2`, `1’000`.
_INSIDE_NUMBERS = frozenset(",.'·/:，．：／\u066b\u066c")

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


def has_unspaced_letter(text: str) -> bool:
    """Return whether a letter of the text is of a script that puts no spaces between words."""
    if has_no_unspaced(text):
        return False
    return any(is_letter(character) for character in unspaced_pattern().findall(text))


# -- words, in folded text ----------------------------------------------------------------------------------------


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_letter(character: str) -> bool:
    """Whether it is a letter of any script; Unicode's letter numbers, such as 〇, are letters too."""
    return character.isalpha() or unicodedata.category(character) == "Nl"


def may_begin(text: str, position: int) -> bool:
    """Return whether a match may begin here: a word boundary of folded text, as the contract draws it."""
    if position <= 0 or position >= len(text) or text[position - 1] == " " or text[position] == " ":
        return True
    if splits_marks(text, position):
        return False
    left, right = base_before(text, position), text[position]
    if left.isalnum() and right.isalnum():
        return has_unspaced_letter(left + right)
    following, preceding = text[position + 1 : position + 2], base_before(text, position - 1)
    if right in _INSIDE_NUMBERS and left.isdecimal() and following.isdecimal():
        return False
    if left in _INSIDE_NUMBERS and right.isdecimal() and preceding.isdecimal():
        return False
    if right in "\"'" and is_hebrew(left) and is_hebrew(following):
        return False
    return not (left in "\"'" and is_hebrew(right) and is_hebrew(preceding))


def is_hebrew(character: str) -> bool:
    """Return whether the character is a Hebrew letter."""
    return "\u05d0" <= character <= "\u05f2" or "\ufb1d" <= character <= "\ufb4f"


def may_end(text: str, position: int) -> bool:
    """Return whether a match may end here: a word boundary, but none before an apostrophe in a word (`can't`)."""
    if text.startswith("'", position) and position + 1 < len(text) and is_letter(text[position + 1]):
        return not is_letter(base_before(text, position))
    return may_begin(text, position)


def splits_marks(text: str, position: int) -> bool:
    """Whether a cut here would separate a character from its combining marks."""
    return 0 < position < len(text) and text[position - 1] != " " and is_mark(text[position])


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return _ALPHANUMERIC.search(text) is not None


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
