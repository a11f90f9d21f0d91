"""How well copied text is told: `python -m benchmarks.reuse.run`, a table for each half of the labelled pairs.

An article is a copy where it has prose of the other, be it one paragraph. All articles of a half are given to a method
as one collection. Ours calls a copy what it finds any passage in, and a baseline what scores at least its threshold:
once the one of the highest F1 on that very half, once the lowest with which it calls nothing wrongly there.

`--detail` lists the mistakes of ours in the development half: what is tuned is tuned on those, and the other half is
for measuring alone. `--articles` tells what larger collections cost.
"""

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.projects import SEEDS, WORDS
from benchmarks.reuse.families import (
    APART,
    COPIED,
    HALVES,
    Family,
    Pair,
    Span,
    find_words,
    list_pairs,
    read_families,
    texts_by_id,
)
from benchmarks.reuse.methods import (
    Answers,
    Found,
    Ids,
    Method,
    find_by_containment,
    find_by_longest_run,
    find_by_ours,
    find_by_ours_alone,
)

OURS: dict[str, Method] = {"ours": find_by_ours, "ours, two at a time": find_by_ours_alone}
BASELINES: dict[str, Method] = {"word 5-grams": find_by_containment, "longest run": find_by_longest_run}
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


def make_half(name: str, all: Sequence[Family]) -> Half:
    chosen = [family for family in all if family.half == name]
    collection = texts_by_id(chosen)
    family_of = {article.id: family.name for family in chosen for article in family.articles}
    strangers = frozenset(ids for ids in combinations(collection, 2) if family_of[ids[0]] != family_of[ids[1]])
    return Half(name, collection, list_pairs(chosen), strangers)


def judge_half(measured: Half) -> list[Verdicts]:
    """What ours calls copies, and each baseline at the two thresholds that are best for it on this very half."""
    verdicts = []
    for name, method in (OURS | BASELINES).items():
        began = time.process_time()
        found = method(measured.collection)
        seconds = time.process_time() - began
        if name in OURS:
            verdicts.append(Verdicts(name, seconds, found))
            continue
        for least in find_thresholds(found, measured):
            called = {ids: result for ids, result in found.items() if result.score >= least}
            verdicts.append(Verdicts(f"{name} ≥ {least:.2g}", seconds, called))
    return verdicts


def find_thresholds(found: Answers, measured: Half) -> tuple[float, float]:
    """The score from which calling a pair a copy gives the highest F1, and the one from which no such call is wrong."""
    copies = frozenset(pair.ids for pair in measured.of(*COPIED))
    scored = sorted(
        ((found[ids].score, ids in copies) for ids in copies | measured.apart if ids in found), reverse=True
    )
    best, threshold, clean, right = 0.0, float("inf"), float("inf"), 0
    for called, (score, copied) in enumerate(scored, start=1):
        right += copied
        if called < len(scored) and scored[called][0] == score:
            continue
        if right == called:
            clean = score
        f1 = 2 * right / (called + len(copies))
        if f1 > best:
            best, threshold = f1, score
    return threshold, clean


def count_words(verdicts: Verdicts, chosen: Sequence[Pair]) -> Words:
    labelled = found = both = 0
    for pair in chosen:
        right, told = _words_in(pair, pair.other.copied), _words_in(pair, verdicts.spans(pair))
        labelled += len(right)
        found += len(told)
        both += len(right & told)
    return Words(labelled, found, both)


def _words_in(pair: Pair, spans: Sequence[Span]) -> set[int]:
    """The words of the second article that lie in the spans, by number."""
    spelt = find_words(pair.other.text)
    return {
        number
        for number, (_, start, end) in enumerate(spelt)
        if any(first <= start and end <= last for first, last in spans)
    }


# -- what is told -------------------------------------------------------------------------------------------------


def format_table(measured: Half, verdicts: Sequence[Verdicts]) -> str:
    """Markdown, a column for each: recall / precision of articles and of words, and pairs that are wrongly called."""
    copies = measured.of(*COPIED)
    groups = [*((kind, measured.of(kind)) for kind in COPIED), ("all copies", copies)]
    rows: list[tuple[str, str, list[str]]] = [
        (f"{measured.name}: recall / precision", "pairs", [verdict.title for verdict in verdicts]),
        ("---", "---:", ["---:" for _ in verdicts]),
    ]
    for title, chosen in groups:
        rows.append(
            (
                f"{title}, articles",
                f"{len(chosen)}",
                [_rate_articles(measured, verdict, chosen) for verdict in verdicts],
            )
        )
    rows.append(
        ("all copies, F1 of articles", f"{len(copies)}", [f"{_f1(measured, verdict):.2f}" for verdict in verdicts])
    )
    for title, chosen in groups:
        rows.append(
            (f"{title}, words", f"{len(chosen)}", [_rate_words(count_words(verdict, chosen)) for verdict in verdicts])
        )
    for title in APART:
        chosen = measured.of(title)
        rows.append((f"{title}, called copies", f"{len(chosen)}", [f"{verdict.right(chosen)}" for verdict in verdicts]))
    strangers = [f"{len(measured.strangers & verdict.called.keys())}" for verdict in verdicts]
    rows.append(("other stories, called copies", f"{len(measured.strangers):,}", strangers))
    return "".join(f"| {title} | {count} | {' | '.join(cells)} |\n" for title, count, cells in rows)


