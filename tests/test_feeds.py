"""What machines come back for: valid whatever the text, dated by the content alone, and the same each time."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.license import License
from generator.model import (
    Anchor,
    Article,
    Claim,
    Corpus,
    Correction,
    Edition,
    Evidence,
    Publisher,
    Segment,
    Site,
    Source,
    Standing,
    TextRun,
    Topic,
)
from generator.publishing.data.feeds import MOST_ADDRESSES, MOST_ENTRIES, NO_NEWS, robots_txt, sitemap_files
from tests.support.site_data import make_site_feed, make_topic_feeds

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


def make_edition(*claims: Claim, **site: Any) -> Edition:
    return Edition(
        Corpus(
            Site(**{"title": "Facts & figures"} | site),
            sources=(Source("bbc", "seeds/bbc.txt", "The BBC"),),
            claims=claims,
        ),
        articles={"bbc": Article("bbc", TEXT, (TextRun(0, len(TEXT)),), True, "")},
        anchors={"troops-1": Anchor("troops-1", "bbc", (Segment(14, 34),))},
        standings={
            claim.id: Standing(claim.id, "single-source" if claim.evidence else "unsourced") for claim in claims
        },
    )


EDITION = make_edition(*CLAIMS)


def parse_feed(feed: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(feed)  # noqa: S314 - our own


def make_sitemap(edition: Edition, pages: Iterable[str]) -> bytes:
    return dict(sitemap_files(edition, pages))["sitemap.xml"]


def find_texts(element: ElementTree.Element, name: str) -> list[str]:
    return [match.text or "" for match in element.findall(f"{ATOM}{name}")]


def test_feed_has_what_atom_requires() -> None:
    """RFC 4287: feed and entries each have one id, title and updated; an author; each entry a link and content."""
    for edition in (EDITION, make_edition(), make_edition(*CLAIMS, base_url="https://example.org/facts")):
        feed = parse_feed(make_site_feed(edition))
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        for element in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(find_texts(element, name)) == 1
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", find_texts(element, "id")[0])
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", find_texts(element, "updated")[0])
        assert len({find_texts(entry, "id")[0] for entry in entries}) == len(entries)
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        for element in entries:
            assert element.find(f"{ATOM}link[@rel='alternate']") is not None
            assert element.find(f"{ATOM}content") is not None


def test_entries_are_claims_and_corrections_newest_first() -> None:
    """Every correction and every claim whose content has a date, by that date; no entry has an invented one."""
    entries = parse_feed(make_site_feed(EDITION)).findall(f"{ATOM}entry")
    assert [(find_texts(entry, "title")[0], find_texts(entry, "updated")[0]) for entry in entries] == [
        ("Supported: Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction · Supported: Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction · Supported: Some 37,000 troops are there.", "2027-01-02T00:00:00Z"),
        ("Correction · Supported: Some 37,000 troops are there.", "2026-11-01T00:00:00Z"),
        ("No source settles it: An old claim.", "2020-01-01T00:00:00Z"),
    ]
    assert find_texts(parse_feed(make_site_feed(EDITION)), "updated") == ["2027-01-02T00:00:00Z"]
    assert find_texts(parse_feed(make_site_feed(make_edition())), "updated") == [NO_NEWS]


def test_an_entry_was_published_with_its_first_date_and_updated_with_its_last() -> None:
    """`published` is the first day on which the desk wrote something, `updated` the last."""
    claim = replace(CLAIMS[2], corrections=(Correction("2027-01-02", "Late."),))
    entry, correction = parse_feed(make_site_feed(make_edition(claim))).findall(f"{ATOM}entry")
    assert find_texts(entry, "published") == ["2026-11-21T00:00:00Z"]
    assert find_texts(entry, "updated") == ["2027-01-02T00:00:00Z"]
    assert find_texts(correction, "published") == find_texts(correction, "updated") == ["2027-01-02T00:00:00Z"]


def list_ids(**site: Any) -> list[str]:
    feed = parse_feed(make_site_feed(make_edition(*CLAIMS, **site)))
    return [find_texts(element, "id")[0] for element in (feed, *feed.iter(f"{ATOM}entry"))]


def test_ids_survive_a_move() -> None:
    """From http to https all ids stay; with `site.id` they stay whatever the title and the address become."""
    first = list_ids(base_url="https://example.org/facts/")
    assert list_ids(base_url="http://example.org/facts/") == first
    assert list_ids(base_url="HTTP://example.org/facts/", title="Another") == first
    assert list_ids(base_url="https://example.net/facts/") != first
    own = list_ids(id="facts", base_url="https://example.org/facts/")
    assert own == list_ids(id="facts", title="Another") == list_ids(id="facts", base_url="http://a.example/b/")
    assert len({*own, *first, *list_ids(title="facts"), *list_ids(id="other")}) == 4 * len(own)


def test_a_feed_says_its_licence() -> None:
    """The licence's name is the feed's rights, its address a link (RFC 4946); without one there is neither."""
    made = parse_feed(make_site_feed(make_edition(*CLAIMS, license=License("CC & BY", "https://a.example/?b=1&c"))))
    assert find_texts(made, "rights") == ["CC & BY"]
    links = {link.get("rel"): link.get("href") for link in made.findall(f"{ATOM}link")}
    assert links["license"] == "https://a.example/?b=1&c"
    bare = make_site_feed(make_edition(*CLAIMS))
    assert b"rights" not in bare and b'rel="license"' not in bare


def test_a_claim_that_nobody_dated_has_the_date_of_its_sources() -> None:
    """Where it was neither checked, corrected nor reviewed: the newest day on which a source was published or read."""
    source = Source("bbc", "seeds/bbc.txt", "The BBC", published="2025-05-04", accessed="2025-05")
    claim = replace(CLAIMS[2], checked=None, corrections=())
    edition = make_edition(claim)
    edition = replace(edition, corpus=replace(edition.corpus, sources=(source,)))
    feed = parse_feed(make_site_feed(edition))
    assert find_texts(feed, "updated") == ["2025-05-04T00:00:00Z"]


def test_a_correction_is_html_with_whole_addresses() -> None:
    """Nobody who reads it elsewhere sees Markdown or an address that only this program knows."""
    claim = Claim("old", "Old.", corrections=(Correction("2026", "It was *not* so; see [it](claim:old)."),))
    entries = parse_feed(make_site_feed(make_edition(claim, base_url="https://example.org/f"))).findall(f"{ATOM}entry")
    assert find_texts(entries[1], "content") == [
        '<p>It was <em>not</em> so; see <a href="https://example.org/f/claims/old.html">it</a>.</p>'
    ]


def test_an_entry_tells_verdict_sources_and_quotes() -> None:
    """The content is HTML in which a source's own markup is text."""
    content = find_texts(parse_feed(make_site_feed(EDITION)).findall(f"{ATOM}entry")[0], "content")[0]
    assert "<strong>Supported</strong>" in content
    assert "<blockquote>&lt;some&gt; 37,000 troops</blockquote>" in content
    assert "Supports: Officials, quoted by The BBC" in content


