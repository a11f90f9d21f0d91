"""Search as a person uses it: typing, slips and all, with keys, with filters, from a server and from disk."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_reader import Meet
from tests.support.served_site import Site

WAYS = ("address", "disk")


def opened(meet: Meet, site: Site, way: str, path: str = "search.html") -> Page:
    return meet(getattr(site, way)).open(path)


def first(page: Page) -> str:
    return page.locator("#results a").first.inner_text()


@pytest.mark.parametrize("way", WAYS)
def test_words_are_found_as_they_are_typed(sites: Mapping[str, Site], meet: Meet, way: str) -> None:
    """A few letters find what begins with them, marked; a slip finds what was meant; nonsense finds nothing."""
    page = opened(meet, sites["own"], way)
    page.get_by_role("searchbox").press_sequentially("albri")
    expect(page.locator("#results mark").first).to_have_text("Albri")
    expect(page.get_by_role("status")).to_contain_text("results")
    page.get_by_role("searchbox").fill("pyongyagn")
    expect(page.locator("#results mark").first).to_have_text("Pyongyang")
    expect(page.get_by_role("status")).to_contain_text("words that are alike")
    page.get_by_role("searchbox").fill("zzzzzzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(page.get_by_role("status")).to_contain_text("nowhere on this site: zzzzzzzz")
    expect(page.locator("#results li")).to_have_count(0)


@pytest.mark.parametrize("way", WAYS)
def test_keys_are_enough(sites: Mapping[str, Site], meet: Meet, way: str) -> None:
    """A slash leads to the field from any page, arrows through the results and back, Esc starts anew, Enter opens."""
    page = opened(meet, sites["own"], way, "about.html")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("clinton")
    expect(page.locator("#results a").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page.locator("#results li")).to_have_count(0)
    page.keyboard.type("clinton")
    expected = page.locator("#results a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{expected}")


def test_a_slash_that_is_typed_is_a_slash(sites: Mapping[str, Site], meet: Meet) -> None:
    """In a field the key writes what it says."""
    page = opened(meet, sites["own"], "address")
    page.get_by_role("searchbox").press_sequentially("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


@pytest.mark.parametrize("way", WAYS)
def test_filters_narrow_down_and_the_address_keeps_them(sites: Mapping[str, Site], meet: Meet, way: str) -> None:
    """Kind, verdict and corroboration together; who opens the address sees the same."""
    page = opened(meet, sites["own"], way)
    page.get_by_role("searchbox").fill("korea")
    page.get_by_role("radio", name="Claims").check()
    page.get_by_label("Verdict").select_option("supported")
    expect(page.locator("#results .relation").first).to_have_text("Claim")
    shown = page.locator("#results li")
    assert {each.strip() for each in page.locator("#results .relation").all_inner_texts()} == {"Claim"}
    assert set(page.locator("#results [data-kind=verdict]").all_inner_texts()) == {"Supported"}
    assert page.locator("[data-tally=claim]").inner_text() in page.get_by_role("status").inner_text()
    expect(page).to_have_url(f"{getattr(sites['own'], way)}search.html?q=korea&kind=claim&verdict=supported")
    number = shown.count()
    page.reload()
    expect(shown).to_have_count(number)
    expect(page.get_by_label("Verdict")).to_have_value("supported")


def test_a_filter_alone_lists_what_it_fits(sites: Mapping[str, Site], meet: Meet) -> None:
    """Without a word, a corroboration shows its claims and quotes."""
    page = opened(meet, sites["own"], "address")
    page.get_by_label("What the sources say").select_option("corroborated")
    expect(page.locator("#results [data-kind=corroboration]").first).to_have_text("Corroborated")


def test_more_is_shown_when_asked(sites: Mapping[str, Site], meet: Meet) -> None:
    """Fifty at first; the button adds the next ones and leads to the first of them."""
    page = opened(meet, sites["own"], "address")
    page.get_by_role("searchbox").fill("korea")
    expect(page.locator("#results li")).to_have_count(50)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#results a").nth(50)).to_be_focused()


def test_the_index_is_loaded_when_it_is_needed(sites: Mapping[str, Site], meet: Meet) -> None:
    """The field has the focus, which asks for no index yet; the first key does."""
    reader = meet(sites["own"].address)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.open("search.html")
    page.wait_for_load_state("networkidle")
    assert not [each for each in asked if "/search-" in each]
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("a")
    page.wait_for_function("() => document.querySelector('script[src*=search-1]')")
    page.wait_for_load_state("networkidle")
    assert [each for each in asked if each.endswith("assets/search-1.js")]


@pytest.mark.parametrize("name", ["strange", "mirrored"])
def test_strange_text_is_text_in_the_results(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Everything listed, results have no element but their own, and every one leads somewhere in the site."""
    page = opened(meet, sites[name], "address")
    page.get_by_role("radio", name="Claims").check()
    expect(page.locator("#results li").first).to_be_visible()
    names = set(page.eval_on_selector_all("#results *", "all => all.map(each => each.localName)"))
    assert names <= {"li", "p", "span", "a", "mark"}
    for href in page.eval_on_selector_all("#results a", "all => all.map(each => each.getAttribute('href'))"):
        assert (sites[name].folder / href.partition("#")[0]).is_file()
