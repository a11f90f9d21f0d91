"""The site as data: claims.json and claims.csv; annotations and ClaimReview come from `linked`.

Of an unknown value nothing is said: its key is missing, but for the keys that the contract promises, which are null.
Lists are in the curator's order.
"""

import csv
import io
import re
from collections.abc import Mapping
from hashlib import sha256

from generator.model import VERDICTS, Claim, Edition, Entity, Evidence, Site, Source, Tie, Topic
from generator.publishing import addresses
from generator.publishing.comparisons import by_source, compared
from generator.publishing.dataset import SCHEMA
from generator.publishing.excerpts import Spans, published_text, segments, shown_stretches
from generator.publishing.jsontext import Json, document, known, number
from generator.publishing.linked import annotations, claim_review
from generator.text import DROPPED, SPACE

__all__ = ["annotations", "claim_review", "claims_csv", "claims_json", "published_text"]

# A spreadsheet may run a cell that begins with one of these, full-width ones and those after blanks among them.
RISKY = re.compile(rf"[{SPACE}{DROPPED}]*[=+\-@＝＋－＠]|[\t\r\n]")

_COLUMNS = (
    "claim", "statement", "verdict", "corroboration", "date", "topics", "entities", "quantity", "unit", "approximate",
    "checked", "checked_by", "claim_page", "evidence", "stance", "quote", "exact", "start", "end", "speaker", "value",
    "note", "source", "title", "publisher", "author", "published", "url", "archive_url", "source_page",
)  # fmt: skip


def claims_json(edition: Edition) -> bytes:
    """All that the site says, as contract section 4 has it, with topics, entities and where corroboration is from."""
    corpus, shown, copies = edition.corpus, shown_stretches(edition), _copies(edition)
    named_by: dict[str, list[Json]] = {each.id: [] for each in corpus.claims}
    for claim in corpus.claims:
        for each in claim.related:
            if each.claim in named_by:
                named_by[each.claim].append({"claim": claim.id, "relation": each.relation})
    whole = document(
        {"$schema": SCHEMA, "version": 1, "site": _site(corpus.site)},
        {
            "sources": (_source(edition, each, shown[each.id], copies.get(each.id, [])) for each in corpus.sources),
            "claims": (_claim(edition, each, named_by[each.id], shown) for each in corpus.claims),
            "topics": (_topic(each) for each in corpus.topics),
            "entities": (_entity(each) for each in corpus.entities),
        },
    )
    return f"{whole}\n".encode()


def claims_csv(edition: Edition) -> bytes:
    """RFC 4180 in UTF-8 with a header: a row for each piece of evidence, and one for a claim that has none.

    A cell that a spreadsheet might run begins with an apostrophe; claims.json has the text as it is.
    """
    sources = {each.id: each for each in edition.corpus.sources}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for claim in edition.corpus.claims:
        about = _claim_cells(edition, claim)
        for evidence in claim.evidence:
            row = about | _evidence_cells(edition, evidence) | _source_cells(sources[evidence.source])
            writer.writerow([_cell(row.get(each)) for each in _COLUMNS])
        if not claim.evidence:
            writer.writerow([_cell(about.get(each)) for each in _COLUMNS])
    return sheet.getvalue().encode()


# -- claims.json --------------------------------------------------------------------------------------------------


def _site(site: Site) -> Json:
    publisher = known({"name": site.publisher.name, "url": site.publisher.url}) if site.publisher else None
    ratings = [{"id": each.id, "label": each.label, "value": number(each.value)} for each in site.ratings or VERDICTS]
    return {"title": site.title, "language": site.language, "ratings": ratings} | known(
        {
            "description": site.description,
            "base_url": site.base_url,
            "publisher": publisher,
            "contact": site.contact,
            "about": site.about,
        }
    )


def _copies(edition: Edition) -> dict[str, list[Json]]:
    """The sources that share text with each source, those that share most first."""
    paged = compared(edition)
    found: dict[str, list[Json]] = {}
    for source, pairs in by_source(edition.shared).items():
        for each in pairs:
            ids = (each.first, each.second)
            copy: dict[str, object] = {
                "source": each.second if each.first == source else each.first,
                "same": each.same,
                "words": each.words,
                "unit": each.unit,
            }
            page = addresses.comparison(*ids) if ids in paged else None
            found.setdefault(source, []).append(copy | known({"page": page}))
    return found


