"""The matrix of claims and sources: what each source says about each claim."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from generator.language.name_forms import has_plain_names
from generator.model import Claim
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.views.evidence import speaker_label
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices
from generator.publishing.views.links import Link, claim_link, source_link
from generator.publishing.views.uncited import UNCITED_ANCHOR
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

_COLUMNS = 30  # sources side by side on a page; further ones are on the next page
_MOST_SOURCES = 40  # with more that are quoted, a column is a stance, and its cells name the sources


@dataclass(frozen=True, slots=True)
class MatrixSign:
    """A sign in a cell of the matrix, with its link: a quote by its stance, or a mention that is not quoted.

    `source` names the column, for those who hear the link alone.
    """

    badge: Badge
    href: str
    source: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A claim with the sources of each stance, in the order of the legend, and the address of what is not quoted."""

    claim: Link
    judgement: Badge
    cells: tuple[tuple[Link, ...], ...]
    uncited: Link | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    claim: Link
    corroboration: Badge
    cells: tuple[tuple[MatrixSign, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Who says what: `rows` with a column for each source or, of many sources, `stance_rows` with `indexes`."""

    template: ClassVar[str] = "pages/matrix.html"

    frame: Frame
    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    stance_rows: tuple[StanceRow, ...]
    indexes: tuple[Link, ...]
    legend: tuple[Badge, ...]
    method: Link
    pager: Pager | None


def matrix_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the pages of who says what: of a hundred claims each, with thirty of the sources that these quote.

    Beyond the first thirty sources of its claims, a page has only the claims that quote one of its sources: so all
    pages together grow with the evidence, and not with claims times sources. Of many sources none has a column.
    """
    claims = [record.claim for record in index.claims.values()]
    if len({evidence.source for claim in claims for evidence in claim.evidence}) > _MOST_SOURCES:
        for number, shown, pages in page_slices([claim.id for claim in claims]):
            yield PageTask(matrix_page, (shown, (), number, pages))
        return
    sheets = [
        sheet
        for start in range(0, len(claims), addresses.PAGE_SIZE)
        for sheet in _split_columns(claims[start : start + addresses.PAGE_SIZE])
    ] or [((), ())]
    for number, (rows, sources) in enumerate(sheets, 1):
        yield PageTask(matrix_page, (rows, sources, number, len(sheets)))


def matrix_page(
    index: SiteIndex, rows: tuple[str, ...], sources: tuple[str, ...], number: int, pages: int
) -> Iterator[tuple[str, MatrixPage]]:
    """Yield a page of the matrix, with these claims as rows and these sources as columns, given by their ids."""
    first = "matrix.html"
    path = addresses.list_page(first, number)
    unclear = tuple(_find_unclear(index, sources))
    yield (
        path,
        MatrixPage(
            page_frame(index, path, "Who says what", "Which source says what of which claim, at a glance."),
            tuple(source_link(index, path, source) for source in sources),
            tuple(_matrix_row(index, path, id, sources, unclear) for id in rows) if sources else (),
            () if sources else tuple(_stance_row(index, path, id) for id in rows),
            ()
            if sources
            else (
                Link(addresses.link(path, addresses.index("topic")), "By topic"),
                Link(addresses.link(path, addresses.index("source")), "By source"),
            ),
            (*(labels.stance_badge(stance) for stance in STANCE_IDS), labels.UNQUOTED),
            Link(f"{addresses.link(path, 'methodology.html')}#{UNCITED_ANCHOR}", "How this is found"),
            make_pager(first, number, pages),
        ),
    )


def _split_columns(claims: Sequence[Claim]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the rows and columns of the pages that show these claims."""
    sources = tuple(dict.fromkeys(evidence.source for claim in claims for evidence in claim.evidence))
    for start in range(0, max(1, len(sources)), _COLUMNS):
        columns = sources[start : start + _COLUMNS]
        rows = tuple(
            claim.id
            for claim in claims
            if any(evidence.source in columns for evidence in claim.evidence) or (start == 0 and not claim.evidence)
        )
        yield rows, columns


def _stance_row(index: SiteIndex, path: str, id: str) -> StanceRow:
    record = index.claims[id]
    link = claim_link(path, record.claim)
    cells: dict[str, dict[str, Link]] = {stance: {} for stance in STANCE_IDS}
    for evidence in record.claim.evidence:
        source = index.sources[evidence.source].source
        cells[evidence.stance].setdefault(source.id, Link(f"{link.href}#e{evidence.number}", speaker_label(source)))
    number = len(record.uncited.speaking)
    return StanceRow(
        link,
        labels.judgement_badge(index.site, record.claim, record.standing),
        tuple(tuple(cell.values()) for cell in cells.values()),
        Link(f"{link.href}#{UNCITED_ANCHOR}", labels.count_words(number, "source", index.site.language))
        if number
        else None,
    )


def _find_unclear(index: SiteIndex, sources: Iterable[str]) -> Iterator[str]:
    """Yield the sources that may speak of a claim in forms of names that we do not know."""
    for id in sources:
        record = index.sources[id]
        if not has_plain_names(record.text.article.text, record.source.language, index.site.language):
            yield id


def _matrix_row(index: SiteIndex, path: str, id: str, sources: Sequence[str], unclear: Iterable[str]) -> MatrixRow:
    record = index.claims[id]
    link = claim_link(path, record.claim)
    names = {source: index.sources[source].source.label for source in sources}
    signs: dict[str, list[MatrixSign]] = {source: [] for source in sources}
    for evidence in record.claim.evidence:
        if evidence.source in signs:
            address = f"{link.href}#e{evidence.number}"
            signs[evidence.source].append(MatrixSign(labels.evidence_badge(evidence), address, names[evidence.source]))
    for source in record.uncited.speaking:
        if source in signs:
            signs[source].append(MatrixSign(labels.UNQUOTED, f"{link.href}#{UNCITED_ANCHOR}", names[source]))
    for source in unclear:
        if not signs[source]:
            href = addresses.link(path, addresses.page("source", source))
            signs[source].append(MatrixSign(labels.UNCLEAR, href, names[source]))
    return MatrixRow(
        link,
        labels.corroboration_badge(record.standing.corroboration),
        tuple(map(tuple, signs.values())),
    )
