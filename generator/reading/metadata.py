"""The metadata of an article's file: title, author, publisher, date, address and language, as the file states them.

It is read from JSON-LD (schema.org), Open Graph, and the <meta> names that newsrooms and libraries use. A value that is
only inferred comes with what it is inferred from; nothing is guessed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin, urlsplit

from generator.language.months import ENGLISH_PREFIXES
from generator.reading.hypertext import ElementStart, Tag, parse_elements, tokenize
from generator.reading.schema import TITLE_LENGTH
from generator.reading.shapes import is_date
from generator.reading.urls import is_url
from generator.reading.yamltree import FORBIDDEN

_LONGEST = 2_000  # code points of a value; no name is longer
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?(?!\d)"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?:[A-Za-z]+,? +)?(?P<d>\d{1,2})\.? (?P<n>[A-Za-z]{3,9})\.?,? (?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<n>[A-Za-z]{3,9})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})\Z"),
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?(?=/)")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)")
_DATA = re.compile(r"<script\b([^<>]*ld\+json[^<>]*)>", re.IGNORECASE)
_DATA_END = re.compile(r"</script", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_BY = re.compile(r"by:? +", re.IGNORECASE)
_JUNK = re.compile(
    r"untitled.*|microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|indd|qxd|tex|dvi|odt|rtf|pub)", re.IGNORECASE
)
# What programs write where nobody has named an author.
_NOBODY = re.compile(
    r"(?:(?:microsoft|windows|ms)[ -])?(?:(?:office|windows)[ -])?(?:user|utilisateur|benutzer|usuario|utente)"
    r"(?: ?\d+)?|admin\w*|author|owner|unknown|un-?named|python-docx|apache poi|openxml.*|docx4j.*|.*@.*|\W*",
    re.IGNORECASE,
)

# The names under which a page may state each value, the most reliable first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "twitter:title"),
    "author": ("author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
               "article:author"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher"),
    "published": ("article:published_time", "datepublished", "citation_publication_date", "citation_date",
                  "dcterms.issued", "dc.date.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
                  "publish-date", "originalpublicationdate", "dcterms.created", "dc.date", "dcterms.date", "date"),
    "url": ("og:url",),
    "language": ("dc.language", "dcterms.language", "content-language", "og:locale"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article, by the keys of a `sources` entry; `inferred` says how unstated values are known."""

    title: str | None = None
    author: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: str | None = None  # the day on which the copy was made
    language: str | None = None
    inferred: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _PageFacts:
    """What the elements of a page state."""

    named: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)  # of title, h1, and elements marked as the author
    times: list[str] = field(default_factory=list)
    language: str = ""
    canonical: str = ""
    base: str = ""


def page_metadata(html: str, address: str | None = None) -> Metadata:
    """Return what a page states of itself; `address` is where it was fetched from."""
    page = _read_page(html)
    saved = _SAVED_FROM.search(html, 0, 10_000)
    first = {name: list(_list_stated(page, names)) for name, names in _NAMES.items()}
    titles = [*first["title"], *_find_headings(page)]
    thing = _find_article(html, titles)
    where = (address or "", saved[1] if saved else "", page.canonical, *first["url"], _first_text(thing.get("url")))
    url = next(
        filter(None, (_join_address(page.base or address or "", candidate) for candidate in where if candidate)), None
    )
    archive = _ARCHIVED.fullmatch(url or "")
    known = [_first_text(thing.get("datePublished")), *first["published"]]
    published = next((date for text in known if (date := parse_date(text))), None)
    inferred: dict[str, str] = {}
    if published is None:
        published, inferred = _infer_date(page, archive[1] if archive else url)
    bylines = first["author"] or dict.fromkeys(page.texts.get("author", ()))
    languages = (page.language, *first["language"], _first_text(thing.get("inLanguage")))
    return Metadata(
        title=_find_first([_first_text(thing.get("headline")), *titles], TITLE_LENGTH),
        author=_list_names(thing.get("author")) or tuple(filter(None, (_clean_name(byline) for byline in bylines))),
        publisher=_find_first([*_list_names(thing.get("publisher")), *first["publisher"]]),
        published=published,
        url=archive[1] if archive and is_url(archive[1]) else url,
        archive_url=url if archive and is_url(archive[1]) else None,
        language=next(
            (tag for language in languages if _LANGUAGE.fullmatch(tag := language.strip().replace("_", "-"))), None
        ),
        inferred=inferred,
    )


