"""The Markdown of everyday prose, rendered at once: paragraphs and headings of plain words, emphasis, plain links.

A text is in this little grammar as a whole, or it is left to Python-Markdown. What is in it gives the very HTML that
Python-Markdown gives: a test holds that, over texts near the grammar's edge.
"""

import re
from collections.abc import Callable
from html import escape

# A line's characters: none that Markdown or HTML reads as more than itself, but for those of emphasis and links, which
# are looked at below. An ampersand is one where a space follows. No group is possessive: Python before
# 3.11.5 matches those wrongly where a part of one has to be given back.
_PLAIN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\\`<>&]*+"
_CHARACTERS = rf"{_PLAIN}(?:&(?=\x20){_PLAIN})*(?<!\s)"
# What a line begins with: nothing that could be a rule, a heading, a table or code; a paragraph's first one no list.
_FIRST = r"""(?:[^\W\d_]|\d++(?![.)])|["'“”„‘’«»‹›(¿¡$€£–—]|\*\*?+(?![\s*])|\[)"""
_FURTHER = rf"(?:{_FIRST}|\d)"
_HEADING = rf"\#{{1,6}}\x20[^\W_]{_CHARACTERS}(?<!\#)"
_BLOCK = rf"(?:{_HEADING}|{_FIRST}{_CHARACTERS}(?:\n{_FURTHER}{_CHARACTERS})*)"
_TEXT = re.compile(rf"\n*+(?:{_BLOCK}(?:\n\n++|\n?\Z))+")

_WORDS = r"[^\s*_\[\]](?:[^*_\[\]]*[^\s*_\[\]])?"
_ADDRESS = r"(?:(?:claim|source|entity|topic):[a-z0-9-]+|https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~%+=?\#:;,@$!-]*)?)"
# Each begins with what it has to have, by which it is quickly found; what must not stand before that comes after.
_STRONG = rf"\*\*(?<!\*\*\*)({_WORDS})\*\*(?!\*)"
_EMPHASIS = rf"\*(?<!\*\*)({_WORDS})\*(?!\*)"
_LINK = rf"\[(?<!!\[)({_WORDS})\]\(({_ADDRESS})\)"
# What editors add: it reads like a reference, and none is defined in a text of this grammar.
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
    """The text's HTML as Python-Markdown renders it; None where the text is beyond the grammar."""
    if not _TEXT.fullmatch(text):
        return None
    blocks = _GAP.split(escape(text.strip("\n"), quote=False))
    if _MARKED.search(text):
        if not all(map(_SPANS.fullmatch, blocks)):
            return None
        blocks = list(map(_marked, blocks))
    return "\n".join(each if each.startswith("<h") else f"<p>{each}</p>" for each in blocks)


def plain_paragraphs(text: str) -> list[str] | None:
    """The paragraphs of a text that is nothing else, as they are typed; None for every other text."""
    if _MARKED.search(text) or not _TEXT.fullmatch(text):
        return None
    return _GAP.split(text.strip("\n"))


def _marked(block: str) -> str:
    for written, tagged in _TAGS:
        block = written.sub(tagged, block)
    if not block.startswith("#"):
        return block
    marks, _, words = block.partition(" ")
    return f"<h{len(marks)}>{words}</h{len(marks)}>"
