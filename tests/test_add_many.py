"""verbatim add of many articles, of lists, of texts in damaged encodings, and of one story in two papers."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.build import check_project
from generator.cli import commands
from tests.support.small_project import MakeProject

PAGE = (
    '<!doctype html><html lang=en><head><meta charset="utf-8"><title>{title}</title>'
    '<meta property="og:site_name" content="{paper}"><meta name=date content="2024-05-03"></head>'
    "<body><article><h1>{title}</h1><p>The town’s bridge reopened on Friday after a year, the council said.</p>"
    "<p>It cost 2.4 million euros, which is more than anybody had expected two years ago.</p></article></body></html>"
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=False)


def sources(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((root / "claims.yaml").read_text(), yaml.BaseLoader)["sources"]  # noqa: S506
    return found


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def test_one_story_in_two_papers_is_two_sources(project: MakeProject, outside: Path) -> None:
    """Another file with the same text is another source; only the same file is refused."""
    root = project({})
    for paper in ("Courier", "Post"):
        (outside / f"{paper}.html").write_text(PAGE.format(title="Bridge reopens", paper=paper))
        assert run("add", outside / f"{paper}.html", root).exit_code == 0
    assert {"courier-2024-05-03", "post-2024-05-03"} <= set(sources(root))
    again = run("add", outside / "Post.html", root)
    assert (again.exit_code, "already the source post-2024-05-03" in again.output) == (1, True)


def test_several_articles_are_added_at_once(project: MakeProject, outside: Path) -> None:
    """Each is added on its own; one that cannot be stops no other, and the exit status says so."""
    root = project({})
    (outside / "a.txt").write_text("First words.")
    (outside / "b.txt").write_text("Second words.")
    (outside / "c.png").write_bytes(b"\x89PNG")
    done = run("add", outside / "a.txt", outside / "c.png", outside / "b.txt", root, "--publisher", "The Town")
    assert (done.exit_code, "added 2 of 3 articles" in done.output) == (1, True)
    assert {sources(root)[id]["publisher"] for id in ("a", "b")} == {"The Town"}
    assert {finding.code for finding in check_project(root).diagnostics} == {"unused-source"}


def test_what_is_of_one_article_is_not_typed_for_several(project: MakeProject, outside: Path) -> None:
    """An id, a title or an address belongs to one article; so do words that name nothing to no article."""
    root = project({})
    (outside / "a.txt").write_text("First words.")
    (outside / "b.txt").write_text("Second words.")
    for option in (("--id", "x"), ("--title", "X"), ("--url", "https://courier.example/")):
        done = run("add", outside / "a.txt", outside / "b.txt", root, *option)
        assert (done.exit_code, "--from" in done.output) == (2, True)
    assert run("add").exit_code == 2
    assert run("add", outside / "a.txt", outside / "nowhere").exit_code == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_says_what_is_known_of_each(project: MakeProject, outside: Path, delimiter: str) -> None:
    """The columns of a CSV file are an entry's; paths are relative to the list; what is typed fills what is empty."""
    root = project({})
    (outside / "a.txt").write_text("First words.")
    (outside / "b.txt").write_text("Second words.")
    rows = [
        ["File", "Title", "author", "date", "url", "excerpts"],
        ["a.txt", "A title", "Ada Brandt; Ben Weill", "2024-05", "https://courier.example/a", "yes"],
        ["", "", "", "", "", ""],
        ["b.txt", "", "", "", "", ""],
    ]
    text = "\ufeff" + "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    (outside / "list.csv").write_text(text, encoding="utf-8")
    done = run("add", "--from", outside / "list.csv", root, "--publisher", "The Town")
    assert done.exit_code == 0, done.output
    first, second = sources(root)["town-2024-05"], sources(root)["b"]
    assert (first["author"], first["url"], first["display"]) == (
        ["Ada Brandt", "Ben Weill"], "https://courier.example/a", "excerpts",
    )  # fmt: skip
    assert (second["title"], second["publisher"]) == ("Second words.", "The Town")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file,date\na.txt,3 May\n", "list.csv:2: published"),
        ("file,colour\na.txt,red\n", "“colour” is no column"),
        ("a.txt\nb.txt\n", "no column"),
        ("title\nT\n", "file or url is needed"),
        ('file,title\na.txt,"x\ny"\nb.txt,"x\n', "CSV"),
        ("file,title\n,T\n", "list.csv:2: it names neither"),
        ("file,url\na.txt,courier.example\n", "list.csv:2: url"),
        ("file\n", "no rows"),
        ("", "no column|name the columns"),
    ],
)
def test_a_list_with_faults_adds_nothing(project: MakeProject, outside: Path, text: str, words: str) -> None:
    """Every fault is told with its line, and nothing is added before the list is right."""
    import re

    root = project({})
    (outside / "a.txt").write_text("First words.")
    (outside / "list.csv").write_text(text)
    before = (root / "claims.yaml").read_text()
    done = run("add", "--from", outside / "list.csv", root)
    assert done.exit_code == 1
    assert re.search(words, done.output), done.output
    assert (root / "claims.yaml").read_text() == before


DAMAGED = PAGE.format(title="Bridge reopens", paper="Courier").encode().replace(b"Friday", b"Friday\x93")


def test_one_bad_byte_is_no_dead_end(project: MakeProject, outside: Path) -> None:
    """The refusal names the byte and the option that reads on; with it the text has � there, and the file is kept."""
    root = project({})
    (outside / "page.html").write_bytes(DAMAGED)
    refused = run("add", outside / "page.html", root)
    assert refused.exit_code == 1
    assert "0x93" in refused.output
    assert "--encoding utf-8" in refused.output
    done = run("add", outside / "page.html", root, "--encoding", "utf-8")
    assert done.exit_code == 0, done.output
    assert "text-suspect" in done.output
    assert (root / "originals/courier-2024-05-03.html").read_bytes() == DAMAGED
    entry = sources(root)["courier-2024-05-03"]
    assert "Friday\ufffd after a year" in (root / entry["file"]).read_text(encoding="utf-8-sig")


def test_a_text_in_another_encoding_is_not_read_at_all_costs(project: MakeProject, outside: Path) -> None:
    """Where much would be lost, the encoding is the wrong one, and that is what is said."""
    (outside / "a.txt").write_bytes(("\u65e5\u672c" * 200).encode("shift_jis"))
    done = run("add", outside / "a.txt", project({}), "--encoding", "utf-8")
    assert (done.exit_code, "use --encoding with another" in done.output) == (1, True)


def test_a_file_that_is_too_large_says_what_to_do(project: MakeProject, outside: Path) -> None:
    """The limit comes with a way below it, for each kind."""
    for name, way in (
        ("a.html", "HTML only"),
        ("a.pdf", "pages that are quoted"),
        ("a.txt", "the part that is quoted"),
    ):
        (outside / name).write_bytes(bytes(10_000_001))
        done = run("add", outside / name, project({}))
        assert (done.exit_code, way in done.output) == (1, True)
