"""How an incoming article becomes a source: its kind, its encoding, and which part of a page is the article.

The bytes that a curator brings are kept unchanged: as the source itself, or as the original of a source made from it.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.commands.add.decoding import DecodedText, UndecodableText, decode_text
from generator.commands.add.kept_article import find_article, find_page_article
from generator.model import ParsedArticle
from generator.reading.front_matter import read_front_matter
from generator.reading.kinds import KINDS, SUFFIXES
from generator.reading.kinds.plain_text import PLAIN_TEXT
from generator.reading.kinds.saved_page import SAVED_PAGE, read_whole_page
from generator.reading.kinds.source_kind import BinaryReader, SourceKind, TextReader
from generator.reading.metadata import Metadata
from generator.reading.project_files import FileRefused
from generator.reading.suspect_text import find_empty_page, find_suspicions

_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in (*kind.suffixes, *kind.other_suffixes)}
_BY_MEDIA_TYPE = {media_type: kind for kind in KINDS for media_type in kind.media_types}


class ImportRefused(Exception):
    """The article cannot be imported; the text says why, and what to do. `help` has lines of their own, to paste."""

    def __init__(self, reason: str, *help: str) -> None:
        super().__init__(reason)
        self.help = help


class UnknownKind(ImportRefused):
    """The file is of no kind of which text is read."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """What a curator brings: the bytes; the file's name or address; and what was stated about them.

    `charset` is what the server states, `encoding` what the curator does.
    """

    content: bytes
    name: str
    type: str = ""
    charset: str | None = None
    encoding: str | None = None
    address: str | None = None
    path: str | None = None  # in the project, if it is in the sources folder already


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article in the form in which it becomes a source; `titled` says that the file contains its own title.

    `article` are the first and last words of the stretches of its text that are the article, none where all of it is;
    `account` says what that leaves beside it.
    `stated` is what every build reads in the file itself, by the keys of an entry.
    """

    kind: SourceKind
    content: bytes
    about: Metadata = field(default_factory=Metadata)
    titled: bool = False
    original: tuple[str, bytes] | None = None
    notes: tuple[str, ...] = ()
    stated: Mapping[str, object] = field(default_factory=dict)
    article: tuple[tuple[str, str], ...] = ()
    account: str = ""


def read_article(incoming: IncomingFile, form: str) -> IncomingArticle:
    """Return the article in the form in which it becomes a source; for a page `form` is page or text.

    Its notes name what is suspect about its text. Raises ImportRefused.
    """
    article = _convert(incoming, form)
    return replace(article, notes=(*article.notes, *_list_suspicions(article.kind, article.content)))


def _list_suspicions(kind: SourceKind, content: bytes) -> list[str]:
    """Return the signs that the text of a source is not what its file shows."""
    if isinstance(kind.reader, BinaryReader):
        reading = kind.reader.read(content, "")
    else:
        reading = kind.reader.read(content.decode("utf-8-sig", "replace"))
    found = [*find_suspicions(reading.text, reading.pages, reading.facts)]
    found += find_empty_page(reading.text, len(content)) if kind is SAVED_PAGE else ()
    return [f"text-suspect: {suspicion.message}; {suspicion.help}" for suspicion in found]


def _convert(incoming: IncomingFile, form: str) -> IncomingArticle:
    kind = _find_kind(incoming)
    if isinstance(kind.reader, BinaryReader):
        try:
            return _convert_binary(incoming, kind, kind.reader)
        except FileRefused as reason:
            raise ImportRefused(str(reason), *reason.help) from None
    decoded = _decode(incoming, kind.reader)
    text = decoded.text
    about = kind.reader.describe(text, incoming.address) if kind.reader.describe else Metadata()
    lost = (decoded.lost,) if decoded.lost else ()
    if kind is SAVED_PAGE:
        page = _convert_page(incoming, text, about, decoded.is_exact, form)
        return replace(page, notes=(*page.notes, *lost))
    stated = list_stated(kind.reader.read(text))
    titled = bool(stated.get("title"))
    if decoded.is_exact:
        return IncomingArticle(kind, incoming.content, about, titled, stated=stated)
    what = decoded.encoding if decoded.encoding != "utf-8" else "damaged UTF-8"
    _require_outside_sources(incoming, f"it is not UTF-8 but {what}")
    note = f"its encoding is {what}: the source is the same text in UTF-8, and the original file is kept"
    original = (kind.suffix_for(incoming.name), incoming.content)
    return IncomingArticle(kind, _encode(text), about, titled, original, (note, *lost), stated)


