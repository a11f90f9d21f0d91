"""The articles: every file of the sources folder with what is known of it, and its plain text."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from posixpath import normpath
from typing import Any

from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic, Location, Outcome
from generator.model import Article, Corpus, OriginalFile, ParsedArticle, Reference, Source
from generator.reading import project_files, schema, yamltree
from generator.reading.articles import READERS
from generator.reading.draft import Draft
from generator.reading.project_files import FileRefused, SourceFile
from generator.reading.schema import Kind
from generator.reading.shapes import ID_LENGTH, RESERVED_IDS, EntryValues, make_id
from generator.reading.yamltree import find_forbidden
from generator.values import dataclass

_PDF = ".pdf"
KINDS = (*READERS, _PDF)
_KINDS = ", ".join(KINDS)
_AT_ONCE = 64_000_000  # bytes of files that are held while they are read

FrontMatterValues = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything read. `declared` has the ids of all that is defined, even where the entry is wrong.

    `looked_at` are the files of claims, and all folders in which files were looked for; None where that is not known.
    """

    corpus: Corpus
    articles: Mapping[str, Article]
    declared: Mapping[Kind, Mapping[str, Location]]
    looked_at: tuple[str, ...] | None = None


def read_sources(root: Path, draft: Draft, memo: Memo | None = None) -> Outcome[Library]:
    """The draft with its articles: declared ones in the curator's order, then those without an entry by their paths."""
    reader = _SourceReader(root, draft, memo or Memo())
    try:
        folder = project_files.check_folder(root, draft.site.sources_dir)
    except FileRefused as reason:
        reader.diagnostics.append(reason.at(draft.sources_dir_at))
    else:
        listed = project_files.list_sources(root, folder)
        reader.diagnostics.extend(listed.diagnostics)
        reader.read_all(reader.list_files(listed.value))
    corpus = Corpus(
        site=draft.site,
        sources=tuple(reader.sources),
        topics=draft.topics,
        entities=draft.entities,
        claims=draft.claims,
        references=(*draft.references, *reader.references),
        named=draft.named,
        markdown=(*draft.markdown, *reader.markdown),
    )
    ids = {**draft.declared, "source": reader.ids}
    return Outcome(Library(corpus, reader.articles, ids), tuple(reader.diagnostics))


@dataclass(frozen=True, slots=True)
class _ListedFile:
    """A file that is a source: its id, its entry if it has one, and where faults are to be reported."""

    id: str
    file: SourceFile
    entry: EntryValues | None
    location: Location


