"""What git knows of a project: the user's name, and the files as they were at a revision."""

import io
import subprocess
import tarfile
from contextlib import suppress
from pathlib import Path

SECONDS = 120  # for git
LARGEST = 1_000_000_000  # bytes of all files


class RevisionFailed(Exception):
    """There is no project at that revision; the text says why."""


def read_user_name(folder: Path) -> str | None:
    """Return user.name of git's configuration, as it holds in the folder; None where there is none."""
    with suppress(RevisionFailed):
        return _run_git(folder, "config", "user.name").decode("utf-8", "replace").strip() or None
    return None


def extract_revision(project: Path, revision: str, folder: Path) -> None:
    """Write the files of a project as they were at a revision into a folder. Raises RevisionFailed."""
    if revision.startswith("-"):
        raise RevisionFailed(f"“{revision}” is no revision of git")
    _run_git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    packed = _run_git(project, "archive", "--format=tar", revision, "--", ".", ":(exclude)site")
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            if sum(member.size for member in archive) > LARGEST:
                raise RevisionFailed(f"the files at {revision} are larger than {LARGEST:,} bytes")
            archive.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise RevisionFailed(f"the files at {revision} cannot be read: {error}") from None
    if not (folder / "claims.yaml").is_file():
        raise RevisionFailed(f"at {revision} there is no claims.yaml in this folder")


def _run_git(project: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git, with words that it takes for no options
            ["git", "-C", str(project), *words],  # noqa: S607 - as found on the path, as people run it
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionFailed(f"git takes more than {SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionFailed(said[-1] if said else "git knows no such revision")
    return done.stdout
