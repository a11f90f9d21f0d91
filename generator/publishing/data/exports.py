"""claims.json and claims.csv, the site as data; annotations and ClaimReview are in `jsonld`.

The key of an unknown value is missing, except for the keys that the contract promises, which are null. Lists are in
the curator's order.
"""

import csv
import io
from collections.abc import Iterable

from generator.analysis.anchoring.levels import find_foldings, match_level
from generator.analysis.reviews import find_approval
from generator.assertion import Assertion
from generator.model import Claim, Correction, Entity, Evidence, SharedText, Site, Source, Tie, Topic
from generator.patterns import lazy_pattern
from generator.publishing import addresses
from generator.publishing.data.claims_schema import SCHEMA
from generator.publishing.data.json_text import Json, json_document, json_line, json_lines, json_number, without_empty
from generator.publishing.excerpts import omitted_words, quote_selectors
from generator.publishing.index import SiteIndex, find_changed_parts
from generator.rating_scale import DEFAULT_SCALE
from generator.text import DROPPED, SPACE

# A spreadsheet may run a cell that begins with one of these, even if they are full-width or come after blanks.
RISKY = lazy_pattern(rf"[{SPACE}{DROPPED}]*[=+\-@＝＋－＠]|[\t\r\n]")

# The columns of claims.csv that describe the claim, the evidence and its source.
_CLAIM_COLUMNS = (
    "claim", "statement", "verdict", "corroboration", "date", "topics", "entities", "quantity", "unit", "approximate",
    "checked", "checked_by", "claim_page",
)  # fmt: skip
_EVIDENCE_COLUMNS = ("evidence", "stance", "quote", "exact", "start", "end", "speaker", "value", "note", "modality")
_SOURCE_COLUMNS = ("source", "title", "publisher", "author", "published", "url", "archive_url", "source_page")


def claims_json(
    site: Site,
    sources: Iterable[bytes],
    claims: Iterable[bytes],
    topics: Iterable[bytes],
    entities: Iterable[bytes],
    withdrawn: Iterable[bytes] = (),
) -> bytes:
    """Return claims.json: the whole site in the shape of `claims_schema`.

    The lists are what the functions below return for blocks of their items, in order.
    """
    start = {"$schema": SCHEMA, "version": 1, "site": _site_json(site)}
    lists = {"sources": sources, "claims": claims, "topics": topics, "entities": entities}
    notices = tuple(withdrawn)
    if notices:
        lists["withdrawn"] = notices
    return json_document(start, lists) + b"\n"


def json_sources(index: SiteIndex, sources: Iterable[Source]) -> bytes:
    return json_lines(_source_json(index, source) for source in sources)


def claim_line(index: SiteIndex, claim: Claim) -> str:
    """Return the claim's line of claims.json."""
    return json_line(json_claim(index, claim))


def json_notices(claims: Iterable[Claim]) -> bytes:
    return json_lines(json_notice(claim) for claim in claims)


def json_topics(topics: Iterable[Topic]) -> bytes:
    return json_lines(_topic_json(topic) for topic in topics)


def json_entities(entities: Iterable[Entity]) -> bytes:
    return json_lines(_entity_json(entity) for entity in entities)


def csv_header(site: Site) -> str:
    return (
        ",".join((*_CLAIM_COLUMNS, *_EVIDENCE_COLUMNS, *_SOURCE_COLUMNS, *(["license"] if site.license else ())))
        + "\r\n"
    )


