"""Every quote anchored or refused: what the refusals say, and where they point."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.advice import describe_differences
from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.anchoring.match import BRACKETS
from generator.analysis.anchoring.nearest import align
from generator.analysis.anchoring.source_text import in_context, in_quotation_marks
from generator.build import check_project
from generator.diagnostics import Diagnostic, Location, Outcome, as_text
from generator.folding import fold
from generator.model import Anchor, Article, Claim, Corpus, Evidence, Site, Source, TextRun
from tests.support.small_project import CLAIMS, MakeProject

SEEDS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").iterdir())}
GUARDIAN, BBC, _ = sorted(SEEDS)


def judged(
    texts: dict[str, str], quote: str, source: str = "s", prefix: str | None = None, suffix: str | None = None,
    plain: bool = True,
) -> Outcome[dict[str, Anchor]]:  # fmt: skip
    """The outcome for one quote in a project of these texts."""
    evidence = Evidence(
        "c", 1, source, quote, "supports", prefix=prefix, suffix=suffix, location=Location("q.yaml", 7, 5)
    )
    sources = tuple(Source(id, f"seeds/{id}.txt") for id in texts)
    articles = {id: Article(id, text, (TextRun(0, len(text)),), plain, "0" * 64) for id, text in texts.items()}
    corpus = Corpus(Site("Test"), sources, claims=(Claim("c", "Statement.", evidence=(evidence,)),))
    return anchor_quotes(corpus, articles)  # type: ignore[return-value]


def refused(text: str, quote: str, **beside: str) -> Diagnostic:
    """The one diagnostic for a quote in one source."""
    outcome = judged({"s": text}, quote, **beside)  # type: ignore[arg-type]
    assert not outcome.value
    (diagnostic,) = outcome.diagnostics
    return diagnostic


# -- anchored -----------------------------------------------------------------------------------------------------


def test_a_quote_with_one_place_is_anchored() -> None:
    """Every piece of evidence has its anchor by its id, and no diagnostic."""
    outcome = judged(SEEDS, "some 37,000 troops based in South Korea", BBC)
    assert not outcome.diagnostics
    anchor = outcome.value["c-1"]
    assert (anchor.evidence, anchor.source) == ("c-1", BBC)
    assert SEEDS[BBC][anchor.start : anchor.end] == "some 37,000 troops based in South Korea"


def test_evidence_without_an_article_is_passed_over() -> None:
    """What is wrong with a source has been said where it was read: its quotes say nothing more."""
    assert judged({"s": "text"}, "text", source="other") == Outcome({}, ())


def test_all_quotes_are_judged_in_one_run() -> None:
    """All diagnostics in one run: each bad quote has its own, and the good ones their anchors."""
    evidence = tuple(
        Evidence("c", number, "s", quote, "supports", location=Location("q.yaml", number))
        for number, quote in enumerate(("one", "none", "two", "[x]", "three"), 1)
    )
    corpus = Corpus(Site("T"), (Source("s", "s.txt"),), claims=(Claim("c", "S.", evidence=evidence),))
    outcome = anchor_quotes(corpus, {"s": Article("s", "one two, two three", (TextRun(0, 18),), True, "")})
    assert sorted(outcome.value) == ["c-1", "c-5"]
    assert [(diagnostic.code, diagnostic.location.line) for diagnostic in outcome.diagnostics] == [
        ("quote-not-found", 2), ("quote-ambiguous", 3), ("quote-empty", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("quote: ''", "quote-empty"),
        ("quote:", "quote-empty"),
        ('quote: " \\u200b"', "quote-empty"),
        ("quote: '[x]'", "quote-empty"),
        ("quote: {}", "wrong-type"),
        (f"quote: {'long' * 9_000}", "too-large"),
        ("note: x", "missing-key"),
    ],
)
def test_what_is_no_quote_is_one_fault(project: MakeProject, written: str, code: str) -> None:
    """One fault gives one finding: an empty quote is `quote-empty` alone, and one that cannot be read is not empty."""
    root = project({"claims.yaml": CLAIMS.replace("quote: some 37,000 troops", written)})
    assert [found.code for found in check_project(root).diagnostics] == [code]


# -- refused: the code, the place, the headline -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "quote"),
    [
        ("quote-not-found", "nowhere to be found"),
        ("quote-not-found", "Mrs Albright\nsaid\u2028that\x85it\twas"),
        ("quote-ambiguous", "Mrs\n\nAlbright"),
        ("quote-ambiguous", "the […] of"),
        ("quote-empty", "[Mrs Albright]"),
        ("quote-empty", "\n—\n"),
        ("quote-empty", "\u200b"),
    ],
)
def test_a_refusal_points_at_the_quote_in_one_line(code: str, quote: str) -> None:
    """All three point at the line where the quote's value begins; the headline is one line, and so is each help."""
    diagnostic = refused(SEEDS[GUARDIAN], quote)
    assert diagnostic.code == code
    assert diagnostic.location == Location("q.yaml", 7, 5)
    assert diagnostic.severity == "error"
    assert diagnostic.help
    for line in (diagnostic.message, *diagnostic.help):
        assert line.splitlines() == [line]
    assert len(diagnostic.message) < 250


