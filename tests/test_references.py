"""References: every id that is named is known, and no address is published that may not be."""

import time

import pytest

from generator.analysis.references import check_references
from generator.build import check_project
from generator.diagnostics import Location
from generator.id_references import Reference
from generator.model import Corpus, Site
from tests.support.small_project import CLAIMS, MakeProject


def said(project: MakeProject, claims: str) -> list[str]:
    found = check_project(project({"claims.yaml": claims})).diagnostics
    return [f"{each.location} {each.code}" for each in found]


# -- references ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("    topics: [none]", 14, "unknown-topic"),
        ("    entities: [none]", 16, "unknown-entity"),
        ("    related: [{claim: none, relation: context}]", 23, "unknown-claim"),
        ("    verdict: none", 14, "unknown-rating"),
        ("    verdict: Supported", 14, "unknown-rating"),
    ],
)
def test_a_name_that_leads_nowhere(project: MakeProject, line: str, column: int, code: str) -> None:
    """A source, claim, entity, topic or rating that is named and does not exist is an error at the name."""
    assert said(project, f"{CLAIMS}{line}\n") == [f"claims.yaml:11:{column} {code}"]


def test_a_source_that_does_not_exist(project: MakeProject) -> None:
    """Evidence of an unknown source is `unknown-source`, with the nearest id; nothing is said of its quote."""
    found = check_project(project({"claims.yaml": CLAIMS.replace("source: wire", "source: wires")})).diagnostics
    assert [(str(each.location), each.code) for each in found if each.severity == "error"] == [
        ("claims.yaml:8:15", "unknown-source")
    ]
    assert found[-1].help == ("did you mean “wire”?",)


def test_the_verdicts_and_own_ratings_are_known(project: MakeProject) -> None:
    """A verdict is one of the four, or an id of site.ratings."""
    own = CLAIMS.replace("{title: Small}", "{title: Small, ratings: [{id: false, label: F, value: 1}]}")
    for verdict in ("supported", "false"):
        assert said(project, f"{own}    verdict: {verdict}\n") == []
    assert said(project, f"{CLAIMS}    verdict: false\n") == ["claims.yaml:11:14 unknown-rating"]


def test_what_is_defined_wrongly_is_still_defined(project: MakeProject) -> None:
    """An entry with a fault of its own makes its id known: one fault, one diagnostic."""
    claims = f"topics: {{t: {{nam: N}}}}\nentities: {{e: []}}\n{CLAIMS}    topics: [t]\n    entities: [e]\n"
    assert [diagnostic.split()[1] for diagnostic in said(project, claims)] == [
        "missing-key",
        "unknown-key",
        "wrong-type",
    ]


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("[x](claim:none)", "unknown-claim"), ("[x](source:none)", "unknown-source"), ("[x](entity:none)",
        "unknown-entity"),
        ("[x](topic:none)", "unknown-topic"), ("[x](javascript:alert(1))", "bad-url"), ("[x](data:text/html,x)",
        "bad-url"),
        ("[x](/etc/passwd)", "bad-url"), ("[x](other.html)", "bad-url"), ("[x](//example.org)", "bad-url"),
        ("[x](JaVaScRiPt:x)", "bad-url"), ("[x](vbscript:x)", "bad-url"), ("[x][r]\n\n[r]: file:///etc", "bad-url"),
        ("<javascript:x>", None), ("[x](claim:troops)", None), ("[x](source:wire)", None),
        ("[x](https://example.org)", None),
        ("[x](mailto:a@example.org)", None), ("`[x](claim:none)`", None), ("no link: claim:none", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["explanation", "note"])
def test_links_in_markdown_are_checked(project: MakeProject, field: str, markdown: str, code: str | None) -> None:
    """Links of the four schemes lead somewhere, others are http, https or mailto; each is said at its value."""
    import json

    indent = 4 if field == "explanation" else 6
    claims = f"{CLAIMS}{' ' * indent}{field}: {json.dumps(markdown)}\n"
    assert said(project, claims) == ([f"claims.yaml:11:{indent + len(field) + 3} {code}"] if code else [])


def test_every_markdown_field_is_checked(project: MakeProject) -> None:
    """about, notes of sources and evidence, descriptions, explanations and corrections: all their links are checked."""
    bad = '"[x](claim:none)"'
    claims = f"""\
site: {{title: T, about: {bad}}}
sources: {{wire: {{file: seeds/wire.txt, note: {bad}}}}}
topics: {{t: {{name: N, description: {bad}}}}}
entities: {{e: {{name: N, kind: other, description: {bad}}}}}
claims:
  c:
    statement: S
    topics: [t]
    entities: [e]
    explanation: {bad}
    corrections: [{{date: 2000, text: {bad}}}]
    evidence: [{{source: wire, quote: Talks, stance: mentions, note: {bad}}}]
"""
    assert [int(diagnostic.split(":")[1]) for diagnostic in said(project, claims)] == [1, 2, 3, 4, 10, 11, 12]


def test_many_unknown_names_take_no_time() -> None:
    """Only the first unknown names are compared with all known ones: a project of nothing but slips ends soon."""
    known = {f"topic-{number}": Location("claims.yaml", number) for number in range(20_000)}
    references = tuple(
        Reference("topic", f"topics-{number}", Location("claims.yaml", number)) for number in range(20_000)
    )
    begin = time.process_time()
    found = check_references(Corpus(Site("T"), references=references), {"topic": known}).diagnostics
    assert len(found) == 20_000
    assert found[0].help
    assert time.process_time() - begin < 3
