"""Page tasks run where something that they read has changed; the site is then, byte for byte, a clean one."""

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NoReturn

import pytest

from generator.build import build_project
from generator.cache.digests import digest_plain
from generator.model import Edition
from generator.publishing import incremental
from generator.publishing.addresses import Assets
from generator.publishing.incremental import PageLog, TaskOutput, run_stale
from generator.publishing.index import SiteIndex, build_index
from generator.publishing.output import stage_site
from generator.publishing.page_task import PageTask
from generator.publishing.tracking import PLAIN, RECORDS, ReadDigests, TrackedMapping, TrackedRecord, track
from tests.support.data_edition import EDITION, with_site
from tests.support.small_project import MakeProject

File = tuple[str, bytes]


def index_of(edition: Edition = EDITION) -> SiteIndex:
    return build_index(edition, Assets())


def statement(index: SiteIndex, id: str) -> Iterator[File]:
    yield f"{id}.txt", index.claims[id].claim.statement.encode()


def standing(index: SiteIndex, id: str) -> Iterator[File]:
    yield f"{id}-standing.txt", index.claims[id].standing.corroboration.encode()


def everything(index: SiteIndex) -> Iterator[File]:
    yield "all.txt", " ".join(index.claims).encode()


IDS = tuple(claim.id for claim in EDITION.corpus.claims)
TASKS = (*(PageTask(view, (id,)) for view in (statement, standing) for id in IDS), PageTask(everything))


@dataclass
class Folder:
    """A site's folder, the log of the build before, and its files as they were left."""

    out: Path
    log: PageLog
    unchanged: Mapping[str, str]

    def build(
        self, edition: Edition = EDITION, tasks: Sequence[PageTask] = TASKS, jobs: int = 1, lost: str = ""
    ) -> tuple[TaskOutput, set[str]]:
        """Run the tasks; return what came of it and the paths of the files that were made again."""
        index, made = index_of(edition), set[str]()

        def render(content: bytes) -> bytes:
            made.add(content.decode())
            return content

        unchanged = {path: sha256 for path, sha256 in self.unchanged.items() if path != lost}
        with stage_site(self.out) as staging:
            output = run_stale(
                {task.key(b""): task for task in tasks},
                index,
                ReadDigests(index, {}),
                staging,
                render,
                last=self.log,
                unchanged=unchanged,
                jobs=jobs,
            )
            paths = {path for path, file in output.files if staging.locate(path, file).read_text() in made}
            self.unchanged = {path: file.sha256 for path, file in output.files}
            staging.publish(output.files)
        self.log = output.log
        return output, paths


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "site", PageLog(), {})


def changed(statement: str) -> Edition:
    first, *others = EDITION.corpus.claims
    corpus = replace(EDITION.corpus, claims=(replace(first, statement=statement), *others))
    return replace(EDITION, corpus=corpus)


def test_only_what_read_something_that_changed_is_made_again(folder: Folder) -> None:
    """One statement changed: what prints it, and no list of ids or standing; nothing changed: nothing; a file lost."""
    output, made = folder.build()
    assert made == {path for path, _ in output.files}
    assert len(made) == len(TASKS)
    assert folder.build()[1] == set()
    assert folder.build(changed("Something else."))[1] == {f"{IDS[0]}.txt"}
    assert folder.build(changed("Something else."))[1] == set()
    assert folder.build(changed("Something else."), lost=f"{IDS[1]}.txt")[1] == {f"{IDS[1]}.txt"}


def test_a_list_is_made_again_where_something_comes_or_goes(folder: Folder) -> None:
    """Who walked over a table read which keys there are."""
    folder.build()
    fewer = replace(EDITION, corpus=replace(EDITION.corpus, claims=EDITION.corpus.claims[:-1]))
    tasks = [task for task in TASKS if task.args != (IDS[-1],)]
    output, made = folder.build(fewer, tasks)
    assert made == {"all.txt"}
    assert [path for path, _ in output.files] == [
        path for task in tasks for path, _ in task.view(index_of(), *task.args)
    ]


def test_where_a_thing_stands_in_its_file_is_on_no_page(folder: Folder) -> None:
    """A line typed above an entry changes the place of all that follow, and no page."""
    moved = [
        replace(claim, location=replace(claim.location, line=claim.location.line + 1))
        for claim in EDITION.corpus.claims
    ]
    folder.build()
    assert folder.build(replace(EDITION, corpus=replace(EDITION.corpus, claims=tuple(moved))))[1] == set()


