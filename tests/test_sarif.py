"""SARIF: what the standard's own schema allows, and what those who show it need."""

import json
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from generator import __version__
from generator.commands.check.sarif import SCHEMA, as_sarif
from generator.diagnostics import CODES, Diagnostic, Location
from tests.support.command_line import verbatim
from tests.support.small_project import CLAIMS, MakeProject
from tests.support.tools import tool

FOUND = (
    Diagnostic(Location("claims.yaml", 41, 16), "quote-not-found", "it is not there", ("nearest: a", "nearest: b")),
    Diagnostic(Location("seeds/a b:ü%#?.txt", 7, 3), "undeclared-source", "no entry"),
)


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    """The schema of SARIF 2.1.0, as its makers' test package has it."""
    return Draft7Validator(json.loads(tool("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json").read_bytes()))


def run_of(text: str) -> dict[str, Any]:
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_notices_what_is_wrong(validator: Draft7Validator) -> None:
    """The schema is in force: a place from 0, another level or an unknown key is no SARIF."""
    for old, new in (
        ('"startLine": 41', '"startLine": 0'),
        ('"level": "error"', '"level": "fatal"'),
        ('"ruleId"', '"rule"'),
    ):
        assert list(validator.iter_errors(json.loads(as_sarif(FOUND).replace(old, new))))


@pytest.mark.parametrize("found", [(), FOUND], ids=["none", "some"])
def test_a_log_is_as_the_schema_has_it(validator: Draft7Validator, found: tuple[Diagnostic, ...]) -> None:
    """With findings or without, the log is valid and names its version and schema."""
    log = json.loads(as_sarif(found))
    assert [error.message for error in validator.iter_errors(log)] == []
    assert (log["version"], log["$schema"]) == ("2.1.0", SCHEMA)
    assert len(log["runs"][0]["results"]) == len(found)


def test_every_code_is_a_rule() -> None:
    """The rules are the codes, with their severity and meaning, whatever was found; results point at them by number."""
    run = run_of(as_sarif(FOUND))
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("verbatim", __version__)
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {
        code: severity for code, (severity, _) in CODES.items()
    }
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in driver["rules"])
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (result["ruleId"], result["level"])


def test_a_result_has_its_place_and_its_help() -> None:
    """Lines and columns in code points, the path as a relative address, headline and help as the message."""
    run = run_of(as_sarif(FOUND))
    assert run["columnKind"] == "unicodeCodePoints"
    first, second = run["results"]
    assert first["message"]["text"] == "it is not there\nnearest: a\nnearest: b"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 41, "startColumn": 16}
    assert place["artifactLocation"]["uri"] == "claims.yaml"
    assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "seeds/a%20b%3A%C3%BC%25%23%3F.txt"


@given(st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=20), st.text(max_size=40))
@example("\udcff", "\x1b[31m")
@example("javascript:alert(1)", "")
def test_no_name_or_message_breaks_it(name: str, message: str) -> None:
    """Whatever they hold, the log is ASCII, and the address leads to that file and nowhere else."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return  # no file system has such a name
    text = as_sarif([Diagnostic(Location(f"seeds/{name}"), "bad-value", message)])
    text.encode("ascii")
    (result,) = run_of(text)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    whole = urlsplit(urljoin("file:///project/", uri))
    assert (whole.scheme, whole.netloc, whole.query, whole.fragment) == ("file", "", "", "")
    assert unquote_to_bytes(uri) == f"seeds/{name}".encode("utf-8", "surrogateescape")


def test_the_command_prints_it(project: MakeProject, validator: Draft7Validator) -> None:
    """`check --format sarif` is the log on standard output, in every case, with the status of the findings."""
    ran = verbatim("check", project({}), "--format", "sarif")
    assert (ran.returncode, ran.stderr, run_of(ran.stdout)["results"]) == (0, "", [])
    ran = verbatim("check", project({"claims.yaml": CLAIMS.replace("37,000", "38,000")}), "--format", "sarif")
    assert (ran.returncode, len(run_of(ran.stdout)["results"])) == (1, 1)
    assert list(validator.iter_errors(json.loads(ran.stdout))) == []
