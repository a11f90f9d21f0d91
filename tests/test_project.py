"""The only reader of files: what is read is the project's own, regular, whole and UTF-8; everything else is said."""

import os
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.reading import project_files as reading
from generator.reading.project_files import (
    FILE_LIMIT,
    FileRefused,
    check_folder,
    decode,
    list_sources,
    read_bytes,
    read_documents,
)
from tests.support.small_project import SEED, MakeProject

SITE = "site: {title: T}\n"


def found(root: Path) -> list[str]:
    """What reading the claims files says, as path:line:column code."""
    return [f"{each.location} {each.code}" for each in read_documents(root).diagnostics]


def paths(root: Path) -> list[str]:
    return [each.path for each in read_documents(root).value]


def refused(root: Path, path: str) -> str:
    with pytest.raises(FileRefused) as reason:
        read_bytes(root, path)
    return reason.value.code


# -- one file -----------------------------------------------------------------------------------------------------


def test_a_regular_file_is_read_as_it_is(project: MakeProject) -> None:
    """The bytes arrive unchanged, line ends and byte-order mark included."""
    content = b"\xef\xbb\xbfa\r\nb\rc\x00\xff"
    assert read_bytes(project({"seeds/a.txt": content}), "seeds/a.txt") == content
    assert read_bytes(project({"seeds/a.txt": b""}), "seeds/a.txt") == b""


def test_a_path_that_leads_outside_is_unsafe(project: MakeProject, tmp_path: Path) -> None:
    """No path leads outside the project: not by .., not as an absolute path, not by a link to a file or a folder."""
    root = project({})
    (tmp_path / "secret.txt").write_text("secret")
    (root / "seeds/link.txt").symlink_to("../../secret.txt")
    (root / "seeds/folder").symlink_to(tmp_path)
    (root / "twice.txt").symlink_to("seeds/link.txt")
    for path in ("../secret.txt", "seeds/../../secret.txt", str(tmp_path / "secret.txt"), "/etc/passwd",
    "seeds/link.txt",
                 "seeds/folder/secret.txt", "twice.txt", "..", "", "/", str(root / "seeds/wire.txt")):  # fmt: skip
        assert refused(root, path) == "unsafe-path", path


def test_what_was_read_before_opens_no_way_out(project: MakeProject, tmp_path: Path) -> None:
    """In a run that has read a file of a folder, a link beside it is looked at all the same, and so is the folder."""
    root, folders = project({"inside.txt": "in"}), dict[str, str]()
    (tmp_path / "away").mkdir()
    (tmp_path / "away/secret.txt").write_text("secret")
    (tmp_path / "away/in.txt").symlink_to(root / "inside.txt")
    (root / "seeds/folder").symlink_to(tmp_path / "away")
    (root / "seeds/link.txt").symlink_to(tmp_path / "away/secret.txt")
    (root / "seeds/near.txt").symlink_to(root / "inside.txt")
    for path, content in (
        ("seeds/wire.txt", SEED), ("seeds/near.txt", "in"), ("seeds/folder/in.txt", "in"), ("inside.txt", "in"),
    ):  # fmt: skip
        assert read_bytes(root, path, folders) == content.encode()
    outside = ("seeds/link.txt", "seeds/folder/secret.txt", "../away/secret.txt", "/inside.txt")
    for path in (*outside, "seeds/..", "seeds/.", "seeds/"):
        with pytest.raises(FileRefused):
            read_bytes(root, path, folders)


def test_the_root_of_the_file_system_is_a_folder_like_others(tmp_path: Path) -> None:
    """What lies in it, or below it, is not outside: in containers files do."""
    file = tmp_path / "article.txt"
    file.write_text(SEED)
    assert read_bytes(Path(file.anchor), str(file.relative_to(file.anchor))) == SEED.encode()


def test_a_neighbour_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    """`project-2` is not in `project`."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project-2").mkdir()
    (tmp_path / "project-2/a.txt").write_text("a")
    assert refused(tmp_path / "project", "../project-2/a.txt") == "unsafe-path"


def test_a_link_inside_the_project_is_followed(project: MakeProject) -> None:
    """A link to another file of the project is that file."""
    root = project({})
    (root / "seeds/link.txt").symlink_to("wire.txt")
    assert read_bytes(root, "seeds/link.txt") == SEED.encode()


def test_a_project_may_be_reached_by_a_link_and_from_anywhere(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project's own folder may be a link, or the current folder."""
    root = project({})
    (tmp_path / "link").symlink_to(root)
    assert read_bytes(tmp_path / "link", "seeds/wire.txt") == SEED.encode()
    monkeypatch.chdir(root)
    assert read_bytes(Path(), "seeds/wire.txt") == SEED.encode()
    assert paths(Path()) == ["claims.yaml"]


