"""Files for feed readers and crawlers: Atom feeds (RFC 4287), the sitemap (sitemaps.org) and robots.txt.

All dates come from the content, never from the clock. Where a format needs a point in time, a partial date becomes its
first moment. A claim whose content has no date is no news and is in no feed.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.analysis.reviews import find_approval
from generator.license import License
from generator.model import Claim, Corpus, Correction, Edition, Evidence, Site, Topic
from generator.patterns import lazy_pattern
from generator.publishing import addresses, labels
from generator.publishing.data.jsonld import rating_scale
from generator.publishing.direction import CONTROLS, spell_controls
from generator.publishing.index import SiteIndex
from generator.reading.markdown_html import render_prose, resolve_links
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS

NO_NEWS = "2000-01-01T00:00:00Z"  # the update of a feed without entries: the format requires one
MOST_ENTRIES = 100  # the newest ones: a feed is for news, claims.json has everything
MOST_ADDRESSES = 50_000  # in one sitemap, by its protocol

# Pages that list or count all claims.
_OF_ALL_CLAIMS = (
    "index.html", "timeline.html", "matrix.html",
    *(addresses.index(kind) for kind in addresses.FOLDERS),
)  # fmt: skip

_INSECURE = re.compile("^http:", re.IGNORECASE)  # a site that moves to https keeps its ids
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_BREAKS = {ord(character): f"&#{ord(character)};" for character in "\t\n\r"}
_NO_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NOT_XML = lazy_pattern(f"[{_NO_XML}{_PLANE_ENDS}]")
# A quick check that most texts pass: they have nothing to spell out or to replace, and nothing beyond the first plane.
_SUSPECT = re.compile(f"[{_NO_XML}{CONTROLS}\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _FeedEntry:
    """An entry of a feed: a claim, or one of its corrections. No other entry of the site has its `name`."""

    published: str
    updated: str
    name: str
    claim: Claim
    correction: Correction | None = None


def newest_claims(index: SiteIndex) -> list[Claim]:
    """Return the claims for which the site's feed has room, in their own order."""
    claims = [*(record.claim for record in index.claims.values()), *index.withdrawn.values()]
    entries = sorted(_list_entries(index, claims), key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]
    ids = {entry.claim.id for entry in entries}
    return [claim for claim in claims if claim.id in ids]


def site_feed(index: SiteIndex, claims: Iterable[Claim]) -> bytes:
    """Return feed.xml: the newest claims and corrections first, those of one date in the order of the `claims`.

    An entry's id is made of the site's own id and of what the entry is about: it changes only when these do, and is the
    same in every feed of the site. Links are relative to the feed if the site has no address.
    """
    site = index.site
    return _format_feed(index, "feed.xml", "index.html", _id_namespace(site), site.title, site.description, claims)


def topic_feed(index: SiteIndex, id: str) -> bytes:
    """Return the feed of a topic: its claims and their corrections."""
    topic = index.topics[id].topic
    claims = [index.claims[claim].claim for claim in index.topics[id].claims]
    claims += [claim for claim in index.withdrawn.values() if id in claim.topics]
    site, page = index.site, addresses.page("topic", topic.id)
    feed_id, title = uuid5(_id_namespace(site), f"topic/{_first_id(topic)}"), f"{topic.name} · {site.title}"
    return _format_feed(index, topic_feed_path(topic.id), page, feed_id, title, None, claims)


def topic_feed_path(topic: str) -> str:
    """Return the path of a topic's feed, beside its page. An id has no dot, so no other file has this path."""
    return f"{addresses.FOLDERS['topic']}/{topic}.xml"


def _id_namespace(site: Site) -> UUID:
    """Return what ids are made of: `site.id`, else the address as https, else the title."""
    if site.id:
        return uuid5(NAMESPACE_URL, f"verbatim-site:{site.id}")
    address = _INSECURE.sub("https:", site.base_url) if site.base_url else f"verbatim:{site.title}"
    return uuid5(NAMESPACE_URL, _replace_unsafe(address))


def _format_feed(
    index: SiteIndex, path: str, page: str, id: UUID, title: str, subtitle: str | None, claims: Iterable[Claim]
) -> bytes:
    site = index.site
    # Writing an entry costs more than finding its date, so only the newest ones are written.
    entries = sorted(_list_entries(index, claims), key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]
    publisher, namespace = site.publisher, _id_namespace(site)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quote_attribute(site.language)}>',
        f"<id>{id.urn}</id>",
        f"<title>{_escape_text(title)}</title>",
        *([f"<subtitle>{_escape_text(subtitle)}</subtitle>"] if subtitle else ()),
        f"<updated>{entries[0].updated if entries else NO_NEWS}</updated>",
        *([f"<rights>{_escape_text(site.license.name)}</rights>"] if site.license else ()),
        _author_xml(publisher.name if publisher else site.title, publisher.url if publisher else None),
        f'<link rel="self" type="application/atom+xml" href={_quote_attribute(_page_url(site, path, path))}/>',
        f'<link rel="alternate" type="text/html" href={_quote_attribute(_page_url(site, path, page))}/>',
        *(_license_link(site.license) if site.license else ()),
        "<generator>verbatim</generator>",
        *(_entry_xml(index, path, namespace, entry) for entry in entries),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _license_link(license: License) -> Iterator[str]:
    """Yield the link to the licence of the feed (RFC 4946), where its address is known."""
    if license.url:
        yield f'<link rel="license" type="text/html" href={_quote_attribute(license.url)}/>'


