"""Evidence to paste into claims.yaml: quotes that have the one place that was meant, told apart from all others."""

from collections.abc import Iterator, Sequence

from generator.analysis.anchoring.match import Match, find_matches
from generator.analysis.anchoring.source_text import SourceText
from generator.commands.yaml_text import to_scalar
from generator.folding import Folded, fold
from generator.text import may_begin, may_end
from generator.values import dataclass

STANCE = "supports  # or refutes, qualifies, mentions"
_NEAR = 8  # code points of prefix or suffix that are tried first to tell one place from another
_REACH = 1_500  # and those that are tried at most
_CROWD = 1_000  # places of one quote above which more of the quote is what is wanted


@dataclass(frozen=True, slots=True)
class QuoteWithContext:
    """A quote of a source with the words beside it that give it its one place, where it needs any."""

    source: str
    quote: str
    prefix: str = ""
    suffix: str = ""

    def lines(self, stance: str = STANCE) -> Iterator[str]:
        """The evidence as an item of a YAML list."""
        yield f"- source: {self.source}"
        yield f"  quote: {to_scalar(self.quote)}"
        for key, words in (("prefix", self.prefix), ("suffix", self.suffix)):
            if words:
                yield f"  {key}: {to_scalar(words)}"
        yield f"  stance: {stance}"


def disambiguate(text: SourceText, quote: str, match: Match, matches: Sequence[Match]) -> QuoteWithContext | None:
    """The quote at `match`, one of all its places `matches`; None where no words beside it tell it from the others."""
    source = text.folded.text
    others = tuple(each for each in matches if (each.start, each.end) != (match.start, match.end))
    beside = _told_apart(source, fold(quote).text, match.start, match.end, others)
    return None if beside is None else QuoteWithContext(text.source.id, quote, **beside)


def unfolded_words(text: str, folded: Folded, start: int, end: int) -> str:
    """The source's own words of a folded stretch, on one line."""
    return " ".join(text[folded.start(start) : folded.end(end)].split())


def _told_apart(source: str, quote: str, start: int, end: int, others: tuple[Match, ...]) -> dict[str, str] | None:
    """The prefix, the suffix or both with which the quote has this one place, as few words as do; None where none do.

    Of the other places only those are kept that more and more words beside them leave alike.
    """
    if not others:
        return {}
    if len(others) > _CROWD:
        return None
    before = after = others
    reach = _NEAR
    while reach <= _REACH:
        prefix, suffix = _before(source, start, reach), _after(source, end, reach)
        before = tuple(each for each in before if source.endswith(prefix, 0, _unspaced(source, each.start)))
        after = tuple(each for each in after if source.startswith(suffix, each.end + source.startswith(" ", each.end)))
        tries = [{"prefix": prefix}] if not before else []
        tries += [{"suffix": suffix}] if not after else []
        tries += [{"prefix": prefix, "suffix": suffix}] if not {*before} & {*after} else []
        for beside in tries:
            if all(0 < len(words) <= _REACH for words in beside.values()):
                found = find_matches(quote, source, **beside)[0]
                if [(each.start, each.end) for each in found] == [(start, end)]:
                    return beside
        reach *= 2
    return None


def _before(source: str, position: int, reach: int) -> str:
    """The whole words before a place, `reach` code points of them or more."""
    end = _unspaced(source, position)
    start = max(end - reach, 0)
    while not may_begin(source, start):
        start -= 1
    return source[start:end].lstrip(" ")


def _after(source: str, position: int, reach: int) -> str:
    start = position + source.startswith(" ", position)
    end = min(start + reach, len(source))
    while not may_end(source, end):
        end += 1
    return source[start:end].rstrip(" ")


def _unspaced(source: str, position: int) -> int:
    """The position, or that before the one space that stands there."""
    return position - source.endswith(" ", 0, position)
