"""Incremental builds: only stale page tasks run, and the results of all others are kept from the last build.

A task is stale if it is new, if something that it read has changed, or if a file that it made was changed since.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from functools import partial
from typing import Any

from generator.cache.parallel import map_in_processes
from generator.publishing.index import SiteIndex
from generator.publishing.output import StagedFile, StagingFolder
from generator.publishing.page_task import PIECE, PageTask
from generator.publishing.tracking import Log, ReadDigests, track
from generator.values import dataclass

LEAST_FOR_PROCESSES = 400  # tasks: with fewer, several processes do not repay their start
_CHUNK = 16

Render = Callable[[Any], bytes]
Progress = Callable[[int], object]  # called with the number of tasks that are done
TaskLog = tuple[tuple[str, ...], tuple[str, ...]]  # the paths that a task made, and what it read
# What a task made: of a file its path, its SHA-256 and whether it is new; of a piece its name and content.
TaskFile = tuple[str, str | bytes, bool]
TaskResult = tuple[list[TaskFile], list[str]]  # and what it read


@dataclass(frozen=True, slots=True)
class PageLog:
    """What the tasks of a build made and read: the next build finds the stale tasks by it.

    `digests` has the digest of everything that was read, `tasks` the log of each task, by its key, and `pieces` the
    parts of data files that were made.
    """

    digests: Mapping[str, bytes] = field(default_factory=dict)
    tasks: Mapping[bytes, TaskLog] = field(default_factory=dict)
    pieces: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskOutput:
    """The files of all tasks, in the order of the tasks, and the log for the next build, which has the pieces."""

    files: Sequence[tuple[str, StagedFile]]
    log: PageLog


def run_stale(
    tasks: Mapping[bytes, PageTask],
    index: SiteIndex,
    digests: ReadDigests,
    staging: StagingFolder,
    render: Render,
    *,
    last: PageLog,
    unchanged: Mapping[str, str],
    jobs: int = 1,
    progress: Progress | None = None,
) -> TaskOutput:
    """Run the stale ones of the tasks, which are given by their keys; then the files of all tasks are ready.

    `last` is the log of the last build, and `unchanged` has the files, with their SHA-256, that are as it left them.
    """
    changed = {read for read, digest in last.digests.items() if digests.digest(read) != digest}
    stale = {key: task for key, task in tasks.items() if not _is_fresh(last, key, changed, unchanged)}
    made = _run_all(partial(_run_tasks, index, staging, render), stale, last, jobs, progress)
    files: list[tuple[str, StagedFile]] = []
    pieces: dict[str, bytes] = {}
    for key in tasks:
        for path, content, fresh in made[key][0] if key in made else _list_kept_files(last, key, unchanged):
            if isinstance(content, bytes):
                pieces[path] = content
            else:
                files.append((path, StagedFile(content, fresh)))
    logs = {key: _make_log(*made[key]) if key in made else last.tasks[key] for key in tasks}
    read = set[str]().union(*(reads for _, reads in logs.values()))
    known = {name: digest for name, digest in last.digests.items() if name in read and name not in changed}
    return TaskOutput(
        files, PageLog(known | {name: digests.digest(name) for name in read - known.keys()}, logs, pieces)
    )


def _run_all(
    run: Callable[[Sequence[PageTask]], Iterator[TaskResult]],
    tasks: Mapping[bytes, PageTask],
    last: PageLog,
    jobs: int,
    progress: Progress | None,
) -> dict[bytes, TaskResult]:
    """Return the result of each task; equal reads of different tasks are one string, to save memory."""
    made: dict[bytes, TaskResult] = {}
    strings = {read: read for read in last.digests}
    with closing(map_in_processes(run, [*tasks.values()], jobs, least=LEAST_FOR_PROCESSES, chunk=_CHUNK)) as results:
        for key, (files, reads) in zip(tasks, results, strict=True):
            made[key] = files, [strings.setdefault(read, read) for read in reads]
            if progress:
                progress(len(made))
    return made


def _is_fresh(last: PageLog, key: bytes, changed: set[str], unchanged: Mapping[str, str]) -> bool:
    """Return whether the task would make the same files again."""
    if key not in last.tasks:
        return False
    paths, reads = last.tasks[key]
    return changed.isdisjoint(reads) and all(path in unchanged or path in last.pieces for path in paths)


def _run_tasks(
    index: SiteIndex, staging: StagingFolder, render: Render, tasks: Sequence[PageTask]
) -> Iterator[TaskResult]:
    """Run the tasks, in this process or in a fork of it, and yield their results."""
    for task in tasks:
        log: Log = set()
        files: list[TaskFile] = []
        for path, content in task.view(track(index, log), *task.args):
            if path.startswith(PIECE):
                files.append((path, content, True))
            else:
                staged = staging.write(path, render(content))
                files.append((path, staged.sha256, staged.fresh))
        yield files, list(log)


def _list_kept_files(last: PageLog, key: bytes, unchanged: Mapping[str, str]) -> Iterator[TaskFile]:
    for path in last.tasks[key][0]:
        yield path, last.pieces[path] if path.startswith(PIECE) else unchanged[path], False


def _make_log(files: Iterable[TaskFile], reads: Iterable[str]) -> TaskLog:
    return tuple([path for path, _, _ in files]), tuple(reads)
