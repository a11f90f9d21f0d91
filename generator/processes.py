"""Work shared out among processes: the same results in the same order, however many take part."""

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from typing import Any, BinaryIO, NoReturn, TypeVar

from generator.values import dataclass

Item = TypeVar("Item")
Result = TypeVar("Result")

_MADE, _RAISED = b"+", b"-"
_LENGTH = 8  # bytes that tell how long a message is


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, and the pipe from it: for each chunk of its share, in order, a message."""

    pid: int
    pipe: BinaryIO


def shared_out(
    work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], jobs: int, *, least: int, chunk: int
) -> Iterator[Result]:
    """What `work` makes of the items, one result for each, in their order.

    From `least` items on, which is where workers repay their start, `jobs` processes share the chunks. A worker begins
    with all that its parent knows, its results are plain values, as marshal has them, and a pipe that is full makes it
    wait. Raises what `work` raises, and OSError where a worker dies.
    """
    if jobs < 2 or len(items) < least:
        yield from work(items)
        return
    crew: list[_Worker] = []
    try:
        for share in range(min(jobs, -(-len(items) // chunk))):
            chunks = [items[start : start + chunk] for start in range(share * chunk, len(items), jobs * chunk)]
            crew.append(_started(work, chunks, crew))
        for number in range(-(-len(items) // chunk)):
            yield from _received(crew[number % jobs].pipe)
    finally:
        for each in crew:
            each.pipe.close()
            with suppress(ProcessLookupError):
                os.kill(each.pid, SIGTERM)
        for each in crew:
            os.waitpid(each.pid, 0)


def _started(work: Callable[[Any], Iterable[Any]], chunks: Sequence[Any], crew: Sequence[_Worker]) -> _Worker:
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reader)  # else a worker whose parent was killed would wait for itself, or for its fellows
        for each in crew:
            os.close(each.pipe.fileno())
        _work(work, chunks, writer)
    os.close(writer)
    return _Worker(pid, open(reader, "rb"))  # noqa: PTH123 - a pipe, closed when all is done


def _received(pipe: BinaryIO) -> Any:
    head = pipe.read(1 + _LENGTH)
    length = int.from_bytes(head[1:], "little")
    told = pipe.read(length)
    if len(head) <= _LENGTH or len(told) < length:
        raise OSError("a process that shared the work ended before its time")
    if head[:1] == _MADE:
        return marshal.loads(told)  # noqa: S302 - our own process wrote it
    import pickle  # noqa: PLC0415 - nothing is raised, as a rule

    raise pickle.loads(told)  # noqa: S301 - likewise


def _work(work: Callable[[Any], Iterable[Any]], chunks: Sequence[Any], writer: int) -> NoReturn:
    """A worker's life: it leaves by `_exit`, so that nothing is done twice that its parent does at its end."""
    signal(SIGINT, SIG_IGN)  # the parent ends its workers
    try:
        with open(writer, "wb") as pipe:
            try:
                for each in chunks:
                    _send(pipe, _MADE, marshal.dumps(list(work(each))))
            except BrokenPipeError:  # nobody waits for it
                raise
            except Exception as fault:  # the parent raises it
                import pickle  # noqa: PLC0415 - as above

                _send(pipe, _RAISED, pickle.dumps(fault))
    finally:
        os._exit(0)


def _send(pipe: BinaryIO, kind: bytes, told: bytes) -> None:
    pipe.write(kind + len(told).to_bytes(_LENGTH, "little") + told)
    pipe.flush()
