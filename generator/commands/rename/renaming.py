"""A new id for a thing, in all claims files: which texts change, and proof that nothing else does."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.former_ids import list_things
from generator.analysis.reviews import carry_fingerprint
from generator.commands.shared.yaml_edit import UnsafeEdit, append_item, edit_scalars, insert_entry
from generator.diagnostics import Diagnostic, Kind, Location, suggestion_line
from generator.reading import project_files, yamltree
from generator.reading.declarations import Declarations, read_declarations
from generator.reading.ids import ID, ID_LENGTH, RESERVED_IDS
from generator.reading.markdown_html import render_prose
from generator.reading.project_files import CLAIMS
from generator.reading.sources import Library, read_sources
from generator.reading.yamltree import Document, Node, Scalar

_SECTIONS: Mapping[Kind, str] = {"claim": "claims", "source": "sources", "topic": "topics", "entity": "entities"}

TextEdit = Callable[[str], str]
Edits = dict[tuple[int, int], TextEdit]  # by line and column


class RenameRefused(Exception):
    """The thing cannot get that id; the text says why."""


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What a new id changes: the bytes of files before and after, by their paths, and in how many places."""

    kind: Kind
    draft: bool
    changes: Mapping[str, tuple[bytes, bytes]]
    places: Mapping[str, int]


def plan_rename(root: Path, documents: Sequence[Document], old: str, new: str, kind: str | None) -> RenamePlan:
    """Return what changes in the claims files where a thing gets another id. Raises RenameRefused and UnsafeEdit."""
    read = read_declarations(documents)
    before = read.value
    library = read_sources(root, before).value
    found = _find_kind(library, old, kind)
    _check_id(library, found, old, new)
    paths = {document.path for document in documents}
    places = _list_places(library, documents, found, old, new)
    for location in places.keys() - {place for place in places if place.path in paths}:
        raise RenameRefused(f"{location} names it, which is the article's own file: correct it there first")
    contents = {document.path: project_files.read_bytes(root, document.path) for document in documents}
    for document in documents:
        if contents[document.path].decode("utf-8-sig", "replace") != document.text:
            raise UnsafeEdit(f"“{document.path}” was changed in the meantime: try again")
    changed = dict(contents)
    for path in paths:
        edits = {(place.line, place.column): edit for place, edit in places.items() if place.path == path}
        if edits:
            changed[path] = edit_scalars(contents[path], edits)
    home = library.declared[found][old].path
    draft = found == "claim" and any(claim.id == old and claim.draft for claim in library.corpus.claims)
    if draft:
        pass  # it has no address to keep
    elif home in paths:
        changed[home] = append_item(changed[home], [_SECTIONS[found], new], "formerly", old)
    else:  # a source without an entry: its file's name was its id
        home = CLAIMS
        changed[home] = insert_entry(
            changed[home], ["sources"], new, {"file": library.declared[found][old].path, "formerly": [old]}, levels=1
        )
    after = _parse_all(documents, changed)
    _carry_reviews(before, after, changed)
    after = _parse_all(documents, changed)
    _check_result(root, library, read.diagnostics, after, found, old, new)
    counts = Counter(place.path for place in places)
    return RenamePlan(
        found,
        draft,
        {path: (contents[path], changed[path]) for path in sorted(paths) if contents[path] != changed[path]},
        {path: counts[path] for path in sorted(paths) if contents[path] != changed[path]},
    )


def _find_kind(library: Library, old: str, wanted: str | None) -> Kind:
    """Return what kind of thing has the id."""
    kinds = [kind for kind, ids in library.declared.items() if old in ids and wanted in (None, kind)]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        raise RenameRefused(f"“{old}” is the id of a {' and of a '.join(kinds)}: say which with --kind")
    known = [id for kind, ids in library.declared.items() if wanted in (None, kind) for id in ids]
    raise RenameRefused(
        "; ".join((f"there is no {wanted or 'thing with the id'} “{old}”", *suggestion_line(old, known)))
    )


def _check_id(library: Library, kind: Kind, old: str, new: str) -> None:
    if not ID.fullmatch(new) or len(new) > ID_LENGTH or new in RESERVED_IDS:
        raise RenameRefused(f"“{new}” is not an id: a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters")
    if new in library.declared[kind]:
        raise RenameRefused(f"the id “{new}” is taken: {library.declared[kind][new]}")
    for thing in dict(list_things(library.corpus))[kind]:
        if thing.id != old and any(former.id == new for former in thing.formerly):
            raise RenameRefused(f"the id “{new}” was that of “{thing.id}”, to which its address leads")


# -- where it is named ---------------------------------------------------------------------------------------------


