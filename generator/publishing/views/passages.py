"""An article with its quoted passages marked: one sweep over its pieces, linear once the passages are sorted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator import model
from generator.model import Anchor, Article, Stance

_LEFT_OUT = Markup('<p class="gap">[…]</p>\n')


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage of one article: which evidence it is, its number on the page, where it links to."""

    anchor: Anchor
    number: int
    href: str
    stance: Stance
    statement: str

    @property
    def pin(self) -> Markup:
        """The link that stands where the passage begins; it is the target of links to the passage."""
        return Markup('<a class="pin" id="{}" href="{}" data-stance="{}" title="{}">{}</a>').format(
            self.anchor.evidence, self.href, self.stance, self.statement, self.number
        )


@dataclass(frozen=True, slots=True)
class _Cut:
    """What changes at one offset of the text; what is covered from there on, up to the next cut, is `mark`."""

    offset: int
    pins: Markup
    mark: str


def marked(article: Article, passages: Sequence[Passage]) -> Markup:
    """The whole article. The text of the marks of one passage, joined, is the text of its segments, joined.

    Marks hold text only: they end and begin anew at the article's own tags and wherever a passage begins or ends.
    """
    cuts = _cuts(passages)
    printed = "".join(_pieces(article.text, article.pieces, cuts))
    return Markup(printed)  # noqa: S704 - escaped runs and the article's own safe tags


def excerpts(article: Article, shown: Iterable[tuple[int, int]], passages: Sequence[Passage]) -> Markup:
    """Only the stretches to be shown, a paragraph each, with […] wherever something is left out."""
    text, cuts, printed, end = article.text, _cuts(passages), [], 0
    for start, stop in shown:
        if text[end:start].strip():
            printed.append(_LEFT_OUT)
        inside = "".join(_pieces(text, (model.Run(start, stop),), cuts))
        printed.append(Markup("<p>{}</p>\n").format(Markup(inside)))  # noqa: S704 - escaped runs
        end = stop
    if text[end:].strip():
        printed.append(_LEFT_OUT)
    return Markup("").join(printed)


def _pieces(text: str, pieces: Iterable[model.Markup | model.Run], cuts: "_Cuts") -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, model.Markup):
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


def _cuts(passages: Sequence[Passage]) -> _Cuts:
    begins: Mapping[int, list[Passage]] = defaultdict(list)
    ends: Mapping[int, list[Passage]] = defaultdict(list)
    pins: Mapping[int, list[Markup]] = defaultdict(list)
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
        cuts.append(_Cut(offset, Markup("").join(pins.get(offset, ())), _mark(covering)))
    return _Cuts(cuts)


def _mark(covering: Mapping[str, Stance]) -> str:
    if not covering:
        return ""
    stances = dict.fromkeys(covering.values())
    stance = next(iter(stances)) if len(stances) == 1 else "mixed"
    return Markup('<mark data-evidence="{}" data-stance="{}">').format(" ".join(covering), stance)
