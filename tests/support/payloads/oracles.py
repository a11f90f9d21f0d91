"""What is wrong with a built site for whoever opens its files, as parsers of others read them: nothing is grepped."""

import csv
import io
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# All that our pages are made of. Whatever else comes into one came from outside.
TAGS = _names(
    "html head base meta title link script body a abbr article aside b bdi blockquote br button caption circle cite "
    "code dd del desc details div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 header hr i "
    "input ins kbd label legend li line main mark nav ol option p path pre q rect s section select small span strong "
    "sub summary sup svg table tbody td text tfoot th thead time title tr tspan u ul"
)
ATTRIBUTES = _names(
    "action aria-current aria-describedby aria-hidden aria-keyshortcuts aria-label aria-labelledby autocapitalize "
    "autocomplete charset checked cite class colspan content cx d data-archive data-code data-end data-evidence "
    "data-facet data-facets data-index data-instant data-kind data-label data-name data-note data-number data-original "
    "data-pagefind-ignore data-sha256 data-shape "
    "data-stance data-start data-tally data-text datetime defer dir dy focusable for height hidden href http-equiv id "
    "lang name open overflow placeholder preserveAspectRatio property r rel role rowspan scope spellcheck src "
    "tabindex text-anchor title type value viewBox width x x1 x2 y y1 y2"
)
# What strangers wrote may bring these along.
PROSE = _names(
    "a abbr b bdi blockquote br caption cite code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins li "
    "mark ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul"
)
OUR_FILES = re.compile(r"((\.\./)*|/sub/)assets/(verbatim-[0-9a-f]{12}\.(css|js)|icon\.svg)")
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
FORMULAS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
Faults = Iterator[str]


def page_faults(page: str, base: str) -> Faults:
    """What a page has that is not ours; `base` is the site's own address."""
    tree = LexborHTMLParser(page)
    written = tree.html or ""
    if LexborHTMLParser(written).html != written:
        yield "reads differently the second time"
    for element in tree.root.traverse() if tree.root else ():
        tag = element.tag or ""
        given = {name: value or "" for name, value in element.attributes.items()}
        if tag not in TAGS and not (tag == "style" and _is_named(element.text(), tree)):
            yield f"<{tag}>"
        yield from (f"<{tag} {name}>" for name in given if name not in ATTRIBUTES)
        yield from (f"<{tag} {name}> reverses what follows" for name, value in given.items() if CONTROLS.search(value))
        yield from _addresses(tag, given, base)
        if tag == "script" and given.get("type") != "application/ld+json" and element.text():
            yield "a script in the page"
        if tag == "meta" and given.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            yield f"<meta http-equiv={given['http-equiv']}>"
        if tag == "base" and given.get("href") != base:
            yield "another base"
        if tag == "form" and (given.get("id"), given.get("action")) not in (("search", None), (None, "search.html")):
            yield "a form"
        if tag not in ("bdi", "script") and CONTROLS.search(element.text(deep=False)):
            yield f"the text of <{tag}> reverses what follows"
    for inside in tree.css(".prose > *, .prose > * *, .article > *, .article > * *"):
        if inside.tag not in PROSE:
            yield f"<{inside.tag}> in what strangers wrote"


def _is_named(sheet: str, tree: LexborHTMLParser) -> bool:
    """The page's own policy has the hash of this style sheet: that for lost readers holds one."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return any(f"'sha256-{digest}'" in (meta.attributes.get("content") or "") for meta in tree.css("meta[http-equiv]"))


def _addresses(tag: str, given: Mapping[str, str], base: str) -> Faults:
    for name in ("href", "src", "cite", "data-archive", "data-original", "data-text", "data-index"):
        if name not in given:
            continue
        address = given[name]
        parts = urlsplit(address)
        outside = bool(parts.scheme or parts.netloc) and not address.startswith(base)
        if outside and (
            parts.scheme not in ("http", "https", "mailto") or bool(parts.netloc) == (parts.scheme == "mailto")
        ):
            yield f"<{tag} {name}={address!r}>"
        if outside and tag == "a" and "noopener" not in given.get("rel", "").split():
            yield f"<a href={address!r}> without rel"
        if (
            tag in ("script", "link")
            and given.get("rel") not in ("canonical", "alternate")
            and not OUR_FILES.fullmatch(address)
        ):
            yield f"<{tag} {name}={address!r}> is not ours"
        if outside and tag not in ("a", "link", "base") and name in ("href", "src", "data-text", "data-index"):
            yield f"<{tag} {name}={address!r}> is fetched"


def read_jsonld(page: str) -> Any:
    """The JSON-LD of a claim's page, as a parser of HTML finds it."""
    (found,) = LexborHTMLParser(page).css('script[type="application/ld+json"]')
    return json.loads(found.text())


def read_words(page: str, selector: str) -> str:
    """The text of the one element that a selector finds."""
    (found,) = LexborHTMLParser(page).css(selector)
    return str(found.text())


def sheet_faults(sheet: bytes) -> Faults:
    """Cells of a CSV file that a spreadsheet may run."""
    rows = list(csv.reader(io.StringIO(sheet.decode(), newline=""), strict=True))
    yield from (f"row {number} has {len(row)} cells" for number, row in enumerate(rows) if len(row) != len(rows[0]))
    for row in rows:
        yield from (f"{cell!r} is a formula" for cell in row if FORMULAS.match(cell))


ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = _names("feed id title subtitle rights published updated author name uri link generator entry content")


def feed_titles(feed: bytes) -> list[str]:
    """The titles of a feed's entries."""
    return [entry.findtext(f"{ATOM}title") or "" for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]  # noqa: S314


def sitemap_addresses(sitemap: bytes) -> list[str]:
    """The addresses of a sitemap."""
    return [element.text or "" for element in ElementTree.fromstring(sitemap).iter() if element.tag.endswith("}loc")]  # noqa: S314


def feed_faults(feed: bytes) -> Faults:
    """What a feed has that is not text: elements or markup that came from outside."""
    for element in ElementTree.fromstring(feed).iter():  # noqa: S314 - expat of today loads nothing
        if element.tag.removeprefix(ATOM) not in ELEMENTS:
            yield f"<{element.tag}>"
        if CONTROLS.search("".join((element.text or "", *element.attrib.values()))):
            yield f"the text of <{element.tag}> reverses what follows"
        if element.tag == f"{ATOM}content" and element.get("type") == "html":
            inner = LexborHTMLParser(element.text or "").body
            yield from (f"<{one.tag}> in an entry" for one in _below(inner) if not _is_prose(one))


def _is_prose(element: LexborNode) -> bool:
    """Whether an element is one of prose; nothing in it runs, and its address is of the web, mail or the site."""
    address = element.attributes.get("href") or ""
    scheme = address.partition("/")[0].partition(":")
    return (
        element.tag in PROSE
        and not any(name.startswith(("on", "style", "src")) for name in element.attributes)
        and (not scheme[1] or scheme[0].lower() in {"http", "https", "mailto"})
    )


def _below(node: LexborNode | None) -> Iterator[LexborNode]:
    if node is not None:
        yield from (element for element in node.traverse() if element.tag != "body")
