"""Alignment: the words that two texts have in common, in order, wherever they stand and whatever stands between."""

import time

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.text_reuse.alignment import (
    CLOSE,
    LOOSE,
    REPEATS,
    Chain,
    find_chains,
    find_loose_chains,
    find_seeds,
    score_loose_chain,
)

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def aligned(first: str | list[str], second: str | list[str]) -> tuple[Chain, ...]:
    one, other = (each.split() if isinstance(each, str) else each for each in (first, second))
    return find_chains(one, other, find_seeds(other))


def words(first: str, found: Chain) -> str:
    split = first.split()
    return " ".join(" ".join(split[start : start + length]) for start, _, length in found)


def test_one_run_is_one_chain() -> None:
    """Words on end that both have are one run, with its place in both."""
    assert aligned("x a b c d y", "p q a b c d") == (((1, 2, 4),),)
    assert aligned("a b", "a b") == ()
    assert aligned("", "a b c") == aligned("a b c", "") == ()


def test_a_chain_goes_over_changed_words() -> None:
    """Words replaced, left out and put in do not end a passage; what is the same between its runs is found."""
    first = "the old harbour bridge was closed to all traffic on thursday after divers found deep cracks in two piers"
    second = "the old harbour bridge is now shut to all traffic when divers found very deep cracks in two piers"
    (chain,) = aligned(first, second)
    assert words(first, chain) == "the old harbour bridge to all traffic divers found deep cracks in two piers"


def test_what_is_far_apart_is_no_chain() -> None:
    """Two runs with more than CLOSE.gap other words between them, in either text, are two passages."""
    near, far = (" ".join(f"y{number}" for number in range(count)) for count in (CLOSE.gap, CLOSE.gap + 1))
    first = "a b c d e f g h i j k l"
    assert len(aligned(first, f"a b c d e f {near} g h i j k l")) == 1
    assert len(aligned(first, f"a b c d e f {far} g h i j k l")) == 2


def test_sentences_may_change_places() -> None:
    """Passages in another order are found each on its own."""
    assert aligned("a b c d e f g h", "e f g h x y a b c d") == (((0, 6, 4),), ((4, 0, 4),))


def test_seeds_that_repeat_tell_nothing() -> None:
    """What a text says again and again is no seed; what it says twice is."""
    assert not find_seeds(["spam"] * 50)
    assert list(find_seeds(["spam"] * (REPEATS + 1) + ["ham"] * REPEATS, LOOSE)) == [("ham",)]
    assert find_seeds(["a", "b", "c", "x", "a", "b", "c"])["a", "b", "c"] == [0, 4]


def loosely(first: str, second: str, begins: str) -> list[tuple[float, str]]:
    """The loose chains where only the words in `begins` count, with their worth."""
    one, other = first.split(), second.split()
    counts = [character in begins.split() for character in one], [character in begins.split() for character in other]

    def weigh(run: tuple[int, int, int]) -> float:
        return sum(counts[0][run[0] : run[0] + run[2]])

    found = find_loose_chains(one, other, 1, find_seeds(other, LOOSE, 1, counts[1]), counts[0], weigh)
    return [(round(score_loose_chain(each, weigh, 1), 2), words(first, each)) for each in found]


def test_single_words_in_order_are_a_loose_chain() -> None:
    """Words that count, in one order in both texts, are a chain, with the same words beside them; gaps cost."""
    first = "a crane lowered the engineers to a pier where they found a bearing had split"
    second = "engineers who came down to a pier by boat said that it had a split bearing"
    counting = "crane lowered engineers pier bearing split"
    ((worth, told), (_, moved)) = loosely(first, second, counting)
    assert told == "engineers to a pier split"
    assert worth == round(3 - (3 + 7) * LOOSE.cost, 2)
    assert moved == "bearing"
    assert loosely(first, second, "boat") == loosely("", second, counting) == []


def test_a_loose_chain_ends_where_it_costs_more_than_it_is_worth() -> None:
    """Two words more than 1 / cost words apart are two chains."""
    for between, chains_found in ((int(1 / LOOSE.cost), 1), (int(1 / LOOSE.cost) + 1, 2)):
        far = " ".join(f"y{number}" for number in range(between))
        assert len(loosely("bridge pier", f"bridge {far} pier", "bridge pier")) == chains_found


@given(first=WORDS, second=WORDS)
def test_every_run_is_the_same_in_both(first: list[str], second: list[str]) -> None:
    """The words of a run are those of both texts; runs of a chain are in order, and no word is in two runs."""
    found = aligned(first, second)
    here: list[int] = []
    there: list[int] = []
    for chain in found:
        ones = [start + number for start, _, length in chain for number in range(length)]
        others = [other + number for _, other, length in chain for number in range(length)]
        assert [first[each] for each in ones] == [second[other_name] for other_name in others]
        assert ones == sorted(set(ones))
        assert others == sorted(set(others))
        here += ones
        there += others
    assert len(here) == len(set(here))
    assert len(there) == len(set(there))


@given(
    before=WORDS, passage=st.lists(st.sampled_from("pqrstuvwxyz"), min_size=3, max_size=30, unique=True), after=WORDS
)
def test_a_passage_is_found_whole(before: list[str], passage: list[str], after: list[str]) -> None:
    """A passage that stands nowhere else in either text is one run, whole."""
    found = aligned([*before, *passage], [*passage, *after])
    assert (len(before), 0, len(passage)) in [run for chain in found for run in chain]


def test_repetition_takes_linear_time() -> None:
    """Long texts of one phrase over and over, and copies of a long text, are aligned in a moment."""
    begin = time.process_time()
    aligned("a b c " * 20_000, "c a b " * 20_000)
    aligned("a b c " * 20_000, "c a b")
    aligned([f"w{number % 9_000}" for number in range(27_000)], [f"w{number % 9_000}" for number in range(27_000)])
    copy = [f"w{number}" for number in range(50_000)]
    assert sum(length for chain in aligned(copy, copy) for _, _, length in chain) == 50_000
    assert time.process_time() - begin < 5
