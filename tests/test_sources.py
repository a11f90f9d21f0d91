"""The articles of a project: which files they are, under which ids, with what is known of them."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import read_project
from generator.diagnostics import Outcome, sort_diagnostics
from generator.model import Source
from generator.reading.ids import ID_LENGTH
from generator.reading.sources import Library, source_id
from tests.support.small_project import SEED, MakeProject

SITE = "site: {title: T}\n"


def said(root: Path) -> list[str]:
    return [f"{each.location} {each.code}" for each in sort_diagnostics(read_project(root).diagnostics)]


def read(root: Path) -> Outcome[Library]:
    return read_project(root)


def source(root: Path, id: str) -> Source:
    return next(each for each in read(root).value.corpus.sources if each.id == id)


# -- which files --------------------------------------------------------------------------------------------------


def test_every_file_is_a_source(project: MakeProject) -> None:
    """Every .txt, .md and .html below sources_dir is a source; one without an entry is `undeclared-source`."""
    root = project({
        "claims.yaml": SITE, "seeds/b.md": "# B\n", "seeds/deep/a.html": "<title>A</title><p>a", "seeds/C.TXT": "c",
    })  # fmt: skip
    library = read(root).value
    assert [(each.id, each.file) for each in library.corpus.sources] == [
        ("c", "seeds/C.TXT"), ("b", "seeds/b.md"), ("a", "seeds/deep/a.html"), ("wire", "seeds/wire.txt"),
    ]  # fmt: skip
    assert set(library.articles) == {"a", "b", "c", "wire"}
    assert [each.split()[1] for each in said(root)] == ["undeclared-source"] * 4


def test_declared_sources_come_first_in_the_curators_order(project: MakeProject) -> None:
    """Sources with an entry stand in the order of their entries, the others after them by path."""
    root = project({
        "claims.yaml": f"{SITE}sources: {{z: {{file: seeds/z.txt}}, a: {{file: seeds/wire.txt}}}}\n",
        "seeds/b.txt": "b", "seeds/z.txt": "z",
    })  # fmt: skip
    assert [each.id for each in read(root).value.corpus.sources] == ["z", "a", "b"]


@pytest.mark.parametrize("name", ["x.odt", "x", ".hidden", "x.txt.bak", "x.xhtml", "x.markdown", "wire.txt~", ".txt"])
def test_other_files_get_a_warning(project: MakeProject, name: str) -> None:
    """Any other file in sources_dir is `unsupported-file`."""
    assert said(project({f"seeds/{name}": "x"})) == [f"seeds/{name}:1:1 unsupported-file"]


def test_a_file_elsewhere_may_have_an_entry(project: MakeProject) -> None:
    """An entry may name a file of the project outside sources_dir; it is not listed twice."""
    root = project(
        {
            "claims.yaml": f"{SITE}sources: {{x: {{file: more/x.txt}}, wire: {{file: ./seeds//wire.txt}}}}\n",
            "more/x.txt": "x",
        }
    )
    assert said(root) == []
    assert [each.file for each in read(root).value.corpus.sources] == ["more/x.txt", "seeds/wire.txt"]


def test_an_own_sources_folder(project: MakeProject) -> None:
    """sources_dir names another folder, and seeds is then none."""
    root = project({"claims.yaml": "site: {title: T, sources_dir: my  articles}\n", "my  articles/a.txt": "a"})
    assert [each.id for each in read(root).value.corpus.sources] == ["a"]


@pytest.mark.parametrize(
    ("folder", "code"), [("..", "unsafe-path"), ("/usr", "unsafe-path"), ("site", "bad-value"), (".",
    "bad-value"), ("none", "source-missing")]
)  # fmt: skip
def test_a_sources_folder_that_may_not_be_one(project: MakeProject, folder: str, code: str) -> None:
    """What is wrong with sources_dir is said at its value."""
    assert said(project({"claims.yaml": f"site:\n  title: T\n  sources_dir: {folder}\n"})) == [
        f"claims.yaml:3:16 {code}"
    ]


def test_without_seeds_there_is_a_diagnostic(tmp_path: Path) -> None:
    """A project without its sources folder is told so, at the site."""
    root = tmp_path / "bare"
    root.mkdir()
    (root / "claims.yaml").write_text(SITE)
    assert said(root) == ["claims.yaml:1:7 source-missing"]


# -- ids ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id"),
    [("000_248e0cc59ba9c3a6.txt", "000-248e0cc59ba9c3a6"), ("Über uns.html", "uber-uns"), ("a.b.txt", "a-b"),
    ("x" * 90 + ".txt", "x" * 80)],
)  # fmt: skip
def test_an_id_is_made_from_the_stem(project: MakeProject, name: str, id: str) -> None:
    """A file without an entry has its stem for an id, made into one."""
    root = project({f"seeds/{name}": "<title>x</title>x"})
    assert id in {each.id for each in read(root).value.corpus.sources}


@given(st.text(max_size=100))
def test_every_stem_makes_an_id(stem: str) -> None:
    """Any stem makes an id of the contract's form; where nothing of it can be kept, one from its digest."""
    import re

    made = source_id(stem.encode("utf-8", "replace").decode())
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= ID_LENGTH


