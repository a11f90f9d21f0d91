"""The warnings of a project that holds together, and the two errors that only the whole shows."""

from dataclasses import replace

import pytest

from generator.analysis.checks import CHECKS, run_checks
from generator.analysis.corroboration import derive_standings
from generator.analysis.independence import resolve_names
from generator.diagnostics import Diagnostic, Location
from generator.model import Claim, Corpus, Entity, Evidence, Relation, Site, Source, Topic
from generator.rating_scale import Rating
from generator.vocabulary import Stance

AT = Location("claims.yaml", 9, 5)
Row = tuple[str, Stance]


def findings(corpus: Corpus) -> list[Diagnostic]:
    return list(run_checks(corpus, derive_standings(corpus.claims, resolve_names(corpus))))


def quoting(*rows: Row, verdict: str | None = None) -> Corpus:
    evidence = tuple(
        Evidence("c", number, *each[:1], f"q{number}", each[1]) for number, each in enumerate(rows, start=1)
    )
    sources = tuple(Source(each, "") for each in dict.fromkeys(source for source, _ in rows))
    claim = Claim("c", "S", verdict=verdict, evidence=evidence, verdict_at=AT, location=Location("claims.yaml", 2))
    return Corpus(Site("T"), sources, claims=(claim,))


S: Row = ("a", "supports")
S2: Row = ("e", "supports")
R: Row = ("b", "refutes")
Q: Row = ("c", "qualifies")
M: Row = ("d", "mentions")


@pytest.mark.parametrize(
    ("verdict", "rows", "disagrees"),
    [
        ("supported", [S], False), ("supported", [S, S2], False), ("supported", [S, Q], False),
        ("supported", [R], True), ("supported", [S, R], True), ("supported", [M], True), ("supported", [Q], True),
        ("refuted", [R], False), ("refuted", [R, M], False), ("refuted", [S], True), ("refuted", [S, S2], True),
        ("refuted", [S, R], True), ("refuted", [M], True),
        ("conflicting", [S, R], False), ("conflicting", [S, Q], False), ("conflicting", [S], True),
        ("conflicting", [S, S2], True), ("conflicting", [R], True), ("conflicting", [M], True),
        ("not-enough-evidence", [M], False), ("not-enough-evidence", [S], False), ("not-enough-evidence",
        [S, R], False),
        ("not-enough-evidence", [S, S2], True), ("not-enough-evidence", [R], True),
        ("mostly-true", [R], False), (None, [R], False), ("supported", [], False), ("refuted", [], False),
    ],
)  # fmt: skip
def test_a_verdict_against_what_the_evidence_says(verdict: str | None, rows: list[Row], disagrees: bool) -> None:
    """`verdict-disagrees` where the desk's verdict is against the evidence, there; own ratings are not judged."""
    found = [
        diagnostic for diagnostic in findings(quoting(*rows, verdict=verdict)) if diagnostic.code == "verdict-disagrees"
    ]
    assert [each.location for each in found] == ([AT] if disagrees else [])
    if found:
        assert f"“{verdict}”" in found[0].message


SELF: Row = ("a", "refutes")  # what supports in S refutes here


@pytest.mark.parametrize("verdict", ["supported", "refuted"])
@pytest.mark.parametrize("rows", [[S, R], [S, S2, R], [S, SELF]])
def test_the_desk_may_decide_what_sources_dispute(verdict: str, rows: list[Row]) -> None:
    """Where sources dispute a claim, or one says both, a verdict with an explanation is not against the evidence."""
    corpus = quoting(*rows, verdict=verdict)
    assert [found.code for found in findings(corpus)] == ["verdict-disagrees"]
    explained = replace(corpus.claims[0], explanation="The second report names its witness.")
    assert findings(replace(corpus, claims=(explained,))) == []


