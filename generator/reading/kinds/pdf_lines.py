"""Lines of a PDF's page, and those of right-to-left scripts put into their order from where their characters are.

Files print Hebrew and Arabic from left to right, from right to left, word by word or character by character; only the
places of the characters are alike.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_BLANK = 0.18  # of the size of the letters: a gap as wide parts two words
_WIDE_GAP = 0.9  # and one as wide two columns
_SAME_LINE = 0.45  # of the size: how far from the line a character of it may be, such as a mark or a raised one
# A raised digit, and a lowered one: how small, and how far from the line, in sizes of the letters beside it.
_SMALL = 0.8
_RISE, _FALL = (0.15, 0.7), (0.08, 0.45)
_EVEN = 0.05
RAISED = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
_LOWERED = dict(zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋", strict=True))
_SHIFTED = frozenset({*RAISED.values(), *_LOWERED.values()})
_JOINERS = frozenset(",.:/-٫٬")  # between two digits
_BESIDE_NUMBERS = frozenset("%+°#")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


class Glyph(NamedTuple):
    """A character as it is printed, in points from the left and the foot; white space has no place and no size."""

    character: str
    left: float
    right: float
    foot: float
    size: float


class PdfLine(NamedTuple):
    """A line of a page: its words, where it begins, ends and stands in points, and the size of its letters.

    A size of 0 means that its place is not known.
    """

    words: str
    left: float = 0
    right: float = 0
    foot: float = 0
    size: float = 0


def shift_digit(glyph: Glyph, last: Glyph, written: str) -> str:
    """Return a digit as ² or ₂ where it is smaller than the letter or digit right before it, and above or below it.

    So is a sign behind a digit, as in 10⁻⁶. `last` is the character before, and `written` as what it was read. Behind
    a mark a raised digit stays what it is: there it is mostly the number of a note.
    """
    character = glyph.character
    if character not in RAISED or written.isspace():
        return character
    if abs(glyph.foot - last.foot) < _EVEN * glyph.size and abs(glyph.size - last.size) < _EVEN * glyph.size:
        shifted = next((forms for forms in (RAISED, _LOWERED) if written in forms.values()), None)
        return shifted[character] if shifted else character
    base = last.character.isdecimal() or (last.character.isalpha() and character.isdecimal())
    if not base or glyph.size > _SMALL * last.size or written in _SHIFTED:
        return character
    rise = (glyph.foot - last.foot) / last.size
    if _RISE[0] <= rise <= _RISE[1]:
        return RAISED[character]
    return _LOWERED[character] if _FALL[0] <= -rise <= _FALL[1] else character


def is_right_to_left(glyphs: Sequence[Glyph]) -> bool:
    """Return whether at least half of a page's letters are of a right-to-left script."""
    kinds = [_direction(glyph.character) for glyph in glyphs]
    return kinds.count("R") >= max(kinds.count("L"), 1)


def _direction(character: str) -> str:
    """Return R or L for a letter by its direction, N for a digit, M for a mark, and nothing for all else."""
    bidirectional = unicodedata.bidirectional(character)
    if bidirectional in {"R", "AL"}:
        return "R"
    if bidirectional in {"EN", "AN"}:
        return "N" if character.isdecimal() else ""
    return {"L": "L", "NSM": "M"}.get(bidirectional, "")


def read_right_to_left(glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    """Yield the lines of a page, read from the right, left-to-right words and numbers in them from the left."""
    for row in _group_rows([glyph for glyph in glyphs if glyph.size]):
        for part in _split_row(row):
            words = order_words([glyph.character for glyph in _insert_blanks(part)])
            size = part[len(part) // 2].size
            yield PdfLine(words, part[0].left, part[-1].right, part[len(part) // 2].foot, size)


def _group_rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters of each line that are drawn one after the other, from left to right."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and abs(glyph.foot - row[0].foot) > _SAME_LINE * max(glyph.size, row[0].size):
            yield _sort_row(row)
            row = []
        row.append(glyph)
    if row:
        yield _sort_row(row)


def _sort_row(row: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of a line from left to right, a mark before the letter that it is printed over.

    So it is behind its letter when the line is read from the right; and so are the letters of a ligature, which have
    one place and are given in the order in which they are read.
    """
    marks = [glyph for glyph in row if _direction(glyph.character) == "M"]
    letters = sorted((glyph for glyph in reversed(row) if _direction(glyph.character) != "M"), key=_middle)
    placed: dict[int, list[Glyph]] = {}
    for mark in marks:
        nearest = min(range(len(letters)), key=lambda index: abs(_middle(letters[index]) - _middle(mark)), default=0)
        placed.setdefault(nearest, []).append(mark)
    found = []
    for index, letter in enumerate(letters):
        found += [mark._replace(left=letter.left, right=letter.left) for mark in reversed(placed.get(index, []))]
        found.append(letter)
    return found or marks


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _split_row(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the parts of a line that wide gaps separate, from the right."""
    parts = [[row[0]]]
    for last, glyph in pairwise(row):
        if glyph.left - last.right > _WIDE_GAP * max(glyph.size, last.size):
            parts.append([])
        parts[-1].append(glyph)
    return parts[::-1]


def _insert_blanks(row: Sequence[Glyph]) -> Iterator[Glyph]:
    yield row[0]
    reach = row[0].right
    for last, glyph in pairwise(row):
        if glyph.left - reach > _BLANK * max(glyph.size, last.size):
            yield Glyph(" ", reach, glyph.left, glyph.foot, glyph.size)
        reach = max(reach, glyph.right)
        yield glyph


def order_words(printed: Sequence[str]) -> str:
    """Return characters, given as they are printed from left to right, in the order in which they are read.

    The line is of a right-to-left script: it is turned round, and left-to-right words and numbers are turned back.
    Brackets are mirrored where they would not fit otherwise: some files have them as printed, some as read.
    """
    if not any(_direction(character) == "R" for character in printed):
        return "".join(printed)
    line = list(printed[::-1])
    start = 0
    while start < len(line):
        if _direction(line[start]) in {"L", "N"} or line[start] in _BESIDE_NUMBERS:
            end = _find_run_end(line, start)
            line[start:end] = line[start:end][::-1]
            start = end
        else:
            start += 1
    words = "".join(line)
    mirrored = words.translate(_MIRRORED)
    return mirrored if _count_misfits(mirrored) < _count_misfits(words) else words


def _find_run_end(line: Sequence[str], start: int) -> int:
    """Return the end of the left-to-right words, or of the number, that begin at `start`."""
    end = start + 1
    latin = _direction(line[start]) == "L"
    position = end
    while position < len(line) and _direction(line[position]) != "R":
        kind = _direction(line[position])
        latin = latin or kind == "L"
        joined = position == end or latin or (position == end + 1 and line[end] in _JOINERS)
        if kind in {"L", "N"} or line[position] in _BESIDE_NUMBERS or (kind == "M" and position == end):
            if not joined:
                break
            end = position + 1
        position += 1
    return end


def _count_misfits(words: str) -> int:
    """Return how many brackets close nothing or are never closed."""
    open, misfits = 0, 0
    for character in words:
        if character in "([{<«‹":
            open += 1
        elif character in ")]}>»›":
            misfits += open == 0
            open = max(0, open - 1)
    return misfits + open
