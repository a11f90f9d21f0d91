"""How well copied text is told: `python -m benchmarks.reuse.run`, a table for each half of the labelled pairs.

An article is a copy where it has prose of the other, be it one paragraph. All articles of a half are given to a method
as one collection; ours calls a copy what it finds any passage in, and a baseline what scores at least as much as the
threshold that is best for it on that very half. `--detail` lists the mistakes of ours in the development half: what is
tuned is tuned on those, and the other half is for measuring alone. `--articles` tells what larger collections cost.
"""

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.projects import SEEDS, WORDS
from benchmarks.reuse.families import APART, COPIED, HALVES, Family, Pair, Span, families, pairs, texts, words
from benchmarks.reuse.methods import Answers, Found, Ids, Method, alone, containment, longest_run, ours

OURS: Mapping[str, Method] = {"verbatim": ours, "verbatim, pair by pair": alone}
BASELINES: Mapping[str, Method] = {"word 5-grams": containment, "longest run": longest_run}
COPY_EVERY = 10  # of the articles of a large collection, one in so many is a copy of the one before it
COMPARED = 200  # articles of which every pair is compared in reasonable time

NOTHING = Found(0, ())


@dataclass(frozen=True, slots=True)
class Half:
    """Of the families: their articles as one collection, the labelled pairs, and all pairs of different families."""

    name: str
    collection: Mapping[str, str]
    labelled: Sequence[Pair]
    strangers: frozenset[Ids]

    def of(self, *degrees: str) -> list[Pair]:
        return [pair for pair in self.labelled if pair.degree in degrees]

    @property
    def apart(self) -> frozenset[Ids]:
        """All pairs that are no copies, of one family and of two."""
        return self.strangers.union(pair.ids for pair in self.of(*APART))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one method says of a half: the pairs that it calls copies, with their passages. `seconds` are of CPU."""

    title: str
    seconds: float
    called: Answers

    def right(self, chosen: Sequence[Pair]) -> int:
        return sum(pair.ids in self.called for pair in chosen)

    def spans(self, pair: Pair) -> Sequence[Span]:
        return self.called.get(pair.ids, NOTHING).spans


@dataclass(frozen=True, slots=True)
class Words:
    """Of some pairs' second articles: words labelled as copied, words found, and words that are both."""

    labelled: int
    found: int
    both: int


def half(name: str, all: Sequence[Family]) -> Half:
    chosen = [each for each in all if each.half == name]
    collection = texts(chosen)
    family_of = {article.id: each.name for each in chosen for article in each.articles}
    strangers = frozenset(ids for ids in combinations(collection, 2) if family_of[ids[0]] != family_of[ids[1]])
    return Half(name, collection, pairs(chosen), strangers)


def judged(name: str, measured: Half) -> Verdicts:
    """What ours calls copies, or a baseline with the threshold that gives it the best F1 on this very half."""
    began = time.process_time()
    found = (OURS.get(name) or BASELINES[name])(measured.collection)
    seconds = time.process_time() - began
    if name in OURS:
        return Verdicts(name, seconds, found)
    least = best_threshold(found, measured)
    return Verdicts(f"{name} ≥ {least:.2g}", seconds, {ids: each for ids, each in found.items() if each.score >= least})


def best_threshold(found: Answers, measured: Half) -> float:
    """The score from which calling a pair a copy gives the highest F1; of several, the highest."""
    copies = frozenset(pair.ids for pair in measured.of(*COPIED))
    scored = sorted(
        ((found[ids].score, ids in copies) for ids in copies | measured.apart if ids in found), reverse=True
    )
    best, threshold, right = 0.0, float("inf"), 0
    for called, (score, copied) in enumerate(scored, start=1):
        right += copied
        last_of_its_score = called == len(scored) or scored[called][0] < score
        f1 = 2 * right / (called + len(copies))
        if last_of_its_score and f1 > best:
            best, threshold = f1, score
    return threshold


def counted(verdicts: Verdicts, chosen: Sequence[Pair]) -> Words:
    labelled = found = both = 0
    for pair in chosen:
        right, told = _words_in(pair, pair.other.copied), _words_in(pair, verdicts.spans(pair))
        labelled += len(right)
        found += len(told)
        both += len(right & told)
    return Words(labelled, found, both)


def _words_in(pair: Pair, spans: Sequence[Span]) -> set[int]:
    """The words of the second article that lie in the spans, by number."""
    spelt = words(pair.other.text)
    return {
        number
        for number, (_, start, end) in enumerate(spelt)
        if any(first <= start and end <= last for first, last in spans)
    }


# -- what is told -------------------------------------------------------------------------------------------------


