"""Checks that a careful editor would make of a project without errors. CHECKS lists them all."""

from collections.abc import Container, Iterable, Iterator, Mapping

from generator.analysis.former_ids import check_former_ids
from generator.analysis.independence import without_article
from generator.diagnostics import Diagnostic
from generator.folding import fold
from generator.model import Claim, Corpus, Standing
from generator.rating_scale import Rating, find_ends, find_sign
from generator.vocabulary import CORROBORATIONS, VERDICTS, Corroboration

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
    """Yield a warning for each verdict that the evidence speaks against.

    Where the sources dispute the claim, the desk may decide it, if it explains why.
    """
    own = {rating.id: rating for rating in corpus.site.ratings}
    for claim in corpus.claims:
        says = standings[claim.id].corroboration
        if not claim.evidence or claim.verdict is None or says not in _find_against(claim, own):
            continue
        disputed = says in ("contested", "inconsistent")
        if disputed and claim.explanation:
            continue
        help = "change the verdict, or the stance of a piece of evidence, or add what is missing"
        if disputed:
            help = "say in explanation why the desk decides so, or change the verdict"
        elif claim.verdict in own and not own[claim.verdict].sign:
            help += f"; or say in site.ratings which sign “{claim.verdict}” has: yes, no, partly or open"
        message = f"the verdict is “{claim.verdict}”, but {CORROBORATIONS[says].clause} ({says})"
        yield Diagnostic(claim.verdict_at, "verdict-disagrees", message, (help,))


def _find_against(claim: Claim, own: Mapping[str, Rating]) -> Container[Corroboration]:
    """Return the corroborations that speak against the claim's verdict."""
    rating = own.get(claim.verdict or "")
    if rating and (rating.sign or rating.id not in VERDICTS):
        return _find_against_grade(rating, own.values())
    verdict = VERDICTS.get(claim.verdict or "")
    if verdict is None or (claim.verdict == "conflicting" and _is_qualified(claim)):
        return ()
    return verdict.against


def _find_against_grade(rating: Rating, scale: Iterable[Rating]) -> Container[Corroboration]:
    """Return what speaks against a grade of an own scale.

    Its ends are judged as the verdicts `supported` and `refuted` are. Only evidence that says the flat contrary is
    against a grade between them or off the scale; nothing is against one without a sign or a place.
    """
    sign = find_sign(rating, scale)
    if sign == "open":
        return VERDICTS["not-enough-evidence"].against if rating.sign else ()
    if sign == "partly":
        return ()
    if rating.value is not None and rating.value in (find_ends(scale) or ()):
        return VERDICTS["supported" if sign == "yes" else "refuted"].against
    return ("refuted",) if sign == "yes" else ("corroborated", "single-source")


def _is_qualified(claim: Claim) -> bool:
    """Whether evidence qualifies the claim: evidence may conflict without refuting."""
    return any(evidence.counted_stance == "qualifies" for evidence in claim.evidence)


def denial_supports(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield an error for each quote that denies the claim, as typed, and supports it all the same."""
    for claim in corpus.claims:
        for evidence in claim.evidence:
            if evidence.modality == "denied" and evidence.stance == "supports":
                message = f"evidence {evidence.number} of “{claim.id}” denies the claim, and cannot support it"
                help = "stance: refutes, qualifies or mentions; or another modality"
                yield Diagnostic(evidence.location, "bad-value", message, (help,))


def _list_all(corpus: Corpus) -> tuple[Claim, ...]:
    """Return all claims, also those that are not published: what they name is in use."""
    return (*corpus.claims, *corpus.withdrawn, *corpus.drafts) if corpus.withdrawn or corpus.drafts else corpus.claims


def unused_sources(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    used = {evidence.source for claim in _list_all(corpus) for evidence in claim.evidence}
    for source in corpus.sources:
        if source.id not in used:
            yield Diagnostic(source.location, "unused-source", f"no claim quotes the source “{source.id}”")


def unused_entities(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    claims = _list_all(corpus)
    used = {entity for claim in claims for entity in claim.entities}
    claimants = {assertion.by for claim in claims for assertion in claim.claimed}
    used |= claimants
    speakers = {evidence.speaker for claim in claims for evidence in claim.evidence} | claimants
    publishers = {source.publisher for source in corpus.sources}
    named = {without_article(name) for name in speakers | publishers if name}
    for entity in corpus.entities:
        names = (entity.name, *entity.aliases)
        if entity.id not in used and not any(without_article(name) in named for name in names):
            yield Diagnostic(entity.location, "unused-entity", f"no claim names the entity “{entity.id}”")


def unused_topics(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    used = {topic for claim in _list_all(corpus) for topic in claim.topics}
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


def rating_values(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield an error for each own rating that has neither a value nor `off_scale`, or both."""
    at = corpus.site.location
    for rating in corpus.site.ratings:
        if rating.off_scale and rating.value is not None:
            message = f"the rating “{rating.id}” is off the scale, and has no value"
            yield Diagnostic(at, "bad-value", message, ("remove value, or off_scale",))
        elif not rating.off_scale and rating.value is None:
            message = f"the rating “{rating.id}” needs the key “value”"
            yield Diagnostic(at, "missing-key", message, ("value: its position on the scale; or off_scale: true",))


def withheld_texts(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield an error for each source whose text is withheld without a notice, or has one and is not."""
    for source in corpus.sources:
        if source.display == "withheld" and source.withheld is None:
            message = f"the source “{source.id}” needs the key “withheld”, since its text is"
            help = "withheld: {date: 2026-11-21, reason: why it was taken down}"
            yield Diagnostic(source.location, "missing-key", message, (help,))
        elif source.withheld and source.display != "withheld":
            message = f"the text of “{source.id}” is published, and has a notice that it is not"
            yield Diagnostic(source.location, "bad-value", message, ("display: withheld", "or remove withheld"))


def see_instead(corpus: Corpus, standings: Standings) -> Iterator[Diagnostic]:  # noqa: ARG001
    for claim in corpus.withdrawn:
        if claim.withdrawn and claim.withdrawn.see == claim.id:
            message = f"the withdrawn claim “{claim.id}” says to see itself"
            yield Diagnostic(claim.location, "bad-value", message, ("name the claim to read instead, or remove see",))


CHECKS = (
    no_evidence,
    verdict_disagrees,
    unused_sources,
    unused_entities,
    unused_topics,
    duplicate_evidence,
    related_to_itself,
    ratings_twice,
    rating_values,
    denial_supports,
    check_former_ids,
    withheld_texts,
    see_instead,
)
