"""Quotes that are offered to paste: they anchor, have the typed words, and hide no negation."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.match import build_layout, find_matches
from generator.analysis.anchoring.mend import Mend, propose_quote, search_source
from generator.analysis.anchoring.source_text import SourceText
from generator.folding import fold, fold_source
from generator.model import Article, Gap, Source
from generator.text import lines_of

SPEECH = (
    "The prime minister said the plan, which had been drawn up in haste over the summer, would not survive the winter. "
    "“We are done,” she added, “by a long way.” He told me, ‘The base stays,’ and I believed him. "
    "Le ministre a dit : « Nous n’irons pas. » The two-thirds rule — as they call it — holds for 37,000 men."
)
BRIEFING = """PRESS BRIEFING, 3 MAY

00:01:12 MS HOLM: I want to be clear that we have
00:01:15 no plans at this time to
00:01:17 [INAUDIBLE] withdraw any of the
00:01:20 37,000 troops. (APPLAUSE) And I will add
00:01:26 that this was not on the table.

12
00:02:04,100 --> 00:02:07,000
>> HOST: The minister told me last night

13
00:02:07,100 --> 00:02:09,000
that the base would never be closed.
"""

NOTED = (
    "So the levy¹² was cut; the levy¹⁻³, once raised, fell, and in 1987⁶ some 4,150²,³ men paid the toll⁵, or 10⁻³ "
    "tons.⁷ Half went."
)


def source_text(text: str) -> SourceText:
    return SourceText(Source("s", "seeds/s.txt"), Article("s", text, (), True, ""), fold_source(text), lines_of(text))


def propose(typed: str, source: str) -> Mend | None:
    text = source_text(source)
    return propose_quote(typed, text, search_source(text))


def test_negations_are_those_of_the_sources_language() -> None:
    """What is a negation in another language only (`no` in Portuguese, `nu` in Danish) may be left out."""
    for typed, source, quote in (
        (
            "a base ... será fechada em maio",
            "O ministro disse que a base, que fica no norte do país, será fechada em maio.",
            "a base […] será fechada em maio",
        ),
        (
            "ministeren var ... på vej til mødet",
            "Det blev sagt, at ministeren var nu og her på vej til mødet med en af de andre.",
            "ministeren var […] på vej til mødet",
        ),
    ):
        mend = propose(typed, source)
        assert mend is not None
        assert (mend.quote, mend.obstacle) == (quote, "")


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"\[(?:…|\.\.\.)\]", "", text)).casefold()
    return "".join(character for character in plain if character.isalnum())


@pytest.mark.parametrize(
    ("typed", "source", "quote", "left_out"),
    [
        ("the plan ... would not survive", SPEECH, "the plan […] would not survive", 1),
        ("the plan (…) would not survive", SPEECH, "the plan […] would not survive", 1),
        ("the plan …… would not survive", SPEECH, "the plan […] would not survive", 1),
        ("the plan . . . would not survive", SPEECH, "the plan […] would not survive", 1),
        ("… would not survive the winter …", SPEECH, "would not survive the winter", 0),
        ("“would not survive the winter”", SPEECH, "would not survive the winter", 0),
        ("``by a long way''", SPEECH, "by a long way", 0),
        ("Would not survive the winter", SPEECH, "[W]ould not survive the winter", 0),
        ("“Would not survive … the winter.”", SPEECH, "would not survive the winter.", 0),
        ("would not survive the winter,", SPEECH, "would not survive the winter", 0),
        ("He told me, “The base stays,” and I believed", SPEECH, "He told me, ‘The base stays,’ and I believed", 0),
        ("The two thirds rule as they call it holds", SPEECH, "The two-thirds rule — as they call it — holds", 0),
        ("we have no plans at this time to withdraw", BRIEFING, "we have […] no plans at this time to […] withdraw", 2),
        ("37,000 troops. And I will add", BRIEFING, "37,000 troops. […] And I will add", 1),
        ("told me last night that the base", BRIEFING, "told me last night […] that the base", 1),
        ("he plan, which had been draw", SPEECH, "the plan, which had been drawn", 0),
        ("the levy was cut", NOTED, "the levy[…] was cut", 1),
        ("the levy, once raised,", NOTED, "the levy[…] […], once raised,", 1),
        ("paid the toll,", NOTED, "paid the toll[…],", 1),
        ("in 1987 some 4,150 men paid", NOTED, "in 1987[⁶] some 4,150[²,³] men paid", 0),
        ("10 tons. Half went", NOTED, "10[⁻³] tons. […] Half went", 1),
        (
            "The levy fell, they say. It rose",
            "The levy³ fell, they say.4 It rose",
            "The levy[…] fell, they say. […] It rose",
            2,
        ),
        ("the plan would not survive [any] winter", SPEECH, "the plan […] would not survive [any] winter", 1),
    ],
)
def test_the_first_quote_with_one_place_is_offered(typed: str, source: str, quote: str, left_out: int) -> None:
    """Dots, outer marks, a first letter, a last mark, the source's own marks, and what only the source has."""
    mend = propose(typed, source)
    assert mend
    assert (mend.quote, len(mend.left_out)) == (quote, left_out)
    assert mend.had_dots == ("…" in quote and any(dots in typed for dots in ("…", "...", ". . .")))


