"""The page that compares two sources: their common text, side by side."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from generator.model import SharedPassage, SharedText
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.views.evidence import DateView, publication_date
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link, render_ruling, source_link
from generator.values import dataclass

SHOWN = 50  # passages of a pair on its page: the longest
LENGTH = 10_000  # code points that are shown of a passage

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageBit:
    """A stretch of a passage: `common` if the other source has the same words, `left_out` if it is not shown."""

    text: str
    common: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ComparedSource:
    """One of the two sources that are compared."""

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
    """A passage that both sources have; `amount` says how much of it is the same."""

    number: int
    amount: str
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
    sources = [index.sources[id].source for id in (pair.first, pair.second)]
    longest = sorted(pair.passages, key=lambda passage: -passage.words)[:SHOWN]
    more = len(pair.passages) - len(longest)
    summary = labels.shared_amount(pair, index.site.language)
    what = "The same text" if 2 * pair.same >= pair.words else "The same words"  # a paraphrase has no more in common
    title = f"{what} in “{sources[0].label}” and “{sources[1].label}”"
    return ComparePage(
        frame=page_frame(index, path, title, f"{title}: {summary}."),
        heading=f"{what} in two sources",
        sides=tuple(
            ComparedSource(
                source_link(index, path, source.id), source.publisher, publication_date(source, index.site.language)
            )
            for source in sources
        ),
        summary=summary,
        passages=tuple(
            _passage_pair(index, pair, number, passage)
            for number, passage in enumerate(sorted(longest, key=lambda passage: passage.start), 1)
        ),
        more=labels.count_words(more, "shorter passage", index.site.language) if more else None,
        withheld=any(source.display == "excerpts" for source in sources),
        ruling=render_ruling(index, path, pair.first, pair.second),
    )


def _passage_pair(index: SiteIndex, pair: SharedText, number: int, passage: SharedPassage) -> PassagePair:
    text, other_text = (index.article(id).text for id in (pair.first, pair.second))
    shown, other_shown = index.sources[pair.first].text.shown, index.sources[pair.second].text.shown
    # A word is marked only if both sources may be shown: otherwise the mark would reveal what the hidden one says.
    runs = [run for run in passage.runs if _is_shown(shown, run[0], run[1]) and _is_shown(other_shown, run[2], run[3])]
    bits = _split_bits(text, shown, (passage.start, passage.end), [run[:2] for run in runs])
    other_bits = _split_bits(
        other_text, other_shown, (passage.other_start, passage.other_end), [run[2:] for run in runs]
    )
    return PassagePair(
        number,
        labels.amount_in_common(passage.same, passage.words, passage.unit, index.site.language),
        (_side_excerpt(index, pair.first, bits), _side_excerpt(index, pair.second, other_bits)),
    )


def _side_excerpt(index: SiteIndex, id: str, bits: Iterable[PassageBit]) -> SideExcerpt:
    source = index.sources[id].source
    return SideExcerpt(source.label, index.foreign_language(source.id), tuple(bits))


def _is_shown(shown: Sequence[Span], start: int, end: int) -> bool:
    place = bisect_right(shown, start, key=lambda span: span[0]) - 1
    return place >= 0 and end <= shown[place][1]


def _split_bits(text: str, shown: Iterable[Span], passage: Span, common: Sequence[Span]) -> Iterator[PassageBit]:
    """Yield the parts of the passage that may be shown, at most LENGTH code points, with […] for what is left out."""
    start, end = passage[0], min(passage[1], passage[0] + LENGTH)
    for first, last in shown:
        if last <= start or first >= end:
            continue
        if text[start:first].strip():
            yield PassageBit("[…]", left_out=True)
        yield from _mark_common(text, max(start, first), min(end, last), common)
        start = min(end, last)
    if text[start : passage[1]].strip():
        yield PassageBit("[…]", left_out=True)


def _mark_common(text: str, start: int, end: int, common: Iterable[Span]) -> Iterator[PassageBit]:
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
