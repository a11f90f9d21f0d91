"""What a statement speaks of: words whatever their endings, figures whatever their separators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.terms import find_terms, is_character_pair, to_term
from generator.language.tokens import iter_words, list_words


@pytest.mark.parametrize(
    "forms",
    [
        ("visit", "visits", "visited", "Visiting", "VISIT"), ("base", "bases", "based", "basing"),
        ("plan", "plans", "planned", "planning"), ("city", "cities"), ("loss", "losses"), ("agree", "agreed"),
        ("relation", "relations", "relationship"), ("negotiate", "negotiated", "negotiations"),
        ("communist", "communists"), ("37,000", "37.000", "37\xa0000", "37000"), ("3.5", "3,5"), ("Zoë", "Zoe\u0308"),
        ("co\xadoperate", "cooperate"), ("Verhandlung", "Verhandlungen"), ("переговоры", "переговоров"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one_term(forms: tuple[str, ...]) -> None:
    """Case, regular English endings, what follows the eighth letter, separators in figures: no difference."""
    assert len({to_term(word) for word in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("secret", "secretary"), ("state", "statement"), ("communist", "community"), ("plane", "plan"), ("US", "us"),
        ("37,000", "37"), ("1950", "1953"), ("North", "South"), ("3.5", "35"), ("loss", "lose"),
    ],
)  # fmt: skip
def test_words_that_only_begin_alike_are_two(one: str, other: str) -> None:
    """What begins alike and is another word is another term; a name in capitals is no pronoun."""
    assert to_term(one) != to_term(other)


@pytest.mark.parametrize(
    ("statement", "language", "found"),
    [
        ("The US bases some 37,000 troops in South Korea.", "en", ("US", "base", "37000", "troop", "south", "korea")),
        ("It was said that they can’t have been there.", "en", ()),
        ("Ein Vertrag wurde mit den USA geschlossen.", "de-AT", ("vertrag", "usa", "geschlos")),
        ("Un accord a été signé.", "fr", ("accord", "signé")),
        ("L'homme d'État", "fr", ("homm", "état")),
        ("The the THE", "xx", ("the", "THE")),
        ("在平壤会谈", "zh", ("在平", "平壤", "壤会", "会谈")),
        ("हिन्दी भाषा", "hi", ("हिन्दी", "भाषा")),
        ("", "en", ()), ("…—!", "en", ()), ("a b c", "xx", ()),
    ],
)  # fmt: skip
def test_the_terms_of_a_statement(statement: str, language: str, found: tuple[str, ...]) -> None:
    """Content words and figures, each once, in order: no function words of its language, no single letters."""
    assert find_terms(statement, language) == found


def test_words_inside_names_are_left_out() -> None:
    """What belongs to a name is looked for as the name."""
    assert find_terms("North Korea sells missiles", "en", [(0, 11)]) == ("sell", "missil")


@given(st.text(max_size=80))
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    """Each word stands at its place; the quick search finds the same ones; every word has a term or is a letter."""
    found = list(iter_words(text))
    assert all(text[start:end] == word for word, start, end in found)
    assert list_words(text)(0, len(text)) == [word for word, _, _ in found]
    assert all(to_term(word) is None or to_term(to_term(word) or "") is not None for word, _, _ in found)


@given(st.text(min_size=1, max_size=12))
def test_every_word_has_a_short_term(word: str) -> None:
    """A term has no colon, which names have, and fits on a line."""
    for each, _, _ in iter_words(word):
        found = to_term(each) or ""
        assert ":" not in found
        assert found.isdecimal() or len(found) <= 12


def test_pairs_are_told_from_words() -> None:
    """Two characters of a script without spaces are about half a word."""
    assert is_character_pair("平壤")
    assert not is_character_pair("Pyongyang")
