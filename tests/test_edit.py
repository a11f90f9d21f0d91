"""Edits of the curator's own files: one entry more, and not another byte touched."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.commands.shared.yaml_edit import UnsafeEdit, insert_entry, replace_file
from generator.commands.shared.yaml_text import YamlValue, to_inline

ENTRY: Mapping[str, YamlValue] = {
    "file": "seeds/new-one.txt",
    "title": "“No”: a tale, #1",
    "author": ["Ada Brandt", "X: Y"],
    "original": {"file": "originals/new-one.html", "sha256": "9" * 64},
}
FLOW = (
    '{file: seeds/new-one.txt, title: "“No”: a tale, #1", author: [Ada Brandt, "X: Y"], '
    f"original: {{file: originals/new-one.html, sha256: {'9' * 64}}}}}"
)


def lines(indent: str = "  ", step: str = "  ") -> str:
    inner = indent + step
    return (
        f'{indent}new-one:\n{inner}file: seeds/new-one.txt\n{inner}title: "“No”: a tale, #1"\n'
        f'{inner}author: [Ada Brandt, "X: Y"]\n'
        f"{inner}original: {{file: originals/new-one.html, sha256: {'9' * 64}}}\n"
    )


def added(text: str) -> str:
    return insert_entry(text.encode(), ["sources"], "new-one", ENTRY, levels=1).decode()


def everything(text: str) -> object:
    """What a YAML reader of others says of the text, all of it as text."""
    return yaml.load(text.removeprefix("\ufeff"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def only_more(before: str, after: str) -> bool:
    """Whether `after` is `before` with one stretch put in."""
    start = next((at for at, both in enumerate(zip(before, after, strict=False)) if both[0] != both[1]), len(before))
    return len(after) > len(before) and after.endswith(before[start:])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site: {title: x}\n", "site: {title: x}\nsources:\n" + lines()),
        ("site: {title: x}", "site: {title: x}\nsources:\n" + lines()[:-1]),
        ("site:\n    title: x\n", "site:\n    title: x\nsources:\n" + lines("    ", "    ")),
        ("sources:\n  a: {file: b}\nsite: {title: x}\n", f"sources:\n  a: {{file: b}}\n{lines()}site: {{title: x}}\n"),
        ("sources:\nsite: {title: x}\n", f"sources:\n{lines()}site: {{title: x}}\n"),
        ("site: {title: x}\nsources: # none", "site: {title: x}\nsources: # none\n" + lines()[:-1]),
        ("sources: {}\nsite: {title: x}\n", f"sources: {{new-one: {FLOW}}}\nsite: {{title: x}}\n"),
        ("sources: {a: {file: b}}\nsite: {}\n", f"sources: {{a: {{file: b}}, new-one: {FLOW}}}\nsite: {{}}\n"),
        ("sources: {\n  a: {file: b}, # c }\n}\n", f"sources: {{\n  a: {{file: b}}, new-one: {FLOW}, # c }}\n}}\n"),
        ("sources: &s\n  a: {file: b}\n", "sources: &s\n  a: {file: b}\n" + lines()),
        ("---\nsite: {title: x}\n...\n", f"---\nsite: {{title: x}}\nsources:\n{lines()}...\n"),
        (
            "sources:\n  a:\n     file: b\n     # of a\n\n  # z: later\n\n# --- topics\ntopics: {}\n",
            "sources:\n  a:\n     file: b\n     # of a\n\n  # z: later\n" + lines("  ", "   ")
            + "\n# --- topics\ntopics: {}\n",
        ),
        (
            "sources:\n  a:\n    file: b\n    note: |+\n      text\n\n\ntopics: {}\n",
            f"sources:\n  a:\n    file: b\n    note: |+\n      text\n\n\n{lines()}topics: {{}}\n",
        ),
        (
            "sources:\n  a:\n    file: b\n    note: |\n      text\n      # and more\ntopics: {}\n",
            f"sources:\n  a:\n    file: b\n    note: |\n      text\n      # and more\n{lines()}topics: {{}}\n",
        ),
        ("\ufeffsite: {title: x}\r\n", "\ufeffsite: {title: x}\r\nsources:\r\n" + lines().replace("\n", "\r\n")),
        ("site: {title: x}\rtopics: {}\r", "site: {title: x}\rtopics: {}\rsources:\r" + lines().replace("\n", "\r")),
        ("  site: {title: x}\n", "  site: {title: x}\n  sources:\n" + lines("    ")),
        ("site: {title: x}\n# the end\t", "site: {title: x}\n# the end\t\nsources:\n" + lines()[:-1]),
    ],
)  # fmt: skip
def test_the_entry_stands_where_a_person_would_put_it(before: str, after: str) -> None:
    """At the end of the mapping, in its own style, indentation and line ends; comments stay with what they are of."""
    assert added(before) == after
    assert only_more(before, after)


def test_json_stays_json() -> None:
    """A file that is written as JSON still is JSON."""
    import json

    for text in ('{"site": {"title": "x"}}\n', '{"site": {"title": "x"}, "sources": {}}', '{"sources": {"a": {}}}'):
        assert json.loads(added(text))["sources"]["new-one"] == ENTRY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "just text\n",
        "- a\n- b\n",
        "sources: ~\n",
        "sources: [a]\n",
        "topics: &t {a: {name: b}}\nsources: *t\n",
        "site: {title: x\n",
        "a: 1\na: 2\n",
        "site: !x {}\n",
    ],
)
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    """Where the entry cannot be put in without changing something else, nothing is done and a reason is given."""
    with pytest.raises(UnsafeEdit, match=r"it has errors|it is empty|no place for an entry"):
        added(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    """A file that is not UTF-8 is not edited."""
    with pytest.raises(UnsafeEdit, match="UTF-8"):
        insert_entry("site: {title: caf\xe9}".encode("latin-1"), ["sources"], "a", ENTRY)


CLAIMS = "claims:\n  one:\n    statement: x\n    evidence:\n    - {source: a}\n\n# two\n  two: {statement: y}\n"


@pytest.mark.parametrize(
    ("claim", "before", "after"),
    [
        ("one", CLAIMS, CLAIMS.replace("a}\n", "a}\n    reviewed: {date: 2026}\n")),
        ("two", CLAIMS, CLAIMS.replace("y}", "y, reviewed: {date: 2026}}")),
        ("a", "claims: {a: {reviewed: {date: 1}, b: c}}\n", "claims: {a: {reviewed: {date: 2026}, b: c}}\n"),
        (
            "a",
            "claims:\n  a:\n    reviewed: # so\n    b: c\n",
            "claims:\n  a:\n    reviewed: {date: 2026} # so\n    b: c\n",
        ),
        (
            "a",
            "claims:\n  a:\n    reviewed:\n      date: 1\n      by: >\n        me\n    # of b\n    b: c\n",
            "claims:\n  a:\n    reviewed:\n      {date: 2026}\n    # of b\n    b: c\n",
        ),
    ],
)
def test_a_value_is_set_or_replaced(claim: str, before: str, after: str) -> None:
    """A key that is missing is put in at the end of its mapping; of one that is there just the value is replaced."""
    assert insert_entry(before.encode(), ["claims", claim], "reviewed", {"date": "2026"}).decode() == after


# -- any file -----------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)
KEYS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
NESTED: st.SearchStrategy[object] = st.deferred(
    lambda: WORDS | st.lists(NESTED, max_size=3) | st.dictionaries(KEYS, NESTED, max_size=3)
)
SOURCES = st.dictionaries(KEYS.filter("new-one".__ne__), st.dictionaries(KEYS, NESTED, max_size=3), max_size=4)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A claims file as some YAML writer would write it, with comments and blank lines, and any line ends."""
    whole: dict[str, object] = {"site": {"title": draw(WORDS)}}
    if draw(st.booleans()):
        whole["sources"] = draw(SOURCES)
    whole[draw(KEYS.filter(lambda key: key not in ("site", "sources")))] = draw(NESTED)
    text = yaml.safe_dump(
        whole, default_flow_style=draw(st.sampled_from([True, False, None])), indent=draw(st.integers(2, 5)),
        allow_unicode=draw(st.booleans()), sort_keys=draw(st.booleans()), explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()), default_style=draw(st.sampled_from([None, "'", '"', "|"])),
        width=draw(st.sampled_from([20, 80, 1000])),
    )  # fmt: skip
    for _ in range(draw(st.integers(0, 3))):
        rows = text.splitlines(keepends=True)
        rows.insert(draw(st.integers(0, len(rows))), draw(st.sampled_from(["# }\n", "  # a: b\n", "    # x\n", "\n"])))
        text = "".join(rows) if _same("".join(rows), text) else text
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


