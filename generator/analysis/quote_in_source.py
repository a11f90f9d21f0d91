"""A quote with its place in its source, and what checks ask about that."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic
from generator.model import Anchor, Article, Claim, Evidence, Source
from generator.values import dataclass

Span = tuple[int, int]

_BESIDE = 600  # code points of a sentence on either side of a quote that are looked at


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

    def diagnose(self, code: str, message: str, *help: str) -> Diagnostic:
        return Diagnostic(self.evidence.location, code, message, help)
