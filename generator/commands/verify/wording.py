"""Whether a quote as typed matches its published segments: the rule for quotes, implemented a second time.

A segment becomes a pattern of all the ways in which it may be read: past a note mark, or over a word that the end of
a line broke. What the brackets of a quote hide is held to what brackets may do.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

_FOLDED = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u05f4", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u05f3", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
    | {character: unicodedata.normalize("NFKC", chr(character)) for character in range(0x2F00, 0x2FD6)}
)
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RAISED_DIGITS = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]+")
_TATWEELS = re.compile("\u0640+")
_MARKS = 8  # characters that are looked at for a letter before its marks
_LINE_END = re.compile(r"(?P<mark>[-\u2010-\u2015\u2212\xad]?)[^\S\n]*\n[^\S\n]*(?=\S)")
_EAST_ASIAN = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_UNSPACED = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U0003ffff\U0001b001-\U0001b11f\U0001b132\U0001b150-\U0001b152"
    "\u0e01-\u0e3a\u0e40-\u0e5b\u0e80-\u0eff\u1780-\u17ff\u19e0-\u19ff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\U000116d0-\U000116ff]"
)
_ELISIONS = ("[...]", "[\u2026]")
_MOST_REPLACED = 80  # characters that one bracket may stand for
_MOST_REST = 3  # letters of one word that a bracket behind its beginning may stand for
_LEAST_KEPT = 3  # letters of that word that the quote has to keep
_MOST_BRACKETS = 100  # pairs that a quote may have; no quote with more is published

Span = tuple[int, int]


class _Piece(NamedTuple):
    """A stretch of a folded quote: words, or a bracket and what it does (elision, replaced, lead or rest)."""

    text: str
    kind: str


def reads_as(
    typed: str,
    segments: Sequence[str],
    notes: Sequence[Sequence[Span]] | None = None,
    hidden: Sequence[str | None] | None = None,
) -> bool:
    """Return whether the quote as typed, its brackets gaps or the source's own, matches just these segments.

    `notes` are the places of note marks in each segment. `hidden` is what the source has before the first segment,
    between each two and behind the last, where a bracket stands for it; None where that is not published.
    """
    pieces = tuple(_split_brackets(fold_text(typed)))
    if sum(piece.kind != "" for piece in pieces) > _MOST_BRACKETS:
        return False
    patterns = [_pattern(*pair) for pair in zip(segments, notes or [()] * len(segments), strict=True)]
    concealed = hidden if hidden is not None else [None] * (len(segments) + 1)
    left_out = [words if words is None else fold_text(words) for words in concealed]

    @cache
    def reads_from(first: int, number: int) -> bool:
        """Return whether the pieces from `first` on read as the segments from `number` on, brackets before them."""
        for words in range(first, len(pieces) + 1):
            gap = [piece for piece in pieces[first:words] if piece.kind]
            before = segments[number - 1] if number else ""
            if (gap or not number or number == len(patterns)) and _may_hide(gap, left_out[number], before):
                if number == len(patterns):
                    if words == len(pieces):
                        return True
                elif any(reads_from(last, number + 1) for last in _read_segment(pieces, words, patterns[number])):
                    return True
            if words < len(pieces) and not pieces[words].kind and pieces[words].text.strip():
                return False
        return False

    return reads_from(0, 0)


def fold_text(text: str) -> str:
    """Return the text as quotes are compared, without white space at its ends."""
    return _fold(text).strip()


def _fold(text: str) -> str:
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    for special, behind_letter, elsewhere in ((_TATWEELS, _drop, _dashes), (_RAISED_DIGITS, _plain_digits, _keep)):
        text = special.sub(lambda found: (behind_letter if _follows_letter(found) else elsewhere)(found[0]), text)  # noqa: B023
    text = unicodedata.normalize("NFC", text.translate(_FOLDED))
    return re.sub(r"(?<=[«‹]) | (?=[»›])", "", re.sub(r"\s+", " ", text))


def _follows_letter(found: re.Match[str]) -> bool:
    return _ends_in_letter(found.string[max(found.start() - _MARKS, 0) : found.start()])


def _drop(_: str) -> str:
    return ""


def _dashes(text: str) -> str:
    return "-" * len(text)


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in text)


def _keep(text: str) -> str:
    return text


def _ends_in_letter(text: str) -> bool:
    bare = [character for character in text[-_MARKS:] if unicodedata.category(character)[0] != "M"]
    return bool(bare) and bare[-1].isalpha()


def _read_segment(pieces: Sequence[_Piece], first: int, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield up to where the pieces from `first` on are a whole segment."""
    joined = ""
    for last in range(first, len(pieces)):
        joined += pieces[last].text
        if pattern.fullmatch(joined.strip()):
            yield last + 1


