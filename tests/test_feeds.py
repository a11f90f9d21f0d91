"""What machines come back for: valid whatever the text, dated by the content alone, and the same each time."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import (
    Anchor,
    Article,
    Claim,
    Corpus,
    Correction,
    Edition,
    Evidence,
    Publisher,
    Run,
    Segment,
    Site,
    Source,
    Standing,
)
from generator.publishing.feeds import EPOCH, MOST_ENTRIES, atom, robots, sitemap

TEXT = "Officials say <some> 37,000 troops & more are there."
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

CLAIMS = (
    Claim("old", "An old claim.", checked="2020"),
    Claim("undated", "A claim without a date."),
    Claim(
        "troops",
        "Some 37,000 troops are there.",
        verdict="supported",
        checked="2026-11-21",
        checked_by="A. Checker",
        corrections=(
            Correction("2026-11", "First."),
            Correction("2027-01-02", "Second."),
            Correction("2027-01-02", "Third."),
        ),
        evidence=(Evidence("troops", 1, "bbc", "<some> 37,000 troops", "supports", "Officials"),),
    ),
)


def edition_of(*claims: Claim, **site: Any) -> Edition:
    return Edition(
        Corpus(
            Site(**{"title": "Facts & figures"} | site),
            sources=(Source("bbc", "seeds/bbc.txt", "The BBC"),),
            claims=claims,
        ),
        articles={"bbc": Article("bbc", TEXT, (Run(0, len(TEXT)),), True, "")},
        anchors={"troops-1": Anchor("troops-1", "bbc", (Segment(14, 34),))},
        standings={each.id: Standing(each.id, "single-source" if each.evidence else "unsourced") for each in claims},
    )


EDITION = edition_of(*CLAIMS)


def read(feed: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(feed)  # noqa: S314 - our own


def of(element: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in element.findall(f"{ATOM}{name}")]


def test_feed_has_what_atom_requires() -> None:
    """RFC 4287: feed and entries each have one id, title and updated; an author; each entry a link and content."""
    for edition in (EDITION, edition_of(), edition_of(*CLAIMS, base_url="https://example.org/facts")):
        feed = read(atom(edition))
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        for each in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(of(each, name)) == 1
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", of(each, "id")[0])
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", of(each, "updated")[0])
        assert len({of(each, "id")[0] for each in entries}) == len(entries)
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        for each in entries:
            assert each.find(f"{ATOM}link[@rel='alternate']") is not None
            assert each.find(f"{ATOM}content") is not None


def test_entries_are_claims_and_corrections_newest_first() -> None:
    """Every claim and every correction, by the date of its own content; without any date, at the fixed moment."""
    entries = read(atom(EDITION)).findall(f"{ATOM}entry")
    assert [(of(each, "title")[0], of(each, "updated")[0]) for each in entries] == [
        ("Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction: Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction: Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction: Some 37,000 troops are there.", "2026-11-01T00:00:00Z"),
        ("An old claim.", "2020-01-01T00:00:00Z"),
        ("A claim without a date.", EPOCH),
    ]
    assert of(read(atom(EDITION)), "updated") == ["2027-01-02T00:00:00Z"]
    assert of(read(atom(edition_of())), "updated") == [EPOCH]


def test_an_entry_tells_verdict_sources_and_quotes() -> None:
    """The content is HTML in which a source's own markup is text."""
    content = of(read(atom(EDITION)).findall(f"{ATOM}entry")[0], "content")[0]
    assert "<strong>Supported</strong>" in content
    assert "<blockquote>&lt;some&gt; 37,000 troops</blockquote>" in content
    assert "Supports: Officials, quoted by The BBC" in content


def test_ids_last_as_long_as_what_they_are_of() -> None:
    """A changed statement, title, order or number of claims changes no id where the site has an address."""
    address = {"base_url": "https://example.org/"}
    before = read(atom(edition_of(*CLAIMS, **address)))
    changed = tuple(replace(each, statement=f"New: {each.statement}") for each in reversed(CLAIMS[1:]))
    after = read(atom(edition_of(*changed, title="New", **address)))
    ids = [{of(each, "id")[0] for each in feed.findall(f"{ATOM}entry")} for feed in (before, after)]
    assert ids[1] < ids[0]
    assert of(before, "id") == of(after, "id")
    assert of(before, "id") != of(read(atom(EDITION)), "id")


def test_links_are_relative_without_an_address() -> None:
    """Relative links from disk, whole addresses with base_url, with or without a slash at its end."""
    links = [each.get("href") for each in read(atom(EDITION)).iter(f"{ATOM}link")]
    assert links[:3] == ["feed.xml", "index.html", "claims/troops.html"]
    for base in ("https://example.org/f", "https://example.org/f/"):
        links = [each.get("href") for each in read(atom(edition_of(*CLAIMS, base_url=base))).iter(f"{ATOM}link")]
        assert links[0] == "https://example.org/f/feed.xml"
        assert all((each or "").startswith("https://example.org/f/") for each in links)


def test_a_feed_tells_news_only() -> None:
    """A long history is cut to the newest entries."""
    claims = [Claim(f"c-{number}", "x", checked=f"{1000 + number}") for number in range(300)]
    feed = read(atom(edition_of(*claims)))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == MOST_ENTRIES
    assert of(entries[0], "updated") == ["1299-01-01T00:00:00Z"]


HOSTILE = st.text(
    st.characters(codec=None) | st.sampled_from("\x00\x0b\x1f\ud800\udfff\ufdd0\ufffe\uffff\U0010ffff<>&\"'")
)


@given(HOSTILE, HOSTILE)
def test_any_text_makes_a_well_formed_feed(title: str, text: str) -> None:
    """Control characters, surrogates and noncharacters, which XML cannot hold, become U+FFFD; nothing else changes."""
    claim = Claim("x", text, checked_by=text or None, corrections=(Correction("2000", text),))
    edition = edition_of(claim, title=title, description=text or None, publisher=Publisher(title, text or None))
    feed = read(atom(edition))
    safe = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef]", "\ufffd", text)
    safe = "".join("\ufffd" if ord(each) & 0xFFFE == 0xFFFE else each for each in safe)
    assert of(feed.findall(f"{ATOM}entry")[1], "content")[0] == safe.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("base", ["https://example.org/f", "https://example.org/f/?a=1&b=2#x"])
def test_sitemap_and_robots(base: str) -> None:
    """Whole addresses of the given pages in their order; a date only where the content has one; robots.txt finds it."""
    edition = edition_of(*CLAIMS, base_url=base)
    root = read(
        sitemap(edition, ["index.html", "404.html", "claims/troops.html", "claims/undated.html", "claims/old.html"])
    )
    urls = root.findall(f"{MAPS}url")
    start = base.rstrip("/")
    assert [each.findtext(f"{MAPS}loc") for each in urls] == [
        f"{start}/{path}" for path in ("index.html", "claims/troops.html", "claims/undated.html", "claims/old.html")
    ]
    assert [each.findtext(f"{MAPS}lastmod") for each in urls] == [None, "2027-01-02", None, "2020"]
    assert robots(edition).decode().splitlines()[-1] == f"Sitemap: {start}/sitemap.xml"


def test_sitemap_keeps_to_its_protocol() -> None:
    """No more addresses than one sitemap may have."""
    edition = edition_of(base_url="https://example.org/")
    assert sitemap(edition, (f"{number}.html" for number in range(50_010))).count(b"<loc>") == 50_000
