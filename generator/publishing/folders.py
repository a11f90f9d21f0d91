"""Whole folders on disk: walked, removed, carried over, exchanged, made durable and held by one process at a time.

Links are never followed, and nothing recurses: how deep a folder goes is not ours to decide.
"""

import errno
import fcntl
import os
import shutil
import stat
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

LOCK_PAUSE = 0.05  # seconds between two attempts to get a lock
SYNC_ALL_FROM = 64  # from this many files and folders on, one flush of the file system costs less than one of each file
UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP)


class Busy(Exception):
    """Another build held the folder for as long as we were ready to wait."""


def is_kind(path: Path, kind: int) -> bool:
    """Something of this kind (stat.S_IFREG, S_IFDIR) is there itself, not by way of a link."""
    try:
        return stat.S_IFMT(path.lstat().st_mode) == kind
    except (FileNotFoundError, NotADirectoryError):
        return False


def read_head(path: Path, most: int) -> bytes:
    """The first `most` bytes of a regular file; none of anything else."""
    if not is_kind(path, stat.S_IFREG):
        return b""
    with path.open("rb") as file:
        return file.read(most)


def is_within(inner: Path, outer: Path) -> bool:
    """`inner` is `outer` or lies in it, by name or, where both stand, by identity (letter case, bind mounts)."""
    around = (inner, *inner.parents)
    if outer in around:
        return True
    try:
        wanted = outer.stat()
    except OSError:
        return False
    for folder in around:
        with suppress(OSError):
            if os.path.samestat(folder.stat(), wanted):
                return True
    return False


def walk_tree(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry below `root` with its path from there: a folder before what it holds, links not followed.

    A folder is opened only after it was handed out, so the caller may make it readable first.
    """
    waiting = [""]
    top = os.fspath(root)
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{top}/{folder}") as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = folder + entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")


def remove_tree(root: Path) -> None:
    """Nothing stands at `root`; of a link only the link is gone. Our own folders that forbid it are opened first."""
    try:
        found = root.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(found.st_mode):
        root.unlink()
        return
    root.chmod(stat.S_IMODE(found.st_mode) | stat.S_IRWXU)
    folders = [root]
    for path, entry in walk_tree(root):
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108 - tens of thousands of paths
            continue
        mode = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
        if mode & stat.S_IRWXU != stat.S_IRWXU:
            (root / path).chmod(mode | stat.S_IRWXU)
        folders.append(root / path)
    for folder in reversed(folders):
        folder.rmdir()


def carry_over(old: str | Path, new: str | Path) -> bool:
    """`new` is the file or link that `old` is. True where it had to be copied: its bytes are not yet safe on disk.

    A hard link where the file system and its rules allow one; else a copy with the same times and mode. Its folder is
    made where there is none.
    """
    try:
        try:
            os.link(old, new, follow_symlinks=False)
        except FileNotFoundError:
            Path(new).parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        old, new = Path(old), Path(new)
        if old.is_symlink():
            new.symlink_to(old.readlink())
            return False
        if not stat.S_ISREG(old.lstat().st_mode):
            raise
        shutil.copy2(old, new, follow_symlinks=False)
        return True
    return False


def copy_attributes(old: Path, new: Path, *, times: bool) -> None:
    """The folder `new` has the mode of the folder `old`, its owner as far as we may, and with `times` its times too."""
    was, made = old.stat(), new.stat()
    if (was.st_uid, was.st_gid) != (made.st_uid, made.st_gid):
        with suppress(PermissionError):
            os.chown(new, was.st_uid, was.st_gid)
    if times:
        shutil.copystat(old, new)
    else:
        shutil.copymode(old, new)


def exchange_folders(new: Path, old: Path) -> bool:
    """The two folders have changed places in one step; False, and nothing done, where the system has no such step."""
    import ctypes  # noqa: PLC0415 - costs as much as all else here, and most builds change nothing

    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(new), os.fsencode(old)
    here, swap = -100, 2  # AT_FDCWD; RENAME_EXCHANGE, and RENAME_SWAP has the same value
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, ctypes.c_uint(swap))
        else:
            failed = library.renameat2(here, first, here, second, ctypes.c_uint(swap))
    except AttributeError:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(old))


def sync_files(root: Path, files: Sequence[str | Path]) -> None:
    """The new `files` below `root`, and every folder there, are on disk: a power cut leaves none of them empty."""
    within = [root / path for path, entry in walk_tree(root) if entry.is_dir(follow_symlinks=False)]
    if len(files) + len(within) > SYNC_ALL_FROM and _sync_file_system(root):
        return
    for file in (*files, *within, root):
        _sync_path(file)


def sync_name(place: Path) -> None:
    """The name `place` is on disk: a power cut brings no former one back."""
    _sync_path(place.parent)


def _sync_path(path: str | Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in UNSUPPORTED:  # some file systems know no fsync of a folder
            raise
    finally:
        os.close(descriptor)


def _sync_file_system(root: Path) -> bool:
    """All that was written to the file system of `root` is on disk; False where the system cannot say so."""
    import ctypes  # noqa: PLC0415 - as above

    library = ctypes.CDLL(None, use_errno=True)
    descriptor = os.open(root, os.O_RDONLY | os.O_CLOEXEC)
    try:
        failed = library.syncfs(descriptor)
    except AttributeError:
        return False
    finally:
        os.close(descriptor)
    if failed and ctypes.get_errno() not in UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(root))
    return not failed


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Inside, Ctrl-C does nothing: what is nearly done is done. A thread beside the main one never gets it anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, former)


@contextmanager
def lock_folder(lock: Path, wait: float) -> Iterator[None]:
    """Inside, no other process is inside with the same `lock`, a file that stands only as long as someone holds it.

    Raises Busy after `wait` seconds. The system lets go of a lock whose holder is dead. Since a holder removes the
    file, whoever gets the lock makes sure that the file it locked is still the one of that name.
    """
    deadline = time.monotonic() + wait
    while (descriptor := _try_lock(lock)) is None:
        if time.monotonic() >= deadline:
            raise Busy
        time.sleep(LOCK_PAUSE)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _try_lock(lock: Path) -> int | None:
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), lock.lstat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None
