"""Where two texts have the same words, in the same order: local alignment by seeds, chains and filling.

The matches of a few words on end (seeds) are joined to runs; runs that follow one another closely in both texts are
chained where what they have in common outweighs what lies between them, as Smith and Waterman score an alignment
("Identification of common molecular subsequences", 1981), with seeds in place of the whole table, as BLAST and passim
do (Smith, Cordell and Mullen, "Computational methods for uncovering reprinted texts in antebellum newspapers", 2015).
What is the same between two runs of a chain is then found by the longest common subsequence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SEED = 3  # words on end that two texts have in common
REPEATS = 3  # places of a seed in one text, above which it tells nothing
GAP = 16  # words between two runs of one chain, at most, in either text
COST = 0.3  # of a word between two runs, where a word in common is worth 1
LOOK_BACK = 24  # runs before one that it may follow in a chain

Seeds = Mapping[tuple[str, ...], Sequence[int]]


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`length` words that are the same, on end: from word `first` on in the one text, from `second` in the other."""

    first: int
    second: int
    length: int

    def after(self, count: int) -> "Run":
        return Run(self.first + count, self.second + count, self.length - count)


Chain = tuple[Run, ...]  # in the order of both texts, none overlapping


def seeds_of(forms: Sequence[str], per_word: int = 1) -> Seeds:
    """The places of every SEED words on end, for those that do not stand in the text again and again.

    A word is `per_word` forms.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for place, each in enumerate(zip(*(forms[start:] for start in range(SEED * per_word)), strict=False)):
        places.setdefault(each, []).append(place)
    return {each: where for each, where in places.items() if len(where) <= REPEATS}


def chains(first: Sequence[str], second: Sequence[str], seeds: Seeds, others: Seeds) -> tuple[Chain, ...]:
    """The passages that two texts share, the longest first; no word of either text is in two of them.

    `seeds` are those of the first text, `others` those of the second. Linear in the seeds in common.
    """
    runs = sorted(_runs(seeds, others))
    worth: list[float] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        best, via = 0.0, -1
        for earlier in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
            value = worth[earlier] - _cost(runs[earlier], run)
            if value > best:
                best, via = value, earlier
        worth.append(best + run.length)
        before.append(via)
    found = []
    taken: set[int] = set()
    for last in sorted(range(len(runs)), key=lambda each: (-worth[each], each)):
        chain = []
        at = last
        while at >= 0 and at not in taken:
            taken.add(at)
            chain.append(runs[at])
            at = before[at]
        if chain:
            found.append(tuple(_parted(reversed(chain))))
    return tuple(_filled(each, first, second) for each in _apart(found))


def _runs(seeds: Seeds, others: Seeds) -> Iterator[Run]:
    """The seeds in common, joined where they overlap."""
    few, many = (seeds, others) if len(seeds) <= len(others) else (others, seeds)
    matches = sorted(
        (second - first, first) for each in few if each in many for first in seeds[each] for second in others[each]
    )
    size = len(next(iter(few), ()))
    begin, end, offset = 0, -1, 0
    for shift, first in matches:
        if shift != offset or first > end:
            if end > begin:
                yield Run(begin, begin + offset, end - begin)
            begin, offset = first, shift
        end = first + size
    if end > begin:
        yield Run(begin, begin + offset, end - begin)


def _cost(earlier: Run, run: Run) -> float:
    """What it costs to go on from one run to another; more than any run is worth where that cannot be."""
    gap = max(run.first - earlier.first, run.second - earlier.second) - earlier.length
    overlap = earlier.length - min(run.first - earlier.first, run.second - earlier.second)
    if gap > GAP or overlap >= min(run.length, earlier.length):
        return float("inf")
    return COST * max(gap, 0) + max(overlap, 0)


def _parted(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs of a chain, each without the words that the one before it has too."""
    first = second = 0
    for run in runs:
        overlap = max(first - run.first, second - run.second, 0)
        if overlap < run.length:
            yield run.after(overlap)
            first, second = run.first + run.length, run.second + run.length


def _apart(found: Sequence[Chain]) -> Iterator[Chain]:
    """The chains, the longest first, each without the runs that touch a word of a longer one."""
    firsts: set[int] = set()
    seconds: set[int] = set()
    for chain in sorted(found, key=lambda each: (-sum(run.length for run in each), each)):
        free = tuple(
            run
            for run in chain
            if firsts.isdisjoint(range(run.first, run.first + run.length))
            and seconds.isdisjoint(range(run.second, run.second + run.length))
        )
        for run in free:
            firsts.update(range(run.first, run.first + run.length))
            seconds.update(range(run.second, run.second + run.length))
        if free:
            yield free


def _filled(chain: Chain, first: Sequence[str], second: Sequence[str]) -> Chain:
    """The chain with what is the same between its runs."""
    filled = list(chain[:1])
    for one, other in pairwise(chain):
        filled += _between(first, one.first + one.length, other.first, second, one.second + one.length, other.second)
        filled.append(other)
    return tuple(filled)


def _between(
    first: Sequence[str], start: int, end: int, second: Sequence[str], other_start: int, other_end: int
) -> Iterator[Run]:
    """The longest common subsequence of two short stretches, as runs of one word."""
    if start >= end or other_start >= other_end:
        return
    width = other_end - other_start
    table = [[0] * (width + 1)]
    for word in reversed(first[start:end]):
        below, row = table[-1], [0] * (width + 1)
        for place in range(width - 1, -1, -1):
            same = word == second[other_start + place]
            row[place] = below[place + 1] + 1 if same else max(below[place], row[place + 1])
        table.append(row)
    table.reverse()
    one, other = 0, 0
    while one < end - start and other < width:
        if first[start + one] == second[other_start + other]:
            yield Run(start + one, other_start + other, 1)
            one, other = one + 1, other + 1
        elif table[one + 1][other] >= table[one][other + 1]:
            one += 1
        else:
            other += 1
