"""The text of an HTML article, the pieces to show it with, its note marks, and its title."""

import re
from collections.abc import Iterable

from generator.model import ParsedArticle
from generator.reading.blocks import lay_out
from generator.reading.boilerplate_html import HtmlEvent, drop_boilerplate, drop_hidden, drop_readings, drop_scripts
from generator.reading.hypertext import ElementEnd, ElementStart, parse_elements
from generator.reading.note_marks import find_note_marks
from generator.reading.part_words import part_words

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")


def read_html_text(html: str, *, saved: bool = False, whole: bool = False, address: str | None = None) -> ParsedArticle:
    """Return what the HTML says.

    A `saved` page loses its boilerplate unless the `whole` is wanted, and its title element is preferred to its
    headings; in other HTML, which is Markdown's, `[^name]` is a note mark. `address` is where the page was saved from,
    if its HTML does not say it.
    """
    events = list(parse_elements(html))
    shown = drop_readings(drop_hidden(events))
    kept = list(part_words(drop_boilerplate(shown) if saved and not whole else shown))
    laid_out = lay_out(kept, _find_addresses(html, events, address))
    return ParsedArticle(
        laid_out.text,
        laid_out.pieces,
        title=(_find_text(events, "title") if saved else None) or _find_text(kept, "h1"),
        front_matter=None,
        notes=find_note_marks(laid_out.text, laid_out.spans, footnotes=not saved),
    )


def read_unseen_text(html: str) -> ParsedArticle:
    """Return all that the HTML says, what it hides or has as navigation with it: to tell where words are."""
    laid_out = lay_out(drop_scripts(parse_elements(html)))
    return ParsedArticle(laid_out.text, laid_out.pieces, title=None, front_matter=None)


def _find_addresses(html: str, events: Iterable[HtmlEvent], known: str | None) -> frozenset[str]:
    """Return the addresses that the page gives as its own: browsers save links into a page with them in front."""
    saved = _SAVED_FROM.search(html, 0, 1_000)
    canonical = (
        event.attributes.get("href", "")
        for event in events
        if isinstance(event, ElementStart) and event.attributes.get("rel", "").lower() == "canonical"
    )
    found = (*canonical, saved[1] if saved else "", known or "")
    return frozenset(address.partition("#")[0] for address in found) - {""}


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
