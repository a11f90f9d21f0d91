"""Nothing is lost: the whole program killed, starved of disk and fed with edits, and what stands afterwards."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build import build_project
from generator.commands.verify.site_check import verify_site
from tests.support.own_project import ROOT, Tree, copy_own_project, hash_files

KEPT = {".site.verbatim-memo", ".site.verbatim-stock"}


def clean(project: Path, folder: Path) -> Tree:
    """What a build into a folder that was not there gives."""
    shutil.rmtree(folder, ignore_errors=True)
    _, written = build_project(project, folder)
    assert written
    return hash_files(folder)


def edited(project: Path, number: int) -> None:
    path = project / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, _ = text.partition("\n# edit ")
    title = f"  description: Edited {number} times."
    lines = [title if each.startswith("  description:") else each for each in head.splitlines()]
    path.write_text("\n".join(lines) + f"\n# edit {number}\n", encoding="utf-8")


def command(project: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "generator", "build", str(project), *more]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_random_moments_the_program_leaves_a_whole_site(tmp_path: Path, thorough: bool, jobs: str) -> None:
    """After SIGKILL at any moment the site is wholly the old one or wholly the new; the next build is a clean build."""
    project = copy_own_project(tmp_path / "project")
    edited(project, 0)
    began = time.monotonic()
    subprocess.run(command(project), check=True, capture_output=True)
    length = time.monotonic() - began
    dice = random.Random(7)  # noqa: S311 - the same moments each time
    old, seen = hash_files(project / "site"), set()
    for number in range(1, 51 if thorough else 6):
        edited(project, number)
        new = clean(project, tmp_path / "clean")
        process = subprocess.Popen(
            command(project, "--jobs", jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(0, 1.3 * length))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = hash_files(project / "site")
        assert now in (old, new)
        seen.add("old" if now == old else "new")
        assert verify_site(project / "site").faults == ()
        if number % 2:
            subprocess.run(command(project), check=True, capture_output=True)
            assert hash_files(project / "site") == new
            assert {each.name for each in project.iterdir()} <= {"claims.yaml", "seeds", "site", *KEPT}
            old = new
        else:
            old = now
    assert not thorough or seen == {"old", "new"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for one site of the project and a half."""
    if os.geteuid():
        pytest.skip("only root may mount a file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=7m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_small_disk_that_fills_leaves_the_old_site(small_disk: Path) -> None:
    """Where the new site finds no room the machine has failed (3), the old one stands, and nothing else is left."""
    project = copy_own_project(small_disk / "project")
    subprocess.run(command(project), check=True, capture_output=True)
    old = hash_files(project / "site")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * (free - 200_000))
    edited(project, 1)
    done = subprocess.run(command(project), capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "the last good site is unchanged" in done.stderr
    assert "Traceback" not in done.stderr
    assert hash_files(project / "site") == old
    assert {each.name for each in project.iterdir()} <= {"claims.yaml", "seeds", "site", *KEPT}
    (small_disk / "ballast").unlink()
    subprocess.run(command(project), check=True, capture_output=True)
    assert hash_files(project / "site") != old


# -- edits --------------------------------------------------------------------------------------------------------


class Desk:
    """A project that somebody edits, in one of many ways at a time; it stays right."""

    def __init__(self, root: Path, dice: random.Random) -> None:
        self.root, self.dice = root, dice
        self.made = 0
        self.sources: dict[str, list[str]] = {}
        self.claims: dict[str, list[tuple[str, str, str]]] = {}
        self.words: dict[str, str] = {}
        self.title = "Edited"
        (root / "seeds").mkdir(parents=True)
        for edit in (self.new_source, self.new_source, self.new_claim, self.new_claim):
            edit()

    def edits(self) -> list[Callable[[], None]]:
        return [
            *(self.new_source, self.new_claim, self.new_quote, self.other_stance, self.drop_claim, self.rename_claim),
            *(self.more_text, self.other_title, self.other_words, self.template, self.no_template, self.touch),
        ]

    def step(self) -> str:
        edit = self.dice.choice(self.edits())
        edit()
        self.write()
        return edit.__name__

    def write(self) -> None:
        lines = [f"site: {{title: {self.title}}}", "sources:"]
        for id, text in self.sources.items():
            (self.root / f"seeds/{id}.txt").write_text("\n\n".join(text) + "\n")
            lines.append(f"  {id}: {{file: seeds/{id}.txt, title: About {id}}}")
        lines += ["entities:", "  e: {name: River Orlen, kind: place}", "claims:"]
        for id, evidence in self.claims.items():
            lines += [f"  {id}:", f"    statement: {self.words[id]}", "    entities: [e]", "    evidence:"]
            lines += [
                f"    - {{source: {source}, quote: {quote}, stance: {stance}}}" for source, quote, stance in evidence
            ]
        (self.root / "claims.yaml").write_text("\n".join(lines) + "\n")

    def number(self) -> int:
        self.made += 1
        return self.made

    def sentence(self) -> str:
        return f"Sentence number {self.number()} says that the River Orlen rose."

    def new_source(self) -> None:
        self.sources[f"s{self.number()}"] = [self.sentence() for _ in range(3)]

    def quote(self) -> tuple[str, str, str]:
        source = self.dice.choice(list(self.sources))
        return source, self.dice.choice(self.sources[source]), self.dice.choice(["supports", "refutes", "mentions"])

    def new_claim(self) -> None:
        id = f"c{self.number()}"
        self.claims[id], self.words[id] = [self.quote()], f"The river rose {id}."

    def new_quote(self) -> None:
        evidence = self.dice.choice(list(self.claims.values()))
        if (quote := self.quote()) not in evidence:
            evidence.append(quote)

    def other_stance(self) -> None:
        evidence = self.dice.choice(list(self.claims.values()))
        evidence[0] = (*evidence[0][:2], "qualifies")

    def drop_claim(self) -> None:
        if len(self.claims) > 1:
            del self.claims[self.dice.choice(list(self.claims))]

    def rename_claim(self) -> None:
        id, new = self.dice.choice(list(self.claims)), f"c{self.number()}"
        self.claims[new], self.words[new] = self.claims.pop(id), self.words[id]

    def more_text(self) -> None:
        text = self.dice.choice(list(self.sources.values()))
        text.insert(self.dice.randrange(len(text)), self.sentence())

    def other_title(self) -> None:
        self.title = f"Edited {self.number()} times"

    def other_words(self) -> None:
        self.words[self.dice.choice(list(self.claims))] = f"It rose {self.number()} metres."

    def template(self) -> None:
        path = self.root / "templates/pages/404.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = (ROOT / "templates/pages/404.html").read_text(encoding="utf-8")
        path.write_text(own.replace("Page not found", f"Nothing here {self.number()}"), encoding="utf-8")

    def no_template(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    def touch(self) -> None:
        """Nothing changes but a time."""
        os.utime(self.root / "seeds" / f"{next(iter(self.sources))}.txt")


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_site_is_a_clean_build(tmp_path: Path, thorough: bool, seed: int) -> None:
    """Whatever was edited, in whatever order, and whatever a build keeps of the last one: the same bytes as without."""
    desk = Desk(tmp_path / "project", random.Random(seed))  # noqa: S311 - the same edits each time
    desk.write()
    done = []
    for _ in range(70 if thorough else 12):
        done.append(desk.step())
        checked, written = build_project(desk.root, desk.root / "site")
        assert written, (done, checked.diagnostics)
        assert hash_files(desk.root / "site") == clean(desk.root, tmp_path / "clean"), done
