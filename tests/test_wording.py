"""What `verify` finds of a quote's wording: the builder's rule and the checker's, which share no code, agree."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.match import build_layout, find_evidence
from generator.commands.verify.wording import reads_as
from generator.folding import fold, fold_source
from generator.model import Segment
from tests.support.quote_cases import TOKENS

Span = tuple[int, int]


def published(source: str, notes: tuple[Span, ...], quote: str) -> tuple[list[str], list[list[Span]], list[str]] | None:
    """The segments of a quote with exactly one place, their note marks, and what is hidden around them; else None."""
    folded, typed = fold_source(source, notes), fold(quote)
    matches, pattern = find_evidence(typed, folded, None, None)
    if len(matches) != 1:
        return None
    segments, marks, hidden, pending = [], [], [], ""
    for part in build_layout(quote, typed, folded, matches[0], pattern):
        if isinstance(part, Segment):
            segments.append(source[part.start : part.end])
            marks.append([(a - part.start, b - part.start) for a, b in notes if part.start <= a and b <= part.end])
            hidden.append(pending)
            pending = ""
        elif part.start is not None:
            pending = source[part.start : part.end]
    return segments, marks, [*hidden, pending]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_what_is_published_reads_as_typed(data: st.DataObject) -> None:
    """Every quote that the builder publishes is found right by the checker, with what its brackets hide."""
    few = [*data.draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4, unique=True)), " ", "a"]
    source = "".join(data.draw(st.lists(st.sampled_from(few), min_size=1, max_size=12)))
    more = [*few, *data.draw(st.lists(st.sampled_from(("[…]", "[x]", "[a]", "[A]", "[c]")), max_size=2))]
    quote = "".join(data.draw(st.lists(st.sampled_from(more), min_size=1, max_size=6)))
    assume(any(map(str.isalnum, quote)))
    found = published(source, (), quote)
    assume(found is not None)
    assert found is not None
    segments, marks, hidden = found
    assert reads_as(quote, segments, marks, hidden)
