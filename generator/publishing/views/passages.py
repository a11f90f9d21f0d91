"""Articles with their quoted passages marked, in one sweep over the sorted passages, in linear time."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from generator import model
from generator.article_text import list_regions
from generator.model import Anchor, Article
from generator.values import dataclass
from generator.vocabulary import STANCES, Stance

_LEFT_OUT = Markup('<p class="gap">[…]</p>\n')
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = ("br", "hr")
_BLANK_RUN = re.compile(r"(\n[^\S\n]*\n)((?:[^\S\n]*\n)+)")
_FOLD_BLANK = r'\1<span class="blank">\2</span>'  # blank lines beyond the first are there, and take no room

Block = tuple[model.TagPiece | model.TextRun, ...]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quoted passage of an article: its place, its number on the page, and the link to its claim.

    `kinds` are the switches that it stays marked under: `against` where it refutes or qualifies its claim, `alone`
    where no other source speaks of that.
    """

    anchor: Anchor
    number: int
    href: str
    stance: Stance
    statement: str
    kinds: tuple[str, ...] = ()

    @property
    def pin(self) -> Markup:
        """Return the link where the passage begins, to which links to the passage lead.

        Its number is printed by the style sheet, so that the text of the page is the text of the article.
        """
        return Markup(  # noqa: S704 - ids, stances and addresses of our own have nothing to escape but what is escaped
            f'<a class="pin" id="{self.anchor.evidence}" href="{escape(self.href)}" data-stance="{self.stance}"'
            f'{_name_kinds(self.kinds)} data-number="{self.number}" '
            f'title="{STANCES[self.stance].label}: {escape(self.statement)}"></a>'
        )


