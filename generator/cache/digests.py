"""Digests of values: equal values have equal digests, in every process and on every run."""

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from generator.diagnostics import Location

_SIMPLE = frozenset((str, int, float, bool, bytes, type(None)))

_LONG = 256  # characters from which on the digest of a text is remembered

Canonicalizer = Callable[[object], object]


def text_digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Return the digest of a value that marshal knows. Its version 2 writes equal values alike, however shared."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Return the digest of any value of the model; a place in a file (Location) does not change it."""
    return digest_plain(canonicalize(value))


def canonicalize(value: object, convert: Canonicalizer | None = None) -> object:
    """Return the value as plain values that marshal knows, without Locations; `convert` does so for what it holds.

    A field whose type says that it holds plain values alone is not looked into. Raises TypeError.
    """
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    convert = convert or canonicalize
    if kind is tuple:
        return tuple([item if type(item) in _SIMPLE else convert(item) for item in cast(tuple[object, ...], value)])
    if isinstance(value, Mapping):
        return tuple([(key, convert(held)) for key, held in value.items()])
    plain, nested = _split_fields(kind)
    if nested is None:
        return (kind.__name__, *plain(value))
    return (kind.__name__, *plain(value), *[convert(item) for item in nested(value)])


@cache
def _split_fields(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]] | None]:
    """Return a getter of a dataclass's values of plain types, and one of its other values if there are any."""
    if not is_dataclass(kind):
        raise TypeError(f"a {kind.__name__} has no digest")
    members = [member for member in fields(kind) if member.type is not Location]
    plain = [member.name for member in members if _is_plain(cast(Any, member.type))]
    nested = [member.name for member in members if member.name not in plain]
    return _make_getter(plain), _make_getter(nested) if nested else None


@cache
def _is_plain(annotation: Any) -> bool:
    """Tell whether marshal knows every value of a type."""
    kind = get_origin(annotation)
    if kind is Literal:
        return True
    if kind in (tuple, Union, UnionType):
        return all(_is_plain(part) for part in get_args(annotation))
    return annotation in _SIMPLE or annotation is Ellipsis


def _make_getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


@cache
def field_getter(kind: Any, but: Any = None) -> Callable[[Any], tuple[Any, ...]]:
    """Return a getter of the values of all fields of a dataclass, in order, except those of the type `but`."""
    return _make_getter([field.name for field in fields(kind) if field.type is not but])


class Digested:
    """A value that computes its own digest from everything it holds."""

    __slots__ = ()

    @property
    def digest(self) -> bytes:
        raise NotImplementedError


class Digester:
    """Computes digests of arguments. A long text is digested once, however many of the arguments hold it."""

    def __init__(self) -> None:
        self._texts: dict[str, bytes] = {}

    def digest_items(self, items: Iterable[object], shared: tuple[object, ...]) -> list[bytes]:
        """Return a digest of each item together with the shared values."""
        common = digest_plain(self._shorten(shared))
        return [digest_plain((common, self._shorten(item))) for item in items]

    def _shorten(self, value: object) -> object:
        """Return the value as plain values, with digests in place of long texts; a class becomes a list."""
        kind = type(value)
        if kind is str:
            return self._shorten_text(cast(str, value))
        if kind in _SIMPLE:
            return value
        if kind is tuple:
            return tuple(map(self._shorten, cast(tuple[object, ...], value)))
        if isinstance(value, Digested):
            return [kind.__name__, value.digest]
        if is_dataclass(kind):
            return [kind.__name__, *map(self._shorten, field_getter(kind, Location)(value))]
        if isinstance(value, Mapping):
            return [[self._shorten(key), self._shorten(held)] for key, held in value.items()]
        raise TypeError(f"a {kind.__name__} has no digest")

    def _shorten_text(self, text: str) -> str | bytes:
        if len(text) < _LONG:
            return text
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = text_digest(text)
        return known
