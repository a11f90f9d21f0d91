"""The text of a source's file -> the article: its plain text, and the pieces to show it with."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from generator.model import FrontMatter, ParsedArticle, TagPiece, TextRun
from generator.reading import fast_markdown
from generator.reading.markdown_html import to_html
from generator.text import ELISION

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")

_SPACE = re.compile(r"[\t\n\f\r ]+")


def read_txt(text: str) -> ParsedArticle:
    """The file's own content, line breaks as line feeds."""
    text = _lines(text)
    return ParsedArticle(text, (TextRun(0, len(text)),) if text else (), plain=True, title=None, front_matter=None)


def read_markdown(text: str) -> ParsedArticle:
    """Markdown under optional front matter; `title` is its first <h1>. Front matter that is never closed is text."""
    text = _lines(text)
    matter = _FRONT_MATTER.match(text)
    front_matter = FrontMatter(matter[1], 2) if matter else None
    text = text[matter.end() :] if matter else text
    paragraphs = fast_markdown.plain_paragraphs(text)
    if paragraphs:
        words, pieces = _set_in_paragraphs(paragraphs)
        return ParsedArticle(words, pieces, plain=False, title=None, front_matter=front_matter)
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - many articles are less than this is for

    words, pieces, title = read_html_text(to_html(text))
    return ParsedArticle(words, pieces, plain=False, title=title, front_matter=front_matter)


def read_html(text: str) -> ParsedArticle:
    """A saved page without its clutter; `title` is that of the page, or else its first <h1>."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - as above

    words, pieces, title = read_html_text(text, saved=True)
    return ParsedArticle(words, pieces, plain=False, title=title, front_matter=None)


READERS: Mapping[str, Callable[[str], ParsedArticle]] = MappingProxyType(
    {".txt": read_txt, ".md": read_markdown, ".html": read_html}
)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _set_in_paragraphs(blocks: Iterable[str]) -> tuple[str, tuple[TagPiece | TextRun, ...]]:
    """The words and the pieces of blocks of text that each are a paragraph and none of them blank."""
    words = [_SPACE.sub(" ", each) for each in blocks]
    pieces: list[TagPiece | TextRun] = []
    start = 0
    for place, each in enumerate(words, 1):
        end = start + len(each) + (len(ELISION) if place < len(words) else 0)
        pieces += (TagPiece("</p><p>" if pieces else "<p>"), TextRun(start, end))
        start = end
    return ELISION.join(words), (*pieces, TagPiece("</p>"))
