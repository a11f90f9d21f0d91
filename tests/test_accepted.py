"""Warnings that the desk accepts with a reason: not given, told to readers, and named where they overrule nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.build import build_project, check_project
from generator.cli import commands
from generator.diagnostics import CODES, WARNINGS

TEXT = "Rain ruins the library\n\nThe library is old. It opened in May. Officials denied that 40 people had died.\n"


def write(folder: Path, **changes: Any) -> Path:
    """Write a project with one source, whose claim `short` has a quote of one word and is without other faults."""
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds/a.txt").write_text(TEXT, encoding="utf-8")
    project: dict[str, Any] = {
        "site": {"title": "T"},
        "sources": {"a": {"file": "seeds/a.txt", "title": "A notice"}},
        "topics": {"rain": {"name": "Rain"}},
        "entities": {"mayor": {"name": "The Mayor", "kind": "person"}},
        "claims": {
            "short": {
                "statement": "The library is old.",
                "topics": ["rain"],
                "entities": ["mayor"],
                "evidence": [{"source": "a", "quote": "old", "stance": "supports"}],
            }
        },
    }
    for path, value in changes.items():
        *parents, last = path.split("__")
        mapping = project
        for parent in parents:
            mapping = mapping.setdefault(parent, {})
        mapping[last] = value
    (folder / "claims.yaml").write_text(json.dumps(project, indent=1), encoding="utf-8")
    return folder


def codes(folder: Path, mentions: bool = False) -> list[str]:
    return [finding.code for finding in check_project(folder, mentions=mentions).diagnostics]


REASON = {"quote-short": "No more is legible."}


def test_without_accept_there_is_the_warning(tmp_path: Path) -> None:
    """The project of these tests has the one warning."""
    assert codes(write(tmp_path)) == ["quote-short"]


@pytest.mark.parametrize("place", ["claims__short__accept", "site__accept"])
def test_accepted_at_the_claim_or_everywhere(tmp_path: Path, place: str) -> None:
    """A claim accepts its own warnings, the site those of all; strict builds and every format follow."""
    write(tmp_path, **{place: REASON})
    assert codes(tmp_path) == []
    for options in (["--strict"], ["--format", "json"], ["--format", "github"], ["--format", "sarif"]):
        done = CliRunner().invoke(commands, ["check", str(tmp_path), *options])
        assert done.exit_code == 0
        assert "is a quote of one word" not in done.output


@pytest.mark.parametrize(
    ("place", "code", "changes"),
    [
        ("sources__b", "unused-source", {"sources__b": {"file": "seeds/b.txt"}}),
        ("topics__sun", "unused-topic", {"topics__sun": {"name": "Sun"}}),
        ("entities__cat", "unused-entity", {"entities__cat": {"name": "Cat", "kind": "other"}}),
        ("claims__bare", "no-evidence", {"claims__bare": {"statement": "The library is new."}}),
        (
            "claims__bare",
            "verdict-disagrees",
            {
                "claims__bare": {
                    "statement": "The library is new.",
                    "verdict": "refuted",
                    "evidence": [{"source": "a", "quote": "The library is old", "stance": "supports"}],
                }
            },
        ),
    ],
)
def test_every_kind_of_entry_accepts(tmp_path: Path, place: str, code: str, changes: dict[str, Any]) -> None:
    """A warning at a source, a topic, an entity or a claim is overruled there, and not from another entry."""
    if place == "sources__b":
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds/b.txt").write_text("Nothing of note.\n", encoding="utf-8")
    site = {"site__accept": REASON}
    assert codes(write(tmp_path, **site, **changes)) == [code]
    accepted = {**changes[place], "accept": {code: "The desk knows."}}
    assert codes(write(tmp_path, **site, **{place: accepted})) == []
    elsewhere = {"claims__short__accept": {code: "The desk knows."}}
    assert sorted(codes(write(tmp_path, **site, **changes, **elsewhere))) == sorted([code, "unused-accept"])


def test_of_two_things_either_accepts(tmp_path: Path) -> None:
    """A warning about a claim and a source is overruled at the one or the other, also where it is made on demand."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/b.txt").write_text("It said the library at the harbour lent 48,200 books.\n", encoding="utf-8")
    quote = {"source": "a", "quote": "The library is old", "stance": "mentions"}
    claim = {"statement": "The harbour library lent 48,200 books.", "evidence": [quote]}
    more = {"site__accept": {**REASON, "unused-source": "Kept for later."}, "sources__b": {"file": "seeds/b.txt"}}
    write(tmp_path, **more, claims__lent=claim)
    assert codes(tmp_path, mentions=True) == ["unquoted-mention"]
    overruled = {"unquoted-mention": "A copy of the notice."}
    for place in ("sources__b__accept", "claims__lent__accept"):
        write(tmp_path, **more, claims__lent=dict(claim), **{place: overruled})
        assert codes(tmp_path, mentions=True) == []
        assert codes(tmp_path) == []  # accepted in advance is not unused