def test_what_is_no_regular_file_is_unsafe_and_never_waited_for(project: MakeProject) -> None:
    """A FIFO, a socket, a device and a folder are `unsafe-path`, at once."""
    root = project({})
    os.mkfifo(root / "seeds/fifo.txt")
    (root / "seeds/folder.txt").mkdir()
    here = socket.socket(socket.AF_UNIX)
    here.bind(os.path.relpath(root / "seeds/socket.txt"))
    try:
        for path in ("seeds/fifo.txt", "seeds/folder.txt", "seeds/socket.txt", "seeds"):
            assert refused(root, path) == "unsafe-path", path
        (root / "seeds/null.txt").symlink_to("/dev/zero")
        assert refused(root, "seeds/null.txt") == "unsafe-path"
    finally:
        here.close()


def test_a_file_that_is_not_there_is_missing(project: MakeProject) -> None:
    """No file, a link to nothing, and a link to itself are `source-missing`."""
    root = project({})
    (root / "seeds/dangling.txt").symlink_to("nowhere.txt")
    (root / "seeds/loop.txt").symlink_to("loop.txt")
    for path in (
        "seeds/none.txt",
        "none/none.txt",
        "seeds/wire.txt/x",
        "seeds/dangling.txt",
        "seeds/loop.txt",
        "x" * 300,
        "x/" * 3_000,
    ):
        assert refused(root, path) == "source-missing", path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_missing(project: MakeProject) -> None:
    """A file without permission is `source-missing`."""
    root = project({})
    (root / "seeds/wire.txt").chmod(0)
    assert refused(root, "seeds/wire.txt") == "source-missing"


def test_a_file_over_the_limit_is_too_large(project: MakeProject) -> None:
    """A file of ten million bytes is read, one of a byte more is `too-large`, a sparse one too."""
    root = project({})
    for size, fits in ((FILE_LIMIT, True), (FILE_LIMIT + 1, False), (10**13, False)):
        with (root / "seeds/big.txt").open("wb") as file:
            file.truncate(size)
        if fits:
            assert len(read_bytes(root, "seeds/big.txt")) == size
        else:
            assert refused(root, "seeds/big.txt") == "too-large"


def test_a_file_that_never_stands_still_is_refused(project: MakeProject) -> None:
    """A file that changes while it is read is never read half: old, new, or `source-changed`."""
    root = project({"seeds/a.txt": b"x" * 4_000_000})
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            (root / "seeds/a.txt").write_bytes(b"x" * 4_000_000)
            (root / "seeds/a.txt").write_bytes(b"y" * 5_000_000)

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(20):
            try:
                content = read_bytes(root, "seeds/a.txt")
            except FileRefused as reason:
                assert reason.code == "source-changed"
            else:
                assert len(set(content)) <= 1
    finally:
        stop.set()
        writer.join()


# -- UTF-8 --------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf8_is_decoded_and_its_mark_is_no_text(text: str) -> None:
    """What is UTF-8 arrives, without a byte-order mark, and nothing else is lost."""
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt", "source-encoding").value == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "a.txt", "source-encoding").value == text


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"caf\xe9 noir", (1, 4)), ("é\n日本".encode() + b"\xff", (2, 3)), (b"\xef\xbb\xbfab\xff", (1, 3)),
        (b"a\r\nb\r\xfe", (3, 1)),
        ("x".encode("utf-16"), (1, 1)), ("x".encode("utf-16-le"), (1, 2)), ("x".encode("utf-16-be"), (1, 1)),
        ("x".encode("utf-32"), (1, 1)), (b"\xed\xa0\x80", (1, 1)), (b"\xc0\x80", (1, 1)), (b"ab\0", (1, 3)),
        (b"\xf4\x90\x80\x80", (1, 1)),
    ],
)  # fmt: skip
def test_other_encodings_are_diagnosed_at_the_first_wrong_byte(content: bytes, place: tuple[int, int]) -> None:
    """A file in any other encoding is an error where it first shows, in code points, the mark not counted."""
    outcome = decode(content, "seeds/a.txt", "source-encoding")
    assert outcome.value is None
    (each,) = outcome.diagnostics
    assert (each.code, each.location.line, each.location.column) == ("source-encoding", *place)