def test_a_long_quote_is_cut_in_the_headline() -> None:
    """The headline stays a headline, however long the quote."""
    assert len(refused("text", "word " * 5_000).message) < 250


# -- not found ----------------------------------------------------------------------------------------------------


def test_not_found_names_the_source() -> None:
    """No match is `quote-not-found`: it names the source that was searched, and its file."""
    assert refused("text", "another").message.endswith("s (seeds/s.txt)")


def test_not_found_shows_the_nearest_passage_its_place_and_what_differs() -> None:
    """No match shows the nearest passage, its place and what differs, word by word."""
    help_ = refused(SEEDS[BBC], "some 35,000 troops stationed in South Korea").help
    line, column = place_of(SEEDS[BBC], SEEDS[BBC].index("some 37,000 troops"))
    assert f"seeds/s.txt:{line}:{column}:" in help_[0]
    assert "“some 37,000 troops based in South Korea”" in help_[0]
    assert help_[1:] == (
        "you typed “35,000”, the source has “37,000”",
        "you typed “stationed”, the source has “based”",
    )


@pytest.mark.parametrize(
    "before", ["", "x\n", "x\r\n", "\r\r\n\n", "😀𝒳 ", "\n😀\u200b ", "a\u2028b ", "e\u0301e\u0301 "]
)
def test_the_place_is_line_and_column_in_code_points(before: str) -> None:
    """Places count from 1, in code points: CRLF ends one line, an astral letter is one column."""
    text = before + "the quick brown fox jumps over the lazy dog\nand more"
    line, column = place_of(text, len(before))
    assert f"seeds/s.txt:{line}:{column}:" in refused(text, "the quick brown cat jumps over the lazy dog").help[0]


def place_of(text: str, offset: int) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    return len(lines), len(lines[-1]) + 1


def test_the_place_of_a_page_is_the_words_around_it() -> None:
    """Where the file is not the text, its lines say nothing: the file is named, with the words around the passage."""
    outcome = judged({"s": "One.\n\nthe quick brown fox"}, "the quick brown cat", plain=False)
    assert outcome.diagnostics[0].help[0] == "nearest, seeds/s.txt: One. »the quick brown fox«"


def test_words_added_and_left_out_are_told() -> None:
    """What differs, word by word: words that only one of both has."""
    assert differences("a b c d", "a c d") == ("you typed “b”, the source has nothing there",)
    assert differences("a c d", "a b c d") == ("the source also has “b” after “a”",)
    assert differences("b c", "a b c") == differences("a b", "a b, c") == differences("a b", "a b") == ()


def differences(typed: str, source: str) -> tuple[str, ...]:
    alignment = align(typed, source)
    return describe_differences(typed, source, alignment) if alignment else ("nothing",)


