"""`suggest`: what is worth checking comes first and says why; what it prints can be pasted, and then passes `check`."""

import json
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.worth import read_news
from generator.analysis.anchoring.match import find_matches
from generator.analysis.anchoring.source_text import prepare_texts
from generator.build import check_project, read_project
from generator.commands.suggest.differences import describe_differences, find_traits
from generator.commands.suggest.features import MOST, extract_features
from generator.commands.suggest.grouping import ComparedSentence, group_sentences
from generator.commands.suggest.lexicon import SIGN_WORDS
from generator.commands.suggest.output import as_text
from generator.commands.suggest.scoring import WORDS, load_weights, score_sentence, score_sentences
from generator.commands.suggest.speakers import find_turns
from generator.commands.suggest.suggestions import LEAST, Suggestion, SuggestionGroup, find_suggestions, keep_best, rank
from generator.commands.suggest.to_yaml import claims_yaml
from generator.folding import fold, fold_source
from generator.language.sentences import split_sentences
from generator.model import Article, Claim, Corpus, Entity, Evidence, Site, Source
from generator.reading.sources import Library
from generator.reading.yamltree import FORBIDDEN, Scalar, parse
from generator.reading.yamltree import Mapping as Node
from generator.reading.yamltree import Sequence as Items
from tests.support.command_line import snapshot_files, verbatim
from tests.support.small_project import CLAIMS, SEED, MakeProject

ROOT = Path(__file__).resolve().parent.parent


def library(texts: Mapping[str, str], claims: tuple[Claim, ...] = (), entities: tuple[Entity, ...] = ()) -> Library:
    """The sources by id with their texts."""
    sources = tuple(Source(id, f"seeds/{id}.txt") for id in texts)
    articles = {id: Article(id, text, (), True, "") for id, text in texts.items()}
    return Library(Corpus(Site("T"), sources, claims=claims, entities=entities), articles, {})


def suggested(texts: Mapping[str, str], claims: tuple[Claim, ...] = ()) -> tuple[Suggestion, ...]:
    return rank(find_suggestions(library(texts, claims)))


def quoting(source: str, *quotes: str) -> tuple[Claim, ...]:
    evidence = tuple(Evidence("c", at, source, quote, "supports") for at, quote in enumerate(quotes, 1))
    return (Claim("c", "S.", evidence=evidence),)


def rank_quality(marked: Iterable[tuple[str, bool]]) -> float:
    """The area under the ROC curve: how often a sentence that is worth checking stands before one that is not."""
    scores = [(score_sentence(sentence).score, worth) for sentence, worth in marked]
    good, bad = ([score for score, worth in scores if worth == kind] for kind in (True, False))
    return sum((sentence > other) + 0.5 * (sentence == other) for sentence in good for other in bad) / (
        len(good) * len(bad)
    )


# -- scores -------------------------------------------------------------------------------------------------------

WORTH = """\
The US bases some 37,000 troops in South Korea.
Unemployment fell to 4.1 per cent in March, the lowest since 1974, the ministry said.
The factory employs more people than any other in the region.
At least 12 people were killed when the bridge collapsed on Tuesday.
The government cut the health budget by a third between 2008 and 2012.
Senator Hale voted against the bill three times.
The river is contaminated because the company dumped waste for two decades, according to the report.
The minister was convicted of fraud in 1998.
The country has the highest infant mortality rate in Europe.
The two countries signed a peace treaty in 1953.
Exports to China doubled to $3 billion last year.
The vaccine reduced deaths by 60% in the first year, a study found.
Police arrested 140 demonstrators, officials reported.
The law banned smoking in restaurants.
The council spent twice as much on roads as on schools.
""".splitlines()

NOT_WORTH = """\
Join the mailing list
Thank you very much, and good evening.
I think we should all be proud of what we have done.
What do you want to know?
Let me tell you something, my friends.
Search options
You are in: World: Asia-Pacific
It is a beautiful, wonderful place.
Read more stories like this
Click here to subscribe to our newsletter.
Wow!
I hope that things will get better.
We need to work together and do the right thing.
Front Page
Share this on social media
If we want change, we must be bold.
That is simply wrong.
Copyright © 2001 The Daily Post. All rights reserved.
""".splitlines()