def test_stems_of_other_scripts_have_ids_of_their_own() -> None:
    """Two names of which no letter can be kept are two ids."""
    assert source_id("日本") != source_id("中国")
    assert source_id("日本") == source_id("日本")


def test_two_stems_of_one_id_name_both_files(project: MakeProject) -> None:
    """Two files that make one id are `duplicate-id` at the second, naming the first."""
    root = project({"seeds/a b.txt": "1", "seeds/a-b.md": "# 2", "seeds/deep/A_B.html": "<title>3</title>"})
    found = [each for each in read(root).diagnostics if each.code == "duplicate-id"]
    assert [str(each.location) for each in found] == ["seeds/a-b.md:1:1", "seeds/deep/A_B.html:1:1"]
    assert all("seeds/a b.txt" in each.message for each in found)


def test_a_stem_that_is_the_id_of_an_entry(project: MakeProject) -> None:
    """A file whose id an entry has for another file is `duplicate-id`, naming the entry."""
    root = project({"claims.yaml": f"{SITE}sources:\n  b: {{file: seeds/wire.txt}}\n", "seeds/b.txt": "b"})
    found = [each for each in read(root).diagnostics if each.code == "duplicate-id"]
    assert [str(each.location) for each in found] == ["seeds/b.txt:1:1"]
    assert "claims.yaml:3:3" in found[0].message


@pytest.mark.parametrize("name", ["index.html", "Index.txt", "con.md", "NUL.txt"])
def test_a_stem_that_is_reserved(project: MakeProject, name: str) -> None:
    """A file whose id would be `index`, or one that Windows cannot hold, is `bad-id` until it has an entry."""
    assert said(project({f"seeds/{name}": "x"})) == [f"seeds/{name}:1:1 bad-id"]
    entry = f"{SITE}sources: {{home: {{file: seeds/{name}, title: H}}, wire: {{file: seeds/wire.txt}}}}\n"
    assert said(project({f"seeds/{name}": "x", "claims.yaml": entry})) == []


