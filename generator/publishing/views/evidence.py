"""A piece of evidence as it is shown: the quote in its place, who says it, where and when."""

from markupsafe import Markup

from generator.model import Anchor, Claim, Correction, Evidence, Gap, Source
from generator.publishing import addresses
from generator.publishing.fragments import paged, pointed
from generator.publishing.views import words
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.frame import Link
from generator.publishing.views.reports import report
from generator.publishing.views.words import Badge
from generator.sentences import around
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quote: the source's own words, or the curator's in their place (`gap`).

    `start` and `end` are the offsets of the source's words in its text, in code points.
    """

    text: str
    gap: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """A partial date: as it is read, as machines read it, and how it is known where it is inferred."""

    text: str
    machine: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
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
    parts: tuple[Part, ...]
    after: str
    language: str | None
    cite: str | None
    speaker: str | None
    voice: str
    source: Link
    page: str | None
    date: When | None
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
class Amendment:
    date: When
    text: Markup | None


def when(date: str | None, inferred: str | None = None) -> When | None:
    return When(words.date(date), date, inferred) if date else None


def published(source: Source) -> When | None:
    """When a source was published, and how that is known where it does not say so itself."""
    return when(source.published, dict(source.inferred).get("published"))


def voice(source: Source) -> str:
    return source.publisher or source.label


def exhibit(book: Concordance, path: str, claim: Claim, evidence: Evidence) -> Exhibit:
    """The evidence in its sentence and that sentence's neighbours; never a word that may not be published."""
    source = book.sources[evidence.source]
    article = book.edition.articles[source.id]
    text = article.text
    anchor, link = book.edition.anchors[evidence.id], book.source_link(path, source.id)
    start, stop = anchor.start, anchor.end
    page, last_page = article.page(start), article.page(stop - 1)
    begin, _, _, end = around(text, book.sentences(source.id), start, stop)
    first, last = book.stretch(source.id, start), book.stretch(source.id, stop - 1)
    directive = book.directive(anchor) if source.url or source.archive_url else None
    return Exhibit(
        number=evidence.number,
        id=evidence.id,
        stance=evidence.stance,
        badge=words.stance(evidence.stance),
        before=text[max(begin, first[0]) : start],
        parts=parts(anchor, text),
        after=text[stop : min(end, last[1])],
        language=book.language(source),
        cite=source.url,
        speaker=evidence.speaker,
        voice=voice(source),
        source=link,
        page=words.page(page, last_page) if page and last_page else None,
        date=published(source),
        figure=valued(claim, evidence),
        note=book.prose(path, evidence.note),
        passage=f"{link.href}#{evidence.id}",
        original=pointed(paged(source.url, page), directive) if source.url else None,
        archived=pointed(paged(source.archive_url, page), directive) if source.archive_url else None,
        permalink=f"{addresses.link(path, path)}#e{evidence.number}",
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=book.text_sha256(source.id),
        archive_url=source.archive_url,
        report=report(book.edition.corpus.site, claim, evidence),
    )


def parts(anchor: Anchor, text: str) -> tuple[Part, ...]:
    """The quote as it is read: the source's own words, and between them what the curator typed, as it was typed."""
    return tuple(
        Part(each.words, gap=True)
        if isinstance(each, Gap)
        else Part(text[each.start : each.end], gap=False, start=each.start, end=each.end)
        for each in anchor.layout
    )


def valued(claim: Claim, evidence: Evidence) -> str | None:
    """The source's figure in the claim's unit."""
    if evidence.value is None:
        return None
    unit = claim.quantity.unit if claim.quantity else None
    return f"{words.figure(evidence.value)} {unit}" if unit else words.figure(evidence.value)


def newest_first(claim: Claim) -> list[Correction]:
    return sorted(claim.corrections, key=lambda each: each.date, reverse=True)


def amendments(book: Concordance, path: str, claim: Claim) -> tuple[Amendment, ...]:
    """The claim's corrections, newest first."""
    return tuple(
        Amendment(When(words.date(each.date), each.date), book.prose(path, each.text)) for each in newest_first(claim)
    )
