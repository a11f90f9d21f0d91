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

_SHORT = frozenset((int, float, bool, bytes, type(None)))
_SIMPLE = _SHORT | {str}

_LONG = 256  # characters from which on the digest of a text is remembered


def text_digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Return the digest of a value that marshal knows. Its version 2 writes equal values alike, however shared."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Return the digest of any value of the model; a place in a file (Location) does not change it."""
    return digest_plain(canonicalize(value))


def canonicalize(value: object) -> object:
    """Return the value as plain values that marshal knows, without Locations.

    A field whose type says that it holds plain values alone is not looked into. Raises TypeError.
    """
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _SIMPLE else canonicalize(item) for item in cast(Any, value)])
    getters = _split_fields(kind)
    if getters is None:
        return tuple([(key, canonicalize(held)) for key, held in cast(Mapping[str, object], value).items()])
    plain, nested = getters
    if nested is None:
        return (kind.__name__, *plain(value))
    return (kind.__name__, *plain(value), *[canonicalize(item) if item else item for item in nested(value)])


@cache
def _split_fields(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]] | None] | None:
    """Return a getter of a dataclass's values of plain types, and one of its other values if there are any.

    Return None for a mapping. Raises TypeError for any other kind.
    """
    if not is_dataclass(kind):
        if issubclass(kind, Mapping):
            return None
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
            return tuple([item if type(item) in _SHORT else self._shorten(item) for item in cast(Any, value)])
        if isinstance(value, Digested):
            return [kind.__name__, value.digest]
        if is_dataclass(kind):
            held = field_getter(kind, Location)(value)
            return [kind.__name__, *[item if type(item) in _SHORT else self._shorten(item) for item in held]]
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
