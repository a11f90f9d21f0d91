"""Which sources count as one: publishers, speakers, derivations, and the groups that their ties make."""

import itertools
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.independence import Provenance, Ties, find_ties, group_origins, resolve_names
from generator.model import (
    Corpus,
    DismissedTie,
    Entity,
    Evidence,
    IndependenceOverride,
    Origin,
    SharedPassage,
    Site,
    Source,
    Tie,
)


def evidence(*rows: str) -> tuple[Evidence, ...]:
    """Evidence written as `source` or `source: speaker`."""
    parts = [row.partition(": ") for row in rows]
    return tuple(
        Evidence("c", number, source, "q", "supports", speaker or None)
        for number, (source, _, speaker) in enumerate(parts, start=1)
    )


def origins(
    rows: tuple[Evidence, ...], sources: tuple[Source, ...] = (), entities: tuple[Entity, ...] = ()
) -> tuple[Origin, ...]:
    named = {source.id for source in sources}
    missing = [Source(row.source, "") for row in rows if row.source not in named]
    known = resolve_names(Corpus(Site("T"), (*sources, *missing), entities=entities))
    return group_origins(rows, find_ties(rows, known).holding)


def groups(found: tuple[Origin, ...]) -> list[tuple[str, ...]]:
    return [each.sources for each in found]


def published(**publishers: str | None) -> tuple[Source, ...]:
    return tuple(Source(id, "", publisher=publisher) for id, publisher in publishers.items())


def derived(**roots: str | None) -> tuple[Source, ...]:
    return tuple(Source(id, "", derived_from=root) for id, root in roots.items())


def person(id: str, name: str, *aliases: str) -> Entity:
    return Entity(id, name, "person", aliases)


def test_sources_without_ties_are_independent() -> None:
    """Two sources with nothing in common are two origins, in order of first appearance."""
    assert groups(origins(evidence("b", "a", "b"))) == [("b",), ("a",)]
    assert origins(()) == ()


def test_the_same_publisher_is_one_origin() -> None:
    """Two sources of one publisher count as one; those without a publisher are not of one."""
    assert groups(origins(evidence("a", "b", "c", "d"), published(a="BBC", b="CNN", c="BBC", d=None))) == [
        ("a", "c"), ("b",), ("d",),
    ]  # fmt: skip
    assert groups(origins(evidence("a", "b"), published(a=None, b=None))) == [("a",), ("b",)]


@pytest.mark.parametrize("other", ["bbc news", "BBC  News", " BBC\u00a0News ", "BBC\u200b News", "Bbc NEWS"])
def test_publishers_are_compared_folded(other: str) -> None:
    """Case, white space and invisible characters make no other publisher."""
    assert groups(origins(evidence("a", "b"), published(a="BBC News", b=other))) == [("a", "b")]
    assert groups(origins(evidence("a", "b"), published(a="BBC News", b="BBC"))) == [("a",), ("b",)]


def test_publishers_fold_as_their_script_does() -> None:
    """Composed and decomposed accents are one; STRASSE and Straße too."""
    assert groups(origins(evidence("a", "b"), published(a="Le Télégramme", b="Le Te\u0301le\u0301gramme"))) == [
        ("a", "b")
    ]
    assert groups(origins(evidence("a", "b"), published(a="Straße", b="STRASSE"))) == [("a", "b")]


def test_the_same_speaker_is_one_origin() -> None:
    """Two sources that quote one speaker count as one, by the name as folded."""
    found = origins(evidence("a: Mrs Albright", "b: mrs  albright", "c: Mr Perry", "d"))
    assert groups(found) == [("a", "b"), ("c",), ("d",)]
    assert found[0].ties == (Tie("a", "b", "speaker", "both quote mrs  albright"),)


