"""The words beside one place of a quote that tell it from the quote's other places."""

from generator.analysis.anchoring.match import Match, find_matches
from generator.folding import Folded

_FIRST_REACH = 8  # code points of prefix or suffix to begin with
_LONGEST_REACH = 1_500  # and at most
_MOST_PLACES = 1_000  # places of one quote; with more of them it should be longer


def find_context(folded: Folded, quote: str, start: int, end: int, others: tuple[Match, ...]) -> dict[str, str] | None:
    """Return the shortest prefix, suffix or both with which the quote has this place only; None if there is none.

    The words grow until they differ from those of every other place.
    """
    if not others:
        return {}
    if len(others) > _MOST_PLACES:
        return None
    source = folded.text
    before = after = others
    reach = _FIRST_REACH
    while reach <= _LONGEST_REACH:
        prefix, suffix = _words_before(folded, start, reach), _words_after(folded, end, reach)
        before = tuple(other for other in before if source.endswith(prefix, 0, _skip_space_before(source, other.start)))
        after = tuple(
            other for other in after if source.startswith(suffix, other.end + source.startswith(" ", other.end))
        )
        candidates = [{"prefix": prefix}] if not before else []
        candidates += [{"suffix": suffix}] if not after else []
        candidates += [{"prefix": prefix, "suffix": suffix}] if not {*before} & {*after} else []
        for context in candidates:
            if all(0 < len(words) <= _LONGEST_REACH for words in context.values()):
                found = find_matches(quote, folded, **context)[0]
                if [(place.start, place.end) for place in found] == [(start, end)]:
                    return context
        reach *= 2
    return None


def _words_before(folded: Folded, position: int, reach: int) -> str:
    """Return the whole words before a place, at least `reach` code points of them."""
    source = folded.text
    end = _skip_space_before(source, position)
    start = max(end - reach, 0)
    while not folded.may_begin(start):
        start -= 1
    return source[start:end].lstrip(" ")


def _words_after(folded: Folded, position: int, reach: int) -> str:
    source = folded.text
    start = position + source.startswith(" ", position)
    end = min(start + reach, len(source))
    while not folded.may_end(end):
        end += 1
    return source[start:end].rstrip(" ")


def _skip_space_before(source: str, position: int) -> int:
    """Return the position, or that before a space that ends there."""
    return position - source.endswith(" ", 0, position)
