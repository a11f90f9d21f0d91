"""Error reports: a letter that says what it is about, in an address that no text can break, or the desk's own page."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Claim, Evidence, Site
from generator.publishing.views.contact import contact_link, report_link

QUOTE = Evidence("troops", 2, "bbc", "some 37,000 troops", "supports")
CLAIM = Claim("troops", "The US bases 37,000 troops there.", evidence=(QUOTE,))


def letter(href: str | None) -> tuple[str, str, str]:
    """To whom, the subject and the body, as a mail program reads them."""
    assert href
    address = urlsplit(href)
    assert address.scheme == "mailto"
    said = parse_qs(address.query, strict_parsing=True)
    return unquote(address.path), said["subject"][0], said["body"][0]


def test_a_letter_names_claim_quote_and_page() -> None:
    """Subject and body say which claim and which quote, and where they stand; lines end as letters' do."""
    site = Site("Facts & figures", contact="desk@example.org", base_url="https://example.org/f/")
    to, subject, body = letter(report_link(site, CLAIM, QUOTE))
    assert (to, subject) == ("desk@example.org", "Facts & figures: error report on troops-2")
    assert body.split("\r\n")[:3] == [
        "Claim: The US bases 37,000 troops there.",
        "Quote 2 (troops-2): “some 37,000 troops”",
        "Page: https://example.org/f/claims/troops.html#e2",
    ]
    _, subject, body = letter(report_link(site, CLAIM))
    assert subject == "Facts & figures: error report on troops"
    assert "Quote" not in body
    assert "Page: https://example.org/f/claims/troops.html\r\n" in body


def test_without_an_address_the_page_is_named_all_the_same() -> None:
    """A site that does not know where it stands gives the page's path in it."""
    assert "Page: claims/troops.html#e2\r\n" in letter(report_link(Site("S", contact="a@b.example"), CLAIM, QUOTE))[2]


@pytest.mark.parametrize("address", ["https://example.org/report?a=1&b=2", "http://example.org/"])
def test_an_address_of_the_web_is_linked_as_it_is(address: str) -> None:
    """Nothing is added to the desk's own page."""
    assert report_link(Site("S", contact=address), CLAIM, QUOTE) == address


def test_no_contact_no_link() -> None:
    """A site without a contact offers no report."""
    assert report_link(Site("S"), CLAIM) is None
    assert contact_link(Site("S")) is None


@given(st.text(), st.text(), st.from_regex(r"[^@:?\s<>\"]{1,20}@[^@:?\s<>\"]{1,20}\.[a-z]{2}", fullmatch=True))
def test_no_text_breaks_the_address(statement: str, quote: str, address: str) -> None:
    """Whatever claim, quote and address hold, the link is ASCII, has one subject and one body, and is not too long."""
    evidence = Evidence("c", 1, "s", quote * 400, "supports")
    href = report_link(Site("S", contact=address), Claim("c", statement * 400, evidence=(evidence,)), evidence)
    assert href
    assert href.isascii()
    assert not set(" <>\"'\r\n") & set(href)
    to, subject, body = letter(href)
    assert to == address.encode(errors="replace").decode()
    assert subject == "S: error report on c-1"
    assert body.count("Page: claims/c.html#e1") >= 1
    assert len(body) < 800
