"""A source's new text: what becomes of each quote, and what the update writes."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Literal

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.anchoring.article_places import locate_articles
from generator.commands.add.article_import import ORIGINALS
from generator.commands.add.intake import ImportRefused, IncomingArticle, IncomingFile, read_article
from generator.commands.shared.yaml_edit import UnsafeEdit, insert_entry
from generator.commands.shared.yaml_text import YamlValue, to_block
from generator.diagnostics import Diagnostic
from generator.model import Anchor, Article, Corpus, Evidence, Source
from generator.reading import project_files
from generator.reading import sources as reading
from generator.reading.kinds import find_kind
from generator.reading.kinds.plain_text import PLAIN_TEXT
from generator.reading.kinds.saved_page import SAVED_PAGE
from generator.reading.project_files import CLAIMS
from generator.reading.sources import Library
from generator.source_files import ArticleBounds
from generator.text import lines_of

Fate = Literal["stands", "moved", "gone", "ambiguous"]


@dataclass(frozen=True, slots=True)
class QuoteFate:
    """What becomes of a quote in a new text: where it was and is, or the finding of why it has no place."""

    evidence: Evidence
    fate: Fate
    was: str | None
    place: str | None
    finding: Diagnostic | None
    published: bool


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """What an update writes: copies of the old files, the new ones, and the entry.

    `changes` has the bytes of files before and after. `entry` are the lines that change in the entry; where the claims
    file cannot be edited, `reason` says why, and they have to be pasted.
    """

    source: Source
    quotes: tuple[QuoteFate, ...]
    copies: Mapping[str, bytes]
    changes: Mapping[str, tuple[bytes, bytes]]
    claims: str
    entry: Mapping[str, YamlValue]
    reason: str
    notes: tuple[str, ...]

    @property
    def entry_yaml(self) -> str:
        return "\n".join(line for key, value in self.entry.items() for line in to_block(key, value, 0, 5))


def plan_update(root: Path, library: Library, source: Source, incoming: IncomingFile, date: str) -> UpdatePlan:
    """Return what becomes of a source's quotes in its new text, and what is to be written.

    Raises ImportRefused where the new file cannot take the place of the old one.
    """
    old = project_files.read_bytes(root, source.file)
    incoming_article = read_new(source, incoming, as_text=source.original is not None)
    if incoming_article.content == old:
        raise ImportRefused("the source has this very file already: there is nothing to update")
    article, bounds = build_article(library, source, incoming_article)
    quotes = tuple(compare_quotes(library, source, article))
    folder = ORIGINALS if normpath(library.corpus.site.sources_dir).split("/")[0] != ORIGINALS else "untouched"
    stamp = source.accessed or date
    copies = {_free_path(root, f"{folder}/{source.id}@{stamp}", source.file): old}
    changes = {source.file: (old, incoming_article.content)}
    entry: dict[str, YamlValue] = {"sha256": article.sha256, "accessed": date}
    notes = list(incoming_article.notes)
    if source.original:
        if incoming_article.original:
            before, after = project_files.read_bytes(root, source.original.file), incoming_article.original[1]
            copies[_free_path(root, f"{folder}/{source.id}@{stamp}-original", source.original.file)] = before
            changes[source.original.file] = (before, after)
            how = {"transcribed": source.original.transcribed} if source.original.transcribed else {}
            entry["original"] = {"file": source.original.file, "sha256": hashlib.sha256(after).hexdigest(), **how}
        else:
            notes.append(f"its original, {source.original.file}, is still that of the old text")
    if bounds != source.article:
        entry["article"] = [{"from": bound.first, "to": bound.last} for bound in bounds]
    claims, reason = library.declared["source"][source.id].path, ""
    declared = claims != source.file
    claims = claims if declared else CLAIMS
    before = project_files.read_bytes(root, claims)
    try:
        after = before
        if declared:
            for key, value in entry.items():
                after = insert_entry(after, ["sources", source.id], key, value)
        else:
            after = insert_entry(after, ["sources"], source.id, {"file": source.file, **entry}, levels=1)
        changes[claims] = (before, after)
    except UnsafeEdit as why:
        reason = str(why)
    return UpdatePlan(source, quotes, copies, changes, claims, entry, reason, tuple(notes))


def read_new(source: Source, incoming: IncomingFile, *, as_text: bool) -> IncomingArticle:
    """Return the new file in the form in which the source is kept: of a page, its text if that is wanted `as_text`.

    Raises ImportRefused if it is of another kind.
    """
    kind = find_kind(source.file)
    found = read_article(incoming, "page")
    if as_text and kind is PLAIN_TEXT and found.kind is SAVED_PAGE:
        found = read_article(incoming, "text")
    if found.kind is not kind:
        raise ImportRefused(f"{source.file} is {kind.name if kind else 'of no kind'}, and this is {found.kind.name}")
    return found


def build_article(
    library: Library, source: Source, incoming: IncomingArticle
) -> tuple[Article, tuple[ArticleBounds, ...]]:
    """Return the article of the new file, and which stretches of its text are that: the entry's, if they are there."""
    proposed = tuple(ArticleBounds(first, last) for first, last in incoming.article)
    parsed = reading.read_article((PurePosixPath(source.file).suffix.lower(), incoming.content, bool(source.article)))
    if parsed is None:
        raise ImportRefused("no text can be read from it")
    sha256 = hashlib.sha256(incoming.content).hexdigest()
    plain = incoming.kind.places == "file"
    article = Article(source.id, parsed.text, parsed.pieces, plain, sha256, parsed.pages, parsed.notes, parsed.cues)
    for bounds in (source.article, proposed if source.article else ()):
        corpus = replace(library.corpus, sources=(replace(source, article=bounds),))
        located = locate_articles(corpus, {source.id: article})
        if not located.diagnostics:
            return located.value[source.id], bounds
    return article, ()


