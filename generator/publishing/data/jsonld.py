"""JSON-LD in the vocabularies of others: W3C Web Annotations of the sources, and a schema.org ClaimReview per claim."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from generator.assertion import Assertion
from generator.license import License
from generator.model import Claim, Entity, Evidence, Site, Source
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
from generator.publishing.labels import scope_sentence
from generator.rating_scale import DEFAULT_SCALE, Rating, find_ends
from generator.reading.markdown_html import render_prose
from generator.text import translator
from generator.values import dataclass
from generator.vocabulary import EntityKind

_AGENT_TYPES: dict[EntityKind, str] = {"person": "Person", "organization": "Organization"}

_escape_for_script = translator(
    {
        character: f"\\u{ord(character):04x}"
        for character in "<>&\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
)


@dataclass(frozen=True, slots=True)
class DataDownload:
    """A file that holds the site, or news of it, as data: its path, its media type and what is in it."""

    path: str
    media_type: str
    meaning: str


def annotation_collection(site: Site, total: int, items: Iterable[bytes]) -> bytes:
    """Return a Web Annotation collection with one annotation of the source's published text per piece of evidence.

    `total` is the number of annotations; `items` is what `annotation_lines` returns for blocks of all claims, in order.
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
    if site.license:
        start |= {"rights": site.license.url} if site.license.url else {"dc:rights": site.license.name}
    if not total:
        return f"{json_line(start)}\n".encode()
    page = {"id": f"{here}#page", "type": "AnnotationPage", "partOf": here, "startIndex": 0}
    return extend_object(start, {"first": json_document(page, {"items": items})}) + b"\n"


def annotation_lines(index: SiteIndex, claims: Iterable[Claim]) -> bytes:
    """Return an annotation for each piece of the claims' evidence, as lines of a JSON list.

    A quote of several segments has a target for each, in order; the two selectors of a target select the same text.
    """
    quoted = [(claim, evidence) for claim in claims for evidence in claim.evidence]
    site, ids = index.site, dict.fromkeys(evidence.source for _, evidence in quoted)
    targets = {id: _annotation_target(site, index.sources[id].source) for id in ids}
    return json_lines(_annotation_json(index, claim, evidence, targets[evidence.source]) for claim, evidence in quoted)


def claim_review(
    site: Site,
    claim: Claim,
    sources: Mapping[str, Source],
    kinds: Mapping[str, EntityKind] = MappingProxyType({}),
    entities: Mapping[str, Entity] = MappingProxyType({}),
) -> str:
    """Return the claim as a schema.org ClaimReview, in JSON-LD that no text can break out of a script element.

    `sources` holds the sources of its evidence, by id, `kinds` what names of entities are, and `entities` those that
    the desk says make the claim. Where it says so, these are the claim's authors, and its appearances are theirs.
    """
    page = addresses.absolute(site, addresses.page("claim", claim.id)) if site.base_url else None
    desk = _desk_json(site)
    supporting = dict.fromkeys(evidence.source for evidence in claim.evidence if evidence.stance == "supports")
    works = {evidence.source: _work_json(sources[evidence.source]) for evidence in claim.evidence}
    first = _find_earliest([sources[id] for id in supporting])
    original = _find_first_assertion(claim)
    appeared = [assertion for assertion in claim.claimed if assertion.url]
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{page or ''}#review",
        "url": page,
        "inLanguage": site.language,
        "headline": claim.headline,
        "claimReviewed": claim.statement,
        "reviewAspect": scope_sentence(claim, site.language),
        "datePublished": claim.checked,
        "dateModified": max((correction.date for correction in claim.corrections), default=None),
        "author": {"@type": "Person", "name": claim.checked_by} if claim.checked_by else desk,
        "publisher": desk,
        "license": license_json(site.license) if site.license else None,
        "itemReviewed": without_empty(
            {
                "@type": "Claim",
                "@id": f"{page or ''}#claim",
                "text": claim.statement,
                "temporalCoverage": claim.date,
                "author": _claimants_json(claim, kinds, entities) or _find_claimant(claim, kinds),
                "datePublished": original.date if original else None,
                "appearance": [_appearance_json(assertion) for assertion in appeared]
                or ([] if claim.claimed else [works[id] for id in supporting]),
                "firstAppearance": _appearance_json(original)
                if original in appeared and original
                else (works[first.id] if first and not claim.claimed else None),
            }
        ),
        "reviewRating": _rating_json(site, claim.verdict),
        "citation": list(works.values()),
        "correction": [
            {"@type": "CorrectionComment", "datePublished": correction.date, "text": _plain_text(correction.text)}
            for correction in claim.corrections
        ],
    }
    return _escape_for_script(json_line(without_empty(review)))


