"""Cards: claims as lists show them."""

from collections.abc import Iterable

from markupsafe import Markup

from generator.partial_dates import is_wide
from generator.publishing import labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.views.links import claim_link
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim in a list.

    `judgement` is the desk's verdict or, where it gives none, what the sources say; `note` is what the sources add, and
    `dots` shows who says what. `facets` has its facet tokens, separated by blanks, if a script may filter the list.
    """

    href: str
    statement: str
    verdict: Badge | None
    corroboration: Badge
    date: str | None
    day: str | None
    judgement: Badge
    note: str
    dots: Markup
    facets: str = ""


def claim_cards(index: SiteIndex, path: str, claims: Iterable[str]) -> tuple[ClaimCard, ...]:
    """Return the cards of the claims with these ids, for a list on the page at `path`."""
    return tuple(claim_card(index, path, id) for id in claims)


def claim_card(index: SiteIndex, path: str, id: str) -> ClaimCard:
    record = index.claims[id]
    claim, judgement = record.claim, index.judge(id)
    link = claim_link(path, claim)
    return ClaimCard(
        link.href,
        link.text,
        labels.verdict_badge(index.site, claim.verdict) if claim.verdict else None,
        labels.corroboration_badge(record.standing.corroboration),
        labels.format_date(claim.date, index.site.language) if claim.date else None,
        None if claim.date and is_wide(claim.date) else claim.date,
        judgement.badge,
        judgement.note,
        judgement.tally.picture,
    )
