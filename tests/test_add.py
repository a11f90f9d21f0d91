"""verbatim add, as a person uses it: an article comes in, its entry stands in the claims file, the project builds."""

import bz2
import codecs
import hashlib
import json
import os
import threading
import time
import tracemalloc
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.article_stretches import join_blocks
from generator.article_text import join_stretches
from generator.build import build_project, check_project, read_project
from generator.cli import commands
from generator.commands.add import article_extraction
from generator.commands.add.article_extraction import choose_blocks
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import as_text
from generator.reading.transcripts import advise_transcript
from tests.support.pdf_maker import layout_page, make_pdf
from tests.support.small_project import CLAIMS, MakeProject

PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Library opens on Sundays - The Courier</title>
<meta property="og:title" content="Library opens on Sundays"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2024-05-03T08:00:00+02:00"><meta name="author" content="By Ada Brandt">
<link rel="canonical" href="https://courier.example/2024/library.html"></head>
<body><header><a href="/">The Courier</a><nav>News Sport Ada Brandt</nav></header><p>Share this with everybody</p>
<main><article><h1>Library opens on Sundays</h1>
<p>The library lent 48,200 books last year, the council heard on Thursday. “We are very happy,” said the librarian, who
is often asked about Sundays.</p><h2>What it costs</h2>
<p>It is expected to cost the town <b>60,000 euros</b> a year – not everybody is pleased about that, and councillors
said so at length in the debate, which went on for three hours.</p>
<p>The trial begins on 1 September and lasts one year, after which the council will decide whether it goes on.</p>
</article></main><section><h2>Most read</h2><ul><li><a href="x">Ten things about bread and butter</a></ul></section>
<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>
"""
BOUNDS = [{"from": "Library opens on Sundays The library", "to": "will decide whether it goes on."}]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=False)


def sources(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((root / "claims.yaml").read_text(), yaml.BaseLoader)["sources"]  # noqa: S506
    return found


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def test_a_saved_page_is_the_source_and_its_entry_says_where_the_article_is(
    project: MakeProject, outside: Path, tmp_path: Path
) -> None:
    """The page is kept to the byte and pinned; all its text can be quoted, and what is beside the article is told."""
    root = project({})
    (outside / "saved.html").write_text(PAGE, encoding="utf-8")
    done = run("add", outside / "saved.html", root)
    assert done.exit_code == 0, done.output
    assert (root / "seeds/courier-2024-05-03.html").read_bytes() == PAGE.encode()
    assert not (root / "originals").exists()
    assert sources(root)["courier-2024-05-03"] == {
        "file": "seeds/courier-2024-05-03.html",
        "title": "Library opens on Sundays",
        "publisher": "The Courier",
        "author": "Ada Brandt",
        "published": "2024-05-03",
        "url": "https://courier.example/2024/library.html",
        "language": "en",
        "sha256": sha256(PAGE.encode()),
        "article": BOUNDS,
    }
    account = done.output.splitlines()[-1]
    assert account.startswith("kept 84 of 105 words as the article; beside it: ‘"), account
    assert "‘Most read …’" in account
    assert [finding.code for finding in check_project(root).diagnostics] == ["unused-source"]
    build_project(root, tmp_path / "site")
    assert verify_site(tmp_path / "site").faults == ()
    text = (tmp_path / "site/sources/courier-2024-05-03.txt").read_text()
    for words in ("Share this with everybody", "Ten things about bread and butter", "60,000 euros", "newsletter"):
        assert words in text


def test_what_an_extractor_calls_one_line_is_all_the_blocks_that_it_has(project: MakeProject, outside: Path) -> None:
    """A layout of tables is one line to it, without the boxes in between: no paragraph of the story is lost."""
    story = [
        f"Paragraph {number} tells in a sentence or two what was said on day {number} of the fair."
        for number in range(9)
    ]
    box = "<table align=right><tr><td>“It went well,” she said.</td></tr></table>"
    cells = "".join(f"<p>{words}</p>{box if number == 4 else ''}" for number, words in enumerate(story))
    side = "".join(f"<div><a href='/{number}'>Older story number {number}</a></div>" for number in range(6))
    (outside / "fair.html").write_text(
        f"<!doctype html><title>The fair</title><body><table><tr><td>{cells}</td><td>{side}</td></tr></table>"
    )
    root = project({})
    done = run("add", outside / "fair.html", root)
    assert done.exit_code == 0, done.output
    library = read_project(root).value
    article = library.articles["the-fair"]
    assert all(words in join_stretches(article) for words in story)
    assert "Older story number 3" in article.text
    assert "Older story" not in join_stretches(article)


def test_no_more_stretches_are_written_than_a_person_checks(
    project: MakeProject, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a page has a box after every paragraph, the smallest boxes are taken in."""
    story = [f"Paragraph {number} tells in a sentence or two what was said on day {number}." for number in range(30)]
    body = "".join(f"<p>{words}</p><div>Box {'long ' * number}</div>" for number, words in enumerate(story))
    (outside / "fair.html").write_text(f"<!doctype html><title>The fair</title><body>{body}")
    monkeypatch.setattr(article_extraction, "run_sandboxed", lambda *_: json.dumps(story).encode())
    root = project({})
    assert run("add", outside / "fair.html", root).exit_code == 0
    assert len(sources(root)["the-fair"]["article"]) == 12
    article = read_project(root).value.articles["the-fair"]
    assert all(words in join_stretches(article) for words in story)
    assert ("long " * 29).strip() not in join_stretches(article)


