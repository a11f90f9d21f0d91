"""Which articles may share text: fingerprints of their word n-grams, and the pairs that have some in common.

Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003): of every WINDOW n-grams on end the one with the least hash is kept. Only n-grams of long
words count: of short ones, any two texts have some in common (`as well as`, `one of the`), and few are told by them. So
any stretch that has WINDOW such n-grams, and stands in two texts, gives them a fingerprint in common.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from zlib import crc32

from generator.text import DROPPED, UNSPACED, is_spaced, unspaced
from generator.values import dataclass

GRAM = 3  # words
LONG = 16  # letters of an n-gram at least, with the spaces between its words
WINDOW = 2  # n-grams
PARTNERS = 50  # earlier texts at most that a text is compared with: those that it has most fingerprints in common with
DOUBTFUL = 10  # of them, those at most with which it has less than CLEAR in common: set phrases bring many together
CLEAR = 8  # fingerprints
ENOUGH = 3  # fingerprints in common that make two texts worth a comparison, if texts have few in common by chance
LARGE = 0.2  # of a text's fingerprints, those in common that are enough whatever texts have in common by chance
BEYOND = 2.5  # times as many in common as with any text by chance, at least
STRANGERS = 30  # texts that share nothing, taken to stand beside those at hand: of a few, no chance can be told

Fingerprints = frozenset[int]

_WORD = re.compile(r"[^\W_]+")
_CAREFUL = f"\u0300-\u036f{DROPPED}"  # combining marks, and what folding drops: words go on over them
_NEEDS_CARE = re.compile(f"[{_CAREFUL}]")
_DROPPED = re.compile(f"[{DROPPED}]")


@cache
def _any_word() -> re.Pattern[str]:
    """A word of any script: in those without spaces, a letter is one."""
    return re.compile(rf"[{UNSPACED}][{_CAREFUL}]*|(?:(?![{UNSPACED}])[^\W_][{_CAREFUL}]*)+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, column by column: as they are compared, and where they begin and end in it."""

    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def words_of(text: str) -> Words:
    """Letters and digits on end are a word, whatever their case; hyphens and apostrophes part words."""
    pattern = _any_word() if _needs_care(text) else _WORD
    spans = [each.span() for each in pattern.finditer(text)]
    return Words(_forms(text), [start for start, _ in spans], [end for _, end in spans])


def per_word(forms: Sequence[str]) -> int:
    """How many forms make what elsewhere is one word: 2 where most are letters of a script without spaces, else 1."""
    if is_spaced(" ".join(forms)):
        return 1
    beyond = [each for each in forms if not is_spaced(each)]
    return 2 if 2 * sum(unspaced().match(each) is not None for each in beyond) > len(forms) else 1


def fingerprints(text: str) -> Fingerprints:
    """What tells which texts may share a passage with this one: of the text alone, and the same on every machine."""
    hashes = [each for _, each in grams(_forms(text))]
    return (
        frozenset(map(min, *(hashes[each:] for each in range(WINDOW)))) if len(hashes) > WINDOW else frozenset(hashes)
    )


def grams(forms: Sequence[str]) -> list[tuple[int, int]]:
    """The n-grams of long words: the number of the first word, and the hash."""
    letters = per_word(forms)
    spelt = " ".join(forms)
    whole = spelt.encode()
    sizes = map(len, forms) if len(whole) == len(spelt) else (len(each.encode()) for each in forms)
    starts = list(accumulate((size + 1 for size in sizes), initial=0))
    # Bytes, as if all letters were as long: in a script of two bytes a letter, an n-gram has twice as many.
    least = 0 if letters > 1 else LONG * len(whole) // max(1, len(spelt))
    return [
        (place, crc32(whole[start : end - 1]))
        for place, (start, end) in enumerate(zip(starts, starts[GRAM * letters :], strict=False))
        if end - start > least
    ]


def _forms(text: str) -> list[str]:
    if not _needs_care(text):
        return _WORD.findall(text.lower())
    return [unicodedata.normalize("NFC", _DROPPED.sub("", each)).lower() for each in _any_word().findall(text)]


def _needs_care(text: str) -> bool:
    """Whether the words are not those of the text in small letters, one for one, as `_WORD` finds them."""
    if text.isascii():
        return False
    if len(text.lower()) != len(text) or _NEEDS_CARE.search(text):
        return True
    return not is_spaced(text) and unspaced().search(text) is not None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of texts that may share a passage, each the later text's number and the earlier one's, in order.

    `common` are the fingerprints that stand in more texts than a passage is copied to, as a rule.
    """

    pairs: tuple[tuple[int, int], ...]
    common: Fingerprints


def candidates(marked: Sequence[Fingerprints]) -> Candidates:
    """The pairs of texts that have more fingerprints in common than texts of this collection have by chance.

    Cost is linear in the fingerprints. One of them brings a text together with the last PARTNERS texts that have it;
    one that more have, with the last alone: so all that have it are still tied to one another, by a chain.
    """
    repeated = _repeated(marked)
    own = [tuple(sorted(each & repeated)) for each in marked]
    standing: Counter[int] = Counter()
    for each in own:
        standing.update(each)
    many = max(5, len(marked) // 20)
    return Candidates(
        tuple(_pairs(own, [len(each) for each in marked], standing)),
        frozenset(each for each, count in standing.items() if count > many),
    )


def _repeated(marked: Sequence[Fingerprints]) -> set[int]:
    seen: set[int] = set()
    repeated: set[int] = set()
    for each in marked:
        repeated |= each & seen
        seen |= each
    return repeated


def _pairs(
    own: Sequence[tuple[int, ...]], sizes: Sequence[int], standing: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    earlier: dict[int, list[int]] = {}
    needed: list[float] = []
    for number, each in enumerate(own):
        shared: Counter[int] = Counter()
        for mark in each:
            others = earlier.setdefault(mark, [])
            shared.update(others)
            if standing[mark] > PARTNERS:
                others.clear()
            others.append(number)
        by_chance = sum(standing[mark] - 1 for mark in each) / (len(own) + STRANGERS)
        needed.append(max(ENOUGH, min(LARGE * sizes[number], BEYOND * by_chance + 1)))
        best = sorted(
            (-count, other) for other, count in shared.items() if count >= min(needed[number], needed[other])
        )[:PARTNERS]
        clear = sum(count <= -CLEAR for count, _ in best)
        yield from ((number, other) for other in sorted(other for _, other in best[: max(clear, DOUBTFUL)]))
