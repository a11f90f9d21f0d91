"""generator.values: the program's dataclasses are what the standard library's are."""

import copy
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values

T = TypeVar("T")


def make_classes(decorate: Any) -> dict[str, Any]:
    """The same classes by either decorator."""

    @decorate(frozen=True, slots=True)
    class Empty:
        pass

    @decorate(frozen=True, slots=True)
    class One:
        a: object

    @decorate(frozen=True, slots=True)
    class Many(Generic[T]):
        """A docstring."""

        kind: ClassVar[str] = "many"

        a: object
        set_a: object
        b: tuple[str, ...] = ()
        c: str | None = None
        d: list[T] = field(default_factory=list, compare=False, repr=False)

        @property
        def both(self) -> tuple[object, object]:
            return self.a, self.b

        def __str__(self) -> str:
            return "many"

    return {cls.__name__: cls for cls in (Empty, One, Many)}


THEIRS, OURS = make_classes(dataclass), make_classes(values.dataclass)


@values.dataclass(frozen=True, slots=True)
class Told:
    """One that pickle finds by its name."""

    a: int
    b: str = "b"


@given(st.sampled_from(sorted(OURS)), st.lists(st.integers(0, 2) | st.text(max_size=1), max_size=5), st.data())
def test_they_are_made_equal_and_told_alike(name: str, given: list[object], data: st.DataObject) -> None:
    """The same arguments make the same value or are refused, and the same values are equal, with one hash and repr."""

    def outcome(kinds: dict[str, Any], arguments: list[object]) -> Any:
        try:
            return kinds[name](*arguments)
        except TypeError as refused:
            return str(refused)

    others = data.draw(st.permutations(given))
    theirs, ours = outcome(THEIRS, given), outcome(OURS, given)
    if isinstance(theirs, str):
        assert ours == theirs
        return
    assert repr(ours) == repr(theirs)
    assert str(ours) == str(theirs)
    assert hash(ours) == hash(theirs)
    assert [(member.name, getattr(ours, member.name)) for member in fields(ours)] == [
        (member.name, getattr(theirs, member.name)) for member in fields(theirs)
    ]
    assert (ours == outcome(OURS, others)) == (theirs == outcome(THEIRS, others))
    assert ours != theirs
    assert ours != 1


def test_they_are_frozen_and_have_slots() -> None:
    """Nothing is set, deleted or added; replacing, matching, copying and pickling work."""
    value: Any = OURS["Many"](1, 2)
    for change in (lambda: setattr(value, "a", 2), lambda: delattr(value, "a"), lambda: setattr(value, "new", 1)):
        with pytest.raises(FrozenInstanceError):
            change()  # type: ignore[no-untyped-call]
    assert not hasattr(value, "__dict__")
    changed = replace(value, c="x")
    assert changed.c == "x"
    assert changed != value
    assert is_dataclass(type(value))
    assert value.d is not OURS["Many"](1, 2).d
    assert value.kind == "many"
    assert value.both == (1, ())
    match Told(3):
        case Told(a, b):
            assert (a, b) == (3, "b")
    for copied in (copy.copy(Told(3)), copy.deepcopy(Told(3)), pickle.loads(pickle.dumps(Told(3)))):  # noqa: S301
        assert copied == Told(3)


def test_a_field_that_must_be_given_stands_before_those_that_need_not() -> None:
    """A class that no call could be told of is refused, in the standard library's words."""

    class Wrong:
        a: int = 1
        b: int

    with pytest.raises(TypeError) as theirs:
        dataclass(Wrong)
    with pytest.raises(TypeError) as ours:
        values.dataclass(frozen=True, slots=True)(Wrong)
    assert str(ours.value) == str(theirs.value)


def test_those_that_change() -> None:
    """What changes has no hash, and is compared as it is now."""

    def changing_one(decorate: Any) -> Any:
        @decorate(slots=True)
        class Changing:
            a: int
            b: list[int] = field(default_factory=list)

        return Changing

    for changing in map(changing_one, (dataclass, values.dataclass)):
        value = changing(1)
        value.a = 2
        value.b.append(3)
        assert value == changing(2, [3]) != changing(2)
        assert copy.copy(value) == value
        with pytest.raises(TypeError):
            hash(value)


def test_start_up_compiles_no_method_but_init() -> None:
    """No value of a build is made the slow way."""
    script = (
        "import dataclasses; slow = []; make = dataclasses._process_class\n"
        "def counted(cls, init, *rest, **more):\n"
        "    if init: slow.append(cls.__qualname__)\n"
        "    return make(cls, init, *rest, **more)\n"
        "dataclasses._process_class = counted\n"
        "import generator.cli, generator.build\n"
        "print(len(slow))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 0
