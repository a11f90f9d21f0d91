"""Pages are there for everybody: by axe-core's rules, and for those who have only a keyboard."""

from collections.abc import Mapping

import pytest

from tests.support.axe_rules import COLOURS, SIZES
from tests.support.browser_reader import Meet
from tests.support.served_site import Site
from tests.support.tools import tool


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["own", "copies", "mirrored"])
def test_axe_finds_nothing_serious(sites: Mapping[str, Site], meet: Meet, name: str, width: int) -> None:
    """axe-core finds no serious or critical violation; in the dark its rules on colour are asked again."""
    reader = meet(sites[name].address, viewport={"width": width, "height": 800})
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    found = []
    for path in sites[name].kinds():
        page = reader.open(path)
        page.emulate_media(color_scheme="light")
        found += [f"{path}: {each}" for each in reader.sees("violations", SIZES)]
        page.emulate_media(color_scheme="dark")
        found += [f"{path} in the dark: {each}" for each in reader.sees("violations", COLOURS)]
    assert found == []


@pytest.mark.parametrize("name", ["own", "mirrored"])
def test_the_skip_link_is_the_first_stop(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """The first tab stop of a page is its skip link, which then shows; the next stop after it is in the content.

    The search page begins in its field.
    """
    reader = meet(sites[name].address, viewport={"width": 360, "height": 800})
    for path in sites[name].kinds():
        page = reader.open(path)
        if path == "search.html":
            assert reader.sees("focus")["name"] == "input#words"
            continue
        page.keyboard.press("Tab")
        first = reader.sees("focus")
        assert first["name"] == "a.skip" and first["shows"] and first["inWindow"], (path, first)
        page.keyboard.press("Enter")
        if page.locator("main :is(a[href], input)").locator("visible=true").count():
            page.keyboard.press("Tab")
            assert reader.sees("focus")["inMain"], path


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["own", "mirrored"])
def test_the_keyboard_gets_everywhere(sites: Mapping[str, Site], meet: Meet, name: str, width: int) -> None:
    """On the largest claim page, Tab stops at all that can be used, in order, each in the window and to be seen."""
    reader = meet(sites[name].address, viewport={"width": width, "height": 800})
    page = reader.open(sites[name].largest("claims"))
    wanted = reader.sees("stops")
    made: list[str] = []
    for _ in wanted:
        page.keyboard.press("Tab")
        here = reader.sees("focus")
        assert here and here["shows"] and here["inWindow"], (here, made[-1:])
        made.append(here["stop"])
    assert made == wanted


@pytest.mark.parametrize("name", ["own", "mirrored"])
def test_the_keyboard_goes_to_the_passage_and_back(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Enter on “See it in the article” leads to the passage's number, and Enter there back to the evidence."""
    reader = meet(sites[name].address)
    claim = sites[name].largest("claims")
    page = reader.open(claim)
    page.locator("#e2 .see").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*.html#*")
    id = page.url.partition("#")[2]
    if not reader.sees("focus"):
        page.keyboard.press("Tab")
    assert reader.sees("focus")["name"].startswith(f"a#{id}.")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{claim}#e2")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#e2').contains(document.activeElement)")
