"""generator.publishing.direction: what reverses text is shown, and reverses nothing."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.language.directions import direction_of
from generator.publishing.direction import isolate_controls, spell_controls

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SHOWN = re.compile(r"\[U\+20[26][0-9A-E]\]")
TEXT = st.text(
    st.sampled_from(CONTROLS + "ab <>&\"'\u200e\u200f\u061c\u05d0") | st.characters(exclude_categories=["Cs", "Cc"])
)


@given(TEXT)
def test_told_names_the_nine_and_nothing_else(text: str) -> None:
    """Where no element can stand, each of the nine controls is its number in brackets; all else is as it was."""
    assert not set(spell_controls(text)) & set(CONTROLS)
    pieces = iter(text)
    kept = [character for character in text if character not in CONTROLS]
    assert spell_controls("".join(kept)) == "".join(kept)
    assert spell_controls(text) == "".join(f"[U+{ord(piece):04X}]" if piece in CONTROLS else piece for piece in pieces)


def visible_text(page: str) -> str:
    return isolate_controls(page.encode()).decode()


@given(TEXT)
def test_the_text_of_a_page_stays_to_the_letter(text: str) -> None:
    """In a page's text each control stands alone in an isolate; the text itself is what it was."""
    page = visible_text(f"<!doctype html><p>{escape(text)}</p>")
    tree = LexborHTMLParser(page)
    assert tree.css("p")[0].text() == LexborHTMLParser(f"<!doctype html><p>{escape(text)}</p>").css("p")[0].text()
    alone = tree.css("bdi.control")
    assert [element.text() for element in alone] == [element for element in text if element in CONTROLS]
    assert [element.attributes["data-code"] for element in alone] == [
        f"U+{ord(element.text() or '0'):04X}" for element in alone
    ]


@pytest.mark.parametrize(
    "page",
    ["<title>{}</title>", '<a title="{}>" href=x>y</a>', "<a title='{}'>y</a>", "<svg><text>{}</text></svg>",
    "<svg><title>{}</title><a><text>x</text></a></svg>", "<select><option>{}</option></select>",
    "<textarea>{}</textarea>", "<!-- {} -->"],
)  # fmt: skip
def test_where_no_element_can_stand_it_is_told(page: str) -> None:
    """Attributes, titles, options and drawings hold text only: the control's number stands there in brackets."""
    if not page.startswith("<!--"):
        assert visible_text(page.format("\u202e")) == page.format("[U+202E]")
    assert visible_text(page.format("\u202e") + "<p>\u2066</p>").endswith(">\u2066</bdi></p>")


def test_scripts_and_styles_are_left_alone() -> None:
    """What a curator's own template has in a script is code and stays as it is, strings with markup in it too."""
    page = "<script>x = '\u202e<b>\u202e</b>'</script><style>b::after{content:'\u202e'}</style><p>\u202e</p>"
    assert visible_text(page).startswith(page.partition("<p>")[0])
    assert "<bdi" in visible_text(page)


def test_a_page_without_them_is_itself() -> None:
    """Marks that Arabic and Hebrew need are no controls; a page without controls is not touched."""
    page = "<p>\u200e\u200f\u061c</p>".encode()
    assert isolate_controls(page) is page


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("ckb", "rtl"), ("az-Arab", "rtl"), ("pa_Arab_PK", "rtl"),
        ("pa-PK", "rtl"), ("ku-IQ", "rtl"), ("ff-Adlm-GN", "rtl"), ("nqo", "rtl"), ("uz-arab", "rtl"), ("dv", "rtl"),
        ("ha", "ltr"), ("ku", "ltr"), ("ar-Latn", "ltr"), ("az", "ltr"), ("pa", "ltr"), ("ko", "ltr"),
        (None, "auto"), ("", "auto"),
    ],
)  # fmt: skip
def test_the_script_of_a_language_decides_its_direction(tag: str | None, direction: str) -> None:
    """A script that the tag names first, else the usual one of the language, in its country; without one the text."""
    assert direction_of(tag) == direction
