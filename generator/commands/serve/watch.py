"""Snapshots of a project's folder by file stamps: two that differ mean that something was changed.

A snapshot of a thousand files takes some two milliseconds. So no watcher of the system is needed, which on some file
systems (network folders, containers) would see nothing.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

INTERVAL = 0.05  # seconds between two snapshots
SETTLE_INTERVAL = 0.03  # the same while files are being written: an editor writes one in several steps
SETTLE_TIMEOUT = 1.0  # seconds after which a folder that never settles is taken as it is
PAUSE_FACTOR = 8  # a pause is at least so many times as long as a snapshot of very many files takes
SITE = "site"  # the folder of the built site in a project
IGNORED = frozenset({"node_modules", "__pycache__"})

FileStamp = tuple[int, ...]
Snapshot = Mapping[str, FileStamp]


def snapshot(root: Path) -> Snapshot:
    """Return every file below `root` by its path, with its stamp.

    The stamp is the inode, size and times, links followed. Left out are the built site, what is hidden in `root`
    itself (version control, caches of builds), installed packages, folders, and files that vanish meanwhile.
    """
    seen: dict[str, FileStamp] = {}
    top = str(root)
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            inside = list(entries)
            if any(entry.name == "pyvenv.cfg" for entry in inside):
                continue
            for entry in inside:
                if entry.name in IGNORED or (folder == top and (entry.name == SITE or entry.name.startswith("."))):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    with suppress(OSError):
                        seen[entry.path] = _file_stamp(entry.stat())
    return seen


def _file_stamp(found: os.stat_result) -> FileStamp:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def wait_for_change(
    take_snapshot: Callable[[], Snapshot],
    known: Snapshot,
    *,
    sleep: Callable[[float], object] = time.sleep,
    timeout: float | None = None,
) -> Snapshot:
    """Return a snapshot that differs from `known`, once the folder has settled; after `timeout` seconds, any."""
    waited = 0.0
    while True:
        began = time.perf_counter()
        seen = take_snapshot()
        if seen != known or (timeout is not None and waited >= timeout):
            break
        pause = max(INTERVAL, PAUSE_FACTOR * (time.perf_counter() - began))
        sleep(pause)
        waited += pause
    return _wait_until_settled(take_snapshot, seen, sleep)


def _wait_until_settled(
    take_snapshot: Callable[[], Snapshot], seen: Snapshot, sleep: Callable[[float], object]
) -> Snapshot:
    waited = 0.0
    while waited < SETTLE_TIMEOUT:
        sleep(SETTLE_INTERVAL)
        waited += SETTLE_INTERVAL
        after = take_snapshot()
        if after == seen:
            break
        seen = after
    return seen
