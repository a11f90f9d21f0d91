"""The index of the whole text: made where it is asked for and can be, and told plainly where it cannot."""

from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.publishing import fulltext
from generator.publishing.fulltext import add_index
from tests.support.site_data import collect_files
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


def test_the_files_pass_by_and_the_index_follows() -> None:
    """All files as they came, in their order; then the index, the same for the same pages; no path twice."""
    files = [("index.html", PAGE), ("claims/a.html", PAGE), ("claims/index.html", PAGE), ("sources/a.txt", b"Words")]
    made = collect_files(add_index(files))
    assert made[:4] == files
    added = dict(made[4:])
    assert len(added) == len(made) - 4
    assert all(each.startswith("pagefind/") for each in added)
    assert fulltext.SCRIPT in added
    assert b'"page_count":1' in added["pagefind/pagefind-entry.json"]
    assert collect_files(add_index(files)) == made


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
