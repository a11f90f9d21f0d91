"""A claim's quotes in their sources, for a person to read, and the record in the claim's entry that somebody has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.anchoring.levels import find_foldings
from generator.analysis.reviews import changed_parts, review_fingerprint
from generator.commands.shared.yaml_edit import insert_entry, replace_file
from generator.commands.shared.yaml_text import YamlValue, to_inline
from generator.diagnostics import Outcome
from generator.language.sentences import sentence_context, split_sentences
from generator.model import Anchor, Article, Claim, Evidence
from generator.publishing.labels import level_sentence
from generator.publishing.views.evidence import (
    begins_replaced,
    hidden_words,
    quote_extent,
    quote_pieces,
    speaker_label,
)
from generator.reading import project_files
from generator.reading.sources import Library
from generator.text import lines_of


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """A quote in its place: who says it and where; the sentences around it, the quote between » and «.

    `beside` is what its brackets hide and what the desk says of it.
    """

    heading: str
    passage: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A claim for a person to read. `changed` names what is new since its last review."""

    claim: Claim
    quotes: tuple[QuoteReading, ...]
    fingerprint: str
    changed: tuple[str, ...]


def read_claim(library: Library, claim: Claim) -> Outcome[ClaimReading | None]:
    """Return the claim with its quotes in place; None, with the diagnostics, if one of them has no place."""
    anchored = anchor_quotes(replace(library.corpus, claims=(claim,)), library.articles)
    anchors, articles = anchored.value, library.articles
    if any(evidence.id not in anchors for evidence in claim.evidence):
        return Outcome(None, anchored.diagnostics)
    sources = {source.id: source for source in library.corpus.sources}
    quotes = []
    for evidence in claim.evidence:
        source, article, anchor = sources[evidence.source], articles[evidence.source], anchors[evidence.id]
        page, cue = article.page(anchor.start), article.cue(anchor.start)
        line, column = lines_of(article.text).place(anchor.start)
        place = f"{source.file}:{line}:{column}" if article.plain else source.file
        place = f"PDF page {page}" if page else f"at {cue.time}" if cue else place
        voice = f"{evidence.speaker}, quoted by " if evidence.speaker else ""
        heading = f"{evidence.number}. {evidence.stance}: {voice}{speaker_label(source)}, {place}"
        beside = (*_describe_print(evidence, anchor, article), *_evidence_details(evidence))
        quotes.append(QuoteReading(heading, _show_in_place(anchor, article.text), beside))
    read = ClaimReading(
        claim, tuple(quotes), review_fingerprint(claim, anchors, articles), changed_parts(claim, anchors, articles)
    )
    return Outcome(read)


def _show_in_place(anchor: Anchor, text: str) -> str:
    """Return the quote as it is published, between » and «, with the sentences around it.

    Words that a bracket at its beginning replaces are struck through: ~~She~~ »[Ms Holm] said«.
    """
    start, end = quote_extent(anchor)
    first, sentence, _, last = sentence_context(text, split_sentences(text), start, end)
    replaced = text[sentence:start].strip() if begins_replaced(anchor) else ""
    before = f"{text[first:sentence]}~~{replaced}~~ " if replaced else text[first:start]
    words = "".join(piece.text for piece in quote_pieces(anchor, text))
    return " ".join(f"{before}»{words}«{text[end:last]}".split())


def _describe_print(evidence: Evidence, anchor: Anchor, article: Article) -> Iterator[str]:
    """Yield what each bracket hides, in full, and what was not compared, as the claim's page says it."""
    text = article.text
    for hidden in hidden_words(anchor, text, ((0, len(text)),), "en", longest=inf):
        yield f"{hidden.kind[0].lower()}{hidden.kind[1:]}: {hidden.words}"
    level = level_sentence(find_foldings(evidence.quote, anchor, text, article.notes))
    if level:
        yield level


def _evidence_details(evidence: Evidence) -> tuple[str, ...]:
    said = {"modality": evidence.modality, "value": evidence.value, "note": evidence.note}
    return tuple(f"{name}: {value}" for name, value in said.items() if value is not None)


def record_review(root: Path, read: ClaimReading, date: str, by: str | None, objection: str = "") -> str:
    """Write into the claim's entry when, and by whom, it was read, or why not agreed to; return the file's path.

    Raises UnsafeEdit if the file cannot be edited, and OSError.
    """
    path = read.claim.location.path
    content = project_files.read_bytes(root, path)
    said = _review_fields(read, date, by, objection)
    replace_file(root / path, content, insert_entry(content, ["claims", read.claim.id], "reviewed", said))
    return path


def review_entry(read: ClaimReading, date: str, by: str | None, objection: str = "") -> str:
    """Return what `record_review` writes, for a person to paste."""
    return f"reviewed: {to_inline(_review_fields(read, date, by, objection))}"


def _review_fields(read: ClaimReading, date: str, by: str | None, objection: str) -> Mapping[str, YamlValue]:
    said = {"date": date, "by": by, "objection": objection, "fingerprint": read.fingerprint}
    return {key: value for key, value in said.items() if value}
