"""Which words of an article tell that it was copied."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.text_reuse.fingerprints import split_words
from generator.analysis.text_reuse.running_prose import mark_content_words, mark_quoted_words, mark_telling_words


def said(text: str) -> str:
    """The words between quotation marks."""
    words = split_words(text)
    return " ".join(form for form, inside in zip(words.forms, mark_quoted_words(text, words), strict=True) if inside)


def told(text: str) -> str:
    """The words that tell of copying."""
    words = split_words(text)
    return " ".join(
        form
        for form, tells in zip(
            words.forms, mark_telling_words(text, words, mark_quoted_words(text, words)), strict=True
        )
        if tells
    )


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we go now" and left', "we go now"),
        ("“We go,” she said. “Now.”", "we go now"),
        ("„Wir gehen“, sagte er", "wir gehen"),
        ("« Nous allons », dit-il", "nous allons"),
        ("‘We can’t go,’ he said", "we can t go"),
        ("'We can't go now,' he said of the Joneses' car", "we can t go now"),
        ("他说：「我们走」了", "我 们 走"),
        ("“We go on.\n\n“And on,” he said", "we go on and on"),
        ('A 5" pipe and a 6" pipe', ""),
        ('a stray " here and "real words" there', "real words"),
        ('"An opening mark is never closed.\n\nAnother paragraph.', ""),
    ],
)
def test_what_is_quoted(text: str, inside: str) -> None:
    """Every language's marks; over paragraphs that each begin with one; a mark alone quotes nothing."""
    assert said(text) == inside


def test_prose_tells() -> None:
    """Words in small letters tell; names, figures and what is quoted do not; in capitals, and in Han, all words do."""
    assert told("Mr Kim was “very happy” to see all 37 of them here.") == "was to see all of them here"
    assert told("MR KIM WAS PLEASED TO SEE ALL OF US.") == "mr kim was pleased to see all of us"
    assert told("港口大桥关闭。") == "港 口 大 桥 关 闭"


GERMAN = "Nach langem Streit hat der Rat am Abend für die Sanierung der undichten Becken gestimmt, sagte "


def test_where_nouns_have_capitals_names_are_what_stands_side_by_side() -> None:
    """A German noun tells of copying; a name beside an office or another name does not, nor does any in English."""
    assert told(f"{GERMAN}der Sprecher Hans Wolf am Tag danach.").endswith(
        "undichten becken gestimmt sagte der am tag danach"
    )
    assert (
        told("They saw the long bridge of old Port Harrow in the rain with Anna.")
        == "saw the long bridge of old in the rain with"
    )


def test_content_is_more_than_grammar() -> None:
    """Of the words that tell, short ones and function words tell nothing by themselves; in Han every character does."""
    for text, expected in (
        ("which of the old bridges would have been closed by them after all", "bridges closed"),
        (GERMAN, "langem streit abend sanierung undichten becken gestimmt"),
        ("港口大桥关闭。", "港 口 大 桥 关 闭"),
    ):
        words = split_words(text)
        flags = mark_content_words(words, mark_telling_words(text, words, mark_quoted_words(text, words)))
        assert " ".join(form for form, flag in zip(words.forms, flags, strict=True) if flag) == expected


def test_labels_and_small_print_do_not_tell() -> None:
    """Menus, headings, captions, notes in brackets and what publishers say of their pages; narrow columns are prose."""
    assert told("South Asia and more\nthings to read.\n\nit rained.") == "and more things to read it rained"
    assert (
        told("more of it\nUK politics\n\nthe bridge was closed to all traffic.")
        == "the bridge was closed to all traffic"
    )
    assert (
        told("(all of this is invented, every word.)\n\nit rained on the bridge all day.")
        == "it rained on the bridge all day"
    )
    assert (
        told("it rained all day. this may not be published or rewritten. it snowed.") == "it rained all day it snowed"
    )


@given(
    st.text()
    | st.lists(st.sampled_from(['"', "“", "”", "'", "‘", "(", ")", "a", "B ", " ", "\n", ".", "©"])).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    """One answer a word, and nothing quoted tells."""
    words = split_words(text)
    inside = mark_quoted_words(text, words)
    tells = mark_telling_words(text, words, inside)
    assert len(inside) == len(tells) == len(words.forms)
    assert not any(one and other for one, other in zip(inside, tells, strict=True))


def test_hostile_texts_take_linear_time() -> None:
    """A hundred thousand characters of marks that are not closed are read in a moment."""
    begin = time.process_time()
    for each in ('"a ', "“", "“ ", "'a ", "«", "‘", '("a b\n', "“ \n", " \n", "copyright ", "(a", "a.\n", "!"):
        told(each * (100_000 // len(each)))
    assert time.process_time() - begin < 10