def test_no_other_byte_of_the_claims_file_changes(project: MakeProject, outside: Path) -> None:
    """What was there is there, to the byte, before and after the entry."""
    before = CLAIMS.replace("claims:\n", "\n# claims -- the claims\nclaims:  # here\n").replace("\n", "\r\n")
    root = project({"claims.yaml": before})
    (outside / "a.txt").write_text("Words.")
    assert run("add", outside / "a.txt", root, "--title", "A title").exit_code == 0
    after = (root / "claims.yaml").read_bytes().decode()
    first, last = before.split("\r\n\r\n# claims")
    assert after.startswith(first)
    assert after.endswith("\r\n\r\n# claims" + last)
    assert "\n" not in after.replace("\r\n", "")


def test_a_page_as_its_text(project: MakeProject, outside: Path) -> None:
    """With --as text all the text of the page is the source, with the same article; the page is kept beside it."""
    root = project({})
    (outside / "saved.html").write_text(PAGE, encoding="utf-8")
    assert run("add", outside / "saved.html", root, "--as", "text", "--id", "courier").exit_code == 0
    text = (root / "seeds/courier.txt").read_text()
    assert "Ten things about bread and butter" in text
    entry = sources(root)["courier"]
    assert entry["article"] == BOUNDS
    assert entry["original"] == {"file": "originals/courier.html", "sha256": sha256(PAGE.encode())}
    assert (root / "originals/courier.html").read_bytes() == PAGE.encode()


