"""Note marks of an article: the numbers, letters and signs in its text that lead to a note.

A mark is a number of at most three digits, one letter, or one of * † ‡ § ¶. It is in a <sup> or in brackets, and all
the text of a link into the same page or of a <sup> that is one link; or it is in brackets in a <sup>. A linked word is
none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_CORE = r"(?:[0-9⁰¹²³⁴-⁹]{1,3}|[^\W\d_]|[*†‡§¶])"
_BARE = re.compile(_CORE)
_BRACKETED = re.compile(rf"\[{_CORE}\]")
_PARENTHESISED = re.compile(rf"\({_CORE}\)")
# A definition (`[^1]: See …`) is none: it begins a line, and a colon follows.
_FOOTNOTE = re.compile(r"(?<!\S)\[\^[^\s\[\]]+\](?!:)|(?<=\S)\[\^[^\s\[\]]+\]")
_LONGEST = 64  # characters of an element that may be one mark, white space included


class MarkupSpan(NamedTuple):
    """The stretch text[start:end] that an element has; it may begin and end with white space.

    `local`: a link into the same page. `raised`: inside a <sup>.
    """

    name: str
    start: int
    end: int
    local: bool = False
    raised: bool = False


def find_note_marks(text: str, spans: Sequence[MarkupSpan], *, footnotes: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the places of all note marks, in order and apart; with `footnotes` also of Markdown's `[^name]`."""
    found = {*_linked_marks(text, spans), *_raised_marks(text, spans)}
    if footnotes:
        found.update(_footnote_references(text, spans))
    marks: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda mark: (mark[0], -mark[1])):
        if not marks or start >= marks[-1][1]:
            marks.append((start, end))
    return tuple(marks)


def _linked_marks(text: str, spans: Iterable[MarkupSpan]) -> Iterator[tuple[int, int]]:
    trimmed = [(span, *_trim(text, span)) for span in spans if span.end - span.start <= _LONGEST]
    raised = {(start, end) for span, start, end in trimmed if span.name == "sup"}
    for span, start, end in trimmed:
        if span.name != "a":
            continue
        whole = (start, end) in raised  # a <sup> that is one link, or a link that is one <sup>
        if not (span.local or whole):
            continue
        words = text[start:end]
        if _BRACKETED.fullmatch(words):
            yield start, end
        elif _BARE.fullmatch(words):
            if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
                yield start - 1, end + 1
            elif whole or span.raised:
                yield start, end
        elif (whole or span.raised) and _PARENTHESISED.fullmatch(words):
            yield start, end


def _raised_marks(text: str, spans: Iterable[MarkupSpan]) -> Iterator[tuple[int, int]]:
    for span in spans:
        if span.name == "sup" and not span.raised:
            for mark in _BRACKETED.finditer(text, span.start, span.end):
                yield mark.span()


def _footnote_references(text: str, spans: Iterable[MarkupSpan]) -> Iterator[tuple[int, int]]:
    code = [(span.start, span.end) for span in spans if span.name == "code"]
    code.sort(reverse=True)
    for reference in _FOOTNOTE.finditer(text):
        while code and code[-1][1] <= reference.start():
            code.pop()
        if not code or reference.start() < code[-1][0]:
            yield reference.span()


def _trim(text: str, span: MarkupSpan) -> tuple[int, int]:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return start, max(start, span.start + len(words.rstrip()))
