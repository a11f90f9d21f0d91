"""The metadata of an article's file: title, author, publisher, date, address and language, as the file states them.

It is read from JSON-LD (schema.org), Open Graph, the <meta> names that newsrooms and libraries use, and elements that
are marked as a byline or a date. A value that is only inferred comes with what it is inferred from; nothing is guessed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from generator.language.tags import canonical_tag
from generator.reading.bylines import bare_letters, merge_names, read_byline
from generator.reading.json_ld import StructuredData, first_text, read_json_ld, read_text
from generator.reading.page_facts import PageFacts, read_page_facts
from generator.reading.page_titles import choose_title
from generator.reading.saved_copies import ArchivedCopy, is_archive_today, read_archive_address, read_saved_copy
from generator.reading.schema import TITLE_LENGTH
from generator.reading.shapes import is_date
from generator.reading.urls import is_url
from generator.reading.written_dates import find_printed_days, is_no_change, local_day, parse_date
from generator.reading.yamltree import FORBIDDEN

_LONGEST = 2_000  # code points of a value; no name is longer
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?(?=/)")
_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_HEADLINE = 120  # characters of a first line that may be a title
_SEARCHED = 20_000  # characters in which a first line is looked for
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
    "author": ("citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "author",
               "article:author"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher"),
    "published": ("article:published_time", "datepublished", "citation_publication_date", "citation_date",
                  "dcterms.issued", "dc.date.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
                  "publish-date", "originalpublicationdate"),
    "dated": ("dcterms.created", "dc.date", "dcterms.date", "date"),  # of publication, or of the last change
    "url": ("og:url",),
    "language": ("dc.language", "dcterms.language", "content-language", "og:locale"),
}  # fmt: skip
# Further names of the site, which are no publisher but stand in titles and in the place of an author.
_SITE_NAMES = ("application-name", "apple-mobile-web-app-title", "twitter:site", "al:iphone:app_name", "copyright")


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


def page_metadata(html: str, address: str | None = None) -> Metadata:
    """Return what a page states of itself; `address` is where it was fetched from."""
    page = read_page_facts(html)
    stated = {name: tuple(_list_stated(page, names)) for name, names in _NAMES.items()}
    creators = [tuple(_list_stated(page, (name,))) for name in _NAMES["author"]]
    saved = read_saved_copy(html)
    data = read_json_ld(html)
    addresses = [
        whole
        for where in (address or "", saved.url, page.canonical, *stated["url"])
        if where and (whole := _join_address(page.base or address or "", where))
    ]
    titles = (*stated["title"], *page.texts.get("title", ())[:1], *page.texts.get("h1", ()))
    thing = data.find_article(titles, addresses)
    url = next(iter(addresses), None) or _join_address("", first_text(thing.get("url")))
    archive = _find_archive(page, addresses)
    captures: set[str | None] = set()
    if archive and not archive.keeps_metadata:
        captures = {archive.captured, *map(parse_date, (*stated["published"], *stated["dated"]))}
        stated |= {"publisher": (), "published": (), "dated": ()}
        creators = []
        page.named.clear()
    publishers = [*data.list_names(thing.get("publisher")), *stated["publisher"], *data.find_site_names()]
    original = archive.original if archive else url
    sites = [*publishers, *_list_stated(page, _SITE_NAMES), *_list_host_names(original)]
    described = first_text(thing.get("datePublished"))
    published, inferred = _find_date(page, described, stated, original, captures)
    authors = _find_authors(page, data, thing, creators, sites)
    if authors and not all(map(page.shows, authors)):
        inferred["author"] = "named for programs only: the page shows it nowhere"
    languages = (page.language, *stated["language"], first_text(thing.get("inLanguage")))
    return Metadata(
        title=clean_text(
            choose_title(
                _list_titles([first_text(thing.get("headline")), *stated["title"], *page.texts.get("title", ())[:1]]),
                _list_titles(page.texts.get("h1", ())),
                sites,
            )
            or "",
            TITLE_LENGTH,
        ),
        author=authors,
        publisher=_find_first(publishers),
        published=published,
        url=original,
        archive_url=archive.archive_url if archive else None,
        accessed=saved.date,
        language=next(
            (tag for language in languages if (tag := canonical_tag(language.strip().replace("_", "-")))), None
        ),
        inferred=inferred,
    )


def _list_titles(texts: Iterable[str]) -> list[str]:
    titles = (clean_text(read_text(text), TITLE_LENGTH) for text in texts)
    return [title for title in titles if title and not _ADDRESS.match(title)]


def _find_archive(page: PageFacts, addresses: Iterable[str]) -> ArchivedCopy | None:
    """Return the archive's address and the original's, if the page is a copy in an archive."""
    found = [archive for address in addresses if (archive := read_archive_address(address))]
    if not found:
        return None
    more = [read_archive_address(link) for link in page.bookmarks]
    if is_archive_today(found[0].archive_url):
        found += [archive for archive in more if archive and is_archive_today(archive.archive_url)]
    full = next((archive for archive in found if archive.original), found[0])
    original = full.original or next(filter(is_url, page.fields), None)
    captured = next((archive.captured for archive in found if archive.captured), None)
    return ArchivedCopy(found[0].archive_url, original, captured, found[0].keeps_metadata)


def _list_host_names(url: str | None) -> tuple[str, ...]:
    """Return the host of an address, and that without its last part, as names of a site."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ()
    labels = host.split(".")
    return (host, ".".join(labels[:-1]), labels[-2]) if len(labels) > 1 else ()


