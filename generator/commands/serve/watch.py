"""How a project's folder looks, without reading a file of it: what differs between two looks was changed.

Looking at a thousand files takes some two milliseconds, so no watcher of others is needed, and none has to be trusted
on the file systems where they see nothing (network folders, containers).
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

PAUSE = 0.08  # seconds between two looks
SETTLING = 0.03  # and while files are being written: an editor writes one in several steps
PATIENCE = 1.0  # seconds after which what never settles is taken as it is
SHARE = 8  # where there are very many files, looking takes at most one part in so many of the time
FOREIGN = frozenset({"node_modules", "__pycache__"})

FileStamp = tuple[int, ...]
Snapshot = Mapping[str, FileStamp]


def snapshot(root: Path, out: Path) -> Snapshot:
    """Every file below `root` by its path, and the manifest of the site `out` there, each with what tells it apart.

    That is its inode, size and times, links followed. Left out are the rest of `out`, what is hidden in `root` itself
    (version control, memos of builds), installed packages, folders, and files that vanish meanwhile.
    """
    seen: dict[str, FileStamp] = {}
    top = str(root)
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            inside = list(entries)
            if any(each.name == "pyvenv.cfg" for each in inside):
                continue
            for each in inside:
                if each.name in FOREIGN or (folder == top and (each.name == out.name or each.name.startswith("."))):
                    continue
                if each.is_dir(follow_symlinks=False):
                    waiting.append(each.path)
                else:
                    with suppress(OSError):
                        seen[each.path] = _told_apart(each.stat())
    return refresh_manifest(seen, out)


def refresh_manifest(seen: Snapshot, out: Path) -> Snapshot:
    """The same look, but at the site's manifest anew: what our own build did to it is no change to be noticed."""
    manifest = out / "manifest.json"
    others = {path: each for path, each in seen.items() if path != str(manifest)}
    with suppress(OSError):
        others[str(manifest)] = _told_apart(manifest.stat())
    return others


def _told_apart(found: os.stat_result) -> FileStamp:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def wait_for_change(
    looking: Callable[[], Snapshot],
    known: Snapshot,
    *,
    sleep: Callable[[float], object] = time.sleep,
    most: float | None = None,
) -> Snapshot:
    """How the folder looks when it no longer looks as `known` and has held still; or after `most` seconds, as it is."""
    waited = 0.0
    while True:
        began = time.perf_counter()
        seen = looking()
        if seen != known or (most is not None and waited >= most):
            break
        pause = max(PAUSE, SHARE * (time.perf_counter() - began))
        sleep(pause)
        waited += pause
    return _settled(looking, seen, sleep)


def _settled(looking: Callable[[], Snapshot], seen: Snapshot, sleep: Callable[[float], object]) -> Snapshot:
    waited = 0.0
    while waited < PATIENCE:
        sleep(SETTLING)
        waited += SETTLING
        after = looking()
        if after == seen:
            break
        seen = after
    return seen