def test_without_the_extra_what_names_itself_a_sidebar_is_no_article(
    project: MakeProject, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All the text is there as well; whoever wants the article found is told what to install."""
    monkeypatch.setattr(article_extraction, "is_installed", lambda: False)
    root = project({})
    page = PAGE.replace("<section>", '<div class="sidebar">').replace("</section>", "</div>")
    (outside / "saved.html").write_text(page, encoding="utf-8")
    done = run("add", outside / "saved.html", root)
    assert done.exit_code == 0
    assert done.output.count("pip install 'verbatim-site[pages]'") == 1
    article = read_project(root).value.articles["courier-2024-05-03"]
    assert "Ten things about bread" in article.text
    assert "Ten things about bread" not in join_stretches(article)
    assert "All rights reserved" in join_stretches(article)


def test_a_page_that_is_all_article_needs_no_bounds(
    project: MakeProject, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entry has no article:, and the account says that all of it is."""
    monkeypatch.setattr(article_extraction, "is_installed", lambda: False)
    root = project({})
    (outside / "note.html").write_text("<title>A note</title><p>One word, and two more.</p>")
    done = run("add", outside / "note.html", root)
    assert "article" not in sources(root)["a-note"]
    assert done.output.splitlines()[-1] == "kept all 5 words as the article"


def test_a_page_that_hardly_says_anything_is_told(project: MakeProject, outside: Path) -> None:
    """A shell that a program fills has no text, and letters that are lost are named: by add, and by every check."""
    root = project({})
    script = f"<script>{'x' * 50_000}</script>"
    (outside / "shell.html").write_text(f"<title>Shell</title>{script}<p>Please switch JavaScript on.</p>")
    (outside / "lost.html").write_text("<title>Lost</title><p>The caf\ufffd is closed on Mondays, we hear.</p>")
    assert "hardly any text: 4 words in 50," in run("add", outside / "shell.html", root).stderr
    assert "1 letter of its words is lost" in run("add", outside / "lost.html", root).stderr
    found = [finding for finding in check_project(root).diagnostics if finding.code == "text-suspect"]
    assert [finding.about for finding in found] == [(("source", "shell"),), (("source", "lost"),)]


def test_texts_and_markdown_stay_as_they_are(project: MakeProject, outside: Path) -> None:
    """To the byte; a text's first line is inferred to be its title, Markdown has one or is given one."""
    root = project({})
    for name, content in (("a b.txt", b"\xef\xbb\xbfWords.\r\n"), ("c.md", b"---\ntitle: Own\n---\nWords.\n")):
        (outside / name).write_bytes(content)
        done = run("add", outside / name, root)
        assert done.exit_code == 0, done.output
    assert (root / "seeds/a-b.txt").read_bytes() == b"\xef\xbb\xbfWords.\r\n"
    assert sources(root)["a-b"] == {
        "file": "seeds/a-b.txt", "title": "Words.", "sha256": sha256(b"\xef\xbb\xbfWords.\r\n"),
        "inferred": {"title": "the text’s first line"},
    }  # fmt: skip
    assert set(sources(root)["own"]) == {"file", "sha256"}
    (outside / "d.md").write_text("Words.\n")
    assert "use --title" in run("add", outside / "d.md", root).output


def test_a_pdf_is_a_source_as_it_is(project: MakeProject, outside: Path) -> None:
    """Title and author are its own; the day on which it was made is inferred, and says so."""
    root = project({})
    made = make_pdf(
        layout_page(["Words of a report."]), title="Annual report", author="Ada Brandt", created="D:20240502120000Z"
    )
    (outside / "report").write_bytes(made)
    done = run("add", outside / "report", root, "--publisher", "The Town")
    assert done.exit_code == 0, done.output
    assert sources(root)["annual-report"] == {
        "file": "seeds/annual-report.pdf",
        "title": "Annual report",
        "publisher": "The Town",
        "author": "Ada Brandt",
        "published": "2024-05-02",
        "sha256": sha256(made),
        "inferred": {"published": "the PDF states that it was made on 2024-05-02"},
    }
    assert [finding.code for finding in check_project(root).diagnostics] == ["unused-source"]


def test_what_the_curator_says_goes_first(project: MakeProject, outside: Path) -> None:
    """Options go before what the article states, and of what is typed nothing is inferred."""
    root = project({})
    (outside / "x.pdf").write_bytes(make_pdf(layout_page(["Words."]), title="Wrong", created="D:20240502120000Z"))
    done = run(
        "add", outside / "x.pdf", root, "--id", "mine", "--title", "no", "--author", "A", "--author", "B: C",
        "--published", "2001", "--url", "https://example.org/", "--accessed", "2026-11-25", "--excerpts",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    entry = sources(root)["mine"]
    del entry["sha256"]
    assert entry == {
        "file": "seeds/mine.pdf", "title": "no", "author": ["A", "B: C"], "published": "2001",
        "url": "https://example.org/", "accessed": "2026-11-25", "display": "excerpts",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "options", "text"),
    [
        ("<title>T</title><meta charset=windows-1252><p>caf\xe9".encode("latin-1"), ["--as", "page"], "caf\xe9"),
        ("<title>T</title><p>caf\xe9".encode("latin-1"), ["--as", "page"], "caf\xe9"),
        (
            "<title>T</title><meta charset=shift_jis><p>\u65e5\u672c".encode("shift_jis"),
            ["--as", "page"],
            "\u65e5\u672c",
        ),
        ("<html><title>T</title><p>caf\xe9".encode("utf-16"), ["--as", "page"], "caf\xe9"),
        ("caf\xe9 \u20ac".encode("cp1252"), ["--encoding", "latin-1", "--title", "T"], "caf\xe9 \u20ac"),
        ("caf\xe9".encode("utf-16"), ["--title", "T"], "caf\xe9"),
    ],
)
def test_other_encodings_become_utf_8_beside_their_originals(
    project: MakeProject, outside: Path, content: bytes, options: list[str], text: str
) -> None:
    """What is not UTF-8 cannot be a source: the same in UTF-8 can, and the file is kept as it is."""
    root = project({})
    name = "t.html" if b"t\x00i\x00t" in content or b"title" in content else "t.txt"
    (outside / name).write_bytes(content)
    done = run("add", outside / name, root, *options)
    assert done.exit_code == 0, done.output
    content_now = (root / "seeds" / name).read_bytes()
    assert read_project(root).value.articles["t"].text == text
    assert content_now.startswith(codecs.BOM_UTF8) == (name == "t.html"), "browsers read it as UTF-8, whatever it says"
    assert (root / "originals" / name).read_bytes() == content
    assert sources(root)["t"]["original"]["sha256"] == sha256(content)


def test_what_is_no_encoding_of_text_unpacks_nothing(project: MakeProject, outside: Path) -> None:
    """A packed file that says how it is packed is no text, and stays packed: a kilobyte may hold a gigabyte."""
    root = project({})
    (outside / "packed.txt").write_bytes(bz2.compress(bytes(200_000_000)))
    tracemalloc.start()
    done = run("add", outside / "packed.txt", root, "--encoding", "bz2")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (done.exit_code, "use --encoding" in done.stderr) == (1, True)
    assert most < 50_000_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("latin.txt", b"caf\xe9", "--encoding"),
        ("page.html", b"<p>No title", "--title"),
        ("empty.md", b"---\ntitle: &a\n---\nText\n", "--title"),
        ("page.html", b"<meta charset=klingon><title>T</title>\xe9", "--encoding"),
        *(
            ("page.html", b"<meta charset=%s><title>T</title>\xe9" % encoding, "--encoding")
            for encoding in b"base64 zip bz2 hex rot13 punycode idna utf-7 unicode_escape".split()
        ),
        ("seed.txt", b"", ""),
    ],
)
def test_what_cannot_come_in_is_said_in_a_line_and_leaves_no_trace(
    project: MakeProject, outside: Path, name: str, content: bytes, words: str
) -> None:
    """Nothing is written where an article cannot be brought in."""
    import re

    root = project({})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (outside / name).write_bytes(content)
    done = run("add", outside / name, root)
    if not words:
        assert done.exit_code == 0  # an empty text is one
        return
    assert done.exit_code == 1
    assert re.search(words, done.output), done.output
    assert done.output.count("\n") == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_wrong_usage(project: MakeProject, outside: Path) -> None:
    """Options that are no date, no address, no text; another scheme; a folder that is not there: exit status 2."""
    root = project({})
    (outside / "a.txt").write_text("a")
    for words in (["--published", "soon"], ["--url", "example.org"], ["--title", "a\x1bb"], ["--accessed", "1.1.2001"]):
        assert run("add", outside / "a.txt", root, *words).exit_code == 2
    assert run("add", "ftp://example.org/a.txt", root).exit_code == 2
    assert run("add", outside / "a.txt", outside / "nowhere").exit_code == 2
    assert run("add", outside / "nothing.txt", root).exit_code == 1


