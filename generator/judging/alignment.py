"""Where two texts have the same words, in the same order: local alignment by seeds, chains and filling.

The matches of a few words on end (seeds) are joined to runs; runs that follow one another closely in both texts are
chained where what they have in common outweighs what lies between them, as Smith and Waterman score an alignment
("Identification of common molecular subsequences", 1981), with seeds in place of the whole table, as BLAST and passim
do (Smith, Cordell and Mullen, "Computational methods for uncovering reprinted texts in antebellum newspapers", 2015).
What is the same between two runs of a chain is then found by the longest common subsequence.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

SEED = 3  # words on end that two texts have in common
REPEATS = 3  # places of a seed in one text, above which it tells nothing
GAP = 16  # words between two runs of one chain, at most, in either text
COST = 0.3  # of a word between two runs, where a word in common is worth 1
LOOK_BACK = 10  # runs before one that it may follow in a chain

Seed = tuple[str, ...]
Seeds = Mapping[Seed, Sequence[int]]
# Words that are the same, on end: from which word on in the one text, from which in the other, and how many.
Run = tuple[int, int, int]
Chain = tuple[Run, ...]  # in the order of both texts, none overlapping


def seeds_of(forms: Sequence[str], per_word: int = 1) -> Seeds:
    """The places of every SEED words on end, for those that do not stand in the text again and again.

    A word is `per_word` forms.
    """
    places: dict[Seed, list[int]] = {}
    for place, seed in enumerate(zip(*(forms[start:] for start in range(SEED * per_word)), strict=False)):
        places.setdefault(seed, []).append(place)
    return {seed: where for seed, where in places.items() if len(where) <= REPEATS}


def chains(first: Sequence[str], second: Sequence[str], seeds: Seeds) -> tuple[Chain, ...]:
    """The passages that two texts share, the longest first; no word of either text is in two of them.

    `seeds` are those of the second text. Cost is linear in the texts.
    """
    runs = sorted(_runs(first, second, seeds))
    worth, before = _scores(runs)
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


def _runs(first: Sequence[str], second: Sequence[str], seeds: Seeds) -> Iterator[Run]:
    """The seeds in common, each grown to all words on end that are the same; past a run, the search goes on."""
    size = len(next(iter(seeds), ()))
    reached: dict[int, int] = {}  # the end of the last run, by how far it is apart in the two texts
    place = 0
    while size and place + size <= len(first):
        further = place + 1
        for other in seeds.get(tuple(first[place : place + size]), ()):
            if reached.get(other - place, 0) > place:
                continue
            start, length = _grown(first, second, place, other)
            reached[other - place] = start + length
            further = max(further, start + length - size + 1)
            yield start, start + other - place, length
        place = further


def _grown(first: Sequence[str], second: Sequence[str], place: int, other: int) -> tuple[int, int]:
    """Where the words on end that are the same begin in the first text, and how many they are."""
    start, shift = place, other - place
    while start > 0 and start + shift > 0 and first[start - 1] == second[start + shift - 1]:
        start -= 1
    end, most = place, min(len(first), len(second) - shift)
    while end < most and first[end] == second[end + shift]:
        end += 1
    return start, end - start


def _scores(runs: Sequence[Run]) -> tuple[list[float], list[int]]:
    """For each run, what the best chain that ends in it is worth, and the run before it there, or -1."""
    worth: list[float] = []
    before: list[int] = []
    for number, (first, second, length) in enumerate(runs):
        best, via = 0.0, -1
        for earlier in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
            start, other, size = runs[earlier]
            far, near = first - start, second - other
            if far < near:
                far, near = near, far
            gap, overlap = far - size, size - near
            if gap > GAP or overlap >= length or overlap >= size:
                continue
            value = worth[earlier] - (COST * gap if gap > 0 else 0) - max(0, overlap)
            if value > best:
                best, via = value, earlier
        worth.append(best + length)
        before.append(via)
    return worth, before


def _parted(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs of a chain, each without the words that the one before it has too."""
    end = other_end = 0
    for first, second, length in runs:
        overlap = max(end - first, other_end - second, 0)
        if overlap < length:
            yield first + overlap, second + overlap, length - overlap
            end, other_end = first + length, second + length


def _apart(found: Sequence[Chain]) -> Iterator[Chain]:
    """The chains, the longest first, each without the runs that touch a word of a longer one."""
    ones: set[int] = set()
    others: set[int] = set()
    for chain in sorted(found, key=lambda each: (-sum(length for _, _, length in each), each)):
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


def _filled(chain: Chain, first: Sequence[str], second: Sequence[str]) -> Chain:
    """The chain with what is the same between its runs."""
    filled = list(chain[:1])
    for (one, other, length), following in pairwise(chain):
        filled += _between(first, one + length, following[0], second, other + length, following[1])
        filled.append(following)
    return tuple(filled)


def _between(
    first: Sequence[str], start: int, end: int, second: Sequence[str], other_start: int, other_end: int
) -> Iterator[Run]:
    """The longest common subsequence of two short stretches, as runs of one word."""
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
