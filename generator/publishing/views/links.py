"""Links to pages of the site, and Markdown that contains such links."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import cast

from markupsafe import Markup

from generator.diagnostics import CODES
from generator.model import AcceptedWarning, Claim, ProsePlace
from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.publishing.labels import AcceptedLabel
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
    html = _link_found(index, path, html, (owner,))
    return Markup(raise_headings(html) if below == 1 else html)  # noqa: S704 - sanitised there


def render_plain(index: SiteIndex, path: str, text: str, *owners: str) -> str:
    """Return a field of plain text with its quotations as links to their places; the text itself where it has none.

    `owners` are those whose text it may be, such as `source:ID`.
    """
    html = escape(text, quote=False)
    linked = _link_found(index, path, html, owners)
    return Markup(linked) if linked != html else text  # noqa: S704 - escaped above


def render_ruling(index: SiteIndex, path: str, first: str, second: str) -> str | None:
    """Return the desk's reason for counting two sources apart, as the page at `path` prints it; None without one."""
    reason = index.independence_reason(first, second)
    return render_plain(index, path, reason, f"source:{first}", f"source:{second}") if reason else None


def accepted_warnings(
    index: SiteIndex, path: str, accepted: Iterable[AcceptedWarning], owner: str
) -> tuple[AcceptedLabel, ...]:
    """Return the warnings that the desk accepts, each with its reason as the page at `path` prints it."""
    return tuple(
        AcceptedLabel(CODES[warning.code][1], warning.code, render_plain(index, path, warning.reason, owner))
        for warning in accepted
    )


def _link_found(index: SiteIndex, path: str, html: str, owners: Sequence[str]) -> str:
    """Return a field's HTML with links from its quotations to the places where they were found."""
    places = [place for owner in owners for place in index.quotations.get(owner, ())]
    if not places:
        return html
    targets = {place[0]: _find_quotation(index, path, place) for place in places}
    return link_quotations(html, lambda words: targets.get(search_form(words)))


def _find_quotation(index: SiteIndex, path: str, place: ProsePlace) -> str | None:
    """Return the link to a quotation's place: the passage around it, or its source's page; None if withheld."""
    _, source, start, end, passage = place
    if index.sources[source].text.shown_around(start)[1] < end:
        return None
    page = addresses.link(path, addresses.page("source", source))
    return f"{page}#{passage}" if passage else page
