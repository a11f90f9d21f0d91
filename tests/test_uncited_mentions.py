"""What the sources say that are not quoted: who speaks of a claim, in which sentence, and who is silent."""

import marshal
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.mentions import find_mentions
from generator.analysis.uncited import relevance
from generator.analysis.uncited.relevance import search
from generator.analysis.uncited.uncited_mentions import (
    MOST_MENTIONS,
    MOST_SILENT,
    check_unquoted_mentions,
    find_uncited,
    split_articles,
)
from generator.build import build_project, check_project
from generator.cache.memo import Memo
from generator.cli import commands
from generator.language.sentences import split_sentences
from generator.model import (
    Article,
    Claim,
    Corpus,
    Entity,
    Evidence,
    Quantity,
    SharedPassage,
    SharedText,
    Site,
    Source,
)
from generator.uncited import Uncited
from tests.support.site_reader import read
from tests.support.small_project import MakeProject

# What a collection is otherwise about: sentences that share nothing with the claims here but the common name.
FILLER = " ".join(
    f"Korea {verb} its {thing}." for verb, thing in zip(
        ("sows", "counts", "sells", "paints", "mends", "builds", "washes", "closes", "opens", "buries"),
        ("rice", "votes", "ships", "walls", "roads", "dams", "cars", "mines", "schools", "cables"), strict=True,
    )
)  # fmt: skip


def judged(
    texts: Mapping[str, str], *claims: Claim, entities: Sequence[Entity] = (), sources: Sequence[Source] = ()
) -> Mapping[str, Uncited]:
    known = {source.id: source for source in sources}
    corpus = Corpus(
        Site("T"), tuple(known.get(each, Source(each, f"{each}.txt")) for each in texts), (), tuple(entities), claims
    )
    articles = {id: Article(id, text, (), plain=True, sha256="") for id, text in texts.items()}
    mentions = find_mentions(corpus, articles)
    return find_uncited(corpus, articles, mentions, {id: split_sentences(text) for id, text in texts.items()})


def claim(statement: str, *quoted: str, entities: tuple[str, ...] = (), quantity: Quantity | None = None) -> Claim:
    evidence = tuple(Evidence("c", number, each, "q", "supports") for number, each in enumerate(quoted, 1))
    return Claim("c", statement, entities=entities, quantity=quantity, evidence=evidence)


WORDS = ("gala", "dancers", "ships", "Kim", "sold", "ten", "the", "of")
KIM = Entity("kim", "Kim Jong-il", "person", ("Mr Kim",))


# -- who speaks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Some 37,000 troops are based in Korea.", True),
        ("Washington keeps 37.000 soldiers and basing rights, troops included.", True),
        ("Korea has a river.", False),
        ("Korea mends its roads. Korea counts its votes.", False),
        ("The troops went home.", False),
        ("The troops were many. Dinner was at eight. A figure of 37,000 was denied.", False),
        ("", False),
    ],
)  # fmt: skip
def test_two_telling_terms_together_speak_of_a_claim(text: str, speaks: bool) -> None:
    """Two rare words of a statement in one sentence do, whatever their form; the name that all have does not."""
    texts = {"quoted": "Some 37,000 troops are based here.", "filler": FILLER, "other": text}
    found = judged(texts, claim("The US bases 37,000 troops in Korea.", "quoted"))["c"]
    assert found.speaking == (("other",) if speaks else ())
    assert ("other" in found.silent) is not speaks


def test_every_source_is_quoted_speaking_or_silent() -> None:
    """Each source is one of the three, however often it is quoted; one without an article is silent."""
    texts = {"a": "Kim sold ten ships.", "b": "Ten ships, sold by Kim.", "c": FILLER, "d": ""}
    found = judged(texts, claim("Kim sold ten ships.", "a", "a"))["c"]
    assert (found.speaking, found.silent, found.silent_count) == (("b",), ("c", "d"), 2)


