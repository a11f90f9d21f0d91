"""What people do on a site: look something up, follow a quote to its passage and back, mistype an address."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from tests.support.browser_reader import Meet
from tests.support.served_site import Site
from tests.support.tools import tool

LIGHT = 30_000  # bytes


@pytest.mark.parametrize("where", ["address", "disk"])
def test_a_search_leads_to_the_claim(sites: Mapping[str, Site], meet: Meet, where: str) -> None:
    """Words typed into the search box show results as they are typed, with their number, and lead to the claim."""
    reader = meet(getattr(sites["own"], where))
    page = reader.open("index.html")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Search").click()
    box = page.get_by_role("searchbox")
    box.click()
    page.keyboard.type("highest-ranking albr")
    first = page.locator("#results li").first
    expect(first).to_contain_text("highest-ranking")
    expect(page.get_by_role("status")).to_contain_text("result")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("highest-ranking US official")


@pytest.mark.parametrize(("typed", "found"), [
    ("נבנה", "1987"),
    ("الجسر", "الجسر"),
    ("閉鎖", "閉鎖"),
    ("donaudampf", "Donaudampf"),
    ("<script>", "alert(1)"),
])  # fmt: skip
def test_a_search_finds_what_is_strange(sites: Mapping[str, Site], meet: Meet, typed: str, found: str) -> None:
    """Words of any script are found; at 320 pixels the results stick out nowhere, and axe-core finds them right."""
    reader = meet(sites["strange"].address, viewport={"width": 320, "height": 640})
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    page = reader.open("search.html")
    page.get_by_role("searchbox").fill(typed)
    expect(page.locator("#results li").first).to_contain_text(found)
    assert reader.sees("overflowing") == []
    assert reader.sees("violations", {}) == []


def test_a_search_without_results_says_so(sites: Mapping[str, Site], meet: Meet) -> None:
    """Where nothing is found, the live region says so and which word is nowhere, and no old result stays."""
    page = meet(sites["own"].address).open("search.html")
    page.get_by_role("searchbox").fill("albright")
    expect(page.locator("#results li").first).to_be_visible()
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(page.locator("#results li")).to_have_count(0)


@pytest.mark.parametrize(("name", "where", "width"), [
    ("own", "address", 360), ("own", "disk", 1280), ("strange", "address", 360), ("mirrored", "address", 1280),
])  # fmt: skip
def test_quotes_lead_to_their_passages_and_back(
    sites: Mapping[str, Site], meet: Meet, name: str, where: str, width: int
) -> None:
    """Of each quote of a claim, “See it in the article” shows the passage, and its number there leads back."""
    reader = meet(getattr(sites[name], where), viewport={"width": width, "height": 640})
    claim = sites[name].largest("claims")
    quotes = reader.open(claim).locator(".evidence").count()
    assert quotes > 4
    for number in range(1, quotes + 1):
        page = reader.open(claim)
        evidence = page.locator(f"#e{number}")
        id = evidence.get_attribute("data-evidence")
        evidence.get_by_role("link", name="See it in the article").click()
        page.wait_for_url(f"**/sources/*.html#{id}")
        assert reader.sees("inWindow", f"[id='{id}']"), id
        assert page.locator(f"mark[data-evidence~='{id}']").count(), id
        page.locator(f"[id='{id}']").click()
        page.wait_for_url(f"**/{claim}#e{number}")
        assert reader.sees("inWindow", f"#e{number} .evidence-head"), id


@pytest.mark.parametrize("name", ["own", "strange"])
def test_passages_below_an_article_lead_up_to_it(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Below an article, the number of each passage leads up to it."""
    reader = meet(sites[name].address, viewport={"width": 360, "height": 640})
    page = reader.open(sites[name].largest("sources"))
    page.get_by_role("heading", name="Passages and their claims").click()
    numbers = page.locator(".passages .pin")
    for index in {0, numbers.count() // 2, numbers.count() - 1}:
        numbers.nth(index).click()
        assert reader.sees("inWindow", ":target"), index


@pytest.mark.parametrize("name", ["strange", "mirrored"])
def test_a_wrong_address_has_a_page(sites: Mapping[str, Site], meet: Meet, name: str) -> None:
    """Of a site that knows its address, one where nothing is has, at any depth, a styled page that leads home."""
    reader = meet(sites[name].address)
    for path in ("nothing.html", "claims/nothing.html", "not/so/deep/as/this/"):
        answer = reader.page.goto(reader.address + path)
        assert answer and answer.status == 404
        page = reader.page
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", path
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")
        assert page.evaluate("document.activeElement.id") == "main", path
        page.get_by_role("main").get_by_role("link", name="home").click()
        page.wait_for_url(f"{reader.address}index.html")
    reader.faults[:] = [each for each in reader.faults if "status of 404" not in each]


def test_a_wrong_address_has_a_page_where_the_site_does_not_know_its_own(sites: Mapping[str, Site], meet: Meet) -> None:
    """Its style is in the page itself, by its hash, so that it is there at any depth; and no script is missed."""
    reader = meet(sites["own"].address)
    for path in ("nothing.html", "not/so/deep/as/this/"):
        answer = reader.page.goto(reader.address + path)
        assert answer and answer.status == 404
        assert reader.page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", path
        assert reader.page.locator("script, link[rel=stylesheet]").count() == 0
    reader.faults[:] = [each for each in reader.faults if "status of 404" not in each]


def test_single_keys_can_be_turned_off(sites: Mapping[str, Site], meet: Meet) -> None:
    """At the foot of any page, for all pages and from then on (WCAG 2.1.4); and on again."""
    reader = meet(sites["own"].address)
    page = reader.open("about.html")
    page.get_by_role("button", name="Single-key shortcuts: on").click()
    page = reader.open("timeline.html")
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    assert page.url.endswith("timeline.html")
    page = reader.open(sites["own"].largest("sources"))
    page.keyboard.press("j")
    assert "#" not in page.url
    page.get_by_role("button", name="Single-key shortcuts: off").click()
    page.keyboard.press("j")
    page.wait_for_url("**#*")


def test_the_shipped_headers_are_in_force(sites: Mapping[str, Site], meet: Meet) -> None:
    """What the tests see is under the policy of `_headers`: a script that is not the site's own does not run."""
    reader = meet(sites["own"].address)
    answer = reader.page.goto(reader.address)
    assert answer and "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    script = "Object.assign(document.createElement('script'), {text: 'window.ran = 1'})"
    reader.page.evaluate(f"document.body.append({script})")
    assert reader.page.evaluate("window.ran") is None
    assert all("Content Security Policy" in each for each in reader.faults) and reader.faults
    reader.faults.clear()


def test_a_claim_page_is_light(sites: Mapping[str, Site], meet: Meet) -> None:
    """The largest claim page, with all that a first visit loads, is under 30 kB on the wire, headers and all."""
    reader = meet(sites["own"].address)
    sizes = {}
    reader.context.on("requestfinished", lambda each: sizes.update({each.url: each.sizes()}))
    reader.open(sites["own"].largest("claims"))
    reader.page.wait_for_load_state("networkidle")
    weight = {
        url.rpartition("/")[2]: each["responseBodySize"] + each["responseHeadersSize"] for url, each in sizes.items()
    }
    assert len(weight) > 2
    assert sum(weight.values()) < LIGHT, weight