def test_the_same_article_does_not_come_in_twice(project: MakeProject, outside: Path) -> None:
    """To the byte the same file, or one that a source was made from, is a source already."""
    root = project({})
    (outside / "saved.html").write_text(PAGE, encoding="utf-8")
    assert run("add", outside / "saved.html", root).exit_code == 0
    for form in ("page", "text"):
        done = run("add", outside / "saved.html", root, "--as", form)
        assert (done.exit_code, "courier-2024-05-03" in done.output) == (1, True)


def test_ids_do_not_collide(project: MakeProject, outside: Path) -> None:
    """An id, a file or an original of that name, with or without an entry: the next number is taken."""
    root = project({"seeds/report.txt": "Without an entry."})
    for number in range(2, 4):
        (outside / "report.md").write_text(f"# Report\n\nNumber {number}.\n")
        assert run("add", outside / "report.md", root).exit_code == 0
        assert sources(root)[f"report-{number}"]["file"] == f"seeds/report-{number}.md"
    (outside / "con.txt").write_text("Reserved.")
    assert run("add", outside / "con.txt", root).exit_code == 0
    assert "con-2" in sources(root)
    assert run("add", outside / "report.md", root, "--id", "wire").exit_code == 1
    assert run("add", outside / "report.md", root, "--id", "Not an id").exit_code == 1


def test_a_file_among_the_sources_gets_its_entry(project: MakeProject) -> None:
    """A file that lies in the sources folder already stays where it is; an entry it has already is named."""
    root = project({"seeds/deep/Some Name.txt": "Words.", "seeds/saved.html": PAGE})
    assert run("add", root / "seeds/deep/Some Name.txt", root).exit_code == 0
    assert sources(root)["some-name"]["file"] == "seeds/deep/Some Name.txt"
    assert run("add", root / "seeds/saved.html", root).exit_code == 0
    assert sources(root)["saved"]["sha256"] == sha256(PAGE.encode())
    assert "move it out" in run("add", root / "seeds/saved.html", root, "--as", "text").output
    assert "an entry already: wire" in run("add", root / "seeds/wire.txt", root).output
    assert {finding.code for finding in check_project(root).diagnostics} == {"unused-source"}


