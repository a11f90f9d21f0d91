"""Digests of values: equal values have equal ones, in every process and on every run."""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

from generator.diagnostics import Location

_SIMPLE = frozenset((str, int, float, bool, bytes, type(None)))

_LONG = 256  # characters of a text that is looked up rather than read again

Canonicalizer = Callable[[object], object]


def text_digest(text: str) -> bytes:
    """What tells a text from every other."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Of values that marshal knows. Its version 2 says the same of equal values, whatever else refers to them."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Of any value of the model; where a thing stands in its file is no part of it."""
    return digest_plain(canonical(value))


def canonical(value: object, told: Canonicalizer | None = None) -> object:
    """The value as marshal spells it, what it holds as `told` tells it; locations are left out. Raises TypeError."""
    kind = type(value)
    if kind in _SIMPLE:
        return value
    told = told or canonical
    if kind is tuple:
        return tuple([each if type(each) in _SIMPLE else told(each) for each in cast(tuple[object, ...], value)])
    if is_dataclass(kind):
        values = field_getter(kind, Location)(value)
        return (kind.__name__, *[each if type(each) in _SIMPLE else told(each) for each in values])
    if isinstance(value, Mapping):
        return tuple([(key, told(each)) for key, each in value.items()])
    if issubclass(kind, str):
        return str(value)
    raise TypeError(f"a {kind.__name__} cannot be told")


@cache
def field_getter(kind: Any, but: Any = None) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields of a dataclass, in their order, but for those of one type."""
    names = [each.name for each in fields(kind) if each.type is not but]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, each) for each in names)


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
