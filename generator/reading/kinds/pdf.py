"""PDFs: their text page by page, or why there is none.

The text is that of one release of pypdf, which the extra `pdf` names: another release may join words differently, and
a quote would no longer be found.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.model import ParsedArticle, TagPiece, TextRun
from generator.reading.kinds.source_kind import BinaryReader, ParserPackage, SourceKind
from generator.text import ELISION
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

PARSER = ParserPackage(
    "pypdf", install_command="pip install 'verbatim-site[pdf]'", worker="generator.reading.kinds.pdf_worker"
)

_REASONS = {
    "encrypted": ("is protected by a password", "save it without one"),
    "damaged": ("is damaged, or not a PDF", "save it again, or save its text as a .txt file"),
    "pictures": (
        "has no text: its pages are images",
        "run text recognition (OCR) first, or save its text as a .txt file",
    ),
}


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF holds: the blocks of each page, and its own description, by the names there (Title, Author, …)."""

    pages: Sequence[Sequence[str]]
    description: Mapping[str, str]


def read_pdf(content: bytes, path: str) -> ParsedArticle:
    """Return the text of a PDF: blocks joined by blank lines, the lines of a block by line feeds.

    `title` is that of the file's own description. Raises FileRefused where `parse_pdf` does.
    """
    found = parse_pdf(content, path)
    page_starts: list[int] = []
    blocks: list[str] = []
    pieces: list[TagPiece | TextRun] = []
    length, left = 0, sum(map(len, found.pages))
    for number, page in enumerate(found.pages, start=1):
        page_starts.append(length)
        pieces.append(TagPiece(f'<div class="page-break" role="doc-pagebreak" aria-label="Page {number}"></div>'))
        for block in page:
            left -= 1
            blocks.append(block + (ELISION if left else ""))
            start, length = length, length + len(blocks[-1])
            pieces += (TagPiece("<p>"), TextRun(start, length), TagPiece("</p>"))
    title = " ".join(found.description.get("Title", "").split()) or None
    return ParsedArticle("".join(blocks), tuple(pieces), title=title, front_matter=None, pages=tuple(page_starts))


def describe_pdf(content: bytes, path: str) -> "Metadata":
    """Return what the PDF states of itself. Raises FileRefused where `parse_pdf` does."""
    from generator.reading.metadata import pdf_metadata  # noqa: PLC0415 - only `add` asks

    return pdf_metadata(parse_pdf(content, path).description)


def parse_pdf(content: bytes, path: str) -> PdfContent:
    """Return what the PDF holds. Raises FileRefused where that cannot be read, or takes more than it may."""
    from generator.reading.kinds.pdf_worker import CHARACTERS, PAGES  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415
    from generator.reading.sandbox import SECONDS, WorkFailed, WorkTimedOut  # noqa: PLC0415

    if not PARSER.is_installed():
        message = f"“{path}” is a PDF, and the package that reads PDFs is not installed"
        raise FileRefused("source-unreadable", message, PARSER.install_command)
    try:
        found = json.loads(PARSER.run("read_pdf_bytes", content))
    except WorkTimedOut:
        message = f"“{path}” takes more than {SECONDS} seconds to read"
        raise FileRefused("too-large", message, *_REASONS["damaged"][1:]) from None
    except (WorkFailed, ValueError):
        found = {"fault": "damaged"}
    if found.get("fault") == "long":
        raise FileRefused(
            "too-large", f"“{path}” has more than {PAGES:,} pages, or more than {CHARACTERS:,} characters"
        )
    fault = found.get("fault") or ("" if any(found["pages"]) else "pictures")
    if fault:
        reason, help = _REASONS[fault]
        raise FileRefused("source-unreadable", f"“{path}” {reason}", help)
    return PdfContent(found["pages"], found["description"])


PDF = SourceKind(
    name="a PDF",
    text="the text of its pages; quotes from it are shown with their page",
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    signature=rb"\s*+%PDF-",
    reader=BinaryReader(read_pdf, describe_pdf),
    places="pages",
)
