"""Tables: claims.csv of a site, and spreadsheets that were saved as CSV."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.commands.import_.records import (
    ImportedClaim,
    ImportedFile,
    ImportedQuote,
    ImportedSource,
    UnreadableFile,
)
from generator.reading.ids import ID

# What columns are called elsewhere; the first is our own name.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "statement": ("statement", "claim_text", "claim_reviewed", "claimreviewed"),
    "id": ("id", "claim_id"),
    "quote": ("quote", "quotation", "passage", "excerpt", "exact"),
    "source": ("source", "source_id", "source_url", "document"),
    "url": ("url", "link", "uri"),
    "title": ("title", "source_title"),
    "verdict": ("verdict", "rating", "conclusion"),
    "topics": ("topics", "topic", "tags", "tag"),
    "entities": ("entities", "entity"),
    "checked": ("checked", "date_checked", "review_date"),
    "note": ("note", "notes", "comment"),
}
_FIELDS = ("verdict", "date", "checked", "checked_by", "explanation", "quantity", "unit", "approximate")
_ABOUT_SOURCE = ("title", "publisher", "author", "published", "url", "archive_url")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")  # an apostrophe before what a spreadsheet would run

Row = Mapping[str, str]


def read_table(text: str) -> ImportedFile:
    """Return what a table says: a claim for each statement, with a quote for each row. Raises UnreadableFile."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as reason:
        raise UnreadableFile(f"it is no table: {reason}") from None
    if not rows:
        raise UnreadableFile("it is empty")
    names = _name_columns([cell.strip().lower().replace(" ", "_") for cell in rows[0]])
    if not {"statement", "quote"} & set(names):
        raise UnreadableFile("its first row names no column “statement” or “quote”")
    records = [
        (f"row {number}", {name: _clean(cell) for name, cell in zip(names, row, strict=False) if name})
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    full = [(where, row) for where, row in records if row.get("statement") or row.get("quote")]
    faults = tuple(f"{where}: neither a statement nor a quote" for where, row in records if (where, row) not in full)
    return ImportedFile("row", len(records), _make_claims(full), tuple(_make_sources(full)), faults)


def _name_columns(heads: Sequence[str]) -> Sequence[str]:
    """Return our names of the columns; those that nothing is known of have none."""
    known = {other: name for name, others in _COLUMNS.items() for other in others}
    heads = [known.get(head, head) for head in heads]
    if "claim" in heads and "statement" not in heads:
        heads = ["statement" if head == "claim" else head for head in heads]
    heads = ["id" if head == "claim" else head for head in heads]
    return [head if head not in heads[:number] else "" for number, head in enumerate(heads)]  # the first of each


def _clean(cell: str) -> str:
    return _GUARDED.sub("", cell, count=1) if _GUARDED.match(cell) else cell


def _make_claims(records: Sequence[tuple[str, Row]]) -> tuple[ImportedClaim, ...]:
    """Return the claims in the order of their first rows; rows of one claim have its id, or its statement."""
    grouped: dict[str, list[tuple[str, Row]]] = {}
    for where, row in records:
        grouped.setdefault(row.get("id") or row.get("statement") or where, []).append((where, row))
    return tuple(_make_claim(rows) for rows in grouped.values())


def _make_claim(rows: Sequence[tuple[str, Row]]) -> ImportedClaim:
    where, first = rows[0]
    return ImportedClaim(
        where,
        first.get("statement", ""),
        first.get("id", ""),
        {name: first[name] for name in _FIELDS if first.get(name)},
        split_names(first.get("topics", "")),
        split_names(first.get("entities", "")),
        quotes=tuple(_make_quote(where, row) for where, row in rows if row.get("quote")),
    )


def _make_quote(where: str, row: Row) -> ImportedQuote:
    source = row.get("source") or row.get("url") or row.get("title") or ""
    start = row.get("start", "")
    fields = {name: row.get(name, "") for name in ("prefix", "suffix", "stance", "speaker", "value", "note")}
    modality = row.get("modality", "")
    if modality == ("said" if row.get("speaker") else "stated"):
        modality = ""  # that it is so follows
    return ImportedQuote(
        where,
        row["quote"],
        source,
        start=int(start) if start.isascii() and start.isdecimal() and len(start) < 12 else None,
        modality=modality,
        **fields,
    )


def split_names(cell: str) -> tuple[str, ...]:
    """Return the ids or names in a cell: ids are parted by spaces, names by semicolons or commas."""
    ids = cell.split()
    if all(ID.fullmatch(id) for id in ids):
        return tuple(ids)
    return tuple(filter(None, (name.strip() for name in re.split("[;,]" if ";" not in cell else ";", cell))))


def _make_sources(records: Sequence[tuple[str, Row]]) -> Iterator[ImportedSource]:
    seen: set[str] = set()
    for where, row in records:
        source = row.get("source", "")
        fields = {name: row[name] for name in _ABOUT_SOURCE if row.get(name)}
        if source and fields and source not in seen:
            seen.add(source)
            authors = tuple(filter(None, (name.strip() for name in fields.pop("author", "").split(";"))))
            yield ImportedSource(where, {**fields, **({"author": authors} if authors else {})}, (source,))
