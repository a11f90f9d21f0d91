"""Recipes carried out: what has to be made is made, by several processes where that repays; all else stays as it is.

A recipe is carried out again where it is new, where something that it read has changed, or where a file that it made
does not stand as it was left.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import count

from generator.cache.parallel import map_in_processes
from generator.publishing.index import SiteIndex
from generator.publishing.output import File, Unchanged, Writer
from generator.publishing.tracking import DependencyDigests, Read, track
from generator.publishing.views.page_task import Content, PageTask
from generator.values import dataclass

LEAST_FOR_PROCESSES = 400  # recipes from which on workers repay their start
_CHUNK = 16

TaskFiles = list[tuple[str, bytes | tuple[str, bool]]]  # of what is laid already, what a Kept has
# Of a recipe: its files, what it read by numbers, whose numbers they are, and what its newest ones stand for.
TaskResult = tuple[TaskFiles, tuple[int, ...], int, tuple[Read, ...]]
MARK = "#"  # a piece's name begins with it, and no file's does
Renderer = Callable[[Content], bytes]


def nothing_unchanged(path: str) -> None:
    """No file stands as a build left it."""


@dataclass(slots=True)
class PageLog:
    """What a build made and from what: to be handed to the next.

    `press` tells what prints the pages. `reads` is all that was ever read, each once; by its place there, `seen` has
    its digest, and `recipes` has what each recipe read for the paths that it made. `pieces` are what was made and is no
    file of its own; of a piece that stands in a file as it is, `slices` has the file, where in it, and how many bytes.
    `standing` tells the SHA-256 of a file that is still as the build left it, and `content` what is in it.
    """

    press: bytes = b""
    reads: list[Read] = field(default_factory=list)
    seen: dict[int, bytes] = field(default_factory=dict)
    recipes: dict[bytes, tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=dict)
    pieces: dict[str, bytes] = field(default_factory=dict)
    slices: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    standing: Callable[[str], str | None] = nothing_unchanged
    content: Callable[[str], bytes | None] = nothing_unchanged

    @property
    def told(self) -> tuple[object, ...]:
        """All of it that the next build is to have, as plain values."""
        return self.press, self.reads, self.seen, self.recipes, self.pieces, self.slices

    def fetch(self) -> None:
        """The pieces are at hand that stand in files which are as they were left."""
        held = {path: self.content(path) for path in dict.fromkeys(path for path, _, _ in self.slices.values())}
        for name, (path, start, size) in self.slices.items():
            if (whole := held[path]) is not None:
                self.pieces[name] = whole[start : start + size]

    def store(self, path: str, content: bytes, names: Iterable[str]) -> None:
        """The pieces of these names, which stand in the file in this order, need not be kept beside it."""
        at = 0
        for name in names:
            piece = self.pieces.pop(name)
            at = content.index(piece, at)
            self.slices[name] = path, at, len(piece)
            at += len(piece)


def run_stale(
    recipes: Sequence[PageTask],
    book: SiteIndex,
    printed: Renderer,
    last: PageLog,
    jobs: int = 1,
    lay: Writer | None = None,
) -> Iterator[File]:
    """What the recipes make of the book, in their order, whatever `jobs` is; what stands as it was left is only named.

    `last` is what the last build left; it is brought up to date as the files go by, and holds when all have. With
    `lay`, whoever makes a file lays it, and it is only named too.
    """
    behind = DependencyDigests(book)
    changed = behind.changed(last.reads, last.seen)
    keys = [each.key for each in recipes]
    kept = {key: stood for key in keys if (stood := _kept(key, changed, last)) is not None}
    stale = [each for each, key in zip(recipes, keys, strict=True) if key not in kept]
    made = map_in_processes(_maker(book, printed, lay), stale, jobs, least=LEAST_FOR_PROCESSES, chunk=_CHUNK)
    places = {read: place for place, read in enumerate(last.reads)}
    done: dict[bytes, tuple[tuple[str, ...], tuple[int, ...]]] = {}
    last.pieces = {}  # what of them stays is in `kept`
    seen = {place: was for place, was in last.seen.items() if place not in changed}
    tables: dict[int, list[int]] = {}  # of each process, the place of each read by its number there
    for key in keys:
        files: Sequence[File]
        if key in kept:
            files, done[key] = kept[key], last.recipes[key]
        else:
            laid, numbers, process, fresh = next(made)
            table = tables.setdefault(process, [])
            table += [places.setdefault(each, len(places)) for each in fresh]
            for each in fresh:
                if places[each] not in seen:
                    seen[places[each]] = behind.digest(each)
            files = [(path, Unchanged(*content) if isinstance(content, tuple) else content) for path, content in laid]
            done[key] = tuple(path for path, _ in files), tuple([table[each] for each in numbers])
        for path, content in files:
            if path.startswith(MARK) and isinstance(content, bytes):
                last.pieces[path] = content
            yield path, content
    last.reads, last.recipes = list(places), done
    last.seen = {place: seen[place] for place in set[int]().union(*(reads for _, reads in done.values()))}


def _kept(key: bytes, changed: set[int], last: PageLog) -> Sequence[File] | None:
    """The files of a recipe that would make them again just as they are."""
    if key not in last.recipes:
        return None
    paths, reads = last.recipes[key]
    if not changed.isdisjoint(reads):
        return None
    files: list[File] = []
    for path in paths:
        if path.startswith(MARK):
            piece = last.pieces.get(path)
            if piece is None:
                return None
            files.append((path, piece))
        else:
            sha256 = last.standing(path)
            if sha256 is None:
                return None
            files.append((path, Unchanged(sha256)))
    return files


def _maker(
    book: SiteIndex, printed: Renderer, lay: Writer | None
) -> Callable[[Sequence[PageTask]], Iterator[TaskResult]]:
    """What carries recipes out, in this process or in one that is begun from it, and numbers what they read."""
    log: set[Read] = set()
    seen = track(book, log)
    numbers: dict[Read, int] = {}

    def made(recipes: Sequence[PageTask]) -> Iterator[TaskResult]:
        for each in recipes:
            log.clear()
            files: TaskFiles = []
            for path, content in each.make(seen, *each.given):
                page = printed(content)
                if lay is None or path.startswith(MARK):
                    files.append((path, page))
                else:
                    kept = lay(path, page)
                    files.append((path, (kept.sha256, kept.fresh)))
            fresh = tuple(log.difference(numbers))
            numbers.update(zip(fresh, count(len(numbers))))
            yield files, tuple([numbers[one] for one in log]), os.getpid(), fresh

    return made
