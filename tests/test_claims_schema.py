"""The published JSON Schema: it is one, claims.json keeps it, and it knows every key that is ever there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.build import check_project
from generator.publishing.data.claims_schema import SCHEMA, claims_schema
from tests.support.data_edition import EDITION, with_site
from tests.support.site_data import make_claims_json, make_site
from tests.support.small_project import MakeProject

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = [ROOT, *sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/claims.yaml"))]


def close_schema(shape: Any) -> Any:
    """The schema with no room for keys that it does not name."""
    if isinstance(shape, list):
        return [close_schema(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    inner = {key: close_schema(inner_shape) for key, inner_shape in shape.items()}
    return {"additionalProperties": False} | inner if "properties" in shape and "required" in shape else inner


STRICT = Draft202012Validator(
    close_schema(json.loads(claims_schema())), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def find_faults(data: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in STRICT.iter_errors(data)]


def test_the_schema_is_one() -> None:
    """It keeps the meta-schema of JSON Schema 2020-12, and is the same bytes each time."""
    Draft202012Validator.check_schema(json.loads(claims_schema()))
    assert claims_schema() == claims_schema()


def walk_objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from walk_objects(value)


def test_claims_json_names_its_schema_and_keeps_it() -> None:
    """With everything known and with little; the schema is at the relative address that claims.json gives."""
    full = with_site(base_url="https://example.org/", about="*We*", contact="desk@example.org", description="One line")
    for edition in (EDITION, full):
        data = json.loads(make_claims_json(edition))
        assert data["$schema"] == SCHEMA
        assert find_faults(data) == []


def test_what_breaks_the_schema_is_seen() -> None:
    """A key too many or too few, a wrong hash, date, offset, stance or type is a fault, wherever it is."""
    whole = make_claims_json(EDITION).decode()
    for right, wrong in (
        ('"version": 1', '"version": 2'),
        ('"sha256": "', '"sha256": "X'),
        ('"published": "2000-10"', '"published": "October"'),
        ('"start": ', '"start": -'),
        ('"stance": "supports"', '"stance": "likes"'),
        ('"statement": "', '"sentence": "'),
        ('"corroboration": "', '"corroboration": "very '),
        ('"speaker": null', '"speaker": 4'),
    ):
        assert right in whole, right
        assert find_faults(json.loads(whole.replace(right, wrong, 1))), wrong


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_the_data_of_every_project_keeps_the_schema(project: Path) -> None:
    """Our own site and every case that builds."""
    edition = check_project(project).value
    if edition is None:
        assert project != ROOT
        return
    assert find_faults(json.loads(make_claims_json(edition))) == []


def test_the_schema_is_published_beside_the_data(project: MakeProject) -> None:
    """Both are files of the site's root."""
    edition = check_project(project({})).value
    assert edition
    files = make_site(edition)
    assert files[SCHEMA] == claims_schema()
    assert json.loads(files["claims.json"])["$schema"] == SCHEMA


NOTED = """\
site: {title: Notes}
sources:
  page: {file: seeds/page.html, title: Page}
  paper: {file: seeds/paper.md, title: Paper}
  plain: {file: seeds/plain.txt}
claims:
  policy:
    statement: The policy failed.
    evidence:
    - {source: page, quote: "The policy failed and 37,000 troops left", stance: supports}
    - {source: page, quote: "policy[1] failed", stance: supports}
    - {source: paper, quote: "It failed here.", stance: supports}
    - {source: plain, quote: "It did[1] fail", stance: supports}
"""


def test_note_marks_are_listed_and_a_quote_may_read_on_over_them(project: MakeProject) -> None:
    """From the file to claims.json; a source that has none lists none."""
    page = "<p>The policy<a href='#1'>[1]</a> failed and 37,000<sup><a href='#2'>2</a></sup> troops left."
    files = {"seeds/page.html": page, "seeds/paper.md": "It failed[^1] here.", "seeds/plain.txt": "It did[1] fail."}
    edition = check_project(project({"claims.yaml": NOTED, **files})).value
    assert edition
    data = json.loads(make_claims_json(edition))
    assert find_faults(data) == []
    listed = {
        source["id"]: [edition.articles[source["id"]].text[start:end] for start, end in source.get("notes", ())]
        for source in data["sources"]
    }
    assert listed == {"page": ["[1]", "²"], "paper": ["[^1]"], "plain": [], "wire": []}
    segments = [evidence["segments"] for evidence in data["claims"][0]["evidence"]]
    assert [len(parts) for parts in segments] == [1, 1, 1, 1]
    assert segments[0][0]["exact"] == "The policy[1] failed and 37,000² troops left"


@settings(max_examples=30)
@given(st.data())
def test_a_missing_promised_key_is_seen(data: st.DataObject) -> None:
    """Whatever key the contract promises is taken away, the schema notices."""
    whole = json.loads(make_claims_json(EDITION))
    promised = {
        "sources": ("id", "title", "sha256", "text", "page"),
        "claims": ("id", "statement", "verdict", "corroboration", "page", "evidence"),
    }
    kind = data.draw(st.sampled_from(sorted(promised)))
    key = data.draw(st.sampled_from(promised[kind]))
    del whole[kind][data.draw(st.integers(0, len(whole[kind]) - 1))][key]
    assert find_faults(whole)
