"""Links to pages of the site, and Markdown that contains such links."""

from typing import cast

from markupsafe import Markup

from generator.model import Claim, ProsePlace
from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.reading.markdown_html import raise_headings, render_prose, resolve_links
from generator.reading.quotations import link_quotations, search_form
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is printed; `current` if it leads to the page or section that the reader is on."""

    href: str
    text: str
    current: bool = False


def claim_link(path: str, claim: Claim) -> Link:
    """Return a link from the page at `path` to a claim's page."""
    return Link(addresses.link(path, addresses.page("claim", claim.id)), claim.statement)


def source_link(index: SiteIndex, path: str, source: str) -> Link:
    """Return a link from the page at `path` to a source's page."""
    label = index.sources[source].source.label
    return Link(addresses.link(path, addresses.page("source", source)), label)


def render_markdown(index: SiteIndex, path: str, text: str | None, owner: str, *, below: int = 2) -> Markup | None:
    """Return a Markdown field as safe HTML for the page at `path`, with links to the site's own pages relative to it.

    `owner` is whose text it is, such as `claim:ID`: its quotations lead to their places. The text is printed below a
    heading of the level `below`, 1 or 2.
    """
    if not text:
        return None

    def find_address(kind: str, id: str) -> str:
        return addresses.link(path, addresses.page(cast(addresses.Kind, kind), id))

    html = resolve_links(render_prose(text).html, find_address)
    places = index.quotations.get(owner)
    if places:
        targets = {place[0]: _find_quotation(index, path, place) for place in places}
        html = link_quotations(html, lambda words: targets.get(search_form(words)))
    return Markup(raise_headings(html) if below == 1 else html)  # noqa: S704 - sanitised there


def _find_quotation(index: SiteIndex, path: str, place: ProsePlace) -> str | None:
    """Return the link to a quotation's place: the passage around it, or its source's page; None if withheld."""
    _, source, start, end, passage = place
    if index.sources[source].text.shown_around(start)[1] < end:
        return None
    page = addresses.link(path, addresses.page("source", source))
    return f"{page}#{passage}" if passage else page
