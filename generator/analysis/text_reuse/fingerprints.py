"""Fingerprints of articles, by which pairs that may share text are found.

A fingerprint is the hash of an n-gram of long words, the short ones between them left out: rewriting a sentence changes
its grammar first, and any two texts have runs of short words in common. Of the n-grams, fingerprints are chosen by
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

from generator.language.tokens import LETTERS_OR_DIGITS
from generator.patterns import lazy_pattern
from generator.text import DROPPED, UNSPACED, has_no_unspaced, unspaced_pattern
from generator.values import dataclass

GRAM = 2  # long words
LONG = 5  # bytes of a long word: letters, in Latin script
UNSPACED_GRAM = 6  # letters, in scripts without spaces, or two words where those are longer
# Letters of a word where there are no spaces; signs of vowels and tones are letters too. Words are not looked up:
# counted so, a set phrase weighs no more than it would with spaces.
HAN_LETTERS = 2
JAPANESE_LETTERS = 3  # Han and Hiragana
LETTERS = 6  # Thai, Lao, Khmer, Burmese
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

_CAREFUL = f"\u0300-\u036f{DROPPED}"  # combining marks, and what folding drops: words go on over them
_NEEDS_CARE = lazy_pattern(f"[{_CAREFUL}]")
_ALPHABETS = lazy_pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
_DROPPED = lazy_pattern(f"[{DROPPED}]")


@cache
def _any_word() -> re.Pattern[str]:
    """A word of any script: in those without spaces, a letter is one."""
    return re.compile(rf"[{UNSPACED}][{_CAREFUL}]*|(?:(?![{UNSPACED}])[^\W_][{_CAREFUL}]*)+")


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of a text in order: their forms, as they are compared, and where they start and end."""

    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def split_words(text: str) -> WordTable:
    """Return the words of a text: runs of letters and digits, in small letters; a hyphen or apostrophe ends a word."""
    pattern = _any_word() if _needs_care(text) else LETTERS_OR_DIGITS
    spans = [match.span() for match in pattern.finditer(text)]
    return WordTable(_list_forms(text), [start for start, _ in spans], [end for _, end in spans])


def forms_per_word(forms: Sequence[str]) -> int:
    """Return how many forms are about one word: several where most are letters of a script without spaces, else 1."""
    if has_no_unspaced(" ".join(forms)):
        return 1
    beyond = [form for form in forms if not has_no_unspaced(form)]
    if 2 * sum(unspaced_pattern().match(form) is not None for form in beyond) <= len(forms):
        return 1
    if 2 * sum(_ALPHABETS.match(form) is not None for form in beyond) > len(beyond):
        return LETTERS
    kana = sum("\u3041" <= form[0] <= "\u309f" for form in beyond)
    return JAPANESE_LETTERS if 10 * kana > len(beyond) else HAN_LETTERS


def compute_fingerprints(text: str) -> Fingerprints:
    """Return the fingerprints of a text, the same on every machine."""
    texts, _, _ = _join_ngrams(_list_forms(text))
    hashes = list(map(crc32, texts))
    if len(hashes) <= SHORT:
        return frozenset(hashes)
    return frozenset(map(min, *(hashes[start:] for start in range(WINDOW))))


def hash_ngrams(forms: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the hash of each n-gram, the number of its first word, and that of the word after its last."""
    texts, first, last = _join_ngrams(forms)
    return [(gram, start, end + 1) for gram, start, end in zip(map(crc32, texts), first, last, strict=False)]


def _join_ngrams(forms: Sequence[str]) -> tuple[Iterator[bytes], Sequence[int], Sequence[int]]:
    """Return the n-grams, and of each the numbers of its first and of its last word."""
    encoded = [form.encode() for form in forms]
    letters = forms_per_word(forms)
    if letters > 1:
        places, size = list(range(len(forms))), max(UNSPACED_GRAM, GRAM * letters)
    else:
        places, size = [place for place, word in enumerate(encoded) if len(word) >= LONG], GRAM
        encoded = [encoded[place] for place in places]
    texts = map(b" ".join, zip(*(encoded[start:] for start in range(size)), strict=False))
    return texts, places, places[size - 1 :]


def _list_forms(text: str) -> list[str]:
    if not _needs_care(text):
        return LETTERS_OR_DIGITS.findall(text.lower())
    return [unicodedata.normalize("NFC", _DROPPED.sub("", word)).lower() for word in _any_word().findall(text)]


def _needs_care(text: str) -> bool:
    """Whether LETTERS_OR_DIGITS does not find the words, in the text in small letters, at their places."""
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
    """Return the pairs of texts that have more fingerprints in common than two of this collection have by chance.

    Cost is linear in the fingerprints. One of them brings a text together with the last PARTNERS texts that have it;
    one that more have, with the last alone, and only if they have a LARGE part of either in common: so all copies of
    one text are still tied to one another, by a chain.
    """
    repeated = _find_repeated(marked)
    own = [tuple(sorted(marks & repeated)) for marks in marked]
    standing: Counter[int] = Counter()
    for marks in own:
        standing.update(marks)
    many = max(COPIES, len(marked) // 20)
    return Candidates(
        tuple(_choose_pairs(own, [len(marks) for marks in marked], standing)),
        frozenset(mark for mark, count in standing.items() if count > many),
    )


def _find_repeated(marked: Sequence[Fingerprints]) -> set[int]:
    seen: set[int] = set()
    repeated: set[int] = set()
    for marks in marked:
        repeated |= marks & seen
        seen |= marks
    return repeated


def _choose_pairs(
    own: Sequence[tuple[int, ...]], sizes: Sequence[int], standing: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    earlier: dict[int, list[int]] = {}
    needed: list[float] = []
    for number, marks in enumerate(own):
        met: list[int] = []
        often: list[int] = []
        for mark in marks:
            others = earlier.setdefault(mark, [])
            if standing[mark] > PARTNERS:
                often += others
                others.clear()
            else:
                met += others
            others.append(number)
        by_chance = sum(standing[mark] - 1 for mark in marks if standing[mark] <= PARTNERS) / (len(own) + STRANGERS)
        needed.append(max(_chance_limit(by_chance, len(own)), BEYOND * by_chance + 1))
        shared = [(other, count) for other, count in Counter(met).items() if count >= ENOUGH]
        nearest = sorted((-count, other) for other, count in shared if count >= min(needed[number], needed[other]))
        if often:
            shared = [(other, count) for other, count in Counter(met + often).items() if count >= ENOUGH]
        large = sorted((-count, other) for other, count in shared if count >= LARGE * min(sizes[number], sizes[other]))
        chosen = {other for _, other in (*nearest[:DOUBTFUL], *large[:PARTNERS])}
        yield from ((number, other) for other in sorted(chosen))


def _chance_limit(mean: float, texts: int) -> int:
    """Return how many fingerprints a text has in common by chance with fewer than STRAY of the texts (Poisson)."""
    count, likely = 1, texts * mean * exp(-mean)
    while count < ENOUGH or likely > STRAY:
        count += 1
        likely *= mean / count
    return count
