"""Which articles may share text: fingerprints of their word n-grams, and the pairs that have some in common.

An n-gram is of long words alone, two that follow one another but for short ones: whoever rewrites a sentence changes
its grammar first, and of short words any two texts have some on end. Of the n-grams, fingerprints are chosen by
winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): of
every WINDOW on end the one with the least hash is kept; of a short text, all are. So any stretch with GRAM + WINDOW - 1
long words that two texts have in common gives them a fingerprint in common.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp
from zlib import crc32

from generator.text import DROPPED, UNSPACED, has_no_unspaced, unspaced_pattern
from generator.values import dataclass

GRAM = 2  # long words
LONG = 5  # bytes of a long word: letters, in Latin script
UNSPACED_GRAM = 6  # letters, in scripts without spaces
WINDOW = 3  # n-grams
SHORT = 150  # n-grams of a text of which all are fingerprints: of a short one, there are few to find it by
PARTNERS = 50  # earlier texts at most that a text is compared with: those that it has most fingerprints in common with
DOUBTFUL = 10  # of them, those at most that do not have a LARGE part of its fingerprints: topics bring many together
ENOUGH = 2  # fingerprints in common that make two texts worth a comparison, if texts have few in common by chance
LARGE = 0.2  # of a text's fingerprints, those in common that are enough whatever texts have in common by chance
BEYOND = 2.5  # times as many in common as with any text by chance, at least
COPIES = 10  # texts at least that have what is a set phrase of a collection, and one in twenty
STRAY = 0.1  # texts that a text is compared with for nothing, on average
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
class WordTable:
    """The words of a text in order, column by column: as they are compared, and where they begin and end in it."""

    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def split_words(text: str) -> WordTable:
    """Letters and digits on end are a word, whatever their case; hyphens and apostrophes part words."""
    pattern = _any_word() if _needs_care(text) else _WORD
    spans = [each.span() for each in pattern.finditer(text)]
    return WordTable(_forms(text), [start for start, _ in spans], [end for _, end in spans])


def forms_per_word(forms: Sequence[str]) -> int:
    """How many forms make what elsewhere is one word: 2 where most are letters of a script without spaces, else 1."""
    if has_no_unspaced(" ".join(forms)):
        return 1
    beyond = [each for each in forms if not has_no_unspaced(each)]
    return 2 if 2 * sum(unspaced_pattern().match(each) is not None for each in beyond) > len(forms) else 1


def compute_fingerprints(text: str) -> Fingerprints:
    """What tells which texts may share a passage with this one: of the text alone, and the same on every machine."""
    hashes = [each for each, _, _ in hash_ngrams(_forms(text))]
    if len(hashes) <= SHORT:
        return frozenset(hashes)
    return frozenset(map(min, *(hashes[each:] for each in range(WINDOW))))


def hash_ngrams(forms: Sequence[str]) -> list[tuple[int, int, int]]:
    """The hash of each n-gram, the number of its first word, and that of the word after its last."""
    encoded = [each.encode() for each in forms]
    if forms_per_word(forms) > 1:
        places, size = list(range(len(forms))), UNSPACED_GRAM
    else:
        places, size = [place for place, each in enumerate(encoded) if len(each) >= LONG], GRAM
        encoded = [encoded[place] for place in places]
    texts = map(b" ".join, zip(*(encoded[start:] for start in range(size)), strict=False))
    return [
        (crc32(text), first, last + 1) for text, first, last in zip(texts, places, places[size - 1 :], strict=False)
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
    return not has_no_unspaced(text) and unspaced_pattern().search(text) is not None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of texts that may share a passage, each the later text's number and the earlier one's, in order.

    `common` are the fingerprints that stand in more texts than a passage is copied to, as a rule.
    """

    pairs: tuple[tuple[int, int], ...]
    common: Fingerprints


def find_candidates(marked: Sequence[Fingerprints]) -> Candidates:
    """The pairs of texts that have more fingerprints in common than texts of this collection have by chance.

    Cost is linear in the fingerprints. One of them brings a text together with the last PARTNERS texts that have it;
    one that more have, with the last alone, and only if they have a LARGE part of either in common: so all copies of
    one text are still tied to one another, by a chain.
    """
    repeated = _repeated(marked)
    own = [tuple(sorted(each & repeated)) for each in marked]
    standing: Counter[int] = Counter()
    for each in own:
        standing.update(each)
    many = max(COPIES, len(marked) // 20)
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
        met: list[int] = []
        often: list[int] = []
        for mark in each:
            others = earlier.setdefault(mark, [])
            if standing[mark] > PARTNERS:
                often += others
                others.clear()
            else:
                met += others
            others.append(number)
        by_chance = sum(standing[mark] - 1 for mark in each if standing[mark] <= PARTNERS) / (len(own) + STRANGERS)
        needed.append(max(_unlikely(by_chance, len(own)), BEYOND * by_chance + 1))
        shared = [(other, count) for other, count in Counter(met).items() if count >= ENOUGH]
        nearest = sorted((-count, other) for other, count in shared if count >= min(needed[number], needed[other]))
        if often:
            shared = [(other, count) for other, count in Counter(met + often).items() if count >= ENOUGH]
        large = sorted((-count, other) for other, count in shared if count >= LARGE * min(sizes[number], sizes[other]))
        chosen = {other for _, other in (*nearest[:DOUBTFUL], *large[:PARTNERS])}
        yield from ((number, other) for other in sorted(chosen))


def _unlikely(mean: float, texts: int) -> int:
    """How many fingerprints hardly any of so many texts has in common with one by chance, by Poisson's law."""
    count, likely = 1, texts * mean * exp(-mean)
    while count < ENOUGH or likely > STRAY:
        count += 1
        likely *= mean / count
    return count
