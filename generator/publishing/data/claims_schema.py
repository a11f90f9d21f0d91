"""The JSON Schema of claims.json, published beside it."""

import json
from collections.abc import Mapping

from generator.analysis.anchoring.levels import FOLDINGS, LEVELS
from generator.vocabulary import (
    CORROBORATION_IDS,
    ENTITY_KINDS,
    MODALITY_IDS,
    RATING_SIGNS,
    RELATION_IDS,
    STANCE_IDS,
    TIE_KINDS,
)

JsonSchema = dict[str, object]

SCHEMA = "claims.schema.json"

_TEXT: JsonSchema = {"type": "string"}
_NUMBER: JsonSchema = {"type": "number"}
_HASH: JsonSchema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ID: JsonSchema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_URL: JsonSchema = {"type": "string", "format": "uri"}
_PATH: JsonSchema = {"type": "string", "format": "uri-reference", "description": "Relative to the site's root."}
_MARKDOWN: JsonSchema = {"type": "string", "contentMediaType": "text/markdown"}
_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_DATE: JsonSchema = {
    "type": "string",
    "pattern": f"^{_DAY}$",
    "description": "As much of an ISO 8601 date as is known: 2000, 2000-10 or 2000-10-24.",
}
_WIDE_DATE: JsonSchema = {
    "type": "string",
    "pattern": f"^({_DAY}(/{_DAY})?|[0-9]{{3}}X|[0-9]{{2}}XX)$",
    "description": "Such a date; or a decade, 199X; a century, 18XX; a span, 2007/2014.",
}
_PAGE: JsonSchema = {"type": "integer", "minimum": 1, "description": "Counted from the file's first."}
_CURRENT: JsonSchema = {"type": "boolean", "description": "Nothing that was read has changed since."}
_OFFSET: JsonSchema = {"type": "integer", "minimum": 0, "description": "In code points of the source's text, from 0."}


def claims_schema() -> bytes:
    """Return claims.schema.json, in JSON Schema 2020-12, which is the same for every site.

    Readers must ignore keys that they do not know: a later version may add some.
    """
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The claims of a verbatim site, version 1",
        "description": "Claims, and the words of sources that support or refute them. Keys of what is not known are "
        "missing, or null where they are required. Ignore keys that you do not know.",
    } | _object_schema(
        {
            "$schema": _TEXT,
            "version": {"const": 1},
            "site": _site_schema(),
            "sources": _list_schema(_source_schema()),
            "claims": _list_schema(_claim_schema()),
            "topics": _list_schema(
                _object_schema(
                    {"id": _ID, "name": _TEXT, "page": _PATH}, {"description": _MARKDOWN, "formerly": _FORMERLY}
                )
            ),
            "entities": _list_schema(_entity_schema()),
        },
        {"withdrawn": _list_schema(_notice_schema(), "Claims that were withdrawn: a notice of each is published.")},
    )
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _site_schema() -> JsonSchema:
    rating = _object_schema(
        {"id": _ID, "label": _TEXT, "value": _allow_null(_NUMBER)},
        {"description": _TEXT, "sign": {"enum": list(RATING_SIGNS)}, "off_scale": {"const": True}},
    )
    return _object_schema(
        {
            "title": _TEXT,
            "language": _TEXT,
            "ratings": _list_schema(rating, "The scale of verdicts: higher is better."),
        },
        {
            "description": _TEXT,
            "base_url": _URL,
            "publisher": _object_schema({"name": _TEXT}, {"url": _URL}),
            "contact": _TEXT,
            "license": _object_schema({"name": _TEXT}, {"url": _URL}),
            "about": _MARKDOWN,
            "funding": _MARKDOWN,
            "corrections_policy": _MARKDOWN,
            "clean_urls": {"const": True, "description": "Absolute addresses of pages have no .html."},
        },
    )