def test_a_quoted_source_never_speaks() -> None:
    """Whatever else a quoted source says, it is quoted."""
    assert judged({"a": "Kim sold ten ships.", "b": FILLER}, claim("Kim sold ten ships.", "a"))["c"].speaking == ()


def test_a_name_is_spoken_by_its_aliases() -> None:
    """Entities are found by every name they have, and count once however many words the name has."""
    texts = {"a": FILLER, "b": "Mr Kim hailed the harvest.", "c": "Mr Kim slept."}
    found = judged(texts, claim("Kim Jong-il hailed the harvest.", "a"), entities=(KIM,))["c"]
    assert found.speaking == ("b",)


def test_a_name_alone_does_not_speak() -> None:
    """A source that has only a claim's name, rare as it may be, says nothing of the claim."""
    texts = {"a": FILLER, "b": "Kim Jong-il slept. Kim Jong-il ate."}
    assert judged(texts, claim("Kim Jong-il hailed the harvest.", "a"), entities=(KIM,))["c"].speaking == ()


def test_a_source_without_the_names_does_not_speak() -> None:
    """Where sources have a claim's names, those that have none of them speak of something else."""
    texts = {"a": "Kim Jong-il launched a satellite.", "b": "France launched a satellite.", "c": FILLER}
    texts["d"] = "Kim Jong-il was there. The satellite was launched at noon."
    found = judged(texts, claim("Kim Jong-il launched a satellite.", "a"), entities=(KIM,))["c"]
    assert found.speaking == ("d",)


def test_a_name_that_no_source_has_is_looked_for_by_its_words() -> None:
    """Where an entity's full name is nowhere, the words of it in the statement count as words."""
    event = Entity("talks", "Kuala Lumpur missile talks", "event")
    texts = {"a": FILLER, "b": "In Kuala Lumpur, talks on missiles ended."}
    statement = "The Kuala Lumpur missile talks ended."
    assert judged(texts, claim(statement, "a", entities=("talks",)), entities=(event,))["c"].speaking == ("b",)


def test_listed_names_help_and_are_not_missed() -> None:
    """A name that only the curator lists adds to what a sentence has, and is not asked of it."""
    texts = {"a": FILLER, "b": "The harvest was hailed."}
    listed = claim("The harvest was hailed.", "a", entities=("kim",))
    assert judged(texts, listed, entities=(KIM,))["c"].speaking == ("b",)
    assert judged(texts | {"c": "Mr Kim saw the harvest."}, listed, entities=(KIM,))["c"].speaking == ("c",)


def test_the_figure_of_a_quantity_is_looked_for() -> None:
    """The quantity's value is a term, even where the statement has it in words."""
    texts = {"a": FILLER, "b": "There were 37,000 soldiers."}
    counted = claim("Thirty-seven thousand soldiers are there.", "a", quantity=Quantity(37000))
    assert judged(texts, counted)["c"].speaking == ("b",)


def test_the_likeliest_come_first() -> None:
    """Sources by how much of the statement their best sentence has, those of equal share in the corpus's order."""
    texts = {
        "a": FILLER, "few": "The gala had dancers.", "all": "A gala had dancers, singers and musicians.",
        "more": "Dancers and singers at the gala.", "again": "The gala had dancers.",
    }  # fmt: skip
    found = judged(texts, claim("The gala had dancers, singers and musicians.", "a"))["c"]
    assert found.speaking == ("all", "more", "few", "again")
    assert [mention.likely for mention in found.remarks] == [True, True, False, False]


def test_a_remark_is_the_best_sentence_with_its_words_marked() -> None:
    """The sentence that has most of the claim, at its place; its marks are the claim's words and names, in order."""
    text = "A gala was held. Mr Kim’s gala had 100,000 dancers! Dancers slept."
    statement = "Kim Jong-il watched 100,000 dancers at a gala."
    (remark,) = judged({"a": FILLER, "b": text}, claim(statement, "a"), entities=(KIM,))["c"].remarks
    assert text[remark.start : remark.end] == "Mr Kim’s gala had 100,000 dancers!"
    assert [text[start:end] for start, end in remark.marks] == ["Mr Kim", "gala", "100,000", "dancers"]


