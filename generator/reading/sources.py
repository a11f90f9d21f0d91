"""The articles: every file of the sources folder with what is known of it, and its plain text."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import partial
from pathlib import Path
from posixpath import normpath
from typing import Any

from generator.cache.build_cache import StageCache
from generator.cache.processes import map_in_processes
from generator.cache.serialize import from_plain, to_plain
from generator.diagnostics import Diagnostic, Location, Outcome
from generator.model import Article, Corpus, OriginalFile, ParsedArticle, Reference, Source
from generator.reading import project_files, schema, yamltree
from generator.reading.draft import Draft
from generator.reading.kinds import SUFFIXES, find_kind
from generator.reading.kinds.source_kind import BinaryReader, SourceKind
from generator.reading.project_files import FileRefused, SourceFile
from generator.reading.schema import Kind
from generator.reading.shapes import ID_LENGTH, RESERVED_IDS, EntryValues, make_id
from generator.reading.yamltree import find_forbidden
from generator.values import dataclass

_KINDS = ", ".join(SUFFIXES)
_STAGE = "articles"
_FRONT_MATTER = "front matter"  # by its text: where nothing is wrong in it, and nothing says where it stands
_WORTH_IT = 100  # files from which on workers repay their start
_CHUNK = 10


@dataclass(frozen=True, slots=True)
class Library:
    """Everything read. `declared` has the ids of all that is defined, even where the entry is wrong.

    `looked_at` are the files of claims, and all folders in which files were looked for; None where that is not known.
    """

    corpus: Corpus
    articles: Mapping[str, Article]
    declared: Mapping[Kind, Mapping[str, Location]]
    looked_at: tuple[str, ...] | None = None


def read_sources(root: Path, draft: Draft, memory: StageCache | None = None, jobs: int = 1) -> Outcome[Library]:
    """The draft with its articles: declared ones in the curator's order, then those without an entry by their paths.

    What `memory` has of an article need not be read again.
    """
    shelf = _Shelf(root, draft, memory or StageCache())
    try:
        folder = project_files.check_folder(root, draft.site.sources_dir)
    except FileRefused as reason:
        shelf.diagnostics.append(reason.at(draft.sources_dir_at))
    else:
        listed = project_files.list_sources(root, folder)
        shelf.diagnostics.extend(listed.diagnostics)
        shelf.read_ahead(listed.value, jobs)
        declared = shelf.declare()
        for each in listed.value:
            if each.path not in declared:
                shelf.undeclared(each)
    corpus = Corpus(
        site=draft.site,
        sources=tuple(shelf.sources),
        topics=draft.topics,
        entities=draft.entities,
        claims=draft.claims,
        references=(*draft.references, *shelf.references),
        named=draft.named,
        markdown=(*draft.markdown, *shelf.markdown),
    )
    ids = {**draft.declared, "source": shelf.ids}
    return Outcome(Library(corpus, shelf.articles, ids), tuple(shelf.diagnostics))


@dataclass(slots=True)
class _Shelf:
    """The sources as they are read, one after the other."""

    root: Path
    draft: Draft
    memory: StageCache
    diagnostics: list[Diagnostic] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    markdown: list[tuple[str, Location]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    ids: dict[str, Location] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)  # a memo of the reader's

    def read_ahead(self, files: Sequence[SourceFile], jobs: int) -> None:
        """The readings of files that are many, made by several processes; what is wrong with a file is told later."""
        if jobs < 2 or len(files) < _WORTH_IT:
            return
        unknown = []
        for each in files:
            with suppress(FileRefused):
                key = _key(each, project_files.read_bytes(self.root, each.path, self.folders))
                if self.memory.recall(_STAGE, key) is None:
                    unknown.append((each, key))
        readings = map_in_processes(partial(_read, self.root), unknown, jobs, least=_WORTH_IT, chunk=_CHUNK)
        for (_, key), reading in zip(unknown, readings, strict=True):
            if reading is not None:
                self.memory.keep(_STAGE, key, reading)

    def declare(self) -> frozenset[str]:
        """Read the sources that have an entry; the files that the entries name."""
        self.ids.update(self.draft.declared["source"])
        taken: dict[str, str] = {}
        for id, entry in self.draft.sources:
            if "file" not in entry.values:
                continue
            path, at = normpath(entry.get("file")), entry.at("file")
            if path in taken:
                message = f"“{path}” already has an entry: {taken[path]}"
                self.diagnostics.append(Diagnostic(at, "bad-value", message, ("keep one entry for each file",)))
                continue
            taken[path] = id
            kind = find_kind(path)
            if kind:
                self.read(id, SourceFile(path, Path(path).suffix.lower()), kind, entry, at)
            else:
                message = f"“{path}” is not a kind of file that verbatim reads"
                self.diagnostics.append(Diagnostic(at, "bad-value", message, (f"it reads {_KINDS}",)))
        return frozenset(taken)

    def undeclared(self, file: SourceFile) -> None:
        """Read a file without an entry: its id is its stem, made into one."""
        here = Location(file.path)
        kind = find_kind(file.path)
        if kind is None:
            message = "this is not a kind of file that verbatim reads"
            self.diagnostics.append(Diagnostic(here, "unsupported-file", message, (f"it reads {_KINDS}",)))
            return
        id = source_id(Path(file.path).stem)
        advice = f"add an entry with file: {file.path} under sources:"
        if id in RESERVED_IDS:
            self.diagnostics.append(
                Diagnostic(here, "bad-id", f"this file's id would be “{id}”, which is reserved", (advice,))
            )
            return
        if id in self.ids:
            message = f"this file's id would be “{id}”, which is already used at {self.ids[id]}"
            self.diagnostics.append(Diagnostic(here, "duplicate-id", message, (advice,)))
            return
        self.ids[id] = here
        self.diagnostics.append(
            Diagnostic(here, "undeclared-source", f"this file has no entry; its id is “{id}”", (advice,))
        )
        self.read(id, file, kind, None, here)

    def read(self, id: str, file: SourceFile, kind: SourceKind, entry: EntryValues | None, at: Location) -> None:
        try:
            content = project_files.read_bytes(self.root, file.path, self.folders)
        except FileRefused as reason:
            self.diagnostics.append(reason.at(at))
            return
        key = _key(file, content)
        known = self.memory.recall(_STAGE, key)
        if known is None:
            read = _reading(kind, file, content, at)
            self.diagnostics.extend(read.diagnostics)
            if read.value is None:
                return
            reading = read.value
            self.memory.keep(_STAGE, key, to_plain(reading))
        else:
            reading = from_plain(known)
        said = {**self.front_matter(reading, file), **(entry.values if entry else {})}
        if kind.needs_title and "title" not in said:
            if reading.title:
                said["title"] = reading.title
                self.check_title(reading.title, file)
            elif entry is None or not _has_key(entry, "title"):
                where = entry.document.at(entry.node) if entry else Location(file.path)
                message = f"the source “{id}” needs the key “title”: its file does not state one"
                self.diagnostics.append(Diagnostic(where, "missing-key", message, ("title: the article's title",)))
        sha256 = key[1]
        if said.get("sha256", sha256).lower() != sha256:
            pin = entry.at("sha256") if entry and "sha256" in entry.values else Location(file.path)
            message = f"“{file.path}” no longer matches its pinned sha256"
            help = (f"its sha256 is now {sha256}", "restore the old file, or check its quotes and pin the new one")
            self.diagnostics.append(Diagnostic(pin, "source-changed", message, help))
        source = schema.build_source(id, file.path, said, self.ids.get(id, at))
        self.sources.append(source)
        if source.original and source.original.file and source.original.sha256:
            self.check_original(source.original)
        self.articles[id] = Article(id, reading.text, reading.pieces, kind.places == "file", sha256, reading.pages)

    def check_original(self, original: OriginalFile) -> None:
        """The file that a source was made from is there, as it was."""
        try:
            content = project_files.read_bytes(self.root, original.file)
        except FileRefused as reason:
            self.diagnostics.append(reason.at(original.location))
            return
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != original.sha256.lower():
            message = f"“{original.file}” no longer matches its pinned sha256"
            help = (f"its sha256 is now {sha256}", "restore the old file: the source was made from it")
            self.diagnostics.append(Diagnostic(original.location, "source-changed", message, help))

    def check_title(self, title: str, file: SourceFile) -> None:
        """A title that stands in the file itself is held to what one in claims.yaml is."""
        advice = ("give the source a title in claims.yaml; the file can stay as it is",)
        found = find_forbidden(title)
        if found:
            message = f"the title in this file contains the character U+{ord(found[0]):04X}, which cannot be published"
            self.diagnostics.append(Diagnostic(Location(file.path), "bad-value", message, advice))
        elif len(title) > schema.TITLE_LENGTH:
            message = f"the title in this file is {len(title):,} characters long; the limit is {schema.TITLE_LENGTH:,}"
            self.diagnostics.append(Diagnostic(Location(file.path), "too-large", message, advice))

    def front_matter(self, reading: ParsedArticle, file: SourceFile) -> Mapping[str, Any]:
        if reading.front_matter is None:
            return {}
        text = reading.front_matter.text
        known = self.memory.recall(_FRONT_MATTER, text)
        if known is not None:
            return dict(known)
        parsed = yamltree.parse(text, file.path, reading.front_matter.line)
        outcome = schema.read_front_matter(parsed.value)
        found = (*parsed.diagnostics, *outcome.diagnostics)
        self.diagnostics.extend(found)
        entry, references = outcome.value
        self.references.extend(references)
        if entry is None:
            return {}
        if "note" in entry.values:
            self.markdown.append((entry.get("note"), entry.at("note")))
        elif not (found or references) and all(type(each) is str for each in entry.values.values()):
            self.memory.keep(_FRONT_MATTER, text, tuple(entry.values.items()))
        return entry.values


def _key(file: SourceFile, content: bytes) -> tuple[str, str]:
    """What a reading follows from: the kind of the file, and the SHA-256 of its bytes."""
    return file.suffix, hashlib.sha256(content).hexdigest()


def _reading(kind: SourceKind, file: SourceFile, content: bytes, at: Location) -> Outcome[ParsedArticle | None]:
    """What the kind's reader makes of a file; None where it cannot be read, for a reason said at the entry or in it."""
    if isinstance(kind.reader, BinaryReader):
        try:
            return Outcome(kind.reader.read(content, file.path))
        except FileRefused as reason:
            return Outcome(None, (reason.at(at),))
    text = project_files.decode(content, file.path, "source-encoding")
    return Outcome(None if text.value is None else kind.reader.read(text.value), text.diagnostics)


def _read(root: Path, files: Sequence[tuple[SourceFile, tuple[str, str]]]) -> Iterator[object]:
    """The packed reading of each file that still has the bytes that its key is of; None of any other."""
    for file, key in files:
        reading = None
        with suppress(FileRefused):
            content = project_files.read_bytes(root, file.path)
            kind = find_kind(file.path)
            if kind and _key(file, content) == key:
                reading = to_plain(_reading(kind, file, content, Location(file.path)).value)
        yield reading


def _has_key(entry: EntryValues, name: str) -> bool:
    return any(key.text == name for key, _ in entry.node.entries)


def source_id(stem: str) -> str:
    """A file's stem made into an id; where nothing of it can be kept, one made from its digest."""
    digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()
    return make_id(stem)[:ID_LENGTH] or f"source-{digest[:12]}"
