"""Stretches of texts that hold the words sought, in any order, inflected or misspelt: the best of them first."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import log

from generator.values import dataclass

_ALIKE = 0.7  # normalised OSA similarity from which a word may be a slip of another
_SLIPS = 6  # words of the texts that one misspelt word may stand for
_INFLECTED = 0.9  # what another form of a word counts for, beside the word itself
_REACH = 400  # characters that a stretch may have
_CLOSE = 0.2  # of the score: what a stretch loses that is as long as it may be
_BROKEN = 0.85  # what is left of the score for each end of a sentence inside
_TEXTS = 50  # texts that are looked into, those with most of the words
_OF_TEXT = 3  # stretches of one text
_LOOKED_AHEAD = 100  # places that a stretch may hold
_PLACES = 2_000  # places of words that are looked at in one text
_WORDS = 50  # words sought, the longest ones

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)*")
_END = re.compile(r"[.!?…][\"')]* |[。！？]")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s)\Z")


@dataclass(frozen=True, slots=True)
class WordMatch:
    """text[start:end] of the folded text `id`; `score`, from 0 to 1, is how much of what was sought it holds.

    `missing` are the words it lacks, `taken` those that stand there in another form, with that form's place.
    """

    id: str
    start: int
    end: int
    score: float
    missing: tuple[str, ...]
    taken: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word with the forms of it that are looked for, and how much each counts; `weight` is its rarity."""

    word: str
    forms: Mapping[str, float]
    weight: float


_Place = tuple[int, int, int, float]  # start, end, which of the words sought, what its form there counts for
_Window = tuple[float, int, int, Mapping[int, tuple[float, int]]]  # worth, start, end, and the place of each word


def lower_in_place(text: str) -> str:
    """The text in lower case where that leaves every offset as it is, else as it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def find_stretches(texts: Mapping[str, str], words: str) -> tuple[WordMatch, ...]:
    """The best stretches of each of the texts that hold most of the words: those first that hold most, closest.

    Rare words weigh more than common ones (idf over the texts). Words that stand in no text are taken for those that
    are most like them (optimal string alignment, rapidfuzz). Time is linear in the texts.
    """
    low = {id: lower_in_place(text) for id, text in texts.items()}
    wanted = list(dict.fromkeys(WORD.findall(lower_in_place(words))))
    sought = _forms(sorted(wanted, key=lambda each: (-len(each), wanted.index(each)))[:_WORDS], low)
    total = sum(each.weight for each in sought)
    if not total:
        return ()
    rated = []
    for number, (id, text) in enumerate(low.items()):
        held = sum(each.weight for each in sought if any(form in text for form in each.forms))
        if held:
            rated.append((-held, number, id))
    found = (each for _, _, id in sorted(rated)[:_TEXTS] for each in _of_text(id, low[id], sought, total))
    return tuple(sorted(found, key=lambda each: -each.score))


def _forms(words: Sequence[str], texts: Mapping[str, str]) -> list[_Sought]:
    sought = []
    vocabulary: tuple[str, ...] = ()
    for word in words:
        stem = _ENDING.sub("", word)
        forms = {word: 1.0} if stem == word else {word: 1.0, stem: _INFLECTED}
        standing = sum(any(form in text for form in forms) for text in texts.values())
        if not standing or not any(_whole(word, stem).search(text) for text in texts.values() if stem in text):
            vocabulary = vocabulary or tuple(sorted({each for text in texts.values() for each in WORD.findall(text)}))
            forms = _slips(word, vocabulary)
            standing = sum(any(form in text for form in forms) for text in texts.values())
        sought.append(_Sought(word, forms, log(1 + len(texts) / max(standing, 1)) + 0.1))
    return sought


def _whole(word: str, stem: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{re.escape(word)}|{re.escape(stem)}(?:ing|ed|es|s)?)\b")


def _slips(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
    """The words that this one may be a slip of, and how like it they are."""
    from rapidfuzz import process  # noqa: PLC0415 - only needed where something is wrong
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if len(word) < 4:
        return {}
    near = process.extract(word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=_SLIPS)
    return {str(form): float(alike) for form, alike, _ in near}


def _of_text(id: str, text: str, sought: Sequence[_Sought], total: float) -> list[WordMatch]:
    """The stretches of a text that hold most of what is sought, and hold it closest together; none over another."""
    places = list(_places(text, sought))
    chosen: list[_Window] = []
    ends = [each.start() for each in _END.finditer(text)]
    for window in sorted(_windows(places, sought, ends), key=lambda each: -each[0]):
        _, start, end, _ = window
        if all(end <= other[1] or other[2] <= start for other in chosen):
            chosen.append(window)
        if len(chosen) == _OF_TEXT:
            break
    found = []
    for worth, start, end, held in chosen:
        missing = tuple(each.word for which, each in enumerate(sought) if which not in held)
        spans = ((sought[which].word, *places[at][:2]) for which, (_, at) in held.items())
        taken = tuple((word, first, last) for word, first, last in spans if text[first:last] != word)
        found.append(WordMatch(id, start, end, worth / total, missing, taken))
    return found


def _windows(places: Sequence[_Place], sought: Sequence[_Sought], ends: Sequence[int]) -> Iterator[_Window]:
    """The best window from each place on: what it is worth, where it is, and the words that it holds."""
    for number, (start, *_) in enumerate(places):
        held: dict[int, tuple[float, int]] = {}
        worth, best, end_of_best, held_by_best = 0.0, 0.0, start, {}
        for at in range(number, min(number + _LOOKED_AHEAD, len(places))):
            _, end, which, alike = places[at]
            if end - start > _REACH:
                break
            before = held.get(which, (0.0, 0))[0]
            if alike > before:
                worth += sought[which].weight * (alike - before)
                held[which] = alike, at
                broken = bisect_left(ends, end) - bisect_left(ends, start)
                score = worth * (1 - _CLOSE * (end - start) / _REACH) * _BROKEN**broken
                if score > best:
                    best, end_of_best, held_by_best = score, end, dict(held)
        yield best, start, end_of_best, held_by_best


def _places(text: str, sought: Sequence[_Sought]) -> Iterator[_Place]:
    """Where forms of the words stand in the text, in order: start, end, which word, and what the form counts for."""
    known: dict[str, tuple[int, float]] = {}
    for which, each in enumerate(sought):
        for form, alike in each.forms.items():
            if alike > known.get(form, (0, 0.0))[1]:
                known[form] = which, alike
    if not known:
        return
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, longest_first))})((?:ing|ed|es|s)?)(?![^\W_])")
    for number, found in enumerate(pattern.finditer(text)):
        if number >= _PLACES:
            return
        which, alike = known[found[1]]
        yield found.start(), found.end(), which, alike if not found[2] else min(alike, _INFLECTED)
