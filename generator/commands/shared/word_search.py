"""Search for words in any order, inflected or misspelt: the stretches of texts that hold most of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import log

from generator.language.stems import strip_inflection
from generator.language.tokens import WORD_OR_FIGURE
from generator.values import dataclass

_LEAST_SIMILARITY = 0.7  # normalised OSA similarity from which a word may be a misspelling of another
_MOST_MISSPELLINGS = 6  # words of the texts tried for one misspelt word
_INFLECTED = 0.9  # weight of another form of a word; the word itself has 1
_LONGEST = 400  # characters of a stretch
_LENGTH_PENALTY = 0.2  # part of the score that the longest stretch loses
_SENTENCE_PENALTY = 0.85  # factor on the score for each end of a sentence inside
_MOST_TEXTS = 50  # texts searched, those with most of the words
_MOST_OF_TEXT = 3  # stretches of one text
_MOST_IN_WINDOW = 100  # places in a stretch
_MOST_PLACES = 2_000  # places of words considered in one text
_MOST_WORDS = 50  # words sought, the longest ones

_END = re.compile(r"[.!?…][\"')]* |[。！？]")


@dataclass(frozen=True, slots=True)
class WordMatch:
    """text[start:end] of the folded text `id`; `score`, from 0 to 1, is how much of what was sought it holds.

    `missing` are the words it lacks, `taken` those it has in another form, with the place of that form.
    """

    id: str
    start: int
    end: int
    score: float
    missing: tuple[str, ...]
    taken: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A word sought, with the forms of it to look for and how much each counts; `weight` is its rarity."""

    word: str
    forms: Mapping[str, float]
    weight: float


_Place = tuple[int, int, int, float]  # start, end, which term, how much its form there counts
_Window = tuple[float, int, int, Mapping[int, tuple[float, int]]]  # score, start, end, and the place of each word


def lower_in_place(text: str) -> str:
    """Return the text in lower case if that keeps every offset, else unchanged."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def find_stretches(texts: Mapping[str, str], words: str) -> tuple[WordMatch, ...]:
    """Return the best stretches of each text that hold most of the words: the fullest and densest first.

    Rare words weigh more than common ones (idf over the texts). A word that is in no text is replaced by those most
    similar to it (optimal string alignment, rapidfuzz). Time is linear in the texts.
    """
    low = {id: lower_in_place(text) for id, text in texts.items()}
    wanted = list(dict.fromkeys(WORD_OR_FIGURE.findall(lower_in_place(words))))
    terms = _choose_terms(sorted(wanted, key=lambda word: (-len(word), wanted.index(word)))[:_MOST_WORDS], low)
    total = sum(term.weight for term in terms)
    if not total:
        return ()
    rated = []
    for number, (id, text) in enumerate(low.items()):
        held = sum(term.weight for term in terms if any(form in text for form in term.forms))
        if held:
            rated.append((-held, number, id))
    found = (match for _, _, id in sorted(rated)[:_MOST_TEXTS] for match in _search_text(id, low[id], terms, total))
    return tuple(sorted(found, key=lambda match: -match.score))


def _choose_terms(words: Sequence[str], texts: Mapping[str, str]) -> list[_Term]:
    terms = []
    vocabulary: tuple[str, ...] = ()
    for word in words:
        stem = strip_inflection(word)
        forms = {word: 1.0} if stem == word else {word: 1.0, stem: _INFLECTED}
        text_count = sum(any(form in text for form in forms) for text in texts.values())
        if not text_count or not any(_form_pattern(word, stem).search(text) for text in texts.values() if stem in text):
            vocabulary = vocabulary or tuple(
                sorted({word for text in texts.values() for word in WORD_OR_FIGURE.findall(text)})
            )
            forms = _find_misspellings(word, vocabulary)
            text_count = sum(any(form in text for form in forms) for text in texts.values())
        terms.append(_Term(word, forms, log(1 + len(texts) / max(text_count, 1)) + 0.1))
    return terms


def _form_pattern(word: str, stem: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{re.escape(word)}|{re.escape(stem)}(?:ing|ed|es|s)?)\b")


def _find_misspellings(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
    """Return the words that this one may be a misspelling of, and how similar they are."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 4:
        return {}
    near = process.extract(
        word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_SIMILARITY, limit=_MOST_MISSPELLINGS
    )
    return {str(form): float(alike) for form, alike, _ in near}


def _search_text(id: str, text: str, terms: Sequence[_Term], total: float) -> list[WordMatch]:
    """Return the stretches of a text that hold most of the terms in the least space; none overlaps another."""
    places = list(_find_places(text, terms))
    chosen: list[_Window] = []
    ends = [sentence_end.start() for sentence_end in _END.finditer(text)]
    for window in sorted(_windows(places, terms, ends), key=lambda window: -window[0]):
        _, start, end, _ = window
        if all(end <= other[1] or other[2] <= start for other in chosen):
            chosen.append(window)
        if len(chosen) == _MOST_OF_TEXT:
            break
    found = []
    for score, start, end, held in chosen:
        missing = tuple(term.word for which, term in enumerate(terms) if which not in held)
        spans = ((terms[which].word, *places[at][:2]) for which, (_, at) in held.items())
        taken = tuple((word, first, last) for word, first, last in spans if text[first:last] != word)
        found.append(WordMatch(id, start, end, score / total, missing, taken))
    return found


def _windows(places: Sequence[_Place], terms: Sequence[_Term], ends: Sequence[int]) -> Iterator[_Window]:
    """Yield the best window from each place on: its score, its start and end, and the words in it."""
    for number, (start, *_) in enumerate(places):
        held: dict[int, tuple[float, int]] = {}
        score, best, end_of_best, held_by_best = 0.0, 0.0, start, {}
        for at in range(number, min(number + _MOST_IN_WINDOW, len(places))):
            _, end, which, alike = places[at]
            if end - start > _LONGEST:
                break
            before = held.get(which, (0.0, 0))[0]
            if alike > before:
                score += terms[which].weight * (alike - before)
                held[which] = alike, at
                broken = bisect_left(ends, end) - bisect_left(ends, start)
                score = score * (1 - _LENGTH_PENALTY * (end - start) / _LONGEST) * _SENTENCE_PENALTY**broken
                if score > best:
                    best, end_of_best, held_by_best = score, end, dict(held)
        yield best, start, end_of_best, held_by_best


def _find_places(text: str, terms: Sequence[_Term]) -> Iterator[_Place]:
    """Yield where forms of the terms are in the text, in order: start, end, which term, and how much it counts."""
    known: dict[str, tuple[int, float]] = {}
    for which, term in enumerate(terms):
        for form, alike in term.forms.items():
            if alike > known.get(form, (0, 0.0))[1]:
                known[form] = which, alike
    if not known:
        return
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, longest_first))})((?:ing|ed|es|s)?)(?![^\W_])")
    for number, found in enumerate(pattern.finditer(text)):
        if number >= _MOST_PLACES:
            return
        which, alike = known[found[1]]
        yield found.start(), found.end(), which, alike if not found[2] else min(alike, _INFLECTED)
