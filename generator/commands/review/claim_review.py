"""A claim's quotes as they stand in their sources, to be read; and in the claim's entry that somebody has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.reviews import changed_parts, review_fingerprint
from generator.commands.shared.yaml_edit import insert_entry, replace_file
from generator.commands.shared.yaml_text import YamlValue, to_inline
from generator.diagnostics import Outcome
from generator.language.sentences import sentence_context, split_sentences
from generator.model import Claim, Evidence, Gap
from generator.reading import project_files
from generator.reading.sources import Library
from generator.text import lines_of


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """A quote in its place: whose it is and where it stands; the sentences around it, the quote between » and «."""

    heading: str
    passage: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A claim as a person is to read it. `changed` says what of it is new since its last review."""

    claim: Claim
    quotes: tuple[QuoteReading, ...]
    fingerprint: str
    changed: tuple[str, ...]


def read_claim(library: Library, claim: Claim) -> Outcome[ClaimReading | None]:
    """The claim with its quotes in place; None where one of them has none, with what is wrong there."""
    anchored = anchor_quotes(replace(library.corpus, claims=(claim,)), library.articles)
    anchors, articles = anchored.value, library.articles
    if any(each.id not in anchors for each in claim.evidence):
        return Outcome(None, anchored.diagnostics)
    sources = {each.id: each for each in library.corpus.sources}
    quotes = []
    for each in claim.evidence:
        source, article, anchor = sources[each.source], articles[each.source], anchors[each.id]
        start, _, _, end = sentence_context(article.text, split_sentences(article.text), anchor.start, anchor.end)
        page = article.page(anchor.start)
        line, column = lines_of(article.text).place(anchor.start)
        place = f"PDF page {page}" if page else f"{source.file}:{line}:{column}" if article.plain else source.file
        words = "".join(
            part.words if isinstance(part, Gap) else article.text[part.start : part.end] for part in anchor.layout
        )
        passage = f"{article.text[start : anchor.start]}»{words}«{article.text[anchor.end : end]}"
        voice = f"{each.speaker}, quoted by " if each.speaker else ""
        heading = f"{each.number}. {each.stance}: {voice}{source.publisher or source.label}, {place}"
        quotes.append(QuoteReading(heading, " ".join(passage.split()), _beside(each)))
    read = ClaimReading(
        claim, tuple(quotes), review_fingerprint(claim, anchors, articles), changed_parts(claim, anchors, articles)
    )
    return Outcome(read)


def _beside(evidence: Evidence) -> tuple[str, ...]:
    said = {"value": evidence.value, "note": evidence.note}
    return tuple(f"{name}: {value}" for name, value in said.items() if value is not None)


def record_review(root: Path, read: ClaimReading, date: str, by: str | None) -> str:
    """The claim's entry says when, and by whom, it was read; the path of the file where it stands.

    Raises edit.Unsafe where the file cannot be edited, and OSError where the machine failed.
    """
    path = read.claim.location.path
    content = project_files.read_bytes(root, path)
    said = _said(read, date, by)
    replace_file(root / path, content, insert_entry(content, ["claims", read.claim.id], "reviewed", said))
    return path


def review_entry(read: ClaimReading, date: str, by: str | None) -> str:
    """What `record` puts into the entry, to be pasted by a person."""
    return f"reviewed: {to_inline(_said(read, date, by))}"


def _said(read: ClaimReading, date: str, by: str | None) -> Mapping[str, YamlValue]:
    return {"date": date, **({"by": by} if by else {}), "fingerprint": read.fingerprint}