def test_ids_last_as_long_as_what_they_are_of() -> None:
    """A changed statement, title, order or number of claims changes no id where the site has an address."""
    address = {"base_url": "https://example.org/"}
    before = parse_feed(make_site_feed(make_edition(*CLAIMS, **address)))
    changed = tuple(replace(claim, statement=f"New: {claim.statement}") for claim in reversed(CLAIMS[1:]))
    after = parse_feed(make_site_feed(make_edition(*changed, title="New", **address)))
    ids = [{find_texts(match, "id")[0] for match in feed.findall(f"{ATOM}entry")} for feed in (before, after)]
    assert ids[1] < ids[0]
    assert find_texts(before, "id") == find_texts(after, "id")
    assert find_texts(before, "id") != find_texts(parse_feed(make_site_feed(EDITION)), "id")


def test_links_are_relative_without_an_address() -> None:
    """Relative links from disk, whole addresses with base_url, with or without a slash at its end."""
    links = [link.get("href") for link in parse_feed(make_site_feed(EDITION)).iter(f"{ATOM}link")]
    assert links[:3] == ["feed.xml", "index.html", "claims/troops.html"]
    for base in ("https://example.org/f", "https://example.org/f/"):
        links = [
            link.get("href")
            for link in parse_feed(make_site_feed(make_edition(*CLAIMS, base_url=base))).iter(f"{ATOM}link")
        ]
        assert links[0] == "https://example.org/f/feed.xml"
        assert all((link or "").startswith("https://example.org/f/") for link in links)


def test_a_feed_tells_news_only() -> None:
    """A long history is cut to the newest entries."""
    claims = [Claim(f"c-{number}", "x", checked=f"{1000 + number}") for number in range(300)]
    feed = parse_feed(make_site_feed(make_edition(*claims)))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == MOST_ENTRIES
    assert find_texts(entries[0], "updated") == ["1299-01-01T00:00:00Z"]


