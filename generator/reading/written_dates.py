"""Dates as pages and files write them: in figures, or with the month's name in one of six languages."""

import re
from collections.abc import Iterable, Iterator
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
# Hours of UTC in which it is the day before in the Americas, and the day after in Europe: those of most doubts.
_STILL_YESTERDAY, _ALREADY_TOMORROW = 8, 21
_SEARCHED = 2_000  # characters of a text in which dates are looked for
_WORD_START = re.compile(r"(?<![\w./-])\w")
# A time in UTC, behind its day: 2000-10-24T22:30:00Z, Tue, 24 Oct 2000 22:30:00 GMT.
_UTC = re.compile(r"\d[T ](\d{2}):\d{2}(?::\d{1,2}(?:\.\d+)?)? ?(?:Z|UTC\b|GMT(?![+-](?!0000))|[+]00:?00)")
_LEAD = 25  # characters of a text in which the day begins that it is about: Published on, Berlin,
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|revised|aktualisiert|geändert|akt\.|mise? à jour|modifié|actualizad[oa]|"
    r"atualizad[oa]|aggiornat[oa]|bijgewerkt|opdateret|uppdaterad|oppdatert|güncelle\w+|aktualizacja|päivitetty)",
    re.IGNORECASE,
)
_STROKES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


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

    `around` are other dates and texts of the page, the surest first. Half past ten in the evening in Los Angeles is the
    next day in UTC.
    """
    stated = _UTC.search(moment)
    written = parse_date(moment) if stated else None
    if not (stated and written and len(written) == len("2000-10-24")):
        return None
    day = date.fromisoformat(written)
    hour = int(stated[1])
    if _STILL_YESTERDAY <= hour < _ALREADY_TOMORROW:
        return None
    near = day + timedelta(days=-1 if hour < _STILL_YESTERDAY else 1)
    for text in around:
        found = () if _UTC.search(text) else (*find_dates(text), *_find_either_way(text, day, near))
        if day.isoformat() in found:
            return None
        if near.isoformat() in found:
            return near.isoformat()
    return None


def _find_either_way(text: str, *days: date) -> Iterator[str]:
    """Yield those of the days that a text has in figures between strokes, whichever of day and month stands first."""
    for first, second, year in _STROKES.findall(text[:_SEARCHED]):
        for day in days:
            if int(year) == day.year and sorted((int(first), int(second))) == sorted((day.day, day.month)):
                yield day.isoformat()


def find_printed_days(text: str) -> tuple[str, ...]:
    """Return the days that a short text is about: those at its beginning or behind a few words, not of a change."""
    lead = _LEAD if is_no_change(text) else 0
    words = (parse_date(text[found.start() :]) for found in _WORD_START.finditer(text[:lead]))
    return tuple(dict.fromkeys(day for day in words if day and len(day) == len("2000-10-24")))


def is_no_change(text: str) -> bool:
    """Return whether a text beside a date does not call it that of a change."""
    return not _CHANGED.search(text)


def find_dates(text: str) -> tuple[str, ...]:
    """Return the whole days that a short text names, in their order."""
    words = (parse_date(text[found.start() :]) for found in _WORD_START.finditer(text[:_SEARCHED]))
    return tuple(dict.fromkeys(day for day in words if day and len(day) == len("2000-10-24")))