def test_hostile_titles_make_harmless_files_and_entries(project: MakeProject, outside: Path) -> None:
    """Paths, YAML, control and direction characters in a title: a plain id, and the title as text."""
    root = project({})
    titles = ["../../etc/passwd", "a: &x [*y, {z}] # \"'", "\u202egnp.exe", "\u65e5\u672c", "x" * 900, "--- |", "null"]
    for number, title in enumerate(titles):
        (outside / "t.html").write_text(f"<title>{title}</title><p>Number {number}.", encoding="utf-8")
        done = run("add", outside / "t.html", root, "--as", "page")
        assert done.exit_code == 0, done.output
    found = sources(root)
    assert [found[key]["title"] for key in list(found)[1:]] == titles
    assert all(Path(entry["file"]).parent == Path("seeds") for entry in found.values())
    assert {finding.code for finding in check_project(root).diagnostics} == {"unused-source"}


def test_links_lead_nowhere(project: MakeProject, outside: Path) -> None:
    """Neither the sources folder nor the originals may lead outside the project by a link."""
    root = project({})
    (root / "originals").symlink_to(outside)
    (outside / "saved.html").write_text(PAGE, encoding="utf-8")
    done = run("add", outside / "saved.html", root, "--as", "text")
    assert (done.exit_code, "outside the project" in done.output) == (1, True)
    assert sorted(path.name for path in outside.iterdir()) == ["saved.html"]
    assert sorted(path.name for path in (root / "seeds").iterdir()) == ["wire.txt"]
    (root / "seeds/dangling.txt").symlink_to(outside / "made.txt")
    (outside / "dangling.txt").write_text("Words.")
    assert run("add", outside / "dangling.txt", root, "--id", "dangling").exit_code == 1
    assert not (outside / "made.txt").exists()


def test_what_is_no_regular_file_is_refused(project: MakeProject, outside: Path) -> None:
    """A pipe, a folder, a file that is too large: a line, and no waiting."""
    os.mkfifo(outside / "pipe.txt")
    (outside / "large.txt").write_bytes(bytes(10_000_001))
    root = project({})
    for name, words in (
        ("pipe.txt", "not a regular file"),
        ("", "not a kind|regular"),
        ("large.txt", "10,000,000 bytes"),
    ):
        done = run("add", outside / name, root)
        assert done.exit_code == 1
        assert any(word in done.output for word in words.split("|"))


def test_where_the_file_cannot_be_edited_the_entry_is_for_pasting(project: MakeProject, outside: Path) -> None:
    """The article is in place, the claims file as it was, and what is printed mends it."""
    before = CLAIMS.replace("sources:\n", "topics: &t {}\nsources: *t\n").replace(
        "  wire: {file: seeds/wire.txt, publisher: Wire}\n", ""
    )
    root = project({"claims.yaml": before})
    (outside / "new.txt").write_text("Words.")
    done = run("add", outside / "new.txt", root)
    assert done.exit_code == 1
    assert "cannot be edited safely" in done.output
    assert (root / "claims.yaml").read_text() == before
    assert (root / "seeds/new.txt").read_text() == "Words."
    pasted = done.output[done.output.index("  new:") :]
    (root / "claims.yaml").write_text(before.replace("sources: *t\n", f"sources:\n{pasted}"))
    assert "new" in sources(root)


def test_a_claims_file_with_errors_is_left_alone(project: MakeProject, outside: Path) -> None:
    """What cannot be read cannot be edited: its diagnostics are shown, nothing is written."""
    root = project({"claims.yaml": CLAIMS + "  a: [\n"})
    (outside / "new.txt").write_text("Words.")
    done = run("add", outside / "new.txt", root)
    assert (done.exit_code, "yaml-syntax" in done.output) == (1, True)
    assert not (root / "seeds/new.txt").exists()


def test_the_entry_goes_where_the_sources_are(project: MakeProject, outside: Path) -> None:
    """Into claims.yaml, unless it has no sources and an included file does; an id of any file is taken."""
    site = "site: {title: T}\ninclude: [more/*.yaml]\n"
    root = project({"claims.yaml": site, "more/s.yaml": "sources:\n  new: {file: seeds/wire.txt}\n"})
    (outside / "new.txt").write_text("Words.")
    assert run("add", outside / "new.txt", root).exit_code == 0
    assert (root / "claims.yaml").read_text() == site
    assert "  new-2:\n" in (root / "more/s.yaml").read_text()
    (root / "claims.yaml").write_text("sources: {}\n" + site)
    (outside / "other.txt").write_text("Other words.")
    assert run("add", outside / "other.txt", root).exit_code == 0
    assert "other" in sources(root)


def test_a_dry_run_writes_nothing(project: MakeProject, outside: Path) -> None:
    """What would be written is shown."""
    root = project({})
    (outside / "new.txt").write_text("Words.")
    done = run("add", outside / "new.txt", root, "--dry-run")
    assert "would write seeds/new.txt" in done.output
    assert not (root / "seeds/new.txt").exists()
    assert (root / "claims.yaml").read_text() == CLAIMS


