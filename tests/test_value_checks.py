"""Warnings about the figure that is typed for a quote."""

import json
from pathlib import Path

import pytest

from generator.build import check_project
from generator.diagnostics import Diagnostic


def findings(
    folder: Path, words: str, value: float, unit: str = "", language: str = "en", approximate: bool = False
) -> list[Diagnostic]:
    """Return what `value-differs` says of a quote of these words with this value."""
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds/a.txt").write_text(f"{words} ({language})", encoding="utf-8")
    quantity = {"value": value, "approximate": approximate} | ({"unit": unit} if unit else {})
    evidence = {"source": "a", "quote": words, "stance": "supports", "value": value}
    project = {
        "site": {"title": "T"},
        "sources": {"a": {"file": "seeds/a.txt", "language": language}},
        "claims": {"c": {"statement": "A statement of the desk.", "quantity": quantity, "evidence": [evidence]}},
    }
    (folder / "claims.yaml").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    found = check_project(folder).diagnostics
    assert not [finding for finding in found if finding.severity == "error"]
    return [finding for finding in found if finding.code == "value-differs"]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("The yard built 37 000 boats", 37000, "boats"), ("The yard built 37.000 boats", 37000, "boats"),
        ("some thirty-seven thousand boats", 37000, "boats"), ("It cost 3.5 million pounds", 3_500_000, "pounds"),
        ("It cost 3.5 million pounds", 3.5, "million pounds"),
        ("The yard cost $1.2bn in all", 1_200_000_000, "dollars"),
        ("between 30 and 40 ships came", 35, "ships"), ("30-40 ships came", 40, "ships"),
        ("nearly half of them stayed", 50, "per cent"), ("two thirds of them stayed", 66.7, "per cent"),
        ("12 of the 48 ships sank", 25, "per cent"), ("the 55th regatta was held", 55, ""),
        ("the third regatta was held", 3, ""), ("four men and three women came", 7, "people"),
        ("a race of an hour and a half, in 12 boats", 1.5, "hours"), ("it is 30 miles away", 48.28, "km"),
        ("two dozen ships came", 24, "ships"), ("a fine of 1,00,000 rupees", 100_000, "rupees"),
        ("it was -5 degrees at noon", -5, "degrees"), ("1 in 5 ships sank", 20, "per cent"),
        ("It took two hundred and five days", 205, "days"),
    ],
)  # fmt: skip
def test_a_value_in_any_spelling_is_in_the_quote(words: str, value: float, unit: str, tmp_path: Path) -> None:
    """Digits of any spelling, words, scales, ranges, fractions, shares, ordinals, sums, other units are found."""
    assert not findings(tmp_path, words, value, unit)


@pytest.mark.parametrize(
    ("words", "value", "unit", "said"),
    [
        ("The yard built 35,000 boats in four years", 37000, "boats", "figures are 35,000, four"),
        ("some thirty-five thousand boats", 37000, "boats", "figure is thirty-five thousand"),
        ("It cost 3.5 million pounds", 5_300_000, "pounds", "figure is 3.5"),
        ("between 30 and 40 ships came", 45, "ships", "figures are 30, 40"),
        ("47.6 per cent of them stayed", 46.7, "per cent", "figure is 47.6"),
        ("In 1998 the bridge was built", 1989, "", "figure is 1998"),
        ("the 54th regatta was held", 55, "", "figure is 54"), ("the third regatta", 4, "", "figure is third"),
        ("about 48,200 books were lent", 48000, "books", "figure is 48,200"),
        ("two dozen ships came", 25, "ships", "figure is two dozen"),
        ("The yard cost $1.2bn in all", 2_100_000_000, "dollars", "figure is 1.2"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_in_its_quote(words: str, value: float, unit: str, said: str, tmp_path: Path) -> None:
    """A value that is none of the figures of its quote is `value-differs`, which names these."""
    (found,) = findings(tmp_path, words, value, unit)
    assert said in found.message


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Nobody knows how many came", 12), ("One of the men said so", 12), ("In 1998 most of the men left", 37000),
        ("on 24 October many came", 37), ("COVID-19 killed many", 37), ("at 10:30 the last ship left", 5),
    ],
)  # fmt: skip
def test_a_quote_without_a_figure_says_nothing_of_the_value(words: str, value: float, tmp_path: Path) -> None:
    """No figure, or only dates, times and names: the desk has the value from elsewhere, and is not asked."""
    assert not findings(tmp_path, words, value)


def test_a_rough_figure_may_be_rounded(tmp_path: Path) -> None:
    """Where the claim's figure is approximate, the value may be the quote's figure, rounded."""
    assert findings(tmp_path, "The town lent 48,200 books", 48000, "books")
    assert not findings(tmp_path, "The town lent 48,200 books", 48000, "books", approximate=True)
    assert findings(tmp_path, "The town lent 48,200 books", 46000, "books", approximate=True)


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("de", "Es kamen siebenunddreißigtausend Menschen", 37000), ("de", "die einundzwanzigste Fahrt", 21),
        ("fr", "quatre-vingt-dix-sept navires sont venus", 97), ("fr", "trente-sept mille hommes", 37000),
        ("es", "treinta y siete mil doscientos hombres", 37200), ("it", "sono trentasettemila uomini", 37000),
        ("pt", "trinta e sete mil homens", 37000), ("nl", "vijfendertigduizend mannen", 35000),
        ("sv", "trettiosju tusen man kom", 37000), ("pl", "trzydzieści siedem tysięcy ludzi", 37000),
        ("ru", "тридцать семь тысяч человек", 37000), ("tr", "otuz yedi bin kişi geldi", 37000),
        ("id", "tiga puluh tujuh ribu orang", 37000), ("zh", "三万七千人来了", 37000),
        ("ja", "二百三十五人が来た", 235),
    ],
)  # fmt: skip
def test_numbers_are_read_in_words_of_many_languages(language: str, words: str, value: float, tmp_path: Path) -> None:
    """A number in words is read in the source's language: the value it has is no finding, another one is."""
    assert not findings(tmp_path, words, value, language=language)
    assert findings(tmp_path, words, value + 13, language=language)


def test_figures_without_end_are_read_in_no_time(tmp_path: Path) -> None:
    """A quote of nothing but figures and words for them is checked in linear time, whatever they come to."""
    words = "9" * 4000 + " " + "million " * 700 + "thirty " * 700 + "1/0 "
    assert len(findings(tmp_path, words.strip(), 7)) == 1


def test_the_finding_points_at_the_value(tmp_path: Path) -> None:
    """The fault's place is the value, and not the quote."""
    (found,) = findings(tmp_path, "The library lent 48,200 books", 42800, "books")
    line = (tmp_path / "claims.yaml").read_text(encoding="utf-8").split("\n")[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith("42800")
    assert '"value": ' in line[: found.location.column]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("the sea rose by 2.0 metres", 0.2, "metres"), ("some 7.7 million jobs", 0.77, "million jobs"),
        ("the sea rose by 3.3 metres", 33, "metres"), ("between 2 and 3 million people", 92, "people"),
        ("it emits 29 billion tons, and 0.2 to 0.3 billion tons more", 92, "billion tons"),
    ],
)  # fmt: skip
def test_a_decimal_separator_counts(words: str, value: float, unit: str, tmp_path: Path) -> None:
    """2.0 is not 20, 0.77 is 77 only of a hundred, and “2 to 3 million” does not begin at 2."""
    assert [found.code for found in findings(tmp_path, words, value, unit)] == ["value-differs"]
