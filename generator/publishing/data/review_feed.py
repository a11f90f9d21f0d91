"""claimreview.json, a schema.org DataFeed of all ClaimReviews of a site with an address, for those who collect them."""

from collections.abc import Iterable

from generator.model import Claim, Site
from generator.publishing import addresses
from generator.publishing.data.json_text import extend_object, json_document, without_empty
from generator.publishing.data.jsonld import license_json

REVIEW_FEED = "claimreview.json"


def review_feed(site: Site, items: Iterable[bytes]) -> bytes:
    """Return the feed; `items` has what `review_item` returns for each claim with a verdict, in order."""
    start = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "@id": addresses.absolute(site, REVIEW_FEED),
        "name": f"{site.title}: fact checks",
        "url": addresses.absolute(site, REVIEW_FEED),
        "inLanguage": site.language,
        "license": license_json(site.license) if site.license else None,
    }
    return json_document(without_empty(start), {"dataFeedElement": items}) + b"\n"


def review_item(site: Site, claim: Claim, review: str) -> bytes:
    """Return the element of a claim; `review` is the JSON of the ClaimReview that its page has."""
    start = {
        "@type": "DataFeedItem",
        "url": addresses.absolute(site, addresses.page("claim", claim.id)),
        "dateCreated": claim.checked,
        "dateModified": max((correction.date for correction in claim.corrections), default=None),
    }
    return extend_object(without_empty(start), {"item": f"[{review}]".encode()})
