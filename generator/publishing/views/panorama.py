"""The pages across all claims: by date, by source, and what was corrected."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.model import Claim
from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.publishing.pictures.timeline import DatedItem, Kind, timeline_picture
from generator.publishing.views import labels
from generator.publishing.views.evidence import (
    CorrectionView,
    DateView,
    correction_views,
    date_view,
    publication_date,
    sort_newest_first,
)
from generator.publishing.views.frame import Frame, Link, Pager, make_pager, page_slices
from generator.publishing.views.labels import Badge
from generator.publishing.views.page_task import PageTask
from generator.publishing.views.uncited import UNCITED_ANCHOR
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

_COLUMNS = 30  # sources side by side in one matrix; further ones are on the next page
_KINDS: Mapping[str, Kind] = {"Claim": "claims", "Published": "sources"}


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """What a date has on the timeline: a claim's content, or a source's publication."""

    date: DateView
    what: str
    link: Link
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class TimelineYear:
    year: str
    moments: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    template: ClassVar[str] = "pages/timeline.html"

    frame: Frame
    picture: Markup | None
    years: tuple[TimelineYear, ...]
    undated: str | None
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class MatrixSign:
    """In a cell of the matrix: a quote by its stance, or that the source speaks without being quoted; with its link."""

    badge: Badge
    href: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    claim: Link
    corroboration: Badge
    cells: tuple[tuple[MatrixSign, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    template: ClassVar[str] = "pages/matrix.html"

    frame: Frame
    columns: tuple[Link, ...]
    lines: tuple[MatrixRow, ...]
    signs: tuple[Badge, ...]
    rule: Link
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    claim: Link
    amendment: CorrectionView


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    template: ClassVar[str] = "pages/corrections.html"

    frame: Frame
    corrections: tuple[CorrectionItem, ...]
    pager: Pager | None


def timeline_tasks(book: SiteIndex) -> Iterator[PageTask]:
    """Partial dates as they are: a year stands before its months, a month before its days."""
    corpus = book.edition.corpus
    dated = [(each.date, "claim", each.id) for each in corpus.claims if each.date]
    dated += [(each.published, "source", each.id) for each in corpus.sources if each.published]
    without = len(corpus.claims) - sum(1 for each in corpus.claims if each.date)
    for number, shown, pages in page_slices(sorted(dated, key=lambda each: each[0])):
        yield PageTask(timeline_page, (tuple(each[1:] for each in shown), without, number, pages))


def timeline_page(
    book: SiteIndex, shown: tuple[tuple[str, str], ...], without: int, number: int, pages: int
) -> Iterator[tuple[str, TimelinePage]]:
    """The things shown, by kind and id, in the order of their dates; so many claims are without one."""
    first = "timeline.html"
    path = addresses.numbered(first, number)
    moments = [_moment(book, path, kind, id) for kind, id in shown]
    yield (
        path,
        TimelinePage(
            book.frame(path, "Timeline", "What the claims are about and when the sources were published, by date."),
            timeline_picture("when", (DatedItem(each.date.machine, _KINDS[each.what]) for each in moments)),
            tuple(TimelineYear(year, tuple(each)) for year, each in groupby(moments, lambda one: one.date.machine[:4])),
            labels.count_words(without, "claim") if without else None,
            make_pager(first, number, pages),
        ),
    )


def _moment(book: SiteIndex, path: str, kind: str, id: str) -> TimelineItem:
    if kind == "claim":
        claim = book.claims[id]
        badge = labels.corroboration_badge(book.standing(claim).corroboration)
        return TimelineItem(_dated(date_view(claim.date)), "Claim", Link(_page(path, claim), claim.statement), badge)
    return TimelineItem(_dated(publication_date(book.sources[id])), "Published", book.source_link(path, id), None)


def _dated(date: DateView | None) -> DateView:
    if date is None:
        raise ValueError("nothing without a date is on the timeline")
    return date


def matrix_tasks(book: SiteIndex) -> Iterator[PageTask]:
    """A hundred claims at a time, with only the sources that these quote, thirty at a time.

    A page beyond the first thirty sources has only the claims that quote one of its own: the pages together grow with
    the evidence, not with claims times sources.
    """
    claims = book.edition.corpus.claims
    sheets = [
        sheet
        for start in range(0, len(claims), addresses.PAGE_SIZE)
        for sheet in _sheets(claims[start : start + addresses.PAGE_SIZE])
    ] or [((), ())]
    for number, (rows, sources) in enumerate(sheets, 1):
        yield PageTask(matrix_page, (rows, sources, number, len(sheets)))


def matrix_page(
    book: SiteIndex, rows: tuple[str, ...], sources: tuple[str, ...], number: int, pages: int
) -> Iterator[tuple[str, MatrixPage]]:
    """The claims of the rows and the sources of the columns, by their ids."""
    first = "matrix.html"
    path = addresses.numbered(first, number)
    yield (
        path,
        MatrixPage(
            book.frame(path, "Matrix", "Which source says what of which claim, at a glance."),
            tuple(book.source_link(path, each) for each in sources),
            tuple(_line(book, path, book.claims[each], sources) for each in rows),
            (*(labels.stance_badge(each) for each in STANCE_IDS), labels.UNQUOTED),
            Link(f"{addresses.link(path, 'methodology.html')}#{UNCITED_ANCHOR}", "How this is found"),
            make_pager(first, number, pages),
        ),
    )


def _sheets(claims: Sequence[Claim]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    sources = tuple(dict.fromkeys(each.source for claim in claims for each in claim.evidence))
    for start in range(0, max(1, len(sources)), _COLUMNS):
        columns = sources[start : start + _COLUMNS]
        here = frozenset(columns)
        rows = tuple(
            claim.id
            for claim in claims
            if any(each.source in here for each in claim.evidence) or (start == 0 and not claim.evidence)
        )
        yield rows, columns


def _line(book: SiteIndex, path: str, claim: Claim, sources: Sequence[str]) -> MatrixRow:
    page = _page(path, claim)
    signs: dict[str, list[MatrixSign]] = {source: [] for source in sources}
    for each in claim.evidence:
        if each.source in signs:
            signs[each.source].append(MatrixSign(labels.stance_badge(each.stance), f"{page}#e{each.number}"))
    for source in book.silence(claim).speaking:
        if source in signs:
            signs[source].append(MatrixSign(labels.UNQUOTED, f"{page}#{UNCITED_ANCHOR}"))
    return MatrixRow(
        Link(page, claim.statement),
        labels.corroboration_badge(book.standing(claim).corroboration),
        tuple(tuple(each) for each in signs.values()),
    )


def corrections_tasks(book: SiteIndex) -> Iterator[PageTask]:
    """Newest first; those of one day in the claims' order."""
    found = [
        (each.date, claim.id, place)
        for claim in book.edition.corpus.claims
        for place, each in enumerate(sort_newest_first(claim))
    ]
    found.sort(key=lambda each: each[0], reverse=True)
    for number, shown, pages in page_slices(found):
        yield PageTask(corrections_page, (tuple(each[1:] for each in shown), number, pages))


def corrections_page(
    book: SiteIndex, shown: tuple[tuple[str, int], ...], number: int, pages: int
) -> Iterator[tuple[str, CorrectionsPage]]:
    """The corrections shown, each by its claim's id and its place among that claim's, newest first."""
    first = "corrections.html"
    path = addresses.numbered(first, number)
    told = {id: correction_views(book, path, book.claims[id]) for id, _ in shown}
    corrected = (CorrectionItem(Link(_page(path, book.claims[id]), book.claims[id].statement), told[id][place])
                 for id, place in shown)  # fmt: skip
    frame = book.frame(path, "Corrections", "What was corrected, and when, newest first.")
    yield path, CorrectionsPage(frame, tuple(corrected), make_pager(first, number, pages))


def _page(path: str, claim: Claim) -> str:
    return addresses.link(path, addresses.page("claim", claim.id))
