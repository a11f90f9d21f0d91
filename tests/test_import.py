"""`verbatim import`: what other programs know comes in as drafts; every record is anchored or listed."""

import csv
import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import build_project, check_project
from generator.cli import commands
from generator.commands.import_.formats import read_file
from generator.commands.import_.records import UnreadableFile
from generator.commands.shared.yaml_edit import UnsafeEdit, insert_entries
from generator.commands.shared.yaml_text import YamlValue
from tests.support.random_layouts import make_layouts, make_text, read_texts
from tests.support.small_project import CLAIMS, MakeProject

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://www.example.org/wire?id=1"
PROJECT = CLAIMS.replace("publisher: Wire}", f'publisher: Wire, url: "{ADDRESS}"}}\n  other: {{file: seeds/other.txt}}')


def run(root: Path, content: str | bytes | object, name: str = "data.json", *options: str) -> Result:
    """Import a file: text as it is, anything else as JSON."""
    file = root.parent / name
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(commands, ["import", str(file), str(root), *options], catch_exceptions=False)


@pytest.fixture
def root(project: MakeProject) -> Path:
    return project({"claims.yaml": PROJECT, "seeds/other.txt": "Snow fell on Oslo. Snow fell on Rome."})


def claims(root: Path, path: str = "claims.yaml") -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load((root / path).read_text(), yaml.CBaseLoader)["claims"]  # noqa: S506 - text only
    return found


def errors(root: Path) -> list[str]:
    return [str(found) for found in check_project(root).diagnostics if found.severity == "error"]


# -- tables -------------------------------------------------------------------------------------------------------


def test_our_own_table_comes_back(tmp_path: Path) -> None:
    """The claims.csv of a site, brought into its sources alone, gives the same table again once it is published."""
    own = tmp_path / "own"
    own.mkdir()
    _copy_seeds(own)
    text = (ROOT / "claims.yaml").read_text(encoding="utf-8")
    head = re.sub(r"(?ms)^(topics|entities|claims|include):.*?(?=^\S|\Z)", "", text)
    (own / "claims.yaml").write_text(head, encoding="utf-8")
    table = (ROOT / "site/claims.csv").read_bytes()
    done = run(own, table, "claims.csv")
    assert done.stdout.splitlines()[-1].endswith("; 0 not imported"), done.output
    written = (own / "claims.yaml").read_text(encoding="utf-8")
    assert (
        written.count("    draft: true\n")
        == len({row[0] for row in csv.reader(table.decode().splitlines(keepends=True))}) - 1
    )
    (own / "claims.yaml").write_text(written.replace("    draft: true\n", ""), encoding="utf-8")
    build_project(own, tmp_path / "site")
    assert (tmp_path / "site/claims.csv").read_bytes() == table


def _copy_seeds(own: Path) -> None:
    (own / "seeds").mkdir()
    for path in (ROOT / "seeds").iterdir():
        (own / "seeds" / path.name).write_bytes(path.read_bytes())


def test_a_spreadsheet_has_its_own_names(root: Path) -> None:
    """Columns by their usual names, semicolons, another order; cells that a spreadsheet guards; new topics begun."""
    table = (
        "Claim;Quotation;Link;Tags;Value;Rating;Notes\r\n"
        f"'=Talks go on;Talks resume;{ADDRESS};Foreign affairs, war;-2.5;Supported;So it is\r\n"
        f"'=Talks go on;officials say;{ADDRESS};;;;\r\nNothing is quoted;;;;;Pants on fire;\r\n;;;;;;\r\n;;;;;x;\r\n"
    )
    done = run(root, table.encode("utf-16"), "sheet.csv")
    assert done.stdout.splitlines()[-1] == "4 rows: 2 drafts, 2 quotes; 1 not imported"
    assert "the verdict “Pants on fire” is none of this project" in done.stderr
    assert "row 6: neither a statement nor a quote" in done.stderr
    entry = claims(root)["talks"]
    assert entry["statement"] == "=Talks go on"
    assert (entry["topics"], entry["verdict"], entry["draft"]) == (["foreign-affairs", "war"], "supported", "true")
    assert entry["evidence"][0] == {
        "source": "wire", "quote": "Talks resume", "stance": "mentions", "value": "-2.5", "note": "So it is",
    }  # fmt: skip
    assert errors(root) == []
    again = run(root, table.encode("utf-16"), "sheet.csv")
    assert "the claim “talks” is there already, and is left as it is" in again.stderr


