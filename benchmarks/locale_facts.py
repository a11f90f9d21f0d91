"""Facts of languages from CLDR for generator/language/locale_facts.py: `python -m benchmarks.locale_facts > FILE`.

Needs Babel, which nothing else does: the facts are taken once and committed, so that no release of a package changes
the bytes of a site.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

# The languages of fact-checking desks, and others whose facts in CLDR are complete.
LANGUAGES = [
    "af",
    "am",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "ckb",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fil",
    "fr",
    "ga",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "ig",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ku",
    "ky",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "my",
    "nb",
    "ne",
    "nl",
    "nn",
    "or",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sd",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "tk",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "yo",
    "zh",
    "zu",
]
HEADER = '''"""Facts of languages as CLDR has them: separators, digits, patterns of dates, names of months.

Made by benchmarks/locale_facts.py from CLDR (Unicode License v3) by Babel {version}. A line has tags, then the fields
of `locales`; an empty one of a variant, and what it ends without, is as in its language. A variant without fields has
none of its language's: CLDR knows no months of it. A list of months is `=` where it is as the one before.
"""

FACTS = """\\
'''
_TOKEN = re.compile(r"'([^']*)'|([a-zA-Z])\2*|(.)", re.DOTALL)
_FIELDS = {
    "d": "{d}", "dd": "{dd}", "M": "{M}", "MM": "{MM}", "L": "{M}", "LL": "{MM}", "y": "{y}", "yy": "{y}",
    "yyyy": "{y}", "MMMM": "{month}", "LLLL": "{name}", "MMM": "{short}", "LLL": "{short}",
}  # fmt: skip


def list_facts(locale: Any) -> tuple[str, ...]:
    """Return the facts of a locale in the order of the fields."""
    system = locale.default_numbering_system
    symbols = {**locale.number_symbols["latn"], **locale.number_symbols.get(system, {})}
    skeletons, months = locale.datetime_skeletons, locale.months
    sizes = locale.decimal_formats[None].grouping
    format_names, names = months["format"]["wide"], months["stand-alone"]["wide"]
    era = locale.eras["abbreviated"][1]
    day = convert_pattern(locale.date_formats["long"].pattern, era)
    year = skeletons["y"].pattern
    if era in day and "Gy" in skeletons:  # a year of this era is not the one that readers expect
        year = skeletons["Gy"].pattern
    month = skeletons["yMMMM"].pattern
    if era in day and "GyMMMM" in skeletons:
        month = skeletons["GyMMMM"].pattern
    between = locale.interval_formats.get("y")
    spans = between["y"] if between and "y" in between else None
    span = "".join(convert_pattern(part, era) for part in spans) if spans else "{y}–{y}"
    first, second = span.split("{y}")[0:2] if span.count("{y}") == 2 else ("", "–")
    last = span.split("{y}")[2] if span.count("{y}") == 2 else ""
    if format_names[1].startswith("M0"):  # not known: as of a script that hardly anybody writes the language in
        return ("",)
    return (
        usual_script(locale),
        symbols["decimal"],
        symbols["group"],
        symbols["minusSign"],
        zero_digit(system),
        str(sizes[1]),
        day,
        convert_pattern(month, era),
        convert_pattern(year, era),
        convert_pattern(skeletons["yMMM"].pattern, era),
        f"{first}{{0}}{second}{{1}}{last}",
        locale.interval_formats[None],
        join_months(format_names),
        "=" if join_months(names) == join_months(format_names) else join_months(names),
        join_months(months["stand-alone"]["abbreviated"]),
        join_months(months["stand-alone"]["narrow"]),
    )


def convert_pattern(pattern: str, era: str) -> str:
    """Return a pattern of CLDR with the names of its fields in braces."""
    made = ""
    for token in _TOKEN.finditer(pattern):
        quoted, field = token[1], token[0]
        if quoted is not None:
            made += quoted or "'"
        elif token[2]:
            made += era if token[2] == "G" else _FIELDS[field]
        else:
            made += token[3]
    return made


def join_months(names: Any) -> str:
    return ";".join(names[number] for number in range(1, 13))


def usual_script(locale: Any) -> str:
    from babel.core import get_global

    likely: str = get_global("likely_subtags")[locale.language]
    return (locale.script or likely.split("_")[1]).lower()


def zero_digit(system: str) -> str:
    zeros = {"latn": "0", "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "cakm": "𑄶", "adlm": "𞥐"}
    return zeros[system]


def list_lines() -> Iterator[str]:
    """Yield the lines of the facts: each language, then those of its variants that differ from it."""
    from babel import Locale, UnknownLocaleError, localedata

    for language in LANGUAGES:
        base = list_facts(Locale.parse(language))
        yield "|".join((language, *base))
        variants: dict[tuple[str, ...], list[str]] = {}
        for identifier in sorted(localedata.locale_identifiers()):
            subtags = identifier.split("_")
            if subtags[0] != language or len(subtags) == 1 or len(subtags[-1]) > 4:
                continue
            locale = Locale.parse(identifier)
            tags = ["-".join(subtags).lower()]
            if len(subtags) == 3:
                try:
                    usual = str(Locale.parse(f"{language}_{subtags[2]}")) == identifier
                except UnknownLocaleError:
                    usual = False
                tags += [f"{language}-{subtags[2]}".lower()] if usual else []
            facts = list_facts(locale)
            known_facts = facts if len(facts) == 1 else base
            differing = tuple("" if own == known else own for own, known in zip(facts, known_facts, strict=True))
            if len(facts) == 1 or any(differing):
                variants.setdefault(differing, []).extend(tags)
        for differing, tags in variants.items():
            yield "|".join((" ".join(sorted(tags)), *differing)).rstrip("|")


def main() -> None:
    import babel

    lines = [*list_lines()]
    if any(len(re.findall('[\\\\"]', line)) for line in lines):
        raise SystemExit("a fact has a sign that would have to be escaped")
    text = "\n".join(lines)
    escaped = re.sub(
        "[\u00a0\u00ad\u061c\u200b-\u200f\u2009\u202f\u202a-\u202e\u2066-\u2069]",
        lambda sign: f"\\u{ord(sign[0]):04x}",
        text,
    )
    sys.stdout.write(HEADER.format(version=babel.__version__) + escaped + '\n"""  # noqa: E501\n')


if __name__ == "__main__":
    main()
