"""The layout of PDFs: sentences that the print of a file parts, and lines of right-to-left scripts."""

import re
from collections.abc import Sequence

import pytest

from generator.reading.kinds.pdf import read_pdf
from generator.reading.kinds.pdf_lines import Glyph, is_right_to_left, order_words, read_right_to_left
from tests.support.pdf_maker import Line, make_pdf

LEFT = ("The ferry board met on Tuesday and", "agreed to sell the two oldest boats", "before the summer season begins.")
RIGHT = ("A spokeswoman for the islanders", "said that nobody had asked them,", "and that they would go to court.")
STORY = ("The board agreed to sell the boats because", "the engines that were built forty years ago")


def read(*pages: Sequence[Line]) -> str:
    return read_pdf(make_pdf(*pages), "a.pdf").text


def lay_rows(*columns: Sequence[str], lefts: Sequence[float] = (30, 230)) -> list[Line]:
    """Return lines that are drawn row by row."""
    rows = zip(*columns, strict=True)
    return [
        (words, left, 500 - 12 * number, 9)
        for number, row in enumerate(rows)
        for left, words in zip(lefts, row, strict=True)
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    """Where lines of prose stand side by side, and the file draws them row by row, each column is a text."""
    text = " ".join(read(lay_rows(LEFT, RIGHT)).split())
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text


def test_columns_of_different_length_are_read_to_their_ends() -> None:
    """A column that goes on beside nothing, at its end or in the middle, is one text with its other lines."""
    rows = lay_rows((*LEFT[:2], "before the summer season begins", "and the ferries are full."), (*RIGHT, ""))
    text = " ".join(read([line for line in rows if line[0]]).split())
    assert "before the summer season begins and the ferries are full. A spokeswoman" in text


def test_rows_of_a_table_stay_rows() -> None:
    """Cells are no lines of prose: a table is read row by row, its cells apart."""
    text = read(lay_rows(("Books that were lent", "Films that were lent", "Games that were lent"),
                         ("48,200 in all branches", "3,100 in one branch", "700 in one branch")))  # fmt: skip
    assert "Books that were lent\n48,200 in all branches\nFilms that were lent" in text


@pytest.mark.parametrize("drawn_last", [False, True])
def test_an_initial_begins_its_word(drawn_last: bool) -> None:
    """A large first letter beside its paragraph is joined with it, wherever in the file it is drawn."""
    initial: Line = ("T", 40, 470, 36)
    lines: list[Line] = [
        ("he board met on Tuesday and agreed", 64, 488, 10),
        ("to sell the two oldest boats.", 64, 474, 10),
    ]
    text = read([*lines, initial] if drawn_last else [initial, *lines])
    assert "The board met on Tuesday and agreed\nto sell" in text


def test_an_initial_that_is_a_word_stays_one() -> None:
    """“A” before a word that the file has elsewhere too is a word of its own; before the rest of a word it is not."""
    word: list[Line] = [
        ("A", 40, 470, 36),
        ("board met on Tuesday. The board", 66, 488, 10),
        ("will sell.", 66, 474, 10),
    ]
    part: list[Line] = [
        ("A", 40, 470, 36),
        ("fter the storm the boats were", 66, 488, 10),
        ("all broken.", 66, 474, 10),
    ]
    assert "A board met on Tuesday" in read(word)
    assert "After the storm the boats" in read(part)


def head(number: int) -> list[Line]:
    return [("Yearbook of the islands", 40, 570, 8), (f"Page {number} of 3", 200, 20, 8)]


def lay_story(top: str, *lines: str) -> list[Line]:
    return [(words, 40, 500 - 12 * number, 10) for number, words in enumerate((top, *lines))]


def test_heads_and_feet_do_not_part_a_sentence() -> None:
    """A sentence runs on from page to page; what stands between is in the text, on its page, beside the sentence."""
    text = read(
        [*head(1), *lay_story(*STORY)],
        [*head(2), *lay_story("cannot be mended any more.", "A buyer is sought.")],
        [*head(3), *lay_story("The price is not known.", "Offers end in May.")],
    )
    assert "built forty years ago cannot be mended any more" in " ".join(text.split())
    assert text.count("Yearbook of the islands") == 3
    assert text.index("Page 2 of 3") < text.index("A buyer is sought") < text.index("Page 3 of 3")


def test_a_bare_page_number_does_not_part_a_word() -> None:
    """A word that the end of a page breaks is one word, with a page number between its parts."""
    text = read([*lay_story(*STORY[:1], "the engines that were re-"), ("12", 200, 20, 8)],
                [*lay_story("built cannot be mended.", "A buyer is sought."), ("13", 200, 20, 8)])  # fmt: skip
    assert "were re-\nbuilt cannot be mended." in text


def test_a_repeated_line_inside_a_page_is_text() -> None:
    """Only the outermost lines are heads: a line below a title that differs stays where it is."""
    pages = [lay_story(f"Chapter on {name}", "This page is left for notes.") for name in ("boats", "rivers", "fish")]
    text = read(*pages)
    assert "Chapter on rivers\nThis page is left for notes." in text


def test_a_foot_of_two_lines_stays_one_text() -> None:
    """Margins keep their order and their blocks: a sentence of two lines at the foot of each page can be quoted."""
    foot: list[Line] = [("This yearbook may be copied by", 40, 32, 8), ("everybody who names the islands.", 40, 22, 8)]
    text = read([*lay_story(*STORY), *foot], [*lay_story("cannot be mended.", "A buyer is sought."), *foot])
    assert text.count("may be copied by\neverybody who names the islands.") == 2
    assert "forty years ago cannot be mended." in " ".join(text.split())


def test_a_number_that_a_page_begins_with_is_kept() -> None:
    """What is moved is never lost: each line of each page is in the text once."""
    pages = [*head(1), *lay_story(*STORY), ("1,250", 40, 440, 10)], [*head(2), *lay_story("boats were sold.")]
    assert sorted(read(*pages).split()) == sorted(" ".join(words for page in pages for words, *_ in page).split())


# -- right to left -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "המים חזרו ב-14 ביולי",
        "שילמו 1,250 שקלים, ו-3.5% ריבית.",
        "החברה Blue Sky Ltd פתחה סניף",
        "(לפי הדוח) נסגרו 12 גשרים",
        "في 14/07/2025 أغلق الجسر",
    ],
)
def test_printed_lines_are_turned_into_their_order(text: str) -> None:
    """Letters run from the right, numbers and Latin words in them from the left; brackets open before they close."""
    assert order_words(_print(text)) == text


