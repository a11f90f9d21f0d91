"""The pages across all claims: by date, by source, and what was corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.model import Claim
from generator.publishing import addresses
from generator.publishing.pictures.timeline import Dated, Kind, timeline
from generator.publishing.views import words
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.evidence import Amendment, When, amendments, published, when
from generator.publishing.views.frame import Frame, Link, Pager, paged, pager
from generator.publishing.views.words import Badge

_COLUMNS = 30  # sources side by side in one matrix; further ones are on the next page
_KINDS: Mapping[str, Kind] = {"Claim": "claims", "Published": "sources"}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date has on the timeline: a claim's content, or a source's publication."""

    date: When
    what: str
    link: Link
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class Year:
    year: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    template: ClassVar[str] = "pages/timeline.html"

    frame: Frame
    picture: Markup | None
    years: tuple[Year, ...]
    undated: str | None
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A quote in a cell of the matrix: its stance, and the evidence it leads to."""

    badge: Badge
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    claim: Link
    corroboration: Badge
    cells: tuple[tuple[Sign, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    template: ClassVar[str] = "pages/matrix.html"

    frame: Frame
    columns: tuple[Link, ...]
    lines: tuple[Line, ...]
    stances: tuple[Badge, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class Corrected:
    claim: Link
    amendment: Amendment


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    template: ClassVar[str] = "pages/corrections.html"

    frame: Frame
    corrections: tuple[Corrected, ...]
    pager: Pager | None


def timeline_pages(book: Concordance) -> Iterator[tuple[str, TimelinePage]]:
    """Partial dates as they are: a year stands before its months, a month before its days."""
    first = "timeline.html"
    corpus = book.edition.corpus
    moments = [
        Moment(date, "Claim", Link(_page(first, claim), claim.statement), words.corroboration(
            book.standing(claim).corroboration))
        for claim in corpus.claims if (date := when(claim.date))
    ] + [
        Moment(date, "Published", book.source_link(first, source.id), None)
        for source in corpus.sources if (date := published(source))
    ]  # fmt: skip
    moments.sort(key=lambda each: each.date.machine)
    without = sum(not each.date for each in corpus.claims)
    for path, shown, turn in paged(first, moments):
        yield (
            path,
            TimelinePage(
                book.frame(path, "Timeline", "What the claims are about and when the sources were published, by date."),
                timeline("when", (Dated(each.date.machine, _KINDS[each.what]) for each in shown)),
                tuple(Year(year, tuple(each)) for year, each in groupby(shown, lambda one: one.date.machine[:4])),
                words.count(without, "claim") if without else None,
                turn,
            ),
        )


def matrix_pages(book: Concordance) -> Iterator[tuple[str, MatrixPage]]:
    """A hundred claims at a time, with only the sources that these quote, thirty at a time.

    A page beyond the first thirty sources has only the claims that quote one of its own: the pages together grow with
    the evidence, not with claims times sources.
    """
    first = "matrix.html"
    sheets = [
        sheet
        for start in range(0, len(book.edition.corpus.claims), addresses.PAGE_SIZE)
        for sheet in _sheets(book.edition.corpus.claims[start : start + addresses.PAGE_SIZE])
    ] or [((), ())]
    for number, (claims, sources) in enumerate(sheets, 1):
        path = addresses.numbered(first, number)
        yield (
            path,
            MatrixPage(
                book.frame(path, "Matrix", "Which source says what of which claim, at a glance."),
                tuple(book.source_link(path, each) for each in sources),
                tuple(_line(book, path, claim, sources) for claim in claims),
                tuple(words.stance(each) for each in ("supports", "refutes", "qualifies", "mentions")),
                pager(first, number, len(sheets)),
            ),
        )


def _sheets(claims: Sequence[Claim]) -> Iterator[tuple[Sequence[Claim], tuple[str, ...]]]:
    sources = tuple(dict.fromkeys(each.source for claim in claims for each in claim.evidence))
    for start in range(0, max(1, len(sources)), _COLUMNS):
        columns = sources[start : start + _COLUMNS]
        here = frozenset(columns)
        rows = [
            claim
            for claim in claims
            if any(each.source in here for each in claim.evidence) or (start == 0 and not claim.evidence)
        ]
        yield rows, columns


def _line(book: Concordance, path: str, claim: Claim, sources: Sequence[str]) -> Line:
    page = _page(path, claim)
    signs: dict[str, list[Sign]] = {source: [] for source in sources}
    for each in claim.evidence:
        if each.source in signs:
            signs[each.source].append(Sign(words.stance(each.stance), f"{page}#e{each.number}"))
    return Line(
        Link(page, claim.statement),
        words.corroboration(book.standing(claim).corroboration),
        tuple(tuple(each) for each in signs.values()),
    )


def corrections_pages(book: Concordance) -> Iterator[tuple[str, CorrectionsPage]]:
    """Newest first; those of one day in the claims' order."""
    first = "corrections.html"
    found = [
        Corrected(Link(_page(first, claim), claim.statement), each)
        for claim in book.edition.corpus.claims
        for each in amendments(book, first, claim)
    ]
    found.sort(key=lambda each: each.amendment.date.machine, reverse=True)
    for path, shown, turn in paged(first, found):
        yield (
            path,
            CorrectionsPage(
                book.frame(path, "Corrections", "What was corrected, and when, newest first."), tuple(shown), turn
            ),
        )


def _page(path: str, claim: Claim) -> str:
    return addresses.link(path, addresses.page("claim", claim.id))
