"""What is known of a build after it: enough to say, without reading anything again, that nothing has changed.

The memo lies beside the site, `.NAME.verbatim-memo`. It holds no content: only which files and folders were looked at
and written, each with the identity that the file system gives it (inode, size, times of content and of change), the
program that did it, and what it had to say. What stages keep for the next build lies in a stock beside it,
`.NAME.verbatim-stock`, whose identity the memo has too. A memo that is damaged, foreign or older counts for nothing,
and so does a stock that is not the memo's own: the build is made as if there were none. An identity cannot be sent
along with a project, so nothing but this machine's own is ever believed.
"""

import hashlib
import json
import marshal
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from generator import __version__
from generator.cache.digests import digest_value
from generator.diagnostics import Diagnostic, Location
from generator.values import dataclass

_SETTLED = 20_000_000  # ns; file systems tell time in steps, and two changes within one step look alike
_HERE = Path(__file__).resolve().parent

StatSignature = list[int]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build had to say: how many claims, quotes, sources and files the site has, and its diagnostics."""

    claims: int
    quotes: int
    sources: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def unchanged_build(root: Path, out: Path, *, quiet: bool = False) -> BuildSummary | None:
    """What the last build of `root` into `out` said, if a build now would read the same and write nothing.

    With `quiet`, only if it had no diagnostic to tell.
    """
    try:
        memo = _remembered(root, out)
        if memo is None or not memo["settled"] or (quiet and memo["told"][-1]):
            return None
        if any(_looked_at(path) != known for path, known in memo["inputs"].items()):
            return None
        if any(_written(path) != known for path, known in memo["outputs"].items()):
            return None
        claims, quotes, sources, files, said = memo["told"]
        found = (Diagnostic(Location(*at), code, message, tuple(help)) for at, code, message, help in said)
        return BuildSummary(claims, quotes, sources, files, tuple(found))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


class Stamped(dict[str, Value]):
    """Values by id, and a digest of each: in two builds that give an id one digest, its value is the same."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self.stamps = {id: digest_value(value) for id, value in values.items()}


@dataclass(frozen=True, slots=True)
class BuildCache:
    """What the last build kept: by stage, plain values; and the files that it made, by path, with their SHA-256."""

    kept: Mapping[str, Any]
    files: Mapping[str, str]
    _place: str
    _identities: Mapping[str, StatSignature]

    def standing(self, path: str) -> str | None:
        """The SHA-256 of a file of the site that stands just as the last build left it."""
        place = f"{self._place}/{path}"
        known = self._identities.get(place)
        return self.files.get(path) if known is not None and _written(place) == known else None

    def content(self, path: str) -> bytes | None:
        """What is in a file of the site that stands just as the last build left it."""
        try:
            return Path(f"{self._place}/{path}").read_bytes() if self.standing(path) else None
        except OSError:
            return None


EMPTY_CACHE = BuildCache({}, {}, "", {})


def load_cache(root: Path, out: Path) -> BuildCache:
    """What the last build of `root` into `out` kept, by this program and on this machine; else nothing."""
    try:
        memo, path = _remembered(root, out), _stock(out)
        if memo is None or memo["stock"] != _written(str(path)):
            return EMPTY_CACHE
        kept = marshal.loads(path.read_bytes())  # noqa: S302 - of that identity: nobody else wrote it
        return BuildCache(kept["kept"], kept["files"], os.path.realpath(out), memo["outputs"])
    except (OSError, ValueError, TypeError, KeyError, EOFError, RecursionError):
        return EMPTY_CACHE


def _remembered(root: Path, out: Path) -> Any:
    """The memo of the last build of `root` into `out`, if it is whole and this program's own."""
    memo = _parsed(_memo(out).read_bytes())
    return memo if memo and memo["build"] == _build(root, out) else None


@lru_cache(1)
def _parsed(content: bytes) -> Any:
    """What a memo says, if it is whole. One build asks up to three times; nobody changes it."""
    seal, _, body = content.partition(b"\n")
    return json.loads(body) if hashlib.sha256(body).hexdigest().encode() == seal else None


