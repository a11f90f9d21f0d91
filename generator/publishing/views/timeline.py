"""The timeline: the dates that claims are about, and those of the publication of sources."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.partial_dates import is_century, is_decade, is_wide, order_date
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.pictures.timeline import DatedItem, Kind, timeline_picture
from generator.publishing.views.claim_cards import claim_card
from generator.publishing.views.evidence import (
    DateView,
    date_view,
    publication_date,
)
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices
from generator.publishing.views.links import Link, source_link
from generator.values import dataclass

_KINDS: Mapping[str, Kind] = {"claim": "claims", "source": "sources"}


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """An item of the timeline: what a claim is about, with its judgement, or the publication of a source."""

    date: DateView
    what: str
    link: Link
    badge: Badge | None
    note: str
    dots: Markup


@dataclass(frozen=True, slots=True)
class TimelinePeriod:
    """What is dated in one month or, where no month is known, in one year."""

    name: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A page of the timeline. The first has the picture, which shows all dates; `whole` leads to it from the others."""

    template: ClassVar[str] = "pages/timeline.html"

    frame: Frame
    picture: Markup | None
    whole: str | None
    periods: tuple[TimelinePeriod, ...]
    undated: str | None
    pager: Pager | None


def timeline_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the pages of the timeline. A year comes before its months, and a month before its days."""
    claims = [(record.claim.date, "claim", id) for id, record in index.claims.items() if record.claim.date]
    dated = claims + [
        (record.source.published, "source", id) for id, record in index.sources.items() if record.source.published
    ]
    undated = len(index.claims) - len(claims)
    drawn = len({date for date, _, _ in dated}) > 1
    counted = tuple(sorted(Counter((date, kind) for date, kind, _ in dated).items()))
    for number, shown, pages in page_slices(sorted(dated, key=lambda item: order_date(item[0]))):
        items = tuple((kind, id) for _, kind, id in shown)
        yield PageTask(timeline_page, (items, counted if number == 1 else (), drawn, undated, number, pages))


def timeline_page(
    index: SiteIndex,
    shown: tuple[tuple[str, str], ...],
    counted: tuple[tuple[tuple[str, str], int], ...],
    drawn: bool,
    undated: int,
    number: int,
    pages: int,
) -> Iterator[tuple[str, TimelinePage]]:
    """Yield a page of the timeline: `shown` has kinds and ids in the order of dates; `undated` claims have no date.

    `counted` has all dates with their kinds, and how many there are of each, for the picture on the first page;
    `drawn` is whether that has one.
    """
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
                Counter({DatedItem(date, _KINDS[kind]): many for (date, kind), many in counted}),
                index.site.language,
            ),
            addresses.link(path, first) if drawn and number > 1 else None,
            tuple(
                TimelinePeriod(period, tuple(item for _, item in group))
                for period, group in groupby(
                    zip(dates, items, strict=True), lambda pair: _name_period(pair[0], index.site.language)
                )
            ),
            labels.count_words(undated, "claim", index.site.language) if undated else None,
            make_pager(first, number, pages),
        ),
    )


def _timeline_item(index: SiteIndex, path: str, kind: str, id: str) -> TimelineItem:
    if kind == "claim":
        card = claim_card(index, path, id)
        date = _require_date(date_view(index.claims[id].claim.date, index.site.language))
        return TimelineItem(date, "Claim", Link(card.href, card.statement), card.judgement, card.note, card.dots)
    return TimelineItem(
        _require_date(publication_date(index.sources[id].source, index.site.language)),
        "Published",
        source_link(index, path, id),
        None,
        "",
        Markup(""),
    )


def _find_date(index: SiteIndex, kind: str, id: str) -> str:
    return (index.claims[id].claim.date if kind == "claim" else index.sources[id].source.published) or ""


def _name_period(date: str, language: str) -> str:
    """Return the heading that a date stands below: its month, decade or century, else the year in which it begins."""
    spans = is_wide(date) and not (is_decade(date) or is_century(date))
    return labels.format_date(date[:4] if spans else date[:7], language)


def _require_date(date: DateView | None) -> DateView:
    if date is None:
        raise ValueError("nothing without a date is on the timeline")
    return date
