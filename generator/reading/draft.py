"""What the claims files say, together: the draft of a corpus, before the sources are read."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.cache.serialize import from_plain
from generator.diagnostics import Diagnostic, Location, Outcome
from generator.model import (
    Claim,
    Correction,
    Entity,
    EntryReferences,
    Evidence,
    Publisher,
    Quantity,
    Rating,
    Reference,
    Relation,
    Review,
    Site,
    Topic,
)
from generator.reading.schema import CLAIM, ENTITY, INCLUDED, PROJECT, SITE, SOURCE, TOPIC, Kind
from generator.reading.shapes import EntryValues, LinesShape, ListShape, Reader, RecordShape
from generator.reading.yamltree import Document, Scalar
from generator.values import dataclass

ChunkReading = tuple[Any, tuple[Any, ...]]  # a claim, packed, and the ids that it names, as Named has them
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("source", "sources"),
    ("topic", "topics"),
    ("entity", "entities"),
    ("claim", "claims"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the claims files say, before the sources are read. `declared` also has ids whose entries are wrong."""

    site: Site
    sources: tuple[tuple[str, EntryValues], ...]
    topics: tuple[Topic, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]
    declared: Mapping[Kind, Mapping[str, Location]]
    markdown: tuple[tuple[str, Location], ...]  # every Markdown value and where it begins, but those of parts
    sources_dir_at: Location
    named: tuple[EntryReferences, ...] = ()  # by parts


def read_claims(
    documents: Iterable[Document], parts: Mapping[bytes, ChunkReading | None] | None = None
) -> Outcome[Draft]:
    """The claims files, claims.yaml first, as one draft; every diagnostic of their own, each value read once.

    `parts` has what was read of the documents' parts, by their digests: None where something is not in order, which is
    then told in a word, and in full when the documents are whole.
    """
    merge = _DeclarationMerger()
    for number, document in enumerate(documents):
        merge.add(document, PROJECT if number == 0 else INCLUDED)
        merge.add_parts(document, parts or {})
    return Outcome(merge.draft(), tuple(merge.diagnostics))


# In the place of what is wrong in a part: the whole file tells, read again.
_FAULT = Diagnostic(Location("claims.yaml"), "bad-value", "something is not in order")


def markdown_values(entry: EntryValues, record: RecordShape) -> Iterator[tuple[str, Location]]:
    """Yield every Markdown value of an entry, and where it begins."""
    for field in record.fields:
        value = entry.get(field.name)
        if value is None:
            continue
        if isinstance(field.shape, LinesShape) and field.shape.markdown:
            yield value, entry.at(field.name)
        elif isinstance(field.shape, ListShape) and isinstance(field.shape.item, RecordShape):
            for item in value:
                yield from markdown_values(item, field.shape.item)