def _source(edition: Edition, source: Source, shown: Spans, copies: list[Json]) -> Json:
    article = edition.articles[source.id]
    return {
        "id": source.id,
        "title": source.title,
        "file": source.file,
        "file_sha256": article.sha256,
        "display": source.display,
        "sha256": sha256(published_text(article, shown).encode()).hexdigest(),
        "text": addresses.text(source.id),
        "page": addresses.page("source", source.id),
    } | known(
        {
            "publisher": source.publisher,
            "author": source.author,
            "published": source.published,
            "url": source.url,
            "archive_url": source.archive_url,
            "accessed": source.accessed,
            "language": source.language,
            "derived_from": source.derived_from,
            "independent_of": {each.source: each.reason for each in source.independent_of},
            "shares_text_with": copies,
            "inferred": dict(source.inferred),
            "note": source.note,
        }
    )


def _claim(edition: Edition, claim: Claim, named_by: list[Json], shown: Mapping[str, Spans]) -> Json:
    standing = edition.standings[claim.id]
    quantity = claim.quantity
    measured = quantity and known(
        {"value": number(quantity.value), "unit": quantity.unit, "approximate": quantity.approximate}
    )
    origins = [{"sources": each.sources, "ties": [_tie(tie) for tie in each.ties]} for each in standing.origins]
    overruled = [{"tie": _tie(each.tie), "reason": each.reason} for each in standing.overruled]
    stands: dict[str, object] = {"supporting": standing.supporting, "refuting": standing.refuting, "origins": origins}
    return (
        {
            "id": claim.id,
            "statement": claim.statement,
            "verdict": claim.verdict,
            "corroboration": standing.corroboration,
            "standing": stands | known({"overruled": overruled}),
            "page": addresses.page("claim", claim.id),
        }
        | known(
            {
                "topics": claim.topics,
                "entities": claim.entities,
                "quantity": measured,
                "date": claim.date,
                "explanation": claim.explanation,
                "checked": claim.checked,
                "checked_by": claim.checked_by,
                "related": [{"claim": each.claim, "relation": each.relation} for each in claim.related],
                "related_from": named_by,
                "corrections": [{"date": each.date, "text": each.text} for each in claim.corrections],
            }
        )
        | {"evidence": [_evidence(edition, each, shown[each.source]) for each in claim.evidence]}
    )


def _tie(tie: Tie) -> Json:
    return {"first": tie.first, "second": tie.second, "kind": tie.kind, "reason": tie.reason}


def _evidence(edition: Edition, evidence: Evidence, shown: Spans) -> Json:
    anchor = edition.anchors[evidence.id]
    return {
        "id": evidence.id,
        "source": evidence.source,
        "stance": evidence.stance,
        "quote": evidence.quote,
        "speaker": evidence.speaker,
        "value": number(evidence.value),
        "note": evidence.note,
        "page": f"{addresses.page('claim', evidence.claim)}#e{evidence.number}",
        "passage": f"{addresses.page('source', evidence.source)}#{evidence.id}",
        "segments": segments(edition.articles[evidence.source].text, anchor, shown),
    }


def _topic(topic: Topic) -> Json:
    about = {"id": topic.id, "name": topic.name, "page": addresses.page("topic", topic.id)}
    return about | known({"description": topic.description})


def _entity(entity: Entity) -> Json:
    about = {"id": entity.id, "name": entity.name, "kind": entity.kind, "page": addresses.page("entity", entity.id)}
    return about | known({"aliases": entity.aliases, "description": entity.description})


# -- claims.csv ---------------------------------------------------------------------------------------------------


def _claim_cells(edition: Edition, claim: Claim) -> dict[str, object]:
    quantity = claim.quantity
    return {
        "claim": claim.id,
        "statement": claim.statement,
        "verdict": claim.verdict,
        "corroboration": edition.standings[claim.id].corroboration,
        "date": claim.date,
        "topics": " ".join(claim.topics),
        "entities": " ".join(claim.entities),
        "quantity": number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "approximate": ("yes" if quantity.approximate else "no") if quantity else None,
        "checked": claim.checked,
        "checked_by": claim.checked_by,
        "claim_page": addresses.page("claim", claim.id),
    }


def _evidence_cells(edition: Edition, evidence: Evidence) -> dict[str, object]:
    anchor, text = edition.anchors[evidence.id], edition.articles[evidence.source].text
    return {
        "evidence": evidence.id,
        "stance": evidence.stance,
        "quote": evidence.quote,
        "exact": " […] ".join(text[each.start : each.end] for each in anchor.segments),
        "start": anchor.start,
        "end": anchor.end,
        "speaker": evidence.speaker,
        "value": number(evidence.value),
        "note": evidence.note,
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


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if RISKY.match(text) else text
