"""Quotations in the desk's own texts: which are found, which are missed, where they lead and what the pages say."""

import json
import re
import time
from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.diagnostics import Diagnostic
from generator.language.quotation_marks import CLOSING_MARKS, find_quoted
from generator.reading import schema
from generator.reading.accepted_shape import AcceptedShape
from generator.reading.markdown_html import render_prose
from generator.reading.quotations import link_quotations, list_quotations, search_form
from generator.reading.shapes import (
    IdentifiedShape,
    LinesShape,
    ListShape,
    OverridesShape,
    RecordShape,
    Shape,
    TextShape,
)

ARTICLE = """The ferry Aurora ran aground on Monday. "We will repair it by June," said the harbour master, Ines Roth.
Nobody was hurt, and the ferry's crew didn't leave. The town pays 37,000 euros.

東京と大阪の間を走る船は来年まで止まります。
"""
OTHER = "The council met on Tuesday. Repairs are nobody's business, it found.\n"


def write(root: Path, claims: str, site: str = "{title: Harbour news}", **sources: str) -> Path:
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/ferry.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "seeds/council.txt").write_text(OTHER, encoding="utf-8")
    extra = "".join(f", {key}: {value}" for key, value in sources.items())
    head = (
        f"site: {site}\nsources:\n  ferry: {{file: seeds/ferry.txt{extra}}}\n  council: {{file: seeds/council.txt}}\n"
    )
    (root / "claims.yaml").write_text(head + claims, encoding="utf-8")
    return root


def claim(explanation: str) -> str:
    """A claim whose explanation is this Markdown."""
    lines = "".join(f"      {line}\n" for line in explanation.split("\n"))
    return (
        "claims:\n  aground:\n    statement: The Aurora ran aground.\n"
        f"    explanation: |\n{lines}"
        "    evidence:\n      - {source: ferry, quote: The ferry Aurora ran aground on Monday, stance: supports}\n"
        "      - {source: council, quote: The council met on Tuesday, stance: mentions}\n"
    )


def missed(root: Path) -> list[Diagnostic]:
    return [found for found in check_project(root).diagnostics if found.code == "prose-quote-not-found"]


# -- marks ---------------------------------------------------------------------------------------------------------

STRETCHES = {
    'He said “we will go” and "not yet".': ["we will go", "not yet"],
    "„Er sagte “ja” dazu“, »noch etwas«, ‚so was‘": ["Er sagte “ja” dazu", "noch etwas", "so was"],
    "« Il a dit oui », puis «non»": [" Il a dit oui ", "non"],
    "”Han sa ”nej” till mig” och »ett par ord»": ["Han sa ”nej” till mig", "ett par ord"],
    "„Ala ma kota” i ,,Ala ma psa''": ["Ala ma kota", "Ala ma psa"],
    '他说"我们不能去"了「東京と『大阪』」': ["我们不能去", "東京と『大阪』"],
    'צה"ל אמר "שלום לכולם"': ["שלום לכולם"],
    "It's the workers' rights, 'tis the '90s, rock 'n' roll, O'Brien’s": [],
    "'the workers' rights were lost' they say": ["the workers' rights were lost"],
    "‘They can’t go’, he said of ‘the bosses’ money’.": ["They can’t go", "the bosses’ money"],
    'a 6" pipe and "two words", "a "b c" d"': ["two words", 'a "b c" d'],
    '"stray and "two words" here': ["two words"],
    "Home » News » Local": [],
    "“open to the end": [],
}


@pytest.mark.parametrize("text", STRETCHES)
def test_the_outermost_stretches_between_quotation_marks_are_found(text: str) -> None:
    """An apostrophe, an inch, a breadcrumb and a stray mark are no quotation."""
    assert [text[quoted.start : quoted.end] for quoted in find_quoted(text)] == STRETCHES[text]


