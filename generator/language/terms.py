"""Terms: content words without their endings, and figures, by which statements and sentences are compared."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from generator.folding import fold
from generator.language.stems import stem_english
from generator.language.stop_words import FUNCTION_WORDS
from generator.language.tokens import find_words, iter_words
from generator.text import has_no_unspaced, unspaced_pattern

_GROUPED = re.compile(r"[., ](?=\d{3}(?!\d))| ")
_LONGEST = 8  # letters of a word that are compared: what follows is nearly always an ending, in any language


def find_term_places(text: str, wanted: Container[str | None]) -> Iterator[tuple[int, int]]:
    """Yield the place of each word of the text whose term is wanted."""
    for group, match in find_words(text):
        if to_term(match[group]) in wanted:
            yield match.span(group)


def is_character_pair(term: str) -> bool:
    """Whether the term is two characters of a script without spaces: about half a word."""
    return not has_no_unspaced(term) and unspaced_pattern().match(term) is not None


@lru_cache(100_000)
def to_term(word: str) -> str | None:
    """Return what all forms and spellings of a word have in common; None for a single letter.

    Figures lose their separators (`37,000`, `37.000`: 37000). Of English words the regular endings are taken off, and
    of all words what follows the eighth letter. A short word in capitals that would be a function word else is a name
    (`US`, `WHO`).
    """
    plain = fold(word).text
    if plain[:1].isdecimal() and plain[-1:].isdecimal():
        return _GROUPED.sub("", plain).replace(",", ".")
    if len(plain) > 1 and plain.isupper() and plain.casefold() in FUNCTION_WORDS["en"]:
        return plain
    plain = plain.casefold()
    if len(plain) < 2:
        return None
    return (stem_english(plain) if plain.isascii() and len(plain) > 3 else plain)[:_LONGEST]


def find_terms(statement: str, language: str, names: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the terms of a statement, each once, in its order; words inside `names` are left out."""
    taken = sorted(names)
    known = FUNCTION_WORDS.get(language.partition("-")[0].lower(), frozenset())
    found: dict[str, None] = {}
    for word, start, end in iter_words(statement):
        if taken and any(start < stop and begin < end for begin, stop in taken):
            continue
        term = to_term(word)
        if term is not None and (term.isupper() or word.casefold() not in known):
            found.setdefault(term)
    return tuple(found)