def _find_headings(page: _PageFacts) -> tuple[str, ...]:
    """Return the page's title element and its <h1>; if there is one <h1> and the title contains it, only that."""
    titles, headings = page.texts.get("title", [])[:1], page.texts.get("h1", [])
    if len(headings) == 1 and headings[0] and titles and headings[0] in titles[0]:
        return (headings[0],)
    return (*titles, *headings)


def _join_address(base: str, address: str) -> str | None:
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        return None
    return whole if is_url(whole) and len(whole) <= _LONGEST else None


def pdf_metadata(description: Mapping[str, str]) -> Metadata:
    """Return what a PDF's own description says; its date of creation only suggests when it was published."""
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", description.get("CreationDate", ""))
    day = "-".join(made.groups()) if made else ""
    title = clean_text(description.get("Title", ""), TITLE_LENGTH)
    return Metadata(
        title=None if title is None or _JUNK.fullmatch(title) else title,
        author=tuple(filter(None, (_clean_name(description.get("Author", "")),))),
        published=day if is_date(day) else None,
        inferred={"published": f"the PDF states that it was made on {day}"} if is_date(day) else {},
    )


def document_metadata(description: Mapping[str, str]) -> Metadata:
    """Return what a Word document's own description says; its date of creation only suggests when it was published."""
    made = parse_date(description.get("created", ""))
    title = clean_text(description.get("title", ""), TITLE_LENGTH)
    author = _clean_name(description.get("creator", ""))
    return Metadata(
        title=None if title is None or _JUNK.fullmatch(title) else title,
        author=() if author is None or _NOBODY.fullmatch(author) else (author,),
        published=made,
        inferred={"published": f"the document states that it was made on {made}"} if made else {},
    )


def parse_date(text: str) -> str | None:
    """Return the date that a text begins with, as exact as it is; None where it could be read in two ways."""
    text = text.strip()[:100]
    for pattern in _DATES:
        found = pattern.match(text)
        if not found:
            continue
        parts = found.groupdict()
        month = parts.get("m") or ""
        if parts.get("n"):
            name = parts["n"][:3].lower()
            number = ENGLISH_PREFIXES.index(name) + 1 if name in ENGLISH_PREFIXES else 0
            month = f"{number}"
        date = "-".join(
            part.zfill(width) for part, width in ((parts["y"], 4), (month, 2), (parts.get("d") or "", 2)) if part
        )
        if is_date(date):
            return date
    return None


def clean_text(text: str, most: int = _LONGEST) -> str | None:
    """Return the text on one line, without forbidden characters; None where it is then empty or too long."""
    line = " ".join(FORBIDDEN.sub("", text).split())
    return line if 0 < len(line) <= most else None


# -- the page's elements ------------------------------------------------------------------------------------------


def _read_page(html: str) -> _PageFacts:
    page = _PageFacts(language=_find_language(html))
    role, depth, role_depth = "", 0, 0
    words: list[str] = []
    for event in parse_elements(html):
        if isinstance(event, str):
            if role:
                words.append(event)
        elif isinstance(event, ElementStart):
            depth += 1
            _read_element(page, event)
            if not role:
                role, role_depth = _text_role(event), depth
        else:
            if role and depth == role_depth:
                page.texts.setdefault(role, []).append(" ".join("".join(words).split()))
                role = ""
                words.clear()
            depth -= 1
    return page


