"""How well `suggest` ranks sentences that people marked: debates, speeches, and this project's own articles.

    python -m benchmarks.worth DATA [--learn]

DATA is a folder with what its authors publish, and what is not committed here:

    claimbuster/crowdsourced.csv, groundtruth.csv   https://doi.org/10.5281/zenodo.3609356
    2019/training/, test_annotated/                 data/ of github.com/apepa/clef2019-factchecking-task1
    2020/training/, test-gold/                      data/v2.zip and test-input/test-gold.zip of
                                                    github.com/sshaar/clef2020-factchecking-task5

With --learn the learned part of weights.json is written anew first, and cross-validated (see worth_training.py).
"""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.build import read_project
from generator.commands.suggest.scoring import score_sentence, score_sentences
from generator.language.sentences import split_sentences
from generator.values import dataclass

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Debate:
    """A transcript: its sentences in order, who says each, and whether fact-checkers picked it."""

    name: str
    sentences: tuple[str, ...]
    speakers: tuple[str, ...]
    marks: tuple[bool, ...]


Ranker = Callable[[Debate], Sequence[float]]


def read_debates(folder: Path) -> list[Debate]:
    """The debates of a folder of CheckThat!: number, speaker, sentence and mark, with tabs between them."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", errors="replace") as file:
            rows = [row for line in file if len(row := line.rstrip("\r\n").split("\t")) == 4]
        columns = zip(*((text, speaker, mark == "1") for _, speaker, text, mark in rows), strict=True)
        sentences, speakers, marks = columns
        found.append(Debate(path.stem, sentences, speakers, marks))
    return found


def read_claimbuster(path: Path) -> list[tuple[str, bool]]:
    """The sentences, and whether they are check-worthy factual ones."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["Text"], row["Verdict"] == "1") for row in csv.DictReader(file)]


def read_news(project: Path) -> list[tuple[str, bool]]:
    """The sentences of a project's sources, everything on their pages included, and whether a claim quotes them."""
    library = read_project(project).value
    anchors = anchor_quotes(library.corpus, library.articles, None).value.values()
    found = []
    for id, article in library.articles.items():
        quoted = [segment for anchor in anchors if anchor.source == id for segment in anchor.segments]
        for start, end in split_sentences(article.text):
            mark = any(segment.start < end and segment.end > start for segment in quoted)
            found.append((article.text[start:end], mark))
    return found


def rank_as_suggest(debate: Debate) -> list[float]:
    return [score.score for score in score_sentences(debate.sentences, debate.speakers)]


def rank_by_length(debate: Debate) -> list[float]:
    return [float(len(sentence)) for sentence in debate.sentences]


def average_precision(scores: Sequence[float], marks: Sequence[bool]) -> float:
    """As the task's scorer has it: the mean precision at the places of the marked; equal scores stay in order."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    precisions = list(_precisions_at_hits(marks[place] for place in order))
    return sum(precisions) / len(precisions) if precisions else 0.0


def _precisions_at_hits(marks: Iterator[bool]) -> Iterator[float]:
    hits = 0
    for number, mark in enumerate(marks, 1):
        if mark:
            hits += 1
            yield hits / number


def mean_average_precision(debates: Sequence[Debate], rank: Ranker) -> float:
    return sum(average_precision(rank(debate), debate.marks) for debate in debates) / len(debates)


def area_under_curve(scores: Sequence[float], marks: Sequence[bool]) -> float:
    """How often a marked sentence stands before another one; half of each tie counts."""
    order = sorted(zip(scores, marks, strict=True))
    positive, ranks, at = sum(marks), 0.0, 0
    while at < len(order):
        last = at
        while last < len(order) and order[last][0] == order[at][0]:
            last += 1
        ranks += (at + last + 1) / 2 * sum(mark for _, mark in order[at:last])
        at = last
    return (ranks - positive * (positive + 1) / 2) / (positive * (len(order) - positive))


def rate(data: Path) -> Iterator[str]:
    """A table of what is ranked how well."""
    yield "| test set | `suggest` | longest first |"
    yield "| --- | --- | --- |"
    for name, folder in (("CheckThat! 2019", "2019/test_annotated"), ("CheckThat! 2020", "2020/test-gold")):
        debates = read_debates(data / folder)
        ours, length = (mean_average_precision(debates, rank) for rank in (rank_as_suggest, rank_by_length))
        yield f"| {name}, {len(debates)} debates and speeches: MAP | {ours:.3f} | {length:.3f} |"
    for name, marked, alone in (
        ("ClaimBuster, groundtruth.csv: AUC", read_claimbuster(data / "claimbuster/groundtruth.csv"), True),
        ("this project's articles, with all that is on their pages: AUC", read_news(ROOT), False),
    ):
        sentences, marks = zip(*marked, strict=True)
        scores = [score_sentence(each) for each in sentences] if alone else score_sentences(sentences)
        area = area_under_curve([score.score for score in scores], marks)
        length = area_under_curve([len(sentence) for sentence in sentences], marks)
        yield f"| {name} | {area:.3f} | {length:.3f} |"


def main(words: Sequence[str]) -> None:
    data = Path(words[0])
    if "--learn" in words:
        from benchmarks.worth_training import learn_weights  # it needs packages that nothing else here does

        for line in learn_weights(data):
            print(line, flush=True)
    for line in rate(data):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
