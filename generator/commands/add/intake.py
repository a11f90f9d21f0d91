"""How an incoming article becomes a source: its kind, its encoding, and of a page the article or all of it.

The bytes that a curator brings are kept unchanged: as the source itself, or as the original of a source made from it.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.commands.add import article_extraction, metadata
from generator.commands.add.metadata import Metadata
from generator.reading import pdf, yamltree
from generator.reading.articles import read_html, read_markdown
from generator.reading.project_files import FileRefused

SUFFIXES = {
    ".txt": ".txt", ".text": ".txt", ".md": ".md", ".markdown": ".md", ".pdf": ".pdf", ".html": ".html",
    ".htm": ".html", ".xhtml": ".html",
}  # fmt: skip
_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/markdown": ".md",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Python knows them, no browser does, and to decode some of them takes time that grows with the square.
_NO_ARTICLES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_CHARSET = re.compile(rb"""<meta\b[^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PAGE = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|\?xml|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LATIN = frozenset({"ascii", "iso8859-1"})  # what browsers take for windows-1252


class ImportRefused(Exception):
    """The article cannot be imported; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """What a curator brings: the bytes; the file's name or address; and what was stated about them."""

    content: bytes
    name: str
    type: str = ""
    charset: str | None = None
    address: str | None = None
    path: str | None = None  # in the project, where it lies among the sources already


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article in the form in which it becomes a source; `titled` says that the file contains its own title."""

    suffix: str
    content: bytes
    about: Metadata = field(default_factory=Metadata)
    titled: bool = False
    original: tuple[str, bytes] | None = None
    notes: tuple[str, ...] = ()


def read_article(incoming: IncomingFile, form: str) -> IncomingArticle:
    """Return the article in the form in which it becomes a source; for a page `form` is page, text or auto.

    Raises ImportRefused.
    """
    kind = _detect_kind(incoming)
    if kind == ".pdf":
        try:
            return IncomingArticle(
                kind, incoming.content, metadata.pdf_metadata(pdf.pdf_content(incoming.content, incoming.name).said)
            )
        except FileRefused as reason:
            raise ImportRefused("; ".join((str(reason), *reason.help))) from None
    text, charset = _decode(incoming, page=kind == ".html")
    exact = charset == "utf-8" and "\0" not in text
    if kind == ".html":
        return _convert_page(incoming, text, exact, form)
    titled = kind == ".md" and _has_title(text)
    if exact:
        return IncomingArticle(kind, incoming.content, titled=titled)
    _require_outside_sources(incoming, f"it is not UTF-8 but {charset}")
    note = f"its encoding is {charset}: the source is the same text in UTF-8, and the original file is kept"
    return IncomingArticle(kind, _encode(text), titled=titled, original=(kind, incoming.content), notes=(note,))


def _has_title(markdown: str) -> bool:
    reading = read_markdown(markdown)
    front = yamltree.parse(reading.front_matter.text, "").value.root if reading.front_matter else None
    entries = front.entries if isinstance(front, yamltree.Mapping) else ()
    said = {key.text: value.text for key, value in entries if isinstance(value, yamltree.Scalar)}
    return bool(reading.title or said.get("title", "").strip())


def _require_outside_sources(incoming: IncomingFile, reason: str) -> None:
    if incoming.path:
        raise ImportRefused(f"{reason}: move it out of the sources folder, and add it from there")


def _encode(text: str) -> bytes:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace")


def _convert_page(incoming: IncomingFile, html: str, exact: bool, form: str) -> IncomingArticle:
    """Return a saved page as itself, or as the text of its article."""
    about = metadata.page_metadata(html, incoming.address)
    text = read_html(html).text
    chosen, note = None, ""
    if form == "text" or (form == "auto" and not incoming.path):
        if form == "text":
            _require_outside_sources(incoming, "it is in the sources folder, and so a source itself")
        if article_extraction.is_installed():
            chosen = article_extraction.extract_article(html, text)
            note = "" if chosen else "no article was found in the page"
        else:
            note = f"the program that finds the article in a page is not installed: {article_extraction.EXTRA}"
        if note and form == "text":
            raise ImportRefused(note)
    if chosen:
        return IncomingArticle(".txt", _encode(chosen), about, original=(".html", incoming.content))
    notes = (f"{note}; the whole page is the source",) if note else ()
    if exact:
        return IncomingArticle(".html", incoming.content, about, notes=notes)
    _require_outside_sources(incoming, "it is not UTF-8")
    notes = (*notes, "it is not UTF-8: the source is the page's text, and the original page is kept")
    return IncomingArticle(".txt", _encode(text), about, original=(".html", incoming.content), notes=notes)


def _detect_kind(incoming: IncomingFile) -> str:
    """Return the suffix of the source: by its first bytes, by the type that was stated, or by its name."""
    if incoming.content.lstrip()[:5] == b"%PDF-":
        return ".pdf"
    suffix = SUFFIXES.get(Path(incoming.name).suffix.lower())
    kind = _TYPES.get(incoming.type) or suffix
    if kind in {None, ".txt"} and suffix != ".txt" and _PAGE.match(incoming.content[:10_000]):
        return ".html"
    if incoming.type and kind == ".txt" and suffix == ".md":
        return ".md"
    if kind is None:
        what = f" ({incoming.type})" if incoming.type else ""
        raise ImportRefused(f"it is neither a page, a PDF nor a text{what}: supported are .html, .pdf, .txt and .md")
    return kind


def _decode(incoming: IncomingFile, *, page: bool) -> tuple[str, str]:
    """Return the text and its encoding: "utf-8", or the usual name of another."""
    content = incoming.content
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    stated = incoming.charset or ""
    if not stated and page and (found := _CHARSET.search(content[:4_000])):
        stated = found[1].decode("ascii", "replace")
    if marked in {None, "utf-8-sig"}:
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig"), "utf-8"
    name = marked or stated
    if not name and page:
        name = "windows-1252"  # what browsers take a page for that says nothing
    if not name:
        raise ImportRefused("it is not UTF-8 text: state its encoding, for example --encoding windows-1252")
    try:
        codec = codecs.lookup(name).name
        if codec.replace("_", "-") in _NO_ARTICLES:
            raise LookupError
        # bytes.decode refuses what is no encoding of text, such as zip, before it does anything.
        text = content.decode("cp1252", "replace") if codec in _LATIN else content.decode(codec, "strict")
    except (LookupError, ValueError):
        raise ImportRefused(f"it cannot be read in the encoding that is stated ({name}): use --encoding") from None
    return text, "windows-1252" if codec in _LATIN else name.lower()
