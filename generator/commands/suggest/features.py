"""Signs of a checkable sentence: what in its words and punctuation distinguishes a fact from other talk."""

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
from generator.values import dataclass

MOST = 2  # what a sign counts for stays below this: a list of ten figures is not ten times as checkable
_SHORT = 8  # words of a line without an end mark that is rather a heading, a caption or a menu than a sentence
_FEW = 3  # words of a sentence that can hardly be understood alone

_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_CURRENCY = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€£¥₹]|\b(?:USD|EUR|GBP)\b")
_QUOTED = re.compile(r"[\"“”„«»「『]")
_BOILERPLATE = re.compile(r"[|©]|\w@\w|\A(?:Photo|Photograph|Picture|Image)s?:")
_ENDS = re.compile(r"[.!?…。！？｡؟۔।]['\"’”»)\]」』]*(?:\s*\([^()]{0,20}\))?\s*\Z")
_JOINS = frozenset({"", " ", "-", "\xa0", "\u202f"})  # between a figure and its unit
_BROKEN = re.compile(r"\.\.\.|…|--")


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence is scored by.

    `signs` says how much each sign counts: 1 if it occurs once, and half as much more each further time; signs that it
    lacks are left out. `words` are its words in lower case, and `length` is their number, with figures.
    """

    signs: Mapping[str, float]
    words: frozenset[str]
    length: int


def extract_features(sentence: str, *, english: bool = True) -> Features:
    """Return the features of the sentence; in another language than English, only those of figures, marks and form.

    In scripts without spaces a character is a word. Time is linear in the sentence.
    """
    found = list(_TOKEN.finditer(sentence))
    tokens = [match[0] for match in found]
    gaps = [sentence[match.end() : other.start()] for match, other in pairwise(found)]
    words = [token.lower().replace("’", "'") for token in tokens]
    counts: Counter[str] = Counter()
    if english:
        _count_phrases(words, counts)
        _count_word_forms(tokens, words, counts)
    _count_figures(tokens, words, ["\n", *gaps, "\n"], counts)
    _count_marks(sentence, counts)
    _count_shape(sentence, tokens, counts)
    if counts["quotation"]:
        counts["i"] = 0  # a reporter has others speak of themselves
    elif counts["forecast"] and FIRST_PERSON.intersection(words):
        counts["promise"] = counts.pop("forecast")
    signs = {sign: MOST - 2.0 ** (1 - times) for sign, times in counts.items() if times > 0}
    return Features(signs, frozenset(words if english else ()), len(tokens))


@lru_cache(maxsize=1)
def _signs_by_phrase() -> Mapping[str, tuple[str, ...]]:
    """Return the signs of each phrase."""
    found: dict[str, tuple[str, ...]] = {}
    for sign, phrases in SIGN_WORDS.items():
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), sign)
    return found


def _count_phrases(words: Sequence[str], counts: Counter[str]) -> None:
    lexicon = _signs_by_phrase()
    two = before = ""
    for word in words:
        two, three = f"{before} {word}", f"{two} {word}"
        before = word
        for phrase in (word, two, three):
            if phrase in lexicon:
                for sign in lexicon[phrase]:
                    counts[sign] += 1


def _count_word_forms(tokens: Sequence[str], words: Sequence[str], counts: Counter[str]) -> None:
    """Count past tenses, superlatives, comparisons and names, by the form of the words."""
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


def _count_figures(tokens: Sequence[str], words: Sequence[str], gaps: Sequence[str], counts: Counter[str]) -> None:
    """Count years, dates and times, ranks, other figures, and those followed by what is counted or by a unit.

    `gaps` are the texts before each token and after the last. A figure joined to a word before it is a name's: F-16.
    """
    for at, token in enumerate(tokens):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if words[at] in NUMBERS:
            counts["number"] += before not in KNOWN
        elif not token[0].isdecimal() or (
            gaps[at] in {"", "-"} and before.isalpha() and not _IS_UNSPACED.match(before)
        ):
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


def _count_marks(sentence: str, counts: Counter[str]) -> None:
    counts["currency"] += bool(_CURRENCY.search(sentence))
    counts["share"] += "%" in sentence
    counts["quotation"] += bool(_QUOTED.search(sentence))
    counts["broken"] += bool(_BROKEN.search(sentence))
    end = sentence[-4:]
    counts["question"] += "?" in end or "？" in end or "؟" in end
    counts["exclamation"] += "!" in end or "！" in end
    counts["boilerplate"] += bool(_BOILERPLATE.search(sentence))


def _count_shape(sentence: str, tokens: Sequence[str], counts: Counter[str]) -> None:
    """Count what is not a whole sentence: a heading, a caption, a menu item, a dateline."""
    if len(tokens) <= _FEW:
        counts["short"] += 1
    if not _ENDS.search(sentence):
        counts["heading" if len(tokens) <= _SHORT else "unfinished"] += 1
    letters = [token for token in tokens if token[0].isalpha()]
    if letters and sentence.isascii() and not any(word[0].islower() and len(word) > 2 for word in letters):
        counts["label"] += 1
