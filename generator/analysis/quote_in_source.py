"""A quote with its place in its source, and what checks ask about that."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from generator.analysis.anchoring.anchors import find_layout
from generator.analysis.anchoring.source_text import in_quotation_marks
from generator.diagnostics import Diagnostic, Location, accept_line
from generator.model import Anchor, Article, Claim, Evidence, Source
from generator.values import dataclass

Span = tuple[int, int]

_BESIDE = 600  # code points of a sentence on either side of a quote that are looked at
_LONGEST_OFFER = 300  # characters of a quote that is offered to paste
_TRIED = 40  # code points on either side of it among which that is tried out


@dataclass(frozen=True, slots=True)
class QuoteInSource:
    """A piece of evidence with its place, and what the checks ask about that."""

    claim: Claim
    evidence: Evidence
    anchor: Anchor
    source: Source
    article: Article
    sentences: Sequence[Span]
    heading: Span | None
    language: str
    site_language: str

    @property
    def before(self) -> str:
        """The words of the sentence that the quote begins in, up to the quote; of a very long one the last."""
        start, _ = self.sentence_at(self.anchor.start)
        return self.article.text[max(start, self.anchor.start - _BESIDE) : self.anchor.start]

    @property
    def after(self) -> str:
        """The words of the sentence that the quote ends in, from the quote on; of a very long one the first."""
        _, end = self.sentence_at(self.anchor.end - 1)
        return self.article.text[self.anchor.end : min(end, self.anchor.end + _BESIDE)]

    @property
    def kept_words(self) -> str:
        """The source's words that the quote has, brackets aside."""
        return " ".join(self.article.text[part.start : part.end] for part in self.anchor.segments)

    @property
    def unit(self) -> str:
        """The unit of the claim's figure, or nothing."""
        return (self.claim.quantity.unit or "") if self.claim.quantity else ""

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that the offset is in; an empty one at the offset where it is between two."""
        number = bisect_right(self.sentences, (offset, len(self.article.text))) - 1
        if number >= 0 and self.sentences[number][1] > offset:
            return self.sentences[number]
        return offset, offset

    def ends_between(self, start: int, end: int) -> Iterator[int]:
        """Yield where sentences end behind `start`, at `end` at the latest."""
        number = max(0, bisect_left(self.sentences, (start, 0)) - 1)
        while number < len(self.sentences) and self.sentences[number][0] < end:
            if start < self.sentences[number][1] <= end:
                yield self.sentences[number][1]
            number += 1

    @property
    def extent(self) -> Span:
        """The place of the quote with what its brackets are known to hide."""
        places = [place for part in self.anchor.layout for place in (part.start, part.end) if place is not None]
        return min(places), max(places)

    @property
    def whole_sentences(self) -> Span:
        """The place of the sentences that the quote is in."""
        return self.sentence_at(self.anchor.start)[0], self.sentence_at(self.anchor.end - 1)[1]

    def diagnose(
        self, code: str, message: str, *help: str, reason: str, offer: Span | None = None, at: Location | None = None
    ) -> Diagnostic:
        """Return the finding, with how to accept it for a `reason`, and a stretch of the source as a quote to paste.

        It is about the quote, unless `at` is another place.
        """
        owner = f"the claim {in_quotation_marks(self.claim.id)}"
        pasted = self._offer(*offer) if offer else ()
        return Diagnostic(
            at or self.evidence.location, code, message, (*help, accept_line(code, owner, reason), *pasted)
        )

    def _offer(self, start: int, end: int) -> tuple[str, ...]:
        """Return the line to paste that quotes a stretch around the quote, if that is no longer than messages show.

        What holds the one place of the quote has one place itself; whether it ends where words do is tried out.
        """
        text, first = self.article.text, max(0, start - _TRIED)
        words = " ".join(text[start:end].split())
        if self.evidence.prefix or self.evidence.suffix or len(words) > _LONGEST_OFFER:
            return ()
        last = end + _TRIED
        notes = tuple(
            (note - first, stop - first) for note, stop in self.article.notes if first <= note and stop <= last
        )
        found = words != self.evidence.quote and find_layout((text[first:last], notes, words, None, None))
        return (f"quote: {json.dumps(words, ensure_ascii=False)}",) if found else ()
