"""`find`: what it prints can be pasted, and then passes `check`."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.match import find_matches
from generator.build import check_project, read_project
from generator.commands.shared.passage_search import FoundPassage, find_passages
from generator.commands.shared.quote_yaml import unfolded_words
from generator.commands.shared.yaml_text import to_scalar
from generator.folding import fold, fold_source
from generator.model import Article, Corpus, Site, Source
from generator.reading.sources import Library
from generator.reading.yamltree import Mapping, Scalar, Sequence, parse
from tests.support.command_line import verbatim
from tests.support.small_project import CLAIMS, SEED, MakeProject


def library(**texts: str) -> Library:
    """The sources `a`, `b` … with their texts."""
    sources = tuple(Source(id, f"seeds/{id}.txt") for id in texts)
    articles = {id: Article(id, text, (), True, "") for id, text in texts.items()}
    return Library(Corpus(Site("T"), sources), articles, {})


def pasted(passage: FoundPassage) -> dict[str, str]:
    """The evidence as the program reads it from claims.yaml."""
    outcome = parse(passage.evidence, "claims.yaml")
    assert not outcome.diagnostics, passage.evidence
    assert isinstance(outcome.value.root, Sequence)
    (item,) = outcome.value.root.items
    assert isinstance(item, Mapping)
    return {key.text: value.text for key, value in item.entries if isinstance(value, Scalar)}


def places(texts: dict[str, str], words: str) -> list[tuple[str, str]]:
    """Where each printed piece of evidence stands by the rule for quotes; each has one place."""
    exact, found = find_passages(library(**texts), words)
    assert exact
    anchored = []
    for passage in found:
        evidence = pasted(passage)
        quote, beside = fold(evidence["quote"]).text, [fold(evidence.get(key, "")).text for key in ("prefix", "suffix")]
        matches, _ = find_matches(quote, fold_source(texts[evidence["source"]]), *beside)
        assert len(matches) == 1, passage.evidence
        anchored.append((evidence["source"], f"{matches[0].start}"))
    return anchored


def test_an_exact_passage_is_printed_with_its_place() -> None:
    """A passage is found by the rule for quotes and printed with path, line, column and the words around it."""
    exact, found = find_passages(library(wire=SEED), "some  37,000\ntroops")
    assert exact
    assert [(passage.place, passage.context, passage.differs) for passage in found] == [
        ("seeds/wire.txt:1:14", "The US bases »some 37,000 troops« in South Korea. Talks resume on…", ()),
    ]  # fmt: skip
    assert found[0].evidence == (
        "- source: wire\n  quote: \"some 37,000 troops\"\n  stance: supports  # or refutes, qualifies, mentions"
    ) or pasted(found[0]) == {"source": "wire", "quote": "some 37,000 troops", "stance": "supports"}  # fmt: skip


def test_every_place_in_every_source_is_printed() -> None:
    """Words that stand in several places are printed once for each, in the order of the sources, told apart."""
    texts = {"a": "Hello world. Hello again, world.", "b": "Say hello. Hello there.", "c": "nothing"}
    assert places(texts, "Hello") == [("a", "0"), ("a", "13"), ("b", "11")]
    assert places(texts, "world") == [("a", "6"), ("a", "26")]


@pytest.mark.parametrize(
    "text",
    ["東京東京東京", "a a a a a a a a a a", "ab ab", "x-x-x-x", "a, a, a. a", "กกกก", "שלום שלום שלום", "l'a l'a"],
)
def test_repeated_words_are_told_apart(text: str) -> None:
    """Where words stand next to themselves, prefix, suffix or both say which place is meant."""
    words = fold(text).text.split(" ")[0].split("-")[0].strip(",")
    words = words[:2] if words.startswith("東") else words[:1] if words.startswith("ก") else words
    found = places({"a": text}, words)
    assert len(found) == len(set(found)) == len(find_matches(words, fold_source(text))[0]) >= 2


def test_the_printed_evidence_passes_check(project: MakeProject) -> None:
    """Pasted into claims.yaml, what is printed passes `check` as it is."""
    text = "It's \"so\": #1 is - [sic] - 100% {new}, they said. It's so, they said; it's so.\n\nMr Kim [left] early.\n"
    root = project({"claims.yaml": "site: {title: T}\n", "seeds/wire.txt": text})
    for words in (
        "they said",
        "It's",
        "#1 is - [sic] - 100% {new}",
        "Mr Kim […] early",
        "[He] left",
        '"so": #1',
        "so",
        "- 100%",
    ):
        exact, found = find_passages(read_project(root).value, words)
        assert exact, words
        for passage in found:
            evidence = "".join(f"    {line}\n" for line in passage.evidence.splitlines())
            claims = CLAIMS.partition("    - source")[0] + evidence
            (root / "claims.yaml").write_text(claims, encoding="utf-8")
            findings = check_project(root).diagnostics
            assert [str(finding) for finding in findings if finding.severity == "error"] == [], evidence
        (root / "claims.yaml").write_text("site: {title: T}\n")


def test_the_nearest_passages_are_printed_with_what_differs() -> None:
    """Words that stand nowhere are answered with the nearest passages, best first, and how they differ."""
    texts = {"a": "The troops left in 1994, he said.", "b": "The troops left in 1995, she said.", "c": "東京"}
    exact, found = find_passages(library(**texts), "the troops left in 1995, he said")
    assert not exact
    assert found[0].place in ("seeds/a.txt:1:1", "seeds/b.txt:1:1")
    assert {pasted(passage)["source"] for passage in found} <= {"a", "b"}
    assert all(passage.differs for passage in found)


KOREA = {
    "bbc": "Mrs Albright is the highest-ranking US official to visit North Korea.\n\nMr Kim welcomed Mrs Albright.\n",
    "wire": "Talks were held. At present the US maintains some 37,000 troops based in South Korea, he said.",
    "other": "Nobody spoke of troops. South Korea's president won a prize. The weather was fine in Pyongyang.",
}


@pytest.mark.parametrize(
    ("words", "source", "quote"),
    [
        ("South Korea troops 37,000", "wire", "37,000 troops based in South Korea"),
        ("visit official highest", "bbc", "highest-ranking US official to visit"),
        ("albright kim welcomed", "bbc", "Kim welcomed Mrs Albright"),
        ("troops maintaining", "wire", "maintains some 37,000 troops"),
        ("Albrigth offcial higest", "bbc", "Albright is the highest-ranking US official"),
        ("37,000 tropps Sotuh Korae", "wire", "37,000 troops based in South Korea"),
        ("some 38,000 troops", "wire", "some 37,000 troops"),
        ("SOME 37,000 TROOPS", "wire", "some 37,000 troops"),
        ("president's prize", "other", "president won a prize"),
        ("Pyongyang wether", "other", "weather was fine in Pyongyang"),
    ],
)
def test_words_in_any_order_and_misspelt_are_found(words: str, source: str, quote: str) -> None:
    """Words in another order, form or spelling lead to the sentence with the closest stretch that holds them, first."""
    exact, found = find_passages(library(**KOREA), words)
    assert not exact
    evidence = pasted(found[0])
    assert evidence["source"] == source
    assert quote in evidence["quote"]
    assert evidence["quote"] in {*re.split(r"(?<=[.])\s+", KOREA[source].strip()), quote}
    assert found[0].differs
    assert len(find_matches(fold(evidence["quote"]).text, fold_source(KOREA[source]))[0]) == 1


def test_what_is_taken_for_what_is_told() -> None:
    """A word that stands for another is told as the source spells it, and so is a word that is not there."""
    _, found = find_passages(library(**KOREA), "korae troops 37,000 submarines")
    assert found[0].differs == ("you typed “korae”, the source has “Korea”", "missing: submarines")


def test_only_places_that_hold_about_as_much_are_shown() -> None:
    """Where one place holds all words, those that hold few are left out; never are there more than a few."""
    _, found = find_passages(library(**KOREA), "troops 37,000 based Korea maintains")
    assert [pasted(passage)["source"] for passage in found] == ["wire"]
    many = {f"s{number:02}": f"Number {number}: the troops of Korea have left." for number in range(50)}
    assert len(find_passages(library(**many), "Korea troops left")[1]) == 5


def test_several_places_of_one_source() -> None:
    """One source may hold the words in several places; each is told apart."""
    text = "The dam broke in 1953. Then it rained. In 1953 the same dam broke, and the dam that broke in 1953 was old."
    _, found = find_passages(library(a=text), "broke dam 1953")
    quotes = [pasted(passage) for passage in found]
    assert len(quotes) > 1
    for quote in quotes:
        beside = [fold(quote.get(key, "")).text for key in ("prefix", "suffix")]
        assert len(find_matches(fold(quote["quote"]).text, fold_source(text), *beside)[0]) == 1


def test_what_a_build_has_read_is_believed_only_of_the_same_text(project: MakeProject) -> None:
    """After a build `find` and `suggest` say what they said before it; an article that changed since is read anew."""
    root = project({"seeds/more.md": "---\ntitle: More\n---\nThe war killed **500** people.\n"})
    asked = (("find", root, "killed 500 people"), ("find", root, "peple 500"), ("suggest", root, "--format", "json"))
    before = [verbatim(*command).stdout for command in asked]
    assert verbatim("build", root).returncode == 0
    assert [verbatim(*command).stdout for command in asked] == before
    (root / "seeds/more.md").write_text("---\ntitle: More\n---\nThe war killed **900** people.\n")
    assert verbatim("find", root, "killed 500 people").returncode == 1
    assert verbatim("find", root, "killed 900 people").returncode == 0
    assert "900" in verbatim("suggest", root).stdout


WORDS = ["army", "bridge", "council", "deficit", "election", "factory", "government", "harbour", "island", "justice"]


@given(st.permutations(WORDS), st.permutations(range(5)), st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_any_words_of_a_sentence_in_any_order_lead_to_it(words: list[str], order: list[int], slip: int) -> None:
    """Five words of one sentence, shuffled, with one letter doubled: the first place found is in that sentence."""
    sentence = " ".join(words[:5])
    text = f"{' '.join(words[5:])}. Something else stood here, {sentence}, and so on. Nothing follows."
    typed = [words[at] for at in order]
    typed[slip] = typed[slip][:2] + typed[slip][1:]
    _, found = find_passages(library(b="Another text about nothing at all.", a=text), " ".join(typed))
    evidence = pasted(found[0])
    assert evidence["source"] == "a"
    assert set(words[:5]) <= set(re.findall(r"\w+", evidence["quote"]))


@pytest.mark.parametrize("words", ["some 38,000 troops", "Albrigth higest offcial", "zzzz qqqq", "the of", "e a i o"])
def test_a_thousand_articles_are_searched_in_a_moment(words: str) -> None:
    """Near and misspelt words are found among four megabytes of articles in about half a second."""
    many = {f"s{at:04}": f"Number {at}. {KOREA['other']} " * 50 for at in range(1_000)}
    whole = library(**many, **KOREA)
    begun = time.process_time()
    find_passages(whole, words)
    assert time.process_time() - begun < 4  # it is about 0.5


@pytest.mark.parametrize("words", ["", " ", ".", "...", "[…]", "[x]", "–", "\u200b", "“”", "[[", "]"])
def test_words_that_no_quote_can_be_made_of_are_found_nowhere(words: str) -> None:
    """Without a letter or digit outside brackets there is no quote, and nothing to print."""
    assert find_passages(library(a="Hello. [x] “” – ... [[ ]"), words) == (False, ())


def test_without_sources_there_is_nothing() -> None:
    """No source, an empty one, and one without words: nothing is found, and nothing raises."""
    for texts in ({}, {"a": ""}, {"a": " \n"}, {"a": "."}):
        assert find_passages(library(**texts), "hello world") == (False, ())


def test_a_prefix_cannot_tell_apart_what_is_alike_all_along() -> None:
    """Where no words beside it help, that is said, and nothing false is printed as a prefix."""
    exact, found = find_passages(library(a="word " * 5_000), "word")
    assert exact
    assert "quote more words" in found[20].differs[0]
    assert set(pasted(found[20])) == {"source", "quote", "stance"}


def test_hostile_repetition_takes_seconds() -> None:
    """A source of one word, fifty thousand times, is searched in a few seconds."""
    begin = time.process_time()
    find_passages(library(a="word " * 50_000), "word")
    assert time.process_time() - begin < 8


@given(st.text(max_size=60))
def test_any_text_is_printed_as_yaml_that_reads_back(text: str) -> None:
    """A quote of any characters, printed as a YAML scalar, is one line and reads back as itself."""
    from generator.reading.yamltree import FORBIDDEN

    line = " ".join(FORBIDDEN.sub("", text).split())
    shown = to_scalar(line)
    assert "\n" not in shown and shown.isprintable()
    outcome = parse(f"quote: {shown}\n", "x.yaml")
    assert not outcome.diagnostics
    assert isinstance(outcome.value.root, Mapping)
    ((_, value),) = outcome.value.root.entries
    assert isinstance(value, Scalar)
    assert value.text == line


SCRIPTS = "ab Il, .-'’“”[]…0,7 \n\u00a0\u200b\u00adé\u0301中文กาعربيעב𝒳"


@given(st.text(st.sampled_from(SCRIPTS), max_size=60), st.integers(0, 60), st.integers(1, 20))
@settings(max_examples=300)
def test_words_of_a_source_are_found_and_pasting_them_anchors(text: str, start: int, length: int) -> None:
    """Any words cut from a source are found or are no quote; each piece of evidence printed has the place it names."""
    folded = fold_source(text)
    words = unfolded_words(text, folded, *_cut(folded.text, start, length))
    source = library(a=text)
    exact, found = find_passages(source, words)
    if not exact:
        return
    for passage in found:
        evidence = pasted(passage)
        beside = [fold(evidence.get(key, "")).text for key in ("prefix", "suffix")]
        matches, _ = find_matches(fold(evidence["quote"]).text, folded, *beside)
        assert len(matches) == 1 or "quote more words" in passage.differs[-1]
        if len(matches) == 1:
            line, column = text[: folded.start(matches[0].start)].count("\n") + 1, passage.place.split(":")[-1]
            assert passage.place.split(":")[1] == str(line) and column.isdecimal()


def _cut(text: str, start: int, length: int) -> tuple[int, int]:
    start = min(start, len(text))
    end = min(start + length, len(text))
    return start, max(end, start)


def test_our_own_project_finds_its_own_quotes() -> None:
    """Every quote of the project's own claims is found where it is anchored."""
    root = Path(__file__).resolve().parent.parent
    found = read_project(root).value
    for claim in found.corpus.claims[::10]:
        for evidence in claim.evidence:
            exact, passage = find_passages(found, evidence.quote)
            assert exact, evidence.quote
            assert evidence.source in {pasted(part)["source"] for part in passage}


