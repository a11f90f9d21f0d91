"""generator.reading.suspect_text: what shows that a text is not what its file shows, and what does not."""

import pytest

from generator.build import check_project
from generator.commands.add.intake import IncomingFile, read_article
from generator.reading.suspect_text import find_suspicions
from generator.suspicion import FilePageFacts
from tests.support.pdf_maker import layout_page, make_pdf
from tests.support.small_project import MakeProject

PROSE = "The board of the ferry met on Tuesday and agreed to sell the two oldest boats before the summer. " * 12
HEBREW = "המים חזרו לברזים בשעות הערב, ומהנדסים רבים שיפצו את התחנות הישנות והחדשות בעיר. תושבים אמרו שהקטן טוב."
ARABIC = "أعلنت البلدية أن المحطة القديمة أغلقت وأن المياه عادت إلى المدينة في المساء بعد إصلاح الشبكة الرئيسية."


def messages(text: str, *facts: FilePageFacts) -> str:
    starts = tuple(len(text) * number // max(1, len(facts)) for number in range(len(facts)))
    return " | ".join(found.message for found in find_suspicions(text, starts, facts))


def test_words_run_together_are_told() -> None:
    """A stretch whose words have lost their blanks is named, also inside a text that is otherwise right."""
    glued = PROSE.replace(" ", "")
    assert "words run together, as in “Theboardoftheferry" in messages(glued)
    assert "words run together" in messages(PROSE * 3 + glued + PROSE)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Das Rindfleischetikettierungsüberwachungsgesetz gilt nach der Verordnung auch für kleine Betriebe am Ort. "
        * 9,
        "https://example.org/averylongaddresswithoutanyblanksinit/andmoreofthesamekindofthing " * 20,
        "漁協は火曜日に会合を開き、古い船を二隻売ることを決めた。" * 60,
        "คณะกรรมการเรือข้ามฟากประชุมเมื่อวันอังคารและตกลงขายเรือเก่าสองลำ " * 30,
        HEBREW * 5,
        ARABIC * 5,
        "\uf0b7 one point\n\uf0b7 another point\n\uf0b7 the last",
    ],
    ids=["english", "compounds", "addresses", "japanese", "thai", "hebrew", "arabic", "bullets"],
)
def test_a_sound_text_is_not_suspected(text: str) -> None:
    """Long compounds, addresses, scripts without blanks, right-to-left text and the signs of lists are no faults."""
    assert messages(text) == ""


@pytest.mark.parametrize("text", [HEBREW, ARABIC])
def test_right_to_left_text_in_reverse_is_told(text: str) -> None:
    """Words whose last letters come first, or with the article at the end, are in the wrong order."""
    assert "wrong order" in messages(text[::-1])


def test_lost_letters_are_told() -> None:
    """U+FFFD at a letter, and private characters inside words, are letters that are lost."""
    assert messages("The o\ufffdce was closed.") == "1 letter of its words is lost, first in “The o\ufffdce was close”"
    assert "3 letters" in messages("The o\ue001ce and the a\ue001air di\ue001er.")
    assert messages("A lone \ufffd sign.") == ""


def test_pages_that_are_pictures_are_told() -> None:
    """Pages that pictures cover, with no more than a stamp on them, are named with how many letters they have."""
    scan = FilePageFacts(pictures=1)
    stamp = "Case 12 Filed 2 May "
    assert messages(stamp * 3, scan, scan, scan).startswith(
        "pages 1–3 of 3 are pictures with hardly any text (at most "
    )
    assert "page 1 of 1 is a picture" in messages(stamp, scan)
    assert messages(PROSE * 3, scan, scan, scan) == ""  # recognised text lies over the pictures
    assert messages(PROSE * 9, *(FilePageFacts(),) * 8, FilePageFacts(pictures=0.2)) == ""


def test_a_cover_is_no_scan() -> None:
    """Two pictures in a report, such as its covers, are no fault."""
    pages = [FilePageFacts(pictures=1), *(FilePageFacts(),) * 6, FilePageFacts(pictures=1)]
    cover = "Yearbook".ljust(len(PROSE))
    text = cover + PROSE * 6 + cover
    assert messages(text, *pages) == ""


def test_shapes_instead_of_letters_are_told() -> None:
    """A page of many shapes and no letters has its letters drawn; a drawing with letters is one."""
    assert "page 1 of 1" in messages("", FilePageFacts(shapes=900))
    assert messages(PROSE, FilePageFacts(shapes=900)) == ""


def test_what_is_typed_or_stamped_on_a_page_is_told() -> None:
    """Form fields and notes whose words are not in the text are named by page, with the first of them."""
    fields = messages(PROSE, FilePageFacts(typed=("Ada Brandt", "12 May")))
    assert fields == "what is typed in 2 form fields on page 1 is not in the text, such as “Ada Brandt”"
    assert "the words of a note or stamp on page 1 are not in the text" in messages(
        PROSE, FilePageFacts(stamped=("VOID",))
    )


def test_fonts_that_do_not_say_their_letters_are_told() -> None:
    """Where much of a page has no known letters, the text is a guess."""
    assert "do not say which letters" in messages("Rgt kjw qp", FilePageFacts(unmapped=200))


def test_check_and_add_warn_and_a_source_may_accept(project: MakeProject) -> None:
    """The warning is at the source's entry, says what to do, and is overruled with a reason; `add` says the same."""
    claims = "site: {title: S}\nsources:\n  a: {file: seeds/a.txt, title: T%s}\n"
    text = PROSE.replace(" ", "")

    def suspected(accepted: str) -> list[str]:
        root = project({"claims.yaml": claims % accepted, "seeds/a.txt": text})
        return [f"{found.location} {found.message} {found.help}" for found in check_project(root).diagnostics
                if found.code == "text-suspect"]  # fmt: skip

    (found,) = suspected("")
    assert found.startswith("claims.yaml:3:13 the text of “seeds/a.txt” may not be what it shows: words run together")
    assert "compare it with the file" in found
    assert not suspected(", accept: {text-suspect: So it is printed.}")
    scan = make_pdf(layout_page(["Case 12"]))
    assert read_article(IncomingFile(scan, "a.pdf"), "page").notes == ()
    assert "words run together" in read_article(IncomingFile(text.encode(), "a.txt"), "page").notes[0]
