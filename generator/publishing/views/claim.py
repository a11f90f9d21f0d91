"""The page of one claim: its statement, the desk's verdict, what the sources say, and every quote in context."""

from typing import ClassVar

from markupsafe import Markup

from generator.assertion import Assertion
from generator.model import Claim, Origin, Standing, Tie
from generator.publishing import addresses, labels
from generator.publishing.data import claim_files
from generator.publishing.data.jsonld import claim_review
from generator.publishing.index import SiteIndex, find_changed_parts
from generator.publishing.labels import AcceptedLabel, Badge
from generator.publishing.pictures.cards import card_path
from generator.publishing.pictures.figures import Point, figures_picture
from generator.publishing.views.citations import Citation, CitationMeta, cite_claim, describe_claim
from generator.publishing.views.claim_cards import claim_card
from generator.publishing.views.contact import report_link
from generator.publishing.views.evidence import (
    CorrectionView,
    DateView,
    EvidenceView,
    change_views,
    date_view,
    evidence_value,
    evidence_view,
    publication_date,
    speaker_label,
)
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link, accepted_warnings, render_markdown, render_plain, source_link
from generator.publishing.views.social import add_card, has_card
from generator.publishing.views.uncited import UncitedView, uncited_view
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the table of figures: the figure that a piece of evidence gives for the claim's quantity."""

    figure: str
    source: Link
    speaker: str | None
    date: DateView | None
    badge: Badge
    evidence: Link


@dataclass(frozen=True, slots=True)
class TieReason:
    """Why two sources count as one, in words.

    `comparison` is the address of the page that shows their common text. `ruling` is the desk's reason for counting the
    two separately all the same.
    """

    text: str
    comparison: str | None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Sources that count as one, and the reasons."""

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
    """When and by whom the quotes were last compared with their sources, and whether the claim has changed since."""

    date: DateView
    by: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class AssertionView:
    """Who made the claim, when and where; `page` is the address of the claimant's page."""

    by: str
    page: str | None
    date: DateView | None
    where: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    template: ClassVar[str] = "pages/claim.html"

    frame: Frame
    draft: bool
    statement: str
    verdict: Badge | None
    corroboration: Badge
    summary: tuple[str, ...]
    claimed: tuple[AssertionView, ...]
    date: DateView | None
    quantity: str | None
    topics: tuple[Link, ...]
    entities: tuple[Link, ...]
    explanation: Markup | None
    evidence: tuple[EvidenceView, ...]
    evidence_count: str
    figures: tuple[FigureRow, ...]
    figures_chart: Markup | None
    origins: tuple[OriginGroup, ...]
    origins_summary: str
    dismissed_ties: tuple[TieReason, ...]
    uncited: UncitedView | None
    related: tuple[RelatedClaim, ...]
    changes_heading: str
    corrections: tuple[CorrectionView, ...]
    checked: DateView | None
    checked_by: str | None
    reviewed: ReviewView | None
    accepted: tuple[AcceptedLabel, ...]
    report: str | None
    picture: str | None
    citations: tuple[Citation, ...]
    metas: tuple[CitationMeta, ...]
    data: str
    markdown: str
    oembed: str | None
    cards: tuple[Citation, ...]
    json_ld: Markup | None


def claim_page(index: SiteIndex, id: str) -> ClaimPage:
    path, record = addresses.page("claim", id), index.claims[id]
    claim, standing = record.claim, record.standing
    sources = {evidence.source: index.sources[evidence.source].source for evidence in claim.evidence}
    named = [assertion.by for assertion in claim.claimed if assertion.by in index.entities]
    claimants = {id: index.entities[id].entity for id in named}
    summary = labels.summarize_standing(claim, standing)
    verdict = labels.verdict_badge(index.site, claim.verdict) if claim.verdict else None
    description = " ".join((f"Our verdict: {verdict.word}.", *summary) if verdict else summary)
    title = labels.judged_statement(index.site, claim, standing)
    frame = add_card(index, page_frame(index, path, title, description), claim)
    return ClaimPage(
        frame=frame,
        draft=claim.draft,
        statement=render_plain(index, path, claim.statement, f"claim:{claim.id}"),
        verdict=verdict,
        corroboration=labels.corroboration_badge(standing.corroboration),
        summary=summary,
        claimed=tuple(_assertion_view(index, path, assertion) for assertion in claim.claimed),
        date=date_view(claim.date),
        quantity=labels.format_quantity(claim.quantity) if claim.quantity else None,
        topics=tuple(
            Link(addresses.link(path, addresses.page("topic", topic)), index.topics[topic].topic.name)
            for topic in dict.fromkeys(claim.topics)
        ),
        entities=tuple(
            Link(addresses.link(path, addresses.page("entity", entity)), index.entities[entity].entity.name)
            for entity in dict.fromkeys(claim.entities)
        ),
        explanation=render_markdown(index, path, claim.explanation, f"claim:{claim.id}"),
        evidence=tuple(evidence_view(index, path, claim, evidence) for evidence in claim.evidence),
        evidence_count=labels.count_words(len(claim.evidence), "quote"),
        figures=_figure_rows(index, path, claim),
        figures_chart=_draw_figures(index, claim),
        origins=_origin_groups(index, path, standing.origins),
        origins_summary=_summarize_origins(standing),
        dismissed_ties=tuple(
            _tie_reason(index, path, dismissed.tie, dismissed.reason) for dismissed in standing.overruled
        ),
        uncited=uncited_view(index, path, claim),
        related=tuple(_related_claim(index, path, label, id) for label, id in record.related),
        changes_heading="Corrections and changes" if claim.history else "Corrections",
        corrections=change_views(index, path, claim),
        checked=date_view(claim.checked),
        checked_by=claim.checked_by,
        reviewed=_review_view(index, claim),
        accepted=accepted_warnings(index, path, claim.accept, f"claim:{claim.id}"),
        report=report_link(index.site, claim),
        picture=addresses.link(path, card_path(claim.id)) if has_card(index, claim) else None,
        citations=cite_claim(index.site, claim),
        metas=describe_claim(index.site, claim),
        data=addresses.link(path, claim_files.data_path(id)),
        markdown=addresses.link(path, claim_files.markdown_path(id)),
        oembed=addresses.absolute(index.site, claim_files.oembed_path(id)) if index.site.base_url else None,
        cards=(Citation("HTML to copy", claim_files.claim_card(index, claim).html),) if index.site.base_url else (),
        json_ld=Markup(claim_review(index.site, claim, sources, index.kinds, claimants))  # noqa: S704 - JSON with its angle brackets escaped
        if claim.verdict
        else None,
    )