def test_a_text_without_sentences_is_heard_in_parts() -> None:
    """What stands far apart does not stand together, though no full stop parts it; and no remark is endless."""
    far = f"troops {'and more ' * 200} 37,000"
    near = f"{'and more ' * 200} 37,000 troops {'and more ' * 200}"
    found = judged({"a": FILLER, "far": far, "near": near}, claim("There are 37,000 troops.", "a"))["c"]
    assert found.speaking == ("near",)
    assert found.remarks[0].end - found.remarks[0].start <= relevance.SENTENCE


def test_chinese_is_heard_without_spaces() -> None:
    """Scripts without spaces are heard by their characters, two by two."""
    texts = {"a": "天气很好。", "b": "朝鲜领导人在平壤会见美国国务卿。", "c": "平壤下雨了。"}
    assert judged(texts, claim("美国国务卿在平壤会见朝鲜领导人。", "a"))["c"].speaking == ("b",)


def test_what_is_shown_is_bounded_and_the_rest_counted() -> None:
    """However many sources there are, so many are shown, and all are counted."""
    texts = {f"s{number}": "Ten ships sank off Busan." for number in range(50)}
    texts |= {f"z{number}": "Nothing of it." for number in range(40)} | {"a": FILLER}
    found = judged(texts, claim("Ten ships sank off Busan.", "a"))["c"]
    assert len(found.speaking) == 50
    assert len(found.remarks) == MOST_MENTIONS
    assert len(found.silent) == MOST_SILENT
    assert found.silent_count == 40
    assert not found.partial


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6),
    st.lists(st.sampled_from(WORDS), max_size=5),
)
def test_what_is_found_is_what_the_rule_says(said: list[list[str]], asked: list[str]) -> None:
    """The search for candidates loses nothing: the same sources as the rule, put to each sentence, has."""
    texts = {f"s{number}": f"{' '.join(each).capitalize()}." for number, each in enumerate(said)} | {"f": FILLER}
    kim = Entity("kim", "Kim", "person")
    corpus = Corpus(Site("T"), tuple(Source(each, "") for each in texts), (), (kim,))
    articles = {id: Article(id, text, (), plain=True, sha256="") for id, text in texts.items()}
    mentions = find_mentions(corpus, articles)
    spans = {id: split_sentences(text) for id, text in texts.items()}
    collection = relevance.Collection("en", tuple(texts.items()), spans, (kim,), mentions)
    (subject,) = relevance.build_queries([relevance.ClaimContent(" ".join(asked), (), None, ())], collection)
    hall = relevance.build_sentence_index(collection, [subject])
    total = sum(hall.rarity[term] or relevance.UNKNOWN for term in subject.said)
    enough = max(relevance.ALONE, min(relevance.ENOUGH, relevance.SHARE * total))
    names = [term for term in subject.said if term.startswith(relevance.NAME)]
    expected = set()
    for source, spoken in enumerate(hall.spoken):
        if names and not any(name in spoken for name in names):
            continue
        for unit in range(len(hall.spans)):
            having = [term for term in subject.said if unit in spoken.get(term, ())]
            weight = sum(hall.rarity[each] for each in having) + 1e-9
            if (len(having) > 1 and weight >= enough) or (len(having) > 2 and weight >= relevance.MOST * total):
                expected.add(source)
    assert {hit.source for hit in search(subject, hall, 0, 10_000)[0]} == expected


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=40), st.text(min_size=1, max_size=5))
def test_no_text_breaks_the_search(said: list[str], statement: str, name: str) -> None:
    """Whatever sources, statement and names are: marks lie in remarks, remarks in their texts, in order and apart."""
    texts = {f"s{number}": each for number, each in enumerate(said)}
    found = judged(texts, claim(statement, entities=("e",)), entities=(Entity("e", name, "other"),))["c"]
    for mention in found.remarks:
        places = [mention.start, *(place for mark in mention.marks for place in mark), mention.end]
        assert places == sorted(places)
        assert 0 <= mention.start < mention.end <= len(texts[mention.source])


