"""The memo: whatever it knows, a stage gets what its function would give it, and no function is asked twice."""

import marshal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from generator.cache import memo as memo_module
from generator.cache.memo import Memo, NoMemo
from generator.model import Origin, SharedPassage, Standing

calls: list[object] = []


@pytest.fixture(autouse=True)
def no_calls() -> None:
    calls.clear()


def add(number: int, *others: int) -> int:
    calls.append(number)
    return number + sum(others)


def build_standing(claim: str) -> Standing:
    return Standing(claim, "corroborated", ("a", "b"), (), (Origin(("a", "b")),))


def next_build(memo: Memo) -> Memo:
    """The memo of the next build, which has what this one kept on disk."""
    return Memo(marshal.loads(marshal.dumps(memo.results)))  # noqa: S302 - as a build keeps it


def test_results_are_those_of_the_function() -> None:
    """They come in the items' order, an item that comes twice is computed once, and there may be none."""
    memo = Memo()
    assert memo.map(add, (3, 1, 3), 10) == [13, 11, 13]
    assert calls == [3, 1]
    assert memo.map(add, (), 10) == []


def test_without_a_memo_results_are_the_same() -> None:
    """A run that keeps nothing gets what a build gets, values of our own classes included."""
    for function, items, shared in ((add, (3, 1, 3), (10,)), (add, (), (10,)), (build_standing, ("x", "y"), ())):
        assert NoMemo().map(function, items, *shared) == Memo().map(function, items, *shared)
    none = NoMemo()
    none.map(add, (1,))
    assert none.results == {}
    assert none.map_prepared(lambda items, more: lambda item: (item, len(items), more), ("a", "b"), 5) == [
        ("a", 2, 5), ("b", 2, 5),
    ]  # fmt: skip


def test_the_next_build_computes_only_what_is_new() -> None:
    """Results are known by the function and all of its arguments."""
    memo = Memo()
    memo.map(add, (1, 2), 10)
    calls.clear()
    later = next_build(memo)
    assert later.map(add, (1, 2, 3), 10) == [11, 12, 13]
    assert calls == [3]
    assert later.map(add, (1,), 20) == [21]
    assert later.map(add, (1,), 10, 10) == [21]
    assert calls == [3, 1, 1]


def test_what_a_build_does_not_ask_for_is_forgotten() -> None:
    """What was kept for a claim that is gone takes no room for ever."""
    memo = Memo()
    memo.map(add, (1, 2))
    later = next_build(memo)
    later.map(add, (2,))
    calls.clear()
    assert next_build(later).map(add, (1, 2)) == [1, 2]
    assert calls == [1]


def test_values_of_the_model_come_back_as_they_were() -> None:
    """Whether just made or from the last build: frozen values, tuples and plain ones."""
    memo = Memo()
    made = memo.map(build_standing, ("c", "d"))
    assert made == [build_standing("c"), build_standing("d")]
    assert next_build(memo).map(build_standing, ("c", "d")) == made

    def pair(number: int) -> tuple[tuple[int, str], SharedPassage]:
        return (number, "x"), SharedPassage(number, 2, 3, 4, 5, 6)

    assert memo.map(pair, (1,)) == next_build(memo).map(pair, (1,)) == [pair(1)]


def test_none_is_not_remembered() -> None:
    """A function that could not tell may be able to in the next build: after a time-out, say."""

    def fail(item: int) -> None:
        calls.append(item)

    memo = Memo()
    assert memo.map(fail, (1,)) == [None]
    assert next_build(memo).map(fail, (1,)) == [None]
    assert calls == [1, 1]


@dataclass(frozen=True)
class Argument:
    text: str
    number: float
    parts: tuple[object, ...] = ()


ARGUMENTS: tuple[object, ...] = (
    "", "x", "x" * 1_000, "x" * 999 + "y", b"x", 1, 1.0, True, None, (), ((),), ("x",), ("x", "x"), (("x", "x"),), {},
    {"x": 1}, {"x": 2}, {"y": 1}, Argument("x", 1), Argument("y", 1), Argument("x", 2), Argument("x", 1, (1,)),
    Argument("x" * 1_000, 1), Argument("x" * 999 + "y", 1), Argument("x", 1, (Argument("x", 1),)),
)  # fmt: skip


def describe(item: object, *shared: object) -> str:
    return repr((item, shared))


def test_arguments_that_differ_are_told_apart() -> None:
    """By type, by value and by place, as item and as shared value: no result is that of other arguments."""
    memo = Memo()
    for shared in ((), *((argument,) for argument in ARGUMENTS)):
        assert memo.map(describe, ARGUMENTS, *shared) == [describe(item, *shared) for item in ARGUMENTS]


def test_what_cannot_be_told_apart_is_refused() -> None:
    """An argument without a digest is a fault of the program, and never one result for all."""
    with pytest.raises(TypeError):
        Memo().map(describe, (object(),))


def test_functions_do_not_share_results() -> None:
    def add(number: int) -> str:
        return f"{number}"

    memo = Memo()
    assert memo.map(add, (1,)) == ["1"]
    assert memo.map(globals()["add"], (1,)) == [1]


def test_work_may_be_prepared_for_all_missing_items() -> None:
    """What prepares it is given the items that are not known, once; it is not asked where all are."""

    def prepare(missing: Sequence[int], factor: int) -> Callable[[int], int]:
        calls.append(tuple(missing))
        return lambda item: item * factor

    memo = Memo()
    assert memo.map_prepared(prepare, (1, 2), 10) == [10, 20]
    later = next_build(memo)
    assert later.map_prepared(prepare, (1, 2, 3), 10) == [10, 20, 30]
    assert later.map_prepared(prepare, (1, 2, 3), 10) == [10, 20, 30]
    assert calls == [(1, 2), (3,)]


# -- with several processes ---------------------------------------------------------------------------------------


def test_work_that_takes_long_is_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same results in the same order, kept alike, whatever `jobs` is."""
    monkeypatch.setattr(memo_module, "PATIENCE", 0.0)
    items = tuple(f"c{number}" for number in range(200))
    alone, together = Memo(), Memo(jobs=3)
    assert together.map(build_standing, items) == alone.map(build_standing, items)
    assert together.results == alone.results


@pytest.mark.parametrize("jobs", [1, 3])
def test_quick_work_and_one_job_start_no_process(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(memo_module, "map_in_processes", fail)
    monkeypatch.setattr(memo_module, "PATIENCE", 0.0 if jobs == 1 else 30.0)
    assert Memo(jobs=jobs).map(add, range(100)) == list(range(100))


def test_an_exception_of_a_worker_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_module, "PATIENCE", 0.0)

    def check(number: int) -> int:
        time.sleep(0.001)
        if number == 50:
            raise ValueError(f"item {number}")
        return number

    with pytest.raises(ValueError, match="item 50"):
        Memo(jobs=2).map(check, range(100))
