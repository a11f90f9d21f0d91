"""The text of HTML, for `articles`: its words, the pieces to show it with, and its title."""

from collections.abc import Iterable

from generator.model import TagPiece, TextRun
from generator.reading.blocks import lay_out
from generator.reading.boilerplate_html import Event, drop_boilerplate, drop_hidden
from generator.reading.hypertext import Close, Open, elements


def read_html_text(html: str, *, saved: bool = False) -> tuple[str, tuple[TagPiece | TextRun, ...], str | None]:
    """What the HTML says. A `saved` page is freed of its clutter, and titled by its head before its headings."""
    events = list(elements(html))
    kept = list(drop_boilerplate(drop_hidden(events)) if saved else drop_hidden(events))
    words, pieces = lay_out(kept)
    return words, pieces, (_first(events, "title") if saved else None) or _first(kept, "h1")


def _first(events: Iterable[Event], name: str) -> str | None:
    """The words of the first element of this name that has any, white space folded; a picture's title is none."""
    words: list[str] = []
    drawing = inside = 0
    for event in events:
        step = -1 if isinstance(event, Close) else 1
        if isinstance(event, str):
            if inside:
                words.append(event)
        elif event.name == "svg":
            drawing += step
        elif event.name == name and not drawing:
            inside += step
        if isinstance(event, Close) and not inside and words:
            if title := " ".join("".join(words).split()):
                return title
            words.clear()
        elif inside and isinstance(event, Open) and event.name == "br":
            words.append(" ")
    return None
