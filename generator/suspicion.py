"""Suspicions about a source's text, and the facts about its pages that they follow from."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class FilePageFacts:
    """What a page shows beside its text.

    `pictures` is the part of it that pictures cover, `shapes` the number of lines and shapes on it, `unmapped` that of
    the characters whose font does not say which letters they are. `typed` are the filled-in form fields and `stamped`
    the notes and stamps on the page whose words are not in the text.
    """

    pictures: float = 0
    shapes: int = 0
    unmapped: int = 0
    typed: tuple[str, ...] = ()
    stamped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A sign that a text is not what a reader sees: in a sentence, and what to do about it."""

    message: str
    help: str
