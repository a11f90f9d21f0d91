"""Import of an article: its file goes into the sources folder, and an entry for it into the claims file.

A text, a saved page, a PDF and the like become a source as they are. What of a page is its article is written into the
entry. Where the source is made from the file, its text or its characters in UTF-8, the file is kept in a folder beside
the sources, and both are pinned by their hashes. So is whatever else a text was made from.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from itertools import count
from pathlib import Path
from posixpath import normpath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from generator.commands.add.intake import ImportRefused, IncomingArticle, IncomingFile, read_article
from generator.commands.add.source_names import name_source
from generator.commands.shared.fetch import FetchFailed, fetch
from generator.commands.shared.yaml_edit import UnsafeEdit, insert_entry, replace_file
from generator.commands.shared.yaml_text import YamlValue, to_block
from generator.reading import project_files, yamltree
from generator.reading.declarations import read_declarations
from generator.reading.ids import ID, ID_LENGTH, RESERVED_IDS
from generator.reading.kinds import SUFFIXES
from generator.reading.media_files import describe_published
from generator.reading.metadata import Metadata
from generator.reading.project_files import CLAIMS, FileRefused
from generator.reading.sources import Library, source_id
from generator.reading.yamltree import Document

ORIGINALS = "originals"

_NOTHING = {item.name: getattr(Metadata(), item.name) for item in fields(Metadata) if item.name != "inferred"}
_STEM = 60  # characters of an id that is made from a title


@dataclass(frozen=True, slots=True)
class EntryOverrides:
    """What the curator states; it overrides what the article states. `form` is that of `read_article`."""

    id: str | None = None
    form: str = "page"
    about: Metadata = field(default_factory=Metadata)
    accessed: str | None = None
    display: str | None = None


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """What a text was made from: the file, its hash, how that was done; its path, if it is in the project already.

    `unpublished` is why it cannot be published, where it cannot.
    """

    file: Path
    sha256: str
    transcribed: str | None
    path: str | None = None
    unpublished: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will write: new files by their paths, and `entry` into the claims file at the path `claims`.

    `copies` are files to be copied, by their paths.

    `after` are the new bytes of that file. It is None if the file cannot be edited safely, for the `reason` given; then
    a person has to paste the entry. `account` says what of a page is its article.
    """

    id: str
    files: Mapping[str, bytes]
    entry: Mapping[str, YamlValue]
    claims: str
    before: bytes
    after: bytes | None
    reason: str = ""
    notes: tuple[str, ...] = ()
    account: str = ""
    copies: Mapping[str, Path] = field(default_factory=dict)

    @property
    def entry_yaml(self) -> str:
        """The entry as a person would type it."""
        return "\n".join(to_block(self.id, self.entry, levels=1, column=3))


def read_file(root: Path, library: Library, file: Path, encoding: str | None) -> IncomingFile:
    """Return the content of a file of this machine. Raises ImportRefused if it cannot be read, or is too large."""
    real = Path(os.path.realpath(file))
    folder = Path(os.path.realpath(root / library.corpus.site.sources_dir))
    path = None
    if real.is_relative_to(folder):  # among the sources already, by the name that it has there
        path = real.relative_to(Path(os.path.realpath(root))).as_posix()
    try:
        content = project_files.read_bytes(real.parent, real.name)
    except FileRefused as reason:
        raise ImportRefused(str(reason), *reason.help) from None
    return IncomingFile(content, real.name if path else file.name, encoding=encoding, path=path)


def read_original(root: Path, library: Library, file: Path, transcribed: str | None) -> KeptOriginal:
    """Return the file that a text was made from. Raises ImportRefused if it cannot be read, or is a source itself."""
    real, home = Path(os.path.realpath(file)), Path(os.path.realpath(root))
    if real.is_relative_to(os.path.realpath(root / library.corpus.site.sources_dir)):
        raise ImportRefused(f"“{file}” is in the sources folder: move it out, and name it there")
    try:
        facts = project_files.examine_large_file(real.parent, real.name)
    except FileRefused as reason:
        raise ImportRefused(str(reason)) from None
    path = real.relative_to(home).as_posix() if real.is_relative_to(home) else None
    published = describe_published(real.name, facts.head, facts.size)
    unpublished = published if isinstance(published, str) else None
    return KeptOriginal(real, facts.sha256, transcribed, path, unpublished)


