"""PDF articles: their text page by page, or why there is none.

The text is that of one release of pypdf, which the extra `pdf` names: another one may join words otherwise, and a quote
would no longer be there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from generator.model import ParsedArticle, TagPiece, TextRun
from generator.reading.pdf_worker import CHARACTERS, PAGES
from generator.reading.project_files import FileRefused
from generator.reading.sandbox import SECONDS, WorkFailed, WorkTimedOut, run_sandboxed
from generator.text import ELISION

EXTRA = "pip install 'verbatim-site[pdf]'"

_WHY = {
    "encrypted": ("asks for a password", "save it without one"),
    "damaged": ("is damaged, or no PDF", "save it anew, or save its text as a .txt file"),
    "pictures": ("has no text: its pages are pictures", "recognise their text first (OCR), or type it as a .txt file"),
}


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF holds: the blocks of each page, and its own description, by the names there (Title, Author, …)."""

    pages: Sequence[Sequence[str]]
    said: Mapping[str, str]


def is_installed() -> bool:
    """PDFs can be read: what the extra brings is installed."""
    return find_spec("pypdf") is not None


def read_pdf(content: bytes, path: str) -> ParsedArticle:
    """The text of a PDF: its blocks joined by blank lines, the lines of a block by line feeds.

    `title` is what the file's own description says. Raises Unreadable where `told` does.
    """
    found = pdf_content(content, path)
    begins: list[int] = []
    blocks: list[str] = []
    pieces: list[TagPiece | TextRun] = []
    length, left = 0, sum(map(len, found.pages))
    for number, page in enumerate(found.pages, start=1):
        begins.append(length)
        pieces.append(TagPiece(f'<div class="page-break" role="doc-pagebreak" aria-label="Page {number}"></div>'))
        for block in page:
            left -= 1
            blocks.append(block + (ELISION if left else ""))
            start, length = length, length + len(blocks[-1])
            pieces += (TagPiece("<p>"), TextRun(start, length), TagPiece("</p>"))
    title = " ".join(found.said.get("Title", "").split()) or None
    return ParsedArticle(
        "".join(blocks), tuple(pieces), plain=False, title=title, front_matter=None, pages=tuple(begins)
    )


def pdf_content(content: bytes, path: str) -> PdfContent:
    """What the PDF holds. Raises Unreadable where that cannot be told, or takes more than it may."""
    if not is_installed():
        raise FileRefused("source-unreadable", f"“{path}” is a PDF, and what reads them is not installed", EXTRA)
    try:
        found = json.loads(run_sandboxed("generator.reading.pdf_worker", "read_pdf_bytes", content))
    except WorkTimedOut:
        message = f"“{path}” takes more than {SECONDS} seconds to read"
        raise FileRefused("too-large", message, *_WHY["damaged"][1:]) from None
    except (WorkFailed, ValueError):
        found = {"fault": "damaged"}
    if found.get("fault") == "long":
        raise FileRefused("too-large", f"“{path}” has over {PAGES:,} pages, or over {CHARACTERS:,} characters")
    fault = found.get("fault") or ("" if any(found["pages"]) else "pictures")
    if fault:
        what, help = _WHY[fault]
        raise FileRefused("source-unreadable", f"“{path}” {what}", help)
    return PdfContent(found["pages"], found["said"])