@dataclass(slots=True)
class _SourceReader:
    """Reads the sources of a project one after the other, and collects what they say and what is wrong with them."""

    root: Path
    draft: Draft
    memo: Memo
    diagnostics: list[Diagnostic] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    markdown: list[tuple[str, Location]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    ids: dict[str, Location] = field(default_factory=dict)

    def list_files(self, files: Iterable[SourceFile]) -> list[_ListedFile]:
        """Return what is to be read: the files of the entries, then the others of the folder."""
        declared = self.list_declared()
        paths = {normpath(entry.get("file")) for _, entry in self.draft.sources if "file" in entry.values}
        others = (self.list_undeclared(file) for file in files if file.path not in paths)
        return [*declared, *(listed for listed in others if listed)]

    def list_declared(self) -> list[_ListedFile]:
        """Return the files of the sources that have an entry."""
        self.ids.update(self.draft.declared["source"])
        taken: dict[str, str] = {}
        found = []
        for id, entry in self.draft.sources:
            if "file" not in entry.values:
                continue
            path, location = normpath(entry.get("file")), entry.at("file")
            if path in taken:
                message = f"“{path}” has an entry already: {taken[path]}"
                self.diagnostics.append(Diagnostic(location, "bad-value", message, ("keep one entry a file",)))
                continue
            taken[path] = id
            suffix = Path(path).suffix.lower()
            if suffix in KINDS:
                found.append(_ListedFile(id, SourceFile(path, suffix), entry, location))
            else:
                message = f"“{path}” is of no kind that verbatim reads"
                self.diagnostics.append(Diagnostic(location, "bad-value", message, (f"the kinds are {_KINDS}",)))
        return found

    def list_undeclared(self, file: SourceFile) -> _ListedFile | None:
        """Return a file without an entry, its id made of its stem; None where it cannot be a source."""
        here = Location(file.path)
        if file.suffix not in KINDS:
            message = "this file is of no kind that verbatim reads"
            self.diagnostics.append(Diagnostic(here, "unsupported-file", message, (f"the kinds are {_KINDS}",)))
            return None
        id = source_id(Path(file.path).stem)
        advice = f"give it an entry in sources: with file: {file.path}"
        if id in RESERVED_IDS:
            self.diagnostics.append(
                Diagnostic(here, "bad-id", f"this file's id would be “{id}”, which is reserved", (advice,))
            )
            return None
        if id in self.ids:
            message = f"this file's id would be “{id}”, which {self.ids[id]} has too"
            self.diagnostics.append(Diagnostic(here, "duplicate-id", message, (advice,)))
            return None
        self.ids[id] = here
        self.diagnostics.append(
            Diagnostic(here, "undeclared-source", f"this file has no entry; its id is “{id}”", (advice,))
        )
        return _ListedFile(id, file, None, here)

    def read_all(self, files: Iterable[_ListedFile]) -> None:
        for loaded in self._load(files):
            contents = tuple((listed.file.suffix, content) for listed, content in loaded)
            readings = self.memo.map(read_article, contents)
            matters = [reading.front_matter.text if reading and reading.front_matter else None for reading in readings]
            known = self.memo.map(read_front_matter, tuple(matters))
            for (listed, content), reading, matter in zip(loaded, readings, known, strict=True):
                self._add(listed, content, reading, matter)

    def _load(self, files: Iterable[_ListedFile]) -> Iterator[list[tuple[_ListedFile, bytes]]]:
        """Yield the files with their bytes, some megabytes at a time."""
        folders: dict[str, str] = {}
        loaded: list[tuple[_ListedFile, bytes]] = []
        size = 0
        for listed in files:
            try:
                content = project_files.read_bytes(self.root, listed.file.path, folders)
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
        self, listed: _ListedFile, content: bytes, known: ParsedArticle | None, matter: FrontMatterValues | None
    ) -> None:
        """Add a source and its article, or report why there is none."""
        id, file, entry = listed.id, listed.file, listed.entry
        reading = known
        if reading is None:  # read again for what is to be said of it
            outcome = _parse_article(file.suffix, content, file.path, listed.location)
            self.diagnostics.extend(outcome.diagnostics)
            reading = outcome.value
        if reading is None:
            return
        said = dict(matter) if known and matter is not None else self._read_front_matter(reading, file)
        if entry:
            said.update(entry.values)
        if file.suffix != ".txt" and "title" not in said:
            if reading.title:
                said["title"] = reading.title
                self.check_title(reading.title, file)
            elif entry is None or not _has_key(entry, "title"):
                where = entry.document.at(entry.node) if entry else Location(file.path)
                message = f"the source “{id}” needs the key “title”: its file has none"
                self.diagnostics.append(Diagnostic(where, "missing-key", message, ("title: the article's title",)))
        sha256 = hashlib.sha256(content).hexdigest()
        if said.get("sha256", sha256).lower() != sha256:
            pin = entry.at("sha256") if entry and "sha256" in entry.values else Location(file.path)
            message = f"“{file.path}” no longer has its pinned sha256"
            help = (f"its sha256 is now {sha256}", "put the old file back, or check its quotes and pin the new one")
            self.diagnostics.append(Diagnostic(pin, "source-changed", message, help))
        source = schema.build_source(id, file.path, said, self.ids.get(id, listed.location))
        self.sources.append(source)
        if source.original and source.original.file and source.original.sha256:
            self.check_original(source.original)
        self.articles[id] = Article(id, reading.text, reading.pieces, reading.plain, sha256, reading.pages)

    def check_original(self, original: OriginalFile) -> None:
        """The file that a source was made from is there, as it was."""
        try:
            content = project_files.read_bytes(self.root, original.file)
        except FileRefused as reason:
            self.diagnostics.append(reason.at(original.location))
            return
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != original.sha256.lower():
            message = f"“{original.file}” no longer has its pinned sha256"
            help = (f"its sha256 is now {sha256}", "put the old file back: the source was made from that one")
            self.diagnostics.append(Diagnostic(original.location, "source-changed", message, help))

    def check_title(self, title: str, file: SourceFile) -> None:
        """A title that stands in the file itself is held to what one in claims.yaml is."""
        advice = ("give the source a title in claims.yaml: the file may stay as it is",)
        found = find_forbidden(title)
        if found:
            message = f"the title in this file has the character U+{ord(found[0]):04X}, which cannot be published"
            self.diagnostics.append(Diagnostic(Location(file.path), "bad-value", message, advice))
        elif len(title) > schema.TITLE_LENGTH:
            message = f"the title in this file has {len(title):,} characters, where at most {schema.TITLE_LENGTH:,} are"
            self.diagnostics.append(Diagnostic(Location(file.path), "too-large", f"{message} allowed", advice))

    def _read_front_matter(self, reading: ParsedArticle, file: SourceFile) -> dict[str, Any]:
        """Read front matter that has something wrong in it, or a value whose place matters."""
        if reading.front_matter is None:
            return {}
        parsed = yamltree.parse(reading.front_matter.text, file.path, reading.front_matter.line)
        outcome = schema.read_front_matter(parsed.value)
        self.diagnostics.extend((*parsed.diagnostics, *outcome.diagnostics))
        entry, references = outcome.value
        self.references.extend(references)
        if entry is None:
            return {}
        if "note" in entry.values:
            self.markdown.append((entry.get("note"), entry.at("note")))
        return dict(entry.values)