def csv_rows(index: SiteIndex, claims: Iterable[Claim]) -> str:
    """Return the claims' rows of claims.csv (RFC 4180): one for each piece of evidence, or for a claim without any.

    A cell that a spreadsheet might run begins with an apostrophe; claims.json has the text unchanged.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    sources: dict[str, list[str]] = {}
    license = [_format_cell(index.site.license.url or index.site.license.name)] if index.site.license else []
    for claim in claims:
        about = _format_cells(_claim_cells(index, claim), _CLAIM_COLUMNS)
        for evidence in claim.evidence:
            if evidence.source not in sources:
                sources[evidence.source] = _format_cells(
                    _source_cells(index.sources[evidence.source].source), _SOURCE_COLUMNS
                )
            writer.writerow(
                (
                    *about,
                    *_format_cells(_evidence_cells(index, evidence), _EVIDENCE_COLUMNS),
                    *sources[evidence.source],
                    *license,
                )
            )
        if not claim.evidence:
            writer.writerow((*about, *("" for _ in (*_EVIDENCE_COLUMNS, *_SOURCE_COLUMNS)), *license))
    return sheet.getvalue()


# -- claims.json --------------------------------------------------------------------------------------------------


def _site_json(site: Site) -> Json:
    publisher = without_empty({"name": site.publisher.name, "url": site.publisher.url}) if site.publisher else None
    ratings = [
        {"id": rating.id, "label": rating.label, "value": json_number(rating.value)}
        | without_empty({"description": rating.description, "sign": rating.sign, "off_scale": rating.off_scale or None})
        for rating in site.ratings or DEFAULT_SCALE
    ]
    return {"title": site.title, "language": site.language, "ratings": ratings} | without_empty(
        {
            "description": site.description,
            "base_url": site.base_url,
            "publisher": publisher,
            "contact": site.contact,
            "license": site.license and without_empty({"name": site.license.name, "url": site.license.url}),
            "about": site.about,
            "funding": site.funding,
            "corrections_policy": site.corrections_policy,
            "clean_urls": site.clean_urls or None,
        }
    )


def _shared_text_json(index: SiteIndex, source: str, pair: SharedText) -> Json:
    other = pair.second if pair.first == source else pair.first
    measured = {"source": other, "same": pair.same, "words": pair.words, "unit": pair.unit}
    return measured | without_empty({"page": index.comparison(source, other)})


def _source_json(index: SiteIndex, source: Source) -> Json:
    record = index.sources[source.id]
    article = record.text.article
    return {
        "id": source.id,
        "title": source.title,
        "file": source.file,
        "file_sha256": article.sha256,
        "display": source.display,
        "sha256": record.text.sha256,
        "text": addresses.text(source.id),
        "page": addresses.page("source", source.id),
    } | without_empty(
        {
            "publisher": source.publisher,
            "author": source.author,
            "published": source.published,
            "url": source.url,
            "archive_url": source.archive_url,
            "accessed": source.accessed,
            "language": source.language,
            "derived_from": source.derived_from,
            "independent_of": {override.source: override.reason for override in source.independent_of},
            "shares_text_with": [_shared_text_json(index, source.id, pair) for pair in record.shared],
            "inferred": dict(source.inferred),
            "note": source.note,
            "article": article.stretches,
            "pages": len(article.pages) or None,
            "notes": article.notes,
            "original_sha256": source.original.sha256.lower() if source.original else None,
            "original": addresses.original(source.id, source.original.file)
            if source.original and source.original.published
            else None,
            "transcribed": source.original.transcribed if source.original else None,
            "withheld": source.withheld and {"date": source.withheld.date, "reason": source.withheld.reason},
            "formerly": _former_ids(source),
        }
    )


def json_claim(index: SiteIndex, claim: Claim) -> Json:
    """Return a claim as claims.json has it."""
    record = index.claims[claim.id]
    standing, quantity = record.standing, claim.quantity
    measured = quantity and without_empty(
        {"value": json_number(quantity.value), "unit": quantity.unit, "approximate": quantity.approximate}
    )
    origins = [
        {"sources": origin.sources, "ties": [_tie_json(tie) for tie in origin.ties]} for origin in standing.origins
    ]
    overruled = [{"tie": _tie_json(dismissed.tie), "reason": dismissed.reason} for dismissed in standing.overruled]
    grouped = {"supporting": standing.supporting, "refuting": standing.refuting, "origins": origins}
    return (
        {
            "id": claim.id,
            "statement": claim.statement,
            "verdict": claim.verdict,
            "corroboration": standing.corroboration,
            "standing": grouped | without_empty({"overruled": overruled}),
            "page": addresses.page("claim", claim.id),
        }
        | without_empty(
            {
                "topics": claim.topics,
                "entities": claim.entities,
                "quantity": measured,
                "date": claim.date,
                "keywords": claim.keywords,
                "headline": claim.headline,
                "claimed": [_assertion_json(index, assertion) for assertion in claim.claimed],
                "explanation": claim.explanation,
                "checked": claim.checked,
                "checked_by": claim.checked_by,
                "reviewed": _review_json(index, claim),
                "related": [
                    {"claim": relation.claim, "relation": relation.relation}
                    for relation in claim.related
                    if relation.claim not in index.withdrawn
                ],
                "related_from": [{"claim": other, "relation": relation} for other, relation in record.related_from],
                "corrections": _changes_json(claim.corrections),
                "history": _changes_json(claim.history),
                "draft": claim.draft or None,
                "formerly": _former_ids(claim),
                "unquoted": [remark.source for remark in record.uncited.remarks],
            }
        )
        | {"evidence": [_evidence_json(index, evidence) for evidence in claim.evidence]}
    )


def json_notice(claim: Claim) -> Json:
    """Return a withdrawn claim as claims.json has it."""
    withdrawn = claim.withdrawn
    return {"id": claim.id, "statement": claim.statement, "page": addresses.page("claim", claim.id)} | without_empty(
        {
            "withdrawn": withdrawn
            and without_empty({"date": withdrawn.date, "reason": withdrawn.reason, "see": withdrawn.see}),
            "formerly": _former_ids(claim),
            "corrections": _changes_json(claim.corrections),
            "history": _changes_json(claim.history),
        }
    )


def _changes_json(changes: Iterable[Correction]) -> list[Json]:
    return [{"date": change.date, "text": change.text} for change in changes]


def _former_ids(thing: Claim | Source | Topic | Entity) -> list[str]:
    return [former.id for former in thing.formerly]


def _assertion_json(index: SiteIndex, assertion: Assertion) -> Json:
    entity = assertion.by if assertion.by in index.entities else None
    return {"by": index.claimant(assertion.by)} | without_empty(
        {"entity": entity, "date": assertion.date, "where": assertion.where, "url": assertion.url}
    )


def _review_json(index: SiteIndex, claim: Claim) -> Json | None:
    approval = find_approval(claim)
    if approval is None:
        return None
    current = not find_changed_parts(index, claim)
    return {"date": approval.date} | without_empty({"by": approval.by}) | {"current": current}


def _tie_json(tie: Tie) -> Json:
    return {"first": tie.first, "second": tie.second, "kind": tie.kind, "reason": tie.reason}


def _evidence_json(index: SiteIndex, evidence: Evidence) -> Json:
    anchor, article, withheld = index.anchor(evidence), index.article(evidence.source), index.withheld_quote(evidence)
    foldings = () if withheld else find_foldings(evidence.quote, anchor, article.text, article.notes)
    page, last = article.page(anchor.start), article.page(anchor.end - 1)
    cue, last_cue = article.cue(anchor.start), article.cue(anchor.end - 1)
    return (
        {
            "id": evidence.id,
            "source": evidence.source,
            "stance": evidence.stance,
            "quote": index.quote_words(evidence) if withheld else evidence.quote,
            "speaker": evidence.speaker,
            "value": json_number(evidence.value),
            "note": evidence.note,
            "modality": evidence.told_modality,
            "page": f"{addresses.page('claim', evidence.claim)}#e{evidence.number}",
            "passage": f"{addresses.page('source', evidence.source)}#{evidence.id}",
            "segments": _segments_json(index, evidence),
            "level": withheld.level if withheld else match_level(foldings),
        }
        | without_empty(
            {
                "folded": foldings,
                "omitted": omitted_words(article.text, anchor, index.sources[evidence.source].text.shown),
            }
        )
        | without_empty({"page_numbers": list(range(page, last + 1)) if page and last else None})
        | without_empty({"seconds": [cue.seconds, last_cue.seconds] if cue and last_cue else None})
    )


def _segments_json(index: SiteIndex, evidence: Evidence) -> list[Json]:
    """Return the segments of a quote; where its words are withheld, with the SHA-256 of each."""
    text, withheld = index.sources[evidence.source].text, index.withheld_quote(evidence)
    segments = quote_selectors(text.article.text, index.anchor(evidence), text.shown)
    hashes = withheld.sha256 if withheld else ("",) * len(segments)
    return [
        {**segment, **({"sha256": sha256} if sha256 else {})} for segment, sha256 in zip(segments, hashes, strict=True)
    ]


def _topic_json(topic: Topic) -> Json:
    about = {"id": topic.id, "name": topic.name, "page": addresses.page("topic", topic.id)}
    return about | without_empty({"description": topic.description, "formerly": _former_ids(topic)})


def _entity_json(entity: Entity) -> Json:
    about = {"id": entity.id, "name": entity.name, "kind": entity.kind, "page": addresses.page("entity", entity.id)}
    return about | without_empty(
        {"aliases": entity.aliases, "description": entity.description, "formerly": _former_ids(entity)}
    )


# -- claims.csv ---------------------------------------------------------------------------------------------------


def _claim_cells(index: SiteIndex, claim: Claim) -> dict[str, object]:
    quantity = claim.quantity
    return {
        "claim": claim.id,
        "statement": claim.statement,
        "verdict": claim.verdict,
        "corroboration": index.claims[claim.id].standing.corroboration,
        "date": claim.date,
        "topics": " ".join(claim.topics),
        "entities": " ".join(claim.entities),
        "quantity": json_number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "approximate": ("yes" if quantity.approximate else "no") if quantity else None,
        "checked": claim.checked,
        "checked_by": claim.checked_by,
        "claim_page": addresses.page("claim", claim.id),
    }


def _evidence_cells(index: SiteIndex, evidence: Evidence) -> dict[str, object]:
    anchor, notice = index.anchor(evidence), index.withheld_notice(evidence.source)
    return {
        "evidence": evidence.id,
        "stance": evidence.stance,
        "quote": notice or evidence.quote,
        "exact": "" if notice else index.quote_words(evidence),
        "start": anchor.start,
        "end": anchor.end,
        "speaker": evidence.speaker,
        "value": json_number(evidence.value),
        "note": evidence.note,
        "modality": evidence.told_modality,
    }


def _source_cells(source: Source) -> dict[str, object]:
    return {
        "source": source.id,
        "title": source.label,
        "publisher": source.publisher,
        "author": "; ".join(source.author),
        "published": source.published,
        "url": source.url,
        "archive_url": source.archive_url,
        "source_page": addresses.page("source", source.id),
    }


def _format_cells(values: dict[str, object], columns: Iterable[str]) -> list[str]:
    return [_format_cell(values[column]) for column in columns]


def _format_cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    # Nearly all cells begin with a letter or a digit, which is quick to check and always safe.
    return f"'{text}" if not text[:1].isalnum() and RISKY.match(text) else text
