"""Digests of values: the same for equal values, in every process and on every run."""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

from generator.diagnostics import Location

_NUMBERS = frozenset((int, float, bool, type(None)))
_SIMPLE = _NUMBERS | {str, bytes}

_LONG = 256  # characters of a text that is looked up rather than read again

Canonicalizer = Callable[[object], object]


def text_digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_plain(plain: Any) -> bytes:
    """Return the digest of a plain value. Version 2 of marshal spells equal values alike, however often referred to."""
    return blake2b(marshal.dumps(plain, 2), digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Return the digest of any value of the model, locations left out."""
    return digest_plain(canonical(value))


def canonical(value: object, told: Canonicalizer | None = None) -> object:
    """Return a value of the model as a plain one, without its locations; `told` converts what it holds.

    Raises TypeError for values of other types.
    """
    kind = type(value)
    if kind in _SIMPLE:
        return value
    told = told or canonical
    if kind is tuple:
        return tuple([item if type(item) in _SIMPLE else told(item) for item in cast(tuple[object, ...], value)])
    if is_dataclass(kind):
        values = field_getter(kind, Location)(value)
        return (kind.__name__, *[item if type(item) in _SIMPLE else told(item) for item in values])
    if isinstance(value, Mapping):
        return tuple([(key, told(item)) for key, item in value.items()])
    if issubclass(kind, str):
        return str(value)
    raise TypeError(f"a {kind.__name__} has no digest")


@cache
def field_getter(kind: Any, but: Any = None) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that gets the values of a dataclass's fields in their order, without those of one type."""
    names = [field.name for field in fields(kind) if field.type is not but]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


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
            known = self._texts[text] = text_digest(text)
        return known
