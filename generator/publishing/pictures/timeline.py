"""The picture of partial dates on rows of a month, or of one, ten, a hundred or a thousand years each.

All months of a picture are equally wide, whatever lies between two dates; years without a date have no row. The height
depends on the number of dates, never on the time between them; in a row with many of them they are counted together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from markupsafe import Markup

from generator.language.locales import ENGLISH, find_locale
from generator.partial_dates import find_extent, is_wide, order_date
from generator.publishing import labels
from generator.publishing.pictures.svg import element, percent, picture, translate
from generator.values import dataclass

Kind = Literal["claims", "sources"]

_MOST_ROWS = 12
_MOST_MONTHS = 3  # that have a row each, where all dates lie in them
_SPANS = (1, 10, 100, 1000)  # years in a row
_LEFT, _RIGHT = 0.13, 0.97  # the ends of the track, as shares of the whole width; the years are to the left of it
_HEAD, _LANE, _PADDING = 22, 24, 6
_BAR = 0.05  # of a row: what is narrower is drawn as a point
_CLOSE = 0.08  # of a row: points nearer than this would overlap on a phone
_MOST_LANES = 6  # of a row: more would push the page's text out of sight
_MOST_MARKS = 48  # of a row: of more, those of a month or of a year are one
_DAYS = (1, 8, 15, 22, 29)  # that the scale of a month names
_NOUNS = {"claims": "claim", "sources": "source"}


@dataclass(frozen=True, slots=True)
class DatedItem:
    """Something with a partial date: what a claim is about, or the publication of a source."""

    date: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number of things of one kind at one date; `start` and `end` are shares of the row."""

    row: int
    start: float
    end: float
    kind: Kind
    number: int
    label: str


def timeline_picture(id: str, dated: Iterable[DatedItem] | Mapping[DatedItem, int], language: str) -> Markup | None:
    """Draw the dates with the number of things at each; return None if there are fewer than two dates."""
    counted = Counter(dated)
    if len({item.date for item in counted}) < 2:
        return None
    span = 0 if _fits_months(counted) else _choose_span(tuple(int(find_extent(item.date)[0][:4]) for item in counted))
    rows: dict[int, Counter[DatedItem]] = {}
    for item, number in sorted(counted.items(), key=lambda pair: order_date(pair[0].date)):
        rows.setdefault(_make_mark(item, number, span, language).row, Counter())[item] = number
    drawn: list[Markup] = []
    marks: list[_Mark] = []
    top = _HEAD
    for row, items in rows.items():
        row_marks = _make_marks(items, span, language)
        lanes = _assign_lanes(row_marks)
        for length in (len("2000-10"), len("2000")):
            if span and (len(lanes) > _MOST_LANES or len(items) > _MOST_MARKS):
                items = _count_together(items, length)
                row_marks = _make_marks(items, span, language)
                lanes = _assign_lanes(row_marks)
        if span > _SPANS[1] and len(row_marks) > _MOST_MARKS:
            row_marks = _count_tenths(items, span, language)
            lanes = _assign_lanes(row_marks)
        marks += row_marks
        drawn.append(_draw_row(_name_row(row, span, language), top))
        middle = top + _PADDING + _LANE / 2
        drawn += [_draw_mark(mark, middle + lane * _LANE, language) for lane, here in enumerate(lanes) for mark in here]
        top += len(lanes) * _LANE + 2 * _PADDING
    description = "; ".join(mark.label for mark in marks)
    return picture(id, "Timeline", f"{description}.", "timeline", top + 2, (*_draw_scale(span, top, language), *drawn))


