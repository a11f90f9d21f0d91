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
    supporting = _list_sources(claim, "supports")
    refuting = _list_sources(claim, "refutes")
    if supporting and refuting:
        arguing = tuple(quote for quote in claim.evidence if quote.counted_stance in ("supports", "refutes"))
        ties = find_ties(arguing, known, provenance)
        origins = group_origins(arguing, ties.holding)
        if len(origins) == 1:
            return Standing(claim.id, "inconsistent", supporting, refuting, origins, ties.overruled)
    stance: Stance = "supports" if supporting else "refutes"
    evidence = tuple(quote for quote in claim.evidence if quote.counted_stance == stance)
    ties = find_ties(evidence, known, provenance)
    origins = group_origins(evidence, ties.holding)
    says = _judge(bool(supporting), bool(refuting), len(origins))
    return Standing(claim.id, says, supporting, refuting, origins, ties.overruled)


def _list_sources(claim: Claim, stance: Stance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(evidence.source for evidence in claim.evidence if evidence.counted_stance == stance))


def _judge(supported: bool, refuted: bool, origins: int) -> Corroboration:
    if supported and refuted:
        return "contested"
    if refuted:
        return "refuted"
    if supported:
        return "corroborated" if origins > 1 else "single-source"
    return "unsourced"
