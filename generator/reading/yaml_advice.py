"""What to type instead, for lines of YAML that do not parse: most are text that needs quotation marks."""

import re
from typing import NamedTuple

# A line of a key and its value, of a list or a mapping; what a merge leaves behind; a key without a space or a colon.
_ENTRY = re.compile(r"(?P<lead>[ \t]*(?:-[ \t]+)*)(?P<key>[\w-]+):[ \t]+(?P<value>\S.*?)[ \t]*$")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_NO_SPACE = re.compile(r"[ \t]*(?:-[ \t]+)*(?P<key>[a-z_]+):(?P<value>[^\s:/].*?)[ \t]*$")
_COLON = re.compile(r":(?=[ \t\r\n]|$)")
_CLOSING = {"[": "]", "{": "}"}
_COLON_SLIP = "the colon in this text makes a key of what is before it"
_QUOTATION_MARKS = "\"'"
_STARTS_SYNTAX = "[]{}*&!|>%@`?,#"  # a text that begins with one of these is taken for something else
_MOST_SHOWN = 120  # characters of a value that are offered again


class Advice(NamedTuple):
    """What is wrong in plain words, where (in code points of the text), and what to type instead."""

    offset: int
    message: str
    help: tuple[str, ...]


def explain_line(text: str, offset: int, opened: int | None = None) -> Advice | None:
    """Return what is wrong where a parser gave up at `offset`; None if that is no slip that is known.

    `opened` is where the parser says that the value or list begins in which it gave up.
    """
    conflict = _CONFLICT.search(text)
    if conflict:
        help = "keep one of the two, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return Advice(conflict.start(), "a merge left two versions here", (help,))
    if opened is not None and text[opened : opened + 1] in tuple(_QUOTATION_MARKS) and "\n" in text[opened:offset]:
        mark = text[opened]
        return Advice(opened, f"the quotation mark {mark} is not closed", (f"add {mark} where the text ends",))
    places = [place for place in (offset, opened) if place is not None]
    for place in places:
        advice = _explain_entry(text, *_line_around(text, place))
        if advice:
            return advice
    before = _line_before(text, offset)
    if before is None:
        return None
    return _explain_entry(text, *before) or _explain_wrapped(text, *_line_around(text, offset))


def _explain_entry(text: str, start: int, end: int) -> Advice | None:
    line = text[start:end]
    if "\t" in line[: _indentation(line)]:
        return Advice(start, "a tab cannot indent YAML", ("indent with spaces",))
    entry = _ENTRY.match(line)
    if entry:
        slip = _find_slip(entry["key"], entry["value"])
        return slip and Advice(start + entry.start("value"), *slip)
    unspaced = _NO_SPACE.match(line)
    if unspaced:
        shown = f"{unspaced['key']}: {_shorten(unspaced['value'])}"
        return Advice(start + unspaced.start("key"), "there is no space behind the colon of this key", (shown,))
    return None


def _explain_wrapped(text: str, start: int, end: int) -> Advice | None:
    """Return what is wrong with a text over several lines, of which a later one, text[start:end], has a colon."""
    colon = _COLON.search(text, start, end)
    before, key = _line_before(text, start), None
    while colon and before and not (key := _ENTRY.match(text[slice(*before)])):
        before = _line_before(text, before[0])
    if not colon or not key or _indentation(text[start:end]) <= len(key["lead"]):
        return None
    help = f"put the whole text in quotation marks, or begin it on the line below {key['key']}: >-"
    return Advice(start + _indentation(text[start:end]), _COLON_SLIP, (help,))


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _find_slip(key: str, value: str) -> tuple[str, tuple[str, ...]] | None:
    """Return why YAML does not take the value for the text that it is, and what to type; None if it does."""
    first, quoted = value[0], ("put the text in quotation marks:", f"{key}: {_quote(_shorten(value))}")
    if first in _QUOTATION_MARKS:
        behind = _behind_quotation(value)
        return ("this text goes on behind its quotation mark", quoted) if behind and behind[0] != "#" else None
    if first in _CLOSING and value.endswith(_CLOSING[first]):
        return None
    if first in _CLOSING and _CLOSING[first] not in value:
        return f"the bracket {first} is not closed", (f"add {_CLOSING[first]} where it ends",)
    if first in "|>" and re.fullmatch(r"[|>][-+\d]*(?:[ \t]+#.*)?", value):
        return None
    if first in _STARTS_SYNTAX:
        return f"text that begins with {first} needs quotation marks", quoted
    if _COLON.search(value):
        return _COLON_SLIP, quoted
    return None


def _behind_quotation(value: str) -> str | None:
    """Return what is behind the closing quotation mark of a value; None if there is none."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'"
    found = re.match(pattern, value)
    return value[found.end() :].strip() if found else None


def _quote(value: str) -> str:
    """Return the value in the quotation marks of YAML that need the fewest escapes."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _shorten(value: str) -> str:
    return value if len(value) <= _MOST_SHOWN else f"{value[: _MOST_SHOWN - 1]}…"


def _line_around(text: str, place: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return start, len(text[start:].partition("\n")[0].partition("\r")[0]) + start


def _line_before(text: str, place: int) -> tuple[int, int] | None:
    """Return the last line before the one of the place that is not empty."""
    before = text[: _line_around(text, place)[0]].rstrip()
    return _line_around(text, len(before) - 1) if before else None