@pytest.mark.parametrize("opening", sorted(CLOSING_MARKS))
def test_every_mark_is_closed_by_each_that_may(opening: str) -> None:
    for closing in CLOSING_MARKS[opening]:
        text = f"Then {opening}so it goes{closing}, they say."
        assert [text[quoted.start : quoted.end] for quoted in find_quoted(text)] == ["so it goes"], text


@pytest.mark.parametrize("unit", ["“a b ", '"a b ', "'a ", "” ", "„a “b ", "“a” ", "'as' b "])
def test_marks_are_found_in_linear_time(unit: str) -> None:
    began = time.perf_counter()
    find_quoted(unit * 25_000)
    assert time.perf_counter() - began < 5


# -- Markdown ------------------------------------------------------------------------------------------------------

QUOTATIONS = {
    "It says “repairs *will* cost at least 900” now.": ["repairs will cost at least 900"],
    'Run `echo "two words"` now.\n\n    "three more words"\n': [],
    '[“words in a link”](https://example.org/?q="a+b")': ["words in a link"],
    "> The first part\n> goes *on*\n>\n> and the second.\n>\n> — Ines Roth, harbour": [
        "The first part goes on",
        "and the second.",
    ],
    "> “All of it in marks”\n> — Ines Roth": ["All of it in marks"],
    "> — an invented line": ["— an invented line"],
    "<q>marks of the browser</q> and &ldquo;written as entities&rdquo;": [
        "marks of the browser",
        "written as entities",
    ],
    "“First paragraph goes.\n\n“Second paragraph ends.”": ["First paragraph goes.", "Second paragraph ends."],
    "“one” and “东京大” are too short, “东京大阪” is not": ["东京大阪"],
    "《人民日報今日》 is a title, 《노동 신문》 may be speech": ["노동 신문"],
    "“well-known” is a word, “well known” is two": ["well known"],
    "“[Mrs Albright] went” is one word": [],
}


@pytest.mark.parametrize("text", QUOTATIONS)
def test_quotations_are_read_from_what_readers_see(text: str) -> None:
    """Code and addresses are no words; emphasis inside is; a credit below a block quotation is not quoted."""
    assert [quotation.words for quotation in list_quotations(text)] == QUOTATIONS[text]


def test_a_link_is_put_around_whole_elements_and_in_no_other_link() -> None:
    def link(text: str) -> str:
        return link_quotations(render_prose(text).html, lambda words: f"s.html#{len(words.split())}")

    assert link("It “costs *37,000* euros”.") == '<p>It “<a href="s.html#3">costs <em>37,000</em> euros</a>”.</p>'
    assert link("*“in italics”*") == '<p><em>“<a href="s.html#2">in italics</a>”</em></p>'
    linked = "[“two words”](claim:x)"
    assert link(linked) == render_prose(linked).html
    assert link("a *b “c* d” e") == "<p>a <em>b “c</em> d” e</p>"


# -- the search ----------------------------------------------------------------------------------------------------

FOUND = (
    "It “ran aground on Monday”.",
    "“Ran aground”, it says.",
    "“the ferry Aurora,” they write",
    "Who said “we will repair it by June”?",
    "“The ferry […] ran aground”",
    "‘“We will repair it by June,” said the harbour master’",
    "“Repairs are nobody’s business”",
    "「東京と大阪」",
    "> Nobody was hurt",
    "“… and the ferry’s crew didn’t leave …”",
)
LOST = (
    "It “sank on Monday”.",
    "“we will repair it by July”",
    "“pays 37 euros”",
    "“crew didn” left",
    "“The ferry ... on Monday”",
    "> Everybody was hurt",
    "「京都と大阪」",
)


@pytest.mark.parametrize("text", FOUND)
def test_words_of_any_source_are_found(text: str, tmp_path: Path) -> None:
    """Case, a last comma or stop and the kind of inner marks do not count; elisions do as in evidence."""
    assert not missed(write(tmp_path / "p", claim(text)))


