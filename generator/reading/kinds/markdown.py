"""Markdown: the text of its blocks, under optional front matter."""

import re
from collections.abc import Iterable

from generator.model import FrontMatter, ParsedArticle, TagPiece, TextRun
from generator.reading.kinds.source_kind import SourceKind, TextReader
from generator.text import ELISION

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_WHITE_SPACE = re.compile(r"[\t\n\f\r ]+")


def read_markdown(text: str) -> ParsedArticle:
    """Return the text of the blocks; `title` is the first <h1>. Front matter that is never closed is text."""
    from generator.reading import fast_markdown  # noqa: PLC0415 - see the package

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    matter = _FRONT_MATTER.match(text)
    front_matter = FrontMatter(matter[1], 2) if matter else None
    body = text[matter.end() :] if matter else text
    paragraphs = fast_markdown.plain_paragraphs(body)
    if paragraphs:
        words, pieces = _lay_out_paragraphs(paragraphs)
        return ParsedArticle(words, pieces, title=None, front_matter=front_matter)
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - most articles are plain paragraphs
    from generator.reading.markdown_html import to_html  # noqa: PLC0415

    read = read_html_text(to_html(body))
    return ParsedArticle(read.text, read.pieces, title=read.title, front_matter=front_matter, notes=read.notes)


def _lay_out_paragraphs(paragraphs: Iterable[str]) -> tuple[str, tuple[TagPiece | TextRun, ...]]:
    """Return the text and the pieces of paragraphs, none of them blank."""
    blocks = [_WHITE_SPACE.sub(" ", paragraph) for paragraph in paragraphs]
    pieces: list[TagPiece | TextRun] = []
    start = 0
    for number, block in enumerate(blocks, 1):
        end = start + len(block) + (len(ELISION) if number < len(blocks) else 0)
        pieces += (TagPiece("</p><p>" if pieces else "<p>"), TextRun(start, end))
        start = end
    return ELISION.join(blocks), (*pieces, TagPiece("</p>"))


MARKDOWN = SourceKind(
    name="Markdown",
    text="the text of its blocks; it may begin with front matter, which has the keys of an entry here",
    suffixes=(".md",),
    other_suffixes=(".markdown",),
    media_types=("text/markdown",),
    reader=TextReader(read_markdown),
    places="text",
)
