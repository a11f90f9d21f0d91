"""Stat signatures of all inputs and outputs, which tell an unchanged build without reading it; and results to keep.

Beside the site are two files. `.NAME.verbatim-memo`, the summary, has no content: only the paths that the build read
and wrote, each with its stat signature (inode, size, times of content and of change), the program that built, and what
it reported. `.NAME.verbatim-stock` has the results that stages keep for the next build; the summary has its signature
too. A summary that is damaged, foreign or older is ignored, and so are results that are not its own. A stat signature
cannot be copied along with a project: only files that this machine wrote are ever believed.
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

_CLOCK_STEP = 20_000_000  # ns; file systems tell time in steps, and two changes within one step look alike
_FILES = "files"  # the part of the kept results that has the site's files
_LENGTH = 8  # bytes that tell how long a part is
_PACKAGE = Path(__file__).resolve().parent.parent

StatSignature = list[int]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build reported: how many claims, quotes, sources and files the site has, and the diagnostics."""

    claims: int
    quotes: int
    sources: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def unchanged_build(root: Path, out: Path, *, quiet: bool = False, drafts: bool = False) -> BuildSummary | None:
    """Return what the last build of `root` into `out` reported, if a build now would read the same and write nothing.

    With `quiet`, only if it had no diagnostics. `drafts` says whether drafts are to be in it.
    """
    try:
        summary = _read_summary(root, out)
        if summary is None or summary["drafts"] != drafts or not summary["settled"] or (quiet and summary["told"][-1]):
            return None
        if any(_input_signature(path) != known for path, known in summary["inputs"].items()):
            return None
        if any(_output_signature(path) != known for path, known in summary["outputs"].items()):
            return None
        claims, quotes, sources, files, said = summary["told"]
        found = (
            Diagnostic(Location(*at), code, message, tuple(help), draft=draft)
            for at, code, message, help, draft in said
        )
        return BuildSummary(claims, quotes, sources, files, tuple(found))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class BuildCache:
    """What the last build kept: plain values by name; and the files of its site, by path, with their SHA-256."""

    kept: Mapping[str, Any]
    files: Mapping[str, str]
    _place: str
    _identities: Mapping[str, StatSignature]

    def unchanged_files(self) -> dict[str, str]:
        """Return the files of the site, by path, that are as the last build left them, with their SHA-256."""
        places = ((path, f"{self._place}/{path}") for path in self.files)
        return {
            path: self.files[path]
            for path, place in places
            if (known := self._identities.get(place)) is not None and _output_signature(place) == known
        }


EMPTY_CACHE = BuildCache({}, {}, "", {})


def load_cache(root: Path, out: Path) -> BuildCache:
    """Return what the last build of `root` into `out` kept, if this program made it on this machine; else nothing."""
    try:
        summary, path = _read_summary(root, out), _results_path(out)
        if summary is None or summary["stock"] != _output_signature(str(path)):
            return EMPTY_CACHE
        with path.open("rb") as file:
            kept = dict(_read_parts(file))
        return BuildCache(kept, kept.pop(_FILES), os.path.realpath(out), summary["outputs"])
    except (OSError, ValueError, TypeError, KeyError, EOFError, RecursionError):
        return EMPTY_CACHE


