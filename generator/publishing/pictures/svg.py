"""SVG as Markup: elements with all text escaped, places in percent, and the signs of badges."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from generator.publishing.pictures.signs import POLYGONS

_SIDE = 13  # pixels: the square that a sign of corners fills
# The signs that are circles, drawn around a centre.
_CIRCLES: Mapping[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "partly": (("circle", {"class": "hollow", "r": "5"}), ("path", {"d": "M0-5a5 5 0 0 0 0 10z"})),
    "open": (("circle", {"class": "hollow", "r": "5"}),),
    "one": (("circle", {"r": "6"}),),
    "many": (("circle", {"cx": "-5", "r": "5"}), ("circle", {"cx": "5", "r": "5"})),
}


def element(name: str, *inside: str | Markup, **attributes: str | float) -> Markup:
    """Return `<name …>inside</name>`. Text is escaped, Markup is not; `class_` means `class`, other `_` mean `-`."""
    attribute_text = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else svg_number(value))}"'
        for key, value in attributes.items()
    )
    body = "".join(escape(content) for content in inside)
    return Markup(f"<{name}{attribute_text}>{body}</{name}>" if body else f"<{name}{attribute_text}/>")  # noqa: S704 - escaped above


def svg_number(value: float) -> str:
    """Return the number as SVG writes it, rounded to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """Return a share of the whole width as a percentage."""
    return f"{svg_number(100 * share)}%"


def picture(id: str, title: str, description: str, kind: str, height: int, drawn: Iterable[Markup]) -> Markup:
    """Return a picture of full width, `height` pixels high, with a title and a description for screen readers."""
    return element(
        "svg",
        element("title", title, id=f"{id}-title"),
        element("desc", description, id=f"{id}-told"),
        *drawn,
        class_=f"picture {kind}",
        role="img",
        width="100%",
        height=height,
        aria_labelledby=f"{id}-title {id}-told",
    )


def translate(x: float, y: float, *drawn: Markup) -> Markup:
    """Move what is drawn around its own centre to a share `x` of the width and `y` pixels down."""
    return element("svg", *drawn, x=percent(x), y=y, overflow="visible")


def badge_sign(shape: str, x: float, y: float, hint: str = "") -> Markup:
    """Draw the sign of a badge of this shape; a hint is shown under the pointer."""
    if shape in POLYGONS:
        corners = (
            f"{svg_number((x - 50) * _SIDE / 100)},{svg_number((y - 50) * _SIDE / 100)}" for x, y in POLYGONS[shape]
        )
        drawn = [element("polygon", points=" ".join(corners))]
    else:
        drawn = [element(name, **attributes) for name, attributes in _CIRCLES.get(shape, _CIRCLES["open"])]
    return translate(x, y, element("g", *([element("title", hint)] if hint else []), *drawn, class_=f"sign-{shape}"))


def clip_text(text: str, columns: int) -> str:
    """Return at most so many columns of text, a wide character taking two, and an ellipsis if some is cut off."""
    taken = 0
    for place, letter in enumerate(text):
        taken += 1 if ord(letter) < 0x1100 else 2
        if taken > columns:
            return text[:place].rstrip() + "…"
    return text
