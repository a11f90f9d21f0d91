"""Quotations in a text of the desk's own: what stands in quotation marks, and what Markdown sets as a block quotation.

They are found in the HTML that Markdown gives, so that readers and the check see the same: code is code there, and the
addresses of links are no words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import cache
from html import escape, unescape

from generator.folding import fold
from generator.language.quotation_marks import MARKS, TITLE_MARKS, find_quoted
from generator.patterns import lazy_pattern
from generator.reading.markdown_html import render_prose
from generator.text import UNSPACED, has_no_unspaced
from generator.values import dataclass

LEAST_WORDS = 2
LEAST_UNSPACED = 4  # characters, in a script without spaces

_PIECE = lazy_pattern(r'<(/?)([a-z0-9]+)(?:[^<>"]|"[^"]*")*>|&[^;\s]{1,32};|[^<&]+|.', re.DOTALL)
_MARK = lazy_pattern(f"[{re.escape(MARKS)}]")
_NO_APOSTROPHES = "".join(mark for mark in MARKS if mark not in "'’‘")
# What a field has that may quote something: a mark that is no apostrophe in a word, or what HTML has for one.
_LIKELY = lazy_pattern(
    rf"[{re.escape(_NO_APOSTROPHES)}]|['’‘](?:(?<!\w.)|(?!\w))|^[ \t]*>|<(?:q|blockquote)\b|&(?:\#|\w*quo|apos)",
    re.MULTILINE | re.IGNORECASE,
)
_MAY_BE = re.compile(f"[{re.escape(MARKS)}<>&]")  # one of these is in all of that, and quickly looked for
_IN_A_LINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong", "sub", "sup", "u")
)
_WORD = re.compile(r"\S*[^\W_]\S*")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")
# Who said it, below a block quotation or behind the mark that closes it: `— Name`.
_CREDIT = lazy_pattern(rf"(?:\n|(?<=[{re.escape(MARKS)}])|\A)\s*(?:[\u2013-\u2015]|--?(?=\s))[^\n]{{1,200}}\Z")
_LAST_MARKS = lazy_pattern(r"[\s,.\u2026\u3001\u3002\uff0c\uff0e\u060c\u06d4\u0964]+\Z")
_LAST_INSIDE = re.compile(r"[,.]('+)\Z")
_INNER_MARKS = str.maketrans(dict.fromkeys(MARKS, "'"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text quotes, and their stretch of its HTML; `linkable` says that a link may be put around that."""

    words: str
    start: int
    end: int
    linkable: bool


@dataclass(slots=True)
class _Block:
    """A paragraph, a heading, an item or a cell: its text, and where each character begins and ends in the HTML.

    In `scanned`, which is as long, no character of code is a quotation mark; `linked` tells of each whether it is in a
    link. The block's tags end at `begin` and begin at `stop`. `later` says that its block quotation has text before it.
    """

    begin: int
    quoted: bool
    later: bool = False
    stop: int = 0
    text: list[str] = field(default_factory=list)
    scanned: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return all(character.isspace() for character in self.text)

    def add(self, text: str, scanned: str, start: int, end: int | None, *, linked: bool) -> None:
        """Add text that is in the HTML from `start` on: letter by letter, or with an `end` all of it up to there."""
        size = len(text)
        self.text.extend(text)
        self.starts.extend(range(start, start + size) if end is None else [start] * size)
        self.ends.extend(range(start + 1, start + size + 1) if end is None else [end] * size)
        self.linked.extend([linked] * size)
        self.scanned.append(scanned)


def list_quotations(text: str, *, markdown: bool = True) -> tuple[Quotation, ...]:
    """Return the quotations of a field, in order; those of one word only are none."""
    if not (_MAY_BE.search(text) and _LIKELY.search(text)):
        return ()
    return find_quotations(render_prose(text).html if markdown else escape(text, quote=False))


def find_quotations(html: str) -> tuple[Quotation, ...]:
    """Return the quotations of a field's HTML."""
    blocks = list(_split_blocks(html))
    openings = ["".join(block.scanned).lstrip()[:2] for block in blocks] + [""]
    return tuple(
        quotation
        for number, block in enumerate(blocks)
        for quotation in _find_in_block(block, html, openings[number + 1])
        if _is_long_enough(quotation.words)
    )


def link_quotations(html: str, address: Callable[[str], str | None]) -> str:
    """Return the HTML with each quotation as a link to the address of its words, where there is one."""
    parts, kept = [], 0
    for quotation in find_quotations(html):
        target = address(quotation.words) if quotation.linkable else None
        if target is not None:
            parts += [html[kept : quotation.start], f'<a href="{escape(target)}">']
            parts += [html[quotation.start : quotation.end], "</a>"]
            kept = quotation.end
    return "".join((*parts, html[kept:]))


def search_form(words: str) -> str:
    """Return words as quotations are compared: folded, without case, a last comma or stop, and the kind of marks."""
    text = fold_case(fold(words).text)
    return _LAST_MARKS.sub("", text).lstrip(" \u2026.")


def search_forms(words: str) -> Iterator[str]:
    """Yield the forms that words are looked for in: theirs, and that without a stop before the mark that ends it."""
    form = search_form(words)
    yield form
    inside = _LAST_INSIDE.sub(r"\1", form)
    if inside != form:
        yield inside