def _pattern(segment: str, notes: Sequence[Span]) -> re.Pattern[str]:
    """Return what matches every way of reading a segment, folded."""
    options = [(start, end, _read_note(segment[start:end])) for start, end in notes]
    options += [
        (found.start(), found.end(), reading)
        for found in _LINE_END.finditer(segment)
        if (reading := _read_line_end(segment, *found.span(), found["mark"]))
    ]
    made, done = [], 0
    for start, end, reading in sorted(options):
        if start >= done:
            made += [re.escape(_fold(segment[done:start])), reading]
            done = end
    made.append(re.escape(_fold(segment[done:])))
    return re.compile(re.sub(r"^(?:\\ )+|(?:\\ )+$", "", "".join(made)))


def _read_note(mark: str) -> str:
    """Return a pattern for a note mark, which may be there or not; behind a letter its digits are plain."""
    plain = _RAISED_DIGITS.sub(lambda found: _plain_digits(found[0]), mark)
    return f"(?: ?(?:{re.escape(fold_text(mark))}|{re.escape(fold_text(plain))}))?"


def _read_line_end(segment: str, start: int, end: int, mark: str) -> str:
    """Return a pattern of the ways to read a line's end in a segment; empty where there is only one."""
    before = segment[max(start - _MARKS, 0) : start]
    bare = [character for character in before if unicodedata.category(character)[0] != "M"]
    last, following = bare[-1] if bare else " ", segment[end : end + 1]
    inside = last.isalpha() and following.isalpha()
    if mark == "\xad":
        return " ?" if inside else ""
    if mark:
        if not (last.isalnum() or last == "."):
            return ""
        return "(?:- |-|)" if inside and mark in "-\u2010\u2011" else "- ?"
    east_asian = [_EAST_ASIAN.match(character) is not None for character in (last, following)]
    punctuation = [unicodedata.category(character)[0] == "P" for character in (last, following)]
    return " ?" if any(east_asian) and all(map(max, east_asian, punctuation)) else ""


def _may_hide(gap: Sequence[_Piece], words: str | None, before: str) -> bool:
    """Return whether brackets may stand for the folded words that are hidden behind a segment.

    They may for so many words, for the letters that a word begins with, and for the rest of a word.
    """
    if words is None or any(piece.kind == "elision" for piece in gap):
        return True
    if gap and gap[-1].kind == "lead":
        letters = gap[-1].text[1:-1]
        if words[len(words) - len(letters) :].lower() != letters.lower() or words[: -len(letters)][-1:].isalnum():
            return False
        words = words[: len(words) - len(letters)].strip()
    if gap and gap[0].kind == "rest":
        rest = "".join(_take_word(words))
        if rest and not (_count_letters(rest) <= min(_MOST_REST, kept := _count_kept(before)) and kept >= _LEAST_KEPT):
            return False
        words = words[len(rest) :].strip()
    replaced = sum(piece.kind == "replaced" for piece in gap)
    return len(words) <= (_MOST_REPLACED + 1) * replaced - 1 if replaced else not words


def _take_word(words: str) -> Iterator[str]:
    for character in words:
        if not (character.isalpha() or character.isdecimal() or unicodedata.category(character)[0] == "M"):
            return
        yield character


def _count_kept(segment: str) -> int:
    """Return how many letters of its last word a segment has."""
    return _count_letters("".join(_take_word(fold_text(segment)[::-1])))


def _count_letters(text: str) -> int:
    """Return how many letters there are; Hangul is counted by its jamo."""
    letters = [character for character in text if unicodedata.category(character)[0] != "M"]
    return sum(len(unicodedata.normalize("NFD", each)) if "\uac00" <= each <= "\ud7a3" else 1 for each in letters)


def _split_brackets(quote: str) -> Iterator[_Piece]:
    """Yield a folded quote in stretches: brackets that may mean something, and all else."""
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
        kind = "" if nested else _classify(quote, start, end)
        if kind:
            yield _Piece(quote[done:start], "")
            yield _Piece(quote[start:end], kind)
            done = end
    yield _Piece(quote[done:], "")


def _classify(quote: str, start: int, end: int) -> str:
    """Return what a pair of brackets does; nothing where it is plain text: between two letters, or empty."""
    left, right = _is_touched(quote[max(start - _MARKS, 0) : start]), _is_touched(quote[end : end + 1])
    if "".join(quote[start:end].split()) in _ELISIONS:
        return "elision"
    if left and right:
        return ""
    if left:
        return "rest"
    if not quote[start + 1 : end - 1].strip():
        return ""
    return "lead" if right else "replaced"


def _is_touched(text: str) -> bool:
    """Return whether the text ends in a letter of a script that has spaces between its words."""
    bare = [character for character in text[-_MARKS:] if unicodedata.category(character)[0] != "M"]
    return bool(bare) and bare[-1].isalpha() and not _UNSPACED.match(bare[-1])
