"""Differences between two sites that readers would see, and drafts of corrections for them.

Both sites are read by their claims.json alone, with the suspicion of `verify`: they may come from anyone.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from generator.commands.shared.yaml_text import to_inline
from generator.commands.verify.site_folder import BrokenSite, SiteFolder, member, parse_json

_LISTS = ("claims", "sources", "topics", "entities")
_SINGULAR = {"claims": "claim", "sources": "source", "topics": "topic", "entities": "entity"}
# Keys with changes of their own kind, and keys that no reader sees.
_NOT_DETAILS = {
    "site": {"ratings", "base_url"},
    "claims": {"id", "statement", "verdict", "corroboration", "standing", "evidence", "page", "corrections",
               "related_from", "history", "formerly"},
    "sources": {"id", "sha256", "page", "text", "file", "formerly"},
    "topics": {"id", "page", "formerly"},
    "entities": {"id", "page", "formerly"},
}  # fmt: skip
_QUOTE_DETAILS = ("speaker", "value", "note", "modality")
_MARKDOWN = re.compile(r"[\\`*_\[\]]")
_LONGEST = 300  # characters of a text that is shown or drafted

DiffItem = Mapping[str, Any]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, such as `verdict-changed`; the id of what changed; the old and the new value, if any."""

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
    """Changes, and a correction and an entry of its history for each claim that has no new one of either."""

    changes: tuple[Change, ...]
    corrections: tuple[DraftCorrection, ...]
    history: tuple[DraftCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class _SiteData:
    """What a site publishes: its records by list and id, the site itself, and the labels of its verdicts."""

    site: DiffItem
    records: Mapping[str, Mapping[str, DiffItem]]
    verdicts: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)  # ids of claims, and when they were

    @property
    def withheld(self) -> Set[str]:
        """The sources no word of which is published."""
        return {id for id, record in self.records["sources"].items() if record.get("display") == "withheld"}

    def verdict(self, claim: DiffItem) -> str | None:
        found = claim.get("verdict")
        return None if found is None else self.verdicts.get(str(found), str(found))


def read_claims_json(site: Path) -> tuple[str, str]:
    """Return the name of a site's folder, and the text of its claims.json. Raises BrokenSite."""
    try:
        return str(site), SiteFolder(site).text("claims.json")
    except BrokenSite as broken:
        raise BrokenSite(f"{site}: {broken}") from None


def compare_sites(old: tuple[str, str], new: tuple[str, str], date: str) -> SiteDiff:
    """Return what readers would see changed between sites, of each its name and the text of its claims.json.

    Corrections and entries of histories are drafted for the date. Raises BrokenSite.
    """
    before, after = _read_site(*old), _read_site(*new)
    try:
        changes: list[Change] = []
        drafts: list[DraftCorrection] = []
        history: list[DraftCorrection] = []
        if changed := _differing_keys(before.site, after.site, _NOT_DETAILS["site"]):
            changes.append(Change("site-changed", "site", about=changed))
        for name in _LISTS:
            for first, second in _pair_records(before.records[name], after.records[name]):
                found = list(_find_changes(name, before, after, first, second))
                withdrawn = after.withdrawn.get(str(first["id"])) if first and name == "claims" and not second else None
                if first and withdrawn is not None:
                    found = [Change("claim-withdrawn", str(first["id"]), old=_title(first), about=withdrawn)]
                changes += found
                if not (first and second) or _new_corrections(first, second):
                    continue
                text = " ".join(filter(None, (_draft_sentence(change, before, after) for change in found)))
                if text:
                    drafts.append(DraftCorrection(str(second["id"]), date, text))
                more = (_draft_addition(change, before, after) for change in found)
                text = " ".join(filter(None, (text, *more)))
                if text and name == "claims" and not _new_changes("history", first, second):
                    history.append(DraftCorrection(str(second["id"]), date, text))
        return SiteDiff(tuple(changes), tuple(drafts), tuple(history))
    except RecursionError:
        raise BrokenSite("claims.json: lists are nested too deeply") from None


