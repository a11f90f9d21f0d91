"""verbatim diff: what readers would see changed between two sites, and the corrections for it."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.build import build_project, check_project
from generator.cli import commands
from tests.support.small_project import CLAIMS, SEED, MakeProject

DATE = "2026-11-25"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def sites(project: MakeProject, tmp_path: Path) -> Any:
    """Builds the small project as it is, and then with other files: both sites."""

    def make(claims: str = CLAIMS, seed: str = SEED, before: str = CLAIMS) -> tuple[Path, Path]:
        root = project({"claims.yaml": before})
        checked, written = build_project(root, tmp_path / "old")
        assert written, checked.diagnostics
        (root / "claims.yaml").write_text(claims)
        (root / "seeds/wire.txt").write_text(seed)
        checked, written = build_project(root, tmp_path / "new")
        assert written, checked.diagnostics
        return tmp_path / "old", tmp_path / "new"

    return make


def told(old: Path, new: Path) -> dict[str, Any]:
    done = run("diff", old, new, "--format", "json", "--date", DATE)
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.output)
    return found


def changes(old: Path, new: Path) -> list[tuple[str, ...]]:
    """Kind and id of each change, and what else it has."""
    return [tuple(value for value in change.values() if value is not None) for change in told(old, new)["changes"]]


def test_the_same_site_has_no_changes(sites: Any) -> None:
    """Nothing is listed and nothing drafted."""
    old, new = sites()
    assert told(old, new) == {"changes": [], "corrections": []}
    assert run("diff", old, new).output == "readers would see no change\n"


QUOTE = "      quote: some 37,000 troops\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The US has", "The USA has", [("statement-changed", "troops", "The US has troops in South Korea.",
                                         "The USA has troops in South Korea.")]),
        ("stance: supports\n", "stance: supports\n    verdict: supported\n",
         [("verdict-changed", "troops", "Supported")]),
        ("stance: supports", "stance: refutes", [
            ("corroboration-changed", "troops", "single-source", "refuted"),
            ("stance-changed", "troops", "supports", "refutes", "“some 37,000 troops” (wire)"),
        ]),
        (QUOTE, QUOTE.replace("some ", ""),
         [("quote-changed", "troops", "some 37,000 troops", "37,000 troops", "wire")]),
        (QUOTE, QUOTE + "      speaker: Them\n",
         [("quote-details-changed", "troops", "speaker of “some 37,000 troops” (wire)")]),
        ("    evidence:\n", "    evidence:\n    - {source: wire, quote: South Korea, stance: mentions}\n",
         [("quote-added", "troops", "South Korea", "wire")]),
        ("    evidence:\n", "    explanation: So.\n    date: 2000\n    evidence:\n",
         [("claim-changed", "troops", "date, explanation")]),
        ("claims:\n", "claims:\n  other: {statement: Another one.}\n", [("claim-added", "other", "Another one.")]),
        ("  troops:\n", "  soldiers:\n", [("claim-moved", "soldiers", "troops", "soldiers")]),
        ("publisher: Wire", "publisher: The Wire", [("source-changed", "wire", "publisher")]),
        ("title: Small", "title: Large", [("site-changed", "site", "title")]),
        ("claims:\n", "topics: {army: {name: The army}}\nclaims:\n", [("topic-added", "army", "The army")]),
    ],
)  # fmt: skip
def test_what_readers_see_changed_is_listed(sites: Any, old: str, new: str, expected: list[tuple[str, ...]]) -> None:
    """Each kind of change, there and back."""
    assert CLAIMS.count(old) == 1
    first, second = sites(CLAIMS.replace(old, new))
    assert changes(first, second) == expected
    assert len(changes(second, first)) == len(expected)


def test_what_is_gone_is_listed(sites: Any) -> None:
    """A claim, a source, a quote."""
    more = CLAIMS.replace("claims:\n", "claims:\n  other: {statement: Another one.}\n") + (
        "    - {source: wire, quote: Talks resume, stance: mentions}\n"
    )
    old, new = sites(before=more)
    assert changes(old, new) == [
        ("claim-removed", "other", "Another one."),
        ("quote-removed", "troops", "Talks resume", "wire"),
    ]


def test_another_text_is_listed(sites: Any) -> None:
    """What is published of a source's text has changed; the file's own hash says so too."""
    old, new = sites(seed=SEED + "More.\n")
    assert changes(old, new) == [
        ("text-changed", "wire", "its published text"), ("source-changed", "wire", "file_sha256"),
    ]  # fmt: skip


def test_quotes_are_told_by_their_words_and_not_by_their_numbers(sites: Any) -> None:
    """A quote that is put before another leaves that one what it was."""
    first = "    - {source: wire, quote: Talks resume, stance: mentions}\n"
    old, new = sites(CLAIMS.replace("    evidence:\n", "    evidence:\n" + first))
    assert changes(old, new) == [("quote-added", "troops", "Talks resume", "wire")]


def test_corrections_are_drafted_and_can_be_pasted(sites: Any, project: MakeProject) -> None:
    """What was wrong becomes a correction in words, as YAML that the project takes; what was added does not."""
    claims = CLAIMS.replace("The US has troops", "The *US* has [troops]").replace("some 37,000", "37,000")
    old, new = sites(claims)
    done = run("diff", old, new, "--date", DATE)
    (draft,) = told(old, new)["corrections"]
    assert draft == {
        "claim": "troops",
        "date": DATE,
        "text": "The claim read *The US has troops in South Korea.* before. "
        "The quote from [Wire](source:wire) was *some 37,000 troops* before.",
    }
    pasted = done.output[done.output.index("  troops:\n") + len("  troops:\n") :]
    root = project({"claims.yaml": claims + pasted})
    assert check_project(root).diagnostics == ()
    assert yaml.safe_load(claims + pasted)["claims"]["troops"]["corrections"][0]["text"] == draft["text"]
    back = told(new, old)["corrections"][0]["text"]
    assert "The claim read *The \\*US\\* has \\[troops\\] in South Korea.* before." in back
    assert told(*sites(CLAIMS.replace("claims:\n", "claims:\n  o: {statement: O.}\n")))["corrections"] == []


def test_a_correction_that_is_there_is_not_drafted_again(sites: Any) -> None:
    """Where the new site has a correction of the claim that the old one has not, it is listed instead."""
    claims = CLAIMS.replace("The US has", "The USA has") + "    corrections: [{date: 2026, text: It was the US.}]\n"
    found = told(*sites(claims))
    assert [change["kind"] for change in found["changes"]] == ["statement-changed", "correction-added"]
    assert found["corrections"] == []


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", '{"site": {}}', '{"site": {}, "claims": [1], "sources": []}',
        '{"site": {}, "sources": [], "claims": [{"id": "a", "statement": 1, "evidence": []}]}',
        '{"site": {}, "sources": [], "claims": [{"id": "a", "statement": "x", "evidence": [{}]}]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_site_is_said(sites: Any, content: str) -> None:
    """A claims.json that is not one: a line that names the folder, exit status 1."""
    old, new = sites()
    (new / "claims.json").write_text(content)
    done = run("diff", old, new)
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(str(new))


def test_strange_values_are_compared_all_the_same(sites: Any) -> None:
    """Values of any type where no type is needed; what a terminal cannot show is escaped."""
    old, new = sites()
    whole = json.loads((new / "claims.json").read_text())
    whole["claims"][0].update(verdict=["x"], corroboration={}, corrections=3, statement="\x1b[31m\ud800")
    whole["claims"][0]["evidence"][0].update(source=7, segments="none", stance=None)
    whole["site"]["ratings"] = {"a": 1}
    (new / "claims.json").write_text(json.dumps(whole))
    done = run("diff", old, new)
    assert done.exit_code == 0
    assert "\x1b" not in done.output
    assert run("diff", new, old).exit_code == 0


def test_a_site_is_not_reached_through_links(sites: Any, tmp_path: Path) -> None:
    """claims.json is a file of the folder, or the folder is no site."""
    old, new = sites()
    (new / "claims.json").rename(tmp_path / "elsewhere.json")
    (new / "claims.json").symlink_to(tmp_path / "elsewhere.json")
    assert run("diff", old, new).exit_code == 1
    assert run("diff", old, tmp_path / "nowhere").exit_code == 2
