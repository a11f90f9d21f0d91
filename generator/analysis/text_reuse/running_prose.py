"""Words of an article that show copying if another has them too: those of its own running prose.

Names, figures, quotations, menus, headings and the small print of publishers are in articles that have nothing else in
common.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from generator.analysis.text_reuse.fingerprints import WordTable, forms_per_word
from generator.analysis.text_reuse.unmarked_speech import (
    find_reported_speech,
    find_spoken_paragraphs,
    find_unmarked_speech,
)
from generator.language.stop_words import is_function_word
from generator.patterns import lazy_pattern

# What stands between quotation marks: to the closing one, or to a paragraph that begins with another opening one.
_ON = r"(?=[^\S\n]{0,8}\n[^\S\n]{0,8}\n?[^\S\n]{0,8}[\"“„«])"
_SINGLE_ON = r"(?=[^\S\n]{0,8}\n[^\S\n]{0,8}\n?[^\S\n]{0,8}['‘]\w)"
_QUOTED = re.compile(
    rf"[“„][^“”„]{{0,3000}}?(?:[”“]|{_ON})"
    rf"|«[^«»]{{0,3000}}?(?:»|{_ON})"
    r"|「[^「」]{0,3000}」|『[^『』]{0,3000}』"
    rf'|(?<![^\s(\[{{—–-])"(?=\S)(?:[^"\n]|\n(?![^\S\n]{{0,80}}\n)){{0,3000}}?(?:(?<=\S)"|{_ON})'
    rf"|(?<!\w)‘(?:[^‘’]|’(?=\w)){{0,3000}}?(?:’(?!\w)|{_SINGLE_ON})"
    rf"|(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){{10,1000}}?(?<=[,.?!])(?:'(?!\w)|{_SINGLE_ON})"
)
# What publishers say of their pages, in small letters, in the languages whose set phrases we know.
_SET_PHRASES = (
    "©", "(c) 19", "(c) 20", "copyright", "all rights reserved", "may not be published", "may not be reproduced",
    "may not be broadcast", "may not be reprinted", "terms of use", "terms of service", "terms and conditions",
    "privacy policy", "privacy notice", "cookies", "subscribe", "subscription", "sign up", "newsletter", "mailing list",
    "follow us", "click here", "read more", "email this", "e-mail this", "email us", "e-mail us", "share this",
    "advertisement", "not responsible for the content", "links to more", "related stories", "related articles",
    "see also", "further information", "for more information", "press contact", "media contact", "about the author",
    "views expressed", "licensed under", "licenced under", "alle rechte vorbehalten", "tous droits réservés",
    "todos los derechos reservados", "tutti i diritti riservati", "todos os direitos reservados",
    "все права защищены", "版权所有", "無断転載", "保留所有权利",
)  # fmt: skip
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s|$)|\n|(?<=[。！？])")
_CLOSED = lazy_pattern(r"[.!?…。！？:;,][\"'”’»)\]]*\s*\Z")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*(?<=\S)")
_BRACKET = re.compile(r"[(\[]")
_NOUNS = 0.22  # of the words after a word in small letters, those with a capital, in a language that gives nouns one
_CONTENT = 4  # letters of a word that is more than grammar
_SHORT = 6  # words of a line that is no prose, unless it ends a sentence
_REACH = 600  # characters before and after a set phrase in which its sentence is looked for

Span = tuple[int, int]


def mark_quoted_words(text: str, words: WordTable) -> list[bool]:
    """Return for each word whether it is between quotation marks."""
    outside = _clear([True] * len(words.starts), words, (match.span() for match in _QUOTED.finditer(text)))
    return [not unquoted for unquoted in outside]


def mark_telling_words(text: str, words: WordTable, quoted: Sequence[bool]) -> list[bool]:
    """Return for each word whether it shows copying, if another article has it: no name, figure or quoted word does."""
    letters = [text[start] for start in words.starts]
    names = _mark_names(text, letters)
    tells = [
        letter.isalpha() and not name and not said for letter, name, said in zip(letters, names, quoted, strict=True)
    ]
    return _clear(
        tells,
        words,
        chain(_find_small_print(text), _find_labels(text, words), _find_asides(text), find_unmarked_speech(text)),
    )


def mark_spoken_words(text: str, words: WordTable) -> list[bool]:
    """Return for each word whether it is in a paragraph in which somebody speaks of himself."""
    outside = _clear([True] * len(words.starts), words, find_spoken_paragraphs(_QUOTED.sub(_blank, text)))
    return [not unspoken for unspoken in outside]


def mark_reported_words(text: str, words: WordTable) -> list[bool]:
    """Return for each word whether it is in a sentence that hands on what somebody said."""
    outside = _clear([True] * len(words.starts), words, find_reported_speech(text))
    return [not unreported for unreported in outside]


def mark_content_words(words: WordTable, tells: Sequence[bool]) -> list[bool]:
    """Return for each word whether it shows copying and, in scripts with spaces, is no function word."""
    if forms_per_word(words.forms) > 1:
        return list(tells)
    return [
        tell and len(form) >= _CONTENT and not is_function_word(form)
        for form, tell in zip(words.forms, tells, strict=True)
    ]


def _mark_names(text: str, letters: Sequence[str]) -> list[bool]:
    """Return which words are names, given the first letters of all: capitals, where those mean anything."""
    capitals = list(map(str.isupper, letters))
    if 2 * sum(capitals) > len(capitals) and sum(map(str.isupper, text)) > sum(map(str.islower, text)):  # wire copy
        return [False] * len(capitals)
    follow = [letter for before, letter in pairwise(letters) if before.islower() and letter.isalpha()]
    if sum(map(str.isupper, follow)) <= _NOUNS * len(follow):
        return capitals
    # German: nouns hardly ever stand side by side, a name does with another one, or with an office.
    beside = zip([False, *capitals], capitals, [*capitals[1:], False], strict=False)
    return [here and (before or after) for before, here, after in beside]


def _find_small_print(text: str) -> Iterator[Span]:
    """Yield the sentences that have a set phrase of publishers."""
    small = text.lower()
    if len(small) != len(text):
        return
    for phrase in _SET_PHRASES:
        place = small.find(phrase)
        while place >= 0:
            start = max(0, place - _REACH)
            for stop in _SENTENCE_END.finditer(text, start, place):
                start = stop.end()
            after = _SENTENCE_END.search(text, place + len(phrase), place + _REACH)
            end = after.end() if after else place + len(phrase)
            yield start, end
            place = small.find(phrase, end)


def _find_labels(text: str, words: WordTable) -> Iterator[Span]:
    """Yield the lines that are no prose: menus, headings, datelines, captions of a few words; not narrow columns."""
    for line in _LINE.finditer(text):
        first, last = _word_range(words, *line.span())
        goes_on = text[line.end() + 1 : line.end() + 2].islower()
        if last - first < _SHORT and not goes_on and not _CLOSED.search(line[0]):
            yield line.span()


def _find_asides(text: str) -> Iterator[Span]:
    """Yield the paragraphs in brackets: notes on the text, and no part of it."""
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph[0][0] in "([" and paragraph[0][-1] in ")]" and not _BRACKET.search(paragraph[0], 1):
            yield paragraph.span()


def _blank(quotation: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", quotation[0])


def _clear(flags: list[bool], words: WordTable, spans: Iterable[Span]) -> list[bool]:
    for start, end in spans:
        first, last = _word_range(words, start, end)
        flags[first:last] = [False] * (last - first)
    return flags


def _word_range(words: WordTable, start: int, end: int) -> Span:
    """Return the range of the numbers of the words that begin in text[start:end]."""
    first = bisect_left(words.starts, start)
    return first, bisect_left(words.starts, end, first)