@given(st.binary(max_size=60))
def test_no_bytes_break_decoding(content: bytes) -> None:
    """Any bytes are text, or are one diagnostic."""
    outcome = decode(content, "a.txt", "source-encoding")
    assert (outcome.value is None) == (len(outcome.diagnostics) == 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_claims_in_another_encoding_are_a_syntax_error(project: MakeProject, encoding: str) -> None:
    """claims.yaml in any encoding but UTF-8 is one `yaml-syntax`, and nothing else is said of it."""
    root = project({"claims.yaml": "site: {title: é}\n".encode(encoding)})
    assert [each.split()[1] for each in found(root)] == ["yaml-syntax"]
    assert paths(root) == []


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_change_no_place(project: MakeProject, mark: str, end: str) -> None:
    """With a byte-order mark and any line ends, places are what an editor shows."""
    text = mark + f"site: !t x{end}"
    assert found(project({"claims.yaml": text})) == ["claims.yaml:1:7 yaml-syntax"]
    text = mark + f"a: 1{end}{end}b: !t x{end}"
    assert found(project({"claims.yaml": text})) == ["claims.yaml:3:4 yaml-syntax"]


def test_a_nul_amid_the_claims_is_a_forbidden_character(project: MakeProject) -> None:
    """A NUL is `bad-value` where it stands."""
    assert found(project({"claims.yaml": SITE + "a: x\0\n"})) == ["claims.yaml:2:5 bad-value"]


# -- claims.yaml and include --------------------------------------------------------------------------------------


def test_without_claims_there_is_a_diagnostic(project: MakeProject) -> None:
    """No claims.yaml is one diagnostic, and so is one that is a folder, a FIFO or leads outside."""
    root = project({})
    claims = root / "claims.yaml"
    claims.unlink()
    assert found(root) == ["claims.yaml:1:1 source-missing"]
    claims.mkdir()
    assert found(root) == ["claims.yaml:1:1 unsafe-path"]
    claims.rmdir()
    os.mkfifo(claims)
    assert found(root) == ["claims.yaml:1:1 unsafe-path"]
    claims.unlink()
    claims.symlink_to("/etc/hostname")
    assert found(root) == ["claims.yaml:1:1 unsafe-path"]


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("claims/*.yaml", ["claims/a.yaml", "claims/b.yaml"]),
        ("claims/**/*.yaml", ["claims/a.yaml", "claims/b.yaml", "claims/deep/er/c.yaml"]),
        ("**/c.yaml", ["claims/deep/er/c.yaml"]),
        ("claims/[a]*.yaml", ["claims/a.yaml"]),
        ("claims/?.yaml", ["claims/a.yaml", "claims/b.yaml"]),
        ("claims/b.yaml", ["claims/b.yaml"]),
        ("./claims/b.yaml", ["claims/b.yaml"]),
        ("**/*.yaml", ["claims/a.yaml", "claims/b.yaml", "claims/deep/er/c.yaml"]),
        ("claims/**/**/*.yaml", ["claims/a.yaml", "claims/b.yaml", "claims/deep/er/c.yaml"]),
    ],
)
def test_globs_name_files_in_the_order_of_their_paths(project: MakeProject, pattern: str, matched: list[str]) -> None:
    """`include` takes globs relative to claims.yaml, `**` too; claims.yaml itself is never included."""
    root = project({
        "claims.yaml": f"{SITE}include: ['{pattern}']\n",
        "claims/b.yaml": "", "claims/a.yaml": "", "claims/deep/er/c.yaml": "", "claims/note.txt": "",
    })  # fmt: skip
    assert paths(root) == ["claims.yaml", *matched]
    assert found(root) == []


def test_a_file_matched_twice_is_read_once(project: MakeProject) -> None:
    """Two globs that match one file include it once, where the first of them stands."""
    root = project({"claims.yaml": f"{SITE}include: [b.yaml, '*.yaml']\n", "a.yaml": "", "b.yaml": ""})
    assert paths(root) == ["claims.yaml", "b.yaml", "a.yaml"]


@pytest.mark.parametrize("pattern", ["claims/*.yml", "none.yaml", "claims.yaml", "*/", "claims"])
def test_a_glob_that_matches_nothing_is_a_warning(project: MakeProject, pattern: str) -> None:
    """A glob that matches no file is `unmatched-include` at the glob."""
    root = project({"claims.yaml": f"include:\n  - '{pattern}'\n{SITE}", "claims/a.yaml": ""})
    (each,) = read_documents(root).diagnostics
    assert (str(each.location), each.code, each.severity) == ("claims.yaml:2:5", "unmatched-include", "warning")


