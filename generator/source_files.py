"""What an entry says of a source's files: the original of its own, and where the article is in its text."""

from generator.diagnostics import Location
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The untouched file that a source's own was made from: its path in the project, and the SHA-256 of its bytes.

    `transcribed` is how the text was made of it, for readers.
    """

    file: str
    sha256: str
    location: Location = Location("claims.yaml")
    transcribed: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleBounds:
    """What the curator wrote of one stretch of a source that is the article: its first words, and its last."""

    first: str
    last: str
    first_at: Location = Location("claims.yaml")
    last_at: Location = Location("claims.yaml")
