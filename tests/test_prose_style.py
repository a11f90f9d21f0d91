"""Plain English: a short list of words that docstrings, comments, messages and documentation do without."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Archaic or obscure words, as regular expressions without case.
WORDS = (
    "betwixt", "ere", "forsooth", "hence", "herein", "hitherto", "lest", "naught", "save for", "thence", "therein",
    "thereof", "unto", "whence", "wherein", "whereof", "whosoever",
)  # fmt: skip
BANNED = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
PYTHON = [
    path
    for folder in ("generator", "tests", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if not {"cases", "node_modules"} & set(path.parts) and path != Path(__file__).resolve()
]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "templates/README.md"]
# Word lists of natural languages, which hold any word.
LANGUAGES = (ROOT / "generator/language", ROOT / "generator/commands/suggest")
Line = tuple[int, str]


def find_docstrings(source: str) -> Iterator[Line]:
    """Yield the docstring of a module and of each class and function in it, with the line where it begins."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node, clean=False)
            if text:
                yield node.body[0].lineno, text


def find_comments(source: str) -> Iterator[Line]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def find_messages(source: str) -> Iterator[Line]:
    """Yield every text of a module that is not a docstring: what people read is among them."""
    docstrings = {text for _, text in find_docstrings(source)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            yield node.lineno, node.value


def find_banned(lines: Iterator[Line]) -> list[str]:
    return [f"{start}: {found[0]}" for start, text in lines for found in BANNED.finditer(text)]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_is_described_in_plain_english(path: Path) -> None:
    """Docstrings and comments, and in the program also messages, have none of the words."""
    source = path.read_text(encoding="utf-8")
    faults = find_banned(find_docstrings(source)) + find_banned(find_comments(source))
    if path.is_relative_to(ROOT / "generator") and not any(path.is_relative_to(folder) for folder in LANGUAGES):
        faults += find_banned(find_messages(source))
    assert not faults


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documentation_is_plain_english(path: Path) -> None:
    """No page has any of the words."""
    assert not find_banned(iter([(1, path.read_text(encoding="utf-8"))]))


def test_a_banned_word_is_noticed_wherever_it_is_read() -> None:
    """A word in a docstring, a comment or a message is found, and its line is named."""
    source = '"""Thereof."""\n\nMESSAGE = "hence"\n# lest\n'
    assert find_banned(find_docstrings(source)) == ["1: Thereof"]
    assert find_banned(find_messages(source)) == ["3: hence"]
    assert find_banned(find_comments(source)) == ["4: lest"]