def _read_parts(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    while head := file.read(_LENGTH):
        yield marshal.loads(file.read(int.from_bytes(head, "big")))  # noqa: S302 - of that identity: we wrote it


def _write_parts(parts: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield each part after its length: one by one they take less memory than all together."""
    for part in parts.items():
        content = marshal.dumps(part)
        yield len(content).to_bytes(_LENGTH, "big")
        yield content


def _read_summary(root: Path, out: Path) -> Any:
    """Return the summary of the last build of `root` into `out`, if it is whole and this program's own."""
    summary = _parse_summary(_summary_path(out).read_bytes())
    return summary if summary and summary["build"] == _identify_build(root, out) else None


@lru_cache(1)
def _parse_summary(content: bytes) -> Any:
    """Return a summary, if it is whole. One build asks up to three times; nothing changes the value."""
    seal, _, body = content.partition(b"\n")
    return json.loads(body) if hashlib.sha256(body).hexdigest().encode() == seal else None


def fs_clock(out: Path) -> int | None:
    """Return the time, in nanoseconds, by the clock of the file system of `out`; None where it cannot be asked."""
    path = _clock_path(out)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    finally:
        with suppress(OSError):
            path.unlink()
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
    *,
    drafts: bool = False,
) -> None:
    """Write the summary of a build of `root` into `out` that began at `began` (see `fs_clock`), and what it keeps.

    `inputs` are all files and folders that it looked for, there or not, relative to `root`; `outputs` the site's files,
    relative to `out`, and their SHA-256. Where an input may have changed since it was read, the summary never says that
    nothing has. Call it while nothing else can write to `out`.
    """
    summary, home, place = _summary_path(out), os.path.realpath(root), os.path.realpath(out)
    with suppress(OSError):  # the site is published, whatever happens here
        summary.unlink(missing_ok=True)
        looked = {path: _input_signature(path) for path in (f"{home}/{path}" for path in inputs)}
        settled = began is not None and not any(
            signature and max(signature[-2:]) > began - _CLOCK_STEP for signature in looked.values()
        )
        files = [f"{place}/{path}" for path in outputs]
        said = [
            (
                astuple(diagnostic.location),
                diagnostic.code,
                diagnostic.message,
                diagnostic.help,
                diagnostic.draft,
            )
            for diagnostic in told.diagnostics
        ]
        whole = {
            "build": _identify_build(root, out),
            "settled": settled,
            "drafts": drafts,
            "inputs": looked,
            "stock": _replace_file(_results_path(out), _write_parts({**kept, _FILES: dict(outputs)})),
            "outputs": {
                path: _output_signature(path) for path in (*sorted({path.rpartition("/")[0] for path in files}), *files)
            },
            "told": (told.claims, told.quotes, told.sources, told.files, said),
        }
        body = json.dumps(whole, separators=(",", ":")).encode()
        _replace_file(summary, (hashlib.sha256(body).hexdigest().encode(), b"\n", body))


def _replace_file(path: Path, content: Iterable[bytes]) -> StatSignature | None:
    """Replace the file by a new one with this content; return its signature."""
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


def _results_path(out: Path) -> Path:
    return _summary_path(out).with_suffix(".verbatim-stock")


def _summary_path(out: Path) -> Path:
    place = Path(os.path.realpath(out.parent)) / out.name
    return place.with_name(f".{place.name}.verbatim-memo")


def _clock_path(out: Path) -> Path:
    return _summary_path(out).with_suffix(".verbatim-moment")


def _input_signature(path: str) -> StatSignature | None:
    """Return the signature of an input, also of what a link leads to; a folder's changes with its list of files."""
    try:
        return [*_stat_signature(os.lstat(path)), *_stat_signature(os.stat(path))]  # noqa: PTH116 - tens of thousands of paths
    except OSError:
        return None


def _output_signature(path: str) -> StatSignature | None:
    """Return the signature of a file of the site; of a folder only what tells that it is the same folder."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return [found.st_ino, stat.S_IFMT(found.st_mode)] if stat.S_ISDIR(found.st_mode) else _stat_signature(found)


def _stat_signature(found: os.stat_result) -> StatSignature:
    return [found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _identify_build(root: Path, out: Path) -> list[str]:
    """Return what tells this build from another: from where to where, and by what program."""
    return [os.path.realpath(root), os.path.realpath(out), *_identify_program()]


@cache
def _identify_program() -> tuple[str, ...]:
    """Return what tells this program from another: its version, all its files, Python, and the packages beside it."""
    files = []
    for folder in (_PACKAGE, _PACKAGE.parent / "templates"):
        for base, folders, names in os.walk(folder):
            folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
            paths = [f"{base}/{name}" for name in sorted(names)]
            files += [(path, _stat_signature(os.stat(path))) for path in paths]  # noqa: PTH116 - at every start
    packages = [
        sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208 - likewise
        for folder in sys.path
        if os.path.isdir(folder)  # noqa: PTH112 - likewise
    ]
    return __version__, sys.version, hashlib.sha256(repr((files, packages)).encode()).hexdigest()
