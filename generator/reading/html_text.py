"""The text of an HTML article, the pieces to show it with, and its title."""

from collections.abc import Iterable

from generator.model import TagPiece, TextRun
from generator.reading.blocks import lay_out
from generator.reading.boilerplate_html import HtmlEvent, drop_boilerplate, drop_hidden
from generator.reading.hypertext import ElementEnd, ElementStart, parse_elements


def read_html_text(html: str, *, saved: bool = False) -> tuple[str, tuple[TagPiece | TextRun, ...], str | None]:
    """Return the text, its pieces and the title.

    A `saved` page loses its boilerplate, and its title element is preferred to its headings.
    """
    events = list(parse_elements(html))
    kept = list(drop_boilerplate(drop_hidden(events)) if saved else drop_hidden(events))
    words, pieces = lay_out(kept)
    return words, pieces, (_find_text(events, "title") if saved else None) or _find_text(kept, "h1")


def _find_text(events: Iterable[HtmlEvent], name: str) -> str | None:
    """Return the words of the first element of this name that has any, white space folded; not those in an SVG."""
    words: list[str] = []
    drawing = inside = 0
    for event in events:
        step = -1 if isinstance(event, ElementEnd) else 1
        if isinstance(event, str):
            if inside:
                words.append(event)
        elif event.name == "svg":
            drawing += step
        elif event.name == name and not drawing:
            inside += step
        if isinstance(event, ElementEnd) and not inside and words:
            if title := " ".join("".join(words).split()):
                return title
            words.clear()
        elif inside and isinstance(event, ElementStart) and event.name == "br":
            words.append(" ")
    return None
