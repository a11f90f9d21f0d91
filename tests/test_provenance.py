"""What the texts themselves tell of where a passage comes from."""

from generator.analysis.agencies import collect_agencies
from generator.analysis.independence import Provenance
from generator.analysis.provenance import NEAR, trace_provenance
from generator.model import Anchor, Article, Segment, SharedPassage, SharedText

TEXT = "x" * 1000


def traced(start: int, end: int, text: str = TEXT) -> Provenance:
    """The trace of a quote in source b, which shares b[500:600] with a[10:110]."""
    articles = {letter: Article(letter, text, (), True, "") for letter in "ab"}
    anchors = {"c-1": Anchor("c-1", "b", (Segment(start, end),))}
    shared = (SharedText("a", "b", (SharedPassage(10, 110, 500, 600, 15, 17),)),)
    return trace_provenance(articles, anchors, collect_agencies(()), shared).get("c-1", Provenance())


def test_a_quote_in_or_next_to_shared_text_has_a_copy() -> None:
    """It lies in it, over its end, or NEAR code points at most from it; the passage is told as this source has it."""
    copy = (("a", SharedPassage(500, 600, 10, 110, 15, 17)),)
    for start, end in ((520, 530), (490, 510), (590, 700), (0, 1000), (600 + NEAR - 1, 900), (10, 501 - NEAR)):
        assert traced(start, end).copies == copy, (start, end)
    for start, end in ((600 + NEAR, 900), (10, 500 - NEAR)):
        assert not traced(start, end).copies, (start, end)


def test_agencies_of_the_text_and_of_the_sentence() -> None:
    """A credit holds for every quote of the text, an attribution for those in its sentence; each agency once."""
    text = "SEOUL (AP) - It rained. It snowed too, KCNA said. AP said it hailed."
    rained, snowed, hailed = (text.index(each) for each in ("rained", "snowed", "hailed"))
    assert traced(rained, rained + 6, text).agencies == ("Associated Press",)
    assert traced(snowed, snowed + 6, text).agencies == ("Associated Press", "Korean Central News Agency")
    assert traced(hailed, hailed + 6, text).agencies == ("Associated Press",)


def test_evidence_without_a_place_has_no_trace() -> None:
    """What was not found in its source tells nothing."""
    assert trace_provenance({}, {}, collect_agencies(()), ()) == {}
