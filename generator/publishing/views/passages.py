"""An article with its quoted passages marked: one sweep over its pieces, linear once the passages are sorted."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from generator import model
from generator.model import Anchor, Article
from generator.values import dataclass
from generator.vocabulary import Stance

_LEFT_OUT = Markup('<p class="gap">[…]</p>\n')
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = ("br", "hr")

Block = tuple[model.TagPiece | model.TextRun, ...]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quoted passage of one article: which evidence it is, its number on the page, where it links to."""

    anchor: Anchor
    number: int
    href: str
    stance: Stance
    statement: str

    @property
    def pin(self) -> Markup:
        """The link that stands where the passage begins; it is the target of links to the passage."""
        return Markup(  # noqa: S704 - ids, stances and addresses of our own have nothing to escape but what is escaped
            f'<a class="pin" id="{self.anchor.evidence}" href="{escape(self.href)}" data-stance="{self.stance}" '
            f'title="{escape(self.statement)}">{self.number}</a>'
        )


@dataclass(frozen=True, slots=True)
class _Cut:
    """What changes at one offset of the text; what is covered from there on, up to the next cut, is `mark`."""

    offset: int
    pins: str
    mark: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A part of an article, some of its blocks on end, with the passages that begin in it."""

    article: Markup
    passages: tuple[QuotedPassage, ...]


def article_rows(
    article: Article, passages: Sequence[QuotedPassage], sentences: Sequence[tuple[int, int]]
) -> tuple[ArticleRow, ...]:
    """The whole article in rows, each short enough for what is said of its passages to stand beside them.

    A row begins with a block in which a passage begins, and has the blocks after it in which none does. A block of
    plain text is one or more whole sentences and ends in a line break; of any other, an outermost element.

    The text of the marks of one passage, joined, is the text of its segments, joined. Marks hold text only: they end
    and begin anew at the article's own tags and wherever a passage or a row begins or ends.
    """
    blocks = _paragraphs(article, sentences) if article.plain else _elements(article.pieces)
    cuts = _cuts(passages)
    return _gathered((("".join(_pieces(article.text, block, cuts)), _end(block)) for block in blocks), passages)


def excerpt_rows(
    article: Article, shown: Iterable[tuple[int, int]], passages: Sequence[QuotedPassage]
) -> tuple[ArticleRow, ...]:
    """The rows of an article of which only the stretches to be shown are published."""
    return _gathered(_stretches(article, shown, passages), passages)


def _gathered(blocks: Iterable[tuple[str, int]], passages: Sequence[QuotedPassage]) -> tuple[ArticleRow, ...]:
    """The rows of printed blocks, each of which is told with the offset that it ends at."""
    starts = [each.anchor.start for each in passages]
    found: list[tuple[list[str], int]] = []
    told = 0
    for printed, end in blocks:
        begun = bisect_left(starts, end, told)
        if begun > told or not found:
            found.append(([], begun))
            told = begun
        found[-1][0].append(printed)
    firsts = (0, *(begun for _, begun in found))
    return tuple(
        ArticleRow(Markup("".join(printed)), tuple(passages[first:begun]))  # noqa: S704 - escaped runs and safe tags
        for (printed, begun), first in zip(found, firsts, strict=False)
    )


def _paragraphs(article: Article, sentences: Sequence[tuple[int, int]]) -> Iterator[Block]:
    start = 0
    for (_, end), (following, _) in pairwise(sentences):
        stop = article.text.rfind("\n", end, following) + 1
        if stop:
            yield (model.TextRun(start, stop),)
            start = stop
    yield (model.TextRun(start, len(article.text)),)


def _elements(pieces: Iterable[model.TagPiece | model.TextRun]) -> Iterator[Block]:
    depth = 0
    block: list[model.TagPiece | model.TextRun] = []
    for piece in pieces:
        if not isinstance(piece, model.TagPiece):
            block.append(piece)
            continue
        start = 0
        for tag in _TAG.finditer(piece.html):
            if tag[2] in _VOID:
                continue
            depth += -1 if tag[1] else 1
            if not depth and tag[1]:
                yield (*block, model.TagPiece(piece.html[start : tag.end()]))
                start, block = tag.end(), []
        if start < len(piece.html):
            block.append(model.TagPiece(piece.html[start:]))
    if block:
        yield tuple(block)


def _end(block: Block) -> int:
    return max((each.end for each in block if isinstance(each, model.TextRun)), default=0)


def _stretches(
    article: Article, shown: Iterable[tuple[int, int]], passages: Sequence[QuotedPassage]
) -> Iterator[tuple[str, int]]:
    """A paragraph for each stretch, with […] wherever something is left out."""
    text, cuts, end = article.text, _cuts(passages), 0
    for start, stop in shown:
        left_out = _LEFT_OUT if text[end:start].strip() else ""
        yield f"{left_out}<p>{''.join(_pieces(text, (model.TextRun(start, stop),), cuts))}</p>\n", stop
        end = stop
    if text[end:].strip():
        yield _LEFT_OUT, len(text)


def _pieces(text: str, pieces: Iterable[model.TagPiece | model.TextRun], cuts: "_Cuts") -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, model.TagPiece):
            yield piece.html
            continue
        yield from cuts.print(text, piece.start, piece.end)


@dataclass(slots=True)
class _Cuts:
    """The cuts in order, and how far the sweep has come."""

    cuts: Sequence[_Cut]
    next: int = 0
    mark: str = ""

    def print(self, text: str, start: int, end: int) -> Iterator[str]:
        """The run escaped, pins and marks put in. Runs come in the text's order."""
        while start < end:
            while self.next < len(self.cuts) and self.cuts[self.next].offset <= start:
                cut = self.cuts[self.next]
                self.mark = cut.mark
                self.next += 1
                yield cut.pins
            stop = min(end, self.cuts[self.next].offset) if self.next < len(self.cuts) else end
            words = escape(text[start:stop])
            yield f"{self.mark}{words}</mark>" if self.mark else words
            start = stop


def _cuts(passages: Sequence[QuotedPassage]) -> _Cuts:
    begins: Mapping[int, list[QuotedPassage]] = defaultdict(list)
    ends: Mapping[int, list[QuotedPassage]] = defaultdict(list)
    pins: Mapping[int, list[str]] = defaultdict(list)
    for each in passages:
        pins[each.anchor.start].append(each.pin)
        for segment in each.anchor.segments:
            begins[segment.start].append(each)
            ends[segment.end].append(each)
    covering: dict[str, Stance] = {}  # evidence, in the order in which it began
    cuts = []
    for offset in sorted({*begins, *ends}):
        for each in ends.get(offset, ()):
            covering.pop(each.anchor.evidence, None)
        for each in begins.get(offset, ()):
            covering[each.anchor.evidence] = each.stance
        cuts.append(_Cut(offset, "".join(pins.get(offset, ())), _mark(covering)))
    return _Cuts(cuts)


def _mark(covering: Mapping[str, Stance]) -> str:
    if not covering:
        return ""
    stances = dict.fromkeys(covering.values())
    stance = next(iter(stances)) if len(stances) == 1 else "mixed"
    return f'<mark data-evidence="{" ".join(covering)}" data-stance="{stance}">'
