"""How copies are told: ours, and the two baselines that are the first to come to mind.

A method is given a collection of articles, and answers for every pair of them in which it found something, with a score
and with the words of the second article that it takes for copied.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from benchmarks.reuse.families import Span, find_words
from generator.analysis.text_reuse.shared_text import find_shared_text

GRAM = 5

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Of one pair: the more, the likelier a copy; and where in the second article, in code points."""

    score: float
    spans: tuple[Span, ...]


Answers = Mapping[Ids, Found]
Method = Callable[[Mapping[str, str]], Answers]


def find_by_ours(texts: Mapping[str, str]) -> Answers:
    """generator/analysis/text_reuse/shared_text.py, as a build calls it. The score is the words that are the same."""
    return {
        (shared.first, shared.second): Found(
            sum(passage.same for passage in shared.passages),
            tuple(sorted((passage.other_start, passage.other_end) for passage in shared.passages)),
        )
        for shared in find_shared_text(texts)
    }


def find_by_ours_alone(texts: Mapping[str, str]) -> Answers:
    """Ours where a project has these two articles and no others, so that nothing can be told of its set phrases."""
    found: dict[Ids, Found] = {}
    for first, second in combinations(texts, 2):
        found.update(find_by_ours({first: texts[first], second: texts[second]}))
    return found


def find_by_containment(texts: Mapping[str, str]) -> Answers:
    """Of the different word 5-grams of the shorter article, the share that the other has (Broder 1997)."""
    grams = {id: _grams(text) for id, text in texts.items()}
    return dict(_measure_containment(grams))


def find_by_longest_run(texts: Mapping[str, str]) -> Answers:
    """The words of the longest run that both articles have."""
    spelt = {id: find_words(text) for id, text in texts.items()}
    forms = {id: [form[0] for form in found] for id, found in spelt.items()}
    found = {}
    for first, second in combinations(texts, 2):
        run = SequenceMatcher(None, forms[first], forms[second], autojunk=False).find_longest_match()
        if run.size:
            start, end = spelt[second][run.b][1], spelt[second][run.b + run.size - 1][2]
            found[first, second] = Found(run.size, ((start, end),))
    return found


def _grams(text: str) -> Mapping[tuple[str, ...], list[Span]]:
    spelt = find_words(text)
    grams: dict[tuple[str, ...], list[Span]] = {}
    for place in range(len(spelt) - GRAM + 1):
        gram = tuple(form for form, _, _ in spelt[place : place + GRAM])
        grams.setdefault(gram, []).append((spelt[place][1], spelt[place + GRAM - 1][2]))
    return grams


def _measure_containment(grams: Mapping[str, Mapping[tuple[str, ...], list[Span]]]) -> Iterator[tuple[Ids, Found]]:
    for first, second in combinations(grams, 2):
        both = grams[first].keys() & grams[second].keys()
        if both:
            share = len(both) / min(len(grams[first]), len(grams[second]))
            yield (first, second), Found(share, tuple(sorted(span for gram in both for span in grams[second][gram])))
