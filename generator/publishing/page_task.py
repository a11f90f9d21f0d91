"""Page tasks: functions that make pages or data files, with their arguments."""

from collections.abc import Callable, Iterable
from typing import Any

from generator.cache.digests import digest_plain
from generator.values import dataclass

PIECE = "#"  # the first character of the name of a part of a data file; no path begins with it


@dataclass(frozen=True, slots=True)
class PageTask:
    """A task: `view(index, *args)` yields paths and their contents, and depends on nothing else.

    The arguments are plain values: ids, numbers, words, None, and tuples of these. A content is a view, which a
    template prints, or bytes. A task that is not `themed` uses no template and names no asset.
    """

    view: Callable[..., Iterable[tuple[str, Any]]]
    args: tuple[Any, ...] = ()
    themed: bool = True

    def key(self, setting: bytes) -> bytes:
        """Return a digest of the task and the setting: the same in every process, and different for any other task."""
        return digest_plain((setting, self.view.__module__, self.view.__qualname__, self.args))
