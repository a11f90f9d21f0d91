"""Groups of sentences about the same thing, found in time linear in their number."""

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

_LEAST_LIKENESS = 0.43  # likeness from which two sentences are about the same thing
_ENOUGH_SHARED = 3  # shared words from which overlap counts besides the cosine
_SMOOTHING = 100  # sentences added to the count: among few, whatever two of them share would seem common
_MOST_RARE = 8  # rarest words of a sentence, by which others are found: two have to be the same
_MOST_FIGURES = 3  # words, and figures, of a sentence that are paired with each other
_MOST_MEETINGS = 12  # leaders kept for one pair of words, the first ones
_MOST_COMPARED = 6  # leaders that a sentence is compared with: those that share most pairs

_WORD = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}_\d])\w)+(?:['’](?:(?![{UNSPACED}_\d])\w)+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m)?)\Z")


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A sentence to compare: its source, its words, and the entities that it names, each with the words for it."""

    source: str
    text: str
    entities: tuple[tuple[str, str], ...] = ()


def group_sentences(sentences: Sequence[ComparedSentence]) -> list[int]:
    """Return for each sentence the index of the one that it is grouped with: the first of its group, perhaps itself.

    The sentences come in order of rank: each joins the leader that it most resembles, or becomes a leader. A group has
    one sentence of a source: two of one article are about two things. Words weigh by their rarity (idf); the likeness
    is between their cosine and their overlap, since one article uses a clause where another uses a sentence. Figures do
    not count, since sentences differ in them; but among similar leaders, those with the same figures are compared
    first.
    """
    terms = [compared_terms(sentence) for sentence in sentences]
    known = Counter(term for own_terms in terms for term in own_terms)
    # fsum: a set has no order, and the last bit must not depend on one.
    rarity = {term: log((_SMOOTHING + len(sentences)) / (1 + times)) for term, times in known.items()}
    lengths = [sqrt(fsum(rarity[term] ** 2 for term in own_terms)) for own_terms in terms]
    leaders: list[int] = []
    held: dict[int, set[str]] = {}
    meetings: dict[tuple[str, str], list[int]] = {}
    for here, (sentence, own) in enumerate(zip(sentences, terms, strict=True)):
        rarest = sorted(own, key=lambda term: (known[term], term))[:_MOST_RARE]
        in_words = list(combinations(sorted(rarest), 2))
        in_figures = list(product(rarest[:_MOST_FIGURES], _FIGURE.findall(sentence.text)[:_MOST_FIGURES]))
        best, likeness = here, _LEAST_LIKENESS
        for other in (*_find_leaders(in_figures, meetings), *_find_leaders(in_words, meetings)):
            shared = own & terms[other]
            short, long = sorted((lengths[here], lengths[other]))
            overlapping = 0.5 if len(shared) >= _ENOUGH_SHARED else 0.0
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
                if len(place) < _MOST_MEETINGS:
                    place.append(here)
    return leaders


def _find_leaders(pairs: Sequence[tuple[str, str]], meetings: Mapping[tuple[str, str], Sequence[int]]) -> list[int]:
    """Return the leaders that share most of the pairs."""
    met = Counter(other for pair in pairs for other in meetings.get(pair, ()))
    return [other for other, _ in met.most_common(_MOST_COMPARED)]


def compared_terms(sentence: ComparedSentence) -> frozenset[str]:
    """Return the terms to compare: entities for their names, stems for other words, character pairs without spaces."""
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
