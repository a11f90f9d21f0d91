"""Numerals in a text: its figures and numbers in words, with every value that they may be read as."""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.language.figures import FIGURE, SCALES, read_plain_figure, scale_figure
from generator.language.number_words import find_written_numbers
from generator.patterns import lazy_pattern
from generator.values import dataclass

_AFTER = re.compile(r"[\s-]?([^\W\d_]+)")
_RANGE = lazy_pattern(r"\s*(?:-|–|—|to|and|bis|und|à|et|a|y|e|tot|en|till|do|до|и)\s*", re.IGNORECASE)
_FRACTIONS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}
_FRACTION = lazy_pattern(rf"(?<!\w)(\d{{1,3}})/(\d{{1,3}})(?!\w)|(\d+)?\s?([{''.join(_FRACTIONS)}])")
_PARTS = {
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "hundredth": 100,
}  # fmt: skip
_SPELT_FRACTION = lazy_pattern(rf"\b(an?|one|two|three|four|\d+)[\s-]({'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_AND_A_HALF = lazy_pattern(r"\b(?:an?|one) [^\W\d_]+ and an? (half|quarter)\b", re.IGNORECASE)  # an hour and a half
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
# A figure in a name, a date or a time of day, as `COVID-19`, `24 October`, `06:48`, `1998`.
_NAME_BEFORE = re.compile(r"[^\W\d_][-\u2010\u2011]?\Z")
_DATE_AFTER = lazy_pattern(
    r"(?:st|nd|rd|th|\.)?\s?(?:of\s)?(?:de\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|märz|gen|"
    r"mag|giu|lug|ago|set|ott|dic|ene|abr|out|déc|avr|juin|juil|août|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)",
    re.IGNORECASE,
)
_MONTH_BEFORE = lazy_pattern(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?\Z", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\Z")
_HOUR_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|uhr\b|h\b)", re.IGNORECASE)
_LONGEST = 40  # characters of a figure that is read
_GROUP = 3  # digits behind a separator that may be one of thousands
_WIDEST = 1000  # times the lower end of a range that the upper one is at most: in “2 to 3 million” the 2 is no two


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure as printed, with its place, the value that it most likely has, and all that it may be read as.

    A weak one may be none of what is counted: a date, a part of a name, a word such as `one`.
    """

    printed: str
    start: int
    end: int
    value: float
    values: frozenset[float]
    is_weak: bool


def find_numerals(text: str, language: str) -> list[Numeral]:
    """Return the numerals of the text in their order; ranges and fractions are numerals of their own, and weak."""
    found = [*_read_digits(text), *_read_words(text, language), *_read_fractions(text)]
    found.sort(key=lambda numeral: (numeral.start, numeral.end))
    return found


def find_ranges(text: str, numerals: list[Numeral]) -> Iterator[tuple[float, float]]:
    """Yield the ends of each range that the text has: `30 to 40`, `between 30 and 40`, `1.2-1.5 million`."""
    for low, high in pairwise(numerals):
        between = text[low.end : high.start]
        if high.start >= low.end and _RANGE.fullmatch(between):
            for bottom in low.values:
                scaled = (bottom, *(bottom * 10**power for power in (3, 6, 9)))
                yield from ((start, end) for start in scaled for end in high.values if start < end <= _WIDEST * start)


def is_year(value: float) -> bool:
    return value == int(value) and 1000 <= value <= 2100


def _read_digits(text: str) -> Iterator[Numeral]:
    for figure in FIGURE.finditer(text):
        if len(figure[0]) > _LONGEST:
            continue
        readings = {float(read_plain_figure(figure[0])), *_read_otherwise(figure[0])}
        after = _AFTER.match(text, figure.end())
        power = SCALES.get(after[1].lower(), 0) if after else 0
        value = float(scale_figure(read_plain_figure(figure[0]), power))
        values = {value, *readings}
        values |= {round(reading * 10**power, 9) for reading in readings}
        yield Numeral(
            figure[0],
            figure.start(),
            figure.end(),
            value,
            frozenset(values),
            not power and _is_incidental(text, figure),
        )


def _is_incidental(text: str, figure: re.Match[str]) -> bool:
    """Return whether a figure is part of a name, a date, or a time of day."""
    before = text[max(0, figure.start() - 12) : figure.start()]
    if _NAME_BEFORE.search(before) or text[figure.end() : figure.end() + 1] in {":", "/"} or before[-1:] in {":", "/"}:
        return True
    if len(figure[0]) < 3 and (_DATE_AFTER.match(text, figure.end()) or _MONTH_BEFORE.search(before)):
        return True
    if len(figure[0]) == 4 and figure[0].isdecimal() and is_year(float(figure[0])):
        return True
    return bool(_TIME.match(figure[0]) and _HOUR_AFTER.match(text, figure.end()))


def _read_otherwise(figure: str) -> Iterator[float]:
    """Yield how else a figure may be read: its separators as groups, or the last as a decimal one."""
    parts = [part for part in re.split(r"[^\d]", figure) if part]
    if len(parts[-1]) == _GROUP or len(parts) == 1:
        yield float("".join(parts))
    if len(parts) > 1:
        yield float(f"{''.join(parts[:-1])}.{parts[-1]}")


def _read_words(text: str, language: str) -> Iterator[Numeral]:
    for number in find_written_numbers(text, language):
        value = round(number.value, 9)
        yield Numeral(
            text[number.start : number.end], number.start, number.end, value, frozenset({value}), number.is_weak
        )


def _read_fractions(text: str) -> Iterator[Numeral]:
    for fraction in _FRACTION.finditer(text):
        if fraction[4]:
            value = float(fraction[3] or 0) + _FRACTIONS[fraction[4]]
        elif float(fraction[2]):
            value = float(fraction[1]) / float(fraction[2])
        else:
            continue
        yield Numeral(fraction[0].strip(), *fraction.span(), value, frozenset({value}), True)
    for more in _AND_A_HALF.finditer(text):
        value = 1.5 if more[1].lower() == "half" else 1.25
        yield Numeral(more[0], *more.span(), value, frozenset({value}), True)
    for spelt in _SPELT_FRACTION.finditer(text):
        number = spelt[1].lower()
        value = (_SMALL[number] if number in _SMALL else float(number[:_LONGEST])) / _PARTS[spelt[2].lower()]
        yield Numeral(spelt[0], *spelt.span(), value, frozenset({value}), True)
