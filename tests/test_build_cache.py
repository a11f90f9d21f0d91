"""The memo of a build: it says that nothing changed exactly where a build would find so, and is never believed else."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build_project
from generator.cache.build_cache import unchanged_build
from tests.support.small_project import CLAIMS, SEED, MakeProject

ROOT = Path(__file__).resolve().parent.parent
SETTLED = 0.05  # seconds until a change is told apart from the one before it

INCLUDING = CLAIMS.replace("site:", "include: [more/*.yaml]\nsite:")
FILES = {
    "claims.yaml": INCLUDING,
    "more/one.yaml": "topics:\n  army: {name: The army}\n",
    "seeds/deep/two.txt": "Nothing is said here.",
    "templates/components/extra.html": "extra",
}


@pytest.fixture
def built(project: MakeProject) -> Path:
    """A project that was built, and of which a memo is kept."""
    root = project(FILES)
    time.sleep(SETTLED)
    build(root)
    return root


def build(root: Path) -> Path:
    out = root / "site"
    _, written = build_project(root, out)
    assert written
    return out


def memo_of(root: Path) -> Path:
    return root / ".site.verbatim-memo"


def resealed(path: Path, old: str, new: str) -> None:
    """The memo with other words in it, and the hash that fits them."""
    body = path.read_bytes().partition(b"\n")[2].replace(old.encode(), new.encode())
    path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def test_after_a_build_nothing_has_changed(built: Path) -> None:
    """What the build said is said again: its diagnostics with their places, and what it counted."""
    told = unchanged_build(built, built / "site")
    assert told
    checked, written = build_project(built, built / "site")
    assert written
    assert not written.written
    assert told.diagnostics == checked.diagnostics
    assert {diagnostic.code for diagnostic in told.diagnostics} == {
        "undeclared-source",
        "unused-source",
        "unused-topic",
    }
    assert (told.claims, told.quotes, told.sources, told.files) == (1, 1, 2, written.unchanged)


def edit(path: str, content: str = "Something else.\n") -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(content)


def same_size_and_time(root: Path) -> None:
    """Other bytes under the old size and times, as a careless tool or a forger leaves them."""
    path = root / "seeds/wire.txt"
    was = path.stat()
    path.write_text(SEED.replace("37", "38"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def linked(path: Path) -> None:
    path.symlink_to(path.rename(path.with_suffix(".moved")))


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: dict[str, Callable[[Path], object]] = {
    "the claims": edit("claims.yaml", INCLUDING + "    note: x\n"),
    "an included file": edit("more/one.yaml", "topics:\n  army: {name: Army}\n"),
    "a file that an include now matches": edit("more/two.yaml", "topics:\n  navy: {name: Navy}\n"),
    "a source": edit("seeds/wire.txt", SEED + "More.\n"),
    "a source with the old size and times": same_size_and_time,
    "a source in a folder": edit("seeds/deep/two.txt"),
    "a new source": edit("seeds/three.txt"),
    "a new source in a folder": edit("seeds/deep/three.txt"),
    "a new folder of sources": lambda root: (root / "seeds/more").mkdir(),
    "a source that went": lambda root: (root / "seeds/deep/two.txt").unlink(),
    "a source of another name": lambda root: (root / "seeds/deep/two.txt").rename(root / "seeds/deep/2.txt"),
    "a template": edit("templates/components/extra.html"),
    "a new template": edit("templates/components/badge.html"),
    "a new folder of templates": lambda root: (root / "templates/pages").mkdir(),
    "a page that was edited": edit("site/index.html"),
    "a page that went": lambda root: (root / "site/claims/troops.html").unlink(),
    "a page that became a link": lambda root: linked(root / "site/about.html"),
    "a folder that became a link": lambda root: linked(root / "site/claims"),
    "the manifest": lambda root: (root / "site/manifest.json").write_text("{}"),
    "the site": lambda root: shutil.rmtree(root / "site"),
    "a memo of which the end is missing": lambda root: memo_of(root).write_bytes(memo_of(root).read_bytes()[:-1]),
    "an empty memo": lambda root: memo_of(root).write_bytes(b""),
    "a memo that is none": lambda root: memo_of(root).write_bytes(b"\x80\x04]\x94."),
    "a memo that is a folder": lambda root: foldered(memo_of(root)),
    "a memo of another program": lambda root: resealed(memo_of(root), '"0.', '"9.'),
    "a memo of another shape": lambda root: resealed(memo_of(root), '"inputs"', '"outlets"'),
    "a memo with other counts": lambda root: resealed(memo_of(root), '"told":[', '"told":[[],'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_noticed(built: Path, change: Callable[[Path], object]) -> None:
    """Whatever was touched of what a build reads, writes or remembers: the memo counts for nothing."""
    change(built)
    assert unchanged_build(built, built / "site") is None


def test_what_a_build_does_not_read_changes_nothing(built: Path) -> None:
    """Files beside the project's own, and what others put into the site's folder, are nothing to a build."""
    (built / "README.md").write_text("Read me.")
    (built / "site/CNAME").write_text("facts.example")
    assert unchanged_build(built, built / "site")


def test_a_memo_cannot_be_sent_along(built: Path, tmp_path: Path) -> None:
    """In a copy of the project with all times kept, its memo counts for nothing, even under the old path."""
    shutil.copytree(built, tmp_path / "copy", copy_function=shutil.copy2)
    assert unchanged_build(tmp_path / "copy", tmp_path / "copy/site") is None
    built.rename(tmp_path / "former")
    (tmp_path / "copy").rename(built)
    assert unchanged_build(built, built / "site") is None


def test_a_memo_is_of_one_project_and_one_site(built: Path, tmp_path: Path) -> None:
    """Another folder for the site, or another project for this one, is another build."""
    shutil.copytree(built, tmp_path / "copy")
    assert unchanged_build(built, tmp_path / "copy/site") is None
    assert unchanged_build(tmp_path / "copy", built / "site") is None


def test_what_changed_a_moment_ago_may_change_again(project: MakeProject) -> None:
    """Two changes within one step of the file system's clock look alike: of an input that young no memo is kept."""
    root = project(FILES)
    (root / "site").mkdir()
    for _ in range(5):
        (root / "seeds/wire.txt").write_text(SEED)
        build(root)
        if unchanged_build(root, root / "site") is None:
            break
    else:
        pytest.fail("a memo was kept of what had just been written")


