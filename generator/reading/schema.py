"""The schema of claims.yaml: validation, JSON Schema and the reference in the manual are all derived from it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.diagnostics import Location, Outcome
from generator.id_references import Reference
from generator.model import Source
from generator.notices import Withholding
from generator.reading.accepted_shape import AcceptedShape
from generator.reading.desk_shapes import ClaimDateShape, FormerIdsShape, LanguageShape
from generator.reading.ids import ID
from generator.reading.shapes import (
    BooleanShape,
    ChoiceShape,
    DateShape,
    EntryValues,
    Field,
    IdentifiedShape,
    LinesShape,
    ListShape,
    NumberShape,
    OverridesShape,
    PatternShape,
    Reader,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
    UrlShape,
    reference_schema,
)
from generator.reading.yamltree import Document, Scalar
from generator.reading.yamltree import Mapping as MappingNode
from generator.source_files import ArticleBounds, OriginalFile
from generator.vocabulary import ENTITY_KINDS, MODALITY_IDS, RATING_SIGNS, RELATION_IDS, STANCE_IDS, VERDICTS

_ID = PatternShape("an id", ID.pattern, "bad-id")
TITLE_LENGTH = 1_000  # characters of an article's title

_MARKDOWN = LinesShape(markdown=True)
_ACCEPT = Field("accept", AcceptedShape(), "[warnings that the desk overrules](#accepted-warnings), and why")
_FORMERLY = Field(
    "formerly", FormerIdsShape(), "ids that it had before: [their addresses lead here](#names-that-change)"
)
_LANGUAGE = LanguageShape()

RATING = RecordShape(
    "a rating",
    (
        Field("id", _ID, "the id that a claim's verdict names", required=True),
        Field("label", TextShape(), "what readers see", required=True),
        Field("value", NumberShape(), "its position on the scale; higher is better; required, unless off_scale"),
        Field("description", TextShape(1_000), "what it means; shown on the methodology page"),
        Field("sign", ChoiceShape(RATING_SIGNS), "what it says of a claim; by default its half of the scale tells"),
        Field("off_scale", BooleanShape(), "true for a grade that is neither better nor worse than others"),
    ),
)
PUBLISHER = RecordShape(
    "a publisher",
    (
        Field("name", TextShape(), "who publishes the site", required=True),
        Field("url", UrlShape(), "the publisher's website"),
    ),
)
LICENSE = RecordShape(
    "a licence",
    (
        Field("name", TextShape(200), "what it is called, such as CC BY 4.0", required=True),
        Field("url", UrlShape(), "the address of its text"),
    ),
)
SITE = RecordShape(
    "site",
    (
        Field("title", TextShape(300), "the site's name", required=True),
        Field("description", TextShape(), "one line for search engines and link previews"),
        Field("base_url", UrlShape(folder=True), "the site's address; adds canonical links and sitemap.xml"),
        Field("language", _LANGUAGE, "the language of the site (default en)"),
        Field("publisher", PUBLISHER, "who publishes the site"),
        Field("clean_urls", BooleanShape(), "absolute addresses of pages have no .html, for hosts that answer so"),
        Field("about", _MARKDOWN, "who made this and how; shown on about.html"),
        Field("funding", _MARKDOWN, "who pays for it; a section of about.html"),
        Field("corrections_policy", _MARKDOWN, "what the desk does about its errors; a section of about.html"),
        Field("sources_dir", TextShape(exact=True), "the folder of the articles (default seeds)"),
        Field("license", LICENSE, "of the desk's own words and data; in every data file, feed and page"),
        Field("id", _ID, "what the ids of feed entries are made of, so that they survive a new address or title"),
        Field("contact", UrlShape(email=True), "where readers can report errors"),
        Field("featured", ListShape(ReferenceShape("claim")), "the claims that the home page begins with"),
        Field(
            "search",
            ChoiceShape(("own", "pagefind")),
            "pagefind also searches the full text of every article (default own)",
        ),
        Field("ratings", ListShape(RATING), "the site's own scale of verdicts, from worst to best"),
        _ACCEPT,
    ),
)
# What may be inferred: the keys that describe the article itself.
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
        Field("file", TextShape(exact=True), "the original file, outside the sources folder", required=True),
        Field("sha256", _SHA256, "the hash of its bytes: the build stops if they change", required=True),
        Field("transcribed", TextShape(), "how the text was made of it, such as: recognised by Tesseract 5"),
        Field("publish", BooleanShape(), "whether the original is published (default: where `transcribed` is stated)"),
    ),
)
_BOUND = LinesShape(2_000, empty="quote-empty")
STRETCH = RecordShape(
    "a stretch of an article",
    (
        Field("from", _BOUND, "its first words, behind the stretch before it", required=True),
        Field("to", _BOUND, "its last words: their first place behind those of `from`", required=True),
    ),
)
_ABOUT_SOURCE = (
    Field("title", TextShape(TITLE_LENGTH), "the article's title; may be left out where the file states it"),
    Field("publisher", TextShape(), "who published the article"),
    Field("author", ListShape(TextShape(), single=True), "who wrote it"),
    Field("published", DateShape(), "when it was published"),
    Field("url", UrlShape(), "where the original was published"),
    Field("archive_url", UrlShape(), "the address of an archived copy"),
    Field("accessed", DateShape(), "when the article was retrieved"),
    Field("language", _LANGUAGE, "the article's language"),
    Field("sha256", _SHA256, "the hash of the file's bytes: the build stops if they change"),
    Field("derived_from", ReferenceShape("source"), "the source that this one is known to repeat"),
    Field("independent_of", OverridesShape(), "sources that the desk counts as independent of this one, and why"),
    Field(
        "display",
        ChoiceShape(("full", "excerpts", "withheld")),
        "how much is published; excerpts: only quoted passages and their sentences; withheld: "
        "[no word](#a-text-taken-down) (default full)",
    ),
    Field(
        "article",
        ListShape(STRETCH),
        "[which stretches of the text are the article](#where-the-article-is); the rest is folded away "
        "(default all of it)",
    ),
    Field("inferred", INFERRED, "how values that the source does not state are known"),
    Field("note", _MARKDOWN, "what readers should know about this source"),
    _ACCEPT,
)
FRONT_MATTER = RecordShape("front matter", _ABOUT_SOURCE)
WITHHELD = RecordShape(
    "a withheld text",
    (
        Field("date", DateShape(), "when it was taken down", required=True),
        Field("reason", TextShape(1_000), "why; shown in place of the text", required=True),
    ),
)
SOURCE = RecordShape(
    "a source",
    (
        Field("file", TextShape(exact=True), "the article's file", required=True),
        *_ABOUT_SOURCE,
        Field("original", ORIGINAL, "the unaltered file that this one was made from, kept and pinned"),
        Field("withheld", WITHHELD, "when and why the text was taken down; required with display: withheld"),
        _FORMERLY,
    ),
)
TOPIC = RecordShape(
    "a topic",
    (
        Field("name", TextShape(300), "what readers see", required=True),
        Field("description", _MARKDOWN, "what belongs to this topic"),
        _ACCEPT,
        _FORMERLY,
    ),
)
ENTITY = RecordShape(
    "an entity",
    (
        Field("name", TextShape(300), "the name that readers see", required=True),
        Field(
            "kind",
            ChoiceShape(ENTITY_KINDS),
            "what kind of entity it is; other where nothing is said",
        ),
        Field("aliases", ListShape(TextShape(300)), "other names that the articles use"),
        Field("description", _MARKDOWN, "who or what this is"),
        _ACCEPT,
        _FORMERLY,
    ),
)
QUANTITY = RecordShape(
    "a quantity",
    (
        Field("value", NumberShape(), "the figure", required=True),
        Field("unit", TextShape(100), "what is counted or measured"),
        Field("approximate", BooleanShape(), "whether the figure is approximate"),
    ),
)
RELATION = RecordShape(
    "a relation",
    (
        Field("claim", ReferenceShape("claim"), "the other claim", required=True),
        Field(
            "relation",
            ChoiceShape(RELATION_IDS),
            "how this claim relates to the other",
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
CHANGE = RecordShape(
    "a change",
    (
        Field("date", DateShape(), "when it was published", required=True),
        Field("text", _MARKDOWN, "what readers saw change", required=True),
    ),
)
WITHDRAWN = RecordShape(
    "a withdrawn claim",
    (
        Field("date", DateShape(), "when it was withdrawn", required=True),
        Field("reason", _MARKDOWN, "why; its page says so and nothing else", required=True),
        Field("see", ReferenceShape("claim"), "the claim to read instead"),
    ),
)
ASSERTION = RecordShape(
    "who claims it",
    (
        Field("by", TextShape(300), "who says so: the id of an entity, or a name", required=True),
        Field("date", DateShape(), "when"),
        Field("where", TextShape(300), "on which occasion or in which place, such as: at a news conference"),
        Field("url", UrlShape(), "where it can be read or heard"),
    ),
)
# Of version 1 three digests, then five, then six: analysis/reviews.py says of what.
_FINGERPRINT = r"[0-9a-f]{16}(-[0-9a-f]{16}){2}((-[0-9a-f]{16}){2,3})?"
REVIEW = RecordShape(
    "a review",
    (
        Field("date", DateShape(), "when the quotes were read in context", required=True),
        Field("by", TextShape(300), "who read them"),
        Field("objection", TextShape(), "why the reader did not agree: a task for the desk, which no page shows"),
        Field(
            "fingerprint",
            PatternShape("a fingerprint written by verbatim review", _FINGERPRINT, most=200),
            "identifies statement, evidence, passages, verdict, explanation and headline as they were then",
            required=True,
        ),
    ),
)
EVIDENCE = RecordShape(
    "a piece of evidence",
    (
        Field("source", ReferenceShape("source"), "the source of the quote", required=True),
        Field("quote", LinesShape(20_000, empty="quote-empty"), "the source's words, word for word", required=True),
        Field("stance", ChoiceShape(STANCE_IDS), "how the quote bears on the claim", required=True),
        Field("speaker", TextShape(300), "who says it, if not the source itself"),
        Field("value", NumberShape(), "this source's figure, in the claim's unit"),
        Field(
            "modality",
            ChoiceShape(MODALITY_IDS),
            "how the quote says what the claim states (default stated, or said with a speaker)",
        ),
        Field("note", _MARKDOWN, "what readers should know about this quote"),
        Field("prefix", TextShape(), "words just before the quote, where it occurs more than once"),
        Field("suffix", TextShape(), "words just after the quote, where it occurs more than once"),
    ),
)
CLAIM = RecordShape(
    "a claim",
    (
        Field("statement", TextShape(1_000), "what is claimed, in one sentence", required=True),
        Field("topics", ListShape(ReferenceShape("topic")), "the topics it belongs to"),
        Field("entities", ListShape(ReferenceShape("entity")), "who and what it is about"),
        Field("quantity", QUANTITY, "the figure that it states"),
        Field("date", ClaimDateShape(), "when it was true or happened; its place on the timeline"),
        Field("verdict", ReferenceShape("rating"), "the desk's own verdict"),
        Field("explanation", _MARKDOWN, "the reasons for the verdict"),
        Field("keywords", ListShape(TextShape(300)), "further words by which a reader may search for it"),
        Field("headline", TextShape(300), "a short title of its page, where the statement is long"),
        Field("claimed", ListShape(ASSERTION), "who claims it, when and where; the statement is then their words"),
        Field("checked", DateShape(), "when it was last checked"),
        Field("checked_by", TextShape(300), "who checked it"),
        Field("reviewed", REVIEW, "records that a person has read the quotes in context; written by verbatim review"),
        Field("related", ListShape(RELATION), "related claims; shown on both pages"),
        Field("corrections", ListShape(CORRECTION), "what was corrected, and when"),
        Field("history", ListShape(CHANGE), "what readers saw change, and when; added by verbatim diff --write"),
        Field("evidence", ListShape(EVIDENCE), "the quotes that bear on it"),
        Field("draft", BooleanShape(), "true while it is [not to be published](#drafts)"),
        Field("withdrawn", WITHDRAWN, "when and why it was [withdrawn](#claims-withdrawn)"),
        _ACCEPT,
        _FORMERLY,
    ),
)
_MAPPINGS = (
    Field("sources", IdentifiedShape(SOURCE), "what is known about the articles, by id"),
    Field("topics", IdentifiedShape(TOPIC), "topics, by id"),
    Field("entities", IdentifiedShape(ENTITY), "people, places and things, by id"),
    Field("claims", IdentifiedShape(CLAIM), "the claims, by id"),
)
PROJECT = RecordShape(
    "claims.yaml",
    (
        Field("site", SITE, "the site as a whole", required=True),
        Field("include", ListShape(TextShape(200, exact=True)), "further claims files: globs relative to claims.yaml"),
        *_MAPPINGS,
    ),
)
INCLUDED = RecordShape("an included file", (Field("site", SITE, "the site as a whole"), *_MAPPINGS))
RECORDS = (
    PROJECT,
    SITE,
    PUBLISHER,
    LICENSE,
    RATING,
    SOURCE,
    STRETCH,
    INFERRED,
    ORIGINAL,
    TOPIC,
    ENTITY,
    CLAIM,
    QUANTITY,
    EVIDENCE,
    ASSERTION,
    RELATION,
    CORRECTION,
    CHANGE,
    WITHDRAWN,
    WITHHELD,
    REVIEW,
)


def list_includes(document: Document) -> tuple[tuple[str, Location], ...]:
    """Return the include patterns of a claims file with their places; faults are reported when the file is read."""
    reader = Reader(document)
    if isinstance(document.root, MappingNode):
        for key, value in document.root.entries:
            if key.text == "include" and not isinstance(value, (Scalar, MappingNode)):
                texts = ((TextShape(200, exact=True).read(item, reader), document.at(item)) for item in value.items)
                return tuple((text, at) for text, at in texts if text is not None)
    return ()


def read_front_matter(document: Document) -> Outcome[tuple[EntryValues | None, tuple[Reference, ...]]]:
    """Return what an article's front matter says, under the keys of a source's entry."""
    reader = Reader(document)
    entry = FRONT_MATTER.read(document.root, reader) if document.root else None
    return Outcome((entry, tuple(reader.references)), tuple(reader.diagnostics))


_STRUCTURED = frozenset({"file", "inferred", "original", "article", "withheld"})


def build_source(id: str, file: str, described: Mapping[str, Any], location: Location) -> Source:
    """Return a source from the values of its entry and its front matter."""
    values = {key: value for key, value in described.items() if key not in _STRUCTURED}
    inferred = tuple(described["inferred"].values.items()) if "inferred" in described else ()
    taken_down = described.get("withheld")
    withheld = Withholding(taken_down.get("date", ""), taken_down.get("reason", "")) if taken_down else None
    entry = described.get("original")
    original = (
        OriginalFile(
            entry.get("file", ""),
            entry.get("sha256", ""),
            entry.at("file"),
            entry.get("transcribed"),
            entry.get("publish"),
            entry.at("publish"),
        )
        if entry
        else None
    )
    article = tuple(
        ArticleBounds(stretch.get("from"), stretch.get("to"), stretch.at("from"), stretch.at("to"))
        for stretch in described.get("article", ())
        if {"from", "to"} <= stretch.values.keys()
    )
    return Source(
        id=id,
        file=file,
        inferred=inferred,
        original=original,
        article=article,
        withheld=withheld,
        location=location,
        **values,
    )


def json_schema(record: RecordShape = PROJECT, ids: Mapping[str, Iterable[str]] | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft-07) of claims.yaml or, for INCLUDED, of an included file, for editors.

    `ids` are those of a project by their kind, `rating` among them, for editors to complete; the four verdicts always
    are.
    """
    form = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{record.name} of a verbatim project",
        **record.schema(),
    }
    if ids:
        _offer_ids(record, form, ids)
    return form


