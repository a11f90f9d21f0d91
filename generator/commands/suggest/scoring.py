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
from itertools import islice
from math import exp, log1p

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
    totals = [known.bias + sum(part.values()) for part in parts]
    for part, total in zip(parts[1:], totals, strict=False):
        part[_BEFORE] = known.before * max(total - known.ordinary, 0.0)
    unknown = () if english else (f"language not learned: {language}",)
    return [Score(_logistic(known.bias + sum(part.values())), (*_explain(part), *unknown)) for part in parts]


def _logistic(total: float) -> float:
    return round(1 / (1 + exp(-max(total, -700.0))), 3)


def _explain(part: Mapping[str, float]) -> Iterator[str]:
    """Yield the reasons: the signs of enough weight, and the words as one, for the sentence, then against it."""
    signs = {sign: much for sign, much in part.items() if sign[0] != "“" and sign != _LENGTH}
    if "unit" in signs:  # only a figure has a unit: they are one reason
        signs["unit"] += signs.pop("figure")
    words = sorted((much, word) for word, much in part.items() if word[0] == "“")
    for found, mark in ((words[::-1], ""), (words, "not: ")):
        sign = -1 if mark else 1
        telling = (word for much, word in found if sign * much >= _LEAST_PART and word[1:-1] not in SPOKEN_STOP_WORDS)
        told = list(islice(telling, _SHOWN_WORDS))
        reasons = [(sign * much, WORDS.get(name, name)) for name, much in signs.items()]
        if told:
            reasons.append((sum(sign * much for much, word in found if word in told), f"words: {' '.join(told)}"))
        best = sorted(reasons, key=lambda reason: (-reason[0], reason[1]))[:_REASONS]
        yield from dict.fromkeys(f"{mark}{reason}" for much, reason in best if much >= _LEAST_PART)


def _weigh(found: Features, known: Weights) -> dict[str, float]:
    """Return the part of each sign and word in a sentence's own sum."""
    scale = USUAL / max(FEWEST, found.length)
    part = {
        sign: scale * known.signs[sign] * much if sign in known.signs else known.stated[sign] * much
        for sign, much in found.signs.items()
        if sign in known.signs or sign in known.stated
    }
    # A word may be named as a sign is: marks that no word has keep them apart.
    part |= {f"“{word}”": scale * known.words[word] for word in sorted(found.words & known.words.keys())}
    part[_LENGTH] = known.length * log1p(max(FEWEST, found.length))
    return part
