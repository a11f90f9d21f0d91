"""The full Markdown renderer and the sanitizer of its HTML. The only module that imports `markdown` and `nh3`.

Python-Markdown passes raw HTML through unchanged. It is rewritten here from its elements, with the tags and addresses
that are allowed, and then cleaned by nh3: two sanitizers that share no code.
"""

import re
from dataclasses import field
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import nh3

from generator.reading.boilerplate_html import drop_hidden
from generator.reading.hypertext import BLOCKS, HEADINGS, ElementEnd, ElementStart, parse_elements
from generator.reading.urls import OWN, REL, has_plain_host
from generator.values import dataclass

if TYPE_CHECKING:
    from markdown import Markdown

DEPTH = 50  # elements inside one another; deeper tags are dropped, their text stays
# The time that Python-Markdown takes grows with the square of unclosed brackets (a minute for 13,000 of them), and with
# the length of a block times its marks, or a hundred times its headings, rules and definitions; its recursion grows
# with the depth of quotes and lists. A text beyond these bounds is shown as plain paragraphs: any other takes
# seconds at most, measured on every construct and at 5 MB.
UNCLOSED = 500
NESTED = 20
CROWDED = 5_000_000_000
LINES = 150_000

_CLOSED = re.compile(
    r"""\[[^\[\]]*\](?:\((?:<[^<>\n]*>|[^()<\n"']*)(?:"[^"\n]*"|'[^'\n]*')?[ \t]*\)|(?!\())|</?[a-zA-Z][^<>]*>"""
)
_OPENING = re.compile(r"[\[<]")
_NESTING = re.compile(r"^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_CROWDING = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ \t]*$|\[[^\]\n]*\]:)", re.MULTILINE)
_MARK = re.compile(r"[\[*_`<&\\]")
_LEVEL = re.compile(r"[->+*.)\t]| {4}")

