"""Reading an article with its claims beside it, and narrowing the list of claims, as a person does."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_reader import Meet
from tests.support.served_site import Site

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 640}


@pytest.mark.parametrize("where", ["address", "disk"])
def test_keys_lead_from_passage_to_passage(sites: Mapping[str, Site], meet: Meet, where: str) -> None:
    """j goes to the next passage and k to the one before, shown in the window, counted, its mark and note lit."""
    site = sites["own"]
    reader = meet(getattr(site, where), viewport=WIDE)
    page = reader.open(site.largest("sources"))
    pins = page.locator(".article .pin")
    for key, number in (("j", 1), ("n", 2), ("j", 3), ("k", 2), ("p", 1), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator("#steps")).to_contain_text(f"Passage {number} of {pins.count()}")
        expect(pins.nth(number - 1)).to_be_focused()
        assert reader.sees("inWindow", ".article .pin:target")
        id = pins.nth(number - 1).get_attribute("id")
        expect(page.locator(f".margin [data-note='{id}']")).to_have_class("lit")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#steps")).to_contain_text("Passage 2 of")
    assert page.url.endswith("#" + (pins.nth(1).get_attribute("id") or ""))


def test_keys_are_left_alone_where_they_mean_something_else(sites: Mapping[str, Site], meet: Meet) -> None:
    """With a modifier a key is the browser's; nothing moves."""
    site = sites["own"]
    page = meet(site.address, viewport=WIDE).open(site.largest("sources"))
    before = page.url
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+k")
    assert page.url == before


def test_a_mark_and_its_note_light_up_together(sites: Mapping[str, Site], meet: Meet) -> None:
    """Pointing at a mark lights the notes of all its passages; pointing at a note, all marks of its passage."""
    site = sites["own"]
    page = meet(site.address, viewport=WIDE).open(site.largest("sources"))
    mark = page.locator(".article mark").nth(3)
    ids = (mark.get_attribute("data-evidence") or "").split()
    mark.hover()
    assert sorted(each.get_attribute("data-note") or "" for each in page.locator(".margin .lit").all()) == sorted(ids)
    note = page.locator(".margin li").nth(5)
    note.hover()
    lit = page.locator(".article mark.lit")
    assert lit.count() == page.locator(f".article mark[data-evidence~='{note.get_attribute('data-note')}']").count() > 0


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.eval_on_selector_all(
        selector, "all => all.map(one => (({top, bottom, left, right}) => ({top, bottom, left, right}))"
        "(one.getBoundingClientRect()))"
    )  # fmt: skip
    return found


