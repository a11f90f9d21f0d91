"""The sources of a project: every file of the sources folder, its entry in the claims files, and its text."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic, Kind, Location, Outcome
from generator.id_references import Reference
from generator.model import Article, Corpus, FrontMatter, ParsedArticle, Source
from generator.reading import project_files, schema, yamltree
from generator.reading.declarations import Declarations
from generator.reading.ids import ID_LENGTH, RESERVED_IDS, loses_letters, make_id
from generator.reading.kinds import KIND_BY_SUFFIX, SUFFIXES, find_kind
from generator.reading.kinds.source_kind import BinaryReader, SourceKind, TextReader
from generator.reading.media_files import describe_published
from generator.reading.originals import OriginalFiles
from generator.reading.project_files import FileRefused
from generator.reading.shapes import EntryValues
from generator.reading.static_folder import StaticFolder
from generator.reading.suspect_text import find_empty_page, find_suspicions
from generator.reading.yamltree import find_forbidden
from generator.source_files import OriginalFile
from generator.suspicion import Suspicion
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.front_matter import FrontMatterValues

_SUPPORTED = f"it reads {', '.join(SUFFIXES)}"
_AT_ONCE = 64_000_000  # bytes of files that are held while they are read


@dataclass(frozen=True, slots=True)
class Library:
    """The content of a project. `declared` has the ids of all entries, even invalid ones.

    `looked_at` are the claims files, and all folders that were searched; None where that is not known. `documents` are
    the claims files as they were parsed. `static` are the files that go into the site as they are.
    """

    corpus: Corpus
    articles: Mapping[str, Article]
    declared: Mapping[Kind, Mapping[str, Location]]
    looked_at: tuple[str, ...] | None = None
    documents: tuple[yamltree.Document, ...] = ()
    originals: OriginalFiles | None = None
    static: StaticFolder = StaticFolder()


def read_sources(root: Path, declarations: Declarations, memo: Memo | None = None) -> Outcome[Library]:
    """Return the project with its articles: those with an entry in the entries' order, then the others by path."""
    reader = _SourceReader(root, declarations, memo or Memo())
    try:
        folder = project_files.check_folder(root, declarations.site.sources_dir)
    except FileRefused as reason:
        reader.diagnostics.append(reason.at(declarations.sources_dir_at))
    else:
        listed = project_files.list_sources(root, folder)
        reader.diagnostics.extend(listed.diagnostics)
        reader.read_all(reader.list_files(listed.value))
    corpus = Corpus(
        site=declarations.site,
        sources=tuple(reader.sources),
        topics=declarations.topics,
        entities=declarations.entities,
        claims=declarations.claims,
        references=(*declarations.references, *reader.references),
        named=declarations.named,
        markdown=(*declarations.markdown, *reader.markdown),
    )
    ids = {**declarations.declared, "source": reader.ids}
    return Outcome(Library(corpus, reader.articles, ids), tuple(reader.diagnostics))


@dataclass(frozen=True, slots=True)
class _ListedFile:
    """A file that is a source: its id, its entry if it has one, and where its faults are reported."""

    id: str
    path: str
    kind: SourceKind
    entry: EntryValues | None
    location: Location

    @property
    def is_whole(self) -> bool:
        """Whether all the file's text is wanted, since the entry says which stretches of it are the article."""
        return self.entry is not None and "article" in self.entry.values


