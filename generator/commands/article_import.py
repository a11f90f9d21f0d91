"""An article brought in: its file put among the sources, and an entry for it into the claims file.

A text, a Markdown file or a PDF is a source as it is. Of a saved page the source is either the page itself, or the text
of those of its blocks that are the article; then the page is kept in a folder beside the sources, and both are pinned.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from itertools import count
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from generator.commands.fetch import FetchFailed, fetch
from generator.commands.intake import ImportRefused, IncomingArticle, IncomingFile, read_article
from generator.commands.yaml_edit import UnsafeEdit, insert_entry, replace_file
from generator.commands.yaml_text import YamlValue, to_block
from generator.reading import project_files, yamltree
from generator.reading.declarations import read_declarations
from generator.reading.kinds import KINDS
from generator.reading.metadata import Metadata
from generator.reading.project_files import CLAIMS, FileRefused
from generator.reading.shapes import ID, ID_LENGTH, RESERVED_IDS
from generator.reading.sources import Library, source_id
from generator.reading.yamltree import Document

ORIGINALS = "originals"

_STEM = 60  # characters of an id that is made from a title


@dataclass(frozen=True, slots=True)
class EntryOverrides:
    """What the curator says; it goes before what the article says of itself. `form` is as read_article has it."""

    id: str | None = None
    form: str = "auto"
    about: Metadata = field(default_factory=Metadata)
    accessed: str | None = None
    display: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What is to be written: new files by their paths, and `entry` into the claims file of that path.

    `after` are that file's new bytes; None where it cannot be edited safely, for the reason given, and a person has to
    paste the entry.
    """

    id: str
    files: Mapping[str, bytes]
    entry: Mapping[str, YamlValue]
    claims: str
    before: bytes
    after: bytes | None
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """The entry as a person would type it."""
        return "\n".join(to_block(self.id, self.entry, levels=1, column=3))


def read_file(root: Path, library: Library, file: Path, encoding: str | None) -> IncomingFile:
    """A file of this machine, wherever it lies. Raises NotAdded where it cannot be read, or is too large."""
    real = Path(os.path.realpath(file))
    folder = Path(os.path.realpath(root / library.corpus.site.sources_dir))
    path = None
    if real.is_relative_to(folder):  # among the sources already, by the name that it has there
        path = real.relative_to(Path(os.path.realpath(root))).as_posix()
    try:
        content = project_files.read_bytes(real.parent, real.name)
    except FileRefused as reason:
        raise ImportRefused(str(reason)) from None
    return IncomingFile(content, real.name if path else file.name, charset=encoding, path=path)


def read_address(address: str, encoding: str | None, *, private: bool) -> IncomingFile:
    """What stands at an address. Raises NotAdded where it gives nothing."""
    try:
        found = fetch(address, private=private)
    except FetchFailed as reason:
        raise ImportRefused(str(reason)) from None
    name = unquote(urlsplit(found.address).path.rstrip("/").rpartition("/")[2])
    return IncomingFile(found.content, name, found.type, encoding or found.charset, found.address)


def make_plan(
    root: Path, library: Library, documents: Sequence[Document], brought: IncomingFile, wishes: EntryOverrides
) -> ImportPlan:
    """What bringing the article in would write; nothing is written. Raises NotAdded."""
    article = read_article(brought, wishes.form)
    _must_be_new(library, brought, article)
    about = _told(article.about, wishes.about)
    if not (about.title or article.titled or not article.kind.needs_title):
        raise ImportRefused("it states no title: say --title")
    folder = normpath(library.corpus.site.sources_dir)
    originals = ORIGINALS if folder.split("/")[0] != ORIGINALS else "untouched"
    # A file among the sources has an id already, which claims may name.
    name = Path(brought.path).stem if brought.path else about.title or Path(brought.name).stem
    id = _free_id(root, library, wishes.id, name, (folder, originals), brought.path)
    path = brought.path or f"{folder}/{id}{article.kind.suffix}"
    files = {} if brought.path else {path: article.content}
    entry = {"file": path, **_described(about, wishes), "sha256": hashlib.sha256(article.content).hexdigest()}
    if article.original:
        suffix, content = article.original
        kept = f"{originals}/{id}{suffix}"
        files[kept] = content
        entry["original"] = {"file": kept, "sha256": hashlib.sha256(content).hexdigest()}
    if about.inferred:
        entry["inferred"] = about.inferred
    claims = _holder(documents)
    before = project_files.read_bytes(root, claims)
    try:
        after = insert_entry(before, ["sources"], id, entry, levels=1)
    except UnsafeEdit as reason:
        return ImportPlan(id, files, entry, claims, before, None, str(reason), article.notes)
    _must_be_right(documents, claims, after)
    return ImportPlan(id, files, entry, claims, before, after, notes=article.notes)


