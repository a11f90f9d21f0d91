"""The list of all corrections, newest first."""

from collections.abc import Iterator
from typing import ClassVar

from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.publishing.page_task import PageTask
from generator.publishing.views.evidence import (
    CorrectionView,
    correction_views,
    sort_newest_first,
)
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices
from generator.publishing.views.links import Link, claim_link
from generator.values import dataclass


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


def corrections_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Newest first; those of one day in the claims' order."""
    found = [
        (each.date, claim.id, place)
        for claim in (record.claim for record in index.claims.values())
        for place, each in enumerate(sort_newest_first(claim))
    ]
    found.sort(key=lambda each: each[0], reverse=True)
    for number, shown, pages in page_slices(found):
        yield PageTask(corrections_page, (tuple(each[1:] for each in shown), number, pages))


def corrections_page(
    index: SiteIndex, shown: tuple[tuple[str, int], ...], number: int, pages: int
) -> Iterator[tuple[str, CorrectionsPage]]:
    """The corrections shown, each by its claim's id and its place among that claim's, newest first."""
    first = "corrections.html"
    path = addresses.list_page(first, number)
    told = {id: correction_views(path, index.claims[id].claim) for id, _ in shown}
    corrected = (CorrectionItem(claim_link(path, index.claims[id].claim), told[id][place])
                 for id, place in shown)  # fmt: skip
    frame = page_frame(index, path, "Corrections", "What was corrected, and when, newest first.")
    yield path, CorrectionsPage(frame, tuple(corrected), make_pager(first, number, pages))