def _offer_ids(shape: Shape, form: dict[str, Any], ids: Mapping[str, Iterable[str]]) -> None:
    """Put the ids of things into the schema of each place that names one."""
    match shape:
        case ReferenceShape(kind=kind):
            known = (*ids.get(kind, ()), *(VERDICTS if kind == "rating" else ()))
            for key in ("anyOf", "not"):
                form.pop(key, None)
            form.update(reference_schema(known))
        case RecordShape(fields=fields):
            for field in fields:
                _offer_ids(field.shape, form["properties"][field.name], ids)
        case ListShape(item=item, single=False):
            _offer_ids(item, form["items"], ids)
        case IdentifiedShape(record=record):
            _offer_ids(record, next(iter(form["patternProperties"].values())), ids)


def schema_text(record: RecordShape = PROJECT, ids: Mapping[str, Iterable[str]] | None = None) -> str:
    """Return the JSON Schema as a text file."""
    return json.dumps(json_schema(record, ids), indent=2, ensure_ascii=True) + "\n"


def reference_tables() -> str:
    """Return the tables of the claims.yaml reference, as Markdown."""
    parts = []
    for record in RECORDS:
        parts.append(f"### {record.name}\n\n| key | meaning | value |\n| --- | --- | --- |\n")
        for field in record.fields:
            value = field.shape.name if isinstance(field.shape, RecordShape) else field.shape.describe()
            name = f"**{field.name}**" if field.required else field.name
            parts.append(f"| {name} | {field.doc} | {value.replace('|', chr(92) + '|')} |\n")
        parts.append("\n")
    return "".join(parts)
