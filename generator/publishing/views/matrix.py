"""The matrix: which source says what of which claim."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from generator.model import Claim
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame
from generator.publishing.views.links import Link, claim_link, source_link
from generator.publishing.views.uncited import UNCITED_ANCHOR
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

_COLUMNS = 30  # sources side by side in one matrix; further ones are on the next page


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


def matrix_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """A hundred claims at a time, with only the sources that these quote, thirty at a time.

    A page beyond the first thirty sources has only the claims that quote one of its own: the pages together grow with
    the evidence, not with claims times sources.
    """
    claims = [record.claim for record in index.claims.values()]
    sheets = [
        sheet
        for start in range(0, len(claims), addresses.PAGE_SIZE)
        for sheet in _sheets(claims[start : start + addresses.PAGE_SIZE])
    ] or [((), ())]
    for number, (rows, sources) in enumerate(sheets, 1):
        yield PageTask(matrix_page, (rows, sources, number, len(sheets)))


def matrix_page(
    index: SiteIndex, rows: tuple[str, ...], sources: tuple[str, ...], number: int, pages: int
) -> Iterator[tuple[str, MatrixPage]]:
    """The claims of the rows and the sources of the columns, by their ids."""
    first = "matrix.html"
    path = addresses.list_page(first, number)
    yield (
        path,
        MatrixPage(
            page_frame(index, path, "Matrix", "Which source says what of which claim, at a glance."),
            tuple(source_link(index, path, each) for each in sources),
            tuple(_line(index, path, id, sources) for id in rows),
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


def _line(index: SiteIndex, path: str, id: str, sources: Sequence[str]) -> MatrixRow:
    record = index.claims[id]
    link = claim_link(path, record.claim)
    signs: dict[str, list[MatrixSign]] = {source: [] for source in sources}
    for each in record.claim.evidence:
        if each.source in signs:
            signs[each.source].append(MatrixSign(labels.stance_badge(each.stance), f"{link.href}#e{each.number}"))
    for source in record.uncited.speaking:
        if source in signs:
            signs[source].append(MatrixSign(labels.UNQUOTED, f"{link.href}#{UNCITED_ANCHOR}"))
    return MatrixRow(
        link,
        labels.corroboration_badge(record.standing.corroboration),
        tuple(tuple(each) for each in signs.values()),
    )