def _source_schema() -> JsonSchema:
    count: JsonSchema = {"type": "integer", "minimum": 1}
    shared = _object_schema(
        {"source": _ID, "same": count, "words": count, "unit": {"enum": ["words", "characters"]}}, {"page": _PATH}
    )
    return _object_schema(
        {
            "id": _ID,
            "title": _allow_null(_TEXT),
            "file": _TEXT,
            "file_sha256": _HASH | {"description": "Of the file that was read."},
            "display": {"enum": ["full", "excerpts", "withheld"]},
            "sha256": _HASH | {"description": "Of the published text: what segments are places in."},
            "text": _PATH,
            "page": _PATH,
        },
        {
            "publisher": _TEXT,
            "author": _list_schema(_TEXT),
            "published": _DATE,
            "url": _URL,
            "archive_url": _URL,
            "accessed": _DATE,
            "language": _TEXT,
            "derived_from": _ID,
            "independent_of": {
                "type": "object",
                "description": "Sources that the desk counts apart from this one, and why.",
                "additionalProperties": _TEXT,
            },
            "shares_text_with": _list_schema(
                shared, "Sources that have some of the same text, those with most of it first."
            ),
            "inferred": {
                "type": "object",
                "description": "How a field that the source does not state is known, by the field's name.",
                "additionalProperties": _TEXT,
            },
            "note": _MARKDOWN,
            "withheld": _object_schema({"date": _DATE, "reason": _TEXT}),
            "formerly": _FORMERLY,
            "transcribed": _TEXT | {"description": "How the text was made of the original, if people or programs did."},
            "original": _PATH
            | {"description": "The file that the one that was read was made from, if it is published."},
            "original_sha256": _HASH | {"description": "Of the file that the one that was read was made from."},
            "pages": {"type": "integer", "minimum": 1, "description": "How many a paged file has."},
            "article": _list_schema(
                _list_schema(_OFFSET) | {"minItems": 2, "maxItems": 2},
                "The article's stretches: where each begins and ends. Without it, all of the text is the article.",
            ),
            "notes": _list_schema(
                _list_schema(_OFFSET) | {"minItems": 2, "maxItems": 2},
                "Note marks: where each begins and ends. A quote may have one, or read on over it.",
            ),
        },
    )


def _claim_schema() -> JsonSchema:
    tie = _object_schema({"first": _ID, "second": _ID, "kind": {"enum": list(TIE_KINDS)}, "reason": _TEXT})
    origin = _object_schema(
        {"sources": _list_schema(_ID), "ties": _list_schema(tie, "Why these sources count as one.")}
    )
    overruled = _object_schema({"tie": tie, "reason": _TEXT | {"description": "Why the desk counts the two apart."}})
    standing = _object_schema(
        {"supporting": _list_schema(_ID), "refuting": _list_schema(_ID), "origins": _list_schema(origin)},
        {"overruled": _list_schema(overruled, "Ties that the desk does not count.")},
    )
    related = _list_schema(_object_schema({"claim": _ID, "relation": {"enum": list(RELATION_IDS)}}))
    return _object_schema(
        {
            "id": _ID,
            "statement": _TEXT,
            "verdict": _allow_null(_ID) | {"description": "The desk's own: an id of site.ratings, or one of the four."},
            "corroboration": {"enum": list(CORROBORATION_IDS), "description": "Derived from the evidence."},
            "standing": standing,
            "page": _PATH,
            "evidence": _list_schema(_evidence_schema()),
        },
        {
            "unquoted": _list_schema(
                _ID, "Sources that speak of the claim and are not quoted for it, the likeliest first."
            ),
            "topics": _list_schema(_ID),
            "entities": _list_schema(_ID),
            "quantity": _object_schema({}, {"value": _NUMBER, "unit": _TEXT, "approximate": {"type": "boolean"}}),
            "date": _WIDE_DATE,
            "headline": _TEXT,
            "keywords": _list_schema(_TEXT, "Further words to search by."),
            "claimed": _list_schema(
                _object_schema({"by": _TEXT}, {"entity": _ID, "date": _DATE, "where": _TEXT, "url": _URL}),
                "Who claims it, when and where.",
            ),
            "explanation": _MARKDOWN,
            "checked": _DATE,
            "checked_by": _TEXT,
            "reviewed": _object_schema({"date": _DATE, "current": _CURRENT}, {"by": _TEXT}),
            "related": related,
            "related_from": related,
            "corrections": _CHANGES,
            "history": _CHANGES,
            "draft": {"const": True, "description": "It is not published."},
            "formerly": _FORMERLY,
        },
    )


