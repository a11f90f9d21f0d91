"""How soon an open page is told of an edit: `python -m benchmarks.serve --sizes 30 1000 --rounds 5`.

`verbatim serve` runs as people run it, and a client waits for its news as a page does. Measured is from when a file
is saved to when the news are there: on the clock, and in seconds of CPU of the server, which other work on the
machine disturbs less. What is told is the median of the rounds.
"""

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.projects import Content, make_content, write_project

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KINDS = ("one claim", "its page", "one source", "an error", "mended", "template")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one edit: seconds on the clock, and of CPU."""

    wall: float
    cpu: float


class Page:
    """What an open page is to the server: one who waits for news."""

    def __init__(self, address: str, process: int) -> None:
        self.process = process
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
        self.connection.request("GET", "/@verbatim/events", headers={"Host": "localhost"})
        self.stream = self.connection.getresponse()
        self.news = self.hear()

    def hear(self) -> Mapping[str, Any]:
        while not (line := self.stream.readline()).startswith(b"data: "):
            if not line:
                raise RuntimeError("the server has ended")
        news: Mapping[str, Any] = json.loads(line[6:])
        return news

    def told(self, path: Path, text: str) -> Cost:
        """What it costs until the page is told that this file was saved with this text."""
        cpu = self.cpu()
        fresh = path.with_name(f"{path.name}.fresh~")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
        began = time.perf_counter()
        before, self.news = self.news, self.hear()
        if before == self.news:
            raise RuntimeError(f"no news of {path}")
        return Cost(time.perf_counter() - began, self.cpu() - cpu)

    def fetch(self, path: str) -> Cost:
        """What it costs until a page is there that was not asked for since the last edit."""
        cpu, began = self.cpu(), time.perf_counter()
        connection = http.client.HTTPConnection(self.connection.host, self.connection.port, timeout=300)
        connection.request("GET", path, headers={"Host": "localhost"})
        connection.getresponse().read()
        connection.close()
        return Cost(time.perf_counter() - began, self.cpu() - cpu)

    def peak(self) -> int:
        """The most memory that the server has had, in MB (proc(5))."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024

    def cpu(self) -> float:
        """Seconds of CPU that the server has had, those of its ended children included (proc(5))."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def run_server(root: Path) -> Iterator[Page]:
    command = [sys.executable, "-m", "generator", "serve", str(root), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        lines = process.stdout or ()
        address = next(line.split()[0] for line in lines if line.startswith("http://"))
        yield Page(address, process.pid)
    finally:
        process.kill()
        process.communicate()


def measure_edits(root: Path, what: Content, rounds: int) -> Mapping[str, Cost]:
    """The medians of each kind of edit to the project; it has a template of its own only where that is edited."""
    write_project(root, what)
    claims, article = root / "claims.yaml", root / f"seeds/{list(what.sources)[-1]}.md"
    claim = what.claims[len(what.claims) // 2]
    found: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
    with run_server(root) as page:
        for number in range(rounds):
            text = claims.read_text(encoding="utf-8")
            mark = claim.explanation[:20]
            right = text.replace(mark, f"edit{number} {mark}", 1)
            wrong = right.replace(f"quote: {claim.quotes[0].words}", f"quote: nowhere to be found {number}", 1)
            source = f"{article.read_text(encoding='utf-8')}\nOne more paragraph, {number}.\n"
            for kind, path, edited in (
                ("one claim", claims, right), ("one source", article, source), ("an error", claims, wrong),
                ("mended", claims, right),
            ):  # fmt: skip
                found[kind].append(page.told(path, edited))
                if kind == "one claim":
                    found["its page"].append(page.fetch(f"/claims/{claim.id}.html"))
                time.sleep(0.2)
        template = root / "templates/pages/claim.html"
        template.parent.mkdir(parents=True)
        layout = (ROOT / "templates/pages/claim.html").read_text(encoding="utf-8")
        for number in range(rounds):
            found["template"].append(page.told(template, layout.replace("<h1", f"<!-- {number} --><h1", 1)))
            time.sleep(0.2)
        print(f"{len(what.claims):,} claims: {page.peak()} MB")
    return {
        kind: Cost(*(statistics.median(getattr(cost, field) for cost in costs) for field in ("wall", "cpu")))
        for kind, costs in found.items()
    }


def format_table(found: Mapping[str, Mapping[str, Cost]]) -> str:
    """Markdown: seconds on the clock (of CPU), a row for each size."""
    lines = [f"| from save to news | {' | '.join(KINDS)} |", f"| --- |{' ---: |' * len(KINDS)}"]
    for size, costs in found.items():
        cells = (f"{costs[kind].wall:.2f} ({costs[kind].cpu:.2f})" for kind in KINDS)
        lines.append(f"| {size} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> Mapping[str, Mapping[str, Cost]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 1000], help="claims; a tenth as many sources")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE / ".work")
    chosen = parser.parse_args(arguments)
    found = {}
    for size in chosen.sizes:
        root = chosen.folder.resolve() / "served"
        shutil.rmtree(root, ignore_errors=True)
        found[f"{size:,} claims"] = measure_edits(root, make_content(size, max(3, size // 10)), chosen.rounds)
    print(format_table(found))
    return found


if __name__ == "__main__":
    main()
