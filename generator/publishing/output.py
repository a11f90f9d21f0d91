"""The site's folder, written completely or not at all. Nothing else writes to it.

The new site is staged beside the old one, in `.NAME.verbatim-new`: first the files that changed; then, when it is
published, hard links to everything that stays: what did not change, and every file that verbatim did not make. Then
the two folders are exchanged in one step, and the old one is removed. If the system cannot exchange two folders
(neither renameat2 nor renamex_np, or a file system without it), two renames do it: for an instant there is no site at
its address, and if the process dies just then, the old one is complete in `.NAME.verbatim-old` and the next build
restores it first.

A program whose working folder is the site's (a shell, a server started there) stays in the old folder and has to enter
the new one.
"""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from generator.diagnostics import make_visible
from generator.publishing import folders
from generator.publishing.folders import Busy
from generator.values import dataclass

__all__ = [
    "CHECKSUMS",
    "MANIFEST",
    "MARK",
    "Busy",
    "OutputRefused",
    "StagedFile",
    "StagingFolder",
    "Written",
    "check_folder",
    "checksums",
    "manifest_text",
    "stage_site",
]

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
MARK = b'<meta name="generator" content="verbatim">'  # in every page of ours, for when there is no manifest
HEAD = 65_536  # bytes at the start of a page that hold the mark
LARGEST_MANIFEST = 256 * 1024 * 1024
LONGEST_PATH = 1024
_NO_PART = frozenset(("", ".", ".."))


class OutputRefused(Exception):
    """The output folder may not be used; the text is the reason in one line."""


@dataclass(frozen=True, slots=True)
class Written:
    """The result of publishing a site: which files were written and removed, in order, and how many were unchanged.

    `sha256` has the hashes of all files, by their paths.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    sha256: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file of the new site: staged if it is `fresh`, else unchanged in the site that is already there."""

    sha256: str
    fresh: bool = False


