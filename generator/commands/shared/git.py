"""What git knows of a project: the user's name, and the project's files as they were at a revision."""

import io
import subprocess
import tarfile
from contextlib import suppress
from pathlib import Path

_SECONDS = 60


class GitRefused(Exception):
    """Git is missing, or cannot do what it was asked for; the text says why."""


def read_user_name(folder: Path) -> str | None:
    """Return user.name of git's configuration, as it holds in the folder; None where there is none."""
    with suppress(GitRefused):
        return _run_git(folder, "config", "user.name").decode("utf-8", "replace").strip() or None
    return None


def extract_revision(root: Path, revision: str, target: Path) -> None:
    """Write the files of the folder `root`, but for its site, as they were at the revision, into the folder `target`.

    Raises GitRefused.
    """
    if revision.startswith("-"):
        raise GitRefused(f"“{revision}” is no revision")
    archive = _run_git(root, "archive", "--format=tar", revision, ".", ":(exclude)site")
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(target, filter="data")
    except tarfile.TarError as reason:
        raise GitRefused(f"“{revision}” has files that lead outside its folder: {reason}") from None


def _run_git(folder: Path, *words: str) -> bytes:
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except FileNotFoundError:
        raise GitRefused("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitRefused(f"git took longer than {_SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitRefused(said[0] if said else "git failed")
    return done.stdout
