"""Recipes are carried out where something that they read has changed; the site is then, byte for byte, a clean one."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest

from generator.build import build_project
from generator.cache.digests import digest_plain
from generator.model import Edition
from generator.publishing.incremental import PageLog, run_stale
from generator.publishing.index import SiteIndex, build_index
from generator.publishing.tracking import DependencyDigests, Read, TrackedMapping, track
from generator.publishing.views.frame import Assets
from generator.publishing.views.page_task import Content, PageTask
from tests.support.data_edition import EDITION, with_site
from tests.support.small_project import MakeProject


def book(edition: Edition = EDITION) -> SiteIndex:
    return build_index(edition, Assets())


def statement(of: SiteIndex, id: str) -> Iterator[tuple[str, Content]]:
    yield f"{id}.txt", of.claims[id].statement.encode()


def everything(of: SiteIndex) -> Iterator[tuple[str, Content]]:
    yield "all.txt", " ".join(each.id for each in of.edition.corpus.claims).encode()


IDS = tuple(each.id for each in EDITION.corpus.claims)
RECIPES = (*(PageTask(statement, (each,)) for each in IDS), PageTask(everything))


def made(of: SiteIndex, ledger: PageLog, lost: str = "") -> dict[str, bool]:
    """Which files were made, by their paths; all but `lost` stand."""

    def standing(path: str) -> str | None:
        return None if path == lost else "0" * 64

    def printed(content: Content) -> bytes:
        assert isinstance(content, bytes)
        return content

    ledger.standing = standing
    files = run_stale(RECIPES, of, printed, ledger)
    return {path: isinstance(content, bytes) for path, content in files}


def changed(statement: str) -> Edition:
    first, *others = EDITION.corpus.claims
    corpus = replace(EDITION.corpus, claims=(replace(first, statement=statement), *others))
    return replace(EDITION, corpus=corpus)


def test_only_what_read_something_that_changed_is_made_again() -> None:
    """One claim changed: its own page and the page of all; nothing changed, nothing; a file lost, that one."""
    ledger = PageLog()
    assert all(made(book(), ledger).values())
    assert not any(made(book(), ledger).values())
    again = made(book(changed("Something else.")), ledger)
    assert [path for path, anew in again.items() if anew] == [f"{IDS[0]}.txt", "all.txt"]
    assert not any(made(book(changed("Something else.")), ledger).values())
    again = made(book(changed("Something else.")), ledger, lost=f"{IDS[1]}.txt")
    assert [path for path, anew in again.items() if anew] == [f"{IDS[1]}.txt"]


def test_where_a_thing_stands_in_its_file_is_on_no_page() -> None:
    """A line typed above an entry changes the place of all that follow, and no page."""
    moved = [
        replace(each, location=replace(each.location, line=each.location.line + 1)) for each in EDITION.corpus.claims
    ]
    below = replace(EDITION, corpus=replace(EDITION.corpus, claims=tuple(moved)))
    ledger = PageLog()
    made(book(), ledger)
    assert not any(made(book(below), ledger).values())


def test_every_way_to_read_is_written_down() -> None:
    """A key, a key that is missing, a look whether it is there, a walk, a length; a field of the site."""
    log: set[Read] = set()
    seen = track(book(), log)
    door = seen.claims
    assert isinstance(door, TrackedMapping)
    door.get("nobody")
    assert log == {("claims", "nobody")}
    log.clear()
    assert "nobody" not in door
    assert log == {("claims", "nobody")}
    for read in (lambda: list(door), lambda: len(door), lambda: dict(door.items())):
        log.clear()
        read()
        assert ("claims", "") in log
    log.clear()
    assert seen.edition.corpus.site.title
    assert log == {("edition.corpus.site", "")}
    log.clear()
    seen.sentences(EDITION.corpus.sources[0].id)
    seen.sentences(EDITION.corpus.sources[0].id)
    assert log == {("edition.articles", EDITION.corpus.sources[0].id)}
    log.clear()
    seen.sentences(EDITION.corpus.sources[0].id)  # known by now, and yet read
    assert log == {("edition.articles", EDITION.corpus.sources[0].id)}


def test_equal_values_have_equal_digests_and_others_others() -> None:
    """Whoever refers to them, whenever they were made; a missing value is like no other."""
    one, other = DependencyDigests(book()), DependencyDigests(book(with_site()))
    reads: list[Read] = [("claims", IDS[0]), ("edition.articles", EDITION.corpus.sources[0].id), ("quoted", "")]
    for read in reads:
        assert one.digest(read) == other.digest(read)
    assert one.digest(("claims", "nobody")) not in {one.digest(each) for each in reads}
    letters = "abc"
    assert digest_plain((letters, letters)) == digest_plain(("abc", f"{letters[:2]}c"))
    assert digest_plain(("a", "bc")) != digest_plain(("ab", "c"))
    title: Read = ("edition.corpus.site", "")
    assert DependencyDigests(book(with_site(title="S"))).digest(title) != DependencyDigests(
        book(with_site(title="T"))
    ).digest(title)


def test_a_recipe_is_told_by_all_that_it_is_given() -> None:
    keys = {each.key for each in (*RECIPES, PageTask(statement, ("x", 1)), PageTask(statement, ("x", (1,))))}
    assert len(keys) == len(RECIPES) + 2


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
    [*(("own", *each) for each in EDITS.values()), *(("reuse", *each) for each in TIES.values())],
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
        {each.relative_to(site): each.read_bytes() for each in site.rglob("*") if each.is_file()}
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


def test_no_way_into_a_book_is_unwatched() -> None:
    """Whatever is added to a book is a mapping, and so a door; what is not is the edition, or told by `press`."""
    others = {each.name for each in fields(SiteIndex) if not isinstance(getattr(book(), each.name), Mapping)}
    assert others == {"edition", "assets"}
    doors = {
        each.name for each in fields(SiteIndex) if isinstance(getattr(track(book(), set()), each.name), TrackedMapping)
    }
    memos = {each.name for each in fields(SiteIndex) if not each.compare}
    assert doors | memos | others == {each.name for each in fields(SiteIndex)}