def test_facts_stand_before_talk() -> None:
    """Facts that can be checked score above opinion, greeting, question, advice, menus and boilerplate."""
    marked = [*((sentence, True) for sentence in WORTH), *((sentence, False) for sentence in NOT_WORTH)]
    assert rank_quality(marked) == 1.0
    assert all(score_sentence(sentence).score < LEAST for sentence in NOT_WORTH if not sentence.endswith("."))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The city has 40,000 homes.", "The city has homes."),
        ("The tower is the highest in Asia.", "The tower is in Asia."),
        ("It costs more than the old one.", "It costs as the old one."),
        ("The strike ended on 3 May 2004.", "The strike ended."),
        ("The dam broke because the wall was weak.", "The dam broke, the wall was weak."),
        ("The dam is weak, the engineers reported.", "The dam is weak, the engineers."),
        ("The tax rose by half.", "The tax rose."),
        ("Violent crime fell in Leeds.", "Violent crime fell in Leeds?"),
        ("Violent crime fell in Leeds.", "I think violent crime fell in Leeds."),
        ("Violent crime fell in Leeds.", "Violent crime could fall in Leeds."),
        ("Violent crime fell in Leeds.", "Violent crime should fall in Leeds."),
        ("Violent crime fell in Leeds last year.", "Violent crime fell in Leeds last year | Home"),
        ("Violent crime fell in Leeds last year.", "Violent crime fell in Leeds last year"),
        ("The party will raise the tax.", "We will raise the tax."),
    ],
)
def test_each_sign_counts(more: str, less: str) -> None:
    """A figure, a superlative, a comparison, a date, a cause, an attribution speak for a sentence; a question, an
    opinion, a hedge, advice, a menu's bar, a missing end, a promise against it."""
    assert score_sentence(more).score > score_sentence(less).score


@pytest.mark.parametrize(
    ("sentence", "shown", "hidden"),
    [
        ("An F-16 and a B52 flew over the town.", set(), {"figure", "unit"}),
        ("The library is open from 10 to 18; readers come and go.", {"figure"}, {"unit"}),
        ("The bridge weighs 300 tonnes.", {"figure", "unit"}, set()),
        ("It was the 11th cut of the rate.", {"order"}, {"figure", "unit"}),
        ("He left on 6 May 2024.", {"date", "year"}, {"modal", "figure", "name"}),
        ("The council met on Monday.", {"date"}, {"name"}),
        ("At least the roof held.", set(), {"superlative"}),
        ("It is the least of the towers.", {"superlative"}, set()),
        ("He came last week.", {"date"}, {"order"}),
    ],
)
def test_signs_are_what_they_are_called(sentence: str, shown: set[str], hidden: set[str]) -> None:
    """A unit follows its figure, a name's number is no figure, a weekday no name, and “at least” no superlative."""
    found = extract_features(sentence).signs.keys()
    assert shown <= found
    assert not hidden & found


def test_what_stands_again_counts_less_each_time() -> None:
    """A list of ten figures is not ten times as checkable as one: each further one adds half of what the last did."""
    much = [extract_features("It sold " + ", ".join(["7 boats"] * times) + ".").signs["unit"] for times in range(1, 6)]
    assert much == [1, 1.5, 1.75, 1.875, 1.9375]


def test_a_score_says_why() -> None:
    """Reasons are short words: what speaks for the sentence, weightiest first, then what speaks against it."""
    found = score_sentence("I think unemployment rose to 9 per cent in 1982, the highest ever.")
    assert {"share or rate", "superlative", "not: opinion", "not: in the first person"} <= {*found.reasons}
    against = [reason.startswith("not: ") for reason in found.reasons]
    assert against == sorted(against)
    assert 0 < found.score < 1 and found.score == round(found.score, 3)
    assert all(len(reason) < 40 for reason in found.reasons)


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    """weights.json and the signs that sentences show are of one list."""
    known = load_weights().signs.keys() | load_weights().stated.keys()
    assert SIGN_WORDS.keys() <= known
    shown = {sign for sentence in (*WORTH, *NOT_WORTH) for sign in extract_features(sentence).signs}
    assert shown <= known
    assert WORDS.keys() <= known | {"before", "host"}
    file = json.loads((ROOT / "generator/commands/suggest/weights.json").read_text(encoding="utf-8"))
    assert not file["learned"]["signs"].keys() & file["stated"]["signs"].keys()
    assert "doi.org" in file["learned"]["from"]


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_has_a_score(text: str) -> None:
    """Whatever the text, the score is between 0 and 1, and no sign counts more than it may."""
    assert 0 <= score_sentence(text).score <= 1
    assert all(0 < much <= MOST for much in extract_features(text).signs.values())