def _page_url(site: Site, origin: str, target: str) -> str:
    return addresses.absolute(site, target) if site.base_url else addresses.link(origin, target)


def sitemap_files(edition: Edition, pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield sitemap.xml with the given paths, for a site with an address.

    Where they are more than one sitemap may have, sitemap.xml is the index of `sitemap-1.xml` and those after it.
    A page was last modified on the newest day on which a claim on it was checked or corrected, if the claims have
    dates; where that is no whole day, nothing is said: the format has no other dates. Further pages of a list have the
    date of its first page.
    """
    site = edition.corpus.site
    dates = {page: date for page, date in _find_page_dates(edition.corpus).items() if _is_day(date)}
    entries = []
    for path in pages:
        if path == "404.html":
            continue
        date = dates.get(f"{path.partition('.')[0]}.html")
        modified = f"<lastmod>{_escape_text(date)}</lastmod>" if date else ""
        entries.append(f"<url><loc>{_escape_text(addresses.absolute(site, path))}</loc>{modified}</url>")
    starts = range(0, len(entries), MOST_ADDRESSES)
    if len(starts) <= 1:
        yield "sitemap.xml", _sitemap_xml("urlset", entries)
        return
    parts = [(f"sitemap-{number}.xml", start) for number, start in enumerate(starts, 1)]
    locations = (_escape_text(addresses.absolute(site, path)) for path, _ in parts)
    yield "sitemap.xml", _sitemap_xml("sitemapindex", (f"<sitemap><loc>{part}</loc></sitemap>" for part in locations))
    for path, start in parts:
        yield path, _sitemap_xml("urlset", entries[start : start + MOST_ADDRESSES])


def _sitemap_xml(element: str, entries: Iterable[str]) -> bytes:
    start = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return ("\n".join(('<?xml version="1.0" encoding="utf-8"?>', start, *entries, f"</{element}>")) + "\n").encode()


def _find_page_dates(corpus: Corpus) -> dict[str, str]:
    """Return the newest date of the claims or corrections on each page, by the page's path."""
    found = {addresses.page("claim", claim.id): _last_change(claim) or "" for claim in corpus.withdrawn}
    for claim in corpus.withdrawn:
        for correction in claim.corrections:
            found["corrections.html"] = max(correction.date, found.get("corrections.html", correction.date))
    for claim in corpus.claims:
        for correction in claim.corrections:
            found["corrections.html"] = max(correction.date, found.get("corrections.html", correction.date))
        date = _last_change(claim)
        if not date:
            continue
        pages = [
            addresses.page("claim", claim.id),
            *(addresses.page("topic", topic) for topic in claim.topics),
            *(addresses.page("entity", entity) for entity in claim.entities),
            *(addresses.page("source", evidence.source) for evidence in claim.evidence),
        ]
        for page in pages:
            found[page] = max(date, found.get(page, date))
    return found | dict.fromkeys(_OF_ALL_CLAIMS, max(found.values())) if found else found


def _first_id(thing: Claim | Topic) -> str:
    """Return the id that a thing had first: its entries in feeds keep their ids when it is renamed."""
    return thing.formerly[0].id if thing.formerly else thing.id


def robots_txt(edition: Edition) -> bytes:
    """Return robots.txt for a site with an address: everything may be crawled, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute(edition.corpus.site, 'sitemap.xml')}\n".encode()


def _is_day(date: str) -> bool:
    return len(date) == len("2000-10-24")


def _list_entries(index: SiteIndex, claims: Iterable[Claim]) -> Iterator[_FeedEntry]:
    for claim in claims:
        dates = _find_dates(index, claim)
        if dates:
            yield _FeedEntry(min(dates), max(dates), f"claim/{_first_id(claim)}", claim)
        seen: dict[str, int] = {}
        for correction in claim.corrections:
            number = seen[correction.date] = seen.get(correction.date, 0) + 1
            date = _start_of_date(correction.date)
            yield _FeedEntry(date, date, f"correction/{_first_id(claim)}/{correction.date}/{number}", claim, correction)


def _find_dates(index: SiteIndex, claim: Claim) -> list[str]:
    """Return when the claim was checked, corrected and reviewed; else the moment of its newest source, if known."""
    approval = find_approval(claim)
    dates = [
        claim.checked,
        approval.date if approval else None,
        claim.withdrawn.date if claim.withdrawn else None,
        *(correction.date for correction in claim.corrections),
    ]
    known = [_start_of_date(date) for date in dates if date]
    if known:
        return known
    sources = [index.sources[evidence.source].source for evidence in claim.evidence]
    read = [_start_of_date(date) for source in sources for date in (source.published, source.accessed) if date]
    return [max(read)] if read else []


def _entry_xml(index: SiteIndex, path: str, namespace: UUID, entry: _FeedEntry) -> str:
    site, claim, correction = index.site, entry.claim, entry.correction
    if claim.withdrawn:
        judged = labels.withdrawn_statement(claim)
    else:
        judged = labels.judged_statement(site, claim, index.claims[claim.id].standing)
    title = f"Correction · {judged}" if correction else judged
    page = _page_url(site, path, addresses.page("claim", claim.id))
    if correction:
        content = _prose_html(site, path, correction.text)
    elif claim.withdrawn:
        content = _prose_html(site, path, claim.withdrawn.reason)
    else:
        content = _claim_html(index, claim)
    author = None if correction else claim.checked_by
    return "\n".join(
        (
            "<entry>",
            f"<id>{uuid5(namespace, entry.name).urn}</id>",
            f"<title>{_escape_text(title)}</title>",
            f"<published>{entry.published}</published>",
            f"<updated>{entry.updated}</updated>",
            *([_author_xml(author, None)] if author else ()),
            f'<link rel="alternate" type="text/html" href={_quote_attribute(page)}/>',
            f'<content type="html">{_escape_text(content)}</content>',
            "</entry>",
        )
    )


def _claim_html(index: SiteIndex, claim: Claim) -> str:
    """Return a claim as HTML: its statement, the desk's verdict, the corroboration in a sentence and all quotes."""
    found = rating_scale(index.site, claim.verdict) if claim.verdict else None
    verdict = f"<p>Verdict: <strong>{_escape_markup(found[0].label)}</strong></p>" if found else ""
    corroboration = CORROBORATIONS[index.claims[claim.id].standing.corroboration].sentence
    quotes = "".join(_quote_html(index, evidence) for evidence in claim.evidence)
    said = "".join(
        f"<p>Claimed by {_escape_markup(labels.describe_assertion(assertion, by, index.site.language))}</p>"
        for assertion, by in ((assertion, index.claimant(assertion.by)) for assertion in claim.claimed)
    )
    return f"<p>{_escape_markup(claim.statement)}</p>{said}{verdict}<p>{_escape_markup(corroboration)}</p>{quotes}"


def _prose_html(site: Site, path: str, markdown: str) -> str:
    def find_address(kind: str, id: str) -> str:
        return _page_url(site, path, addresses.page(cast(addresses.Kind, kind), id))

    return resolve_links(render_prose(markdown).html, find_address)


def _quote_html(index: SiteIndex, evidence: Evidence) -> str:
    source, words = index.sources[evidence.source].source, index.quote_words(evidence)
    speaker = f"{evidence.speaker}, quoted by " if evidence.speaker else ""
    voice = f"{labels.evidence_badge(evidence).word}: {speaker}{source.label}"
    return f"<p>{_escape_markup(voice)}</p><blockquote>{_escape_markup(words)}</blockquote>"


def _last_change(claim: Claim) -> str | None:
    """Return the latest date on which the claim was checked, corrected or withdrawn."""
    dates = [correction.date for correction in claim.corrections] + ([claim.checked] if claim.checked else [])
    dates += [claim.withdrawn.date] if claim.withdrawn else []
    return max(dates, default=None)


def _start_of_date(date: str) -> str:
    """Return the first moment of a partial date."""
    return f"{date}{'-01-01'[len(date) - 4 :]}T00:00:00Z"


def _author_xml(name: str, url: str | None) -> str:
    return f"<author><name>{_escape_text(name)}</name>{f'<uri>{_escape_text(url)}</uri>' if url else ''}</author>"


def _escape_text(text: str) -> str:
    return _escape_markup(_replace_unsafe(text))


def _quote_attribute(text: str) -> str:
    # XML parsers turn a line break in an attribute into a space.
    return f'"{escape(_replace_unsafe(text)).translate(_BREAKS)}"'


def _escape_markup(text: str) -> str:
    return escape(text, quote=False)


def _replace_unsafe(text: str) -> str:
    """Replace what XML 1.0 cannot hold, and noncharacters, by U+FFFD; spell directional controls out."""
    return _NOT_XML.sub("\ufffd", spell_controls(text)) if _SUSPECT.search(text) else text
