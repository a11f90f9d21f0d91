"""The picture of a whole and its parts as one bar."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generator.publishing.pictures.svg import element, percent, picture
from generator.values import dataclass

_HEIGHT = 30
_ROOM = 0.06  # of the whole: the smallest part that has room for its number


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the whole: its name, its number and the shape of its badge."""

    word: str
    number: int
    shape: str


def shares_bar(id: str, title: str, parts: Iterable[BarPart]) -> Markup:
    """Draw the parts side by side in their order, each as wide as its share; a part of 0 is not drawn."""
    drawn = [part for part in parts if part.number > 0]
    description = ", ".join(f"{part.word} {part.number}" for part in drawn)
    return picture(id, title, f"{description}.", "shares", _HEIGHT, _draw_bar(drawn))


def _draw_bar(parts: list[BarPart]) -> Iterator[Markup]:
    whole = sum(part.number for part in parts)
    before = 0
    for part in parts:
        share = part.number / whole
        inside = [
            element("title", f"{part.word}: {part.number}"),
            element("rect", x=percent(before / whole), width=percent(share), y=1, height=_HEIGHT - 2),
        ]
        if share >= _ROOM:
            middle = (before + part.number / 2) / whole
            inside.append(element("text", str(part.number), x=percent(middle), y=_HEIGHT / 2, dy="0.36em"))
        yield element("g", *inside, class_=f"share sign-{part.shape}")
        before += part.number


def small_bar(parts: Iterable[BarPart]) -> Markup:
    """Draw the parts as a bar of a few letters' width, without numbers, for a row of a list; its name has them."""
    drawn = [part for part in parts if part.number > 0]
    whole = sum(part.number for part in drawn)
    if not whole:
        return Markup("")
    before, bars = 0, []
    for part in drawn:
        x, width = percent(before / whole), percent(part.number / whole)
        bars.append(element("rect", class_=f"share-{part.shape}", x=x, width=width, height="100%"))
        before += part.number
    name = ", ".join(f"{part.word} {part.number}" for part in drawn)
    return element("svg", *bars, class_="small-bar", role="img", aria_label=name)