@pytest.mark.parametrize("piece", ["a ", "1 ", "($", "said ", "of the ", "'", "...", "東", "A.", "more than "])
def test_scoring_takes_linear_time(piece: str) -> None:
    """A sentence of a megabyte takes seconds at most."""
    begun = time.process_time()
    score_sentence(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 10


# -- the article around -------------------------------------------------------------------------------------------


FURNITURE = """\
Share this story with friends
Accept all cookies
We use cookies to improve your experience on our website.
Subscribe from $1 a week
Subscribe now for 1 dollar a month and cancel anytime.
Contact: newsdesk@example.org
Email the author at j.smith@example.org.
Photo: The minister at the opening of the bridge, 2019
The minister arrives at the summit in 2019 (Getty Images)
Image caption, Thousands of people marched through the capital on Saturday
Read more: Ten things to know about the budget
24 comments
Last updated: 12:30, 3 May 2021
5 min read
By Jane Doe, Political Editor
Home | World | Politics | Business | Sport
Copyright 2024 Example Media Ltd. All rights reserved.
© 2024 The Daily Post
Click here to see all 120 photos
Your browser does not support JavaScript.
Download our app for the latest breaking news alerts.
The opinions expressed here are those of the author.
""".splitlines()


def test_evidence_stands_before_furniture() -> None:
    """Sentences that claims of our own project quote score above what is around articles on their pages and others."""
    news = read_news(ROOT)
    quoted = [sentence for sentence, mark in news if mark and sentence[-1] in ".!?" and sentence.count(" ") > 3]
    around = [*FURNITURE, *(sentence for sentence, mark in news if not mark)]
    assert len(quoted) > 40 and len(around) > 40
    assert rank_quality([*((sentence, True) for sentence in quoted), *((line, False) for line in around)]) > 0.99
    assert max(score_sentence(line).score for line in around) < LEAST


def test_a_sentence_after_a_checkable_one_counts_more() -> None:
    """The sentence before counts, as far as it is worth checking; furniture before takes nothing away."""
    after = ["The harbour was closed."]
    alone = score_sentence(*after)
    (_, raised) = score_sentences(["Unemployment fell to 4.1 per cent, the lowest since 1974.", *after])
    (_, same) = score_sentences(["Join the mailing list", *after])
    assert raised.score > alone.score == same.score
    assert "after a checkable sentence" in raised.reasons


def test_length_alone_makes_no_sentence_checkable() -> None:
    """The same figure among many other words counts less, and not more for each word."""
    short = score_sentence("The bridge cost 3 million dollars.")
    long = score_sentence("The bridge cost 3 million dollars" + ", they went on and on about this" * 8 + ".")
    assert long.score < short.score


TRANSCRIPT = """\
MS. REED: Good evening. How many homes were built in 2019?

LOPEZ: We built 4,000 homes in 2019. Crime fell by a third.

MS. REED: Did crime fall in 2019? The town built 4,000 homes in 2019.

[12:40] LOPEZ (mayor): It fell in each of the last five years.
"""


def test_who_asks_the_questions_counts_less() -> None:
    """In a transcript, what is said by who leads it scores below the same words of somebody else."""
    found = {suggestion.text: suggestion for suggestion in suggested({"a": TRANSCRIPT})}
    theirs = found["LOPEZ: We built 4,000 homes in 2019."]
    asked = found.get("The town built 4,000 homes in 2019.")
    assert "not: by who asks the questions" not in theirs.reasons
    assert asked is None or (asked.score < theirs.score and "not: by who asks the questions" in asked.reasons)
    assert score_sentence("The town built 4,000 homes in 2019.").score > (asked.score if asked else LEAST)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (TRANSCRIPT, ["MS. REED", "LOPEZ", "MS. REED", "LOPEZ"]),
        ("TEXT: North Korea says so.\n\nINTRO: He went there.", []),
        ("Note: one.\nNote: two.\nNote: three.", []),
        ("Jane Doe: Yes.\nJohn Roe: No.\nJane Doe: Yes!\nJohn Roe: No!", ["Jane Doe", "John Roe"] * 2),
        ("at 10:30 he left: gone\nat 11:30 she left: gone", []),
    ],
)
def test_turns_are_told_by_labels_that_come_again(text: str, names: list[str]) -> None:
    """A transcript has two speakers or more, each with two labels or more; a heading with a colon is none."""
    assert list(find_turns(text).names) == names


@given(st.text(alphabet="AB b:.?\n[1]", max_size=200))
@settings(max_examples=200)
def test_any_text_has_turns_in_order(text: str) -> None:
    """Turns are places of the text, in order, and every sentence's words end where it ends."""
    turns = find_turns(text)
    assert list(turns.starts) == sorted(turns.starts)
    assert all(start <= turns.skip_label(start, end) <= end for start, end in split_sentences(text))


