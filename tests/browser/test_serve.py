"""`verbatim serve` in a browser: an edit reloads the page in its place, what is wrong shows and vanishes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.commands.new.starter_project import create_project
from tests.support.browser_reader import Meet
from tests.support.serve_process import LONGEST, ServeProcess, run_serve
from tests.support.tools import tool

PATIENT = LONGEST * 1000  # milliseconds
CLAIM = "claims/cost-60000-euros.html"
ARTICLE = "sources/courier-2024-05-03.html"
WORDS = "claims.yaml"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServeProcess]:
    create_project(tmp_path / "facts")
    with run_serve(tmp_path / "facts") as running:
        yield running


def test_an_edit_reloads_the_page(served: ServeProcess, meet: Meet) -> None:
    """A claim's new words appear in the open page without a hand being moved; its policy is kept all the while."""
    page = meet(served.address).open(CLAIM)
    expect(page.get_by_role("heading", level=1)).to_contain_text("60,000 euros a year")
    served.edit(WORDS, "Opening on Sundays costs the town", "To open on Sundays will cost the town")
    expect(page.get_by_role("heading", level=1)).to_contain_text("To open on Sundays", timeout=PATIENT)
    served.edit("seeds/courier.txt", "Not everybody is pleased.", "Not everybody is happy.")
    page = meet(served.address).open(ARTICLE)
    expect(page.get_by_role("main")).to_contain_text("Not everybody is happy.", timeout=PATIENT)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_stays_in_its_place(served: ServeProcess, meet: Meet, width: int) -> None:
    """What was at the top of the window is there again after a reload, though much was added above it."""
    reader = meet(served.address, viewport={"width": width, "height": 400})
    page = reader.open(CLAIM)
    place = "document.querySelector('#e2').getBoundingClientRect().top"
    page.evaluate(f"scrollBy({{top: {place} - 40, behavior: 'instant'}})")
    before = page.evaluate(place)
    assert page.evaluate("scrollY") > 100
    more = "\n\n      ".join(f"One more paragraph, number {each}." for each in range(12))
    served.edit(WORDS, "Neither says what it includes.", f"Neither says what it includes.\n\n      {more}")
    expect(page.get_by_text("number 11.")).to_have_count(1, timeout=PATIENT)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert abs(page.evaluate(place) - before) < 3


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_what_is_wrong_shows_and_vanishes(served: ServeProcess, meet: Meet, width: int, scheme: str) -> None:
    """An error lies over the last good page with file, line and help, fits the window, and goes when it is mended."""
    reader = meet(served.address, viewport={"width": width, "height": 640}, color_scheme=scheme)
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    page = reader.open(CLAIM)
    panel = page.get_by_role("region", name="Problems of the project")
    expect(panel).to_have_count(0)
    lines = (served.root / WORDS).read_text(encoding="utf-8").splitlines()
    place = f"{WORDS}:{next(n for n, line in enumerate(lines, 1) if 'expects the extra day' in line)}:16"
    served.edit(WORDS, "expects the extra day to cost", "expects the extra week to cost")
    expect(panel).to_contain_text("1 error", timeout=PATIENT)
    expect(panel).to_contain_text(place)
    expect(panel).to_contain_text("you typed “week”, the source has “day”")
    expect(page.get_by_role("heading", level=1)).to_contain_text("60,000 euros a year")
    assert reader.sees("overflowing") == []
    assert reader.sees("violations", {}) == []
    box = panel.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    panel.get_by_role("button").focus()
    page.keyboard.press("Escape")
    expect(panel.get_by_text(place)).to_be_hidden()
    panel.get_by_role("button", name="1 error").click()
    expect(panel.get_by_text(place)).to_be_visible()
    reader.open(ARTICLE)
    expect(panel).to_contain_text("1 error", timeout=PATIENT)
    served.edit(WORDS, "expects the extra week to cost", "expects the extra day to cost")
    expect(panel).to_be_hidden(timeout=PATIENT)


