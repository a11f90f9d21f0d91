"""Who speaks of a claim without being quoted for it, and who is silent, as frozen values."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class UncitedMention:
    """The sentence text[start:end] of a source that speaks of a claim and is not quoted for it.

    `marks` are the stretches of it that name what the claim speaks of, in order and apart; `likely` says that they are
    most of the claim.
    """

    source: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    likely: bool


@dataclass(frozen=True, slots=True)
class Uncited:
    """What the sources say of a claim that are not quoted for it.

    `speaking` are those that speak of it, the likeliest first, and `remarks` has a sentence of each of the first of
    them. The others are silent: so many, and `silent` has the first of them. `partial` says that not every source
    could be looked into.
    """

    claim: str
    speaking: tuple[str, ...] = ()
    remarks: tuple[UncitedMention, ...] = ()
    silent: tuple[str, ...] = ()
    silent_count: int = 0
    partial: bool = False