GERMAN = (
    "Die Zahl der Toten war im Jahr 1999 mit 500 nicht so hoch wie die der Verletzten, und sie sank auf 40 Prozent."
)
TALK = " Die Stadt und das Land sind sich nicht einig, wer es zahlt." * 4


def test_no_english_word_counts_in_another_language() -> None:
    """*war* is no war in German: only figures and marks count there, and the reasons say so."""
    found = suggested({"a": GERMAN + TALK})[0]
    assert "language not learned: de" in found.reasons and any("figure" in reason for reason in found.reasons)
    assert not any("war" in reason or "past" in reason for reason in found.reasons)


def test_the_command_says_which_languages_it_does_not_know(project: MakeProject) -> None:
    """Below the list, by language, with the sources; nothing where all are English."""
    root = project({"seeds/brief.txt": GERMAN + TALK})
    ran = verbatim("suggest", root)
    assert ran.returncode == 0
    assert "language de is not known to suggest, only figures and marks count: brief\n" in ran.stderr
    (root / "seeds/brief.txt").write_text("The war killed 500 people, and that is the end of it.", encoding="utf-8")
    assert "not known" not in verbatim("suggest", root).stderr


def test_the_table_has_no_names_and_two_digits() -> None:
    """Each weight of weights.json can be read: two digits, and at most some hundred words, in small letters."""
    known = load_weights()
    assert 300 < len(known.words) <= 600
    assert all(word == word.lower() and len(word) < 20 for word in known.words)
    assert all(weight == round(weight, 2) for weight in (*known.words.values(), *known.signs.values()))
    assert not {"trump", "clinton", "obama", "putin", "republicans", "democrats"} & known.words.keys()


# -- what is listed -----------------------------------------------------------------------------------------------


def test_a_sentence_is_its_place_in_the_text() -> None:
    """`text` is the source's text from `start` to `end`, in code points, whatever stands before it."""
    text = "𝒳 é\u0301 – ok.\r\n\r\nThe army killed 40 people in 1999. Thank you.\n"
    (found,) = suggested({"a": text})
    assert (found.source, found.text) == ("a", "The army killed 40 people in 1999.")
    assert text[found.start : found.end] == found.text


def test_best_first_and_nothing_below_the_least() -> None:
    """Suggestions stand by their scores; what is not worth checking is left out."""
    found = suggested({"a": "\n\n".join([*WORTH, *NOT_WORTH])})
    scores = [suggestion.score for suggestion in found]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= LEAST
    assert {suggestion.text for suggestion in found} >= {*WORTH}
    assert not {suggestion.text for suggestion in found} & {
        "Join the mailing list",
        "Front Page",
        "What do you want to know?",
    }


@pytest.mark.parametrize(
    "quote", ["some 37,000 troops", "The US bases some 37,000 troops in South Korea.", "[He] bases"]
)
def test_what_a_claim_quotes_from_is_left_out(quote: str) -> None:
    """A sentence of which a claim quotes a word is covered; its neighbours are not."""
    text = "Some 500 soldiers left in 1990. The US bases some 37,000 troops in South Korea. The war killed 2 million."
    found = suggested({"a": text}, quoting("a", quote))
    assert [suggestion.text for suggestion in found] == ["The war killed 2 million.", "Some 500 soldiers left in 1990."]


def test_a_quote_over_two_sentences_covers_both() -> None:
    """So does one with an elision: but what it leaves out is not covered."""
    text = "The army left in 1990. The bridge cost 3 million. The war killed 500."
    assert suggested({"a": text}, quoting("a", "left in 1990. The bridge cost 3 million. The war")) == ()
    found = suggested({"a": text}, quoting("a", "left in 1990 […] The war killed"))
    assert [suggestion.text for suggestion in found] == ["The bridge cost 3 million."]


def test_a_quote_that_is_not_there_covers_nothing() -> None:
    """What is wrong in claims.yaml leaves everything else as it is."""
    assert len(suggested({"a": "The army left in 1990."}, quoting("a", "the navy left"))) == 1


def test_what_an_article_says_twice_is_listed_once() -> None:
    """A sentence that stands in one article again, word for word, is one suggestion: its first place."""
    found = suggested({"a": "The war killed 500 people. " * 3, "b": "The war killed 500 people."})
    assert [(suggestion.source, suggestion.start) for suggestion in found] == [("a", 0), ("b", 0)]
    assert found[0].group == found[1].group


def test_only_so_many() -> None:
    """`best` keeps the best suggestions of all, in their groups."""
    groups = find_suggestions(library({"a": "\n\n".join(WORTH)}))
    assert rank(keep_best(groups, 3)) == rank(groups)[:3]
    assert keep_best(groups, None) == groups


