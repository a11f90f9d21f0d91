"""Work shared out: whoever does it, the results are those of one process; and nobody is left behind."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.processes import map_in_processes


def squares(items: Sequence[int]) -> Iterator[tuple[int, int]]:
    for each in items:
        yield each, each * each


def children() -> set[str]:
    """The processes that this one has started and not waited for, those of other tests among them."""
    return {each for task in Path("/proc/self/task").iterdir() for each in (task / "children").read_text().split()}


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    """Whatever happens, the workers are gone and waited for."""
    before = children()
    yield
    assert children() <= before


@settings(deadline=None, max_examples=20)
@given(number=st.integers(0, 300), jobs=st.integers(1, 5), chunk=st.integers(1, 50))
def test_results_come_in_the_order_of_the_items(number: int, jobs: int, chunk: int) -> None:
    """However many take part, and whoever is quicker: one result for each item, in the items' order."""
    items = range(number)
    assert list(map_in_processes(squares, items, jobs, least=1, chunk=chunk)) == list(squares(items))


def test_a_slow_chunk_keeps_nobody_waiting() -> None:
    """Who is done takes the next chunk: one slow item costs its own time, not that of all that come after it."""

    def work(items: Sequence[int]) -> Iterator[tuple[int, int]]:
        for each in items:
            time.sleep(0.3 if each == 0 else 0)
            yield each, os.getpid()

    made = list(map_in_processes(work, range(40), 2, least=1, chunk=1))
    assert [each for each, _ in made] == list(range(40))
    assert len({process for each, process in made if each}) == 1
    assert len({process for _, process in made}) == 2


def test_very_many_items_and_large_results() -> None:
    """As many items as one likes, and results larger than any pipe: nobody waits for ever."""
    made = list(map_in_processes(lambda items: (b"x" * each for each in items), range(20_000), 3, least=1, chunk=1))
    assert [len(each) for each in made] == list(range(20_000))


def test_few_items_start_no_process() -> None:
    """Below `least`, and for one job, the work is done here."""
    for jobs, least in ((1, 0), (4, 11)):
        made = list(map_in_processes(lambda items: (os.getpid() for _ in items), range(10), jobs, least=least, chunk=2))
        assert set(made) == {os.getpid()}


def test_a_fault_is_raised_here_in_its_place() -> None:
    """What the work raises is raised in its item's place, the first of several; what was made before it is not lost."""

    def work(items: Sequence[int]) -> Iterator[int]:
        for each in items:
            if each in (17, 30):
                time.sleep(0.2 if each == 17 else 0)
                raise ValueError(f"item {each}")
            yield each

    made = map_in_processes(work, range(40), 2, least=1, chunk=1)
    assert [next(made) for _ in range(17)] == list(range(17))
    with pytest.raises(ValueError, match="item 17"):
        next(made)


def test_a_worker_that_dies_is_an_error_of_the_machine() -> None:
    """A worker that is killed, for want of memory say, is an OSError, and not a result that is missing."""

    def work(items: Sequence[int]) -> Iterator[int]:
        for each in items:
            if each == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            yield each

    with pytest.raises(OSError, match="before its time"):
        list(map_in_processes(work, range(10), 2, least=1, chunk=1))


def test_who_stops_early_leaves_nobody_behind() -> None:
    """Whoever wants no more results ends the workers."""
    made = map_in_processes(squares, range(1_000), 3, least=1, chunk=1)
    assert next(made) == (0, 0)
    made.close()
