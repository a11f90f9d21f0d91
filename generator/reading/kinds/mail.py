"""Mail: the text of a message, as HTML or plain, and of the messages that it forwards."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model import ParsedArticle, TagPiece, TextRun
from generator.reading.kinds.source_kind import BinaryReader, SourceKind
from generator.text import ELISION

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata
    from generator.reading.mime_parts import MimePart

_QUOTE_MARKS = re.compile(r"(?:> ?)+|")
_SIGNATURE = "-- "
_LEVELS = 20  # quotations inside one another that are shown as such
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_LIST_HEADERS = ("List-Unsubscribe", "List-Id")  # RFC 2369 and 2919
_SHOWN = ("Subject", "From", "Date")


def read_mail(content: bytes, path: str) -> ParsedArticle:
    """Return the text of a message; `title` is its subject. Raises FileRefused where there is none."""
    from generator.reading.mime_parts import decode_words  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    message = _parse(content, path)
    read = join_articles(list(_read_part(message)))
    if not read.text.strip():
        help = "save its text as a .txt file, and add that with --original"
        if any(part.media_type in _ENCRYPTED for part in message.walk()):
            raise FileRefused("source-unreadable", f"“{path}” is an encrypted message", help)
        raise FileRefused("source-unreadable", f"“{path}” is no mail with a text", help)
    title = decode_words(message.header.get("Subject", "")) or None
    return ParsedArticle(read.text, read.pieces, title=title, front_matter=None, notes=read.notes)


def describe_mail(content: bytes, path: str) -> "Metadata":
    """Return the subject, the sender's name and the day of a message. Raises FileRefused."""
    from generator.reading.metadata import Metadata, clean_text  # noqa: PLC0415 - only `add` asks
    from generator.reading.mime_parts import decode_words, parse_day, read_sender  # noqa: PLC0415
    from generator.reading.schema import TITLE_LENGTH  # noqa: PLC0415

    header = _parse(content, path).header
    sender = clean_text(read_sender(header.get("From", "")))
    return Metadata(
        title=clean_text(decode_words(header.get("Subject", "")), TITLE_LENGTH),
        author=(sender,) if sender and "@" not in sender else (),  # an address is nobody's name, and private
        published=parse_day(header.get("Date", "")),
    )


def find_newsletter(content: bytes, path: str) -> str:
    """Return the HTML of a mail to a list's subscribers; nothing of another mail, which is all its sender's own words.

    Raises FileRefused.
    """
    message = _parse(content, path)
    if not any(message.header.get(name) for name in _LIST_HEADERS):
        return ""
    pages = [part for part in message.walk() if part.media_type == "text/html" and not part.is_attachment]
    return pages[0].text() if len(pages) == 1 else ""


def _parse(content: bytes, path: str) -> "MimePart":
    from generator.reading.mime_parts import MessageTooLarge, parse_message  # noqa: PLC0415 - see the package
    from generator.reading.project_files import FileRefused  # noqa: PLC0415

    try:
        return parse_message(content)
    except MessageTooLarge:
        raise FileRefused("too-large", f"“{path}” has more parts, or deeper ones, than are read") from None


