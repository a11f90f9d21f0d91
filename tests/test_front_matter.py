"""Front matter as clippers and site generators write it: read or ignored, and never an error."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import check_project
from generator.model import FrontMatter
from generator.reading.front_matter import read_front_matter
from generator.reading.kinds.markdown import read_markdown
from tests.support.small_project import MakeProject

OBSIDIAN = """\
title: "Bridge: reopened"
source: "https://courier.example/2024/05/03/bridge"
author:
  - "[[Ada Brandt]]"
  - "[[people/ben|Ben Weill]]"
published: 2024-05-03
created: 2026-11-20
description: "x"
tags:
  - "clippings"
"""
HUGO = 'title = "Bridge reopens"\ndate = 2024-05-03T10:00:00+02:00\ndraft = false\ntags = ["a"]\n[params]\nx = 1\n'


def values(text: str, *, toml: bool = False) -> dict[str, Any]:
    outcome = read_front_matter(FrontMatter(text, 2, toml), "a.md")
    assert outcome.diagnostics == ()
    return dict(outcome.value.values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OBSIDIAN, {"title": "Bridge: reopened", "author": ("Ada Brandt", "Ben Weill"), "published": "2024-05-03",
                    "url": "https://courier.example/2024/05/03/bridge", "accessed": "2026-11-20"}),
        ("layout: post\ntitle: Bridge\ndate: 2024-05-03 10:00:00 +0200\ncategories: news\npublished: false\n",
         {"title": "Bridge", "published": "2024-05-03"}),
        ("title: Bridge\nurl: /posts/bridge/\nslug: bridge\nauthors: [Ada Brandt]\n",
         {"title": "Bridge", "author": ("Ada Brandt",)}),
        ("title: Bridge: it reopens\ntags: [a\ndate: 3 mai 2024\n",
         {"title": "Bridge: it reopens", "published": "2024-05-03"}),
        ("title: {{title}}\ncssclass: x\n", {"title": "{{title}}"}),
        ("author: {name: Ada Brandt, email: x}\nlang: de_AT\nsite: The Courier\nlink: <https://courier.example/a>\n",
         {"author": ("Ada Brandt",), "language": "de-AT", "publisher": "The Courier", "url": "https://courier.example/a"}),
        ("aliases: []\ncreated: 2024-01-01\nlanguage: English\n", {}),
        ("title: Bridge\npublished: 2024-05-03T10:00:00Z\n", {"title": "Bridge", "published": "2024-05-03"}),
        ("title: Bridge\npublished: true\nurl: /bridge/\n", {"title": "Bridge"}),
        ("title: Bridge\nauthor: [[Ada Brandt]]\n", {"title": "Bridge", "author": ("Ada Brandt",)}),
    ],
)  # fmt: skip
def test_front_matter_of_other_programs_is_read_or_ignored(text: str, said: dict[str, Any]) -> None:
    """What says the same as our keys is read in whatever form it has; the rest is ignored."""
    assert values(text) == said


def test_toml_between_plus_signs_is_front_matter() -> None:
    """Hugo's TOML is no text of the article, and what it says is read."""
    reading = read_markdown(f"+++\n{HUGO}+++\nThe bridge reopened.\n")
    assert (reading.text, reading.front_matter) == ("The bridge reopened.", FrontMatter(HUGO, 2, toml=True))
    assert values(HUGO, toml=True) == {"title": "Bridge reopens", "published": "2024-05-03"}
    assert values("not TOML", toml=True) == {}


def test_the_desks_own_front_matter_is_checked() -> None:
    """With our keys alone, or a slip in one, front matter is an entry, and its faults are faults."""
    for text, code in (
        ("title: T\npublised: 2024\n", "unknown-key"),
        ("title: T\npublished: soon\n", "bad-date"),
        ("title: T\nurl: courier.example\n", "bad-url"),
    ):
        found = read_front_matter(FrontMatter(text, 2), "a.md").diagnostics
        assert [finding.code for finding in found] == [code]


def test_a_project_with_clippings_builds(project: MakeProject) -> None:
    """A file of another program in the sources folder is a source like any other."""
    root = project({"seeds/clip.md": f"---\n{OBSIDIAN}---\nThe bridge reopened.\n"})
    found = check_project(root).diagnostics
    assert {(finding.code, finding.location.path) for finding in found if "clip" in finding.location.path} <= {
        ("undeclared-source", "seeds/clip.md"), ("unused-source", "seeds/clip.md"),
    }  # fmt: skip
    assert all(finding.severity == "warning" for finding in found)
    assert Path(root).is_dir()


@given(st.text(alphabet=st.sampled_from("ab:-[]{}'\"|&*!#\n tagsource"), max_size=80))
def test_whatever_another_program_writes_is_no_error(text: str) -> None:
    """With a key of another program there is no finding, whatever stands beside it."""
    values(f"tags: x\n{text}")