def test_where_a_glob_looks_in_the_project_itself_nothing_is_known(project: MakeProject) -> None:
    """Builds come and go there, so that its list of files says nothing; the site is right all the same."""
    root = project({"claims.yaml": CLAIMS.replace("site:", "include: ['*-claims.yaml']\nsite:")})
    time.sleep(SETTLED)
    build(root)
    assert unchanged_build(root, root / "site") is None


def run(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "build", str(root), *more], capture_output=True, text=True, check=False
    )


def test_the_command_says_the_same_again(built: Path) -> None:
    """Built anew or remembered, the command says the same words; under --strict its warnings are errors either way."""
    first = run(built)
    memo_of(built).unlink()
    second, third = run(built), run(built)
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr) == (third.stdout, third.stderr)
    assert "nothing changed" in first.stdout
    assert "warning[undeclared-source]" in first.stderr
    assert run(built, "--strict").returncode == 1


def test_where_no_memo_can_be_kept_the_site_is_built_all_the_same(built: Path) -> None:
    """Something else in the memo's place is left alone and stops no build."""
    foldered(memo_of(built))
    (memo_of(built) / "mine.txt").write_text("Mine.")
    edit("seeds/wire.txt", SEED + "More.\n")(built)
    build(built)
    assert b"More." in (built / "site/sources/wire.txt").read_bytes()
    assert (memo_of(built) / "mine.txt").exists()


def test_one_memo_lies_beside_the_site(built: Path) -> None:
    """However often a build was made, there is nothing else."""
    build(built)
    beside = [each.name for each in built.iterdir() if each.name.startswith(".")]
    assert sorted(beside) == [".site.verbatim-memo", ".site.verbatim-stock"]


ASK = """
import sys
from pathlib import Path
from generator.build import build_project
from generator.cache.build_cache import EMPTY_CACHE, load_cache, unchanged_build

root = Path(sys.argv[1])
if sys.argv[2] == "build":
    build_project(root, root / "site")
print(unchanged_build(root, root / "site") is not None, load_cache(root, root / "site") is not EMPTY_CACHE)
"""


@pytest.mark.parametrize("changed", ["generator/text.py", "generator/analysis/checks.py", "templates/pages/home.html"])
def test_another_program_believes_nothing(built: Path, tmp_path: Path, changed: str) -> None:
    """A build by a program of which any file is another, its templates included, starts from nothing."""
    program = tmp_path / "program"
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, program / folder, ignore=shutil.ignore_patterns("__pycache__"))

    def ask(command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-Bc", ASK, built, command], cwd=program, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    assert ask("build") == ask("look") == "True True"
    path = program / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert ask("look") == "False False"
