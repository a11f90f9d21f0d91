"""Layout of an article: from HTML elements to plain text, and to the few safe tags that it is shown with.

Text: blocks joined by a blank line, white space inside them as a browser shows it. Tags: no attributes but colspan and
rowspan, no empty elements but cells, valid HTML, nested to a fixed depth; together they contain exactly the text.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field

from generator.model import TagPiece, TextRun
from generator.reading.hypertext import BLOCKS, HEADINGS, ElementEnd, ElementStart
from generator.reading.note_marks import MarkupSpan
from generator.text import ELISION
from generator.values import dataclass

DEPTH = 50  # containers inside one another; the text of deeper ones is kept, their tags are not

# Inline tags that are kept, and the tags they become. No <mark>: the site marks evidence with it.
_KEPT_INLINE = ("b", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong", "sub", "sup", "u")
_INLINE = dict(zip(_KEPT_INLINE, _KEPT_INLINE, strict=True)) | {
    "strike": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "var": "i",
    "dfn": "i",
}
_CONTAINERS = {
    **{name: (f"<{name}>", f"</{name}>") for name in ("blockquote", "ul", "ol", "dl", "table")},
    "menu": ("<ul>", "</ul>"),
    "dir": ("<ul>", "</ul>"),
    # A caption is kept wherever it is; the picture of its figure is not.
    "figcaption": ("<figure><figcaption>", "</figcaption></figure>"),
}
# Parts of a container: the containers they may be in, and the part that text between them is put into. Row groups are
# left out: browsers add the one that HTML requires.
_PARENTS = {
    "li": ("ul", "ol", "menu", "dir"),
    "dt": ("dl",),
    "dd": ("dl",),
    "caption": ("table",),
    "tr": ("table",),
    "td": ("tr",),
    "th": ("tr",),
}
_WRAPPER = {"ul": "li", "ol": "li", "menu": "li", "dir": "li", "dl": "dd", "table": "tr", "tr": "td"}
_BARE = frozenset(("li", "dt", "dd", "caption", "td", "th", "figcaption"))  # may hold text without a paragraph
_SIMPLE = frozenset(("dt", "th", "caption", "figcaption"))  # hold text only: neither headings nor containers
_PRESERVED = frozenset(("pre", "listing", "xmp", "plaintext"))

_BLANK = "\t\n\f\r "
_SPACE = re.compile(f"[{_BLANK}](?:[{_BLANK}]+|(?<! ))")  # white space that is not a single space already
_SPAN = re.compile(r"[1-9][0-9]?")

# Elements whose place in the text is kept, and as what.
_SPANS = {"a": "a", "sup": "sup", "sub": "sub"} | dict.fromkeys(("code", "kbd", "samp", "tt", *_PRESERVED), "code")
_RAISED: Mapping[int, int] = str.maketrans("0123456789+-\u2212\u2013=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼")
_LOWERED = str.maketrans("0123456789+-\u2212\u2013=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌")
_SCRIPTS = {"sup": _RAISED, "sub": _LOWERED}
# Digits with their signs, or signs alone; a hyphen between letters is no sign.
_FIGURE = re.compile(
    r"[-+\u2212\u2013=]?[0-9]+(?:[-+\u2212\u2013=]*[0-9])*[-+\u2212\u2013=]?|\A[-+\u2212\u2013=]+\Z|[\[\]]"
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of elements, the pieces to show it with, and where its links, raised words and code are.

    The runs of the pieces, joined, are the text.
    """

    text: str
    pieces: tuple[TagPiece | TextRun, ...]
    spans: tuple[MarkupSpan, ...]


def lay_out(events: Iterable[ElementStart | ElementEnd | str], addresses: Collection[str] = ()) -> LaidOut:
    """Return the text of balanced elements; `addresses` are those of the page itself, as its links may have them."""
    layout = _Layout(addresses)
    for event in events:
        if isinstance(event, str):
            layout.text(event)
        elif isinstance(event, ElementStart):
            layout.open(event)
        else:
            layout.close(event)
    return layout.finish()


@dataclass(slots=True)
class _Script:
    """An open <sup> or <sub>: whether it is right behind a character, known with its first words."""

    table: Mapping[int, int]
    raised: bool  # it is a <sup>, or in one
    attached: bool | None = None
    bracketed: bool = False  # inside [ ], where digits stay as they are


@dataclass(slots=True)
class _Frame:
    """An open container, or part of one; its tag is written once it has text."""

    name: str
    start: str
    end: str
    simple: bool
    implied: bool = False
    written: bool = False
    before: list[str] = field(default_factory=list)  # empty cells before the first text


