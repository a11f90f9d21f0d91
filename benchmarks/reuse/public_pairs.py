"""Copies told in texts that others published: `python -m benchmarks.reuse.public_pairs --stories A --answers B`.

Three sets of pairs, each in two halves: our own families, stories of newspapers and blogs, and answers of students.
Nothing of the latter two is in this repository, save our labels:

- stories: `train_bodies.csv` of the Fake News Challenge (github.com/FakeNewsChallenge/fnc-1). We labelled 193 pairs by
  reading what they share: a copy has at least a sentence of the other's own report, perhaps lightly edited; no copies
  are pairs that share what was said, written or posted by somebody whom both quote, names, facts or small print. Pairs
  of which we could not say are left out. All pairs of one event are in one half.
- answers: the folder `data` of github.com/gauravansal/Plagiarism-Detection, which holds the corpus of Clough and
  Stevenson ("Developing a corpus of plagiarised short answers", 2011): answers copied from an article, lightly or
  heavily revised, or written without it. Questions a, c and e are for development.

Each pair is a collection of its own, as a project of two articles has it. Baselines are measured with the threshold
that is best, by the mean accuracy of the three sets, in the development half. *Retold* families have hardly two words in
a row of their original; the mean is told with and without them.
"""

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.reuse.families import COPIED, Family, find_quotations, find_words, list_pairs, read_families
from generator.analysis.text_reuse.shared_text import find_shared_text