_TEXT_TAGS = frozenset(
    ("abbr", "b", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong", "sub", "sup", "u")
)
_BLOCK_TAGS = frozenset(
    ("blockquote", "caption", "dd", "dl", "dt", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "table", "tbody", "td")
) | {"tfoot", "th", "thead", "tr", "ul"}
_TAGS = _TEXT_TAGS | _BLOCK_TAGS | {"a", "br", "hr"}

_WEB = re.compile(r"https?://[^/?#@\\]+[^\\]*|mailto:[^@]+@.+", re.IGNORECASE)


def render_markdown(text: str) -> str:
    """Return Python-Markdown's HTML, raw HTML included; paragraphs of plain text for a text beyond the bounds."""
    return _make_renderer().reset().convert(text) if _is_bounded(text) else _render_paragraphs(text)


def sanitize(html: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the HTML made safe to print, the links to the project's own pages, and the addresses not allowed."""
    writer = _HtmlWriter()
    events = tuple(parse_elements(html))
    for event in drop_hidden(events):
        if isinstance(event, str):
            writer.text(event)
        elif isinstance(event, ElementStart):
            writer.open(event)
        else:
            writer.close(event)
    named = (
        event.attributes.get(key) for event in events if isinstance(event, ElementStart) for key in ("href", "src")
    )
    bad = tuple(address for address in named if address is not None and publishable_address(address) is None)
    return _clean_html("".join(writer.parts)).replace("<p></p>", "").strip(), tuple(writer.links), bad


def publishable_address(address: str) -> str | None:
    """Return the address if it may be published; one with spaces or invisible characters is a disguise and may not."""
    if not address.isprintable() or " " in address:
        return None
    if not (OWN.fullmatch(address) or _WEB.fullmatch(address)):
        return None
    if address[:4].lower() == "http" and not has_plain_host(address):
        return None
    # nh3 parses an address as browsers do (WHATWG URL), and removes one that it cannot parse.
    return address if "href" in _clean_html(f'<a href="{escape(address)}"></a>') else None


@cache
def _make_renderer() -> "Markdown":
    # Making one takes longer than rendering a field. It is reset before each text, so nothing is carried over.
    from markdown import Markdown  # noqa: PLC0415 - slow to import, and checking an address does not need it

    renderer = Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    # `[^1]: https://…` is a footnote, which stays text, and no address for links that are called ^1.
    definitions: Any = renderer.parser.blockprocessors["reference"]
    definitions.RE = re.compile(definitions.RE.pattern.replace(r"\[", r"\[(?!\^)", 1), re.MULTILINE)
    return renderer


def _is_bounded(text: str) -> bool:
    if len(_OPENING.findall(_CLOSED.sub("", text))) > UNCLOSED:
        return False
    if text.count("\n") > LINES or sum(map(_estimate_work, _BLANK_LINES.split(text))) > CROWDED:
        return False
    return all(len(_LEVEL.findall(line[0])) <= NESTED for line in _NESTING.finditer(text) if len(line[0]) > NESTED)


def _estimate_work(block: str) -> int:
    return (len(_MARK.findall(block)) + 100 * len(_CROWDING.findall(block))) * len(block)


def _render_paragraphs(text: str) -> str:
    blocks = (block.strip() for block in _BLANK_LINES.split(text))
    return "\n".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks if block)


def _clean_html(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={"a": {"href", "rel"}},
        url_schemes={"http", "https", "mailto", "claim", "source", "entity", "topic"},
        link_rel=None,
    )


@dataclass(slots=True)
class _HtmlWriter:
    """Writes elements again with allowed tags and checked links, each closed where it must be."""

    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)  # the tag written for each open element, "" for none
    _depth: int = 0
    _level: int = 2  # of the last heading: the next skips no level, and the first is below an h2
    _address: str | None = None  # of the link that is open
    _has_words: bool = False  # the link that is open has some

    def text(self, words: str) -> None:
        self._has_words = self._has_words or any(character.isprintable() and character != " " for character in words)
        self.parts.append(escape(words, quote=False))

    def open(self, element: ElementStart) -> None:
        name, attributes = element
        tag = ""
        if name in ("img", "image"):
            self._write_image(attributes.get("src", ""), attributes.get("alt", ""))
        elif name == "a":
            address = publishable_address(attributes.get("href", ""))
            if address is not None and self._address is None:
                tag = self._start_link(address)
        elif name in ("br", "hr"):
            self.parts.append(f"<{name}>")
        elif name in HEADINGS:
            self._level = min(int(name[1]) + 2, self._level + 1, 6)
            tag = f"h{self._level}"
        elif name in _TAGS:
            tag = name
        elif name in BLOCKS:
            self.parts.append(" ")  # its text stays separate from the text around
        if tag and self._depth >= DEPTH and tag != "a":
            tag = ""
        if tag:
            self._depth += 1
            if tag != "a":
                self.parts.append(f"<{tag}>")
        self._open.append(tag)

    def close(self, element: ElementEnd) -> None:
        tag = self._open.pop()
        if tag:
            self._depth -= 1
            if tag == "a":
                self._end_link()
            self.parts.append(f"</{tag}>")
        elif element.name in BLOCKS and element.name != "hr":
            self.parts.append(" ")

    def _start_link(self, address: str) -> str:
        own = OWN.fullmatch(address)
        if own:
            self.links.append(address)
        rel = "" if own else f' rel="{REL}"'
        self.parts.append(f'<a href="{escape(address)}"{rel}>')
        self._address, self._has_words = address, False
        return "a"

    def _end_link(self) -> None:
        if not self._has_words and self._address is not None:
            self.parts.append(escape(self._address, quote=False))  # a link without words could not be followed
        self._address = None

    def _write_image(self, source: str, alternative: str) -> None:
        address = publishable_address(source)
        external = address is not None and address.lower().startswith(("http:", "https:"))
        if external and address is not None and self._address is None:
            self._start_link(address)
            self.text(alternative)
            self._end_link()
            self.parts.append("</a>")
        else:
            self.text(alternative)
