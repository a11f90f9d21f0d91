"""What the evidence of each claim says, derived as the contract has it."""

from collections.abc import Iterable, Mapping

from generator.analysis.independence import ProvenanceLookup, ResolvedNames, find_ties, group_origins, no_provenance
from generator.cache.build_cache import StageCache, Stamped
from generator.cache.digests import digest_plain, digest_value, text_digest
from generator.cache.serialize import from_plain, to_plain
from generator.model import Article, Claim, Corpus, SharedText, Standing
from generator.vocabulary import Corroboration, Stance

_STAGE = "standings"


def derive_standings(
    claims: tuple[Claim, ...],
    known: ResolvedNames,
    traced: ProvenanceLookup = no_provenance,
    memory: StageCache | None = None,
    grounds: Mapping[str, bytes] | None = None,
) -> Mapping[str, Standing]:
    """The standing of every claim, by its id; `traced` tells what the texts say of where a quote comes from.

    Where `grounds` tell what a standing follows from, and `memory` has one for the same, that one is right.
    """
    memory, grounds = memory or StageCache(), grounds or {}
    found: dict[str, Standing] = {}
    stamps: dict[str, bytes] = {}
    for claim in claims:
        ground = grounds.get(claim.id)
        kept = memory.recall(_STAGE, ground) if ground else None
        if kept is None:
            found[claim.id] = derive_standing(claim, known, traced)
            if ground:
                plain = to_plain(found[claim.id])
                stamps[claim.id] = digest_plain(plain)
                memory.keep(_STAGE, ground, (stamps[claim.id], plain))
        else:
            stamps[claim.id], plain = kept
            found[claim.id] = from_plain(plain)
    return Stamped(found, stamps)


def cache_keys(corpus: Corpus, articles: Mapping[str, Article], shared: Iterable[SharedText]) -> Mapping[str, bytes]:
    """All that a standing follows from, by its claim, for those that were read by themselves."""
    common = digest_value((corpus.sources, corpus.entities, tuple(shared)))
    texts = {id: text_digest(each.text) for id, each in articles.items()}
    grounds = {}
    entries = {each.claim: each.digest for each in corpus.named}
    for claim in corpus.claims:
        if claim.id in entries:
            quoted = dict.fromkeys(each.source for each in claim.evidence)
            grounds[claim.id] = b"".join((common, entries[claim.id], *(texts.get(each, b"") for each in quoted)))
    return grounds


def derive_standing(claim: Claim, known: ResolvedNames, traced: ProvenanceLookup = no_provenance) -> Standing:
    supporting = _sources(claim, "supports")
    refuting = _sources(claim, "refutes")
    stance: Stance = "supports" if supporting else "refutes"
    evidence = tuple(each for each in claim.evidence if each.stance == stance)
    ties = find_ties(evidence, known, traced)
    origins = group_origins(evidence, ties.holding)
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
