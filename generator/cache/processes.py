"""Work shared out among processes: the same results in the same order, however many take part."""

import marshal
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from typing import Any, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Any]], Iterable[Any]]

_MADE, _RAISED = b"+", b"-"
_NUMBER, _LENGTH = 2, 8  # bytes that tell a chunk's number, and how long a message is
_CHUNKS = 1_000  # at most, so that the numbers of all of them fit into any pipe


def map_in_processes(
    work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], jobs: int, *, least: int, chunk: int
) -> Generator[Result]:
    """What `work` makes of the items, one result for each, in their order.

    From `least` items on, which is where workers repay their start, `jobs` processes take chunk after chunk. A worker
    begins with all that its parent knows, its results are plain values, as marshal has them, and a pipe that is full
    makes it wait. Raises what `work` raises, and OSError where a worker dies.
    """
    if jobs < 2 or len(items) < least:
        yield from work(items)
        return
    chunk = max(chunk, -(-len(items) // _CHUNKS))
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    tickets, pen = os.pipe()
    os.write(pen, b"".join(each.to_bytes(_NUMBER, "little") for each in range(len(chunks))))
    os.close(pen)
    crew: dict[int, int] = {}  # the pipe from each worker, and its process
    try:
        for _ in range(min(jobs, len(chunks))):
            _start(work, chunks, tickets, crew)
        messages = _messages(crew)
        made: dict[int, tuple[bytes, bytes]] = {}
        for number in range(len(chunks)):
            while number not in made:
                made.update(next(messages))
            yield from _results(*made.pop(number))
    finally:
        os.close(tickets)
        for pipe, process in crew.items():
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(process, SIGTERM)
        for process in crew.values():
            with suppress(ChildProcessError):
                os.waitpid(process, 0)


def _start(work: Work, chunks: Sequence[Any], tickets: int, crew: dict[int, int]) -> None:
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        for each in (reader, *crew):  # else a worker whose parent was killed would wait for itself, or for its fellows
            os.close(each)
        _work(work, chunks, tickets, writer)
    os.close(writer)
    crew[reader] = process


def _work(work: Work, chunks: Sequence[Any], tickets: int, writer: int) -> NoReturn:
    """A worker's life. It does nothing of what its parent does at its end."""
    signal(SIGINT, SIG_IGN)  # the parent ends its workers
    try:
        while ticket := os.read(tickets, _NUMBER):
            try:
                kind, told = _MADE, marshal.dumps(list(work(chunks[int.from_bytes(ticket, "little")])))
            except Exception as fault:  # the parent raises it
                import pickle  # noqa: PLC0415 - nothing is raised, as a rule

                kind, told = _RAISED, pickle.dumps(fault)
            message = memoryview(b"".join((ticket, kind, len(told).to_bytes(_LENGTH, "little"), told)))
            while message:
                message = message[os.write(writer, message) :]
    finally:
        os._exit(0)


def _messages(pipes: Iterable[int]) -> Iterator[Mapping[int, tuple[bytes, bytes]]]:
    """Chunk's number and what was made of it, as they come; OSError where none will come any more."""
    from select import POLLIN, poll  # noqa: PLC0415 - most builds need no workers

    open_pipes, waiting = set(pipes), poll()
    for each in open_pipes:
        waiting.register(each, POLLIN)
    while open_pipes:
        for pipe, _ in waiting.poll():
            head = _read(pipe, _NUMBER + 1 + _LENGTH)
            if head:
                length = int.from_bytes(head[_NUMBER + 1 :], "little")
                yield {int.from_bytes(head[:_NUMBER], "little"): (head[_NUMBER : _NUMBER + 1], _read(pipe, length))}
            else:
                waiting.unregister(pipe)
                open_pipes.remove(pipe)
    raise OSError("a process that shared the work ended before its time")


def _read(pipe: int, length: int) -> bytes:
    """So many bytes, or fewer where there are no more."""
    parts: list[bytes] = []
    while length and (part := os.read(pipe, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _results(kind: bytes, told: bytes) -> Any:
    if kind == _MADE:
        return marshal.loads(told)  # noqa: S302 - our own process wrote it
    import pickle  # noqa: PLC0415 - as above

    raise pickle.loads(told)  # noqa: S301 - likewise