def fs_clock(out: Path) -> int | None:
    """Now, in nanoseconds, by the clock of the file system where `out` is to stand; None where it cannot be asked."""
    mark = _moment(out)
    try:
        descriptor = os.open(mark, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    finally:
        with suppress(OSError):
            mark.unlink()
    try:
        return os.fstat(descriptor).st_ctime_ns
    finally:
        os.close(descriptor)


def save_build(
    root: Path,
    out: Path,
    began: int | None,
    inputs: Iterable[str],
    outputs: Mapping[str, str],
    told: BuildSummary,
    kept: Mapping[str, Any],
) -> None:
    """The memo of a build of `root` into `out` that began at the moment `began`, and what stages keep for the next.

    `inputs` are all files and folders that it looked at, there or not, relative to `root`; `outputs` the site's files,
    relative to `out`, and their SHA-256. Where an input may have changed since it was read, the memo does not say that
    nothing has. To be called while nobody else can write to `out`.
    """
    memo, home, place = _memo(out), os.path.realpath(root), os.path.realpath(out)
    with suppress(OSError):  # the site stands; whatever became of its memo
        memo.unlink(missing_ok=True)
        looked = {path: _looked_at(path) for path in (f"{home}/{each}" for each in inputs)}
        settled = began is not None and not any(each and max(each[-2:]) > began - _SETTLED for each in looked.values())
        files = [f"{place}/{each}" for each in outputs]
        said = [(astuple(each.location), each.code, each.message, each.help) for each in told.diagnostics]
        whole = {
            "build": _build(root, out),
            "settled": settled,
            "inputs": looked,
            "stock": _put(_stock(out), marshal.dumps({"kept": kept, "files": outputs})),
            "outputs": {
                path: _written(path) for path in (*sorted({each.rpartition("/")[0] for each in files}), *files)
            },
            "told": (told.claims, told.quotes, told.sources, told.files, said),
        }
        body = json.dumps(whole, separators=(",", ":")).encode()
        _put(memo, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def _put(path: Path, content: bytes) -> StatSignature | None:
    """The file holds the content, and is a new one: its identity."""
    fresh = path.with_name(f"{path.name}-new")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as file:
            file.write(content)
        fresh.replace(path)
    except OSError:  # a full disk
        fresh.unlink(missing_ok=True)
        raise
    return _written(str(path))


def _stock(out: Path) -> Path:
    return _memo(out).with_suffix(".verbatim-stock")


def _memo(out: Path) -> Path:
    place = Path(os.path.realpath(out.parent)) / out.name
    return place.with_name(f".{place.name}.verbatim-memo")


def _moment(out: Path) -> Path:
    return _memo(out).with_suffix(".verbatim-moment")


def _looked_at(path: str) -> StatSignature | None:
    """What tells an input from any other at its path, links followed; a folder is another when its list changes."""
    try:
        return [*_told_apart(os.lstat(path)), *_told_apart(os.stat(path))]  # noqa: PTH116 - tens of thousands of paths
    except OSError:
        return None


def _written(path: str) -> StatSignature | None:
    """What tells a file of the site from any other at its path; of a folder only that it is the same folder."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return [found.st_ino, stat.S_IFMT(found.st_mode)] if stat.S_ISDIR(found.st_mode) else _told_apart(found)


def _told_apart(found: os.stat_result) -> StatSignature:
    return [found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _build(root: Path, out: Path) -> list[str]:
    """What tells this build from another: from where to where, and by what program."""
    return [os.path.realpath(root), os.path.realpath(out), *_program()]


@cache
def _program() -> tuple[str, ...]:
    """The program that runs: its version, its files and templates, Python and all packages beside it."""
    files = []
    for folder in (_HERE, _HERE.parent / "templates"):
        for base, folders, names in os.walk(folder):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            paths = [f"{base}/{each}" for each in sorted(names)]
            files += [(each, _told_apart(os.stat(each))) for each in paths]  # noqa: PTH116 - at every start
    packages = [
        sorted(name for name in os.listdir(each) if name.endswith(".dist-info"))  # noqa: PTH208 - likewise
        for each in sys.path
        if os.path.isdir(each)  # noqa: PTH112 - likewise
    ]
    return __version__, sys.version, hashlib.sha256(repr((files, packages)).encode()).hexdigest()
