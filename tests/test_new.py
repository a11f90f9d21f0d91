"""The starter project: it builds, shows what a curator needs first, and overwrites nothing."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.commands.new.starter_project import create_project
from generator.diagnostics import as_text
from generator.model import Edition
from tests.support.command_line import verbatim


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    create_project(tmp_path)
    checked = check_project(tmp_path)
    assert as_text(checked.diagnostics) == ""
    assert checked.value
    return checked.value


def test_what_is_written_is_what_is_said(tmp_path: Path) -> None:
    """The paths returned are the files made, all of them, claims.yaml first; the folder is made where it is missing."""
    folder = tmp_path / "some" / "facts"
    written = create_project(folder)
    assert written[0] == folder / "claims.yaml"
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert written[1] == folder / "claims.schema.json"
    assert written[2] == folder / ".gitignore"
    assert {path.parent.name for path in written[3:]} == {"claims", "seeds"}


def test_it_is_sound(edition: Edition) -> None:
    """The starter has no error and no warning, so it passes check --strict."""
    assert edition.anchors


def test_it_shows_what_a_curator_needs(edition: Edition) -> None:
    """Among its claims are figures, two sources, an elision, brackets, evidence that qualifies."""
    claims = edition.corpus.claims
    evidence = [evidence for claim in claims for evidence in claim.evidence]
    assert 3 <= len(claims) <= 5
    assert len(edition.corpus.sources) == 2
    assert edition.corpus.topics
    assert edition.corpus.entities
    assert any(claim.quantity and any(evidence.value for evidence in claim.evidence) for claim in claims)
    assert any("[…]" in evidence.quote for evidence in evidence)
    assert any(evidence.quote.startswith("[") for evidence in evidence)
    assert {"supports", "refutes", "qualifies"} <= {evidence.stance for evidence in evidence}
    assert {standing.corroboration for standing in edition.standings.values()} >= {"corroborated", "contested"}


def test_its_articles_say_that_they_are_invented(edition: Edition) -> None:
    """Nobody can take the example for news: each article begins with what it is."""
    for article in edition.articles.values():
        assert "invented" in article.text.splitlines()[0]


def test_it_builds(tmp_path: Path) -> None:
    """The starter becomes a site, even where warnings count."""
    create_project(tmp_path)
    _, written = build_project(tmp_path, tmp_path / "site", strict=True)
    assert written
    assert (tmp_path / "site" / "index.html").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A claims.yaml that is there already stays as it is."""
    (tmp_path / "claims.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create_project(tmp_path)
    assert (tmp_path / "claims.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "seeds").exists()


def test_an_empty_project_is_sound(tmp_path: Path) -> None:
    """Without a claim and an article it has no warning, and nothing of the example is in it."""
    written = create_project(tmp_path / "our-facts", empty=True)
    assert sorted(written) == sorted(path for path in (tmp_path / "our-facts").rglob("*") if path.is_file())
    checked = check_project(tmp_path / "our-facts")
    assert checked.diagnostics == ()
    assert checked.value
    assert (checked.value.corpus.site.title, checked.value.corpus.claims) == ("Our facts", ())
    assert "Lindenau" not in "".join(path.read_text() for path in written)


@pytest.mark.parametrize("empty", [True, False])
def test_two_people_add_claims_without_a_conflict(tmp_path: Path, empty: bool) -> None:
    """On two branches each begins a claim and quotes for it; git merges both, and all is well."""
    root = tmp_path / "facts"
    create_project(root, empty=empty)
    (root / "seeds/snow.txt").write_text("Snow fell on Oslo. Rain fell on Rome. Hail fell on Bonn.")
    (root / "claims.yaml").write_text(
        (root / "claims.yaml")
        .read_text()
        .replace("sources:\n", "sources:\n  snow: {file: seeds/snow.txt, title: Snow}\n")
    )
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*words: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.c")
        done = subprocess.run(
            ["git", *who, *words], cwd=root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "-qb", "main")
    git("add", "-A")
    git("commit", "-qm", "begin")
    for branch, statement, words in (
        ("ann", "It snowed in Oslo.", "Snow fell"),
        ("bob", "It rained in Rome.", "Rain fell"),
    ):
        git("switch", "-qc", branch, "main")
        assert verbatim("claim", statement, root).returncode == 0
        id = statement.lower().rstrip(".").replace(" ", "-")
        assert verbatim("quote", root, id, words).returncode == 0
        build_project(root, root / "site")
        git("add", "-A")
        git("commit", "-qm", statement)
    git("switch", "-q", "main")
    git("merge", "-q", "--no-edit", "ann")
    git("merge", "-q", "--no-edit", "bob")
    assert git("ls-files", "site", ".site*") == ""
    checked = check_project(root)
    assert {finding.severity for finding in checked.diagnostics} <= {"warning"}
    assert sorted(path.stem for path in (root / "claims").iterdir())[:2] == (
        ["first", "it-rained-in-rome"] if empty else ["it-rained-in-rome", "it-snowed-in-oslo"]
    )
