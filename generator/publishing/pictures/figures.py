"""The figures of one quantity on one line: what the claim says, and what each source does."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model import Number
from generator.publishing.pictures.svg import badge_sign, clip_text, element, percent, picture
from generator.values import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

_MOST_ROWS = 16  # beyond it one row has all the dots
_HEAD, _ROW = 30, 46
_LEFT, _RIGHT = 0.03, 0.97
_LETTERS = 40  # of a source's name, so that it fits a phone
_FIGURE = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A figure: its value, how it is read, who says it, and the shape and word of the stance it comes with."""

    value: Number
    told: str
    who: str
    source: str
    shape: str
    stance: str


def figures_picture(id: str, own: Number | None, own_told: str, points: Sequence[Point]) -> Markup | None:
    """The figures from the least to the greatest, linear, the claim's own as a line across all.

    Nothing where there is nothing to compare: one source, and no figure but one. Values may be of any size: places are
    reckoned in whole ratios, so none overflows.
    """
    if not points:
        return None
    from fractions import Fraction  # noqa: PLC0415 - few claims are of figures, and it takes decimal with it

    values = [Fraction(point.value) for point in points]
    every = [*values, *([Fraction(own)] if own is not None else [])]
    if len(set(every)) < 2 and len({point.source for point in points}) < 2:
        return None
    least, most = min(every), max(every)

    def place(value: "Fraction") -> float:
        share = float((value - least) / (most - least)) if most > least else 0.5
        return _LEFT + share * (_RIGHT - _LEFT)

    many = len(points) > _MOST_ROWS
    height = _HEAD + _ROW * (1 if many else len(points)) + 4
    drawn: list[Markup] = []
    if own is not None:
        drawn += _draw_own_value(place(Fraction(own)), f"This claim: {own_told}", height)
    if many:
        drawn += _draw_strip(points, [place(number) for number in values])
    else:
        for row, (point, value) in enumerate(zip(points, values, strict=True)):
            drawn += _draw_row(point, place(value), _HEAD + row * _ROW)
    told = "; ".join(f"{point.who}: {point.told}, {point.stance.lower()}" for point in points[:_MOST_ROWS])
    rest = f"; and {len(points) - _MOST_ROWS} more" if many else ""
    own_words = f"This claim: {own_told}; " if own is not None else ""
    return picture(id, "The figures on one line", f"{own_words}{told}{rest}.", "figures-drawn", height, drawn)


def _draw_own_value(x: float, told: str, height: int) -> Iterator[Markup]:
    yield element("line", class_="own", x1=percent(x), x2=percent(x), y1=20, y2=height)
    yield _draw_label(told, x, 14, "own")


def _draw_row(point: Point, x: float, top: int) -> Iterator[Markup]:
    yield element("line", class_="grid", x1=percent(_LEFT), x2=percent(_RIGHT), y1=top + 32, y2=top + 32)
    yield element("text", clip_text(point.who, _LETTERS), class_="who", x="0%", y=top + 16)
    yield badge_sign(point.shape, x, top + 32, f"{point.who}: {point.told}")
    # Beside its sign, on the side that has room.
    after = x < 0.6
    yield element(
        "text",
        f"{clip_text(point.told, _FIGURE)}, {point.stance.lower()}",
        class_="told",
        x=percent(x),
        dx=12 if after else -12,
        y=top + 32,
        dy="0.36em",
        text_anchor="start" if after else "end",
    )


def _draw_strip(points: Sequence[Point], places: Sequence[float]) -> Iterator[Markup]:
    yield element("line", class_="grid", x1=percent(_LEFT), x2=percent(_RIGHT), y1=_HEAD + 12, y2=_HEAD + 12)
    # One sign a place and a stance, however many figures stand there.
    standing = {(point.shape, round(x, 3)): point.told for point, x in zip(points, places, strict=True)}
    for (shape, x), told in standing.items():
        yield badge_sign(shape, x, _HEAD + 12, told)
    for place, anchor in ((min(places), "start"), (max(places), "end")):
        yield element(
            "text", points[places.index(place)].told, class_="told", x=percent(place), y=_HEAD + 36, text_anchor=anchor
        )


def _draw_label(text: str, x: float, y: float, kind: str) -> Markup:
    """Words at a place, kept inside the picture."""
    if x < 1 / 3:
        return element("text", text, class_=kind, x="0%", y=y, text_anchor="start")
    if x > 2 / 3:
        return element("text", text, class_=kind, x="100%", y=y, text_anchor="end")
    return element("text", text, class_=kind, x=percent(x), y=y, text_anchor="middle")