@pytest.mark.parametrize("text", LOST)
def test_words_of_no_source_are_reported_at_their_line(text: str, tmp_path: Path) -> None:
    (finding,) = missed(write(tmp_path / "p", claim(f"One line.\n\n{text}")))
    assert finding.location.path == "claims.yaml"
    assert finding.location.line == 11
    assert check_project(tmp_path / "p").value is not None, "a warning stops nothing"


def test_labels_titles_names_code_and_emphasis_are_exempt(tmp_path: Path) -> None:
    exempt = (
        "“Not enough evidence” or “half right” of “Ferry runs aground”, by “Ines Maria Roth” and “The Aurora ran "
        "aground.”, `“in code”`, *so to speak*, in “Harbour news”"
    )
    entities = "entities: {roth: {name: Ines Roth, kind: person, aliases: [Ines Maria Roth]}}\n"
    site = "{title: Harbour news, ratings: [{id: half, label: Half right, value: 1}]}"
    root = write(tmp_path / "p", entities + claim(exempt), site, title="Ferry runs aground")
    assert not missed(root)


def test_nothing_is_missed_while_a_source_cannot_be_read(tmp_path: Path) -> None:
    root = write(tmp_path / "p", claim("“gone with the wind”"))
    (root / "seeds/council.txt").write_bytes(b"\xff\xfe\xff")
    assert not missed(root)


def test_the_nearest_passage_and_what_to_paste_are_shown(tmp_path: Path) -> None:
    (finding,) = missed(write(tmp_path / "p", claim("“The ferry Aurora ... on Monday”")))
    assert finding.help[0].startswith("nearest, seeds/ferry.txt:1:1: “The ferry Aurora ran aground on Monday")
    quote = json.loads(finding.help[-1].removeprefix("quote: "))
    assert not missed(write(tmp_path / "again", claim(f"“{quote}”")))


# -- every text ----------------------------------------------------------------------------------------------------

NAME, WORDS, KEY = "a name or a title", "the source's own words", "no text of the desk's own"
NOT_LOOKED_AT = {
    "site.title": NAME,
    "site.sources_dir": KEY,
    "a publisher.name": NAME,
    "a licence.name": NAME,
    "a rating.label": NAME,
    "claims.yaml.include": KEY,
    "a source.file": KEY,
    "a source.title": NAME,
    "a source.publisher": NAME,
    "a source.author": NAME,
    "an original.file": KEY,
    "a stretch of an article.from": WORDS,
    "a stretch of an article.to": WORDS,
    "an original.transcribed": NAME,
    "a topic.name": NAME,
    "an entity.name": NAME,
    "an entity.aliases": NAME,
    "a claim.keywords": NAME,
    "a quantity.unit": NAME,
    "a review.by": NAME,
    "a review.objection": "no page shows it",
    "a piece of evidence.quote": WORDS,
    "a piece of evidence.speaker": NAME,
    "a piece of evidence.prefix": WORDS,
    "a piece of evidence.suffix": WORDS,
    "a claim.checked_by": NAME,
    "who claims it.by": NAME,
    "who claims it.where": NAME,
}
INVENTED = "“nobody ever said {}”"


def text_keys(record: RecordShape) -> list[str]:
    return [f"{record.name}.{field.name}" for field in record.fields if is_text(field.shape)]


def is_text(shape: Shape) -> bool:
    return isinstance(shape, TextShape | LinesShape | OverridesShape | AcceptedShape) or (
        isinstance(shape, ListShape) and is_text(shape.item)
    )


