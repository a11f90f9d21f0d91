"""Recipes carried out: what has to be made is made, by several processes where that repays; all else stays as it is.

A recipe is carried out again where it is new, where something that it read has changed, or where a file that it made
does not stand as it was left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import partial
from itertools import islice

from generator.processes import shared_out
from generator.publishing.doors import Behind, Read, watched
from generator.publishing.output import File, Kept, Lay
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.recipe import Content, Recipe
from generator.values import dataclass

WORTH_IT = 400  # recipes from which on workers repay their start
_CHUNK = 8

Files = list[tuple[str, bytes | tuple[str, bool]]]  # of what is laid already, what a Kept has
# Of a recipe: its files, what it read by number, and from which number on numbers are new, with what they stand for.
Made = tuple[Files, tuple[int, ...], int, tuple[Read, ...]]
MARK = "#"  # a piece's name begins with it, and no file's does
Printed = Callable[[Content], bytes]


@dataclass(slots=True)
class Ledger:
    """What a build made and from what: to be handed to the next.

    `press` tells what prints the pages. `reads` is all that was ever read, each once; by its place there, `seen` has
    its digest, and `recipes` has what each recipe read for the paths that it made. `pieces` are what was made and is no
    file of its own.
    """

    press: bytes = b""
    reads: list[Read] = field(default_factory=list)
    seen: dict[int, bytes] = field(default_factory=dict)
    recipes: dict[bytes, tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=dict)
    pieces: dict[str, bytes] = field(default_factory=dict)


Standing = Callable[[str], Kept | None]


def nothing_stands(path: str) -> Kept | None:  # noqa: ARG001 - the signature is the door's
    return None


def carried_out(
    recipes: Sequence[Recipe],
    book: Concordance,
    printed: Printed,
    last: Ledger,
    standing: Standing = nothing_stands,
    jobs: int = 1,
    lay: Lay | None = None,
) -> Iterator[File]:
    """What the recipes make of the book, in their order, whatever `jobs` is; what stands as it was left is only named.

    `last` is what the last build left, `standing` tells whether a file is as it left it. `last` is brought up to date
    as the files go by, and holds when all have. With `lay`, whoever makes a file lays it, and it is only named too.
    """
    behind = Behind(book)
    changed = {place for place, was in last.seen.items() if behind.digest(last.reads[place]) != was}
    keys = [each.key for each in recipes]
    kept = {key: stood for key in keys if (stood := _kept(key, changed, last, standing)) is not None}
    stale = [each for each, key in zip(recipes, keys, strict=True) if key not in kept]
    made = shared_out(partial(_made, book, printed, lay), stale, jobs, least=WORTH_IT, chunk=_CHUNK)
    places = {read: place for place, read in enumerate(last.reads)}
    done: dict[bytes, tuple[tuple[str, ...], tuple[int, ...]]] = {}
    pieces: dict[str, bytes] = {}
    seen = {place: was for place, was in last.seen.items() if place not in changed}
    numbered: list[int] = []  # the place of each read of the chunk at hand
    for key in keys:
        files: Sequence[File]
        if key in kept:
            files, done[key] = kept[key], last.recipes[key]
        else:
            laid, numbers, known, fresh = next(made)
            numbered[known:] = [places.setdefault(each, len(places)) for each in fresh]
            files = [(path, Kept(*content) if isinstance(content, tuple) else content) for path, content in laid]
            done[key] = tuple(path for path, _ in files), tuple([numbered[each] for each in numbers])
            for each, place in zip(fresh, numbered[known:], strict=True):
                if place not in seen:
                    seen[place] = behind.digest(each)
        for path, content in files:
            if path.startswith(MARK) and isinstance(content, bytes):
                pieces[path] = content
            yield path, content
    last.reads, last.recipes, last.pieces = list(places), done, pieces
    last.seen = {place: seen[place] for place in set[int]().union(*(reads for _, reads in done.values()))}


def _kept(key: bytes, changed: set[int], last: Ledger, standing: Standing) -> Sequence[File] | None:
    """The files of a recipe that would make them again just as they are."""
    if key not in last.recipes:
        return None
    paths, reads = last.recipes[key]
    if not changed.isdisjoint(reads):
        return None
    files: list[File] = []
    for path in paths:
        found = last.pieces.get(path) if path.startswith(MARK) else standing(path)
        if found is None:
            return None
        files.append((path, found))
    return files


def _made(book: Concordance, printed: Printed, lay: Lay | None, recipes: Sequence[Recipe]) -> Iterator[Made]:
    log: set[Read] = set()
    seen = watched(book, log)
    numbers: dict[Read, int] = {}
    for each in recipes:
        log.clear()
        files: Files = []
        for path, content in each.make(seen, *each.given):
            made = printed(content)
            if lay is None or path.startswith(MARK):
                files.append((path, made))
            else:
                kept = lay(path, made)
                files.append((path, (kept.sha256, kept.fresh)))
        known = len(numbers)
        read = tuple([numbers.setdefault(one, len(numbers)) for one in log])
        yield files, read, known, tuple(islice(numbers, known, None))
