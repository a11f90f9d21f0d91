"""PDFs as sources: their text, page by page, and what is said of those that have none."""

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.build import build_project, check_project, read_project
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import as_text
from generator.model import TagPiece
from generator.reading import sandbox
from generator.reading.kinds.pdf import read_pdf
from generator.reading.kinds.pdf_layout import group_lines, line_steps
from generator.reading.kinds.pdf_lines import PdfLine
from generator.reading.kinds.source_kind import ParserPackage
from generator.reading.project_files import FileRefused
from tests.support.pdf_maker import layout_page, make_pdf
from tests.support.small_project import MakeProject

REPORT = make_pdf(
    layout_page(
        ["The library lent 48,200 books, and", "more than that of well-", "known records."],
        ["It opens on Sundays, the"],
    ),
    layout_page(["council said."], ["Fines stay."]),
    title="Annual report",
    author="Ada Brandt",
    created="D:20240502120000Z",
)
TEXT = (
    "The library lent 48,200 books, and\nmore than that of well-\nknown records.\n\nIt opens on Sundays, the\n\n"
    "council said.\n\nFines stay."
)
CLAIMS = """\
site: {title: Small}
sources:
  report: {file: seeds/report.pdf, url: "https://example.org/report.pdf"}
claims:
  lent:
    statement: The library lent 48,200 books.
    evidence:
    - {source: report, quote: "lent 48,200 books, and more than that of well- known records", stance: supports}
    - {source: report, quote: "It opens on Sundays, the council said", stance: mentions}
    - {source: report, quote: Fines stay, stance: mentions}
"""


def test_the_text_is_blocks_joined_by_blank_lines() -> None:
    """Line feeds join the lines of a block, blank lines blocks and pages; a word broken in two stays so."""
    found = read_pdf(REPORT, "report.pdf")
    assert found.text == TEXT
    assert found.title == "Annual report"
    assert found.pages == (0, TEXT.index("council said"))


def test_the_pieces_are_the_text_and_its_page_breaks() -> None:
    """The runs joined are the text; before each page stands a break that names it, between two blocks."""
    found = read_pdf(make_pdf(layout_page(["One."]), [], layout_page(["Three."])), "report.pdf")
    printed = "".join(
        each.html if isinstance(each, TagPiece) else found.text[each.start : each.end] for each in found.pieces
    )
    assert printed.replace('<div class="page-break" role="doc-pagebreak" ', "<break ").replace("></div>", ">") == (
        '<break aria-label="Page 1"><p>One.\n\n</p><break aria-label="Page 2"><break aria-label="Page 3"><p>Three.</p>'
    )


def test_where_a_block_ends() -> None:
    """A block ends at another size, a wider gap, another column, and at an indented line after a full stop."""

    def shown(*lines: tuple[str, float, float, float]) -> list[str]:
        placed = [PdfLine(words, left, left + 100, foot, size) for words, left, foot, size in lines]
        return group_lines(placed, line_steps([placed]))

    assert shown(("Title", 40, 500, 20), ("text", 40, 480, 12), ("goes on", 40, 466, 12)) == ["Title", "text\ngoes on"]
    wide = (("a", 40, 500, 12), ("b", 40, 486, 12), ("c", 40, 472, 12), ("d", 40, 450, 12), ("e", 40, 436, 12))
    assert shown(*wide) == ["a\nb\nc", "d\ne"]
    assert shown(("left", 40, 100, 12), ("right", 200, 500, 12)) == ["left", "right"]
    indented = (("one.", 40, 500, 12), ("Two", 60, 486, 12), ("goes on", 40, 472, 12), ("hangs", 60, 458, 12))
    assert shown(*indented) == ["one.", "Two\ngoes on\nhangs"]
    assert shown(("no", 0, 0, 0), ("place", 0, 0, 0)) == ["no\nplace"]


def test_quotes_anchor_and_say_their_page(project: MakeProject, tmp_path: Path) -> None:
    """Quotes stand in a PDF, over page breaks too; pages and claims.json say which page, and the site verifies."""
    root = project({"claims.yaml": CLAIMS, "seeds/report.pdf": REPORT})
    out = tmp_path / "site"
    checked, written = build_project(root, out)
    assert written, as_text(checked.diagnostics)
    assert verify_site(out).faults == ()
    assert (out / "sources/report.txt").read_text() == TEXT
    claim = claims_json(out)["claims"][0]
    assert [each["page_numbers"] for each in claim["evidence"]] == [[1], [1, 2], [2]]
    assert claims_json(out)["sources"][0]["pages"] == 2
    shown = (out / "claims/lent.html").read_text()
    assert all(f"{each}</p>" in shown for each in ("PDF page 1", "PDF pages 1–2", "PDF page 2"))
    assert 'href="https://example.org/report.pdf#page=2:~:text=Fines' in shown
    source = (out / "sources/report.html").read_text()
    assert source.count('role="doc-pagebreak"') == 2
    assert source.index('aria-label="Page 2"') < source.index("Fines stay")