def _assertion_view(index: SiteIndex, path: str, assertion: Assertion) -> AssertionView:
    return AssertionView(
        index.claimant(assertion.by),
        addresses.link(path, addresses.page("entity", assertion.by)) if assertion.by in index.entities else None,
        date_view(assertion.date),
        assertion.where,
        assertion.url,
    )


def _related_claim(index: SiteIndex, path: str, label: str, id: str) -> RelatedClaim:
    card = claim_card(index, path, id)
    return RelatedClaim(label, Link(card.href, card.statement), card.verdict, card.corroboration)


def _review_view(index: SiteIndex, claim: Claim) -> ReviewView | None:
    date = date_view(claim.reviewed.date) if claim.reviewed else None
    if claim.reviewed is None or date is None:
        return None
    return ReviewView(date, claim.reviewed.by, bool(find_changed_parts(index, claim)))


def _figure_rows(index: SiteIndex, path: str, claim: Claim) -> tuple[FigureRow, ...]:
    rows = []
    for evidence in claim.evidence:
        figure = evidence_value(claim, evidence)
        if figure is None:
            continue
        rows.append(
            FigureRow(
                figure,
                source_link(index, path, evidence.source),
                evidence.speaker,
                publication_date(index.sources[evidence.source].source),
                labels.evidence_badge(evidence),
                Link(f"{addresses.link(path, path)}#e{evidence.number}", f"Quote {evidence.number}"),
            )
        )
    return tuple(rows)


def _draw_figures(index: SiteIndex, claim: Claim) -> Markup | None:
    points = []
    for evidence in claim.evidence:
        figure = evidence_value(claim, evidence)
        if evidence.value is not None and figure:
            badge, source = labels.evidence_badge(evidence), index.sources[evidence.source].source
            date = f", {labels.format_date(source.published)}" if source.published else ""
            who = f"{speaker_label(source)}{date}"
            points.append(Point(evidence.value, figure, who, evidence.source, badge.shape, badge.word))
    own = claim.quantity
    return figures_picture("drawn", own.value if own else None, labels.format_quantity(own) if own else "", points)


def _origin_groups(index: SiteIndex, path: str, origins: tuple[Origin, ...]) -> tuple[OriginGroup, ...]:
    """Return the groups of sources that count as one; nothing if there are fewer than two sources."""
    if sum(len(origin.sources) for origin in origins) < 2:
        return ()
    return tuple(
        OriginGroup(
            tuple(source_link(index, path, source) for source in origin.sources),
            tuple(_tie_reason(index, path, tie) for tie in origin.ties),
        )
        for origin in origins
    )


def _tie_reason(index: SiteIndex, path: str, tie: Tie, ruling: str | None = None) -> TieReason:
    """Return the tie in words, with the names of both sources."""
    text = f"“{index.sources[tie.first].source.label}” and “{index.sources[tie.second].source.label}”: {tie.reason}"
    page = index.comparison(tie.first, tie.second) if tie.kind == "reuse" else None
    said = ruling and render_plain(index, path, ruling, f"source:{tie.first}", f"source:{tie.second}")
    return TieReason(text, addresses.link(path, page) if page else None, said)


def _summarize_origins(standing: Standing) -> str:
    supporting, refuting, origins = len(standing.supporting), len(standing.refuting), len(standing.origins)
    if standing.corroboration == "inconsistent":
        sources = labels.count_words(len({*standing.supporting, *standing.refuting}), "source")
        return f"{sources} support and refute this; they count as one, for the reasons given here."
    number, verb = (supporting, "support") if supporting else (refuting, "refute")
    sources = labels.count_words(number, "source")
    if number == origins and standing.overruled:
        return f"{sources} {verb} this, and the desk counts them apart, for the reasons given here."
    if number == origins:
        return f"{sources} {verb} this, and nothing ties one to another."
    counted = "they count as one" if origins == 1 else f"they have {labels.count_words(origins, 'independent origin')}"
    return f"{sources} {verb} this; {counted}, for the reasons given here."
