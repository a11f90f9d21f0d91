"""Dates, as exactly as they are known, on rows of one year, ten, a hundred or a thousand years each.

A row has its years side by side, so a month is as wide as a month whatever lies between two dates; years with nothing
in them have no row. The height is bounded by the dates that are given, never by the time between them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from markupsafe import Markup

from generator.language import months
from generator.publishing import labels
from generator.publishing.pictures.svg import element, percent, picture, translate
from generator.values import dataclass

Kind = Literal["claims", "sources"]

_MOST_ROWS = 12
_SPANS = (1, 10, 100, 1000)  # years in a row
_LEFT, _RIGHT = 0.13, 0.97  # the track, as shares of the whole width: before it stand the years
_HEAD, _LANE, _PADDING = 22, 24, 6
_BAR = 0.05  # of a row: what is narrower is drawn as a point
_CLOSE = 0.08  # of a row: points nearer than this would overlap on a phone
_NOUNS = {"claims": "claim", "sources": "source"}


@dataclass(frozen=True, slots=True)
class DatedItem:
    """Something at a partial ISO date: what a claim is about, or the publication of a source."""

    date: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Mark:
    """So many things of one kind at one date, from and to a share of the row."""

    row: int
    start: float
    end: float
    kind: Kind
    number: int
    told: str


def timeline_picture(id: str, dated: Iterable[DatedItem]) -> Markup | None:
    """The dates with how much is there; nothing where there are fewer than two of them."""
    counted = Counter(dated)
    if len({each.date for each in counted}) < 2:
        return None
    span = _span(tuple(int(each.date[:4]) for each in counted))
    marks = sorted(
        (_mark(each, number, span) for each, number in counted.items()),
        key=lambda mark: (mark.row, mark.start, -mark.end, mark.kind),
    )
    drawn: list[Markup] = []
    top = _HEAD
    for row in dict.fromkeys(each.row for each in marks):
        lanes = _lanes([each for each in marks if each.row == row])
        drawn.append(_row(f"{row * span}s" if span > 1 else str(row), top))
        middle = top + _PADDING + _LANE / 2
        drawn += [_drawn(mark, middle + lane * _LANE) for lane, here in enumerate(lanes) for mark in here]
        top += len(lanes) * _LANE + 2 * _PADDING
    told = "; ".join(each.told for each in marks)
    return picture(id, "Timeline", f"{told}.", "timeline", top + 2, (*_scale(span, top), *drawn))


def _span(years: Sequence[int]) -> int:
    """How many years a row has: as few as make no more rows than can be taken in."""
    return next(span for span in _SPANS if len({year // span for year in years}) <= _MOST_ROWS or span == _SPANS[-1])


def _mark(dated: DatedItem, number: int, span: int) -> _Mark:
    year, *rest = (int(each) for each in dated.date.split("-"))
    first = year % span
    start, end = float(first), first + 1.0
    if rest:
        # Months of one length and days of one length: nobody sees the hour, and no calendar is needed.
        start += (rest[0] - 1) / 12
        end = start + 1 / 12
    if len(rest) > 1:
        start += (rest[1] - 1) / 31 / 12
        end = start + 1 / 31 / 12
    noun = labels.count_words(number, _NOUNS[dated.kind])
    return _Mark(
        year // span, start / span, end / span, dated.kind, number, f"{labels.format_date(dated.date)}: {noun}"
    )


def _lanes(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Marks that would overlap are in different lanes; each is in the first that has room."""
    lanes: list[list[_Mark]] = []
    ends: list[float] = []
    for mark in marks:
        middle = (mark.start + mark.end) / 2
        start, end = min(mark.start, middle - _CLOSE / 2), max(mark.end, middle + _CLOSE / 2)
        free = next((lane for lane, taken in enumerate(ends) if taken <= start), len(lanes))
        if free == len(lanes):
            lanes.append([])
            ends.append(0.0)
        lanes[free].append(mark)
        ends[free] = end
    return lanes


def _scale(span: int, bottom: float) -> Iterator[Markup]:
    names = [name[0] for name in months.ENGLISH] if span == 1 else [str(each * span // 10) for each in range(10)]
    for place, name in enumerate(names):
        yield element("text", name, class_="tick", x=percent(_x((place + 0.5) / len(names))), y=14)
    for place in range(len(names) + 1):
        x = percent(_x(place / len(names)))
        yield element("line", class_="grid", x1=x, x2=x, y1=_HEAD, y2=bottom)


def _row(name: str, top: float) -> Markup:
    return element(
        "g",
        element("line", class_="edge", x1="0%", x2="100%", y1=top, y2=top),
        element("text", name, class_="row", x="0%", y=top + _PADDING + _LANE / 2, dy="0.36em"),
    )


def _drawn(mark: _Mark, y: float) -> Markup:
    middle = _x((mark.start + mark.end) / 2)
    if mark.end - mark.start >= _BAR:
        x, width = _x(mark.start), (mark.end - mark.start) * (_RIGHT - _LEFT)
        shape = element("rect", x=percent(x), width=percent(width), y=y - 9, height=18, rx=4)
    elif mark.kind == "sources":
        shape = translate(middle, y, element("path", d="M0-11 11 0 0 11-11 0z"))
    else:
        shape = element("circle", cx=percent(middle), cy=y, r=9.5)
    number = element("text", labels.format_figure(mark.number), x=percent(middle), y=y, dy="0.36em")
    return element("g", element("title", mark.told), shape, number, class_=f"mark mark-{mark.kind}")


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)
