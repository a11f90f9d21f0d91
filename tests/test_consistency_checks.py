"""Warnings about claims that do not go together."""

import time

import pytest

from generator.analysis.consistency_checks import check_consistency
from generator.diagnostics import Diagnostic
from generator.model import Anchor, Claim, Corpus, Evidence, Quantity, Relation, Segment, Site
from generator.vocabulary import Modality, RelationKind, Stance

Passage = tuple[Stance, str, int, int]  # a stance, a source, and where the quote stands in it


def findings(*claims: Claim, language: str = "en") -> list[Diagnostic]:
    anchors = {
        evidence.id: Anchor(evidence.id, evidence.source, (Segment(*map(int, evidence.quote.split("-"))),))
        for claim in claims
        for evidence in claim.evidence
    }
    return list(check_consistency(Corpus(Site("T", language=language), claims=claims), anchors))


def claim_of(id: str, *passages: Passage, contradicts: str = "", modality: Modality | None = None) -> Claim:
    evidence = tuple(
        Evidence(id, number, source, f"{start}-{end}", stance, modality=modality)
        for number, (stance, source, start, end) in enumerate(passages, start=1)
    )
    related = (Relation(contradicts, "contradicts"),) if contradicts else ()
    return Claim(id, f"What {id} says.", evidence=evidence, related=related)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The yard built 37,000 boats.", "The yard built 37000 boats"),
        ("The bank closed in May.", "In May the bank closed."),
        ("The mayor opened a market.", "The Mayor opened the market!"),
        ("The yard sells a crane.", "The yard sells cranes."),
    ],
)  # fmt: skip
def test_one_statement_twice(one: str, other: str) -> None:
    """The same words, whatever their articles, regular endings and spellings of figures, are `same-statement`."""
    (found,) = findings(Claim("a", one, verdict="supported"), Claim("b", other, verdict="refuted"))
    assert (found.code, found.about) == ("same-statement", (("claim", "a"), ("claim", "b")))
    assert "another verdict" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The yard built 37,000 boats.", "The yard built 35,000 boats."), ("Holm beat Reim.", "Reim beat Holm."),
        ("The bank closed in May.", "The bank did not close in May."), ("The dog bit the man.", "The man bit the dog."),
        ("The bank opened in May.", "The bank closed in May."),
        ("She flew from Oslo to Rome.", "She flew to Oslo from Rome."),
        ("Holm is the mayor.", "Holm was the mayor."), ("Some men came.", "All men came."),
    ],
)  # fmt: skip
def test_two_statements(one: str, other: str) -> None:
    """Another name, figure, negation, order or word makes another statement."""
    assert not findings(Claim("a", one), Claim("b", other))


def test_a_placeholder_is_no_statement() -> None:
    """Two words without a name or a figure are none, unless the claims have two verdicts."""
    words = "A remark of the office."
    assert not findings(Claim("a", words), Claim("b", words))
    assert not findings(Claim("a", words, verdict="supported"), Claim("b", words, verdict="supported"))
    assert findings(Claim("a", words, verdict="supported"), Claim("b", words, verdict="refuted"))


def test_one_statement_of_two_times() -> None:
    """Claims of other dates or figures, or of which one supersedes the other, are two."""
    words = "Holm is the mayor of Lindenau."
    assert findings(Claim("a", words, date="2001"), Claim("b", words))
    assert not findings(Claim("a", words, date="2001"), Claim("b", words, date="2005"))
    assert not findings(Claim("a", words, quantity=Quantity(1)), Claim("b", words, quantity=Quantity(2)))
    assert not findings(Claim("a", words), Claim("b", words, related=(Relation("a", "supersedes"),)))


def test_one_passage_for_two_claims_that_contradict_each_other() -> None:
    """A passage, or one inside it, that supports both is `graded-twice`, at the later and about both."""
    first = claim_of("a", ("supports", "s", 10, 40))
    for start, end in ((10, 40), (5, 60), (20, 30)):
        (found,) = findings(first, claim_of("b", ("supports", "s", start, end), contradicts="a"))
        assert (found.code, found.about) == ("graded-twice", (("claim", "a"), ("claim", "b")))


@pytest.mark.parametrize("passage", [("supports", "s", 41, 60), ("supports", "s", 35, 90), ("supports", "t", 10, 40),
    ("refutes", "s", 10, 40), ("mentions", "s", 10, 40)])  # fmt: skip
def test_passages_that_go_together(passage: Passage) -> None:
    """Another passage, another source or another stance is no contradiction."""
    assert not findings(claim_of("a", ("supports", "s", 10, 40), contradicts="b"), claim_of("b", passage))


@pytest.mark.parametrize("relation", ["refines", "supersedes", "context"])
def test_only_what_contradicts(relation: RelationKind) -> None:
    """Claims that are related otherwise may rest on one passage."""
    other = Claim(
        "b", "What b says.", related=(Relation("a", relation),), evidence=(Evidence("b", 1, "s", "10-40", "supports"),)
    )
    assert not findings(claim_of("a", ("supports", "s", 10, 40)), other)


def test_one_passage_that_supports_and_refutes_one_claim() -> None:
    """It is `graded-twice`, unless one of the two is only a forecast."""
    passages: tuple[Passage, ...] = (("supports", "s", 10, 40), ("refutes", "s", 12, 38))
    assert [found.code for found in findings(claim_of("a", *passages))] == ["graded-twice"]
    assert not findings(claim_of("a", *passages, modality="forecast"))


def test_many_claims_take_little_time() -> None:
    """Ten thousand claims, each contradicting the one before, are compared in a fraction of a second."""
    claims = [
        Claim(
            f"c{number}", f"The yard number {number} built {number} boats of steel and wood in the harbour.",
            evidence=(Evidence(f"c{number}", 1, "s", f"{number * 9}-{number * 9 + 8}", "supports"),),
            related=(Relation(f"c{number - 1}", "contradicts"),) if number else (),
        )
        for number in range(10_000)
    ]  # fmt: skip
    began = time.process_time()
    assert not findings(*claims)
    assert time.process_time() - began < 2
