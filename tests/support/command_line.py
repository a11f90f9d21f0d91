"""The command line as a person runs it: at a shell, in a process of its own, or in this process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).resolve().parents[2]
Ran = subprocess.CompletedProcess[str]


def shell_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which this checkout's `verbatim` is on the path, written to folder/bin."""
    program = folder / "bin/verbatim"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def run_process(*arguments: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Ran:
    """Run `python -m generator` as a person does; a traceback anywhere is a failure."""
    known = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "HOME": str(cwd), **(environment or {})}
    ran = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        capture_output=True, check=False, cwd=cwd, env=known, timeout=60, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in ran.stderr + ran.stdout
    return ran


def verbatim(*arguments: str | Path, cwd: Path = ROOT) -> Ran:
    """Do the same in this process, which takes a tenth of the time: what `main` ends with and what it printed."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), chdir(cwd), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["verbatim", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
    assert isinstance(end.value.code, int)
    assert "fault in verbatim" not in err.getvalue()
    return Ran([], end.value.code, out.getvalue(), err.getvalue())


def snapshot_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the time and the bytes of every file, by its path."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip
