"""Commands that change the desk's own files: what they say afterwards, in any layout, and no other byte."""

import random
import re
import subprocess
import threading
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.build import build_project, check_project
from generator.cli import commands
from generator.commands.rename.renaming import RenameRefused, plan_rename
from generator.commands.shared.yaml_edit import UnsafeEdit, append_item, edit_scalars, insert_entry, replace_files
from generator.reading.project_files import read_documents
from tests.support.small_project import CLAIMS, SEED, MakeProject
from tests.support.yaml_layouts import make_data, print_layout, read

LAYOUTS, ALL_LAYOUTS = 100, 2_000
NEW = "zz-renamed"
SECTIONS = {"claim": "claims", "source": "sources", "topic": "topics", "entity": "entities"}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=False)


def codes(root: Path) -> list[str]:
    return [finding.code for finding in check_project(root).diagnostics]


def only_more(before: str, after: str) -> bool:
    """Whether `after` is `before` with one stretch put in."""
    start = next((at for at, both in enumerate(zip(before, after, strict=False)) if both[0] != both[1]), len(before))
    return len(after) > len(before) and after.endswith(before[start:])


def without_pin(text: str) -> str:
    """The text without a hash, which may be in other quotation marks now."""
    return re.sub("""["']?(0{64}|1{64})["']?""", "", text)


def decode(content: bytes) -> str:
    return content.decode("utf-8")


# -- any layout ----------------------------------------------------------------------------------------------------


def renamed(data: Any, kind: str, old: str) -> Any:
    """What the data says with the new id: written from the rules, not from the code."""
    data = deepcopy(data)
    section = data[SECTIONS[kind]]
    data[SECTIONS[kind]] = {NEW if id == old else id: entry for id, entry in section.items()}
    thing = data[SECTIONS[kind]][NEW]
    thing["formerly"] = [*thing.get("formerly", []), old]
    for source in data["sources"].values():
        if "note" in source:
            source["note"] = source["note"].replace(f"{kind}:{old})", f"{kind}:{NEW})")
        if "derived_from" in source and kind == "source":
            source["derived_from"] = NEW if source["derived_from"] == old else source["derived_from"]
            named = source["independent_of"]
            source["independent_of"] = {NEW if id == old else id: reason for id, reason in named.items()}
    for claim in data["claims"].values():
        lists = {"topic": "topics", "entity": "entities"}
        if kind in lists:
            claim[lists[kind]] = [NEW if id == old else id for id in claim[lists[kind]]]
        for relation in claim.get("related", []) if kind == "claim" else []:
            relation["claim"] = NEW if relation["claim"] == old else relation["claim"]
        for assertion in claim.get("claimed", []) if kind == "entity" else []:
            assertion["by"] = NEW if assertion["by"] == old else assertion["by"]
        for evidence in claim["evidence"] if kind == "source" else []:
            evidence["source"] = NEW if evidence["source"] == old else evidence["source"]
        for holder, key in [(claim, "explanation"), *((change, "text") for change in claim.get("corrections", []))]:
            for end in (")", ">", "\n"):
                holder[key] = holder[key].replace(f"{kind}:{old}{end}", f"{kind}:{NEW}{end}")
    return data


def test_a_rename_changes_the_id_wherever_it_is_and_nothing_else(tmp_path: Path, thorough: bool) -> None:
    """In any layout, also of an included file: references, keys and links; byte for byte the rest stays."""
    rng = random.Random(18)  # noqa: S311 - the same layouts on every run
    done = 0
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/wire.txt").write_text(SEED)
    (tmp_path / "claims").mkdir()
    for number in range(ALL_LAYOUTS if thorough else LAYOUTS):
        data = make_data(rng)
        kind = rng.choice(list(SECTIONS))
        old = next(iter(data[SECTIONS[kind]])) if kind != "claim" else rng.choice(list(data["claims"]))
        first, second = split(rng, data)
        texts = {"claims.yaml": print_layout(rng, first), "claims/more.yaml": print_layout(rng, second)}
        for path, text in texts.items():
            (tmp_path / path).write_bytes(text.encode())
        try:
            plan = plan_rename(tmp_path, read_documents(tmp_path).value, old, NEW, kind)
        except (UnsafeEdit, RenameRefused) as reason:
            raise AssertionError((number, kind, old, texts)) from reason
        after = {path: decode(plan.changes[path][1]) if path in plan.changes else text for path, text in texts.items()}
        said = {**read(after["claims.yaml"]), **read(after["claims/more.yaml"])}
        said.pop("include")
        assert said == renamed(data, kind, old), (number, kind, old)
        for path, text in texts.items():
            back = after[path].replace(NEW, old)
            assert back == text or only_more(text, back), (number, path)
            done += back != text
    assert done