def compare_quotes(library: Library, source: Source, article: Article) -> Iterator[QuoteFate]:
    """Yield what becomes of each quote of a source, where it is the new article, in the claims' order."""
    corpus, old = _only_quotes_of(library.corpus, source), library.articles.get(source.id)
    before = anchor_quotes(corpus, {source.id: old}).value if old else {}
    anchored = anchor_quotes(corpus, {source.id: article})
    findings = {finding.location: finding for finding in anchored.diagnostics}
    for claim in corpus.claims:
        for evidence in claim.evidence:
            was, now = before.get(evidence.id), anchored.value.get(evidence.id)
            finding = findings.get(evidence.location)
            fate: Fate = "gone"
            if now:
                fate = "stands" if was and was.start == now.start else "moved"
            elif finding and finding.code == "quote-ambiguous":
                fate = "ambiguous"
            yield QuoteFate(
                evidence,
                fate,
                _name_place(old, was) if old and was else None,
                _name_place(article, now) if now else None,
                finding,
                published=not claim.draft,
            )


def _only_quotes_of(corpus: Corpus, source: Source) -> Corpus:
    claims = (
        replace(claim, evidence=tuple(item for item in claim.evidence if item.source == source.id))
        for claim in corpus.claims
        if not claim.withdrawn
    )
    return replace(corpus, claims=tuple(claim for claim in claims if claim.evidence))


def _name_place(article: Article, anchor: Anchor) -> str:
    page, cue = article.page(anchor.start), article.cue(anchor.start)
    line = lines_of(article.text).place(anchor.start)[0]
    return f"PDF page {page}" if page else f"{cue.time}" if cue else f"line {line}"


def _free_path(root: Path, stem: str, file: str) -> str:
    suffix = PurePosixPath(file).suffix
    paths = (f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))
    return next(path for path in paths if not os.path.lexists(root / path))


def draft_corrections(plan: UpdatePlan) -> Iterator[tuple[str, str]]:
    """Yield the claims of which a quote is gone, each with a correction for it."""
    name = plan.source.publisher or plan.source.label
    gone: dict[str, list[str]] = {}
    for quote in plan.quotes:
        if quote.fate == "gone" and quote.published:
            gone.setdefault(quote.evidence.claim, []).append(_shorten(quote.evidence.quote))
    for claim, words in gone.items():
        quoted = f" We quoted it before: {'; '.join(f'*{text}*' for text in words)}."
        if plan.source.display == "withheld":  # no word of it is to be published
            quoted = " A passage that we quoted is no longer in it."
        text = f"The text of [{_escape(name)}](source:{plan.source.id}) has changed.{quoted}"
        yield claim, text


def _shorten(text: str) -> str:
    line = _escape(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _escape(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>" else sign for sign in text)


_LONGEST = 300
