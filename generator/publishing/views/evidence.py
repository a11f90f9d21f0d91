"""Pieces of evidence as pages show them: the quote in context, who says it, where and when."""

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from generator.analysis.anchoring.levels import find_foldings
from generator.language.directions import direction_of
from generator.language.sentences import sentence_context
from generator.model import Anchor, Article, Claim, Correction, Evidence, Gap, Source
from generator.partial_dates import is_wide
from generator.publishing import addresses, labels
from generator.publishing.excerpts import Spans, is_shown
from generator.publishing.fragments import at_directive, at_pdf_page
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.recordings import at_time, is_recording
from generator.publishing.views.contact import report_link
from generator.publishing.views.links import Link, render_markdown, source_link
from generator.values import dataclass

_BLANK_LINES = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_WRAPPED = 100  # characters: files that are wrapped by hand have no longer lines
_LONGEST_HIDDEN = 300  # characters of what a bracket hides that are shown whole
_HIDDEN_END = 120  # and of each end of what is longer


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """A stretch of a quote: the source's own words, or what the curator typed instead of some (`gap`).

    `start` and `end` are the offsets of the source's words in its text, in code points.
    """

    text: str
    gap: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class DateView:
    """A partial date: for people; in ISO 8601 for machines, if that can say it; and, if it is inferred, from what."""

    text: str
    machine: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class HiddenWords:
    """What a bracket hides: a word for how, and the source's own words, or how many they are."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence as pages show it. `before` and `after` are the source's words around the quote.

    `replaced_before` are those of the same sentence, where a bracket at the quote's beginning stands for some of them.
    `modality` is why the quote counts as a mention, whatever its stance; None where it counts as its stance.
    `hidden` is what its brackets hide, and `level` says what was folded where the quote is not exactly the print.
    `counts` is whether it counts by its stance, as a forecast does not; `lines` is whether line breaks are its.
    `voice` is who speaks if there is no `speaker`: the source's publisher or, where that is unknown, its label.
    Where the words are withheld, `parts` is a notice and `sha256` has the hash of each segment.
    `passage` is the address of the quote in the source's page. `original` and `archived` open the source elsewhere, at
    the words of the quote if a text fragment can find them, or at its page or time; `kept` opens the original
    that the site itself has. `page` says which page of a PDF the quote is on, or when in a recording it is said. `text`
    is the address of the source's published text, which the quote is checked against, and `text_sha256` its hash.
    """

    number: int
    id: str
    stance: str
    modality: str | None
    badge: Badge
    counts: bool
    lines: bool
    before: str
    replaced_before: str
    parts: tuple[QuotePiece, ...]
    after: str
    hidden: tuple[HiddenWords, ...]
    sha256: tuple[str, ...]
    level: str | None
    language: str | None
    direction: str
    cite: str | None
    speaker: str | None
    voice: str
    publisher: str | None
    source: Link
    page: str | None
    date: DateView | None
    figure: str | None
    note: Markup | None
    passage: str
    original: str | None
    archived: str | None
    kept: Link | None
    permalink: str
    text: str
    text_sha256: str
    archive_url: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, or another change that readers saw; `kind` says which, where both are listed."""

    date: DateView
    text: Markup | None
    kind: str = ""


def date_view(date: str | None, language: str, inferred: str | None = None) -> DateView | None:
    return DateView(labels.format_date(date, language), "" if is_wide(date) else date, inferred) if date else None


def publication_date(source: Source, language: str) -> DateView | None:
    """Return when a source was published, and from what that is inferred if the source does not state it."""
    return date_view(source.published, language, dict(source.inferred).get("published"))


def speaker_label(source: Source) -> str:
    return source.publisher or source.label


def evidence_view(index: SiteIndex, path: str, claim: Claim, evidence: Evidence) -> EvidenceView:
    """Return the evidence with its sentence and the next ones; no word that may not be published."""
    record = index.sources[evidence.source]
    source, source_text = record.source, record.text
    article = source_text.article
    text = article.text
    anchor, link = index.anchor(evidence), source_link(index, path, source.id)
    start, end = quote_extent(anchor)
    context_start, sentence_start, _, context_end = sentence_context(text, source_text.sentences, start, end)
    shown_start, shown_end = source_text.shown_around(start)[0], source_text.shown_around(end - 1)[1]
    replaced_from = sentence_start if begins_replaced(anchor) else start
    lines = keeps_lines(text)
    directive = index.text_directive(anchor) if source.url or source.archive_url else None
    withheld = index.withheld_quote(evidence)
    return EvidenceView(
        number=evidence.number,
        id=evidence.id,
        stance=evidence.stance,
        modality=None if evidence.counted_stance == evidence.stance else evidence.told_modality,
        badge=labels.evidence_badge(evidence),
        counts=evidence.counted_stance == evidence.stance,
        lines=lines,
        before=_keep_paragraphs(text[max(context_start, shown_start) : max(replaced_from, shown_start)], lines=lines),
        replaced_before=text[max(replaced_from, shown_start) : start],
        parts=evidence_pieces(index, evidence),
        after=_keep_paragraphs(text[end : min(context_end, shown_end)], lines=lines),
        hidden=() if withheld else tuple(hidden_words(anchor, text, source_text.shown, index.site.language)),
        sha256=withheld.sha256 if withheld else (),
        level=None if withheld else labels.level_sentence(find_foldings(evidence.quote, anchor, text, article.notes)),
        language=index.foreign_language(source.id),
        direction=direction_of(source.language),
        cite=source.url,
        speaker=evidence.speaker,
        voice=speaker_label(source),
        publisher=source.publisher,
        source=link,
        page=place_label(article, start, end, index.site.language),
        date=publication_date(source, index.site.language),
        figure=evidence_value(claim, evidence, index.site.language),
        note=render_markdown(index, path, evidence.note, f"claim:{claim.id}"),
        passage=f"{link.href}#{evidence.id}",
        original=open_at(source.url, article, start, directive) if source.url else None,
        archived=open_at(source.archive_url, article, start, directive) if source.archive_url else None,
        kept=_kept_original(path, source, article, start),
        permalink=f"{addresses.link(path, path)}#e{evidence.number}",
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=source_text.sha256,
        archive_url=source.archive_url,
        report=report_link(index.site, claim, evidence, index.withheld_notice(source.id) or None),
    )


def place_label(article: Article, start: int, end: int, language: str) -> str | None:
    """Return where in the source's file a stretch is, in words: its pages, or its times; None where it has neither."""
    page, last_page = article.page(start), article.page(end - 1)
    if page and last_page:
        return labels.pdf_pages(page, last_page, language)
    cue, last_cue = article.cue(start), article.cue(end - 1)
    return labels.recording_times(cue, last_cue) if cue and last_cue else None


