"""Drafts: claims that are checked and not published, set apart from those that are."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from generator.diagnostics import Diagnostic, Location
from generator.model import Corpus
from generator.reading.sources import Library
from generator.reading.yamltree import Mapping
from generator.values import dataclass

# Findings about the files themselves: what is the claim, and what is its neighbour, is not known then.
_OF_FILES = frozenset({"yaml-syntax", "duplicate-key", "duplicate-id"})


@dataclass(frozen=True, slots=True)
class DraftPlaces:
    """Where in the claims files the drafts are: the beginnings of all entries and sections, with the draft's id."""

    begins: dict[str, list[tuple[int, int, str]]]

    def draft_at(self, location: Location) -> str:
        """Return the id of the draft that a place is in; an empty string if it is in none."""
        begins = self.begins.get(location.path, [])
        number = bisect_right(begins, (location.line, location.column), key=lambda begin: begin[:2])
        return begins[number - 1][2] if number else ""

    def is_about_draft(self, finding: Diagnostic) -> bool:
        return finding.code not in _OF_FILES and self.draft_at(finding.location) != ""


def find_drafts(library: Library) -> DraftPlaces:
    """Return where the project's drafts are."""
    drafts = {claim.id for claim in library.corpus.claims if claim.draft}
    begins: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    if not drafts:
        return DraftPlaces(begins)
    for document in library.documents:
        if isinstance(document.root, Mapping):
            for key, _ in document.root.entries:
                location = document.at(key)
                begins[location.path].append((location.line, location.column, ""))
    for kind, ids in library.declared.items():
        for id, location in ids.items():
            draft = id if kind == "claim" and id in drafts else ""
            begins[location.path].append((location.line, location.column, draft))
    return DraftPlaces({path: sorted(found) for path, found in begins.items()})


def set_apart(corpus: Corpus, places: DraftPlaces, shown: Collection[str] = ()) -> Corpus:
    """Return the corpus of what is published: no drafts but those `shown`, and notices of what was withdrawn.

    What the others name, and their texts, is left out.
    """
    left_out = {claim.id for claim in corpus.claims if claim.draft and claim.id not in shown}
    if not left_out and not any(claim.withdrawn for claim in corpus.claims):
        return corpus
    apart = replace(
        corpus,
        claims=tuple(claim for claim in corpus.claims if claim.id not in left_out and not claim.withdrawn),
        withdrawn=tuple(claim for claim in corpus.claims if claim.id not in left_out and claim.withdrawn),
        drafts=tuple(claim for claim in corpus.claims if claim.id in left_out),
    )
    if not left_out:
        return apart
    return replace(
        apart,
        references=tuple(item for item in corpus.references if places.draft_at(item.location) not in left_out),
        named=tuple(entry for entry in corpus.named if entry.claim not in left_out),
        markdown=tuple(item for item in corpus.markdown if places.draft_at(item[1]) not in left_out),
    )


def mark_findings(findings: Iterable[Diagnostic], places: DraftPlaces) -> list[Diagnostic]:
    """Return the findings about drafts, as warnings that stop nothing."""
    return [
        replace(finding, draft=True, message=f"{finding.message} (in the draft “{draft}”)")
        for finding in findings
        if places.is_about_draft(finding) and (draft := places.draft_at(finding.location))
    ]
