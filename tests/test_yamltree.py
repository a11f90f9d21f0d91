"""YAML as typed: places, text without guessed types, and everything that is refused, with both of PyYAML's parsers."""

import time
from collections.abc import Callable, Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading import yamltree
from generator.reading.yamltree import Mapping, Node, Scalar, Sequence, parse


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule holds with libyaml and, where PyYAML was built without it, with PyYAML's own parser."""
    if request.param == "pure Python":
        monkeypatch.setattr(yamltree, "_LOADER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


def plain(node: Node | None) -> object:
    """The tree as Python's own values, all leaves text."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return node.text if node else None


def codes(text: str) -> list[str]:
    """What is wrong with the text, as line:column code."""
    return [f"{each.location.line}:{each.location.column} {each.code}" for each in parse(text, "x.yaml").diagnostics]


def found(text: str, words: str) -> tuple[int, int]:
    """Where the scalar with these words begins."""
    document = parse(text, "x.yaml").value
    waiting: list[Node] = [document.root] if document.root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar) and node.text == words:
            place = document.at(node)
            return place.line, place.column
        if isinstance(node, Mapping):
            waiting += [part for entry in node.entries for part in entry]
        if isinstance(node, Sequence):
            waiting += node.items
    raise AssertionError(f"{words} is not in the tree")


@pytest.mark.parametrize(
    "typed",
    ["no", "on", "yes", "null", "~", "true", "12:30", "2000-10", "2000-10-24", "1.10", "0x10", "010", "1_000", "1e3",
     ".inf", "=", "190:20:30", "2001-12-14t21:59:43.10-05:00", "0o14", "NaN", "Off", "-x", "?x", "a#b", "a:b"],
)  # fmt: skip
def test_plain_scalars_are_text_as_typed(typed: str) -> None:
    """YAML's own traps do not bite: a plain scalar arrives as the text that was typed, as a value and as a key."""
    assert plain(parse(f"key: {typed}\n{typed}: value\n", "x.yaml").value.root) == {"key": typed, typed: "value"}


def test_scalars_know_whether_they_are_plain() -> None:
    """Quoted text and blocks are not plain, so that "37000" is no number and a quoted << no merge key."""
    root = parse("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\n'<<': 'x'\n", "x.yaml").value.root
    assert isinstance(root, Mapping)
    assert [isinstance(each, Scalar) and each.plain for _, each in root.entries] == [True] + [False] * 5


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "# 😀 é\u0301 日本\n\n"])
def test_places_are_lines_and_columns_in_code_points(end: str, before: str) -> None:
    """Places count from 1, columns in code points, whatever the line ends and whatever stands before."""
    text = (before + "a: 1\nb:\n  - '😀😀': word\n    c: >-\n      folded\n").replace("\n", end)
    first = before.count("\n")
    assert found(text, "1") == (first + 1, 4)
    assert found(text, "word") == (first + 3, 11)
    assert found(text, "folded") == (first + 4, 8)


def test_first_line_moves_every_place() -> None:
    """Front matter that begins in line 2 of its file has its places counted from there."""
    outcome = parse("a: 1\nb: !t 2\n", "x.md", first_line=2)
    assert [str(each.location) for each in outcome.diagnostics] == ["x.md:3:4"]
    document = parse("a: 1\nb: 2\na: 3\n", "x.md", first_line=2)
    assert [str(each.location) for each in document.diagnostics] == ["x.md:4:1"]
    assert "line 2" in document.diagnostics[0].help[0]


def test_separators_that_editors_do_not_break_at_are_spaces() -> None:
    """U+2028 and U+2029 end no line: a value that holds one is whole, and what follows keeps its place."""
    text = "a: one\u2028two\nb: |\n  x\u2029y\n  z\nc: 'p\u2028q'\nd: last\n"
    assert plain(parse(text, "x.yaml").value.root) == {"a": "one two", "b": "x y\nz\n", "c": "p q", "d": "last"}
    assert found(text, "last") == (6, 4)