def split(rng: random.Random, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The project in two files: the first includes the second, which has some of its sections."""
    second = set(rng.sample(["claims", "topics", "entities", "sources"], rng.randint(1, 3)))
    first = {key: value for key, value in data.items() if key not in second}
    return {**first, "include": ["claims/*.yaml"]}, {key: value for key, value in data.items() if key in second}


def test_entries_and_items_are_put_into_any_layout(thorough: bool) -> None:
    """What withdraw, diff --write, claim and update write is there, alone, and all that was there is as it was."""
    rng = random.Random(81)  # noqa: S311 - as above
    change = {"date": "2026-11-30", "text": "It *was* [x](claim:a): “so”."}
    begun: dict[str, Any] = {"statement": "New: one.", "topics": ["t"], "draft": True}
    for number in range(ALL_LAYOUTS if thorough else LAYOUTS):
        data = make_data(rng)
        text = print_layout(rng, data)
        claim, source = rng.choice(list(data["claims"])), next(iter(data["sources"]))
        content = text.encode()
        after = decode(insert_entry(content, ["claims", claim], "withdrawn", {"date": "2026", "reason": "Why: so."}))
        wanted = deepcopy(data)
        wanted["claims"][claim]["withdrawn"] = {"date": "2026", "reason": "Why: so."}
        assert read(after) == wanted and only_more(text, after), number
        after = decode(append_item(content, ["claims", claim], "history", change))
        wanted = deepcopy(data)
        wanted["claims"][claim]["history"] = [*wanted["claims"][claim].get("history", []), change]
        assert read(after) == wanted and only_more(text, after), number
        after = decode(append_item(after.encode(), ["claims", claim], "history", change))
        wanted["claims"][claim]["history"].append(change)
        assert read(after) == wanted, number
        after = decode(insert_entry(content, ["claims"], "new-claim", begun, levels=1))
        wanted = deepcopy(data)
        wanted["claims"]["new-claim"] = {**begun, "draft": "true"}
        assert read(after) == wanted and only_more(text, after), number
        updated = insert_entry(content, ["sources", source], "sha256", "1" * 64)
        after = decode(insert_entry(updated, ["sources", source], "accessed", "2026-11-30"))
        wanted = deepcopy(data)
        wanted["sources"][source] |= {"sha256": "1" * 64, "accessed": "2026-11-30"}
        assert read(after) == wanted and only_more(without_pin(text), without_pin(after)), number


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  b:\n  - x\n  c: d\n", "a:\n  b:\n  - x\n  - new\n  c: d\n"),
        (
            "a:\n  b:\n    - x # of x\n    # of b\n  # of c\n  c: d\n",
            "a:\n  b:\n    - x # of x\n    # of b\n    - new\n  # of c\n  c: d\n",
        ),
        ("a: {b: [x, y]}\n", "a: {b: [x, y, new]}\n"),
        ("a: {b: []}\n", "a: {b: [new]}\n"),
        ("a:\n  b:\n  c: d\n", "a:\n  b: [new]\n  c: d\n"),
        ("a:\n  c: d", "a:\n  c: d\n  b: [new]"),
        ("a:\r\n  b:\r\n    - |\r\n      x\r\n", "a:\r\n  b:\r\n    - |\r\n      x\r\n    - new\r\n"),
        ('{"a": {"b": ["x"]}}', '{"a": {"b": ["x", "new"]}}'),
    ],
)  # fmt: skip
def test_an_item_stands_where_a_person_would_put_it(before: str, after: str) -> None:
    """At the end of its list, in its style; comments stay with what they are of."""
    assert append_item(before.encode(), ["a"], "b", "new").decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: &x old\nb: *x\n", "a: &x new\nb: *x\n"),
        ('a: "o\\u006cd"\n', "a: new\n"),
        ("a: |\n  old\n", "a: |\n  new\n"),
    ],
)
def test_texts_of_any_style_are_changed(before: str, after: str) -> None:
    """By anchor, with escapes, as a block: what is changed in the text is changed as it is written, where it can be."""
    both = {(1, 4): edit, (2, 4): edit} if "*" in before else {(1, 4): edit}
    assert edit_scalars(before.encode(), both).decode().replace('"new"', "new") == after


def edit(text: str) -> str:
    return text.replace("old", "new")


def test_an_alias_for_something_else_is_not_changed_along() -> None:
    """Where the text at an anchor is meant for another key too, nothing is written."""
    with pytest.raises(UnsafeEdit):
        edit_scalars(b"a: &x old\nb: *x\n", {(1, 4): edit})


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    """Where one of several files was changed meanwhile, the others stay as well."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"theirs")
    with pytest.raises(UnsafeEdit, match="“b” was changed in the meantime"):
        replace_files(tmp_path, {"a": (b"1", b"2"), "b": (b"2", b"3")})
    assert (tmp_path / "a").read_bytes() == b"1"


# -- rename --------------------------------------------------------------------------------------------------------


def test_reviews_hold_over_a_rename(project: MakeProject) -> None:
    """The fingerprint covers ids of sources and links; a review that was current is, and one that was stale is."""
    linked = CLAIMS.replace(
        "    evidence:", "    explanation: See [it](source:wire) and [this](claim:troops).\n    evidence:"
    )
    root = project({"claims.yaml": linked})
    assert run("review", "troops", root, "--yes").exit_code == 0
    for old, new in (("wire", "wire-2000"), ("troops", "us-troops")):
        assert run("rename", old, new, root).exit_code == 0
        assert codes(root) == []
    (root / "claims.yaml").write_text((root / "claims.yaml").read_text().replace("some 37,000", "37,000"))
    assert codes(root) == ["review-stale"]
    run("rename", "wire-2000", "wire", root)
    assert codes(root) == ["review-stale"]


def test_the_site_answers_at_both_addresses_after_a_rename(project: MakeProject) -> None:
    """And back again: the id that it had first stays that of its feed."""
    root = project({"claims.yaml": CLAIMS.replace("    evidence:", "    checked: 2026-11-21\n    evidence:")})
    build_project(root, root / "site")
    first = feed_ids(root)
    for old, new in (("troops", "us-troops"), ("us-troops", "troops"), ("troops", "third")):
        assert run("rename", old, new, root).exit_code == 0
        assert "is gone" not in run("build", root).output
        assert feed_ids(root) == first
        assert f'url={new}.html"' in (root / f"site/claims/{old}.html").read_text()


def feed_ids(root: Path) -> list[str]:
    return [line for line in (root / "site/feed.xml").read_text().split("\n") if line.startswith("<id>")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "new-id"], "there is no thing with the id “nothing”"),
        (["troops", "New Id"], "is not an id"),
        (["troops", "index"], "is not an id"),
        (["troops", "again"], "is taken: claims.yaml"),
        (["troops", "was-again"], "was that of “again”"),
        (["wire", "x", "--kind", "claim"], "there is no claim “wire”"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(project: MakeProject, words: list[str], said: str) -> None:
    """Status 1, why, and nothing is written."""
    text = CLAIMS + "  again: {statement: Again., formerly: [was-again]}\n"
    root = project({"claims.yaml": text})
    done = run("rename", *words[:2], root, *words[2:])
    assert done.exit_code == 1
    assert said in done.output
    assert (root / "claims.yaml").read_text() == text


def test_an_id_of_two_kinds_is_asked_for(project: MakeProject) -> None:
    """A claim and a source of one id are told apart by --kind."""
    root = project({"claims.yaml": CLAIMS.replace("  troops:", "  wire:")})
    assert "say which with --kind" in run("rename", "wire", "x", root).output
    assert run("rename", "wire", "x", root, "--kind", "source").exit_code == 0
    assert "source: x" in (root / "claims.yaml").read_text()


def test_a_source_without_an_entry_gets_one(project: MakeProject) -> None:
    """Its id was its file's name: the entry keeps the file and the address."""
    root = project({"claims.yaml": CLAIMS.replace("sources:\n  wire: {file: seeds/wire.txt, publisher: Wire}\n", "")})
    assert run("rename", "wire", "reuters", root).exit_code == 0
    assert "file: seeds/wire.txt" in (root / "claims.yaml").read_text()
    assert [code for code in codes(root) if code != "undeclared-source"] == []
    assert "formerly: [wire]" in (root / "claims.yaml").read_text()


def test_a_rename_sees_what_was_changed_meanwhile(project: MakeProject) -> None:
    """Places are those of the file that was read: where it is another by now, nothing is written."""
    root = project({})
    documents = read_documents(root).value
    (root / "claims.yaml").write_text("# a line more\n" + CLAIMS)
    with pytest.raises(UnsafeEdit, match="was changed in the meantime"):
        plan_rename(root, documents, "troops", "us-troops", None)


def test_what_names_it_in_an_article_s_own_file_is_told(project: MakeProject) -> None:
    """No command changes an article: its front matter is corrected by hand, first."""
    root = project({"seeds/letter.md": "---\ntitle: A letter\nderived_from: wire\n---\nWords of a letter.\n"})
    done = run("rename", "wire", "reuters", root)
    assert done.exit_code == 1
    assert "seeds/letter.md:3:15 names it" in done.output
    assert (root / "claims.yaml").read_text() == CLAIMS


# -- withdraw and claim --------------------------------------------------------------------------------------------


def test_a_claim_is_withdrawn_from_the_command_line(project: MakeProject) -> None:
    """The entry stays and says when, why and what to see; once only, and for what is published only."""
    text = CLAIMS + "  again: {statement: Again and again., draft: true}\n"
    root = project({"claims.yaml": text})
    assert run("withdraw", "again", root, "--reason", "x").exit_code == 1
    assert run("withdraw", "troops", root, "--reason", "x", "--see", "again").exit_code == 1
    assert run("withdraw", "troops", root, "--reason", "x", "--see", "troops").exit_code == 1
    assert run("withdraw", "troops", root, "--reason", " ").exit_code == 2
    assert (root / "claims.yaml").read_text() == text
    assert run("withdraw", "troops", root, "--reason", "It *was* wrong.", "--date", "2026-11-30").exit_code == 0
    assert '    withdrawn: {date: 2026-11-30, reason: "It *was* wrong."}\n' in (root / "claims.yaml").read_text()
    assert "is withdrawn already, since 2026-11-30" in run("withdraw", "troops", root, "--reason", "x").output
    build_project(root, root / "site")
    assert "It <em>was</em> wrong." in (root / "site/claims/troops.html").read_text()


@pytest.mark.parametrize(
    ("statement", "id"),
    [
        ("The US bases some 37,000 troops.", "the-us-bases-some-37-000-troops"),
        ("Größe, Łódź & Straße", "grosse-lodz-strasse"),
        ("東京は大きい。", "claim-4a327b47"),
        ("Москва 1999", "1999-"),
        ("!?", "claim"),
        ("Troops", "troops-2"),
        ("w " * 200, "w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w-w"),
    ],
)
def test_a_claim_s_id_is_made_of_its_statement(project: MakeProject, statement: str, id: str) -> None:
    """By transliteration where letters have one; short; another where it is taken; a digest for other scripts."""
    root = project({})
    assert run("claim", statement, root).exit_code == 0
    ids = list(read((root / "claims.yaml").read_text())["claims"])
    assert ids[1].startswith(id)
    assert codes(root) in (["no-evidence"], [])


def test_a_claim_gets_a_file_of_its_own(project: MakeProject) -> None:
    """Where claims/*.yaml is included; so two people begin claims without a conflict. It is a draft."""
    root = project({"claims.yaml": "include: [claims/*.yaml]\ntopics: {army: {name: Army}}\n" + CLAIMS})
    assert run("claim", "A new one: “so”.", root, "--topic", "army").exit_code == 0
    assert read((root / "claims/a-new-one-so.yaml").read_text()) == {
        "claims": {"a-new-one-so": {"statement": "A new one: “so”.", "topics": ["army"], "draft": "true"}}
    }
    assert run("claim", "A new one: “so”.", root, "--topic", "army").exit_code == 0
    assert (root / "claims/a-new-one-so-2.yaml").exists()
    assert run("build", root, "--strict").exit_code == 0
    assert not (root / "site/claims/a-new-one-so.html").exists()
    refused = run("claim", "Another.", root, "--topic", "arny")
    assert refused.exit_code == 1
    assert "did you mean “army”?" in refused.output


def test_a_draft_is_one_in_any_style(project: MakeProject) -> None:
    """In a file that is written as JSON, `true` is no text."""
    import json

    root = project({})
    (root / "claims.yaml").write_text(json.dumps(read(CLAIMS)))
    assert run("claim", "One more.", root).exit_code == 0
    assert json.loads((root / "claims.yaml").read_text())["claims"]["one-more"]["draft"] is True
    assert codes(root) == ["no-evidence"]


def test_two_people_begin_claims_without_a_conflict(project: MakeProject) -> None:
    """On two branches, each claim in a file of its own: git merges them."""
    root = project({"claims.yaml": "include: [claims/*.yaml]\n" + CLAIMS})
    git(root, "init", "-q", "-b", "one")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "begin")
    for branch, statement in (("two", "The second thing."), ("one", "The first thing.")):
        git(root, "checkout", "-q", "-B", branch, "HEAD" if branch == "two" else "one")
        run("claim", statement, root)
        git(root, "add", "-A")
        git(root, "commit", "-qm", statement)
    git(root, "merge", "-q", "--no-edit", "two")
    assert sorted(path.name for path in (root / "claims").iterdir()) == [
        "the-first-thing.yaml",
        "the-second-thing.yaml",
    ]


