"""The reader's own check: what it proves it says, what is wrong it sees, and where it cannot check it says so."""

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from generator.build import build_project
from tests.support.browser_reader import Meet, Reader
from tests.support.served_site import Site
from tests.support.static_host import Host

CLAIMS = """\
site: {title: Checked, contact: desk@example.org}
sources:
  astral:
    file: seeds/astral.txt
    url: https://example.org/original
    archive_url: https://example.org/archive
claims:
  legacy:
    statement: The dragon is a legacy.
    evidence:
    - source: astral
      quote: "the \U0001f409 is a legacy […] of the \U0001d4b2ar"
      stance: supports
      speaker: Officials
    - {source: astral, quote: nobody asked, stance: mentions}
"""
TEXT = """\
\U0001f400\U0001f400 They said the \U0001f409 is a legacy, we read,

of the \U0001d4b2ar. But nobody asked why.
"""


@pytest.fixture(scope="module")
def site(hosted: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("checked")
    (folder / "seeds").mkdir()
    (folder / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    (folder / "seeds" / "astral.txt").write_text(TEXT, encoding="utf-8")
    build_project(folder, folder / "site")
    yield Site("checked", folder / "site", hosted.serve("/checked/", folder / "site"))


def checked(page: Page, number: int = 0) -> Locator:
    """What the check of a quote says."""
    page.get_by_role("button", name="Check this quote").nth(number).click()
    found = page.locator(".proof").nth(number)
    expect(found.locator(".proof-head")).to_be_visible()
    return found


def tampered(reader: Reader, change: tuple[str, str]) -> None:
    """From now on the server sends another text."""

    def answer(route: Route) -> None:
        route.fulfill(body=TEXT.replace(*change), content_type="text/plain; charset=utf-8")

    reader.context.route("**/sources/astral.txt", answer)


def test_a_quote_is_proved_and_no_more_than_that(site: Site, meet: Meet) -> None:
    """The hash, the characters (letters beyond 16 bits count as one), the passage; and what is not proved."""
    found = checked(meet(site.address).open("claims/legacy.html"))
    expect(found).to_contain_text("The quote stands in the published text")
    start, end = TEXT.index("the \U0001f409"), TEXT.index("legacy") + 6
    expect(found).to_contain_text(f"characters {start + 1} to {end} and ")
    assert re.search(r"one that this page gives: [0-9a-f]{64}", found.inner_text())
    assert found.locator("mark").all_inner_texts() == ["the \U0001f409 is a legacy", "of the \U0001d4b2ar"]
    expect(found.locator(".proof-passage")).to_contain_text("They said the")
    expect(found).to_contain_text("Not proved: that the published text is the article")
    assert found.locator(".proof-limits a").evaluate_all("all => all.map(each => each.href)") == [
        "https://example.org/original",
        "https://example.org/archive",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("a legacy", "no legacy"), "The quote does not stand there"),
        (("\U0001f400\U0001f400", "\U0001f400"), "The quote does not stand there"),
        (("why", "who"), "the text is not the one this page was made from"),
    ],
)
def test_a_changed_text_is_noticed(site: Site, meet: Meet, change: tuple[str, str], said: str) -> None:
    """Changed words, a shifted place, and a change elsewhere, which only the hash tells."""
    reader = meet(site.address)
    tampered(reader, change)
    found = checked(reader.open("claims/legacy.html"))
    expect(found.locator(".proof-head")).to_contain_text(said)
    expect(found).to_contain_text("and not the one that this page gives")


def test_without_subtlecrypto_characters_are_compared(site: Site, meet: Meet) -> None:
    """On a page that came over plain http there is no hash; the characters are still compared, and it is said so."""
    reader = meet(site.address)
    reader.context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    found = checked(reader.open("claims/legacy.html"))
    expect(found).to_contain_text("The quote stands in the published text")
    expect(found).to_contain_text("SHA-256 could not be computed")
    tampered(reader, ("a legacy", "no legacy"))
    expect(checked(reader.open("claims/legacy.html"))).to_contain_text("does not stand there")


def test_from_disk_it_says_what_it_needs(site: Site, meet: Meet) -> None:
    """No browser lets a page read the file beside it: the reader is told, and told of `verbatim verify`."""
    found = checked(meet(site.disk).open("claims/legacy.html"))
    expect(found).to_contain_text("Not checked")
    expect(found).to_contain_text("needs a web address")
    expect(found).to_contain_text("verbatim verify")


def test_a_missing_text_is_no_proof(site: Site, meet: Meet) -> None:
    """Where the server has no text, nothing was checked."""
    reader = meet(site.address)
    reader.context.route("**/sources/astral.txt", lambda route: route.abort())
    found = checked(reader.open("claims/legacy.html"))
    expect(found).to_contain_text("Not checked")
    reader.faults.clear()  # the console tells of the refused request


def test_a_source_page_checks_all_of_its_quotes(site: Site, meet: Meet) -> None:
    """The text's hash and every quote at its place; a change names those that are gone."""
    reader = meet(site.address)
    page = reader.open("sources/astral.html")
    page.get_by_role("button", name="Check text and quotes").click()
    found = page.locator(".proof")
    expect(found).to_contain_text(re.compile(r"All [0-9]+ quotes stand in the published text"))
    tampered(reader, ("nobody", "no body"))
    page.get_by_role("button", name="Check text and quotes").click()
    expect(found).to_contain_text(re.compile(r"[12] of [0-9]+ quotes do not stand there"))


def test_every_quote_of_our_own_site_is_proved(sites: Mapping[str, Site], meet: Meet) -> None:
    """On every source page of the site that we publish."""
    reader = meet(sites["own"].address)
    for path in sites["own"].pages():
        if path.startswith("sources/") and not path.startswith("sources/index"):
            page = reader.open(path)
            page.get_by_role("button", name="Check text and quotes").click()
            expect(page.locator(".proof-head")).to_have_text(re.compile("stand in the published text"))


def test_citations_and_quotes_are_copied(site: Site, meet: Meet) -> None:
    """A button puts on the clipboard what it stands at: a citation, or the quote with the way back."""
    reader = meet(site.address, permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("claims/legacy.html")
    page.get_by_role("button", name="Copy this quote").first.click()
    expect(page.locator(".evidence .copied").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“the \U0001f409 is a legacy […] of the \U0001d4b2ar” (Officials, quoted in ")
    assert copied.endswith(f" {site.address}claims/legacy.html#e1")
    page.get_by_text("Cite this claim").click()
    page.locator(".cite figure", has_text="BibTeX").get_by_role("button", name="Copy").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{legacy,")


def test_without_scripts_there_is_no_dead_button(site: Site, meet: Meet) -> None:
    """What needs a script is put there by the script; citations and error reports are there all the same."""
    page = meet(site.address, java_script_enabled=False).open("claims/legacy.html")
    assert page.get_by_role("button").count() == 0
    page.get_by_text("Cite this claim").click()
    expect(page.locator(".cite pre").first).to_be_visible()
    report = page.get_by_role("link", name="Report an error in this quote").first
    assert (report.get_attribute("href") or "").startswith("mailto:desk@example.org?subject=")
