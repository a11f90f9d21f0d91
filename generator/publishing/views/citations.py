"""Citations of claims and sources, as plain text, Markdown, BibTeX, a Wikipedia template and CSL-JSON; and as metas.

An unknown author, publisher, date or address is left out. What the curator inferred is put in square brackets, as
librarians do. The verdict is part of a claim's title, so that nobody cites a refuted claim as if it were true.
"""

import re

from generator.language.months import ENGLISH_PREFIXES
from generator.model import Claim, Site, Source
from generator.patterns import lazy_pattern
from generator.publishing import addresses, labels
from generator.publishing.data.json_text import json_line
from generator.publishing.data.jsonld import rating_scale
from generator.text import translator
from generator.values import dataclass

_escape_tex = translator(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_escape_markdown = translator({sign: f"\\{sign}" for sign in r"\`*_[]#~!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_escape_wiki_signs = translator({sign: f"&#{ord(sign)};" for sign in "[]{}|<>&~"})
# When a copy was made, in the addresses of the Wayback Machine and of archives like it.
_COPY_DAY = lazy_pattern(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{0,6}(?:[a-z]{2}_)?/")
_LIST_MARKER = re.compile(r"(\d*)([-+.)])")  # Markdown reads a line that begins with this as a list item


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one format: the name of the format, and the text to copy."""

    form: str
    text: str


@dataclass(frozen=True, slots=True)
class CitationMeta:
    """What one `<meta>` element of a page tells reference managers about the work that the page is or is about."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class _Work:
    """A work to cite. The title and each author's name are on one line; dates are partial.

    `inferred` has the names of the fields that the work does not state itself.
    """

    id: str
    title: str
    authors: tuple[str, ...] = ()
    container: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    archive: str | None = None
    accessed: str | None = None
    language: str | None = None
    inferred: tuple[str, ...] = ()


def cite_claim(site: Site, claim: Claim) -> tuple[Citation, ...]:
    """Return citations of the claim's page, with its address if the site has a `base_url`."""
    return _format_citations(_claim_work(site, claim), site.language)


def describe_claim(site: Site, claim: Claim) -> tuple[CitationMeta, ...]:
    """Return what reference managers read of a claim's page: the page itself is the work."""
    return _list_metas(_claim_work(site, claim))


def _claim_work(site: Site, claim: Claim) -> _Work:
    scale = rating_scale(site, claim.verdict) if claim.verdict else None
    title = f"Fact check: “{claim.statement}”"
    return _Work(
        id=claim.id,
        title=_join_lines(f"{title} (verdict: {scale[0].label})" if scale else title),
        authors=(_join_lines(claim.checked_by),) if claim.checked_by else (),
        container=site.title,
        publisher=site.publisher.name if site.publisher else None,
        date=claim.checked,
        url=addresses.absolute(site, addresses.page("claim", claim.id)) if site.base_url else None,
        language=site.language,
    )


def cite_source(source: Source, language: str) -> tuple[Citation, ...]:
    """Return citations of the source itself, where it was published; `language` is the site's."""
    return _format_citations(_source_work(source), language)


def describe_source(source: Source) -> tuple[CitationMeta, ...]:
    """Return what reference managers read of a source's page: the source itself, and not the page, is the work."""
    return _list_metas(_source_work(source))


def _source_work(source: Source) -> _Work:
    return _Work(
        id=source.id,
        title=_join_lines(source.label),
        authors=tuple(map(_join_lines, source.author)),
        publisher=source.publisher,
        date=source.published,
        url=source.url,
        archive=source.archive_url,
        accessed=source.accessed if source.url or source.archive_url else None,
        language=source.language,
        # Without a title, the label is the name of the file: that is inferred, too.
        inferred=(*(field for field, _ in source.inferred), *(() if source.title else ("title",))),
    )


def _list_metas(work: _Work) -> tuple[CitationMeta, ...]:
    """Return Highwire's tags, which Zotero and Google Scholar read, and Zotero's own for the kind of work.

    Without the latter Zotero takes whatever has a `citation_title` for an article in a journal.
    """
    tags = (
        ("z:itemType", "webpage" if work.url or work.container else "document"),
        ("citation_title", _bracket_inferred(work, "title", work.title)),
        *(("citation_author", author) for author in work.authors),
        ("citation_publication_date", (work.date or "").replace("-", "/")),
        ("citation_publisher", work.publisher),
        ("citation_language", work.language),
        ("citation_public_url", work.url),
    )
    return tuple(CitationMeta(name, content) for name, content in tags if content)


def _format_citations(work: _Work, language: str) -> tuple[Citation, ...]:
    return (
        Citation("Plain text", _format_plain(work, language)),
        Citation("Markdown", _format_markdown(work, language)),
        Citation("BibTeX", _format_bibtex(work)),
        Citation("Wikipedia", _format_wikitext(work)),
        Citation("CSL-JSON", _format_csl(work)),
    )


def _format_plain(work: _Work, language: str) -> str:
    title = _bracket_inferred(work, "title", work.title)
    if "title" not in work.inferred and not title.startswith("Fact check: "):
        title = f"“{title}”"
    return _join_sentences(
        (*_format_authors(work), title, _format_origin(work, language)), *_list_links(work, work.url, language)
    )


def _format_markdown(work: _Work, language: str) -> str:
    title = _escape_markdown(_bracket_inferred(work, "title", work.title))
    if work.url:
        title = f"[{title}](<{work.url}>)" if "(" in work.url or ")" in work.url else f"[{title}]({work.url})"
    parts = (*map(_escape_markdown, _format_authors(work)), title, _format_origin(work, language, markdown=True))
    text = _join_sentences(parts, *_list_links(work, None, language))
    marker = _LIST_MARKER.match(text)
    return f"{marker[1]}\\{text[marker.start(2) :]}" if marker else text


def _format_authors(work: _Work) -> tuple[str, ...]:
    return (_bracket_inferred(work, "author", labels.join_list(work.authors)),) if work.authors else ()


def _format_origin(work: _Work, language: str, *, markdown: bool = False) -> str:
    """Return container, publisher and date, as far as they are known: `The site, its publisher, 21 November 2026`."""

    def escape(text: str) -> str:
        return _escape_markdown(text) if markdown else text

    container = escape(work.container) if work.container else None
    fields = (
        f"*{container}*" if container and markdown else container,
        escape(_bracket_inferred(work, "publisher", work.publisher)) if work.publisher else None,
        escape(_bracket_inferred(work, "published", labels.format_date(work.date, language))) if work.date else None,
    )
    return ", ".join(field for field in fields if field)


def _list_links(work: _Work, url: str | None, language: str) -> tuple[str, ...]:
    archived = f"Archived: {work.archive}" if work.archive else None
    accessed = f"Accessed {labels.format_date(work.accessed, language)}" if work.accessed else None
    return tuple(link for link in (url, archived, accessed) if link)


def _join_sentences(parts: tuple[str, ...], *links: str) -> str:
    """Join the parts, each with a full stop, and the links without one: a reader might copy it with the address."""
    sentences = [part if part.rstrip("”").endswith((".", "?", "!")) else f"{part}." for part in parts if part]
    return " ".join((*sentences, *links))


def _format_bibtex(work: _Work) -> str:
    """Return a `@misc` entry, which all styles know. Further braces keep styles from changing names and titles."""
    year, month, day = (*(work.date or "").split("-"), "", "")[:3]
    notes = [
        f"Archived at \\url{{{_encode_braces(work.archive)}}}" if work.archive else "",
        "Date inferred" if work.date and "published" in work.inferred else "",
    ]
    fields = {
        "author": " and ".join(f"{{{_escape_tex(author)}}}" for author in work.authors),
        "title": f"{{{_escape_tex(_bracket_inferred(work, 'title', work.title))}}}",
        "howpublished": _escape_tex(work.container) if work.container else "",
        "publisher": _escape_tex(work.publisher) if work.publisher else "",
        "year": year,
        "month": month and ENGLISH_PREFIXES[int(month) - 1],  # BibTeX's macros
        "day": day and str(int(day)),
        "url": _encode_braces(work.url) if work.url else "",
        "urldate": work.accessed or "",
        "note": "; ".join(note for note in notes if note),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{work.id},\n" + ",\n".join(lines) + "\n}"


def _format_wikitext(work: _Work) -> str:
    """Return a template of Wikipedia's citation style 1: `cite web`, or `citation` for what has no address.

    It has only what the style accepts: whole days of access, and copies whose address tells their day. The
    style is of the English Wikipedia, and so are its dates.
    """
    copied = _COPY_DAY.search(work.archive or "")
    whole = work.accessed if work.accessed and len(work.accessed) == len("2000-10-24") else None
    date = work.date and (
        f"c. {work.date[:4]}" if "published" in work.inferred else labels.format_date(work.date, "en")
    )
    authors = [
        ("author" if len(work.authors) == 1 else f"author{number}", author)
        for number, author in enumerate(work.authors, 1)
    ]
    fields = (
        *((name, _escape_wikitext(author)) for name, author in authors),
        ("title", _escape_wikitext(_bracket_inferred(work, "title", work.title))),
        ("url", _encode_wiki_address(work.url or "")),
        ("website" if work.url else "work", _escape_wikitext(work.container or "")),
        ("publisher", _escape_wikitext(work.publisher or "")),
        ("date", date),
        ("language", work.language),
        ("access-date", labels.format_date(whole, "en") if whole and work.url else None),
        ("archive-url", _encode_wiki_address(work.archive or "") if copied and work.url else None),
        ("archive-date", labels.format_date("-".join(copied.groups()), "en") if copied and work.url else None),
    )
    kind = "cite web" if work.url else "citation"
    return f"{{{{{kind} {' '.join(f'|{name}={value}' for name, value in fields if value)}}}}}"


def _escape_wikitext(text: str) -> str:
    """Return the text as a field of a template says it; one apostrophe is text, more are markup."""
    return _escape_wiki_signs(text).replace("''", "&#39;&#39;")


def _encode_wiki_address(url: str) -> str:
    """Percent-encode what would end a link or a field of a template."""
    return re.sub(r"""[\[\]{}|<>"'\s]""", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)


def _encode_braces(url: str) -> str:
    """Percent-encode braces and backslashes: a brace without its partner would end the BibTeX field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _format_csl(work: _Work) -> str:
    """Return a CSL-JSON item, in the array that tools import.

    See https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.
    """
    item: dict[str, object] = {
        "id": work.id,
        "type": "webpage" if work.url or work.container else "document",
        "title": _bracket_inferred(work, "title", work.title),
        "author": [{"literal": author} for author in work.authors],
        "container-title": work.container,
        "publisher": work.publisher,
        "issued": _date_parts(work.date, circa="published" in work.inferred),
        "URL": work.url,
        "archive_location": work.archive,
        "accessed": _date_parts(work.accessed),
        "language": work.language,
    }
    lines = (f'  "{key}": {json_line(value)}' for key, value in item.items() if value)
    return "[{\n" + ",\n".join(lines) + "\n}]"


def _date_parts(date: str | None, *, circa: bool = False) -> dict[str, object] | None:
    if not date:
        return None
    return {"date-parts": [[int(number) for number in date.split("-")]]} | ({"circa": True} if circa else {})


def _join_lines(text: str) -> str:
    return " ".join(text.split())


def _bracket_inferred(work: _Work, field: str, text: str) -> str:
    """Return the text, in square brackets if the field is inferred."""
    return f"[{text}]" if field in work.inferred else text