class StagingFolder:
    """The new site while it is assembled. Any process may write its files; the one that staged it publishes it."""

    def __init__(self, place: Path, interrupts: ExitStack) -> None:
        self._place = place
        self._new = _sibling_path(place, "new")
        self._interrupts = interrupts
        self._created: set[str] = set()  # folders of the new site that exist
        self._real: dict[str, bool] = {}  # whether paths in the old site are real folders, as far as they were checked

    def write(self, path: str, content: bytes) -> StagedFile:
        """Write the file unless the site that is there has it with this content. Raises OSError."""
        if not (path == MANIFEST or _may_be_ours(path)):
            raise ValueError(f"no path for a file of the site: {path!r}")
        fresh = not self._has(path, content)
        if fresh:
            self._write(path, content)
        return StagedFile(hashlib.sha256(content).hexdigest(), fresh)

    def copy(self, path: str, source: BinaryIO, sha256: str) -> StagedFile:
        """Copy an open file, which may be large, unless the site that is there has it.

        Raises OSError, also where its SHA-256 is another one: then it changed since it was checked.
        """
        if not _may_be_ours(path):
            raise ValueError(f"no path for a file of the site: {path!r}")
        if self._is_file(path):
            with (self._place / path).open("rb") as there:
                if hashlib.file_digest(there, "sha256").hexdigest() == sha256:
                    return StagedFile(sha256)
        found = hashlib.sha256()
        target = self._new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            while piece := source.read(1 << 20):
                found.update(piece)
                file.write(piece)
        if found.hexdigest() != sha256:
            raise OSError(errno.EBUSY, "a file changes while the site is being built", source.name)
        return StagedFile(sha256, fresh=True)

    def locate(self, path: str, file: StagedFile) -> Path:
        """Return where a file is until the site is published."""
        return (self._new if file.fresh else self._place) / path

    def publish(self, files: Iterable[tuple[str, StagedFile]]) -> Written:
        """Make the site's folder hold exactly `files`, their manifest, and the files of others that are in it.

        A file that did not change is not written again, and if none changed nothing is written. The old site stays in
        place until all files are synced to disk; from then on Ctrl-C is ignored until the staging ends. Raises
        OutputRefused if something that is not ours is in the place of a file, and OSError.
        """
        ours = _read_manifest(self._place)
        listed: Collection[str] = ours or ()  # these paths have been looked at
        sha256: dict[str, str] = {}
        fresh: dict[str, None] = {}
        for path, file in files:
            if path in sha256 or not (path in listed or _may_be_ours(path)):
                raise ValueError(f"no path for a file of the site, or one taken twice: {path!r}")
            sha256[path] = file.sha256
            if file.fresh:
                fresh[path] = None
        manifest = self.write(MANIFEST, manifest_text(sha256))
        sha256[MANIFEST] = manifest.sha256
        if manifest.fresh:
            fresh[MANIFEST] = None
        removed = tuple(path for path in sorted(ours or ()) if path not in sha256 and self._is_file(path))
        if fresh or removed:
            self._exchange(sha256.keys(), fresh, removed, ours)
        return Written(tuple(fresh), removed, len(sha256) - len(fresh), sha256)

    def _exchange(
        self, paths: Collection[str], fresh: Collection[str], removed: Collection[str], ours: Mapping[str, str] | None
    ) -> None:
        """Complete the new site, put it in the place of the old one, and remove the old one."""
        place, new = self._place, self._new
        new.mkdir(parents=True, exist_ok=True)
        copied, guests = _complete_site(place, new, paths, fresh, frozenset(removed), ours)
        folders.sync_files(new, (*(f"{new}/{path}" for path in fresh), *map(str, copied)))
        self._interrupts.enter_context(folders.defer_interrupts())
        former = _swap_folders(place, new)
        folders.sync_name(place)
        if former:
            _rescue_guests(former, place, {*paths, *removed}, guests)
            folders.remove_tree(former)

    def _has(self, path: str, content: bytes) -> bool:
        """Return whether a file with exactly these bytes is in the site's folder, in real folders and not a link."""
        if not self._is_reached(path):
            return False
        try:
            descriptor = os.open(f"{self._place}/{path}", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False  # whatever is there, completing the folder will notice it
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
                return False
            return os.read(descriptor, len(content) + 1) == content
        finally:
            os.close(descriptor)

    def _is_file(self, path: str) -> bool:
        """Return whether a regular file is in the site's folder, in real folders."""
        return self._is_reached(path) and folders.is_kind(self._place / path, stat.S_IFREG)

    def _is_reached(self, path: str) -> bool:
        """Return whether the path leads through real folders only."""
        for folder in _parent_folders(path):
            if folder not in self._real:
                self._real[folder] = folders.is_kind(self._place / folder, stat.S_IFDIR)
            if not self._real[folder]:
                return False
        return True

    def _write(self, path: str, content: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._created:
            (self._new / folder).mkdir(parents=True, exist_ok=True)
            self._created.add(folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(f"{self._new}/{path}", flags, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)


def check_folder(out: Path, project: Path, keep: Iterable[Path]) -> None:
    """Check that a site may be written to `out`: it is new, empty or ours, and apart from the project and `keep`.

    Raises OutputRefused. Folders are compared by their identity in the file system, not by their spelling.
    """
    place, name = _resolve_place(out), make_visible(str(out))
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
    _read_manifest(place)


@contextmanager
def stage_site(out: Path, wait: float = 60.0) -> Iterator[StagingFolder]:
    """Lock the folder `out` against other builds while its new site is assembled.

    Whatever is raised in the block, a complete site is there afterwards, and nothing of an unfinished one. Raises
    OutputRefused if the folder is not ours, Busy if another build held it for `wait` seconds, and OSError.
    """
    place = _resolve_place(out)
    _read_manifest(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as interrupts, folders.lock_folder(_sibling_path(place, "lock"), wait):
        _recover_site(place)
        try:
            yield StagingFolder(place, interrupts)
        finally:
            with suppress(OSError):
                _recover_site(place)


def manifest_text(digests: dict[str, str]) -> bytes:
    """Return the manifest of files and their SHA-256, sorted, one line each: no other text says the same."""
    lines = (f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(digests[path])}" for path in sorted(digests))
    return ('{"files": {\n' + ",\n".join(lines) + "\n}}\n").encode()


def checksums(files: Iterable[tuple[str, str]]) -> bytes:
    """Return what `sha256sum --check` reads: all files but this one and the manifest, which has its hash."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files)).encode()


def _recover_site(place: Path) -> None:
    """Restore the site at `place` if there was one, and remove the folders beside it, wherever a build stopped."""
    new, old = _sibling_path(place, "new"), _sibling_path(place, "old")
    if os.path.lexists(old) and not os.path.lexists(place):
        old.rename(place)
    folders.remove_tree(old)
    folders.remove_tree(new)


def _swap_folders(place: Path, new: Path) -> Path | None:
    """Put the new folder at `place`; return where the former one is now, or None if there was none."""
    if not os.path.lexists(place):
        new.rename(place)
        return None
    if folders.exchange_folders(new, place):
        return new
    old = _sibling_path(place, "old")
    place.rename(old)
    new.rename(place)
    return old


def _complete_site(
    place: Path,
    new: Path,
    paths: Collection[str],
    staged: Collection[str],
    removed: Collection[str],
    ours: Mapping[str, str] | None,
) -> tuple[list[Path], dict[str, tuple[int, int]]]:
    """Put all that stays into the new folder; return the files that were copied, and each guest's inode and mtime.

    A guest is a file that verbatim did not make. Raises OutputRefused if one is in the place of a file or folder of
    ours.
    """
    copied: list[Path] = []
    guests: dict[str, tuple[int, int]] = {}
    kept: list[str] = []
    carried = 0
    made, earlier = _list_folders(paths), _list_folders(ours or ())
    hashes = frozenset((ours or {}).values())
    if not os.path.lexists(place):
        return copied, guests
    target = os.fspath(new)
    for path, entry in folders.walk_tree(place):
        regular = entry.is_file(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            if path in paths:
                raise OutputRefused(_describe_obstacle(place, path))
            if not os.access(place / path, os.W_OK | os.X_OK) and entry.stat().st_uid != os.geteuid():
                # Fail now, before the new site is in place and the old one cannot be removed.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place / path))
            if path not in made and path not in earlier:
                (new / path).mkdir(parents=True, exist_ok=True)
            kept.append(path)
        elif regular and path in staged:
            if not (ours is None or path in ours or path == MANIFEST or _was_ours(place / path, hashes)):
                raise OutputRefused(_describe_obstacle(place, path))
        elif regular and path in paths:
            carried += 1
            if folders.carry_over(entry.path, f"{target}/{path}"):
                copied.append(new / path)
        elif not (regular and path in removed):
            if path in paths or path in made:
                raise OutputRefused(_describe_obstacle(place, path))
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


def _rescue_guests(former: Path, place: Path, known: Collection[str], guests: dict[str, tuple[int, int]]) -> None:
    """Move what others wrote into the former folder, while the new one was being completed, into the new one."""
    for path, entry in folders.walk_tree(former):
        if entry.is_dir(follow_symlinks=False) or path in known:
            continue
        found = entry.stat(follow_symlinks=False)
        if guests.get(path) != (found.st_ino, found.st_mtime_ns):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (former / path).replace(place / path)


def _resolve_place(out: Path) -> Path:
    """Return the folder by the real path of its parent, so that two spellings of one folder give the same place."""
    if out.name in ("", ".."):
        return Path(os.path.realpath(out))
    return Path(os.path.realpath(out.parent)) / out.name


def _sibling_path(place: Path, end: str) -> Path:
    return place.with_name(f".{place.name}.verbatim-{end}")


def _was_ours(path: Path, hashes: Collection[str]) -> bool:
    """Return whether a file that the manifest does not list is ours: it has our mark, or the manifest has its hash.

    This repairs a manifest that has a damaged path or is the other side of a merge.
    """
    content = path.read_bytes()
    return MARK in content[:HEAD] or hashlib.sha256(content).hexdigest() in hashes


def _read_manifest(place: Path) -> dict[str, str] | None:
    """Return the files of a former build and their hashes from its manifest; None if the manifest is lost.

    Raises OutputRefused if the folder is not ours.
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
        return dict(_parse_manifest(folders.read_head(place / MANIFEST, LARGEST_MANIFEST)))
    if MARK in folders.read_head(place / "index.html", HEAD):
        return None
    raise OutputRefused(
        f"{name} is not empty and not a site that verbatim made: empty it yourself, or name another folder"
    )


@lru_cache(1)
def _parse_manifest(manifest: bytes) -> Mapping[str, str]:
    """Return the files of a manifest that may be ours. A damaged manifest raises any of the errors of its parts."""
    whole = json.loads(manifest.decode())
    files = whole["files"]
    if len(whole) != 1 or not all(isinstance(file, str) and len(file) == 64 for file in files.values()):
        raise ValueError("no manifest of ours")
    return {path: digest for path, digest in files.items() if _may_be_ours(path)}


def _may_be_ours(path: str) -> bool:
    """Return whether a path stays in the site, can be written to disk and is not the manifest's."""
    return (
        0 < len(path) <= LONGEST_PATH
        and path.isprintable()  # no control character, no lone surrogate
        and path != MANIFEST
        and _NO_PART.isdisjoint(path.split("/"))
    )


def _parent_folders(path: str) -> Iterator[str]:
    """Yield the folders that a path leads through, outermost first."""
    end = path.find("/")
    while end > 0:
        yield path[:end]
        end = path.find("/", end + 1)


def _list_folders(paths: Iterable[str]) -> set[str]:
    """Return all folders that the paths lead through."""
    innermost = {path.rpartition("/")[0] for path in paths}
    return {folder for path in innermost for folder in _parent_folders(f"{path}/")}


def _describe_obstacle(place: Path, path: str) -> str:
    return f"{make_visible(str(place / path))} was not made by verbatim and stands where the site needs its place"
