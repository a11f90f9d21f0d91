"""Directions of writing that a text sets, kept to itself: where it stands in one string with words of our own.

In an element of its own a text is isolated by the page. In a title, a description or a citation it is by characters:
https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
"""

import re

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FIRST_STRONG, _POP_ISOLATE, _POP = "\u2068", "\u2069", "\u202c"


def isolated(text: str) -> str:
    """The text as it is where it sets no direction; else in an isolate, what it left open closed, and nothing more."""
    if not _CONTROLS.search(text):
        return text
    waiting: list[str] = []

    def kept(found: re.Match[str]) -> str:
        character = found[0]
        if character not in (_POP, _POP_ISOLATE):
            waiting.append(_POP_ISOLATE if character >= "\u2066" else _POP)
            return character
        if character not in waiting or (character == _POP and waiting[-1] != _POP):
            return ""  # it would close what others opened
        while waiting.pop() != character:
            pass
        return character

    inside = _CONTROLS.sub(kept, text)
    return f"{_FIRST_STRONG}{inside}{''.join(reversed(waiting))}{_POP_ISOLATE}"