@pytest.mark.parametrize(("verdict", "row"), [("supported", R), ("refuted", S)])
def test_an_explanation_does_not_turn_the_evidence_round(verdict: str, row: Row) -> None:
    """Where no source disputes another, an explanation leaves `verdict-disagrees` as it is."""
    corpus = quoting(row, verdict=verdict)
    explained = replace(corpus.claims[0], explanation="We think so.")
    assert [found.code for found in findings(replace(corpus, claims=(explained,)))] == ["verdict-disagrees"]


FIVE = tuple(Rating(id, id, value) for value, id in enumerate(("pants", "wrong", "mixed", "mostly", "right")))
FURTHER = (
    Rating("satire", "Satire", None, off_scale=True),
    Rating("unproven", "Unproven", None, sign="open", off_scale=True),
    Rating("old", "Outdated", None, sign="no", off_scale=True),
)


@pytest.mark.parametrize(
    ("verdict", "rows", "disagrees"),
    [
        ("right", [R], True), ("right", [S], False), ("right", [S, R], True), ("right", [S, SELF], True),
        ("right", [M], True), ("mostly", [R], True), ("mostly", [S, Q], False), ("mostly", [Q], False),
        ("mostly", [S, R], False), ("mixed", [R], False), ("mixed", [S], False), ("mixed", [S, S2], False),
        ("wrong", [S], True), ("wrong", [S, S2], True), ("wrong", [Q], False), ("wrong", [S, R], False),
        ("pants", [S], True), ("pants", [R], False), ("pants", [S, R], True), ("pants", [Q], True),
        ("satire", [S], False), ("satire", [R], False), ("satire", [M], False),
        ("unproven", [S], False), ("unproven", [S, S2], True), ("unproven", [R], True), ("unproven", [M], False),
        ("old", [S], True), ("old", [R], False), ("supported", [R], True),
    ],
)  # fmt: skip
def test_an_own_grade_against_what_the_evidence_says(verdict: str, rows: list[Row], disagrees: bool) -> None:
    """An own grade is judged by its sign, else by its half of the scale: the ends strictly."""
    corpus = replace(quoting(*rows, verdict=verdict), site=Site("T", ratings=(*FIVE, *FURTHER)))
    assert [found.code for found in findings(corpus)] == (["verdict-disagrees"] if disagrees else [])


def test_own_words_for_the_four_verdicts() -> None:
    """A grade with the id of a built-in verdict is judged as that is, wherever it is on the scale."""
    own = tuple(
        Rating(id, id.upper(), value)
        for value, id in enumerate(("refuted", "conflicting", "not-enough-evidence", "supported"))
    )
    for verdict, rows, disagrees in (
        ("not-enough-evidence", [M], False), ("not-enough-evidence", [R], True), ("conflicting", [S], True),
        ("conflicting", [S, R], False), ("supported", [R], True),
    ):  # fmt: skip
        corpus = replace(quoting(*rows, verdict=verdict), site=Site("T", ratings=own))
        assert bool(findings(corpus)) == disagrees, (verdict, rows)


@pytest.mark.parametrize(
    ("rating", "code"),
    [
        (Rating("a", "A", None), "missing-key"), (Rating("a", "A", 0), None),
        (Rating("a", "A", None, off_scale=True), None), (Rating("a", "A", 1, off_scale=True), "bad-value"),
    ],
)  # fmt: skip
def test_a_rating_has_a_value_or_is_off_the_scale(rating: Rating, code: str | None) -> None:
    """A grade without `off_scale` needs a value, and one with it has none."""
    found = findings(Corpus(Site("T", ratings=(rating, Rating("b", "B", 2)), location=AT)))
    assert [(diagnostic.code, diagnostic.location) for diagnostic in found] == ([(code, AT)] if code else [])


def test_a_claim_without_evidence() -> None:
    """`no-evidence` at the claim where it has none at all, and there only."""
    assert [(diagnostic.code, diagnostic.location.line) for diagnostic in findings(quoting())] == [("no-evidence", 2)]
    assert findings(quoting(M)) == []


