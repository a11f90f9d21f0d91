"""Local alignment of two texts: the passages in which they have the same words in the same order.

Matches of a few consecutive words (seeds) are joined to runs; runs that follow one another closely in both texts are
chained where what they have in common outweighs what lies between them, as Smith and Waterman score an alignment
("Identification of common molecular subsequences", 1981), with seeds in place of the whole table, as BLAST and passim
do (Smith, Cordell and Mullen, "Computational methods for uncovering reprinted texts in antebellum newspapers", 2015).
What is the same between two runs of a chain is then found by the longest common subsequence.

The same is done at two scales: close, for text that was copied with a pencil in the hand, and loose, for what was
paraphrased sentence by sentence: hardly three words on end are left then, but the telling ones stand in their order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.values import dataclass

REPEATS = 3  # places of a seed in one text, above which it tells nothing


@dataclass(frozen=True, slots=True)
class Scale:
    """How near to one another the runs of a chain are: a word in common is worth 1, one between two runs costs `cost`.

    `seed` consecutive words begin a run, `gap` are between two at most, in either text, and a run may follow one of the
    `look_back` runs before it.
    """

    seed: int
    gap: int
    cost: float
    look_back: int


CLOSE = Scale(seed=3, gap=16, cost=0.3, look_back=10)
LOOSE = Scale(seed=1, gap=40, cost=0.08, look_back=30)

Seed = tuple[str, ...]
Seeds = Mapping[Seed, Sequence[int]]
# Consecutive words that are the same: the first one's number in the one text and in the other, and how many.
Run = tuple[int, int, int]
Chain = tuple[Run, ...]  # in the order of both texts, none overlapping
RunScorer = Callable[[Run], float]


def find_seeds(
    forms: Sequence[str], scale: Scale = CLOSE, per_word: int = 1, begins: Sequence[bool] | None = None
) -> Seeds:
    """Return the places of the seeds of a text, without seeds that the text has more than REPEATS times.

    `begins` says of each word whether a seed may begin with it; any may where it is not given. A word is `per_word`
    forms.
    """
    size = scale.seed * per_word
    places: dict[Seed, list[int]] = {}
    for place, seed in enumerate(zip(*(forms[start:] for start in range(size)), strict=False)):
        if begins is None or begins[place]:
            places.setdefault(seed, []).append(place)
    return {seed: where for seed, where in places.items() if len(where) <= REPEATS}


def find_chains(first: Sequence[str], second: Sequence[str], seeds: Seeds) -> tuple[Chain, ...]:
    """Return the close passages that two texts share, the longest first; no word of either text is in two of them.

    `seeds` are those of the second text. Cost is linear in the texts.
    """
    runs = sorted(_find_runs(first, second, seeds))
    found = _chain_runs(runs, [length for _, _, length in runs], CLOSE)
    return tuple(_fill(chain, first, second) for chain in found)


def find_loose_chains(
    first: Sequence[str], second: Sequence[str], per_word: int, seeds: Seeds, begins: Sequence[bool], weigh: RunScorer
) -> tuple[Chain, ...]:
    """Return the loose passages that two texts share, the longest first; no word of either text is in two of them.

    A run begins with a word of the first text that `begins` has, and is worth what `weigh` says; one that is worth
    nothing is left out. A word is `per_word` forms. Cost is linear in the texts.
    """
    weighed = [(run, weight) for run in sorted(_find_runs(first, second, seeds, begins)) if (weight := weigh(run)) > 0]
    return _chain_runs([run for run, _ in weighed], [weight for _, weight in weighed], LOOSE, per_word)


def score_loose_chain(chain: Chain, weigh: RunScorer, per_word: int) -> float:
    """Return the score of a loose chain: of its runs, less the cost of the words between them."""
    between = sum(max(after[0] - run[0], after[1] - run[1]) - run[2] for run, after in pairwise(chain))
    return sum(map(weigh, chain)) - LOOSE.cost * between / per_word


def _chain_runs(runs: Sequence[Run], weights: Sequence[float], scale: Scale, per_word: int = 1) -> tuple[Chain, ...]:
    """Return the best chains of the runs, which are in order; no word is in two of them."""
    worth, before = _score_chains(runs, weights, scale, per_word)
    found = []
    taken: set[int] = set()
    for last in sorted(range(len(runs)), key=lambda number: (-worth[number], number)):
        chain = []
        at = last
        while at >= 0 and at not in taken:
            taken.add(at)
            chain.append(runs[at])
            at = before[at]
        if chain:
            found.append(tuple(_trim_overlaps(reversed(chain))))
    return tuple(_drop_overlaps(found))


def _find_runs(
    first: Sequence[str], second: Sequence[str], seeds: Seeds, begins: Sequence[bool] | None = None
) -> Iterator[Run]:
    """Yield the runs: common seeds, each grown as far as the words are the same."""
    size = len(next(iter(seeds), ()))
    reached: dict[int, int] = {}  # the end of the last run, by how far it is apart in the two texts
    place = 0
    while size and place + size <= len(first):
        further = place + 1
        if begins is not None and not begins[place]:
            place = further
            continue
        for other in seeds.get(tuple(first[place : place + size]), ()):
            if reached.get(other - place, 0) > place:
                continue
            start, length = _grow(first, second, place, other)
            reached[other - place] = start + length
            further = max(further, start + length - size + 1)
            yield start, start + other - place, length
        place = further


def _grow(first: Sequence[str], second: Sequence[str], place: int, other: int) -> tuple[int, int]:
    """Return where a run begins in the first text, and how many words it has."""
    start, shift = place, other - place
    while start > 0 and start + shift > 0 and first[start - 1] == second[start + shift - 1]:
        start -= 1
    end, most = place, min(len(first), len(second) - shift)
    while end < most and first[end] == second[end + shift]:
        end += 1
    return start, end - start


def _score_chains(
    runs: Sequence[Run], weights: Sequence[float], scale: Scale, per_word: int
) -> tuple[list[float], list[int]]:
    """Return for each run the score of the best chain that ends in it, and the number of the run before it, or -1."""
    worth: list[float] = []
    before: list[int] = []
    look_back, most, cost = scale.look_back, scale.gap * per_word, scale.cost / per_word
    for number, (first, second, length) in enumerate(runs):
        best, via = 0.0, -1
        for earlier in range(number - 1, max(-1, number - 1 - look_back), -1):
            start, other, size = runs[earlier]
            far, near = first - start, second - other
            if far < near:
                far, near = near, far
            gap, overlap = far - size, size - near
            if gap > most or overlap >= length or overlap >= size:
                continue
            value = worth[earlier] - (cost * gap if gap > 0 else 0) - max(0, overlap)
            if value > best:
                best, via = value, earlier
        worth.append(best + weights[number])
        before.append(via)
    return worth, before


def _trim_overlaps(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs of a chain, each without the words that the one before it has too."""
    end = other_end = 0
    for first, second, length in runs:
        overlap = max(end - first, other_end - second, 0)
        if overlap < length:
            yield first + overlap, second + overlap, length - overlap
            end, other_end = first + length, second + length


