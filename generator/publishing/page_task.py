"""A page as it is asked for: what makes it of a index, and all that it is told beside the index."""

from collections.abc import Callable, Iterable
from typing import Any

from generator.cache.digests import digest_plain
from generator.publishing.views.frame import View
from generator.values import dataclass

Content = View | bytes  # a page's view, or a file as it is


@dataclass(frozen=True, slots=True)
class PageTask:
    """`make(index, *given)` gives paths and their contents, and depends on nothing else.

    What is `given` is plain: ids, numbers, words, None, and tuples of these.
    """

    make: Callable[..., Iterable[tuple[str, Content]]]
    given: tuple[Any, ...] = ()

    @property
    def key(self) -> bytes:
        """What tells this recipe from every other, in every process."""
        asked = (self.make.__module__, self.make.__qualname__, self.given)
        return digest_plain(asked)