@dataclass(frozen=True, slots=True)
class _Cut:
    """A boundary of passages: the pins to print at this offset, and the mark of the text up to the next cut."""

    offset: int
    pins: str
    mark: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Consecutive blocks of an article, with the passages that begin in them."""

    article: Markup
    passages: tuple[QuotedPassage, ...]


@dataclass(frozen=True, slots=True)
class ArticleRegion:
    """A stretch of a text in rows: of the article, or of what stands beside it (`folded`).

    `quoted` says that some of a passage is in it.
    """

    rows: tuple[ArticleRow, ...]
    folded: bool
    quoted: bool


def article_regions(
    article: Article, passages: Sequence[QuotedPassage], sentences: Sequence[tuple[int, int]]
) -> tuple[ArticleRegion, ...]:
    """Return the whole text, cut where the article begins and ends, in rows short enough for notes beside them.

    A row begins with a block in which a passage begins, followed by the blocks in which none begins. A block of plain
    text is one or more whole sentences and ends in a line break; any other block is an outermost element.

    The joined text of the marks of a passage is the joined text of its segments. Marks contain only text: they end and
    begin again at the tags of the article, and wherever a passage, a row or a region begins or ends.
    """
    cuts, found, first = _find_cuts(passages), [], 0
    starts = [passage.anchor.start for passage in passages]
    pieces = cut_pieces(article.pieces, [end for _, end, _ in list_regions(article)])
    for (start, end, is_article), own in zip(list_regions(article), pieces, strict=True):
        blocks = _split_paragraphs(article.text, (start, end), sentences) if article.plain else _split_elements(own)
        printed = (("".join(_print_pieces(article.text, block, cuts)), _find_end(block)) for block in blocks)
        begun = bisect_left(starts, end, first)
        quoted = any(
            segment.start < end and start < segment.end for passage in passages for segment in passage.anchor.segments
        )
        found.append(ArticleRegion(_group_rows(printed, passages[first:begun]), not is_article, quoted))
        first = begun
    return tuple(found)


def excerpt_rows(
    article: Article, shown: Iterable[tuple[int, int]], passages: Sequence[QuotedPassage]
) -> tuple[ArticleRow, ...]:
    """Return the rows of an article of which only the `shown` spans are published."""
    return _group_rows(_print_excerpts(article, shown, passages), passages)


def _group_rows(blocks: Iterable[tuple[str, int]], passages: Sequence[QuotedPassage]) -> tuple[ArticleRow, ...]:
    """Return the rows of the printed blocks, which come with the offsets of their ends."""
    starts = [passage.anchor.start for passage in passages]
    rows: list[tuple[list[str], int]] = []  # blocks, and how many passages have begun when the row ends
    before = 0
    for block, end in blocks:
        begun = bisect_left(starts, end, before)
        if begun > before or not rows:
            rows.append(([], begun))
            before = begun
        rows[-1][0].append(block)
    firsts = (0, *(begun for _, begun in rows))
    return tuple(
        ArticleRow(Markup("".join(row)), tuple(passages[first:begun]))  # noqa: S704 - escaped runs and safe tags
        for (row, begun), first in zip(rows, firsts, strict=False)
    )


def _split_paragraphs(text: str, region: tuple[int, int], sentences: Sequence[tuple[int, int]]) -> Iterator[Block]:
    start, last = region
    first = max(bisect_left(sentences, (start,)) - 1, 0)
    for (_, end), (following, _) in pairwise(sentences[first:]):
        if end >= last:
            break
        stop = text.rfind("\n", end, following) + 1
        if start < stop < last:
            yield (model.TextRun(start, stop),)
            start = stop
    yield (model.TextRun(start, last),)


def cut_pieces(pieces: Sequence[model.TagPiece | model.TextRun], ends: Sequence[int]) -> Iterator[Block]:
    """Yield the pieces of each stretch of the text, given where they end: elements that reach over a cut are doubled.

    Where text is cut, all open elements end before the cut, and begin again behind it; between two runs of text only
    those do that hold both.
    """
    opened: list[tuple[str, str]] = []  # names and start tags
    own: list[model.TagPiece | model.TextRun] = []
    cuts = list(reversed(ends))
    reached = 0

    def cut() -> Block:
        before = (*own, model.TagPiece("".join(f"</{name}>" for name, _ in reversed(opened))))
        own[:] = [model.TagPiece("".join(tag for _, tag in opened))]
        cuts.pop()
        return tuple(piece for piece in before if not isinstance(piece, model.TagPiece) or piece.html)

    for is_text, group in groupby(pieces, lambda piece: isinstance(piece, model.TextRun)):
        if is_text:
            for run in group:
                start = run.start  # type: ignore[union-attr]  # the group is of runs
                while len(cuts) > 1 and cuts[-1] <= start:
                    yield cut()
                while start < cuts[-1] < run.end:  # type: ignore[union-attr]
                    own.append(model.TextRun(start, cuts[-1]))
                    start = cuts[-1]
                    yield cut()
                reached = run.end  # type: ignore[union-attr]
                own.append(model.TextRun(start, reached))
            continue
        html = "".join(piece.html for piece in group)  # type: ignore[union-attr]
        tags = list(_TAG.finditer(html))
        place = _find_shallowest(tags) if len(cuts) > 1 and cuts[-1] == reached else -1
        for number, tag in enumerate(tags):
            if number == place:
                yield cut()
            own.append(model.TagPiece(tag[0]))
            if tag[1]:
                opened.pop()
            elif tag[2] not in _VOID:
                opened.append((tag[2], tag[0]))
        if place == len(tags):
            yield cut()
    yield tuple(piece for piece in own if not isinstance(piece, model.TagPiece) or piece.html)


def _find_shallowest(tags: Sequence[re.Match[str]]) -> int:
    """Return the first place among tags between two texts where the fewest elements are open."""
    depth = least = place = 0
    for number, tag in enumerate(tags, 1):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if depth < least:
            least, place = depth, number
    return place


def _split_elements(pieces: Iterable[model.TagPiece | model.TextRun]) -> Iterator[Block]:
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


def _find_end(block: Block) -> int:
    return max((piece.end for piece in block if isinstance(piece, model.TextRun)), default=0)


def _print_excerpts(
    article: Article, shown: Iterable[tuple[int, int]], passages: Sequence[QuotedPassage]
) -> Iterator[tuple[str, int]]:
    """Yield a paragraph for each span and the offset of its end, with […] wherever something is left out."""
    text, cuts, end = article.text, _find_cuts(passages), 0
    for start, stop in shown:
        left_out = _LEFT_OUT if text[end:start].strip() else ""
        yield f"{left_out}<p>{''.join(_print_pieces(text, (model.TextRun(start, stop),), cuts))}</p>\n", stop
        end = stop
    if text[end:].strip():
        yield _LEFT_OUT, len(text)


def _print_pieces(text: str, pieces: Iterable[model.TagPiece | model.TextRun], cuts: "_Cuts") -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, model.TagPiece):
            yield piece.html
            continue
        yield from cuts.print(text, piece.start, piece.end)


@dataclass(slots=True)
class _Cuts:
    """The cuts in order, and the position of the sweep: the next cut, and the mark of the text before it."""

    cuts: Sequence[_Cut]
    next: int = 0
    mark: str = ""

    def print(self, text: str, start: int, end: int) -> Iterator[str]:
        """Yield text[start:end], escaped, with pins and marks. Calls are in the order of the text."""
        while start < end:
            while self.next < len(self.cuts) and self.cuts[self.next].offset <= start:
                cut = self.cuts[self.next]
                self.mark = cut.mark
                self.next += 1
                yield cut.pins
            stop = min(end, self.cuts[self.next].offset) if self.next < len(self.cuts) else end
            words = escape(text[start:stop])
            yield f"{self.mark}{words}</mark>" if self.mark else _BLANK_RUN.sub(_FOLD_BLANK, str(words))
            start = stop


def _find_cuts(passages: Sequence[QuotedPassage]) -> _Cuts:
    begins: Mapping[int, list[QuotedPassage]] = defaultdict(list)
    ends: Mapping[int, list[QuotedPassage]] = defaultdict(list)
    pins: Mapping[int, list[str]] = defaultdict(list)
    for passage in passages:
        pins[passage.anchor.start].append(passage.pin)
        for segment in passage.anchor.segments:
            begins[segment.start].append(passage)
            ends[segment.end].append(passage)
    covering: dict[str, QuotedPassage] = {}  # by evidence, in the order in which it began
    cuts = []
    for offset in sorted({*begins, *ends}):
        for passage in ends.get(offset, ()):
            covering.pop(passage.anchor.evidence, None)
        for passage in begins.get(offset, ()):
            covering[passage.anchor.evidence] = passage
        cuts.append(_Cut(offset, "".join(pins.get(offset, ())), _open_mark(covering)))
    return _Cuts(cuts)


def _open_mark(covering: Mapping[str, QuotedPassage]) -> str:
    if not covering:
        return ""
    stances = {passage.stance for passage in covering.values()}
    stance = stances.pop() if len(stances) == 1 else "mixed"
    kinds = dict.fromkeys(kind for passage in covering.values() for kind in passage.kinds)
    return f'<mark data-evidence="{" ".join(covering)}" data-stance="{stance}"{_name_kinds(kinds)}>'


def _name_kinds(kinds: Iterable[str]) -> str:
    named = " ".join(kinds)
    return f' data-kind="{named}"' if named else ""
