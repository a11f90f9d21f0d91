"""Partial dates: years, months and days; for claims also decades (199X), centuries (18XX) and spans (2007/2014)."""

import re

_DECADE = re.compile(r"\d{3}X", re.ASCII)
_CENTURY = re.compile(r"\d{2}XX", re.ASCII)
_START, _END = "-01-01", "-12-31"
_SHORT = len("2000")


def is_decade(date: str) -> bool:
    return _DECADE.fullmatch(date) is not None


def is_century(date: str) -> bool:
    return _CENTURY.fullmatch(date) is not None


def is_wide(date: str) -> bool:
    """Return whether the date is a decade, a century or a span, which no `datetime` of HTML can say."""
    return "X" in date or "/" in date


def find_extent(date: str) -> tuple[str, str]:
    """Return the first and the last day of a date; every month is taken to have 31 days."""
    first, _, last = date.partition("/")
    first, last = first.replace("X", "0"), (last or date).replace("X", "9")
    return first + _START[len(first) - _SHORT :], last + _END[len(last) - _SHORT :]


def order_date(date: str) -> tuple[str, int]:
    """Return the key to sort dates by: by their first days, and of those that begin together the longest first."""
    first, last = find_extent(date)
    return first, -int(last.replace("-", ""))