def _pair_records(
    old: Mapping[str, DiffItem], new: Mapping[str, DiffItem]
) -> Iterator[tuple[DiffItem | None, DiffItem | None]]:
    """Yield the records of both sites in pairs, by id, former id, else title; first those that are gone."""
    named = {former: id for id, record in new.items() if id not in old for former in _former_ids(record)}
    before = {named[id]: id for id in old if id not in new and id in named}
    moved = {_title(new[id]): id for id in reversed([*new]) if id not in old and id not in before}
    paired = {*before.values()}
    before |= {
        moved.pop(_title(old[id]), ""): id
        for id in old
        if id not in new and id not in paired and _title(old[id]) in moved
    }
    gone = {*old} - {*new} - {*before.values()}
    yield from ((old[id], None) for id in old if id in gone)
    yield from ((old.get(before.get(id, id)), new[id]) for id in new)


def _find_changes(
    name: str, before: _SiteData, after: _SiteData, old: DiffItem | None, new: DiffItem | None
) -> Iterator[Change]:
    """Yield the changes of a record; `old` or `new` is None if one of the sites does not have it."""
    singular = _SINGULAR[name]
    if new is None or old is None:
        if old is not None:
            yield Change(f"{singular}-removed", str(old["id"]), old=_title(old))
        if new is not None:
            yield Change(f"{singular}-added", str(new["id"]), new=_title(new))
        return
    id = str(new["id"])
    if old["id"] != id:
        yield Change(f"{singular}-moved", id, str(old["id"]), id)
    if name == "claims":
        if old["statement"] != new["statement"]:
            yield Change("statement-changed", id, old["statement"], new["statement"])
        if before.verdict(old) != after.verdict(new):
            yield Change("verdict-changed", id, before.verdict(old), after.verdict(new))
        if old.get("corroboration") != new.get("corroboration"):
            yield Change(
                "corroboration-changed", id, _to_text(old.get("corroboration")), _to_text(new.get("corroboration"))
            )
        hidden = before.withheld | after.withheld  # of their quotes nothing is to be said
        kept = ([item for item in _evidence_of(record) if _source_of(item) not in hidden] for record in (old, new))
        yield from _find_quote_changes(id, *kept)
        if added := _new_corrections(old, new):
            yield Change("correction-added", id, new="; ".join(added))
    elif name == "sources" and (id in after.withheld) != (str(old["id"]) in before.withheld):
        yield Change("source-withheld" if id in after.withheld else "source-shown", id, new=_title(new))
        return
    elif name == "sources" and old.get("sha256") != new.get("sha256"):
        yield Change("text-changed", id, about="its published text")
    changed = _differing_keys(old, new, _NOT_DETAILS[name])
    if changed:
        yield Change(f"{singular}-changed", id, about=changed)


def _find_quote_changes(claim: str, old: Sequence[DiffItem], new: Sequence[DiffItem]) -> Iterator[Change]:
    """Yield the changes of a claim's quotes, matched by source and words.

    Of the quotes left over, an old and a new one of the same source are one quote that changed.
    """
    known, left = _group_by(_quote_words, new), []
    for evidence in old:
        if not known[_quote_words(evidence)]:
            left.append(evidence)
            continue
        same = known[_quote_words(evidence)].popleft()
        if evidence.get("stance") != same.get("stance"):
            yield Change(
                "stance-changed",
                claim,
                _to_text(evidence.get("stance")),
                _to_text(same.get("stance")),
                _describe_quote(evidence),
            )
        details = ", ".join(
            key for key in _QUOTE_DETAILS if evidence.get(key) != same.get(key) and _is_known(key, evidence, same)
        )
        if details:
            yield Change("quote-details-changed", claim, about=f"{details} of {_describe_quote(evidence)}")
    unknown = (evidence for waiting in known.values() for evidence in waiting)
    waiting = _group_by(_source_of, unknown)
    for evidence in left:
        source = _source_of(evidence)
        if waiting[source]:
            yield Change(
                "quote-changed", claim, _quote_words(evidence)[1], _quote_words(waiting[source].popleft())[1], source
            )
        else:
            yield Change("quote-removed", claim, old=_quote_words(evidence)[1], about=source)
    for source, added in waiting.items():
        for evidence in added:
            yield Change("quote-added", claim, new=_quote_words(evidence)[1], about=source)


