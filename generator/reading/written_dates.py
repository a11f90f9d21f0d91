"""Dates as pages and files write them: in figures, or with the month's name in one of six languages."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from generator.language.months import month_number
from generator.reading.shapes import is_date

_LONGEST = 100  # characters that are looked at
_WORD = r"[^\W\d_]{3,12}"
_WEEKDAY = rf"(?:{_WORD}(?:-feira)?[.,]*[ ]+)??(?:(?:le|den|il|el|the)[ ]+)?"
_PATTERNS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?!\d)"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
    re.compile(rf"(?P<y>\d{{4}})[ -](?P<n>{_WORD})\.?[ -](?P<d>\d{{1,2}})(?!\d)"),
    re.compile(
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:\.|º|°|er|st|nd|rd|th)?[ -](?:de[ ]+|of[ ]+)?(?P<n>{_WORD})\.?,?"
        r"[ -](?:del?[ ]+)?(?P<y>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<n>{_WORD})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?:del? )?(?P<y>\d{{4}})(?!\d)", re.IGNORECASE
    ),
    re.compile(rf"(?P<n>{_WORD})\.?,? (?:de )?(?P<y>\d{{4}})\Z", re.IGNORECASE),
    # Where dots divide, the day stands first; with strokes it may be either.
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})\Z"),
)
_NOON = 12
_SEARCHED = 2_000  # characters of a text in which dates are looked for
_WORD_START = re.compile(r"(?<![\w./-])\w")
_UTC = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+]00:?00)")


def parse_date(text: str) -> str | None:
    """Return the date that a text begins with, as exact as it is; None where it could be read in two ways."""
    text = " ".join(text[: 4 * _LONGEST].split())[:_LONGEST]
    for pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        parts = found.groupdict()
        month = parts.get("m") or ""
        if parts.get("n"):
            month = str(month_number(parts["n"]) or 0)
        written = "-".join(
            part.zfill(width) for part, width in ((parts["y"], 4), (month, 2), (parts.get("d") or "", 2)) if part
        )
        if is_date(written):
            return written
    return None


def local_day(moment: str, around: Iterable[str]) -> str | None:
    """Return the day that a moment stated in UTC has where it was written, if that is another one and stands around.

    `around` are other dates and texts of the page. Half past ten in the evening in Los Angeles is the next day in UTC.
    """
    if not _UTC.match(moment.strip()):
        return None
    try:
        day = date.fromisoformat(moment.strip()[:10])
        hour = int(moment.strip()[11:13])
    except ValueError:
        return None
    near = day - timedelta(days=1) if hour < _NOON else day + timedelta(days=1)
    found = {written for text in around if not _UTC.match(text.strip()) for written in find_dates(text)}
    return near.isoformat() if near.isoformat() in found and day.isoformat() not in found else None


def find_dates(text: str) -> tuple[str, ...]:
    """Return the whole days that a short text names, in their order."""
    words = (parse_date(text[found.start() :]) for found in _WORD_START.finditer(text[:_SEARCHED]))
    return tuple(dict.fromkeys(day for day in words if day and len(day) == len("2000-10-24")))