def test_a_speaker_is_known_by_every_alias() -> None:
    """A name and an alias of one entity are one speaker; an alias of two entities stands for neither."""
    albright = person("madeleine-albright", "Madeleine Albright", "Mrs Albright")
    kims = (person("kim-1", "Kim Jong-il", "Mr Kim"), person("kim-2", "Kim Dae-jung", "Mr Kim"))
    rows = evidence("a: Madeleine Albright", "b: MRS ALBRIGHT")
    assert groups(origins(rows)) == [("a",), ("b",)]
    assert groups(origins(rows, entities=(albright,))) == [("a", "b")]
    assert groups(origins(evidence("a: Mr Kim", "b: Kim Jong-il"), entities=kims)) == [("a",), ("b",)]
    assert groups(origins(evidence("a: Mr Kim", "b: Mr Kim"), entities=kims)) == [("a", "b")]
    assert groups(origins(evidence("a: Kim Jong\u2011il", "b: Kim Jong-il"), entities=kims)) == [("a", "b")]


def test_one_entity_with_a_name_twice_is_no_stranger_to_itself() -> None:
    """An alias that repeats the name is the same entity."""
    twice = person("x", "X", "X", "Y")
    assert groups(origins(evidence("a: X", "b: Y"), entities=(twice,))) == [("a", "b")]


def test_a_speaker_and_a_publisher_of_one_name_are_two() -> None:
    """Only speakers tie as speakers and publishers as publishers."""
    assert groups(origins(evidence("a: The Desk", "b"), published(a=None, b="The Desk"))) == [("a",), ("b",)]


def test_a_derived_source_is_no_second_origin() -> None:
    """A source and the one it is derived from count as one, over any number of steps between."""
    assert groups(origins(evidence("a", "b"), derived(a="b", b=None))) == [("a", "b")]
    assert groups(origins(evidence("b", "a"), derived(a="b", b=None))) == [("b", "a")]
    assert groups(origins(evidence("a", "d"), derived(a="b", b="c", c="d", d=None))) == [("a", "d")]
    assert groups(origins(evidence("d", "c"), derived(c="x", d="y", x=None, y=None))) == [("d",), ("c",)]


def test_two_repeats_of_one_report_are_one_origin() -> None:
    """Two sources that repeat a third count as one, though nobody quotes the third."""
    found = origins(evidence("a", "b"), (*derived(a="wire", b="wire"), Source("wire", "", title="The wire")))
    assert groups(found) == [("a", "b")]
    assert found[0].ties == (Tie("a", "b", "derived", "both are derived from “The wire”"),)


def test_circles_of_derivation_end() -> None:
    """Sources that name each other in a circle are one origin; one that names itself or nobody known is alone."""
    assert groups(origins(evidence("a", "b", "c"), derived(a="b", b="c", c="a"))) == [("a", "b", "c")]
    assert groups(origins(evidence("a", "b"), derived(a="a", b="unknown"))) == [("a",), ("b",)]


def test_ties_make_groups() -> None:
    """Ties are passed on: a with b by the publisher and b with c by the speaker makes one origin of three."""
    sources = published(a="BBC", b="bbc", c=None, d=None)
    found = origins(evidence("d: Y", "a", "c: X", "b: X"), sources)
    assert groups(found) == [("d",), ("a", "c", "b")]
    assert {(tie.first, tie.second, tie.kind) for tie in found[1].ties} == {
        ("a", "b", "publisher"), ("c", "b", "speaker"),
    }  # fmt: skip


def test_publishers_are_known_by_every_alias() -> None:
    """“The X” is X, and every name of one organization is one publisher; what no entity says is not guessed."""
    bbc = Entity("bbc", "BBC News", "organization", ("BBC News Online", "The Beeb"))
    works = Entity("news", "Daily News", "work", ("News of the Day",))
    rows = evidence("a", "b")
    assert groups(origins(rows, published(a="The Herald", b="Herald"))) == [("a", "b")]
    assert groups(origins(rows, published(a="BBC News Online", b="BBC News"))) == [("a",), ("b",)]
    assert groups(origins(rows, published(a="BBC News Online", b="bbc news"), (bbc,))) == [("a", "b")]
    assert groups(origins(rows, published(a="Beeb", b="The BBC News"), (bbc,))) == [("a", "b")]
    assert groups(origins(rows, published(a="Daily News", b="News of the Day"), (works,))) == [("a",), ("b",)]
    assert groups(origins(rows, published(a="Theatre", b="atre"))) == [("a",), ("b",)]


