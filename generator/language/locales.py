"""Figures and dates as a language writes them: its separators, digits, order, names of months, decades and centuries.

The facts are CLDR's, without its calendars: dates are those of the Gregorian calendar, to the day, month or year that
is known. English is here, other languages are read from `locale_facts` when one is wanted.
"""

from functools import lru_cache
from itertools import zip_longest

from generator.language import months
from generator.partial_dates import is_century, is_decade, is_wide
from generator.values import dataclass

_MOST_UNGROUPED = 9_999  # four digits are not grouped: they may be a year
_TEXTS = 11  # fields of the facts that are no lists of months
_ROMAN = ((90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# A decade and a century, of which CLDR has nothing: `y` is the first year, `n` the number of the century, `r` that in
# Roman numerals. Without a pattern they are written as the years from the first to the last, and so is what would read
# like something else: a century of Swedish (1900-talet) is no decade.
_ERAS = {
    "ar": ("", "القرن {n}"),
    "ca": ("dècada de {y}", "segle {r}"),
    "cs": ("", "{n}. století"),
    "da": ("", "{n}. århundrede"),
    "de": ("{y}er-Jahre", "{n}. Jahrhundert"),
    "es": ("años {y}", "siglo {r}"),
    "fa": ("دههٔ {y} میلادی", "سدهٔ {n} میلادی"),
    "fi": ("", "{y}-luku"),
    "fr": ("années {y}", "{r}e siècle"),
    "he": ("", "המאה ה־{n}"),
    "hi": ("{y} का दशक", "{n}वीं सदी"),
    "id": ("{y}-an", "abad ke-{n}"),
    "it": ("anni {y}", "{r} secolo"),
    "ja": ("{y}年代", "{n}世紀"),
    "ko": ("{y}년대", "{n}세기"),
    "nb": ("{y}-årene", "{y}-tallet"),
    "nl": ("jaren {y}", "{n}e eeuw"),
    "pl": ("", "{r} wiek"),
    "pt": ("década de {y}", "século {r}"),
    "ru": ("{y}-е годы", "{r} век"),
    "sv": ("", "{y}-talet"),
    "tr": ("", "{n}. yüzyıl"),
    "uk": ("{y}-ті роки", "{r} століття"),
    "vi": ("thập niên {y}", "thế kỷ {n}"),
    "zh": ("{y}年代", "{n}世纪"),
    "zh-hant": ("{y}年代", "{n}世紀"),
}


@dataclass(frozen=True, slots=True)
class Locale:
    """How a language writes figures and dates.

    `zero` is the first of its ten digits, `higher` how many digits a group has above the first, of three. The patterns
    name their fields in braces: `d` and `dd` the day, `M` and `MM` the month's number, `month` its name in a date,
    `name` its name alone, `short` that in short, `y` the year.
    """

    decimal: str
    group: str
    minus: str
    zero: str
    higher: int
    day: str
    month: str
    year: str
    short_month: str
    years: str
    dates: str
    months: tuple[str, ...]
    month_names: tuple[str, ...]
    short_months: tuple[str, ...]
    month_letters: tuple[str, ...]
    decade: str = ""
    century: str = ""

    def format_figure(self, number: float, most_ungrouped: int = _MOST_UNGROUPED) -> str:
        """Return a number for people to read; up to `most_ungrouped` its digits are not grouped."""
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
            number = int(number)
        size = abs(number)
        whole, point, rest = (f"{size:,}" if size > most_ungrouped else str(size)).partition(".")
        if self.higher == 2 and "," in whole:
            whole = _group_in_pairs(whole.replace(",", ""))
        written = whole.replace(",", self.group) + (point and self.decimal) + rest
        return (self.minus if number < 0 else "") + self.format_digits(written)

    def format_digits(self, text: str) -> str:
        """Return the text with the language's own digits."""
        if self.zero == "0":
            return text
        return text.translate({ord("0") + digit: ord(self.zero) + digit for digit in range(10)})

    def format_date(self, value: str) -> str:
        """Return a partial date for people to read, with nothing added: a year stays a year."""
        if is_wide(value):
            return self._format_wide(value)
        pattern = (self.year, self.month, self.day)[value.count("-")]
        return self._fill(pattern, value)

    def format_short_month(self, year: int, month: int) -> str:
        """Return a month of a year in short; months count from 1."""
        return self._fill(self.short_month, f"{year}-{month:02}")

    def _fill(self, pattern: str, value: str) -> str:
        year, month, day = (*value.split("-"), "01", "01")[:3]
        place = int(month) - 1
        return self.format_digits(
            pattern.format(
                y=year,
                M=int(month),
                MM=month,
                d=int(day),
                dd=day,
                month=self.months[place],
                name=self.month_names[place],
                short=self.short_months[place],
            )
        )

    def _format_wide(self, value: str) -> str:
        first, _, last = value.partition("/")
        if not last:
            first, last = value.replace("X", "0"), value.replace("X", "9")
            number = int(value[:2]) + 1
            pattern = self.decade if is_decade(value) else self.century if is_century(value) else ""
            if pattern:
                fields = {"y": first, "n": number, "r": _write_roman(number), "nth": _write_ordinal(number)}
                return self.format_digits(pattern.format(**fields))
        if len(first) == len(last) == len("2000"):
            return self.format_digits(self.years.format(first, last))
        return self.dates.format(self.format_date(first), self.format_date(last))


ENGLISH = Locale(
    ".",
    ",",
    "-",
    "0",
    3,
    day="{d} {month} {y}",
    month="{month} {y}",
    year="{y}",
    short_month="{short} {y}",
    years="{0}–{1}",
    dates="{0} – {1}",
    months=months.ENGLISH,
    month_names=months.ENGLISH,
    short_months=tuple(name[:3] for name in months.ENGLISH),
    month_letters=tuple(name[0] for name in months.ENGLISH),
    decade="{y}s",
    century="{nth} century",
)
_NUMBERS = tuple(f"{number:02}" for number in range(1, 13))
# Of a language that is not known: no sign that two languages read in two ways.
_NEUTRAL = Locale(
    ".",
    "\u202f",
    "-",
    "0",
    3,
    day="{y}-{MM}-{dd}",
    month="{y}-{MM}",
    year="{y}",
    short_month="{y}-{MM}",
    years="{0}–{1}",
    dates="{0} – {1}",
    months=_NUMBERS,
    month_names=_NUMBERS,
    short_months=_NUMBERS,
    month_letters=tuple(str(number) for number in range(1, 13)),
)


# Tags of before, by which languages are still known.
_FORMER = {"in": "id", "iw": "he", "mo": "ro", "no": "nb", "sh": "sr-latn", "tl": "fil"}


@lru_cache(16)
def find_locale(tag: str) -> Locale:
    """Return how a language, by its tag of BCP 47 (`pt-BR`, `zh-Hant-TW`), writes figures and dates.

    Of a language or script whose ways are not known, thin spaces group digits and dates are as in ISO 8601: nobody
    reads them as something else.
    """
    first, *rest = tag.lower().replace("_", "-").split("-")
    language, *subtags = [*_FORMER.get(first, first).split("-"), *rest]
    if language == "en":
        return ENGLISH
    script = next((subtag for subtag in subtags[:1] if len(subtag) == 4 and subtag.isalpha()), "")
    region = next(
        (subtag for subtag in subtags[:2] if len(subtag) == 2 or (len(subtag) == 3 and subtag.isdecimal())), ""
    )
    lines = _read_lines(language)
    named = (f"{language}-{script}-{region}", f"{language}-{script}", f"{language}-{region}", language)
    facts = next((lines[name] for name in named if name in lines), [])
    if not facts:
        return _NEUTRAL
    usual, *fields = [own or common for own, common in zip_longest(facts, lines[language], fillvalue="")]
    if script not in ("", usual):
        return _NEUTRAL
    return _make_locale(fields, _ERAS.get(f"{language}-{usual}") or _ERAS.get(language, ("", "")))


def _read_lines(language: str) -> dict[str, list[str]]:
    """Return the facts of a language and its variants, by their tags; an empty list where there are none."""
    from generator.language.locale_facts import FACTS  # noqa: PLC0415 - large, and English needs none of it

    found = {}
    for line in FACTS.splitlines():
        tags, *fields = line.split("|")
        if tags.partition(" ")[0].partition("-")[0] == language:
            found.update(dict.fromkeys(tags.split(), fields))
    return found


def _make_locale(fields: list[str], eras: tuple[str, str]) -> Locale:
    texts, lists = fields[:_TEXTS], [tuple(field.split(";")) for field in fields[_TEXTS:]]
    wide, alone, short, narrow = lists
    decimal, group, minus, zero, higher, *patterns = texts
    day, month, year, short_month, years, dates = patterns
    return Locale(
        decimal, group, minus, zero, int(higher), day, month, year, short_month, years, dates,
        wide, wide if alone == ("=",) else alone, short, narrow, *eras,
    )  # fmt: skip


def _group_in_pairs(digits: str) -> str:
    """Return digits with commas as in India: behind the last three, then behind two each: `1,23,45,678`."""
    rest, last = digits[:-3], digits[-3:]
    pairs = [rest[max(end - 2, 0) : end] for end in range(len(rest), 0, -2)]
    return ",".join([*reversed(pairs), last])


def _write_roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _write_ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
