"""Words without their endings.

Three ways, since their uses want different things: `stem_english` keeps words apart that only begin alike, to judge
which sentences speak of a claim; `strip_loosely` brings more together, to group sentences; `strip_inflection` gives a
beginning of the very word, to be searched for in a text.
"""

import re

from generator.patterns import lazy_pattern

_LOOSE_ENDING = lazy_pattern(r"(?<=\w{3})(?:ings?|ed|es|s|ly|e)\Z")
_INFLECTION = re.compile(r"(?<=\w{4})(?:ing|ed|es|s)\Z")


def strip_loosely(word: str) -> str:
    """Return the word without an English ending, also -ly and -e, of which three letters are left at least."""
    return _LOOSE_ENDING.sub("", word)


def strip_inflection(word: str) -> str:
    """Return the word without a regular English inflection, of which four letters are left at least."""
    return _INFLECTION.sub("", word)


def stem_english(word: str) -> str:
    """Return a word in small letters without its inflection.

    Steps 1 and 5a of M. F. Porter, “An algorithm for suffix stripping” (1980).
    """
    if word.endswith("s"):
        word = word[: -2 if word.endswith(("sses", "ies")) else -1 if not word.endswith("ss") else None]
    if word.endswith("eed"):
        word = word[:-1] if _count_syllables(word[:-3]) else word
    else:
        for ending in ("ed", "ing"):
            if word.endswith(ending) and "v" in _find_shape(word[: -len(ending)]):
                word = _restore(word[: -len(ending)])
                break
    if word.endswith("y") and "v" in _find_shape(word[:-1]):
        word = word[:-1] + "i"
    if word.endswith("e"):
        short = word[:-1]
        syllables = _count_syllables(short)
        if syllables > 1 or (syllables == 1 and not _is_closed(short)):
            word = short
    return word


def _restore(word: str) -> str:
    """Return what was there before -ed or -ing: `bas` was base, `plann` plan."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    return word + "e" if _count_syllables(word) == 1 and _is_closed(word) else word


def _find_shape(word: str) -> str:
    """Return a letter c or v for each letter: y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        shape += "v" if letter in "aeiou" or (letter == "y" and shape.endswith("c")) else "c"
    return shape


def _count_syllables(word: str) -> int:
    """Return Porter's measure: how often a vowel is followed by a consonant."""
    return _find_shape(word).count("vc")


def _is_closed(word: str) -> bool:
    return _find_shape(word).endswith("cvc") and word[-1] not in "wxy"