# -- entries and their files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("seeds/none.txt", "source-missing"), ("../x.txt", "unsafe-path"), ("/etc/hosts.txt", "unsafe-path"),
        ("seeds/../../x.txt", "unsafe-path"), ("seeds/fifo.txt", "unsafe-path"), ("seeds/folder.txt", "unsafe-path"),
        ("seeds/latin.txt", "source-encoding"), ("seeds/big.txt", "too-large"), ("seeds/x.odt", "bad-value"),
        ("seeds", "bad-value"),
        ("seeds/dangling.txt", "source-missing"), ("seeds/out.txt", "unsafe-path"), ("seeds/utf16.txt",
        "source-encoding"),
        ("seeds/WIRE.txt", "source-missing"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(project: MakeProject, tmp_path: Path, file: str, code: str) -> None:
    """What is wrong with an entry's file is said at the value of `file`; wrong bytes are said in the file."""
    root = project({
        "claims.yaml": f"{SITE}sources:\n  wire: {{file: seeds/wire.txt}}\n  x:\n    file: {file}\n",
        "seeds/latin.txt": b"caf\xe9", "seeds/utf16.txt": "x".encode("utf-16"), "seeds/folder.txt/a.txt": "a",
        "seeds/x.odt": "x",
        "seeds/big.txt": b"x" * 10_000_001,
    })  # fmt: skip
    os.mkfifo(root / "seeds/fifo.txt")
    (root / "seeds/dangling.txt").symlink_to("nowhere")
    (tmp_path / "out.txt").write_text("out")
    (root / "seeds/out.txt").symlink_to(tmp_path / "out.txt")
    place = f"{file}:1:" if code == "source-encoding" else "claims.yaml:5:11"
    assert any(each.startswith(place) and each.endswith(f" {code}") for each in said(root)), said(root)


def test_undeclared_files_that_cannot_be_read_are_said_at_the_file(project: MakeProject) -> None:
    """Without an entry the place is the file's own first character."""
    root = project({"seeds/latin.txt": b"ab\ncaf\xe9"})
    os.mkfifo(root / "seeds/fifo.txt")
    (root / "seeds/dangling.txt").symlink_to("nowhere")
    assert [each for each in said(root) if "undeclared" not in each] == [
        "seeds/dangling.txt:1:1 source-missing", "seeds/fifo.txt:1:1 unsafe-path",
        "seeds/latin.txt:2:4 source-encoding",
    ]  # fmt: skip


def test_one_entry_a_file(project: MakeProject) -> None:
    """A second entry for one file, however it is spelt, is an error that names the first."""
    root = project({"claims.yaml": f"{SITE}sources:\n  a: {{file: seeds/wire.txt}}\n  b: {{file: seeds/./wire.txt}}\n"})
    (each,) = read(root).diagnostics
    assert (str(each.location), each.code) == ("claims.yaml:4:13", "bad-value")
    assert each.message.endswith(": a")


def test_a_pin_holds_or_is_an_error(project: MakeProject) -> None:
    """sha256 pins the file's bytes: in any case it is compared, and what no longer matches is `source-changed`."""
    digest = hashlib.sha256(SEED.encode()).hexdigest()
    for pin in (digest, digest.upper()):
        assert (
            said(project({"claims.yaml": f"{SITE}sources: {{wire: {{file: seeds/wire.txt, sha256: {pin}}}}}\n"})) == []
        )
    root = project({"claims.yaml": f"{SITE}sources:\n  wire:\n    file: seeds/wire.txt\n    sha256: {'0' * 64}\n"})
    (each,) = read(root).diagnostics
    assert (str(each.location), each.code) == ("claims.yaml:5:13", "source-changed")
    assert digest in each.help[0]


def test_a_pin_is_of_the_bytes(project: MakeProject) -> None:
    """A byte-order mark and line ends belong to the bytes that are pinned, not to the text."""
    content = b"\xef\xbb\xbfa\r\nb"
    digest = hashlib.sha256(content).hexdigest()
    entry = f"{SITE}sources: {{wire: {{file: seeds/wire.txt, sha256: {digest}}}}}\n"
    root = project({"claims.yaml": entry, "seeds/wire.txt": content})
    assert said(root) == []
    article = read(root).value.articles["wire"]
    assert (article.text, article.sha256) == ("a\nb", digest)


@pytest.mark.parametrize("empty", [b"", b"\n", b"\xef\xbb\xbf", b"  \r\n\t"])
def test_an_empty_source_is_a_source(project: MakeProject, empty: bytes) -> None:
    """A file without words is read like any other."""
    assert said(project({"seeds/wire.txt": empty})) == []


# -- what the file says of itself ---------------------------------------------------------------------------------

MATTER = """\
---
title: In the file
publisher: P
published: 2000-10
author: [A, B]
inferred: {published: as it says}
---
# Heading

Text.
"""


def test_front_matter_has_the_keys_of_an_entry(project: MakeProject) -> None:
    """A .md file's front matter gives what an entry may say, but for `file`."""
    root = project(
        {
            "seeds/a.md": MATTER,
            "claims.yaml": f"{SITE}sources: {{a: {{file: seeds/a.md}}, wire: {{file: seeds/wire.txt}}}}\n",
        }
    )
    assert said(root) == []
    found = source(root, "a")
    assert (found.title, found.publisher, found.published, found.author) == ("In the file", "P", "2000-10", ("A", "B"))
    assert found.inferred == (("published", "as it says"),)
    assert "title" not in read(root).value.articles["a"].text


def test_the_entry_wins(project: MakeProject) -> None:
    """What an entry says goes before what the file says of itself, key by key."""
    entry = (
        f"{SITE}sources: {{a: {{file: seeds/a.md, title: In the entry, author: C}}, wire: {{file: seeds/wire.txt}}}}\n"
    )
    found = source(project({"seeds/a.md": MATTER, "claims.yaml": entry}), "a")
    assert (found.title, found.publisher, found.author) == ("In the entry", "P", ("C",))


def test_faults_in_front_matter_are_said_in_the_file(project: MakeProject) -> None:
    """A diagnostic of front matter names the .md file, its own line and column."""
    lines = [
        "\ufeff---",
        "title: T",
        "published: 24.10.2000",
        "",
        "file: x",
        "note: '[x](claim:none)'",
        "title: U",
        "---",
        "T",
    ]
    text = "\r\n".join(lines)
    root = project({"seeds/a.md": text})
    assert [each for each in said(root) if "undeclared" not in each] == [
        "seeds/a.md:3:12 bad-date", "seeds/a.md:5:1 unknown-key", "seeds/a.md:7:1 duplicate-key",
    ]  # fmt: skip
    library = read(root).value
    assert [str(at) for _, at in library.corpus.markdown] == ["seeds/a.md:6:7"]
    root = project({"seeds/a.md": "---\ntitle: T\nnote: !t x\n---\n"})
    assert "seeds/a.md:3:7 yaml-syntax" in said(root)
    root = project({"seeds/a.md": "---\n- a\n---\n"})
    assert "seeds/a.md:2:1 wrong-type" in said(root)


def test_what_front_matter_names_is_checked(project: MakeProject) -> None:
    """derived_from of front matter is a reference with its place."""
    root = project({"seeds/a.md": "---\ntitle: T\nderived_from: nobody\n---\n"})
    corpus = read(root).value.corpus
    named = [*corpus.references, *(one for each in corpus.named for one in each.references())]
    assert [(each.id, str(each.location)) for each in named if each.kind == "source"] == [
        ("nobody", "seeds/a.md:3:15"), ("wire", "claims.yaml:8:15"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.md", "# The *Title*\n\nx\n", "The Title"), ("a.md", "---\ntitle: T\n---\n# H\n", "T"),
        ("a.html", "<title> A  B </title><h1>C</h1>", "A B"), ("a.html", "<h1>C</h1>", "C"),
    ],
)  # fmt: skip
def test_a_title_may_stand_in_the_file(project: MakeProject, name: str, content: str, title: str) -> None:
    """For .md and .html the title may stand in the file itself."""
    root = project({f"seeds/{name}": content})
    assert source(root, "a").title == title


@pytest.mark.parametrize(
    ("title", "code"), [("a\x01b", "bad-value"), ("a\x9bb", "bad-value"), ("a\ufffeb", "bad-value"),
    ("x" * 1_001, "too-large"), ("x" * 1_000, ""), ("a\u202eb", "")],
)  # fmt: skip
def test_a_title_in_the_file_is_held_to_what_a_typed_one_is(project: MakeProject, title: str, code: str) -> None:
    """Control characters and noncharacters in a file's own title are `bad-value`, a title beyond the limit is
    `too-large`; a title in claims.yaml stands for it, and the file stays as it is."""
    html = f"<title>{title}</title><p>Some words.</p>"
    root = project({"claims.yaml": f"{SITE}sources: {{a: {{file: seeds/a.html}}}}\n", "seeds/a.html": html})
    found = [each for each in said(root) if "seeds/a.html" in each]
    assert found == ([f"seeds/a.html:1:1 {code}"] if code else [])
    root = project({"claims.yaml": f"{SITE}sources: {{a: {{file: seeds/a.html, title: A}}}}\n", "seeds/a.html": html})
    assert [each for each in said(root) if "seeds/a.html" in each] == []


@pytest.mark.parametrize(
    ("name", "content"), [("a.md", "Text.\n"), ("a.html", "<p>Text."), ("a.md", ""), ("a.html", "<title> </title>x")]
)
def test_a_title_is_required_of_what_may_have_one(project: MakeProject, name: str, content: str) -> None:
    """A .md or .html file without a title, in itself or in its entry, is `missing-key`; a .txt file needs none."""
    root = project({f"seeds/{name}": content})
    assert f"seeds/{name}:1:1 missing-key" in said(root)
    entry = f"{SITE}sources:\n  a: {{file: seeds/{name}}}\n  wire: {{file: seeds/wire.txt}}\n"
    assert said(project({f"seeds/{name}": content, "claims.yaml": entry})) == ["claims.yaml:3:6 missing-key"]
    assert source(project({}), "wire").title is None
    assert source(project({}), "wire").label == "wire.txt"


def test_a_broken_claims_file_makes_no_file_undeclared(project: MakeProject) -> None:
    """Where claims.yaml cannot be read, nothing is said of what it might have declared."""
    assert said(project({"claims.yaml": "site: [\n"})) == ["claims.yaml:1:7 yaml-syntax"]


def test_where_there_is_no_project_one_thing_is_said(tmp_path: Path) -> None:
    """A folder without claims.yaml has one fault, and none of what the file would name; it says how to begin."""
    (found,) = read_project(tmp_path).diagnostics
    assert str(found.location) == "claims.yaml:1:1"
    assert "verbatim new" in found.help[0]