# -- what the texts tell ------------------------------------------------------------------------------------------


def passage(same: int = 81, words: int = 96) -> SharedPassage:
    return SharedPassage(0, 500, 0, 500, same, words)


def tied(traces: dict[str, Provenance], rows: tuple[Evidence, ...], sources: tuple[Source, ...] = ()) -> Ties:
    """The ties of evidence of which each source's texts tell the trace."""
    missing = [Source(each, "") for each in "abcdf" if each not in {one.id for one in sources}]
    known = resolve_names(Corpus(Site("T"), (*sources, *missing)))
    return find_ties(rows, known, {row.id: traces[row.source] for row in rows if row.source in traces})


def test_a_copied_passage_is_no_second_origin() -> None:
    """Where the quote of either source lies in text of the other, the two count as one, and it is told how much is."""
    for one, other in (("a", "b"), ("b", "a")):
        found = tied({one: Provenance(copies=((other, passage()),))}, evidence("a", "b", "c"))
        assert found == Ties((Tie("a", "b", "reuse", "same text: 81 of 96 words"),), ())
    assert groups(group_origins(evidence("a", "b", "c"), found.holding)) == [("a", "b"), ("c",)]


def test_two_copies_of_a_third_text_are_one_origin() -> None:
    """Quotes in text of a third source, which nobody quotes, are one origin; in text of two others, two."""
    copies = {letter: Provenance(copies=(("f", passage()),)) for letter in "ab"} | {
        "c": Provenance(copies=(("d", passage()),))
    }
    assert tied(copies, evidence("a", "b", "c")).holding == (Tie("a", "b", "reuse", "both have text of “”"),)


def test_forty_copies_take_thirty_nine_reasons() -> None:
    """Where all sources share text with all, there are as many ties as connect them; the longest passage is told."""
    names = [f"s{each}" for each in range(40)]
    copies = {
        name: Provenance(
            copies=tuple((other, passage(number, 99)) for other in names for number in (50, 70) if other != name)
        )
        for name in names
    }
    found = tied(copies, evidence(*names))
    assert [(tie.first, tie.second) for tie in found.holding] == [("s0", name) for name in names[1:]]
    assert {tie.reason for tie in found.holding} == {"same text: 70 of 99 words"}
    assert len(group_origins(evidence(*names), found.holding)) == 1


def test_one_agency_is_one_origin() -> None:
    """Texts credited to one agency, quotes that rest on it, its own reports and quotes of it are one origin."""
    reuters, ap = Provenance(agencies=("Reuters",)), Provenance(agencies=("Associated Press",))
    found = tied({"a": reuters, "b": ap, "c": reuters}, evidence("a", "b", "c"))
    assert found.holding == (Tie("a", "c", "agency", "both have it from Reuters"),)
    found = tied({"a": reuters}, evidence("a", "b", "c: REUTERS"), published(b="Reuters"))
    assert [(tie.first, tie.second) for tie in found.holding] == [("a", "b"), ("a", "c")]
    assert not tied({"a": reuters}, evidence("a", "b")).holding


# -- what the desk overrules --------------------------------------------------------------------------------------


def apart(id: str, *others: str, publisher: str | None = None, derived_from: str | None = None) -> Source:
    rulings = tuple(IndependenceOverride(other_name, f"{id} is not {other_name}") for other_name in others)
    return Source(id, "", publisher=publisher, derived_from=derived_from, independent_of=rulings)


def test_the_desk_overrules_a_tie() -> None:
    """Two sources that the desk counts apart are not tied, whichever says so; the tie and the reason are kept."""
    tie = Tie("a", "b", "publisher", "both are published by X")
    for sources, reason in (
        ((apart("a", "b", publisher="X"), apart("b", publisher="X")), "a is not b"),
        ((apart("a", publisher="X"), apart("b", "a", publisher="X")), "b is not a"),
    ):
        assert tied({}, evidence("a", "b"), sources) == Ties((), (DismissedTie(tie, reason),))
    assert tied({}, evidence("a", "b"), (apart("a", "b"),)) == Ties((), ())


