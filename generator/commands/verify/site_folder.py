"""The folder to check, read with suspicion: nothing in it is trusted to be what its name says."""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

LARGEST = 1 << 30  # bytes of any file
LARGEST_READ = 1 << 28  # bytes of a file whose content is looked into
LONGEST = 1000  # code points of a path, or of a fault

Kind = TypeVar("Kind")


class BrokenSite(Exception):
    """The site breaks a rule; the text says where and how."""


@dataclass(frozen=True, slots=True)
class PublishedSegment:
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class PublishedQuote:
    """A piece of evidence as claims.json has it; `number` counts from 1 in its claim.

    Where its words are withheld, its segments have a sign for each character, and `hashes` has the SHA-256 of each.
    """

    id: str
    claim: str
    number: int
    source: str
    stance: str
    typed: str
    segments: tuple[PublishedSegment, ...]
    omitted: tuple[tuple[int, int, str | None], ...] | None = None
    hashes: tuple[str, ...] = ()


@dataclass(slots=True)
class SiteFolder:
    """The folder, and what was found in it so far."""

    folder: Path
    faults: list[str] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)
    sources: dict[str, bool] = field(default_factory=dict)  # by id: whether the pages show the text as it was written
    hashes: dict[str, str] = field(default_factory=dict)  # by source: that of its text, as claims.json has it
    originals: dict[str, str] = field(default_factory=dict)  # by source: the path of its original, if it is published
    withheld: set[str] = field(default_factory=set)  # sources no word of which is published
    notes: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # by source: where its note marks are
    claims: dict[str, object] = field(default_factory=dict)  # what claims.json says of each, by id
    quotes: list[PublishedQuote] = field(default_factory=list)

    def fault(self, text: object) -> None:
        line = str(text)[:LONGEST]
        self.faults.append(
            "".join(character if character.isprintable() else ascii(character)[1:-1] for character in line)
        )

    def text(self, path: str) -> str:
        """Return the text of a file of the site. Raises BrokenSite."""
        try:
            with open_file(self.folder, path, LARGEST_READ) as file:
                return file.read().decode()
        except (UnicodeDecodeError, OSError):
            raise BrokenSite(f"{path}: is not UTF-8, or cannot be read") from None


def open_file(folder: Path, path: str, most: int) -> BinaryIO:
    """Open a regular file of at most `most` bytes in the folder, reached through no link. Raises BrokenSite."""
    parts = path.split("/")
    if len(path) > LONGEST or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise BrokenSite(f"{path}: is not a path in the site")
    try:
        within = folder
        for part in parts[:-1]:
            within /= part
            if not stat.S_ISDIR(within.lstat().st_mode):
                raise BrokenSite(f"{path}: leads through something that is not a folder")
        file = os.fdopen(os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    except (OSError, ValueError) as error:
        raise BrokenSite(f"{path}: {getattr(error, 'strerror', None) or 'cannot be a file'}") from None
    found = os.fstat(file.fileno())
    if stat.S_ISREG(found.st_mode) and found.st_size <= most:
        return file
    file.close()
    raise BrokenSite(f"{path}: is not a regular file, or is too large")


def parse_json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BrokenSite(f"{where}: is not JSON") from None


def member(whole: object, key: str, kind: type[Kind], where: str) -> Kind:
    found = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(found, kind) or isinstance(found, bool):
        raise BrokenSite(f"{where}: {key} is missing, or is not a {kind.__name__}")
    return found