def _read_part(part: "MimePart") -> Iterator[ParsedArticle]:
    """Yield the texts of a part that a mail program shows, in their order."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - see the package

    kind = part.media_type
    if kind == "multipart/alternative":
        yield from _read_alternative(part.parts)
    elif kind in {"multipart/related", "multipart/signed"}:  # then come pictures, or a signature
        yield from _read_part(part.parts[0]) if part.parts else ()
    elif kind.startswith("multipart/"):
        for inner in part.parts:
            yield from _read_part(inner)
    elif part.parts:  # a message, forwarded whole
        yield from _read_forwarded(part.parts[0])
    elif kind == "text/html" and not part.is_attachment:
        yield read_html_text(part.text(), saved=True)
    elif kind == "text/plain" and not part.is_attachment:
        flowed = str(part.header.get_param("format") or "").lower() == "flowed"
        joined = str(part.header.get_param("delsp") or "").lower() == "yes"
        yield read_html_text(lay_out_plain(part.text(), flowed=flowed, joined=joined), saved=True)


def _read_alternative(parts: Sequence["MimePart"]) -> Iterator[ParsedArticle]:
    """Yield the texts of the last form of a message that has any: the one that is nearest to what was written."""
    for part in reversed(parts):
        found = [read for read in _read_part(part) if read.text.strip()]
        if found:
            yield from found
            return


def _read_forwarded(message: "MimePart") -> Iterator[ParsedArticle]:
    """Yield what a mail program shows of a message in a message: its subject, sender and date, and its texts."""
    from generator.reading.html_text import read_html_text  # noqa: PLC0415 - see the package
    from generator.reading.mime_parts import decode_words, read_sender  # noqa: PLC0415

    values = {name: decode_words(message.header.get(name, "")) for name in _SHOWN}
    values["From"] = read_sender(message.header.get("From", "")) or values["From"]
    lines = [escape(f"{name}: {value}") for name, value in values.items() if value]
    if lines:
        yield read_html_text(f"<p>{'<br>'.join(lines)}</p>", saved=True)
    yield from _read_part(message)


def lay_out_plain(text: str, *, flowed: bool = False, joined: bool = False) -> str:
    """Return plain text of a mail as HTML: its paragraphs, and what it quotes by `>` as quotations.

    In `flowed` text (RFC 3676) a line that ends in a space goes on in the next; with `joined` that space is no text.
    """
    lines = [_split_quote_marks(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if flowed:
        lines = list(_join_flowed(lines, joined=joined))
    html: list[str] = []
    level = 0
    for (depth, blank), group in groupby(lines, key=lambda line: (line[0], not line[1].strip())):
        if blank:
            continue
        html.append("<blockquote>" * (depth - level) + "</blockquote>" * (level - depth))
        html.append(f"<p>{'<br>'.join(escape(words) for _, words in group)}</p>")
        level = depth
    return "".join(html) + "</blockquote>" * level


def _split_quote_marks(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and its words. A mail store writes `>From` where a line begins with From."""
    if line.startswith(">From "):
        return 0, line[1:]
    marks = _QUOTE_MARKS.match(line)
    length = marks.end() if marks else 0
    return min(line.count(">", 0, length), _LEVELS), line[length:]


def _join_flowed(lines: Iterable[tuple[int, str]], *, joined: bool) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    level = 0
    for depth, line in lines:
        if held and depth != level:
            yield level, "".join(held)
            held = []
        level = depth
        words = line.removeprefix(" ") if depth == 0 else line
        if words.endswith(" ") and words != _SIGNATURE:
            held.append(words[:-1] if joined else words)
        else:
            yield level, "".join((*held, words))
            held = []
    if held:
        yield level, "".join(held)


def join_articles(articles: Sequence[ParsedArticle]) -> ParsedArticle:
    """Return several texts as one, joined by blank lines; its title is that of the first."""
    if len(articles) == 1:
        return articles[0]
    texts: list[str] = []
    pieces: list[TagPiece | TextRun] = []
    notes: list[tuple[int, int]] = []
    length = 0
    for article in articles:
        if not article.text:
            continue
        if texts:
            texts.append(ELISION)
            pieces.append(TextRun(length, length + len(ELISION)))
            length += len(ELISION)
        texts.append(article.text)
        for piece in article.pieces:
            if isinstance(piece, TextRun):
                piece = TextRun(piece.start + length, piece.end + length)
            pieces.append(piece)
        notes += ((start + length, end + length) for start, end in article.notes)
        length += len(article.text)
    title = articles[0].title if articles else None
    return ParsedArticle("".join(texts), tuple(pieces), title=title, front_matter=None, notes=tuple(notes))


MAIL = SourceKind(
    name="a mail",
    text="the text of a message, its HTML where it has both, and of the messages that it forwards",
    suffixes=(".eml",),
    media_types=("message/rfc822",),
    reader=BinaryReader(read_mail, describe_mail, find_page=find_newsletter),
    places="text",
)