@pytest.mark.parametrize(
    ("typed", "source", "lines"),
    [
        ("the new ferry on Sunday", "that the old ferry on Sunday, wind permitting", ["“new”, the source has “old”"]),
        ("new ferry on Sunday", "that the old ferry on Sunday, wind permitting", ["“new”, the source has “old”"]),
        (
            "it left on Saturday at Hull.",
            "It rained. it left on Sunday at Hull.",
            ["“Saturday”, the source has “Sunday”"],
        ),
        ('"Nous partons" demain', "(«Nous partons» demain)", ['“"Nous”, the source has “«Nous”', "partons»"]),
        ("a well known man came", "a well-known man came", ["“well known”, the source has “well-known”"]),
        ("he said yes to it", "he said, yes to it", ["“said”, the source has “said,”"]),
        ("强同盟を確認し", "弱同盟を確認し", ["“强”, the source has “弱”"]),
        ("the price was 13.5 euros", "the price was 13,5 euros", ["“13.5”, the source has “13,5”"]),
    ],
)
def test_only_what_differs_is_told(typed: str, source: str, lines: list[str]) -> None:
    """Nothing is told of what is before the quote or behind it, and no mark is called missing that is there."""
    told = differences(fold(typed).text, fold(source).text)
    assert len(told) == len(lines)
    assert all(expected in line for expected, line in zip(lines, told, strict=True))


@pytest.mark.parametrize(
    ("typed", "source", "names"),
    [
        ("Kiev", "К" + "iev", "K (U+004B, Latin), the source has К (U+041A, Cyrillic)"),
        ("Hawai'i", "Hawaiʻi", "ʻ (U+02BB, modifier letter turned comma)"),
        ("O'Neill", "O´Neill", "´ (U+00B4, acute accent)"),
        ("5'10", "5′10", "′ (U+2032, prime)"),
        ("100 µg", "100 μg", "μ (U+03BC, Greek)"),
    ],
)
def test_characters_that_look_alike_are_named(typed: str, source: str, names: str) -> None:
    """Where both sides look the same on the screen, the characters that differ are told by their names."""
    told = differences(fold(f"he saw {typed} there").text, fold(f"he saw {source} there").text)
    assert any(names in line for line in told)


def test_words_between_are_not_called_missing() -> None:
    """What the source has between the words is told as such, and no word that is there as missing."""
    told = differences("we left the base at noon", "we left 00:01:15 the base [INAUDIBLE] at noon")
    assert told == ("the source also has “00:01:15” after “left”", "the source also has “[INAUDIBLE]” after “base”")


def test_a_difference_behind_many_like_characters_is_seen() -> None:
    """What differs is shown also where a word is long, or a script has no spaces."""
    same = "美国国务卿奥尔布赖特" * 12
    (line,) = differences(f"{same}今天访问平壤", f"{same}昨天访问平壤")
    assert "今" in line
    assert "昨" in line


def test_nothing_alike_is_said() -> None:
    """Where nothing in the source is like the quote, the help says so."""
    assert refused("0123456789 0123456789", "entirely unlike words").help == ("nothing like it is in this source",)


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("some 37,000 troops", "some 37", "some 37,000"),
        ("They can't go", "They can", "They can't"),
        ("a part b", "art", "part"),
    ],
)
def test_a_quote_that_ends_inside_a_word_is_told(text: str, quote: str, word: str) -> None:
    """Words that are there, but not at word boundaries, are shown with the whole words and their place."""
    (line,) = refused("x\n" + text, quote).help
    assert "inside a word" in line
    assert f"“{word}”" in line
    assert f"seeds/s.txt:2:{text.index(word) + 1}" in line