def test_what_overrules_nothing(tmp_path: Path) -> None:
    """`unused-accept` stands at the code, may itself be accepted, and is not given where there are errors."""
    write(tmp_path, site__accept=REASON, claims__short__accept={"quote-clipped": "It is whole."})
    found = check_project(tmp_path).diagnostics
    assert [finding.code for finding in found] == ["unused-accept"]
    line = (tmp_path / "claims.yaml").read_text(encoding="utf-8").splitlines()[found[0].location.line - 1]
    assert '"quote-clipped"' in line
    both = {"quote-clipped": "It is whole.", "unused-accept": "Kept for the next edition."}
    assert codes(write(tmp_path, site__accept=REASON, claims__short__accept=both)) == []
    assert codes(write(tmp_path, site__accept={**REASON, "unused-accept": "None is here."})) == ["unused-accept"]
    broken = [{"source": "a", "quote": "The library is new", "stance": "supports"}]
    write(tmp_path, claims__short__accept=REASON, claims__short__evidence=broken)
    assert codes(tmp_path) == ["quote-not-found"]


@pytest.mark.parametrize(
    ("code", "help"),
    [("quote-cliped", "did you mean “quote-clipped”?"), ("quote-empty", ""), ("nonsense", "warnings are ")],
)
def test_a_code_that_cannot_be_accepted(tmp_path: Path, code: str, help: str) -> None:
    """An unknown code, and that of an error, is `bad-value`, with the nearest that is one."""
    found = check_project(write(tmp_path, claims__short__accept={code: "Why not."})).diagnostics
    faults = [finding for finding in found if finding.code == "bad-value"]
    assert len(faults) == 1
    assert help in "\n".join(faults[0].help)
    assert ("error" in faults[0].message) == (code in CODES)


@pytest.mark.parametrize("value", [["quote-short"], "quote-short", {"quote-short": ""}])
def test_an_acceptance_without_a_reason(tmp_path: Path, value: object) -> None:
    """Each code needs its reason."""
    assert {"wrong-type", "bad-value"} & set(codes(write(tmp_path, claims__short__accept=value)))


def test_readers_are_told(tmp_path: Path) -> None:
    """Each entry's page has its reasons, the methodology page those of the site; others' pages have none."""
    hostile = "No more is <b>legible</b>."
    write(
        tmp_path,
        claims__short__accept={"quote-short": hostile},
        sources__a__accept={"unused-accept": "Of the source."},
        site__accept={"unused-accept": "Of all."},
    )
    out = tmp_path / "out"
    build_project(tmp_path, out)

    def page(path: str) -> str:
        return (out / path).read_text(encoding="utf-8")

    assert "Accepted: " in page("claims/short.html")
    assert "No more is &lt;b&gt;legible&lt;/b&gt;." in page("claims/short.html")
    assert "Of all." in page("methodology.html")
    assert "Accepted: " not in page("topics/rain.html")


def test_every_warning_can_be_accepted_in_the_schema() -> None:
    """The schema offers just the codes of warnings."""
    schema = json.loads(CliRunner().invoke(commands, ["schema"]).output)
    offered = schema["properties"]["claims"]["patternProperties"]
    accept = next(iter(offered.values()))["properties"]["accept"]
    assert tuple(accept["propertyNames"]["enum"]) == WARNINGS