def test_an_original_is_held_to_its_pin(project: MakeProject, outside: Path) -> None:
    """The page that a source was made from is there, unchanged, or it is an error; a build sees that at once."""
    root = project({})
    (outside / "saved.html").write_text(PAGE, encoding="utf-8")
    run("add", outside / "saved.html", root, "--as", "text")
    assert run("build", root).exit_code == 0
    kept = root / "originals/courier-2024-05-03.html"
    kept.write_text("other")
    assert "source-changed" in run("build", root).output
    kept.unlink()
    assert "source-missing" in as_text(check_project(root).diagnostics)


# -- addresses ----------------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(outside: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(outside)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_address_is_brought_in(project: MakeProject, outside: Path, host: str) -> None:
    """A page, a PDF and a text by their types; where they were fetched from, and when, stands in the entry."""
    root = project({})
    (outside / "page").write_text("<!doctype html><title>A page</title><p>Words.")
    (outside / "a.pdf").write_bytes(make_pdf(layout_page(["Words."]), title="A report"))
    (outside / "note.txt").write_text("Words.")
    for name in ("page", "a.pdf", "note.txt"):
        done = run("add", f"{host}/{name}#part", root, "--private", "--as", "page")
        assert done.exit_code == 0, done.output
    found = sources(root)
    assert {key: Path(found[key]["file"]).suffix for key in list(found)[1:]} == {
        "a-page": ".html", "a-report": ".pdf", "note": ".txt",
    }  # fmt: skip
    assert found["a-page"]["url"] == f"{host}/page"
    assert len(found["note"]["accessed"]) == len("2026-11-25")
    refused = run("add", f"{host}/page", root)
    assert (refused.exit_code, "--private" in refused.output) == (1, True)
    missing = run("add", f"{host}/nothing", root, "--private")
    assert (missing.exit_code, "404" in missing.output) == (1, True)


# -- the choice of blocks -----------------------------------------------------------------------------------------


def test_lines_choose_whole_blocks() -> None:
    """A line of the extractor, marked and joined as it likes, points at the page's own blocks."""
    blocks = [
        "Menu",
        "The library lent 48,200 books last year.",
        "Costs",
        "It is to cost 60,000 euros a year, they say.",
        "Menu",
    ]
    lines = [
        "The library lent  48,200 books last year.",
        "Costs",
        "- It is to cost | 60,000 euros a year, they say.",
    ]
    assert choose_blocks(blocks, lines) == {1, 2, 3}
    assert choose_blocks(blocks, ["Menu", "nothing of this stands in the page, whatever one does"]) == set()
    assert choose_blocks([], ["words"]) == set()


LONG = [
    f"In the {ordinal} year the mill ground {number},000 sacks of rye and barley for the bakers of the lower town."
    for number, ordinal in enumerate(("first", "second", "third", "fourth", "fifth"), 11)
]


def test_a_block_is_in_the_article_where_the_extractor_gave_most_of_it() -> None:
    """Wherever lines are broken: a line of many blocks, a block of many lines, a block without its last words."""
    assert choose_blocks(LONG, [" ".join(LONG[1:4])]) == {1, 2, 3}
    whole = " ".join(LONG)
    assert choose_blocks(["A box of the paper's own words, and no more.", whole], LONG[1:2]) == {1}
    assert choose_blocks(LONG, [LONG[2][:80]]) == {2}


def test_first_and_last_letters_alone_are_no_reason() -> None:
    """A block that only begins like what was given is another one."""
    other = LONG[2][:35] + " in quite another place, and of quite another harvest, of which nobody knows what became."
    assert choose_blocks([other, LONG[2]], [LONG[2]]) == {1}


def test_of_the_same_words_the_next_ones_are_meant() -> None:
    """A teaser below the article that repeats its first paragraph is not the article."""
    assert choose_blocks([*LONG, "Read on", LONG[0]], LONG) == {0, 1, 2, 3, 4}


def test_short_blocks_count_beside_what_is_beside_them() -> None:
    """A subheading inside one long line is in it, the same word in a menu is not."""
    blocks = ["Rye", LONG[0], "Rye", LONG[1], "Bread", LONG[2]]
    assert choose_blocks(blocks, [f"{LONG[0]} Rye {LONG[1]} {LONG[2]}"]) == {1, 2, 3, 5}


