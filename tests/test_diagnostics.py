"""Diagnostics: their order, their three renderings, and the words that were probably meant."""

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import (
    CODES,
    Diagnostic,
    Location,
    as_github,
    as_json,
    as_text,
    count_errors,
    make_visible,
    nearest_word,
    sort_diagnostics,
    suggestion_line,
)

ERROR = Diagnostic(Location("claims.yaml", 41, 16), "quote-not-found", "it is not there", ("nearest: a", "nearest: b"))
WARNING = Diagnostic(Location("claims.yaml", 7, 3), "no-evidence", "the claim “a” has no evidence")

# The table of contract section 3, and what came since.
ERRORS = """yaml-syntax duplicate-key unknown-key missing-key wrong-type bad-id bad-date bad-url bad-value duplicate-id
unknown-source unknown-claim unknown-entity unknown-topic unknown-rating quote-not-found quote-ambiguous quote-empty
source-missing source-changed source-encoding source-unreadable unsafe-path too-large template-error address-taken"""
WARNINGS = """undeclared-source unsupported-file no-evidence verdict-disagrees unused-source unused-entity unused-topic
duplicate-evidence review-stale review-objected prose-quote-not-found unmatched-include quote-alters quote-clipped
quote-title quote-short value-differs speaker-unnamed modality-differs same-statement graded-twice text-suspect
unused-accept unquoted-mention"""


def test_codes_are_those_of_the_contract() -> None:
    """The codes and their severities are these, no more and no fewer: scripts rely on them."""
    assert {code for code, (severity, _) in CODES.items() if severity == "error"} == set(ERRORS.split())
    assert {code for code, (severity, _) in CODES.items() if severity == "warning"} == set(WARNINGS.split())


def test_order_is_by_file_and_line() -> None:
    """Diagnostics sort by file, then line, then column, as numbers."""
    places = [("a.yaml", 10, 1), ("a.yaml", 9, 2), ("b.yaml", 1, 1), ("a.yaml", 9, 11), ("a.yaml", 9, 3)]
    found = sort_diagnostics(Diagnostic(Location(*place), "bad-id", "x") for place in (*places, places[0]))
    assert [str(diagnostic.location) for diagnostic in found] == [
        "a.yaml:9:2",
        "a.yaml:9:3",
        "a.yaml:9:11",
        "a.yaml:10:1",
        "b.yaml:1:1",
    ]


def test_text_has_one_line_each_and_indented_help() -> None:
    """A diagnostic is `path:line:column: severity[code]: message`, and its help lines are indented below."""
    assert as_text([WARNING, ERROR]) == (
        "claims.yaml:7:3: warning[no-evidence]: the claim “a” has no evidence\n"
        "claims.yaml:41:16: error[quote-not-found]: it is not there\n"
        "    nearest: a\n"
        "    nearest: b\n"
    )
    assert as_text([]) == ""


def test_json_is_one_array_of_the_contracts_keys() -> None:
    """`--format json` is one array of objects with path, line, column, severity, code, message and help."""
    rows = json.loads(as_json([ERROR, WARNING]))
    assert rows[0] == {
        "path": "claims.yaml",
        "line": 41,
        "column": 16,
        "severity": "error",
        "code": "quote-not-found",
        "message": "it is not there",
        "help": "nearest: a\nnearest: b",
    }
    assert list(rows[0]) == ["path", "line", "column", "severity", "code", "message", "help"]
    assert rows[1]["help"] == ""
    assert json.loads(as_json([])) == []


def test_github_is_one_workflow_command_a_line() -> None:
    """`--format github` is `::error file=…,line=…,col=…,title=…::…`, escaped as GitHub's toolkit does."""
    assert as_github([ERROR]) == (
        "::error file=claims.yaml,line=41,col=16,title=quote-not-found::it is not there%0Anearest: a%0Anearest: b\n"
    )
    odd = Diagnostic(Location("a,b:c%.yaml"), "no-evidence", "100% sure\nreally")
    assert as_github([odd]) == "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=no-evidence::100%25 sure\\nreally\n"


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40), st.lists(st.text(max_size=20), max_size=2))))
def test_no_input_breaks_a_rendering(rows: list[tuple[str, str, list[str]]]) -> None:
    """Whatever a path or a message holds, text and github stay one line each, printable, and json stays JSON."""
    found = [Diagnostic(Location(path or "x"), "bad-value", message, tuple(help)) for path, message, help in rows]
    lines = as_text(found).splitlines()
    assert len(lines) == len(found) + sum(len(diagnostic.help) for diagnostic in found)
    assert all(line.isprintable() for line in lines)
    assert len(as_github(found).splitlines()) == len(found)
    as_github(found).encode()
    assert [load["message"] for load in json.loads(as_json(found))] == [diagnostic.message for diagnostic in found]


def test_undecodable_names_can_be_printed() -> None:
    """A path of undecodable bytes is shown escaped and never ends the run."""
    found = [Diagnostic(Location("seeds/\udcff\n.txt"), "unsafe-path", "x\x1b[31m")]
    assert as_text(found) == "seeds/\\udcff\\n.txt:1:1: error[unsafe-path]: x\\x1b[31m\n"
    as_json(found).encode("ascii")
    as_github(found).encode()


def test_strict_counts_warnings() -> None:
    """Errors count always, warnings under --strict only."""
    assert count_errors([ERROR, WARNING]) == 1
    assert count_errors([ERROR, WARNING], strict=True) == 2


def test_what_was_meant() -> None:
    """A slip of the fingers leads to the word, from any iterable of words, mappings of anything too."""
    assert nearest_word("stetement", ["statement", "verdict"]) == "statement"
    assert nearest_word("zzz", ["statement", "verdict"]) is None
    assert suggestion_line("militry", {"military": Location("claims.yaml")}) == ("did you mean “military”?",)
    assert suggestion_line("militry", frozenset({"military"})) == ("did you mean “military”?",)
    assert suggestion_line("", []) == ()
    assert suggestion_line("x" * 100_000, ["y"]) == ()


@given(st.text())
def test_visible_is_printable_and_loses_nothing(text: str) -> None:
    """What cannot be printed becomes its escape; what can be printed stays."""
    shown = make_visible(text)
    assert shown.isprintable()
    assert shown == text or not text.isprintable()
    assert shown.replace("\\", "").isascii() or any(
        character.isprintable() and not character.isascii() for character in text
    )
    assert make_visible(shown) == shown