# -- from build to build --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["nothing", "claim", "quoted", "source", "entity", "language"])
def test_what_is_remembered_is_what_would_be_found(change: str) -> None:
    """With what the last build kept, whatever has changed since, the same is found as without."""
    texts = {f"s{number}": f"Ten ships sank on day {number}. Kim sold a gala. {FILLER}" for number in range(4)}
    claims = (claim("Ten ships sank.", "s0"), replace(claim("Kim sold a gala.", "s1"), id="d"))
    corpus = Corpus(Site("T"), tuple(Source(each, "") for each in texts), (), (KIM,), claims)

    def found(corpus: Corpus, texts: Mapping[str, str], memo: Memo | None) -> Mapping[str, Uncited]:
        articles = {id: Article(id, text, (), plain=True, sha256="") for id, text in texts.items()}
        mentions = find_mentions(corpus, articles, memo)
        return find_uncited(corpus, articles, mentions, split_articles(articles, memo), memo)

    first = Memo()
    found(corpus, texts, first)
    kept = marshal.loads(marshal.dumps(first.results))  # noqa: S302 - as a build keeps it
    if change == "claim":
        corpus = replace(corpus, claims=(replace(claims[0], statement="Ten dancers sank."), claims[1]))
    elif change == "quoted":
        corpus = replace(corpus, claims=(claim("Ten ships sank.", "s0", "s2"), claims[1]))
    elif change == "source":
        texts = texts | {"s3": "The ships of Mr Kim sank, all ten."}
    elif change == "entity":
        corpus = replace(corpus, entities=(Entity("kim", "Kim", "person"),))
    elif change == "language":
        corpus = replace(corpus, site=Site("T", language="de"))
    assert found(corpus, texts, Memo(kept)) == found(corpus, texts, None)


# -- what it costs ------------------------------------------------------------------------------------------------


def test_a_claim_of_common_words_costs_little() -> None:
    """Two hundred words that every sentence has: no combination of them is tried."""
    common = " ".join(f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(200))
    texts = {f"s{number}": f"{common}. " * 5 for number in range(40)}
    begin = time.process_time()
    judged(texts, *(replace(claim(common), id=f"c{number}") for number in range(100)))
    assert time.process_time() - begin < 5


def test_one_claim_in_a_thousand_sources() -> None:
    """All of them are asked, in next to no time."""
    texts = {f"s{number}": f"Ten ships sank off Busan on day {number}. {FILLER}" for number in range(1_000)}
    begin = time.process_time()
    found = judged(texts, claim("Ten ships sank off Busan.", "s0"))["c"]
    assert len(found.speaking) == 999
    assert time.process_time() - begin < 3


def test_very_many_claims_are_looked_for_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words are looked at for as long as may be, the rest is left, and said to be."""
    monkeypatch.setattr("generator.analysis.uncited.uncited_mentions._ALL_PLACES", 0)
    monkeypatch.setattr("generator.analysis.uncited.uncited_mentions.LEAST_PLACES", 5)
    texts = {f"s{number}": "Ten ships sank off Busan." for number in range(50)} | {"a": FILLER}
    assert judged(texts, claim("Ten ships sank off Busan.", "a"))["c"].partial


# -- what is said of it -------------------------------------------------------------------------------------------

SHIPS = """\
site: {title: Ships}
sources:
  wire: {file: seeds/wire.txt, title: The wire}
  paper: {file: seeds/paper.txt, title: The paper}
  log: {file: seeds/log.md, title: The log}
claims:
  sank:
    statement: Ten ships sank off Busan.
    evidence: [{source: wire, quote: "Ten ships sank", stance: supports}]
  rain:
    statement: It rained.
    evidence:
    - {source: paper, quote: "It rained", stance: supports}
    - {source: log, quote: "Rain all day", stance: supports}