@dataclass(slots=True)
class _DeclarationMerger:
    """The claims files as they are added, one after the other."""

    diagnostics: list[Diagnostic] = dataclasses.field(default_factory=list)
    references: list[Reference] = dataclasses.field(default_factory=list)
    declared: dict[Kind, dict[str, Location]] = dataclasses.field(
        default_factory=lambda: {kind: {} for kind, _ in _KINDS}
    )
    entries: dict[Kind, list[tuple[str, EntryValues]]] = dataclasses.field(
        default_factory=lambda: {kind: [] for kind, _ in _KINDS}
    )
    markdown: list[tuple[str, Location]] = dataclasses.field(default_factory=list)
    claims: list[Claim] = dataclasses.field(default_factory=list)
    named: list[EntryReferences] = dataclasses.field(default_factory=list)
    site: EntryValues | None = None

    def add(self, document: Document, record: RecordShape) -> None:
        reader = Reader(document)
        if document.root is None:
            if record is PROJECT:
                location = Location(document.path)
                self.diagnostics.append(Diagnostic(location, "missing-key", "claims.yaml needs the key “site”"))
            return
        read = record.read(document.root, reader)
        self.diagnostics += reader.diagnostics
        self.references += reader.references
        if read is None:
            return
        self._site(read)
        for kind, key in _KINDS:
            for id, entry in read.get(key, ()):
                self._define(kind, id, entry, document)

    def add_parts(self, document: Document, parts: Mapping[bytes, ChunkReading | None]) -> None:
        for chunk in document.chunks:
            read = parts[chunk.digest]
            if read is None:
                self.diagnostics.append(_FAULT)
                continue
            claim: Claim = from_plain(read[0], document.path, chunk.line)
            first = self.declared["claim"].setdefault(claim.id, claim.location)
            if first != claim.location:
                self.diagnostics.append(_FAULT)
            self.claims.append(claim)
            self.named.append(EntryReferences(claim.id, chunk.digest, document.path, chunk.line, read[1]))

    def _site(self, read: EntryValues) -> None:
        site: EntryValues | None = read.get("site")
        if site is None:
            return
        self.markdown += markdown_values(site, SITE)
        if self.site is None:
            self.site = site
            return
        first = self.site.document.at(self.site.node)
        self.diagnostics.append(
            Diagnostic(read.at("site"), "duplicate-id", f"site is defined here and at {first}", ("keep one of them",))
        )

    def _define(self, kind: Kind, id: Scalar, entry: EntryValues | None, document: Document) -> None:
        location = document.at(id)
        first = self.declared[kind].setdefault(id.text, location)
        if first != location:
            self.diagnostics.append(
                Diagnostic(
                    location,
                    "duplicate-id",
                    f"the {kind} “{id.text}” is defined here and at {first}",
                    ("keep one of them, or give this one another id",),
                )
            )
        elif entry is not None:
            if kind == "claim":
                self.claims.append(build_claim(id.text, entry, location))
            else:
                self.entries[kind].append((id.text, entry))
            record = {"source": SOURCE, "topic": TOPIC, "entity": ENTITY, "claim": CLAIM}[kind]
            self.markdown += markdown_values(entry, record)

    def draft(self) -> Draft:
        return Draft(
            site=_site(self.site) if self.site else Site(title=""),
            sources=tuple(self.entries["source"]),
            topics=tuple(
                Topic(id, entry.get("name", ""), entry.get("description"), self.declared["topic"][id])
                for id, entry in self.entries["topic"]
            ),
            entities=tuple(
                Entity(
                    id,
                    entry.get("name", ""),
                    entry.get("kind", "other"),
                    entry.get("aliases", ()),
                    entry.get("description"),
                    self.declared["entity"][id],
                )
                for id, entry in self.entries["entity"]
            ),
            claims=tuple(self.claims),
            references=tuple(self.references),
            declared=self.declared,
            markdown=tuple(self.markdown),
            sources_dir_at=self.site.at("sources_dir") if self.site else Location("claims.yaml"),
            named=tuple(self.named),
        )


# What is missing or wrong was reported, and keeps the project from being built: the stand-ins below are never shown.


def _site(entry: EntryValues) -> Site:
    values = dict(entry.values)
    values["title"] = entry.get("title", "")
    publisher = entry.get("publisher")
    values["publisher"] = Publisher(publisher.get("name", ""), publisher.get("url")) if publisher else None
    values["ratings"] = tuple(
        Rating(rating.get("id", ""), rating.get("label", ""), rating.get("value", 0))
        for rating in entry.get("ratings", ())
    )
    return Site(location=entry.at("ratings"), search_at=entry.at("search"), **values)


def build_claim(id: str, entry: EntryValues, location: Location) -> Claim:
    values = dict(entry.values)
    values["statement"] = entry.get("statement", "")
    quantity = entry.get("quantity")
    values["quantity"] = Quantity(**{"value": 0, **quantity.values}) if quantity else None
    values["related"] = tuple(
        Relation(relation.get("claim", ""), relation.get("relation", "context"))
        for relation in entry.get("related", ())
    )
    values["corrections"] = tuple(
        Correction(correction.get("date", ""), correction.get("text", ""))
        for correction in entry.get("corrections", ())
    )
    reviewed = entry.get("reviewed")
    values["reviewed"] = (
        Review(location=entry.at("reviewed"), **{"date": "", "fingerprint": "", **reviewed.values})
        if reviewed
        else None
    )
    values["evidence"] = tuple(
        Evidence(
            claim=id,
            number=number,
            location=evidence.at("quote"),
            **{"source": "", "quote": "", "stance": "mentions", **evidence.values},
        )
        for number, evidence in enumerate(entry.get("evidence", ()), start=1)
    )
    return Claim(id=id, location=location, verdict_at=entry.at("verdict"), **values)
