"""The order of the stages: what each finds is said once, and nothing is written before the last check has passed."""

import os
import threading
from pathlib import Path

import pytest

from generator.build import build_project, check_project, read_project
from generator.diagnostics import sort_diagnostics
from generator.publishing.output import OutputRefused
from tests.support.small_project import CLAIMS, MakeProject


def said(root: Path) -> list[str]:
    return [f"{each.location} {each.code}" for each in check_project(root).diagnostics]


def test_a_right_project_is_an_edition(project: MakeProject) -> None:
    """Without errors there is an article for each source, an anchor for each quote, a standing for each claim."""
    edition = check_project(project({})).value
    assert edition
    assert list(edition.articles) == ["wire"]
    assert list(edition.anchors) == ["troops-1"]
    assert edition.standings["troops"].corroboration == "single-source"


def test_an_error_leaves_no_edition(project: MakeProject) -> None:
    """With an error there is nothing to build from; with a warning there is."""
    assert check_project(project({"claims.yaml": CLAIMS + "    x: y\n"})).value is None
    assert check_project(project({"seeds/extra.txt": "x", "claims.yaml": CLAIMS})).value


def test_every_finding_is_said_once_and_in_order(project: MakeProject) -> None:
    """Findings of all stages are sorted by place; one that two stages meet is said once."""
    claims = CLAIMS + "    topics: &t [none]\n  other: {statement: S, topics: *t, verdict: maybe}\n"
    found = check_project(project({"claims.yaml": claims})).diagnostics
    assert found == sort_diagnostics(found)
    assert len(found) == len(set(found))
    assert said(project({"claims.yaml": claims})) == [
        "claims.yaml:11:17 unknown-topic", "claims.yaml:12:3 no-evidence", "claims.yaml:12:46 unknown-rating",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "mentioned"),
    [
        ({}, True),
        ({"claims.yaml": CLAIMS + "    x: y\n"}, False),
        ({"claims.yaml": CLAIMS.replace("Small}", "Small, accept: {unquoted-mention: They are read.}}")}, False),
        ({"templates/pages/about.html": "<h1>\n{{ view.no_such_thing }}</h1>"}, True),
    ],
    ids=("in order", "an error", "accepted in advance", "a template"),
)
def test_a_report_alone_is_the_same(project: MakeProject, files: dict[str, str], mentioned: bool) -> None:
    """What only pages show is left out of a check that reports, and nothing that it says."""
    root = project({"seeds/other.txt": "The US has troops in South Korea, it says.\n", **files})
    for mentions in (False, True):
        whole = check_project(root, mentions=mentions).diagnostics
        assert check_project(root, mentions=mentions, only_report=True).diagnostics == whole
        assert ("unquoted-mention" in {found.code for found in whole}) == (mentions and mentioned)


def test_broken_claims_say_one_thing(project: MakeProject) -> None:
    """A syntax error is not followed by all that the file would have said."""
    assert said(project({"claims.yaml": CLAIMS + "  - x\n"}))[0].endswith("yaml-syntax")
    assert len(said(project({"claims.yaml": CLAIMS + "  - x\n"}))) == 1
    assert said(project({"claims.yaml": "site: {title: T"})) == ["claims.yaml:1:7 yaml-syntax"]


def test_a_template_of_the_project_that_fails_is_an_error(project: MakeProject) -> None:
    """An own template that fails is `template-error` with its file and line, and nothing is written."""
    root = project({"templates/pages/about.html": "<h1>\n{{ view.no_such_thing }}</h1>"})
    assert said(root) == ["templates/pages/about.html:2:1 template-error"]
    _, written = build_project(root, root / "site")
    assert written is None
    assert not (root / "site").exists()
    root = project({"templates/pages/about.html": "{% if %}"})
    assert said(root) == ["templates/pages/about.html:1:1 template-error"]


@pytest.mark.parametrize(
    "text", ["{{ 1 / 0 }}", "{% include 'none.html' %}", "{% for %}", "{{ x", "\xff", "{{ ''.join(5) }}"]
)
def test_no_template_ends_in_a_traceback(project: MakeProject, text: str) -> None:
    """Whatever an own template holds, it is a diagnostic."""
    root = project({"templates/pages/about.html": text.encode("latin-1")})
    assert [each.split()[1] for each in said(root)] == ["template-error"]


def test_a_source_changed_at_the_same_size_and_time_is_seen(project: MakeProject) -> None:
    """A build reads what is in the files, not what their times say."""
    root = project({})
    build_project(root, root / "site")
    path = root / "seeds/wire.txt"
    found = path.stat()
    path.write_text(path.read_text().replace("Monday", "Sunday"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    _, written = build_project(root, root / "site")
    assert written and "sources/wire.txt" in written.written
    path.write_text(path.read_text().replace("37,000", "73,000"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    before = (root / "site/sources/wire.txt").read_bytes()
    checked, written = build_project(root, root / "site")
    assert [each.code for each in checked.diagnostics] == ["quote-not-found"]
    assert written is None
    assert (root / "site/sources/wire.txt").read_bytes() == before


def test_a_damaged_site_is_mended(project: MakeProject) -> None:
    """A damaged or missing file of the site is made anew by the next build; a file that is not ours stays."""
    root = project({})
    build_project(root, root / "site")
    whole = {each: each.read_bytes() for each in (root / "site").rglob("*") if each.is_file()}
    (root / "site/index.html").write_text("damaged")
    (root / "site/claims/troops.html").unlink()
    (root / "site/mine.txt").write_text("mine")
    build_project(root, root / "site")
    assert {each: each.read_bytes() for each in whole} == whole
    assert (root / "site/mine.txt").read_text() == "mine"


def test_the_sources_folder_is_no_output(project: MakeProject) -> None:
    """The folder that sources_dir names is refused, as is the project itself."""
    root = project({"claims.yaml": "site: {title: T, sources_dir: articles}\n", "articles/a.txt": "a"})
    for out in (root / "articles", root / "articles/site", root, root.parent, root / "seeds"):
        with pytest.raises(OutputRefused):
            build_project(root, out)


def test_two_builds_at_once_both_end_whole(project: MakeProject) -> None:
    """Two builds into one folder: the second waits for the first, and the site is whole."""
    from generator.commands.verify.site_check import verify_site

    root = project({})
    ended = []
    threads = [threading.Thread(target=lambda: ended.append(build_project(root, root / "site")[1])) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(ended) == 4 and all(ended)
    assert verify_site(root / "site").faults == ()


def test_reading_needs_no_right_project(project: MakeProject) -> None:
    """What can be read is read, whatever else is wrong: `find` searches it."""
    library = read_project(project({"claims.yaml": "claims: 5\nsources: {wire: {file: seeds/wire.txt}}\n"})).value
    assert "37,000" in library.articles["wire"].text
