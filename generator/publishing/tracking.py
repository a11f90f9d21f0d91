"""What a page reads of an edition, and a digest of what it read: so that it is made again when that has changed.

A page is made from a concordance whose mappings are doors: each writes down what was asked of it. No list of what a
kind of page depends on is kept by hand, and none can be forgotten.
"""

from collections.abc import Callable, Iterator, Mapping, MutableSet, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from generator.cache.build_cache import Stamped
from generator.cache.digests import canonical, digest_plain, text_digest
from generator.model import Claim, Corpus, Edition
from generator.publishing.index import SiteIndex

Value = TypeVar("Value")
Read = tuple[str, str]  # a room, and what was asked for in it; ALL of it
ALL = ""  # no id is empty
ReadLog = MutableSet[Read]

_ABSENT = b""


class TrackedMapping(Mapping[str, Value]):
    """A mapping that writes down what is asked of it: a key, there or not, or all of it."""

    __slots__ = ("_log", "_room", "_values")

    def __init__(self, room: str, values: Mapping[str, Value], log: ReadLog) -> None:
        self._room, self._values, self._log = room, values, log

    def __getitem__(self, key: str) -> Value:
        self._log.add((self._room, key))
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._log.add((self._room, key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._log.add((self._room, str(key)))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._log.add((self._room, ALL))
        return iter(self._values)

    def __len__(self) -> int:
        self._log.add((self._room, ALL))
        return len(self._values)


def _opened(room: str, value: object, log: ReadLog) -> object:
    """A value with the same fields: doors where they are mappings; reading any other is written down too."""
    names = [each.name for each in fields(cast(Any, value))]
    entrances = {each: _entrance(f"{room}.{each}", getattr(value, each), log) for each in names}
    return type(type(value).__name__, (), entrances)()


def _entrance(room: str, held: object, log: ReadLog) -> object:
    """How a class of its own has one field of a value: a property is found at once, which __getattr__ is not."""
    if isinstance(held, Mapping):
        return TrackedMapping(room, held, log)
    if isinstance(held, Corpus):
        return _opened(room, held, log)
    read = (room, ALL)

    def noted(_: object) -> object:
        log.add(read)
        return held

    return property(noted)


def track(index: SiteIndex, log: ReadLog) -> SiteIndex:
    """The same index, whatever is read of it written down in the log."""
    doors: dict[str, Any] = {
        each.name: TrackedMapping(each.name, held, log)
        for each in fields(index)
        if each.compare and isinstance(held := getattr(index, each.name), Mapping)
    }
    return replace(index, edition=cast(Edition, _opened("edition", index.edition, log)), **doors)


class DependencyDigests:
    """The digest of what stands behind each door of a index: where two builds have the same, the same stands there.

    What was read or found out by itself has a stamp from there, and is not looked at: a claim by its entry's text, the
    place of a quote by that and its source's, and whatever is Stamped.
    """

    def __init__(self, index: SiteIndex) -> None:
        self._rooms: dict[str, object] = {each.name: getattr(index, each.name) for each in fields(index)}
        for room, value in (("edition", index.edition), ("edition.corpus", index.edition.corpus)):
            self._rooms |= {f"{room}.{each.name}": getattr(value, each.name) for each in fields(cast(Any, value))}
        self._claims: dict[int, bytes] = {}
        self._anchors, self._articles = index.edition.anchors, index.edition.articles
        self._texts: dict[str, bytes] = {}
        self._entries = {each.claim: each.digest for each in index.edition.corpus.named}
        self._stamps: dict[str, Callable[[str], bytes | None]] = {
            room: value.stamps.get for room, value in self._rooms.items() if isinstance(value, Stamped)
        }
        self._stamps |= {"claims": self._entries.get, "edition.anchors": self._place}

    def changed(self, reads: Sequence[Read], seen: Mapping[int, bytes]) -> set[int]:
        """Of what was read, by its number, that which does not have the digest it was seen with."""
        digest = self.digest
        return {number for number, was in seen.items() if digest(reads[number]) != was}

    def digest(self, read: Read) -> bytes:
        room, key = read
        value = self._rooms[room]
        if key == ALL:
            return self._digest(value)
        stamp = self._stamps.get(room)
        if stamp and (known := stamp(key)) is not None and key in cast(Mapping[str, object], value):
            return known
        found = cast(Mapping[str, object], value).get(key)
        return _ABSENT if found is None else self._digest(found)

    def _digest(self, value: object) -> bytes:
        try:
            return digest_plain(value)  # most is numbers and words
        except ValueError:
            return digest_plain(self._told(value))

    def _place(self, evidence: str) -> bytes | None:
        """What a quote's place follows from: the entry that it stands in, and its source's text."""
        entry = self._entries.get(evidence.rpartition("-")[0])
        anchor = self._anchors.get(evidence)
        if entry is None or anchor is None:
            return None
        source = anchor.source
        if source not in self._texts:
            self._texts[source] = text_digest(self._articles[source].text)
        return entry + self._texts[source]

    def _told(self, value: object) -> object:
        """The value as marshal spells it: what a claim says stands in many rooms, and is told by a digest.

        That of its entry's text, where it was read by itself: the same text gives the same claim.
        """
        if type(value) is Claim:
            known = self._entries.get(value.id) or self._claims.get(id(value))
            if known is None:
                known = self._claims[id(value)] = digest_plain(canonical(value, self._told))
            return known
        return canonical(value, self._told)
