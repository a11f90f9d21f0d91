"""The labelled pairs of reused text are what they say they are, and the benchmark measures with them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import chain

import pytest

from benchmarks.reuse import run
from benchmarks.reuse.families import (
    APART,
    COPIED,
    DEGREES,
    HALVES,
    Article,
    Pair,
    Span,
    find_quotations,
    find_words,
    list_pairs,
    parse_family,
    read_families,
    texts_by_id,
)
from benchmarks.reuse.methods import Found, find_by_containment, find_by_longest_run, find_by_ours

ALL = read_families()
PAIRS = list_pairs(ALL)
HEAD = "family: A fire\nhalf: development\nstyle: wire\norigin: written for this test\n\n"


def ids(pair: Pair) -> str:
    return f"{pair.degree}-{pair.other.id}"


def of(*degrees: str) -> list[Pair]:
    return [pair for pair in PAIRS if pair.degree in degrees]


def inside(text: str, spans: Iterable[Span]) -> list[str]:
    spans = tuple(spans)
    return [
        word for word, start, end in find_words(text) if any(first <= start and end <= last for first, last in spans)
    ]


def outside(article: Article) -> list[str]:
    """The article's own prose: neither what somebody said nor what any article has."""
    marked = [*find_quotations(article.text), *article.furniture]
    return [
        word
        for word, start, end in find_words(article.text)
        if not any(first <= start and end <= last for first, last in marked)
    ]


def run_of(one: Sequence[str], other: Sequence[str]) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


# -- the pairs ----------------------------------------------------------------------------------------------------


def test_there_are_enough_of_each_degree_in_each_half() -> None:
    """A dozen pairs of every degree, and no half is without any; a family is in one half only."""
    assert all(count >= 12 for count in Counter(pair.degree for pair in PAIRS).values())
    half_of = {article.id: each.half for each in ALL for article in each.articles}
    counted = Counter((half_of[pair.original.id], pair.degree) for pair in PAIRS)
    assert all(counted[half, degree] >= 6 for half in HALVES for degree in DEGREES)
    assert all(half_of[pair.original.id] == half_of[pair.other.id] for pair in PAIRS)
    assert len(texts_by_id(ALL)) == sum(len(each.articles) for each in ALL)


def test_every_family_says_where_its_texts_are_from() -> None:
    """Nothing in the folder is somebody's property: texts were written for this, or are in the public domain."""
    for each in ALL:
        assert "written for this benchmark" in each.origin
        assert min(len(find_words(article.text)) for article in each.articles) >= 120
        assert max(len(find_words(article.text)) for article in each.articles) <= 400


@pytest.mark.parametrize("pair", of(*COPIED), ids=ids)
def test_a_copy_is_as_near_as_its_degree_says(pair: Pair) -> None:
    """Longest run in common and share of the original's words, where it is labelled as copied; nothing elsewhere."""
    original = [word for word, _, _ in find_words(pair.original.text)]
    copied = inside(pair.other.text, pair.other.copied)
    longest = run_of(original, copied)
    known = sum(word in set(original) for word in copied) / len(copied)
    shortest, most, least_known = {
        "verbatim": (28, 400, 0.95),
        "light": (15, 60, 0.89),
        "recast": (6, 20, 0.8),
        "heavy": (5, 10, 0.65),
        "retold": (0, 6, 0.3),
    }[pair.degree]
    assert shortest <= longest <= most
    assert known >= least_known
    marked = [*pair.other.copied, *pair.other.furniture]
    rest = [
        word
        for word, start, end in find_words(pair.other.text)
        if not any(first <= start and end <= last for first, last in marked)
    ]
    assert run_of(original, rest) <= 6