# -- in a project as it is laid out -------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [0, 2, 5])
def test_what_is_printed_is_pasted_as_it_is(project: MakeProject, indent: int) -> None:
    """Below `evidence:` of a project that indents its lists in its own way, the lines are another piece of evidence."""
    head, _, item = CLAIMS.partition("    evidence:\n")
    item = "".join(f"{' ' * indent}{line}" for line in item.splitlines(keepends=True))
    text = f"{head}    evidence: # so\n# and so\n{item}"
    root = project({"claims.yaml": text})
    printed = verbatim("find", root, "Talks resume on Monday").stdout
    (root / "claims.yaml").write_text(text.replace("# and so\n", printed))
    checked = check_project(root)
    assert checked.diagnostics == ()
    assert checked.value and len(checked.value.corpus.claims[0].evidence) == 2


def test_claims_are_found_with_their_place(project: MakeProject) -> None:
    """By words in any form, order and spelling; with the line that an editor opens."""
    root = project({"claims.yaml": CLAIMS + "  other: {statement: Talks will go on.}\n"})
    done = verbatim("find", root, "--claims", "troop korea")
    assert done.stdout == "claims.yaml:5:3: troops: The US has troops in South Korea.\n"
    nothing = verbatim("find", root, "--claims", "zebra")
    assert (nothing.returncode, nothing.stdout) == (1, "")


def test_a_file_that_is_no_yaml_is_told_first(project: MakeProject) -> None:
    """Whoever pastes should know that the ids may be others, and why."""
    root = project({"claims.yaml": CLAIMS + "  x: [\n"})
    done = verbatim("find", root, "some 37,000 troops")
    assert "error[yaml-syntax]" in done.stderr
    assert "may lack claims and have other ids" in done.stderr
    assert "quote: some 37,000 troops" in done.stdout.replace('"', "")