def _notice_schema() -> JsonSchema:
    withdrawn = _object_schema({"date": _DATE, "reason": _MARKDOWN}, {"see": _ID})
    return _object_schema(
        {"id": _ID, "statement": _TEXT, "page": _PATH, "withdrawn": withdrawn},
        {"formerly": _FORMERLY, "corrections": _CHANGES, "history": _CHANGES},
    )


def _evidence_schema() -> JsonSchema:
    segment = _object_schema(
        {"start": _OFFSET, "end": _OFFSET, "exact": _TEXT, "prefix": _TEXT, "suffix": _TEXT},
        {"sha256": _HASH | {"description": "Of the words, in UTF-8, where these are withheld."}},
    )
    kind: JsonSchema = {"enum": ["left-out", "replaced"]}
    omitted = _object_schema({"start": _OFFSET, "end": _OFFSET, "kind": kind}, {"exact": _TEXT})
    return _object_schema(
        {
            "id": {"type": "string", "description": "The claim's id and the number of the evidence in it, from 1."},
            "source": _ID,
            "stance": {"enum": list(STANCE_IDS)},
            "quote": _TEXT
            | {"description": "As the desk typed it; the segments have the source's words. A notice if withheld."},
            "speaker": _allow_null(_TEXT),
            "value": _allow_null(_NUMBER),
            "note": _allow_null(_MARKDOWN),
            "page": _PATH,
            "passage": _PATH,
            "segments": _list_schema(segment) | {"minItems": 1},
            "level": {"enum": list(LEVELS), "description": "How exactly the quote is the source's print."},
        },
        {
            "folded": _list_schema(
                {"enum": list(FOLDINGS)}, "What was made alike to compare them, beyond spaces and marks."
            ),
            "modality": {"enum": list(MODALITY_IDS), "description": "How the quote says what the claim states."},
            "omitted": _list_schema(omitted, "What the quote's brackets hide, where that is known."),
            "page_numbers": _list_schema(
                _PAGE, "The pages of the source's file that the quote stands on, from its first to its last."
            ),
            "seconds": _list_schema(
                {"type": "integer", "minimum": 0},
                "When in a recording the first and the last words of the quote are said: where their subtitles begin.",
            ),
        },
    )


def _entity_schema() -> JsonSchema:
    kinds = list(ENTITY_KINDS)
    return _object_schema(
        {"id": _ID, "name": _TEXT, "kind": {"enum": kinds}, "page": _PATH},
        {"aliases": _list_schema(_TEXT), "description": _MARKDOWN, "formerly": _FORMERLY},
    )


def _object_schema(required: Mapping[str, JsonSchema], optional: Mapping[str, JsonSchema] | None = None) -> JsonSchema:
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _list_schema(item: JsonSchema, description: str | None = None) -> JsonSchema:
    shape: JsonSchema = {"type": "array", "items": item}
    return shape | {"description": description} if description else shape


def _allow_null(value: JsonSchema) -> JsonSchema:
    """Return the schema of the value or null, for what may be unknown."""
    return {**value, "type": [value["type"], "null"]}


_FORMERLY = _list_schema(_ID, "Ids that it had before: their pages lead here.")
_CHANGES = _list_schema(_object_schema({"date": _DATE, "text": _MARKDOWN}))
