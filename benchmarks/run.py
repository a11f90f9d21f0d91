"""verbatim and others on the same content, turn by turn: `python -m benchmarks.run --sizes 30 1000 --rounds 5`.

Whole processes are measured, start-up included: seconds on the clock, seconds of CPU, and the peak of memory (of the
largest process). What is told is the median of the rounds; a ratio is of medians of one run. Incremental sites of ours
are compared with clean ones byte by byte. `--profile SIZE` shows where a cold build of ours spends its time.
"""

import argparse
import cProfile
import filecmp
import json
import math
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.others import TOOLS, Tool
from benchmarks.projects import CORNERS, Content, find_claims_file, make_content, write_project

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KINDS = ("cold", "unchanged", "one claim", "one source", "template")
OURS = "verbatim"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: seconds on the clock and of CPU, and its peak of memory in megabytes."""

    wall: float
    cpu: float
    memory: float


def measure_command(command: Sequence[str], folder: Path) -> Cost:
    """What the command costs, children included; RuntimeError where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=make_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with process.stdout or open(os.devnull, "rb") as pipe:  # noqa: PTH123 - there always is one
        said = pipe.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')[-500:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def make_environment() -> dict[str, str]:
    """Python keeps its bytecode, as it does for everybody."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def install_tools(tools: Path, names: Sequence[str]) -> list[Tool]:
    """The tools, installed where they are not yet; verbatim itself as its users have it, without extras."""
    venv = tools / "venv"
    if not (venv / "bin/pip").exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    wanted = [tool for tool in TOOLS if tool.name in names]
    for name in wanted:
        if not (tools / name.name).exists():
            for command in name.install:
                subprocess.run([part.format(tools=tools) for part in command], check=True, stdout=subprocess.DEVNULL)
            (tools / name.name).touch()
    subprocess.run([venv / "bin/pip", "install", "--quiet", "--force-reinstall", "--no-deps", ROOT], check=True)
    subprocess.run([venv / "bin/pip", "install", "--quiet", ROOT], check=True)
    return wanted


class Bench:
    """The projects of one size, one for each tool, and what their builds cost.

    Each clean build is made into a folder of its own, and nothing is removed meanwhile: ext4 without a journal, as
    virtual machines have it, does not use the number of a removed file again for minutes, and who makes files then is
    slowed by the search for one that is free.
    """

    def __init__(self, folder: Path, tools: Path, others: Sequence[Tool], what: Content) -> None:
        self.folder, self.tools, self.others, self.what = folder, tools, others, what
        self.costs: dict[str, dict[str, list[Cost]]] = {name: {} for name in (OURS, *(one.name for one in others))}
        self.edits = self.clean = 0
        write_project(folder / OURS, what)
        for other in others:
            other.write(folder / other.name, what)

    def out(self, name: str) -> Path:
        return self.folder / f"{name}-out-{self.clean}"

    def command(self, name: str, out: Path | None = None) -> list[str]:
        target = str(out or self.out(name))
        if name == OURS:
            return [str(self.tools / "venv/bin/verbatim"), "build", ".", "--out", target]
        tool = next(other for other in self.others if other.name == name)
        return [part.format(tools=self.tools, out=target) for part in tool.build]

    def turn(self, kind: str) -> None:
        """Each tool once, in turn, after the same change to its project."""
        self.edits += 1
        self.clean += kind == "cold"
        for name, costs in self.costs.items():
            if kind != "cold":
                self.change(name, kind)
            costs.setdefault(kind, []).append(measure_command(self.command(name), self.folder / name))
        if kind != "cold":
            self.same()

    def change(self, name: str, kind: str) -> None:
        tool = next((other for other in self.others if other.name == name), None)
        root, word = self.folder / name, f"edit{self.edits}"
        if kind == "one claim":
            claim = self.what.claims[len(self.what.claims) // 2]
            mark = claim.explanation[:20]
            path = root / tool.claim.format(id=claim.id) if tool else find_claims_file(root, mark)
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(mark, f"{word} {mark}", 1), encoding="utf-8")
        elif kind == "one source":
            id = list(self.what.sources)[-1]
            path = root / (tool.source.format(id=id) if tool else f"seeds/{id}.md")
            path.write_text(path.read_text(encoding="utf-8") + f"\nOne more paragraph, {word}.\n", encoding="utf-8")
        elif kind == "template":
            path = root / (tool.template if tool else "templates/pages/claim.html")
            if not path.exists():
                path.parent.mkdir(parents=True)
                shutil.copy(ROOT / "templates/pages/claim.html", path)
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("<h1", f"<!-- {word} --><h1", 1), encoding="utf-8")

    def same(self) -> None:
        """Our incremental site is, byte for byte, a clean one."""
        clean = self.folder / f"clean-{self.edits}"
        measure_command(self.command(OURS, clean), self.folder / OURS)
        differ = list(find_differences(self.out(OURS), clean))
        if differ:
            raise RuntimeError(f"an incremental build differs from a clean one: {differ[:5]}")


def find_differences(one: Path, other: Path) -> Iterator[str]:
    compared = filecmp.dircmp(one, other)
    waiting = [compared]
    while waiting:
        here = waiting.pop()
        _, unlike, broken = filecmp.cmpfiles(here.left, here.right, here.common_files, shallow=False)
        yield from (f"{here.left}/{name}" for name in (*here.left_only, *here.right_only, *unlike, *broken))
        waiting.extend(here.subdirs.values())


def fit_growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent by which cost grows with size: the slope of the logarithms, by least squares. 1 is linear."""
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    x, y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


