"""A page or data file to be made: the function that makes it, and its arguments."""

from collections.abc import Callable, Iterable
from typing import Any

from generator.cache.digests import digest_plain
from generator.values import dataclass

PIECE = "#"  # begins the name of a part of a data file, and no file's path


@dataclass(frozen=True, slots=True)
class PageTask:
    """`view(index, *args)` gives paths and their contents, and depends on nothing else.

    The arguments are plain: ids, numbers, words, None, and tuples of these. A content is a view, which a template
    prints, or bytes. What is not `themed` has no template and names no asset.
    """

    view: Callable[..., Iterable[tuple[str, Any]]]
    args: tuple[Any, ...] = ()
    themed: bool = True

    def key(self, setting: bytes) -> bytes:
        """Return what tells this task, in this setting, from every other one, in every process."""
        return digest_plain((setting, self.view.__module__, self.view.__qualname__, self.args))
