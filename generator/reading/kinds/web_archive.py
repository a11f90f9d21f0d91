"""Saved pages in one file, with their pictures (MHTML): the page in it, read as any saved page."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model import ParsedArticle
from generator.reading.kinds.source_kind import BinaryReader, SourceKind
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata
    from generator.reading.mime_parts import MimePart

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The page of an MHTML file: its HTML, its address, and the day on which it was saved; None where not stated."""

    html: str
    address: str | None
    saved: str | None


def read_web_archive(content: bytes, path: str) -> ParsedArticle:
    """Return the text of the page. Raises FileRefused where `find_page` does."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - see the package

    page = find_page(content, path)
    return read_html_text(page.html, saved=True, address=page.address)


def read_whole_archive(content: bytes, path: str) -> ParsedArticle:
    """Return all the text of the page, its cookie banners and sidebars with it. Raises FileRefused."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - see the package

    page = find_page(content, path)
    return read_html_text(page.html, saved=True, whole=True, address=page.address)


def describe_web_archive(content: bytes, path: str) -> "Metadata":
    """Return what the page states of itself, with its address and the day of saving. Raises FileRefused."""
    from dataclasses import replace  # noqa: PLC0415 - only `add` asks

    from generator.reading.metadata import page_metadata  # noqa: PLC0415

    page = find_page(content, path)
    return replace(page_metadata(page.html, page.address), accessed=page.saved)


def find_page(content: bytes, path: str) -> ArchivedPage:
    """Return the page that the file was saved for. Raises FileRefused where there is none, or too many parts are."""
    from generator.reading.mime_parts import MessageTooLarge, parse_day, parse_message  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    try:
        message = parse_message(content)
    except MessageTooLarge:
        raise FileRefused("too-large", f"“{path}” has more parts, or deeper ones, than are read") from None
    root = _find_root(message)
    if root is None:
        help = "save the page again, as one file or as HTML only"
        raise FileRefused("source-unreadable", f"“{path}” holds no page", help)
    stated = (message.header.get("Snapshot-Content-Location"), root.header.get("Content-Location"))
    locations = (re.sub(r"\s+", "", address) for address in stated if address)
    address = next((found for found in locations if _find_scheme(found) in {"http", "https"}), None)
    return ArchivedPage(root.text(), address, parse_day(message.header.get("Date", "")))


def _find_scheme(address: str) -> str:
    """Return the scheme of an address in lower case; empty where it has none or is no address."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _find_root(message: "MimePart") -> "MimePart | None":
    """Return the page of the message: the part that `start` names, or else the first page."""
    start = str(message.header.get_param("start") or "").strip("<> ")
    pages = [part for part in message.walk() if part.media_type in _PAGES and not part.parts]
    named = (part for part in pages if start and part.header.get("Content-ID", "").strip("<> ") == start)
    return next(named, None) or next(iter(pages), None)


WEB_ARCHIVE = SourceKind(
    name="a page saved as one file",
    text="the text of the page in a file that Chrome, Edge, Opera or Internet Explorer saved as one (MHTML)",
    suffixes=(".mhtml", ".mht"),
    media_types=("multipart/related", "application/x-mimearchive"),
    signature=rb"(?i)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+){0,5}?(?:from:\s*\"?<?saved by |snapshot-content-location:)",
    reader=BinaryReader(
        read_web_archive,
        describe_web_archive,
        read_whole=read_whole_archive,
        find_page=lambda content, path: find_page(content, path).html,
    ),
    places="text",
)
