"""generator.language.locales: figures and dates as each language writes them, and nothing added to them."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import check_project
from generator.language.locale_facts import FACTS
from generator.language.locales import find_locale
from generator.language.tags import canonical_tag
from tests.support.small_project import MakeProject

TAGS = sorted({tag for line in FACTS.splitlines() for tag in line.split("|")[0].split()} | {"en", "ay", "iw", "x-own"})
WRITTEN = ("-1234567.5", "37000", "2000", "2000-10-24", "2000-10", "2000", "199X", "18XX", "2007/2014")
EXAMPLES = {
    "en": ("-1,234,567.5", "37,000", "2000", "24 October 2000", "October 2000", "2000", "1990s", "19th century",
        "2007–2014"),
    "de": ("-1.234.567,5", "37.000", "2000", "24. Oktober 2000", "Oktober 2000", "2000", "1990er-Jahre",
        "19. Jahrhundert", "2007–2014"),
    "de-CH": ("-1'234'567.5", "37'000", "2000", "24. Oktober 2000", "Oktober 2000", "2000", "1990er-Jahre",
        "19. Jahrhundert", "2007–2014"),
    "fr": ("-1\u202f234\u202f567,5", "37\u202f000", "2000", "24 octobre 2000", "octobre 2000", "2000", "années 1990",
        "XIXe siècle", "2007–2014"),
    "es": ("-1.234.567,5", "37.000", "2000", "24 de octubre de 2000", "octubre de 2000", "2000", "años 1990",
        "siglo XIX", "2007–2014"),
    "es-MX": ("-1,234,567.5", "37,000", "2000", "24 de octubre de 2000", "octubre de 2000", "2000", "años 1990",
        "siglo XIX", "2007–2014"),
    "pt-PT": ("-1\u00a0234\u00a0567,5", "37\u00a0000", "2000", "24 de outubro de 2000", "outubro de 2000", "2000",
        "década de 1990", "século XIX", "2007–2014"),
    "id": ("-1.234.567,5", "37.000", "2000", "24 Oktober 2000", "Oktober 2000", "2000", "1990-an", "abad ke-19",
        "2007–2014"),
    "ru": ("-1\u00a0234\u00a0567,5", "37\u00a0000", "2000", "24 октября 2000\u202fг.", "октябрь 2000\u202fг.", "2000",
        "1990-е годы", "XIX век", "2007—2014"),
    "pl": ("-1\u00a0234\u00a0567,5", "37\u00a0000", "2000", "24 października 2000", "październik 2000", "2000",
        "1990–1999", "XIX wiek", "2007–2014"),
    "sv": ("−1\u00a0234\u00a0567,5", "37\u00a0000", "2000", "24 oktober 2000", "oktober 2000", "2000", "1990–1999",
        "1800-talet", "2007–2014"),
    "tr": ("-1.234.567,5", "37.000", "2000", "24 Ekim 2000", "Ekim 2000", "2000", "1990–1999", "19. yüzyıl",
        "2007–2014"),
    "hi": ("-12,34,567.5", "37,000", "2000", "24 अक्टूबर 2000", "अक्टूबर 2000", "2000", "1990 का दशक", "19वीं सदी",
        "2007–2014"),
    "bn": ("-১২,৩৪,৫৬৭.৫", "৩৭,০০০", "২০০০", "২৪ অক্টোবর, ২০০০", "অক্টোবর ২০০০", "২০০০", "১৯৯০–১৯৯৯", "১৮০০–১৮৯৯",
        "২০০৭–২০১৪"),
    "ar": ("\u200e-1,234,567.5", "37,000", "2000", "24 أكتوبر 2000", "أكتوبر 2000", "2000", "1990–1999", "القرن 19",
        "2007–2014"),
    "ar-EG": ("\u061c-١٬٢٣٤٬٥٦٧٫٥", "٣٧٬٠٠٠", "٢٠٠٠", "٢٤ أكتوبر ٢٠٠٠", "أكتوبر ٢٠٠٠", "٢٠٠٠", "١٩٩٠–١٩٩٩", "القرن ١٩",
        "٢٠٠٧–٢٠١٤"),
    "fa": ("\u200e−۱٬۲۳۴٬۵۶۷٫۵", "۳۷٬۰۰۰", "۲۰۰۰", "۲۴ اکتبر ۲۰۰۰", "اکتبر ۲۰۰۰", "۲۰۰۰", "دههٔ ۱۹۹۰ میلادی",
        "سدهٔ ۱۹ میلادی", "۲۰۰۷ تا ۲۰۱۴"),
    "he": ("\u200e-1,234,567.5", "37,000", "2000", "24 באוקטובר 2000", "אוקטובר 2000", "2000", "1990–1999", "המאה ה־19",
        "2007–2014"),
    "ja": ("-1,234,567.5", "37,000", "2000", "2000年10月24日", "2000年10月", "2000年", "1990年代", "19世紀",
        "2007年～2014年"),
    "ko": ("-1,234,567.5", "37,000", "2000", "2000년 10월 24일", "2000년 10월", "2000년", "1990년대", "19세기",
        "2007년 ~ 2014년"),
    "zh-CN": ("-1,234,567.5", "37,000", "2000", "2000年10月24日", "2000年10月", "2000年", "1990年代", "19世纪",
        "2007–2014年"),
    "zh-TW": ("-1,234,567.5", "37,000", "2000", "2000年10月24日", "2000年10月", "2000年", "1990年代", "19世紀",
        "2007至2014"),
    "th": ("-1,234,567.5", "37,000", "2000", "24 ตุลาคม ค.ศ. 2000", "ตุลาคม ค.ศ. 2000", "ค.ศ. 2000", "1990–1999",
        "1800–1899", "2007–2014"),
    "sr-Latn": ("-1.234.567,5", "37.000", "2000", "24. oktobar 2000.", "oktobar 2000.", "2000.", "1990–1999.",
        "1800–1899.", "2007–2014."),
    # Not known, and a script that CLDR does not know the language in: what nobody misreads.
    "ay": ("-1\u202f234\u202f567.5", "37\u202f000", "2000", "2000-10-24", "2000-10", "2000", "1990–1999", "1800–1899",
        "2007–2014"),
    "ar-Latn": ("-1\u202f234\u202f567.5", "37\u202f000", "2000", "2000-10-24", "2000-10", "2000", "1990–1999",
        "1800–1899", "2007–2014"),
}  # fmt: skip


@pytest.mark.parametrize("tag", EXAMPLES)
def test_figures_and_dates_are_written_as_the_language_does(tag: str) -> None:
    """Each language has its separators, digits, order and names; four digits, which may be a year, stay together."""
    locale = find_locale(tag)
    figures = (locale.format_figure(float(figure)) for figure in WRITTEN[:3])
    assert (*figures, *map(locale.format_date, WRITTEN[3:])) == EXAMPLES[tag]


@pytest.mark.parametrize(
    ("tag", "other"),
    [("PT-br", "pt"), ("zh_TW", "zh-Hant"), ("zh-Hant-HK", "zh-HK"), ("no", "nb"), ("iw", "he"), ("sh", "sr-Latn"),
    ("de-Latn-CH", "de-CH"), ("es-419", "es-MX"), ("en-IN", "en"), ("de-DE-1996", "de")],
)  # fmt: skip
def test_a_tag_is_read_by_its_language_script_and_region(tag: str, other: str) -> None:
    """Case, former tags and further subtags change nothing; a region's own ways come before its language's."""
    for figure in WRITTEN[:3]:
        assert find_locale(tag).format_figure(float(figure)) == find_locale(other).format_figure(float(figure))
    for date in WRITTEN[3:]:
        assert find_locale(tag).format_date(date) == find_locale(other).format_date(date)


@given(
    st.sampled_from(TAGS),
    st.integers(-(10**14), 10**14) | st.floats(-1e14, 1e14).map(lambda number: round(number, 3)),
)
def test_a_figure_is_read_back_as_what_it_was(tag: str, number: float) -> None:
    """With the group's sign taken out and the decimal one a point, each figure of each language is the number."""
    locale = find_locale(tag)
    written = locale.format_figure(number)
    assert locale.group != locale.decimal
    sign = -1 if written.startswith(locale.minus) else 1
    plain = written.removeprefix(locale.minus).replace(locale.group, "").replace(locale.decimal, ".")
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in plain)
    assert re.fullmatch(r"\d+(\.\d+)?(e[+-]?\d+)?", digits, re.ASCII)
    assert sign * float(digits) == number


