"""Plain text: the file's own content, shown as it is written."""

from typing import TYPE_CHECKING

from generator.model import ParsedArticle, TextRun
from generator.reading.kinds.source_kind import SourceKind, TextReader

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata


def read_plain_text(text: str) -> ParsedArticle:
    """Return the file's own content, its line breaks as line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ParsedArticle(text, (TextRun(0, len(text)),) if text else (), title=None, front_matter=None)


def describe_plain_text(text: str, address: str | None) -> "Metadata":
    """Return what a text shows of itself: its first line, which is most often its title."""
    from generator.reading.metadata import text_metadata  # noqa: PLC0415 - only `add` asks

    return text_metadata(text, address)


PLAIN_TEXT = SourceKind(
    name="a text",
    text="the file as it is, without a byte-order mark",
    suffixes=(".txt",),
    other_suffixes=(".text",),
    media_types=("text/plain",),
    reader=TextReader(read_plain_text, describe_plain_text),
    places="file",
    needs_title=False,
)
