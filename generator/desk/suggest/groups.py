"""Sentences that speak of the same thing, found in time that grows with their number and not with its square."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log, sqrt

from generator.desk.suggest.lexicon import STOPWORDS
from generator.text import UNSPACED

_ALIKE = 0.47  # likeness from which two sentences of different sources speak of the same thing
_REPEATED = 0.8  # and two of one source: there, only what says it again
_MORE = (
    100  # sentences that rarity is reckoned with beside the project's own: in few sentences, what is shared is not rare
)
_RAREST = 8  # words of a sentence by which others are found: two of them have to be the same
_MET = 12  # sentences that are kept for one pair of words; those that come later meet the first ones
_COMPARED = 6  # sentences that one is compared with: those with which it shares most pairs

_WORD = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}_\d])\w)+(?:['’](?:(?![{UNSPACED}_\d])\w)+)*")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|ly|e)\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as it is compared: its source, its words, and the entities that it names with the words that do."""

    source: str
    text: str
    entities: tuple[tuple[str, str], ...] = ()


def grouped(sentences: Sequence[Spoken]) -> list[int]:
    """For each sentence the place of the one that it is grouped with: the first of its group, which may be itself.

    What comes first leads: each sentence joins the leader that it is most like, or leads itself. Words weigh by their
    rarity (idf); likeness is between their cosine and their overlap, since one article says in a clause what takes
    another a sentence. Figures do not count: they are what sentences differ in.
    """
    terms = [terms_of(each) for each in sentences]
    known = Counter(term for each in terms for term in each)
    rarity = {term: log((_MORE + len(sentences)) / (1 + times)) for term, times in known.items()}
    lengths = [sqrt(sum(rarity[term] ** 2 for term in each)) for each in terms]
    leaders: list[int] = []
    meetings: dict[tuple[str, str], list[int]] = {}
    for here, each in enumerate(terms):
        rarest = sorted(sorted(each, key=lambda term: (known[term], term))[:_RAREST])
        pairs = tuple(combinations(rarest, 2))
        met = Counter(other for pair in pairs for other in meetings.get(pair, ()))
        best, likeness = here, 0.0
        for other, _ in met.most_common(_COMPARED):
            shared = sum(rarity[term] ** 2 for term in each & terms[other])
            short, long = sorted((lengths[here], lengths[other]))
            alike = shared / (short**1.5 * long**0.5)
            least = _REPEATED if sentences[here].source == sentences[other].source else _ALIKE
            if alike >= least and alike > likeness:
                best, likeness = other, alike
        leaders.append(best)
        if best == here:
            for pair in pairs:
                place = meetings.setdefault(pair, [])
                if len(place) < _MET:
                    place.append(here)
    return leaders


def terms_of(sentence: Spoken) -> frozenset[str]:
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
    plain = _POSSESSIVE.sub("", word.casefold())
    return "" if plain in STOPWORDS or len(plain) < 2 else _ENDING.sub("", plain)
