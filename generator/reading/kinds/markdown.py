"""Markdown: the text of its blocks, under optional front matter."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.model import FrontMatter, ParsedArticle, TagPiece, TextRun
from generator.patterns import lazy_pattern
from generator.reading.kinds.source_kind import SourceKind, TextReader
from generator.text import ELISION

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

_FRONT_MATTER = lazy_pattern(r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = lazy_pattern(r"\+\+\+[ \t]*\n((?:(?!\+\+\+[ \t]*(?:\n|\Z)).*\n)*)\+\+\+[ \t]*(?:\n|\Z)")
_DESCRIBED = frozenset({
    "title", "publisher", "author", "published", "url", "archive_url", "accessed", "language",
})  # fmt: skip
_WHITE_SPACE = re.compile(r"[\t\n\f\r ]+")


def read_markdown(text: str) -> ParsedArticle:
    """Return the text of the blocks; `title` is the first <h1>. Front matter that is never closed is text."""
    from generator.reading import fast_markdown  # noqa: PLC0415 - see the package

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front_matter, body = _split_front_matter(text)
    paragraphs = fast_markdown.plain_paragraphs(body)
    if paragraphs:
        words, pieces = _lay_out_paragraphs(paragraphs)
        return ParsedArticle(words, pieces, title=None, front_matter=front_matter)
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - most articles are plain paragraphs
    from generator.reading.markdown_html import to_html  # noqa: PLC0415

    read = read_html_text(to_html(body))
    return ParsedArticle(read.text, read.pieces, title=read.title, front_matter=front_matter, notes=read.notes)


def _split_front_matter(text: str) -> tuple[FrontMatter | None, str]:
    for pattern, toml in ((_FRONT_MATTER, False), (_TOML, True)):
        if matter := pattern.match(text):
            return FrontMatter(matter[1], 2, toml), text[matter.end() :]
    return None, text


def describe_markdown(text: str, address: str | None) -> "Metadata":
    """Return what the front matter states, and the first heading's title."""
    from generator.reading.front_matter import read_front_matter  # noqa: PLC0415 - only `add` asks
    from generator.reading.metadata import Metadata  # noqa: PLC0415

    matter, _ = _split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    stated = read_front_matter(matter, "").value.values if matter else {}
    known = {name: value for name, value in stated.items() if name in _DESCRIBED}
    return Metadata(**{"url": address, **known})


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
    text="the text of its blocks; it may begin with front matter, with the keys of an entry here or of another program",
    suffixes=(".md",),
    other_suffixes=(".markdown",),
    media_types=("text/markdown",),
    reader=TextReader(read_markdown, describe_markdown),
    places="text",
)
