"""What an entry says of a source's files: the original of its own, and where the article is in its text."""

from typing import Literal

from generator.diagnostics import Location
from generator.values import dataclass

# How browsers show a file: a document is only linked.
MediaKind = Literal["picture", "audio", "video", "document"]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What pages say of a file that is published as it is: how it is shown, its format, and how many bytes it has."""

    kind: MediaKind
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The untouched file that a source's own was made from: its path in the project, and the SHA-256 of its bytes.

    `transcribed` is how the text was made of it, for readers. `publish` is the desk's own word on whether it is
    published; without one it is where its text was transcribed. `published` is how it is, once the file is read.
    """

    file: str
    sha256: str
    location: Location = Location("claims.yaml")
    transcribed: str | None = None
    publish: bool | None = None
    publish_at: Location = Location("claims.yaml")
    published: PublishedFile | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether the desk wants it to be published."""
        return self.transcribed is not None if self.publish is None else self.publish


@dataclass(frozen=True, slots=True)
class ArticleBounds:
    """What the curator wrote of one stretch of a source that is the article: its first words, and its last."""

    first: str
    last: str
    first_at: Location = Location("claims.yaml")
    last_at: Location = Location("claims.yaml")
