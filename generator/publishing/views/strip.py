"""The strip that shows where an article is quoted, from its beginning to its end."""

from collections.abc import Sequence

from generator.publishing.views.passages import QuotedPassage
from generator.values import dataclass

CELLS = 200  # the resolution of a strip: a page has no more stripes, however often its article is quoted


@dataclass(frozen=True, slots=True)
class Stripe:
    """Consecutive cells with one stance; `passage` is a passage in the first of them, to link to."""

    start: int
    width: int
    stance: str
    passage: str


def quote_strip(length: int, passages: Sequence[QuotedPassage]) -> tuple[Stripe, ...]:
    """Return the quoted cells of an article of `length` characters, in order; between stripes nothing is quoted.

    A cell that passages of different stances share is `mixed`. The passages are sorted by their beginnings.
    """
    begun: list[list[tuple[int, str, str]]] = [[] for _ in range(CELLS)]
    for passage in passages:
        for segment in passage.anchor.segments:
            first, last = segment.start * CELLS // length, (segment.end - 1) * CELLS // length
            begun[first].append((last, passage.stance, passage.anchor.evidence))
    stripes: list[Stripe] = []
    reach: dict[str, tuple[int, str]] = {}  # the last cell of each stance so far, and the evidence quoted there
    reached = -1  # the last cell of all passages so far
    for cell, here in enumerate(begun):
        if not here and reached < cell:
            continue
        for last, stance, evidence in here:
            reached = max(reached, last)
            if stance not in reach or reach[stance][0] < cell:
                reach[stance] = (last, evidence)
            else:
                reach[stance] = (max(last, reach[stance][0]), reach[stance][1])
        covering = [(stance, evidence) for stance, (last, evidence) in reach.items() if last >= cell]
        stance, evidence = covering[0] if len(covering) == 1 else ("mixed", covering[0][1])
        before = stripes[-1] if stripes else None
        if before and before.stance == stance and before.start + before.width == cell:
            stripes[-1] = Stripe(before.start, before.width + 1, stance, before.passage)
        else:
            stripes.append(Stripe(cell, 1, stance, here[0][2] if here else evidence))
    return tuple(stripes)


def quoted_share(length: int, passages: Sequence[QuotedPassage]) -> str:
    """Return how much of the article's text is quoted, in words; what several passages quote is counted once."""
    spans = sorted((segment.start, segment.end) for passage in passages for segment in passage.anchor.segments)
    total = reached = 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    share = 100 * total / length if length else 0
    if 0 < share < 1:
        return "less than 1% of its text"
    return f"{int(share)}% of its text"
