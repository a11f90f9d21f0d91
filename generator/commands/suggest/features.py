"""The signs that a sentence shows: what in its words and marks tells a checkable fact from other talk."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from generator.commands.suggest.lexicon import (
    CALENDAR,
    FIRST_PERSON,
    KNOWN,
    MONTHS,
    NO_SUPERLATIVES,
    NUMBERS,
    ORDINALS,
    PAST,
    SIGN_WORDS,
)
from generator.language.stop_words import SPOKEN_STOP_WORDS
from generator.text import UNSPACED

MOST = 2  # what a sign counts for stays below it: a list of ten figures is not ten times as checkable
_SHORT = 8  # words of a line without an end mark that is rather a heading, a caption or a menu than a sentence
_FEW = 3  # words of a sentence that can hardly say anything that stands on its own

_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_CURRENCY = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€£¥₹]|\b(?:USD|EUR|GBP)\b")
_QUOTED = re.compile(r"[\"“”„«»「『]")
_BOILERPLATE = re.compile(r"[|©]|\w@\w")
_ENDS = re.compile(r"[.!?…。！？｡؟۔।]['\"’”»)\]」』]*(?:\s*\([^()]{0,20}\))?\s*\Z")
_JOINS = frozenset({"", " ", "-", "\xa0", "\u202f"})  # between a figure and its unit
_BROKEN = re.compile(r"\.\.\.|…|--")

Features = Mapping[str, float]


def extract_features(sentence: str) -> Features:
    """How much each sign counts in the sentence: 1 where it stands once, and half as much more for each further time.

    Signs that it lacks are left out. Where no spaces are written a character is a word. Time is linear in the sentence.
    """
    found = list(_TOKEN.finditer(sentence))
    tokens = [each[0] for each in found]
    gaps = [sentence[each.end() : other.start()] for each, other in pairwise(found)]
    words = [each.lower().replace("’", "'") for each in tokens]
    counts: Counter[str] = Counter()
    _phrases(words, counts)
    _forms(tokens, words, counts)
    _figures(tokens, words, ["\n", *gaps, "\n"], counts)
    _marks(sentence, counts)
    _shape(sentence, tokens, counts)
    if counts["quotation"]:
        counts["i"] = 0  # a reporter has others speak of themselves
    elif counts["forecast"] and FIRST_PERSON.intersection(words):
        counts["promise"] = counts.pop("forecast")
    return {sign: MOST - 2.0 ** (1 - times) for sign, times in counts.items() if times > 0}


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[str, tuple[str, ...]]:
    """The signs of each phrase."""
    found: dict[str, tuple[str, ...]] = {}
    for sign, phrases in SIGN_WORDS.items():
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), sign)
    return found


def _phrases(words: Sequence[str], counts: Counter[str]) -> None:
    lexicon = _lexicon()
    two = before = ""
    for word in words:
        two, three = f"{before} {word}", f"{two} {word}"
        before = word
        for phrase in (word, two, three):
            if phrase in lexicon:
                for sign in lexicon[phrase]:
                    counts[sign] += 1


def _forms(tokens: Sequence[str], words: Sequence[str], counts: Counter[str]) -> None:
    """Past tenses, superlatives, comparisons and names, by how words are formed."""
    before = ""
    for token, word in zip(tokens, words, strict=True):
        if word in PAST or (len(word) > 4 and word.endswith("ed")):
            counts["past"] += 1
        elif (word in {"most", "least"} and before != "at") or (
            len(word) > 4 and word.endswith("est") and word not in NO_SUPERLATIVES
        ):
            counts["superlative"] += 1
        elif word == "than" and before.endswith("er"):
            counts["comparison"] += 1
        if before and token[0].isupper() and word not in FIRST_PERSON and word not in CALENDAR:
            counts["name"] += 1
        before = word


def _figures(tokens: Sequence[str], words: Sequence[str], gaps: Sequence[str], counts: Counter[str]) -> None:
    """Years, dates and times, ranks, other figures, and those that a word follows: what is counted, or its unit.

    `gaps` stand before each token and after the last. A figure that is joined to a word before it is a name's, F-16.
    """
    for at, token in enumerate(tokens):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if words[at] in NUMBERS:
            counts["number"] += before not in KNOWN
        elif not token[0].isdecimal() or (gaps[at] in {"", "-"} and before.isalpha()):
            continue
        elif _YEAR.fullmatch(token):
            counts["year"] += 1
        elif after in MONTHS or before in MONTHS or ":" in token or "/" in token:
            counts["date"] += 1
            counts["modal"] -= "may" in {before, after}
        elif after in ORDINALS and not gaps[at + 1]:
            counts["order"] += 1
        else:
            counts["figure"] += 1
            joined = gaps[at + 1] in _JOINS and after.isalpha()
            counts["unit"] += joined and after not in SPOKEN_STOP_WORDS and after not in CALENDAR


def _marks(sentence: str, counts: Counter[str]) -> None:
    counts["currency"] += bool(_CURRENCY.search(sentence))
    counts["share"] += "%" in sentence
    counts["quotation"] += bool(_QUOTED.search(sentence))
    counts["broken"] += bool(_BROKEN.search(sentence))
    end = sentence[-4:]
    counts["question"] += "?" in end or "？" in end or "؟" in end
    counts["exclamation"] += "!" in end or "！" in end
    counts["boilerplate"] += bool(_BOILERPLATE.search(sentence))


def _shape(sentence: str, tokens: Sequence[str], counts: Counter[str]) -> None:
    """What is no whole sentence: a heading, a caption, a menu's item, a dateline."""
    if len(tokens) <= _FEW:
        counts["short"] += 1
    if not _ENDS.search(sentence):
        counts["heading" if len(tokens) <= _SHORT else "unfinished"] += 1
    letters = [each for each in tokens if each[0].isalpha()]
    if letters and sentence.isascii() and not any(each[0].islower() and len(each) > 2 for each in letters):
        counts["label"] += 1
