"""What the evidence of each claim says, derived as the contract has it."""

from collections.abc import Iterable, Mapping

from generator.analysis.independence import NO_PROVENANCE, Provenance, ResolvedNames, find_ties, group_origins
from generator.model import Claim, Standing
from generator.vocabulary import Corroboration, Stance


def derive_standings(
    claims: Iterable[Claim], known: ResolvedNames, provenance: Mapping[str, Provenance] = NO_PROVENANCE
) -> Mapping[str, Standing]:
    """Return the standing of every claim, by its id; `provenance` is that of quotes, by the id of the evidence."""
    return {claim.id: derive_standing(claim, known, provenance) for claim in claims}


def derive_standing(
    claim: Claim, known: ResolvedNames, provenance: Mapping[str, Provenance] = NO_PROVENANCE
) -> Standing:
    supporting = _sources(claim, "supports")
    refuting = _sources(claim, "refutes")
    stance: Stance = "supports" if supporting else "refutes"
    evidence = tuple(each for each in claim.evidence if each.stance == stance)
    ties = find_ties(evidence, known, provenance)
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
