"""Entries of claims' histories, written into the claims files."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.commands.diff.site_diff import DraftCorrection
from generator.commands.shared.yaml_edit import UnsafeEdit, append_item, replace_files
from generator.reading import project_files
from generator.reading.declarations import read_declarations
from generator.reading.yamltree import Document


def write_history(root: Path, documents: Iterable[Document], drafts: Iterable[DraftCorrection]) -> Mapping[str, int]:
    """Add each draft to the history of its claim; return how many, by the paths of files. A draft twice is added once.

    Raises UnsafeEdit, and then nothing is written, and OSError.
    """
    claims = {claim.id: claim for claim in read_declarations(documents).value.claims}
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    for draft in drafts:
        if draft.claim not in claims:
            raise UnsafeEdit(f"the project has no claim “{draft.claim}”: is the newer site its own?")
        claim = claims[draft.claim]
        if any((change.date, change.text) == (draft.date, draft.text) for change in claim.history):
            continue
        path = claim.location.path
        if path not in before:
            before[path] = after[path] = project_files.read_bytes(root, path)
        said = {"date": draft.date, "text": draft.text}
        after[path] = append_item(after[path], ["claims", claim.id], "history", said)
        counts[path] = counts.get(path, 0) + 1
    replace_files(root, {path: (before[path], after[path]) for path in before})
    return counts
