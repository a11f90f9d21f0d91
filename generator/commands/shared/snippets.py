"""Diagnostics for a terminal: each with the line that it is about, marked, in colour."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from generator.diagnostics import Diagnostic, make_visible
from generator.reading import project_files

Role = Literal["error", "warning", "place", "code", "gutter", "help"]
Paint = Callable[[str, Role], str]

WIDTH = 96  # columns of a line shown
_SHOWN_BEFORE = 32  # of them before the mark, if the line is longer
# What to mark at a place: a quoted text, a key or a plain text, up to what ends it in YAML.
_MARKED = re.compile(r"\"(?:\\.|[^\"\\])*\"?|'(?:''|[^'])*'?|[^\s,\[\]{}](?:(?!: |:$| #|[,\]}](?:\s|$)).)*")


def as_snippets(diagnostics: Iterable[Diagnostic], line: Callable[[str, int], str | None], paint: Paint) -> str:
    """Return the plain rendering with, under each headline, the line of the project that it is about, the place marked.

    `line` returns a line of a file by its number from 1, or None; `paint` returns a text in the style of its role.
    """
    shown: list[str] = []
    for diagnostic in diagnostics:
        place, severity = paint(str(diagnostic.location), "place"), paint(diagnostic.severity, diagnostic.severity)
        shown.append(f"{place}: {severity}{paint(f'[{diagnostic.code}]', 'code')}: {make_visible(diagnostic.message)}")
        at = diagnostic.location
        # A finding at the very beginning is about the whole file.
        text = line(at.path, at.line) if (at.line, at.column) != (1, 1) else None
        if text is not None and at.column <= len(text):
            words, mark = excerpt(text, at.column)
            shown.append(f"{paint(f'{at.line:>6} |', 'gutter')} {words}")
            shown.append(f"{paint('       |', 'gutter')} {paint(mark, diagnostic.severity)}")
        shown.extend(f"    {paint(make_visible(help), 'help')}" for help in diagnostic.help)
    return "".join(f"{line}\n" for line in shown)


def project_line_reader(root: Path) -> Callable[[str, int], str | None]:
    """Return a function from a file's path and a line number from 1 to the line; None if there is none."""

    @cache
    def read(path: str) -> Sequence[str]:
        try:
            text = project_files.read_bytes(root, path).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        except project_files.FileRefused:
            return ()
        return re.split(r"\r\n?|\n", text)

    return lambda path, number: read(path)[number - 1] if number <= len(read(path)) else None


def excerpt(text: str, column: int) -> tuple[str, str]:
    """Return the line, or as much of it as fits around the column (from 1), and a mark of the same width below it."""
    start = len(text) - len(text[column - 1 :].lstrip()) if text[column - 1 :].strip() else column - 1
    found = _MARKED.match(text, start)
    end = max(start + 1, found.end() if found else 0)
    first = 0 if len(text) <= WIDTH else max(0, start - _SHOWN_BEFORE)
    last = min(len(text), first + WIDTH)
    before = ("…" if first else "") + _make_printable(text[first:start])
    marked = _make_printable(text[start : min(end, last)])
    after = _make_printable(text[min(end, last) : last]) + ("…" if last < len(text) else "")
    return before + marked + after, " " * display_width(before) + "^" + "~" * (display_width(marked) - 1)


def _make_printable(text: str) -> str:
    return make_visible(text.replace("\t", " "))


def display_width(text: str) -> int:
    """Return how many columns of a terminal the text takes (UAX #11): 2 for wide characters, 0 for combining marks."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
