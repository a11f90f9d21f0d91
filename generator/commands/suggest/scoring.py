"""Check-worthiness of a sentence, and why: a sum of weights that anyone can read.

Each sign that a sentence shows (a figure, a comparison, an opinion …) has a weight; the score is the logistic function
of their sum, from 0 to 1. The weights are in weights.json, which says where each comes from: most were learned by
logistic regression from ClaimBuster (Arslan, Hassan, Li and Tremayne, ICWSM 2020), 22,501 sentences that people marked
as worth checking or not; those for what debates do not have, such as menus and captions, are set by hand.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp

from generator.commands.suggest.features import extract_features
from generator.values import dataclass

_LEAST_PART = 0.15  # a sign with a smaller part of the sum is not given as a reason
_REASONS = 5  # signs given as reasons, for and against each

# What readers see for a sign, if not its name.
WORDS: Mapping[str, str] = {
    "absolute": "says all or none",
    "amount": "mentions a number",
    "attribution": "says who said it",
    "belief": "opinion",
    "broken": "breaks off",
    "currency": "sum of money",
    "fact": "asserts as fact",
    "filler": "filler words",
    "force": "war or crime",
    "health": "people or health",
    "heading": "heading or caption",
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
    """The weight of each sign, and that of a sentence without any."""

    bias: float
    signs: Mapping[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights of this package."""
    whole = json.loads((files("generator.commands.suggest") / "weights.json").read_bytes())
    return Weights(whole["learned"]["bias"], {**whole["learned"]["signs"], **whole["stated"]["signs"]})


def score_sentence(sentence: str) -> Score:
    """Return the score of the sentence, considered alone."""
    known = load_weights()
    shown = {sign: known.signs[sign] * much for sign, much in extract_features(sentence).items() if sign in known.signs}
    total = known.bias + sum(shown.values())
    if "unit" in shown:  # only a figure has a unit: they are one reason
        shown["unit"] += shown.pop("figure")
    parts = sorted(((part, sign) for sign, part in shown.items()), key=lambda part: (-part[0], part[1]))
    speaks_for = [WORDS.get(sign, sign) for part, sign in parts if part >= _LEAST_PART]
    against = [f"not: {WORDS.get(sign, sign)}" for part, sign in reversed(parts) if part <= -_LEAST_PART]
    return Score(round(1 / (1 + exp(-total)), 3), tuple(dict.fromkeys((*speaks_for[:_REASONS], *against[:_REASONS]))))
