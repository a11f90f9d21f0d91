"""Where two sentences that speak of the same thing part: in numbers, names, tense or negation."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.commands.suggest.lexicon import (
    ABBREVIATIONS,
    DENIALS,
    FIRST_PERSON,
    FORETELLING,
    NUMBERS,
    PAST,
    SCALES,
)
from generator.language.stop_words import SPOKEN_STOP_WORDS
from generator.values import dataclass

_SHOWN = 4  # names or numbers of one side that are told

_TOKEN = re.compile(r"[$€£¥₹]?\d+(?:[.,:/]\d+)*\s?%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Traits:
    """What sentences are compared in: numbers and names as they are compared with how they are written, and the rest.

    `words` are all words in lower case, with the initials of names that stand together, UN for United Nations, and
    with the words of the commonest of such initials.
    """

    numbers: Mapping[str, str]
    names: Mapping[str, str]
    words: frozenset[str]
    tense: str
    denied: bool


def find_traits(sentence: str) -> Traits:
    tokens = _TOKEN.findall(sentence)
    words = [each.casefold().replace("’", "'") for each in tokens]
    spelt_out = (each for word in words for each in ABBREVIATIONS.get(word, ()))
    plain = frozenset((*(_POSSESSIVE.sub("", each) for each in words), *spelt_out, *_initials(tokens)))
    denied = any(each in DENIALS or each.endswith("n't") for each in words)
    return Traits(_numbers(tokens, words), _names(tokens), plain, _tense(words), denied)


def describe_differences(first: Traits, other: Traits) -> tuple[str, ...]:
    """One line for each kind in which the other sentence parts from the first; none where nothing of them does."""
    found = [_unlike("numbers", first.numbers, other.numbers, frozenset(), frozenset())]
    found.append(_unlike("names", first.names, other.names, first.words, other.words))
    if first.tense != other.tense:
        found.append(f"tense: {first.tense} there, {other.tense} here")
    if first.denied != other.denied:
        found.append(f"negation: {'there' if first.denied else 'here'} only")
    return tuple(each for each in found if each)


def _unlike(
    kind: str,
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    our_words: frozenset[str],
    their_words: frozenset[str],
) -> str:
    there = [shown for key, shown in ours.items() if key not in theirs and key not in their_words]
    here = [shown for key, shown in theirs.items() if key not in ours and key not in our_words]
    sides = ((there, "there"), (here, "here"))
    told = [f"{', '.join(each[:_SHOWN])} {where}" for each, where in sides if each]
    return f"{kind}: {'; '.join(told)}{'' if len(told) > 1 else ' only'}" if told else ""


def _numbers(tokens: list[str], words: list[str]) -> dict[str, str]:
    """Figures and numbers in words, each with the word of scale after it: as compared, and as written."""
    found: dict[str, str] = {}
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if word in NUMBERS or token[-1].isdecimal() or token[0].isdecimal():
            scaled = at + 1 < len(words) and words[at + 1] in SCALES
            shown = f"{token.strip()} {tokens[at + 1]}" if scaled else token.strip()
            found[_COMMAS.sub("", shown.casefold())] = shown
    return found


def _names(tokens: list[str]) -> dict[str, str]:
    """Words with a capital, but for the sentence's first and for those that say nothing."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        word = _POSSESSIVE.sub("", token)
        plain = word.casefold()
        common = plain in SPOKEN_STOP_WORDS or plain in FIRST_PERSON or plain in NUMBERS
        if word[:1].isupper() and (not common or (word == "US")) and (at or not word[1:].islower()):
            found[plain] = word
    return found


def _initials(tokens: list[str]) -> Iterator[str]:
    """The initials of each two or three words with capitals that stand together, in lower case."""
    letters = "".join(each[0] if each[0].isupper() else " " for each in tokens).casefold()
    for size in (2, 3):
        for at in range(len(letters) - size + 1):
            if " " not in letters[at : at + size]:
                yield letters[at : at + size]


def _tense(words: list[str]) -> str:
    if FORETELLING.intersection(words) or ("going", "to") in pairwise(words):
        return "future"
    return "past" if any(each in PAST or (len(each) > 4 and each.endswith("ed")) for each in words) else "present"