def apply_plan(root: Path, plan: ImportPlan) -> None:
    """Write the new files, then the entry; where that fails, the files are gone again.

    Raises NotAdded where a file is there already or a folder leads elsewhere, Unsafe where the claims file was changed
    meanwhile, and OSError where the machine failed.
    """
    written: list[Path] = []
    try:
        for path, content in plan.files.items():
            written.append(_put(root, path, content))
        if plan.after is not None:
            replace_file(root / plan.claims, plan.before, plan.after)
    except BaseException:
        for each in written:
            with suppress(OSError):
                each.unlink()
        raise


def _put(root: Path, path: str, content: bytes) -> Path:
    target = root / path
    home = os.path.realpath(root)
    if not os.path.realpath(target.parent).startswith(home + os.sep):
        raise ImportRefused(f"“{path}” would lead outside the project")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise ImportRefused(f"“{path}” is there already: say another --id") from None
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


# -- the entry ----------------------------------------------------------------------------------------------------


def _must_be_new(library: Library, brought: IncomingFile, article: IncomingArticle) -> None:
    digests = {hashlib.sha256(each).hexdigest() for each in (brought.content, article.content)}
    for source in library.corpus.sources:
        if source.file == brought.path:
            if source.location.path != source.file:
                raise ImportRefused(f"“{brought.path}” has an entry already: {source.id}")
            continue
        known = {library.articles[source.id].sha256} if source.id in library.articles else set()
        known |= {source.original.sha256.lower()} if source.original else set()
        if digests & known:
            raise ImportRefused(f"it is a source already, to the byte: {source.id}")


def _told(found: Metadata, wished: Metadata) -> Metadata:
    """What the curator says, else what the article says; of what the curator says nothing is inferred."""
    said = {each.name: getattr(wished, each.name) for each in fields(Metadata) if getattr(wished, each.name)}
    inferred = {name: how for name, how in found.inferred.items() if name not in said}
    return replace(found, **{**said, "inferred": inferred})


def _described(about: Metadata, wishes: EntryOverrides) -> dict[str, YamlValue]:
    """What is known of the article, in the order in which a person would type it."""
    said = {
        "title": about.title,
        "publisher": about.publisher,
        "author": about.author[0] if len(about.author) == 1 else about.author,
        "published": about.published,
        "url": about.url,
        "archive_url": about.archive_url,
        "accessed": wishes.accessed,
        "language": about.language,
        "display": wishes.display,
    }
    return {name: value for name, value in said.items() if value}


def _free_id(
    root: Path, library: Library, wish: str | None, name: str, folders: Sequence[str], path: str | None
) -> str:
    """The id that is wished for; else one made of the name, that no source and no file in the folders has."""
    taken = {id for id, at in library.declared["source"].items() if at.path != path}
    if wish is not None:
        if not ID.fullmatch(wish) or len(wish) > ID_LENGTH or wish in RESERVED_IDS:
            raise ImportRefused(f"“{wish}” is not an id: a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters")
        if wish in taken:
            raise ImportRefused(f"the id “{wish}” is taken: {library.declared['source'][wish]}")
        return wish
    whole = source_id(name)
    short = whole if path or len(whole) <= _STEM else whole[: _STEM + 1].rpartition("-")[0] or whole[:_STEM]
    for number in count(1):
        id = short if number == 1 else f"{short}-{number}"
        files = (root / folder / f"{id}{kind.suffix}" for folder in folders for kind in KINDS)
        if id not in taken | RESERVED_IDS and (path or not any(os.path.lexists(each) for each in files)):
            return id
    raise AssertionError("there is always another number")


def _holder(documents: Sequence[Document]) -> str:
    """The claims file that has the sources: claims.yaml, unless another one has some and it has none."""

    def holds(document: Document) -> bool:
        entries = document.root.entries if isinstance(document.root, yamltree.Mapping) else ()
        return any(key.text == "sources" for key, _ in entries)

    holders = [each.path for each in documents if holds(each)]
    return CLAIMS if CLAIMS in holders or not holders else holders[-1]


def _must_be_right(documents: Sequence[Document], path: str, content: bytes) -> None:
    """The claims files say nothing wrong that they did not say before."""
    text = content.decode("utf-8-sig")
    changed = [yamltree.parse(text, path).value if each.path == path else each for each in documents]
    known = {(each.code, each.message) for each in read_declarations(documents).diagnostics}
    for each in read_declarations(changed).diagnostics:
        if (each.code, each.message) not in known:
            raise ImportRefused(f"its entry would be wrong, {each.code}: {each.message}")