def test_nothing_gives_nothing() -> None:
    """No source, an empty one, one without sentences: no suggestion, and nothing raises."""
    for texts in ({}, {"a": ""}, {"a": " \n"}, {"a": "..."}):
        assert find_suggestions(library(texts)) == ()


def test_our_own_articles_are_covered() -> None:
    """The project's own claims quote every sentence of its articles that is worth checking."""
    assert rank(find_suggestions(read_project(ROOT).value)) == ()


def test_our_own_articles_ranked() -> None:
    """Of the three articles, figures are among the first; no menu, heading or date line is listed."""
    whole = read_project(ROOT).value
    found = rank(find_suggestions(Library(Corpus(Site("T"), whole.corpus.sources), whole.articles, {})))
    assert any("37,000 troops" in suggestion.text for suggestion in found[:8])
    texts = " | ".join(suggestion.text for suggestion in found)
    for furniture in (
        "mailing list",
        "Search BBC",
        "Front Page",
        "GMT",
        "real\xa056k",
        "Asia-Pacific",
        "SLUG",
        "E-mail",
    ):
        assert furniture not in texts
    assert "highest-ranking" in texts and "100,000 dancers" in texts


# -- groups -------------------------------------------------------------------------------------------------------

SAME = (
    ("About 37,000 US troops are based in South Korea.", "The US keeps 28,000 troops in South Korea."),
    ("The mayor said the bridge cost 12 million euros.", "The bridge cost 15 million euros, the opposition said."),
    ("The company will close its Leeds plant in 2025.", "The company did not close its plant in Leeds."),
    ("The library will open on Sundays from May.", "From May the library is to be open on Sundays, it was decided."),
    ("The dam holds 3 billion cubic metres of water.", "The reservoir behind the dam stores 2.8 billion cubic metres."),
    ("Unemployment was 4.1 percent in March, the ministry said.", "The ministry put unemployment at 4.3 percent."),
    ("日本の失業率は3パーセントである。", "昨年の日本の失業率は4パーセントだった。"),
)


def test_what_speaks_of_the_same_is_grouped() -> None:
    """Each sentence of one article finds its like in another among many, and no other."""
    one, other = (
        [ComparedSentence("a", sentence) for sentence, _ in SAME],
        [ComparedSentence("b", sentence) for _, sentence in SAME],
    )
    leaders = group_sentences([*one, *other])
    assert leaders == [*range(len(SAME)), *range(len(SAME))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parliament passed the budget on Tuesday.", "The new bridge opened on Tuesday."),
        ("The council approved a 3 percent tax increase.", "A storm destroyed 40 houses."),
        ("He said it was good.", "She said it was not good."),
        ("The war killed 500.", "They make mistakes."),
    ],
)
def test_what_only_sounds_alike_is_not(one: str, other: str) -> None:
    """A day, a common verb, the figures of speech of everybody group nothing."""
    assert group_sentences([ComparedSentence("a", one), ComparedSentence("b", other)]) == [0, 1]


def test_one_sentence_of_a_source() -> None:
    """Rows of one article that differ in their figures are each their own; in another article each finds its own."""
    rows = [f"In {year} the government spent {year % 9 + 1} million dollars on roads." for year in range(1990, 2020)]
    leaders = group_sentences(
        [*(ComparedSentence("a", row) for row in rows), *(ComparedSentence("b", row) for row in rows)]
    )
    assert leaders == [*range(30), *range(30)]


def test_entities_are_known_by_all_their_names() -> None:
    """Two names of one entity are one word where sentences are compared."""
    entities = (Entity("dprk", "North Korea", "place", aliases=("the communist state", "Pyongyang")),)
    texts = {"a": "North Korea tested missiles.", "b": "Pyongyang tested missiles."}
    numbers = {suggestion.group for suggestion in rank(find_suggestions(library(texts, entities=entities)))}
    assert len(numbers) == 1


def test_a_group_names_the_claims_that_quote_its_like() -> None:
    """Where a claim quotes what another article says too, the group names the claim."""
    texts = {"a": SAME[0][0], "b": SAME[0][1]}
    (group,) = find_suggestions(library(texts, quoting("a", "37,000 US troops")))
    assert group.claims == ("c",)
    assert [suggestion.source for suggestion in group.suggestions] == ["b"]