TOPICS = (Topic("army", "The army & its men"), Topic("empty", "Nothing"))
FILED = tuple(replace(claim, topics=("army", "army")) if claim.id == "troops" else claim for claim in CLAIMS)


def add_topics(edition: Edition) -> Edition:
    return replace(edition, corpus=replace(edition.corpus, topics=TOPICS))


@pytest.mark.parametrize("address", [{}, {"base_url": "https://example.org/f/"}])
def test_each_topic_has_a_feed_of_its_claims(address: dict[str, str]) -> None:
    """A topic's feed has the claims filed under it and their corrections, under the ids that they have everywhere."""
    edition = add_topics(make_edition(*FILED, **address))
    feeds = dict(make_topic_feeds(edition))
    assert list(feeds) == ["topics/army.xml", "topics/empty.xml"]
    army, empty, whole = (parse_feed(feed) for feed in (*feeds.values(), make_site_feed(edition)))
    assert find_texts(army, "title") == ["The army & its men · Facts & figures"]
    assert find_texts(army, "updated") == ["2027-01-02T00:00:00Z"]
    assert [find_texts(match, "title")[0].partition(":")[0] for match in army.findall(f"{ATOM}entry")] == [
        "Supported", "Correction · Supported", "Correction · Supported", "Correction · Supported",
    ]  # fmt: skip
    ids = [{find_texts(match, "id")[0] for match in feed.findall(f"{ATOM}entry")} for feed in (army, whole)]
    assert ids[0] < ids[1]
    assert empty.find(f"{ATOM}entry") is None
    assert find_texts(empty, "updated") == [NO_NEWS]
    assert len({find_texts(feed, "id")[0] for feed in (army, empty, whole)}) == 3
    start = address.get("base_url")
    links = [link.get("href") for link in army.iter(f"{ATOM}link")][:3]
    assert links == (
        [f"{start}topics/army.xml", f"{start}topics/army.html", f"{start}claims/troops.html"]
        if start
        else ["army.xml", "army.html", "../claims/troops.html"]
    )


MOMENT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")  # RFC 3339
ONCE = {"id", "title", "updated", "subtitle", "generator", "content"}


def find_faults(feed: bytes) -> list[str]:
    """What RFC 4287 says of a feed that this one does not keep."""
    root = parse_feed(feed)
    found = []
    ids = [find_texts(entry, "id")[0] for entry in root.iter(f"{ATOM}entry")]
    found += ["two entries have one id"] if len(set(ids)) < len(ids) else []
    for element in (root, *root.iter(f"{ATOM}entry")):
        names = [child.tag.removeprefix(ATOM) for child in element]
        found += [f"no {name}" for name in ("id", "title", "updated") if name not in names]
        found += [f"two of {name}" for name in ONCE if names.count(name) > 1]
        found += [f"no moment: {moment}" for moment in find_texts(element, "updated") if not MOMENT.fullmatch(moment)]
        found += [f"foreign: {child.tag}" for child in element.iter() if not child.tag.startswith(ATOM)]
        relations = [
            (link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link")
        ]
        found += ["two links alike"] if len(set(relations)) < len(relations) else []
        found += [
            "a person without a name"
            for person in element.findall(f"{ATOM}author")
            if not find_texts(person, "name")[0]
        ]
    found += [] if root.find(f"{ATOM}author") is not None else ["nobody wrote this"]
    found += [] if root.find(f"{ATOM}link[@rel='self']") is not None else ["no link to itself"]
    return found


def test_every_feed_keeps_the_standard() -> None:
    """RFC 4287, for every feed, with and without an address; and the checker sees what is wrong."""
    for address in ({}, {"base_url": "https://example.org/f/"}):
        edition = add_topics(make_edition(*FILED, **address))
        for feed in (make_site_feed(edition), *(topic_feed for _, topic_feed in make_topic_feeds(edition))):
            assert find_faults(feed) == []
    feed = make_site_feed(EDITION)
    assert find_faults(feed.replace(b"T00:00:00Z", b"")) != []
    assert find_faults(re.sub(b"<id>[^<]*</id>", b"<id>urn:x</id>", feed)) == ["two entries have one id"]
    assert find_faults(feed.replace(b'rel="self"', b'rel="via"')) == ["no link to itself"]


HOSTILE = st.text(
    st.characters(codec=None) | st.sampled_from("\x00\x0b\x1f\ud800\udfff\ufdd0\ufffe\uffff\U0010ffff<>&\"'")
)


@given(HOSTILE, HOSTILE)
def test_any_text_makes_a_well_formed_feed(title: str, text: str) -> None:
    """Control characters, surrogates and noncharacters, which XML cannot hold, become U+FFFD; nothing else changes."""
    claim = Claim("x", text, checked_by=text or None, corrections=(Correction("2000", "It was so."),))
    edition = make_edition(claim, title=title, description=text or None, publisher=Publisher(title, text or None))
    feed = parse_feed(make_site_feed(edition))
    safe = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef]", "\ufffd", text)
    safe = "".join("\ufffd" if ord(character) & 0xFFFE == 0xFFFE else character for character in safe)
    titles = {find_texts(entry, "title")[0] for entry in feed.findall(f"{ATOM}entry")}
    shown = safe.replace("\r\n", "\n").replace("\r", "\n")
    assert titles == {f"No source settles it: {shown}", f"Correction · No source settles it: {shown}"}