def test_every_kind_of_tie_may_be_overruled() -> None:
    """Publisher, speaker, agency, derivation and copied text; what both have of a third is not told beside it."""
    sources = (apart("a", "b", publisher="X"), apart("b", publisher="X"))
    both = Provenance(("Reuters",), (("f", passage()),))
    found = tied(
        {"a": replace(both, copies=(("b", passage()), *both.copies)), "b": both}, evidence("a: Y", "b: Y"), sources
    )
    assert [dismissed.tie.kind for dismissed in found.overruled] == ["publisher", "speaker", "agency", "reuse"]
    assert not found.holding
    roots = (apart("a", "b", derived_from="f"), apart("b", derived_from="f"))
    assert [dismissed.tie.kind for dismissed in tied({}, evidence("a", "b"), roots).overruled] == ["derived"]


def test_who_is_not_overruled_stays_tied() -> None:
    """A third source that shares the publisher with both ties both to itself; where each is apart from all, none is."""
    sources = tuple(apart(each, *others, publisher="X") for each, others in (("a", "b"), ("b", ""), ("c", "")))
    found = tied({}, evidence("a", "b", "c"), sources)
    assert [(tie.first, tie.second) for tie in found.holding] == [("a", "c"), ("b", "c")]
    assert [(dismissed.tie.first, dismissed.tie.second) for dismissed in found.overruled] == [("a", "b")]
    sources = tuple(apart(each, *others, publisher="X") for each, others in (("a", "bc"), ("b", "c"), ("c", "")))
    found = tied({}, evidence("a", "b", "c"), sources)
    assert not found.holding
    assert len(found.overruled) == 3


def test_a_paraphrase_is_told_as_one() -> None:
    """Where less than half of the words are the same, the reason does not say that the text is."""
    for same, reason in ((48, "same text: 48 of 96 words"), (47, "same words in the same order: 47 of 96 words")):
        (tie,) = tied({"a": Provenance(copies=(("b", passage(same, 96)),))}, evidence("a", "b")).holding
        assert tie.reason == reason


NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])


@given(
    rows=st.lists(st.tuples(NAMES, st.sampled_from(["", "X", "x", "Y", "Z"])), max_size=8),
    publishers=st.dictionaries(NAMES, st.sampled_from(["P", "p", "Q"])),
    roots=st.dictionaries(NAMES, NAMES),
)
def test_origins_are_the_connected_groups(
    rows: list[tuple[str, str]], publishers: dict[str, str], roots: dict[str, str]
) -> None:
    """The origins are what a plain search over all pairs of sources finds: each source in one, each tie inside one."""
    sources = tuple(Source(id, "", publisher=publishers.get(id), derived_from=roots.get(id)) for id in "abcdef")
    found = origins(evidence(*(f"{source}: {speaker}" if speaker else source for source, speaker in rows)), sources)

    def ancestors(id: str) -> set[str]:
        seen: set[str] = set()
        while id in roots and roots[id] not in seen:
            id = roots[id]
            seen.add(id)
        return seen

    def tied(one: str, two: str) -> bool:
        said = [{speaker.lower() for source, speaker in rows if source == each and speaker} for each in (one, two)]
        same = publishers.get(one, one).lower() == publishers.get(two, two).lower()
        return bool(same or said[0] & said[1] or ({one} | ancestors(one)) & ({two} | ancestors(two)))

    present = list(dict.fromkeys(source for source, _ in rows))
    group = {each: {each} for each in present}
    for one, two in itertools.combinations(present, 2):
        if tied(one, two):
            union = group[one] | group[two]
            for each in union:
                group[each] = union
    assert {frozenset(each.sources) for each in found} == {frozenset(member) for member in group.values()}
    assert [each.sources[0] for each in found] == [each for each in present if each in {o.sources[0] for o in found}]
    assert all(
        {tie.first, tie.second} <= set(each.sources) and tie.first != tie.second for each in found for tie in each.ties
    )


