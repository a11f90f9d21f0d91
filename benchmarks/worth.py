"""The weights of `suggest`, learned from sentences that people marked, and how well they rank those kept apart.

    python -m benchmarks.worth crowdsourced.csv groundtruth.csv [MORE.tsv ...]

The two CSV files are ClaimBuster's (https://doi.org/10.5281/zenodo.3609356): the first is learned from, the second
is ranked. Further files have a sentence and a label, 0 or 1, in their last two columns, and are ranked too. The learned
part of weights.json is written anew; what is stated there stays. The same files give the same weights.
"""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from math import exp, sqrt
from pathlib import Path

from generator.commands.suggest.features import Features, extract_features
from generator.commands.suggest.scoring import score_sentence

WEIGHTS = Path(__file__).resolve().parent.parent / "generator/commands/suggest/weights.json"
PASSES = 150
RIDGE = 0.5  # L2 penalty, in units of one sentence

Marked = Sequence[tuple[str, bool]]


def read_claimbuster(path: Path) -> Marked:
    """The sentences, and whether they are check-worthy factual ones."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["Text"], row["Verdict"] == "1") for row in csv.DictReader(file)]


def read_table(path: Path) -> Marked:
    rows = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8"))
    return [(row[-2], row[-1] == "1") for row in rows if len(row) > 1 and row[-1] in "01"]


def learn_weights(
    examples: Sequence[Features], marks: Sequence[bool], names: Sequence[str]
) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic regression with a ridge penalty, by AdaGrad (Duchi et al. 2011) on all at once."""
    places = {name: at for at, name in enumerate(names)}
    rows = [[(places[name], value) for name, value in example.items() if name in places] for example in examples]
    weights, bias = [0.0] * len(names), 0.0
    squares = [1e-8] * (len(names) + 1)
    for _ in range(PASSES):
        slope = [RIDGE * weight / len(rows) for weight in weights]
        slope_bias = 0.0
        for row, mark in zip(rows, marks, strict=True):
            off = (_logistic(bias + sum(weights[at] * value for at, value in row)) - mark) / len(rows)
            slope_bias += off
            for at, value in row:
                slope[at] += off * value
        for at, weight in enumerate(slope):
            squares[at] += weight * weight
            weights[at] -= 0.3 * weight / sqrt(squares[at])
        squares[-1] += slope_bias * slope_bias
        bias -= 0.3 * slope_bias / sqrt(squares[-1])
    return round(bias, 2), {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def rate_ranking(marked: Marked) -> str:
    """How the scores rank the marked sentences: area under the ROC curve, average precision, and the share marked."""
    order = sorted(((score_sentence(sentence).score, mark) for sentence, mark in marked), key=lambda scored: scored[0])
    positive = sum(mark for _, mark in order)
    if not 0 < positive < len(order):
        return "all are marked alike"
    ranks, at = 0.0, 0
    while at < len(order):
        last = at
        while last < len(order) and order[last][0] == order[at][0]:
            last += 1
        ranks += (at + last + 1) / 2 * sum(mark for _, mark in order[at:last])
        at = last
    area = (ranks - positive * (positive + 1) / 2) / (positive * (len(order) - positive))
    precision = sum(_precisions_at_hits(mark for _, mark in reversed(order))) / positive
    return f"AUC {area:.3f}, average precision {precision:.3f} ({positive / len(order):.1%} of {len(order):,} marked)"


def _precisions_at_hits(marks: Iterator[bool]) -> Iterator[float]:
    hits = 0
    for number, mark in enumerate(marks, 1):
        if mark:
            hits += 1
            yield hits / number


def main(paths: Sequence[str]) -> None:
    training, kept, *more = map(Path, paths)
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    marked = read_claimbuster(training)
    examples = [extract_features(sentence) for sentence, _ in marked]
    names = sorted({sign for example in examples for sign in example} - weights["stated"]["signs"].keys())
    bias, signs = learn_weights(examples, [mark for _, mark in marked], names)
    by_weight = dict(sorted(signs.items(), key=lambda item: -item[1]))
    weights["learned"] |= {"bias": bias, "signs": by_weight}
    WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{len(names)} weights learned from {training.name}")
    print(f"{kept.name}: {rate_ranking(read_claimbuster(kept))}")
    for path in more:
        print(f"{path.name}: {rate_ranking(read_table(path))}")


if __name__ == "__main__":
    main(sys.argv[1:])