"""
SEEDS = {
    "seeds/wire.txt": "Ten ships sank off Busan on Monday.\n",
    "seeds/paper.txt": f"It rained. Only nine ships sank off Busan, the navy says. {FILLER}\n",
    "seeds/log.md": "Rain all day.\n",
}


def test_mentions_are_warned_of_where_asked(project: MakeProject) -> None:
    """`unquoted-mention` stands at the claim, with the sentence and its place; only with --mentions is it there."""
    root = project({"claims.yaml": SHIPS, **SEEDS})
    assert check_project(root).diagnostics == ()
    (found,) = check_project(root, mentions=True).diagnostics
    assert (found.code, found.severity, found.location.line) == ("unquoted-mention", "warning", 7)
    assert found.message == "“paper” speaks of “sank” and is not quoted for it"
    assert found.help[0] == "seeds/paper.txt:1:12: “Only nine ships sank off Busan, the navy says.”"


@pytest.mark.parametrize(
    ("options", "status"), [([], 0), (["--strict"], 0), (["--mentions"], 0), (["--mentions", "--strict"], 1)]
)
def test_strict_counts_mentions_only_where_asked(project: MakeProject, options: list[str], status: int) -> None:
    """--strict makes an error of a mention with --mentions only."""
    root = project({"claims.yaml": SHIPS, **SEEDS})
    assert CliRunner().invoke(commands, ["check", str(root), *options]).exit_code == status


def test_mentions_of_errors_are_not_looked_for(project: MakeProject) -> None:
    """A project with errors has these only."""
    root = project({"claims.yaml": SHIPS.replace('Ten ships sank"', 'Two ships sank"'), **SEEDS})
    assert [diagnostic.code for diagnostic in check_project(root, mentions=True).diagnostics] == ["quote-not-found"]


def test_a_known_copy_is_not_warned_of(project: MakeProject) -> None:
    """What the curator says is derived from a quoted source has not been left out."""
    derived = SHIPS.replace("title: The paper", "title: The paper, derived_from: wire")
    root = project({"claims.yaml": derived, **SEEDS})
    assert check_project(root, mentions=True).diagnostics == ()


def test_a_place_in_a_page_is_one_of_its_published_text(project: MakeProject) -> None:
    """A sentence of a .md or .html file is placed in sources/ID.txt, as everywhere."""
    page = {"seeds/log.md": "Rain all day.\n\nNine ships **sank** off Busan.\n"}
    found = check_project(project({"claims.yaml": SHIPS, **SEEDS, **page}), mentions=True).diagnostics
    assert any(each.help[0].startswith("sources/log.txt:3:1: ") for each in found)


def test_what_all_sources_say_is_no_chance() -> None:
    """Three terms that make up most of a statement speak of it, though every sentence of the collection has them."""
    texts = {f"s{number}": "Ten ships sank off Busan." for number in range(5)}
    assert len(judged(texts, claim("Ten ships sank off Busan.", "s0"))["c"].speaking) == 4


def test_no_warning_without_likelihood() -> None:
    """A sentence that has a part of a claim only is on its page, and no reason to warn."""
    texts = {"a": FILLER, "few": "The gala had dancers.", "other": "Singers slept. Musicians ate."}
    made = claim("The gala had dancers, singers and musicians.", "a")
    corpus = Corpus(Site("T"), tuple(Source(each, "") for each in texts), claims=(made,))
    articles = {id: Article(id, text, (), plain=True, sha256="") for id, text in texts.items()}
    found = judged(texts, made)
    assert found["c"].speaking == ("few",)
    assert list(check_unquoted_mentions(corpus, articles, found)) == []


def test_a_copy_of_a_quoted_source_is_no_warning() -> None:
    """Where the sentence is in text that a quoted source has too, quoting it would add nothing."""
    text = "Only nine ships sank off Busan, the navy says."
    texts = {"wire": text, "paper": text, "log": "It rained. " + FILLER}
    made = Claim("c", "Nine ships sank off Busan.", evidence=(Evidence("c", 1, "wire", "nine", "supports"),))
    corpus = Corpus(Site("T"), tuple(Source(each, f"{each}.txt") for each in texts), claims=(made,))
    articles = {id: Article(id, text, (), plain=True, sha256="") for id, text in texts.items()}
    found = judged(texts, made)
    assert [mention.source for mention in found["c"].remarks] == ["paper"]

    def warned(*shared: SharedText) -> int:
        return len(list(check_unquoted_mentions(corpus, articles, found, shared)))

    assert warned() == 1
    assert warned(SharedText("wire", "paper", (SharedPassage(5, 40, 5, 40, 7, 7),))) == 0
    assert warned(SharedText("log", "paper", (SharedPassage(5, 40, 5, 40, 7, 7),))) == 1
    assert warned(SharedText("paper", "wire", (SharedPassage(90, 99, 5, 40, 7, 7),))) == 1


# -- on the site --------------------------------------------------------------------------------------------------


def page(root: Path, path: str) -> str:
    """What a reader reads on a page, white space aside."""
    build_project(root, root / "site")
    return " ".join(read(root / "site").pages[path].root.text.split())


def test_the_claims_page_tells_all_three(project: MakeProject) -> None:
    """How many sources are quoted, speak and are silent; the sentence, with a link to its source; and who is silent."""
    text = page(project({"claims.yaml": SHIPS, **SEEDS}), "claims/sank.html")
    assert "Of 3 sources, 1 is quoted, 1 speaks of this without being quoted and 1 is silent." in text
    assert "Only nine ships sank off Busan, the navy says." in text
    assert "Silent: The log" in text


def test_nothing_withheld_is_shown(project: MakeProject) -> None:
    """Of a source that is published in excerpts, no sentence is shown that is not quoted; that it speaks is told."""
    closed = SHIPS.replace("title: The paper", "title: The paper, display: excerpts")
    root = project({"claims.yaml": closed, **SEEDS})
    text = page(root, "claims/sank.html")
    assert "1 speaks of this without being quoted" in text
    for file in (root / "site").rglob("*"):
        assert not file.is_file() or b"nine ships" not in file.read_bytes(), file


def test_a_sentence_quoted_elsewhere_is_shown_of_excerpts(project: MakeProject) -> None:
    """What is published of such a source for another claim is shown, and leads to that passage."""
    closed = SHIPS.replace("title: The paper", "title: The paper, display: excerpts").replace(
        '"It rained"', '"nine ships sank off Busan, the navy says"'
    )
    text = page(project({"claims.yaml": closed, **SEEDS}), "claims/sank.html")
    assert "Only nine ships sank off Busan, the navy says." in text


def test_all_sources_quoted(project: MakeProject) -> None:
    """Where no source is left, that is said, and no more."""
    text = page(project({}), "claims/troops.html")
    assert "The only source is quoted." in text
    assert "Silent" not in text


def test_the_matrix_tells_empty_cells_apart(project: MakeProject) -> None:
    """A source that speaks without being quoted has a word and a link to the claim's page, a silent one a dash."""
    root = project({"claims.yaml": SHIPS, **SEEDS})
    build_project(root, root / "site")
    text = (root / "site/matrix.html").read_text(encoding="utf-8")
    assert text.count('href="claims/sank.html#others"') == 1
    assert text.count("<td>–</td>") == 2
    assert "– Silent" in text


def test_the_data_has_who_speaks(project: MakeProject) -> None:
    """claims.json names the sources; a claim without any has no such key."""
    import json

    root = project({"claims.yaml": SHIPS, **SEEDS})
    build_project(root, root / "site")
    sank, rain = json.loads((root / "site/claims.json").read_text(encoding="utf-8"))["claims"]
    assert sank["unquoted"] == ["paper"]
    assert "unquoted" not in rain