def read_address(address: str, encoding: str | None, *, private: bool) -> IncomingFile:
    """Return the content at an address. Raises ImportRefused if there is none."""
    try:
        found = fetch(address, private=private)
    except FetchFailed as reason:
        raise ImportRefused(str(reason)) from None
    name = unquote(urlsplit(found.address).path.rstrip("/").rpartition("/")[2])
    return IncomingFile(found.content, name, found.type, found.charset, encoding, found.address)


def make_plan(
    root: Path,
    library: Library,
    documents: Sequence[Document],
    incoming: IncomingFile,
    overrides: EntryOverrides,
    made_from: KeptOriginal | None = None,
) -> ImportPlan:
    """Return what the import will write, without writing it. Raises ImportRefused."""
    article = read_article(incoming, "page" if made_from else overrides.form)
    _check_new(library, incoming)
    about = _merge_metadata(article.about, overrides.about)
    if not (about.title or article.titled or not article.kind.needs_title):
        raise ImportRefused("it states no title: use --title")
    folder = normpath(library.corpus.site.sources_dir)
    originals = ORIGINALS if folder.split("/")[0] != ORIGINALS else "untouched"
    # A file among the sources has an id already, which claims may name.
    name = Path(incoming.path).stem if incoming.path else name_source(about, Path(incoming.name).stem)
    id = _choose_id(root, library, overrides.id, name, (folder, originals), incoming.path)
    path = incoming.path or f"{folder}/{id}{article.kind.suffix_for(incoming.name)}"
    files = {} if incoming.path else {path: article.content}
    entry = {
        "file": path,
        **_entry_fields(_leave_out(about, article, overrides), overrides),
        "sha256": hashlib.sha256(article.content).hexdigest(),
    }
    copies: dict[str, Path] = {}
    notes = [*article.notes]
    if made_from:
        kept = made_from.path or f"{originals}/{id}{_safe_suffix(made_from.file)}"
        copies = {} if made_from.path else {kept: made_from.file}
        entry["original"] = {"file": kept, "sha256": made_from.sha256, **_say_published(made_from, overrides)}
        notes.append(_note_published(kept, made_from, overrides))
    elif article.original:
        suffix, content = article.original
        kept = f"{originals}/{id}{suffix}"
        files[kept] = content
        entry["original"] = {"file": kept, "sha256": hashlib.sha256(content).hexdigest()}
    if article.article:
        entry["article"] = [{"from": first, "to": last} for first, last in article.article]
    if about.inferred:
        entry["inferred"] = about.inferred
    claims = _find_claims_file(documents)
    before = project_files.read_bytes(root, claims)
    try:
        after = insert_entry(before, ["sources"], id, entry, levels=1)
    except UnsafeEdit as reason:
        return ImportPlan(id, files, entry, claims, before, None, str(reason), tuple(notes), article.account, copies)
    _check_entry(documents, claims, after)
    return ImportPlan(
        id, files, entry, claims, before, after, notes=tuple(notes), account=article.account, copies=copies
    )


def apply_plan(root: Path, plan: ImportPlan) -> None:
    """Write the new files, then the entry; if that fails, remove the new files again.

    Raises ImportRefused if a file exists already or a folder leads out of the project, UnsafeEdit if the claims file
    has changed since it was read, and OSError.
    """
    written: list[Path] = []
    try:
        for path, content in plan.files.items():
            written.append(_write_new_file(root, path, BytesIO(content)))
        for path, original in plan.copies.items():
            with original.open("rb") as file:
                written.append(_write_new_file(root, path, file))
        if plan.after is not None:
            replace_file(root / plan.claims, plan.before, plan.after)
    except BaseException:
        for target in written:
            with suppress(OSError):
                target.unlink()
        raise


def _say_published(original: KeptOriginal, overrides: EntryOverrides) -> dict[str, YamlValue]:
    """Return what the entry says of an original beside its file: it is published if it can be, unless all is not."""
    if original.transcribed:
        return {"transcribed": original.transcribed}
    return {} if original.unpublished or overrides.display else {"publish": "true"}


def _note_published(path: str, original: KeptOriginal, overrides: EntryOverrides) -> str:
    if overrides.display:
        return f"only the hash of {path} is published, since only excerpts of the source are"
    if original.unpublished:
        return f"only the hash of {path} is published, since it {original.unpublished}"
    return (
        f"{path} is published as it is, with all that its file says, such as who made it and where; "
        "publish: false at its original: keeps it back"
    )


def _safe_suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,10}", suffix) else ""


