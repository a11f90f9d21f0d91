"""Evidence to paste into claims.yaml: quotes with the prefix and suffix that make their place the only one."""

from collections.abc import Iterator, Sequence

from generator.analysis.anchoring.context import find_context
from generator.analysis.anchoring.match import Match
from generator.analysis.anchoring.source_text import SourceText
from generator.commands.shared.yaml_text import to_scalar
from generator.folding import Folded, fold
from generator.values import dataclass

STANCE = "supports  # or refutes, qualifies, mentions"


@dataclass(frozen=True, slots=True)
class QuoteWithContext:
    """A quote of a source, with words before and after it if it needs them to be unique."""

    source: str
    quote: str
    prefix: str = ""
    suffix: str = ""

    def lines(self, stance: str = STANCE) -> Iterator[str]:
        """Yield the evidence as an item of a YAML list."""
        yield f"- source: {self.source}"
        yield f"  quote: {to_scalar(self.quote)}"
        for key, words in (("prefix", self.prefix), ("suffix", self.suffix)):
            if words:
                yield f"  {key}: {to_scalar(words)}"
        yield f"  stance: {stance}"


def disambiguate(text: SourceText, quote: str, match: Match, matches: Sequence[Match]) -> QuoteWithContext | None:
    """Return the quote such that of its places `matches` only `match` fits; None if no words around it achieve that."""
    others = tuple(other for other in matches if (other.start, other.end) != (match.start, match.end))
    context = find_context(text.folded, fold(quote).text, match.start, match.end, others)
    return None if context is None else QuoteWithContext(text.source.id, quote, **context)


def unfolded_words(text: str, folded: Folded, start: int, end: int) -> str:
    """Return the source's own words of a folded stretch, on one line."""
    return " ".join(text[folded.start(start) : folded.end(end)].split())
