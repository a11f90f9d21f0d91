"""In which form an article becomes a source: its kind, its encoding, and of a page the article or all of it.

What a curator brings is kept to the byte: it is the source itself, or the original of a source that is made from it.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.commands import article_extraction
from generator.model import ParsedArticle
from generator.reading import yamltree
from generator.reading.kinds import KINDS, SUFFIXES
from generator.reading.kinds.plain_text import PLAIN_TEXT
from generator.reading.kinds.saved_page import SAVED_PAGE, read_saved_page
from generator.reading.kinds.source_kind import BinaryReader, SourceKind, TextReader
from generator.reading.metadata import Metadata
from generator.reading.project_files import FileRefused

_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in (*kind.suffixes, *kind.other_suffixes)}
_BY_MEDIA_TYPE = {media_type: kind for kind in KINDS for media_type in kind.media_types}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Python knows them, no browser does, and to decode some of them takes time that grows with the square.
_NO_ARTICLES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_LATIN = frozenset({"ascii", "iso8859-1"})  # what browsers take for windows-1252


class ImportRefused(Exception):
    """The article cannot be brought in; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """What a curator brings: the bytes; the file's name, or what was asked for; and what was stated beside them."""

    content: bytes
    name: str
    type: str = ""
    charset: str | None = None
    address: str | None = None
    path: str | None = None  # in the project, where it lies among the sources already


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article in the form in which it is to be a source; `titled` says that the file has its title itself."""

    kind: SourceKind
    content: bytes
    about: Metadata = field(default_factory=Metadata)
    titled: bool = False
    original: tuple[str, bytes] | None = None
    notes: tuple[str, ...] = ()


def read_article(brought: IncomingFile, form: str) -> IncomingArticle:
    """The article in the form in which it is to be a source; of a page `form` is page, text or auto.

    Raises NotAdded.
    """
    kind = _find_kind(brought)
    if isinstance(kind.reader, BinaryReader):
        try:
            about = kind.reader.describe(brought.content, brought.name)
        except FileRefused as reason:
            raise ImportRefused("; ".join((str(reason), *reason.help))) from None
        return IncomingArticle(kind, brought.content, about)
    text, charset = _decoded(brought, kind.reader)
    exact = charset == "utf-8" and "\0" not in text
    about = kind.reader.describe(text, brought.address) if kind.reader.describe else Metadata()
    if kind is SAVED_PAGE:
        return _page(brought, text, about, exact, form)
    titled = _is_titled(kind.reader.read(text))
    if exact:
        return IncomingArticle(kind, brought.content, about, titled)
    _must_lie_elsewhere(brought, f"it is not UTF-8 but {charset}")
    note = f"it is {charset}: the source is the same text in UTF-8, and the file is kept beside it"
    original = (kind.suffix, brought.content)
    return IncomingArticle(kind, _encoded(text), about, titled, original, (note,))


def _is_titled(reading: ParsedArticle) -> bool:
    """Whether the file has its title itself."""
    front = yamltree.parse(reading.front_matter.text, "").value.root if reading.front_matter else None
    entries = front.entries if isinstance(front, yamltree.Mapping) else ()
    said = {key.text: value.text for key, value in entries if isinstance(value, yamltree.Scalar)}
    return bool(reading.title or said.get("title", "").strip())


def _must_lie_elsewhere(brought: IncomingFile, reason: str) -> None:
    if brought.path:
        raise ImportRefused(f"{reason}: move it out of the sources folder, and add it from there")


def _encoded(text: str) -> bytes:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace")


def _page(brought: IncomingFile, html: str, about: Metadata, exact: bool, form: str) -> IncomingArticle:
    """A saved page as itself, or as the text of its article."""
    text = read_saved_page(html).text
    original = (SAVED_PAGE.suffix, brought.content)
    chosen, note = None, ""
    if form == "text" or (form == "auto" and not brought.path):
        if form == "text":
            _must_lie_elsewhere(brought, "it lies among the sources, as one itself")
        if article_extraction.is_installed():
            chosen = article_extraction.extract_article(html, text)
            note = "" if chosen else "no article could be told from the page around it"
        else:
            note = f"what tells an article from the page around it is not installed: {article_extraction.EXTRA}"
        if note and form == "text":
            raise ImportRefused(note)
    if chosen:
        return IncomingArticle(PLAIN_TEXT, _encoded(chosen), about, original=original)
    notes = (f"{note}; the whole page is the source",) if note else ()
    if exact:
        return IncomingArticle(SAVED_PAGE, brought.content, about, notes=notes)
    _must_lie_elsewhere(brought, "it is not UTF-8")
    notes = (*notes, "it is not UTF-8: the source is the page's text, and the page is kept beside it")
    return IncomingArticle(PLAIN_TEXT, _encoded(text), about, original=original, notes=notes)


def _find_kind(brought: IncomingFile) -> SourceKind:
    """Return the kind of source it is: by what it begins with, by the type that was stated, or by its name."""
    signed = [kind for kind in KINDS if kind.signature and re.match(kind.signature, brought.content[:10_000])]
    for binary in signed:
        if isinstance(binary.reader, BinaryReader):
            return binary
    named = _BY_SUFFIX.get(Path(brought.name).suffix.lower())
    stated = _BY_MEDIA_TYPE.get(brought.type)
    kind = stated or named
    if kind in {None, PLAIN_TEXT} and named is not PLAIN_TEXT:
        # Servers call much plain text: what it begins with, or else its name, says more.
        if signed:
            return signed[0]
        if stated and named and isinstance(named.reader, TextReader) and not named.signature:
            return named
    if kind:
        return kind
    what = f" ({brought.type})" if brought.type else ""
    raise ImportRefused(f"it is not a kind of file that verbatim reads{what}: it reads {', '.join(SUFFIXES)}")


def _decoded(brought: IncomingFile, reader: TextReader) -> tuple[str, str]:
    """The text, and the encoding that it is in: "utf-8", or another one by its usual name."""
    content = brought.content
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    stated = brought.charset or ""
    if not stated and reader.charset and (found := re.search(reader.charset, content[:4_000])):
        stated = found[1].decode("ascii", "replace")
    if marked in {None, "utf-8-sig"}:
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig"), "utf-8"
    name = marked or stated or reader.default_charset
    if not name:
        raise ImportRefused("it is not UTF-8 text: say what it is, --encoding windows-1252 for one")
    try:
        codec = codecs.lookup(name).name
        if codec.replace("_", "-") in _NO_ARTICLES:
            raise LookupError
        # bytes.decode refuses what is no encoding of text, such as zip, before it does anything.
        text = content.decode("cp1252", "replace") if codec in _LATIN else content.decode(codec, "strict")
    except (LookupError, ValueError):
        raise ImportRefused(f"it is not the text that it says it is ({name}): say --encoding") from None
    return text, "windows-1252" if codec in _LATIN else name.lower()