@settings(max_examples=50)
@given(st.lists(st.text(max_size=60), max_size=8), st.lists(st.text(max_size=60), max_size=8))
def test_whatever_the_lines_the_stretches_are_of_whole_blocks(blocks: list[str], lines: list[str]) -> None:
    """In their order, each apart from the next."""
    chosen = choose_blocks(blocks, lines)
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block) + 2)
    spans = join_blocks(blocks, chosen)
    held = [number for number, start in enumerate(starts[:-1]) if any(first <= start < last for first, last in spans)]
    assert held == sorted(number for number in chosen if blocks[number])
    assert all(first in starts and last + 2 in starts for first, last in spans)


def test_the_choice_of_blocks_takes_time_in_the_length_of_the_page() -> None:
    """Two megabytes of short blocks, none of which was given."""
    blocks = [f"item {number}" for number in range(100_000)]
    began = time.perf_counter()
    choose_blocks([LONG[0], *blocks], [LONG[0], *(f"thing {number}" for number in range(100_000))])
    assert time.perf_counter() - began < 10


# -- what is not read itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("scan 1.png", "verbatim add 'scan 1.txt' --original 'scan 1.png' --transcribed \"recognised by"),
        ("talk.mp3", 'verbatim add talk.vtt --original talk.mp3 --transcribed "recognised by'),
        ("letter.doc", "save it as .docx or PDF"),
        ("sheet.xlsx", "save it as PDF"),
        ("note.msg", "save it as .eml"),
        ("thing.xyz", "verbatim add thing.txt --original thing.xyz"),
    ],
)
def test_what_is_no_source_comes_with_advice_to_paste(
    project: MakeProject, outside: Path, name: str, advice: str
) -> None:
    """A file that is not read is refused with the way that it can come in, both by `add` and in the sources folder."""
    root = project({f"seeds/{name}": b"\x89\0"})
    (outside / name).write_bytes(b"\x89\0")
    done = run("add", outside / name, root)
    assert done.exit_code == 1
    assert "does not read this kind of file" in done.output
    said = as_text(check_project(root).diagnostics)
    assert "unsupported-file" in said
    assert advice in said
    assert advice.replace("verbatim add ", "") in _without_folders(done.output, outside, root)


def _without_folders(output: str, outside: Path, root: Path) -> str:
    """Return what was printed with bare file names, and without the project, as it reads in the project's folder."""
    return output.replace(f"{outside}/", "").replace(f" {root}", "")


def test_the_command_to_paste_names_files_and_project_as_they_were_given(project: MakeProject, outside: Path) -> None:
    """What is pasted works from where `add` was called; what is at an address is to be downloaded first."""
    root = project({})
    (outside / "talk.mp3").write_bytes(b"ID3")
    done = run("add", outside / "talk.mp3", root)
    assert f"verbatim add {outside}/talk.vtt {root} --original {outside}/talk.mp3 --transcribed" in done.output
    assert advise_transcript("https://x.example/a/talk%20one.mp3?b=c") == (
        "download it first",
        "add its text, typed or recognised, with the file as its original:",
        "verbatim add 'talk one.vtt' --original 'talk one.mp3' --transcribed \"recognised by NAME OF THE PROGRAM\"",
    )


@pytest.mark.parametrize(("name", "words"), [("broken.pdf", "damaged"), ("broken.docx", "damaged")])
def test_a_broken_document_is_refused_with_a_line_of_help(
    project: MakeProject, outside: Path, name: str, words: str
) -> None:
    """A file that cannot be read says why, and what to do in a line below."""
    root = project({})
    (outside / name).write_bytes(b"%PDF-1.4\n" if name.endswith("pdf") else b"PK")
    done = run("add", outside / name, root)
    assert done.exit_code == 1
    assert words in done.output.splitlines()[0]
    assert done.output.splitlines()[1].startswith("    save it again")
    assert list(sources(root)) == ["wire"]


def test_a_transcript_keeps_its_original(project: MakeProject, outside: Path, tmp_path: Path) -> None:
    """The file that a text was made from is kept byte for byte and pinned, and pages say how the text was made."""
    root = project({})
    (outside / "talk.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nThe pier is shut.\n", encoding="utf-8")
    recording = bytes(range(256)) * 50_000  # more than a source may have
    (outside / "Talk.MP3").write_bytes(recording)
    words = ("--title", "A talk", "--original", outside / "Talk.MP3", "--transcribed", "recognised by Whisper")
    done = run("add", outside / "talk.vtt", root, *words)
    assert done.exit_code == 0, done.output
    assert "wrote originals/a-talk.mp3" in done.output
    assert (root / "originals/a-talk.mp3").read_bytes() == recording
    assert (root / "seeds/a-talk.vtt").read_bytes() == (outside / "talk.vtt").read_bytes()
    kept = {"file": "originals/a-talk.mp3", "sha256": sha256(recording), "transcribed": "recognised by Whisper"}
    assert sources(root)["a-talk"]["original"] == kept
    checked, written = build_project(root, tmp_path / "site")
    assert written, as_text(checked.diagnostics)
    shown = (tmp_path / "site/sources/a-talk.html").read_text()
    assert "<bdi>recognised by Whisper</bdi>" in shown
    assert sha256(recording) in shown
    assert verify_site(tmp_path / "site").faults == ()
    (root / "originals/a-talk.mp3").write_bytes(recording[1:])
    assert "error[source-changed]: “originals/a-talk.mp3”" in as_text(check_project(root).diagnostics)


