"""An occasion on which somebody made a claim."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Assertion:
    """Who made a claim (an entity's id or a name), when, where in words, and at which address."""

    by: str
    date: str | None = None
    where: str | None = None
    url: str | None = None