def test_every_text_of_the_schema_is_looked_at_or_listed_with_the_reason(tmp_path: Path) -> None:
    """A new text key fails here until it is decided; each that is looked at is, in a project that has them all."""

    def invent(key: str) -> str:
        return json.dumps(INVENTED.format(key.replace(".", " ").replace("_", " ")), ensure_ascii=False)

    keys = [key for record in schema.RECORDS for key in text_keys(record) if key not in NOT_LOOKED_AT]
    inferred = ", ".join(f"{field.name}: {invent(f'inferred.{field.name}')}" for field in schema.INFERRED.fields)
    project = f"""site:
  title: T
  description: {invent("site.description")}
  about: {invent("site.about")}
  funding: {invent("site.funding")}
  corrections_policy: {invent("site.corrections_policy")}
  accept: {{quote-short: {invent("site.accept")}}}
  ratings: [{{id: r, label: R, value: 1, description: {invent("a rating.description")}}}]
sources:
  ferry:
    file: seeds/ferry.txt
    note: {invent("a source.note")}
    accept: {{quote-short: {invent("a source.accept")}}}
    independent_of: {{council: {invent("a source.independent_of")}}}
    inferred: {{{inferred}}}
  council:
    file: seeds/council.txt
    display: withheld
    withheld: {{date: 2020, reason: {invent("a withheld text.reason")}}}
topics: {{t: {{name: T, description: {invent("a topic.description")},
  accept: {{quote-short: {invent("a topic.accept")}}}}}}}
entities: {{e: {{name: E, kind: other, description: {invent("an entity.description")},
  accept: {{quote-short: {invent("an entity.accept")}}}}}}}
claims:
  c:
    statement: {invent("a claim.statement")}
    headline: {invent("a claim.headline")}
    explanation: {invent("a claim.explanation")}
    accept: {{quote-short: {invent("a claim.accept")}}}
    corrections: [{{date: 2020, text: {invent("a correction.text")}}}]
    history: [{{date: 2020, text: {invent("a change.text")}}}]
    evidence:
      - source: ferry
        quote: Nobody was hurt
        stance: supports
        note: {invent("a piece of evidence.note")}
  d:
    statement: Withdrawn.
    withdrawn: {{date: 2020, reason: {invent("a withdrawn claim.reason")}}}
"""
    root = write(tmp_path / "p", "")
    (root / "claims.yaml").write_text(project, encoding="utf-8")
    lines = project.splitlines()
    reported = set()
    for finding in missed(root):
        words = re.findall("“nobody ever said ([^”]*)”", finding.message)
        assert words, finding
        assert f"nobody ever said {words[0]}" in lines[finding.location.line - 1], "at its line"
        reported.add(words[0])
    assert reported == {key.replace(".", " ").replace("_", " ") for key in keys}
    stale = NOT_LOOKED_AT.keys() - {key for record in schema.RECORDS for key in text_keys(record)}
    assert not stale


def test_records_of_entries_are_all_listed() -> None:
    """The list of records, from which the rule above starts, has every record of the schema."""

    def inside(shape: Shape) -> list[RecordShape]:
        if isinstance(shape, RecordShape):
            return [shape, *(found for field in shape.fields for found in inside(field.shape))]
        if isinstance(shape, ListShape):
            return inside(shape.item)
        return inside(shape.record) if isinstance(shape, IdentifiedShape) else []

    assert {record.name for record in inside(schema.PROJECT)} == {record.name for record in schema.RECORDS}


# -- pages ---------------------------------------------------------------------------------------------------------


def build(root: Path) -> Path:
    outcome, _ = build_project(root, root / "site")
    assert outcome.value is not None, outcome.diagnostics
    return root / "site"


def test_a_quotation_leads_to_its_passage_or_its_source(tmp_path: Path) -> None:
    text = "It “ran aground”; “nobody was hurt”; “repairs are nobody's business”; “all is lost”."
    page = (build(write(tmp_path / "p", claim(text))) / "claims/aground.html").read_text(encoding="utf-8")
    assert '“<a href="../sources/ferry.html#aground-1">ran aground</a>”' in page
    assert '“<a href="../sources/ferry.html">nobody was hurt</a>”' in page
    assert '“<a href="../sources/council.html">repairs are nobody\'s business</a>”' in page
    assert "“all is lost”" in page