def claims_json(site: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((site / "claims.json").read_bytes())
    return found


def test_other_sources_have_no_pages(project: MakeProject, tmp_path: Path) -> None:
    """Of an article that is no PDF no page is told."""
    build_project(project({}), tmp_path / "site")
    whole = claims_json(tmp_path / "site")
    assert "pages" not in whole["sources"][0]
    assert "page_numbers" not in whole["claims"][0]["evidence"][0]


def test_the_words_of_a_pdf_are_text(project: MakeProject, tmp_path: Path) -> None:
    """Markup in a PDF's text and title is shown as it is written, and is none."""
    claims = CLAIMS.partition("claims:")[0]
    hostile = make_pdf(layout_page(["<script>alert(1)</script> & <b>x</b>"]), title="<script>alert(2)</script>")
    build_project(project({"claims.yaml": claims, "seeds/report.pdf": hostile}), tmp_path / "site")
    shown = (tmp_path / "site/sources/report.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;" in shown
    assert "<script>alert" not in shown
    assert verify_site(tmp_path / "site").faults == ()


LOOP = make_pdf(layout_page(["x"])).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is damaged, or not a PDF"),
        (b"%PDF-1.4\nrubbish", "is damaged, or not a PDF"),
        (REPORT[: len(REPORT) // 3], "is damaged, or not a PDF"),
        (make_pdf([]), "has no text: its pages are images"),
        (make_pdf(layout_page(["x"]), encrypt=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> "
             b"/ID [(a) (a)]" % (b"o" * 32, b"u" * 32)), "is protected by a password"),
    ],
)  # fmt: skip
def test_a_pdf_without_text_is_an_error(project: MakeProject, content: bytes, words: str) -> None:
    """What cannot be read is `source-unreadable` at its entry, says why, and is never a traceback."""
    root = project({"claims.yaml": CLAIMS, "seeds/report.pdf": content})
    (found,) = [each for each in check_project(root).diagnostics if each.code == "source-unreadable"]
    assert words in found.message
    assert str(found.location).startswith("claims.yaml:3:18")


def test_a_loop_of_pages_ends() -> None:
    """Pages that are their own parents end as a PDF without text, or a damaged one."""
    with pytest.raises(FileRefused):
        read_pdf(LOOP, "loop.pdf")


def test_a_bomb_is_refused() -> None:
    """A stream that unpacks to far more than a PDF may hold ends within the bounds of the child."""
    packed = zlib.compress(b"BT (x) Tj ET " * 20_000_000, 9)
    objects = make_pdf(layout_page(["x"]))
    start, end = objects.index(b"<< /Length"), objects.index(b"\nendstream")
    bomb = objects[:start] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + objects[end:]
    with pytest.raises(FileRefused):
        read_pdf(bomb, "bomb.pdf")


def test_what_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is over its time is killed and the file is `too-large`."""
    monkeypatch.setattr(sandbox, "_CHILD", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    with pytest.raises(FileRefused) as refused:
        read_pdf(REPORT, "endless.pdf")
    assert refused.value.code == "too-large"


def test_without_the_extra_there_is_one_line_that_says_what_to_install(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PDFium is missing the diagnostic has the command that installs it."""
    monkeypatch.setattr(ParserPackage, "is_installed", lambda _: False)
    said = as_text(read_project(project({"claims.yaml": CLAIMS, "seeds/report.pdf": REPORT})).diagnostics)
    assert "error[source-unreadable]" in said
    assert "pip install 'verbatim-site[pdf]'" in said


def test_a_title_is_stated_or_the_first_line(project: MakeProject) -> None:
    """A PDF is titled by its entry, by itself, or else by its first line, which is told as inferred."""
    entry = "site: {title: Small}\nsources:\n  report: {file: seeds/report.pdf}\n"

    def find_source(content: bytes) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        library = read_project(project({"claims.yaml": entry, "seeds/report.pdf": content})).value
        source = next(source for source in library.corpus.sources if source.id == "report")
        return source.title, source.inferred

    lines = layout_page(["The library in 2023", "A yearbook"], ["It lent 48,200 books."])
    assert find_source(REPORT) == ("Annual report", ())
    assert find_source(make_pdf(lines)) == ("The library in 2023 A yearbook", (("title", "its first line"),))
    assert find_source(make_pdf(lines, title="Microsoft Word - final2.doc"))[0] == "The library in 2023 A yearbook"


def test_a_title_that_nothing_states_is_missed(project: MakeProject) -> None:
    """Where a PDF begins with a line that is too long for a title, the key is missing."""
    files: dict[str, str | bytes] = {"claims.yaml": CLAIMS, "seeds/report.pdf": make_pdf(layout_page(["word " * 40]))}
    assert "error[missing-key]" in as_text(check_project(project(files)).diagnostics)


def test_unprintable_characters_do_not_break_the_site() -> None:
    """NUL and lone surrogates, which no text file can hold, become U+FFFD."""
    bad = make_pdf([("a\0b", 40, 500, 12)], title="T")
    assert read_pdf(bad, "bad.pdf").text in {"a\ufffdb", "ab"}
