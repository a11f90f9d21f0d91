"""The timeline: the dates that claims are about, and those of the publication of sources."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.partial_dates import is_century, is_decade, order_date
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
    """An item of the timeline: what a claim is about, or the publication of a source."""

    date: DateView
    what: str
    link: Link
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class TimelineYear:
    year: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    template: ClassVar[str] = "pages/timeline.html"

    frame: Frame
    picture: Markup | None
    years: tuple[TimelineYear, ...]
    undated: str | None
    pager: Pager | None


def timeline_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the pages of the timeline. A year comes before its months, and a month before its days."""
    claims = [(record.claim.date, "claim", id) for id, record in index.claims.items() if record.claim.date]
    dated = claims + [
        (record.source.published, "source", id) for id, record in index.sources.items() if record.source.published
    ]
    undated = len(index.claims) - len(claims)
    for number, shown, pages in page_slices(sorted(dated, key=lambda item: order_date(item[0]))):
        yield PageTask(timeline_page, (tuple((kind, id) for _, kind, id in shown), undated, number, pages))


def timeline_page(
    index: SiteIndex, shown: tuple[tuple[str, str], ...], undated: int, number: int, pages: int
) -> Iterator[tuple[str, TimelinePage]]:
    """Yield a page of the timeline: `shown` has kinds and ids in the order of dates; `undated` claims have no date."""
    first = "timeline.html"
    path = addresses.list_page(first, number)
    items = [_timeline_item(index, path, kind, id) for kind, id in shown]
    dates = [_find_date(index, kind, id) for kind, id in shown]
    yield (
        path,
        TimelinePage(
            page_frame(
                index, path, "Timeline", "What the claims are about and when the sources were published, by date."
            ),
            timeline_picture(
                "when",
                (DatedItem(date, _KINDS[item.what]) for date, item in zip(dates, items, strict=True)),
                index.site.language,
            ),
            tuple(
                TimelineYear(year, tuple(item for _, item in group))
                for year, group in groupby(
                    zip(dates, items, strict=True), lambda pair: _name_year(pair[0], index.site.language)
                )
            ),
            labels.count_words(undated, "claim", index.site.language) if undated else None,
            make_pager(first, number, pages),
        ),
    )


def _timeline_item(index: SiteIndex, path: str, kind: str, id: str) -> TimelineItem:
    if kind == "claim":
        record = index.claims[id]
        badge = labels.corroboration_badge(record.standing.corroboration)
        return TimelineItem(
            _require_date(date_view(record.claim.date, index.site.language)),
            "Claim",
            claim_link(path, record.claim),
            badge,
        )
    return TimelineItem(
        _require_date(publication_date(index.sources[id].source, index.site.language)),
        "Published",
        source_link(index, path, id),
        None,
    )


def _find_date(index: SiteIndex, kind: str, id: str) -> str:
    return (index.claims[id].claim.date if kind == "claim" else index.sources[id].source.published) or ""


def _name_year(date: str, language: str) -> str:
    """Return the heading that a date stands below: its decade or century, else the year in which it begins."""
    return labels.format_date(date if is_decade(date) or is_century(date) else date[:4], language)


def _require_date(date: DateView | None) -> DateView:
    if date is None:
        raise ValueError("nothing without a date is on the timeline")
    return date
