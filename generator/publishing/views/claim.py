"""The page of one claim: what is claimed, what the desk and the sources say, and every quote in its place."""

from typing import ClassVar

from markupsafe import Markup

from generator.analysis.reviews import changed_parts
from generator.model import Claim, Origin, Standing, Tie
from generator.publishing import addresses
from generator.publishing.data.jsonld import claim_review
from generator.publishing.index import SiteIndex
from generator.publishing.pictures.figures import Point, figures_picture
from generator.publishing.views import labels
from generator.publishing.views.citations import Citation, cite_claim
from generator.publishing.views.contact import report_link
from generator.publishing.views.evidence import (
    CorrectionView,
    DateView,
    EvidenceView,
    correction_views,
    date_view,
    evidence_value,
    evidence_view,
    publication_date,
    speaker_label,
)
from generator.publishing.views.frame import Frame, Link
from generator.publishing.views.labels import Badge
from generator.publishing.views.social import add_card
from generator.publishing.views.uncited import UncitedView, uncited_view
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the table of figures: what the evidence says of the claim's quantity."""

    figure: str
    source: Link
    speaker: str | None
    date: DateView | None
    badge: Badge
    evidence: Link


@dataclass(frozen=True, slots=True)
class TieReason:
    """Why two sources count as one, and where their common text is shown; or why the desk counts them apart."""

    text: str
    comparison: str | None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """An origin: its sources, and in words why they count as one."""

    sources: tuple[Link, ...]
    reasons: tuple[TieReason, ...]


@dataclass(frozen=True, slots=True)
class RelatedClaim:
    relation: str
    claim: Link
    verdict: Badge | None
    corroboration: Badge


@dataclass(frozen=True, slots=True)
class ReviewView:
    """When, and by whom, the quotes were last read in place; and whether the claim has changed since."""

    date: DateView
    by: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    template: ClassVar[str] = "pages/claim.html"

    frame: Frame
    statement: str
    verdict: Badge | None
    corroboration: Badge
    summary: tuple[str, ...]
    date: DateView | None
    quantity: str | None
    topics: tuple[Link, ...]
    entities: tuple[Link, ...]
    explanation: Markup | None
    evidence: tuple[EvidenceView, ...]
    evidence_count: str
    figures: tuple[FigureRow, ...]
    figures_drawn: Markup | None
    origins: tuple[OriginGroup, ...]
    origins_told: str
    apart: tuple[TieReason, ...]
    others: UncitedView | None
    related: tuple[RelatedClaim, ...]
    corrections: tuple[CorrectionView, ...]
    checked: DateView | None
    checked_by: str | None
    reviewed: ReviewView | None
    report: str | None
    citations: tuple[Citation, ...]
    review: Markup


def claim_page(book: SiteIndex, claim: Claim) -> ClaimPage:
    path = addresses.page("claim", claim.id)
    standing = book.standing(claim)
    shown = labels.corroboration_badge(standing.corroboration)
    summary = labels.summarize_standing(claim, standing)
    description = f"{claim.statement} {' '.join(summary)}"
    frame = add_card(book, book.frame(path, claim.statement, description), claim)
    return ClaimPage(
        frame=frame,
        statement=claim.statement,
        verdict=book.verdict(claim),
        corroboration=shown,
        summary=summary,
        date=date_view(claim.date),
        quantity=labels.format_quantity(claim.quantity) if claim.quantity else None,
        topics=tuple(
            Link(addresses.link(path, addresses.page("topic", each)), book.topics[each].name)
            for each in dict.fromkeys(claim.topics)
        ),
        entities=tuple(
            Link(addresses.link(path, addresses.page("entity", each)), book.entities[each].name)
            for each in dict.fromkeys(claim.entities)
        ),
        explanation=book.prose(path, claim.explanation, f"claim:{claim.id}"),
        evidence=tuple(evidence_view(book, path, claim, each) for each in claim.evidence),
        evidence_count=labels.count_words(len(claim.evidence), "quote"),
        figures=_figures(book, path, claim),
        figures_drawn=_drawn(book, claim),
        origins=_origins(book, path, standing.origins),
        origins_told=_origins_told(standing),
        apart=tuple(_reason(book, path, each.tie, each.reason) for each in standing.overruled),
        others=uncited_view(book, path, claim),
        related=tuple(
            RelatedClaim(
                relation,
                Link(addresses.link(path, addresses.page("claim", other)), book.claims[other].statement),
                book.verdict(book.claims[other]),
                labels.corroboration_badge(book.edition.standings[other].corroboration),
            )
            for relation, other in book.related.get(claim.id, ())
        ),
        corrections=correction_views(book, path, claim),
        checked=date_view(claim.checked),
        checked_by=claim.checked_by,
        reviewed=_reviewed(book, claim),
        report=report_link(book.edition.corpus.site, claim),
        citations=cite_claim(book.edition.corpus.site, claim),
        review=Markup(claim_review(book.edition, claim, book.sources)),  # noqa: S704 - JSON with its angle brackets escaped
    )


