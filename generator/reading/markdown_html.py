"""Markdown fields as HTML that is safe to publish.

Simple texts are rendered by `fast_markdown`; `full_markdown` is imported where a text needs it.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape, unescape
from typing import Literal, cast

from generator.patterns import lazy_pattern
from generator.reading import fast_markdown
from generator.reading.urls import OWN, REL
from generator.values import dataclass

LinkKind = Literal["claim", "source", "entity", "topic"]

_LINK = re.compile(r'<a href="([^"]*)">')
_OWN_LINK = lazy_pattern(r'<a href="(claim|source|entity|topic):([^"]*)"')
_HEADING = re.compile(r"(</?h)([3-6])>")


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link to a page of the site: `claim:ID`, `source:ID`, `entity:ID` or `topic:ID`."""

    kind: LinkKind
    id: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown field as HTML. `bad` are the addresses, as typed, that may not be published; the HTML has none."""

    html: str
    links: tuple[OwnLink, ...]
    bad: tuple[str, ...]


@lru_cache(100_000)
def render_prose(text: str) -> Prose:
    """Return the field's HTML, safe to print, and its links in order.

    Allowed addresses are http, https, mailto, and `claim:ID`, `source:ID`, `entity:ID`, `topic:ID` (to be resolved);
    any other is bad. An external image becomes a link, any other image its alternative text. The first heading is an
    h3, and headings skip no level.
    """
    html = fast_markdown.fast_html(text)
    return _render_fully(text) if html is None or "<h" in html else _finish_links(html) or _render_fully(text)


def _finish_links(html: str) -> Prose | None:
    """Return the prose of `fast_html` with its links completed; None where an address may not be published."""
    addresses = _LINK.findall(html) if "<a " in html else []
    own = [address for address in addresses if OWN.fullmatch(address)]
    if len(own) < len(addresses):
        from generator.reading.full_markdown import publishable_address  # noqa: PLC0415 - few texts need it

        if not all(OWN.fullmatch(address) or publishable_address(address) for address in addresses):
            return None
        html = _LINK.sub(lambda tag: tag[0] if OWN.fullmatch(tag[1]) else f'{tag[0][:-1]} rel="{REL}">', html)
    return Prose(html.replace("\xa0", "&nbsp;"), _parse_links(own), ())


def _render_fully(text: str) -> Prose:
    from generator.reading.full_markdown import sanitize  # noqa: PLC0415 - as above

    html, own, bad = sanitize(to_html(text))
    return Prose(html, _parse_links(own), bad)


def _parse_links(addresses: Iterable[str]) -> tuple[OwnLink, ...]:
    found = (address.partition(":") for address in addresses)
    return tuple(OwnLink(cast(LinkKind, kind), id) for kind, _, id in found)


def resolve_links(html: str, address: Callable[[str, str], str]) -> str:
    """Return the HTML of a Prose with its own links replaced by `address(kind, id)`."""

    def link(found: re.Match[str]) -> str:
        return f'<a href="{escape(address(found[1], unescape(found[2])))}"'

    return _OWN_LINK.sub(link, html)


def raise_headings(html: str) -> str:
    """Return the HTML of a Prose with each heading one level higher, for use below an h1."""
    return _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}>", html)


def to_html(text: str) -> str:
    """Return Markdown rendered with its raw HTML: not safe to print.

    Tables and fenced code are supported, which writers expect, and sane_lists, without which a paragraph can turn into
    a list. Footnotes are not: their numbers and arrows would become words of the article.
    """
    html = fast_markdown.fast_html(text)
    if html is not None:
        return html
    from generator.reading.full_markdown import render_markdown  # noqa: PLC0415 - as above

    return render_markdown(text)
