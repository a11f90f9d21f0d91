"""Work shared out to processes: the results are those of one process, and no process is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.parallel import map_in_processes


def square(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for number in numbers:
        yield number, number * number


def children() -> set[str]:
    """The processes that this one has started and not waited for, those of other tests among them."""
    found = set[str]()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found.update((task / "children").read_text().split())
    return found


@pytest.fixture(autouse=True)
def no_worker_is_left() -> Iterator[None]:
    """Whatever happens, the workers have ended and been waited for."""
    before = children()
    yield
    assert children() <= before


@settings(deadline=None, max_examples=20)
@given(number=st.integers(0, 300), jobs=st.integers(1, 5), chunk=st.integers(1, 50))
def test_results_come_in_the_order_of_the_items(number: int, jobs: int, chunk: int) -> None:
    """However many take part, and whoever is quicker: one result for each item, in the items' order."""
    items = range(number)
    assert list(map_in_processes(square, items, jobs, least=1, chunk=chunk)) == list(square(items))


def test_a_slow_chunk_delays_no_other() -> None:
    """A worker that is done takes the next chunk: one slow item costs its own time, not that of all behind it."""

    def work(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        for number in numbers:
            time.sleep(0.3 if number == 0 else 0)
            yield number, os.getpid()

    made = list(map_in_processes(work, range(40), 2, least=1, chunk=1))
    assert [number for number, _ in made] == list(range(40))
    slow = made[0][1]
    assert len({worker for _, worker in made}) == 2
    assert sum(worker == slow for _, worker in made) < 5


def test_very_many_items_and_large_results() -> None:
    """Any number of items, and results larger than any pipe: no process waits for ever."""
    made = list(map_in_processes(lambda sizes: (b"x" * size for size in sizes), range(20_000), 3, least=1, chunk=1))
    assert [len(result) for result in made] == list(range(20_000))


def test_few_items_start_no_process() -> None:
    """Below `least`, and for one job, the work is done here."""
    for jobs, least in ((1, 0), (4, 11)):
        made = list(map_in_processes(lambda items: (os.getpid() for _ in items), range(10), jobs, least=least, chunk=2))
        assert set(made) == {os.getpid()}


def test_an_exception_is_raised_in_its_place() -> None:
    """What the work raises is raised in its item's place, the first of several; what was made before it is not lost."""

    def work(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            if number in (17, 30):
                time.sleep(0.2 if number == 17 else 0)
                raise ValueError(f"item {number}")
            yield number

    made = map_in_processes(work, range(40), 2, least=1, chunk=1)
    assert [next(made) for _ in range(17)] == list(range(17))
    with pytest.raises(ValueError, match="item 17"):
        next(made)


def test_a_worker_that_dies_is_an_error_of_the_machine() -> None:
    """A worker that is killed, for want of memory say, is an OSError, and not a result that is missing."""

    def work(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            if number == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            yield number

    with pytest.raises(OSError, match="before its time"):
        list(map_in_processes(work, range(10), 2, least=1, chunk=1))


def test_an_iterator_that_is_closed_early_leaves_no_worker() -> None:
    """Whoever wants no more results ends the workers."""
    made = map_in_processes(square, range(1_000), 3, least=1, chunk=1)
    assert next(made) == (0, 0)
    made.close()


PROGRAM = """
import os, sys, time
from generator.cache.parallel import map_in_processes

def work(numbers):
    for number in numbers:
        os.write(1, (str(os.getpid()) + chr(10)).encode())  # one write: the workers share a pipe
        time.sleep({seconds})
        yield number

try:
    for _ in map_in_processes(work, range(40), 2, least=1, chunk=1):
        {then}
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def run_program(seconds: float, then: str) -> tuple["subprocess.Popen[str]", set[int]]:
    """A process group of a parent that prints what it does, and the two workers that it has."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(seconds=seconds, then=then)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert parent.stdout
    workers: set[int] = set()
    while len(workers) < 2:
        workers.add(int(parent.stdout.readline()))
    return parent, workers


def test_ctrl_c_is_for_the_parent() -> None:
    """A terminal sends it to all processes: the parent raises KeyboardInterrupt once, the workers print nothing."""
    parent, workers = run_program(0.2, "pass")
    os.killpg(parent.pid, signal.SIGINT)
    out, err = parent.communicate(timeout=10)
    assert "interrupted" in out
    assert not err
    assert parent.returncode == 0
    assert not any(is_running(worker) for worker in workers)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    """A parent that cannot end its workers any more leaves none behind."""
    parent, workers = run_program(0.01, "time.sleep(60)")
    parent.kill()
    parent.communicate(timeout=10)
    deadline = time.monotonic() + 10
    while any(is_running(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether there is such a process, those aside that have ended and that nobody waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