@pytest.mark.parametrize("quote", ["the quick […] over the lazy cat", "[T]he quick […] over the lazy cat"])
def test_a_quote_with_brackets_is_shown_whole(quote: str) -> None:
    """Of a quote in parts the whole passage is shown, and what differs in it; brackets that fit are no difference."""
    help_ = refused("So the quick brown fox jumps over the lazy dog", quote).help
    assert help_ == (
        "nearest, seeds/s.txt:1:4: “the quick […] over the lazy dog”",
        "you typed “cat”, the source has “dog”",
    )


def test_parts_out_of_order_are_told() -> None:
    """Where each part is there, the help says that it is their order or distance."""
    assert "order" in refused("one two", "two […] one").help[0]
    assert "too far" in refused("one" + " x" * 90 + " two", "one [y] two").help[0]


@pytest.mark.parametrize("beside", [{"prefix": "just"}, {"suffix": "more"}, {"prefix": "just", "suffix": "upon"}])
def test_a_wrong_prefix_or_suffix_is_told(beside: dict[str, str]) -> None:
    """A place without prefix and suffix is no match: the help says that the quote is there, and what is beside it."""
    diagnostic = refused("only once upon", "once", **beside)
    assert diagnostic.code == "quote-not-found"
    assert all(f"{name} “{words}”" in diagnostic.help[0] for name, words in beside.items())
    assert diagnostic.help[1] == "seeds/s.txt:1:6: only »once« upon"


def test_another_source_that_has_the_quote_is_named() -> None:
    """A quote of another source is told as such."""
    outcome = judged(SEEDS, "some 37,000 troops based in South Korea", GUARDIAN)
    assert any(BBC in line and "is the source right" in line for line in outcome.diagnostics[0].help)
    assert not any("is the source right" in line for line in refused("text", "words").help)


# -- ambiguous ----------------------------------------------------------------------------------------------------


def test_ambiguous_shows_every_place_with_the_words_around() -> None:
    """More than one match, overlapping ones too, shows every place with the words around it."""
    text = "The US said.\r\nNo, US troops;\n😀 the US"
    diagnostic = refused(text, "US")
    assert "3 times" in diagnostic.message
    assert [line.partition(": ")[0] for line in diagnostic.help[:3]] == [
        "seeds/s.txt:1:5", "seeds/s.txt:2:5", "seeds/s.txt:3:7",
    ]  # fmt: skip
    assert diagnostic.help[0].endswith("The »US« said. No, US troops; 😀 the US")
    assert "prefix" in diagnostic.help[3]
    assert len([line for line in refused("a b a b a", "a b a").help if "»" in line]) == 2


@pytest.mark.parametrize(
    "text", ["The US said.\nNo, US troops;\n😀 the US", "a US b, c US d", "US US", "x US. x US, x US"]
)
def test_of_few_places_each_has_words_that_tell_it_apart(text: str) -> None:
    """What is offered for a place, added to the evidence, anchors the quote at that place."""
    diagnostic = refused(text, "US")
    places = [match.start() for match in re.finditer("US", text)]
    offers = diagnostic.help[len(places) + 1 :]
    assert len(offers) == len(places)
    for offer, start in zip(offers, places, strict=True):
        beside = {key: json.loads(words) for key, words in re.findall(r'(prefix|suffix): ("[^"]*")', offer)}
        outcome = judged({"s": text}, "US", **beside)
        assert [anchor.start for anchor in outcome.value.values()] == [start]


def test_many_places_are_counted() -> None:
    """A message stays readable where a quote stands in a thousand places: it tells how many more there are."""
    diagnostic = refused("word, " * 500, "word")
    assert "500 times" in diagnostic.message
    assert diagnostic.help[-2] == "and 480 more"


# -- never a traceback --------------------------------------------------------------------------------------------

TOKENS = (
    "a", "b", "ab", " ", " ", "\n", "'", ",", "1", "[", "]", "[…]", "[x]", "é", "\u0301", "\u200b", "漢", "字", "ก", "ั",
    "😀", "İ", "ß", "-", "“",
)  # fmt: skip
free = st.lists(st.sampled_from(TOKENS), max_size=16).map("".join)


