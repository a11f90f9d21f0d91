"""The content of all claims files together, before the sources are read."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from generator.assertion import Assertion
from generator.cache.memo import Memo
from generator.cache.serialize import from_plain
from generator.diagnostics import Diagnostic, Kind, Location, Outcome
from generator.id_references import EntryReferences, Reference
from generator.license import License
from generator.model import Claim, Correction, Entity, Evidence, Publisher, Quantity, Relation, Review, Site, Topic
from generator.notices import Withdrawal
from generator.rating_scale import Rating
from generator.reading.schema import CLAIM, ENTITY, INCLUDED, PROJECT, SITE, SOURCE, TOPIC
from generator.reading.shapes import EntryValues, LinesShape, ListShape, Reader, RecordShape
from generator.reading.yamltree import Document, Scalar
from generator.values import dataclass

ChunkValues = tuple[Any, tuple[Any, ...]]  # a serialized claim, and the ids that it refers to
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("source", "sources"),
    ("topic", "topics"),
    ("entity", "entities"),
    ("claim", "claims"),
)


@dataclass(frozen=True, slots=True)
class Declarations:
    """What the claims files declare. `declared` also has the ids of invalid entries."""

    site: Site
    sources: tuple[tuple[str, EntryValues], ...]
    topics: tuple[Topic, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]
    declared: Mapping[Kind, Mapping[str, Location]]
    markdown: tuple[tuple[str, Location], ...]  # Markdown values that are not in chunks, and where they begin
    sources_dir_at: Location
    named: tuple[EntryReferences, ...] = ()  # of chunks


def read_declarations(
    documents: Iterable[Document],
    chunks: Mapping[bytes, ChunkValues | None] | None = None,
    memo: Memo | None = None,
) -> Outcome[Declarations]:
    """Return what the claims files, claims.yaml first, declare together, and the diagnostics of their values.

    `chunks` has the claims of the documents' chunks, by digest: None for one that has a fault. Such a fault is only
    noted; for its diagnostics the documents have to be parsed whole. `memo` may have claims at their places already.
    """
    merger = _DeclarationMerger(memo or Memo())
    for number, document in enumerate(documents):
        merger.add(document, PROJECT if number == 0 else INCLUDED)
        merger.add_chunks(document, chunks or {})
    return Outcome(merger.merge(), tuple(merger.diagnostics))


# Stands in for the faults of a chunk, which are reported when the whole file is parsed.
_FAULT = Diagnostic(Location("claims.yaml"), "bad-value", "a claim has a fault")


def list_markdown(entry: EntryValues, record: RecordShape) -> Iterator[tuple[str, Location]]:
    """Yield every Markdown value of an entry, and where it begins."""
    for field in record.fields:
        value = entry.get(field.name)
        if value is None:
            continue
        if isinstance(field.shape, LinesShape) and field.shape.markdown:
            yield value, entry.at(field.name)
        elif isinstance(field.shape, ListShape) and isinstance(field.shape.item, RecordShape):
            for item in value:
                yield from list_markdown(item, field.shape.item)
        elif isinstance(field.shape, RecordShape):
            yield from list_markdown(value, field.shape)


@dataclass(slots=True)
class _DeclarationMerger:
    """Collects the content of claims files that are added one after the other."""

    memo: Memo
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
        self._add_site(read)
        for kind, key in _KINDS:
            for id, entry in read.get(key, ()):
                self._add_entry(kind, id, entry, document)

    def add_chunks(self, document: Document, chunks: Mapping[bytes, ChunkValues | None]) -> None:
        for chunk in document.chunks:
            read = chunks[chunk.digest]
            if read is None:
                self.diagnostics.append(_FAULT)
                continue
            place = (document.path, chunk.line)
            claim: Claim = self.memo.keep(("claim", chunk.digest, *place), partial(from_plain, read[0], *place))
            first = self.declared["claim"].setdefault(claim.id, claim.location)
            if first != claim.location:
                self.diagnostics.append(_FAULT)
            self.claims.append(claim)
            self.named.append(EntryReferences(claim.id, chunk.digest, document.path, chunk.line, read[1]))

    def _add_site(self, read: EntryValues) -> None:
        site: EntryValues | None = read.get("site")
        if site is None:
            return
        self.markdown += list_markdown(site, SITE)
        if self.site is None:
            self.site = site
            return
        first = self.site.document.at(self.site.node)
        self.diagnostics.append(
            Diagnostic(read.at("site"), "duplicate-id", f"site is defined here and at {first}", ("keep one of them",))
        )

    def _add_entry(self, kind: Kind, id: Scalar, entry: EntryValues | None, document: Document) -> None:
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
            self.markdown += list_markdown(entry, record)

    def merge(self) -> Declarations:
        return Declarations(
            site=build_site(self.site) if self.site else Site(title=""),
            sources=tuple(self.entries["source"]),
            topics=tuple(
                Topic(
                    id,
                    entry.get("name", ""),
                    entry.get("description"),
                    self.declared["topic"][id],
                    entry.get("accept", ()),
                    entry.get("formerly", ()),
                )
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
                    entry.get("accept", ()),
                    entry.get("formerly", ()),
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


# Missing and wrong values have been reported and stop the build: the placeholders below are never shown.


def build_site(entry: EntryValues) -> Site:
    """Return the site that its entry describes."""
    values = dict(entry.values)
    values["title"] = entry.get("title", "")
    publisher = entry.get("publisher")
    values["publisher"] = Publisher(publisher.get("name", ""), publisher.get("url")) if publisher else None
    license = entry.get("license")
    values["license"] = License(license.get("name", ""), license.get("url")) if license else None
    values["ratings"] = tuple(
        Rating(**{"id": "", "label": "", "value": None, **rating.values}) for rating in entry.get("ratings", ())
    )
    return Site(location=entry.at("ratings"), search_at=entry.at("search"), **values)


def build_claim(id: str, entry: EntryValues, location: Location) -> Claim:
    """Return the claim that its entry describes."""
    values = dict(entry.values)
    values["statement"] = entry.get("statement", "")
    quantity = entry.get("quantity")
    values["quantity"] = Quantity(**{"value": 0, **quantity.values}) if quantity else None
    values["related"] = tuple(
        Relation(relation.get("claim", ""), relation.get("relation", "context"))
        for relation in entry.get("related", ())
    )
    for key in ("corrections", "history"):
        values[key] = tuple(Correction(change.get("date", ""), change.get("text", "")) for change in entry.get(key, ()))
    withdrawn = entry.get("withdrawn")
    values["withdrawn"] = Withdrawal(**{"date": "", "reason": "", **withdrawn.values}) if withdrawn else None
    values["claimed"] = tuple(Assertion(**{"by": "", **assertion.values}) for assertion in entry.get("claimed", ()))
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
            value_at=evidence.at("value"),
            **{"source": "", "quote": "", "stance": "mentions", **evidence.values},
        )
        for number, evidence in enumerate(entry.get("evidence", ()), start=1)
    )
    return Claim(id=id, location=location, verdict_at=entry.at("verdict"), **values)