@pytest.mark.parametrize("pair", of(*APART), ids=ids)
def test_no_prose_is_shared_where_nothing_was_copied(pair: Pair) -> None:
    """Outside quotations and furniture no run is longer than six words; what its degree names is there."""
    assert run_of(outside(pair.original), outside(pair.other)) <= 6
    if pair.degree == "quotes":
        said = [inside(each.text, find_quotations(each.text)) for each in (pair.original, pair.other)]
        assert run_of(*said) >= 15
    if pair.degree == "boilerplate":
        furniture = [inside(each.text, each.furniture) for each in (pair.original, pair.other)]
        assert run_of(*furniture) >= 12


@pytest.mark.parametrize("half", HALVES)
def test_two_stories_share_furniture_at_most(half: str) -> None:
    """Articles of two families have no run of prose in common beyond common phrases."""
    measured = run.make_half(half, ALL)
    prose = {article.id: outside(article) for each in ALL for article in each.articles}
    grams = {
        id: {tuple(found[place : place + 6]) for place in range(len(found) - 5)}
        for id, found in prose.items()
        if id in measured.collection
    }
    assert not [(one, other) for one, other in measured.strangers if grams[one] & grams[other]]


# -- the format ---------------------------------------------------------------------------------------------------


def test_signs_are_labels_and_no_text() -> None:
    """What is between the signs is where it says in the text that methods are given."""
    read = parse_family(
        "fire",
        f"{HEAD}=== wire original\nIt burned. ⟪All rights.⟫\n\n=== paper light\nHeadline\n\n⟦It burnt.⟧ We ⟦saw⟧ it.\n",
    )
    wire, paper = read.articles
    assert (wire.id, wire.text) == ("fire/wire", "It burned. All rights.")
    assert [wire.text[start:end] for start, end in wire.furniture] == ["All rights."]
    assert paper.text == "Headline\n\nIt burnt. We saw it."
    assert [paper.text[start:end] for start, end in paper.copied] == ["It burnt.", "saw"]
    assert [pair.ids for pair in list_pairs([read])] == [("fire/wire", "fire/paper")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("family: A fire\n\n=== wire original\nIt burned.\n", "a family tells"),
        (HEAD.replace("development", "other"), "a family tells"),
        (f"{HEAD}=== wire original\nA\n\n=== Paper light\nB\n", "an article begins with"),
        (f"{HEAD}=== wire light\n⟦It burned.⟧\n", "is the original"),
        (f"{HEAD}=== wire original\nA\n\n=== wire none\nB\n", "one id"),
        (f"{HEAD}=== wire original\nA\n\n=== paper slight\nB\n", "slight is none of"),
        (f"{HEAD}=== wire original\nA\n\n=== paper light\nB\n", "what is copied"),
        (f"{HEAD}=== wire original\nA\n\n=== paper none\n⟦B⟧\n", "what is copied"),
        (f"{HEAD}=== wire original\n⟪A\n", "never closed"),
        (f"{HEAD}=== wire original\n⟪A⟧\n", "out of place"),
        (f"{HEAD}=== wire original\n⟪A⟦B⟧⟫\n", "out of place"),
    ],
)
def test_a_family_that_is_not_right_is_refused(content: str, said: str) -> None:
    """The message says what is wrong and in which file."""
    with pytest.raises(ValueError, match=f"fire.*{said}"):
        parse_family("fire", content)


# -- the methods and the measures ---------------------------------------------------------------------------------


def test_the_baselines_say_what_their_names_say() -> None:
    """Containment is of the shorter text, punctuation and case aside; the run is the longest; each with its words."""
    one = "The bridge jammed open on Tuesday, and nobody could get across until noon."
    other = "Yesterday THE BRIDGE jammed: open on Tuesday and nobody came."
    found = find_by_containment({"one": one, "other": other})["one", "other"]
    assert found.score == pytest.approx(4 / 6)
    assert {other[start:end] for start, end in found.spans} >= {"THE BRIDGE jammed: open on"}
    longest = find_by_longest_run({"one": one, "other": other})["one", "other"]
    assert longest.score == 8
    assert [other[start:end] for start, end in longest.spans] == ["THE BRIDGE jammed: open on Tuesday and nobody"]
    assert find_by_containment({"one": one, "other": "Nothing of the kind was ever seen."}) == {}


