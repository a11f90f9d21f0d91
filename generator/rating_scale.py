"""What the grades of a scale of verdicts say of a claim, and their order."""

from collections.abc import Iterable

from generator.values import dataclass
from generator.vocabulary import VERDICTS, RatingSign, Sign

Number = int | float


@dataclass(frozen=True, slots=True)
class Rating:
    """One verdict of a scale: what it is called, and its place on the scale (a higher value is better).

    One that is off the scale has no value. `sign` is what the curator says that it tells of a claim.
    """

    id: str
    label: str
    value: Number | None
    description: str | None = None
    sign: RatingSign | None = None
    off_scale: bool = False


# The scale of a project that has none of its own, worst to best.
DEFAULT_SCALE = tuple(Rating(id, verdict.label, verdict.value) for id, verdict in VERDICTS.items())


def find_sign(rating: Rating, scale: Iterable[Rating]) -> Sign:
    """Return what a grade of an own scale says of a claim: as typed, or else by its half of the scale.

    One that has the id of a built-in verdict means what that means.
    """
    if rating.sign:
        return rating.sign
    if rating.id in VERDICTS:
        return VERDICTS[rating.id].sign
    values = sorted({other.value for other in scale if other.value is not None})
    if rating.value is None or len(values) < 2:
        return "open"
    below = values.index(rating.value)
    above = len(values) - 1 - below
    return "partly" if below == above else "yes" if below > above else "no"


def find_ends(scale: Iterable[Rating]) -> tuple[Number, Number] | None:
    """Return the worst and the best value of a scale; None where no grade has a value."""
    values = [rating.value for rating in scale if rating.value is not None]
    return (min(values), max(values)) if values else None


def sort_best_first(ratings: Iterable[Rating]) -> list[Rating]:
    """Return the ratings, the best first; those off the scale last, in their order."""
    return sorted(ratings, key=lambda rating: (rating.value is None, -(rating.value or 0)))
