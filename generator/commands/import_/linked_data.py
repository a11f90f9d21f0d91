"""JSON of other programs: ClaimReview and feeds of it, Web Annotations, and Hypothesis's own."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from generator.commands.import_.records import ImportedClaim, ImportedFile, ImportedQuote, UnreadableFile
from generator.vocabulary import STANCE_IDS

_SCRIPT = re.compile(r"<script\b[^>]*type=[\"']?application/ld\+json[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_OUR_CLAIM = re.compile(r"claims/([a-z0-9-]+)\.html")
_DEEPEST = 50

Json = Mapping[str, Any]


def load_json(text: str) -> Any:
    """Return the JSON of a text: one document, a document on each line, or those in the scripts of a page.

    Raises UnreadableFile.
    """
    scripts = _SCRIPT.findall(text) if text.lstrip().startswith("<") else []
    try:
        if scripts:
            return [json.loads(script) for script in scripts]
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
                raise
            return [json.loads(line) for line in lines]
    except ValueError as reason:
        raise UnreadableFile(f"it is no JSON: {reason}") from None
    except RecursionError:
        raise UnreadableFile("its JSON is nested too deep") from None


def find_objects(data: object, kinds: frozenset[str]) -> Iterator[tuple[str, Json]]:
    """Yield the objects of these types in the data, in its order, each with its place; none inside another."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        if isinstance(value, Mapping) and kinds & {*map(str, _list(value.get("@type", value.get("type"))))}:
            yield place or "the document", value
        elif depth < _DEEPEST and isinstance(value, Mapping):
            waiting += reversed([(f"{place}.{key}".lstrip("."), inner, depth + 1) for key, inner in value.items()])
        elif depth < _DEEPEST and isinstance(value, list):
            waiting += reversed([(f"{place}[{number}]", inner, depth + 1) for number, inner in enumerate(value)])


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    """Return what a value says: a text, the name or address of an object, or the first of a list."""
    if isinstance(value, list):
        return next(filter(None, map(_text, value)), "")
    if isinstance(value, Mapping):
        return next(filter(None, (_text(value.get(key)) for key in ("name", "url", "id", "@id", "@value"))), "")
    return unescape(_TAGS.sub("", str(value))).strip() if isinstance(value, str | int | float) else ""


# -- ClaimReview --------------------------------------------------------------------------------------------------


def read_claim_reviews(data: object) -> ImportedFile:
    """Return the claims of all ClaimReviews in the data: without quotes, which these have none of."""
    found = list(find_objects(data, frozenset({"ClaimReview", "schema:ClaimReview", "https://schema.org/ClaimReview"})))
    claims = [(place, review, _make_claim(place, review)) for place, review in found]
    return ImportedFile(
        "ClaimReview",
        len(found),
        tuple(claim for _, _, claim in claims if claim.statement),
        faults=tuple(f"{place}: no claimReviewed" for place, _, claim in claims if not claim.statement),
    )


def _make_claim(place: str, review: Json) -> ImportedClaim:
    item = review.get("itemReviewed")
    item = item if isinstance(item, Mapping) else {}
    rating = review.get("reviewRating")
    rating = rating if isinstance(rating, Mapping) else {}
    checker, page = _text(review.get("author")), _text(review.get("url"))
    fields = {
        "verdict": _text(rating.get("alternateName")) or _text(rating.get("name")),
        "checked": _text(review.get("datePublished"))[:10],
        "checked_by": checker,
        "explanation": _text(review.get("reviewBody")),
        "review": page,
    }
    appearance: object = next((each for each in _list(item.get("firstAppearance")) + _list(item.get("appearance"))), {})
    claimed = {
        "by": _text(item.get("author")),
        "date": _text(item.get("datePublished"))[:10],
        "url": _text(appearance.get("url")) if isinstance(appearance, Mapping) else _text(appearance),
    }
    statement = _text(review.get("claimReviewed")) or _text(item.get("text"))
    said = {key: value for key, value in claimed.items() if value}
    id = _OUR_CLAIM.search(page)
    return ImportedClaim(
        place,
        statement,
        id[1] if id else "",
        {key: value for key, value in fields.items() if value},
        claimed=said if claimed["by"] else {},
    )


# -- annotations --------------------------------------------------------------------------------------------------


