"""What files of other programs say, before anything of it is looked for in the project."""

from collections.abc import Mapping
from dataclasses import field

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportedQuote:
    """Words that are said to be in a source, and what tells which source and place; `where` is their place in the file.

    `source` is an id, a path, an address or a title, or nothing. `start` is an offset in the source's text.
    """

    where: str
    words: str
    source: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    stance: str = ""
    speaker: str = ""
    value: str = ""
    modality: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImportedClaim:
    """A claim with its quotes. `statement` may be empty: then its first quote has to do.

    `fields` are keys of the entry with their texts, as the file has them; `topics` and `entities` are ids or names.
    """

    where: str
    statement: str
    id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    claimed: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[ImportedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """What is known of an article: keys of a source's entry. `names` are what else may tell which it is."""

    where: str
    fields: Mapping[str, str | tuple[str, ...]]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """All that a file says; `kind` is what a record is, `count` how many records it has, and `faults` what none is."""

    kind: str
    count: int
    claims: tuple[ImportedClaim, ...] = ()
    sources: tuple[ImportedSource, ...] = ()
    faults: tuple[str, ...] = ()


class UnreadableFile(Exception):
    """The file is none that can be imported; the text says why."""
