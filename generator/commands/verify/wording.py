"""Whether a quote as typed reads as its published segments: the rule for quotes, written a second time.

A segment becomes a pattern of all the ways in which it may be read: past a note mark, over a word that a line's end
broke. What brackets hide is held to what brackets may do.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u05f4", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u05f3", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
    | {character: unicodedata.normalize("NFKC", chr(character)) for character in range(0x2F00, 0x2FD6)}
)
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089"
_BEHIND_LETTER = re.compile(rf"([^\W\d_]\w*?)([{_RAISED}]+)")
_EAST_ASIAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u309f\u30a1-\u30ff\u3400-\u9fff\uf900-\uff9f\U00020000-\U0003ffff"
)
_BROKEN_LINE = re.compile(
    r"(?P<hyphen>[-\u2010-\u2015\u2212])[^\S\n]*\n[^\S\n]*(?=\S)|(?P<soft>\xad)?[^\S\n]*\n[^\S\n]*(?=\S)"
)
_ELISIONS = ("[...]", "[\u2026]")
_MOST_REPLACED = 80
_MOST_REST = 3


def reads_as(
    typed: str,
    segments: Sequence[str],
    hidden: Sequence[str] | None = None,
    notes: Sequence[Sequence[tuple[int, int]]] = (),
) -> bool:
    """Return whether the quote as typed reads as just these segments of the source.

    `hidden` is what the source has before the first segment, between each two and behind the last, where brackets
    stand for it; without it, what brackets hide is not looked at. `notes` are the note marks in each segment.
    """
    pieces = tuple(_split(fold_text(typed)))
    patterns = [_pattern(text, marks) for text, marks in zip(segments, notes or [()] * len(segments), strict=True)]

    @lru_cache(None)
    def reads_from(first: int, number: int) -> bool:
        """Return whether the pieces from `first` on, brackets before any words, read as the segments from `number`."""
        words = first
        while words <= len(pieces):
            gap = [text for text, is_bracket in pieces[first:words] if is_bracket]
            if number == len(patterns):
                return all(is_bracket or not text.strip() for text, is_bracket in pieces[first:])
            if (gap or not number) and (hidden is None or _may_hide(gap, hidden[number], bool(number))):
                joined = ""
                for last in range(words, len(pieces)):
                    joined += pieces[last][0]
                    if patterns[number].fullmatch(joined.strip()) and reads_from(last + 1, number + 1):
                        return True
            if words < len(pieces) and not pieces[words][1] and pieces[words][0].strip():
                return False
            words += 1
        return False

    return bool(patterns) and reads_from(0, 0)


def _may_hide(brackets: Sequence[str], hidden: str, between: bool) -> bool:
    """Return whether brackets may stand for what is hidden: a bound of words, the rest of a word, its first letters."""
    folded = fold_text(hidden)
    if not between and not folded:
        return True
    if any(_is_elision(bracket) for bracket in brackets):
        return True
    return len(folded) <= (_MOST_REPLACED + 1) * len(brackets) - 1


def _split(quote: str) -> Iterator[tuple[str, bool]]:
    """Yield a folded quote as stretches: brackets that may mean something, and all else. Nested ones are plain words."""
    opened: list[int] = []
    pairs: list[tuple[int, int, bool]] = []
    for place, character in enumerate(quote):
        if character == "[":
            opened.append(place)
        elif character == "]" and opened:
            start, nested = opened.pop(), False
            while pairs and pairs[-1][0] > start:
                pairs.pop()
                nested = True
            pairs.append((start, place + 1, nested))
    done = 0
    for start, end, nested in pairs:
        if not nested and _means_something(quote, start, end):
            yield quote[done:start], False
            yield quote[start:end], True
            done = end
    yield quote[done:], False


def _means_something(quote: str, start: int, end: int) -> bool:
    """Return whether brackets are more than plain text: not between two letters, and not empty but behind a letter."""
    left, right = (
        _is_letter(quote[:start].rstrip("".join(_marks(quote[:start])))[-1:]),
        _is_letter(quote[end : end + 1]),
    )
    if _is_elision(quote[start:end]):
        return True
    return not (left and right) and bool(quote[start + 1 : end - 1].strip() or (left and not right))


def _marks(text: str) -> Iterator[str]:
    return (character for character in reversed(text) if unicodedata.category(character)[0] == "M")


def _is_letter(character: str) -> bool:
    """Return whether it is a letter of a script with spaces between words."""
    return bool(character) and character.isalpha() and not _UNSPACED.match(character)


_UNSPACED = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u3096\u309d-\u309f\u3400-\u9fff\uf900-\ufaff\U00016ff0-\U0003ffff"
    "\u0e01-\u0e3a\u0e40-\u0eff\u1780-\u17ff\u19e0-\u19ff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]"
)


def _is_elision(bracket: str) -> bool:
    return "".join(bracket.split()) in _ELISIONS