@pytest.mark.parametrize("base", ["https://example.org/f", "https://example.org/f/?a=1&b=2#x"])
def test_sitemap_and_robots(base: str) -> None:
    """Whole addresses of the given pages in their order; a date only where the content has one; robots.txt finds it."""
    edition = make_edition(*CLAIMS, base_url=base)
    root = parse_feed(
        make_sitemap(
            edition, ["index.html", "404.html", "claims/troops.html", "claims/undated.html", "claims/old.html"]
        )
    )
    urls = root.findall(f"{MAPS}url")
    start = base.rstrip("/")
    assert [url.findtext(f"{MAPS}loc") for url in urls] == [
        f"{start}/{path}" for path in ("", "claims/troops.html", "claims/undated.html", "claims/old.html")
    ]
    assert [url.findtext(f"{MAPS}lastmod") for url in urls] == ["2027-01-02", "2027-01-02", None, None]
    assert robots_txt(edition).decode().splitlines()[-1] == f"Sitemap: {start}/sitemap.xml"


def test_pages_are_dated_by_their_claims() -> None:
    """Topics, names, sources and lists, their further pages too, by the newest claim on them; others by nothing."""
    claims = (
        replace(CLAIMS[2], topics=("army",), entities=("usa",)),
        replace(CLAIMS[0], topics=("army", "old")),
        replace(CLAIMS[1], topics=("none",)),
    )
    edition = make_edition(*claims, base_url="https://example.org/")
    dated = {
        "index.html": "2027-01-02",
        "claims/index.2.html": "2027-01-02",
        "corrections.html": "2027-01-02",
        "topics/army.html": "2027-01-02",
        "topics/army.3.html": "2027-01-02",
        "topics/none.html": None,
        "topics/old.html": None,  # its claim was checked in 2020, which is no day
        "entities/usa.html": "2027-01-02",
        "sources/bbc.html": "2027-01-02",
        "about.html": None,
    }
    urls = parse_feed(make_sitemap(edition, dated)).findall(f"{MAPS}url")
    assert [url.findtext(f"{MAPS}lastmod") for url in urls] == list(dated.values())
    undated = make_edition(CLAIMS[1], base_url="https://example.org/")
    assert b"lastmod" not in make_sitemap(undated, dated)


@pytest.mark.parametrize("more", [0, 1, 10])
def test_sitemap_keeps_to_its_protocol(more: int) -> None:
    """With more addresses than one sitemap may have, sitemap.xml lists sitemaps, which have each once."""
    edition = make_edition(base_url="https://example.org/")
    pages = [f"p{number}.html" for number in range(MOST_ADDRESSES + more)]
    files = dict(sitemap_files(edition, pages))
    start = "https://example.org/"
    listed = [start + path for path in ("sitemap-1.xml", "sitemap-2.xml") if path in files]
    if more:
        index = parse_feed(files.pop("sitemap.xml"))
        assert index.tag == f"{MAPS}sitemapindex"
        assert [loc.text for loc in index.iter(f"{MAPS}loc")] == listed
    found = [loc.text for content in files.values() for loc in parse_feed(content).iter(f"{MAPS}loc")]
    assert found == [start + page for page in pages]
    assert all(content.count(b"<loc>") <= MOST_ADDRESSES for content in files.values())