def dataset_json(site: Site, page: str, description: str, modified: str | None, files: Iterable[DataDownload]) -> str:
    """Return the site's data as a schema.org Dataset, as search engines for data read it, safe in a script element.

    `page` is the path of the page that describes it. Without `base_url` addresses are relative to that page.
    """
    here = addresses.absolute(site, page)
    desk = _desk_json(site)
    dataset = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{here if site.base_url else ''}#dataset",
        "name": f"{site.title}: claims and their evidence",
        "description": description,
        "url": here if site.base_url else None,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "license": license_json(site.license) if site.license else None,
        "creator": desk,
        "publisher": desk,
        "dateModified": modified,
        "measurementTechnique": "Each quote was found, word for word, in the text of its source.",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.path,
                "description": file.meaning,
                "encodingFormat": file.media_type,
                "contentUrl": addresses.absolute(site, file.path),
            }
            for file in files
        ],
    }
    return _escape_for_script(json_line(without_empty(dataset)))


def license_json(license: License) -> Json | str:
    """Return a licence as schema.org has it: its address or, without one, a work of its name."""
    return license.url or {"@type": "CreativeWork", "name": license.name}


def _plain_text(markdown: str) -> str:
    """Return a Markdown field as plain text on one line, without signs of Markdown and addresses of links."""
    return Markup(render_prose(markdown).html).striptags()  # noqa: S704 - sanitised there


def rating_scale(site: Site, verdict: str) -> tuple[Rating, tuple[Rating, ...]] | None:
    """Return the verdict's rating and its scale, the site's own or else the default one; None if neither has it."""
    for ratings in (site.ratings, DEFAULT_SCALE):
        for rating in ratings:
            if rating.id == verdict:
                return rating, ratings
    return None


def _annotation_target(site: Site, source: Source) -> Json:
    """Return the published text of a source as the target of annotations."""
    return without_empty(
        {
            "id": addresses.absolute(site, addresses.text(source.id)),
            "type": "Text",
            "format": "text/plain",
            "language": source.language,
        }
    )


