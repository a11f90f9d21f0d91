"""What machines come back for: the Atom feed (RFC 4287), the sitemap (sitemaps.org) and robots.txt.

All dates are the content's own. A partial date counts from its first day where a format wants a moment, and an entry
whose content has no date at all was updated at EPOCH: a fixed moment that says "not known", never the clock's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.model import Claim, Correction, Edition, Evidence, Site
from generator.publishing import addresses
from generator.publishing.data.jsonld import rating_scale
from generator.publishing.direction import CONTROLS, spell_controls
from generator.publishing.index import SiteIndex
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS, STANCES

EPOCH = "1970-01-01T00:00:00Z"
MOST_ENTRIES = 100  # the newest ones: a feed tells news, claims.json has everything
MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol; index pages lead to the rest

# Pages that tell of all claims, or count them.
_OF_ALL_CLAIMS = (
    "index.html", "timeline.html", "matrix.html",
    *(addresses.index(kind) for kind in addresses.FOLDERS),
)  # fmt: skip

_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_BREAKS = {ord(each): f"&#{ord(each)};" for each in "\t\n\r"}
_NO_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NOT_XML = re.compile(f"[{_NO_XML}{_PLANE_ENDS}]")
# What most texts have none of, and is quickly looked for: what is to be told or replaced, and all beyond the plane.
_SUSPECT = re.compile(f"[{_NO_XML}{CONTROLS}\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _News:
    """What one entry tells of: a claim, or one of its corrections. `name` is its own in the site."""

    updated: str
    name: str
    claim: Claim
    correction: Correction | None = None


def newest_claims(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of which a feed has room to tell, in their own order."""
    told = sorted(_news(claims), key=lambda each: each.updated, reverse=True)[:MOST_ENTRIES]
    names = {each.claim.id for each in told}
    return [each for each in claims if each.id in names]


def site_feed(index: SiteIndex, claims: Iterable[Claim]) -> bytes:
    """feed.xml: the newest claims and corrections, newest first; what has one date is in the order of the `claims`.

    An entry's id comes from the site's address (its title, where it has none) and from what it is about: it stays the
    same for as long as these do, and is the same in every feed of the site. Links are relative to the feed where the
    site has no address.
    """
    site = index.site
    return _feed(index, "feed.xml", "index.html", _space(site), site.title, site.description, claims)


def topic_feed(index: SiteIndex, id: str) -> bytes:
    """The topic's own feed: the claims that are filed under it, and their corrections."""
    topic = index.topics[id].topic
    claims = [index.claims[claim].claim for claim in index.topics[id].claims]
    site, page = index.site, addresses.page("topic", topic.id)
    feed_id, title = uuid5(_space(site), f"topic/{topic.id}"), f"{topic.name} · {site.title}"
    return _feed(index, topic_feed_path(topic.id), page, feed_id, title, None, claims)


def topic_feed_path(topic: str) -> str:
    """Where a topic's feed stands: beside its page. An id has no dot, so it is no other thing's file."""
    return f"{addresses.FOLDERS['topic']}/{topic}.xml"


def _space(site: Site) -> UUID:
    return uuid5(NAMESPACE_URL, _safe(site.base_url or f"verbatim:{site.title}"))


def _feed(
    index: SiteIndex, path: str, page: str, id: UUID, title: str, subtitle: str | None, claims: Iterable[Claim]
) -> bytes:
    site = index.site
    # The content of an entry costs more than all its dates: only what is in the feed is written out.
    news = sorted(_news(claims), key=lambda each: each.updated, reverse=True)[:MOST_ENTRIES]
    publisher, space = site.publisher, _space(site)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(site.language)}>',
        f"<id>{id.urn}</id>",
        f"<title>{_text(title)}</title>",
        *([f"<subtitle>{_text(subtitle)}</subtitle>"] if subtitle else ()),
        f"<updated>{news[0].updated if news else EPOCH}</updated>",
        _person(publisher.name if publisher else site.title, publisher.url if publisher else None),
        f'<link rel="self" type="application/atom+xml" href={_quoted(_address(site, path, path))}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(_address(site, path, page))}/>',
        "<generator>verbatim</generator>",
        *(_entry(index, path, space, each) for each in news),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _address(site: Site, origin: str, target: str) -> str:
    return addresses.absolute(site, target) if site.base_url else addresses.link(origin, target)


def sitemap_xml(edition: Edition, pages: Iterable[str]) -> bytes:
    """sitemap.xml of the given paths, for a site with an address.

    A page says when it was last modified where the claims on it have dates: the newest day on which one of them was
    checked or corrected. Further pages of a list count as their first.
    """
    site = edition.corpus.site
    modified = _modified(edition.corpus.claims)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    base = _text(addresses.absolute(site, ""))
    for path in islice((each for each in pages if each != "404.html"), MOST_ADDRESSES):
        date = modified.get(f"{path.partition('.')[0]}.html")
        said = f"<lastmod>{_text(date)}</lastmod>" if date else ""
        lines.append(f"<url><loc>{base}{path}</loc>{said}</url>")  # a page's path is made of ids: all of it is plain
    return ("\n".join((*lines, "</urlset>")) + "\n").encode()


