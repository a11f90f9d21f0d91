"""A map over many items in several processes: the same results in the same order, however many processes there are."""

import marshal
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNKS = 1_000  # at most: each costs a message there and one back


class _Inherited:
    """In a worker: the function and the items that it was forked with. No other module state ever changes."""

    work: Callable[[Sequence[Any]], Iterable[Any]]
    items: Sequence[Any]


def map_in_processes(
    work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], jobs: int, *, least: int, chunk: int
) -> Generator[Result]:
    """Yield what `work` makes of the items, one result for each, in the items' order.

    From `least` items on, `jobs` processes take `chunk` items at a time. They are forked, so that `work` and the items
    need not be sent to them; results have to be plain values, as marshal knows them. Raises what `work` raises, and
    OSError where a worker dies. All workers have ended when the iterator is exhausted or closed.
    """
    if jobs < 2 or len(items) < least:
        yield from work(items)
        return
    chunk = max(chunk, -(-len(items) // _CHUNKS))
    ranges = [(start, start + chunk) for start in range(0, len(items), chunk)]
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - most builds need no workers

    pool = _create_pool(min(jobs, len(ranges)), work, items)
    try:
        for result in _submit(pool, ranges):
            yield from marshal.loads(result)  # noqa: S302 - our own process wrote it
    except BrokenExecutor as error:
        raise OSError("a process that shared the work ended before its time") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _create_pool(workers: int, *inherited: Any) -> "ProcessPoolExecutor":
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    return ProcessPoolExecutor(workers, get_context("fork"), _start_worker, inherited)


def _submit(pool: "ProcessPoolExecutor", ranges: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """Hand out the ranges. This forks the workers with Ctrl-C blocked: the parent ends them."""
    from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask  # noqa: PLC0415 - as above

    mask = pthread_sigmask(SIG_BLOCK, {SIGINT})
    try:
        return pool.map(_work_on, ranges)
    finally:
        pthread_sigmask(SIG_SETMASK, mask)


def _start_worker(work: Callable[[Sequence[Any]], Iterable[Any]], items: Sequence[Any]) -> None:
    from threading import Thread  # noqa: PLC0415 - as above

    _Inherited.work, _Inherited.items = work, items
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End a worker whose parent was killed and cannot end it any more."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _work_on(places: tuple[int, int]) -> bytes:
    return marshal.dumps(list(_Inherited.work(_Inherited.items[slice(*places)])))