@pytest.mark.parametrize("pattern", ["../*.yaml", "/etc/*.yaml", "claims/../../*.yaml", "..", "/"])
def test_a_glob_may_not_lead_outside(project: MakeProject, pattern: str) -> None:
    """A glob that leads outside the project is `unsafe-path` at the glob, whether it matches or not."""
    assert found(project({"claims.yaml": f"include: ['{pattern}']\n{SITE}"})) == ["claims.yaml:1:11 unsafe-path"]


@pytest.mark.parametrize(
    "pattern", ["**", "a**", "**a/*.yaml", "**/x/**/y/**/z.yaml", "a//b", "***", "[", "a/[", "\\\\", "*" * 200]
)
def test_odd_globs_end_in_a_diagnostic_or_match_nothing(project: MakeProject, pattern: str) -> None:
    """Whatever stands in include, there is a diagnostic and no more."""
    root = project({"claims.yaml": f"include: ['{pattern}']\n{SITE}"})
    codes = {each.split()[1] for each in found(root)}
    assert codes <= {"bad-value", "unmatched-include", "yaml-syntax"}
    assert codes or pattern == "**"


def test_links_out_of_the_project_are_not_included(project: MakeProject, tmp_path: Path) -> None:
    """A matched link that leads outside, to a file or through a folder, is `unsafe-path`; a dangling one is missing."""
    root = project({"claims.yaml": f"include: ['more/*.yaml', 'out/*.yaml']\n{SITE}", "more/x.txt": ""})
    (tmp_path / "outside.yaml").write_text("claims: {}\n")
    (root / "more/link.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / "more/none.yaml").symlink_to("nowhere.yaml")
    (root / "out").symlink_to(tmp_path)
    os.mkfifo(root / "more/fifo.yaml")
    assert found(root) == [
        "claims.yaml:1:11 unsafe-path", "claims.yaml:1:11 unsafe-path", "claims.yaml:1:11 source-missing",
        "claims.yaml:1:26 unsafe-path",
    ]  # fmt: skip
    assert paths(root) == ["claims.yaml"]


def test_odd_file_names_are_included_and_printable(project: MakeProject) -> None:
    """A name with a line feed or undecodable bytes is a file like others; its diagnostics stay one line."""
    root = project({"claims.yaml": f"include: ['more/*']\n{SITE}", "more/a\nb.yaml": "x: !t y", "more/y.yaml": ""})
    Path(os.fsdecode(os.fsencode(root) + b"/more/\xff.yaml")).write_text("x: !t y")
    places = [str(each.location) for each in read_documents(root).diagnostics]
    assert places == ["more/a\\nb.yaml:1:4", "more/\\udcff.yaml:1:4"]


def test_includes_of_the_wrong_type_are_left_to_the_schema(project: MakeProject) -> None:
    """`include` that is no list of text includes nothing, and nothing raises."""
    for value in ("x.yaml", "{a: b}", "", "[[x]]", "[{a: b}]", "['']"):
        assert paths(project({"claims.yaml": f"include: {value}\n{SITE}"})) == ["claims.yaml"]


def test_an_included_file_that_is_broken_is_diagnosed_there(project: MakeProject) -> None:
    """What is wrong with an included file is said at its own path, and the others are read."""
    root = project(
        {
            "claims.yaml": f"include: ['*.yaml']\n{SITE}",
            "a.yaml": "a: [",
            "b.yaml": "b: \xe9".encode("latin-1"),
            "c.yaml": "",
        }
    )
    assert [each.partition(":")[0] for each in found(root)] == ["a.yaml", "b.yaml"]
    assert paths(root) == ["claims.yaml", "c.yaml"]


def test_eleven_megabytes_of_claims_are_too_large(project: MakeProject) -> None:
    """claims.yaml over the limit of a file is `too-large`."""
    assert found(project({"claims.yaml": SITE + "#" * 11_000_000})) == ["claims.yaml:1:1 too-large"]


# -- the sources folder -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["seeds", "./seeds", "seeds/", "seeds/more", "seeds/../seeds", "seeds//more"])
def test_a_folder_of_their_own(project: MakeProject, folder: str) -> None:
    """The sources stand in any folder of the project."""
    assert check_folder(project({"seeds/more/a.txt": "a"}), folder) == os.path.normpath(folder)


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        (".", "bad-value"), ("./", "bad-value"), ("seeds/..", "bad-value"), ("site", "bad-value"), ("site/x",
        "bad-value"),
        ("templates", "bad-value"), ("seeds/../templates", "bad-value"), ("..", "unsafe-path"), ("/", "unsafe-path"),
        ("/usr", "unsafe-path"), ("../project-2", "unsafe-path"), ("out", "unsafe-path"), ("none", "source-missing"),
        ("claims.yaml", "source-missing"), ("seeds/wire.txt", "source-missing"), ("x" * 300, "source-missing"),
    ],
)  # fmt: skip
def test_folders_that_sources_may_not_stand_in(project: MakeProject, folder: str, code: str) -> None:
    """Not the project itself, not its site or templates, nothing outside; what is not there is missing."""
    root = project({"site/x/a": "", "templates/a": ""})
    (root / "out").symlink_to("/usr")
    with pytest.raises(FileRefused) as reason:
        check_folder(root, folder)
    assert reason.value.code == code


