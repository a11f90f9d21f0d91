"""What holds of every page, whoever reads it: on a telephone, from disk, without scripts, on paper."""

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.support.browser_reader import Meet
from tests.support.served_site import Site
from tests.support.tools import tool

# What only leads somewhere, or says what is marked.
NOT_ON_PAPER = ".pager, .permalink, .steps, .switches, .jumps, .facets, .open-at"


@pytest.mark.parametrize("name", ["own", "copies", "strange", "mirrored"])
def test_nothing_sticks_out(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """At 320 pixels and wider no page scrolls sideways, and nothing is out of the window at its sides."""
    reader = meet(sites[name].address)
    found = []
    for path in sites[name].kinds():
        page = reader.open(path)
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} at {width}: {each}" for each in reader.sees("overflowing")]
    assert found == []


@pytest.mark.parametrize("name", ["own", "copies", "mirrored"])
def test_everything_is_there_without_javascript(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """The words and the links that a page has with scripts, controls aside, are there without: at most folded."""
    with_scripts, without = meet(sites[name].address), meet(sites[name].address, java_script_enabled=False)
    for path in sites[name].kinds():
        seen = []
        for reader in (with_scripts, without):
            reader.open(path)
            reader.sees("unfold")
            seen.append((Counter(reader.sees("words", "")), Counter(reader.sees("links"))))
        (words, links), (plain_words, plain_links) = seen
        assert words, path
        assert (words - plain_words, links - plain_links) == (Counter(), Counter()), path


@pytest.mark.parametrize("name", ["own", "copies", "mirrored"])
def test_every_page_works_from_disk(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Opened from a folder, pages are styled, ask for nothing outside it and have no fault.

    404.html is for a server: where the site has an address, the page's links lead there.
    """
    reader = meet(sites[name].disk)
    for path in sites[name].kinds():
        if path == "404.html" and name == "mirrored":
            continue
        page = reader.open(path)
        assert page.locator("h1").is_visible(), path
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", path


@pytest.mark.parametrize("name", ["own", "copies", "mirrored"])
def test_paper_hides_no_evidence(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Printed, a page has all the words that it has on the screen, and those of claims and sources can be read."""
    reader = meet(sites[name].address)
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    found = []
    for path in sites[name].kinds():
        page = reader.open(path)
        seen = Counter(reader.sees("words", NOT_ON_PAPER))
        page.emulate_media(media="print")
        assert seen - Counter(reader.sees("words", NOT_ON_PAPER)) == Counter(), path
        if path.startswith(("claims/", "sources/")):
            found += [f"{path}: {each}" for each in reader.sees("violations", {"runOnly": ["color-contrast"]})]
        page.emulate_media(media="screen")
    assert found == []