@dataclass(slots=True)
class _SourceReader:
    """Reads the sources of a project one after the other, and collects what they say and what is wrong with them."""

    root: Path
    declarations: Declarations
    memo: Memo
    diagnostics: list[Diagnostic] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    markdown: list[tuple[str, Location]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    ids: dict[str, Location] = field(default_factory=dict)

    def list_files(self, paths: Iterable[str]) -> list[_ListedFile]:
        """Return what is to be read: the files of the entries, then the others of the folder."""
        declared = self.list_declared()
        declared_paths = {
            normpath(entry.get("file")) for _, entry in self.declarations.sources if "file" in entry.values
        }
        others = (self.list_undeclared(path) for path in paths if path not in declared_paths)
        return [*declared, *(listed for listed in others if listed)]

    def list_declared(self) -> list[_ListedFile]:
        """Return the files of the sources that have an entry."""
        self.ids.update(self.declarations.declared["source"])
        taken: dict[str, str] = {}
        found = []
        for id, entry in self.declarations.sources:
            if "file" not in entry.values:
                continue
            path, location = normpath(entry.get("file")), entry.at("file")
            if path in taken:
                message = f"“{path}” already has an entry: {taken[path]}"
                self.diagnostics.append(Diagnostic(location, "bad-value", message, ("keep one entry for each file",)))
                continue
            taken[path] = id
            kind = find_kind(path)
            if kind:
                found.append(_ListedFile(id, path, kind, entry, location))
            else:
                message = f"“{path}” is not a kind of file that verbatim reads"
                self.diagnostics.append(
                    Diagnostic(location, "bad-value", message, (_SUPPORTED, *_advise_transcript(path)))
                )
        return found

    def list_undeclared(self, path: str) -> _ListedFile | None:
        """Return a file without an entry, its id made of its stem; None where it cannot be a source."""
        here = Location(path)
        kind = find_kind(path)
        if kind is None:
            message = "this is not a kind of file that verbatim reads"
            help = (_SUPPORTED, "move it out of this folder first", *_advise_transcript(Path(path).name))
            self.diagnostics.append(Diagnostic(here, "unsupported-file", message, help))
            return None
        id = source_id(Path(path).stem)
        advice = f"add an entry with file: {path} under sources:"
        if id in RESERVED_IDS:
            self.diagnostics.append(
                Diagnostic(here, "bad-id", f"this file's id would be “{id}”, which is reserved", (advice,))
            )
            return None
        if id in self.ids:
            message = f"this file's id would be “{id}”, which is already used at {self.ids[id]}"
            self.diagnostics.append(Diagnostic(here, "duplicate-id", message, (advice,)))
            return None
        self.ids[id] = here
        self.diagnostics.append(
            Diagnostic(here, "undeclared-source", f"this file has no entry; its id is “{id}”", (advice,))
        )
        return _ListedFile(id, path, kind, None, here)

    def read_all(self, files: Iterable[_ListedFile]) -> None:
        """Add the sources of all files, in their order."""
        for loaded in self._load(files):
            contents = tuple((listed.kind.suffix, content, listed.is_whole) for listed, content in loaded)
            readings = self.memo.map(read_article, contents)
            known = self._read_plain_values(reading.front_matter if reading else None for reading in readings)
            for (listed, content), reading, matter in zip(loaded, readings, known, strict=True):
                self._add(listed, content, reading, matter)

    def _read_plain_values(self, matters: Iterable[FrontMatter | None]) -> "list[FrontMatterValues | None]":
        """Return what `plain_values` says of the front matter of each file; nothing of a file that has none."""
        items = [(matter.text, matter.toml) if matter else None for matter in matters]
        if not any(items):
            return [()] * len(items)
        from generator.reading.front_matter import plain_values  # noqa: PLC0415 - many projects have none

        return self.memo.map(plain_values, items)

    def _load(self, files: Iterable[_ListedFile]) -> Iterator[list[tuple[_ListedFile, bytes]]]:
        """Yield the files with their bytes, some megabytes at a time."""
        folders: dict[str, str] = {}
        loaded: list[tuple[_ListedFile, bytes]] = []
        size = 0
        for listed in files:
            try:
                content = project_files.read_bytes(self.root, listed.path, folders)
            except FileRefused as reason:
                self.diagnostics.append(reason.at(listed.location))
                continue
            loaded.append((listed, content))
            size += len(content)
            if size > _AT_ONCE:
                yield loaded
                loaded, size = [], 0
        yield loaded

    def _add(
        self, listed: _ListedFile, content: bytes, known: ParsedArticle | None, matter: "FrontMatterValues | None"
    ) -> None:
        """Add a source and its article, or report why there is none."""
        id, path, entry = listed.id, listed.path, listed.entry
        reading = known
        if reading is None:  # read again for its diagnostics
            outcome = _parse_article(listed.kind, content, path, listed.location, whole=listed.is_whole)
            self.diagnostics.extend(outcome.diagnostics)
            reading = outcome.value
        if reading is None:
            return
        self._report_suspicions(listed, reading.suspicions)
        values = dict(matter) if known and matter is not None else self._read_front_matter(reading, path)
        if entry:
            values.update(entry.values)
        title_from = ""
        if listed.kind.needs_title and "title" not in values:
            if reading.title:
                values["title"] = reading.title
                title_from = reading.title_from
                self._check_title(reading.title, path)
            else:
                self._report_missing_title(listed)
        sha256 = hashlib.sha256(content).hexdigest()
        if values.get("sha256", sha256).lower() != sha256:
            location = entry.at("sha256") if entry and "sha256" in entry.values else Location(path)
            message = f"“{path}” no longer matches its pinned sha256"
            help = (f"its sha256 is now {sha256}", "restore the old file, or check its quotes and pin the new one")
            self.diagnostics.append(Diagnostic(location, "source-changed", message, help))
        source = schema.build_source(id, path, values, self.ids.get(id, listed.location))
        if title_from:
            source = replace(source, inferred=(*source.inferred, ("title", title_from)))
        if source.original and source.original.file and source.original.sha256:
            source = replace(source, original=self._examine_original(source, source.original))
        self.sources.append(source)
        plain = listed.kind.places == "file"
        self.articles[id] = Article(
            id, reading.text, reading.pieces, plain, sha256, reading.pages, reading.notes, reading.cues
        )

    def _report_suspicions(self, listed: _ListedFile, suspicions: Iterable[Suspicion]) -> None:
        """Warn of signs that a source's text is not what a reader of its file sees."""
        for suspicion in suspicions:
            message = f"the text of “{listed.path}” may not be what it shows: {suspicion.message}"
            help = (suspicion.help,)
            self.diagnostics.append(
                Diagnostic(listed.location, "text-suspect", message, help, (("source", listed.id),))
            )

    def _report_missing_title(self, listed: _ListedFile) -> None:
        entry = listed.entry
        if entry and any(key.text == "title" for key, _ in entry.node.entries):
            return  # it has one, whose fault is reported
        location = entry.document.at(entry.node) if entry else Location(listed.path)
        message = f"the source “{listed.id}” needs the key “title”: its file does not state one"
        self.diagnostics.append(Diagnostic(location, "missing-key", message, ("title: the article's title",)))

    def _examine_original(self, source: Source, original: OriginalFile) -> OriginalFile:
        """Return the file that a source was made from with how it is published; report if it is missing or changed."""
        try:
            facts = project_files.examine_large_file(self.root, original.file)
        except FileRefused as reason:
            self.diagnostics.append(reason.at(original.location))
            return original
        if facts.sha256 != original.sha256.lower():
            message = f"“{original.file}” no longer matches its pinned sha256"
            help = (f"its sha256 is now {facts.sha256}", "restore the old file: the source was made from it")
            self.diagnostics.append(Diagnostic(original.location, "source-changed", message, help))
        if source.display != "full" or not original.is_wanted:
            return original
        published = describe_published(original.file, facts.head, facts.size)
        if not isinstance(published, str):
            return replace(original, published=published)
        if original.publish:
            message = f"“{original.file}” cannot be published, since it {published}"
            advice = ("leave out publish: readers see its hash all the same",)
            self.diagnostics.append(Diagnostic(original.publish_at, "bad-value", message, advice))
        return original

    def _check_title(self, title: str, path: str) -> None:
        """Report if the title that a file states would not be allowed in claims.yaml."""
        advice = ("give the source a title in claims.yaml; the file can stay as it is",)
        forbidden = find_forbidden(title)
        if forbidden:
            message = (
                f"the title in this file contains the character U+{ord(forbidden[0]):04X}, which cannot be published"
            )
            self.diagnostics.append(Diagnostic(Location(path), "bad-value", message, advice))
        elif len(title) > schema.TITLE_LENGTH:
            message = f"the title in this file is {len(title):,} characters long; the limit is {schema.TITLE_LENGTH:,}"
            self.diagnostics.append(Diagnostic(Location(path), "too-large", message, advice))

    def _read_front_matter(self, reading: ParsedArticle, path: str) -> dict[str, Any]:
        """Read front matter that has a fault, or a value whose place matters."""
        if reading.front_matter is None:
            return {}
        from generator.reading.front_matter import read_front_matter  # noqa: PLC0415 - many projects have none

        outcome = read_front_matter(reading.front_matter, path)
        self.diagnostics.extend(outcome.diagnostics)
        said = outcome.value
        self.references.extend(said.references)
        if said.entry and "note" in said.values:
            self.markdown.append((said.entry.get("note"), said.entry.at("note")))
        return dict(said.values)


def read_article(content: tuple[str, bytes, bool]) -> ParsedArticle | None:
    """Read a file, given its suffix, its bytes and whether all its text is wanted; None where it has a fault."""
    suffix, encoded, whole = content
    return _parse_article(KIND_BY_SUFFIX[suffix], encoded, "", Location(""), whole=whole).value


def _parse_article(
    kind: SourceKind, content: bytes, path: str, location: Location, *, whole: bool
) -> Outcome[ParsedArticle | None]:
    """Read a file as its kind; a binary file that cannot be read is reported at the location."""
    if isinstance(kind.reader, BinaryReader):
        read_binary = (kind.reader.read_whole if whole else None) or kind.reader.read
        try:
            return Outcome(_with_suspicions(read_binary(content, path), kind, len(content)))
        except FileRefused as reason:
            return Outcome(None, (reason.at(location),))
    text = project_files.decode(content, path, "source-encoding")
    if text.value is None:
        return Outcome(None, text.diagnostics)
    if not whole or kind.reader.read_whole is None:
        return Outcome(_with_suspicions(kind.reader.read(text.value), kind, len(content)), text.diagnostics)
    return Outcome(_with_suspicions(kind.reader.read_whole(text.value), kind, len(content)), text.diagnostics)


def _with_suspicions(article: ParsedArticle, kind: SourceKind, size: int) -> ParsedArticle:
    found = find_suspicions(article.text, article.pages, article.facts)
    if isinstance(kind.reader, TextReader) and kind.reader.read_whole:
        found = (*found, *find_empty_page(article.text, size))
    return replace(article, suspicions=found) if found else article


def _advise_transcript(path: str) -> tuple[str, ...]:
    from generator.reading.transcripts import advise_transcript  # noqa: PLC0415 - only where a file is refused

    return advise_transcript(path)


def source_id(stem: str) -> str:
    """Return an id made of a file's stem, with its digest where letters of it cannot be kept."""
    digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()
    id = make_id(stem)
    if id and loses_letters(stem):
        return f"{id[: ID_LENGTH - 9].rstrip('-')}-{digest[:8]}"
    return id or f"source-{digest[:12]}"
