"""What readers would see changed between two built sites, and corrections to paste for it.

Both are read as strangers' folders: by claims.json alone, with the suspicion that `verify` has.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from generator.commands.shared.yaml_text import to_inline
from generator.commands.verify.site_folder import BrokenSite, SiteFolder, member, parse_json

_LISTS = ("claims", "sources", "topics", "entities")
_ONE = {"claims": "claim", "sources": "source", "topics": "topic", "entities": "entity"}
# What is told on its own, and what no reader sees.
_APART = {
    "site": {"ratings", "base_url"},
    "claims": {"id", "statement", "verdict", "corroboration", "standing", "evidence", "page", "corrections",
               "related_from"},
    "sources": {"id", "sha256", "page", "text", "file"},
    "topics": {"id", "page"},
    "entities": {"id", "page"},
}  # fmt: skip
_OF_A_QUOTE = ("speaker", "value", "note")
_MARKDOWN = re.compile(r"[\\`*_\[\]]")
_LONG = 300  # characters of a text that is shown or drafted

DiffItem = Mapping[str, Any]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, such as `verdict-changed`; the id of what changed; the old and the new, where there are."""

    kind: str
    id: str
    old: str | None = None
    new: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class DraftCorrection:
    """A correction to paste into the entry of a claim."""

    claim: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class SiteDiff:
    changes: tuple[Change, ...]
    corrections: tuple[DraftCorrection, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a site says: its things by list and id, the site itself, and what its verdicts are called."""

    site: DiffItem
    things: Mapping[str, Mapping[str, DiffItem]]
    verdicts: Mapping[str, str] = field(default_factory=dict)

    def verdict(self, claim: DiffItem) -> str | None:
        found = claim.get("verdict")
        return None if found is None else self.verdicts.get(str(found), str(found))


def compare_sites(old: Path, new: Path, date: str) -> SiteDiff:
    """What readers would see changed; corrections are drafted for that date. Raises Broken for what is no site."""
    before, after = _told(old), _told(new)
    try:
        changes: list[Change] = []
        drafts: list[DraftCorrection] = []
        if changed := _details(before.site, after.site, _APART["site"]):
            changes.append(Change("site-changed", "site", about=changed))
        for name in _LISTS:
            for first, second in _paired(before.things[name], after.things[name]):
                found = list(_changes(name, before, after, first, second))
                changes += found
                text = " ".join(filter(None, (_drafted(each, before, after) for each in found)))
                if text and first and second and not _new_corrections(first, second):
                    drafts.append(DraftCorrection(str(second["id"]), date, text))
        return SiteDiff(tuple(changes), tuple(drafts))
    except RecursionError:
        raise BrokenSite("claims.json: lists inside one another without end") from None


def _paired(
    old: Mapping[str, DiffItem], new: Mapping[str, DiffItem]
) -> Iterator[tuple[DiffItem | None, DiffItem | None]]:
    """The things of both sites: by id, and else those that go by the same title; first what is there no longer."""
    moved = {_title(new[id]): id for id in reversed([*new]) if id not in old}
    before = {moved.pop(_title(old[id]), ""): id for id in old if id not in new and _title(old[id]) in moved}
    gone = {*old} - {*new} - {*before.values()}
    yield from ((old[id], None) for id in old if id in gone)
    yield from ((old.get(before.get(id, id)), new[id]) for id in new)


def _changes(name: str, before: _Told, after: _Told, old: DiffItem | None, new: DiffItem | None) -> Iterator[Change]:
    """What is new of a thing; of which one of the two sites may have nothing."""
    one = _ONE[name]
    if new is None or old is None:
        if old is not None:
            yield Change(f"{one}-removed", str(old["id"]), old=_title(old))
        if new is not None:
            yield Change(f"{one}-added", str(new["id"]), new=_title(new))
        return
    id = str(new["id"])
    if old["id"] != id:
        yield Change(f"{one}-moved", id, str(old["id"]), id)
    if name == "claims":
        if old["statement"] != new["statement"]:
            yield Change("statement-changed", id, old["statement"], new["statement"])
        if before.verdict(old) != after.verdict(new):
            yield Change("verdict-changed", id, before.verdict(old), after.verdict(new))
        if old.get("corroboration") != new.get("corroboration"):
            yield Change(
                "corroboration-changed", id, _plain(old.get("corroboration")), _plain(new.get("corroboration"))
            )
        yield from _quotes(id, _evidence(old), _evidence(new))
        if added := _new_corrections(old, new):
            yield Change("correction-added", id, new="; ".join(added))
    elif name == "sources" and old.get("sha256") != new.get("sha256"):
        yield Change("text-changed", id, about="what is published of its text")
    changed = _details(old, new, _APART[name])
    if changed:
        yield Change(f"{one}-changed", id, about=changed)


def _quotes(claim: str, old: Sequence[DiffItem], new: Sequence[DiffItem]) -> Iterator[Change]:
    """The quotes matched by source and words; of those left over, one for one of the same source is a change."""
    known, left = _by(_words, new), []
    for each in old:
        if not known[_words(each)]:
            left.append(each)
            continue
        same = known[_words(each)].popleft()
        if each.get("stance") != same.get("stance"):
            yield Change("stance-changed", claim, _plain(each.get("stance")), _plain(same.get("stance")), _quoted(each))
        details = ", ".join(key for key in _OF_A_QUOTE if each.get(key) != same.get(key))
        if details:
            yield Change("quote-details-changed", claim, about=f"{details} of {_quoted(each)}")
    unknown = (each for waiting in known.values() for each in waiting)
    waiting = _by(_source, unknown)
    for each in left:
        source = _source(each)
        if waiting[source]:
            yield Change("quote-changed", claim, _words(each)[1], _words(waiting[source].popleft())[1], source)
        else:
            yield Change("quote-removed", claim, old=_words(each)[1], about=source)
    for source, added in waiting.items():
        for each in added:
            yield Change("quote-added", claim, new=_words(each)[1], about=source)


def _by(key: Callable[[DiffItem], Key], things: Iterable[DiffItem]) -> "defaultdict[Key, deque[DiffItem]]":
    found: defaultdict[Key, deque[DiffItem]] = defaultdict(deque)
    for each in things:
        found[key(each)].append(each)
    return found


def _source(evidence: DiffItem) -> str:
    return _plain(evidence.get("source"))


def _quoted(evidence: DiffItem) -> str:
    source, words = _words(evidence)
    return f"“{_cut(words)}” ({source})"


# -- a site, read with suspicion ----------------------------------------------------------------------------------


def _told(folder: Path) -> _Told:
    try:
        text = SiteFolder(folder).text("claims.json")
        whole = parse_json(text, "claims.json")
        site = member(whole, "site", dict, "claims.json")
        things: dict[str, dict[str, DiffItem]] = {}
        for name in _LISTS:
            things[name] = {}
            if name in {"topics", "entities"} and isinstance(whole, dict) and name not in whole:
                continue
            for number, each in enumerate(member(whole, name, list, "claims.json"), start=1):
                where = f"claims.json: {_ONE[name]} {number}"
                things[name][member(each, "id", str, where)] = each
                if name == "claims":
                    member(each, "statement", str, where)
                    for evidence in member(each, "evidence", list, where):
                        member(evidence, "quote", str, f"{where}: its evidence")
        return _Told(site, things, _verdicts(site))
    except BrokenSite as broken:
        raise BrokenSite(f"{folder}: {broken}") from None


def _verdicts(site: DiffItem) -> Mapping[str, str]:
    ratings = site.get("ratings")
    listed = [each for each in ratings if isinstance(each, dict)] if isinstance(ratings, list) else []
    return {str(each.get("id")): str(each.get("label")) for each in listed}


def _evidence(claim: DiffItem) -> Sequence[DiffItem]:
    found: Sequence[DiffItem] = claim["evidence"]
    return found


def _words(evidence: DiffItem) -> tuple[str, str]:
    """The source of a quote, and the source's own words where they are told, else those that the desk typed."""
    segments = evidence.get("segments")
    listed = [each for each in segments if isinstance(each, dict)] if isinstance(segments, list) else []
    exact = " […] ".join(" ".join(str(each.get("exact", "")).split()) for each in listed)
    return _source(evidence), exact or str(evidence["quote"])


def _details(old: DiffItem, new: DiffItem, apart: Collection[str]) -> str:
    """The names of what differs besides."""
    names = dict.fromkeys([*new, *old])
    return ", ".join(str(each) for each in names if each not in apart and old.get(each) != new.get(each))


def _new_corrections(old: DiffItem, new: DiffItem) -> list[str]:
    known = _corrections(old)
    return [each for each in _corrections(new) if each not in known]


def _corrections(claim: DiffItem) -> list[str]:
    found = claim.get("corrections")
    listed = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return [f"{each.get('date')}: {each.get('text')}" for each in listed]


def _title(thing: DiffItem) -> str:
    return next((str(thing[key]) for key in ("statement", "name", "title", "file") if thing.get(key)), "")


def _plain(value: object) -> str:
    return "" if value is None else str(value)


# -- how it is told -----------------------------------------------------------------------------------------------


def _drafted(change: Change, before: _Told, after: _Told) -> str:
    """The sentence of a correction that tells of the change; nothing where it corrects nothing."""
    old, new = (f"“{_escaped(_cut(each))}”" if each else "" for each in (change.old, change.new))
    match change.kind:
        case "statement-changed":
            return f"The claim read {old} before."
        case "verdict-changed":
            return f"The verdict was {old} before." if old else f"There was no verdict before; it is {new}."
        case "quote-changed":
            return f"The quote from {_named(change.about or '', before, after)} was {old} before."
        case "quote-removed":
            return f"A quote from {_named(change.about or '', before, after)} was taken out: {old}."
        case "stance-changed":
            return f"The quote {_escaped(change.about or '')} was shown as one that {change.old} the claim."
    return ""


def _named(source: str, before: _Told, after: _Told) -> str:
    """The source by its publisher or title, linked where it still is."""
    known = after.things["sources"].get(source)
    thing = known or before.things["sources"].get(source, {})
    name = _escaped(_cut(_plain(thing.get("publisher")) or _title(thing) or source))
    return f"[{name}](source:{source})" if known else name


def _escaped(text: str) -> str:
    """The text as Markdown that reads as it."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", safe)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1] + "…"


def as_json(found: SiteDiff) -> str:
    """`changes` with `kind`, `id`, `old`, `new` and `about`, null where there is none; and `corrections`."""
    return json.dumps(asdict(found), ensure_ascii=True, indent=2)


def as_text(found: SiteDiff) -> str:
    """A line for each change, and what to paste."""
    if not found.changes:
        return "readers would see no change"
    lines = [
        ": ".join(filter(None, (each.id, each.kind.replace("-", " "), each.about, _both(each))))
        for each in found.changes
    ]
    if found.corrections:
        lines += ["", "# corrections to paste into the entries of these claims:"]
    for draft in found.corrections:
        entry = to_inline({"date": draft.date, "text": draft.text})
        lines += [f"  {draft.claim}:", "    corrections:", f"      - {entry}"]
    return "\n".join(lines)


def _line(change: Change) -> tuple[str | None, ...]:
    return change.id, change.kind.replace("-", " "), change.about, _both(change)


def _both(change: Change) -> str:
    old, new = (each and f"“{_cut(each)}”" for each in (change.old, change.new))
    if change.kind.endswith(("-changed", "-moved")) and (old or new):
        return f"{old or 'none'} -> {new or 'none'}"
    return old or new or ""
