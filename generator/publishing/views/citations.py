"""How to cite a claim or a source: as plain text, Markdown, BibTeX and CSL-JSON.

Only what is known is said: an unknown author, publisher, date or address is left out, and what the curator inferred
stands in square brackets, as librarians do. The verdict is a part of a claim's title, so that nobody cites what was
refuted as if it were true.
"""

import re

from generator.language.months import ENGLISH_PREFIXES
from generator.model import Claim, Site, Source
from generator.publishing import addresses, labels
from generator.publishing.data.json_text import json_line
from generator.publishing.data.jsonld import rating_scale
from generator.text import translator
from generator.values import dataclass

_in_tex = translator(
    {each: f"\\{each}" for each in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_in_markdown = translator({each: f"\\{each}" for each in r"\`*_[]#~!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_LIST = re.compile(r"(\d*)([-+.)])")  # what makes a list of a line that begins with it


@dataclass(frozen=True, slots=True)
class Citation:
    """One way of citing: what it is called, and the text to copy."""

    form: str
    text: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What is cited, its title and its authors' names each on one line.

    `inferred` are the names of the fields that the work does not state itself; dates are partial.
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
    """The ways to cite the claim's page; with its address where the site knows its own."""
    found = rating_scale(site, claim.verdict) if claim.verdict else None
    title = f"Fact check: “{claim.statement}”"
    return _ways(
        _Work(
            id=claim.id,
            title=_line(f"{title} (verdict: {found[0].label})" if found else title),
            authors=(_line(claim.checked_by),) if claim.checked_by else (),
            container=site.title,
            publisher=site.publisher.name if site.publisher else None,
            date=claim.checked,
            url=addresses.absolute(site, addresses.page("claim", claim.id)) if site.base_url else None,
            language=site.language,
        )
    )


def cite_source(source: Source) -> tuple[Citation, ...]:
    """The ways to cite the source itself, where it was published."""
    return _ways(
        _Work(
            id=source.id,
            title=_line(source.label),
            authors=tuple(map(_line, source.author)),
            publisher=source.publisher,
            date=source.published,
            url=source.url,
            archive=source.archive_url,
            accessed=source.accessed if source.url or source.archive_url else None,
            language=source.language,
            # A title that nobody knows is the file's name: supplied, too.
            inferred=(*(field for field, _ in source.inferred), *(() if source.title else ("title",))),
        )
    )


def _ways(work: _Work) -> tuple[Citation, ...]:
    return (
        Citation("Plain text", _plain(work)),
        Citation("Markdown", _markdown(work)),
        Citation("BibTeX", _bibtex(work)),
        Citation("CSL-JSON", _csl(work)),
    )


def _plain(work: _Work) -> str:
    title = _told(work, "title", work.title)
    if "title" not in work.inferred and not title.startswith("Fact check: "):
        title = f"“{title}”"
    return _sentences((*_before(work), title, _where(work)), *_links(work, work.url))


def _markdown(work: _Work) -> str:
    title = _in_markdown(_told(work, "title", work.title))
    if work.url:
        title = f"[{title}](<{work.url}>)" if "(" in work.url or ")" in work.url else f"[{title}]({work.url})"
    parts = (*map(_in_markdown, _before(work)), title, _where(work, markdown=True))
    text = _sentences(parts, *_links(work, None))
    marker = _LIST.match(text)
    return f"{marker[1]}\\{text[marker.start(2) :]}" if marker else text


def _before(work: _Work) -> tuple[str, ...]:
    return (_told(work, "author", labels.join_list(work.authors)),) if work.authors else ()


def _where(work: _Work, *, markdown: bool = False) -> str:
    """`The site, its publisher, 21 November 2026`, as much of it as is known."""

    def safe(text: str) -> str:
        return _in_markdown(text) if markdown else text

    container = safe(work.container) if work.container else None
    named = (
        f"*{container}*" if container and markdown else container,
        safe(_told(work, "publisher", work.publisher)) if work.publisher else None,
        safe(_told(work, "published", labels.format_date(work.date))) if work.date else None,
    )
    return ", ".join(each for each in named if each)


def _links(work: _Work, url: str | None) -> tuple[str, ...]:
    archived = f"Archived: {work.archive}" if work.archive else None
    accessed = f"Accessed {labels.format_date(work.accessed)}" if work.accessed else None
    return tuple(each for each in (url, archived, accessed) if each)


def _sentences(parts: tuple[str, ...], *links: str) -> str:
    """The parts, each ended by a full stop; addresses have none after them, which a reader might copy with them."""
    ended = [each if each.rstrip("”").endswith((".", "?", "!")) else f"{each}." for each in parts if each]
    return " ".join((*ended, *links))


def _bibtex(work: _Work) -> str:
    """`@misc`, which all styles know. Names and titles stand in braces of their own: they are kept as they are."""
    year, month, day = (*(work.date or "").split("-"), "", "")[:3]
    notes = [
        f"Archived at \\url{{{_address(work.archive)}}}" if work.archive else "",
        "Date inferred" if work.date and "published" in work.inferred else "",
    ]
    fields = {
        "author": " and ".join(f"{{{_in_tex(each)}}}" for each in work.authors),
        "title": f"{{{_in_tex(_told(work, 'title', work.title))}}}",
        "howpublished": _in_tex(work.container) if work.container else "",
        "publisher": _in_tex(work.publisher) if work.publisher else "",
        "year": year,
        "month": month and ENGLISH_PREFIXES[int(month) - 1],  # BibTeX's macros
        "day": day and str(int(day)),
        "url": _address(work.url) if work.url else "",
        "urldate": work.accessed or "",
        "note": "; ".join(each for each in notes if each),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{work.id},\n" + ",\n".join(lines) + "\n}"


def _address(url: str) -> str:
    """The address as BibTeX can hold it: a brace that has no partner would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _csl(work: _Work) -> str:
    """One item of https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html, in the array that tools import."""
    item: dict[str, object] = {
        "id": work.id,
        "type": "webpage" if work.url or work.container else "document",
        "title": _told(work, "title", work.title),
        "author": [{"literal": each} for each in work.authors],
        "container-title": work.container,
        "publisher": work.publisher,
        "issued": _parts(work.date, circa="published" in work.inferred),
        "URL": work.url,
        "archive_location": work.archive,
        "accessed": _parts(work.accessed),
        "language": work.language,
    }
    lines = (f'  "{key}": {json_line(each)}' for key, each in item.items() if each)
    return "[{\n" + ",\n".join(lines) + "\n}]"


def _parts(date: str | None, *, circa: bool = False) -> dict[str, object] | None:
    if not date:
        return None
    return {"date-parts": [[int(each) for each in date.split("-")]]} | ({"circa": True} if circa else {})


def _line(text: str) -> str:
    return " ".join(text.split())


def _told(work: _Work, field: str, text: str) -> str:
    """What is inferred stands in square brackets."""
    return f"[{text}]" if field in work.inferred else text
