"""Fingerprints: what two texts that share a passage have in common, whatever else they say, at a linear cost."""

import time
from itertools import pairwise
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.text_reuse.fingerprints import (
    DOUBTFUL,
    ENOUGH,
    GRAM,
    LONG,
    PARTNERS,
    WINDOW,
    compute_fingerprints,
    find_candidates,
    forms_per_word,
    split_words,
)

WORDS = st.lists(st.text("abcdef", min_size=1, max_size=4), max_size=60)


@given(
    before=WORDS,
    passage=st.lists(st.text("xyz", min_size=LONG), min_size=GRAM + WINDOW - 1, max_size=30),
    after=WORDS,
)
def test_a_shared_passage_shares_a_fingerprint(before: list[str], passage: list[str], after: list[str]) -> None:
    """Any GRAM + WINDOW - 1 long words on end in two texts give them a fingerprint in common, wherever they stand."""
    one, other = " ".join([*before, *passage]), " ".join([*passage, *after])
    assert compute_fingerprints(one) & compute_fingerprints(other)


def test_fingerprints_are_few_and_the_same_everywhere() -> None:
    """About 2 in WINDOW + 1 of the n-grams are kept, of a short text all; they are the same in every process."""
    text = " ".join(f"word{number * number % 997}" for number in range(600))
    assert 0.4 * 600 < len(compute_fingerprints(text)) < 0.6 * 600
    assert compute_fingerprints("The old harbour bridge was shut on Thursday.") == {
        crc32(each) for each in (b"harbour bridge", b"bridge thursday")
    }
    assert not compute_fingerprints("bridge")
    assert not compute_fingerprints("")


def test_grammar_is_not_looked_at() -> None:
    """Short words make no n-grams, nor do they part long ones; where there are no spaces, letters on end do."""
    assert compute_fingerprints("Divers found the cracks.") == compute_fingerprints("divers have found cracks")
    assert not compute_fingerprints("as well as it was in one of the two that we had")
    assert compute_fingerprints("港口大桥关闭") != compute_fingerprints("港口大桥开放")
    assert compute_fingerprints("старая гавань закрыта")


def test_words_are_compared_as_readers_do() -> None:
    """Case, typography, soft hyphens and composed accents make no other word; hyphens and apostrophes part words."""
    for one, other in (
        ("The Long-Term PLAN", "the long term plan"),
        ("Clinton’s visit", "clinton's visit"),
        ("gov\u00adern\u00adment", "government"),
        ("Cafe\u0301", "café"),
        ("naïve\u200b co\u2011op", "naïve co-op"),
        ("İstanbul da", "i\u0307stanbul da"),
    ):
        assert split_words(one).forms == split_words(other).forms, one
    assert split_words("37,000 men").forms == ["37", "000", "men"]
    assert split_words("港口a桥").forms == ["港", "口", "a", "桥"]


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    """The columns are as long as one another; words are in order, apart, and no longer than the text."""
    words = split_words(text)
    assert len(words.forms) == len(words.starts) == len(words.ends)
    assert all(start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert all(words.forms)


def test_a_letter_may_be_half_a_word() -> None:
    """Where most words are letters of scripts without spaces, two make a word: n-grams are of as much text."""
    assert forms_per_word(split_words("港口大桥星期四关闭 (AFP)").forms) == 2
    assert forms_per_word(split_words("The bridge is called 大桥 in the town").forms) == 1
    assert forms_per_word([]) == 1


def numbered(*groups: tuple[int, int]) -> list[frozenset[int]]:
    """Texts of 100 fingerprints of their own, and for each (count, size) as many on end that share `size` more."""
    found: list[frozenset[int]] = []
    for group, (count, size) in enumerate(groups):
        for _ in range(count):
            own = range(len(found) * 1000, len(found) * 1000 + 100)
            found.append(frozenset((*own, *range(-1000 * group - size, -1000 * group))))
    return found


def test_pairs_share_enough() -> None:
    """Two texts are compared where they have ENOUGH fingerprints in common, each pair once, the later text first."""
    assert find_candidates(numbered((2, ENOUGH - 1), (1, 0))).pairs == ()
    assert find_candidates(numbered((2, ENOUGH), (2, 30), (1, 0))).pairs == ((1, 0), (3, 2))
    assert find_candidates([]).pairs == ()


def test_what_a_topic_has_in_common_brings_the_nearest_together() -> None:
    """Of many texts that have some in common each is compared with DOUBTFUL others at most, those that have most."""
    marked = numbered((PARTNERS, 15), (1000, 0))
    for each in (20, 30):
        marked[each] |= frozenset(range(-5000, -4990))
    pairs = find_candidates(marked).pairs
    assert (30, 20) in pairs
    assert {earlier for later, earlier in pairs if later == 29} == set(range(DOUBTFUL))
    assert len(pairs) <= DOUBTFUL * PARTNERS


def test_forty_copies_are_all_compared() -> None:
    """Every pair of forty copies among two hundred texts."""
    assert len(find_candidates(numbered((160, 0), (40, 200))).pairs) == 40 * 39 // 2


def test_very_many_copies_make_a_chain() -> None:
    """Of more copies than PARTNERS each is compared with the one before it: all are tied, at a linear cost."""
    count = PARTNERS * 4
    pairs = find_candidates(numbered((count, 200))).pairs
    assert set(pairs) >= {(later, earlier) for earlier, later in pairwise(range(count))}
    assert len(pairs) <= 2 * count


def test_what_all_texts_have_makes_no_pairs() -> None:
    """A footer of a thousand texts brings none of them together; nor does what each has with many by chance."""
    assert not find_candidates(numbered((1000, 12))).pairs
    by_chance = [
        frozenset(range(number % 40, 6000, 40)) | frozenset(range(number % 39, 6000, 39)) for number in range(300)
    ]
    assert len(find_candidates(by_chance).pairs) < 8 * 300


@pytest.mark.parametrize("size", [ENOUGH, 10, 1_000, 100_000])
def test_copies_of_any_length_are_compared(size: int) -> None:
    """Two texts with all in common are, be they short or very long, and whatever stands beside them."""
    for others in ((1, 0), (5, 3), (40, 200)):
        assert (1, 0) in find_candidates(numbered((2, size), others)).pairs


def test_many_texts_take_linear_time() -> None:
    """Ten thousand texts that share nothing, and as many that all share a footer, take a moment each."""
    begin = time.process_time()
    find_candidates(numbered((10_000, 0)))
    find_candidates(numbered((10_000, 12)))
    assert time.process_time() - begin < 8
