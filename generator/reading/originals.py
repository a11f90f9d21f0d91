"""What else the files of a source say: the original that its own was made from, and what of a page is not its text."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from generator.model import ParsedArticle, Source
from generator.reading import project_files
from generator.reading.kinds import find_kind
from generator.reading.kinds.source_kind import BinaryReader, TextReader
from generator.reading.project_files import FileRefused
from generator.values import dataclass

# All text of the file, or of a page also what is navigation or is hidden by it.
Reading = Literal["text", "unseen"]


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text of a source's file, or of the original that this was made from, which is more than the source's text.

    `is_utf8` says that the file could be a source as it is.
    """

    file: str
    reading: Reading
    article: ParsedArticle
    is_utf8: bool


@dataclass(frozen=True, slots=True)
class OriginalFiles:
    """The files that sources are made from, read where a quote is not in a source's text."""

    root: Path

    def list_texts(self, source: Source) -> Iterator[OtherText]:
        """Yield the texts in which a quote may stand that is not in the source's own, the nearest to that first."""
        for file in (source.file, *((source.original.file,) if source.original and source.original.file else ())):
            try:
                content = project_files.read_bytes(self.root, file)
            except FileRefused:
                continue
            yield from _read_texts(file, content)


@lru_cache(8)
def _read_texts(file: str, content: bytes) -> tuple[OtherText, ...]:
    kind = find_kind(file)
    if kind is None:
        return ()
    if isinstance(kind.reader, BinaryReader):
        try:
            read_binary = kind.reader.read_whole or kind.reader.read
            return (OtherText(file, "text", read_binary(content, file), is_utf8=False),)
        except FileRefused:
            return ()
    words, is_utf8 = _decode(content, kind.reader)
    found = [OtherText(file, "text", (kind.reader.read_whole or kind.reader.read)(words), is_utf8)]
    if kind.reader.read_whole:
        from generator.reading.html_text import read_unseen_text  # noqa: PLC0415 - as the kinds do

        found.append(OtherText(file, "unseen", read_unseen_text(words), is_utf8))
    return tuple(found)


def _decode(content: bytes, reader: TextReader) -> tuple[str, bool]:
    """Return the text as well as it can be read, and whether it is UTF-8: it is only searched."""
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        stated = re.search(reader.charset, content[:4_000]) if reader.charset else None
    try:
        name = codecs.lookup(stated[1].decode("ascii", "replace") if stated else "cp1252").name
        return content.decode("cp1252" if name in {"ascii", "iso8859-1"} else name, "replace"), False
    except (LookupError, ValueError):
        return content.decode("cp1252", "replace"), False
