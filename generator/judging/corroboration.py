"""What the evidence of each claim says, derived as the contract has it."""

from collections.abc import Iterable, Mapping

from generator.digests import digest, digest_of, text_digest
from generator.judging.independence import Identities, Tracing, no_trace, origins_of, ties_of
from generator.memo import Memory, Stamped
from generator.model import Article, Claim, Corpus, Corroboration, SharedText, Stance, Standing
from generator.reading.packing import packed, unpacked

_STAGE = "standings"


def standings_of(
    claims: tuple[Claim, ...],
    known: Identities,
    traced: Tracing = no_trace,
    memory: Memory | None = None,
    grounds: Mapping[str, bytes] | None = None,
) -> Mapping[str, Standing]:
    """The standing of every claim, by its id; `traced` tells what the texts say of where a quote comes from.

    Where `grounds` tell what a standing follows from, and `memory` has one for the same, that one is right.
    """
    memory, grounds = memory or Memory(), grounds or {}
    found: dict[str, Standing] = {}
    stamps: dict[str, bytes] = {}
    for claim in claims:
        ground = grounds.get(claim.id)
        kept = memory.recall(_STAGE, ground) if ground else None
        if kept is None:
            found[claim.id] = standing_of(claim, known, traced)
            if ground:
                plain = packed(found[claim.id])
                stamps[claim.id] = digest(plain)
                memory.keep(_STAGE, ground, (stamps[claim.id], plain))
        else:
            stamps[claim.id], plain = kept
            found[claim.id] = unpacked(plain)
    return Stamped(found, stamps)


def grounds_of(corpus: Corpus, articles: Mapping[str, Article], shared: Iterable[SharedText]) -> Mapping[str, bytes]:
    """All that a standing follows from, by its claim, for those that were read by themselves."""
    common = digest_of((corpus.sources, corpus.entities, tuple(shared)))
    texts = {id: text_digest(each.text) for id, each in articles.items()}
    grounds = {}
    entries = {each.claim: each.digest for each in corpus.named}
    for claim in corpus.claims:
        if claim.id in entries:
            quoted = dict.fromkeys(each.source for each in claim.evidence)
            grounds[claim.id] = b"".join((common, entries[claim.id], *(texts.get(each, b"") for each in quoted)))
    return grounds


def standing_of(claim: Claim, known: Identities, traced: Tracing = no_trace) -> Standing:
    supporting = _sources(claim, "supports")
    refuting = _sources(claim, "refutes")
    stance: Stance = "supports" if supporting else "refutes"
    evidence = tuple(each for each in claim.evidence if each.stance == stance)
    ties = ties_of(evidence, known, traced)
    origins = origins_of(evidence, ties.holding)
    says = _corroboration(bool(supporting), bool(refuting), len(origins))
    return Standing(claim.id, says, supporting, refuting, origins, ties.overruled)


def _sources(claim: Claim, stance: Stance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.source for each in claim.evidence if each.stance == stance))


def _corroboration(supported: bool, refuted: bool, origins: int) -> Corroboration:
    if supported and refuted:
        return "contested"
    if refuted:
        return "refuted"
    if supported:
        return "corroborated" if origins > 1 else "single-source"
    return "unsourced"
