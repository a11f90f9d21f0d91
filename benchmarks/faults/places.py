"""Sound places: quotes of claims in projects that have no finding, in which faults may be planted."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import check_project
from generator.model import Claim, Edition, Evidence

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases"
# Codes of what is wrong with the project's files as a whole, and not with a quote or a verdict.
OF_FILES = frozenset({
    "undeclared-source", "unsupported-file", "unused-source", "unused-entity", "unused-topic", "unmatched-include",
    "unused-accept", "text-suspect", "no-evidence", "unquoted-mention", "review-stale",
})  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SIGNS = re.compile(r"\W+")
_VERDICTS = {"SUPPORTS": "supported", "REFUTES": "refuted"}
_STANCES = {"SUPPORTS": "supports", "REFUTES": "refutes"}

Project = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One quote of a sound claim, with its article: what a fault is planted in.

    `start` and `end` are the quote's place in the text; both are 0 where it has brackets. `names` are those that the
    quote's speaker has.
    """

    corpus: str
    language: str
    statement: str
    stance: str
    quote: str
    text: str
    start: int = 0
    end: int = 0
    title: str = ""
    source_language: str = ""
    speaker: str = ""
    names: tuple[str, ...] = ()
    value: float | None = None
    unit: str = ""
    approximate: bool = False
    prefix: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the quote is one stretch of its source."""
        return self.end > 0

    def to_project(self, **changes: Any) -> Project:
        """Return a project of this one claim, quote and source. `changes` replace keys of the evidence."""
        evidence = {"source": "s", "quote": self.quote, "stance": self.stance}
        for key in ("speaker", "value", "prefix", "suffix"):
            if getattr(self, key):
                evidence[key] = getattr(self, key)
        claim: Project = {"statement": self.statement, "evidence": [evidence | changes]}
        if self.value is not None:
            claim["quantity"] = {"value": self.value, "approximate": self.approximate}
            claim["quantity"] |= {"unit": self.unit} if self.unit else {}
        source: Project = {"file": "seeds/s.txt", "text": self.text}
        source |= {"title": self.title} if self.title else {}
        source |= {"language": self.source_language} if self.source_language else {}
        project: Project = {
            "site": {"title": "T", "language": self.language},
            "sources": {"s": source},
            "claims": {"c": claim},
        }
        if self.names:
            project["entities"] = {"e": {"name": self.names[0], "kind": "person", "aliases": list(self.names[1:])}}
        return project


@dataclass(frozen=True, slots=True)
class Sound:
    """A project that is sound as it stands: its quotes, and the codes of what the checks find in it nevertheless."""

    name: str
    quotes: int
    findings: tuple[str, ...]
    places: tuple[Place, ...]


def read_sound(name: str, folder: Path) -> Sound:
    """Check a project; return its places without a finding. Projects with errors have none."""
    checked = check_project(folder)
    edition = checked.value
    findings = tuple(found.code for found in checked.diagnostics if found.code not in OF_FILES)
    if edition is None:
        return Sound(name, 0, (), ())
    lines = {(found.location.path, found.location.line) for found in checked.diagnostics if found.code not in OF_FILES}
    places = tuple(
        _make_place(name, edition, claim, evidence)
        for claim in edition.corpus.claims
        for evidence in claim.evidence
        if (evidence.location.path, evidence.location.line) not in lines
    )
    return Sound(name, sum(len(claim.evidence) for claim in edition.corpus.claims), findings, places)


def _make_place(name: str, edition: Edition, claim: Claim, evidence: Evidence) -> Place:
    source = next(source for source in edition.corpus.sources if source.id == evidence.source)
    anchor, quantity = edition.anchors[evidence.id], claim.quantity
    one = len(anchor.layout) == 1
    named = [(entity.name, *entity.aliases) for entity in edition.corpus.entities]
    return Place(
        name,
        edition.corpus.site.language,
        claim.statement,
        evidence.stance,
        evidence.quote,
        edition.articles[source.id].text,
        anchor.start if one else 0,
        anchor.end if one else 0,
        source.title or "",
        source.language or "",
        evidence.speaker or "",
        next((names for names in named if evidence.speaker in names), ()),
        evidence.value if quantity else None,
        (quantity.unit or "") if quantity else "",
        quantity.approximate if quantity else False,
        evidence.prefix or "",
        evidence.suffix or "",
    )


def read_golden() -> Iterator[Sound]:
    """Yield the projects of `tests/cases` that have no error, as far as they mean to be sound."""
    for folder in sorted(CASES.iterdir()):
        if (folder / "claims.yaml").is_file() and folder.name != "warnings":
            yield read_sound("golden", folder)


def write_project(folder: Path, project: Mapping[str, Any]) -> None:
    """Write a project whose sources have their text beside their keys."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    sources = {}
    for id, source in project["sources"].items():
        (folder / source["file"]).write_text(source["text"], encoding="utf-8")
        sources[id] = {key: value for key, value in source.items() if key != "text"}
    declared = json.dumps({**project, "sources": sources}, ensure_ascii=False, indent=1)
    (folder / "claims.yaml").write_text(declared, encoding="utf-8")


# -- a public corpus -----------------------------------------------------------------------------------------------


def read_climate_fever(path: Path) -> Sound:
    """Return CLIMATE-FEVER as a project: each claim with the sentences that all annotators grade as the claim is.

    A source is what the corpus has of one article of Wikipedia, in its order. Claims are taken from the web, so they
    are in the words of others; of those that the corpus has twice the first is taken.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), _make_climate_fever(path))
        return read_sound("public", Path(folder))


def _make_climate_fever(path: Path) -> Project:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    articles: dict[str, dict[int, str]] = {}
    for row in rows:
        for item in row["evidences"]:
            number = int(item["evidence_id"].rpartition(":")[2])
            articles.setdefault(item["article"], {})[number] = _clean(item["evidence"])
    ids = {article: f"s{number}" for number, article in enumerate(articles)}
    texts = {article: _join_sentences(sentences) for article, sentences in articles.items()}
    claims: dict[str, Project] = {}
    for row in rows:
        evidence = [
            {"source": ids[item["article"]], "quote": quote, "stance": _STANCES[item["evidence_label"]]}
            for item in row["evidences"]
            if item["evidence_label"] == row["claim_label"] in _STANCES
            and len({vote for vote in item["votes"] if vote}) == 1
            and texts[item["article"]].count(quote := _clean(item["evidence"])) == 1
        ]
        claim: Project = {
            "statement": _clean(row["claim"]),
            "claimed": [{"by": "a page of the web"}],
            "evidence": evidence,
        }
        if evidence:
            claims.setdefault(
                _SIGNS.sub("", claim["statement"]).casefold(), claim | {"verdict": _VERDICTS[row["claim_label"]]}
            )
    used = {item["source"] for claim in claims.values() for item in claim["evidence"]}
    sources = {
        ids[article]: {"file": f"seeds/{ids[article]}.txt", "title": article, "language": "en", "text": text}
        for article, text in texts.items()
        if ids[article] in used
    }
    numbered = {f"c{number}": claim for number, claim in enumerate(claims.values())}
    return {"site": {"title": "CLIMATE-FEVER"}, "sources": sources, "claims": numbered}


def _clean(words: str) -> str:
    return " ".join(_CONTROL.sub("", words).split())


def _join_sentences(sentences: Mapping[int, str]) -> str:
    """Return the sentences in order, with a blank line where the corpus lacks what stood between them."""
    text, last = "", None
    for number, sentence in sorted(sentences.items()):
        text += ("" if last is None else " " if number == last + 1 else "\n\n") + sentence
        last = number
    return text + "\n"
