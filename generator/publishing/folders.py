"""Operations on whole folders: walk, remove, link, exchange, sync to disk and lock for one process.

Links are never followed, and nothing recurses: a folder may be nested to any depth.
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
SYNC_ALL_FROM = 64  # files and folders: from here on one sync of the file system costs less than one of each file
UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP)


class Busy(Exception):
    """Another build held the folder for longer than the caller wanted to wait."""


def is_kind(path: Path, kind: int) -> bool:
    """Return whether `path` is of this kind (stat.S_IFREG, S_IFDIR); links are not followed."""
    try:
        return stat.S_IFMT(path.lstat().st_mode) == kind
    except (FileNotFoundError, NotADirectoryError):
        return False


def read_head(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a regular file; nothing for anything else."""
    if not is_kind(path, stat.S_IFREG):
        return b""
    with path.open("rb") as file:
        return file.read(most)


def is_within(inner: Path, outer: Path) -> bool:
    """Return whether `inner` is `outer` or lies in it, by name or, if both exist, by identity (case, bind mounts)."""
    candidates = (inner, *inner.parents)
    if outer in candidates:
        return True
    try:
        wanted = outer.stat()
    except OSError:
        return False
    for folder in candidates:
        with suppress(OSError):
            if os.path.samestat(folder.stat(), wanted):
                return True
    return False


def walk_tree(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every entry below `root` with its path from there: a folder before its content, links not followed.

    A folder is opened only after it was yielded, so that the caller may make it readable first.
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
    """Remove whatever is at `root`, a link without its target. Folders of ours are made writable first."""
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
    """Make `new` the same file or link as `old`; return whether it was copied and is not yet synced to disk.

    It is a hard link if the file system and its rules allow one, else a copy with the same times and mode. Its folder
    is made if there is none.
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
    """Give the folder `new` the mode of `old`, its owner if permitted, and with `times` its times."""
    wanted, present = old.stat(), new.stat()
    if (wanted.st_uid, wanted.st_gid) != (present.st_uid, present.st_gid):
        with suppress(PermissionError):
            os.chown(new, wanted.st_uid, wanted.st_gid)
    if times:
        shutil.copystat(old, new)
    else:
        shutil.copymode(old, new)


def exchange_folders(new: Path, old: Path) -> bool:
    """Exchange the two folders in one step; return False, with nothing done, if the system cannot do that."""
    import ctypes  # noqa: PLC0415 - slow to import, and most builds change nothing

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
    """Sync the new `files` below `root`, and every folder there, to disk: a power cut leaves none of them empty."""
    subfolders = [root / path for path, entry in walk_tree(root) if entry.is_dir(follow_symlinks=False)]
    if len(files) + len(subfolders) > SYNC_ALL_FROM and _sync_file_system(root):
        return
    for file in (*files, *subfolders, root):
        _sync_path(file)


def sync_name(place: Path) -> None:
    """Sync the name `place` to disk: a power cut does not bring the former folder back."""
    _sync_path(place.parent)


def _sync_path(path: str | Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in UNSUPPORTED:  # some file systems cannot sync a folder
            raise
    finally:
        os.close(descriptor)


def _sync_file_system(root: Path) -> bool:
    """Sync the whole file system of `root` to disk; return False if the system cannot do that."""
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
    """Ignore Ctrl-C in the block, so that what is nearly done is finished. Only the main thread ever gets it."""
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
    """Run the block in one process at a time; `lock` is a file that exists only while a process is in the block.

    Raises Busy after `wait` seconds. The system releases the lock of a dead process. Since a process removes the file
    when it leaves, the next one checks that the file that it locked still has this name.
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