@pytest.mark.parametrize(
    ("copy", "apart", "stranger", "thresholds"),
    [
        (0.5, 0.2, 0.1, (0.5, 0.5)),
        (0.5, 0.2, 0.6, (0.5, float("inf"))),
        (0.2, 0.2, 0.1, (0.2, float("inf"))),
        (0.1, 0.5, 0.6, (0.1, float("inf"))),
    ],
)
def test_a_baseline_has_the_thresholds_that_are_best_for_it(
    copy: float, apart: float, stranger: float, thresholds: tuple[float, float]
) -> None:
    """The highest F1 over all pairs of the half, of two alike the stricter; and the lowest without a wrong call."""
    one, two, three = (Article(f"a/{number}", degree, "", (), ()) for number, degree in (
        (1, "original"), (2, "light"), (3, "none"),
    ))  # fmt: skip
    measured = run.Half("development", {}, (Pair(one, two), Pair(one, three)), frozenset({("a/1", "b/1")}))
    scores = {("a/1", "a/2"): copy, ("a/1", "a/3"): apart, ("a/1", "b/1"): stranger}
    assert run.find_thresholds({ids: Found(score, ()) for ids, score in scores.items()}, measured) == thresholds


def test_words_are_counted_by_their_labels() -> None:
    """Recall is of the words labelled as copied, precision of the words found."""
    text = "one two three four five six"
    pair = Pair(Article("a/one", "original", "", (), ()), Article("a/two", "light", text, ((0, 18),), ()))
    verdicts = run.Verdicts("any", 0, {pair.ids: Found(1, ((8, 27),))})
    assert run.count_words(verdicts, [pair]) == run.Words(labelled=4, found=4, both=2)
    assert run.count_words(run.Verdicts("any", 0, {}), [pair]) == run.Words(labelled=4, found=0, both=0)


def test_what_is_copied_with_little_change_is_found_and_no_quotation_is() -> None:
    """Of the development half: every verbatim and light copy; no independent report, and nobody's shared speaker."""
    measured = run.make_half(HALVES[0], ALL)
    called = set(find_by_ours(measured.collection))
    assert {pair.ids for pair in measured.of("verbatim", "light")} <= called
    assert not {pair.ids for pair in measured.of("none", "quotes")} & called


@pytest.mark.parametrize("name", [each.name for each in ALL if each.half == HALVES[0]])
def test_a_report_that_all_papers_print_is_no_set_phrase(name: str) -> None:
    """Where a collection is one story, and more than half of it one report, its copies are still found."""
    story = [each for each in ALL if each.name == name]
    called = set(find_by_ours(texts_by_id(story)))
    told = list_pairs(story)
    assert {pair.ids for pair in told if pair.degree in {"verbatim", "light"}} <= called
    assert not {pair.ids for pair in told if pair.degree in {"none", "quotes"}} & called


def test_the_runner_tells_both_halves_and_details_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Each half has its table; the mistakes that are listed are those of the half that may be looked at."""
    run.main(["--detail", "--articles", "20"])
    said = capsys.readouterr().out
    for half in HALVES:
        assert f"| {half}: recall / precision | pairs |" in said
    assert "| all copies, words |" in said
    assert "| 20 articles of 600 words |" in said
    kept_back = [article.id for each in ALL if each.half == HALVES[1] for article in each.articles]
    assert not [id for id in kept_back if id in said]
    assert "    retold: bridge/evening: 0 of " in said


def test_a_large_collection_has_its_copies() -> None:
    """One in ten of the made articles is the one before it, edited, and is found; the others share nothing."""
    made = run.collection_of(40)
    assert made == run.collection_of(40)
    assert set(find_by_ours(made)) == {(f"article-{number - 1}", f"article-{number}") for number in (9, 19, 29, 39)}
    assert len(set(chain.from_iterable(each.split() for each in made.values()))) > 500