def test_warnings_are_told_and_do_not_stand_in_the_way(served: ServeProcess, meet: Meet) -> None:
    """A warning is a button in the corner that shows it; the site goes on being built."""
    page = meet(served.address).open(CLAIM)
    (served.root / "seeds/extra.txt").write_text("Nobody quotes this.", encoding="utf-8")
    panel = page.get_by_role("region", name="Problems of the project")
    expect(panel).to_contain_text("2 warnings", timeout=PATIENT)
    expect(panel.get_by_text("seeds/extra.txt:1:1").first).to_be_hidden()
    panel.get_by_role("button").click()
    expect(panel.get_by_text("seeds/extra.txt:1:1").first).to_be_visible()


def test_a_project_that_never_was_right_becomes_a_site(tmp_path: Path, meet: Meet) -> None:
    """Where the first build has errors there is a page that shows them; mended, it becomes the site."""
    create_project(tmp_path)
    claims = tmp_path / "claims.yaml"
    right = claims.read_text(encoding="utf-8")
    claims.write_text(right.replace("some 48,000 books", "some 49,000 books"), encoding="utf-8")
    with run_serve(tmp_path) as served:
        reader = meet(served.address)
        page = reader.open("")
        expect(page.get_by_role("heading", level=1)).to_have_text("No site yet")
        expect(page.get_by_role("region", name="Problems of the project")).to_contain_text("some 48,000 books")
        claims.write_text(right, encoding="utf-8")
        expect(page.get_by_role("heading", level=1)).to_contain_text("The Sunday library", timeout=PATIENT)
        page.close()  # before its server ends
        reader.faults[:] = [each for each in reader.faults if "status of 503" not in each]


def test_a_page_that_was_hidden_hears_all_when_it_is_seen_again(served: ServeProcess, meet: Meet) -> None:
    """A tab in the background holds no connection; brought to the front it is as the project is now."""
    reader = meet(served.address)
    page = reader.open(CLAIM)
    page.evaluate("""() => {
        Object.defineProperty(document, 'hidden', {get: () => window.away !== false, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    served.edit(WORDS, "Opening on Sundays costs", "To open on Sundays costs")
    other = reader.context.new_page()
    other.goto(served.address + CLAIM)
    expect(other.get_by_role("heading", level=1)).to_contain_text("To open on Sundays", timeout=PATIENT)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Opening on Sundays")
    page.evaluate("() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); }")
    expect(page.get_by_role("heading", level=1)).to_contain_text("To open on Sundays", timeout=PATIENT)


def test_lost_pages_and_pages_of_a_stricter_policy_follow_too(tmp_path: Path, meet: Meet) -> None:
    """404.html of a site with an address, and a template with a policy of its own, get the client as well."""
    create_project(tmp_path)
    claims = tmp_path / "claims.yaml"
    text = claims.read_text(encoding="utf-8").replace("# base_url:", "base_url:")
    claims.write_text(text, encoding="utf-8")
    about = tmp_path / "templates/pages/about.html"
    about.parent.mkdir(parents=True)
    about.write_text(
        '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        "<title>{{ view.frame.title }}</title><body><h1>{{ view.frame.site }}</h1>",
        encoding="utf-8",
    )
    with run_serve(tmp_path) as served:
        reader = meet(served.address)
        pages = []
        for path in ("not/so/deep.html", "about.html"):
            pages.append(reader.context.new_page())
            pages[-1].goto(served.address + path)
        served.edit(WORDS, "The Sunday library", "The Monday library")
        expect(pages[0].get_by_text("The Monday library").first).to_be_visible(timeout=PATIENT)
        expect(pages[1].get_by_role("heading", level=1)).to_have_text("The Monday library", timeout=PATIENT)
        for each in pages:
            each.close()
        reader.faults[:] = [each for each in reader.faults if "status of 404" not in each]
