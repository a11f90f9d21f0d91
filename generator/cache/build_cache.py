"""Stat signatures of all inputs and outputs of a build: they show that nothing has changed without reading a file.

They are in the memo beside the site, `.NAME.verbatim-memo`, which holds no content: the files and folders that were
read and written with their signatures (inode, size, mtime and ctime), the program that built the site, and the
summary of the build. Results of stages are in `.NAME.verbatim-stock` beside it, and the memo has its signature too. A
memo that is damaged, from another program or another build is ignored, as is a stock that does not belong to the memo;
the build then runs as if there were none. Signatures do not survive copying a project to another machine, so only
what this machine wrote is ever trusted.
"""

import hashlib
import json
import marshal
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from generator import __version__
from generator.diagnostics import Diagnostic, Location
from generator.values import dataclass

_CLOCK_STEP = 20_000_000  # ns; file system clocks advance in steps, and two changes within one step look alike
_FILES = "files"  # the part of the stock that lists the site's files; the other parts are those of the stages
_LENGTH = 8  # bytes that hold the length of a part
_PACKAGE = Path(__file__).resolve().parent.parent

StatSignature = list[int]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """The numbers of a site's claims, quotes, sources and files, and the diagnostics of its build."""

    claims: int
    quotes: int
    sources: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def unchanged_build(root: Path, out: Path, *, quiet: bool = False) -> BuildSummary | None:
    """Return the summary of the last build of `root` into `out` if a build now would read the same and write nothing.

    With `quiet`, only if it had no diagnostics.
    """
    try:
        memo = _read_memo(root, out)
        if memo is None or not memo["mtimes_trusted"] or (quiet and memo["summary"][-1]):
            return None
        if any(_input_signature(path) != known for path, known in memo["inputs"].items()):
            return None
        if any(_output_signature(path) != known for path, known in memo["outputs"].items()):
            return None
        claims, quotes, sources, files, saved = memo["summary"]
        diagnostics = (Diagnostic(Location(*at), code, message, tuple(help)) for at, code, message, help in saved)
        return BuildSummary(claims, quotes, sources, files, tuple(diagnostics))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Plain values that the last build kept, by stage; and the files that it made, by path, with their SHA-256."""

    kept: Mapping[str, Any]
    files: Mapping[str, str]
    _place: str
    _signatures: Mapping[str, StatSignature]

    def unchanged_files(self) -> dict[str, str]:
        """Return the files of the site, by path, that are just as the last build left them, with their SHA-256."""
        places = ((path, f"{self._place}/{path}") for path in self.files)
        return {
            path: self.files[path]
            for path, place in places
            if (known := self._signatures.get(place)) is not None and _output_signature(place) == known
        }


EMPTY_CACHE = BuildCache({}, {}, "", {})


def load_cache(root: Path, out: Path) -> BuildCache:
    """Return what the last build of `root` into `out` kept; nothing if another program or machine made it."""
    try:
        memo, path = _read_memo(root, out), _stock_path(out)
        if memo is None or memo["stock"] != _output_signature(str(path)):
            return EMPTY_CACHE
        with path.open("rb") as file:
            kept = dict(_read_parts(file))
        return BuildCache(kept, kept.pop(_FILES), os.path.realpath(out), memo["outputs"])
    except (OSError, ValueError, TypeError, KeyError, EOFError, RecursionError):
        return EMPTY_CACHE


def _read_parts(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    while head := file.read(_LENGTH):
        yield marshal.loads(file.read(int.from_bytes(head, "big")))  # noqa: S302 - only we write it


def _write_parts(parts: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the length of each part and then the part: one by one they take less memory than all together."""
    for part in parts.items():
        content = marshal.dumps(part)
        yield len(content).to_bytes(_LENGTH, "big")
        yield content


def _read_memo(root: Path, out: Path) -> Any:
    """Return the memo of the last build of `root` into `out`; None if it is damaged or another program's."""
    memo = _parse_memo(_memo_path(out).read_bytes())
    return memo if memo and memo["build"] == _identify_build(root, out) else None


@lru_cache(1)
def _parse_memo(content: bytes) -> Any:
    """Return the content of a memo, None if it is damaged. One build asks up to three times; nobody changes it."""
    seal, _, body = content.partition(b"\n")
    return json.loads(body) if hashlib.sha256(body).hexdigest().encode() == seal else None


