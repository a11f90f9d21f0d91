"""Where two sentences that speak of the same thing part: in numbers, dates, names, tense or negation."""

import re
from itertools import pairwise

from generator.desk.suggest.lexicon import DENIALS, FIRST_PERSON, FORETELLING, NUMBERS, PAST, SCALES, STOPWORDS

_SHOWN = 4  # names or numbers of one side that are told

_TOKEN = re.compile(r"[$€£¥₹]?\d+(?:[.,:/]\d+)*\s?%?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})")


def differences(first: str, other: str) -> tuple[str, ...]:
    """One line for each kind in which the other sentence parts from the first; none where nothing of them does.

    A name that only one of the two has is told where both have some that the other lacks, or where one has none.
    """
    found = [_unlike(kind, ours, theirs) for kind, ours, theirs in (
        ("numbers", _numbers(first), _numbers(other)),
        ("names", _names(first), _names(other)),
    )]  # fmt: skip
    tenses = _tense(first), _tense(other)
    if tenses[0] != tenses[1]:
        found.append(f"tense: {tenses[0]} there, {tenses[1]} here")
    denied = _denied(first), _denied(other)
    if denied[0] != denied[1]:
        found.append(f"negation: {'there' if denied[0] else 'here'} only")
    return tuple(each for each in found if each)


def _unlike(kind: str, ours: dict[str, str], theirs: dict[str, str]) -> str:
    there = [shown for key, shown in ours.items() if key not in theirs]
    here = [shown for key, shown in theirs.items() if key not in ours]
    if not there and not here:
        return ""
    sides = ((there, "there"), (here, "here"))
    told = [f"{', '.join(each[:_SHOWN])} {where}" for each, where in sides if each]
    return f"{kind}: {', '.join(told)}" if len(told) > 1 else f"{kind}: {told[0]} only"


def _numbers(sentence: str) -> dict[str, str]:
    """Figures and numbers in words, each with the word of scale after it: as compared, and as written."""
    found: dict[str, str] = {}
    tokens = list(_TOKEN.finditer(sentence))
    for at, each in enumerate(tokens):
        word = each[0].strip()
        if word.casefold() in NUMBERS or any(letter.isdecimal() for letter in word):
            following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
            shown = f"{word} {following}" if following.casefold() in SCALES else word
            found[_COMMAS.sub("", shown.casefold())] = shown
    return found


def _names(sentence: str) -> dict[str, str]:
    """Words with a capital, but for the first where it is a common one."""
    found: dict[str, str] = {}
    for at, token in enumerate(_TOKEN.findall(sentence)):
        word = _POSSESSIVE.sub("", token)
        plain = word.casefold()
        common = plain in STOPWORDS or plain in FIRST_PERSON or plain in NUMBERS
        if word[:1].isupper() and not common and (at or len(word) > 1) and not (at == 0 and word[1:].islower()):
            found[plain] = word
    return found


def _tense(sentence: str) -> str:
    words = [each.casefold().replace("’", "'") for each in _TOKEN.findall(sentence)]
    if FORETELLING.intersection(words) or ("going", "to") in pairwise(words):
        return "future"
    return "past" if any(each in PAST or (len(each) > 4 and each.endswith("ed")) for each in words) else "present"


def _denied(sentence: str) -> bool:
    words = (each.casefold().replace("’", "'") for each in _TOKEN.findall(sentence))
    return any(each in DENIALS or each.endswith("n't") for each in words)
