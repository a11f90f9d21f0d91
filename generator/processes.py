"""Work shared out among processes: the same results in the same order, however many take part."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
Result = TypeVar("Result")


def shared_out(
    work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], jobs: int, *, least: int, chunk: int
) -> Iterator[Result]:
    """What `work` makes of the items, one result for each, in their order.

    From `least` items on, which is where workers repay their start, `jobs` processes share the chunks. A worker begins
    with all that its parent knows, results come back pickled, and a pipe that is full makes its worker wait. Raises
    what `work` raises, and OSError where a worker dies.
    """
    if jobs < 2 or len(items) < least:
        yield from work(items)
        return
    from multiprocessing import get_context  # noqa: PLC0415 - most builds need no workers

    context = get_context("fork")
    readers: list[Connection] = []
    workers: list[ForkProcess] = []
    try:
        for share in range(jobs):
            reader, writer = context.Pipe(duplex=False)
            chunks = [items[start : start + chunk] for start in range(share * chunk, len(items), jobs * chunk)]
            worker = context.Process(target=_work, args=(work, chunks, reader, writer), daemon=True)
            worker.start()
            writer.close()
            readers.append(reader)
            workers.append(worker)
        for number in range(-(-len(items) // chunk)):
            yield from _received(readers[number % jobs])
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


def _received(reader: "Connection") -> Iterable[Result]:
    try:
        made: list[Result] | Exception = reader.recv()
    except EOFError:
        raise OSError("a process that shared the work ended before its time") from None
    if isinstance(made, Exception):
        raise made
    return made


def _work(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    chunks: Sequence[Sequence[Item]],
    reader: "Connection",
    writer: "Connection",
) -> None:
    signal(SIGINT, SIG_IGN)  # the parent ends its workers
    reader.close()  # else a worker whose parent was killed would wait for itself
    try:
        for each in chunks:
            writer.send(list(work(each)))
    except BrokenPipeError:
        return
    except Exception as fault:  # the parent raises it
        writer.send(fault)
