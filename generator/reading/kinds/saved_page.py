"""Saved web pages: the text of their blocks, without what surrounds the article."""

from typing import TYPE_CHECKING

from generator.model import ParsedArticle
from generator.reading.kinds.source_kind import SourceKind, TextReader

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

_CHARSET = rb"""(?i)<meta\b[^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)"""
_SIGNATURE = rb"(?is)\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|\?xml|head|body)\b"


def read_saved_page(html: str) -> ParsedArticle:
    """Return the text of a page without its boilerplate; `title` is the page's own, or else its first <h1>."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - few builds read a page again

    return read_html_text(html, saved=True)


def read_whole_page(html: str) -> ParsedArticle:
    """Return all the text of a page, its cookie banners and sidebars with it."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - as above

    return read_html_text(html, saved=True, whole=True)


def describe_saved_page(html: str, address: str | None) -> "Metadata":
    """Return what the page states of itself."""
    from generator.reading.metadata import page_metadata  # noqa: PLC0415 - only `add` asks

    return page_metadata(html, address)


SAVED_PAGE = SourceKind(
    name="a saved page",
    text="the text of a saved page, without scripts, styles, navigation and what is hidden",
    suffixes=(".html", ".htm"),
    other_suffixes=(".xhtml",),
    media_types=("text/html", "application/xhtml+xml"),
    signature=_SIGNATURE,
    # Browsers take a page that states no encoding for windows-1252.
    reader=TextReader(
        read_saved_page,
        describe_saved_page,
        charset=_CHARSET,
        default_charset="windows-1252",
        read_whole=read_whole_page,
    ),
    places="text",
)
