"""Check-worthiness of the sentences of an article, and why: a sum of weights that anyone can read.

A sentence's own sum is made of three parts. The learned weights of its signs (a figure, a comparison, an opinion …) and
of its words count by their share: they are added, and divided by the number of words, since a long sentence is not more
checkable for having more of everything. Its length counts once. The stated weights of what debates do not have, such as
menus and captions, are added as they are. Then part of the sum of the sentence before is added, and the weight of a
speaker who asks the questions. The score is the logistic function of all this, from 0 to 1.

The weights are in weights.json, which says where each comes from: by `python -m benchmarks.worth`, from ClaimBuster
(Arslan, Hassan, Li and Tremayne, ICWSM 2020) and the training parts of CheckThat! 2019 and 2020.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp, fsum, log1p

from generator.commands.suggest.features import Features, extract_features
from generator.commands.suggest.speakers import find_hosts
from generator.language.stop_words import SPOKEN_STOP_WORDS
from generator.values import dataclass

LANGUAGE = "en"  # the language of the texts that the weights were learned from
USUAL = 16  # words of a sentence in which a sign or a word counts for its weight
FEWEST = 8  # words that a sentence is taken to have at least: in a short one chance would decide

_LEAST_PART = 0.15  # a sign with a smaller part of the sum is not given as a reason
_REASONS = 5  # signs given as reasons, for and against each
_SHOWN_WORDS = 3  # words given as a reason
_LENGTH, _BEFORE = "length", "before"

# What readers see for a sign, if not its name.
WORDS: Mapping[str, str] = {
    "absolute": "says all or none",
    "amount": "mentions a number",
    "attribution": "says who said it",
    "before": "after a checkable sentence",
    "belief": "opinion",
    "broken": "breaks off",
    "currency": "sum of money",
    "fact": "asserts as fact",
    "filler": "filler words",
    "force": "war or crime",
    "health": "people or health",
    "heading": "heading or caption",
    "host": "by who asks the questions",
    "i": "in the first person",
    "jobs": "economy",
    "label": "label or menu",
    "modal": "hedged",
    "name": "names",
    "now": "present state",
    "number": "number in words",
    "order": "rank or order",
    "past": "past event",
    "perfect": "up to now",
    "record": "acts of government",
    "scale": "large number",
    "share": "share or rate",
    "short": "very short",
    "span": "span of time",
    "unfinished": "no full sentence",
    "unit": "figure with its unit",
    "vague": "vague words",
}


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 1, three decimals, and its reasons, weightiest first: those for, then `not:` those against."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights: `bias` of any sentence, `length` of the logarithm of the number of its words, and so on.

    `before` is the part of the own sum of the sentence before that counts, as far as it is above `ordinary`.
    """

    bias: float
    length: float
    signs: Mapping[str, float]
    words: Mapping[str, float]
    stated: Mapping[str, float]
    before: float
    ordinary: float
    host: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights of this package."""
    whole = json.loads((files("generator.commands.suggest") / "weights.json").read_bytes())
    learned, stated = whole["learned"], whole["stated"]
    return Weights(
        learned["bias"],
        learned["length"],
        learned["signs"],
        learned["words"],
        stated["signs"],
        stated["before"],
        stated["ordinary"],
        learned["host"],
    )


def score_sentence(sentence: str) -> Score:
    """Return the score of the sentence, considered alone."""
    return score_sentences((sentence,))[0]


def score_sentences(sentences: Sequence[str], speakers: Sequence[str] = (), language: str | None = None) -> list[Score]:
    """Return the scores of sentences that follow one another.

    `speakers` has who speaks each, if it is known. In another language than English only figures, marks and form count.
    """
    known = load_weights()
    english = language in {None, LANGUAGE}
    hosts = find_hosts(sentences, speakers) if speakers else frozenset()
    parts = [_weigh(extract_features(sentence, english=english), known) for sentence in sentences]
    for part, speaker in zip(parts, speakers, strict=False):
        if speaker in hosts:
            part["host"] = known.host
    totals = [known.bias + fsum(part.values()) for part in parts]
    for part, total in zip(parts[1:], totals, strict=False):
        part[_BEFORE] = known.before * max(total - known.ordinary, 0.0)
    unknown = () if english else (f"language not learned: {language}",)
    return [Score(_logistic(known.bias + fsum(part.values())), (*_explain(part), *unknown)) for part in parts]


def _logistic(total: float) -> float:
    return round(1 / (1 + exp(-max(total, -700.0))), 3)


def _explain(part: Mapping[str, float]) -> Iterator[str]:
    """Yield the reasons: the signs of enough weight, and the words as one, for the sentence, then against it."""
    joined = part.get("figure", 0.0) if "unit" in part else 0.0  # only a figure has a unit: they are one reason
    for mark, sign in (("", 1), ("not: ", -1)):
        reasons: list[tuple[float, str]] = []
        words: list[tuple[float, str]] = []
        for name, much in part.items():
            amount = sign * (much + joined if name == "unit" else much)
            if amount < _LEAST_PART or name == _LENGTH or (joined and name == "figure"):
                continue
            if name[0] != "“":
                reasons.append((-amount, WORDS.get(name, name)))
            elif name[1:-1] not in SPOKEN_STOP_WORDS:
                words.append((-amount, name))
        if words:
            told = sorted(words)[:_SHOWN_WORDS]
            reasons.append((sum(amount for amount, _ in told), f"words: {' '.join(word for _, word in told)}"))
        yield from dict.fromkeys(f"{mark}{reason}" for _, reason in sorted(reasons)[:_REASONS])


def _weigh(found: Features, known: Weights) -> dict[str, float]:
    """Return the part of each sign and word in a sentence's own sum."""
    scale = USUAL / max(FEWEST, found.length)
    part: dict[str, float] = {}
    for sign, much in found.signs.items():
        if sign in known.signs:
            part[sign] = scale * known.signs[sign] * much
        elif sign in known.stated:
            part[sign] = known.stated[sign] * much
    for word in found.words:
        if word in known.words:
            part[f"“{word}”"] = scale * known.words[word]  # the marks tell it from a sign of that name
    part[_LENGTH] = known.length * log1p(max(FEWEST, found.length))
    return part
