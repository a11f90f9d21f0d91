"""A claim's quotes as they stand in their sources, to be read; and in the claim's entry that somebody has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.desk.edit import replace_file, with_entry
from generator.desk.typed import Value, inline
from generator.diagnostics import Outcome
from generator.judging.quotes import anchor_all
from generator.judging.reviews import changed, fingerprint
from generator.model import Claim, Evidence, Gap
from generator.reading import project
from generator.reading.sources import Library
from generator.sentences import around, sentences
from generator.text import lines_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote in its place: whose it is and where it stands; the sentences around it, the quote between » and «."""

    heading: str
    passage: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as a person is to read it. `changed` says what of it is new since its last review."""

    claim: Claim
    quotes: tuple[Shown, ...]
    fingerprint: str
    changed: tuple[str, ...]


def reading(library: Library, claim: Claim) -> Outcome[Reading | None]:
    """The claim with its quotes in place; None where one of them has none, with what is wrong there."""
    anchored = anchor_all(replace(library.corpus, claims=(claim,)), library.articles)
    anchors, articles = anchored.value, library.articles
    if any(each.id not in anchors for each in claim.evidence):
        return Outcome(None, anchored.diagnostics)
    sources = {each.id: each for each in library.corpus.sources}
    quotes = []
    for each in claim.evidence:
        source, article, anchor = sources[each.source], articles[each.source], anchors[each.id]
        start, _, _, end = around(article.text, sentences(article.text), anchor.start, anchor.end)
        page = article.page(anchor.start)
        line, column = lines_of(article.text).place(anchor.start)
        place = f"PDF page {page}" if page else f"{source.file}:{line}:{column}" if article.plain else source.file
        words = "".join(
            part.words if isinstance(part, Gap) else article.text[part.start : part.end] for part in anchor.layout
        )
        passage = f"{article.text[start : anchor.start]}»{words}«{article.text[anchor.end : end]}"
        voice = f"{each.speaker}, quoted by " if each.speaker else ""
        heading = f"{each.number}. {each.stance}: {voice}{source.publisher or source.label}, {place}"
        quotes.append(Shown(heading, " ".join(passage.split()), _beside(each)))
    read = Reading(claim, tuple(quotes), fingerprint(claim, anchors, articles), changed(claim, anchors, articles))
    return Outcome(read)


def _beside(evidence: Evidence) -> tuple[str, ...]:
    said = {"value": evidence.value, "note": evidence.note}
    return tuple(f"{name}: {value}" for name, value in said.items() if value is not None)


def record(root: Path, read: Reading, date: str, by: str | None) -> str:
    """The claim's entry says when, and by whom, it was read; the path of the file where it stands.

    Raises edit.Unsafe where the file cannot be edited, and OSError where the machine failed.
    """
    path = read.claim.location.path
    content = project.read_bytes(root, path)
    said = _said(read, date, by)
    replace_file(root / path, content, with_entry(content, ["claims", read.claim.id], "reviewed", said))
    return path


def entry(read: Reading, date: str, by: str | None) -> str:
    """What `record` puts into the entry, to be pasted by a person."""
    return f"reviewed: {inline(_said(read, date, by))}"


def _said(read: Reading, date: str, by: str | None) -> Mapping[str, Value]:
    return {"date": date, **({"by": by} if by else {}), "fingerprint": read.fingerprint}
