"""Directional control characters in quoted text, made visible and harmless on pages and in feeds.

Nine invisible characters of Unicode's bidirectional algorithm (UAX #9), which begin and end embeddings, overrides and
isolates, display text in another order than it is stored in. With them a quote, and the words after it, can read as
something that nobody said. Each is put into an isolate of its own, so that it affects nothing outside, and the style
sheet shows its number there; the text itself is not changed. Where no element is allowed, the number in brackets
replaces the character, as editors' additions to a quote are marked. The three marks U+200E, U+200F and U+061C affect
only the signs beside them and are needed in Arabic and Hebrew: they are left alone.
"""

import re

from generator.patterns import lazy_pattern

CONTROLS = "\u202a-\u202e\u2066-\u2069"

_CONTROL = re.compile(f"[{CONTROLS}]")
_IN_BYTES = re.compile(b"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")  # the same in UTF-8, where the search is faster
_TAG = lazy_pattern(r"""<(/?)([a-zA-Z][^\s/>]*)(?:[^"'>]|"[^"]*"|'[^']*')*>|<!--.*?-->""", re.DOTALL)
_TEXT_ONLY = frozenset(("title", "textarea", "option", "svg"))  # no <bdi> is allowed in these
_NO_TEXT = frozenset(("script", "style"))


def spell_controls(text: str) -> str:
    """Return the text with each control replaced by its number in brackets: `[U+202E]`."""
    if text.isprintable():  # no control is printable, and this check is fast
        return text
    return _CONTROL.sub(lambda control: f"[{_format_code_point(control)}]", text)


def isolate_controls(page: bytes) -> bytes:
    """Return the HTML page, in UTF-8, with each control in an isolate of its own.

    In attributes and titles it is as `spell_controls` has it. Scripts and style sheets are not changed.
    """
    return _isolate_in_page(page.decode()).encode() if _IN_BYTES.search(page) else page


def _isolate_in_page(page: str) -> str:
    parts = []
    inside: str | None = None  # the element that we are in, if no <bdi> is allowed in it
    place = 0
    for tag in _TAG.finditer(page):
        name = (tag[2] or "").lower()
        parts.append(_isolate_in_text(page[place : tag.start()], inside))
        if inside is None and not tag[1] and name in _TEXT_ONLY | _NO_TEXT and not tag[0].endswith("/>"):
            inside = name
        elif inside == name and tag[1]:
            inside = None
        parts.append(tag[0] if inside in _NO_TEXT and inside != name else spell_controls(tag[0]))
        place = tag.end()
    parts.append(_isolate_in_text(page[place:], inside))
    return "".join(parts)


def _isolate_in_text(text: str, inside: str | None) -> str:
    if inside in _NO_TEXT:
        return text
    return spell_controls(text) if inside else _CONTROL.sub(_isolate_control, text)


def _isolate_control(control: re.Match[str]) -> str:
    return f'<bdi class="control" data-code="{_format_code_point(control)}">{control[0]}</bdi>'


def _format_code_point(control: re.Match[str]) -> str:
    return f"U+{ord(control[0]):04X}"
