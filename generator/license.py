"""The licence under which others may use the desk's own words and data."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class License:
    """A licence by the name that readers know, and the address of its text."""

    name: str
    url: str | None = None
