"""The search index as a script that defines data: complete, small, and nothing but data."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import (
    Anchor,
    Article,
    Claim,
    Corpus,
    Edition,
    Entity,
    Evidence,
    Run,
    Segment,
    Site,
    Source,
    Standing,
    Topic,
)  # fmt: skip
from generator.publishing.search import index

SEARCH = Path(__file__).parent.parent / "templates/static/js/search.js"
TEXT = "Der Präsident sagte: „Ich bin\n\nsehr glücklich.“ Er ging."


def edition(statement: str = "The president was happy.", speaker: str | None = None) -> Edition:
    start, end = TEXT.index("Ich"), TEXT.index(".“")
    evidence = Evidence("happy", 1, "s", "Ich bin sehr glücklich", "supports", speaker)
    return Edition(
        Corpus(
            Site("S"),
            (Source("s", "seeds/s.txt", publisher="Die Zeitung"),),
            (Topic("mood", "Stimmung"),),
            (Entity("president", "Łukasz Müller", "person", ("Herr Müller",)),),
            (Claim("happy", statement, evidence=(evidence,)),),
        ),
        {"s": Article("s", TEXT, (Run(0, len(TEXT)),), plain=True, sha256="")},
        {"happy-1": Anchor("happy-1", "s", (Segment(start, start + 7), Segment(end - 9, end)))},
        {"happy": Standing("happy", "single-source", ("s",))},
    )


def rows(script: bytes) -> list[list[str]]:
    text = script.decode()
    assert text.startswith("var verbatimIndex = ")
    assert text.endswith(";\n")
    found: list[list[str]] = json.loads(text.removeprefix("var verbatimIndex = ").removesuffix(";\n"))
    return found


def test_the_index_has_everything_that_can_be_found() -> None:
    """Statements, quotes as the source has them on one line, sources, names with their other forms, topics."""
    assert rows(index(edition(speaker="Müller"))) == [
        ["claim", "claims/happy.html", "The president was happy.", ""],
        ["quote", "claims/happy.html#e1", "Ich bin […] glücklich", "Müller, in s.txt"],
        ["source", "sources/s.html", "s.txt", "Die Zeitung"],
        ["name", "entities/president.html", "Łukasz Müller", "Herr Müller"],
        ["topic", "topics/mood.html", "Stimmung", ""],
    ]


@given(st.text())
def test_no_text_breaks_out_of_the_index(statement: str) -> None:
    """Whatever a statement holds, the script is one array of text, without a `<`."""
    script = index(edition(statement))
    assert b"<" not in script
    assert rows(script)[0][2] == statement


FINDS = [
    ("muller", ["entities/president.html"]),
    ("MÜL lukasz", ["entities/president.html"]),
    ("gluck", ["claims/happy.html#e1"]),
    ("resident", []),
    ("pres", ["claims/happy.html"]),
    ("zeit", ["sources/s.html"]),
    ("the happy", ["claims/happy.html"]),
    ("herr", ["entities/president.html"]),
    ("", []),
    ("<b>", ["claims/happy.html#e1"]),
    ("bib", []),
]


@pytest.mark.skipif(not shutil.which("node"), reason="node runs the page's script: apt-get install nodejs")
@pytest.mark.parametrize(("typed", "found"), FINDS)
def test_search_folds_accents_and_finds_the_beginnings_of_words(typed: str, found: list[str]) -> None:
    """Every word typed is the beginning of a word, accents and case aside."""
    script = index(edition()).decode() + SEARCH.read_text().replace(
        "const form = document.getElementById",
        "const document = { getElementById: () => null };\nconst form = document.getElementById",
    )
    script += f"\nrows = findable();\nconsole.log(JSON.stringify(matches({json.dumps(typed)}).map((row) => row.href)));"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == found
