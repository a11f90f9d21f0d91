"""The text of a source's file -> the article: its plain text, and the pieces to show it with."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from generator.model import Markup, Run
from generator.reading import everyday
from generator.reading.blocks import laid_out, set_in_paragraphs
from generator.reading.clutter import Event, article_text, without_clutter
from generator.reading.hypertext import Close, Open, elements
from generator.reading.markup import to_html
from generator.values import dataclass

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


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
        words, pieces = set_in_paragraphs(paragraphs)
        return Reading(words, pieces, plain=False, title=None, front_matter=front_matter)
    events = list(article_text(elements(to_html(text))))
    words, pieces = laid_out(events)
    return Reading(words, pieces, plain=False, title=_first(events, "h1"), front_matter=front_matter)


def read_html(text: str) -> Reading:
    """A saved page without its clutter; `title` is that of the page, or else its first <h1>."""
    events = list(elements(text))
    kept = list(without_clutter(article_text(events)))
    words, pieces = laid_out(kept)
    title = _first(events, "title") or _first(kept, "h1")
    return Reading(words, pieces, plain=False, title=title, front_matter=None)


READERS: Mapping[str, Callable[[str], Reading]] = MappingProxyType(
    {".txt": read_txt, ".md": read_markdown, ".html": read_html}
)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first(events: Iterable[Event], name: str) -> str | None:
    """The words of the first element of this name that has any, white space folded; a picture's title is none."""
    words: list[str] = []
    drawing = inside = 0
    for event in events:
        step = -1 if isinstance(event, Close) else 1
        if isinstance(event, str):
            if inside:
                words.append(event)
        elif event.name == "svg":
            drawing += step
        elif event.name == name and not drawing:
            inside += step
        if isinstance(event, Close) and not inside and words:
            if title := " ".join("".join(words).split()):
                return title
            words.clear()
        elif inside and isinstance(event, Open) and event.name == "br":
            words.append(" ")
    return None
