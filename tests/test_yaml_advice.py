"""What is said of YAML that does not parse: in plain words, at the value, and what to type instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.yamltree import Mapping, Scalar, parse

BEFORE = "claims:\n  ferry:\n    topics: []\n"


def explain(*lines: str) -> tuple[int, str, tuple[str, ...]]:
    """Return column, message and help of the one finding of a claim with these lines."""
    (finding,) = parse(
        BEFORE + "".join(f"    {line}\n" for line in lines) + "    date: 2000\n", "claims.yaml"
    ).diagnostics
    assert finding.code == "yaml-syntax"
    return finding.location.column, finding.message, finding.help


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("All tunnels of the Alps: 1,982 km.", '"All tunnels of the Alps: 1,982 km."'),
        ('"We had no choice", she said', "'\"We had no choice\", she said'"),
        ("[T]he minister left", '"[T]he minister left"'),
        ("*all* of them", '"*all* of them"'),
        ("*all", '"*all"'),
        ("@desk wrote it", '"@desk wrote it"'),
        ("% of the vote", '"% of the vote"'),
        ("> 40 boats", '"> 40 boats"'),
        ("!important", '"!important"'),
        ("{a} or b", '"{a} or b"'),
        ("`code`", '"`code`"'),
        ('he said: "no", and it\'s true', "'he said: \"no\", and it''s true'"),
    ],
)
def test_text_that_needs_quotation_marks_is_offered_with_them(value: str, quoted: str) -> None:
    """The finding is at the text, and its last line can be pasted: then the file parses, and the value is the text."""
    column, _, help = explain(f"statement: {value}")
    assert column == len("    statement: ") + 1
    assert help == ("put the text in quotation marks:", f"statement: {quoted}")
    pasted = parse(f"{BEFORE}    {help[-1]}\n", "claims.yaml")
    assert pasted.diagnostics == ()
    node = pasted.value.root
    while isinstance(node, Mapping):
        node = node.entries[-1][1]
    assert isinstance(node, Scalar) and node.text == value


@pytest.mark.parametrize(
    ("lines", "message", "help"),
    [
        (('statement: "It is open',), 'the quotation mark " is not closed', 'add " where the text ends'),
        (("topics: [sea, harbour",), "the bracket [ is not closed", "add ] where it ends"),
        (("statement:It is open",), "there is no space behind the colon of this key", "statement: It is open"),
        (("\tstatement: It is open",), "a tab cannot indent YAML", "indent with spaces"),
        (
            ("statement: The bridge", "  is long: 40 m"),
            "the colon in this text makes a key of what is before it",
            "put the whole text in quotation marks, or begin it on the line below statement: >-",
        ),
    ],
)
def test_other_slips_are_named(lines: tuple[str, ...], message: str, help: str) -> None:
    """What is not closed, has no space or is indented by a tab, and a colon in a later line of a text."""
    assert explain(*lines)[1:] == (message, (help,))


def test_a_conflict_of_a_merge_is_named() -> None:
    """Whatever the parser says of it, and where it begins."""
    text = f"{BEFORE}<<<<<<< HEAD\n    verdict: refuted\n=======\n    verdict: supported\n>>>>>>> theirs\n"
    (finding,) = parse(text, "claims.yaml").diagnostics
    assert (finding.location.line, finding.message) == (4, "a merge left two versions here")


@given(st.text(st.sampled_from("ab:,'\"[]{}*&!|>%@`?#-<= \n\t"), max_size=40))
def test_any_text_that_does_not_parse_has_one_finding(text: str) -> None:
    """At a place in the text, with nothing but text in its help."""
    findings = parse(f"a: {text}", "x.yaml").diagnostics
    for finding in findings:
        assert finding.location.line >= 1 and finding.location.column >= 1
        assert all(line and "\n" not in line for line in finding.help)
