"""Which pairs of sources have a page of the text that they share: as many as sources and claims, not as pairs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model import Edition, SharedText
from generator.publishing import addresses

MOST = 5  # pairs of one source that have a page: those that share most; and those that a claim names as a reason


def group_by_source(shared: Iterable[SharedText]) -> Mapping[str, tuple[SharedText, ...]]:
    """The pairs of each source, those that share most first."""
    found: dict[str, list[SharedText]] = defaultdict(list)
    for each in sorted(shared, key=lambda pair: -pair.same):
        found[each.first].append(each)
        found[each.second].append(each)
    return {source: tuple(pairs) for source, pairs in found.items()}


def choose_compared(edition: Edition) -> Mapping[str, SharedText]:
    """The pairs that have a page, by its path, in the edition's order."""
    best = {(each.first, each.second) for pairs in group_by_source(edition.shared).values() for each in pairs[:MOST]}
    for standing in edition.standings.values():
        holding = (tie for origin in standing.origins for tie in origin.ties)
        for tie in (*holding, *(each.tie for each in standing.overruled)):
            if tie.kind == "reuse":
                best |= {(tie.first, tie.second), (tie.second, tie.first)}
    pairs = (each for each in edition.shared if (each.first, each.second) in best)
    return {addresses.comparison(each.first, each.second): each for each in pairs}
