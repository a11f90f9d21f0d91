"""Places where the project's files name things by their ids."""

from collections.abc import Iterator
from typing import Literal

from generator.diagnostics import Location
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where the project's files name something by its id."""

    kind: Literal["claim", "source", "entity", "topic", "rating"]
    id: str
    location: Location


@dataclass(frozen=True, slots=True)
class EntryReferences:
    """The ids that a claim's entry names: each its kind, the id, its line (the entry's first is 1) and column."""

    claim: str
    digest: bytes  # of the entry's text, which decides what the claim is
    path: str
    first_line: int
    ids: tuple[tuple[Literal["claim", "source", "entity", "topic", "rating"], str, int, int], ...]

    def references(self) -> Iterator[Reference]:
        for kind, id, line, column in self.ids:
            yield Reference(kind, id, Location(self.path, line + self.first_line - 1, column))