def fs_clock(out: Path) -> int | None:
    """Return the time in nanoseconds by the clock of the file system of `out`; None if it cannot be read."""
    mark = _clock_path(out)
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
    summary: BuildSummary,
    kept: Mapping[str, Any],
) -> None:
    """Write the memo of a build of `root` into `out`, and `kept`, what stages keep for the next build.

    The build began at the time `began` by `fs_clock`. `inputs` are all files and folders that it read or looked for,
    relative to `root`; `outputs` are the site's files, relative to `out`, and their SHA-256. If an input may have
    changed after it was read, the memo is marked so that the next build does not rely on it. Call this while nobody
    else can write to `out`.
    """
    memo, home, place = _memo_path(out), os.path.realpath(root), os.path.realpath(out)
    with suppress(OSError):  # the site is complete even if its memo cannot be written
        memo.unlink(missing_ok=True)
        signatures = {path: _input_signature(path) for path in (f"{home}/{name}" for name in inputs)}
        mtimes_trusted = began is not None and not any(
            signature and max(signature[-2:]) > began - _CLOCK_STEP for signature in signatures.values()
        )
        files = [f"{place}/{name}" for name in outputs]
        diagnostics = [
            (astuple(diagnostic.location), diagnostic.code, diagnostic.message, diagnostic.help)
            for diagnostic in summary.diagnostics
        ]
        whole = {
            "build": _identify_build(root, out),
            "mtimes_trusted": mtimes_trusted,
            "inputs": signatures,
            "stock": _replace_file(_stock_path(out), _write_parts({**kept, _FILES: dict(outputs)})),
            "outputs": {
                path: _output_signature(path) for path in (*sorted({file.rpartition("/")[0] for file in files}), *files)
            },
            "summary": (summary.claims, summary.quotes, summary.sources, summary.files, diagnostics),
        }
        body = json.dumps(whole, separators=(",", ":")).encode()
        _replace_file(memo, (hashlib.sha256(body).hexdigest().encode(), b"\n", body))


def _replace_file(path: Path, content: Iterable[bytes]) -> StatSignature | None:
    """Write a new file with this content, and return its signature."""
    fresh = path.with_name(f"{path.name}-new")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as file:
            file.writelines(content)
        fresh.replace(path)
    except OSError:  # a full disk
        fresh.unlink(missing_ok=True)
        raise
    return _output_signature(str(path))


def _stock_path(out: Path) -> Path:
    return _memo_path(out).with_suffix(".verbatim-stock")


def _memo_path(out: Path) -> Path:
    place = Path(os.path.realpath(out.parent)) / out.name
    return place.with_name(f".{place.name}.verbatim-memo")


def _clock_path(out: Path) -> Path:
    return _memo_path(out).with_suffix(".verbatim-moment")


def _input_signature(path: str) -> StatSignature | None:
    """Return the signature of an input, of a link and of its target; a folder's changes with its list of names."""
    try:
        return [*_stat_signature(os.lstat(path)), *_stat_signature(os.stat(path))]  # noqa: PTH116 - tens of thousands of paths
    except OSError:
        return None


def _output_signature(path: str) -> StatSignature | None:
    """Return the signature of a file of the site; a folder's only shows that it is the same folder."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return [found.st_ino, stat.S_IFMT(found.st_mode)] if stat.S_ISDIR(found.st_mode) else _stat_signature(found)


def _stat_signature(found: os.stat_result) -> StatSignature:
    return [found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _identify_build(root: Path, out: Path) -> list[str]:
    """Return what identifies a build: its project, its site and the program."""
    return [os.path.realpath(root), os.path.realpath(out), *_identify_program()]


@cache
def _identify_program() -> tuple[str, ...]:
    """Return what identifies the running program: its version, files and templates, Python and installed packages."""
    files = [(path, _stat_signature(os.stat(path))) for path in program_files()]  # noqa: PTH116 - at every start
    packages = [
        sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208 - likewise
        for folder in sys.path
        if os.path.isdir(folder)  # noqa: PTH112 - likewise
    ]
    return __version__, sys.version, hashlib.sha256(repr((files, packages)).encode()).hexdigest()


def program_files() -> list[str]:
    """Return the paths of all modules and built-in templates, always in the same order."""
    paths = []
    for folder in (_PACKAGE, _PACKAGE.parent / "templates"):
        for base, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            paths += [f"{base}/{name}" for name in sorted(names)]
    return paths
