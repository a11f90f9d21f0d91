"""A faster `dataclass` decorator for the program's values.

The standard library compiles six methods for every class. A run creates about 150 classes before its first line of
output, which took a fifth of a small build. Here only __init__ is compiled, once for all classes with the same number
of fields; the other methods are closures over the fields and behave the same. To a type checker this is the standard
library's own `dataclass`, and creating a class takes a tenth of the time.
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
        """Return a class decorator, used as the standard library's; classes without slots are left to that one."""
        if not slots:
            return standard(frozen=frozen)
        return partial(_make_class, frozen=frozen)


def _make_class(cls: type, *, frozen: bool) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__  # otherwise the standard library computes a signature, which is slow
    value_class: Any = standard(init=False, repr=False, eq=False, slots=True)(cls)
    own = fields(value_class)
    names = tuple(field.name for field in own)
    compared = tuple(field.name for field in own if field.compare)
    get_compared = _make_getter(compared)

    def equals(self: object, other: object) -> bool:
        return get_compared(self) == get_compared(other) if other.__class__ is self.__class__ else NotImplemented

    def compute_hash(self: object) -> int:
        return hash(get_compared(self))

    methods = {"__init__": _make_init(value_class, own), "__repr__": _format_fields, "__eq__": equals, "__hash__": None}
    if frozen:
        methods |= {
            "__hash__": compute_hash,
            "__setattr__": _refuse_change,
            "__delattr__": _refuse_change,
            **_make_state_methods(names),
        }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(value_class, name, method)
    return value_class  # type: ignore[no-any-return]


def _make_state_methods(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the methods by which a frozen value is copied and pickled."""

    def get_state(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def set_state(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": get_state, "__setstate__": set_state}


def _make_getter(names: tuple[str, ...]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _make_init(cls: Any, own: tuple[Field[Any], ...]) -> Any:
    """Return __init__, the one method whose speed matters: it sets each field through the field's own slot."""
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
    init = FunctionType(code, known, "__init__", tuple(defaults))
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return init


@cache
def _compile_init(factories: tuple[bool, ...]) -> CodeType:
    """Compile an __init__ for this many fields; where no value is given, a field with a factory calls that."""
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
    values = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({values})"


def _refuse_change(self: object, name: str, *_: object) -> None:  # noqa: ARG001 - the signature is Python's
    raise FrozenInstanceError(f"cannot set or delete field {name!r}")