@pytest.mark.parametrize(
    "typed",
    [
        "the plan, which had been drawn up in autumn",  # another word
        "holds for 37.000 men",  # another figure
        "holds for 37,00 men",
        "the plan which was in haste over the winter",
        "Nous irons",
        "the summer would survive",
    ],
)
def test_no_word_or_figure_is_changed(typed: str) -> None:
    """Where a word or a figure differs nothing is offered."""
    mend = propose(typed, SPEECH)
    assert mend is None or not mend.quote


@pytest.mark.parametrize("typed", ["4,1502 men paid", "4,150 paid", "levy1 was cut", "103 tons", "the lev was cut"])
def test_raised_digits_join_no_figure(typed: str) -> None:
    """A figure is offered only with the raised digits behind it, and never as one that has them as its own."""
    mend = propose(typed, NOTED)
    assert mend is None or not mend.quote


@pytest.mark.parametrize(
    ("typed", "source", "obstacle"),
    [
        ("this was on the table", BRIEFING, "not"),
        ("the plan ... survive the winter", SPEECH, "not"),
        ("The agency did find any fault", "The agency did not find any fault there.", "not"),
        ("She will ... resign", "She will, she said, never resign.", "never"),
        ("er wird bald zurücktreten", "Sie sagt, er wird nicht bald zurücktreten.", "nicht"),
    ],
)
def test_a_negation_is_never_left_out(typed: str, source: str, obstacle: str) -> None:
    """Where an elision would hide a negation, nothing is offered, and the word is named."""
    mend = propose(typed, source)
    assert mend
    assert (mend.quote, mend.obstacle) == ("", obstacle)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("legal in all states", "It is illegal in all states."),
        ("able to pay the rent", "They were unable to pay the rent."),
        ("the plan was harm", "They said the plan was harmless."),
        ("They can go home", "They can't go home."),
        ("some 37 men came", "In all some 37,000 men came"),
        ("the art of it all", "the part of it all, an art"),
    ],
)
def test_no_word_is_completed_to_another(typed: str, source: str) -> None:
    """A word cut at an end is made whole only where the rest turns it into no other word."""
    mend = propose(typed, source)
    assert mend is None or not mend.quote


WORDS = (
    "the",
    "ferry",
    "Sunday",
    "37,000",
    "not",
    "left",
    "U.S.",
    "café",
    "old",
    "said",
    "—",
    "“No,”",
    "l’eau",
    "東京",
)
JUNK = ("00:01:15", "(APPLAUSE)", "[12]", "\n", "12\n", "»", "and", "never", "Page 3")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=12), st.data())
def test_whatever_is_offered_anchors_and_has_the_same_words(words: list[str], data: st.DataObject) -> None:
    """For quotes that miss what the source has between their words, or have other marks, letters and dots."""
    source: list[str] = []
    for word in words:
        source += [word, *data.draw(st.lists(st.sampled_from(JUNK), max_size=1))]
    first = data.draw(st.integers(0, len(words) - 2))
    chosen = words[first : data.draw(st.integers(first + 1, len(words)))]
    change = data.draw(st.sampled_from(("", "…", "“", ".", "swap", "drop")))
    if change == "swap":
        chosen[0] = chosen[0].swapcase()
    elif change == "drop":
        del chosen[len(chosen) // 2]
        chosen.insert(len(chosen) // 2, "...")
    typed = " ".join(chosen) + change if change in {"…", "."} else ("“" if change == "“" else "") + " ".join(chosen)
    text = source_text(" ".join(source))
    mend = propose_quote(typed, text, search_source(text))
    assume(mend is not None and mend.quote)
    assert mend
    assert letters(mend.quote) == letters(typed)
    quote = fold(mend.quote)
    matches, pattern = find_matches(quote.text, text.folded)
    assert len(matches) == 1
    layout = build_layout(mend.quote, quote, text.folded, matches[0], pattern)
    hidden = [text.article.text[part.start : part.end] for part in layout if isinstance(part, Gap) and part.start]
    assert not {"not", "never"} & set(" ".join(hidden).split())
