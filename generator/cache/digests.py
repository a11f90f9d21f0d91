"""Digests of values: the same for equal values, in every process and on every run."""

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from generator.diagnostics import Location

_NUMBERS = frozenset((int, float, bool, type(None)))
_SIMPLE = _NUMBERS | {str, bytes}

_LONG = 256  # characters of a text that is looked up rather than read again

_Getter = Callable[[Any], tuple[Any, ...]]


def text_digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Return the digest of a plain value. Version 2 of marshal spells equal values alike, however often referred to."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Return the digest of any value of the model, locations left out."""
    return digest_plain(canonicalize(value))


def canonicalize(value: object) -> object:
    """Return a value of the model as a plain one, without its locations.

    A field whose type says that it holds plain values alone is not looked into. Raises TypeError for other types.
    """
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _SIMPLE else canonicalize(item) for item in cast(Any, value)])
    getters = _split_fields(kind)
    if getters is None:
        return tuple([(key, canonicalize(item)) for key, item in cast(Mapping[str, object], value).items()])
    plain, nested = getters
    if nested is None:
        return (kind.__name__, *plain(value))
    return (kind.__name__, *plain(value), *[canonicalize(item) if item else item for item in nested(value)])


@cache
def _split_fields(kind: Any) -> tuple[_Getter, _Getter | None] | None:
    """Return what gets a dataclass's values of plain types, and what gets the others if there are any.

    None for a mapping. Raises TypeError for any other kind.
    """
    if not is_dataclass(kind):
        if issubclass(kind, Mapping):
            return None
        raise TypeError(f"a {kind.__name__} has no digest")
    types = {field.name: cast(Any, field.type) for field in fields(kind) if field.type is not Location}
    plain = [name for name, annotation in types.items() if _is_plain(annotation)]
    nested = [name for name in types if name not in plain]
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


@cache
def field_getter(kind: Any, but: Any = None) -> _Getter:
    """Return a function that gets the values of a dataclass's fields in their order, without those of one type."""
    return _make_getter([field.name for field in fields(kind) if field.type is not but])


def _make_getter(names: Sequence[str]) -> _Getter:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


class Digested:
    """A value that has a digest of its own, made of all that it holds."""

    __slots__ = ()

    @property
    def digest(self) -> bytes:
        raise NotImplementedError


class Digester:
    """Digests of arguments. A long text is read once, however many of the arguments have it."""

    def __init__(self) -> None:
        self._texts: dict[str, bytes] = {}
        self._last: dict[str, bytes] = {}

    def renew(self) -> "Digester":
        """Return a digester for the next run in this process, which knows the texts of this one."""
        fresh = Digester()
        fresh._last = self._texts
        return fresh

    def digest_items(self, items: Iterable[object], shared: tuple[object, ...]) -> list[bytes]:
        """Return a digest for each item, which tells it and the shared values from all others."""
        common = digest_plain(self._shorten(shared))
        return [digest_plain((common, self._shorten(item))) for item in items]

    def _shorten(self, value: object) -> object:
        """The value as marshal spells it, with digests in the place of long texts; a list is no plain tuple."""
        kind = type(value)
        if kind is str:
            return self._shorten_text(cast(str, value))
        if kind in _SIMPLE:
            return value
        if kind is tuple:
            return tuple(self._shorten_all(cast(tuple[object, ...], value)))
        if isinstance(value, Digested):
            return [kind.__name__, value.digest]
        if is_dataclass(kind):
            return [kind.__name__, *self._shorten_all(field_getter(kind, Location)(value))]
        if isinstance(value, Mapping):
            return [self._shorten_all(pair) for pair in value.items()]
        raise TypeError(f"a {kind.__name__} has no digest")

    def _shorten_all(self, values: Iterable[object]) -> list[object]:
        return [value if type(value) in _NUMBERS else self._shorten(value) for value in values]

    def _shorten_text(self, text: str) -> str | bytes:
        if len(text) < _LONG:
            return text
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._last.get(text) or text_digest(text)
        return known
