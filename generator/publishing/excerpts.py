"""The published text of a source: all of it, or only the sentences that are quoted.

A text that is partly withheld keeps its length, so that offsets, hashes and `verify` apply to what a reader has: every
hidden character except line feeds becomes one WITHHELD. Spaces are hidden too, since the lengths of words reveal much.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from generator.language.sentences import split_sentences
from generator.model import Anchor, Article, Edition, Gap

WITHHELD = "\N{FULL BLOCK}"
BESIDE = 32  # code points before and after a segment in its selector

Spans = tuple[tuple[int, int], ...]


def find_shown_spans(edition: Edition) -> dict[str, Spans]:
    """Return the spans of each source's text that may be published, in code points, by the source's id.

    They are in order, do not touch and are not empty. With `display: excerpts` they are the sentences that hold a
    quoted segment, with `withheld` there is none, else one span of the whole text.
    """
    sources = edition.corpus.sources
    quoted: dict[str, list[tuple[int, int]]] = {source.id: [] for source in sources if source.display == "excerpts"}
    for anchor in edition.anchors.values():
        if anchor.source in quoted:
            quoted[anchor.source].extend((segment.start, segment.end) for segment in anchor.segments)
    shown: dict[str, Spans] = {}
    for source in sources:
        text = edition.articles[source.id].text
        if source.display == "withheld":
            shown[source.id] = ()
        elif source.id in quoted:
            shown[source.id] = _widen_to_sentences(text, quoted[source.id])
        else:
            shown[source.id] = ((0, len(text)),) if text else ()
    return shown


def published_text(article: Article, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text of sources/ID.txt: the article's in the spans and at line feeds, WITHHELD elsewhere.

    The spans are as `find_shown_spans` returns them.
    """
    text, end = article.text, 0
    pieces: list[str] = []
    for start, stop in spans:
        pieces += (_withhold(text[end:start]), text[start:stop])
        end = stop
    pieces.append(_withhold(text[end:]))
    return "".join(pieces)


def quote_selectors(text: str, anchor: Anchor, shown: Spans) -> list[dict[str, object]]:
    """Return a selector for each segment of a quote, with the text before and after it that may be published.

    `shown` are the spans of the source that may be published; where there is none, `text` has all of it hidden.
    """
    selectors: list[dict[str, object]] = []
    for segment in anchor.segments:
        place = bisect_left(shown, (segment.start + 1,)) - 1
        first, last = shown[place] if place >= 0 else (segment.start, segment.end)
        selectors.append(
            {
                "start": segment.start,
                "end": segment.end,
                "exact": text[segment.start : segment.end],
                "prefix": text[max(first, segment.start - BESIDE) : segment.start],
                "suffix": text[segment.end : min(last, segment.end + BESIDE)],
            }
        )
    return selectors


def omitted_words(text: str, anchor: Anchor, shown: Spans) -> list[dict[str, object]]:
    """Return what the brackets of a quote hide, where that is known; its words only where they may be published."""
    found: list[dict[str, object]] = []
    for gap in anchor.layout:
        if isinstance(gap, Gap) and gap.start is not None and gap.end is not None:
            place: dict[str, object] = {"start": gap.start, "end": gap.end, "kind": gap.kind}
            exact = {"exact": text[gap.start : gap.end]} if is_shown(shown, gap.start, gap.end) else {}
            found.append(place | exact)
    return found


def is_shown(shown: Spans, start: int, end: int) -> bool:
    """Return whether a stretch of a source may be published whole."""
    place = bisect_left(shown, (start + 1,)) - 1
    return place >= 0 and shown[place][0] <= start and end <= shown[place][1]


def _widen_to_sentences(text: str, quoted: Iterable[tuple[int, int]]) -> Spans:
    """Return each quoted span widened to the sentences that it touches; spans that then meet are joined."""
    sentences = split_sentences(text)
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(quoted):
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        begin, stop = (min(start, starts[first]), max(end, ends[last])) if first <= last else (start, end)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stop))
        else:
            spans.append((begin, stop))
    return tuple(spans)


def _withhold(text: str) -> str:
    return "\n".join(WITHHELD * len(line) for line in text.split("\n"))
