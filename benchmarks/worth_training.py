"""The learned weights of `suggest`: a logistic regression with a ridge penalty, by debates, with cross-validation.

It needs scikit-learn, which is no part of the program: `pip install scikit-learn` in an environment with the program,
then `python -m benchmarks.worth DATA --learn`. Nothing of the test parts is learned from: a debate that shares
sentences with one of them is left out. The same files give the same weights.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from math import log1p
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.worth import Debate, average_precision, read_claimbuster, read_debates
from generator.commands.suggest.features import Features, extract_features
from generator.commands.suggest.scoring import FEWEST, USUAL
from generator.commands.suggest.speakers import find_hosts

WEIGHTS = Path(__file__).resolve().parent.parent / "generator/commands/suggest/weights.json"

FOLDS = 5
SEEDS = (0, 1)
KEPT = 600  # words of the table
OFTEN = 10  # sentences that have a word of it, at least
NAMES = 0.6  # share of capitals inside sentences from which a word is a name: the table favours and suspects nobody
SAME = 0.2  # share of long sentences in common from which two transcripts are of one event

# How strongly each kind of feature is bound to zero, by its scale: all have one ridge penalty.
SIGN, WORD, LENGTH = 0.8, 0.3, 0.5
INVERSE_PENALTY = 0.3
POSITIVE = 0.2  # weight of all marked sentences of debates, in that of all others

Learner = Callable[[Sequence[int], frozenset[str]], tuple[np.ndarray, float]]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Design:
    """The columns of the regression: signs, words, length, and who asks the questions; and rows made of them."""

    def __init__(self, signs: Sequence[str], words: Sequence[str]) -> None:
        self.signs, self.words = signs, words
        names = [("sign", sign) for sign in signs] + [("word", word) for word in words]
        self._places = {name: at for at, name in enumerate(names)}
        self.width = len(names) + 2

    def rows(self, sentences: Sequence[Features], hosts: Sequence[bool]) -> sparse.csr_matrix:
        values, columns, starts = [], [], [0]
        for found, host in zip(sentences, hosts, strict=True):
            scale = USUAL / max(FEWEST, found.length)
            row = {("sign", sign): SIGN * scale * much for sign, much in found.signs.items()}
            row |= dict.fromkeys((("word", word) for word in sorted(found.words)), WORD * scale)
            for name, value in row.items():
                if name in self._places:
                    values.append(value)
                    columns.append(self._places[name])
            values += [LENGTH * log1p(max(FEWEST, found.length)), float(host)]
            columns += [self.width - 2, self.width - 1]
            starts.append(len(values))
        return sparse.csr_matrix((values, columns, starts), shape=(len(sentences), self.width))

    def scales(self) -> np.ndarray:
        return np.array([SIGN] * len(self.signs) + [WORD] * len(self.words) + [LENGTH, 1.0])


class Example:
    """A debate with its features, ready to be learned from and ranked."""

    def __init__(self, debate: Debate, extracted: dict[str, Features], stated: Mapping[str, float]) -> None:
        for sentence in debate.sentences:
            if sentence not in extracted:
                extracted[sentence] = extract_features(sentence)
        self.debate = debate
        self.features = [extracted[sentence] for sentence in debate.sentences]
        hosts = find_hosts(debate.sentences, debate.speakers)
        self.hosts = [speaker in hosts for speaker in debate.speakers]
        self.marks = np.array(debate.marks)
        self.stated = np.array(
            [sum(stated.get(sign, 0.0) * much for sign, much in found.signs.items()) for found in self.features]
        )
        self.long = frozenset(_plain(sentence) for sentence in debate.sentences if sentence.count(" ") > 5)
        self.event = 0


def learn_weights(data: Path) -> Iterator[str]:
    """Write the learned part of weights.json; yield what cross-validation says of it, a line each."""
    whole = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    stated, before = whole["stated"]["signs"], whole["stated"]["before"]
    extracted: dict[str, Features] = {}
    examples, years = _read_examples(data, extracted, stated)
    crowd = read_claimbuster(data / "claimbuster/crowdsourced.csv")
    for sentence, _ in crowd:
        extracted.setdefault(sentence, extract_features(sentence))
    words = _common_words(chain(crowd, *(zip(x.debate.sentences, x.debate.marks, strict=True) for x in examples)))
    signs = sorted({sign for found in extracted.values() for sign in found.signs} - stated.keys())
    design = Design(signs, words)
    rows = [design.rows(example.features, example.hosts) for example in examples]
    crowd_rows = design.rows([extracted[sentence] for sentence, _ in crowd], [False] * len(crowd))
    crowd_marks = np.array([mark for _, mark in crowd])
    crowd_texts = [_plain(sentence) for sentence, _ in crowd]

    def learn(chosen: Sequence[int], unseen: frozenset[str]) -> tuple[np.ndarray, float]:
        kept = np.array([text not in unseen for text in crowd_texts])
        weight = _weigh_debates([examples[at].marks for at in chosen])
        table = sparse.vstack([*(rows[at] for at in chosen), crowd_rows[kept]]).tocsr()
        marks = np.concatenate([*(examples[at].marks for at in chosen), crowd_marks[kept]])
        return _fit_table(table, marks, np.concatenate([weight, np.ones(kept.sum())]), design)

    yield from _cross_validate(examples, rows, learn, years, before)
    weights, _ = learn(range(len(examples)), frozenset())
    scaled = weights * design.scales()
    slope, level = _calibrate(crowd_rows @ weights, crowd_marks)
    whole["learned"] = _round_table(design, scaled * slope, level, whole["learned"]["from"])
    WEIGHTS.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    yield f"{len(whole['learned']['signs'])} signs and {len(whole['learned']['words'])} words learned"


def _read_examples(
    data: Path, extracted: dict[str, Features], stated: Mapping[str, float]
) -> tuple[list[Example], list[int]]:
    """The debates to learn from, with the year of each; of one event those that share sentences."""
    tests = [
        Example(debate, {}, stated)
        for folder in ("2019/test_annotated", "2020/test-gold")
        for debate in read_debates(data / folder)
    ]
    examples: list[Example] = []
    years: list[int] = []
    for year in (2019, 2020):
        for debate in read_debates(data / f"{year}/training"):
            example = Example(debate, extracted, stated)
            if any(_is_same_event(example, test) for test in tests):
                continue
            like = next((other.event for other in examples if _is_same_event(example, other)), None)
            example.event = len(examples) if like is None else like
            examples.append(example)
            years.append(year)
    return examples, years


def _is_same_event(one: Example, other: Example) -> bool:
    return len(one.long & other.long) > SAME * min(len(one.long), len(other.long))


def _common_words(marked: Iterator[tuple[str, bool]]) -> list[str]:
    """Words that sentences often have and that are no names."""
    sentences, capitals, inside = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sorted({sentence for sentence, _ in marked}):
        tokens = _TOKEN.findall(sentence)
        sentences.update({_lower(token) for token in tokens})
        for token in tokens[1:]:
            inside[_lower(token)] += 1
            capitals[_lower(token)] += token[0].isupper()
    return sorted(
        word for word, times in sentences.items()
        if times >= OFTEN and (word.startswith("i'") or word == "i" or capitals[word] <= NAMES * inside[word])
    )  # fmt: skip


def _weigh_debates(marks: Sequence[np.ndarray]) -> np.ndarray:
    """The weight of each sentence: long debates count less than by their length, and few marked ones more."""
    weight = np.concatenate([np.where(of_one, max(1, of_one.sum()) ** -0.5, len(of_one) ** -0.5) for of_one in marks])
    marked = np.concatenate(marks)
    weight[marked] *= POSITIVE * weight[~marked].sum() / weight[marked].sum()
    mean: np.ndarray = weight / weight.mean()
    return mean


def _fit_table(
    table: sparse.csr_matrix, marks: np.ndarray, weight: np.ndarray, design: Design
) -> tuple[np.ndarray, float]:
    """Fit all words, keep those that decide most, and fit again."""
    first, _ = _fit(table, marks, weight)
    begin, end = len(design.signs), len(design.signs) + len(design.words)
    often = np.asarray((table[:, begin:end] > 0).sum(axis=0)).ravel()
    best = begin + np.sort(np.argsort(-np.abs(first[begin:end]) * np.sqrt(often), kind="stable")[:KEPT])
    columns = np.concatenate([np.arange(begin), best, np.arange(end, design.width)])
    weights = np.zeros(design.width)
    weights[columns], bias = _fit(table[:, columns], marks, weight)
    return weights, bias


def _fit(table: sparse.csr_matrix, marks: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=300, tol=1e-3).fit(table, marks, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def _calibrate(totals: np.ndarray, marks: np.ndarray) -> tuple[float, float]:
    """Slope and bias with which the logistic function of a sum is the share of people's marks."""
    model = LogisticRegression(C=1e6).fit(totals.reshape(-1, 1), marks)
    slope = float(model.coef_[0][0])
    return slope, float(model.intercept_[0])


