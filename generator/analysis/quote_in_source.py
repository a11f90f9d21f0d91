"""A quote with its place in its source, and what checks ask about that."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from generator.analysis.anchoring.anchors import find_layout
from generator.analysis.anchoring.source_text import in_quotation_marks
from generator.cache.digests import Digested, canonicalize, digest_plain
from generator.diagnostics import accept_line
from generator.model import Anchor, Article, Claim, Evidence, Segment, Source

Span = tuple[int, int]
Finding = tuple[str, str, tuple[str, ...]]  # of a diagnostic: its code, its message and its help

_BESIDE = 600  # code points of a sentence on either side of a quote that are looked at
_LONGEST_OFFER = 300  # characters of a quote that is offered to paste
_TRIED = 40  # code points on either side of it among which that is tried out


class QuotedSource(Digested):
    """What checks of quotes ask about a source: `heading` is the place of its headline in its text."""

    def __init__(
        self, source: Source, article: Article, sentences: Sequence[Span], heading: Span | None, language: str
    ) -> None:
        self.text, self.notes = article.text, article.notes
        self.title = source.title
        self.sentences = tuple(sentences)
        self.heading = heading
        self.language = language
        self._all = tuple(vars(self).values())

    @cached_property
    def digest(self) -> bytes:
        return digest_plain(self._all)


class QuoteInSource(Digested):
    """A piece of evidence with its place, and what the checks ask about that; of its claim, only what they read."""

    def __init__(
        self, claim: Claim, evidence: Evidence, anchor: Anchor, source: QuotedSource, site_language: str
    ) -> None:
        figure = claim.quantity
        self.claim, self.statement = claim.id, claim.statement
        self.unit, self.is_rough = (figure.unit or "", figure.approximate) if figure else ("", False)
        self.quote, self.prefix, self.suffix = evidence.quote, evidence.prefix, evidence.suffix
        self.stance, self.modality, self.value = evidence.stance, evidence.modality, evidence.value
        self.layout, self.start, self.end = anchor.layout, anchor.start, anchor.end
        self.site_language = site_language
        self._own = tuple(vars(self).values())
        self.source = source

    @cached_property
    def digest(self) -> bytes:
        return digest_plain((canonicalize(self._own), self.source.digest))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The parts of the quote that are the source's own words."""
        return tuple([part for part in self.layout if isinstance(part, Segment)])

    @property
    def text(self) -> str:
        """The source's text."""
        return self.source.text

    @property
    def language(self) -> str:
        """The source's language."""
        return self.source.language

    @cached_property
    def before(self) -> str:
        """The words of the sentence that the quote begins in, up to the quote; of a very long one the last."""
        start, _ = self.sentence_at(self.start)
        return self.text[max(start, self.start - _BESIDE) : self.start]

    @cached_property
    def after(self) -> str:
        """The words of the sentence that the quote ends in, from the quote on; of a very long one the first."""
        _, end = self.sentence_at(self.end - 1)
        return self.text[self.end : min(end, self.end + _BESIDE)]

    @cached_property
    def kept_words(self) -> str:
        """The source's words that the quote has, brackets aside."""
        return " ".join(self.text[part.start : part.end] for part in self.segments)

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that the offset is in; an empty one at the offset where it is between two."""
        sentences = self.source.sentences
        number = bisect_right(sentences, (offset, len(self.text))) - 1
        if number >= 0 and sentences[number][1] > offset:
            return sentences[number]
        return offset, offset

    def ends_between(self, start: int, end: int) -> Iterator[int]:
        """Yield where sentences end behind `start`, at `end` at the latest."""
        sentences = self.source.sentences
        number = max(0, bisect_left(sentences, (start, 0)) - 1)
        while number < len(sentences) and sentences[number][0] < end:
            if start < sentences[number][1] <= end:
                yield sentences[number][1]
            number += 1

    @property
    def extent(self) -> Span:
        """The place of the quote with what its brackets are known to hide."""
        places = [place for part in self.layout for place in (part.start, part.end) if place is not None]
        return min(places), max(places)

    @property
    def whole_sentences(self) -> Span:
        """The place of the sentences that the quote is in."""
        return self.sentence_at(self.start)[0], self.sentence_at(self.end - 1)[1]

    def diagnose(self, code: str, message: str, *help: str, reason: str, offer: Span | None = None) -> Finding:
        """Return the finding, with how to accept it for a `reason`, and a stretch of the source as a quote to paste."""
        owner = f"the claim {in_quotation_marks(self.claim)}"
        pasted = self._offer(*offer) if offer else ()
        return code, message, (*help, accept_line(code, owner, reason), *pasted)

    def _offer(self, start: int, end: int) -> tuple[str, ...]:
        """Return the line to paste that quotes a stretch around the quote, if that is no longer than messages show.

        What holds the one place of the quote has one place itself; whether it ends where words do is tried out.
        """
        text, first = self.text, max(0, start - _TRIED)
        words = " ".join(text[start:end].split())
        if self.prefix or self.suffix or len(words) > _LONGEST_OFFER:
            return ()
        last = end + _TRIED
        notes = tuple(
            (note - first, stop - first) for note, stop in self.source.notes if first <= note and stop <= last
        )
        found = words != self.quote and find_layout((text[first:last], notes, words, None, None))
        return (f"quote: {json.dumps(words, ensure_ascii=False)}",) if found else ()
