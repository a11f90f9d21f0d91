"""Sentences that speak of the same thing, found in time that grows with their number and not with its square."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from math import fsum, log, sqrt

from generator.language.stems import strip_loosely
from generator.language.stop_words import SPOKEN_STOP_WORDS
from generator.text import UNSPACED
from generator.values import dataclass

_ALIKE = 0.43  # likeness from which two sentences speak of the same thing
_ENOUGH = 3  # words that have to be shared for a clause of one to be enough for the other
_MORE = 100  # sentences by which there seem to be more: among few, whatever two of them share would seem common
_RAREST = 8  # words of a sentence by which others are found: two of them have to be the same
_MARKED = 3  # words and figures of a sentence that are paired with each other, beside the words
_MET = 12  # sentences that are kept for one pair of words; those that come later meet the first ones
_COMPARED = 6  # sentences that one is compared with: those with which it shares most pairs

_WORD = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}_\d])\w)+(?:['’](?:(?![{UNSPACED}_\d])\w)+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m)?)\Z")


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A sentence as it is compared: its source, its words, and the entities that it names with the words that do."""

    source: str
    text: str
    entities: tuple[tuple[str, str], ...] = ()


def group_sentences(sentences: Sequence[ComparedSentence]) -> list[int]:
    """For each sentence the place of the one that it is grouped with: the first of its group, which may be itself.

    What comes first leads: each sentence joins the leader that it is most like, or leads itself. A group has one
    sentence of a source: what one article says in two is two things. Words weigh by their rarity (idf); likeness is
    between their cosine and their overlap, since one article says in a clause what takes another a sentence. Figures do
    not count, since they are what sentences differ in; but of leaders that are alike, those with the same are
    met first.
    """
    terms = [compared_terms(each) for each in sentences]
    known = Counter(term for each in terms for term in each)
    # fsum: a set has no order, and the last bit must not depend on one.
    rarity = {term: log((_MORE + len(sentences)) / (1 + times)) for term, times in known.items()}
    lengths = [sqrt(fsum(rarity[term] ** 2 for term in each)) for each in terms]
    leaders: list[int] = []
    held: dict[int, set[str]] = {}
    meetings: dict[tuple[str, str], list[int]] = {}
    for here, (sentence, own) in enumerate(zip(sentences, terms, strict=True)):
        rarest = sorted(own, key=lambda term: (known[term], term))[:_RAREST]
        in_words = list(combinations(sorted(rarest), 2))
        in_figures = list(product(rarest[:_MARKED], _FIGURE.findall(sentence.text)[:_MARKED]))
        best, likeness = here, _ALIKE
        for other in (*_met(in_figures, meetings), *_met(in_words, meetings)):
            shared = own & terms[other]
            short, long = sorted((lengths[here], lengths[other]))
            overlapping = 0.5 if len(shared) >= _ENOUGH else 0.0
            alike = fsum(rarity[term] ** 2 for term in shared) / (
                short ** (1 + overlapping) * long ** (1 - overlapping)
            )
            if alike > likeness and sentence.source not in held[other]:
                best, likeness = other, alike
        leaders.append(best)
        held.setdefault(best, set()).add(sentence.source)
        if best == here:
            for pair in (*in_words, *in_figures):
                place = meetings.setdefault(pair, [])
                if len(place) < _MET:
                    place.append(here)
    return leaders


def _met(pairs: Sequence[tuple[str, str]], meetings: Mapping[tuple[str, str], Sequence[int]]) -> list[int]:
    """The leaders that have most of the pairs."""
    met = Counter(other for pair in pairs for other in meetings.get(pair, ()))
    return [other for other, _ in met.most_common(_COMPARED)]


def compared_terms(sentence: ComparedSentence) -> frozenset[str]:
    """What is compared: entities for their names, stems for other words, pairs of characters without spaces."""
    text = sentence.text
    for _, name in sentence.entities:
        text = text.replace(name, " ")
    found = {f"entity:{id}" for id, _ in sentence.entities}
    for word in _WORD.findall(text):
        if _IS_UNSPACED.match(word):
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            found.add(_stem(word))
    return frozenset(found - {""})


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """The word without its ending; nothing of a word that says nothing."""
    plain = _JOINED.sub("", word.casefold())
    return "" if plain in SPOKEN_STOP_WORDS or len(plain) < 2 else strip_loosely(plain)
