"""Completion in shells: what docs/commands.md has people put into their start-up files offers commands and options."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.command_line import shell_environment

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
WORDS = {
    "ch": {"check"},
    "s": {"serve", "schema", "seal", "suggest"},
    "check --format ": {"text", "json", "github", "sarif"},
    "check --st": {"--strict"},
    "serve --p": {"--port"},
}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return shell_environment(tmp_path)


def line_for(shell: str) -> str:
    """The line of the docs for the shell's start-up file."""
    (found,) = re.findall(rf"^    (.*_VERBATIM_COMPLETE={shell}_source .*)$", DOCS, re.MULTILINE)
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("typed", WORDS)
def test_bash_completes(typed: str, environment: dict[str, str]) -> None:
    """Bash, with that line, offers what begins like the last word: commands, options, values."""
    words = typed.split(" ")
    script = (
        f"{line_for('bash')}\n"
        f"COMP_WORDS=(verbatim {' '.join(words)} ''); COMP_CWORD={len(words)}\n"
        '_verbatim_completion verbatim; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    ran = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    offered = set(ran.stdout.split())
    assert offered
    assert offered <= WORDS[typed]
    assert ran.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_of_the_docs_is_known(shell: str, environment: dict[str, str]) -> None:
    """For each there is a script to source; where the shell is installed, it finds the script well formed."""
    source = subprocess.run(
        ["verbatim"], env={**environment, "_VERBATIM_COMPLETE": f"{shell}_source"}, capture_output=True, text=True,
        check=True, timeout=60,
    ).stdout  # fmt: skip
    assert "_VERBATIM_COMPLETE" in source
    assert line_for(shell)
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=source, text=True, check=True, timeout=60)


def test_a_folder_is_offered_where_a_project_is_wanted(environment: dict[str, str]) -> None:
    """PROJECT and DIR complete to folders."""
    for command in ("build", "check", "serve", "verify", "new"):
        words = {"COMP_WORDS": f"verbatim {command} ", "COMP_CWORD": "2", "_VERBATIM_COMPLETE": "bash_complete"}
        ran = subprocess.run(
            ["verbatim"], env={**environment, **words}, capture_output=True, text=True, check=True, timeout=60
        )
        assert ran.stdout.strip() == "dir,"
