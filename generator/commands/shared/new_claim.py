"""A claim's entry begun: its id, the claims file that it goes to, and its first lines."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path

from generator.commands.shared.yaml_edit import insert_entry, replace_file, write_new_file
from generator.commands.shared.yaml_text import YamlValue, to_block
from generator.diagnostics import suggestion_line
from generator.reading import project_files
from generator.reading.declarations import read_declarations
from generator.reading.ids import ID, ID_LENGTH, RESERVED_IDS, loses_letters, make_id
from generator.reading.project_files import CLAIMS
from generator.reading.schema import list_includes
from generator.reading.yamltree import Document

_STEM = 60  # characters of an id that is made of a statement


class ClaimRefused(Exception):
    """The claim cannot be begun; the text says why."""


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """The entry of a new claim and its file, which has the bytes `before`; None where there is none yet."""

    id: str
    entry: Mapping[str, YamlValue]
    path: str
    before: bytes | None

    @property
    def entry_yaml(self) -> str:
        """The entry as a person would type it."""
        return "\n".join(to_block(self.id, self.entry, levels=1, column=3))


def plan_claim(
    root: Path,
    documents: Sequence[Document],
    statement: str,
    topics: Sequence[str],
    entities: Sequence[str],
    wanted: str | None,
) -> ClaimPlan:
    """Return the entry of a new claim and where it goes. Raises ClaimRefused."""
    declared = read_declarations(documents).value.declared
    for kind, ids in (("topic", topics), ("entity", entities)):
        known = declared["topic" if kind == "topic" else "entity"]
        for id in ids:
            if id not in known:
                raise ClaimRefused("; ".join((f"there is no {kind} “{id}”", *suggestion_line(id, known))))
    id = _choose_id(statement, declared["claim"], wanted)
    entry: dict[str, YamlValue] = {"statement": statement}
    entry |= {"topics": list(dict.fromkeys(topics))} if topics else {}
    entry |= {"entities": list(dict.fromkeys(entities))} if entities else {}
    entry["draft"] = True
    own = next((path for pattern, _ in list_includes(documents[0]) if (path := name_own_file(pattern, id))), None)
    if own and not os.path.lexists(root / own):
        return ClaimPlan(id, entry, own, None)
    return ClaimPlan(id, entry, CLAIMS, project_files.read_bytes(root, CLAIMS))


def write_claim(root: Path, plan: ClaimPlan) -> None:
    """Write the entry. Raises UnsafeEdit if the file cannot be edited or has changed meanwhile, and OSError."""
    if plan.before is None:
        write_new_file(root, plan.path, f"claims:\n{plan.entry_yaml}\n".encode())
        return
    after = insert_entry(plan.before, ["claims"], plan.id, plan.entry, levels=1)
    replace_file(root / plan.path, plan.before, after)


def _choose_id(statement: str, taken: Mapping[str, object], wanted: str | None) -> str:
    """Return the id that is wanted; by default one made of the statement that no claim has."""
    if wanted is not None:
        if not ID.fullmatch(wanted) or len(wanted) > ID_LENGTH or wanted in RESERVED_IDS:
            raise ClaimRefused(f"“{wanted}” is not an id: a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters")
        if wanted in taken:
            raise ClaimRefused(f"the id “{wanted}” is taken: {taken[wanted]}")
        return wanted
    whole = make_id(statement)
    stem = whole if len(whole) <= _STEM else whole[: _STEM + 1].rpartition("-")[0] or whole[:_STEM]
    if loses_letters(statement):  # two statements in another script get different ids
        digest = hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = f"{stem}-{digest}" if stem else f"claim-{digest}"
    stem = stem or "claim"
    for number in count(1):
        id = stem if number == 1 else f"{stem}-{number}"
        if id not in taken and id not in RESERVED_IDS:
            return id
    raise AssertionError("there is always another number")


def name_own_file(pattern: str, id: str) -> str | None:
    """Return the path of a claim's own file that an include takes in; None where it takes in no file of any name."""
    folder, _, name = pattern.replace("**/", "").rpartition("/")
    if any(sign in folder for sign in "*?[") or not name.endswith((".yaml", ".yml")) or "*" not in name:
        return None
    own = f"{folder}/{name.replace('*', id, 1)}" if folder else name.replace("*", id, 1)
    return own if fnmatchcase(own, pattern.replace("**/", "")) and not any(sign in own for sign in "*?[") else None