# -- ClaimReview --------------------------------------------------------------------------------------------------

REVIEW = {
    "@context": "https://schema.org",
    "@type": ["Review", "ClaimReview"],
    "url": "https://desk.example/x",
    "claimReviewed": "Snow fell &amp; stayed on <b>Oslo</b>.",
    "datePublished": "2024-02-30T00:00Z",
    "author": {"@type": "Organization", "name": "A Desk"},
    "reviewRating": {"ratingValue": "1", "alternateName": "Refuted"},
    "itemReviewed": {
        "@type": "Claim", "author": {"name": "A. Speaker"}, "datePublished": "2024-01-05",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://forum.example/1"},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        REVIEW,
        [REVIEW],
        {"@context": "x", "@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
        f"<!doctype html><script type='application/ld+json'>{json.dumps(REVIEW)}</script><p>x",
        f"{json.dumps(REVIEW)}\n{json.dumps({'@type': 'ClaimReview'})}\n",
    ],
)
def test_claim_reviews_become_drafts(root: Path, content: object) -> None:
    """Alone, in a list, a graph, a feed, a page, or a line each: statement, verdict, who claims it, and the review."""
    done = run(root, content)
    assert "1 draft, 0 quotes" in done.stdout
    assert "checked “2024-02-30” is no date: left out" in done.stderr
    (entry,) = (entry for id, entry in claims(root).items() if id != "troops")
    assert entry == {
        "statement": "Snow fell & stayed on Oslo.", "verdict": "refuted", "checked_by": "A Desk",
        "explanation": "Review: <https://desk.example/x>", "draft": "true",
        "claimed": [{"by": "A. Speaker", "date": "2024-01-05", "url": "https://forum.example/1"}],
    }  # fmt: skip
    assert errors(root) == []


# -- annotations --------------------------------------------------------------------------------------------------


def selector(exact: str, prefix: str = "", suffix: str = "") -> Mapping[str, str]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def hypothesis_row(exact: str, text: str = "", uri: str = ADDRESS, **beside: str) -> Mapping[str, object]:
    target = [{"source": uri, "selector": [{"type": "RangeSelector"}, selector(exact, **beside)]}]
    return {"uri": uri, "text": text, "tags": ["refutes", "War"], "target": target}


def test_annotations_of_hypothesis(root: Path) -> None:
    """The note is the statement, its tags stance and topics; an address is known however it is spelt."""
    rows = [
        hypothesis_row("Talks\n resume", "Talks go on", "http://example.org/wire/?id=1#x"),
        hypothesis_row("fficials sa", "Talks go on"),
        hypothesis_row("Snow fell", uri="https://example.org/other", suffix=" on Rome"),
        hypothesis_row("Snow melted", uri="https://example.org/other"),
        {"uri": ADDRESS, "text": "A note on the page", "tags": [], "target": [{"source": ADDRESS}]},
    ]
    done = run(root, {"total": 5, "rows": rows})
    assert done.stdout.splitlines()[-1] == "5 annotations: 2 drafts, 3 quotes; 2 not imported"
    assert "annotation 5: it quotes nothing: “A note on the page”" in done.stderr
    found = claims(root)
    assert found["talks"]["topics"] == ["war"]
    assert [quote["quote"] for quote in found["talks"]["evidence"]] == ["Talks resume", "officials say"]
    assert found["snow-fell"]["evidence"] == [
        {"source": "other", "quote": "Snow fell", "prefix": "on Oslo.", "stance": "refutes"}
    ]
    assert errors(root) == []


def test_our_own_annotations_come_back(tmp_path: Path) -> None:
    """Each piece of evidence is where it was, in its claim, with its stance; none is lost."""
    own = tmp_path / "own"
    own.mkdir()
    _copy_seeds(own)
    text = (ROOT / "claims.yaml").read_text(encoding="utf-8")
    (own / "claims.yaml").write_text(re.sub(r"(?ms)^claims:.*", "", text), encoding="utf-8")
    known = json.loads((ROOT / "site/claims.json").read_bytes())["claims"]
    done = run(own, (ROOT / "site/annotations.jsonld").read_bytes(), "annotations.jsonld")
    assert done.stdout.splitlines()[-1].endswith("; 0 not imported"), done.output
    found = claims(own)
    for claim in known:
        got = [(each["source"], each["stance"]) for each in found[claim["id"]]["evidence"]]
        assert got == [(each["source"], each["stance"]) for each in claim["evidence"]]


def test_of_a_thousand_annotations_each_is_anchored_or_listed(root: Path) -> None:
    """Selections of any stretch, cut inside words, changed, or of pages that are not here: none is lost or wrong."""
    chance = random.Random(1)  # noqa: S311 - the same ones every time
    text = " ".join(path.read_text() for path in sorted((ROOT / "seeds").iterdir()))
    text = text[:20_000].replace("37,000", "some")
    (root / "seeds/wire.txt").write_text(f"some 37,000 troops\n{text}")
    rows = []
    for number in range(1_000):
        start = chance.randrange(len(text) - 300)
        words = text[start : start + chance.randint(1, 250)]
        change = chance.choice(["", "", "", "changed", "elsewhere"])
        exact = words.upper() + "!" if change == "changed" else words
        rows.append(
            hypothesis_row(exact, f"Note {number}", "https://no.example/" if change == "elsewhere" else ADDRESS)
        )
    done = run(root, rows)
    _, quotes, left = map(int, re.findall(r"[\d,]+", done.stdout.splitlines()[-1].replace(",", ""))[1:])
    assert quotes + left == 1_000
    assert quotes > 400
    assert len({line for line in done.stderr.splitlines() if line.startswith("not imported: annotation")}) == left
    assert errors(root) == []


# -- sources ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        [
            {"key": "A", "data": {
                "itemType": "newspaperArticle", "title": "Snow in Oslo", "publicationTitle": "The Paper",
                "date": "2024-01-05T10:00", "accessDate": "2024-02-01T00:00:00Z", "url": ADDRESS,
                "creators": [
                    {"creatorType": "author", "firstName": "Ann", "lastName": "B"},
                    {"creatorType": "editor", "name": "No"},
                ],
            }},
            {"key": "B", "data": {"itemType": "attachment", "title": "PDF"}},
            {"key": "C", "data": {"itemType": "webpage", "title": "Not here", "url": "https://no.example/"}},
        ],
        [
            {
                "id": "wire", "type": "article-newspaper", "title": "Snow in Oslo", "container-title": "The Paper",
                "author": [{"given": "Ann", "family": "B"}], "issued": {"date-parts": [["2024", 1, 5]]},
                "accessed": {"date-parts": [[2024, 2, 1]]},
            },
            {"id": "x", "type": "webpage", "title": "Not here", "URL": "https://no.example/"},
        ],
    ],
    ids=["zotero", "csl"],
)  # fmt: skip
def test_works_describe_sources(root: Path, content: object) -> None:
    """What an entry lacks is added to it, what it has stays; of what is not here it is said how to get it."""
    done = run(root, content)
    assert done.stdout.splitlines()[-1] == "2 works: 0 drafts, 0 quotes, 1 source described; 1 not imported"
    assert "no file among the sources is “Not here”: verbatim add https://no.example/" in done.stderr
    entry = read_texts((root / "claims.yaml").read_text())["sources"]["wire"]  # type: ignore[index]
    assert entry == {
        "file": "seeds/wire.txt", "publisher": "Wire", "url": ADDRESS, "title": "Snow in Oslo",
        "published": "2024-01-05", "accessed": "2024-02-01", "author": ["Ann B"],
    }  # fmt: skip
    assert errors(root) == []