# -- update --------------------------------------------------------------------------------------------------------

THREE = CLAIMS.replace("publisher: Wire}", "publisher: Wire, accessed: 2025-01-02}") + """\
    - {source: wire, quote: Talks resume on Monday, stance: mentions}
    - {source: wire, quote: "Monday, officials say", stance: mentions}
"""  # fmt: skip


def test_a_source_s_new_text_is_taken_in(project: MakeProject) -> None:
    """Which quotes stand, moved and are gone; the old file is kept, the pin and date renewed, a correction drafted."""
    root = project({"claims.yaml": THREE})
    new = root.parent / "new.txt"
    new.write_text(
        SEED.replace("\n\nTalks", "\n\nA line more.\n\nTalks").replace("officials say.", "the officers say so.")
    )
    dry = run("update", "wire", new, root, "--dry-run", "--accessed", "2026-11-30")
    assert (root / "seeds/wire.txt").read_text() == SEED
    assert (root / "claims.yaml").read_text() == THREE
    done = run("update", "wire", new, root, "--accessed", "2026-11-30")
    assert dry.output.split("\n")[:6] == done.output.split("\n")[:6]
    assert "troops-1: stands, line 1\n" in done.output
    assert "troops-2: moved, from line 3 to line 5\n" in done.output
    assert "troops-3: gone\n" in done.output
    assert "nearest" in done.output
    assert "3 quotes of wire: 1 stands, 1 moved, 1 gone" in done.output
    assert "We quoted it before: *Monday, officials say*." in done.output
    assert (root / "originals/wire@2025-01-02.txt").read_text() == SEED
    assert (root / "seeds/wire.txt").read_bytes() == new.read_bytes()
    assert "accessed: 2026-11-30" in (root / "claims.yaml").read_text()
    assert codes(root) == ["quote-not-found"]
    (root / "seeds/wire.txt").write_text(SEED)
    assert "source-changed" in codes(root)