def _group_by(key: Callable[[DiffItem], Key], records: Iterable[DiffItem]) -> "defaultdict[Key, deque[DiffItem]]":
    found: defaultdict[Key, deque[DiffItem]] = defaultdict(deque)
    for record in records:
        found[key(record)].append(record)
    return found


def _source_of(evidence: DiffItem) -> str:
    return _to_text(evidence.get("source"))


def _is_known(key: str, *both: DiffItem) -> bool:
    """Return whether a difference tells something: older sites have no modality, and a speaker makes it `said`."""
    if key != "modality":
        return True
    told = [evidence.get(key) for evidence in both]
    return all(told) and not all(modality in ("stated", "said") for modality in told)


def _describe_quote(evidence: DiffItem) -> str:
    source, words = _quote_words(evidence)
    return f"“{_shorten(words)}” ({source})"


# -- a site, read with suspicion ----------------------------------------------------------------------------------


def _read_site(where: str, text: str) -> _SiteData:
    try:
        whole = parse_json(text, "claims.json")
        site = member(whole, "site", dict, "claims.json")
        records: dict[str, dict[str, DiffItem]] = {}
        for name in _LISTS:
            records[name] = {}
            if name in {"topics", "entities"} and isinstance(whole, dict) and name not in whole:
                continue
            for number, record in enumerate(member(whole, name, list, "claims.json"), start=1):
                place = f"claims.json: {_SINGULAR[name]} {number}"
                records[name][member(record, "id", str, place)] = record
                if name == "claims":
                    member(record, "statement", str, place)
                    for evidence in member(record, "evidence", list, place):
                        member(evidence, "quote", str, f"{place}: its evidence")
        return _SiteData(site, records, _verdict_labels(site), _list_withdrawn(whole))
    except BrokenSite as broken:
        raise BrokenSite(f"{where}: {broken}") from None


def _list_withdrawn(whole: object) -> Mapping[str, str]:
    """Return the ids of withdrawn claims, with their dates."""
    listed = whole.get("withdrawn") if isinstance(whole, dict) else None
    found: dict[str, str] = {}
    for notice in listed if isinstance(listed, list) else ():
        about = notice.get("withdrawn") if isinstance(notice, dict) else None
        if isinstance(about, dict):
            found[str(notice.get("id"))] = str(about.get("date"))
    return found


def _verdict_labels(site: DiffItem) -> Mapping[str, str]:
    ratings = site.get("ratings")
    listed = [rating for rating in ratings if isinstance(rating, dict)] if isinstance(ratings, list) else []
    return {str(rating.get("id")): str(rating.get("label")) for rating in listed}


def _evidence_of(claim: DiffItem) -> Sequence[DiffItem]:
    found: Sequence[DiffItem] = claim["evidence"]
    return found


def _quote_words(evidence: DiffItem) -> tuple[str, str]:
    """Return the source of a quote, and the source's own words if published, else the words as the desk typed them."""
    segments = evidence.get("segments")
    listed = [segment for segment in segments if isinstance(segment, dict)] if isinstance(segments, list) else []
    exact = " […] ".join(" ".join(str(segment.get("exact", "")).split()) for segment in listed)
    return _source_of(evidence), exact or str(evidence["quote"])


def _differing_keys(old: DiffItem, new: DiffItem, apart: Collection[str]) -> str:
    """Return the names of the other keys that differ."""
    names = dict.fromkeys([*new, *old])
    return ", ".join(str(name) for name in names if name not in apart and old.get(name) != new.get(name))


def _new_corrections(old: DiffItem, new: DiffItem) -> list[str]:
    return _new_changes("corrections", old, new)


