"""Inline styles: what an element's `style` attribute says of whether it is shown, and whether it stands apart.

Parsed as CSS Syntax (5.4.4) has it: what browsers ignore, such as a declaration with a fault, is ignored here too.
Style sheets are not followed: a saved page seldom has all of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from generator.values import dataclass

Level = Literal["block", "inline", "boxed"]  # a box inside a line (inline-block) is "boxed"

_ASKED = re.compile(r"display|visibility|float|position", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MARK = re.compile(r"""\\.|["';(){}\[\]]""", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}"}

_FLEXIBLE = frozenset(("flex", "grid", "-webkit-box", "-webkit-flex"))
_BLOCKS = _FLEXIBLE | frozenset(
    (
        *("block", "flow-root", "list-item", "table", "table-caption", "table-cell", "table-row"),
        *("table-row-group", "table-header-group", "table-footer-group"),
    )
)
_BOXED = frozenset(
    ("inline-block", "inline-table", "inline-flex", "inline-grid", "-webkit-inline-box", "-webkit-inline-flex")
)
_INLINE = frozenset(("inline", "contents", "ruby"))
_WIDE = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
_INSIDE = frozenset(("flow", "flow-root", "flex", "grid", "table"))  # the second word of `block flex`
_VISIBLE = {"visible": True, "initial": True, "hidden": False, "collapse": False}
_VALUES = {
    "visibility": frozenset(("visible", "hidden", "collapse")) | _WIDE,
    "content-visibility": frozenset(("visible", "hidden", "auto")) | _WIDE,
    "float": frozenset(("left", "right", "none", "inline-start", "inline-end")) | _WIDE,
    "position": frozenset(("static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky")) | _WIDE,
}


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """What a `style` attribute decides; None where it leaves that to the element's kind or its parent.

    `removed`: not shown, with all that is in it. `visible`: whether its own words are, and those of children that say
    nothing else. `arranges`: its children are blocks, whatever they are elsewhere (flex, grid). `floats`: it stands
    beside the text that follows it.
    """

    removed: bool = False
    visible: bool | None = None
    level: Level | None = None
    arranges: bool = False
    floats: bool = False


_NONE = InlineStyle()


@lru_cache(1_000)
def read_style(style: str) -> InlineStyle:
    """Return what the attribute decides."""
    if not _ASKED.search(style):
        return _NONE
    values = _read_declarations(style)
    display = values.get("display", "")
    visibility = values.get("visibility")
    floats = values.get("float", "none") not in {"none", *_WIDE}
    level = _find_level(display)
    if floats or values.get("position") in {"absolute", "fixed"}:
        level = "block"
    return InlineStyle(
        removed=display == "none" or values.get("content-visibility") == "hidden",
        visible=_VISIBLE.get(visibility or ""),
        level=level,
        arranges=display.removeprefix("inline-").removeprefix("-webkit-inline-").split(" ")[-1] in _FLEXIBLE | {"box"},
        floats=floats,
    )


def _find_level(display: str) -> Level | None:
    first, _, second = display.partition(" ")
    if display in _BLOCKS or (second and first == "block"):
        return "block"
    if display in _BOXED or (second and first == "inline" and second != "flow"):
        return "boxed"
    return "inline" if display in _INLINE or first == "inline" else None


def _read_declarations(style: str) -> dict[str, str]:
    """Return the values that count: of several the last, of important ones the last of these."""
    found: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in _split_declarations(_COMMENT.sub(" ", style)):
        name, _, value = (" ".join(part.lower().split()) for part in declaration.partition(":"))
        value, bang, priority = (part.strip() for part in value.partition("!"))
        if priority != ("important" if bang else ""):
            continue
        if _is_display(value) if name == "display" else value in _VALUES.get(name, ()):
            (important if bang else found)[name] = value
    return found | important


def _is_display(value: str) -> bool:
    if value == "none" or value in _BLOCKS or value in _BOXED or value in _INLINE or value in _WIDE:
        return True
    outside, _, inside = value.partition(" ")
    return outside in {"block", "inline"} and inside in _INSIDE


def _split_declarations(style: str) -> Iterator[str]:
    """Yield what stands between semicolons that are in no quotation marks and no brackets."""
    start, quote, closing = 0, "", list[str]()
    for mark in _MARK.finditer(style):
        character = mark[0]
        if quote or len(character) > 1:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in _CLOSING:
            closing.append(_CLOSING[character])
        elif closing:
            if character == closing[-1]:
                closing.pop()
        elif character == ";":
            yield style[start : mark.start()]
            start = mark.end()
    yield style[start:]