def test_an_update_that_cannot_be_changes_nothing(project: MakeProject) -> None:
    """Another kind of file, the same file, no such source: status 1, and all is as it was."""
    root = project({"page.html": "<h1>Talk</h1><p>some 37,000 troops</p>", "same.txt": SEED})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for source, file in (("wire", "page.html"), ("wire", "same.txt"), ("wire", "nothing.txt"), ("wira", "same.txt")):
        assert run("update", source, root / file, root).exit_code == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


PAGE = "<html><head><title>Talks</title></head><body><nav>Home</nav><h1>Talks</h1>{}</body></html>"
PARTS = (
    "<p>The talks resume on Monday, officials say, and nobody knows when they end.</p><p>Some 37,000 troops stay.</p>"
)


def test_a_page_s_article_is_found_again(project: MakeProject) -> None:
    """Where its first or last words have changed, the entry gets those of the new page."""
    root = project({"page.html": PAGE.format(PARTS)})
    assert run("add", root / "page.html", root, "--id", "page", "--publisher", "P").exit_code == 0
    entry = read((root / "claims.yaml").read_text())["sources"]["page"]
    (root / "new.html").write_text(PAGE.format(PARTS.replace("The talks resume", "All talks resume")))
    assert run("update", "page", root / "new.html", root).exit_code == 0
    assert set(codes(root)) <= {"unused-source"}
    now = read((root / "claims.yaml").read_text())["sources"]["page"]
    assert now["sha256"] != entry["sha256"]


class Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(301)
            self.send_header("Location", "/same.txt")
            self.end_headers()
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of this machine at which it is served."""
    folder = tmp_path / "web"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_addresses_are_asked_and_nothing_is_changed(
    project: MakeProject, web: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same, moved, changed (with what it does to quotes), gone; on loopback only with --private; no byte is written."""
    monkeypatch.setattr("generator.commands.update.address_check.PAUSE", 0.0)
    folder, address = web
    (folder / "same.txt").write_text(SEED)
    (folder / "page.html").write_text(f"<nav>Home</nav><p>{SEED}</p>")
    (folder / "changed.txt").write_text(SEED.replace("37,000", "38,000"))
    sources = "".join(
        f"  {name}: {{file: seeds/{name}.txt, publisher: {name}, url: '{address}/{path}'}}\n"
        for name, path in (("moved", "moved"), ("page", "page.html"), ("changed", "changed.txt"), ("gone", "gone.txt"))
    )
    text = CLAIMS.replace("claims:\n", f"  none: {{file: seeds/none.txt}}\n{sources}claims:\n")
    text += "    - {source: changed, quote: 'some 37,000', stance: supports}\n"
    text += "    - {source: changed, quote: Talks resume, stance: mentions}\n"
    text = text.replace("publisher: Wire}", f"publisher: Wire, url: '{address}/same.txt'}}")
    root = project(
        {"claims.yaml": text, **{f"seeds/{name}.txt": SEED for name in ("moved", "page", "changed", "gone", "none")}}
    )
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = run("update", "--check", root, "--private")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "wire: same", "none: has no address", f"moved: moved to {address}/same.txt, with the same text", "page: same",
        "changed: changed: 1 of 2 quotes stand; not in it: troops-2",
        "gone: gone: 127.0.0.1 answers 404 File not found",
    ]  # fmt: skip
    assert "use --private" in run("update", "--check", "wire", root).output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert '"outcome": "changed"' in run("update", "--check", "changed", root, "--private", "--format", "json").output


