"""The whole text searched with Pagefind, as a person does; and all the rest where it cannot be."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.build import build_project
from tests.support.browser_options import ROOT
from tests.support.browser_reader import Meet
from tests.support.served_site import Site
from tests.support.static_host import Host


@pytest.fixture(scope="module")
def whole(hosted: Host, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's own site, with an index of the whole text."""
    root = tmp_path_factory.mktemp("whole")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    claims = (ROOT / "claims.yaml").read_text(encoding="utf-8").replace("\nsite:\n", "\nsite:\n  search: pagefind\n", 1)
    (root / "claims.yaml").write_text(claims, encoding="utf-8")
    _, written = build_project(root, root / "site")
    assert written
    assert "pagefind/pagefind.js" in written.written
    return Site("whole", root / "site", hosted.serve("/whole/site/", root / "site"))


def unquoted(site: Site) -> str:
    """A word that stands in an article and in no claim and no quote."""
    index = "".join(each.read_text(encoding="utf-8").lower() for each in (site.folder / "assets").glob("search-*.js"))
    words = {
        word.lower()
        for text in sorted((site.folder / "sources").glob("*.txt"))
        for word in text.read_text(encoding="utf-8").split()
        if word.isascii() and word.isalpha() and len(word) > 8
    }
    return min(word for word in words if word not in index)


def test_words_that_nobody_quoted_are_found(whole: Site, meet: Meet) -> None:
    """Under a sub-path and the shipped policy, a word of an article that no quote has leads to pages that have it."""
    page = meet(whole.address).open("search.html")
    page.get_by_role("searchbox").press_sequentially(unquoted(whole))
    first = page.locator("#full-results a").first
    expect(first).to_be_visible()
    expect(page.locator("#full-results mark").first).to_be_visible()
    expect(page.locator("#full-count")).to_contain_text("page")
    first.click()
    page.wait_for_url(f"{whole.address}*/*.html")


def test_an_address_with_words_searches_at_once(whole: Site, meet: Meet) -> None:
    """What a reader was sent: the words are in the field, and both indexes have answered."""
    page = meet(whole.address).open("search.html?q=Clinton")
    expect(page.locator("#results a").first).to_be_visible()
    expect(page.locator("#full-results a").first).to_be_visible()
    assert page.locator("#full-results li").count() == 10
    page.locator("#full-more").click()
    expect(page.locator("#full-results li").nth(10).locator("a")).to_be_focused()


def test_from_disk_our_own_index_answers(whole: Site, meet: Meet) -> None:
    """No server, no Pagefind: its part of the page is not there, and nothing fails."""
    page = meet(whole.disk).open("search.html")
    page.get_by_role("searchbox").press_sequentially("clinton")
    expect(page.locator("#results a").first).to_be_visible()
    expect(page.locator("#full")).to_be_hidden()


def test_only_the_search_page_may_compile(whole: Site) -> None:
    """A page's own policy allows WebAssembly on the search page and on no other."""
    allowed = [
        each for each in whole.pages() if "wasm-unsafe-eval" in (whole.folder / each).read_text(encoding="utf-8")
    ]
    assert allowed == ["search.html"]


def test_nothing_of_pagefind_is_published_unasked() -> None:
    """The site of a project that does not ask for it has no index of Pagefind and allows no WebAssembly."""
    assert not (ROOT / "site/pagefind").exists()
    assert "wasm" not in (ROOT / "site/_headers").read_text(encoding="utf-8")


def test_the_folder_is_small(whole: Site) -> None:
    """What searching does not need is left out: the ready-made dialogs of Pagefind."""
    names = {Path(each).name for each in whole.folder.rglob("*") if "pagefind" in each.parts}
    assert not [each for each in names if "-ui." in each or "highlight" in each]