def table(measured: Half, verdicts: Sequence[Verdicts]) -> str:
    """Markdown: recall and precision of articles and of words, what is called a copy and is none, and the cost."""
    wrong = [len(measured.apart & each.called.keys()) for each in verdicts]
    degrees = [*((each, measured.of(each)) for each in COPIED), ("all copies", measured.of(*COPIED))]
    rows = [
        (measured.name, "pairs", [each.title for each in verdicts]),
        ("---", "---:", ["---:"] * len(verdicts)),
        *((f"{title}: articles", f"{len(chosen)}", [
            _rates(each.right(chosen), len(chosen), each.right(chosen) + false)
            for each, false in zip(verdicts, wrong, strict=True)
        ]) for title, chosen in degrees),
        *((f"{title}: words", "", [
            _rates(told.both, told.labelled, told.found) for told in (counted(each, chosen) for each in verdicts)
        ]) for title, chosen in degrees),
        *((f"{title}: called copies", f"{len(chosen)}", [
            f"{each.right(chosen)}" for each in verdicts
        ]) for title, chosen in ((each, measured.of(each)) for each in APART)),
        ("other stories: called copies", f"{len(measured.strangers):,}", [
            f"{len(measured.strangers & each.called.keys())}" for each in verdicts
        ]),
        ("seconds of CPU", "", [f"{each.seconds:.2f}" for each in verdicts]),
    ]  # fmt: skip
    return "\n".join(f"| {title} | {pairs} | {' | '.join(cells)} |" for title, pairs, cells in rows)


def _rates(right: int, wanted: int, called: int) -> str:
    """Recall and precision."""
    return f"{right / wanted:.2f} / {right / called:.2f}" if called else "0 / –"


def mistakes(measured: Half, verdicts: Verdicts) -> Iterator[str]:
    """Copies that are missed, and what is found where nothing was copied, in words."""
    for pair in measured.labelled:
        told = counted(verdicts, [pair])
        called = pair.ids in verdicts.called
        if pair.degree in COPIED:
            if not called or told.both < 0.75 * told.labelled or told.both < 0.9 * told.found:
                yield f"{pair.degree}: {pair.other.id}: {told.both} of {told.labelled} words, {told.found} found"
        elif called:
            yield f"{pair.degree}: {pair.other.id}: {told.found} words that are no copy"
            yield from _shown(pair.other.text, verdicts.spans(pair))
    for first, second in sorted(measured.strangers & verdicts.called.keys()):
        yield f"other stories: {first} and {second}"
        yield from _shown(measured.collection[second], verdicts.called[first, second].spans)


def _shown(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for start, end in spans:
        yield f"    {' '.join(text[start:end].split())}"


def collection_of(articles: int) -> Mapping[str, str]:
    """Articles of 600 words, the same each time; one in ten is a copy of the one before it, two words of 15 changed.

    Words are drawn one by one from the repository's own articles, as often as they stand there, so that two articles
    share words and names but no sentences.
    """
    dice = random.Random(1)  # noqa: S311 - the same text each time
    stock = " ".join(each.read_text(encoding="utf-8", errors="replace") for each in sorted(SEEDS.iterdir())).split()
    made: dict[str, str] = {}
    spelt: list[str] = []
    for number in range(articles):
        if number % COPY_EVERY == COPY_EVERY - 1:
            for place in range(7, len(spelt), 15):
                spelt[place : place + 2] = ["otherwise", "put"]
        else:
            spelt = dice.choices(stock, k=WORDS)
        made[f"article-{number}"] = " ".join(spelt)
    return made


def costs(articles: int) -> str:
    """One line of Markdown: seconds of CPU. Where every pair would be compared, only as far as that is reasonable."""
    collection = collection_of(articles)
    cells = []
    for method in (ours, *BASELINES.values()):
        if method is not ours and articles > COMPARED:
            cells.append("")
            continue
        began = time.process_time()
        method(collection)
        cells.append(f"{time.process_time() - began:.2f}")
    return f"| {articles:,} articles of 600 words | {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=HALVES, nargs="*", default=list(HALVES))
    parser.add_argument("--detail", action="store_true", help="what ours gets wrong in the development half")
    parser.add_argument("--articles", type=int, nargs="*", default=[], help="what collections of so many articles cost")
    chosen = parser.parse_args(arguments)
    all = families()
    for name in chosen.half:
        measured = half(name, all)
        verdicts = [judged(each, measured) for each in (*OURS, *BASELINES)]
        print(f"{table(measured, verdicts)}\n")
        if chosen.detail and name == HALVES[0]:
            for each in verdicts[: len(OURS)]:
                print("\n".join((each.title, *(f"    {line}" for line in mistakes(measured, each)), "")))
    if chosen.articles:
        print(f"| seconds of CPU | verbatim | {' | '.join(BASELINES)} |\n| --- |{' ---: |' * (1 + len(BASELINES))}")
    for size in chosen.articles:
        print(costs(size))


if __name__ == "__main__":
    main()
