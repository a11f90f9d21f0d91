"""Links for reporting an error: an e-mail that already names the claim and the quote, or the desk's own page."""

from urllib.parse import quote

from generator.model import Claim, Evidence, Site
from generator.publishing import addresses

_LONGEST = 300  # characters of a statement or a quote: some programs cut an address of much over 2,000


def contact_link(site: Site) -> str | None:
    """Return the address for error reports as a link."""
    if not site.contact or site.contact.startswith(("http://", "https://")):
        return site.contact
    return f"mailto:{quote(site.contact.removeprefix('mailto:'), safe='@')}"


def report_link(site: Site, claim: Claim, evidence: Evidence | None = None, words: str | None = None) -> str | None:
    """Return the link that reports an error in a claim or in one of its quotes; None if the site has no contact.

    An e-mail begins with its subject and the first lines of its body (RFC 6068): what it is about, and on which page.
    `words` stand for those of the quote, where these may not be published.
    """
    address = contact_link(site)
    if not address or not address.startswith("mailto:"):
        return address
    page = addresses.absolute(site, addresses.page("claim", claim.id))
    lines = [f"Claim: {_shorten(claim.statement)}"]
    if evidence:
        lines.append(f"Quote {evidence.number} ({evidence.id}): “{_shorten(words or evidence.quote)}”")
        page = f"{page}#e{evidence.number}"
    subject = f"{site.title}: error report on {evidence.id if evidence else claim.id}"
    body = "\r\n".join((*lines, f"Page: {page}", "", "What is wrong, and how do you know?", ""))
    return f"{address}?subject={_encode(subject)}&body={_encode(body)}"


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _encode(text: str) -> str:
    return quote(text, safe="", errors="replace")