def _reviewed(book: SiteIndex, claim: Claim) -> ReviewView | None:
    date = date_view(claim.reviewed.date) if claim.reviewed else None
    if claim.reviewed is None or date is None:
        return None
    return ReviewView(date, claim.reviewed.by, bool(changed_parts(claim, book.edition.anchors, book.edition.articles)))


def _figures(book: SiteIndex, path: str, claim: Claim) -> tuple[FigureRow, ...]:
    rows = []
    for each in claim.evidence:
        figure = evidence_value(claim, each)
        if figure is None:
            continue
        rows.append(
            FigureRow(
                figure,
                book.source_link(path, each.source),
                each.speaker,
                publication_date(book.sources[each.source]),
                labels.stance_badge(each.stance),
                Link(f"{addresses.link(path, path)}#e{each.number}", f"Quote {each.number}"),
            )
        )
    return tuple(rows)


def _drawn(book: SiteIndex, claim: Claim) -> Markup | None:
    points = []
    for each in claim.evidence:
        told = evidence_value(claim, each)
        if each.value is not None and told:
            badge, source = labels.stance_badge(each.stance), book.sources[each.source]
            date = f", {labels.format_date(source.published)}" if source.published else ""
            points.append(
                Point(each.value, told, f"{speaker_label(source)}{date}", each.source, badge.shape, badge.word)
            )
    own = claim.quantity
    return figures_picture("drawn", own.value if own else None, labels.format_quantity(own) if own else "", points)


def _origins(book: SiteIndex, path: str, origins: tuple[Origin, ...]) -> tuple[OriginGroup, ...]:
    """The groups of sources that count as one; nothing to tell where there is one source only."""
    if sum(len(each.sources) for each in origins) < 2:
        return ()
    return tuple(
        OriginGroup(
            tuple(book.source_link(path, source) for source in each.sources),
            tuple(_reason(book, path, tie) for tie in each.ties),
        )
        for each in origins
    )


def _reason(book: SiteIndex, path: str, tie: Tie, ruling: str | None = None) -> TieReason:
    """The tie in words, with the names of both sources, and the desk's ruling where there is one."""
    text = f"“{book.sources[tie.first].label}” and “{book.sources[tie.second].label}”: {tie.reason}"
    page = book.comparison(tie.first, tie.second) if tie.kind == "reuse" else None
    return TieReason(text, addresses.link(path, page) if page else None, ruling)


def _origins_told(standing: Standing) -> str:
    supporting, refuting, origins = len(standing.supporting), len(standing.refuting), len(standing.origins)
    number, verb = (supporting, "support") if supporting else (refuting, "refute")
    if number == origins and standing.overruled:
        counted = labels.count_words(number, "source")
        return f"{counted} {verb} this, and the desk counts them apart, for the reasons given here."
    if number == origins:
        return f"{labels.count_words(number, 'source')} {verb} this, and nothing ties one to another."
    counted = "they count as one" if origins == 1 else f"they have {labels.count_words(origins, 'independent origin')}"
    return f"{labels.count_words(number, 'source')} {verb} this; {counted}, for the reasons given here."
