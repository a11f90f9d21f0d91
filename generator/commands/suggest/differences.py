"""Differences between two sentences about the same thing: in numbers, names, tense or negation."""

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

_SHOWN = 4  # names or numbers shown of one side

_TOKEN = re.compile(r"[$€£¥₹]?\d+(?:[.,:/]\d+)*\s?%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Traits:
    """What sentences are compared in: numbers and names in comparable form with their spelling, and the rest.

    `words` are all words in lower case, with the initials of adjacent names (UN for United Nations), and with the words
    of the most common initials.
    """

    numbers: Mapping[str, str]
    names: Mapping[str, str]
    words: frozenset[str]
    tense: str
    denied: bool


def find_traits(sentence: str) -> Traits:
    tokens = _TOKEN.findall(sentence)
    words = [token.casefold().replace("’", "'") for token in tokens]
    spelt_out = (full_word for word in words for full_word in ABBREVIATIONS.get(word, ()))
    plain = frozenset((*(_POSSESSIVE.sub("", word) for word in words), *spelt_out, *_initials(tokens)))
    denied = any(word in DENIALS or word.endswith("n't") for word in words)
    return Traits(_numbers(tokens, words), _names(tokens), plain, _tense(words), denied)


def describe_differences(first: Traits, other: Traits) -> tuple[str, ...]:
    """Return one line for each kind of difference between the other sentence and the first."""
    found = [_describe_kind("numbers", first.numbers, other.numbers, frozenset(), frozenset())]
    found.append(_describe_kind("names", first.names, other.names, first.words, other.words))
    if first.tense != other.tense:
        found.append(f"tense: {first.tense} there, {other.tense} here")
    if first.denied != other.denied:
        found.append(f"negation: {'there' if first.denied else 'here'} only")
    return tuple(difference for difference in found if difference)


def _describe_kind(
    kind: str,
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    our_words: frozenset[str],
    their_words: frozenset[str],
) -> str:
    there = [shown for key, shown in ours.items() if key not in theirs and key not in their_words]
    here = [shown for key, shown in theirs.items() if key not in ours and key not in our_words]
    sides = ((there, "there"), (here, "here"))
    parts = [f"{', '.join(shown[:_SHOWN])} {where}" for shown, where in sides if shown]
    return f"{kind}: {'; '.join(parts)}{'' if len(parts) > 1 else ' only'}" if parts else ""


def _numbers(tokens: list[str], words: list[str]) -> dict[str, str]:
    """Return figures and numbers in words, with a following word of scale: in comparable form, and as written."""
    found: dict[str, str] = {}
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if word in NUMBERS or token[-1].isdecimal() or token[0].isdecimal():
            scaled = at + 1 < len(words) and words[at + 1] in SCALES
            shown = f"{token.strip()} {tokens[at + 1]}" if scaled else token.strip()
            found[_COMMAS.sub("", shown.casefold())] = shown
    return found


def _names(tokens: list[str]) -> dict[str, str]:
    """Return words with a capital, except the sentence's first and those without meaning."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        word = _POSSESSIVE.sub("", token)
        plain = word.casefold()
        common = plain in SPOKEN_STOP_WORDS or plain in FIRST_PERSON or plain in NUMBERS
        if word[:1].isupper() and (not common or (word == "US")) and (at or not word[1:].islower()):
            found[plain] = word
    return found


def _initials(tokens: list[str]) -> Iterator[str]:
    """Yield the initials of any two or three adjacent words with capitals, in lower case."""
    letters = "".join(token[0] if token[0].isupper() else " " for token in tokens).casefold()
    for size in (2, 3):
        for at in range(len(letters) - size + 1):
            if " " not in letters[at : at + size]:
                yield letters[at : at + size]


def _tense(words: list[str]) -> str:
    if FORETELLING.intersection(words) or ("going", "to") in pairwise(words):
        return "future"
    return "past" if any(word in PAST or (len(word) > 4 and word.endswith("ed")) for word in words) else "present"