@settings(max_examples=350, deadline=None, derandomize=True)
@given(free, free, free, st.none() | free, st.none() | free)
def test_every_quote_is_anchored_or_refused(
    text: str, more: str, quote: str, prefix: str | None, suffix: str | None
) -> None:
    """Bad input never ends in a traceback: one anchor, or one diagnostic of printable lines."""
    outcome = judged({"s": text, "t": more}, quote, "s", prefix, suffix)
    assert len(outcome.value) + len(outcome.diagnostics) == bool(quote)  # where there is none, reading it told
    for diagnostic in outcome.diagnostics:
        assert diagnostic.code in {"quote-not-found", "quote-ambiguous", "quote-empty"}
        assert all(line.splitlines() == [line] for line in (diagnostic.message, *diagnostic.help))
        assert as_text([diagnostic]).count("\n") == 1 + len(diagnostic.help)
        for line, column in re.findall(r"seeds/[st]\.txt:(\d+):(\d+)", "\n".join(diagnostic.help)):
            lines = re.split(r"\n", text)
            assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1


@settings(max_examples=350, deadline=None, derandomize=True)
@given(free.map(lambda words: fold(words).text), free.map(lambda words: fold(words).text))
def test_the_nearest_passage_is_whole_words_of_the_source(words: str, source: str) -> None:
    """The nearest passage is inside the text and not empty; its steps go through quote and source in order."""
    nearest = align(words, source)
    if nearest:
        assert 0 <= nearest.start < nearest.end <= len(source)
        typed_at = source_at = 0
        for step in nearest.steps:
            assert typed_at <= step.i1 <= step.i2 <= len(words)
            assert source_at <= step.j1 <= step.j2 <= len(source)
            typed_at, source_at = step.i2, step.j2
        same = [step for step in nearest.steps if step.tag == "same" and "[" not in words]
        assert all(words[step.i1 : step.i2] == source[step.j1 : step.j2] for step in same)


def test_the_nearest_passage_of_a_changed_sentence_is_that_sentence() -> None:
    """The nearest passage is where a person would look: each sentence of an article, with a word changed."""
    source = fold(SEEDS[GUARDIAN]).text
    sentences = [sentence for sentence in source.split(". ") if len(sentence.split(" ")) > 8]
    for sentence in sentences:
        words = sentence.split(" ")
        changed = " ".join([*words[:4], "entirely", *words[5:]])
        nearest = align(changed, source)
        at = source.index(sentence)
        assert nearest, sentence
        assert abs(nearest.start - at) <= 12, sentence
        assert abs(nearest.end - (at + len(sentence))) <= 12, sentence


def test_words_around_a_place() -> None:
    """A place is shown between its words, cut at words, with marks where something was cut."""
    source = " ".join(f"w{number}" for number in range(100))
    at = source.index("w50")
    assert re.fullmatch(r"…(w\d+ )+»w50«( w\d+)+…", in_context(source, at, at + 3))
    assert in_context("one two", 4, 7) == "one »two«"
    assert len(in_context(source, 0, len(source))) < 100


def test_shown_words_are_one_short_line() -> None:
    """Words in a message are on one line, and cut where they are long."""
    assert in_quotation_marks("a\n b\u2028c") == "“a b c”"
    assert len(in_quotation_marks("x" * 500)) == 82


def test_a_quote_of_too_many_brackets_is_too_large() -> None:
    """A quote with more than a hundred pairs of brackets is refused, before it is looked for."""
    assert refused("a b c a", "a" + " [x] a" * (BRACKETS + 1)).code == "too-large"
    assert refused("a b c a", "a" + " [x] a" * BRACKETS).code == "quote-not-found"


def test_a_quote_in_a_thousand_places_says_or_more() -> None:
    """Beyond a thousand places nobody counts: the headline says so."""
    assert "occurs 1,000 times or more" in refused("a " * 5_000, "a").message
