"""The tests on a machine that is bare, or odd."""

import os
import subprocess
import sys

import pytest

from tests.support import tools

INTERRUPTED = "tests/test_output.py::test_an_interrupt_comes_too_late_once_the_new_site_stands"


def test_the_tests_hear_an_interrupt_that_their_parent_ignores() -> None:
    """`nohup make test` is `make test`: whoever starts the tests may ignore SIGINT."""
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", INTERRUPTED]
    ran = subprocess.run(
        ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command], cwd=tools.ROOT, capture_output=True, text=True,
        check=False, timeout=120, env={**os.environ, "PYTEST_ADDOPTS": ""},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_missing_program_is_no_fault_but_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    """A test without its program is skipped, and says what to install; in CI it fails."""
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(tools.DEBIAN, "no-such-program", "some-package")
    with pytest.raises(outcome, match="there is no no-such-program; on Debian: apt-get install some-package"):
        tools.program("no-such-program")
