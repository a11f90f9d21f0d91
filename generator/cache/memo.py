"""Results of pure functions, remembered from one build to the next."""

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import Any, TypeVar

from generator.cache.digests import Digester
from generator.cache.parallel import map_in_processes
from generator.cache.serialize import from_plain, to_plain

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 0.05  # seconds of work, done and left to do, from which on several processes repay their start
_CHUNKS = 8  # for each process: so that none waits long for the last one
_LARGEST_CHUNK = 64  # items: Ctrl-C waits for the chunks that are being worked on

Results = Mapping[str, Mapping[bytes, Any]]  # by the function's name and the digest of its arguments


class Memo:
    """Results of functions by their arguments, from the last build and from this one.

    A function is identified by its module and name, and its arguments by their digests: a function must use nothing
    but its arguments. Places in files (Location) are not part of a digest, so no result may depend on them. A result
    is a plain value or one of the classes in `serialize`; None means "unknown" and is not remembered. `results` holds
    only what was asked for in this build, for the next one to use.
    """

    def __init__(self, last: Results | None = None, jobs: int = 1) -> None:
        self._last = last or {}
        self._jobs = jobs
        self._digester = Digester()
        self.results: dict[str, dict[bytes, Any]] = {}

    def keep(self, key: tuple[object, ...], make: Callable[[], Result]) -> Result:  # noqa: ARG002 - see LiveMemo
        """Return what `make` makes, which is the same whenever it has this key."""
        return make()

    def merge(self, before: "Memo") -> None:
        """Remember what the run before asked for too: for a run that ended early and asked for less."""
        for name, results in before.results.items():
            self.results[name] = {**results, **self.results.get(name, {})}

    def map(self, function: Callable[..., Result], items: Sequence[Any], *shared: object) -> list[Result]:
        """Return [function(item, *shared) for item in items].

        What is not remembered is computed, by several processes if it takes long.
        """
        return self._map(function, lambda _: lambda item: function(item, *shared), items, shared)

    def map_prepared(
        self, prepare: Callable[..., Callable[[Item], Result]], items: Sequence[Item], *shared: object
    ) -> list[Result]:
        """Return [prepare(items, *shared)(item) for item in items].

        `prepare` is given only the items whose results are not remembered, for work that is best done once for all of
        them. The result for an item must not depend on the other items.
        """
        return self._map(prepare, lambda missing: prepare(missing, *shared), items, shared)

    def _map(
        self,
        function: Callable[..., object],
        prepare: Callable[[Sequence[Item]], Callable[[Item], Result]],
        items: Sequence[Item],
        shared: tuple[object, ...],
    ) -> list[Result]:
        name = f"{function.__module__}.{function.__qualname__}"
        keys = self._digester.digest_items(items, shared)
        last, kept = self._last.get(name, {}), self.results.setdefault(name, {})
        missing: dict[bytes, Item] = {}
        for key, item in zip(keys, items, strict=True):
            if key in last:
                kept[key] = last[key]
            elif key not in kept:
                missing[key] = item
        if not missing:
            return self._restore_all(name, keys)
        wanted = list(missing.values())
        made = dict(zip(missing, self._compute(prepare(wanted), wanted), strict=True))
        kept.update((key, stored) for key, stored in made.items() if stored is not None)
        if any(stored is None for stored in made.values()):
            return [_restore(made[key] if key in made else kept[key]) for key in keys]
        return self._restore_all(name, keys)

    def _restore_all(self, name: str, keys: Sequence[bytes]) -> list[Any]:
        return [_restore(self.results[name][key]) for key in keys]

    def _compute(self, function: Callable[[Item], object], items: Sequence[Item]) -> Iterator[Any]:
        """Yield each item's stored result; begin in this process, and share the rest if it will take long."""

        def compute_chunk(chunk: Sequence[Item]) -> Iterator[Any]:
            return (_store(function(item)) for item in chunk)

        began = perf_counter()
        for done, item in enumerate(items, 1):
            yield _store(function(item))
            taken, left = perf_counter() - began, len(items) - done
            if self._jobs > 1 and taken > PATIENCE and taken * left > PATIENCE * done:
                chunk = min(_LARGEST_CHUNK, -(-left // (self._jobs * _CHUNKS)))
                yield from map_in_processes(compute_chunk, items[done:], self._jobs, least=2, chunk=chunk)
                return


class NoMemo(Memo):
    """The memo of a run that keeps nothing for a next one, such as a check: no digests are made, nothing is packed."""

    def _map(
        self,
        function: Callable[..., object],  # noqa: ARG002 - its name is nobody's key
        prepare: Callable[[Sequence[Item]], Callable[[Item], Result]],
        items: Sequence[Item],
        shared: tuple[object, ...],  # noqa: ARG002 - as above
    ) -> list[Result]:
        return list(map(prepare(items), items)) if items else []


class LiveMemo(Memo):
    """A memo for one run after the other in one process: it keeps the values themselves too, which nobody may change.

    `last` is the memo of the run before; what neither that nor this run asked for is forgotten.
    """

    def __init__(self, last: Memo) -> None:
        super().__init__(last.results or last._last)  # a memo of the last build has answered nothing yet
        live = isinstance(last, LiveMemo)
        self._values: dict[tuple[object, ...], Any] = last._used if isinstance(last, LiveMemo) else {}
        self._used: dict[tuple[object, ...], Any] = {}
        if live:
            self._digester = last._digester.renew()

    def keep(self, key: tuple[object, ...], make: Callable[[], Result]) -> Result:
        if key not in self._used:
            self._used[key] = self._values[key] if key in self._values else make()
        value: Result = self._used[key]
        return value

    def _restore_all(self, name: str, keys: Sequence[bytes]) -> list[Any]:
        results = self.results[name]
        return [self.keep((name, key), lambda key=key: _restore(results[key])) for key in keys]  # type: ignore[misc]


def _store(result: Any) -> Any:
    """Return a plain result as bytes, any other as plain values that name its classes; None stays None."""
    if result is None:
        return None
    try:
        return marshal.dumps(result)
    except ValueError:
        return to_plain(result)


def _restore(stored: Any) -> Any:
    if type(stored) is bytes:
        return marshal.loads(stored)  # noqa: S302 - only we write it
    return from_plain(stored)
