"""The kinds of file that can be a source: each is one module here, listed in KINDS.

What a kind needs to read a file is imported when the first such file is read.
"""

from pathlib import PurePosixPath

from generator.reading.kinds.mail import MAIL
from generator.reading.kinds.markdown import MARKDOWN
from generator.reading.kinds.pdf import PDF
from generator.reading.kinds.plain_text import PLAIN_TEXT
from generator.reading.kinds.saved_page import SAVED_PAGE
from generator.reading.kinds.source_kind import SourceKind
from generator.reading.kinds.subtitles import SUBTITLES
from generator.reading.kinds.web_archive import WEB_ARCHIVE
from generator.reading.kinds.word_document import WORD_DOCUMENT

KINDS: tuple[SourceKind, ...] = (
    PLAIN_TEXT,
    MARKDOWN,
    SAVED_PAGE,
    WEB_ARCHIVE,
    PDF,
    WORD_DOCUMENT,
    MAIL,
    SUBTITLES,
)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)

KIND_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}


def find_kind(path: str) -> SourceKind | None:
    """Return the kind of a source's file by its suffix, in upper or lower case; None where there is no such kind."""
    return KIND_BY_SUFFIX.get(PurePosixPath(path).suffix.lower())
