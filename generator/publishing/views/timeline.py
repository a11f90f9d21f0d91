"""The timeline: what the claims are about and when the sources were published, by date."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.pictures.timeline import DatedItem, Kind, timeline_picture
from generator.publishing.views.evidence import (
    DateView,
    date_view,
    publication_date,
)
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices
from generator.publishing.views.links import Link, claim_link, source_link
from generator.values import dataclass

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


def timeline_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Partial dates as they are: a year stands before its months, a month before its days."""
    claims = [(record.claim.date, "claim", id) for id, record in index.claims.items() if record.claim.date]
    dated = claims + [
        (record.source.published, "source", id) for id, record in index.sources.items() if record.source.published
    ]
    without = len(index.claims) - len(claims)
    for number, shown, pages in page_slices(sorted(dated, key=lambda each: each[0])):
        yield PageTask(timeline_page, (tuple(each[1:] for each in shown), without, number, pages))


def timeline_page(
    index: SiteIndex, shown: tuple[tuple[str, str], ...], without: int, number: int, pages: int
) -> Iterator[tuple[str, TimelinePage]]:
    """The things shown, by kind and id, in the order of their dates; so many claims are without one."""
    first = "timeline.html"
    path = addresses.list_page(first, number)
    moments = [_moment(index, path, kind, id) for kind, id in shown]
    yield (
        path,
        TimelinePage(
            page_frame(
                index, path, "Timeline", "What the claims are about and when the sources were published, by date."
            ),
            timeline_picture("when", (DatedItem(each.date.machine, _KINDS[each.what]) for each in moments)),
            tuple(TimelineYear(year, tuple(each)) for year, each in groupby(moments, lambda one: one.date.machine[:4])),
            labels.count_words(without, "claim") if without else None,
            make_pager(first, number, pages),
        ),
    )


def _moment(index: SiteIndex, path: str, kind: str, id: str) -> TimelineItem:
    if kind == "claim":
        record = index.claims[id]
        badge = labels.corroboration_badge(record.standing.corroboration)
        return TimelineItem(_dated(date_view(record.claim.date)), "Claim", claim_link(path, record.claim), badge)
    return TimelineItem(
        _dated(publication_date(index.sources[id].source)), "Published", source_link(index, path, id), None
    )


def _dated(date: DateView | None) -> DateView:
    if date is None:
        raise ValueError("nothing without a date is on the timeline")
    return date
