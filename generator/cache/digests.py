"""Digests of values: equal values have equal ones, in every process and on every run."""

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

_LONG = 256  # characters of a text that is looked up rather than read again


def text_digest(text: str) -> bytes:
    """What tells a text from every other."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Of values that marshal knows. Its version 2 says the same of equal values, whatever else refers to them."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Of any value of the model; where a thing stands in its file is no part of it."""
    return digest_plain(canonical(value))


def canonical(value: object) -> object:
    """Return the value as marshal spells it, without locations.

    A field whose type says that it holds plain values alone is not looked into. Raises TypeError.
    """
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple:
        return tuple([each if type(each) in _SIMPLE else canonical(each) for each in cast(Any, value)])
    getters = _split_fields(kind)
    if getters is None:
        return tuple([(key, canonical(each)) for key, each in cast(Mapping[str, object], value).items()])
    plain, nested = getters
    if nested is None:
        return (kind.__name__, *plain(value))
    return (kind.__name__, *plain(value), *[canonical(each) if each else each for each in nested(value)])


@cache
def _split_fields(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]] | None] | None:
    """Return what gets a dataclass's values of plain types, and what gets the others if there are any.

    None for a mapping. Raises TypeError for any other kind.
    """
    if not is_dataclass(kind):
        if issubclass(kind, Mapping):
            return None
        raise TypeError(f"a {kind.__name__} cannot be told")
    told = [each for each in fields(kind) if each.type is not Location]
    plain = [each.name for each in told if _is_plain(cast(Any, each.type))]
    nested = [each.name for each in told if each.name not in plain]
    return _getter(plain), _getter(nested) if nested else None


@cache
def _is_plain(annotation: Any) -> bool:
    """Tell whether marshal knows every value of a type."""
    kind = get_origin(annotation)
    if kind is Literal:
        return True
    if kind in (tuple, Union, UnionType):
        return all(_is_plain(part) for part in get_args(annotation))
    return annotation in _SIMPLE or annotation is Ellipsis


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


@cache
def field_getter(kind: Any, but: Any = None) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gets the values of all fields of a dataclass, in their order, but for those of one type."""
    return _getter([each.name for each in fields(kind) if each.type is not but])


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
            return tuple([each if type(each) in _SHORT else self._shorten(each) for each in cast(Any, value)])
        if isinstance(value, Digested):
            return [kind.__name__, value.digest]
        if is_dataclass(kind):
            held = field_getter(kind, Location)(value)
            return [kind.__name__, *[each if type(each) in _SHORT else self._shorten(each) for each in held]]
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