def test_an_original_in_the_project_stays_where_it_is(project: MakeProject, outside: Path) -> None:
    """It is named by its path; one among the sources is refused, and so is one that is not there."""
    root = project({"scans/page.png": b"\x89PNG", "seeds/page.png": b"\x89PNG"})
    (outside / "page.txt").write_text("The pier is shut.", encoding="utf-8")
    for original, words in ((root / "seeds/page.png", "move it out"), (outside / "none.png", "cannot be read")):
        done = run("add", outside / "page.txt", root, "--original", original)
        assert done.exit_code == 1
        assert words in done.output
    assert run("add", outside / "page.txt", root, "--transcribed", "typed").exit_code == 2
    assert run("add", outside / "page.txt", root, "--original", root / "scans/page.png").exit_code == 0
    assert sources(root)["page"]["original"] == {"file": "scans/page.png", "sha256": sha256(b"\x89PNG")}
    assert not (root / "originals").exists()


def test_two_transcripts_may_have_one_original(project: MakeProject, outside: Path) -> None:
    """Two parts or two languages of a recording are two sources; each keeps its own name."""
    root = project({})
    (outside / "talk.mp3").write_bytes(b"ID3")
    for name in ("one", "two"):
        (outside / f"{name}.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000\nPart {name}.\n", encoding="utf-8")
        done = run("add", outside / f"{name}.srt", root, "--original", outside / "talk.mp3")
        assert done.exit_code == 0, done.output
    assert {path.name for path in (root / "originals").iterdir()} == {"one.mp3", "two.mp3"}


def test_subtitles_in_another_encoding_become_utf_8(project: MakeProject, outside: Path) -> None:
    """Subtitles of windows-1252 come in when that is stated, and the file brought is kept."""
    root = project({})
    content = "1\r\n00:00:01,000 --> 00:00:02,000\r\nGrüße\r\n".encode("cp1252")
    (outside / "g.srt").write_bytes(content)
    assert "--encoding" in run("add", outside / "g.srt", root).output
    assert run("add", outside / "g.srt", root, "--encoding", "windows-1252").exit_code == 0
    assert "Grüße" in (root / "seeds/g.srt").read_text(encoding="utf-8")
    assert (root / "originals/g.srt").read_bytes() == content


def test_the_article_of_a_page_in_one_file_is_found(project: MakeProject, outside: Path) -> None:
    """A page saved as one file gets the words that the page itself gets, and its other text can be quoted as well."""
    root = project({})
    banner = '<div class="cookie-banner">We use small files to count you.</div>'
    archive = MIMEMultipart("related")
    archive["Snapshot-Content-Location"] = "https://courier.example/2024/library.html"
    archive.attach(MIMEText(PAGE.replace("<main>", banner + "<main>"), "html", "utf-8"))
    (outside / "library.mhtml").write_bytes(archive.as_bytes())
    done = run("add", outside / "library.mhtml", root)
    assert done.exit_code == 0, done.output
    assert sources(root)["courier-2024-05-03"]["article"] == BOUNDS
    assert "words as the article; beside it: ‘" in done.output
    library = read_project(root).value
    article = library.articles["courier-2024-05-03"]
    assert "We use small files to count you." in article.text
    assert len(article.stretches) == 1
    assert "small files" not in join_stretches(article)


@pytest.mark.parametrize("header", [None, "List-Unsubscribe", "List-Id"])
def test_the_article_of_a_newsletter_is_found(project: MakeProject, outside: Path, header: str | None) -> None:
    """A mail that a list sends is a page with small print; any other is its sender's own words from first to last."""
    root = project({})
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Sundays", "Ada <ada@courier.example>"
    if header:
        mail[header] = "<https://courier.example/list>"
    mail.set_content("See the other part.")
    mail.add_alternative(PAGE, subtype="html")
    (outside / "news.eml").write_bytes(mail.as_bytes())
    done = run("add", outside / "news.eml", root)
    assert done.exit_code == 0, done.output
    entry = sources(root)["sundays"]
    assert entry.get("article") == (BOUNDS if header else None)
