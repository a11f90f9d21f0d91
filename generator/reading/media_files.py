"""Formats of files that browsers show or play without running anything in them: only such originals are published."""

import re
from collections.abc import Mapping

from generator.source_files import MediaKind, PublishedFile
from generator.values import dataclass

HEAD = 16  # bytes at the start of a file that tell its format
PUBLISHED_LIMIT = 100_000_000  # bytes of an original that is published; more is refused by usual hosts


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """A format of media files: how it is shown, and how the bytes begin, whatever the file is called."""

    kind: MediaKind
    name: str
    signature: re.Pattern[bytes]


def _format(kind: MediaKind, name: str, signature: bytes) -> MediaFormat:
    return MediaFormat(kind, name, re.compile(signature, re.DOTALL))


_JPEG = _format("picture", "JPEG", rb"\xff\xd8\xff")
_BOXES = rb".{4}(?:ftyp|moov|mdat|wide|free|skip)"  # of ISO base media files, and of QuickTime before them
_OGG = _format("audio", "Ogg", b"OggS")
_AAC = rb"ID3|ADIF|\xff[\xf0\xf1\xf8\xf9]"

_FORMATS: Mapping[str, MediaFormat] = {
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": _format("picture", "PNG", rb"\x89PNG\r\n\x1a\n"),
    ".gif": _format("picture", "GIF", rb"GIF8[79]a"),
    ".webp": _format("picture", "WebP", rb"RIFF.{4}WEBP"),
    ".avif": _format("picture", "AVIF", rb".{4}ftypavi[fs]"),
    ".mp3": _format("audio", "MP3", rb"ID3|\xff[\xe2-\xef\xf2-\xf7\xfa-\xff]"),
    ".m4a": _format("audio", "M4A", _BOXES),
    ".aac": _format("audio", "AAC", _AAC),
    ".wav": _format("audio", "WAV", rb"(?:RIFF|RF64).{4}WAVE"),
    ".flac": _format("audio", "FLAC", rb"fLaC|ID3"),
    ".ogg": _OGG,
    ".oga": _OGG,
    ".opus": _format("audio", "Opus", b"OggS"),
    ".mp4": _format("video", "MP4", _BOXES),
    ".m4v": _format("video", "MP4", _BOXES),
    ".mov": _format("video", "QuickTime", _BOXES),
    ".webm": _format("video", "WebM", rb"\x1aE\xdf\xa3"),
    ".ogv": _format("video", "Ogg", b"OggS"),
    ".pdf": _format("document", "PDF", b"%PDF-"),
}
MEDIA_SUFFIXES = tuple(_FORMATS)


def find_format(path: str, head: bytes) -> MediaFormat | None:
    """Return the format of a file that may be published; None where its name and its first bytes do not say one."""
    name = path.rpartition("/")[2].lower()
    found = _FORMATS.get(f".{name.rpartition('.')[2]}") if "." in name else None
    return found if found and found.signature.match(head) else None


def describe_published(path: str, head: bytes, size: int) -> PublishedFile | str:
    """Return how a file is published; where it cannot be, why, as words that follow "since it"."""
    found = find_format(path, head)
    if found is None:
        return "is no picture, recording or PDF that browsers show without running anything in it"
    if size > PUBLISHED_LIMIT:
        return f"is larger than {PUBLISHED_LIMIT:,} bytes"
    return PublishedFile(found.kind, found.name, size)
