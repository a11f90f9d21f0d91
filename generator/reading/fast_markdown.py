"""A fast renderer for simple Markdown: paragraphs and headings of plain words, emphasis and plain links.

A text is rendered here only if all of it is in this small grammar; any other is left to Python-Markdown. The HTML is
the same as Python-Markdown's, which a test checks on texts near the edge of the grammar.
"""

import re
from collections.abc import Callable
from html import escape

# The characters of a line: none with a meaning in Markdown or HTML, but for those of emphasis and links, which are
# matched below. An ampersand is plain where a space follows. No group is possessive: Python before 3.11.5 matches those
# wrongly where a part of one has to be given back.
_PLAIN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\\`<>&]*+"
_CHARACTERS = rf"{_PLAIN}(?:&(?=\x20){_PLAIN})*(?<!\s)"
# How a line begins: not as a rule, a heading, a table or code; and the first line of a paragraph not as a list.
_FIRST = r"""(?:[^\W\d_]|\d++(?![.)])|["'“”„‘’«»‹›(¿¡$€£–—]|\*\*?+(?![\s*])|\[)"""
_FURTHER = rf"(?:{_FIRST}|\d)"
_HEADING = rf"\#{{1,6}}\x20[^\W_]{_CHARACTERS}(?<!\#)"
_BLOCK = rf"(?:{_HEADING}|{_FIRST}{_CHARACTERS}(?:\n{_FURTHER}{_CHARACTERS})*)"
_TEXT = re.compile(rf"\n*+(?:{_BLOCK}(?:\n\n++|\n?\Z))+")

_WORDS = r"[^\s*_\[\]](?:[^*_\[\]]*[^\s*_\[\]])?"
_ADDRESS = r"(?:(?:claim|source|entity|topic):[a-z0-9-]+|https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~%+=?\#:;,@$!-]*)?)"
# Each pattern begins with characters that it needs, which is quick to search for; lookbehinds come after them.
_STRONG = rf"\*\*(?<!\*\*\*)({_WORDS})\*\*(?!\*)"
_EMPHASIS = rf"\*(?<!\*\*)({_WORDS})\*(?!\*)"
_LINK = rf"\[(?<!!\[)({_WORDS})\]\(({_ADDRESS})\)"
# Words in brackets, as editors add them: they look like references, but no text of this grammar defines any.
_BRACKETS = r"\[[^*_\[\]]*\](?![(\[:])"
_SPANS = re.compile(rf"(?:[^*_\[\]]++|{_STRONG}|{_EMPHASIS}|{_LINK}|{_BRACKETS})*")
_TAGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(_STRONG), lambda found: f"<strong>{found[1]}</strong>"),
    (re.compile(_EMPHASIS), lambda found: f"<em>{found[1]}</em>"),
    (re.compile(_LINK), lambda found: f'<a href="{found[2]}">{found[1]}</a>'),
)

_GAP = re.compile(r"\n\n+")
_MARKED = re.compile(r"[*_\[\]#]")


def fast_html(text: str) -> str | None:
    """Return the text's HTML, the same as Python-Markdown's; None where the text is beyond the grammar."""
    if not _TEXT.fullmatch(text):
        return None
    blocks = _GAP.split(escape(text.strip("\n"), quote=False))
    if _MARKED.search(text):
        if not all(map(_SPANS.fullmatch, blocks)):
            return None
        blocks = list(map(_render_spans, blocks))
    return "\n".join(block if block.startswith("<h") else f"<p>{block}</p>" for block in blocks)


def plain_paragraphs(text: str) -> list[str] | None:
    """Return the paragraphs of a text that consists of plain paragraphs, as typed; None for any other text."""
    if _MARKED.search(text) or not _TEXT.fullmatch(text):
        return None
    return _GAP.split(text.strip("\n"))


def _render_spans(block: str) -> str:
    for pattern, render in _TAGS:
        block = pattern.sub(render, block)
    if not block.startswith("#"):
        return block
    marks, _, words = block.partition(" ")
    return f"<h{len(marks)}>{words}</h{len(marks)}>"
