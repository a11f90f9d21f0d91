"""Articles as reference managers have them: Zotero's JSON, and CSL's, which most programs write."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.commands.import_.linked_data import list_records
from generator.commands.import_.records import ImportedFile, ImportedSource

_NO_ARTICLE = frozenset({"attachment", "note", "annotation"})
_YEAR = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Json = Mapping[str, Any]


def is_references(data: object) -> bool:
    """Return whether the data is a list of works."""
    return any("itemType" in _data(row) or ("title" in row and "type" in row) for row in list_records(data))


def read_references(data: object) -> ImportedFile:
    """Return the articles of a list of works."""
    rows = [_data(row) for row in list_records(data)]
    rows = [row for row in rows if str(row.get("itemType")) not in _NO_ARTICLE]
    sources = [_make_source(f"item {number}", row) for number, row in enumerate(rows, 1)]
    faults = tuple(f"{source.where}: it has neither a title nor an address" for source in sources if not source.fields)
    return ImportedFile("work", len(rows), sources=tuple(each for each in sources if each.fields), faults=faults)


def _data(row: Json) -> Json:
    data = row.get("data")
    return data if isinstance(data, Mapping) else row


def _make_source(where: str, row: Json) -> ImportedSource:
    authors = tuple(filter(None, map(_person, _people(row))))
    said = {
        "title": _first(row, "title"),
        "publisher": _first(row, "publicationTitle", "container-title", "websiteTitle", "blogTitle", "publisher"),
        "published": _date(row.get("date") or row.get("issued")),
        "url": _first(row, "url", "URL"),
        "accessed": _date(row.get("accessDate") or row.get("accessed")),
        "language": _first(row, "language"),
    }
    fields: dict[str, str | tuple[str, ...]] = {key: value for key, value in said.items() if value}
    names = tuple(
        filter(None, (_first(row, "citation-key", "citationKey", "id", "key"), _first(row, "archiveLocation")))
    )
    if not {"title", "url"} & set(fields):
        return ImportedSource(where, {}, names)
    return ImportedSource(where, {**fields, **({"author": authors} if authors else {})}, names)


def _first(row: Json, *keys: str) -> str:
    return next(
        (" ".join(str(row[key]).split()) for key in keys if isinstance(row.get(key), str | int) and row[key]), ""
    )


def _people(row: Json) -> Sequence[Any]:
    creators = row.get("creators", row.get("author"))
    if not isinstance(creators, list):
        return ()
    return [each for each in creators if isinstance(each, Mapping) and each.get("creatorType", "author") == "author"]


def _person(person: Json) -> str:
    whole = _first(person, "name", "literal")
    parts = (_first(person, "firstName", "given"), _first(person, "lastName", "family"))
    return whole or " ".join(filter(None, parts))


def _date(value: object) -> str:
    """Return a date as claims files have it: of a text its beginning, of CSL the numbers of its parts."""
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            numbers = [str(part) for part in parts[0][:3] if str(part).isdecimal()]
            return "-".join(part.zfill(4 if not number else 2) for number, part in enumerate(numbers))
        value = value.get("raw") or value.get("literal")
    found = _YEAR.match(value) if isinstance(value, str) else None
    return found[0] if found else ""
