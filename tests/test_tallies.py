"""Dots and words for what sources say of a claim: they say the same, and no more than is known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build_project
from generator.model import Claim, Evidence, Origin, Site, Standing
from generator.publishing.tallies import MOST_DOTS, judgement_note, tally_sources
from generator.uncited import Uncited
from generator.vocabulary import Corroboration, Stance
from tests.support.small_project import MakeProject

SITE = Site("T")


def make_claim(*quoted: tuple[str, Stance], verdict: str | None = None) -> Claim:
    pieces = (Evidence("c", number, source, "x", stance) for number, (source, stance) in enumerate(quoted, 1))
    return Claim("c", "S.", evidence=tuple(pieces), verdict=verdict)


def make_standing(says: Corroboration, supporting: str = "", refuting: str = "", *origins: str) -> Standing:
    return Standing("c", says, tuple(supporting), tuple(refuting), tuple(Origin(tuple(origin)) for origin in origins))


@pytest.mark.parametrize(
    ("claim", "standing", "uncited", "signs", "words"),
    [
        (
            make_claim(("a", "supports"), ("b", "supports"), ("d", "supports")),
            make_standing("corroborated", "abd", "", "a", "b", "d"),
            Uncited("c"),
            "●●●",
            "Sources: 3 for it, independent of each other",
        ),
        (
            make_claim(("a", "supports")),
            make_standing("single-source", "a", "", "a"),
            Uncited("c", speaking=("b",), silent=("d",), silent_count=1),
            "●○–",
            "Sources: 1 for it, 1 only speaks of it, 1 silent",
        ),
        (
            make_claim(("a", "supports"), ("b", "refutes")),
            make_standing("contested", "a", "b", "a"),
            Uncited("c", silent=("d",), silent_count=1),
            "●✕–",
            "Sources: 1 for it, 1 against it, 1 silent",
        ),
        (
            make_claim(("a", "supports"), ("b", "supports")),
            make_standing("single-source", "ab", "", "ab"),
            Uncited("c"),
            "●",
            "Sources: 2 for it, counted as 1",
        ),
        (
            make_claim(("a", "supports"), ("a", "refutes"), ("b", "qualifies")),
            make_standing("inconsistent", "a", "a", "a"),
            Uncited("c"),
            "◆◐",
            "Sources: 1 both for and against it, 1 for a part of it",
        ),
        (
            make_claim(("a", "supports")),
            make_standing("single-source", "a", "", "a"),
            Uncited("c", speaking=tuple("bdefghijk"), silent_count=800),
            "●○9",
            "Sources: 1 for it, 9 only speak of it, 800 silent",
        ),
        (
            make_claim(("a", "supports")),
            make_standing("single-source", "a", "", "a"),
            Uncited("c", unclear=2),
            "●",
            "Sources: 1 for it, 2 in a language that we cannot search",
        ),
        (make_claim(), make_standing("unsourced"), Uncited("c"), "", "No source speaks of it"),
    ],
)
def test_dots_and_words_say_the_same(
    claim: Claim, standing: Standing, uncited: Uncited, signs: str, words: str
) -> None:
    """A dot for each source, one for those that count as one; numbers where there are many; the words tell all."""
    tally = tally_sources(claim, standing, uncited, "en")
    assert (tally.signs, tally.words) == (signs, words)
    assert (f'aria-label="{words}"' in tally.picture) == bool(signs)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_no_source_is_lost_and_dots_stay_few(numbers: list[int]) -> None:
    """However many sources there are, at most seven dots are drawn, and dots and numbers add up to all that speak."""
    supporting, refuting, partly, speaking = (
        [f"{kind}{number}" for number in range(count)] for kind, count in zip("sraq", numbers, strict=True)
    )
    quoted: list[tuple[str, Stance]] = [(source, "supports") for source in supporting]
    quoted += [(source, "refutes") for source in refuting] + [(source, "qualifies") for source in partly]
    origins = tuple(Origin((source,)) for source in supporting or refuting)
    standing = Standing("c", "contested", tuple(supporting), tuple(refuting), origins)
    tally = tally_sources(make_claim(*quoted), standing, Uncited("c", speaking=tuple(speaking)), "en")
    drawn = re.findall(r'<i class="[^"]*"></i>([\d,]*)', tally.picture)
    assert len(drawn) <= MOST_DOTS
    assert sum(int(number.replace(",", "") or 1) for number in drawn) == sum(numbers)


@pytest.mark.parametrize(
    ("verdict", "standing", "note"),
    [
        ("supported", make_standing("corroborated", "ab", "", "a", "b"), "by 2 sources, independently"),
        ("supported", make_standing("corroborated", "abd", "", "ab", "d"), "by 3 sources, counted as 2"),
        ("supported", make_standing("single-source", "a", "", "a"), "by one source only"),
        ("supported", make_standing("single-source", "ab", "", "ab"), "by 2 reports of one origin"),
        ("refuted", make_standing("refuted", "", "a", "a"), "by one source"),
        ("refuted", make_standing("corroborated", "ab", "", "a", "b"), "2 sources for it, independently"),
        ("conflicting", make_standing("contested", "a", "b", "a"), "sources disagree"),
        ("conflicting", make_standing("single-source", "a", "", "a"), "one source for it"),
        ("not-enough-evidence", make_standing("unsourced"), "no source settles it"),
        (None, make_standing("unsourced"), ""),
        (None, make_standing("contested", "a", "bd", "a"), "1 for it, 2 against it"),
    ],
)
def test_a_judgement_goes_on_in_words_that_agree_with_it(verdict: str | None, standing: Standing, note: str) -> None:
    """`by …` follows a verdict that the sources bear out; where they say something else, that is said."""
    assert judgement_note(SITE, make_claim(verdict=verdict), standing) == note


def test_no_source_is_called_silent_where_names_change(project: MakeProject) -> None:
    """A text in a language that joins endings to names may speak of them in forms that nobody looked for."""
    claims = (
        "site: {title: T}\n"
        "sources: {tr: {file: seeds/tr.txt, language: tr}, en: {file: seeds/en.txt, language: en-GB}}\n"
        "entities: {ankara: {name: Ankara}}\n"
        "claims:\n  c:\n    statement: Ankara was flooded.\n    entities: [ankara]\n"
        "    evidence: [{source: post, quote: Ankara was flooded, stance: supports}]\n"
    )
    texts = {
        "post": "Ankara was flooded.",
        "tr": "Ankara'da sel oldu.",
        "ko": "앙카라에서 홍수가 났다. 많은 사람들이 대피했다.",
        "en": "The ferry sails.",
    }
    root = project({"claims.yaml": claims} | {f"seeds/{name}.txt": text for name, text in texts.items()})
    build_project(root, root / "site")
    page = (root / "site/claims/c.html").read_text(encoding="utf-8")
    assert "2 are silent and 2 are in a language whose forms of names we do not know" in page
    assert page.count('data-shape="silent"') == 2
