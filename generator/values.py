"""`dataclass` for the program's values: the standard library's, made in a tenth of its time.

The standard library compiles each of the six methods of each class by itself. A run makes some hundred and fifty
classes before its first word, which took a fifth of a small build. Here __init__ alone is compiled, once for all
classes with as many fields, and the other methods are closures over the fields: they do the same. To a type checker it
is the standard library's own.
"""

from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as standard
from functools import cache, partial
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False):
        """A class decorator, used as the standard library's; what has no slots is left to that."""
        if not slots:
            return standard(frozen=frozen)
        return partial(_make_class, frozen=frozen)


def _make_class(cls: type, *, frozen: bool) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library works out a signature, at length
    made: Any = standard(init=False, repr=False, eq=False, slots=True)(cls)
    own = fields(made)
    names = tuple(field.name for field in own)
    compared = tuple(field.name for field in own if field.compare)
    told = _make_getter(compared)

    def equals(self: object, other: object) -> bool:
        return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(told(self))

    methods = {"__init__": _make_init(made, own), "__repr__": _format_fields, "__eq__": equals, "__hash__": None}
    if frozen:
        methods |= {
            "__hash__": hashed,
            "__setattr__": _refuse_change,
            "__delattr__": _refuse_change,
            **_make_state_methods(names),
        }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _make_state_methods(names: tuple[str, ...]) -> dict[str, Any]:
    """What copies a value that cannot be changed."""

    def state(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def set_state(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": state, "__setstate__": set_state}


def _make_getter(names: tuple[str, ...]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _make_init(cls: Any, own: tuple[Field[Any], ...]) -> Any:
    """The one method whose speed counts: each field is set by its own slot."""
    known: dict[str, Any] = {"MISSING": MISSING}
    defaults: list[Any] = []
    for place, field in enumerate(own):
        known[f"set_{place}"] = getattr(cls, field.name).__set__
        known[f"make_{place}"] = field.default_factory
        if _has_factory(field) or field.default is not MISSING:
            defaults.append(field.default)
        elif defaults:
            raise TypeError(f"non-default argument {field.name!r} follows default argument")
    code = _compile_init(tuple(map(_has_factory, own))).replace(co_varnames=("self", *[field.name for field in own]))
    made = FunctionType(code, known, "__init__", tuple(defaults))
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return made


@cache
def _compile_init(factories: tuple[bool, ...]) -> CodeType:
    """What sets so many fields; one with a factory is made by that where no value is given."""
    parameters, lines = ["self"], []
    for place, has_factory in enumerate(factories):
        value = f"make_{place}() if value_{place} is MISSING else value_{place}" if has_factory else f"value_{place}"
        parameters.append(f"value_{place}")
        lines.append(f"set_{place}(self, {value})")
    known: dict[str, Any] = {}
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - as dataclasses
    code: CodeType = known["__init__"].__code__
    return code


def _has_factory(field: Field[Any]) -> bool:
    return field.default_factory is not MISSING


def _format_fields(self: Any) -> str:
    told = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({told})"


def _refuse_change(self: object, name: str, *_: object) -> None:  # noqa: ARG001 - the signature is Python's
    raise FrozenInstanceError(f"cannot set or delete field {name!r}")