@pytest.mark.parametrize(
    ("first", "other", "told"),
    [
        (*SAME[0], "numbers: 37,000 there; 28,000 here"),
        (*SAME[1], "numbers: 12 million there; 15 million here"),
        (*SAME[2], "tense: future there, past here"),
        (*SAME[2], "negation: here only"),
        ("Mr Clinton visited Hanoi.", "Mr Clinton visited Seoul.", "names: Hanoi there; Seoul here"),
        ("The United States left.", "The US did leave in May.", "names: May here only"),
        ("The war killed 1,200.", "The war killed nobody.", "numbers: 1,200 there only"),
    ],
)
def test_differences_are_told(first: str, other: str, told: str) -> None:
    """Where sentences of a group differ in numbers, names, tense or negation, one line each says how."""
    assert told in describe_differences(find_traits(first), find_traits(other))


def test_alike_sentences_differ_in_nothing() -> None:
    """Spelling of figures, order of words and possessives are no differences."""
    for first, second in (
        ("The war killed 1200.", "The war killed 1,200."),
        ("Leeds's plant closed.", "The plant in Leeds closed."),
    ):
        assert describe_differences(find_traits(first), find_traits(second)) == ()


def test_thousands_of_sentences_take_seconds() -> None:
    """Twice the articles take about twice the time, also where all speak of the same."""
    same = {
        f"s{number:04}": f"The war killed {number} soldiers near the old bridge in 1999." for number in range(20_000)
    }
    begun = time.process_time()
    assert len(find_suggestions(library(same))) < 2_000
    assert time.process_time() - begun < 30  # it is about 3


# -- YAML to paste ------------------------------------------------------------------------------------------------


def pasted(
    groups: Iterable[SuggestionGroup], whole: Library, taken: Iterable[str] = ()
) -> dict[str, list[dict[str, str]]]:
    """The evidence of each claim by its id, as the program reads it from claims.yaml."""
    texts = prepare_texts(whole.corpus, whole.articles, frozenset(whole.articles))
    outcome = parse(f"claims:\n{claims_yaml(groups, texts, taken)}", "claims.yaml")
    assert not outcome.diagnostics
    assert isinstance(outcome.value.root, Node)
    ((_, claims),) = outcome.value.root.entries
    found: dict[str, list[dict[str, str]]] = {}
    for id, claim in claims.entries if isinstance(claims, Node) else ():
        assert isinstance(claim, Node)
        for key, evidence in claim.entries:
            if key.text == "evidence":
                assert isinstance(evidence, Items)
                found[id.text] = [
                    {entry.text: value.text for entry, value in item.entries if isinstance(value, Scalar)}
                    for item in evidence.items if isinstance(item, Node)
                ]  # fmt: skip
    return found


def anchored(evidence: Mapping[str, str], text: str) -> str:
    """The source's words at the one place of the evidence."""
    folded = fold_source(text)
    beside = [fold(evidence.get(key, "")).text for key in ("prefix", "suffix")]
    matches, _ = find_matches(fold(evidence["quote"]).text, folded, *beside)
    assert len(matches) == 1, evidence
    return text[folded.start(matches[0].start) : folded.end(matches[0].end)]


def test_a_group_is_one_claim() -> None:
    """Sentences of one thing are pasted as one claim, a piece of evidence each; a comment says where they differ."""
    whole = library({"a": SAME[0][0], "b": SAME[0][1]})
    found = pasted(find_suggestions(whole), whole)
    ((id, evidence),) = found.items()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)
    assert [(item["source"], item["quote"], item["stance"]) for item in evidence] == [
        ("a", SAME[0][0], "supports"), ("b", SAME[0][1], "mentions"),
    ]  # fmt: skip
    texts = prepare_texts(whole.corpus, whole.articles, frozenset("ab"))
    assert "# differs in numbers: 37,000 there; 28,000 here" in claims_yaml(find_suggestions(whole), texts, ())


def test_ids_are_new() -> None:
    """No id stands twice, is one of the project's, or one that a site needs for itself."""
    english = "War killed 500.\n\nWar killed 500 in 1999 alone.\n\nCon: the war killed 40."
    whole = library({"a": english, "b": "戦争で500人が死んだ。"})
    first = pasted(find_suggestions(whole), whole)
    again = pasted(find_suggestions(whole), whole, first)
    assert len(first) == len(again) == 4
    assert not first.keys() & again.keys()


