"""The pairs of sources with a page of their common text: their number grows with sources and claims, not with pairs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model import Edition, SharedText
from generator.publishing import addresses

MOST = 5  # pairs of a source that have a page, those that share most, beside those that are the reason of a tie


def group_by_source(shared: Iterable[SharedText]) -> Mapping[str, tuple[SharedText, ...]]:
    """Return the pairs of each source, those that share most first."""
    by_source: dict[str, list[SharedText]] = defaultdict(list)
    for pair in sorted(shared, key=lambda pair: -pair.same):
        by_source[pair.first].append(pair)
        by_source[pair.second].append(pair)
    return {source: tuple(pairs) for source, pairs in by_source.items()}


def choose_compared(edition: Edition) -> Mapping[str, SharedText]:
    """Return the pairs that have a page, by its path, in the edition's order.

    None is of a text that is withheld: the other would show what it says.
    """
    withheld = {source.id for source in edition.corpus.sources if source.display == "withheld"}
    chosen = {(pair.first, pair.second) for pairs in group_by_source(edition.shared).values() for pair in pairs[:MOST]}
    for standing in edition.standings.values():
        valid = (tie for origin in standing.origins for tie in origin.ties)
        for tie in (*valid, *(dismissed.tie for dismissed in standing.overruled)):
            if tie.kind == "reuse":
                chosen |= {(tie.first, tie.second), (tie.second, tie.first)}
    pairs = (
        pair
        for pair in edition.shared
        if (pair.first, pair.second) in chosen and withheld.isdisjoint((pair.first, pair.second))
    )
    return {addresses.comparison(pair.first, pair.second): pair for pair in pairs}
