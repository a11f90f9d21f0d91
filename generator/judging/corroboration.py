"""What the evidence of each claim says, derived as the contract has it."""

from collections.abc import Mapping

from generator.judging.independence import Identities, Reuse, identities_of, no_reuse, origins_of
from generator.model import Claim, Corpus, Corroboration, Stance, Standing


def standings_of(corpus: Corpus, reuse: Reuse = no_reuse) -> Mapping[str, Standing]:
    """The standing of every claim, by its id."""
    known = identities_of(corpus)
    return {each.id: standing_of(each, known, reuse) for each in corpus.claims}


def standing_of(claim: Claim, known: Identities, reuse: Reuse = no_reuse) -> Standing:
    supporting = _sources(claim, "supports")
    refuting = _sources(claim, "refutes")
    stance: Stance = "supports" if supporting else "refutes"
    origins = origins_of(tuple(each for each in claim.evidence if each.stance == stance), known, reuse)
    return Standing(
        claim.id, _corroboration(bool(supporting), bool(refuting), len(origins)), supporting, refuting, origins
    )


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