@pytest.mark.parametrize(
    "text",
    [
        "The army [sic] killed 40 people in 1999, it said.",
        "It killed 40 people […] in 1999 and injured 300 soldiers.",
        "The \"army\" killed 40: \\ # {people} in 1999, 'it' said & <more>.",
        "The army killed 40 people\u00a0in 1999, \u200bit\u00adwas reported by the \u202egovernment\u202c.",
        "The army killed 40 people\x07 in 1999, it was reported by the government.",
        "The war killed 500 people. So the war killed 500 people, and the war killed 500 people again.",
        "　戦争で５００人が死んだ。　",
        "- The war killed 500 people!\n- The war killed 500 people!!",
        "The war killed 500 people. " + "The deficit grew by 3 billion dollars in 2010 " * 200,
    ],
)
def test_what_is_pasted_anchors(text: str) -> None:
    """Brackets, quotation marks, repetition, invisible and forbidden characters: each quote has its one place."""
    whole = library({"a": text})
    found = [quote for quotes in pasted(find_suggestions(whole), whole).values() for quote in quotes]
    assert found
    for evidence in found:
        assert not FORBIDDEN.search(evidence["quote"])
        place = anchored(evidence, text)
        assert any(fold(place).text in fold(suggestion.text).text for suggestion in suggested({"a": text}))


