"""A piece of evidence as it is shown: the quote in its place, who says it, where and when."""

from markupsafe import Markup

from generator.language.sentences import sentence_context
from generator.model import Anchor, Claim, Correction, Evidence, Gap, Source
from generator.publishing import addresses
from generator.publishing.fragments import at_directive, at_pdf_page
from generator.publishing.index import SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.contact import report_link
from generator.publishing.views.frame import Link
from generator.publishing.views.labels import Badge
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """A stretch of a quote: the source's own words, or the curator's in their place (`gap`).

    `start` and `end` are the offsets of the source's words in its text, in code points.
    """

    text: str
    gap: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class DateView:
    """A partial date: as it is read, as machines read it, and how it is known where it is inferred."""

    text: str
    machine: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence as it is shown. `before` and `after` are the source's words around the quote.

    `original` and `archived` open the source elsewhere, at the quote's words where these can be told.
    `page` says on which page of the source's file the quote stands, where that has pages.
    `text` is the address of the source's published text, and `text_sha256` its hash: what the quote is checked against.
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
    """When a source was published, and how that is known where it does not say so itself."""
    return date_view(source.published, dict(source.inferred).get("published"))


def speaker_label(source: Source) -> str:
    return source.publisher or source.label


def evidence_view(book: SiteIndex, path: str, claim: Claim, evidence: Evidence) -> EvidenceView:
    """The evidence in its sentence and that sentence's neighbours; never a word that may not be published."""
    source = book.sources[evidence.source]
    article = book.edition.articles[source.id]
    text = article.text
    anchor, link = book.edition.anchors[evidence.id], book.source_link(path, source.id)
    start, stop = anchor.start, anchor.end
    page, last_page = article.page(start), article.page(stop - 1)
    begin, _, _, end = sentence_context(text, book.sentences(source.id), start, stop)
    first, last = book.stretch(source.id, start), book.stretch(source.id, stop - 1)
    directive = book.directive(anchor) if source.url or source.archive_url else None
    return EvidenceView(
        number=evidence.number,
        id=evidence.id,
        stance=evidence.stance,
        badge=labels.stance_badge(evidence.stance),
        before=text[max(begin, first[0]) : start],
        parts=quote_pieces(anchor, text),
        after=text[stop : min(end, last[1])],
        language=book.language(source),
        cite=source.url,
        speaker=evidence.speaker,
        voice=speaker_label(source),
        source=link,
        page=labels.pdf_pages(page, last_page) if page and last_page else None,
        date=publication_date(source),
        figure=evidence_value(claim, evidence),
        note=book.prose(path, evidence.note, f"claim:{claim.id}"),
        passage=f"{link.href}#{evidence.id}",
        original=at_directive(at_pdf_page(source.url, page), directive) if source.url else None,
        archived=at_directive(at_pdf_page(source.archive_url, page), directive) if source.archive_url else None,
        permalink=f"{addresses.link(path, path)}#e{evidence.number}",
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=book.text_sha256(source.id),
        archive_url=source.archive_url,
        report=report_link(book.edition.corpus.site, claim, evidence),
    )


def quote_pieces(anchor: Anchor, text: str) -> tuple[QuotePiece, ...]:
    """The quote as it is read: the source's own words, and between them what the curator typed, as it was typed."""
    return tuple(
        QuotePiece(each.words, gap=True)
        if isinstance(each, Gap)
        else QuotePiece(text[each.start : each.end], gap=False, start=each.start, end=each.end)
        for each in anchor.layout
    )


def evidence_value(claim: Claim, evidence: Evidence) -> str | None:
    """The source's figure in the claim's unit."""
    if evidence.value is None:
        return None
    unit = claim.quantity.unit if claim.quantity else None
    return f"{labels.format_figure(evidence.value)} {unit}" if unit else labels.format_figure(evidence.value)


def sort_newest_first(claim: Claim) -> list[Correction]:
    return sorted(claim.corrections, key=lambda each: each.date, reverse=True)


def correction_views(book: SiteIndex, path: str, claim: Claim) -> tuple[CorrectionView, ...]:
    """The claim's corrections, newest first."""
    return tuple(
        CorrectionView(
            DateView(labels.format_date(each.date), each.date), book.prose(path, each.text, f"claim:{claim.id}")
        )
        for each in sort_newest_first(claim)
    )