def _find_authors(
    page: PageFacts,
    data: StructuredData,
    thing: Mapping[str, object],
    stated: Iterable[Iterable[str]],
    sites: list[str],
) -> tuple[str, ...]:
    """Return the authors that the page's data, its <meta> or its marked bylines name, the first of these that do.

    A later one that names the same and more goes first: some pages give programs the first author only.
    """
    chosen: tuple[str, ...] = ()
    for texts in (
        data.list_names(thing.get("author")),
        *stated,
        page.find_bylines(),
        data.list_names(thing.get("creator")),
    ):
        lines = [line for text in texts if (line := clean_text(text)) and not _ADDRESS.match(line)]
        names = merge_names(name for line in lines for name in read_byline(line, sites))
        if set(map(bare_letters, chosen)) < set(map(bare_letters, names)):
            chosen = names
    return chosen


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
        author=read_byline(clean_text(description.get("Author", "")) or "", ()),
        published=day if is_date(day) else None,
        inferred={"published": f"the PDF states that it was made on {day}"} if is_date(day) else {},
    )


def document_metadata(description: Mapping[str, str]) -> Metadata:
    """Return what a Word document's own description says; its date of creation only suggests when it was published."""
    made = parse_date(description.get("created", ""))
    title = clean_text(description.get("title", ""), TITLE_LENGTH)
    author = clean_text(description.get("creator", "")) or ""
    return Metadata(
        title=None if title is None or _JUNK.fullmatch(title) else title,
        author=() if _NOBODY.fullmatch(author) else read_byline(author, ()),
        published=made,
        inferred={"published": f"the document states that it was made on {made}"} if made else {},
    )


def text_metadata(text: str, address: str | None = None) -> Metadata:
    """Return what a plain text shows of itself: its first line is inferred to be its title."""
    title = first_line(text)
    how = "the text’s first line" if title and not title.endswith("…") else "the beginning of the text"
    return Metadata(title=title, url=address, inferred={"title": how} if title else {})


def first_line(text: str) -> str | None:
    """Return the first line that has a letter or digit, or its beginning where it is longer than a headline."""
    lines = (line for line in re.split(r"[\n\r\f]+", text[:_SEARCHED]) if any(map(str.isalnum, line)))
    line = clean_text(next(lines, "").strip("#*=-_~ \t\ufeff"), _SEARCHED)
    if line is None or len(line) <= _HEADLINE:
        return line
    return (line[: _HEADLINE + 1].rpartition(" ")[0] or line[:_HEADLINE]).rstrip(" ,;:–—-") + "…"


def clean_text(text: str, most: int = _LONGEST) -> str | None:
    """Return the text on one line, without forbidden characters; None where it is then empty or too long."""
    line = " ".join(FORBIDDEN.sub("", text).split())
    return line if 0 < len(line) <= most else None


def _list_stated(page: PageFacts, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = page.named.get(name, ())
        yield from found


def _find_date(
    page: PageFacts,
    described: str,
    stated: Mapping[str, Sequence[str]],
    url: str | None,
    captures: Collection[str | None],
) -> tuple[str | None, dict[str, str]]:
    """Return the day of publication that the page states or that can be inferred, and what it is inferred from.

    What may as well be the day of the last change counts only where the page prints no other day beside its headline.
    `captures` are days on which an archive copied the page, which are none.
    """
    in_address = _IN_ADDRESS.search(urlsplit(url or "").path)
    day = "-".join(filter(None, in_address.groups())) if in_address else ""
    sure = (described, *stated["published"], *page.find_dates())
    beside = page.list_beside_headline()
    around = (day, *filter(is_no_change, beside), *page.times, *sure, *stated["dated"])

    def read_days(moments: Iterable[str]) -> list[str]:
        found = ((local_day(moment, around) or date) for moment in moments if (date := parse_date(moment)))
        return [date for date in found if date not in captures]

    for date in read_days(sure):
        return date, {}
    printed = {date for text in beside for date in find_printed_days(text) if date not in captures}
    days = set(read_days(page.times))
    for date in read_days(stated["dated"]):
        if date in printed or date in days or not (printed or len(days) == 1):
            return date, {}
    if len(days) == 1:
        date = days.pop()
        return date, {"published": f"the page has one time element, {date}"}
    if len(printed) == 1:
        return printed.pop(), {"published": "the page prints this day beside its headline"}
    if in_address and is_date(day):
        return day, {"published": f"from its address, …{in_address[0]}/…"}
    return None, {}


def _find_first(texts: Iterable[str]) -> str | None:
    lines = (clean_text(read_text(text)) for text in texts)
    return next((line for line in lines if line and not _ADDRESS.match(line)), None)