def _print(text: str) -> list[str]:
    """Return the characters from left to right as a right-to-left line shows them: runs of Latin and digits kept."""
    runs = re.findall(r"[A-Za-z]+(?: [A-Za-z]+)*|\d+(?:[.,/]\d+)*%?|.", text)
    mirrored = {"(": ")", ")": "("}
    return [character for run in reversed(runs) for character in (mirrored.get(run, run))]


def test_marks_stay_behind_their_letters_and_gaps_are_blanks() -> None:
    """A vowel sign that is drawn before or over its letter follows it; wide gaps part words, narrow ones do not."""
    glyphs = [
        Glyph("ד", 30, 36, 500, 10), Glyph("ָ", 42, 44, 498, 10), Glyph("ה", 36.5, 40, 500, 10),
        Glyph("ק", 41, 46, 500, 10), Glyph("א", 50, 56, 500, 10),
    ]  # fmt: skip
    assert is_right_to_left(glyphs)
    assert [line.words for line in read_right_to_left(glyphs)] == ["א קָהד"]


def test_the_letters_of_a_ligature_keep_their_order() -> None:
    """Letters that one sign prints have one place, and are read in the order in which the file names them."""
    glyphs = [
        Glyph("ب", 30, 40, 500, 12), Glyph("ل", 40, 48, 500, 12), Glyph("ا", 40, 48, 500, 12),
        Glyph("د", 48, 55, 500, 12),
    ]  # fmt: skip
    for drawn in (glyphs, [glyphs[3], *glyphs[1:3], glyphs[0]]):
        assert [line.words for line in read_right_to_left(drawn)] == ["دلاب"]


def test_a_page_of_another_script_is_not_turned() -> None:
    """A name in Hebrew on an English page leaves the page as PDFium reads it."""
    assert not is_right_to_left([Glyph(character, 0, 1, 0, 10) for character in "The city of יפו is old"])


WIDTHS = {"10": 13.34, "1": 6.67, "CO": 18.0, "policy": 30.68, "policy.": 34.02, "Na": 15.34}  # in 12 points


@pytest.mark.parametrize(
    ("before", "shifted", "rise", "size", "text"),
    [
        ("10", "6", 5, 7, "10⁶"),
        ("10", "-6", 5, 7, "10⁻⁶"),
        ("CO", "2", -2, 7, "CO₂"),
        ("policy", "12", 5, 7, "policy¹²"),
        ("policy.", "12", 5, 7, "policy.12"),  # the number of a note, which a copied passage has so
        ("1", "9", 0, 7, "19"),  # small, but on the line
        ("Na", "+", 5, 7, "Na+"),
    ],
)
def test_raised_and_lowered_digits(before: str, shifted: str, rise: float, size: float, text: str) -> None:
    """A digit that is smaller and above or below the letter or digit right before it is ² or ₂, so 10⁶ is not 106."""
    content = make_pdf(
        [("The figure is", 40, 540, 12), (before, 40, 520, 12), (shifted, 40 + WIDTHS[before], 520 + rise, size)]
    )
    assert text in read_pdf(content, "a.pdf").text.replace("\n", " ")
