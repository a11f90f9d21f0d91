"""Corroboration as the contract derives it, case by case."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.corroboration import derive_standings
from generator.analysis.independence import Provenance, resolve_names
from generator.model import Claim, Corpus, Evidence, SharedPassage, Site, Source, Standing
from generator.vocabulary import STANCE_IDS


def standing(*rows: str, **publishers: str) -> Standing:
    """The standing of a claim whose evidence is written `stance source` or `stance source speaker`."""
    parts = [row.split(" ", 2) for row in rows]
    evidence = tuple(
        Evidence(
            "c",
            number,
            part[1],
            "q",
            next(stance for stance in STANCE_IDS if stance == part[0]),
            part[2] if part[2:] else None,
        )
        for number, part in enumerate(parts, start=1)
    )
    sources = tuple(Source(id, "", publisher=publishers.get(id)) for id in "abcd")
    claims = (Claim("c", "S", evidence=evidence),)
    return derive_standings(claims, resolve_names(Corpus(Site("T"), sources, claims=claims)))["c"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "unsourced"),
        (["mentions a"], "unsourced"),
        (["qualifies a", "mentions b"], "unsourced"),
        (["supports a"], "single-source"),
        (["supports a", "supports a"], "single-source"),
        (["supports a", "mentions b", "qualifies c"], "single-source"),
        (["supports a", "supports b"], "corroborated"),
        (["supports a", "supports b", "qualifies b"], "corroborated"),
        (["supports a", "refutes b"], "contested"),
        (["supports a", "refutes a"], "inconsistent"),
        (["supports a", "refutes a", "mentions b", "qualifies c"], "inconsistent"),
        (["supports a", "refutes a", "refutes b"], "contested"),
        (["supports a", "refutes a", "supports b"], "contested"),
        (["supports a Mr X", "refutes b Mr X"], "inconsistent"),
        (["supports a Mr X", "refutes b Mr X", "refutes b Mr Y"], "inconsistent"),
        (["supports a Mr X", "refutes b Mr Y"], "contested"),
        (["supports a", "supports b", "refutes c"], "contested"),
        (["refutes a"], "refuted"),
        (["refutes a", "refutes b", "mentions c"], "refuted"),
        (["supports a Mr X", "supports b mr  x"], "single-source"),
        (["supports a Mr X", "supports b Mr Y"], "corroborated"),
        (["supports a Mr X", "supports b Mr X", "supports c"], "corroborated"),
        (["supports a Mr X", "supports b", "supports b Mr X"], "single-source"),
    ],
)
def test_the_table_of_the_contract(rows: list[str], says: str) -> None:
    """The corroboration follows from what supports, what refutes, and independence."""
    assert standing(*rows).corroboration == says


def test_two_sources_of_one_publisher_are_a_single_source() -> None:
    """Two that are not independent count as single-source; a third that is, corroborates."""
    assert standing("supports a", "supports b", a="BBC", b="bbc").corroboration == "single-source"
    assert standing("supports a", "supports b", "supports c", a="BBC", b="bbc", c="CNN").corroboration == "corroborated"


def test_only_supporting_evidence_is_counted() -> None:
    """What merely mentions neither corroborates nor ties two supporting sources to each other."""
    assert standing("supports a", "mentions b", "qualifies c").origins[0].sources == ("a",)
    assert standing("supports a Mr X", "supports b", "mentions b Mr X").corroboration == "corroborated"


def test_sources_stand_in_order_of_first_appearance() -> None:
    """Supporting and refuting sources are each named once, in the evidence's order."""
    found = standing("supports b", "refutes d", "supports a", "supports b", "refutes c", "refutes d")
    assert (found.supporting, found.refuting) == (("b", "a"), ("d", "c"))
    assert [origin.sources for origin in found.origins] == [("b",), ("a",)]


def test_one_origin_of_both_names_all_its_sources() -> None:
    """Of a claim that one origin supports and refutes, the origin has its sources and why they count as one."""
    found = standing("supports a", "refutes b", a="BBC", b="bbc")
    assert found.corroboration == "inconsistent"
    assert [origin.sources for origin in found.origins] == [("a", "b")]
    assert [tie.kind for tie in found.origins[0].ties] == ["publisher"]


def test_origins_of_a_refuted_claim_are_those_that_refute() -> None:
    """Where none supports, the origins are of the refuting sources."""
    assert [origin.sources for origin in standing("refutes a", "refutes b", "mentions c").origins] == [("a",), ("b",)]