def test_invisible_characters_stay() -> None:
    """Zero-width characters, direction marks and a BOM amid the text are the curator's, and arrive."""
    text = "a: l\u200br \u202eb\ufeffc \u00a0d\n"
    assert plain(parse(text, "x.yaml").value.root) == {"a": "l\u200br \u202eb\ufeffc \u00a0d"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"])
def test_nothing_is_no_error_here(text: str) -> None:
    """An empty file is a document without a root, or with an empty one."""
    outcome = parse(text, "x.yaml")
    assert not outcome.diagnostics
    assert not plain(outcome.value.root)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: !!str 1\n", "1:4"), ("!t\n", "1:1"), ("a: !!python/object:os.system x\n", "1:4"),
        ("a:\n- !x {b: c}\n", "2:3"),
        ("<<: {a: b}\n", "1:1"), ("a: &x {b: c}\nd:\n  <<: *x\n", "3:3"),
        ("a: 1\n---\nb: 2\n", "2:1"), ("a: 1\n---\n", "2:1"),
        ("? [a]\n: b\n", "1:3"), ("? {a: b}\n: c\n", "1:3"), ("x: &x [1]\n*x : y\n", "2:1"),
        ("a: *nowhere\n", "1:4"), ("a: &a [*a]\n", "1:8"), ("a: &a\n  b: *a\n", "2:6"),
        ("a: [1, 2\nb: 3\n", None), ("a: 'open\n", None), ("a: b: c\n", "1:4"), ("\ta: b\n", "1:1"), ("a: @x\n", "1:4"),
        ("a: 1\n b: 2\n", None), ("- a\nb: c\n", None), ("%FOO\n", None), ("a: `x`\n", "1:4"), ("]\n", "1:1"),
        ("a: \"\\q\"\n", None),
    ],
)  # fmt: skip
def test_what_is_not_our_yaml_is_a_syntax_error_with_its_place(text: str, place: str | None) -> None:
    """Tags, merge keys, second documents, keys that are not text and broken YAML are `yaml-syntax`; nothing is kept."""
    outcome = parse(text, "x.yaml")
    assert [each.code for each in outcome.diagnostics] == ["yaml-syntax"]
    assert outcome.value.root is None
    if place:
        assert codes(text) == [f"{place} yaml-syntax"]


def test_a_key_twice_names_both_lines() -> None:
    """A key that stands twice in a mapping is `duplicate-key` at the second, naming the first; the first is kept."""
    outcome = parse("a: 1\nb: {c: 1, c: 2}\n\na: 2\n'a': 3\n", "x.yaml")
    assert codes("a: 1\nb: {c: 1, c: 2}\n\na: 2\n'a': 3\n") == [
        "2:11 duplicate-key",
        "4:1 duplicate-key",
        "5:1 duplicate-key",
    ]
    assert "line 1" in outcome.diagnostics[1].help[0]
    assert plain(outcome.value.root) == {"a": "1", "b": {"c": "1"}}


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9f", "\ufdd0", "\ufffe", "\uffff",
     "\U0001fffe", "\U0010ffff"],
)  # fmt: skip
def test_control_characters_are_refused_at_their_place(character: str) -> None:
    """Control characters and noncharacters are `bad-value` where they stand; what else is wrong is found as well."""
    assert codes(f"a: 😀x{character}y\nb: !t 1\n") == ["1:6 bad-value", "2:4 yaml-syntax"]
    assert codes(f"# {character}\n") == ["1:3 bad-value"]


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\e", "\\a", "\\N", "\\uffff", "\\U0010FFFF", "\\uFDD0"])
def test_escapes_cannot_bring_control_characters_in(escape: str) -> None:
    """An escape for a character that cannot be published is `bad-value` at its value."""
    outcome = parse(f'a: "x{escape}"\n', "x.yaml")
    assert [(each.code, each.location.column) for each in outcome.diagnostics] == [("bad-value", 4)]
    assert plain(outcome.value.root) == {"a": "x\ufffd"}


