"""Where readers report an error: a letter that already says which claim and which quote, or the desk's own page."""

from urllib.parse import quote

from generator.model import Claim, Evidence, Site
from generator.publishing import addresses

_LONGEST = 300  # characters of a statement or a quote: an address much over 2,000 is cut by some programs


def contact_link(site: Site) -> str | None:
    """The address for error reports as a link."""
    if not site.contact or site.contact.startswith(("http://", "https://")):
        return site.contact
    return f"mailto:{quote(site.contact.removeprefix('mailto:'), safe='@')}"


def report_link(site: Site, claim: Claim, evidence: Evidence | None = None) -> str | None:
    """Where to report an error in a claim, or in one quote of it; None where the site names no contact.

    A letter has its subject and the beginning of its body (RFC 6068): what it is about, and where that stands.
    """
    address = contact_link(site)
    if not address or not address.startswith("mailto:"):
        return address
    page = addresses.absolute(site, addresses.page("claim", claim.id))
    told = [f"Claim: {_short(claim.statement)}"]
    if evidence:
        told.append(f"Quote {evidence.number} ({evidence.id}): “{_short(evidence.quote)}”")
        page = f"{page}#e{evidence.number}"
    subject = f"{site.title}: error report on {evidence.id if evidence else claim.id}"
    body = "\r\n".join((*told, f"Page: {page}", "", "What is wrong, and how do you know?", ""))
    return f"{address}?subject={_encoded(subject)}&body={_encoded(body)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")
