"""Quotation marks of many languages: the stretches of a text that stand between them, apostrophes told apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.patterns import lazy_pattern
from generator.text import has_unspaced_letter

# What may close a stretch, by the mark that opens it: English “…”, German „…“ and »…«, Polish „…”, Swedish ”…” and
# »…», French and Russian «…», Swiss ‹…›, Chinese and Japanese 「…」 (in columns ﹁…﹂), Korean 《…》; on typewriters
# also ,,…''.
CLOSING_MARKS: Mapping[str, str | tuple[str, ...]] = {
    '"': '"”',
    "“": '”"“',
    "”": "”",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
    "＂": "＂",
    "❝": "❞",
    "❛": "❜",
    "''": ("''",),
    ",,": ("''", "”", "“", '"'),
}
_ALL = frozenset(CLOSING_MARKS).union(*CLOSING_MARKS.values())
MARKS = "".join(sorted(mark for mark in _ALL if len(mark) == 1))
TITLE_MARKS = "《〈"  # of books and papers, in Chinese and Japanese; Korean has them for speech as well

_MARK = lazy_pattern(f"''|,,|[{re.escape(MARKS)}]")
_ONLY_OPENING = frozenset("„‟‚「『《〈｢﹁﹃〝❝❛") | {",,"}
_ONLY_CLOSING = frozenset("’」』》〉｣﹂﹄〞〟❞❜")
_SINGLE = frozenset("'’‘")
# Words that begin with an apostrophe: English and Dutch.
_CLIPPED = lazy_pattern(r"(?:tis|twas|twere|em|til|till|cause|cos|bout|round|neath|n|s|t|k|m)\b|\d", re.IGNORECASE)


class Quoted(NamedTuple):
    """A stretch text[start:end] between quotation marks; with them it is text[outer_start:outer_end]."""

    outer_start: int
    start: int
    end: int
    outer_end: int


class _FoundMark(NamedTuple):
    text: str
    start: int
    end: int


def find_quoted(text: str, *, continued: str = "") -> tuple[Quoted, ...]:
    """Return the outermost stretches between quotation marks, in order, in linear time.

    `continued` is how the next paragraph begins: where that is with the mark of a stretch that nothing has closed, the
    stretch goes on there, and here it ends with the text.
    """
    found: list[Quoted] = []
    opened: list[_FoundMark] = []
    awaited: Counter[str] = Counter()
    possessive: int | None = None  # number of the last stretch, where an apostrophe behind an s may have closed it
    for mark in _list_marks(text):
        before, after = _beside(text, mark)
        if _is_inside_word(mark, before, after):
            continue
        if awaited[mark.text] and _may_close(mark, before, after):
            opening = _close(opened, awaited, mark)
            found.append(Quoted(opening.start, opening.end, mark.start, mark.end))
            possessive = len(found) - 1 if mark.text in _SINGLE and _is_possessive(text, mark) else None
        elif mark.text in _SINGLE and possessive is not None and before.strip() and not _is_possessive(text, mark):
            found[possessive] = found[possessive]._replace(end=mark.start, outer_end=mark.end)
            possessive = None
        elif _may_open(text, mark, before, after):
            opened.append(mark)
            awaited.update(CLOSING_MARKS[mark.text])
            possessive = None if mark.text in _SINGLE else possessive
    if opened and opened[0].text not in _SINGLE and continued.startswith(opened[0].text):
        found.append(Quoted(opened[0].start, opened[0].end, len(text), len(text)))
    return tuple(_keep_outermost(found))


def _list_marks(text: str) -> Iterator[_FoundMark]:
    for found in _MARK.finditer(text):
        yield _FoundMark(found[0], found.start(), found.end())


def _beside(text: str, mark: _FoundMark) -> tuple[str, str]:
    """Return the characters before and behind a mark; nothing at an end of the text."""
    return text[max(mark.start - 1, 0) : mark.start], text[mark.end : mark.end + 1]


def _is_word(character: str) -> bool:
    """Return whether a character makes a word that spaces would part from the next one."""
    return character.isalnum() and not has_unspaced_letter(character)


def _is_inside_word(mark: _FoundMark, before: str, after: str) -> bool:
    """Return whether a mark is an apostrophe, or the mark of a Hebrew abbreviation."""
    return mark.text in {"'", "’", "‘", '"'} and _is_word(before) and _is_word(after)


def _may_close(mark: _FoundMark, before: str, after: str) -> bool:
    """Return whether a mark that is awaited closes: not where it is at the beginning of a word."""
    if mark.text in _ONLY_CLOSING:
        return True
    at_beginning = (not before or before.isspace()) and bool(after) and not after.isspace()
    if mark.text == "»":  # French has a space before it, and commas behind
        return not (at_beginning and _is_word(after))
    return not _is_word(after) and not at_beginning


def _may_open(text: str, mark: _FoundMark, before: str, after: str) -> bool:
    if mark.text not in CLOSING_MARKS:
        return False
    if mark.text in _ONLY_OPENING:
        return True
    if mark.text in "“«‹‘":
        return not (_is_word(before) and not _is_word(after))
    if _is_word(before) or not after or after.isspace():
        return False
    return mark.text != "'" or not _CLIPPED.match(text, mark.end)


def _is_possessive(text: str, mark: _FoundMark) -> bool:
    """Return whether a mark may be the apostrophe of a plural: `the workers' rights`."""
    following = text[mark.end : mark.end + 2]
    return _beside(text, mark)[0] in {"s", "x", "z"} and following[:1] == " " and following[1:].isalpha()


def _close(opened: list[_FoundMark], awaited: "Counter[str]", mark: _FoundMark) -> _FoundMark:
    """Return the nearest open mark that this one closes; those behind it were never closed."""
    while True:
        opening = opened.pop()
        awaited.subtract(CLOSING_MARKS[opening.text])
        if mark.text in CLOSING_MARKS[opening.text]:
            return opening


def _keep_outermost(found: Sequence[Quoted]) -> Iterator[Quoted]:
    end = 0
    for quoted in sorted(found, key=lambda quoted: (quoted.outer_start, -quoted.outer_end)):
        if quoted.outer_start >= end:
            yield quoted
            end = quoted.outer_end
