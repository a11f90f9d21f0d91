"""Five questions that readers come with, answered as they would find the answers: by touch on a phone, by keyboard."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser_reader import Meet, Reader
from tests.support.served_site import Site

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
MOST_STOPS = 120

Use = Callable[[Locator], None]


def touch(target: Locator) -> None:
    target.tap()


def type_to(target: Locator) -> None:
    """Go to what is wanted by Tab alone, and press Enter there."""
    page, wanted = target.page, target.element_handle()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            box = target.bounding_box()
            assert box and 0 <= box["y"] < page.viewport_size["height"], "what has the focus is in sight"  # type: ignore[index]
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to {target}")


@pytest.fixture(params=["touch", "keyboard"])
def person(request: pytest.FixtureRequest, sites: Mapping[str, Site], meet: Meet) -> Iterator[tuple[Reader, Use]]:
    """A reader on the home page, and how they use what they see."""
    by_touch = request.param == "touch"
    reader = meet(sites["own"].address, **(PHONE if by_touch else DESK))
    reader.open("index.html")
    yield reader, touch if by_touch else type_to


def claim_page(page: Page) -> Locator:
    page.wait_for_url("**/claims/*.html*")
    return page.get_by_role("main")


def test_was_albright_the_highest_ranking(person: tuple[Reader, Use]) -> None:
    """The claim is on the first screen; on its page verdict, reason and what it holds for come first."""
    reader, use = person
    link = reader.page.get_by_role("link", name="Madeleine Albright is the highest-ranking US official")
    assert reader.sees("inWindow", ".ask") and (link.bounding_box() or {"y": 9_999})["y"] < 640
    use(link)
    main = claim_page(reader.page)
    expect(main.get_by_role("heading", level=2, name="Our verdict: Supported")).to_be_in_viewport()
    expect(main.get_by_text("2 sources support this, independently of each other.")).to_be_in_viewport()
    expect(main.locator(".explanation p").first).to_be_in_viewport(ratio=0.3)
    expect(main.locator(".scope")).to_contain_text("As of October 2000, judged by the sources collected here")


def test_how_many_troops_and_who_says_so(person: tuple[Reader, Use]) -> None:
    """One step leads to the figure, and the page names who says it, in which source and when."""
    reader, use = person
    use(reader.page.get_by_role("link", name="The US bases some 37,000 troops in South Korea."))
    main = claim_page(reader.page)
    expect(main.get_by_role("complementary")).to_contain_text("37,000 troops")
    expect(main.locator(".voices")).to_contain_text("BBC News Online")
    card = main.locator(".evidence").first
    expect(card).to_contain_text("24 October 2000")
    expect(card.locator("blockquote")).to_contain_text("some 37,000 troops")


def test_what_the_sources_disagree_on(person: tuple[Reader, Use]) -> None:
    """One step leads to all of it: what one article says against itself apart from what two say against each other."""
    reader, use = person
    use(reader.page.get_by_role("link", name="All contradictions, side by side"))
    reader.page.wait_for_url("**/contradictions.html")
    main = reader.page.get_by_role("main")
    itself, others = (
        main.locator("section", has=reader.page.get_by_role("heading", name=name))
        for name in ("What one article says against itself", "What sources say against each other")
    )
    expect(itself.locator("article")).to_have_count(2)
    expect(others.locator("article")).to_have_count(1)
    expect(others).to_contain_text("Kim Sung-il")
    for stance in ("supports", "refutes"):
        assert others.locator(f".decisive[data-stance={stance}]").count()


def test_what_only_the_bbc_says(person: tuple[Reader, Use]) -> None:
    """On the source's page a switch leaves marked what no other source has; a marked passage names its claim."""
    reader, use = person
    page = reader.page
    use(page.get_by_role("link", name="US warms to new Korean era"))
    page.wait_for_url("**/sources/bbc-2000-10-24.html")
    choice = page.get_by_role("radio", name="Only what no other source has")
    if use is touch:
        page.locator("label", has=choice).tap()
        mark = page.locator(".article mark[data-kind~=alone]").first
        mark.tap()
        expect(page.get_by_role("dialog").get_by_role("link").first).to_be_in_viewport()
    else:
        page.get_by_role("radio").first.focus()
        while not choice.is_checked():
            page.keyboard.press("ArrowRight")
        page.keyboard.press("j")
        assert reader.sees("focus")["inWindow"]
        page.keyboard.press("Enter")
        claim_page(page)
        page.go_back()
        choice.check(force=True)
    told = page.locator("label", has=choice).inner_text()
    assert page.locator(".article .pin:visible").count() == int(told.partition("(")[2].rstrip(")")) > 0


def test_is_this_quote_real(person: tuple[Reader, Use]) -> None:
    """From a claim one step leads to the words in their article, and one to a check of every character."""
    reader, use = person
    page = reader.page
    use(page.get_by_role("link", name="Madeleine Albright is the highest-ranking US official"))
    quote = claim_page(page).locator("#e2")
    use(quote.get_by_role("button", name="Check this quote"))
    expect(page.get_by_text("The quote stands in the published text")).to_be_visible()
    words = quote.locator(".passage blockquote").inner_text()
    page.reload()
    use(quote.get_by_role("link", name="See it in the article"))
    page.wait_for_url("**/sources/bbc-2000-10-24.html#*")
    id = page.url.partition("#")[2]
    assert reader.sees("inWindow", f"[id='{id}']")
    assert "".join(page.locator(f"mark[data-evidence~='{id}']").all_inner_texts()) == words