Medians = Mapping[str, Mapping[str, Cost]]


def take_medians(bench: Bench) -> Medians:
    return {
        name: {
            kind: Cost(
                *(statistics.median(getattr(cost, field) for cost in costs) for field in ("wall", "cpu", "memory"))
            )
            for kind, costs in kinds.items()
        }
        for name, kinds in bench.costs.items()
    }


def format_table(size: str, found: Medians) -> str:
    """Markdown: seconds on the clock (of CPU), and ours as a ratio of Hugo's, where it took part."""
    lines = [f"| {size} | {' | '.join(KINDS)} | memory, MB |", f"| --- |{' ---: |' * (len(KINDS) + 1)}"]
    for name, kinds in found.items():
        cells = [f"{kinds[kind].wall:.2f} ({kinds[kind].cpu:.2f})" if kind in kinds else "" for kind in KINDS]
        lines.append(f"| {name} | {' | '.join(cells)} | {kinds['cold'].memory:.0f} |")
    for other in ("hugo", "eleventy"):
        if other in found:
            cells = [
                f"{found[OURS][kind].wall / found[other][kind].wall:.2f}" if kind in found[OURS] else ""
                for kind in KINDS
            ]
            lines.append(f"| ratio to {other} | {' | '.join(cells)} | |")
    return "\n".join(lines)


def profile_build(size: int, folder: Path) -> None:
    """Where a cold build of ours spends its time, by function."""
    from generator.build import build_project  # measured tools import nothing of ours

    shutil.rmtree(folder, ignore_errors=True)
    write_project(folder / "project", make_content(size, max(3, size // 10)))
    profiler = cProfile.Profile()
    profiler.runcall(build_project, folder / "project", folder / "site")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main(arguments: Sequence[str] | None = None) -> Mapping[str, Medians]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 1000], help="claims; a tenth as many sources")
    parser.add_argument("--corners", nargs="*", choices=CORNERS, default=[], help="named shapes, ours alone")
    parser.add_argument("--tools", nargs="*", default=[tool.name for tool in TOOLS])
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE / ".work")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--profile", type=int, metavar="SIZE")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if chosen.profile:
        profile_build(chosen.profile, folder / "profile")
        return {}
    tools = folder / "tools"
    others = install_tools(tools, chosen.tools)
    for other in others:
        said = subprocess.run(
            [part.format(tools=tools) for part in other.version], capture_output=True, text=True, check=False
        )
        print(f"{other.name}: {(said.stdout + said.stderr).strip().splitlines()[-1]}")
    shutil.rmtree(folder / "projects", ignore_errors=True)
    whole: dict[str, Medians] = {}
    shapes = [(f"{size:,} claims", others, make_content(size, max(3, size // 10))) for size in chosen.sizes]
    shapes += [(corner, [], CORNERS[corner]()) for corner in chosen.corners]
    for name, with_tools, what in shapes:
        bench = Bench(folder / "projects" / name, tools, with_tools, what)
        for _ in range(chosen.rounds):
            bench.turn("cold")
            for kind in chosen.kinds:
                if kind != "cold":
                    time.sleep(0.1)  # an edit and a build within one step of the clock would not be how one works
                    bench.turn(kind)
        whole[name] = take_medians(bench)
        print(f"\n{format_table(name, whole[name])}\n", flush=True)
    if len(chosen.sizes) > 1:
        seconds = [whole[f"{size:,} claims"][OURS]["cold"].cpu for size in chosen.sizes]
        print(f"growth exponent of ours, cold, CPU: {fit_growth(chosen.sizes, seconds):.2f}")
    if chosen.json:
        told = {size: {name: {kind: asdict(cost) for kind, cost in kinds.items()} for name, kinds in found.items()}
                for size, found in whole.items()}  # fmt: skip
        chosen.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return whole


if __name__ == "__main__":
    main()