@given(st.sampled_from(TAGS), st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_partial_date_stays_partial(tag: str, year: int, month: int, day: int) -> None:
    """Year, month, day, decade and century of one time are all written differently, and each with its year or month."""
    locale = find_locale(tag)
    whole = f"{year:04}"
    dates = (whole, f"{whole}-{month:02}", f"{whole}-{month:02}-{day:02}", f"{whole[:3]}X", f"{whole[:2]}XX")
    written = [locale.format_date(date) for date in dates]
    assert len(set(written)) == len(written)
    assert not re.search(r"[{}]", "".join(written))
    year_digits = locale.format_digits(whole)
    assert all(year_digits in text for text in written[:3])
    if day > 12:
        assert locale.format_digits(str(day)) in written[2]
    months = {locale.format_date(f"2000-{number:02}") for number in range(1, 13)}
    assert len(months) == 12


def test_english_needs_no_table() -> None:
    """The facts of other languages are read when one is wanted: English does not pay for them."""
    code = """
import sys
from generator.publishing import labels
labels.format_date("2000", "en")
sys.exit("generator.language.locale_facts" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("en", "en"), ("PT-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("ar-latn", "ar-Latn"), ("ckb", "ckb"),
    ("iw", "he"), ("eng", "en"), ("iw-IL", "he-IL"), ("es-419", "es-419"), ("de-DE-1996", "de-DE-1996"),
    ("ar-u-nu-latn", "ar-u-nu-latn"),
    ("jp", None), ("korean", None), ("xx", None), ("en_US", None), ("en-", None), ("", None),
    ("e", None), ("de-a", None)],
)  # fmt: skip
def test_a_tag_is_of_a_language_and_written_as_usual(typed: str, tag: str | None) -> None:
    """Letters of subtags have their usual case; what is well formed and of no language is no tag."""
    assert canonical_tag(typed) == tag
    assert tag is None or canonical_tag(tag) == tag


@pytest.mark.parametrize(
    ("typed", "help"),
    [("jp", "write ja"), ("korean", "write ko"), ("Español", "write es"), ("en_US", "write en-US"),
    ("cn-Hans", "write zh-Hans"),
    ("中文", "write zh"), ("us", "write en-US"), ("xx", None)],
)  # fmt: skip
def test_what_is_no_tag_is_an_error_that_says_what_to_type(typed: str, help: str | None, project: MakeProject) -> None:
    """A country's code, a language's name and an underscore are known for what was meant."""
    root = project({"claims.yaml": f"site: {{title: T, language: '{typed}'}}\n"})
    found = check_project(root).diagnostics
    assert [(each.code, each.help) for each in found if each.code == "bad-value"] == [
        ("bad-value", (help,) if help else ())
    ]
