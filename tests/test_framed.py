"""Findings at a terminal: the line that each speaks of, marked, in colours that a wish can turn off."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.commands.shared.snippets import WIDTH, as_snippets, display_width, excerpt, project_line_reader
from generator.diagnostics import Diagnostic, Location, as_text
from tests.support.small_project import CLAIMS, MakeProject

ROOT = Path(__file__).resolve().parent.parent
NEWLINE = "\n"
BAD = CLAIMS.replace("some 37,000", "some 38,000")


@pytest.mark.parametrize(("line", "column", "marked"), [
    ("    quote: some 38,000 troops", 12, "some 38,000 troops"),
    ("    quote: 'it''s' # why", 12, "'it''s'"),
    ('    quote: "a \\" b", c', 12, '"a \\" b"'),
    ("    verdikt: x", 5, "verdikt"),
    ("  verdikt:", 3, "verdikt"),
    ("topics: [one, two]", 15, "two"),
    ("{a: 1,000, b: 2}", 5, "1,000"),
    ("a: b #c", 4, "b"),
    ("a: http://x.example/#y", 4, "http://x.example/#y"),
    ("a: |", 4, "|"),
    ("a: [b", 4, "["),
    ("   {% if x %}", 1, "{"),
    ('a: "never closed', 4, '"never closed'),
    ("\tquote: x", 2, "quote"),
    ("日本: 語学 # x", 5, "語学"),
])  # fmt: skip
def test_the_mark_is_under_the_words(line: str, column: int, marked: str) -> None:
    """From the place on to the end of the key or value that begins there, in columns of the terminal."""
    shown, mark = excerpt(line, column)
    before = display_width(mark) - len(mark.lstrip(" "))
    assert mark.strip(" ") == "^" + "~" * (display_width(marked) - 1)
    assert display_width(shown.partition(marked)[0]) == before


def test_a_long_line_is_shown_around_the_place() -> None:
    """As much as fits, with the place in it."""
    line = "a" * 500 + " quote: here it is " + "b" * 500
    shown, mark = excerpt(line, 502)
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) <= WIDTH + 2
    assert shown[mark.index("^") :].startswith("quote: here")
    shown, mark = excerpt("x" * 20_000, 1)
    assert len(mark) <= len(shown) <= WIDTH + 2


@given(st.text(max_size=300), st.integers(1, 310))
def test_no_line_breaks_the_frame(text: str, column: int) -> None:
    """Whatever a line holds, it is shown on one line, safe for a terminal, with the mark under it."""
    if column <= len(text):
        shown, mark = excerpt(text, column)
        assert shown.isprintable()
        assert re.fullmatch(" *\\^~*", mark)


def test_the_plain_lines_are_all_there(project: MakeProject) -> None:
    """Without colours it is the plain form with the frames put in; the file as a whole, and what is gone, get none."""
    root = project({"claims.yaml": "\ufeffsite:\r\n  titel: x\r\n", "seeds/bytes.txt": b"\xff"})
    found = (
        Diagnostic(Location("claims.yaml", 2, 3), "unknown-key", "no", ("help",)),
        Diagnostic(Location("claims.yaml", 1, 1), "missing-key", "no"),
        Diagnostic(Location("claims.yaml", 99, 1), "bad-id", "no"),
        Diagnostic(Location("gone.txt", 3, 3), "source-missing", "no"),
        Diagnostic(Location("../claims.yaml", 2, 1), "unsafe-path", "no"),
        Diagnostic(Location("seeds", 2, 1), "unsafe-path", "no"),
    )
    framed = as_snippets(found, project_line_reader(root), lambda text, _: text).splitlines()
    assert "".join(f"{line}\n" for line in framed if " |" not in line) == as_text(found)
    assert [line for line in framed if " |" in line] == ["     2 |   titel: x", "       |   ^~~~~"]


def typed(root: Path, *options: str, terminal: bool, environment: Mapping[str, str] | None = None) -> str:
    """What `verbatim check` says on standard error, which is a terminal or is not."""
    reader, writer = pty.openpty() if terminal else os.pipe()
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", **(environment or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "check", root, *options],
        env=known,
        stdout=subprocess.DEVNULL,
        stderr=writer,
    )
    os.close(writer)
    said = b""
    try:
        while more := os.read(reader, 65536):
            said += more
    except OSError:
        pass  # a terminal that everybody left
    os.close(reader)
    assert process.wait(60) == 1
    return said.decode().replace("\r\n", "\n")


def test_who_gets_lines_and_colours(project: MakeProject) -> None:
    """A terminal gets lines and colours; NO_COLOR and TERM=dumb only lines; a pipe neither, unless --color asks."""
    root = project({"claims.yaml": BAD})
    line, mark = "     9 |       quote: some 38,000 troops\n", "       |              ^~~~~~~~~~~~~~~~~~\n"
    plain = typed(root, terminal=False)
    assert plain.startswith("claims.yaml:9:14: error[quote-not-found]: “some 38,000 troops” is not,")
    assert " |" not in plain and "\x1b" not in plain
    colored = typed(root, terminal=True)
    assert "\x1b[31m" in colored
    bare = re.sub("\x1b\\[[0-9;]*m", "", colored)
    assert line + mark in bare
    shown = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert f"```text\n{bare.removesuffix(f'1 error{NEWLINE}')}```" in shown
    for options, environment in (((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}), (("--no-color",), {})):
        assert typed(root, *options, terminal=True, environment=environment) == bare
    assert typed(root, terminal=True, environment={"NO_COLOR": ""}) == colored
    assert typed(root, "--color", terminal=False, environment={"NO_COLOR": "1"}) == colored
    assert typed(root, "--no-color", terminal=False) == plain