def test_a_lone_surrogate_is_refused() -> None:
    """An escape for half a character never arrives as text."""
    outcome = parse('a: "x\\ud800"\n', "x.yaml")
    assert [each.code for each in outcome.diagnostics] in (["bad-value"], ["yaml-syntax"])
    assert "\ud800" not in str(plain(outcome.value.root))


def test_aliases_stand_for_their_anchor_at_their_own_place() -> None:
    """An alias is its anchor's value; what is wrong with it there is said there."""
    text = "a: &x word\nb: *x\nc: &y {k: *x}\nd: *y\n"
    document = parse(text, "x.yaml").value
    assert plain(document.root) == {"a": "word", "b": "word", "c": {"k": "word"}, "d": {"k": "word"}}
    assert isinstance(document.root, Mapping)
    assert [str(document.at(value)) for _, value in document.root.entries] == [
        "x.yaml:1:4", "x.yaml:2:4", "x.yaml:3:4", "x.yaml:4:4",
    ]  # fmt: skip


def test_an_anchor_may_be_defined_anew() -> None:
    """An alias stands for the last anchor of its name before it."""
    assert plain(parse("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", "x.yaml").value.root) == {
        "a": "1",
        "b": "1",
        "c": "2",
        "d": "2",
    }


def laughs(levels: int) -> str:
    lines = ["l0: &l0 [ha, ha]"]
    lines += [f"l{each}: &l{each} [{', '.join([f'*l{each - 1}'] * 9)}]" for each in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "make",
    [
        lambda: laughs(30),
        lambda: "a: &a [x]\nb: [" + "*a," * 60_000 + "]",
        lambda: "a: &a '" + "x " * 500_000 + "'\nb: [" + "*a," * 50_000 + "]",
        lambda: "[" * 10_000,
        lambda: "- " * 10_000 + "x",
        lambda: "{a: " * 10_000,
        lambda: "".join(" " * each + "a:\n" for each in range(300)),
    ],
    ids=["laughs", "many aliases", "aliases of long text", "lists", "block lists", "flow mappings", "block mappings"],
)
def test_what_is_too_deep_or_too_much_is_refused_at_once(make: Callable[[], str]) -> None:
    """A billion laughs and 10,000 levels are `too-large`, in no time."""
    text = make()
    begin = time.process_time()
    found = parse(text, "x.yaml").diagnostics
    assert [each.code for each in found] == ["too-large"], found
    assert time.process_time() - begin < 4


def test_a_hundred_levels_are_allowed() -> None:
    """What stands within the limits is read."""
    assert not codes("[" * 100 + "]" * 100)
    assert codes("[" * 101 + "]" * 101) == ["1:101 too-large"]
    assert not codes("a: &a x\nb: [" + "*a," * 99_000 + "]")


def values() -> st.SearchStrategy[object]:
    safe = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029"), max_size=20)
    leaves: st.SearchStrategy[object] = safe
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(safe, inner, max_size=4), max_leaves=12
    )


@given(value=values(), flow=st.booleans(), wide=st.booleans())
def test_what_yaml_writes_reads_back(value: object, flow: bool, wide: bool) -> None:
    """Any tree of text that PyYAML writes is read as the same tree, its traps quoted or not."""
    dumped = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=wide, width=40 if wide else 1_000)
    outcome = parse(dumped, "x.yaml")
    assert not outcome.diagnostics
    assert (plain(outcome.value.root) or type(value)()) == value


def yaml_like() -> Iterator[str]:
    yield from [
        "a",
        "b",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "'",
        '"',
        "|",
        ">",
        "&x ",
        "*x",
        "!t ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "%",
    ]
    yield from ["---", "...", "\t", "\r", "\x00", "\ufeff", "\u2028", "😀", "<<: ", "? ", "\\", "@", "é"]


@given(st.lists(st.sampled_from(tuple(yaml_like())), max_size=30).map("".join) | st.text(max_size=40))
def test_nothing_raises(text: str) -> None:
    """Whatever stands in a file, parsing ends with a document and places inside the file."""
    outcome = parse(text, "x.yaml")
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= each.location.line <= lines and each.location.column >= 1 for each in outcome.diagnostics)
