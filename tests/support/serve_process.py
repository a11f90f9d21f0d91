"""`verbatim serve` as a person runs it: a process of its own, spoken to over HTTP and ended with Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60.0  # seconds that anything may take on a machine that is busy


@dataclass
class ServeProcess:
    """The running command, and the address that it printed; `root` is its project."""

    process: subprocess.Popen[str]
    root: Path
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a file of the project with other words, in one step as most editors do."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        fresh = file.with_name(f"{file.name}~")
        fresh.write_text(text.replace(old, new), encoding="utf-8")
        fresh.replace(file)

    def end(self) -> tuple[int, str, str]:
        """Press Ctrl-C; return the exit status and both outputs."""
        self.process.send_signal(signal.SIGINT)
        out, error = self.process.communicate(timeout=LONGEST)
        return self.process.returncode, out, error


@contextmanager
def run_serve(root: Path, *options: str) -> Iterator[ServeProcess]:
    """Run the command until the end of the block; it answers requests when the block begins."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", str(root), *(options or ("--port", "0"))],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout
        line = next((line for line in process.stdout if line.startswith("http://")), "")
        assert line, process.stderr.read() if process.stderr else ""
        yield ServeProcess(process, root, line.split()[0])
    finally:
        process.kill()
        process.wait(LONGEST)
        for pipe in (process.stdout, process.stderr):
            if pipe and not pipe.closed:
                pipe.close()


def wait_until(true: Callable[[], object], seconds: float = LONGEST) -> None:
    """Wait until the condition is true; fail where it takes too long."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never became true"
        time.sleep(0.05)
