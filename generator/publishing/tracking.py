"""Logs of what page tasks read of the index, with digests: a task runs again if something that it read has changed.

A task is given an index whose tables log every read. So nobody keeps lists of what a kind of page depends on, and no
dependency can be forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from generator.cache.digests import canonicalize, digest_plain, text_digest
from generator.model import Claim, SharedText
from generator.publishing.index import SiteIndex, SourceContent

Value = TypeVar("Value")
# Each read is a table, a key and a field, separated by tabs. Without a key it is the list of all keys. Without a field
# it is a whole value or, in a table of records, only whether there is such a record.
Log = set[str]

RECORDS = ("claims", "sources", "topics", "entities")  # tables of records, whose fields are logged one by one
PLAIN = ("pairs", "counts", "quotations", "kinds", "withdrawn")
_ABSENT, _PRESENT, _EMPTY = b"absent", b"present", b"empty"


class TrackedMapping(Mapping[str, Value]):
    """A mapping that logs what is read of it: a value, present or not, or the list of all keys."""

    def __init__(self, table: str, values: Mapping[str, Value], log: Log) -> None:
        self._table, self._values, self._log = table, values, log

    def __getitem__(self, key: str) -> Value:
        self._log.add(f"{self._table}\t{key}\t")
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._log.add(f"{self._table}\t{key}\t")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._log.add(f"{self._table}\t\t")
        return iter(self._values)

    def __len__(self) -> int:
        self._log.add(f"{self._table}\t\t")
        return len(self._values)


class TrackedTable(TrackedMapping[Value]):
    """A table of records, which log the fields that are read."""

    def __init__(self, table: str, values: Mapping[str, Value], log: Log) -> None:
        super().__init__(table, values, log)
        self._tracked: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        record = self._tracked.get(key)
        if record is not None:
            return record
        if key not in self._values:
            return super().__getitem__(key)
        tracked = TrackedRecord(self._values[key], f"{self._table}\t{key}\t", self._log)
        return self._tracked.setdefault(key, cast(Value, tracked))

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401 - this logs the lookup


class TrackedRecord:
    """A record that logs which of its fields are read; a field that was read is an attribute from then on."""

    def __init__(self, record: object, name: str, log: Log) -> None:
        self._record, self._name, self._log = record, name, log

    def __getattr__(self, field: str) -> object:
        self._log.add(self._name + field)
        value = self.__dict__[field] = getattr(self._record, field)
        return value


def track(index: SiteIndex, log: Log) -> SiteIndex:
    """Return the same index, with tables that log whatever is read of them, each value once."""
    tables: dict[str, Any] = {name: TrackedTable(name, getattr(index, name), log) for name in RECORDS}
    tables |= {name: TrackedMapping(name, getattr(index, name), log) for name in PLAIN}
    return replace(index, **tables)


class ReadDigests:
    """Digests of what was read of an index: if they are the same in two builds, a task reads the same values.

    `entries` has the digest of the YAML entry of each claim, by its id: the same entry gives the same claim.
    """

    def __init__(self, index: SiteIndex, entries: Mapping[str, bytes]) -> None:
        self._tables: Mapping[str, Mapping[str, object]] = {name: getattr(index, name) for name in (*RECORDS, *PLAIN)}
        self._entries = entries
        self._shared: dict[int, bytes] = {}  # digests of pairs by identity: each pair is in three places

    def digest(self, read: str) -> bytes:
        name, key, field = read.split("\t")
        table = self._tables[name]
        if not key:
            return digest_plain(tuple(table))
        value = table.get(key)
        if value is None:
            return _ABSENT
        if name in PLAIN:
            return digest_plain(self._shorten(value))
        return self._digest_field(getattr(value, field)) if field else _PRESENT

    def _digest_field(self, value: object) -> bytes:
        if type(value) is Claim and value.id in self._entries:
            return self._entries[value.id]
        return digest_plain(self._shorten(value)) if value else _EMPTY

    def _shorten(self, value: object) -> object:
        """Return the value made of plain types, with digests instead of what is large."""
        if type(value) is SourceContent:  # the same bytes under the same name, which its source has: the same article
            article = value.article
            return (
                article.sha256,
                text_digest(article.text),
                article.plain,
                article.pages,
                article.stretches,
                canonicalize(article.cues),
                value.shown,
            )
        if type(value) is tuple and type(value[0]) is SharedText:
            return tuple(map(self._shorten, value))
        if type(value) is not SharedText:
            return canonicalize(value)
        if id(value) not in self._shared:
            self._shared[id(value)] = digest_plain(canonicalize(value))
        return self._shared[id(value)]
