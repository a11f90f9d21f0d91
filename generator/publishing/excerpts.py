"""How much of a source may be published, and its published text: all of it, or only what is quoted, in its sentences.

A withheld text keeps its shape, so that offsets, hashes and `verify` hold for what a reader has: every character that
is not to be shown is one WITHHELD, but for line feeds. Blanks are hidden as well: the lengths of words tell much.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from generator.language.sentences import split_sentences
from generator.model import Anchor, Article, Edition, Gap

WITHHELD = "\N{FULL BLOCK}"
BESIDE = 32  # code points of the source that a selector gives before and after a segment

Spans = tuple[tuple[int, int], ...]


def find_shown_spans(edition: Edition) -> dict[str, Spans]:
    """The stretches of every source's text that may be published, in code points: in order, apart, none empty.

    With `display: excerpts` they are the sentences that hold a quoted segment; else the one stretch that is all.
    """
    sources = edition.corpus.sources
    quoted: dict[str, list[tuple[int, int]]] = {each.id: [] for each in sources if each.display == "excerpts"}
    for anchor in edition.anchors.values():
        if anchor.source in quoted:
            quoted[anchor.source].extend((each.start, each.end) for each in anchor.segments)
    shown: dict[str, Spans] = {}
    for source in sources:
        text = edition.articles[source.id].text
        if source.id in quoted:
            shown[source.id] = _around(text, quoted[source.id])
        else:
            shown[source.id] = ((0, len(text)),) if text else ()
    return shown


def published_text(article: Article, spans: Iterable[tuple[int, int]]) -> str:
    """The text of sources/ID.txt: as long as the article's, the same in the spans and at line feeds, else WITHHELD.

    The spans are in order and apart, as `shown_stretches` gives them.
    """
    text, end = article.text, 0
    pieces: list[str] = []
    for start, stop in spans:
        pieces += (_withheld(text[end:start]), text[start:stop])
        end = stop
    pieces.append(_withheld(text[end:]))
    return "".join(pieces)


def quote_selectors(text: str, anchor: Anchor, shown: Spans) -> list[dict[str, object]]:
    """The segments of a quote as selectors give them, with the words beside them, of which none is withheld.

    `shown` are the stretches of the source that may be published.
    """
    found: list[dict[str, object]] = []
    for each in anchor.segments:
        first, last = shown[bisect_left(shown, (each.start + 1,)) - 1]
        found.append(
            {
                "start": each.start,
                "end": each.end,
                "exact": text[each.start : each.end],
                "prefix": text[max(first, each.start - BESIDE) : each.start],
                "suffix": text[each.end : min(last, each.end + BESIDE)],
            }
        )
    return found


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


def _around(text: str, quoted: Iterable[tuple[int, int]]) -> Spans:
    """Each quoted stretch widened to the sentences that it touches; what then meets is one."""
    whole = split_sentences(text)
    starts, ends = [start for start, _ in whole], [end for _, end in whole]
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(quoted):
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        begin, stop = (min(start, starts[first]), max(end, ends[last])) if first <= last else (start, end)
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], stop))
        else:
            stretches.append((begin, stop))
    return tuple(stretches)


def _withheld(text: str) -> str:
    return "\n".join(WITHHELD * len(line) for line in text.split("\n"))
