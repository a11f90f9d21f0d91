"""How the built-in templates are indented: two spaces for each element, block, loop or macro around a line."""

import re

JINJA_OPENERS = frozenset({"block", "call", "filter", "for", "if", "macro"})
VOID_ELEMENTS = frozenset({"base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_IGNORED = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|<!.*?>")
_TOKEN = re.compile(r"\{%-? *(?P<word>\w+).*?%\}|<(?P<end>/?)(?P<tag>\w+)(?:\{%.*?%\}|[^>{])*?(?P<alone>/?)>")


def indent_template(text: str) -> str:
    """Return the template with each line indented by what is around it; the lines themselves stay as they are."""
    openers: list[int] = []  # the indentation of the line on which each element or block that is still open began
    lines = []
    for line in (line.strip() for line in text.splitlines()):
        tokens = list(_TOKEN.finditer(_IGNORED.sub(_blank, line)))
        depth = openers[-1] + 1 if openers else 0
        leading = 0  # where the closing tags end with which the line begins
        for token in tokens:
            word, tag = token["word"] or "", token["tag"] or ""
            if word.startswith("end") or token["end"]:
                opened = openers.pop()
                if token.start() == leading:
                    depth, leading = opened, token.end()
            elif word in ("else", "elif") and token.start() == leading:
                depth = openers[-1]
            elif word in JINJA_OPENERS or (tag and tag not in VOID_ELEMENTS and not token["alone"]):
                openers.append(depth)
        lines.append("  " * depth + line if line else "")
    assert not openers, "something is never closed"
    return "\n".join(lines) + "\n"


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