GRAM = 5  # words
HALVES = ("development", "held-out")
SETS = ("families", "stories", "answers")
DEVELOPMENT_QUESTIONS = "ace"
ANSWER_KINDS = {"cut": True, "light": True, "heavy": True, "non": False}
# Pairs of stories by their numbers in the file: of each half the copies, and those that share only speech and the like.
STORIES: Mapping[str, Mapping[bool, str]] = {
    "development": {
        True: (
            "4/1826 25/924 35/2441 61/117 61/2325 116/1412 149/398 152/2415 171/2531 187/1410 239/2519 302/1730 "
            "330/1314 333/2000 384/944 388/2203 394/731 394/1522 398/721 402/1422 562/877 572/1611 578/1589 720/1468 "
            "808/1055 821/959 826/1187 869/2000 877/2092 892/1187 1055/1407 1095/1854 1119/1649 1266/2167 1318/2441 "
            "1336/2386 1410/1434 1433/2415 1487/1756 1491/2521 1743/1956 2092/2223 2129/2469 "
        ),
        False: (
            "11/244 35/829 60/84 60/903 76/2266 104/295 134/324 186/721 205/1336 214/1959 350/1047 "
            "382/843 388/887 391/1012 391/2266 416/871 416/1012 425/855 493/856 555/975 569/1359 "
            "570/1595 582/2452 657/2306 670/991 683/1988 694/880 724/2269 742/871 742/1185 744/2477 858/1305 880/2096 "
            "959/2072 1009/2064 1041/2276 1047/2418 1140/1667 1185/1890 1212/2444 1263/1877 1325/1794 1376/1398 "
            "1376/2385 1400/2252 1565/2531 1614/2242 1667/2508 1744/2388 1988/2318 2145/2379 "
            "2170/2304 "
        ),
    },
    "held-out": {
        True: (
            "0/1249 6/1785 14/219 14/2509 59/359 155/2133 162/1606 217/767 263/1466 280/1608 323/2141 346/2471 "
            "396/2010 455/600 476/1057 520/1885 587/649 587/769 611/1472 715/1661 756/1690 812/1848 872/1489 886/1627 "
            "989/1098 1026/1777 1040/2025 1056/1825 1071/1089 1122/1807 1210/2311 1371/1905 1401/2251 1419/1588 "
            "1502/1860 1545/1559 1733/2234 1797/1883 1848/2184 2010/2162 2013/2098 2295/2509 "
        ),
        False: (
            "16/1214 16/2523 53/779 53/1547 82/218 87/2498 121/1372 162/495 199/1846 217/715 218/1905 221/1068 "
            "243/883 265/372 282/470 339/769 339/1327 346/2302 454/1019 484/1900 536/1831 542/688 553/1752 "
            "620/2180 622/1352 678/2387 684/942 691/1975 729/1019 767/1622 840/1195 883/2423 906/1377 921/1724 "
            "939/2165 961/1249 1068/2154 1137/2260 1164/1214 1164/1544 1175/2138 1196/2024 1198/1489 1226/1846 "
            "1234/2454 1298/2356 1308/1646 1321/1797 1327/2227 1337/2387 1543/2498 1551/2414 1656/2171 1853/2523 "
            "1880/2293 1885/2356 "
        ),
    },
}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two texts of a set and a half, of what `kind`, and whether one is a copy of the other."""

    name: str
    set_name: str
    half: str
    kind: str
    copied: bool
    first: str
    second: str


def read_pairs(stories: Path | None, answers: Path | None) -> tuple[LabelledPair, ...]:
    """Return the pairs of the own families, and of the sets whose files are given."""
    return (
        *_list_family_pairs(read_families()),
        *(_read_stories(stories) if stories else ()),
        *(_read_answers(answers) if answers else ()),
    )


def _list_family_pairs(families: Sequence[Family]) -> Iterator[LabelledPair]:
    for family in families:
        for pair in list_pairs([family]):
            copied = pair.degree in COPIED
            texts = pair.original.text, pair.other.text
            yield LabelledPair(pair.other.id, "families", family.half, pair.degree, copied, *texts)


def _read_stories(path: Path) -> Iterator[LabelledPair]:
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8", newline="") as file:
        bodies = {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}
    for half, labelled in STORIES.items():
        for copied, names in labelled.items():
            for name in names.split():
                first, _, second = name.partition("/")
                kind = "copied prose" if copied else "speech, documents, names"
                yield LabelledPair(name, "stories", half, kind, copied, bodies[first], bodies[second])


def _read_answers(folder: Path) -> Iterator[LabelledPair]:
    with (folder / "file_information.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Category"] in ANSWER_KINDS]
    for row in rows:
        half = HALVES[row["Task"] not in DEVELOPMENT_QUESTIONS]
        texts = [
            (folder / name).read_text(encoding="utf-8", errors="replace")
            for name in (f"orig_task{row['Task']}.txt", row["File"])
        ]
        yield LabelledPair(row["File"], "answers", half, row["Category"], ANSWER_KINDS[row["Category"]], *texts)


# -- methods: the more, the likelier a copy -----------------------------------------------------------------------


def score_ours(pair: LabelledPair) -> float:
    """Return the words that are the same in the passages found; any makes a copy."""
    found = find_shared_text({"first": pair.first, "second": pair.second})
    return sum(passage.same for shared in found for passage in shared.passages)


def score_containment(pair: LabelledPair) -> float:
    """Return the share of the different word 5-grams of the shorter text that the other has (Broder 1997)."""
    return _measure_containment(_list_forms(pair.first), _list_forms(pair.second))


def score_unquoted(pair: LabelledPair) -> float:
    """Return the same without what stands in quotation marks."""
    return _measure_containment(
        _list_forms(_remove_quotations(pair.first)), _list_forms(_remove_quotations(pair.second))
    )


def score_passages(pair: LabelledPair) -> float:
    """Return the largest share of a paragraph's word 5-grams that the other text has, of paragraphs of 20 words."""
    return max(_score_paragraphs(pair.first, pair.second), _score_paragraphs(pair.second, pair.first))


METHODS = {
    "5-grams": score_containment,
    "5-grams, unquoted": score_unquoted,
    "5-grams of passages": score_passages,
}


def _list_forms(text: str) -> Sequence[str]:
    return [form for form, _, _ in find_words(text)]


def _remove_quotations(text: str) -> str:
    kept, reached = [], 0
    for start, end in find_quotations(text):
        kept.append(text[reached:start])
        reached = end
    return " ".join((*kept, text[reached:]))


def _grams(forms: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(forms[start:] for start in range(GRAM)), strict=False))


def _measure_containment(first: Sequence[str], second: Sequence[str]) -> float:
    ones, others = _grams(first), _grams(second)
    return len(ones & others) / max(1, min(len(ones), len(others)))


