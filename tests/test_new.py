"""The starter project: it builds, shows what a curator needs first, and overwrites nothing."""

from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.commands.new.starter_project import create_project
from generator.diagnostics import as_text
from generator.model import Edition


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
    assert {path.parent.name for path in written[2:]} == {"seeds"}


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