def test_every_way_to_read_is_logged() -> None:
    """A field of a record, a key that is missing, a look whether it is there, a walk, a length."""
    log: set[str] = set()
    index = track(index_of(), log)
    reads = {
        "claims\tnobody\t": (lambda: index.claims.get("nobody"), lambda: "nobody" in index.claims),
        f"claims\t{IDS[0]}\t": (lambda: index.claims.get(IDS[0]), lambda: IDS[0] in index.claims),
        f"claims\t{IDS[0]}\tstanding": (lambda: index.claims[IDS[0]].standing,),
        "claims\t\t": (lambda: list(index.claims), lambda: len(index.claims)),
        "counts\tclaims\t": (lambda: index.counts["claims"], lambda: index.counts.get("claims")),
        "counts\tnone\t": (lambda: index.counts.get("none"), lambda: "none" in index.counts),
    }
    for read, ways in reads.items():
        for way in ways:
            log.clear()
            way()
            assert log == {read}
    log.clear()
    with pytest.raises(KeyError):
        index.claims["nobody"]
    assert log == {"claims\tnobody\t"}
    log.clear()
    for record in index.claims.values():
        assert record.claim
    assert log == {"claims\t\t", *(f"claims\t{id}\tclaim" for id in IDS)}
    evidence = EDITION.corpus.claims[0].evidence[0]
    shared = index_of()
    phrases = shared.text_directive(shared.anchor(evidence))
    for _ in range(2):  # known by now, and yet read by each task, which has an index and a log of its own
        of_task: set[str] = set()
        assert track(shared, of_task).text_directive(shared.anchor(evidence)) == phrases
        assert of_task == {f"sources\t{evidence.source}\ttext"}


def test_every_table_and_record_is_tracked() -> None:
    """Whatever is added to the index is a table that is tracked; what is not is in the keys of tasks, or a memo."""
    index, log = index_of(), set[str]()
    tracked = track(index, log)
    tables = {column.name for column in fields(SiteIndex) if isinstance(getattr(tracked, column.name), TrackedMapping)}
    memos = {column.name for column in fields(SiteIndex) if not column.compare}
    assert tables == {*RECORDS, *PLAIN}
    assert {column.name for column in fields(SiteIndex)} == tables | memos | {"site", "assets"}
    for name in RECORDS:
        for record in getattr(tracked, name).values():
            assert isinstance(record, TrackedRecord)


def test_every_field_of_every_record_has_a_digest_of_all_that_it_holds() -> None:
    """Equal indexes have equal digests, and each change of the edition changes the digest of what shows it."""
    first, second = ReadDigests(index_of(), {}), ReadDigests(index_of(with_site()), {})
    reads = {
        f"{table}\t{key}\t{column.name}": None
        for table in RECORDS
        for key, record in getattr(index_of(), table).items()
        for column in fields(record)
    }
    assert len(reads) > 20
    for read in reads:
        assert first.digest(read) == second.digest(read)
    other = ReadDigests(index_of(changed("Something else.")), {})
    assert [read for read in reads if other.digest(read) != first.digest(read)] == [f"claims\t{IDS[0]}\tclaim"]
    assert first.digest("claims\tnobody\t") != first.digest(f"claims\t{IDS[0]}\t")
    letters = "abc"
    assert digest_plain((letters, letters)) == digest_plain(("abc", f"{letters[:2]}c"))
    assert digest_plain(("a", "bc")) != digest_plain(("ab", "c"))


def test_a_task_is_known_by_its_arguments_and_its_setting() -> None:
    """What no table has, the site and the theme, is in the key."""
    tasks = (*TASKS, PageTask(statement, ("x", 1)), PageTask(statement, ("x", (1,))))
    assert len({task.key(setting) for task in tasks for setting in (b"one", b"two")}) == 2 * len(tasks)


def fail_or_write(_: SiteIndex, number: int) -> Iterator[File]:
    if number == 0:
        fail()
    time.sleep(0.02)
    yield f"{number}.txt", b"written"


def fail() -> NoReturn:
    time.sleep(0.05)
    raise ValueError("failed")


