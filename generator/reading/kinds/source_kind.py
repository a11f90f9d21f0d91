"""What a kind of source declares: how its files are recognised and read, and how places in them are named."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from generator.model import ParsedArticle
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.reading.metadata import Metadata

# How places are named: by lines of the file itself, by lines of the published text, by pages, or by times of
# a recording.
Places = Literal["file", "text", "pages", "times"]


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads a file that is text, in UTF-8.

    `describe` returns what the text states of itself; it is also given the address that the text was fetched from.
    `add` takes other encodings too: the one that `charset`, a regular expression whose first group is its name, finds
    in the beginning of the file, else `default_charset`. `read_whole` leaves out less than `read`: it reads a file
    whose entry says which stretches of its text are the article.
    """

    read: Callable[[str], ParsedArticle]
    describe: "Callable[[str, str | None], Metadata] | None" = None
    charset: bytes | None = None
    default_charset: str | None = None
    read_whole: Callable[[str], ParsedArticle] | None = None


@dataclass(frozen=True, slots=True)
class BinaryReader:
    """Reads a file that is no text; its path is for messages. All raise FileRefused where no text can be read.

    `describe` returns what the file states of itself. `read_whole` is as for text. `find_page` returns the HTML in
    which `add` looks for the article; nothing where all of a file's text is that.
    """

    read: Callable[[bytes, str], ParsedArticle]
    describe: "Callable[[bytes, str], Metadata]"
    read_whole: Callable[[bytes, str], ParsedArticle] | None = None
    find_page: Callable[[bytes, str], str] | None = None


@dataclass(frozen=True, slots=True)
class ParserPackage:
    """An optional package that parses a kind. Only the module `worker` imports it, in a sandbox."""

    name: str
    install_command: str
    worker: str

    def is_installed(self) -> bool:
        return find_spec(self.name) is not None

    def run(self, function: str, content: bytes) -> bytes:
        """Return what the worker's function makes of the content. Raises WorkTimedOut or WorkFailed."""
        from generator.reading.sandbox import run_sandboxed  # noqa: PLC0415 - only few projects need it

        return run_sandboxed(self.worker, function, content)

    def parse(self, function: str, content: bytes, path: str, *, missing: str, advice: str) -> dict[str, Any]:
        """Return the JSON object that the worker's function makes of a file; its `fault` says why there is no text.

        Raises FileRefused where the package is `missing`, as these words say of the file, and where the file takes too
        long to read, with `advice`.
        """
        from generator.reading.project_files import FileRefused  # noqa: PLC0415 - only few projects need it
        from generator.reading.sandbox import SECONDS, WorkFailed, WorkTimedOut  # noqa: PLC0415 - as above

        if not self.is_installed():
            raise FileRefused("source-unreadable", f"“{path}” {missing}", self.install_command)
        try:
            found: dict[str, Any] = json.loads(self.run(function, content))
        except WorkTimedOut:
            raise FileRefused("too-large", f"“{path}” takes more than {SECONDS} seconds to read", advice) from None
        except (WorkFailed, ValueError):
            return {"fault": "damaged"}
        return found


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of file that can be a source.

    `suffixes` are those of files among the sources; the first is the one that `add` gives a file that has none of them.
    `add` also takes files with one of the `other_suffixes`, answers with one of the `media_types`, and what begins as
    the regular expression `signature` says: that of a binary kind decides, that of a text where nothing but plain text
    is stated.
    """

    name: str  # as messages call it: "a PDF"
    text: str  # what of a file is its text, as the manual says it
    suffixes: tuple[str, ...]
    reader: TextReader | BinaryReader
    places: Places
    other_suffixes: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    signature: bytes | None = None
    needs_title: bool = True  # where neither the file nor its entry has a title, there is an error

    @property
    def suffix(self) -> str:
        return self.suffixes[0]

    def suffix_for(self, name: str) -> str:
        """Return the suffix that a file of this name has among the sources: its own, if it is one of the kind's."""
        own = PurePosixPath(name).suffix.lower()
        return own if own in self.suffixes else self.suffix
