"""Evidence to paste into claims.yaml: quotes with the prefix and suffix that make their place the only one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from generator.analysis.anchoring.context import find_context
from generator.analysis.anchoring.match import Match
from generator.analysis.anchoring.source_text import SourceText
from generator.commands.shared.yaml_text import to_scalar
from generator.folding import Folded, fold
from generator.values import dataclass

STANCE = "supports  # or refutes, qualifies, mentions"


@dataclass(frozen=True, slots=True)
class QuoteWithContext:
    """A quote of a source, with words before and after it if it needs them to be unique.

    `speaker` is who says it, where subtitles name one.
    """

    source: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    speaker: str | None = None

    def lines(self, stance: str = STANCE) -> Iterator[str]:
        """Yield the evidence as an item of a YAML list."""
        yield f"- source: {self.source}"
        yield f"  quote: {to_scalar(self.quote)}"
        for key, words in (("prefix", self.prefix), ("suffix", self.suffix)):
            if words:
                yield f"  {key}: {to_scalar(words)}"
        yield f"  stance: {stance}"
        if self.speaker:
            yield f"  speaker: {to_scalar(self.speaker)}"


def disambiguate(text: SourceText, quote: str, match: Match, matches: Sequence[Match]) -> QuoteWithContext | None:
    """Return the quote such that of its places `matches` only `match` fits; None if no words around it achieve that."""
    others = tuple(other for other in matches if (other.start, other.end) != (match.start, match.end))
    context = find_context(text.folded, fold(quote).text, match.start, match.end, others)
    if context is None:
        return None
    return replace(QuoteWithContext(text.source.id, quote, **context), speaker=find_speaker(text, match))


def find_speaker(text: SourceText, match: Match) -> str | None:
    """Return who says a stretch of a recording, if its subtitles name one for all of it."""
    article, folded = text.article, text.folded
    start, end = folded.start(match.start), folded.end(match.end)
    if (first := article.cue(start)) is None:
        return None
    inside = article.cues[bisect_right(article.cues, start, key=lambda cue: cue.start) :]
    others = (cue.speaker for cue in takewhile(lambda cue: cue.start < end, inside))
    return first.speaker if all(speaker == first.speaker for speaker in others) else None


def unfolded_words(text: str, folded: Folded, start: int, end: int) -> str:
    """Return the source's own words of a folded stretch, on one line."""
    return " ".join(text[folded.start(start) : folded.end(end)].split())
