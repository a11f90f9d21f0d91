"""Regular expressions that few runs need: compiled when they are first used."""

import re
from typing import Any


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what can be used as `re.compile(pattern, flags)` can, and is compiled when it is first used.

    Compiling takes a tenth of a millisecond and more: those that a plain project never uses took a tenth of each start.
    """
    lazy: Any = _LazyPattern(pattern, flags)  # it has all that a pattern has
    return lazy  # type: ignore[no-any-return]


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, value)  # from now on it is found without this function
        return value
