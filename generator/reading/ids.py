"""Ids: how they are written, and how one is made of a name."""

import re
import unicodedata

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LENGTH = 80
# Names that a site needs for itself, and those that Windows cannot hold as files.
RESERVED_IDS = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}
)

# Latin letters that are no other letter with a mark, as those who lack them write them.
_LATIN = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ŋ": "ng", "Ŋ": "ng"}
    | {"ə": "a", "Ə": "a", "ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ƙ": "k", "Ƙ": "k", "ŧ": "t", "Ŧ": "t"}
)


def loses_letters(text: str) -> bool:
    """Return whether `make_id` leaves out letters or digits of the text, so that two texts may have one id."""
    kept = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return any(character.isalnum() and not character.isascii() for character in kept)


def make_id(text: str) -> str:
    """Return an id made of the text, such as a file's stem; empty where none of its characters can be kept.

    Latin letters become those of ASCII; letters of other scripts are left out.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN))
    plain = decomposed.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")
