"""Warnings about quotes that are word for word in their sources: brackets, cuts, headlines, single words."""

import json
from pathlib import Path

import pytest

from generator.build import check_project
from generator.diagnostics import Diagnostic

GAZETTE = """\
The harbour office opened again on Monday.

The clerk did resign on 3 March 2019 after a long talk. The council can vote on it in May. The toy is harmful to small
dogs. The shop sold 1,250 lamps last year. It rained all night. The party left at dawn. The landlord may not, under any
circumstances, raise the rent. The pier cost 5 million euros. Some twelve men stayed. The dock is safe for ships. The
old mill burned down. Nobody saw it. The tower fell. The firm denied that it had sold the yard. Seven ferries, which
are old, sail to the island.
"""
WERFT = """\
Der Mann war nach der Schließung der Werft arbeitslos und zog weg. Die Behörde hat den Antrag nicht geprüft. Das Schiff
ist seetüchtig. Die Stadt zahlte 1.250 Euro für das Boot.
"""
TERSANE = "Kent meydanı dün kapandı. Adam yıllarca umutsuz bekledi ve sonra bir iş buldu."


def findings(
    folder: Path, quote: str, text: str, stance: str = "supports", mentions: bool = False, **source: str
) -> list[Diagnostic]:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds/a.txt").write_text(text, encoding="utf-8")
    claim = {"statement": "A statement of the desk.", "evidence": [{"source": "a", "quote": quote, "stance": stance}]}
    project = {
        "site": {"title": "T"},
        "sources": {"a": {"file": "seeds/a.txt", **source}},
        "claims": {"c": claim},
    }
    (folder / "claims.yaml").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    return list(check_project(folder, mentions=mentions).diagnostics)


def codes(folder: Path, quote: str, text: str, stance: str = "supports", **source: str) -> list[str]:
    return [finding.code for finding in findings(folder, quote, text, stance, False, **source)]


# -- brackets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("The clerk did [not] resign", "puts in “not”: the source has nothing there"),
        ("The council can[not] vote on it", "the source has “can”, the quote “cannot”"),
        ("The toy is harm[less] to small dogs", "the source has “harmful”, the quote “harmless”"),
        ("The shop sold [125] lamps", "puts 125 for another figure: the source has 1,250 there"),
        ("Some [two] men stayed", "puts two for another figure: the source has twelve there"),
        ("It rained all [day and they] left at dawn", "stands for the end of a sentence"),
        ("The landlord may […] raise the rent", "leaves out “not”"),
        ("The firm […] had sold the yard", "leaves out “denied”"),
        ("The landlord may [soon] raise the rent", "replaces “not”"),
        ("The dock is [unsafe] for ships", "turns the sense round"),
    ],
)  # fmt: skip
def test_a_bracket_that_changes_the_sense(tmp_path: Path, quote: str, said: str) -> None:
    """`quote-alters` for a negation put in, replaced or left out, another figure, and the end of a sentence."""
    found = findings(tmp_path, quote, GAZETTE, "mentions")
    assert [finding.code for finding in found] == ["quote-alters"]
    assert said in found[0].message


@pytest.mark.parametrize(
    "quote",
    [
        "The shop sold [1250] lamps",  # the same figure, otherwise written
        "The pier cost [5,000,000] euros",
        "The shop sold [many] lamps",  # no figure of the editor's
        "The old mill burned down. […] The tower fell.",  # all of the sentence with the negation is left out
        "The clerk [sic] did resign",
        "[T]he toy is harmful",
        "resign on [3 March] after a long talk",
        "Seven ferries […] sail to the island",
        "opened again on Monday. [She] did resign",
    ],
)
def test_a_bracket_that_keeps_the_sense(tmp_path: Path, quote: str) -> None:
    """Nothing is said of brackets that clarify, shorten or write a figure otherwise."""
    assert codes(tmp_path, quote, GAZETTE, "mentions") == []


