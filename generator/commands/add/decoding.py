"""The text of an incoming file's bytes, in the encoding that is typed, stated or found, as browsers read it."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Python knows them, no browser does, and to decode some of them takes time that grows with the square.
_NO_ARTICLES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
# What browsers take for another encoding, which has more characters (WHATWG Encoding, 4.2).
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_NAMES = {"cp1252": "windows-1252", "cp1254": "windows-1254", "cp874": "windows-874"}
_UNKNOWN = "it cannot be read in the encoding that is stated ({}): use --encoding"
_LOST = "\ufffd"
_MOST_LOST = 0.01  # share of the characters: with more of them it is another encoding, or no text
_AROUND = 20  # characters shown before and after a lost one


class UndecodableText(Exception):
    """The bytes are no text in any encoding that is known of; the text says why, and what to type."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the usual name of its encoding, and what was lost in reading it, as a sentence, if anything was."""

    text: str
    encoding: str
    lost: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the bytes are the text in UTF-8, so that they can be a source."""
        return self.encoding == "utf-8" and not self.lost and "\0" not in self.text


def decode_text(content: bytes, typed: str | None, stated: str | None, default: str | None) -> DecodedText:
    """Return the text of the bytes. Raises UndecodableText.

    What is UTF-8 is read as such. Else a byte-order mark counts, then the encoding that the curator has typed, then
    what the file or its server states, then the default. Bytes that the encoding does not have are read as U+FFFD, as
    browsers do, only where the curator has typed it; a text that loses much in this way is refused all the same.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if marked in {None, "utf-8-sig"}:
        with suppress(UnicodeDecodeError):
            return DecodedText(content.decode("utf-8-sig"), "utf-8")
    name = marked or typed or stated or default
    if not name:
        raise UndecodableText(
            "it is not UTF-8 text: state its encoding, for example --encoding windows-1252; or read it with "
            "--encoding utf-8, which puts � for what is not"
        )
    codec = _find_codec(name)
    encoding = _NAMES.get(codec, "utf-8" if codec.startswith("utf-8") else name.lower())
    try:
        text = content.decode(codec, "strict")  # refuses what is no encoding of text, such as zip, first of all
    except LookupError:
        raise UndecodableText(_UNKNOWN.format(name)) from None
    except UnicodeError as fault:
        if not typed and codec != "cp1252":
            raise UndecodableText(_explain_fault(content, fault, name, encoding)) from None
        text = content.decode(codec, "replace")
    return DecodedText(text, encoding, _describe_loss(text, content, name))


def _find_codec(name: str) -> str:
    try:
        codec = codecs.lookup(name).name
        if codec.replace("_", "-") in _NO_ARTICLES:
            raise LookupError
    except (LookupError, ValueError):
        raise UndecodableText(_UNKNOWN.format(name)) from None
    return _WIDER.get(codec, codec)


def _explain_fault(content: bytes, fault: UnicodeError, name: str, encoding: str) -> str:
    place = fault.start if isinstance(fault, UnicodeDecodeError) else 0
    number = content.count(b"\n", 0, place) + 1
    return (
        f"byte {place + 1:,} (0x{content[place]:02X}, in line {number:,}) is not {name}, which it is stated to be. "
        f"To read on, with � in the place of such bytes, as browsers do: --encoding {encoding}"
    )


def _describe_loss(text: str, content: bytes, name: str) -> str:
    """Return what a reader should know of the characters that could not be read; raise where these are many."""
    count = text.count(_LOST) - content.count(_LOST.encode())  # what the file itself has is no loss
    if count <= 0:
        return ""
    if count > max(3, _MOST_LOST * len(text)):
        raise UndecodableText(
            f"it is not text in the encoding {name}: {count:,} of its {len(text):,} characters cannot be read; "
            "use --encoding with another, for example windows-1252"
        )
    place = text.index(_LOST)
    near = re.sub(r"\s+", " ", text[max(0, place - _AROUND) : place + _AROUND]).strip()
    noun = "character" if count == 1 else "characters"
    return f"{count:,} {noun} could not be read and are � in the text, the first in “{near}” (text-suspect)"