PIECES = [
    "The war killed 500 people", "in 1999", "37,000 troops", "Mr Kim said", ". ", ".\n\n", " ", "\n", "[", "]", "[…]",
    '"', "’s", "'", "’", "\u200b", "\xad", "\u00a0", "\x07", "–", "東京で500人", "。", "e\u0301", "Oslo", ", ", ": #",
    "- ", "\r\n", "\ufffe",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_suggestion_is_its_text_and_anchors(written: list[str]) -> None:
    """Whatever the articles hold: every suggestion is its text, all is YAML, and every quote in it has one place."""
    texts = {f"s{at}": text for at, text in enumerate(written)}
    whole = library(texts)
    groups = find_suggestions(whole)
    for suggestion in rank(groups):
        assert texts[suggestion.source][suggestion.start : suggestion.end] == suggestion.text
        assert suggestion.text == suggestion.text.strip()
    for evidence in (quote for quotes in pasted(groups, whole).values() for quote in quotes):
        anchored(evidence, texts[evidence["source"]])


def test_the_pasted_whole_passes_check(project: MakeProject) -> None:
    """Below `claims:`, or at the end of claims that are there, what --format yaml prints passes `check --strict`."""
    seeds = {f"seeds/{seed.name}": seed.read_bytes() for seed in (ROOT / "seeds").iterdir()}
    entries = "".join(f"  s{at}: {{file: {seed}}}\n" for at, seed in enumerate(sorted(seeds)))
    for claims in ("", CLAIMS.partition("claims:\n")[2]):
        start = f"site: {{title: T}}\nsources:\n  wire: {{file: seeds/wire.txt}}\n{entries}claims:\n{claims}"
        root = project({"claims.yaml": start.removesuffix("claims:\n"), **seeds})
        ran = verbatim("suggest", root, "--format", "yaml")
        assert (ran.returncode, ran.stderr) == (0, "")
        (root / "claims.yaml").write_text(start + ran.stdout, encoding="utf-8")
        assert [finding for finding in check_project(root).diagnostics if finding.code != "unused-source"] == []
        assert json.loads(verbatim("suggest", root, "--format", "json").stdout) == []


# -- the command --------------------------------------------------------------------------------------------------

ARTICLE = (
    "Thank you. The US bases some 37,000 troops in South Korea. The war killed 2 million people.\n\n"
    "Join the mailing list\n"
)


def test_json_is_an_array_of_places(project: MakeProject) -> None:
    """--format json prints one array, best first: source, start, end, text, score, reasons and group of each."""
    root = project({"seeds/wire.txt": ARTICLE})
    ran = verbatim("suggest", root, "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    (row,) = json.loads(ran.stdout)
    assert list(row) == ["source", "start", "end", "text", "score", "reasons", "group"]
    assert row["text"] == ARTICLE[row["start"] : row["end"]] == "The war killed 2 million people."
    assert (row["source"], row["group"]) == ("wire", 1)
    assert row["reasons"] and all(isinstance(reason, str) for reason in row["reasons"])
    assert json.loads(verbatim("suggest", project({"seeds/wire.txt": SEED}), "--format", "json").stdout) != []


def test_text_shows_place_sentence_and_reasons(project: MakeProject) -> None:
    """The text form has a sentence's score, file, line and column, its words, and why."""
    root = project({"seeds/wire.txt": ARTICLE, "seeds/other.txt": "The war killed 3 million people, officials say.\n"})
    ran = verbatim("suggest", root)
    assert ran.returncode == 0
    lines = [line.strip() for line in ran.stdout.splitlines()]
    assert any(line.endswith("seeds/wire.txt:1:60  wire") for line in lines)
    assert "The war killed 2 million people." in lines
    assert any(line.startswith("differs in numbers: ") for line in lines)
    assert verbatim("suggest", cwd=root).stdout == ran.stdout
    assert verbatim("suggest", root, "--top", "1").stdout.count("seeds/") == 1


def test_nothing_to_suggest_is_said(project: MakeProject) -> None:
    """Where all is covered, the text form says so on standard error and exits 0."""
    ran = verbatim("suggest", project({"seeds/wire.txt": "The US bases some 37,000 troops in South Korea.\n"}))
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "every sentence" in ran.stderr


def test_a_project_with_errors_is_told_of_them(project: MakeProject) -> None:
    """Where claims.yaml has errors or is missing, what can be said is said, the errors too, and the status is 1."""
    root = project({"claims.yaml": "claims: [\n", "seeds/wire.txt": ARTICLE})
    ran = verbatim("suggest", root, "--format", "json")
    assert ran.returncode == 1
    assert len(json.loads(ran.stdout)) == 2
    assert "error[yaml-syntax]" in ran.stderr
    (root / "claims.yaml").unlink()
    ran = verbatim("suggest", root)
    assert ran.returncode == 1
    assert "claims.yaml:1:1: error[source-missing]" in ran.stderr
    assert verbatim("suggest", "no-such-folder").returncode == 2
    assert verbatim("suggest", root, "--top", "0").returncode == 2


def test_hostile_articles_cannot_reach_the_terminal(project: MakeProject) -> None:
    """Control characters in an article are escaped in every form that is printed."""
    root = project(
        {"seeds/wire.txt": "The war killed 2 million\x1b[31m people in 1953.\x07\u202e The army killed 40 in 1999.\n"}
    )
    for form in ("text", "json", "yaml"):
        out = verbatim("suggest", root, "--format", form).stdout
        assert out and all(line.isprintable() for line in out.splitlines())


def test_long_sentences_are_cut_where_they_are_read() -> None:
    """A sentence of a megabyte is shown as far as anybody reads."""
    whole = library({"a": "The war killed 2 million people in 1953 " * 25_000})
    texts = prepare_texts(whole.corpus, whole.articles, frozenset("a"))
    assert max(map(len, as_text(find_suggestions(whole), texts).splitlines())) < 700


# -- the worklist -------------------------------------------------------------------------------------------------


def test_the_worklist_is_one_page_for_the_desk(project: MakeProject, tmp_path: Path) -> None:
    """--html writes one file that loads nothing and runs nothing; its words are escaped, and it is written again."""
    root = project({"seeds/wire.txt": ARTICLE + "The <b>war</b> killed 3 million & injured “5,000” people in 1953.\n"})
    page = tmp_path / "work.html"
    ran = verbatim("suggest", root, "--html", page)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f"2 sentences: {page}\n"
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;war&lt;/b&gt; killed 3 million &amp; injured" in text
    assert not re.search(r"<script|<link|<img|\bsrc=|url\(|https?://|javascript:|\son\w+=", text)
    assert "default-src &#39;none&#39;" in text and 'content="noindex"' in text
    before = page.read_bytes()
    assert verbatim("suggest", root, "--html", page).returncode == 0
    assert page.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "work.html"]


def test_the_worklist_of_nothing(project: MakeProject, tmp_path: Path) -> None:
    """Where all is covered the page says so."""
    root = project({"seeds/wire.txt": "The US bases some 37,000 troops in South Korea.\n"})
    assert verbatim("suggest", root, "--html", tmp_path / "work.html").stdout.startswith("0 sentences: ")
    assert "Nothing" in (tmp_path / "work.html").read_text(encoding="utf-8")


def test_the_worklist_is_never_published_and_overwrites_nothing(project: MakeProject, tmp_path: Path) -> None:
    """Within a site, the articles or the templates, over a file that is no worklist, through a link: refused, 2."""
    root = project({"templates/pages/none.html": "", "claims.yaml": CLAIMS, "notes.html": "<p>mine</p>"})
    assert verbatim("build", root, "--out", tmp_path / "public").returncode == 0
    (root / "link.html").symlink_to(root / "notes.html")
    (root / "folder.html").mkdir()
    places = (
        *("site/x.html", "seeds/x.html", "templates/x.html", "claims.yaml", "notes.html", "link.html", "folder.html"),
        *("no/such/x.html", "site", "seeds", "../public/x.html", "../public/claims/x.html", "seeds/../site/x.html"),
    )
    before = snapshot_files(tmp_path)
    for place in places:
        ran = verbatim("suggest", root, "--html", root / place)
        assert ran.returncode == 2, place
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
        assert snapshot_files(tmp_path) == before, place