def _score_paragraphs(text: str, other: str) -> float:
    grams = _grams(_list_forms(other))
    paragraphs = [_list_forms(paragraph) for paragraph in text.splitlines()]
    own = [_grams(forms) for forms in paragraphs if len(forms) >= 20] or [_grams(_list_forms(text))]
    return max(len(each & grams) / max(1, len(each)) for each in own)


# -- what is told -------------------------------------------------------------------------------------------------


def rate_accuracy(pairs: Sequence[LabelledPair], scores: Mapping[str, float], least: float) -> float:
    """Return the mean, over the sets, of the share of pairs that are rightly told."""
    sets = {pair.set_name for pair in pairs}
    return mean(
        mean((scores[pair.name] >= least) == pair.copied for pair in pairs if pair.set_name == one) for one in sets
    )


def choose_threshold(pairs: Sequence[LabelledPair], scores: Mapping[str, float]) -> float:
    """Return the threshold with the best mean accuracy for these pairs."""
    return max(sorted({scores[pair.name] for pair in pairs}), key=lambda least: rate_accuracy(pairs, scores, least))


def format_table(pairs: Sequence[LabelledPair]) -> Iterator[str]:
    """Yield a Markdown table: of each set and kind the share that is rightly told, by both halves and methods."""
    scored = {"ours": {pair.name: score_ours(pair) for pair in pairs}}
    scored |= {name: {pair.name: score(pair) for pair in pairs} for name, score in METHODS.items()}
    tuned = [pair for pair in pairs if pair.half == HALVES[0]]
    thresholds = {name: choose_threshold(tuned, scores) for name, scores in scored.items()}
    thresholds["ours"] = 1
    for half in HALVES:
        chosen = [pair for pair in pairs if pair.half == half]
        titles = [name if name == "ours" else f"{name} ≥ {thresholds[name]:.2g}" for name in scored]
        yield f"| {half}: rightly told | pairs | {' | '.join(titles)} |"
        yield f"| --- | ---: |{' ---: |' * len(titles)}"
        for set_name in SETS:
            of_set = [pair for pair in chosen if pair.set_name == set_name]
            groups = [
                (f"{set_name}: {kind}", [pair for pair in of_set if pair.kind == kind]) for kind in _kinds(of_set)
            ]
            for title, group in (*groups, (f"**{set_name}: all**", of_set)):
                if group:
                    cells = [f"{rate_accuracy(group, scored[name], thresholds[name]):.3f}" for name in scored]
                    yield f"| {title} | {len(group)} | {' | '.join(cells)} |"
        cells = [f"{rate_accuracy(chosen, scored[name], thresholds[name]):.3f}" for name in scored]
        yield f"| **mean of the sets** | {len(chosen)} | {' | '.join(cells)} |"
        told = [pair for pair in chosen if pair.kind != "retold"]
        cells = [f"{rate_accuracy(told, scored[name], thresholds[name]):.3f}" for name in scored]
        yield f"| **mean without *retold*** | {len(told)} | {' | '.join(cells)} |"
        yield ""


def _kinds(pairs: Sequence[LabelledPair]) -> Sequence[str]:
    return list(dict.fromkeys(pair.kind for pair in pairs))


def list_mistakes(pairs: Sequence[LabelledPair]) -> Iterator[str]:
    """Yield what ours tells wrongly in the development half, with the passages of wrong calls."""
    for pair in pairs:
        if pair.half != HALVES[0] or (score_ours(pair) > 0) == pair.copied:
            continue
        yield f"{pair.set_name}: {pair.name} ({pair.kind})"
        for shared in find_shared_text({"first": pair.first, "second": pair.second}):
            for passage in shared.passages:
                yield f"    {' '.join(pair.second[passage.other_start : passage.other_end].split())}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=Path, help="train_bodies.csv of the Fake News Challenge")
    parser.add_argument("--answers", type=Path, help="the corpus of Clough and Stevenson, a folder")
    parser.add_argument("--detail", action="store_true", help="what ours gets wrong in the development half")
    chosen = parser.parse_args(arguments)
    pairs = read_pairs(chosen.stories, chosen.answers)
    print("\n".join(list_mistakes(pairs) if chosen.detail else format_table(pairs)))


if __name__ == "__main__":
    main()
