"""The match level of a quote: what was folded to compare it with its source's print."""

import re

import pytest

from generator.analysis.anchoring.anchors import find_layout
from generator.analysis.anchoring.levels import find_foldings, match_level
from generator.model import Anchor, Gap, Segment


@pytest.mark.parametrize(
    ("printed", "typed", "foldings"),
    [
        ("the “two-thirds  rule”", 'the "two–thirds rule"', ()),
        ("the policy{12} failed", "the policy{12} failed", ()),
        ("the policy{12} failed", "the policy12 failed", ("raised-digit",)),
        ("the policy{12} failed", "the policy failed", ("note-mark",)),
        ("the policy[{3}] failed", "the policy[{3}] failed", ()),
        ("the oﬃce{12}, they say", "the office, they say", ("ligature", "note-mark")),
        ("the nego-\ntiations{12} failed", "the negotiations failed", ("hyphenation", "note-mark")),
        ("the nego-\ntiations{12} failed", "the negotiations12 failed", ("hyphenation", "raised-digit")),
        ("CO₂ rose{1} twice", "CO2 rose twice", ("note-mark", "raised-digit")),
        ("pro\u00adgrammes and co\u0301pias", "programmes and cópias", ("composition", "invisible")),
        ("東京\n大阪", "東京大阪", ("line-break",)),
        ("the policy{12} failed, they say", "policy […] they say", ()),
    ],
)
def test_what_was_folded_is_told_and_no_more(printed: str, typed: str, foldings: tuple[str, ...]) -> None:
    """In braces are the numbers of notes, which print raises."""
    notes: list[tuple[int, int]] = []
    text = ""
    for number, piece in enumerate(re.split(r"\{(\d+)\}", printed)):
        raised = piece.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) if number % 2 else piece
        notes += [(len(text), len(text) + len(raised))] if number % 2 else []
        text += raised
    quote = re.sub(r"\{(\d+)\}", lambda mark: mark[1].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), typed)
    layout = find_layout((text, tuple(notes), quote, None, None))
    assert layout
    parts = tuple(Gap(*part) if len(part) == 4 else Segment(*part) for part in layout)  # type: ignore[arg-type]
    found = find_foldings(quote, Anchor("a", "s", parts), text, notes)
    assert found == foldings
    assert match_level(found) == ("normalised" if foldings else "exact")
