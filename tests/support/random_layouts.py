"""Small claims files in thousands of layouts, as people and YAML writers of any kind lay them out."""

import random
from collections.abc import Callable, Iterator

import yaml

Layout = tuple[str, dict[str, object]]  # a file, and what it says
_COMMENTS = ("# }\n", "  # a: b\n", "    # of the claim\n", "      # x\n", "\n", "\n\n")
_TEXTS = (
    "plain words",
    "a: b",
    "“so”",
    "# none",
    "it's",
    "no",
    "2000-10",
    "two\nlines",
    " ends ",
    "[x]",
    "{}",
    "日本",
    "-",
)


def read_texts(text: str) -> object:
    """Return what another reader of YAML takes from the text, all of it as text."""
    return yaml.load(text.removeprefix("\ufeff"), yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text


def make_layouts(count: int, make: Callable[[random.Random], dict[str, object]]) -> Iterator[str]:
    """Yield files that say what `make` makes: in any style, with comments and blank lines, and any line ends."""
    for seed in range(count):
        chance = random.Random(seed)  # noqa: S311 - the same files every time
        text = yaml.dump(
            make(chance),
            Dumper=yaml.CSafeDumper,
            default_flow_style=chance.choice([True, False, False, None]),
            indent=chance.randint(2, 5),
            allow_unicode=chance.random() < 0.5,
            sort_keys=False,
            explicit_start=chance.random() < 0.1,
            explicit_end=chance.random() < 0.1,
            default_style=chance.choice([None, None, None, "'", '"', "|"]),
            width=chance.choice([20, 80, 1000]),
        )
        text = _indent_lists(text) if chance.random() < 0.5 else text
        for _ in range(chance.randint(0, 3)):
            rows = text.splitlines(keepends=True)
            rows.insert(chance.randint(0, len(rows)), chance.choice(_COMMENTS))
            text = "".join(rows) if _is_same("".join(rows), text) else text
        text = text if chance.random() < 0.8 else text.rstrip("\n")
        yield chance.choice(["", "", "\ufeff"]) + text.replace("\n", chance.choice(["\n", "\n", "\r\n", "\r"]))


def make_text(chance: random.Random) -> str:
    return chance.choice(_TEXTS)


def _indent_lists(text: str) -> str:
    """Return the text with the lists of evidence moved to the right of their key, where that says the same."""
    rows, inside = [], 0
    for row in text.splitlines(keepends=True):
        column = len(row) - len(row.lstrip(" "))
        if inside and row.strip() and (column < inside or (column == inside and row[column] != "-")):
            inside = 0
        rows.append(f"  {row}" if inside and row.strip() else row)
        if row.strip() == "evidence:":
            inside = column
    return "".join(rows) if _is_same("".join(rows), text) else text


def _is_same(one: str, other: str) -> bool:
    try:
        return read_texts(one) == read_texts(other)
    except yaml.YAMLError:
        return False