def _kept_original(path: str, source: Source, article: Article, offset: int) -> Link | None:
    """Return a link to the published original: a recording opens at the time of a passage that has one."""
    original = source.original
    if not (original and original.published):
        return None
    href, cue = addresses.link(path, addresses.original(source.id, original.file)), article.cue(offset)
    href += f"#t={cue.seconds}" if cue and is_recording(source) else ""
    return Link(href, labels.kept_original(original.published.kind))


def open_at(url: str, article: Article, offset: int, directive: str | None) -> str:
    """Return the address at the place of a passage: at its page, at its time, or at its words."""
    cue = article.cue(offset)
    timed = at_time(url, cue.seconds) if cue else url
    return timed if timed != url else at_directive(at_pdf_page(url, article.page(offset)), directive)


@lru_cache(64)
def keeps_lines(text: str) -> bool:
    """Return whether the lines of a text are paragraphs, headings and captions: some are longer than a wrapped line."""
    return any(len(line) > _WRAPPED for line in text.split("\n"))


def _keep_paragraphs(context: str, *, lines: bool) -> str:
    """Return the words around a quote with a line break for each blank line, and for others only where `lines`."""
    paragraphs = _BLANK_LINES.split(context)
    return "\n".join(paragraphs if lines else (_LINE_BREAK.sub(" ", paragraph) for paragraph in paragraphs))