@pytest.mark.parametrize("name", ["own", "strange", "mirrored"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_notes_stand_beside_their_passages(
    sites: Mapping[str, Site], meet: Meet, name: str, *, javascript: bool
) -> None:
    """On a wide screen no note overlaps another or the article, none stands above its passage's part or far below."""
    site = sites[name]
    page = meet(site.address, viewport=WIDE, java_script_enabled=javascript).open(site.largest("sources"))
    notes = boxes(page, ".margin li")
    assert notes
    assert len(notes) == page.locator(".article .pin").count()
    for one, other in pairwise(notes):
        assert one["bottom"] <= other["top"] + 1
    parts, margins = boxes(page, ".reading > :is(.article, .folded)"), boxes(page, ".reading > .margin")
    assert len(parts) == len(margins)
    for article, margin in zip(parts, margins, strict=True):
        assert abs(article["top"] - margin["top"]) < 2 or margin["top"] == margin["bottom"]
        assert article["right"] <= margin["left"] + 1 or margin["right"] <= article["left"] + 1
    expect(page.get_by_role("heading", name="Passages and their claims")).to_be_hidden()


def test_on_a_phone_the_list_serves(sites: Mapping[str, Site], meet: Meet) -> None:
    """Where there is no room beside the article, every claim stands in the folded list below it, and no note above."""
    site = sites["own"]
    page = meet(site.address, viewport=PHONE).open(site.largest("sources"))
    expect(page.locator(".margin").first).to_be_hidden()
    expect(page.locator(".passages")).to_be_hidden()
    page.get_by_role("heading", name="Passages and their claims").click()
    expect(page.locator(".passages")).to_be_visible()
    assert page.locator(".passages > li").count() == page.locator(".article .pin").count()


def test_copied_text_has_no_number_and_no_note(sites: Mapping[str, Site], meet: Meet) -> None:
    """What a reader selects in the article is the article's words."""
    site = sites["own"]
    page = meet(site.address, viewport=WIDE).open(site.largest("sources"))
    copied = page.evaluate(
        "() => { const row = document.querySelector('.reading > .article:has(.pin)');"
        " getSelection().selectAllChildren(row); return getSelection().toString(); }"
    )
    marks = page.locator(".reading > .article:has(.pin)").first.evaluate(
        "row => { const bare = row.cloneNode(true); bare.querySelectorAll('.pin').forEach(pin => pin.remove());"
        " return bare.textContent; }"
    )
    assert copied.split() == marks.split()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_touched_passage_answers_in_place(sites: Mapping[str, Site], meet: Meet, size: dict[str, int]) -> None:
    """A card has stance and claim of all that quotes the words; Esc and a touch outside shut it, focus returns."""
    site = sites["own"]
    reader = meet(site.address, viewport=size, has_touch=True)
    page = reader.open(site.largest("sources"))
    mark, card = page.locator(".article mark[data-evidence*=' ']").first, page.get_by_role("dialog")
    ids = (mark.get_attribute("data-evidence") or "").split()
    mark.tap()
    expect(card).to_be_focused()
    expect(card).to_contain_text(f"This passage is quoted for {len(ids)} claims")
    assert reader.sees("inWindow", ".answer-card")
    hrefs = card.get_by_role("link").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert hrefs == [page.locator(f"[id='{id}']").get_attribute("href") for id in ids]
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator(f"[id='{ids[0]}']")).to_be_focused()
    mark.tap()
    page.get_by_role("heading", level=1).dispatch_event("click")
    expect(card).to_be_hidden()
    mark.tap()
    card.get_by_role("link").first.click()
    page.wait_for_url("**/claims/*.html#e*")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_a_switch_says_what_is_marked(sites: Mapping[str, Site], meet: Meet, *, javascript: bool) -> None:
    """Each choice leaves as many numbers as it says; plain text has none, and no switch changes a word."""
    site = sites["own"]
    page = meet(site.address, viewport=WIDE, java_script_enabled=javascript).open(site.largest("sources"))
    pins = page.locator(".article .pin:visible")
    words = page.locator(".article").all_text_contents()
    every = pins.count()
    against = page.locator(".article .pin:is([data-stance=refutes], [data-stance=qualifies])").count()
    for label, number in (("refutes or qualifies", against), ("no other source has", None), ("Plain text", 0)):
        choice = page.get_by_role("radio", name=label)
        choice.check(force=True)
        told = page.locator("label", has=choice).inner_text()
        wanted = int(told.partition("(")[2].rstrip(")")) if number is None else number
        assert pins.count() == wanted < every, told
        assert page.locator(".article").all_text_contents() == words


@pytest.mark.parametrize("where", ["address", "disk"])
def test_the_list_is_narrowed_where_it_stands(sites: Mapping[str, Site], meet: Meet, where: str) -> None:
    """A switch leaves its claims and tells how many; two groups leave what both leave; the address keeps the choice."""
    reader = meet(getattr(sites["own"], where), viewport=WIDE)
    page = reader.open("claims/index.html")
    shown = page.locator("#claims > li:visible")
    every = shown.count()
    expect(page.get_by_role("status")).to_have_text(f"All {every} claims")
    supported = page.get_by_role("button", name="Supported")
    supported.click()
    expect(supported).to_have_attribute("aria-pressed", "true")
    left = shown.count()
    assert 0 < left < every
    expect(page.get_by_role("status")).to_have_text(f"{left} of {every} claims")
    page.get_by_role("button", name="Corroborated").click()
    both = shown.count()
    assert 0 < both < left
    page.reload()
    assert shown.count() == both
    page.get_by_role("button", name="Show all").click()
    assert shown.count() == every
    assert "#" not in page.url


def test_narrower_lists_are_plain_pages_without_the_script(sites: Mapping[str, Site], meet: Meet) -> None:
    """With JavaScript off each facet is a link to a page with just the claims that the link counts."""
    page = meet(sites["own"].address, viewport=WIDE, java_script_enabled=False).open("claims/index.html")
    page.get_by_text("What the sources say", exact=True).click()
    link = page.get_by_role("link", name="Contested by sources")
    number = int((link.inner_text()).split()[-1])
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Contested by sources")
    assert page.locator("#claims > li").count() == number
