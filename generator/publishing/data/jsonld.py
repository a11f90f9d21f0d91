"""What other programs know by name: W3C Web Annotations of the sources, and schema.org's ClaimReview of a claim."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from generator.model import DEFAULT_SCALE, Claim, Evidence, Rating, Site, Source
from generator.publishing import addresses
from generator.publishing.data.json_text import (
    Json,
    extend_object,
    json_document,
    json_line,
    json_lines,
    json_number,
    without_empty,
)
from generator.publishing.excerpts import quote_selectors
from generator.publishing.index import SiteIndex
from generator.text import translator

_in_script = translator(
    {each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
)


def annotation_collection(site: Site, total: int, items: Iterable[bytes]) -> bytes:
    """A Web Annotation collection of one page: per piece of evidence one annotation of the source's published text.

    `total` is their number, `items` what `annotation_lines` gives of all claims in order.
    https://www.w3.org/TR/annotation-model/
    """
    here = addresses.absolute(site, "annotations.jsonld")
    start = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationCollection",
        "label": site.title,
        "total": total,
    }
    if not total:
        return f"{json_line(start)}\n".encode()
    page = {"id": f"{here}#page", "type": "AnnotationPage", "partOf": here, "startIndex": 0}
    return extend_object(start, {"first": json_document(page, {"items": items})}) + b"\n"


def annotation_lines(index: SiteIndex, claims: Iterable[Claim]) -> bytes:
    """An annotation for each piece of the claims' evidence, as lines of a JSON list.

    A quote of several segments has a target for each, in order; a target's two selectors select the same characters.
    """
    quoted = [(claim, each) for claim in claims for each in claim.evidence]
    site, ids = index.site, dict.fromkeys(each.source for _, each in quoted)
    targets = {each: _target(site, index.sources[each].source) for each in ids}
    return json_lines(_annotation(index, claim, each, targets[each.source]) for claim, each in quoted)


def claim_review(site: Site, claim: Claim, sources: Mapping[str, Source]) -> str:
    """Return the claim as schema.org ClaimReview: JSON-LD that no text can break out of its script element.

    `sources` has those of its evidence, by id.
    """
    page = addresses.absolute(site, addresses.page("claim", claim.id)) if site.base_url else None
    desk = _organization(site.publisher.name, site.publisher.url) if site.publisher else None
    supporting = dict.fromkeys(each.source for each in claim.evidence if each.stance == "supports")
    works = {evidence.source: _work(sources[evidence.source]) for evidence in claim.evidence}
    first = _first([sources[id] for id in supporting])
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{page or ''}#review",
        "url": page,
        "inLanguage": site.language,
        "claimReviewed": claim.statement,
        "datePublished": claim.checked,
        "dateModified": max((each.date for each in claim.corrections), default=None),
        "author": {"@type": "Person", "name": claim.checked_by} if claim.checked_by else desk,
        "publisher": desk,
        "itemReviewed": without_empty(
            {
                "@type": "Claim",
                "@id": f"{page or ''}#claim",
                "text": claim.statement,
                "author": _claimant(claim),
                "appearance": [works[each] for each in supporting],
                "firstAppearance": works[first.id] if first else None,
            }
        ),
        "reviewRating": _rating(site, claim.verdict),
        "citation": list(works.values()),
        "correction": [
            {"@type": "CorrectionComment", "datePublished": each.date, "text": each.text} for each in claim.corrections
        ],
    }
    return _in_script(json_line(without_empty(review)))


def rating_scale(site: Site, verdict: str) -> tuple[Rating, tuple[Rating, ...]] | None:
    """A verdict with the scale that it is of: the site's own where that has it, else the four; None if neither has."""
    for ratings in (site.ratings, DEFAULT_SCALE):
        for each in ratings:
            if each.id == verdict:
                return each, ratings
    return None


def _target(site: Site, source: Source) -> Json:
    """The published text of a source, as annotations name it."""
    return without_empty(
        {
            "id": addresses.absolute(site, addresses.text(source.id)),
            "type": "Text",
            "format": "text/plain",
            "language": source.language,
        }
    )


def _annotation(index: SiteIndex, claim: Claim, evidence: Evidence, source: Json) -> Json:
    site, source_text = index.site, index.sources[evidence.source].text
    targets = [
        {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": each["exact"],
                    "prefix": each["prefix"],
                    "suffix": each["suffix"],
                },
                {"type": "TextPositionSelector", "start": each["start"], "end": each["end"]},
            ],
        }
        for each in quote_selectors(source_text.article.text, index.anchor(evidence), source_text.shown)
    ]
    page = f"{addresses.absolute(site, addresses.page('claim', claim.id))}#e{evidence.number}"
    return {
        "id": f"{addresses.absolute(site, 'annotations.jsonld')}#{evidence.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": site.language,
                "value": claim.statement,
            },
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": evidence.stance},
            {"type": "SpecificResource", "purpose": "linking", "source": page},
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _rating(site: Site, verdict: str | None) -> Json | None:
    found = rating_scale(site, verdict) if verdict else None
    if not found:
        return None
    rating, ratings = found
    return {
        "@type": "Rating",
        "ratingValue": json_number(rating.value),
        "bestRating": max(each.value for each in ratings),
        "worstRating": min(each.value for each in ratings),
        "alternateName": rating.label,
    }


def _claimant(claim: Claim) -> Json | None:
    """Whose claim it is: the one speaker of all that supports it. A person or an agency: we are not told which."""
    speakers = {each.speaker for each in claim.evidence if each.stance == "supports"}
    speaker = speakers.pop() if len(speakers) == 1 else None
    return {"name": speaker} if speaker else None


@lru_cache(10_000)
def _work(source: Source) -> Json:
    return {"@type": "CreativeWork", "name": source.label} | without_empty(
        {
            "url": source.url,
            "archivedAt": source.archive_url,
            "author": [{"name": each} for each in source.author],  # a person or an agency: we are not told which
            "publisher": _organization(source.publisher, None) if source.publisher else None,
            "datePublished": source.published,
            "inLanguage": source.language,
        }
    )


def _organization(name: str, url: str | None) -> Json:
    return {"@type": "Organization", "name": name} | without_empty({"url": url})


def _first(sources: Sequence[Source]) -> Source | None:
    """The source that is certainly older than all others; None where their dates do not tell."""
    dated = sorted((each.published, place) for place, each in enumerate(sources) if each.published)
    if not dated or len(dated) < len(sources):
        return None
    earliest = dated[0][0]
    if any(date.startswith(earliest) for date, _ in dated[1:]):  # the same day, or one within the same month or year
        return None
    return sources[dated[0][1]]
