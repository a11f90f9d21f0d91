"""`dataclass` for the program's values: the standard library's, made in a fifth of its time.

The standard library compiles each of the six methods of each class by itself. A run makes some hundred and fifty
classes before its first word, which took a fifth of a small build. Here __init__ alone is compiled, and the other
methods are closures over the fields: they do the same. To a type checker it is the standard library's own.
"""

from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as standard
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False):
        """A class decorator, used as the standard library's; what is not plainly a frozen value is left to that."""
        if not (frozen and slots) or order:
            return standard(frozen=frozen, slots=slots, order=order)
        return _value


def _value(cls: type) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library works out a signature, at length
    made: Any = standard(init=False, repr=False, eq=False, slots=True)(cls)
    own = fields(made)
    names = tuple(each.name for each in own)
    compared = tuple(each.name for each in own if each.compare)
    told = _getter(compared)

    def equals(self: object, other: object) -> bool:
        return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(told(self))

    def state(self: object) -> list[object]:
        return [getattr(self, each) for each in names]

    def set_state(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    methods = {"__init__": _init(made, own), "__repr__": _shown, "__eq__": equals, "__hash__": hashed}
    methods |= {"__setattr__": _refused, "__delattr__": _refused, "__getstate__": state, "__setstate__": set_state}
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _getter(names: tuple[str, ...]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, each) for each in names])


def _init(cls: Any, own: tuple[Field[Any], ...]) -> Any:
    """The one method whose speed counts: each field is set by its own slot."""
    known: dict[str, Any] = {"__missing__": MISSING}
    parameters, lines = ["self"], []
    for each in own:
        name = each.name
        known[f"__set_{name}__"] = getattr(cls, name).__set__
        value, default = name, ""
        if each.default is not MISSING:
            known[f"__default_{name}__"], default = each.default, f"=__default_{name}__"
        elif each.default_factory is not MISSING:
            known[f"__make_{name}__"], default = each.default_factory, "=__missing__"
            value = f"__make_{name}__() if {name} is __missing__ else {name}"
        parameters.append(f"{name}{default}")
        lines.append(f"__set_{name}__(self, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - as there
    made = known["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return made


def _shown(self: Any) -> str:
    told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({told})"


def _refused(self: object, name: str, *_: object) -> None:  # noqa: ARG001 - the signature is Python's
    raise FrozenInstanceError(f"cannot set or delete field {name!r}")