def _drop_overlaps(found: Sequence[Chain]) -> Iterator[Chain]:
    """Yield the chains, the longest first, each without the runs that touch a longer one."""
    ones: set[int] = set()
    others: set[int] = set()
    for chain in sorted(found, key=lambda chain: (-sum(length for _, _, length in chain), chain)):
        free = []
        for first, second, length in chain:
            here, there = range(first, first + length), range(second, second + length)
            if ones.isdisjoint(here) and others.isdisjoint(there):
                free.append((first, second, length))
        for first, second, length in free:
            ones.update(range(first, first + length))
            others.update(range(second, second + length))
        if free:
            yield tuple(free)


def _fill(chain: Chain, first: Sequence[str], second: Sequence[str]) -> Chain:
    """Return the chain with the words that are the same between its runs."""
    filled = list(chain[:1])
    for (one, other, length), following in pairwise(chain):
        filled += _align_between(first, one + length, following[0], second, other + length, following[1])
        filled.append(following)
    return tuple(filled)


def _align_between(
    first: Sequence[str], start: int, end: int, second: Sequence[str], other_start: int, other_end: int
) -> Iterator[Run]:
    """Yield the longest common subsequence of two short stretches, as runs of one word."""
    height, width = end - start, other_end - other_start
    if height < 1 or width < 1 or height == width == 1:  # a run goes as far as it can: one word is another
        return
    table = [[0] * (width + 1)]
    for word in reversed(first[start:end]):
        below, row = table[-1], [0] * (width + 1)
        for place in range(width - 1, -1, -1):
            same = word == second[other_start + place]
            row[place] = below[place + 1] + 1 if same else max(below[place], row[place + 1])
        table.append(row)
    table.reverse()
    one, other = 0, 0
    while one < height and other < width:
        if first[start + one] == second[other_start + other]:
            yield start + one, other_start + other, 1
            one, other = one + 1, other + 1
        elif table[one + 1][other] >= table[one][other + 1]:
            one += 1
        else:
            other += 1