# -- diff ----------------------------------------------------------------------------------------------------------


def git(root: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip


def test_a_project_is_compared_with_a_revision(project: MakeProject) -> None:
    """`--since REV` needs no site: what was then and what is now; an unknown revision is told."""
    root = project({})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    (root / "claims.yaml").write_text(CLAIMS.replace("The US has troops", "The US had troops"))
    done = run("diff", "--since", "HEAD", root, "--date", "2026-11-30", "--write")
    assert "troops: statement changed" in done.output
    assert read((root / "claims.yaml").read_text())["claims"]["troops"]["history"] == [
        {"date": "2026-11-30", "text": "The claim read *The US has troops in South Korea.* before."}
    ]
    again = run("diff", "--since", "HEAD", root, "--write")
    assert "no claim’s history needs an entry" in again.output
    assert codes(root) == []
    for revision in ("nothing", "--help", "HEAD:claims.yaml"):
        assert run("diff", f"--since={revision}", root).exit_code == 1
    assert not (root / "site").exists()


def test_a_site_at_an_address_is_compared(project: MakeProject, web: tuple[Path, str]) -> None:
    """The published site is the old one; a withdrawn claim and a renamed one are called so."""
    folder, address = web
    root = project({"claims.yaml": CLAIMS + "  other: {statement: Another thing was so.}\n"})
    build_project(root, folder / "facts")
    run("withdraw", "troops", root, "--reason", "It was wrong.", "--date", "2026-11-30")
    run("rename", "other", "another", root)
    build_project(root, root / "site")
    done = run("diff", f"{address}/facts/index.html", root / "site", root, "--private")
    assert done.exit_code == 0
    assert "troops: claim withdrawn: 2026-11-30" in done.output
    assert "another: claim moved: “other” -> “another”" in done.output
    assert "removed" not in done.output
    assert run("diff", f"{address}/nothing/", root / "site", "--private").exit_code == 1


def test_nothing_is_said_of_the_quotes_of_a_withheld_source(project: MakeProject) -> None:
    """That its text was taken down is told; its words are in no line and in no draft."""
    root = project({})
    build_project(root, root / "old")
    down = "publisher: Wire, display: withheld, withheld: {date: 2026-11-25, reason: So it is.}}"
    (root / "claims.yaml").write_text(CLAIMS.replace("publisher: Wire}", down))
    build_project(root, root / "site")
    done = run("diff", root / "old", root / "site", root, "--write")
    assert "wire: source withheld" in done.output
    assert "37,000" not in done.output
    assert "history" not in (root / "claims.yaml").read_text()


# -- the schema ----------------------------------------------------------------------------------------------------


def test_the_schema_knows_the_project_s_ids(project: MakeProject) -> None:
    """Editors complete ids, ratings and verdicts; an id that is not known yet is no fault."""
    import json

    root = project(
        {"claims.yaml": CLAIMS.replace("{title: Small}", "{title: Small, ratings: [{id: so-so, label: S, value: 1}]}")}
    )
    sections = json.loads(run("schema", root).output)["properties"]
    claim = next(iter(sections["claims"]["patternProperties"].values()))["properties"]
    evidence = claim["evidence"]["items"]["properties"]
    assert claim["related"]["items"]["properties"]["claim"]["anyOf"][0]["enum"] == ["troops"]
    assert evidence["source"]["anyOf"][0]["enum"] == ["wire"]
    assert evidence["source"]["description"]
    assert claim["verdict"]["anyOf"][0]["enum"][0] == "so-so"
    assert "supported" in claim["verdict"]["anyOf"][0]["enum"]
    assert claim["topics"]["items"] == {"not": {"type": ["object", "array", "null"]}}
