"""Which sources count as one: publishers, speakers, derivations, and the groups that their ties make."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.judging.independence import identities_of, origins_of
from generator.model import Corpus, Entity, Evidence, Origin, Site, Source, Tie


def evidence(*rows: str) -> tuple[Evidence, ...]:
    """Evidence written as `source` or `source: speaker`."""
    parts = [each.partition(": ") for each in rows]
    return tuple(
        Evidence("c", number, source, "q", "supports", speaker or None)
        for number, (source, _, speaker) in enumerate(parts, start=1)
    )


def origins(
    rows: tuple[Evidence, ...], sources: tuple[Source, ...] = (), entities: tuple[Entity, ...] = ()
) -> tuple[Origin, ...]:
    named = {each.id for each in sources}
    missing = [Source(each.source, "") for each in rows if each.source not in named]
    return origins_of(rows, identities_of(Corpus(Site("T"), (*sources, *missing), entities=entities)))


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
    assert groups(origins(evidence("a: Reuters", "b"), published(a=None, b="Reuters"))) == [("a",), ("b",)]


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
    assert {(each.first, each.second, each.kind) for each in found[1].ties} == {
        ("a", "b", "publisher"), ("c", "b", "speaker"),
    }  # fmt: skip


def test_reused_text_has_a_door() -> None:
    """What a finder of reused text ties is one origin."""
    rows = evidence("a", "b", "c")
    tie = Tie("a", "c", "reuse", "the same passage")
    assert origins_of(rows, identities_of(Corpus(Site("T"))), lambda _: (tie,)) == (
        Origin(("a", "c"), (tie,)), Origin(("b",)),
    )  # fmt: skip


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
    assert {frozenset(each.sources) for each in found} == {frozenset(each) for each in group.values()}
    assert [each.sources[0] for each in found] == [each for each in present if each in {o.sources[0] for o in found}]
    assert all(
        {tie.first, tie.second} <= set(each.sources) and tie.first != tie.second for each in found for tie in each.ties
    )


def test_many_sources_take_linear_time() -> None:
    """Thirty thousand sources with one speaker, one publisher and a chain of derivations are judged in a moment."""
    count = 30_000
    sources = tuple(
        Source(f"s{each}", "", publisher="P", derived_from=f"s{each - 1}" if each else None) for each in range(count)
    )
    begin = time.process_time()
    found = origins(tuple(Evidence("c", each, f"s{each}", "q", "supports", "X") for each in range(count)), sources)
    assert len(found) == 1
    assert time.process_time() - begin < 3