def _convert_binary(incoming: IncomingFile, kind: SourceKind, reader: BinaryReader) -> IncomingArticle:
    """Return a file that is no text as itself, with what of a page in it is the article. Raises FileRefused."""
    content, name = incoming.content, incoming.name
    article = IncomingArticle(kind, content, reader.describe(content, name))
    html = reader.find_page(content, name) if reader.find_page else ""
    if not html:
        return article
    plain = reader.read(content, name)
    whole = reader.read_whole(content, name) if reader.read_whole else plain
    kept = find_article(html, whole.text, whole.notes, plain.text, plain.text)
    return replace(article, notes=kept.notes, article=kept.bounds, account=kept.account)


def list_stated(reading: ParsedArticle) -> Mapping[str, object]:
    """Return what a file says of itself by the keys of an entry, so that its entry need not; the title by its heading.

    What another program wrote is not among it: the entry shows how that was read.
    """
    matter = read_front_matter(reading.front_matter, "").value if reading.front_matter else None
    values = matter.values if matter and matter.entry else {}
    said = {name: value for name, value in values.items() if value}
    return {"title": reading.title, **said} if reading.title else said


def _require_outside_sources(incoming: IncomingFile, reason: str) -> None:
    if incoming.path:
        raise ImportRefused(f"{reason}: move it out of the sources folder, and add it from there")


def _encode(text: str) -> bytes:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace")


def _convert_page(incoming: IncomingFile, html: str, about: Metadata, exact: bool, form: str) -> IncomingArticle:
    """Return a saved page as itself, or as all its text; in both cases with what of it is the article."""
    original, notes = (SAVED_PAGE.suffix, incoming.content), list[str]()
    content, kind = incoming.content, SAVED_PAGE
    if form == "text":
        _require_outside_sources(incoming, "it is in the sources folder, and so a source itself")
        content, kind = _encode(read_whole_page(html).text), PLAIN_TEXT
    elif not exact:
        _require_outside_sources(incoming, "it is not UTF-8")
        content = codecs.BOM_UTF8 + _encode(html)  # a browser believes the mark more than what the page states
        notes.append("it is not UTF-8: the source is the same page in UTF-8, and the original page is kept")
    kept = find_page_article(html, as_text=kind is PLAIN_TEXT)
    return IncomingArticle(
        kind,
        content,
        about,
        original=original if content is not incoming.content else None,
        notes=(*notes, *kept.notes),
        article=kept.bounds,
        account=kept.account,
    )


def _find_kind(incoming: IncomingFile) -> SourceKind:
    """Return the kind of source: by its first bytes, by the type that was stated, or by its name."""
    signed = [kind for kind in KINDS if kind.signature and re.match(kind.signature, incoming.content[:10_000])]
    for binary in signed:
        if isinstance(binary.reader, BinaryReader):
            return binary
    named = _BY_SUFFIX.get(Path(incoming.name).suffix.lower())
    stated = _BY_MEDIA_TYPE.get(incoming.type)
    kind = stated or named
    if kind in {None, PLAIN_TEXT} and named is not PLAIN_TEXT:
        # Servers call much plain text: what it begins with, or else its name, says more.
        if signed:
            return signed[0]
        if stated and named and isinstance(named.reader, TextReader) and not named.signature:
            return named
    if kind:
        return kind
    what = f" ({incoming.type})" if incoming.type else ""
    raise UnknownKind(f"verbatim does not read this kind of file{what}; it reads {', '.join(SUFFIXES)}")


def _decode(incoming: IncomingFile, reader: TextReader) -> DecodedText:
    found = re.search(reader.charset, incoming.content[:4_000]) if reader.charset else None
    stated = incoming.charset or (found[1].decode("ascii", "replace") if found else None)
    try:
        return decode_text(incoming.content, incoming.encoding, stated, reader.default_charset)
    except UndecodableText as reason:
        raise ImportRefused(str(reason)) from None