def _annotation_json(index: SiteIndex, claim: Claim, evidence: Evidence, source: Json) -> Json:
    site = index.site
    targets = [
        {"type": "SpecificResource", "source": source, "selector": selector}
        for selector in _list_selectors(index, evidence)
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


def _list_selectors(index: SiteIndex, evidence: Evidence) -> list[list[Json]]:
    """Return the selectors of each segment: its words, as far as they are published, and its place."""
    text = index.sources[evidence.source].text
    return [
        [
            {"type": "TextQuoteSelector", **{key: selector[key] for key in ("exact", "prefix", "suffix")}},
            {"type": "TextPositionSelector", "start": selector["start"], "end": selector["end"]},
        ]
        for selector in quote_selectors(text.article.text, index.anchor(evidence), text.shown)
    ]


def _rating_json(site: Site, verdict: str | None) -> Json | None:
    found = rating_scale(site, verdict) if verdict else None
    if not found:
        return None
    rating, ratings = found
    ends = find_ends(ratings)
    is_open = rating.sign == "open" or (rating.id == "not-enough-evidence" and not rating.sign)
    if rating.value is None or is_open:  # a number would rate an open question as rather true or rather false
        return {"@type": "Rating", "alternateName": rating.label}
    return {
        "@type": "Rating",
        "ratingValue": json_number(rating.value),
        "bestRating": ends[1] if ends else rating.value,
        "worstRating": ends[0] if ends else rating.value,
        "alternateName": rating.label,
    }


def _claimants_json(
    claim: Claim, kinds: Mapping[str, EntityKind], entities: Mapping[str, Entity]
) -> Json | list[Json] | None:
    """Return who the desk says makes the claim, each once: a person or an organization, if known."""
    found: dict[str, Json] = {}
    for assertion in claim.claimed:
        entity = entities.get(assertion.by)
        name, kind = (entity.name, entity.kind) if entity else (assertion.by, kinds.get(assertion.by, "other"))
        found[name] = without_empty({"@type": _AGENT_TYPES.get(kind), "name": name})
    authors = list(found.values())
    return authors[0] if len(authors) == 1 else authors or None


def _find_first_assertion(claim: Claim) -> Assertion | None:
    """Return the only assertion, or the one that is certainly older than all others."""
    dated = sorted((assertion.date or "", number) for number, assertion in enumerate(claim.claimed))
    if not dated:
        return None
    earliest = dated[0][0]
    if len(dated) > 1 and (not earliest or any(date.startswith(earliest) for date, _ in dated[1:])):
        return None
    return claim.claimed[dated[0][1]]


def _appearance_json(assertion: Assertion) -> Json:
    return {"@type": "CreativeWork"} | without_empty(
        {"url": assertion.url, "name": assertion.where, "datePublished": assertion.date}
    )


def _find_claimant(claim: Claim, kinds: Mapping[str, EntityKind]) -> Json | None:
    """Return the one speaker of all supporting evidence, if there is one: a person or an organization, if known."""
    speakers = {evidence.speaker for evidence in claim.evidence if evidence.stance == "supports"}
    speaker = speakers.pop() if len(speakers) == 1 else None
    if not speaker:
        return None
    return without_empty({"@type": _AGENT_TYPES.get(kinds.get(speaker, "other")), "name": speaker})


@lru_cache(10_000)
def _work_json(source: Source) -> Json:
    return {"@type": "CreativeWork", "name": source.label} | without_empty(
        {
            "url": source.url,
            "archivedAt": source.archive_url,
            "author": [{"name": author} for author in source.author],  # people or agencies, not known which
            "publisher": _organization_json(source.publisher, None) if source.publisher else None,
            "datePublished": source.published,
            "inLanguage": source.language,
        }
    )


def _desk_json(site: Site) -> Json | None:
    """Return the publisher of the site, with the addresses of what it says of its errors and its funding."""
    if not site.publisher:
        return None
    about = f"{addresses.absolute(site, 'about.html')}#" if site.base_url else None
    said = {
        "correctionsPolicy": f"{about}corrections" if about and site.corrections_policy else None,
        "ownershipFundingInfo": f"{about}funding" if about and site.funding else None,
    }
    return {**_organization_json(site.publisher.name, site.publisher.url), **without_empty(said)}


def _organization_json(name: str, url: str | None) -> Json:
    return {"@type": "Organization", "name": name} | without_empty({"url": url})


def _find_earliest(sources: Sequence[Source]) -> Source | None:
    """Return the source that is certainly older than all others; None if their dates do not decide it."""
    dated = sorted((source.published, place) for place, source in enumerate(sources) if source.published)
    if not dated or len(dated) < len(sources):
        return None
    earliest = dated[0][0]
    if any(date.startswith(earliest) for date, _ in dated[1:]):  # on the same day, or in the same month or year
        return None
    return sources[dated[0][1]]
