"""Copies of pages: where the original is, as the program or the archive that made the copy says."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from generator.reading.urls import is_url
from generator.reading.written_dates import parse_date

ARCHIVE_TODAY = frozenset(f"archive.{ending}" for ending in ("today", "is", "ph", "li", "vn", "fo", "md", "ec"))

_HEAD = 10_000  # characters at the beginning of a page
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SAVED_FROM = re.compile(r" saved from url=\(\d+\)(\S+) ")
_MONOLITH = re.compile(r" Saved from (\S+) at (\S+) using monolith\b")
_SINGLE_FILE_URL = re.compile(r"^[ \t]*url:[ \t]*(\S+)", re.MULTILINE)
_SINGLE_FILE_DATE = re.compile(r"^[ \t]*saved date:[ \t]*(\S.*)", re.MULTILINE)
_WAYBACK = re.compile(r"https?://(?:web\.)?archive\.org/web/\d+[a-z_]*/(https?:/?/?.+)")
_CAPTURE = re.compile(r"/(?:o/)?(\d{4})[.-]?(\d{2})[.-]?(\d{2})[-\d]*/(https?:.+)")
_SHORT = re.compile(r"/(?:o/)?\w{4,8}(?:/(https?:.+))?")


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """What a saving program wrote into the page: from where it was saved, and when."""

    url: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """An address in an archive, with the original's address and the day of the capture, if they are known."""

    archive_url: str
    original: str | None
    captured: str | None = None
    keeps_metadata: bool = True  # whether what the page states in its head is still the original's


def read_saved_copy(html: str) -> SavedCopy:
    """Return what SingleFile, monolith or a browser noted at the beginning of a page that it saved."""
    for comment in _COMMENT.finditer(html, 0, _HEAD):
        words = comment[1]
        if "saved with SingleFile" in words and (url := _SINGLE_FILE_URL.search(words)):
            date = _SINGLE_FILE_DATE.search(words)
            return SavedCopy(url[1], parse_date(date[1]) if date else None)
        if found := _MONOLITH.match(words):
            return SavedCopy(found[1], parse_date(found[2]))
        if found := _SAVED_FROM.fullmatch(words):
            return SavedCopy(found[1])
    return SavedCopy()


def is_archive_today(address: str) -> bool:
    """Return whether an address is one of archive.today, under any of its names."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") in ARCHIVE_TODAY
    except ValueError:
        return False


def read_archive_address(address: str) -> ArchivedCopy | None:
    """Return what an address of the Internet Archive or of archive.today says; None for any other address."""
    kept = _WAYBACK.fullmatch(address)
    if kept:
        return ArchivedCopy(address, _original(kept[1]))
    if not is_archive_today(address):
        return None
    path = address.split("/", 3)[3] if address.count("/") > 2 else ""
    if found := _CAPTURE.fullmatch("/" + path):
        return ArchivedCopy(address, _original(found[4]), "-".join(found.group(1, 2, 3)), keeps_metadata=False)
    found = _SHORT.fullmatch("/" + path)
    return ArchivedCopy(address, _original(found[1]) if found and found[1] else None, keeps_metadata=False)


def _original(address: str) -> str | None:
    """Return the original's address, which archives write with one stroke or escaped, too."""
    whole = unquote(address) if "://" not in address and "%3A%2F%2F" in address.upper() else address
    whole = re.sub(r"\A(https?:)/{1,2}(?!/)", r"\1//", whole)
    return whole if is_url(whole) else None
