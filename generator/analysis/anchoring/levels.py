"""How exactly a quote as it was typed is its source's print: the match level, and what was folded to compare them."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from generator.folding import LIGATURES, RAISED, TATWEEL
from generator.model import Anchor, Gap, Segment
from generator.patterns import lazy_pattern
from generator.text import DROPPED, SPACE

Folding = Literal[
    "composition",
    "invisible",
    "ligature",
    "hyphenation",
    "line-break",
    "note-mark",
    "raised-digit",
    "tatweel",
    "radical",
]
FOLDINGS: tuple[Folding, ...] = get_args(Folding)
MatchLevel = Literal["exact", "normalised"]
LEVELS: tuple[MatchLevel, ...] = get_args(MatchLevel)

_SPACES = lazy_pattern(f"[{SPACE}]+")
_KINDS = str.maketrans(
    dict.fromkeys("“”„‟״", '"')
    | dict.fromkeys("‘’‚‛׳", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_BROKEN = lazy_pattern(r"[-\u2010-\u2015\u2212\xad][^\S\n]*\n")
_NO_SIZE = lazy_pattern(f"[{SPACE}{DROPPED}{TATWEEL}\u2010-\u2015\u2212-]")
_INNER_SPACES = re.compile("(?<=[«‹]) | (?=[»›])")
_INVISIBLE = lazy_pattern(f"[{DROPPED}]")
_FEATURES: Mapping[Folding, Callable[[str], int]] = {
    "composition": lambda text: not unicodedata.is_normalized("NFC", text),
    "invisible": lambda text: len(_INVISIBLE.findall(text)) - len(re.findall("\xad[^\\S\\n]*\n", text)),
    "ligature": lambda text: sum(character in LIGATURES for character in text),
    "hyphenation": lambda text: len(_BROKEN.findall(text)),
    "raised-digit": lambda text: sum(character in RAISED for character in text),
    "tatweel": lambda text: text.count(TATWEEL),
    "radical": lambda text: sum("\u2f00" <= character <= "\u2fd5" for character in text),
}


def find_foldings(quote: str, anchor: Anchor, text: str, notes: Sequence[tuple[int, int]] = ()) -> tuple[Folding, ...]:
    """Return what was folded beyond white space and the kind of quotation mark, dash and apostrophe.

    Nothing means that the quote is exactly the source's print.
    """
    found = set[Folding]()
    for typed, segment in zip(_split_typed(quote, anchor), anchor.segments, strict=True):
        printed = text[segment.start : segment.end]
        if typed == printed or _plain(typed) == _plain(printed):
            continue
        if _size(printed) > _size(typed):  # nothing but a note mark is read over and has a size
            found.add("note-mark")
            printed = _without_notes(text, segment, notes)
        differing = {folding for folding, count in _FEATURES.items() if count(typed) != count(printed)}
        found |= differing or ({"line-break"} if _plain(typed) != _plain(printed) else set())
    return tuple(folding for folding in FOLDINGS if folding in found)


def match_level(foldings: Sequence[Folding]) -> MatchLevel:
    """Return the level of a quote for which these were folded."""
    return "normalised" if foldings else "exact"


def _split_typed(quote: str, anchor: Anchor) -> list[str]:
    """Return what the curator typed for each segment: the quote without its gaps."""
    typed, position, pending = [], 0, False
    for part in anchor.layout:
        if isinstance(part, Gap):
            start = quote.index(part.words, position)
            if pending:
                typed.append(quote[position:start])
            position, pending = start + len(part.words), False
        else:
            pending = True
    return [*typed, quote[position:]] if pending else typed


def _without_notes(text: str, segment: Segment, notes: Sequence[tuple[int, int]]) -> str:
    kept, position = [], segment.start
    for start, end in notes:
        if segment.start <= start and end <= segment.end:
            kept.append(text[position:start])
            position = end
    return "".join((*kept, text[position : segment.end]))


def _size(text: str) -> int:
    """Return how many characters a text has that no folding drops."""
    return len(_NO_SIZE.sub("", unicodedata.normalize("NFKC", text)))


def _plain(text: str) -> str:
    """Return the text with white space and the kinds of marks made one: what still counts as exact."""
    spaced = _SPACES.sub(" ", text).strip().translate(_KINDS)
    return _INNER_SPACES.sub("", spaced)
