"""Word documents as sources: the words that Word shows with all changes accepted, and nothing else of the file."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from generator.build import build_project, read_project
from generator.diagnostics import as_text
from generator.reading.kinds import word_worker
from generator.reading.kinds.source_kind import ParserPackage
from generator.reading.kinds.word_document import describe_word_document, read_word_document
from generator.reading.project_files import FileRefused
from tests.support.small_project import MakeProject
from tests.support.word_maker import make_docx, paragraph, run

pytest.importorskip("mammoth")

CHANGED = make_docx(
    paragraph("The pier is shut", style="Heading1")
    + paragraph(
        "The repair costs ",
        '<w:del w:id="1" w:author="A"><w:r><w:delText>two</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="B">{run("2.4")}</w:ins>',
        " million euros.",
    )
)


def text_of(*paragraphs: str) -> str:
    return read_word_document(make_docx("".join(paragraphs)), "a.docx").text


def test_changes_are_accepted() -> None:
    """Deleted words are no text, inserted ones are; the first heading is the title where the file states none."""
    read = read_word_document(CHANGED, "pier.docx")
    assert read.text == "The pier is shut\n\nThe repair costs 2.4 million euros."
    assert read.title == "The pier is shut"


def test_words_that_were_moved_stand_where_they_went() -> None:
    """Of words moved with changes tracked, the old place has none."""
    moved = (
        f'<w:moveFrom w:id="1">{run("Divers came. ")}</w:moveFrom>',
        "It closes. ",
        f'<w:moveTo w:id="2">{run("Divers came.")}</w:moveTo>',
    )
    assert text_of(paragraph(*moved)) == "It closes. Divers came."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    """Two paragraphs that an accepted change joins are one block."""
    joined = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("The board ")}</w:p>' + paragraph("met.")
    assert text_of(joined) == "The board met."


def test_hidden_words_are_no_text() -> None:
    """What Word hides cannot be quoted; what only states that it is not hidden can."""
    assert (
        text_of(paragraph("Seen", run(" never", "<w:vanish/>"), run(" here", '<w:vanish w:val="0"/>'))) == "Seen here"
    )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f'see <w:fldSimple w:instr=" REF x ">{run("Figure 3")}</w:fldSimple> below', "see Figure 3 below"),
        (f"one<w:r><w:cr/></w:r>{run('two')}", "one\ntwo"),
        (
            f"<w:r><w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>{run('へ')}",
            "東へ",
        ),
        (f'<w:dir w:val="rtl">{run("שלום")}</w:dir>', "שלום"),
        ("<m:oMath><m:r><m:t>m=1</m:t></m:r></m:oMath>", "m=1"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "\ufffc",
        ),
    ],
)
def test_words_in_fields_and_formulas_are_text(inside: str, text: str) -> None:
    """Fields, words under readings, and plain formulas are read; the figures of a fraction never run together."""
    found = inside if inside.startswith("<") else run(inside.partition("<")[0]) + inside[inside.index("<") :]
    if not found.endswith(">"):
        found = found[: found.rindex(">") + 1] + run(found[found.rindex(">") + 1 :])
    assert text_of(f"<w:p>{found}</w:p>") == text


def test_a_document_states_its_title_author_and_day() -> None:
    """Title and author are stated, the day it was made only suggests a date; a program's user is nobody's name."""
    core = "<dc:title>On the pier</dc:title><dc:creator>Ada Brandt</dc:creator>"
    made = "<dcterms:created>2021-10-18T09:00:00Z</dcterms:created>"
    about = describe_word_document(make_docx(paragraph("Words."), core=core + made), "a.docx")
    assert (about.title, about.author, about.published) == ("On the pier", ("Ada Brandt",), "2021-10-18")
    assert "2021-10-18" in about.inferred["published"]
    user = make_docx(paragraph("Words."), core="<dc:creator>Microsoft Office User</dc:creator>")
    assert describe_word_document(user, "a.docx").author == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is damaged"),
        (b"PK\x03\x04 cut off", "is damaged"),
        (CHANGED[: len(CHANGED) // 2], "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "is no Word document"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (make_docx(paragraph()), "has no text"),
        (
            make_docx(paragraph("x"), files={"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "damaged",
        ),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, words: str) -> None:
    """A file without text that can be read says why, and is never a traceback; entities are not read."""
    with pytest.raises(FileRefused) as refused:
        read_word_document(content, "a.docx")
    assert words in str(refused.value)
    assert refused.value.help


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that unpacks to more than its limit is refused before it is unpacked; pictures do not count."""
    monkeypatch.setattr(word_worker, "UNPACKED", 100_000)
    big = make_docx(paragraph("x" * 200_000))
    assert len(big) < 10_000
    assert word_worker.read_docx_bytes(big) == b'{"fault": "large"}'
    pictured = make_docx(paragraph("Words."), files={"word/media/a.png": bytes(200_000), "word/vbaProject.bin": b"!"})
    assert b"Words." in word_worker.read_docx_bytes(pictured)


def test_what_stands_in_other_files_is_not_fetched() -> None:
    """A picture or a document elsewhere is not asked for: only the file's own words are read."""
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://127.0.0.1:9/a.png" TargetMode="External"/></Relationships>'
    )
    drawing = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<v:imagedata r:id="p"/></v:shape></w:pict></w:r>'
    )
    content = make_docx(paragraph("Words.", drawing), files={"word/_rels/document.xml.rels": outside.encode()})
    assert read_word_document(content, "a.docx").text == "Words."


def test_markup_in_its_words_is_text(project: MakeProject, tmp_path: Path) -> None:
    """What looks like HTML in a document is shown as it is written, and quoted."""
    hostile = make_docx(paragraph("Pier", style="Heading1") + paragraph(escape("<script>alert(1)</script> & more")))
    checked, written = build_project(project({"seeds/pier.docx": hostile}), tmp_path / "site")
    assert written, as_text(checked.diagnostics)
    shown = (tmp_path / "site/sources/pier.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
    assert "<script>alert" not in shown


def test_a_missing_package_is_named_with_its_command(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without mammoth the diagnostic has the command that installs it."""
    monkeypatch.setattr(ParserPackage, "is_installed", lambda _: False)
    said = as_text(read_project(project({"seeds/pier.docx": CHANGED})).diagnostics)
    assert "error[source-unreadable]" in said
    assert "pip install 'verbatim-site[office]'" in said


def test_footnotes_are_text_and_headers_are_not() -> None:
    """A footnote stands behind the text, its number is a note mark; what each page repeats is no part of the text."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(
        f'<Relationship Id="{kind}" Type="{kinds}/{kind}" Target="{kind}.xml"/>' for kind in ("footnotes", "header")
    )
    files = {
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}'
            "</Relationships>"
        ),
        "word/footnotes.xml": (
            f'<w:footnotes xmlns:w="{main}"><w:footnote w:id="2">{paragraph("Council minutes.")}</w:footnote>'
            "</w:footnotes>"
        ),
        "word/header.xml": f'<w:hdr xmlns:w="{main}">{paragraph("DRAFT")}</w:hdr>',
    }
    mark = run("", '<w:vertAlign w:val="superscript"/>').replace("</w:r>", '<w:footnoteReference w:id="2"/></w:r>')
    body = paragraph("It was shut", mark, " for days.")
    read = read_word_document(make_docx(body, files={name: xml.encode() for name, xml in files.items()}), "a.docx")
    assert read.text == "It was shut[1] for days.\n\nCouncil minutes."
    assert [read.text[start:end] for start, end in read.notes] == ["[1]"]