@pytest.mark.parametrize(
    ("quote", "text", "language", "alters"),
    [
        ("war […] arbeits[fähig] und zog weg", WERFT, "de", True),
        ("Die Behörde hat den Antrag […] geprüft", WERFT, "de", True),
        ("Die Stadt zahlte [1250] Euro", WERFT, "de", False),
        ("Das Schiff ist [nicht] seetüchtig", WERFT, "", True),  # the language is guessed
        ("yıllarca umut[lu] bekledi", TERSANE, "tr", True),
        ("委员会[没有]批准了这个计划", "昨天下雨。委员会批准了这个计划。", "", True),
    ],
)
def test_a_bracket_in_other_languages(tmp_path: Path, quote: str, text: str, language: str, alters: bool) -> None:
    """Negations and endings that negate are known in the source's own language."""
    source = {"language": language} if language else {}
    assert codes(tmp_path, quote, text, "mentions", **source) == ["quote-alters"] * alters


# -- cuts ----------------------------------------------------------------------------------------------------------

REPORT = """\
The report does not conclude that the bridge is safe. The ministry said it had no evidence of fraud, but that it could
not rule it out. Officials denied that 40 people had died. The council opened a new library in May. But it is small.
The mayor hopes that the tram will run again.
"""


@pytest.mark.parametrize(
    ("quote", "stance", "clipped"),
    [
        ("conclude that the bridge is safe", "supports", True),
        ("conclude that the bridge is safe", "refutes", True),
        ("conclude that the bridge is safe", "mentions", False),
        ("conclude that the bridge is safe", "qualifies", False),
        ("it had no evidence of fraud", "supports", True),
        ("40 people had died", "supports", True),
        ("The report does not conclude that the bridge is safe", "supports", False),
        ("The council opened a new library in May.", "supports", False),  # the But that follows opens another sentence
        ("opened a new library", "supports", False),
        ("safe. The ministry said it had […] evidence of fraud", "mentions", False),
    ],
)
def test_a_quote_cut_from_its_sentence(tmp_path: Path, quote: str, stance: str, clipped: bool) -> None:
    """`quote-clipped` inside the quote's own sentence, where it supports or refutes; never for whole sentences."""
    found = [code for code in codes(tmp_path, quote, REPORT, stance) if code != "quote-alters"]
    assert found == ["quote-clipped"] * clipped


def test_words_that_are_told_on_demand(tmp_path: Path) -> None:
    """What sound quotes often stand beside is told with `mentions` only."""
    quote = "the tram will run again"
    assert findings(tmp_path, quote, REPORT) == []
    assert [finding.code for finding in findings(tmp_path, quote, REPORT, mentions=True)] == ["quote-clipped"]


def test_the_statement_has_the_word_too(tmp_path: Path) -> None:
    """Where the statement has the word that the quote is cut off at, the desk has seen it."""
    findings(tmp_path, "40 people had died", REPORT)
    project = json.loads((tmp_path / "claims.yaml").read_text(encoding="utf-8"))
    project["claims"]["c"]["statement"] = "The ministry denied that there were deaths."
    (tmp_path / "claims.yaml").write_text(json.dumps(project), encoding="utf-8")
    assert check_project(tmp_path).diagnostics == ()


# -- headlines and single words ------------------------------------------------------------------------------------

HEADLINE = "Rain ruins the library\n\nSome rain came in on Sunday. Three books got wet, and rain ruins the paper.\n"


def test_a_quote_from_the_headline(tmp_path: Path) -> None:
    """`quote-title` for the line that is the source's title, whatever its marks; not without such a title."""
    assert codes(tmp_path, "Rain ruins the library", HEADLINE, title="Rain ruins the library!") == ["quote-title"]
    assert codes(tmp_path, "Rain ruins", HEADLINE, title="Rain ruins the library") == ["quote-title"]
    assert codes(tmp_path, "Three books got wet", HEADLINE, title="Rain ruins the library") == []
    assert codes(tmp_path, "Rain ruins the library", HEADLINE, title="Another") == []
    assert codes(tmp_path, "Rain ruins the library", HEADLINE, "mentions", title="Rain ruins the library") == []


