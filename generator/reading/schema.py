"""claims.yaml declared once: validation, the model, the JSON Schema and the reference page all come from here."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from generator.diagnostics import Location, Outcome
from generator.model import OriginalFile, Reference, Source
from generator.reading.independence_overrides import IndependenceOverrides
from generator.reading.shapes import (
    ID,
    BooleanShape,
    ChoiceShape,
    DateShape,
    EntryValues,
    Field,
    IdentifiedShape,
    LinesShape,
    ListShape,
    NumberShape,
    PatternShape,
    Reader,
    RecordShape,
    ReferenceShape,
    TextShape,
    UrlShape,
)
from generator.reading.yamltree import Document, Scalar
from generator.reading.yamltree import Mapping as MappingNode
from generator.vocabulary import ENTITY_KINDS, RELATION_IDS, STANCE_IDS

TITLE_LENGTH = 1_000  # characters of an article's title

_MARKDOWN = LinesShape(markdown=True)
_LANGUAGE = PatternShape("a language tag such as en or pt-BR", r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

RATING = RecordShape(
    "a rating",
    (
        Field("id", PatternShape("an id", ID.pattern, "bad-id"), "what a claim's verdict says", required=True),
        Field("label", TextShape(), "what readers see", required=True),
        Field("value", NumberShape(), "its place on the scale: a higher value is better", required=True),
    ),
)
PUBLISHER = RecordShape(
    "a publisher",
    (
        Field("name", TextShape(), "who publishes the site", required=True),
        Field("url", UrlShape(), "the publisher's own address"),
    ),
)
SITE = RecordShape(
    "site",
    (
        Field("title", TextShape(300), "the site's name", required=True),
        Field("description", TextShape(), "one line for search engines and cards"),
        Field(
            "base_url", UrlShape(folder=True), "where the site will stand; with it come canonical links and sitemap.xml"
        ),
        Field("language", _LANGUAGE, "the language of the site (default en)"),
        Field("publisher", PUBLISHER, "who publishes the site"),
        Field("about", _MARKDOWN, "who made this and how; shown on about.html"),
        Field("sources_dir", TextShape(exact=True), "the folder of the articles (default seeds)"),
        Field("contact", UrlShape(email=True), "where readers report an error"),
        Field(
            "search", ChoiceShape(("own", "pagefind")), "pagefind adds the whole text of every article (default own)"
        ),
        Field("ratings", ListShape(RATING), "an own scale of verdicts, worst to best"),
    ),
)
# What may be inferred: the keys that say something of the article itself.
INFERRED = RecordShape(
    "inferred",
    tuple(
        Field(name, TextShape(), f"how “{name}” is known, where the source does not state it")
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
_SHA256 = PatternShape("a SHA-256 of 64 hexadecimal digits", "[0-9a-fA-F]{64}")
ORIGINAL = RecordShape(
    "an original",
    (
        Field("file", TextShape(exact=True), "the file, outside the folder of the sources", required=True),
        Field("sha256", _SHA256, "pins its bytes", required=True),
    ),
)
_ABOUT_SOURCE = (
    Field("title", TextShape(TITLE_LENGTH), "the article's title; for .md and .html it may stand in the file itself"),
    Field("publisher", TextShape(), "who published the article"),
    Field("author", ListShape(TextShape(), one=True), "who wrote it"),
    Field("published", DateShape(), "when it was published"),
    Field("url", UrlShape(), "where the original stands"),
    Field("archive_url", UrlShape(), "where a copy is archived"),
    Field("accessed", DateShape(), "when the copy was made"),
    Field("language", _LANGUAGE, "the article's language"),
    Field("sha256", _SHA256, "pins the file's bytes"),
    Field("derived_from", ReferenceShape("source"), "the source that this one is known to repeat"),
    Field("independent_of", IndependenceOverrides(), "sources that the desk counts apart from this one, and why"),
    Field("display", ChoiceShape(("full", "excerpts")), "excerpts publishes only quoted passages and their sentences"),
    Field("inferred", INFERRED, "how a field not stated in the source is known"),
    Field("note", _MARKDOWN, "what a reader should know of this source"),
)
FRONT_MATTER = RecordShape("front matter", _ABOUT_SOURCE)
SOURCE = RecordShape(
    "a source",
    (
        Field("file", TextShape(exact=True), "the article's file", required=True),
        *_ABOUT_SOURCE,
        Field("original", ORIGINAL, "the untouched file that this one was made from; it is kept, and not published"),
    ),
)
TOPIC = RecordShape(
    "a topic",
    (
        Field("name", TextShape(300), "what readers see", required=True),
        Field("description", _MARKDOWN, "what belongs here"),
    ),
)
ENTITY = RecordShape(
    "an entity",
    (
        Field("name", TextShape(300), "the name that readers see", required=True),
        Field(
            "kind",
            ChoiceShape(ENTITY_KINDS),
            "what it is",
            required=True,
        ),
        Field("aliases", ListShape(TextShape(300)), "other names that the articles use"),
        Field("description", _MARKDOWN, "who or what this is"),
    ),
)
QUANTITY = RecordShape(
    "a quantity",
    (
        Field("value", NumberShape(), "the figure", required=True),
        Field("unit", TextShape(100), "what is counted or measured"),
        Field("approximate", BooleanShape(), "whether the figure is a round one"),
    ),
)
RELATION = RecordShape(
    "a relation",
    (
        Field("claim", ReferenceShape("claim"), "the other claim", required=True),
        Field(
            "relation",
            ChoiceShape(RELATION_IDS),
            "what this claim is to the other",
            required=True,
        ),
    ),
)
CORRECTION = RecordShape(
    "a correction",
    (
        Field("date", DateShape(), "when it was made", required=True),
        Field("text", _MARKDOWN, "what was wrong and what is right", required=True),
    ),
)
REVIEW = RecordShape(
    "a review",
    (
        Field("date", DateShape(), "when the quotes were read in their places", required=True),
        Field("by", TextShape(300), "who read them"),
        Field(
            "fingerprint",
            PatternShape("a fingerprint that verbatim review writes", "[0-9a-f]{16}(-[0-9a-f]{16}){2}"),
            "of the statement, the evidence and the passages as they were then",
            required=True,
        ),
    ),
)
EVIDENCE = RecordShape(
    "a piece of evidence",
    (
        Field("source", ReferenceShape("source"), "where the quote stands", required=True),
        Field("quote", LinesShape(20_000, empty="quote-empty"), "the source's words, word for word", required=True),
        Field("stance", ChoiceShape(STANCE_IDS), "what the quote does to the claim", required=True),
        Field("speaker", TextShape(300), "who says it, if not the source's own voice"),
        Field("value", NumberShape(), "this source's figure, in the claim's unit"),
        Field("note", _MARKDOWN, "what a reader should know of this quote"),
        Field("prefix", TextShape(), "words just before the quote, where it occurs more than once"),
        Field("suffix", TextShape(), "words just after it"),
    ),
)
CLAIM = RecordShape(
    "a claim",
    (
        Field("statement", TextShape(1_000), "what is claimed, in one sentence", required=True),
        Field("topics", ListShape(ReferenceShape("topic")), "where it is filed"),
        Field("entities", ListShape(ReferenceShape("entity")), "who and what it is about"),
        Field("quantity", QUANTITY, "the figure that it states"),
        Field("date", DateShape(), "when it holds or happened; places it on the timeline"),
        Field("verdict", ReferenceShape("rating"), "the desk's own verdict"),
        Field("explanation", _MARKDOWN, "why the verdict is what it is"),
        Field("checked", DateShape(), "when it was last checked"),
        Field("checked_by", TextShape(300), "who checked it"),
        Field("reviewed", REVIEW, "that a person has read the quotes in place; verbatim review writes it"),
        Field("related", ListShape(RELATION), "other claims; shown on both pages"),
        Field("corrections", ListShape(CORRECTION), "what was corrected, and when"),
        Field("evidence", ListShape(EVIDENCE), "the quotes that bear on it"),
    ),
)
_MAPPINGS = (
    Field("sources", IdentifiedShape(SOURCE), "what is known of the articles, by id"),
    Field("topics", IdentifiedShape(TOPIC), "topics, by id"),
    Field("entities", IdentifiedShape(ENTITY), "people, places and things, by id"),
    Field("claims", IdentifiedShape(CLAIM), "the claims, by id"),
)
PROJECT = RecordShape(
    "claims.yaml",
    (
        Field("site", SITE, "the site as a whole", required=True),
        Field("include", ListShape(TextShape(200, exact=True)), "further files: globs relative to claims.yaml"),
        *_MAPPINGS,
    ),
)
INCLUDED = RecordShape("an included file", (Field("site", SITE, "the site as a whole"), *_MAPPINGS))
RECORDS = (
    PROJECT,
    SITE,
    PUBLISHER,
    RATING,
    SOURCE,
    INFERRED,
    ORIGINAL,
    TOPIC,
    ENTITY,
    CLAIM,
    QUANTITY,
    EVIDENCE,
    RELATION,
    CORRECTION,
    REVIEW,
)

Kind = Literal["source", "topic", "entity", "claim"]


def includes(document: Document) -> tuple[tuple[str, Location], ...]:
    """The globs of a claims file with their places; what is wrong with them is said when the file is read."""
    reader = Reader(document)
    if isinstance(document.root, MappingNode):
        for key, value in document.root.entries:
            if key.text == "include" and not isinstance(value, (Scalar, MappingNode)):
                texts = ((TextShape(200, exact=True).read(each, reader), document.at(each)) for each in value.items)
                return tuple((text, at) for text, at in texts if text is not None)
    return ()


def read_front_matter(document: Document) -> Outcome[tuple[EntryValues | None, tuple[Reference, ...]]]:
    """What an article's front matter says, under the names of a source's entry."""
    reader = Reader(document)
    entry = FRONT_MATTER.read(document.root, reader) if document.root else None
    return Outcome((entry, tuple(reader.references)), tuple(reader.diagnostics))


def build_source(id: str, file: str, said: Mapping[str, Any], location: Location) -> Source:
    """A source from what its entry and its front matter say of it."""
    values = {key: value for key, value in said.items() if key not in {"file", "inferred", "original"}}
    inferred = tuple(said["inferred"].values.items()) if "inferred" in said else ()
    kept = said.get("original")
    original = OriginalFile(kept.get("file", ""), kept.get("sha256", ""), kept.at("file")) if kept else None
    return Source(id=id, file=file, inferred=inferred, original=original, location=location, **values)


def json_schema(record: RecordShape = PROJECT) -> dict[str, Any]:
    """The JSON Schema (draft-07) of claims.yaml or, for INCLUDED, of a file that it includes: for editors."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{record.name} of a verbatim project",
        **record.schema(),
    }


def schema_text(record: RecordShape = PROJECT) -> str:
    """The same as a text file."""
    return json.dumps(json_schema(record), indent=2) + "\n"


def reference_tables() -> str:
    """The tables of the claims.yaml reference, as Markdown."""
    parts = []
    for record in RECORDS:
        parts.append(f"### {record.name}\n\n| key | what | value |\n| --- | --- | --- |\n")
        for each in record.fields:
            value = each.shape.name if isinstance(each.shape, RecordShape) else each.shape.words()
            name = f"**{each.name}**" if each.required else each.name
            parts.append(f"| {name} | {each.doc} | {value.replace('|', chr(92) + '|')} |\n")
        parts.append("\n")
    return "".join(parts)
