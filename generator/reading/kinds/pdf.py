"""PDFs: their text page by page, or why there is none.

The text is that of one release of PDFium, which the extra `pdf` names: another release may join words differently, and
a quote would no longer be found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import ParsedArticle, TagPiece, TextRun
from generator.reading.kinds.source_kind import BinaryReader, ParserPackage, SourceKind
from generator.suspicion import FilePageFacts
from generator.text import ELISION
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

PARSER = ParserPackage(
    "pypdfium2", install_command="pip install 'verbatim-site[pdf]'", worker="generator.reading.kinds.pdf_worker"
)

TITLE_FROM = "its first line"
_TITLE_LENGTH = 120  # of a title that is the first line: longer ones are text

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
    """What a PDF holds: the blocks of each page, and its own description, by the names there (Title, Author, …).

    `facts` are what its pages show beside the text.
    """

    pages: Sequence[Sequence[str]]
    facts: tuple[FilePageFacts, ...]
    description: Mapping[str, str]


def read_pdf(content: bytes, path: str) -> ParsedArticle:
    """Return the text of a PDF: blocks joined by blank lines, the lines of a block by line feeds.

    A line feed alone joins two pages where the end of the first breaks a word. `title` is that of the file's own
    description, else its first line. Raises FileRefused where `parse_pdf` does.
    """
    from generator.reading.kinds.pdf_layout import breaks_word  # noqa: PLC0415 - see the package

    found = parse_pdf(content, path)
    page_starts: list[int] = []
    runs: list[str] = []
    pieces: list[TagPiece | TextRun] = []
    length = 0
    title = _clean_title(found.description)
    following = [block for page in found.pages for block in page][1:]
    for number, page in enumerate(found.pages, start=1):
        page_starts.append(length)
        pieces.append(TagPiece(f'<div class="page-break" role="doc-pagebreak" aria-label="Page {number}"></div>'))
        for block in page:
            after = following[len(runs)] if len(runs) < len(following) else None
            joined = "" if after is None else "\n" if breaks_word(block, after) else ELISION
            runs.append(block + joined)
            start, length = length, length + len(runs[-1])
            pieces += (TagPiece("<p>"), TextRun(start, length), TagPiece("</p>"))
    return ParsedArticle(
        "".join(runs),
        tuple(pieces),
        title=title or first_line(found.pages),
        front_matter=None,
        pages=tuple(page_starts),
        title_from="" if title else TITLE_FROM,
        facts=found.facts,
    )


def _clean_title(description: Mapping[str, str]) -> str | None:
    from generator.reading.metadata import pdf_metadata  # noqa: PLC0415 - see the package

    return pdf_metadata(description).title


def first_line(pages: Sequence[Sequence[str]]) -> str | None:
    """Return the title of a PDF that states none: its first block if that is short, else its first line."""
    for block in (block for page in pages for block in page):
        for words in (block, block.partition("\n")[0]):
            title = " ".join(words.split())
            if any(character.isalpha() for character in title) and len(title) <= _TITLE_LENGTH:
                return title
    return None


def describe_pdf(content: bytes, path: str) -> "Metadata":
    """Return what the PDF states of itself; a title that it does not state is its first line, and inferred.

    Raises FileRefused where `parse_pdf` does.
    """
    from generator.reading.metadata import pdf_metadata  # noqa: PLC0415 - only `add` asks

    found = parse_pdf(content, path)
    about = pdf_metadata(found.description)
    title = first_line(found.pages)
    if about.title or not title:
        return about
    return replace(about, title=title, inferred={"title": TITLE_FROM, **about.inferred})


def parse_pdf(content: bytes, path: str) -> PdfContent:
    """Return what the PDF holds. Raises FileRefused where that cannot be read, or takes more than it may."""
    from generator.reading.kinds.pdf_worker import CHARACTERS, PAGES  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    missing = "is a PDF, and the package that reads PDFs is not installed"
    found = PARSER.parse("read_pdf_bytes", content, path, missing=missing, advice=_REASONS["damaged"][1])
    if found.get("fault") == "long":
        raise FileRefused(
            "too-large", f"“{path}” has more than {PAGES:,} pages, or more than {CHARACTERS:,} characters"
        )
    fault = found.get("fault") or ("" if any(found["pages"]) else "pictures")
    if fault:
        reason, help = _REASONS[fault]
        raise FileRefused("source-unreadable", f"“{path}” {reason}", help)
    facts = tuple(
        FilePageFacts(pictures, shapes, unmapped, tuple(typed), tuple(stamped))
        for pictures, shapes, unmapped, typed, stamped in found["facts"]
    )
    return PdfContent(found["pages"], facts, found["description"])


PDF = SourceKind(
    name="a PDF",
    text="the text of its pages; quotes from it are shown with their page",
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    signature=rb"\s*+%PDF-",
    reader=BinaryReader(read_pdf, describe_pdf),
    places="pages",
)
