"""Sources that are not quoted for a claim: what they say of it, and their silence."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class UncitedMention:
    """A sentence text[start:end] that speaks of a claim, in a source that is not quoted for it.

    `marks` are the stretches of it that the claim has too, in order; `likely` says that they are most of the claim.
    """

    source: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    likely: bool


@dataclass(frozen=True, slots=True)
class Uncited:
    """The sources that are not quoted for a claim: those that speak of it, and those that are silent.

    `speaking` has the likeliest first, `remarks` a sentence of each of the first of them; `silent` are the first of
    `silent_count`. `partial` says that not every source could be searched. `unclear` is the number of those that may
    name what the claim names in forms that we do not know.
    """

    claim: str
    speaking: tuple[str, ...] = ()
    remarks: tuple[UncitedMention, ...] = ()
    silent: tuple[str, ...] = ()
    silent_count: int = 0
    partial: bool = False
    unclear: int = 0
