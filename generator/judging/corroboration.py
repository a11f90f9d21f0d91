"""What the evidence of each claim says, derived as the contract has it."""

from collections.abc import Mapping

from generator.judging.independence import Identities, Tracing, no_trace, origins_of, ties_of
from generator.model import Claim, Corroboration, Stance, Standing


def standings_of(claims: tuple[Claim, ...], known: Identities, traced: Tracing = no_trace) -> Mapping[str, Standing]:
    """The standing of every claim, by its id; `traced` tells what the texts say of where a quote comes from."""
    return {each.id: standing_of(each, known, traced) for each in claims}


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
