"""What may be said of a source: its entry in the claims file, its front matter, and the model of both."""

from collections.abc import Mapping
from typing import Any

from generator.diagnostics import Location
from generator.model import Original, Source
from generator.reading.shapes import Choice, Date, Field, Lines, ListOf, Pattern, Record, Ref, Text, Url

TITLE_LENGTH = 1_000  # characters of an article's title

MARKDOWN = Lines(markdown=True)
LANGUAGE = Pattern("a language tag such as en or pt-BR", r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# What may be inferred: the keys that say something of the article itself.
INFERRED = Record(
    "inferred",
    tuple(
        Field(name, Text(), f"how “{name}” is known, where the source does not state it")
        for name in (
            "title",
            "publisher",
            "author",
            "published",
            "url",
            "archive_url",
            "accessed",
            "language",
            "derived_from",
        )
    ),
)
_SHA256 = Pattern("a SHA-256 of 64 hexadecimal digits", "[0-9a-fA-F]{64}")
ORIGINAL = Record(
    "an original",
    (
        Field("file", Text(exact=True), "the file, outside the folder of the sources", required=True),
        Field("sha256", _SHA256, "pins its bytes", required=True),
    ),
)
_ABOUT_SOURCE = (
    Field("title", Text(TITLE_LENGTH), "the article's title; for .md and .html it may stand in the file itself"),
    Field("publisher", Text(), "who published the article"),
    Field("author", ListOf(Text(), one=True), "who wrote it"),
    Field("published", Date(), "when it was published"),
    Field("url", Url(), "where the original stands"),
    Field("archive_url", Url(), "where a copy is archived"),
    Field("accessed", Date(), "when the copy was made"),
    Field("language", LANGUAGE, "the article's language"),
    Field("sha256", _SHA256, "pins the file's bytes"),
    Field("derived_from", Ref("source"), "the source that this one is known to repeat"),
    Field("display", Choice(("full", "excerpts")), "excerpts publishes only quoted passages and their sentences"),
    Field("inferred", INFERRED, "how a field not stated in the source is known"),
    Field("note", MARKDOWN, "what a reader should know of this source"),
)
FRONT_MATTER = Record("front matter", _ABOUT_SOURCE)
SOURCE = Record(
    "a source",
    (
        Field("file", Text(exact=True), "the article's file", required=True),
        *_ABOUT_SOURCE,
        Field("original", ORIGINAL, "the untouched file that this one was made from; it is kept, and not published"),
    ),
)


def source_of(id: str, file: str, said: Mapping[str, Any], location: Location) -> Source:
    """A source from what its entry and its front matter say of it."""
    values = {key: value for key, value in said.items() if key not in {"file", "inferred", "original"}}
    inferred = tuple(said["inferred"].values.items()) if "inferred" in said else ()
    kept = said.get("original")
    original = Original(kept.get("file", ""), kept.get("sha256", ""), kept.at("file")) if kept else None
    return Source(id=id, file=file, inferred=inferred, original=original, location=location, **values)