def listed(root: Path) -> tuple[list[str], list[Diagnostic]]:
    outcome = list_sources(root, "seeds")
    return list(outcome.value), list(outcome.diagnostics)


def test_files_are_listed_by_path_in_all_folders(project: MakeProject) -> None:
    """Every file below the folder is listed, in the order of the paths, whatever the file system's order."""
    root = project(
        {f"seeds/{name}": "" for name in ("z.txt", "a.md", "b/c.html", "b/a/x.txt", "b.txt", ".hidden", "x.TXT")}
    )
    names, diagnostics = listed(root)
    assert names == sorted(names) and len(names) == 8
    assert "seeds/.hidden" in names
    assert not diagnostics


def test_links_to_folders_are_not_followed(project: MakeProject, tmp_path: Path) -> None:
    """A link to a folder gets a warning, so that a loop of links ends; a link to a file is a file."""
    root = project({"seeds/more/a.txt": "a"})
    (root / "seeds/loop").symlink_to(".")
    (root / "seeds/out").symlink_to(tmp_path)
    (root / "seeds/self.txt").symlink_to("self.txt")
    names, diagnostics = listed(root)
    assert names == ["seeds/more/a.txt", "seeds/self.txt", "seeds/wire.txt"]
    assert [(str(each.location), each.code) for each in diagnostics] == [
        ("seeds/loop:1:1", "unsupported-file"), ("seeds/out:1:1", "unsupported-file"),
    ]  # fmt: skip


def test_a_folder_named_like_a_file_is_a_folder(project: MakeProject) -> None:
    """`seeds/x.txt/` is a folder, and what stands in it is listed."""
    assert listed(project({"seeds/x.txt/a.txt": "a"}))[0] == ["seeds/wire.txt", "seeds/x.txt/a.txt"]


@pytest.mark.parametrize("name", [b"a\nb.txt", b"\xff.txt", b"a\x1b[31m.txt", b"\xef\xbf\xbf.txt", b"dir\xff/a.txt"])
def test_names_that_cannot_be_published_are_refused(project: MakeProject, name: bytes) -> None:
    """A file name with control characters or that is not UTF-8 is `unsafe-path`, and the file is not read."""
    root = project({})
    target = Path(os.fsdecode(os.fsencode(root) + b"/seeds/" + name))
    target.parent.mkdir(exist_ok=True)
    target.write_text("x")
    names, diagnostics = listed(root)
    assert names == ["seeds/wire.txt"]
    assert [each.code for each in diagnostics] == ["unsafe-path"]


def test_folders_too_deep_are_refused(project: MakeProject) -> None:
    """More than a hundred folders inside one another are `too-large`, not a recursion."""
    root = project({})
    (root / "seeds" / "/".join("d" * 101)).mkdir(parents=True)
    assert [each.code for each in listed(root)[1]] == ["too-large"]


def test_too_many_files_are_refused(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than the limit are `too-large`."""
    monkeypatch.setattr(reading, "FILES_LIMIT", 3)
    root = project({f"seeds/{name}.txt": "" for name in "abc"})
    assert [each.code for each in listed(root)[1]] == ["too-large"]
    root = project({"claims.yaml": f"include: ['more/*']\n{SITE}", **{f"more/{name}.yaml": "" for name in "abcd"}})
    assert found(root) == ["claims.yaml:1:11 too-large"]