def fold_case(folded: str) -> str:
    """Return folded text, as long as before, in small letters, each quotation mark the same one."""
    small = folded.lower()
    if len(small) != len(folded):
        small = "".join(letter if len(lowered := letter.lower()) != 1 else lowered for letter in folded)
    return small.replace("ς", "σ").translate(_INNER_MARKS)


# -- blocks of HTML ------------------------------------------------------------------------------------------------


def _split_blocks(html: str) -> Iterator[_Block]:
    """Yield the blocks of a field's HTML, which is well formed; those of code are left out."""
    quoted = code = links = 0
    preformatted = False
    block, later = _Block(0, quoted=False), False
    for piece in _PIECE.finditer(html):
        name, step = piece[2], -1 if piece[1] else 1
        if not name:
            if not preformatted:
                _add_piece(block, piece, code=bool(code), linked=bool(links))
        elif name in _IN_A_LINE:
            code += step * (name == "code")
            links += step * (name == "a")
            if name == "q" and not preformatted:  # browsers put marks around it
                block.add(
                    "\u201d" if step < 0 else "\u201c",
                    "\u201d" if step < 0 else "\u201c",
                    *piece.span(),
                    linked=bool(links),
                )
        elif name == "br":
            block.add("\n", "\n", *piece.span(), linked=bool(links))
        else:
            block.stop = piece.start()
            if not block.is_blank:
                yield block
            later = quoted > 0 and (later or not block.is_blank)
            quoted += step * (name == "blockquote")
            preformatted = name == "pre" and step > 0
            block = _Block(piece.end(), quoted > 0, later and quoted > 0)
    block.stop = len(html)
    if not block.is_blank:
        yield block


def _add_piece(block: _Block, piece: "re.Match[str]", *, code: bool, linked: bool) -> None:
    text = unescape(piece[0]) if piece[0][0] == "&" else piece[0]
    scanned = _MARK.sub("x", text) if code else text
    block.add(text, scanned, piece.start(), piece.end() if text != piece[0] else None, linked=linked)


def _find_in_block(block: _Block, html: str, continued: str) -> Iterator[Quotation]:
    text, scanned = "".join(block.text), "".join(block.scanned)
    if block.quoted:
        start, end = _without_credit(text, scanned, block.later)
        stretches: Sequence[tuple[int, int]] = [(start, end)] if start < end else []
    else:
        stretches = [
            (quoted.start, quoted.end)
            for quoted in find_quoted(scanned, continued=continued)
            if scanned[quoted.outer_start] not in TITLE_MARKS or _hangul().search(scanned, quoted.start, quoted.end)
        ]
    for start, end in stretches:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            first, last = _widen(block, html, start, end)
            free = not any(block.linked[start:end]) and _is_balanced(html, first, last)
            yield Quotation(" ".join(words.split()), first, last, free)


def _widen(block: _Block, html: str, start: int, end: int) -> tuple[int, int]:
    """Return the HTML of block.text[start:end], with the tags beside it where that makes whole elements."""
    first, last = block.starts[start], block.ends[end - 1]
    before = block.ends[start - 1] if start else block.begin
    after = block.starts[end] if end < len(block.starts) else block.stop
    wider = ((first, last), (first, after), (before, last), (before, after))
    return next((span for span in wider if _is_balanced(html, *span)), (first, last))


def _without_credit(text: str, scanned: str, later: bool) -> tuple[int, int]:
    """Return the stretch of a block quotation without the line that says whose it is, and without marks around all."""
    credit = _CREDIT.search(text)
    if credit and (_LIKELY.search(credit[0]) or (credit.start() == 0 and not later)):
        credit = None
    end = credit.start() if credit else len(text)
    start = len(text) - len(text.lstrip())
    end = start + len(text[start:end].rstrip()) if start < end else end
    marks = find_quoted(scanned[start:end])
    if len(marks) == 1 and marks[0].outer_start == 0 and marks[0].outer_end == end - start:
        return start + marks[0].start, start + marks[0].end
    return start, end


def _is_balanced(html: str, start: int, end: int) -> bool:
    """Return whether the elements that begin in a stretch of HTML end there, and no others do."""
    opened: list[str] = []
    for piece in _PIECE.finditer(html, start, end):
        name = piece[2]
        if not name or name == "br":
            continue
        if name not in _IN_A_LINE:
            return False
        if not piece[1]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _is_long_enough(words: str) -> bool:
    """Return whether words outside brackets are two or more, or four characters of a script without spaces."""
    kept = _IN_BRACKETS.sub(" ", words)
    if len(_WORD.findall(kept)) >= LEAST_WORDS:
        return True
    return not has_no_unspaced(kept) and len(_unspaced_letters().findall(kept)) >= LEAST_UNSPACED


@cache
def _unspaced_letters() -> re.Pattern[str]:
    """One character of a script that puts no spaces between words, Katakana with them."""
    return re.compile(f"[{UNSPACED}\u30a1-\u30ff\uff66-\uff9f]")


@cache
def _hangul() -> re.Pattern[str]:
    return re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
