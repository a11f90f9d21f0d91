"""The only writer: a stream of files becomes the site's folder, wholly or not at all.

The new site is staged beside the old one, `.NAME.verbatim-new`, with hard links to all that stays: what did not change,
and every file that verbatim did not make. Then the two folders change places in one step, and the old one goes. Where
the system cannot exchange two folders (neither renameat2 nor renamex_np, or a file system without it) it takes two
renames: for that instant there is no site at its address, and if the process dies just then, the old one stands
complete as `.NAME.verbatim-old` and the next build puts it back first.

A program that stands in the folder (a shell, a server started there) keeps the old folder: it has to enter anew.
"""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import lru_cache
from pathlib import Path

from generator.diagnostics import make_visible
from generator.publishing import folders
from generator.publishing.folders import Busy
from generator.values import dataclass

__all__ = ["MANIFEST", "MARK", "Busy", "OutputRefused", "Written", "check_folder", "manifest_text", "publish"]

MANIFEST = "manifest.json"
MARK = b'<meta name="generator" content="verbatim">'  # by this a page of ours is known where there is no manifest
HEAD = 65_536  # bytes of a page in which the mark stands
LARGEST_MANIFEST = 256 * 1024 * 1024
LONGEST_PATH = 1024
_NO_PART = frozenset(("", ".", ".."))


