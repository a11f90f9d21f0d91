"""What machines come back for: the Atom feed (RFC 4287), the sitemap (sitemaps.org) and robots.txt.

All dates are the content's own. A partial date counts from its first day where a format wants a moment, and an entry
whose content has no date at all was updated at EPOCH: a fixed moment that says "not known", never the clock's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from generator.model import Claim, Corroboration, Edition, Evidence, Site, Source, Stance
from generator.publishing import addresses
from generator.publishing.linked import absolute, scale

EPOCH = "1970-01-01T00:00:00Z"
MOST_ENTRIES = 100  # the newest ones: a feed tells news, claims.json has everything
MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol; index pages lead to the rest

_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NOT_XML = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")

_SAID: Mapping[Corroboration, str] = {
    "unsourced": "No source supports or refutes this.",
    "single-source": "One independent source supports this.",
    "corroborated": "Independent sources support this.",
    "contested": "Sources contradict each other.",
    "refuted": "The sources refute this.",
}
_STANCES: Mapping[Stance, str] = {
    "supports": "Supports",
    "refutes": "Refutes",
    "qualifies": "Qualifies",
    "mentions": "Mentions",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    updated: str
    name: str
    title: str
    path: str
    kind: str
    content: str
    author: str | None = None


def atom(edition: Edition) -> bytes:
    """feed.xml: the newest claims and corrections, newest first; what has one date is in the curator's order.

    An entry's id comes from the site's address (its title, where it has none) and from what it is about: it stays the
    same for as long as these do. Links are relative where the site has no address.
    """
    site = edition.corpus.site
    space = uuid5(NAMESPACE_URL, _safe(site.base_url or f"verbatim:{site.title}"))
    entries = sorted(_entries(edition), key=lambda each: each.updated, reverse=True)
    publisher = site.publisher
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(site.language)}>',
        f"<id>{space.urn}</id>",
        f"<title>{_text(site.title)}</title>",
        *([f"<subtitle>{_text(site.description)}</subtitle>"] if site.description else ()),
        f"<updated>{entries[0].updated if entries else EPOCH}</updated>",
        _person(publisher.name if publisher else site.title, publisher.url if publisher else None),
        f'<link rel="self" type="application/atom+xml" href={_quoted(absolute(site, "feed.xml"))}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(absolute(site, "index.html"))}/>',
        "<generator>verbatim</generator>",
        *(_entry(site, space, each) for each in entries[:MOST_ENTRIES]),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def sitemap(edition: Edition, pages: Iterable[str]) -> bytes:
    """sitemap.xml of the given paths, for a site with an address; a claim's page says when it was last checked."""
    site = edition.corpus.site
    changed = {addresses.page("claim", each.id): _changed(each) for each in edition.corpus.claims}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for path in islice((each for each in pages if each != "404.html"), MOST_ADDRESSES):
        date = changed.get(path)
        modified = f"<lastmod>{_text(date)}</lastmod>" if date else ""
        lines.append(f"<url><loc>{_text(absolute(site, quote(path)))}</loc>{modified}</url>")
    return ("\n".join((*lines, "</urlset>")) + "\n").encode()


def robots(edition: Edition) -> bytes:
    """robots.txt: all may be read, and where the sitemap is. For a site with an address."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(edition.corpus.site, 'sitemap.xml')}\n".encode()


def _entries(edition: Edition) -> Iterator[_Entry]:
    sources = {each.id: each for each in edition.corpus.sources}
    for claim in edition.corpus.claims:
        path = addresses.page("claim", claim.id)
        yield _Entry(
            updated=_moment(_changed(claim)),
            name=f"claim/{claim.id}",
            title=claim.statement,
            path=path,
            kind="html",
            content=_claim(edition, claim, sources),
            author=claim.checked_by,
        )
        seen: dict[str, int] = {}
        for each in claim.corrections:
            number = seen[each.date] = seen.get(each.date, 0) + 1
            yield _Entry(
                updated=_moment(each.date),
                name=f"correction/{claim.id}/{each.date}/{number}",
                title=f"Correction: {claim.statement}",
                path=path,
                kind="text",
                content=each.text,
            )


def _entry(site: Site, space: UUID, entry: _Entry) -> str:
    return "\n".join(
        (
            "<entry>",
            f"<id>{uuid5(space, entry.name).urn}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{entry.updated}</updated>",
            *([_person(entry.author, None)] if entry.author else ()),
            f'<link rel="alternate" type="text/html" href={_quoted(absolute(site, entry.path))}/>',
            f'<content type="{entry.kind}">{_text(entry.content)}</content>',
            "</entry>",
        )
    )


def _claim(edition: Edition, claim: Claim, sources: Mapping[str, Source]) -> str:
    """The entry of a claim as HTML: the statement, the desk's verdict, what the sources say, each quote."""
    found = scale(edition.corpus.site, claim.verdict) if claim.verdict else None
    verdict = f"<p>Verdict: <strong>{escape(found[0].label)}</strong></p>" if found else ""
    said = _SAID[edition.standings[claim.id].corroboration]
    quotes = "".join(_quote(edition, each, sources[each.source]) for each in claim.evidence)
    return f"<p>{escape(claim.statement)}</p>{verdict}<p>{escape(said)}</p>{quotes}"


def _quote(edition: Edition, evidence: Evidence, source: Source) -> str:
    text = edition.articles[source.id].text
    words = " […] ".join(text[each.start : each.end] for each in edition.anchors[evidence.id].segments)
    speaker = f"{evidence.speaker}, quoted by " if evidence.speaker else ""
    voice = f"{_STANCES[evidence.stance]}: {speaker}{source.label}"
    return f"<p>{escape(voice)}</p><blockquote>{escape(words)}</blockquote>"


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
    return escape(_safe(text))


def _quoted(text: str) -> str:
    return quoteattr(_safe(text))


def _safe(text: str) -> str:
    """What XML 1.0 cannot hold, and noncharacters, which it should not, are U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