def _write_new_file(root: Path, path: str, content: BinaryIO) -> Path:
    target = root / path
    home = os.path.realpath(root)
    if not os.path.realpath(target.parent).startswith(home + os.sep):
        raise ImportRefused(f"“{path}” is outside the project")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            shutil.copyfileobj(content, file)
    except FileExistsError:
        raise ImportRefused(f"“{path}” exists already: choose another --id") from None
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


# -- the entry ----------------------------------------------------------------------------------------------------


def _check_new(library: Library, incoming: IncomingFile) -> None:
    """Raise ImportRefused if the file is a source already: the same path, or the same bytes.

    Another file with the same text is another source: that two papers have one story is what readers are to learn.
    """
    digest = hashlib.sha256(incoming.content).hexdigest()
    for source in library.corpus.sources:
        if source.file == incoming.path:
            if source.location.path != source.file:
                raise ImportRefused(f"“{incoming.path}” has an entry already: {source.id}")
            continue
        known = {library.articles[source.id].sha256} if source.id in library.articles else set()
        known |= {source.original.sha256.lower()} if source.original else set()
        if digest in known:
            raise ImportRefused(f"this very file is already the source {source.id}")


def _leave_out(about: Metadata, article: IncomingArticle, overrides: EntryOverrides) -> Metadata:
    """Return what the entry says: not what every build reads in the file itself, unless the curator says otherwise."""
    said = {item.name for item in fields(Metadata) if getattr(overrides.about, item.name)}
    return replace(about, **{name: _NOTHING[name] for name in article.stated if name in _NOTHING and name not in said})


def _merge_metadata(found: Metadata, override: Metadata) -> Metadata:
    """Return what the curator states, else what the article states; only the latter can be inferred."""
    said = {item.name: getattr(override, item.name) for item in fields(Metadata) if getattr(override, item.name)}
    inferred = {name: how for name, how in found.inferred.items() if name not in said}
    return replace(found, **{**said, "inferred": inferred})


def _entry_fields(about: Metadata, overrides: EntryOverrides) -> dict[str, YamlValue]:
    """Return the entry's fields in the order in which a person would type them."""
    said = {
        "title": about.title,
        "publisher": about.publisher,
        "author": about.author[0] if len(about.author) == 1 else about.author,
        "published": about.published,
        "url": about.url,
        "archive_url": about.archive_url,
        "accessed": overrides.accessed or about.accessed,
        "language": about.language,
        "display": overrides.display,
    }
    return {name: value for name, value in said.items() if value}


def _choose_id(
    root: Path, library: Library, wanted: str | None, name: str, folders: Sequence[str], path: str | None
) -> str:
    """Return the id that is wanted; by default one made of the name that no source and no file in the folders has."""
    taken = {id for id, at in library.declared["source"].items() if at.path != path}
    if wanted is not None:
        if not ID.fullmatch(wanted) or len(wanted) > ID_LENGTH or wanted in RESERVED_IDS:
            raise ImportRefused(f"“{wanted}” is not an id: a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters")
        if wanted in taken:
            raise ImportRefused(f"the id “{wanted}” is taken: {library.declared['source'][wanted]}")
        return wanted
    whole = source_id(name)
    short = whole if path or len(whole) <= _STEM else whole[: _STEM + 1].rpartition("-")[0] or whole[:_STEM]
    for number in count(1):
        id = short if number == 1 else f"{short}-{number}"
        files = (root / folder / f"{id}{suffix}" for folder in folders for suffix in SUFFIXES)
        if id not in taken | RESERVED_IDS and (path or not any(os.path.lexists(file) for file in files)):
            return id
    raise AssertionError("there is always another number")


def _find_claims_file(documents: Sequence[Document]) -> str:
    """Return the path of the claims file that holds sources: claims.yaml, unless only an included file has some."""

    def holds(document: Document) -> bool:
        entries = document.root.entries if isinstance(document.root, yamltree.Mapping) else ()
        return any(key.text == "sources" for key, _ in entries)

    holders = [document.path for document in documents if holds(document)]
    return CLAIMS if CLAIMS in holders or not holders else holders[-1]


def _check_entry(documents: Sequence[Document], path: str, content: bytes) -> None:
    """Raise ImportRefused if the claims files with the new content have a finding that they did not have before."""
    text = content.decode("utf-8-sig")
    changed = [yamltree.parse(text, path).value if document.path == path else document for document in documents]
    known = {(finding.code, finding.message) for finding in read_declarations(documents).diagnostics}
    for finding in read_declarations(changed).diagnostics:
        if (finding.code, finding.message) not in known:
            raise ImportRefused(f"its entry would have an error, {finding.code}: {finding.message}")
