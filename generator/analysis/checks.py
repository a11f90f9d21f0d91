"""Checks that a careful editor would make of a project without errors. CHECKS lists them all."""

from collections.abc import Iterator, Mapping

from generator.analysis.independence import without_article
from generator.diagnostics import Diagnostic
from generator.folding import fold
from generator.model import Claim, Corpus, Standing
from generator.vocabulary import CORROBORATIONS, VERDICTS

Standings = Mapping[str, Standing]


def run_checks(corpus: Corpus, standings: Standings) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of every check."""
    return tuple(found for check in CHECKS for found in check(corpus, standings))


def no_evidence(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    for claim in corpus.claims:
        if not claim.evidence:
            message = f"the claim “{claim.id}” has no evidence"
            yield Diagnostic(claim.location, "no-evidence", message, ("add evidence: with a source and its words",))


def verdict_disagrees(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:
    for claim in corpus.claims:
        says = standings[claim.id].corroboration
        verdict = VERDICTS.get(claim.verdict or "")  # of an own scale nothing is known
        if not claim.evidence or verdict is None or says not in verdict.against:
            continue
        if claim.verdict == "conflicting" and _is_qualified(claim):
            continue
        yield Diagnostic(
            claim.verdict_at,
            "verdict-disagrees",
            f"the verdict is “{claim.verdict}”, but {CORROBORATIONS[says].clause} ({says})",
            ("change the verdict, or the stance of a piece of evidence, or add what is missing",),
        )


def _is_qualified(claim: Claim) -> bool:
    """Whether evidence qualifies the claim: evidence may conflict without refuting."""
    return any(evidence.stance == "qualifies" for evidence in claim.evidence)


def unused_sources(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    used = {evidence.source for claim in corpus.claims for evidence in claim.evidence}
    for source in corpus.sources:
        if source.id not in used:
            yield Diagnostic(source.location, "unused-source", f"no claim quotes the source “{source.id}”")


def unused_entities(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    used = {entity for claim in corpus.claims for entity in claim.entities}
    speakers = {evidence.speaker for claim in corpus.claims for evidence in claim.evidence}
    publishers = {source.publisher for source in corpus.sources}
    named = {without_article(name) for name in speakers | publishers if name}
    for entity in corpus.entities:
        names = (entity.name, *entity.aliases)
        if entity.id not in used and not any(without_article(name) in named for name in names):
            yield Diagnostic(entity.location, "unused-entity", f"no claim names the entity “{entity.id}”")


def unused_topics(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    used = {topic for claim in corpus.claims for topic in claim.topics}
    for topic in corpus.topics:
        if topic.id not in used:
            yield Diagnostic(topic.location, "unused-topic", f"no claim is filed under the topic “{topic.id}”")


def duplicate_evidence(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    for claim in corpus.claims:
        if len({evidence.source for evidence in claim.evidence}) == len(claim.evidence):
            continue
        seen: dict[tuple[str, ...], int] = {}
        for evidence in claim.evidence:
            key = (
                evidence.source,
                *(fold(words or "").text for words in (evidence.quote, evidence.prefix, evidence.suffix)),
            )
            first = seen.setdefault(key, evidence.number)
            if first != evidence.number:
                message = f"evidence {evidence.number} of “{claim.id}” is the same quote as evidence {first}"
                yield Diagnostic(evidence.location, "duplicate-evidence", message, ("keep one of them",))


def related_to_itself(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    for claim in corpus.claims:
        if any(relation.claim == claim.id for relation in claim.related):
            yield Diagnostic(claim.location, "bad-value", f"the claim “{claim.id}” is related to itself")


def ratings_twice(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    seen = set()
    for rating in corpus.site.ratings:
        if rating.id in seen:
            yield Diagnostic(corpus.site.location, "duplicate-id", f"site.ratings has the id “{rating.id}” twice")
        seen.add(rating.id)


CHECKS = (
    no_evidence,
    verdict_disagrees,
    unused_sources,
    unused_entities,
    unused_topics,
    duplicate_evidence,
    related_to_itself,
    ratings_twice,
)
