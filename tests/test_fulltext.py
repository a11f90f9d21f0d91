"""The index of the whole text: made where it is asked for and can be, and told plainly where it cannot."""

from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.publishing import fulltext
from generator.publishing.fulltext import build_fulltext_index
from tests.support.small_project import CLAIMS, MakeProject

ASKING = CLAIMS.replace("{title: Small}", "{title: Small, search: pagefind}")
PAGE = b"<!doctype html><html lang=en><head><title>T</title></head><body><nav>menu</nav><main><h1>T</h1>Words</main>"


def test_where_the_extra_is_missing_it_is_said_where_it_was_asked_for(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error at the key's value, with what to type; and nothing is built."""
    monkeypatch.setattr(fulltext, "is_installed", lambda: False)
    root = project({"claims.yaml": ASKING})
    (found,) = check_project(root).diagnostics
    assert (str(found.location), found.code) == ("claims.yaml:1:30", "bad-value")
    assert found.help == ("pip install 'verbatim-site[pagefind]'",)
    assert build_project(root, root / "site")[1] is None


def test_the_index_is_of_the_pages_of_things(tmp_path: Path) -> None:
    """Pages of claims, sources and entities are in the index, lists are not; the same pages give the same index."""
    file = tmp_path / "page"
    file.write_bytes(PAGE)
    pages = [(path, file) for path in ("index.html", "claims/a.html", "claims/index.html", "sources/a.txt")]
    made = list(build_fulltext_index(pages))
    index = dict(made)
    assert len(index) == len(made)
    assert all(path.startswith("pagefind/") for path in index)
    assert fulltext.SCRIPT in index
    assert b'"page_count":1' in index["pagefind/pagefind-entry.json"]
    assert list(build_fulltext_index(pages)) == made


def test_without_a_page_there_is_still_a_site(project: MakeProject) -> None:
    """A project without claims, sources and entities is built all the same."""
    root = project({"claims.yaml": "site: {title: Small, search: pagefind}\n"})
    (root / "seeds/wire.txt").unlink()
    assert build_project(root, root / "site")[1]


def test_where_pagefind_fails_the_old_site_stands(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is the machine's, with its words; what stood there stands."""
    root = project({"claims.yaml": ASKING})
    (root / "site").mkdir()
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(OSError, match="Pagefind fails"):
        build_project(root, root / "site")
    assert list(Path(root, "site").iterdir()) == []
