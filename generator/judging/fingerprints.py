"""Which articles may share text: fingerprints of their word n-grams, and the pairs that have some in common.

Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003): of every WINDOW n-grams on end the one with the least hash is kept. So any stretch of
GRAM + WINDOW - 1 words that two texts have in common gives them a fingerprint in common.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from zlib import crc32

from generator.text import DROPPED, UNSPACED, is_spaced, unspaced
from generator.values import dataclass

GRAM = 4  # words
WINDOW = 4  # n-grams
PARTNERS = 50  # earlier texts at most that a text is compared with: those that it has most fingerprints in common with
ENOUGH = 2  # fingerprints in common that make two texts worth a comparison, if texts have few in common by chance
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
    beyond = [each for each in forms if not is_spaced(each)]
    return 2 if beyond and 2 * sum(unspaced().match(each) is not None for each in beyond) > len(forms) else 1


def fingerprints(text: str) -> Fingerprints:
    """What tells which texts may share a passage with this one: of the text alone, and the same on every machine."""
    hashes = grams(_forms(text))
    return (
        frozenset(map(min, *(hashes[each:] for each in range(WINDOW)))) if len(hashes) > WINDOW else frozenset(hashes)
    )


def grams(forms: Sequence[str]) -> list[int]:
    """The hash of the n-gram that begins with each word."""
    size = GRAM * per_word(forms)
    encoded = [each.encode() for each in forms]
    whole = b" ".join(encoded)
    starts = list(accumulate((len(each) + 1 for each in encoded), initial=0))
    return [crc32(whole[start : end - 1]) for start, end in zip(starts, starts[size:], strict=False)]


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
        having = [earlier.setdefault(mark, []) for mark in each]
        shared = Counter(chain.from_iterable(having))
        for mark, others in zip(each, having, strict=True):
            if standing[mark] > PARTNERS:
                others.clear()
            others.append(number)
        by_chance = sum(standing[mark] - 1 for mark in each) / (len(own) + STRANGERS)
        needed.append(max(ENOUGH, min(LARGE * sizes[number], BEYOND * by_chance + 1)))
        best = sorted(
            (-count, other) for other, count in shared.items() if count >= min(needed[number], needed[other])
        )[:PARTNERS]
        yield from ((number, other) for other in sorted(other for _, other in best))