def test_many_sources_take_linear_time() -> None:
    """Thirty thousand sources with one speaker, one publisher and a chain of derivations are judged in a moment."""
    count = 30_000
    sources = tuple(
        Source(f"s{number}", "", publisher="P", derived_from=f"s{number - 1}" if number else None)
        for number in range(count)
    )
    begin = time.process_time()
    found = origins(
        tuple(Evidence("c", number, f"s{number}", "q", "supports", "X") for number in range(count)), sources
    )
    assert len(found) == 1
    assert time.process_time() - begin < 3


def placed(**known: tuple[str | None, str]) -> tuple[Source, ...]:
    """Sources with a publisher, if any, and an address."""
    return tuple(Source(id, "", publisher=publisher, url=url) for id, (publisher, url) in known.items())


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ((None, "https://courier.example/a"), (None, "https://www.courier.example/b"), True),
        ((None, "https://m.courier.example/a"), (None, "http://COURIER.example:8080/b"), True),
        ((None, "https://courier.example/a"), (None, "https://post.example/a"), False),
        ((None, "https://ada.blogs.example/a"), (None, "https://ben.blogs.example/a"), False),
        (("Courier", "https://news.example/a"), (None, "https://news.example/b"), True),
        (("Courier", "https://news.example/a"), ("Post", "https://news.example/b"), False),
        ((None, "https://x.com/ada/status/1"), (None, "https://x.com/ben/status/2"), False),
        ((None, "https://x.com/ada/status/1"), (None, "https://mobile.twitter.com/Ada/status/2"), True),
        ((None, "https://medium.com/@ada/a"), (None, "https://medium.com/@ben/b"), False),
        ((None, "https://www.youtube.com/watch?v=1"), (None, "https://youtu.be/2"), True),
        ((None, "https://youtube.com/@ada"), (None, "https://youtube.com/watch?v=1"), False),
        ((None, "https://web.archive.org/web/2024/https://courier.example/a"), (None, "https://courier.example/b"),
         True),
        ((None, "https://archive.ph/2024/https://courier.example/a"), (None, "https://archive.ph/2024/http:/post.example/"),
         False),
        ((None, "https://archive.ph/aB3dE"), (None, "https://archive.ph/xY9zW"), False),
        ((None, "https://m.example/a"), (None, "https://example/b"), False),
    ],
)  # fmt: skip
def test_a_host_stands_for_a_publisher_that_is_not_named(
    first: tuple[str | None, str], second: tuple[str | None, str], one: bool
) -> None:
    """Two sources of one host count as one, unless both name publishers; who owns a page may be in its path."""
    found = tied({}, evidence("a", "b"), placed(a=first, b=second))
    assert len(group_origins(evidence("a", "b"), found.holding)) == (1 if one else 2)


def test_of_one_host_the_nameless_tie_all() -> None:
    """Sources that name different publishers are one with a nameless one of their host between them."""
    known = placed(a=("P", "https://h.example/1"), b=(None, "https://h.example/2"), c=("Q", "https://h.example/3"))
    found = tied({}, evidence("a", "b", "c"), known)
    assert found.holding == (
        Tie("a", "b", "publisher", "both are of h.example"), Tie("b", "c", "publisher", "both are of h.example"),
    )  # fmt: skip


def test_the_desk_overrules_a_shared_host() -> None:
    """With a reason two sources of one host count apart, and who is not named in it stays tied."""
    a, b, c = placed(a=(None, "https://h.example/1"), b=(None, "https://h.example/2"), c=(None, "https://h.example/3"))
    ruling = apart("b", "a").independent_of
    found = tied({}, evidence("a", "b", "c"), (a, replace(b, independent_of=ruling), c))
    assert [(dismissed.tie.first, dismissed.tie.second) for dismissed in found.overruled] == [("a", "b")]
    assert {(tie.first, tie.second) for tie in found.holding} == {("a", "c"), ("b", "c")}