class _Layout:
    """Text and pieces as they are written, and the elements that are open."""

    def __init__(self, addresses: Collection[str]) -> None:
        self._addresses = addresses
        self._spans: list[MarkupSpan] = []
        self._open_spans: list[MarkupSpan] = []
        self._scripts: list[_Script] = []  # the open <sup> and <sub>
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[TagPiece | TextRun] = []
        self._frames: list[_Frame] = [_Frame("", "", "", simple=False, written=True)]
        self._open: list[_Frame | str | None] = []  # the effect of each open element
        self._wanted: list[str] = []  # inline tags that the next text is inside
        self._inline: list[str] = []  # inline tags that are written and open
        self._headings: list[int] = []  # the levels of the open headings
        self._level = 2  # of the last heading that was written: the next skips no level
        self._paragraphs = 0
        self._preserved = 0
        self._block: str | None = None  # the tag of the block being written, "" for one without
        self._space: list[str] = []  # white space that is written if text follows in the block
        self._after: list[str] = []  # tags that follow the block, once the gap is known

    # -- events ---------------------------------------------------------------------------------------------------

    def open(self, element: ElementStart) -> None:
        name = element.name
        self._open.append(None)
        if name in _SPANS:
            self._open_span(name, element.attributes)
        if name in _INLINE:
            tag = _INLINE[name]
            if tag not in self._wanted:  # a tag inside itself has no effect; this bounds the open tags
                self._wanted.append(tag)
                self._open[-1] = tag
        elif name == "br":
            if self._block is not None:
                if self._space == [" "] and not self._preserved:
                    self._space.clear()
                self._space.append("\n")
        elif name in BLOCKS:
            self._end_block()
            self._open[-1] = name
            self._open_block(name, element.attributes)

    def close(self, element: ElementEnd) -> None:
        if element.name in _SPANS:
            self._close_span(element.name)
        effect = self._open.pop()
        if effect is None:
            return
        if isinstance(effect, _Frame):
            self._end_block()
            while self._leave() is not effect:
                pass
        elif effect in _INLINE:
            self._wanted.remove(effect)
            if effect in self._inline:
                self._switch_inline([tag for tag in self._inline if tag in self._wanted])
        else:
            self._end_block()
            if effect in HEADINGS:
                self._headings.pop()
            elif effect in _PRESERVED:
                self._preserved -= 1
            elif effect == "p":
                self._paragraphs -= 1

    def text(self, words: str) -> None:
        if self._preserved:
            words = words.replace("\r", "\n")
            core = words.rstrip(_BLANK)
            space = words[len(core) :]
        else:
            words = _SPACE.sub(" ", words)
            core, space = words.strip(" "), " " if words.endswith(" ") else ""
            if words.startswith(" "):
                self._add_space(" ")
        if core and (self._block is not None or core.strip()):  # a block of no-break spaces counts as empty
            self._write(core)
        self._add_space(space)

    def finish(self) -> LaidOut:
        self._end_block()
        self._write_html("".join(self._after))
        return LaidOut("".join(self._parts), tuple(self._pieces), tuple(self._spans))

    # -- links, raised words and code -----------------------------------------------------------------------------

    def _open_span(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = _SPANS[name]
        raised = bool(self._scripts) and self._scripts[-1].raised
        if name in _SCRIPTS:
            self._scripts.append(_Script(_SCRIPTS[name], raised or name == "sup"))
        page, fragment, _ = attributes.get("href", "").strip().partition("#")
        local = bool(fragment) and (not page or page in self._addresses)
        self._open_spans.append(
            MarkupSpan(kind if name != "a" or "href" in attributes else "", self._length, 0, local, raised)
        )

    def _close_span(self, name: str) -> None:
        if name in _SCRIPTS:
            self._scripts.pop()
        span = self._open_spans.pop()
        if self._length > span.start and span.name:
            self._spans.append(span._replace(end=self._length))

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _open_block(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._frames[-1]
        if name in _PARENTS:
            while self._frames[-1].implied and self._frames[-1].name not in _PARENTS[name]:
                self._leave()
            parent = self._frames[-1]
            first = name != "caption" or not (parent.written or parent.before)
            if parent.name in _PARENTS[name] and first:
                self._open[-1] = self._enter(name, f"<{name}{_format_spans(attributes)}>", f"</{name}>")
        elif name in _CONTAINERS:
            if len(self._frames) <= DEPTH and not parent.simple:
                self._enter_wrappers()
                self._open[-1] = self._enter(name, *_CONTAINERS[name])
        elif name == "hr":
            if self._length and parent.written and parent.name not in _WRAPPER and self._after[-1:] != ["<hr>"]:
                self._after.append("<hr>")
        elif name in HEADINGS:
            # The article is shown below the h1 of its page.
            self._headings.append(min(int(name[1]) + 1, 6))
        elif name in _PRESERVED:
            self._preserved += 1
        elif name == "p":
            self._paragraphs += 1

    def _enter(self, name: str, start: str, end: str, *, implied: bool = False) -> _Frame:
        frame = _Frame(name, start, end, self._frames[-1].simple or name in _SIMPLE, implied)
        self._frames.append(frame)
        return frame

    def _leave(self) -> _Frame:
        frame = self._frames.pop()
        if frame.written:
            self._after.append(frame.end)
        elif frame.name in ("td", "th") and not frame.implied:  # an empty cell keeps the next ones in their columns
            row = self._frames[-1]
            (self._after if row.written else row.before).append(frame.start + frame.end)
        return frame

    def _enter_wrappers(self) -> None:
        while (part := _WRAPPER.get(self._frames[-1].name)) is not None:
            self._enter(part, f"<{part}>", f"</{part}>", implied=True)

    def _begin_block(self) -> None:
        self._enter_wrappers()
        if self._length:
            self._write_gap()
        parent = self._frames[-1]
        starts = []
        for frame in reversed(self._frames):
            if frame.written:
                break
            frame.written = True
            starts.append(frame.start + "".join(frame.before))
        starts.reverse()
        if self._preserved:
            self._block = "pre"
        elif self._headings and not parent.simple:
            self._level = min(self._headings[-1], self._level + 1)
            self._block = f"h{self._level}"
        else:
            self._block = "" if parent.name in _BARE and not self._paragraphs else "p"
        self._write_html("".join(self._after) + "".join(starts) + (f"<{self._block}>" if self._block else ""))
        self._after.clear()

    def _end_block(self) -> None:
        self._space.clear()
        if self._block is None:
            return
        self._switch_inline([])
        if self._block:
            self._after.append(f"</{self._block}>")
        self._block = None

    def _write_gap(self) -> None:
        # The gap is written inside the block that it ends: lists and tables allow no text between their parts.
        if self._after[:1] == ["</pre>"]:
            self._write_html('<span class="gap">')
            self._write_run(ELISION)
            self._write_html("</span>")
        else:
            self._write_run(ELISION)

    # -- text -----------------------------------------------------------------------------------------------------

    def _add_space(self, space: str) -> None:
        if space and (self._preserved or (self._block is not None and not self._space)):
            self._space.append(space)

    def _write(self, words: str) -> None:
        space = "".join(self._space)
        self._space.clear()
        if self._block is None:
            self._begin_block()
            words = (space + words).lstrip("\n")  # a browser drops the first line break of <pre>
        else:
            if "\n" in space and not self._preserved:
                self._write_html("<br>" * len(space))
            self._write_run(space)
        if self._scripts:
            self._write_script(words, self._scripts[-1])
        else:
            self._switch_inline(self._wanted)
            self._write_run(words)

    def _write_script(self, words: str, script: "_Script") -> None:
        """Write words of a <sup> or <sub>; its digits and signs, right behind a character, become ² ⁻ or ₂."""
        if script.attached is None:
            script.attached = self._length > 0 and not self._parts[-1][-1].isspace()
        level = [tag for tag in self._wanted if tag not in _SCRIPTS]
        start = 0
        for figure in _FIGURE.finditer(words) if script.attached else ():
            if figure[0] in "[]":
                script.bracketed = figure[0] == "["
            elif not script.bracketed:
                self._write_inline(words[start : figure.start()], self._wanted)
                self._write_inline(figure[0].translate(script.table), level)
                start = figure.end()
        self._write_inline(words[start:], self._wanted)

    def _write_inline(self, words: str, tags: list[str]) -> None:
        if words:
            self._switch_inline(tags)
            self._write_run(words)

    def _switch_inline(self, wanted: list[str]) -> None:
        kept = 0
        while kept < min(len(wanted), len(self._inline)) and wanted[kept] == self._inline[kept]:
            kept += 1
        self._write_html("".join(f"</{tag}>" for tag in reversed(self._inline[kept:])))
        self._write_html("".join(f"<{tag}>" for tag in wanted[kept:]))
        self._inline = list(wanted)

    def _write_run(self, words: str) -> None:
        if not words:
            return
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, TextRun):
            self._pieces[-1] = TextRun(last.start, self._length)
        else:
            self._pieces.append(TextRun(start, self._length))

    def _write_html(self, html: str) -> None:
        if not html:
            return
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, TagPiece):
            self._pieces[-1] = TagPiece(last.html + html)
        else:
            self._pieces.append(TagPiece(html))


def _format_spans(attributes: Mapping[str, str]) -> str:
    found = ((name, attributes.get(name, "")) for name in ("colspan", "rowspan"))
    return "".join(f' {name}="{value}"' for name, value in found if _SPAN.fullmatch(value) and value != "1")