def _list_places(
    library: Library, documents: Sequence[Document], kind: Kind, old: str, new: str
) -> dict[Location, TextEdit]:
    """Return every place where the thing is named, and how the text there changes."""
    places: dict[Location, TextEdit] = {}

    def replace_id(text: str) -> str:
        return text.replace(old, new, 1)

    home = library.declared[kind][old]
    if home.path in {document.path for document in documents}:
        places[home] = replace_id
    for reference in library.corpus.references:
        if (reference.kind, reference.id) == (kind, old):
            places[reference.location] = replace_id
    if kind == "entity":
        for document in documents:
            places.update((document.at(node), replace_id) for node in _list_claimants(document) if node.text == old)
    for text, location in library.corpus.markdown:
        if any((link.kind, link.id) == (kind, old) for link in render_prose(text).links):
            places[location] = _choose_link_edit(text, kind, old, new)
    return places


def _list_claimants(document: Document) -> Iterator[Scalar]:
    """Yield who makes claims: the texts that may be ids of entities, or names."""
    for _, claim in _list_entries(_get(document.root, "claims")):
        assertions = _get(claim, "claimed")
        for assertion in assertions.items if isinstance(assertions, yamltree.Sequence) else ():
            by = _get(assertion, "by")
            if isinstance(by, Scalar):
                yield by


def _list_entries(node: Node | None) -> Iterable[tuple[Scalar, Node]]:
    return node.entries if isinstance(node, yamltree.Mapping) else ()


def _get(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _list_entries(node) if name.text == key), None)


def _choose_link_edit(text: str, kind: Kind, old: str, new: str) -> TextEdit:
    """Return what changes the links of a Markdown text: where links are written, else wherever the words look like one.

    Raises RenameRefused if neither changes the links, and nothing but them.
    """
    target = f"{kind}:{re.escape(old)}(?![a-z0-9-])"
    patterns = (re.compile(rf"(\]\(\s*<?|\]:\s*<?|<){target}"), re.compile(rf"(?<![a-z0-9-])(){target}"))
    wanted = [(link.kind, new if (link.kind, link.id) == (kind, old) else link.id) for link in render_prose(text).links]
    for pattern in patterns:
        edit = _make_link_edit(pattern, f"{kind}:{new}")
        if [(link.kind, link.id) for link in render_prose(edit(text)).links] == wanted:
            return edit
    raise RenameRefused(f"a link to {kind}:{old} is written in a way that cannot be changed: “{text[:60]}”")


def _make_link_edit(pattern: re.Pattern[str], target: str) -> TextEdit:
    return lambda text: pattern.sub(lambda found: f"{found[1]}{target}", text)


# -- what has to hold afterwards -----------------------------------------------------------------------------------


def _parse_all(documents: Sequence[Document], contents: Mapping[str, bytes]) -> tuple[Document, ...]:
    return tuple(
        yamltree.parse(contents[document.path].decode("utf-8-sig"), document.path).value for document in documents
    )


def _carry_reviews(before: Declarations, after: Sequence[Document], contents: dict[str, bytes]) -> None:
    """Change the fingerprints of reviews as the ids in what was read have changed."""
    edits: dict[str, Edits] = {}
    claims = zip(before.claims, read_declarations(after).value.claims, strict=True)
    for then, now in claims:
        if then.reviewed is None or now.reviewed is None:
            continue
        fingerprint = carry_fingerprint(then.reviewed.fingerprint, then, now)
        document = next(document for document in after if document.path == now.location.path)
        node = _get(_get(_get(_get(document.root, "claims"), now.id), "reviewed"), "fingerprint")
        if fingerprint != then.reviewed.fingerprint and isinstance(node, Scalar):
            place = document.at(node)
            edits.setdefault(place.path, {})[place.line, place.column] = _make_replacement(node.text, fingerprint)
    for path, listed in edits.items():
        contents[path] = edit_scalars(contents[path], listed)


def _make_replacement(old: str, new: str) -> TextEdit:
    return lambda text: text.replace(old, new, 1)


def _check_result(
    root: Path,
    library: Library,
    known: Iterable[Diagnostic],
    documents: Sequence[Document],
    kind: Kind,
    old: str,
    new: str,
) -> None:
    """Raise UnsafeEdit unless the claims files say what they said, with the new id for the old one."""
    declarations = read_declarations(documents)
    after = read_sources(root, declarations.value).value
    if sorted(after.declared[kind]) != sorted(new if id == old else id for id in library.declared[kind]):
        raise UnsafeEdit(f"the {kind} would not have the id {new}")

    def list_named(corpus: Library) -> list[tuple[str, str]]:
        named: list[tuple[str, str]] = [(reference.kind, reference.id) for reference in corpus.corpus.references]
        for text, _ in corpus.corpus.markdown:
            named += [(link.kind, link.id) for link in render_prose(text).links]
        return named

    wanted = [(its_kind, new if (its_kind, id) == (kind, old) else id) for its_kind, id in list_named(library)]
    if sorted(wanted) != sorted(list_named(after)):
        raise UnsafeEdit(f"not every place that names {old} can be changed")
    faults = Counter(finding.code for finding in declarations.diagnostics)
    if faults - Counter(finding.code for finding in known):
        raise UnsafeEdit("the claims files would have an error that they do not have now")
