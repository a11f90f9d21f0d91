"""Markdown -> HTML that may be published.

Everyday prose is rendered by a little grammar of our own; what renders all else is loaded where a text needs it.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape, unescape
from typing import Literal, cast

from generator.reading import fast_markdown
from generator.reading.urls import OWN, REL
from generator.values import dataclass

LinkKind = Literal["claim", "source", "entity", "topic"]

_LINK = re.compile(r'<a href="([^"]*)">')
_OWN_LINK = re.compile(r'<a href="(claim|source|entity|topic):([^"]*)"')
_HEADING = re.compile(r"(</?h)([3-6])>")


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link to something of the project itself: `claim:ID` and its like."""

    kind: LinkKind
    id: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown field as HTML. `bad` are the addresses that may not be published, as typed: the HTML has none."""

    html: str
    links: tuple[OwnLink, ...]
    bad: tuple[str, ...]


@lru_cache(100_000)
def render_prose(text: str) -> Prose:
    """The field's HTML, safe to print, and its links in order.

    An address is an http, https or mailto one, or `claim:ID`, `source:ID`, `entity:ID`, `topic:ID` (to be resolved);
    every other is bad. An external image is a link, any other image its alternative text. The first heading is an h3,
    and none leaves a level out.
    """
    html = fast_markdown.fast_html(text)
    return _machined(text) if html is None or "<h" in html else _linked(html) or _machined(text)


def _linked(html: str) -> Prose | None:
    """What everyday prose says, its links as the writer has them; None where one may not be published."""
    addresses = _LINK.findall(html) if "<a " in html else []
    own = [each for each in addresses if OWN.fullmatch(each)]
    if len(own) < len(addresses):
        from generator.reading.full_markdown import publishable_address  # noqa: PLC0415 - most texts are less than this is for

        if not all(OWN.fullmatch(each) or publishable_address(each) for each in addresses):
            return None
        html = _LINK.sub(lambda tag: tag[0] if OWN.fullmatch(tag[1]) else f'{tag[0][:-1]} rel="{REL}">', html)
    return Prose(html.replace("\xa0", "&nbsp;"), _links(own), ())


def _machined(text: str) -> Prose:
    from generator.reading.full_markdown import sanitize  # noqa: PLC0415 - as above

    html, own, bad = sanitize(to_html(text))
    return Prose(html, _links(own), bad)


def _links(addresses: Iterable[str]) -> tuple[OwnLink, ...]:
    found = (each.partition(":") for each in addresses)
    return tuple(OwnLink(cast(LinkKind, kind), id) for kind, _, id in found)


def resolve_links(html: str, address: Callable[[str, str], str]) -> str:
    """The HTML of a Prose with `address(kind, id)` in the place of its own links; what is no link stays as it is."""

    def link(found: re.Match[str]) -> str:
        return f'<a href="{escape(address(found[1], unescape(found[2])))}"'

    return _OWN_LINK.sub(link, html)


def raise_headings(html: str) -> str:
    """The HTML of a Prose with each heading one level higher, for where it stands below an h1."""
    return _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}>", html)


def to_html(text: str) -> str:
    """Markdown rendered, raw HTML and all: not safe to print. Text beyond the bounds is paragraphs of plain text.

    With tables and fenced code, which writers expect, and sane_lists, without which a paragraph can turn into a list.
    Not with footnotes: their numbers and arrows would become words of the article.
    """
    html = fast_markdown.fast_html(text)
    if html is not None:
        return html
    from generator.reading.full_markdown import render_markdown  # noqa: PLC0415 - as above

    return render_markdown(text)