def _rate_articles(measured: Half, verdicts: Verdicts, chosen: Sequence[Pair]) -> str:
    """Of the chosen copies those called so, and of what is called so beside all that is no copy those that are."""
    right = verdicts.right(chosen)
    return _format_rates(right, len(chosen), right + len(measured.apart & verdicts.called.keys()))


def _f1(measured: Half, verdicts: Verdicts) -> float:
    copies = measured.of(*COPIED)
    right = verdicts.right(copies)
    return 2 * right / (len(copies) + right + len(measured.apart & verdicts.called.keys()))


def _rate_words(told: Words) -> str:
    return _format_rates(told.both, told.labelled, told.found)


def _format_rates(right: int, wanted: int, called: int) -> str:
    """Recall and precision."""
    return f"{right / wanted:.2f} / {right / called:.2f}" if called else "0.00 / –"


def list_mistakes(measured: Half, verdicts: Verdicts) -> Iterator[str]:
    """Copies of which over a quarter is missed or a tenth wrongly found, and what is found where nothing was copied."""
    for pair in measured.labelled:
        told = count_words(verdicts, [pair])
        called = pair.ids in verdicts.called
        if pair.degree in COPIED:
            if not called or told.both < 0.75 * told.labelled or told.both < 0.9 * told.found:
                yield f"{pair.degree}: {pair.other.id}: {told.both} of {told.labelled} words, {told.found} found"
        elif called:
            yield f"{pair.degree}: {pair.other.id}: {told.found} words that are no copy"
            yield from _show_words(pair.other.text, verdicts.spans(pair))
    for first, second in sorted(measured.strangers & verdicts.called.keys()):
        yield f"other stories: {first} and {second}"
        yield from _show_words(measured.collection[second], verdicts.called[first, second].spans)


def _show_words(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for start, end in spans:
        yield f"    {' '.join(text[start:end].split())}"


def collection_of(articles: int) -> Mapping[str, str]:
    """Articles of 600 words, the same each time; one in ten is a copy of the one before it, two words of 15 changed.

    Words are drawn one by one from the repository's own articles, as often as they stand there, so that two articles
    share words and names but no sentences.
    """
    dice = random.Random(1)  # noqa: S311 - the same text each time
    stock = " ".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.iterdir())).split()
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


def measure_costs(articles: int) -> list[str]:
    """Seconds of CPU for so many articles, by method; none where every pair would be compared and they are many."""
    collection = collection_of(articles)
    cells = []
    for method in (OURS | BASELINES).values():
        if method is not find_by_ours and articles > COMPARED:
            cells.append("")
            continue
        began = time.process_time()
        method(collection)
        cells.append(f"{time.process_time() - began:.2f}")
    return cells


def _list_seconds(verdicts: Sequence[Verdicts]) -> list[str]:
    """Of each method once: a baseline has two verdicts from one run."""
    single = len(OURS)
    return [f"{verdict.seconds:.2f}" for verdict in (*verdicts[:single], *verdicts[single::2])]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=HALVES, nargs="*", default=list(HALVES))
    parser.add_argument("--detail", action="store_true", help="what ours gets wrong in the development half")
    parser.add_argument("--articles", type=int, nargs="*", default=[], help="what collections of so many articles cost")
    chosen = parser.parse_args(arguments)
    all = read_families()
    spent = [
        ("seconds of CPU", [*OURS, *BASELINES]),
        ("---", ["---:"] * (len(OURS) + len(BASELINES))),
    ]
    for name in chosen.half:
        measured = make_half(name, all)
        verdicts = judge_half(measured)
        print(format_table(measured, verdicts))
        spent.append((f"{len(measured.collection)} articles, {name}", _list_seconds(verdicts)))
        if chosen.detail and name == HALVES[0]:
            for verdict in verdicts[: len(OURS)]:
                print("\n".join((verdict.title, *(f"    {line}" for line in list_mistakes(measured, verdict)), "")))
    spent.extend((f"{size:,} articles of {WORDS} words", measure_costs(size)) for size in chosen.articles)
    print("\n".join(f"| {title} | {' | '.join(cells)} |" for title, cells in spent))


if __name__ == "__main__":
    main()