# -- any file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", b"a,b\n1,2\n", b"{}", b"[1]", b"{", b"[" * 10_000, b"<p>x"])
def test_what_cannot_be_read_is_said(root: Path, content: bytes) -> None:
    """One line, status 1, and nothing is written."""
    done = run(root, content)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "cannot be imported: " in done.stderr
    assert (root / "claims.yaml").read_text() == PROJECT


def test_a_dry_run_and_a_project_with_errors_write_nothing(root: Path) -> None:
    """The report is the same; with errors there is none."""
    assert "1 draft" in run(root, REVIEW, "data.json", "--dry-run").stdout
    assert (root / "claims.yaml").read_text() == PROJECT
    (root / "claims.yaml").write_text(PROJECT + "  x: {}\n")
    assert run(root, REVIEW).exit_code == 1


def test_an_include_takes_a_file_of_its_own(root: Path) -> None:
    """Where claims stand in files, what was imported stands in one named after it."""
    text = "include: [claims/*.yaml]\n" + PROJECT
    (root / "claims.yaml").write_text(text)
    run(root, REVIEW, "My data.json")
    assert (root / "claims.yaml").read_text() == text
    assert list(claims(root, "claims/import-my-data.yaml")) == ["snow-fell-stayed-oslo"]
    assert errors(root) == []