@given(st.lists(st.tuples(st.sampled_from(STANCE_IDS), st.sampled_from("abcd")), max_size=8))
def test_the_words_follow_from_the_sets(rows: list[tuple[str, str]]) -> None:
    """For any evidence: the word is the one that the contract's sentence gives for the two sets of sources."""
    says = standing(*(" ".join(row) for row in rows)).corroboration
    supports, refutes = ({source for stance, source in rows if stance == each} for each in ("supports", "refutes"))
    assert (says == "unsourced") == (not supports and not refutes)
    assert (says == "contested") == (bool(supports and refutes) and len(supports | refutes) > 1)
    assert (says == "inconsistent") == (len(supports) == 1 and supports == refutes)
    assert (says == "refuted") == bool(refutes and not supports)
    assert (says == "single-source") == (len(supports) == 1 and not refutes)
    assert (says == "corroborated") == (len(supports) > 1 and not refutes)


# -- whatever the ties ----------------------------------------------------------------------------------------------

IDS = "abcdef"
Row = tuple[str, str, str | None]  # stance, source, speaker
Copies = frozenset[tuple[str, str]]  # pairs of sources with the same text
ROWS = st.lists(
    st.tuples(st.sampled_from(STANCE_IDS), st.sampled_from(IDS), st.sampled_from([None, "X", "Y"])), max_size=8
)
PUBLISHERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from("PQ"))
ROOTS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS), max_size=3)
COPIES = st.frozensets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=3)


def judged(rows: Sequence[Row], publishers: Mapping[str, str], roots: Mapping[str, str], copies: Copies) -> Standing:
    """The standing of a claim, every passage of two sources in `copies` being the other's text."""
    evidence = tuple(
        Evidence("c", number, source, "q", next(each for each in STANCE_IDS if each == stance), speaker)
        for number, (stance, source, speaker) in enumerate(rows, start=1)
    )
    named = dict.fromkeys([*(source for _, source, _ in rows), *roots.values()])
    sources = tuple(Source(id, "", publisher=publishers.get(id), derived_from=roots.get(id)) for id in named)
    claims = (Claim("c", "S", evidence=evidence),)

    def trace(each: Evidence) -> Provenance:
        others = [pair[pair[0] == each.source] for pair in sorted(copies) if each.source in pair]
        return Provenance(
            copies=tuple((other, SharedPassage(0, 9, 0, 9, 8, 9)) for other in others if other != each.source)
        )

    return derive_standings(
        claims, resolve_names(Corpus(Site("T"), sources, claims=claims)), {each.id: trace(each) for each in evidence}
    )["c"]


def groups(found: Standing) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(origin.sources) for origin in found.origins)


@given(rows=ROWS, publishers=PUBLISHERS, roots=ROOTS, copies=COPIES, data=st.data())
def test_a_copy_never_raises_corroboration(
    rows: list[Row], publishers: dict[str, str], roots: dict[str, str], copies: Copies, data: st.DataObject
) -> None:
    """One more source that is not independent of one which says the same changes no word for the better, nor the count.

    Be it by its publisher, by whom it quotes, by what it is derived from or by its text.
    """
    said = [row for row in rows if row[0] in ("supports", "refutes")]
    if not said:
        return
    before = judged(rows, publishers, roots, copies)
    stance, source, speaker = data.draw(st.sampled_from(said))
    reasons = ["root", "text", *(["publisher"] if source in publishers else []), *(["speaker"] if speaker else [])]
    match data.draw(st.sampled_from(reasons)):
        case "root":
            roots = {**roots, "z": source}
        case "text":
            copies |= {(source, "z")}
        case "publisher":
            publishers = {**publishers, "z": publishers[source]}
        case _:
            pass
    after = judged([*rows, (stance, "z", speaker)], publishers, roots, copies)
    assert len(after.origins) <= len(before.origins)
    assert after.corroboration == before.corroboration or (before.corroboration, after.corroboration) == (
        "corroborated",
        "single-source",
    )


@given(rows=ROWS, publishers=PUBLISHERS, roots=ROOTS, copies=COPIES, data=st.data())
def test_neither_the_order_of_evidence_nor_the_names_of_sources_matter(
    rows: list[Row], publishers: dict[str, str], roots: dict[str, str], copies: Copies, data: st.DataObject
) -> None:
    """The word and the groups are the same in any order of the evidence, and with any other ids."""
    before = judged(rows, publishers, roots, copies)
    shuffled = judged(data.draw(st.permutations(rows)), publishers, roots, copies)
    assert (shuffled.corroboration, groups(shuffled)) == (before.corroboration, groups(before))
    new = dict(zip(IDS, data.draw(st.permutations("uvwxyz")), strict=True))
    renamed = judged(
        [(stance, new[source], speaker) for stance, source, speaker in rows],
        {new[source]: publisher for source, publisher in publishers.items()},
        {new[source]: new[root] for source, root in roots.items()},
        frozenset((new[one], new[other]) for one, other in copies),
    )
    assert renamed.corroboration == before.corroboration
    assert groups(renamed) == {frozenset(new[member] for member in group) for group in groups(before)}
