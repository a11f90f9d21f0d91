"""The picture of one quantity's figures on a line: the claim's own and those of each source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publishing.pictures.svg import badge_sign, clip_text, element, percent, picture
from generator.rating_scale import Number
from generator.values import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

_MOST_ROWS = 16  # with more points all are drawn in one row
_HEAD, _ROW, _AXIS = 30, 46, 20
_LEFT, _RIGHT = 0.03, 0.97
_LETTERS = 40  # of a source's name, so that it fits a phone
_FIGURE = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A figure: its value and how it is written, who says it, and the shape and word of the evidence's stance."""

    value: Number
    label: str
    who: str
    source: str
    shape: str
    stance: str


def figures_picture(id: str, own: Number | None, own_label: str, points: Sequence[Point]) -> Markup | None:
    """Draw the figures on a linear scale from zero, so that a small difference is small; the claim's own as a line.

    Return None if there is nothing to compare: one source and one figure. Values may be of any size: places are
    computed as exact fractions, so nothing overflows.
    """
    if not points:
        return None
    from fractions import Fraction  # noqa: PLC0415 - few claims have figures, and it imports decimal

    values = [Fraction(point.value) for point in points]
    compared = [*values, *([Fraction(own)] if own is not None else [])]
    if len(set(compared)) < 2 and len({point.source for point in points}) < 2:
        return None
    least, most = min(Fraction(0), *compared), max(Fraction(0), *compared)

    def locate(value: "Fraction") -> float:
        share = float((value - least) / (most - least)) if most > least else 0.5
        return _LEFT + share * (_RIGHT - _LEFT)

    many = len(points) > _MOST_ROWS
    bottom = _HEAD + _ROW * (1 if many else len(points)) + 4
    height = bottom + _AXIS
    drawn: list[Markup] = []
    if own is not None:
        drawn += _draw_own_value(locate(Fraction(own)), f"This claim: {own_label}", bottom)
    if many:
        drawn += _draw_strip(points, [locate(number) for number in values])
    else:
        for row, (point, value) in enumerate(zip(points, values, strict=True)):
            drawn += _draw_row(point, locate(value), _HEAD + row * _ROW)
    written = {Fraction(point.value): point.label for point in points}
    written |= {Fraction(0): "0"} | ({Fraction(own): own_label} if own is not None else {})
    drawn += _draw_axis({locate(end): clip_text(written[end], _FIGURE) for end in (least, most)}, bottom)
    listed = "; ".join(f"{point.who}: {point.label}, {point.stance.lower()}" for point in points[:_MOST_ROWS])
    rest = f"; and {len(points) - _MOST_ROWS} more" if many else ""
    own_words = f"This claim: {own_label}; " if own is not None else ""
    return picture(id, "The figures on one line", f"{own_words}{listed}{rest}.", "figures-drawn", height, drawn)


def _draw_own_value(x: float, label: str, height: int) -> Iterator[Markup]:
    yield element("line", class_="own", x1=percent(x), x2=percent(x), y1=20, y2=height)
    yield _draw_label(label, x, 14, "own")


def _draw_axis(ends: Mapping[float, str], top: int) -> Iterator[Markup]:
    """Draw the scale: a line, and the number at each of its ends."""
    yield element("line", class_="edge", x1=percent(_LEFT), x2=percent(_RIGHT), y1=top, y2=top)
    for x, number in ends.items():
        anchor = "start" if x < 1 / 3 else "end" if x > 2 / 3 else "middle"
        yield element("text", number, class_="tick", x=percent(x), y=top + 15, text_anchor=anchor)


def _draw_row(point: Point, x: float, top: int) -> Iterator[Markup]:
    yield element("line", class_="grid", x1=percent(_LEFT), x2=percent(_RIGHT), y1=top + 32, y2=top + 32)
    yield element("text", clip_text(point.who, _LETTERS), class_="who", x="0%", y=top + 16)
    yield badge_sign(point.shape, x, top + 32, f"{point.who}: {point.label}")
    # Beside the sign, on the side that has room.
    after = x < 0.6
    yield element(
        "text",
        f"{clip_text(point.label, _FIGURE)}, {point.stance.lower()}",
        class_="told",
        x=percent(x),
        dx=12 if after else -12,
        y=top + 32,
        dy="0.36em",
        text_anchor="start" if after else "end",
    )


def _draw_strip(points: Sequence[Point], places: Sequence[float]) -> Iterator[Markup]:
    yield element("line", class_="grid", x1=percent(_LEFT), x2=percent(_RIGHT), y1=_HEAD + 12, y2=_HEAD + 12)
    # One sign for each place and stance, however many figures share it.
    labels = {(point.shape, round(x, 3)): point.label for point, x in zip(points, places, strict=True)}
    for (shape, x), label in labels.items():
        yield badge_sign(shape, x, _HEAD + 12, label)
    for place, anchor in ((min(places), "start"), (max(places), "end")):
        yield element(
            "text", points[places.index(place)].label, class_="told", x=percent(place), y=_HEAD + 36, text_anchor=anchor
        )


def _draw_label(text: str, x: float, y: float, kind: str) -> Markup:
    """Draw words near a place, aligned so that they stay inside the picture."""
    if x < 1 / 3:
        return element("text", text, class_=kind, x="0%", y=y, text_anchor="start")
    if x > 2 / 3:
        return element("text", text, class_=kind, x="100%", y=y, text_anchor="end")
    return element("text", text, class_=kind, x=percent(x), y=y, text_anchor="middle")