def _choose_span(years: Sequence[int]) -> int:
    """Return how many years a row has: the fewest that make no more than _MOST_ROWS rows."""
    return next(span for span in _SPANS if len({year // span for year in years}) <= _MOST_ROWS or span == _SPANS[-1])


def _fits_months(counted: Iterable[DatedItem]) -> bool:
    """Return whether a row of a month each shows all dates: none lacks its month, and the months are few."""
    dates = [item.date for item in counted]
    found = {date[:7] for date in dates}
    whole = all(len(date) >= len("2000-10") and not is_wide(date) for date in dates)
    return whole and len(found) <= _MOST_MONTHS


def _count_together(items: Mapping[DatedItem, int], length: int) -> "Counter[DatedItem]":
    """Return the items with their dates cut to a month or a year, and how many there are of each."""
    together: Counter[DatedItem] = Counter()
    for item, number in items.items():
        date = item.date if is_wide(item.date) else item.date[:length]
        together[DatedItem(date, item.kind)] += number
    return together


def _count_tenths(items: Mapping[DatedItem, int], span: int, language: str) -> list[_Mark]:
    """Return a mark for each tenth of a row of a hundred or a thousand years, and each kind."""
    together: Counter[tuple[int, Kind]] = Counter()
    for item, number in items.items():
        together[int(item.date[:4]) * 10 // span, item.kind] += number
    made = []
    for (tenth, kind), number in sorted(together.items()):
        start = tenth % 10 / 10
        years = _name_years(tenth * span // 10, span // 10, language)
        label = f"{years}: {labels.count_words(number, _NOUNS[kind], language)}"
        made.append(_Mark(tenth // 10, start, start + 0.1, kind, number, label))
    return made


def _make_marks(items: Mapping[DatedItem, int], span: int, language: str) -> list[_Mark]:
    made = (_make_mark(item, number, span, language) for item, number in items.items())
    return sorted(made, key=lambda mark: (mark.start, -mark.end, mark.kind))


def _name_row(row: int, span: int, language: str) -> str:
    """Return a row's month or years, in few letters."""
    if not span:
        return find_locale(language).format_short_month(row // 12, row % 12 + 1)
    return _name_years(row * span, span, language)


def _name_years(first: int, span: int, language: str) -> str:
    """Return a year, or several by the first of them, in English as `1990s`: there is no room for more."""
    locale = find_locale(language)
    return locale.format_digits(f"{first}s" if span > 1 and locale is ENGLISH else str(first))


def _make_wide_mark(dated: DatedItem, number: int, span: int, language: str) -> _Mark:
    """Return the mark of a decade, a century or a span in the row where it begins; it ends there at the latest."""
    first, last = (_make_mark(DatedItem(day, dated.kind), number, span, language) for day in find_extent(dated.date))
    label = f"{labels.format_date(dated.date, language)}: {labels.count_words(number, _NOUNS[dated.kind], language)}"
    return _Mark(first.row, first.start, last.end if last.row == first.row else 1.0, dated.kind, number, label)


def _make_mark(dated: DatedItem, number: int, span: int, language: str) -> _Mark:
    if is_wide(dated.date):
        return _make_wide_mark(dated, number, span, language)
    year, *rest = (int(part) for part in dated.date.split("-"))
    noun = labels.count_words(number, _NOUNS[dated.kind], language)
    label = f"{labels.format_date(dated.date, language)}: {noun}"
    if not span:
        month, *days = rest
        start, end = ((days[0] - 1) / 31, days[0] / 31) if days else (0.0, 1.0)
        return _Mark(year * 12 + month - 1, start, end, dated.kind, number, label)
    first = year % span
    start, end = float(first), first + 1.0
    if rest:
        # All months and all days have the same length: the difference is too small to see.
        start += (rest[0] - 1) / 12
        end = start + 1 / 12
    if len(rest) > 1:
        start += (rest[1] - 1) / 31 / 12
        end = start + 1 / 31 / 12
    return _Mark(year // span, start / span, end / span, dated.kind, number, label)


def _assign_lanes(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Return the marks in lanes, each in the first lane where it overlaps no other."""
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


def _draw_scale(span: int, bottom: float, language: str) -> Iterator[Markup]:
    locale = find_locale(language)
    if not span:
        for day in _DAYS:
            x = percent(_to_track((day - 0.5) / 31))
            yield element("text", locale.format_digits(str(day)), class_="tick", x=x, y=14)
            yield element("line", class_="grid", x1=x, x2=x, y1=_HEAD, y2=bottom)
        return
    years = [locale.format_digits(str(tenth * span // 10)) for tenth in range(10)]
    names = locale.month_letters if span == 1 else years
    for place, name in enumerate(names):
        yield element("text", name, class_="tick", x=percent(_to_track((place + 0.5) / len(names))), y=14)
    for place in range(len(names) + 1):
        x = percent(_to_track(place / len(names)))
        yield element("line", class_="grid", x1=x, x2=x, y1=_HEAD, y2=bottom)


def _draw_row(name: str, top: float) -> Markup:
    return element(
        "g",
        element("line", class_="edge", x1="0%", x2="100%", y1=top, y2=top),
        element("text", name, class_="row", x="0%", y=top + _PADDING + _LANE / 2, dy="0.36em"),
    )


def _draw_mark(mark: _Mark, y: float, language: str) -> Markup:
    middle = _to_track((mark.start + mark.end) / 2)
    if mark.end - mark.start >= _BAR:
        x, width = _to_track(mark.start), (mark.end - mark.start) * (_RIGHT - _LEFT)
        shape = element("rect", x=percent(x), width=percent(width), y=y - 9, height=18, rx=4)
    elif mark.kind == "sources":
        shape = translate(middle, y, element("path", d="M0-11 11 0 0 11-11 0z"))
    else:
        shape = element("circle", cx=percent(middle), cy=y, r=9.5)
    number = element("text", labels.format_figure(mark.number, language), x=percent(middle), y=y, dy="0.36em")
    return element("g", element("title", mark.label), shape, number, class_=f"mark mark-{mark.kind}")


def _to_track(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)