def test_when_a_task_fails_no_process_goes_on_writing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who write files have ended before what they wrote is cleared away."""
    monkeypatch.setattr(incremental, "LEAST_FOR_PROCESSES", 2)
    monkeypatch.setattr(incremental, "_CHUNK", 2)
    tasks = [PageTask(fail_or_write, (number,)) for number in range(100)]
    with pytest.raises(ValueError, match="failed"):
        folder.build(tasks=tasks, jobs=3)
    for _ in range(5):
        assert list(folder.out.parent.iterdir()) == []
        time.sleep(0.03)


EDITS = {
    "a statement": ("claims.yaml", "statement: ", "statement: Now "),
    "a line above all": ("claims.yaml", "site:", "# a line\nsite:"),
    "the site's title": ("claims.yaml", "title: ", "title: New "),
    "a stance": ("claims.yaml", "stance: supports", "stance: refutes"),
    "a topic's name": ("claims.yaml", "name: Albright's visit", "name: Her visit"),
    "an entity's name": ("claims.yaml", "name: Madeleine Albright", "name: Secretary Albright"),
    "a source's words": ("seeds/002_c53f2add5248bc6f.txt", "\n", "\nMore of it. "),
    "a quote fewer": (
        "claims.yaml",
        """\
      - source: visit-planned-untitled
        quote: '"I will be going very soon, by the end of the month probably," she told a news conference'
        stance: supports
        speaker: Madeleine Albright
        note: Her own words say “probably”.
""",
        "",
    ),
    "a publisher": ("claims.yaml", "publisher: BBC", "publisher: The BBC"),
}


# Of what may tie two sources: a ruling, a name, who speaks and publishes, a credit, whose text it is.
TIES = {
    "another ruling": ("claims.yaml", "independent_of: {wire:", "independent_of: {courier:"),
    "no alias": ("claims.yaml", ", aliases: [the mayor]", ""),
    "an alias": ("claims.yaml", "aliases: [Evening Herald]", "aliases: [Evening Herald, Radio, The Courier]"),
    "another speaker": ("claims.yaml", "speaker: The mayor", "speaker: Eva Holm"),
    "no publisher": ("claims.yaml", "publisher: The Evening Herald", "author: Somebody"),
    "derived": ("claims.yaml", "title: Radio,", "title: Radio, derived_from: wire,"),
    "words between": ("seeds/wire.txt", "divers found", "it was said, and it was said again, that divers found"),
    "a credit": ("seeds/evening.txt", "\n", "\nThe Associated Press reports this. "),
}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The project's own claims and those that copies were written for, each built once."""
    root = Path(__file__).parent.parent
    made = {}
    for name, origin in (("own", root), ("reuse", root / "tests/cases/reuse")):
        folder = made[name] = tmp_path_factory.mktemp(name)
        shutil.copytree(origin / "seeds", folder / "seeds")
        shutil.copy(origin / "claims.yaml", folder)
        build_project(folder, folder / "site")
    return made


@pytest.mark.parametrize(
    ("name", "path", "old", "new"),
    [*(("own", *edit) for edit in EDITS.values()), *(("reuse", *edit) for edit in TIES.values())],
    ids=[*EDITS, *TIES],
)
def test_an_edited_site_is_a_clean_one(
    projects: Mapping[str, Path], tmp_path: Path, name: str, path: str, old: str, new: str
) -> None:
    """After each edit of a project, one upon the other, every file is as a clean build makes it."""
    root = projects[name]
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    checked, written = build_project(root, root / "site")
    assert written, checked.diagnostics
    build_project(root, tmp_path / "clean")
    there, clean = (
        {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        for site in (root / "site", tmp_path / "clean")
    )
    assert there == clean


def test_a_stock_of_another_hand_is_not_believed(project: MakeProject, tmp_path: Path) -> None:
    """What stages kept counts only as the very file that the last build wrote."""
    root = project({})
    build_project(root, root / "site")
    stock = root / ".site.verbatim-stock"
    content = stock.read_bytes()
    stock.unlink()
    stock.write_bytes(content.replace(b"37,000", b"99,000"))
    claims = root / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    build_project(root, root / "site")
    build_project(root, tmp_path / "clean")
    assert (root / "site/claims.json").read_bytes() == (tmp_path / "clean/claims.json").read_bytes()
