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
    correction: CorrectionView


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    template: ClassVar[str] = "pages/corrections.html"

    frame: Frame
    corrections: tuple[CorrectionItem, ...]
    pager: Pager | None


def corrections_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the pages of the list, newest first; corrections of one day are in the order of their claims."""
    corrections = [
        (correction.date, claim.id, place)
        for claim in (*(record.claim for record in index.claims.values()), *index.withdrawn.values())
        for place, correction in enumerate(sort_newest_first(claim))
    ]
    corrections.sort(key=lambda correction: correction[0], reverse=True)
    for number, shown, pages in page_slices(corrections):
        yield PageTask(corrections_page, (tuple((id, place) for _, id, place in shown), number, pages))


def corrections_page(
    index: SiteIndex, shown: tuple[tuple[str, int], ...], number: int, pages: int
) -> Iterator[tuple[str, CorrectionsPage]]:
    """Yield a page of the list. `shown` has the id of each correction's claim, and its place there, newest first."""
    first = "corrections.html"
    path = addresses.list_page(first, number)
    views = {id: correction_views(index, path, index.find_claim(id)) for id, _ in shown}
    items = tuple(CorrectionItem(claim_link(path, index.find_claim(id)), views[id][place]) for id, place in shown)
    frame = page_frame(index, path, "Corrections", "What was corrected, and when, newest first.")
    yield path, CorrectionsPage(frame, items, make_pager(first, number, pages))