def _new_changes(key: str, old: DiffItem, new: DiffItem) -> list[str]:
    known = _list_changes(key, old)
    return [change for change in _list_changes(key, new) if change not in known]


def _list_changes(key: str, claim: DiffItem) -> list[str]:
    found = claim.get(key)
    listed = [correction for correction in found if isinstance(correction, dict)] if isinstance(found, list) else []
    return [f"{correction.get('date')}: {correction.get('text')}" for correction in listed]


def _former_ids(record: DiffItem) -> list[str]:
    found = record.get("formerly")
    return [id for id in found if isinstance(id, str)] if isinstance(found, list) else []


def _title(record: DiffItem) -> str:
    return next((str(record[key]) for key in ("statement", "name", "title", "file") if record.get(key)), "")


def _to_text(value: object) -> str:
    return "" if value is None else str(value)


# -- output ----------------------------------------------------------------------------------------------------


def _draft_sentence(change: Change, before: _SiteData, after: _SiteData) -> str:
    """Return the sentence of a correction for the change; an empty string if the change corrects nothing.

    What was printed before is in emphasis: in quotation marks it would be held to the sources, where it may not be.
    """
    old, new = (f"*{_escape_markdown(_shorten(text))}*" if text else "" for text in (change.old, change.new))
    match change.kind:
        case "statement-changed":
            return f"The claim read {old} before."
        case "verdict-changed":
            return f"The verdict was {old} before." if old else f"There was no verdict before; it is {new}."
        case "quote-changed":
            return f"The quote from {_link_source(change.about or '', before, after)} was {old} before."
        case "quote-removed":
            return f"A quote from {_link_source(change.about or '', before, after)} was taken out: {old}."
        case "stance-changed":
            return f"The quote {_escape_markdown(change.about or '')} was shown as one that {change.old} the claim."
    return ""


def _draft_addition(change: Change, before: _SiteData, after: _SiteData) -> str:
    """Return the sentence of a claim's history for a change that corrects nothing; else an empty string."""
    match change.kind:
        case "quote-added":
            return f"A quote from {_link_source(change.about or '', before, after)} was added."
        case "corroboration-changed":
            return f"What the sources say was *{change.old}* before; it is *{change.new}*."
    return ""


def _link_source(source: str, before: _SiteData, after: _SiteData) -> str:
    """Return the source by its publisher or title, linked if it still exists."""
    known = after.records["sources"].get(source)
    record = known or before.records["sources"].get(source, {})
    name = _escape_markdown(_shorten(_to_text(record.get("publisher")) or _title(record) or source))
    return f"[{name}](source:{source})" if known else name


def _escape_markdown(text: str) -> str:
    """Return Markdown that renders as the text."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", safe)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def as_json(found: SiteDiff) -> str:
    """Return JSON of `changes` (`kind`, `id`, `old`, `new` and `about`, null if there is none) and of `corrections`."""
    whole = {key: value for key, value in asdict(found).items() if key != "history"}
    return json.dumps(whole, ensure_ascii=True, indent=2)


def as_text(found: SiteDiff) -> str:
    """Return a line for each change, then the corrections to paste."""
    if not found.changes:
        return "readers would see no change"
    lines = [
        ": ".join(filter(None, (change.id, change.kind.replace("-", " "), change.about, _old_and_new(change))))
        for change in found.changes
    ]
    if found.corrections:
        lines += ["", "# corrections to paste into the entries of these claims:"]
    for draft in found.corrections:
        entry = to_inline({"date": draft.date, "text": draft.text})
        lines += [f"  {draft.claim}:", "    corrections:", f"      - {entry}"]
    return "\n".join(lines)


def _old_and_new(change: Change) -> str:
    old, new = (text and f"“{_shorten(text)}”" for text in (change.old, change.new))
    if change.kind.endswith(("-changed", "-moved")) and (old or new):
        return f"{old or 'none'} -> {new or 'none'}"
    return old or new or ""
