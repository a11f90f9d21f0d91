"""generator.reading.kinds: the one registry of what can be a source."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from generator.build import read_project
from generator.commands.add.intake import IncomingFile, read_article
from generator.reading import kinds
from generator.reading.kinds import KINDS, SUFFIXES, find_kind
from generator.reading.kinds.source_kind import SourceKind
from tests.support.pdf_maker import layout_page, make_pdf
from tests.support.small_project import MakeProject
from tests.support.word_maker import make_docx, paragraph

WORDS = "The library lent 48,200 books."
EXAMPLES = {
    ".txt": WORDS.encode(),
    ".md": f"# T\n\n{WORDS}\n".encode(),
    ".html": f"<!doctype html><title>T</title><p>{WORDS}</p>".encode(),
    ".mhtml": (
        b"From: <Saved by Blink>\nContent-Type: multipart/related; boundary=b\n\n"
        b"--b\nContent-Type: text/html\n\n<title>T</title><p>" + WORDS.encode() + b"\n--b--\n"
    ),
    ".pdf": make_pdf(layout_page([WORDS]), title="T"),
    ".docx": make_docx(paragraph(WORDS), core="<dc:title>T</dc:title>"),
    ".eml": b"Subject: T\nFrom: a@b.example\n\n" + WORDS.encode(),
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + WORDS.encode(),
}
UNTITLED = {".pdf": make_pdf(layout_page([WORDS * 6])), ".docx": make_docx(paragraph(WORDS))}


def test_the_kinds_by_their_suffixes() -> None:
    """The kinds of the contract, in the order in which messages name them; upper case is the same."""
    assert SUFFIXES == (
        ".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".docx", ".docm", ".eml", ".vtt", ".srt",
    )  # fmt: skip
    found = [find_kind(f"seeds/a.b{suffix.upper()}") for suffix in SUFFIXES]
    assert list(dict.fromkeys(found)) == list(KINDS)
    assert find_kind("seeds/a.doc") is find_kind("seeds/.txt") is find_kind("seeds/txt") is None


def test_every_kind_has_a_file_and_every_file_a_kind() -> None:
    """A module of the package that declares a kind is in the registry, and nothing else is."""
    names = [path.stem for path in Path(kinds.__file__).parent.glob("[!_]*.py")]
    modules = [import_module(f"generator.reading.kinds.{name}") for name in sorted(names)]
    declared = [value for module in modules for value in vars(module).values() if isinstance(value, SourceKind)]
    assert {kind.name for kind in declared} == {kind.name for kind in KINDS}


def test_no_two_kinds_claim_the_same_files() -> None:
    """A suffix and a media type belong to one kind each."""
    for claimed in (
        [suffix for kind in KINDS for suffix in (*kind.suffixes, *kind.other_suffixes)],
        [media_type for kind in KINDS for media_type in kind.media_types],
    ):
        assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_read_as_it_declares(kind: SourceKind, project: MakeProject) -> None:
    """A file of each suffix is a source without an entry; pages, times and line breaks are told as `places` says."""
    for suffix in kind.suffixes:
        article = read_project(project({f"seeds/x{suffix}": EXAMPLES[kind.suffix]})).value.articles["x"]
        assert article.text.endswith(WORDS)
        assert bool(article.pages) == (kind.places == "pages")
        assert bool(article.cues) == (kind.places == "times")
        assert article.plain == (kind.places == "file")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_add_recognises_a_kind_by_name_by_type_and_by_its_beginning(kind: SourceKind) -> None:
    """`add` takes each kind under any of its suffixes, as any of its media types, and by its signature alone."""
    content = EXAMPLES[kind.suffix]
    brought = [IncomingFile(content, f"x{suffix}") for suffix in (*kind.suffixes, *kind.other_suffixes)]
    brought += [IncomingFile(content, "x", type=media_type) for media_type in kind.media_types]
    brought += [IncomingFile(content, "x")] if kind.signature else []
    for file in brought:
        assert read_article(file, "page").kind is kind, file.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_title_is_missed_where_the_kind_needs_one(kind: SourceKind, project: MakeProject) -> None:
    """Only of a kind that needs no title may neither the file nor its entry have one."""
    content = (
        make_pdf(layout_page([WORDS * 6]))
        if kind.suffix == ".pdf"
        else UNTITLED.get(kind.suffix, EXAMPLES[kind.suffix])
    )
    for title in (b"# T", b"<title>T</title>", b"Subject: T\n"):
        content = content.replace(title, b"")
    diagnostics = read_project(project({f"seeds/x{kind.suffix}": content})).diagnostics
    assert any(found.code == "missing-key" for found in diagnostics) == kind.needs_title


def test_what_a_kind_needs_is_imported_when_a_file_of_it_is_read() -> None:
    """The registry brings no parser along: neither the packages of others nor our own readers of HTML and YAML."""
    code = "import sys, generator.reading.kinds; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "pypdfium2",
        "mammoth",
        "email.message",
        "yaml",
        "markdown",
        "nh3",
        "generator.reading.hypertext",
        "generator.reading.fast_markdown",
    }
    assert not heavy & set(loaded)
