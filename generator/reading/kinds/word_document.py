"""Word documents (.docx): their text as it reads with all changes accepted, by mammoth.

The text is that of one release of mammoth, which the extra `office` names, so that the same file has the same text on
every machine.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.model import ParsedArticle
from generator.reading.kinds.source_kind import BinaryReader, ParserPackage, SourceKind
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

PARSER = ParserPackage(
    "mammoth", install_command="pip install 'verbatim-site[office]'", worker="generator.reading.kinds.word_worker"
)

_REASONS = {
    "other": ("is no Word document", "if it is one of an old kind (.doc), save it as .docx"),
    "damaged": ("is damaged, or not a Word document", "save it again, or save its text as a .txt file"),
    "protected": ("is protected by a password", "save it without one"),
    "empty": ("has no text", "if its pages are pictures, add their text with --original"),
}


@dataclass(frozen=True, slots=True)
class WordContent:
    """What a document holds: its text as HTML, and its own description, by the names there (title, creator, …)."""

    html: str
    description: Mapping[str, str]


def read_word_document(content: bytes, path: str) -> ParsedArticle:
    """Return the text of a document: `title` is its own, or else its first heading. Raises FileRefused."""
    return _lay_out(parse_word_document(content, path), path)


def _lay_out(found: WordContent, path: str) -> ParsedArticle:
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    read = read_html_text(found.html, saved=True)
    if not read.text.strip():
        reason, help = _REASONS["empty"]
        raise FileRefused("source-unreadable", f"“{path}” {reason}", help)
    title = " ".join(found.description.get("title", "").split()) or read.title
    return ParsedArticle(read.text, read.pieces, title=title, front_matter=None, notes=read.notes)


def describe_word_document(content: bytes, path: str) -> "Metadata":
    """Return what the document states of itself. Raises FileRefused where `parse_word_document` does."""
    from dataclasses import replace  # noqa: PLC0415 - only `add` asks

    from generator.reading.metadata import document_metadata  # noqa: PLC0415

    found = parse_word_document(content, path)
    about = document_metadata(found.description)
    return about if about.title else replace(about, title=_lay_out(found, path).title)


def parse_word_document(content: bytes, path: str) -> WordContent:
    """Return what the document holds. Raises FileRefused where it cannot be read, or takes more than it may."""
    from generator.reading.kinds.word_worker import UNPACKED  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    missing = "is a Word document, and the package that reads them is not installed"
    found = PARSER.parse("read_docx_bytes", content, path, missing=missing, advice=_REASONS["damaged"][1])
    if found.get("fault") == "large":
        raise FileRefused("too-large", f"“{path}” has more than {UNPACKED:,} bytes when it is unpacked")
    if fault := found.get("fault"):
        reason, help = _REASONS[fault]
        raise FileRefused("source-unreadable", f"“{path}” {reason}", help)
    return WordContent(found["html"], found["description"])


WORD_DOCUMENT = SourceKind(
    name="a Word document",
    text="the text of a document with all changes accepted: deleted words are none, inserted ones are",
    suffixes=(".docx", ".docm"),
    media_types=(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroenabled.12",
    ),
    reader=BinaryReader(read_word_document, describe_word_document),
    places="text",
)