KEYS = st.sampled_from(
    [
        "@type",
        "type",
        "claimReviewed",
        "itemReviewed",
        "author",
        "name",
        "url",
        "reviewRating",
        "alternateName",
        "target",
        "selector",
        "exact",
        "prefix",
        "start",
        "source",
        "body",
        "value",
        "purpose",
        "rows",
        "uri",
        "text",
        "tags",
        "items",
        "data",
        "itemType",
        "title",
        "creators",
        "issued",
        "date-parts",
        "id",
        "@graph",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.sampled_from(["ClaimReview", "Annotation", "TextQuoteSelector", "Snow fell", ADDRESS, "webpage", "tagging"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@given(VALUES)
@settings(max_examples=300)
def test_no_data_breaks_the_reading(data: object) -> None:
    """Objects and lists of the names that are looked for, in any disorder: records, or that it cannot be read."""
    try:
        read = read_file(json.dumps(data).encode())
    except UnreadableFile:
        return
    assert read.count >= len(read.faults)
    assert all(isinstance(quote.words, str) for claim in read.claims for quote in claim.quotes)


def test_entries_more_and_every_other_byte_as_it_was() -> None:
    """In 400 layouts the file with the entries is the file with stretches more, and says what it said and these."""
    entries: dict[str, YamlValue] = {
        "new-one": {
            "statement": "“So”: # 1",
            "draft": True,
            "evidence": [{"quote": "a: b", "note": "x\ny"}],
        },
        "new-two": {"statement": "No.", "topics": ["a", "b"]},
    }

    def make(chance: random.Random) -> dict[str, object]:
        inner = {id: {"statement": make_text(chance), "evidence": [{"note": make_text(chance)}]} for id in ("a", "b")}
        return {
            "site": {"title": make_text(chance)},
            **chance.choice([{"claims": inner}, {"claims": {}}, {}]),
            "topics": {},
        }

    for text in make_layouts(400, make):
        said: Any = read_texts(text)
        try:
            now: Any = read_texts(insert_entries(text.encode(), "claims", entries, levels=3).decode())
        except UnsafeEdit as reason:
            assert "errors" in str(reason)
            continue
        added = {id: now["claims"].pop(id) for id in entries}
        assert added.pop("new-one").pop("draft") == "true"
        assert added == {"new-two": entries["new-two"]}
        said["claims"] = said.get("claims") or {}
        assert now == said