def _text_role(element: ElementStart) -> str:
    """Return what the text of an element is: "title", "h1" or "author"; empty for any other element."""
    marked = (element.attributes.get("rel", ""), element.attributes.get("itemprop", ""))
    if any("author" in value.lower().split() for value in marked) and element.name not in {"link", "meta"}:
        return "author"
    return element.name if element.name in {"title", "h1"} else ""


def _find_language(html: str) -> str:
    """Return the language that the <html> tag states, which is among the first tokens."""
    for token in islice(tokenize(html), 20):
        if isinstance(token, Tag) and token.name == "html":
            return token.attributes.get("lang", "") or token.attributes.get("xml:lang", "")
    return ""


def _read_element(page: _PageFacts, element: ElementStart) -> None:
    name, attributes = element
    if name == "base":
        page.base = page.base or attributes.get("href", "")
    elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
        page.canonical = page.canonical or attributes.get("href", "")
    content = attributes.get("content", "")
    if name == "meta":
        for key in ("property", "name", "itemprop", "http-equiv"):
            if key in attributes:
                page.named.setdefault(attributes[key].strip().lower(), []).append(content)
    elif name == "time":
        moment = attributes.get("datetime", "")
        page.times.append(moment)
        if "pubdate" in attributes or attributes.get("itemprop", "").lower() == "datepublished":
            page.named.setdefault("datepublished", []).append(moment)


def _list_stated(page: _PageFacts, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = page.named.get(name, ())
        yield from found


def _infer_date(page: _PageFacts, url: str | None) -> tuple[str | None, dict[str, str]]:
    """Return a date that is not stated but can be inferred, and what it is inferred from."""
    moments = {date for time in page.times if (date := parse_date(time))}
    if len(moments) == 1:
        date = moments.pop()
        return date, {"published": f"the page has one time element, {date}"}
    found = _IN_ADDRESS.search(urlsplit(url or "").path)
    date = "-".join(filter(None, found.groups())) if found else ""
    if found and is_date(date):
        return date, {"published": f"from its address, …{found[0]}/…"}
    return None, {}


# -- JSON-LD ------------------------------------------------------------------------------------------------------


def _find_article(html: str, titles: Iterable[str]) -> Mapping[str, object]:
    """Return the article that the page's JSON-LD describes: the only one, or the one with the page's title."""
    found = [thing for data in _parse_json_ld(html) for thing in _list_objects(data) if _is_article(thing)]
    if len(found) < 2:
        return found[0] if found else {}
    words = [" ".join(heading.split()) for heading in titles]
    for thing in found:
        title = " ".join(_first_text(thing.get("headline")).split())
        if title and any(title in heading for heading in words):
            return thing
    return {}


def _parse_json_ld(html: str) -> Iterator[object]:
    place = 0
    while (begin := _DATA.search(html, place)) and (end := _DATA_END.search(html, begin.end())):
        place = end.end()
        try:
            yield json.loads(html[begin.end() : end.start()])
        except (ValueError, RecursionError):
            continue


def _list_objects(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a JSON-LD document, which may be one, a list of them, or a graph."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _is_article(thing: Mapping[str, object]) -> bool:
    stated = thing.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in types)


def _first_text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _list_names(value: object) -> tuple[str, ...]:
    """Return the names of people or organisations, whether they are text or objects."""
    found = []
    for person in value if isinstance(value, list) else [value]:
        name = _clean_name(_first_text(person.get("name")) if isinstance(person, dict) else _first_text(person))
        if name:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _clean_name(text: str) -> str | None:
    name = clean_text(text)
    if name is None or _ADDRESS.match(name):
        return None
    return _BY.sub("", name, count=1) if _BY.match(name) else name


def _find_first(texts: Iterable[str], most: int = _LONGEST) -> str | None:
    lines = (clean_text(text, most) for text in texts)
    return next((line for line in lines if line and not _ADDRESS.match(line)), None)
