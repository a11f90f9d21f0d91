"""The figure typed for a quote, against the figures that the quote has."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.analysis.quote_in_source import Finding, QuoteInSource
from generator.language.figures import SCALES
from generator.language.number_words import LANGUAGES
from generator.language.numerals import Numeral, find_numerals, find_ranges, is_year
from generator.language.units import PER_CENT, find_unit_words, is_converted

_SHOWN = 4  # figures of a quote that a message names
_UNWRITTEN = 100  # up to here figures are often in words, which we do not know in every language


def value_differs(quote: QuoteInSource) -> Iterator[Finding]:
    """A warning where the evidence has a `value`, and its quote figures of which none is that value.

    The figure may be in digits or words, in thousands and millions, a fraction, inside a range, or the sum of two.
    """
    value = quote.value
    if value is None:
        return
    words = quote.kept_words
    numerals = find_numerals(words, quote.language)
    telling = [
        numeral for numeral in numerals if not numeral.is_weak or (is_year(value) and any(map(is_year, numeral.values)))
    ]
    if not telling or _may_be_meant(quote, float(abs(value)), words, numerals):
        return
    printed = list(dict.fromkeys(numeral.printed for numeral in telling))
    figures = ", ".join(printed[:_SHOWN]) + (" …" if len(printed) > _SHOWN else "")
    help = ["type the figure that the source gives"]
    if len(telling) == 1 and not any(word in SCALES for word in find_unit_words(quote.unit)):
        help.insert(0, f"value: {_format_number(telling[0].value)}")
    message = f"the value is {_format_number(value)}, and the quote’s figures are {figures}"
    if len(printed) == 1:
        message = f"the value is {_format_number(value)}, and the quote’s figure is {figures}"
    yield quote.diagnose("value-differs", message, *help, reason="how the value follows")


def _may_be_meant(quote: QuoteInSource, value: float, words: str, numerals: Sequence[Numeral]) -> bool:
    """Return whether the value is a figure of the quote, or follows from its figures, or may be in it unread."""
    unit = find_unit_words(quote.unit)
    meant = {value, *(value * 10.0 ** SCALES[word] for word in unit if word in SCALES)}
    if not PER_CENT.isdisjoint(unit):
        meant |= {value / 100}
        if _is_share(value, numerals):
            return True
    elif value < 1 and not PER_CENT.isdisjoint(find_unit_words(words)):
        meant |= {value * 100}
    figures = {figure for numeral in numerals for figure in numeral.values}
    if any(_is_near(figure, one) for figure in figures for one in meant):
        return True
    if any(low <= one <= high for low, high in find_ranges(words, list(numerals)) for one in meant):
        return True
    if any(_is_near(total, one) for total in _sum_up(numerals) for one in meant):
        return True
    if quote.is_rough and any(_is_rounded(figure, one) for figure in figures for one in meant):
        return True
    if value <= _UNWRITTEN and quote.language not in LANGUAGES and quote.language not in ("zh", "ja"):
        return True
    return is_converted(unit, words)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _is_rounded(figure: float, value: float) -> bool:
    """Return whether the value is the figure, rounded to two digits or more."""
    return any(_is_near(float(f"{figure:.{digits}e}"), value) for digits in (1, 2, 3))


def _sum_up(numerals: Sequence[Numeral]) -> Iterator[float]:
    """Yield what all figures come to, and numeral two beside one another."""
    firm = [max(numeral.values) for numeral in numerals if not numeral.is_weak]
    if len(firm) > 1:
        yield sum(firm)
        yield from (one + other for one, other in pairwise(firm))


def _is_share(value: float, numerals: Iterable[Numeral]) -> bool:
    """Return whether a value in per cent is the share of one figure in another, rounded."""
    figures = sorted({figure for numeral in list(numerals)[:20] for figure in numeral.values if figure})
    return any(abs(100 * part / whole - value) < 0.51 for part in figures for whole in figures if part <= whole)


def _format_number(value: float) -> str:
    whole = int(value) if value == int(value) and abs(value) < 1e15 else value
    return str(whole)
