"""Copies of this repository's own project, and the hashes of a folder's files."""

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Tree = dict[str, str]


def hash_files(site: Path) -> Tree:
    """Return the SHA-256 of every file of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def copy_own_project(folder: Path) -> Path:
    """Copy this project's claims and articles into a new folder, to be edited."""
    folder.mkdir()
    shutil.copy(ROOT / "claims.yaml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder
