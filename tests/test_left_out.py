"""What is told of a quote that is not in its source's text, and stands in the file that this was made from."""

import hashlib
from collections.abc import Mapping

import pytest
import yaml

from generator.build import check_project
from generator.commands.shared.yaml_edit import insert_entry
from generator.diagnostics import Diagnostic
from tests.support.pdf_maker import layout_page, make_pdf
from tests.support.small_project import MakeProject

PAGE = (
    "<!doctype html><title>Pier</title><nav>All news of the harbour</nav>"
    "<main><h1>The pier</h1><p>The pier is closed until May, the port says.</p>"
    "<p>What the crane would cost nobody could say.</p></main>"
    '<div class="sidebar">Most read: a whale in the harbour</div><p hidden>The ferry sails no more.</p>'
    "<script>var words = 'nobody ever read this line'</script>"
)
TEXT = "The pier\n\nThe pier is closed until May, the port says.\n"


def check_quote(project: MakeProject, entry: str, words: str, files: Mapping[str, str | bytes]) -> Diagnostic:
    """Return what is found of a quote that is not in the one source."""
    claims = (
        f"site: {{title: T}}\nsources:\n  pier: {entry}\nclaims:\n  a:\n    statement: S of it.\n    evidence:\n"
        f"      - {{source: pier, quote: {words!r}, stance: supports}}\n"
    )
    root = project({"claims.yaml": claims, **files})
    (found,) = (item for item in check_project(root).diagnostics if item.code == "quote-not-found")
    return found


def original(name: str, content: str | bytes) -> str:
    encoded = content if isinstance(content, bytes) else content.encode()
    return f"{{file: seeds/pier.txt, title: T, original: {{file: originals/{name}, sha256: {sha256(encoded)}}}}}"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_words_of_the_original_are_told_with_what_makes_them_quotable(project: MakeProject) -> None:
    """The page, its new place, its hash and where the article is: with these lines in the entry the quote is found."""
    words = "What the crane would cost nobody could say."
    files: dict[str, str | bytes] = {"seeds/pier.txt": TEXT, "originals/pier.html": PAGE}
    found = check_quote(project, original("pier.html", PAGE), words, files)
    first, moved, *lines = found.help
    assert first == "these words stand in originals/pier.html, the original of seeds/pier.txt, but not in its text"
    assert "move originals/pier.html to seeds/pier.html, remove seeds/pier.txt" in moved
    entry = yaml.safe_load("\n".join(lines[1:4]))
    assert set(entry) == {"file", "sha256", "article"}
    claims = (
        "site: {title: T}\nclaims:\n  a:\n    statement: S of it.\n    evidence:\n"
        f"      - {{source: pier, quote: {words!r}, stance: supports}}\n"
    )
    mended = insert_entry(claims.encode(), ["sources"], "pier", entry, levels=1).decode()
    root = project({"claims.yaml": mended, "seeds/pier.html": PAGE})
    (root / "seeds/pier.txt").unlink()
    assert not any(finding.severity == "error" for finding in check_project(root).diagnostics)


def test_words_of_a_sidebar_are_told_with_the_key_that_reads_it(project: MakeProject) -> None:
    """A saved page without article: loses its sidebars; with the line that is offered it has them."""
    found = check_quote(
        project, "{file: seeds/pier.html}", "a whale in the harbour", {"seeds/pier.html": "<title>T</title>"}
    )
    assert found.help[0].startswith("nothing like it")
    found = check_quote(project, "{file: seeds/pier.html}", "a whale in the harbour", {"seeds/pier.html": PAGE})
    assert found.help[0] == "these words stand in seeds/pier.html, in what was left out as a cookie box or a sidebar"
    line = found.help[2]
    assert line.startswith("article: [{from: ")
    article = yaml.safe_load(line)["article"]
    entry = f"{{file: seeds/pier.html, article: {article}}}"
    found = check_quote(project, entry, "a whale in the port", {"seeds/pier.html": PAGE})
    assert any("whale" in help for help in found.help), "it is in the text now, and so the nearest"


@pytest.mark.parametrize("words", ["The ferry sails no more", "All news of the harbour"])
def test_words_that_the_page_hides_are_told_to_be_none(project: MakeProject, words: str) -> None:
    """Of the source's own page and of its original: what no reader sees cannot be quoted, and nothing is offered."""
    own = check_quote(project, "{file: seeds/pier.html}", words, {"seeds/pier.html": PAGE})
    assert own.help[0] == "these words stand in seeds/pier.html, where the page hides them or has them as navigation"
    kept = check_quote(
        project, original("pier.html", PAGE), words, {"seeds/pier.txt": TEXT, "originals/pier.html": PAGE}
    )
    assert kept.help[0].startswith("these words stand in originals/pier.html, the original of seeds/pier.txt")
    assert not any(line.startswith("article:") for line in (*own.help, *kept.help))


@pytest.mark.parametrize("words", ["nobody ever read this line", "quite other words than these"])
def test_words_that_are_nowhere_are_told_nothing_of_it(project: MakeProject, words: str) -> None:
    """What is written for programs is no text of the page either."""
    files: dict[str, str | bytes] = {"seeds/pier.txt": TEXT, "originals/pier.html": PAGE}
    found = check_quote(project, original("pier.html", PAGE), words, files)
    assert not any("stand in" in line for line in found.help)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pier.html", "<meta charset=latin-1><p>Das Caf\xe9 kostet nichts mehr, sagt sie.".encode("latin-1")),
        ("pier.html", "<p>Das Caf\xe9 kostet nichts mehr, sagt sie.".encode("cp1252")),
        ("pier.txt", "Das Caf\xe9 kostet nichts mehr, sagt sie.".encode()),
        ("pier.pdf", make_pdf(layout_page(["Das Caf\xe9 kostet nichts mehr, sagt sie."]))),
    ],
)
def test_originals_of_any_kind_and_encoding_are_searched(project: MakeProject, name: str, content: bytes) -> None:
    """What cannot be a source as it is, is named, and no entry is offered."""
    files: dict[str, str | bytes] = {"seeds/pier.txt": TEXT, f"originals/{name}": content}
    found = check_quote(project, original(name, content), "kostet nichts mehr", files)
    assert (
        found.help[0] == f"these words stand in originals/{name}, the original of seeds/pier.txt, but not in its text"
    )
    assert not any(line.startswith("file:") for line in found.help)


@pytest.mark.parametrize(
    ("name", "content"), [("pier.png", b"\x89PNG"), ("pier.pdf", b"%PDF-1.4\n"), ("pier.html", b"")]
)
def test_what_cannot_be_read_is_passed_over(project: MakeProject, name: str, content: bytes) -> None:
    """A picture, a damaged file, an empty one: the quote is not found, as ever."""
    files: dict[str, str | bytes] = {"seeds/pier.txt": TEXT, f"originals/{name}": content}
    assert check_quote(project, original(name, content), "kostet nichts mehr", files).help


def test_an_original_that_is_gone_is_one_error_more(project: MakeProject) -> None:
    """It is named for itself; the quote's own finding stands without it."""
    found = check_quote(project, original("pier.html", PAGE), "kostet nichts mehr", {"seeds/pier.txt": TEXT})
    assert not any("stand in" in line for line in found.help)