def read_annotations(data: object) -> ImportedFile:
    """Return the quotes of all Web Annotations, or of Hypothesis's rows; those that say the same are of one claim."""
    found = [*_find_annotations(data)]
    grouped: dict[str, list[tuple[ImportedClaim, tuple[ImportedQuote, ...]]]] = {}
    faults = []
    for place, annotation in found:
        claim = _make_annotated(place, annotation)
        if not claim.quotes:
            faults.append(
                f"{place}: it quotes nothing: “{claim.statement[:80]}”" if claim.statement else f"{place}: empty"
            )
        else:
            grouped.setdefault(claim.id or claim.statement or place, []).append((claim, claim.quotes))
    claims = tuple(
        ImportedClaim(
            rows[0][0].where,
            rows[0][0].statement,
            rows[0][0].id,
            topics=tuple(dict.fromkeys(topic for claim, _ in rows for topic in claim.topics)),
            quotes=tuple(quote for _, quotes in rows for quote in quotes),
        )
        for rows in grouped.values()
    )
    return ImportedFile("annotation", len(found), claims, faults=tuple(faults))


def _find_annotations(data: object) -> Iterator[tuple[str, Json]]:
    rows = data.get("rows", data.get("annotations")) if isinstance(data, Mapping) else data
    if isinstance(rows, list) and any(isinstance(row, Mapping) and "uri" in row for row in rows):
        yield from ((f"annotation {number}", row) for number, row in enumerate(rows, 1) if isinstance(row, Mapping))
    else:
        found = find_objects(data, frozenset({"Annotation", "oa:Annotation"}))
        yield from ((f"annotation {number}", row) for number, (_, row) in enumerate(found, 1))


def _make_annotated(place: str, annotation: Json) -> ImportedClaim:
    bodies = [body for body in _list(annotation.get("body")) if isinstance(body, Mapping | str)]
    texts, tags, linked = [_text(annotation.get("text"))], list(map(_text, _list(annotation.get("tags")))), ""
    for body in bodies:
        said = body if isinstance(body, str) else _text(body.get("value"))
        purpose = "" if isinstance(body, str) else _text(body.get("purpose"))
        if purpose in {"tagging", "classifying"}:
            tags.append(said)
        elif purpose == "linking" and not isinstance(body, str):
            linked = _text(body.get("source"))
        else:
            texts.append(_text(said))
    stance = next((tag.lower() for tag in tags if tag.lower() in STANCE_IDS), "")
    quotes = tuple(_make_quotes(place, annotation, stance))
    id = _OUR_CLAIM.search(linked)
    topics = tuple(tag for tag in tags if tag and tag.lower() not in STANCE_IDS)
    return ImportedClaim(place, next(filter(None, texts), ""), id[1] if id else "", topics=topics, quotes=quotes)


def _make_quotes(place: str, annotation: Json, stance: str) -> Iterator[ImportedQuote]:
    """Yield the words that an annotation selects; several targets in one source are parts of one quote."""
    parts: list[tuple[str, Json, int | None]] = []
    for target in _list(annotation.get("target")):
        if not isinstance(target, Mapping):
            continue
        source = _text(_address(target.get("source"))) or _text(annotation.get("uri"))
        selectors = [*_walk_selectors(target.get("selector"))]
        exact = next((each for each in selectors if _text(each.get("exact"))), None)
        position = next((each.get("start") for each in selectors if isinstance(each.get("start"), int)), None)
        if exact:
            parts.append((source, exact, position))
    for source in dict.fromkeys(source for source, _, _ in parts):
        own = [(exact, start) for its, exact, start in parts if its == source]
        words = " […] ".join(str(exact.get("exact")) for exact, _ in own)
        first, last = own[0][0], own[-1][0]
        prefix, suffix = first.get("prefix"), last.get("suffix")
        yield ImportedQuote(
            place,
            words,
            source,
            prefix if isinstance(prefix, str) else "",
            suffix if isinstance(suffix, str) else "",
            own[0][1],
            stance,
        )


def _address(source: object) -> object:
    return source.get("id", source.get("@id", source)) if isinstance(source, Mapping) else source


def _walk_selectors(selector: object) -> Iterator[Json]:
    waiting = _list(selector)
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, Mapping):
            yield each
            waiting += _list(each.get("refinedBy"))


# -- which it is --------------------------------------------------------------------------------------------------


def is_annotations(data: object) -> bool:
    """Return whether the data has annotations."""
    return next(_find_annotations(data), None) is not None


def list_records(data: object) -> Sequence[Json]:
    """Return the objects of a list, or of the list in an object's `items`."""
    rows = data.get("items", data) if isinstance(data, Mapping) else data
    return [row for row in _list(rows) if isinstance(row, Mapping)]
