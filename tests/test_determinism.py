"""The same input gives the same bytes, whoever builds it, where, when and how."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.own_project import ROOT, Tree, copy_own_project, hash_files
from tests.support.tools import program


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own_project(tmp_path_factory.mktemp("same") / "project")


@pytest.fixture(scope="module")
def expected(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return build_tree(project, tmp_path_factory.mktemp("expected") / "site")


def build_tree(
    project: Path,
    out: Path,
    *,
    more: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    umask: int = -1,
    before: Sequence[str] = (),
    python: str = sys.executable,
) -> Tree:
    """Build the site in a process of its own and return the hashes of its files."""
    command = [*before, python, "-m", "generator", "build", str(project), "--out", str(out), *more]
    done = subprocess.run(
        command, env={**os.environ, **(env or {})}, cwd=ROOT, umask=umask, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return hash_files(out)


@pytest.mark.parametrize("env", [
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/St_Johns"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4294967295"},
    {"PYTHONOPTIMIZE": "2"},
    {"PYTHONDONTWRITEBYTECODE": "1"},
    {"HOME": "/nonexistent", "COLUMNS": "20", "NO_COLOR": "1"},
    {"SOURCE_DATE_EPOCH": "0"},
], ids=lambda env: " ".join(f"{key}={value}" for key, value in env.items()))  # fmt: skip
def test_the_environment_changes_nothing(project: Path, expected: Tree, tmp_path: Path, env: Mapping[str, str]) -> None:
    """Locale (Turkish has its own i), time zone, hash seed, encoding, home."""
    assert build_tree(project, tmp_path / "site", env=env) == expected


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o022])
def test_the_umask_changes_no_byte(project: Path, expected: Tree, tmp_path: Path, umask: int) -> None:
    assert build_tree(project, tmp_path / "site", umask=umask) == expected


@pytest.mark.parametrize("jobs", ["1", "2", "7"])
def test_processes_change_nothing(project: Path, expected: Tree, tmp_path: Path, jobs: str) -> None:
    assert build_tree(project, tmp_path / "site", more=["--jobs", jobs]) == expected


def test_place_order_and_times_of_the_files_change_nothing(expected: Tree, project: Path, tmp_path: Path) -> None:
    """In another folder with an odd name, the files made in the other order and with other times."""
    other = tmp_path / "an other földer, 'quoted'"
    (other / "seeds").mkdir(parents=True)
    for number, path in enumerate(sorted((project / "seeds").iterdir(), reverse=True)):
        shutil.copyfile(path, other / "seeds" / path.name)
        os.utime(other / "seeds" / path.name, (number * 10_000_000, number * 10_000_000))
    shutil.copyfile(project / "claims.yaml", other / "claims.yaml")
    assert build_tree(other, tmp_path / "site") == expected
    assert build_tree(other, other / "site") == expected


def test_another_user_changes_nothing(project: Path, expected: Tree) -> None:
    """Somebody who may read the project and write elsewhere."""
    if os.geteuid():
        pytest.skip("only root may become another user")
    theirs = Path("/var/tmp") / f"verbatim-{os.getpid()}"  # noqa: S108 - a place that they reach
    shutil.rmtree(theirs, ignore_errors=True)
    try:
        shutil.copytree(project, theirs / "project")
        (theirs / "out").mkdir()
        for path in (theirs, *theirs.rglob("*")):
            os.chown(path, 65534, 65534)
        become = [program("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups"]
        reached = subprocess.run([*become, sys.executable, "-c", "import yaml, generator"], cwd=ROOT, check=False,
                                 capture_output=True)  # fmt: skip
        if reached.returncode:
            pytest.skip("another user cannot reach this Python or this checkout")
        assert build_tree(theirs / "project", theirs / "out/site", before=become) == expected
    finally:
        shutil.rmtree(theirs, ignore_errors=True)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_pythons_change_nothing(
    project: Path, expected: Tree, tmp_path: Path, version: str, thorough: bool
) -> None:
    """Each Python that the program runs on, where there is one and its packages can be had."""
    if not thorough:
        pytest.skip("an environment for each Python takes a minute: with --thorough")
    python = shutil.which(f"python{version}")
    if not python:
        pytest.skip(f"there is no Python {version} here")
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    own = str(tmp_path / "venv/bin/python")
    packages = ["click", "jinja2", "markdown", "nh3", "pyyaml", "rapidfuzz"]
    subprocess.run([own, "-m", "pip", "install", "--quiet", *packages], check=True, capture_output=True)
    # With the extra for cards absent there, and no address here, both make the same files.
    assert build_tree(project, tmp_path / "site", python=own) == expected
