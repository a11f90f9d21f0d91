"""The page of two sources: what they have in common, side by side."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from generator.model import SharedPassage, SharedText
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.views.evidence import DateView, publication_date
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link, source_link
from generator.values import dataclass

SHOWN = 50  # passages of a pair that its page shows, the longest
LENGTH = 10_000  # code points of a passage that are shown

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageBit:
    """A stretch of a passage; `common` where the other source has the same words, `left_out` where nothing is shown."""

    text: str
    common: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ComparedSource:
    """One of the two sources."""

    source: Link
    publisher: str | None
    date: DateView | None


@dataclass(frozen=True, slots=True)
class SideExcerpt:
    """A passage as one of the two sources has it."""

    source: str
    language: str | None
    bits: tuple[PassageBit, ...]


@dataclass(frozen=True, slots=True)
class PassagePair:
    """A passage in both sources; `told` says how much of it is the same."""

    number: int
    told: str
    excerpts: tuple[SideExcerpt, SideExcerpt]


@dataclass(frozen=True, slots=True)
class ComparePage:
    template: ClassVar[str] = "pages/compare.html"

    frame: Frame
    heading: str
    sides: tuple[ComparedSource, ...]
    summary: str
    passages: tuple[PassagePair, ...]
    more: str | None
    withheld: bool
    ruling: str | None


def compare_page(index: SiteIndex, pair: SharedText) -> ComparePage:
    path = addresses.comparison(pair.first, pair.second)
    sources = [index.sources[each].source for each in (pair.first, pair.second)]
    longest = sorted(sorted(pair.passages, key=lambda each: -each.words)[:SHOWN], key=lambda each: each.start)
    left = len(pair.passages) - len(longest)
    summary = labels.shared_amount(pair)
    what = "The same text" if 2 * pair.same >= pair.words else "The same words"  # of a paraphrase, no more is the same
    title = f"{what} in “{sources[0].label}” and “{sources[1].label}”"
    return ComparePage(
        frame=page_frame(index, path, title, f"{title}: {summary}."),
        heading=f"{what} in two sources",
        sides=tuple(
            ComparedSource(source_link(index, path, each.id), each.publisher, publication_date(each))
            for each in sources
        ),
        summary=summary,
        passages=tuple(_pairing(index, pair, number, each) for number, each in enumerate(longest, 1)),
        more=labels.count_words(left, "shorter passage") if left else None,
        withheld=any(each.display == "excerpts" for each in sources),
        ruling=index.independence_reason(pair.first, pair.second),
    )


def _pairing(index: SiteIndex, pair: SharedText, number: int, passage: SharedPassage) -> PassagePair:
    text, other = (index.article(each).text for each in (pair.first, pair.second))
    shown, other_shown = index.sources[pair.first].text.shown, index.sources[pair.second].text.shown
    # A word is marked where both sources may be shown: else the mark would tell what the other one says.
    runs = [run for run in passage.runs if _within(shown, run[0], run[1]) and _within(other_shown, run[2], run[3])]
    here = _bits(text, shown, (passage.start, passage.end), [run[:2] for run in runs])
    there = _bits(other, other_shown, (passage.other_start, passage.other_end), [run[2:] for run in runs])
    return PassagePair(
        number,
        f"{labels.format_figure(passage.same)} of {labels.format_figure(passage.words)} {passage.unit} are the same",
        (_excerpt(index, pair.first, here), _excerpt(index, pair.second, there)),
    )


def _excerpt(index: SiteIndex, id: str, bits: Iterable[PassageBit]) -> SideExcerpt:
    source = index.sources[id].source
    return SideExcerpt(source.label, index.foreign_language(source.id), tuple(bits))


def _within(shown: Sequence[Span], start: int, end: int) -> bool:
    place = bisect_right(shown, start, key=lambda span: span[0]) - 1
    return place >= 0 and end <= shown[place][1]


def _bits(text: str, shown: Iterable[Span], passage: Span, common: Sequence[Span]) -> Iterator[PassageBit]:
    """The passage in stretches, LENGTH code points of it at most; nothing that may not be shown."""
    start, end = passage[0], min(passage[1], passage[0] + LENGTH)
    for first, last in shown:
        if last <= start or first >= end:
            continue
        if text[start:first].strip():
            yield PassageBit("[…]", left_out=True)
        yield from _marked(text, max(start, first), min(end, last), common)
        start = min(end, last)
    if text[start : passage[1]].strip():
        yield PassageBit("[…]", left_out=True)


def _marked(text: str, start: int, end: int, common: Iterable[Span]) -> Iterator[PassageBit]:
    for first, last in common:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if first > start:
            yield PassageBit(text[start:first])
        yield PassageBit(text[first:last], common=True)
        start = last
    if start < end:
        yield PassageBit(text[start:end])