def test_who_publishes_or_speaks_is_used() -> None:
    """An entity by any name of which a source is published or a quote is said is no `unused-entity`."""
    said = Evidence("c", 1, "s", "q", "mentions", "the  minister")
    corpus = Corpus(
        Site("T"),
        (Source("s", "", publisher="Herald"),),
        (),
        (Entity("h", "H", "organization", ("The Herald",)), Entity("m", "M", "person", ("The Minister",))),
        (Claim("c", "S", evidence=(said,)),),
    )
    assert findings(corpus) == []


def test_what_nobody_uses() -> None:
    """`unused-source`, `unused-entity` and `unused-topic`, each at its own place."""
    places = [Location("claims.yaml", line) for line in range(4)]
    corpus = Corpus(
        Site("T"),
        (Source("s", "", location=places[0]), Source("used", "")),
        (Topic("t", "T", location=places[1]), Topic("used", "")),
        (Entity("e", "E", "other", location=places[2]), Entity("used", "", "other")),
        (Claim("c", "S", ("used",), ("used",), evidence=(Evidence("c", 1, "used", "q", "mentions"),)),),
    )
    assert [(diagnostic.code, diagnostic.location) for diagnostic in findings(corpus)] == [
        ("unused-source", places[0]), ("unused-entity", places[2]), ("unused-topic", places[1]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (Evidence("c", 2, "s", "it’s  “so”", "refutes"), True),
        (Evidence("c", 2, "s", "it's\n\u200b\"so\"", "supports", speaker="X"), True),
        (Evidence("c", 2, "t", "it’s “so”", "supports"), False),
        (Evidence("c", 2, "s", "It’s “so”", "supports"), False),
        (Evidence("c", 2, "s", "it’s “so”", "supports", prefix="then"), False),
        (Evidence("c", 2, "s", "it’s “so”", "supports", suffix="then"), False),
    ],
)  # fmt: skip
def test_the_same_evidence_twice(second: Evidence, same: bool) -> None:
    """`duplicate-evidence` where a claim has one place of one source twice, compared as quotes are."""
    first = Evidence("c", 1, "s", "it’s “so”", "supports")
    corpus = Corpus(Site("T"), (Source("s", ""), Source("t", "")), claims=(Claim("c", "S", evidence=(first, second)),))
    codes = [diagnostic.code for diagnostic in findings(corpus) if diagnostic.code == "duplicate-evidence"]
    assert codes == (["duplicate-evidence"] if same else [])


def test_one_quote_for_two_claims_is_no_duplicate() -> None:
    """Two claims may rest on one quote."""
    claims = tuple(Claim(id, "S", evidence=(Evidence(id, 1, "s", "q", "supports"),)) for id in ("c", "d"))
    assert findings(Corpus(Site("T"), (Source("s", ""),), claims=claims)) == []


def test_a_claim_is_not_related_to_itself() -> None:
    """A relation of a claim to itself is `bad-value`."""
    claim = Claim("c", "S", related=(Relation("c", "context"),), evidence=(Evidence("c", 1, "s", "q", "mentions"),))
    assert [diagnostic.code for diagnostic in findings(Corpus(Site("T"), (Source("s", ""),), claims=(claim,)))] == [
        "bad-value"
    ]


def test_a_rating_twice_is_an_error() -> None:
    """Two ratings of one id are `duplicate-id`."""
    site = Site("T", ratings=(Rating("a", "A", 1), Rating("b", "B", 2), Rating("a", "C", 3)), location=AT)
    assert [(diagnostic.code, diagnostic.location) for diagnostic in findings(Corpus(site))] == [("duplicate-id", AT)]


def test_every_check_is_quiet_on_nothing() -> None:
    """An empty project has nothing to warn of."""
    assert all(not list(each(Corpus(Site("T")), {})) for each in CHECKS)