def _modified(claims: Iterable[Claim]) -> dict[str, str]:
    """The newest date of the claims, or corrections, on a page, by the page's path."""
    found: dict[str, str] = {}
    for claim in claims:
        for each in claim.corrections:
            found["corrections.html"] = max(each.date, found.get("corrections.html", each.date))
        date = _changed(claim)
        if not date:
            continue
        pages = [
            addresses.page("claim", claim.id),
            *(addresses.page("topic", each) for each in claim.topics),
            *(addresses.page("entity", each) for each in claim.entities),
            *(addresses.page("source", each.source) for each in claim.evidence),
        ]
        for page in pages:
            found[page] = max(date, found.get(page, date))
    return found | dict.fromkeys(_OF_ALL_CLAIMS, max(found.values())) if found else found


def robots_txt(edition: Edition) -> bytes:
    """robots.txt: all may be read, and where the sitemap is. For a site with an address."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute(edition.corpus.site, 'sitemap.xml')}\n".encode()


def _news(claims: Iterable[Claim]) -> Iterator[_News]:
    for claim in claims:
        yield _News(_moment(_changed(claim)), f"claim/{claim.id}", claim)
        seen: dict[str, int] = {}
        for each in claim.corrections:
            number = seen[each.date] = seen.get(each.date, 0) + 1
            yield _News(_moment(each.date), f"correction/{claim.id}/{each.date}/{number}", claim, each)


def _entry(index: SiteIndex, path: str, space: UUID, news: _News) -> str:
    site, claim, correction = index.site, news.claim, news.correction
    title = f"Correction: {claim.statement}" if correction else claim.statement
    page = _address(site, path, addresses.page("claim", claim.id))
    kind, content = ("text", correction.text) if correction else ("html", _claim(index, claim))
    author = None if correction else claim.checked_by
    return "\n".join(
        (
            "<entry>",
            f"<id>{uuid5(space, news.name).urn}</id>",
            f"<title>{_text(title)}</title>",
            f"<updated>{news.updated}</updated>",
            *([_person(author, None)] if author else ()),
            f'<link rel="alternate" type="text/html" href={_quoted(page)}/>',
            f'<content type="{kind}">{_text(content)}</content>',
            "</entry>",
        )
    )


def _claim(index: SiteIndex, claim: Claim) -> str:
    """The entry of a claim as HTML: the statement, the desk's verdict, what the sources say, each quote."""
    found = rating_scale(index.site, claim.verdict) if claim.verdict else None
    verdict = f"<p>Verdict: <strong>{_escaped(found[0].label)}</strong></p>" if found else ""
    said = CORROBORATIONS[index.claims[claim.id].standing.corroboration].sentence
    quotes = "".join(_quote(index, evidence) for evidence in claim.evidence)
    return f"<p>{_escaped(claim.statement)}</p>{verdict}<p>{_escaped(said)}</p>{quotes}"


def _quote(index: SiteIndex, evidence: Evidence) -> str:
    source, text = index.sources[evidence.source].source, index.article(evidence.source).text
    words = " […] ".join(text[segment.start : segment.end] for segment in index.anchor(evidence).segments)
    speaker = f"{evidence.speaker}, quoted by " if evidence.speaker else ""
    voice = f"{STANCES[evidence.stance].label}: {speaker}{source.label}"
    return f"<p>{_escaped(voice)}</p><blockquote>{_escaped(words)}</blockquote>"


def _changed(claim: Claim) -> str | None:
    """The latest date that a claim's own content gives: when it was checked, or corrected."""
    dates = [each.date for each in claim.corrections] + ([claim.checked] if claim.checked else [])
    return max(dates, default=None)


def _moment(date: str | None) -> str:
    """The first moment of a partial date."""
    return f"{date}{'-01-01'[len(date) - 4 :]}T00:00:00Z" if date else EPOCH


def _person(name: str, url: str | None) -> str:
    return f"<author><name>{_text(name)}</name>{f'<uri>{_text(url)}</uri>' if url else ''}</author>"


def _text(text: str) -> str:
    return _escaped(_safe(text))


def _quoted(text: str) -> str:
    # A reader would take a line break in an attribute for a space.
    return f'"{escape(_safe(text)).translate(_BREAKS)}"'


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _safe(text: str) -> str:
    """What XML 1.0 cannot hold, and noncharacters, which it should not, are U+FFFD; directional controls are told."""
    return _NOT_XML.sub("\ufffd", spell_controls(text)) if _SUSPECT.search(text) else text
