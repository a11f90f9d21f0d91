"""Directional controls in what strangers wrote: on pages and in feeds they are shown, and reverse nothing.

Nine invisible characters of Unicode's bidirectional algorithm (UAX #9) make the text after them stand in another order
than it is stored in: embeddings, overrides, isolates and what ends them. With them a quote reads as what nobody said,
and the words after it too. Each is put alone into an isolate, which ends where it begins; the style sheet shows its
number there. The text stays, to the letter, what it was. Where no element can stand, the number stands in brackets,
as what editors add to a quote does. The three marks (U+200E, 200F, 061C) reorder nothing but the signs beside them,
Arabic and Hebrew need them, and they stay as they are.
"""

import re

CONTROLS = "\u202a-\u202e\u2066-\u2069"

_CONTROL = re.compile(f"[{CONTROLS}]")
_IN_BYTES = re.compile(b"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")  # the same: in UTF-8 they are found quicker
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)(?:[^"'>]|"[^"]*"|'[^']*')*>|<!--.*?-->""", re.DOTALL)
_TEXT_ONLY = frozenset(("title", "textarea", "option", "svg"))  # no <bdi> may stand in these
_NO_TEXT = frozenset(("script", "style"))


def spell_controls(text: str) -> str:
    """The text with each control as its number in brackets: `[U+202E]`."""
    if text.isprintable():  # no control is, and of most texts this is soon said
        return text
    return _CONTROL.sub(lambda control: f"[{_number(control)}]", text)


def isolate_controls(page: bytes) -> bytes:
    """Return the HTML page, in UTF-8, with each control in an isolate of its own.

    In attributes and titles it is as `told` has it. Scripts and style sheets stay as they are.
    """
    return _isolating(page.decode()).encode() if _IN_BYTES.search(page) else page


def _isolating(page: str) -> str:
    parts = []
    inside: str | None = None  # the element that holds no elements of ours
    place = 0
    for tag in _TAG.finditer(page):
        name = (tag[2] or "").lower()
        parts.append(_words(page[place : tag.start()], inside))
        if inside is None and not tag[1] and name in _TEXT_ONLY | _NO_TEXT and not tag[0].endswith("/>"):
            inside = name
        elif inside == name and tag[1]:
            inside = None
        parts.append(tag[0] if inside in _NO_TEXT and inside != name else spell_controls(tag[0]))
        place = tag.end()
    parts.append(_words(page[place:], inside))
    return "".join(parts)


def _words(text: str, inside: str | None) -> str:
    if inside in _NO_TEXT:
        return text
    return spell_controls(text) if inside else _CONTROL.sub(_isolated, text)


def _isolated(control: re.Match[str]) -> str:
    return f'<bdi class="control" data-code="{_number(control)}">{control[0]}</bdi>'


def _number(control: re.Match[str]) -> str:
    return f"U+{ord(control[0]):04X}"