def read_article(content: tuple[str, bytes]) -> ParsedArticle | None:
    """Read a file, given its suffix and its bytes; None where something is wrong with it."""
    return _parse_article(*content, "", Location("")).value


def _parse_article(suffix: str, content: bytes, path: str, location: Location) -> Outcome[ParsedArticle | None]:
    """Read a file of one of the KINDS; of these only a PDF is no text of its own."""
    if suffix == _PDF:
        from generator.reading.pdf import read_pdf  # noqa: PLC0415 - few projects have any, and it brings much along

        try:
            return Outcome(read_pdf(content, path))
        except FileRefused as reason:
            return Outcome(None, (reason.at(location),))
    text = project_files.decode(content, path, "source-encoding")
    return Outcome(None if text.value is None else READERS[suffix](text.value), text.diagnostics)


def read_front_matter(text: str | None) -> FrontMatterValues | None:
    """Return the keys and values of front matter; None where something is wrong, or where its place matters."""
    if text is None:
        return ()
    parsed = yamltree.parse(text, "", 1)
    outcome = schema.read_front_matter(parsed.value)
    entry, references = outcome.value
    if entry is None or parsed.diagnostics or outcome.diagnostics or references or "note" in entry.values:
        return None
    values = tuple(entry.values.items())
    return values if all(type(value) is str for _, value in values) else None


def _has_key(entry: EntryValues, name: str) -> bool:
    return any(key.text == name for key, _ in entry.node.entries)


def source_id(stem: str) -> str:
    """A file's stem made into an id; where nothing of it can be kept, one made from its digest."""
    digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()
    return make_id(stem)[:ID_LENGTH] or f"source-{digest[:12]}"