def _cross_validate(
    examples: Sequence[Example], rows: Sequence[sparse.csr_matrix], learn: Learner, years: Sequence[int], before: float
) -> Iterator[str]:
    """Rank each debate by what is learned without its event, FOLDS parts at a time; yield the means of each year."""
    results: dict[int, list[float]] = {}
    events = sorted({example.event for example in examples})
    for seed in SEEDS:
        order = np.random.RandomState(seed).permutation(len(events))
        folds = {events[at]: number % FOLDS for number, at in enumerate(order)}
        for fold in range(FOLDS):
            kept = [at for at, example in enumerate(examples) if folds[example.event] != fold]
            apart = [at for at, example in enumerate(examples) if folds[example.event] == fold]
            unseen = frozenset(_plain(sentence) for at in apart for sentence in examples[at].debate.sentences)
            weights, _ = learn(kept, unseen)
            for at in apart:
                own = rows[at] @ weights + examples[at].stated
                scores = own.copy()
                scores[1:] += before * np.maximum(own - np.median(own), 0)[:-1]
                results.setdefault(years[at], []).append(average_precision(list(scores), examples[at].marks))
    for year, found in sorted(results.items()):
        yield f"CheckThat! {year}, training part, cross-validated: MAP {sum(found) / len(found):.3f}"


def _round_table(design: Design, weights: np.ndarray, bias: float, source: str) -> dict[str, object]:
    end = len(design.signs)
    signs = {sign: round(float(weight), 2) for sign, weight in zip(design.signs, weights[:end], strict=True)}
    pairs = zip(design.words, weights[end:-2], strict=True)
    words = {word: rounded for word, weight in pairs if (rounded := round(float(weight), 2))}
    return {
        "from": source,
        "bias": round(bias, 2),
        "length": round(float(weights[-2]), 2),
        "host": round(float(weights[-1]), 2),
        "signs": dict(sorted(signs.items(), key=lambda item: -item[1])),
        "words": dict(sorted(words.items(), key=lambda item: -item[1])),
    }


def _plain(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence.lower()).strip()


def _lower(token: str) -> str:
    return token.lower().replace("’", "'")