PLAIN = """site:
  title: Harbour <news>
  description: What “ran aground” & what did not
  accept: {quote-short: It “ran aground” as a site}
sources:
  ferry:
    file: seeds/ferry.txt
    publisher: The Courier
    inferred: {published: 'It “ran aground” as <Monday> began'}
    accept: {quote-short: 'It “ran aground” as a source'}
    independent_of: {council: It “ran aground” as one saw}
  council: {file: seeds/council.txt, publisher: The Courier}
topics: {sea: {name: At sea, accept: {quote-short: It “ran aground” as a topic}}}
entities: {ines: {name: Ines Roth, kind: person, accept: {quote-short: It “ran aground” as a name}}}
claims:
  aground:
    statement: The ferry “ran aground” then.
    topics: [sea]
    entities: [ines]
    accept: {quote-short: It “ran aground” as a claim}
    evidence:
      - {source: ferry, quote: The ferry Aurora ran aground on Monday, stance: supports}
      - {source: council, quote: The council met on Tuesday, stance: supports}
"""
PLAIN_PLACES = {
    "index.html": {"&amp; what did not"},
    "methodology.html": {"as a site"},
    "sources/ferry.html": {"as &lt;Monday&gt; began", "as a source"},
    "topics/sea.html": {"as a topic"},
    "entities/ines.html": {"as a name"},
    "claims/aground.html": {"then.", "as a claim", "as one saw"},
}


def test_quotations_in_plain_text_lead_to_their_places(tmp_path: Path) -> None:
    """So they do wherever a page prints the text as text, and nowhere in a link, a title or an attribute."""
    root = write(tmp_path / "p", "")
    (root / "claims.yaml").write_text(PLAIN, encoding="utf-8")
    site, linked = build(root), {}
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        found = re.findall(r'“<a href="(?:[./]*sources/)?ferry\.html#aground-1">ran aground</a>” ([^<]*)<', text)
        if found:
            linked[page.relative_to(site).as_posix()] = set(found)
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", text, re.DOTALL), page
        assert "&lt;a " not in text, page
    assert linked == PLAIN_PLACES


def test_words_that_are_not_published_are_no_link(tmp_path: Path) -> None:
    root = write(tmp_path / "p", claim("“ran aground” and “the town pays”"), display="excerpts")
    page = (build(root) / "claims/aground.html").read_text(encoding="utf-8")
    assert 'ferry.html#aground-1">ran aground</a>' in page
    assert "“the town pays”" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No marks.", "found every quote of the evidence, word for word, in its source."),
        ("“ran aground”", "in its source, and every quotation in our own texts, capitals aside."),
        ("“ran aground” “all is lost”", "in its source. Not every quotation in our own texts was found."),
    ],
)
def test_the_foot_of_every_page_says_what_was_found(text: str, said: str, tmp_path: Path) -> None:
    """It says what was checked and no more; the counts are on the methodology page."""
    site = build(write(tmp_path / "p", claim(text)))
    for page in site.rglob("*.html"):
        assert said in page.read_text(encoding="utf-8"), page


def test_a_changed_source_takes_the_link_away(tmp_path: Path) -> None:
    """The second build has what a clean one has."""
    root = write(tmp_path / "p", claim("“nobody was hurt”"))
    build(root)
    (root / "seeds/ferry.txt").write_text(ARTICLE.replace("Nobody was hurt", "All are well"), encoding="utf-8")
    again = (build(root) / "claims/aground.html").read_text(encoding="utf-8")
    assert "“nobody was hurt”" in again


def test_ten_thousand_marks_in_a_large_source_are_bounded(tmp_path: Path) -> None:
    words = [f"w{number * 7919 % 5000}" for number in range(200_000)]
    prose = " ".join(f"“w{number} w{number * 31 % 4999}x”" for number in range(3_000))[:49_000]
    root = write(tmp_path / "p", claim(prose))
    (root / "seeds/ferry.txt").write_text(f"{ARTICLE}{' '.join(words)}", encoding="utf-8")
    began = time.perf_counter()
    assert len(missed(root)) > 2_000
    assert time.perf_counter() - began < 60


def test_the_form_that_is_searched_keeps_the_length_of_its_text() -> None:
    assert search_form("“İstanbul’da ‘Evet.’”, ") == search_form('“İstanbul\'da "Evet."”')
