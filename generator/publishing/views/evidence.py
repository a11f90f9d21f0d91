"""Pieces of evidence as pages show them: the quote in context, who says it, where and when."""

from markupsafe import Markup

from generator.language.sentences import sentence_context
from generator.model import Anchor, Claim, Correction, Evidence, Gap, Source
from generator.publishing import addresses, labels
from generator.publishing.fragments import at_directive, at_pdf_page
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.views.contact import report_link
from generator.publishing.views.links import Link, render_markdown, source_link
from generator.values import dataclass


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
    """A partial date: for people, in ISO 8601 for machines, and, if it is inferred, from what."""

    text: str
    machine: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence as pages show it. `before` and `after` are the source's words around the quote.

    `voice` is who speaks if there is no `speaker`: the source's publisher or, where that is unknown, its label.
    `passage` is the address of the quote in the source's page. `original` and `archived` open the source elsewhere, at
    the words of the quote if a text fragment can find them. `page` says which page of a PDF the quote is on. `text` is
    the address of the source's published text, which the quote is checked against, and `text_sha256` its hash.
    """

    number: int
    id: str
    stance: str
    badge: Badge
    before: str
    parts: tuple[QuotePiece, ...]
    after: str
    language: str | None
    cite: str | None
    speaker: str | None
    voice: str
    source: Link
    page: str | None
    date: DateView | None
    figure: str | None
    note: Markup | None
    passage: str
    original: str | None
    archived: str | None
    permalink: str
    text: str
    text_sha256: str
    archive_url: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    date: DateView
    text: Markup | None


def date_view(date: str | None, inferred: str | None = None) -> DateView | None:
    return DateView(labels.format_date(date), date, inferred) if date else None


def publication_date(source: Source) -> DateView | None:
    """Return when a source was published, and from what that is inferred if the source does not state it."""
    return date_view(source.published, dict(source.inferred).get("published"))


def speaker_label(source: Source) -> str:
    return source.publisher or source.label


def evidence_view(index: SiteIndex, path: str, claim: Claim, evidence: Evidence) -> EvidenceView:
    """Return the evidence with its sentence and the next ones; no word that may not be published."""
    record = index.sources[evidence.source]
    source, source_text = record.source, record.text
    article = source_text.article
    text = article.text
    anchor, link = index.anchor(evidence), source_link(index, path, source.id)
    start, end = anchor.start, anchor.end
    page, last_page = article.page(start), article.page(end - 1)
    context_start, _, _, context_end = sentence_context(text, source_text.sentences, start, end)
    shown_start, shown_end = source_text.shown_around(start)[0], source_text.shown_around(end - 1)[1]
    directive = index.text_directive(anchor) if source.url or source.archive_url else None
    return EvidenceView(
        number=evidence.number,
        id=evidence.id,
        stance=evidence.stance,
        badge=labels.stance_badge(evidence.stance),
        before=text[max(context_start, shown_start) : start],
        parts=quote_pieces(anchor, text),
        after=text[end : min(context_end, shown_end)],
        language=index.foreign_language(source.id),
        cite=source.url,
        speaker=evidence.speaker,
        voice=speaker_label(source),
        source=link,
        page=labels.pdf_pages(page, last_page) if page and last_page else None,
        date=publication_date(source),
        figure=evidence_value(claim, evidence),
        note=render_markdown(path, evidence.note),
        passage=f"{link.href}#{evidence.id}",
        original=at_directive(at_pdf_page(source.url, page), directive) if source.url else None,
        archived=at_directive(at_pdf_page(source.archive_url, page), directive) if source.archive_url else None,
        permalink=f"{addresses.link(path, path)}#e{evidence.number}",
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=source_text.sha256,
        archive_url=source.archive_url,
        report=report_link(index.site, claim, evidence),
    )


def quote_pieces(anchor: Anchor, text: str) -> tuple[QuotePiece, ...]:
    """Return the quote in pieces: the source's own words, and what the curator typed between them, unchanged."""
    return tuple(
        QuotePiece(part.words, gap=True)
        if isinstance(part, Gap)
        else QuotePiece(text[part.start : part.end], gap=False, start=part.start, end=part.end)
        for part in anchor.layout
    )


def evidence_value(claim: Claim, evidence: Evidence) -> str | None:
    """Return the figure that the source gives, in the unit of the claim."""
    if evidence.value is None:
        return None
    unit = claim.quantity.unit if claim.quantity else None
    return f"{labels.format_figure(evidence.value)} {unit}" if unit else labels.format_figure(evidence.value)


def sort_newest_first(claim: Claim) -> list[Correction]:
    return sorted(claim.corrections, key=lambda correction: correction.date, reverse=True)


def correction_views(path: str, claim: Claim) -> tuple[CorrectionView, ...]:
    """Return the claim's corrections, newest first."""
    return tuple(
        CorrectionView(
            DateView(labels.format_date(correction.date), correction.date), render_markdown(path, correction.text)
        )
        for correction in sort_newest_first(claim)
    )
