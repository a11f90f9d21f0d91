"""The parts of a MIME message (RFC 2045 and 2046), which is what mail and pages saved as one file are.

Headers and transfer encodings are read by Python's `email`. The parts are found here, since its own parser takes time
that grows with the square of how deep parts are inside one another.
"""

import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime

from generator.values import dataclass

DEPTH = 20  # messages and their parts inside one another
PARTS = 1_000  # of a message, those inside others included

_HEADER = 200_000  # bytes of the header of one part
_VALUE = 2_000  # code points of a value in it
_NAMES = (
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "Content-ID",
    "Content-Location",
    "Snapshot-Content-Location",
    "Subject",
    "From",
    "Date",
    "List-Unsubscribe",
    "List-Id",
)
_BLANK_LINE = re.compile(rb"(?:\A|\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)")
_LINE_BREAK = re.compile(rb"\r\n|\n|\r")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_META_CHARSET = re.compile(rb"""(?i)<meta\b[^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)""")
# Python knows them, no program that writes pages or mail does, and some take time that grows with the square.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
# What is meant by names of smaller sets, as browsers read them (the WHATWG encoding standard).
_WIDER = {
    "utf-8": "utf-8-sig",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}


class MessageTooLarge(Exception):
    """The message has more parts, or deeper ones, than are read."""


@dataclass(frozen=True, slots=True)
class MimePart:
    """A message or a part of one: some fields of its header, its content as sent, and the parts in it."""

    header: Message
    content: bytes
    parts: "tuple[MimePart, ...]" = ()

    @property
    def media_type(self) -> str:
        """The type of its content in lower case, such as `text/html`."""
        return self.header.get_content_type()

    @property
    def is_attachment(self) -> bool:
        """Whether it is to be shown as a file, and not with the rest."""
        return self.header.get_content_disposition() == "attachment"

    def decode(self) -> bytes:
        """Return its content without its transfer encoding."""
        message = Message()
        message["Content-Transfer-Encoding"] = self.header.get("Content-Transfer-Encoding", "7bit")
        message.set_payload(self.content.decode("ascii", "surrogateescape"))
        content = message.get_payload(decode=True)
        return content if isinstance(content, bytes) else self.content

    def text(self) -> str:
        """Return its content as text."""
        return decode_text(self.decode(), str(self.header.get_param("charset") or ""))

    def walk(self) -> Iterator["MimePart"]:
        """Yield the part and all parts inside it, in their order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parse_message(content: bytes) -> MimePart:
    """Return a message with its parts. Raises MessageTooLarge."""
    left = iter(range(PARTS))
    return _parse_part(content.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"), left, 0)


def _parse_part(content: bytes, left: Iterator[int], depth: int) -> MimePart:
    if depth > DEPTH or next(left, None) is None:
        raise MessageTooLarge
    blank = _BLANK_LINE.search(content)
    header = _read_header(content[: blank.start() if blank else len(content)])
    body = content[blank.end() :] if blank else b""
    inner: tuple[bytes, ...] = ()
    if header.get_content_maintype() == "multipart" and (boundary := header.get_boundary()):
        inner = tuple(_split_parts(body, boundary.encode("utf-8", "surrogateescape")))
        if not inner:  # no boundary stands in it: what there is is its text
            header.replace_header("Content-Type", "text/plain")
    elif header.get_content_type() in {"message/rfc822", "message/global", "message/news"}:
        part = MimePart(header, body)
        inner = (part.decode(),)
    return MimePart(header, body, tuple(_parse_part(part, left, depth + 1) for part in inner))


def _read_header(lines: bytes) -> Message:
    """Return the wanted fields of a header, the first of each name. A line that is no field goes on with the last."""
    unfolded = (line if _FIELD.match(line) else b" " + line for line in _LINE_BREAK.split(lines[:_HEADER]))
    whole = BytesHeaderParser().parsebytes(b"\n".join(unfolded))
    header = Message()
    for name in _NAMES:
        value = next((text for field, text in whole.raw_items() if field.lower() == name.lower()), None)
        if value is not None:
            header[name] = " ".join(_repair(str(value)[:_VALUE]).split())
    for name in ("Content-Type", "Content-Disposition"):
        try:
            header.get_params(header=name)
        except Exception:  # continuations that contradict one another (RFC 2231) make it raise anything
            header.replace_header(name, str(header[name]).partition(";")[0])
    return header


def _repair(value: str) -> str:
    """Return a value that has bytes which are no ASCII, as mail programs send them though they should not."""
    return decode_text(value.encode("utf-8", "surrogateescape")) if not value.isascii() else value


def _split_parts(body: bytes, boundary: bytes) -> Iterator[bytes]:
    delimiter = re.compile(rb"(?:\A|\r\n|\n|\r)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=[\r\n]|\Z)")
    start = None
    for found in delimiter.finditer(body):
        if start is not None:
            yield _without_first_break(body[start : found.start()])
        start = found.end()
        if found[1]:
            return
    if start is not None:
        yield _without_first_break(body[start:])


def _without_first_break(part: bytes) -> bytes:
    found = _LINE_BREAK.match(part)
    return part[found.end() :] if found else part


# -- words --------------------------------------------------------------------------------------------------------


def decode_words(value: str) -> str:
    """Return a header's value with its encoded words (RFC 2047) read, on one line."""
    try:
        found = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return value
    words = (part if isinstance(part, str) else decode_text(part, charset or "") for part, charset in found)
    return " ".join("".join(words).split())


def read_sender(value: str) -> str:
    """Return the name of the first sender in a header's value; empty where only an address is there, or nonsense."""
    try:
        return decode_words(parseaddr(value)[0])
    except (RecursionError, ValueError, IndexError):
        return ""


def parse_day(date: str) -> str | None:
    """Return the day of a header's date, as it was where it was written; None where it is not one."""
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def decode_text(content: bytes, stated: str = "") -> str:
    """Return bytes as text, in the encoding that is stated; where there is none or it cannot be, as UTF-8 or cp1252.

    A stated ASCII or Latin-1 that is UTF-8 is read as that: no text is both by chance.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stated = "utf-16"
    if not stated and (found := _META_CHARSET.search(content, 0, 4_000)):
        stated = found[1].decode("ascii", "replace")
    codec = find_codec(stated)
    for name in ("utf-8-sig", codec) if codec in {None, "cp1252"} else (codec, "utf-8-sig"):
        try:
            return content.decode(name or "cp1252")
        except ValueError:
            continue
    return content.decode(codec or "cp1252", "replace")


def find_codec(charset: str) -> str | None:
    """Return the codec for the name of an encoding of text, the wider one where a name is used for it; or None."""
    try:
        found = codecs.lookup(charset.strip()[:100])
    except (LookupError, ValueError):
        return None
    name = found.name
    if name.replace("_", "-") in _NO_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return None
    return _WIDER.get(name, name)