def _same(one: str, other: str) -> bool:
    try:
        return everything(one) == everything(other)
    except yaml.YAMLError:
        return False


@given(files())
@example("sources:\n  a: {file: b}\n\n\n")
@example('{"site": {}, "sources": {"a": {}}} # so')
def test_every_other_byte_stays_and_nothing_else_changes(text: str) -> None:
    """The file with the entry is the file with one stretch more; what it says is what it said, and the entry."""
    try:
        after = added(text)
    except UnsafeEdit:
        assert not isinstance(everything(text), dict) or _is_strange(text)
        return
    assert only_more(text, after)
    said, now = everything(text), everything(after)
    assert isinstance(said, dict) and isinstance(now, dict)
    assert now["sources"].pop("new-one") == ENTRY
    said["sources"] = said.get("sources") or {}
    assert now == said


def _is_strange(text: str) -> bool:
    """Whether our own reader takes less than YAML: characters that cannot be published, a list for the sources."""
    from generator.reading import yamltree

    parsed = yamltree.parse(text.removeprefix("\ufeff"), "")
    return bool(parsed.diagnostics)


@given(WORDS | st.text(max_size=20))
def test_a_value_on_one_line_reads_back_as_itself(words: str) -> None:
    """Whatever the text, in brackets or alone; but for what no YAML may hold."""
    if any(0xD800 <= ord(character) < 0xE000 for character in words):
        return
    assert everything(f"a: {to_inline(words)}\n") == {"a": words}
    assert everything(f"{{a: {to_inline([words, words])}, b: {to_inline({'c': words})}}}") == {
        "a": [words, words],
        "b": {"c": words},
    }


# -- the file itself ----------------------------------------------------------------------------------------------


def test_a_file_is_replaced_at_once_and_keeps_its_mode(tmp_path: Path) -> None:
    """The new bytes stand under the old name and mode; nothing is left beside it; a link stays one."""
    file = tmp_path / "real.yaml"
    file.write_bytes(b"a")
    file.chmod(0o640)
    link = tmp_path / "claims.yaml"
    link.symlink_to("real.yaml")
    replace_file(link, b"a", b"b")
    assert file.read_bytes() == b"b"
    assert file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.yaml", "real.yaml"]


def test_a_file_that_was_changed_meanwhile_stays(tmp_path: Path) -> None:
    """What somebody else wrote since it was read is not overwritten."""
    file = tmp_path / "claims.yaml"
    file.write_bytes(b"theirs")
    with pytest.raises(UnsafeEdit, match="in the meantime"):
        replace_file(file, b"a", b"b")
    assert file.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["claims.yaml"]
