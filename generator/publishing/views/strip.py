"""Where an article is quoted, from its beginning to its end, as one strip of stripes."""

from collections.abc import Sequence

from generator.publishing.views.passages import QuotedPassage
from generator.values import dataclass

CELLS = 200  # what a strip can tell apart: a page never has more stripes, however often its article is quoted


@dataclass(frozen=True, slots=True)
class Stripe:
    """Cells on end with one stance; `passage` is the one that reaches into the first of them, for a link to it."""

    start: int
    width: int
    stance: str
    passage: str


def quote_strip(length: int, passages: Sequence[QuotedPassage]) -> tuple[Stripe, ...]:
    """The quoted cells of an article of so many characters, in order; between two stripes nothing is quoted.

    Where passages of different stances share a cell it is `mixed`. The passages come in the order of their beginnings.
    """
    begun: list[list[tuple[int, str, str]]] = [[] for _ in range(CELLS)]
    for each in passages:
        for segment in each.anchor.segments:
            first, last = segment.start * CELLS // length, (segment.end - 1) * CELLS // length
            begun[first].append((last, each.stance, each.anchor.evidence))
    stripes: list[Stripe] = []
    reach: dict[str, tuple[int, str]] = {}  # of each stance: up to which cell it is there, and whose passage it is
    reached = -1  # the last cell that anything so far reaches into
    for cell, here in enumerate(begun):
        if not here and reached < cell:
            continue
        for last, stance, passage in here:
            reached = max(reached, last)
            if stance not in reach or reach[stance][0] < cell:
                reach[stance] = (last, passage)
            else:
                reach[stance] = (max(last, reach[stance][0]), reach[stance][1])
        there = [(stance, passage) for stance, (last, passage) in reach.items() if last >= cell]
        stance, passage = there[0] if len(there) == 1 else ("mixed", there[0][1])
        before = stripes[-1] if stripes else None
        if before and before.stance == stance and before.start + before.width == cell:
            stripes[-1] = Stripe(before.start, before.width + 1, stance, before.passage)
        else:
            stripes.append(Stripe(cell, 1, stance, here[0][2] if here else passage))
    return tuple(stripes)


def quoted_share(length: int, passages: Sequence[QuotedPassage]) -> str:
    """How much of the article's text is quoted, in words; nothing of a part is told twice."""
    spans = sorted((one.start, one.end) for each in passages for one in each.anchor.segments)
    total = reached = 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    share = 100 * total / length if length else 0
    if 0 < share < 1:
        return "less than 1% of its text"
    return f"{int(share)}% of its text"