def test_a_quote_from_a_heading_of_a_page(tmp_path: Path) -> None:
    """The first-level heading of a page is its headline."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/p.md").write_text("# Rain ruins all\n\nSome rain came in.\n", encoding="utf-8")
    (tmp_path / "claims.yaml").write_text(
        "site: {title: T}\nsources: {p: {file: seeds/p.md, title: Rain}}\n"
        "claims:\n  c: {statement: S., evidence: [{source: p, quote: Rain ruins all, stance: supports}]}\n"
        "  d: {statement: T., evidence: [{source: p, quote: Some rain came in, stance: supports}]}\n",
        encoding="utf-8",
    )
    assert [(finding.code, finding.location.line) for finding in check_project(tmp_path).diagnostics] == [
        ("quote-title", 4)
    ]


@pytest.mark.parametrize(
    ("quote", "text", "short"),
    [
        ("opened", "The office opened on Monday. It is old.", True),
        ("[It] opened", "The office opened on Monday. It is old.", True),
        ("on Monday", "The office opened on Monday. It is old.", False),
        ("37,000", "They have 37,000 troops.", True),
        ("大阪", "会議は大阪で開かれた。", True),
        ("大阪で開", "会議は大阪で開かれた。", False),
        ("コンピュータ", "これはコンピュータの話です。", True),
    ],
)
def test_a_quote_of_one_word(tmp_path: Path, quote: str, text: str, short: bool) -> None:
    """`quote-short` for one word; in scripts without spaces for fewer than four characters."""
    assert ("quote-short" in codes(tmp_path, quote, text)) == short
    assert "quote-short" not in codes(tmp_path, quote, text, "mentions")


def test_long_texts_are_checked_quickly(tmp_path: Path) -> None:
    """One sentence of two megabytes, and a quote of it with brackets, take no longer than they should."""
    text = "The office opened and " + "nobody was not there, " * 90_000 + "the clerk did resign."
    assert "quote-alters" in codes(tmp_path, "The office opened […] the clerk did resign", text)


# -- what to write instead -----------------------------------------------------------------------------------------

ADVISED = (
    ("The clerk did [not] resign", "quote-alters", "The clerk did resign"),
    ("[T]he toy is harm[less] to small dogs", "quote-alters", "The toy is harmful to small dogs"),
    (
        "The landlord may […] raise the rent",
        "quote-alters",
        "The landlord may not, under any circumstances, raise the rent",
    ),
    ("it had sold the yard", "quote-clipped", "The firm denied that it had sold the yard."),
    ("saw it", "quote-clipped", "Nobody saw it."),
    ("rained", "quote-short", "It rained all night."),
    ("The clerk […] left at [midnight]", "", ""),
)


@pytest.mark.parametrize(("quote", "code", "offered"), ADVISED)
def test_a_finding_ends_in_what_to_paste(tmp_path: Path, quote: str, code: str, offered: str) -> None:
    """The quote that is offered is found and has nothing to warn of; the line for `accept` silences the warning."""
    found = findings(tmp_path, quote, GAZETTE)
    assert [finding.code for finding in found] == [code] * bool(code)
    if not code:
        return
    accept, pasted = found[0].help[-2:]
    assert pasted == f'quote: "{offered}"'
    assert findings(tmp_path, offered, GAZETTE) == []
    assert codes(tmp_path, quote, GAZETTE) == [code]
    project = json.loads((tmp_path / "claims.yaml").read_text(encoding="utf-8"))
    start, separator, written = accept.partition("write into the claim “c”: ")
    assert start
    assert separator
    lines = ["site: {title: T}", f"sources: {json.dumps(project['sources'])}", "claims:", "  c:", f"    {written}"]
    lines += [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in project["claims"]["c"].items()]
    (tmp_path / "claims.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert check_project(tmp_path).diagnostics == ()


def test_no_quote_is_offered_that_would_need_more(tmp_path: Path) -> None:
    """None beside a prefix, none that is very long, and none where the sentence is the quote."""
    long = f"Nobody saw it{', nor did they hear it' * 20}."
    assert findings(tmp_path, "saw it", long)[0].help[-1].startswith("if it is right as it is")
    assert findings(tmp_path, "Rain.", "Rain. Sun.")[0].help[-1].startswith("if it is right as it is")
