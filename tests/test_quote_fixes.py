"""`check --fix`: what findings offer is written into the claims files, and no other byte changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands.shared.yaml_edit import UnsafeEdit, replace_scalar
from generator.reading.yamltree import Mapping, Node, Scalar, Sequence, parse
from tests.support.command_line import verbatim
from tests.support.small_project import MakeProject

SEED = "The US bases\n00:01:15 some 37,000 troops in South Korea. Talks resume on Monday, he said.\n"
HEAD = "site: {title: T}\nsources:\n  wire: {file: seeds/wire.txt, title: W}\n"
CLAIM = "claims:\n  troops:\n    statement: Some troops are there.\n    evidence:\n"

QUOTE = "The US bases some 37,000 troops"
FIRST, SECOND = "The US bases", "          some 37,000 troops"
START, END = "      - source: wire\n        quote: ", "        stance: supports\n"
LAYOUTS = {
    "double": f'{START}"{QUOTE}"  # as typed\n{END}',
    "single": f"      - {{source: wire, quote: '{QUOTE}', stance: supports}}\n",
    "plain": f"{START}{QUOTE} # as typed\n{END}",
    "two lines": f"{START}{FIRST}\n{SECOND}\n{END}",
    "folded": f"{START}>-\n          {FIRST}\n{SECOND}\n\n        # a comment\n{END}",
    "literal": f"      - stance: supports\n        source: wire\n        quote: |\n          {QUOTE}\n",
    "quoted lines": f'{START}"{FIRST}\n{SECOND}"\n{END}',
    "keys first": f"      - quote: {QUOTE}\n        source: wire\n{END}",
    "json": f'      [{{"source": "wire", "quote": "{QUOTE}", "stance": "supports"}}]\n',
    "no line end": f"      - source: wire\n{END}        quote: {QUOTE}",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_an_offered_quote_is_written(project: MakeProject, layout: str, ending: str) -> None:
    """In every layout of YAML the quote is replaced and anchors, and what is before and behind it stays."""
    written = (HEAD + CLAIM + LAYOUTS[layout]).replace("\n", ending)
    root = project({"seeds/wire.txt": SEED})
    (root / "claims.yaml").write_bytes(written.encode())
    done = verbatim("check", root, "--fix", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    after = (root / "claims.yaml").read_bytes().decode()
    assert "bases […] some 37,000 troops" in after
    start = written.index("quote") + len("quote")
    assert after.startswith(written[:start])
    tail = {"double": "  # as typed", "plain": " # as typed", "folded": "        # a comment"}.get(layout, "")
    assert tail in after
    assert after.count("stance: supports") + after.count('"stance": "supports"') == 1
    assert after.endswith(ending) == written.endswith(ending)


def test_without_a_terminal_nothing_is_written(project: MakeProject) -> None:
    """`--fix` asks: where nobody can answer it says so, and `--yes` writes all."""
    root = project({"claims.yaml": HEAD + CLAIM + LAYOUTS["double"], "seeds/wire.txt": SEED})
    before = (root / "claims.yaml").read_bytes()
    done = verbatim("check", root, "--fix")
    assert (done.returncode, "--yes" in done.stderr) == (2, True)
    assert (root / "claims.yaml").read_bytes() == before
    assert (
        verbatim("check", root, "--yes").returncode
        == verbatim("check", root, "--fix", "--format", "json").returncode
        == 2
    )


def test_where_nothing_is_offered_it_says_so(project: MakeProject) -> None:
    """What cannot be mended is reported as ever."""
    claims = HEAD + CLAIM + LAYOUTS["double"].replace("37,000", "38,000")
    root = project({"claims.yaml": claims, "seeds/wire.txt": SEED})
    done = verbatim("check", root, "--fix", "--yes")
    assert done.returncode == 1
    assert "no finding offers a quote" in done.stderr
    assert "quote-not-found" in done.stderr
    assert (root / "claims.yaml").read_text() == claims


def test_several_quotes_in_several_files(project: MakeProject) -> None:
    """Included files are edited too, and several quotes of one file."""
    more = (
        "claims:\n  talks:\n    statement: Talks resume.\n    evidence:\n" + START + "“talks resume on Monday”\n" + END
    )
    both = LAYOUTS["folded"] + LAYOUTS["double"].replace("The US bases some", "US bases some")
    root = project({
        "claims.yaml": "include: [more/*.yaml]\n" + HEAD + CLAIM + both,
        "more/talks.yaml": more,
        "seeds/wire.txt": SEED,
    })  # fmt: skip
    done = verbatim("check", root, "--fix", "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": written: ") == 3
    assert (root / "more/talks.yaml").read_text() == more.replace(
        "“talks resume on Monday”", '"[t]alks resume on Monday"'
    )


def test_an_alias_is_not_written(project: MakeProject) -> None:
    """A text that stands elsewhere, or that others refer to, is left alone, and the reason is told."""
    quote = '"The US bases some 37,000 troops"'
    claims = HEAD + CLAIM + LAYOUTS["double"].replace(quote, f"&q {quote}") + "    explanation: *q\n"
    root = project({"claims.yaml": claims, "seeds/wire.txt": SEED})
    done = verbatim("check", root, "--fix", "--yes")
    assert done.returncode == 1
    assert "not written" in done.stderr
    assert (root / "claims.yaml").read_text() == claims


VALUES = st.text(st.sampled_from("ab […]:#'\"\\-,{}é東\u00a0&*!|>%@`?"), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(VALUES, st.sampled_from(sorted(LAYOUTS)))
def test_any_text_can_be_written_in_any_layout(value: str, layout: str) -> None:
    """Read again, the file has that text there, and all else as before."""
    text = "claims:\n" + LAYOUTS[layout]
    before = parse(text, "claims.yaml").value
    assert before.root
    scalar = find(before.root)
    place = before.at(scalar)
    try:
        changed = replace_scalar(text.encode(), place.line, place.column, value)
    except UnsafeEdit:
        pytest.fail("cannot be written")
    after = parse(changed.decode(), "claims.yaml").value.root
    assert after
    assert find(after).text == value
    assert keys(after) == keys(before.root)


def find(node: Node) -> Scalar:
    """The quote's value."""
    return next(value for key, value in entries(node) if key == "quote" and isinstance(value, Scalar))


def keys(node: Node) -> list[str]:
    return [key for key, _ in entries(node)]


def entries(node: Node) -> list[tuple[str, Node]]:
    if isinstance(node, Mapping):
        return [pair for key, value in node.entries for pair in ((key.text, value), *entries(value))]
    return [pair for item in node.items for pair in entries(item)] if isinstance(node, Sequence) else []