class OutputRefused(Exception):
    """The output folder may not be used; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a site's files: paths in the order they were made, and how many were as they should be."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """In the place of a file's bytes: the file stands as it should, and this is its SHA-256.

    It stands in the site's folder or, where it is `fresh`, among the files of the new one.
    """

    sha256: str
    fresh: bool = False


File = tuple[str, bytes | Unchanged]
Writer = Callable[[str, bytes], Unchanged]


class StagingFolder:
    """Where the new site is put together: what is laid here need not be handed to `publish` as bytes.

    To be used while the files of a `publish` into the same folder are being made, by any process that makes them.
    """

    def __init__(self, out: Path) -> None:
        self._place = _place(out)
        self._new = _beside(self._place, "new")
        self._made: set[str] = set()  # the folders of the new site that are there already
        self._real: dict[str, bool] = {}  # of those of the old one that were looked at, whether each is one

    def lay(self, path: str, content: bytes) -> Unchanged:
        """The file stands as it should, whether it did before or is written now. Raises OSError."""
        if not (path == MANIFEST or _may_be_ours(path)):
            raise ValueError(f"no path for a file of the site: {path!r}")
        fresh = not self.stands(path, content)
        if fresh:
            self._write(path, content)
        return Unchanged(hashlib.sha256(content).hexdigest(), fresh)

    def stands(self, path: str, content: bytes) -> bool:
        """A file with just these bytes is in the site's folder already, reached through no link."""
        if not self.is_reached(path):
            return False
        try:
            descriptor = os.open(f"{self._place}/{path}", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False  # whatever it is, it is found when the folder is completed
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
                return False
            return os.read(descriptor, len(content) + 1) == content
        finally:
            os.close(descriptor)

    def is_file(self, path: str) -> bool:
        """A regular file is in the site's folder, in real folders."""
        return self.is_reached(path) and folders.is_kind(self._place / path, stat.S_IFREG)

    def is_reached(self, path: str) -> bool:
        """The path leads through real folders only."""
        for folder in _folders(path):
            if folder not in self._real:
                self._real[folder] = folders.is_kind(self._place / folder, stat.S_IFDIR)
            if not self._real[folder]:
                return False
        return True

    def _write(self, path: str, content: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self._new / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(f"{self._new}/{path}", flags, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)


def check_folder(out: Path, project: Path, keep: Iterable[Path]) -> None:
    """A site may be written to `out`: it is new, empty or ours, and apart from the project and its folders `keep`.

    Raises Refused. Folders are compared as the file system knows them, not as they are spelt.
    """
    place, name = _place(out), make_visible(str(out))
    if place.parent == place:
        raise OutputRefused(f"{name} is the root of the file system: name a folder for the site")
    keep = tuple(keep)
    for folder in (project, *keep):
        if folders.is_within(Path(os.path.realpath(folder)), place):
            raise OutputRefused(
                f"{make_visible(str(out))} is or holds {make_visible(str(folder))}: "
                "name a folder of its own for the site"
            )
    for folder in keep:
        if folders.is_within(place, Path(os.path.realpath(folder))):
            raise OutputRefused(f"{name} lies in {make_visible(str(folder))}: name a folder of its own for the site")
    _listed(place)


def publish(
    out: Path,
    files: Iterable[File],
    *,
    wait: float = 60.0,
    sealed: Callable[[Mapping[str, str]], None] = lambda digests: None,  # noqa: ARG005 - by default nobody wants to know
    end: ExitStack | None = None,
) -> Written:
    """The folder `out` holds exactly `files`, their manifest, and what others put there; nothing else was touched.

    `files` are pairs of a path, relative and with forward slashes, and its bytes; they are taken one at a time and
    not held; of one that a Stage has laid, it is enough to say so. A file that stands as it should, byte for byte,
    is not written again, and where all do nothing is. Until all is ready and safe on disk the old site stands, and
    whatever is raised, a whole site does; Ctrl-C leaves the old one, or comes too late: until all is done here or, with
    `end`, until that ends. `sealed` is told the paths and hashes of all files when they stand, while no other build can
    change them.

    Raises Refused (the folder is not ours, or something that is not ours stands where a file should), Busy (another
    build held the folder for `wait` seconds), OSError, and what `files` raises.
    """
    place = _place(out)
    _listed(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    with folders.lock_folder(place.with_name(f".{place.name}.verbatim-lock"), wait):
        new, old = (_beside(place, end) for end in ("new", "old"))
        _recover(place, new, old)
        try:
            with ExitStack() as done:
                written, digests = _publish(place, new, old, files, end or done)
                sealed(digests)
            return written
        except BaseException as fault:
            _let_go(files, fault)
            with suppress(OSError):
                _recover(place, new, old)
            raise


def _let_go(files: Iterable[File], fault: BaseException) -> None:
    """Whoever lays the files has ended: generators end when nobody holds them, and the fault's frames hold some."""
    from traceback import clear_frames  # noqa: PLC0415 - as a rule nothing fails

    if isinstance(files, Generator):
        files.close()
    clear_frames(fault.__traceback__)


def manifest_text(digests: dict[str, str]) -> bytes:
    """The manifest of files and their SHA-256 in its one spelling: sorted, a line each, so that every byte is bound."""
    lines = (f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(digests[path])}" for path in sorted(digests))
    return ('{"files": {\n' + ",\n".join(lines) + "\n}}\n").encode()


def _recover(place: Path, new: Path, old: Path) -> None:
    """A whole site stands at `place` if one stood there, and nothing beside it, wherever a build stopped."""
    if os.path.lexists(old) and not os.path.lexists(place):
        old.rename(place)
    folders.remove_tree(old)
    folders.remove_tree(new)


def _publish(
    place: Path, new: Path, old: Path, files: Iterable[File], end: ExitStack
) -> tuple[Written, dict[str, str]]:
    """What `publish` does while it holds the folder; from the exchange on, until `end`, nobody can interrupt it."""
    ours = _listed(place)
    stage, digests = StagingFolder(place), dict[str, str]()
    staged: dict[str, None] = {}
    for path, content in _laid(files, stage, digests):
        if content.fresh:
            staged[path] = None
    paths = digests.keys()
    gone = tuple(path for path in sorted(ours or ()) if path not in paths and stage.is_file(path))
    written = Written(tuple(staged), gone, len(paths) - len(staged))
    if not staged and not gone:
        return written, digests

    new.mkdir(parents=True, exist_ok=True)
    copied, guests = _complete(place, new, paths, staged, frozenset(gone), ours)
    folders.sync_files(new, (*(f"{new}/{each}" for each in staged), *map(str, copied)))
    end.enter_context(folders.defer_interrupts())
    if not os.path.lexists(place):
        new.rename(place)
        former = None
    elif folders.exchange_folders(new, place):
        former = new
    else:
        place.rename(old)
        new.rename(place)
        former = old
    folders.sync_name(place)
    if former:
        _rescue(former, place, {*paths, *gone}, guests)
        folders.remove_tree(former)
    return written, digests


def _laid(files: Iterable[File], stage: StagingFolder, digests: dict[str, str]) -> Iterator[tuple[str, Unchanged]]:
    """The files and, when `digests` has them all, the manifest, all laid; then `digests` has that too."""
    for path, content in files:
        if not _may_be_ours(path) or path in digests:
            raise ValueError(f"no path for a file of the site, or one taken twice: {path!r}")
        laid = content if isinstance(content, Unchanged) else stage.lay(path, content)
        digests[path] = laid.sha256
        yield path, laid
    laid = stage.lay(MANIFEST, manifest_text(digests))
    digests[MANIFEST] = laid.sha256
    yield MANIFEST, laid


def _complete(
    place: Path,
    new: Path,
    paths: Collection[str],
    staged: Collection[str],
    gone: Collection[str],
    ours: Mapping[str, str] | None,
) -> tuple[list[Path], dict[str, tuple[int, int]]]:
    """All that stays is in the new folder too: which files had to be copied, and each guest's inode and time.

    A guest is what verbatim did not make. One that stands where a file or folder of ours should is refused.
    """
    copied: list[Path] = []
    guests: dict[str, tuple[int, int]] = {}
    kept: list[str] = []
    carried = 0
    made = {folder for path in paths for folder in _folders(path)}
    earlier = {folder for path in ours or () for folder in _folders(path)}
    hashes = frozenset((ours or {}).values())
    if not os.path.lexists(place):
        return copied, guests
    target = os.fspath(new)
    for path, entry in folders.walk_tree(place):
        regular = entry.is_file(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            if path in paths:
                raise OutputRefused(_taken(place, path))
            if not os.access(place / path, os.W_OK | os.X_OK) and entry.stat().st_uid != os.geteuid():
                # Better now than when the new site stands and the old one cannot be cleared away.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place / path))
            if path not in made and path not in earlier:
                (new / path).mkdir(parents=True, exist_ok=True)
            kept.append(path)
        elif regular and path in staged:
            if not (ours is None or path in ours or path == MANIFEST or _was_ours(place / path, hashes)):
                raise OutputRefused(_taken(place, path))
        elif regular and path in paths:
            carried += 1
            if folders.carry_over(entry.path, f"{target}/{path}"):
                copied.append(new / path)
        elif not (regular and path in gone):
            if path in paths or path in made:
                raise OutputRefused(_taken(place, path))
            found = entry.stat(follow_symlinks=False)
            guests[path] = (found.st_ino, found.st_mtime_ns)
            if folders.carry_over(place / path, new / path):
                copied.append(new / path)
    if carried != len(paths) - len(staged):
        raise OSError(errno.EBUSY, "the site's folder changes while it is being built", str(place))
    for path in reversed(kept):
        if (new / path).is_dir():
            folders.copy_attributes(place / path, new / path, times=path not in made and path not in earlier)
    folders.copy_attributes(place, new, times=False)
    return copied, guests


def _rescue(former: Path, place: Path, known: Collection[str], guests: dict[str, tuple[int, int]]) -> None:
    """What others wrote into the former folder while the new one was being completed is in the new one."""
    for path, entry in folders.walk_tree(former):
        if entry.is_dir(follow_symlinks=False) or path in known:
            continue
        found = entry.stat(follow_symlinks=False)
        if guests.get(path) != (found.st_ino, found.st_mtime_ns):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (former / path).replace(place / path)


def _place(out: Path) -> Path:
    """Where the folder stands, by the true path of its parent: two spellings of one folder are one place."""
    if out.name in ("", ".."):
        return Path(os.path.realpath(out))
    return Path(os.path.realpath(out.parent)) / out.name


def _beside(place: Path, end: str) -> Path:
    return place.with_name(f".{place.name}.verbatim-{end}")


def _was_ours(path: Path, hashes: Collection[str]) -> bool:
    """A file that the manifest does not list is from verbatim all the same: a page, or bytes that it has the hash of.

    So a manifest with one path damaged, or with the other side of a merge, is mended.
    """
    content = path.read_bytes()
    return MARK in content[:HEAD] or hashlib.sha256(content).hexdigest() in hashes


def _listed(place: Path) -> dict[str, str] | None:
    """The files that a former build made and their hashes, by its manifest; None where that is lost.

    Raises Refused where the folder is not ours to write to.
    """
    name = make_visible(str(place))
    try:
        found = place.lstat()
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        raise OutputRefused(f"{name} is not in a folder") from None
    if stat.S_ISLNK(found.st_mode):
        raise OutputRefused(f"{name} is a symbolic link: name the folder itself")
    if not stat.S_ISDIR(found.st_mode):
        raise OutputRefused(f"{name} is not a folder")
    if os.path.ismount(place):
        raise OutputRefused(f"{name} is a mount point, which cannot be exchanged: name a folder in it")
    with os.scandir(place) as entries:
        if next(entries, None) is None:
            return {}
    with suppress(ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return dict(_files_in(folders.read_head(place / MANIFEST, LARGEST_MANIFEST)))
    if MARK in folders.read_head(place / "index.html", HEAD):
        return None
    raise OutputRefused(
        f"{name} is not empty and not a site that verbatim made: empty it yourself, or name another folder"
    )


@lru_cache(1)
def _files_in(manifest: bytes) -> Mapping[str, str]:
    """The files of a manifest that may be ours. One build asks several times; raises what a broken one leads to."""
    whole = json.loads(manifest.decode())
    files = whole["files"]
    if len(whole) != 1 or not all(isinstance(each, str) and len(each) == 64 for each in files.values()):
        raise ValueError("no manifest of ours")
    return {path: digest for path, digest in files.items() if _may_be_ours(path)}


def _may_be_ours(path: str) -> bool:
    """The path stays in the site and can be spelt on disk; the manifest, which is always ours, is none of its files."""
    return (
        0 < len(path) <= LONGEST_PATH
        and path.isprintable()  # no control character, no lone surrogate
        and path != MANIFEST
        and _NO_PART.isdisjoint(path.split("/"))
    )


def _folders(path: str) -> Iterator[str]:
    """The folders a path leads through, outermost first."""
    end = path.find("/")
    while end > 0:
        yield path[:end]
        end = path.find("/", end + 1)


def _taken(place: Path, path: str) -> str:
    return f"{make_visible(str(place / path))} was not made by verbatim and stands where the site needs its place"
