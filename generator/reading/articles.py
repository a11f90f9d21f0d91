"""The text of a source's file -> the article: its plain text, and the pieces to show it with."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from generator.model import Markup, Run
from generator.patterns import lazy_pattern
from generator.reading import everyday
from generator.reading.markup import to_html
from generator.text import GAP
from generator.values import dataclass

_FRONT_MATTER = lazy_pattern(r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")

_SPACE = lazy_pattern(r"[\t\n\f\r ]+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between two `---` lines, and the line of the file, from 1, at which it starts."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. The runs of `pieces`, joined, are `text`; `plain` text is shown with its own line breaks.

    `pages` are the offsets at which the pages of a paged file begin.
    """

    text: str
    pieces: tuple[Markup | Run, ...]
    plain: bool
    title: str | None
    front_matter: FrontMatter | None
    pages: tuple[int, ...] = ()


def read_txt(text: str) -> Reading:
    """The file's own content, line breaks as line feeds."""
    text = _lines(text)
    return Reading(text, (Run(0, len(text)),) if text else (), plain=True, title=None, front_matter=None)


def read_markdown(text: str) -> Reading:
    """Markdown under optional front matter; `title` is its first <h1>. Front matter that is never closed is text."""
    text = _lines(text)
    matter = _FRONT_MATTER.match(text)
    front_matter = FrontMatter(matter[1], 2) if matter else None
    text = text[matter.end() :] if matter else text
    paragraphs = everyday.paragraphs(text)
    if paragraphs:
        words, pieces = _set_in_paragraphs(paragraphs)
        return Reading(words, pieces, plain=False, title=None, front_matter=front_matter)
    from generator.reading.htmltext import told  # noqa: PLC0415 - many articles are less than this is for

    words, pieces, title = told(to_html(text))
    return Reading(words, pieces, plain=False, title=title, front_matter=front_matter)


def read_html(text: str) -> Reading:
    """A saved page without its clutter; `title` is that of the page, or else its first <h1>."""
    from generator.reading.htmltext import told  # noqa: PLC0415 - as above

    words, pieces, title = told(text, saved=True)
    return Reading(words, pieces, plain=False, title=title, front_matter=None)


READERS: Mapping[str, Callable[[str], Reading]] = MappingProxyType(
    {".txt": read_txt, ".md": read_markdown, ".html": read_html}
)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _set_in_paragraphs(blocks: Iterable[str]) -> tuple[str, tuple[Markup | Run, ...]]:
    """The words and the pieces of blocks of text that each are a paragraph and none of them blank."""
    words = [_SPACE.sub(" ", each) for each in blocks]
    pieces: list[Markup | Run] = []
    start = 0
    for place, each in enumerate(words, 1):
        end = start + len(each) + (len(GAP) if place < len(words) else 0)
        pieces += (Markup("</p><p>" if pieces else "<p>"), Run(start, end))
        start = end
    return GAP.join(words), (*pieces, Markup("</p>"))