def quote_extent(anchor: Anchor) -> tuple[int, int]:
    """Return where a quote begins and ends in its source, with the parts of words that its brackets stand for."""
    places = [place for part in anchor.layout for place in (part.start, part.end) if place is not None]
    return min(places), max(places)


def begins_replaced(anchor: Anchor) -> bool:
    """Return whether the quote begins with words of the editor's for words of the source that are not known."""
    first = anchor.layout[0]
    return isinstance(first, Gap) and first.start is None and not any(dots in first.words for dots in ("…", "..."))


def hidden_words(
    anchor: Anchor, text: str, shown: Spans, language: str, longest: float = _LONGEST_HIDDEN
) -> Iterator[HiddenWords]:
    """Yield what each bracket of a quote hides, where that is known: what is longer than `longest` by its ends."""
    for gap in anchor.layout:
        if isinstance(gap, Gap) and gap.start is not None and gap.end is not None:
            kind = "Left out" if gap.kind == "left-out" else f"In place of {gap.words.strip()}"
            hidden = " ".join(text[gap.start : gap.end].split())
            count = labels.count_words(len(hidden.split()), "word", language)
            if not is_shown(shown, gap.start, gap.end):
                yield HiddenWords(kind, count)
            elif len(hidden) > longest:
                yield HiddenWords(kind, f"“{hidden[:_HIDDEN_END]} […] {hidden[-_HIDDEN_END:]}” ({count})")
            else:
                yield HiddenWords(kind, f"“{hidden}”")


def quote_pieces(anchor: Anchor, text: str) -> tuple[QuotePiece, ...]:
    """Return the quote in pieces: the source's own words, and what the curator typed between them, unchanged."""
    return tuple(
        QuotePiece(part.words, gap=True)
        if isinstance(part, Gap)
        else QuotePiece(text[part.start : part.end], gap=False, start=part.start, end=part.end)
        for part in anchor.layout
    )


def evidence_pieces(index: SiteIndex, evidence: Evidence) -> tuple[QuotePiece, ...]:
    """Return the quote in pieces, or the notice that its words are withheld."""
    notice = index.withheld_notice(evidence.source)
    if notice:
        return (QuotePiece(notice, gap=True),)
    return quote_pieces(index.anchor(evidence), index.article(evidence.source).text)


def evidence_value(claim: Claim, evidence: Evidence, language: str) -> str | None:
    """Return the figure that the source gives, in the unit of the claim."""
    if evidence.value is None:
        return None
    unit = claim.quantity.unit if claim.quantity else None
    return (
        f"{labels.format_figure(evidence.value, language)} {unit}"
        if unit
        else labels.format_figure(evidence.value, language)
    )


def sort_newest_first(claim: Claim) -> list[Correction]:
    return sorted(claim.corrections, key=lambda correction: correction.date, reverse=True)


def correction_views(index: SiteIndex, path: str, claim: Claim) -> tuple[CorrectionView, ...]:
    """Return the claim's corrections, newest first."""
    return tuple(_change_view(index, path, claim, correction) for correction in sort_newest_first(claim))


def change_views(index: SiteIndex, path: str, claim: Claim) -> tuple[CorrectionView, ...]:
    """Return all that was changed, newest first; of one date the corrections first."""
    if not claim.history:
        return correction_views(index, path, claim)
    changes = [(change, "Correction") for change in claim.corrections] + [
        (change, "Change") for change in claim.history
    ]
    newest = sorted(changes, key=lambda pair: pair[0].date, reverse=True)
    return tuple(_change_view(index, path, claim, change, kind) for change, kind in newest)


def _change_view(index: SiteIndex, path: str, claim: Claim, change: Correction, kind: str = "") -> CorrectionView:
    return CorrectionView(
        DateView(labels.format_date(change.date, index.site.language), change.date),
        render_markdown(index, path, change.text, f"claim:{claim.id}"),
        kind,
    )
