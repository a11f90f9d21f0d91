"""The page of one claim: its statement, the desk's verdict, what the sources say, and every quote in context."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup

from generator.analysis.reviews import find_approval
from generator.assertion import Assertion
from generator.model import Claim, Origin, Standing, Tie
from generator.publishing import addresses, labels
from generator.publishing.data import claim_files
from generator.publishing.data.jsonld import claim_review
from generator.publishing.index import SiteIndex, find_changed_parts
from generator.publishing.labels import AcceptedLabel, Badge
from generator.publishing.pictures.cards import card_path
from generator.publishing.pictures.figures import Point, figures_picture
from generator.publishing.tallies import says_more
from generator.publishing.views.citations import Citation, CitationMeta, cite_claim, describe_claim
from generator.publishing.views.claim_cards import ClaimCard, claim_card
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
from generator.publishing.views.uncited import UNCITED_ANCHOR, UncitedView, uncited_view
from generator.uncited import Uncited
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

MANY_QUOTES = 8  # with more of them, counts lead to each stance, and stand for the sources in who says what
MOST_UNQUOTED = 6  # sources that are silent, or speak without being quoted, that have a row each


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
    """A related claim: how it is related, its card, and its judgements one by one."""

    relation: str
    claim: Link
    verdict: Badge | None
    corroboration: Badge
    card: ClaimCard


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The evidence of one stance, what counts by it first."""

    id: str
    badge: Badge
    count: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A row of who says what: a source, what it says of the claim, and where; `link` leads to the words."""

    badge: Badge
    link: Link
    date: DateView | None
    figures: str | None


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
    headline: str | None
    statement: str
    judgement: Badge
    verdict: Badge | None
    corroboration: Badge
    beside: Badge | None
    summary: tuple[str, ...]
    dots: Markup
    scope: str
    voices: tuple[Voice, ...]
    claimed: tuple[AssertionView, ...]
    date: DateView | None
    quantity: str | None
    topics: tuple[Link, ...]
    entities: tuple[Link, ...]
    explanation: Markup | None
    evidence: tuple[EvidenceView, ...]
    evidence_count: str
    groups: tuple[EvidenceGroup, ...]
    two_sides: bool
    many: bool
    figures: tuple[FigureRow, ...]
    figures_chart: Markup | None
    origins: tuple[OriginGroup, ...]
    origins_summary: str
    independence: str | None
    dismissed_ties: tuple[TieReason, ...]
    coverage: str | None
    uncited: UncitedView | None
    related: tuple[RelatedClaim, ...]
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
    """Return the page of a claim.

    `beside` is what the sources say where that is not what the verdict says; `groups` has the evidence by stance, and
    `two_sides` is whether some is for the claim and some against it. With `many` quotes, counts lead to the groups.
    `independence` says which sources count as one, where any are alike or the desk counts them apart all the same.
    `coverage` says how many sources are quoted; `uncited` has the others, where there are any.
    """
    path, record = addresses.page("claim", id), index.claims[id]
    claim, standing = record.claim, record.standing
    sources = {evidence.source: index.sources[evidence.source].source for evidence in claim.evidence}
    named = [assertion.by for assertion in claim.claimed if assertion.by in index.entities]
    claimants = {id: index.entities[id].entity for id in named}
    summary = labels.summarize_standing(claim, standing, index.site.language)
    verdict = labels.verdict_badge(index.site, claim.verdict) if claim.verdict else None
    description = " ".join(
        (f"Our verdict{_say_when(claim, index.site.language)}: {verdict.word}.", *summary) if verdict else summary
    )
    title = labels.judged_title(index.site, claim, standing)
    frame = add_card(index, page_frame(index, path, title, description), claim)
    evidence = tuple(evidence_view(index, path, claim, evidence) for evidence in claim.evidence)
    groups = tuple(_group_evidence(evidence, index.site.language))
    voices = tuple(_list_voices(index, path, claim, evidence, record.uncited))
    origins = _origin_groups(index, path, standing.origins)
    figures, uncited = _figure_rows(index, path, claim), uncited_view(index, path, claim)
    return ClaimPage(
        frame=frame,
        draft=claim.draft,
        headline=render_plain(index, path, claim.headline, f"claim:{claim.id}") if claim.headline else None,
        statement=render_plain(index, path, claim.statement, f"claim:{claim.id}"),
        judgement=index.judge(id).badge,
        verdict=verdict,
        corroboration=labels.corroboration_badge(standing.corroboration),
        beside=labels.corroboration_badge(standing.corroboration)
        if verdict and says_more(index.site, claim, standing)
        else None,
        summary=summary,
        dots=index.judge(id).tally.picture,
        scope=labels.scope_sentence(claim, index.site.language),
        voices=voices,
        claimed=tuple(_assertion_view(index, path, assertion) for assertion in claim.claimed),
        date=date_view(claim.date, index.site.language),
        quantity=labels.format_quantity(claim.quantity, index.site.language) if claim.quantity else None,
        topics=tuple(
            Link(addresses.link(path, addresses.page("topic", topic)), index.topics[topic].topic.name)
            for topic in dict.fromkeys(claim.topics)
        ),
        entities=tuple(
            Link(addresses.link(path, addresses.page("entity", entity)), index.entities[entity].entity.name)
            for entity in dict.fromkeys(claim.entities)
        ),
        explanation=render_markdown(index, path, claim.explanation, f"claim:{claim.id}"),
        evidence=evidence,
        evidence_count=labels.count_words(len(claim.evidence), "quote", index.site.language),
        groups=groups,
        two_sides={"supports", "refutes"} <= {group.id for group in groups},
        many=len(evidence) > MANY_QUOTES,
        figures=figures,
        figures_chart=_draw_figures(index, claim) if figures else None,
        origins=origins,
        origins_summary=_summarize_origins(standing, index.site.language),
        independence=_summarize_origins(standing, index.site.language) if origins or standing.overruled else None,
        dismissed_ties=tuple(
            _tie_reason(index, path, dismissed.tie, dismissed.reason) for dismissed in standing.overruled
        ),
        coverage=uncited.summary if uncited else None,
        uncited=uncited if uncited and (uncited.mentions or uncited.silent) else None,
        related=tuple(_related_claim(index, path, label, id) for label, id in record.related),
        corrections=change_views(index, path, claim),
        checked=date_view(claim.checked, index.site.language),
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
        cards=(Citation("HTML to copy", claim_files.claim_card(index, claim)),) if index.site.base_url else (),
        json_ld=Markup(claim_review(index.site, claim, sources, index.kinds, claimants))  # noqa: S704 - JSON with its angle brackets escaped
        if claim.verdict
        else None,
    )


def _assertion_view(index: SiteIndex, path: str, assertion: Assertion) -> AssertionView:
    return AssertionView(
        index.claimant(assertion.by),
        addresses.link(path, addresses.page("entity", assertion.by)) if assertion.by in index.entities else None,
        date_view(assertion.date, index.site.language),
        assertion.where,
        assertion.url,
    )


def _related_claim(index: SiteIndex, path: str, label: str, id: str) -> RelatedClaim:
    card = claim_card(index, path, id)
    return RelatedClaim(label, Link(card.href, card.statement), card.verdict, card.corroboration, card)


def _say_when(claim: Claim, language: str) -> str:
    return f", as of {labels.format_date(claim.date, language)}" if claim.date else ""


def _group_evidence(evidence: Sequence[EvidenceView], language: str) -> Iterator[EvidenceGroup]:
    for stance in STANCE_IDS:
        group = sorted((piece for piece in evidence if piece.stance == stance), key=lambda piece: not piece.counts)
        if group:
            count = labels.count_words(len(group), "quote", language)
            yield EvidenceGroup(stance, labels.stance_badge(stance), count, tuple(group))


def _list_voices(
    index: SiteIndex, path: str, claim: Claim, evidence: Sequence[EvidenceView], uncited: Uncited
) -> Iterator[Voice]:
    """Yield a row for each source and badge, in the order of the groups; then what is not quoted, and the silent.

    Where these are many, a row has a count of sources, and leads to all of them.
    """
    rows: dict[tuple[Badge, str], list[EvidenceView]] = {}
    for piece, quoted in sorted(
        zip(evidence, claim.evidence, strict=True),
        key=lambda pair: (STANCE_IDS.index(pair[1].stance), not pair[0].counts),
    ):
        rows.setdefault((piece.badge, quoted.source), []).append(piece)
    if len(rows) > MANY_QUOTES:
        yield from _count_voices(path, rows, index.site.language)
        rows = {}
    for (badge, _), pieces in rows.items():
        figures = dict.fromkeys(piece.figure for piece in pieces if piece.figure)
        link = Link(pieces[0].permalink, pieces[0].voice)
        yield Voice(badge, link, pieces[0].date, ", ".join(figures) or None)
    others = f"{addresses.link(path, path)}#{UNCITED_ANCHOR}"
    silent = (uncited.silent, 0 if uncited.partial else uncited.silent_count)
    for badge, (ids, number) in (
        (labels.UNQUOTED, (uncited.speaking, len(uncited.speaking))),
        (labels.SILENT, silent),
    ):
        if number > MOST_UNQUOTED:
            yield Voice(badge, Link(others, labels.count_words(number, "source", index.site.language)), None, None)
        else:
            for id in ids[:number]:
                source = index.sources[id].source
                yield Voice(
                    badge, Link(others, speaker_label(source)), publication_date(source, index.site.language), None
                )


def _count_voices(
    path: str, rows: Mapping[tuple[Badge, str], Sequence[EvidenceView]], language: str
) -> Iterator[Voice]:
    """Yield a row for each badge: how many sources have it, with a link to their quotes."""
    counted: dict[Badge, list[EvidenceView]] = {}
    for (badge, _), pieces in rows.items():
        counted.setdefault(badge, []).append(pieces[0])
    for badge, pieces in counted.items():
        href = f"{addresses.link(path, path)}#{pieces[0].stance}"
        yield Voice(badge, Link(href, labels.count_words(len(pieces), "source", language)), None, None)


def _review_view(index: SiteIndex, claim: Claim) -> ReviewView | None:
    approval = find_approval(claim)
    date = date_view(approval.date, index.site.language) if approval else None
    if approval is None or date is None:
        return None
    return ReviewView(date, approval.by, bool(find_changed_parts(index, claim)))


def _figure_rows(index: SiteIndex, path: str, claim: Claim) -> tuple[FigureRow, ...]:
    """Return the figures to compare: those of two quotes or more, or of one that differs from the claim's own."""
    own = claim.quantity.value if claim.quantity else None
    values = [evidence.value for evidence in claim.evidence if evidence.value is not None]
    if len(values) < 2 and (own is None or not values or values[0] == own):
        return ()
    rows = []
    for evidence in claim.evidence:
        figure = evidence_value(claim, evidence, index.site.language)
        if figure is None:
            continue
        rows.append(
            FigureRow(
                figure,
                source_link(index, path, evidence.source),
                evidence.speaker,
                publication_date(index.sources[evidence.source].source, index.site.language),
                labels.evidence_badge(evidence),
                Link(f"{addresses.link(path, path)}#e{evidence.number}", f"Quote {evidence.number}"),
            )
        )
    return tuple(rows)


def _draw_figures(index: SiteIndex, claim: Claim) -> Markup | None:
    points = []
    for evidence in claim.evidence:
        figure = evidence_value(claim, evidence, index.site.language)
        if evidence.value is not None and figure:
            badge, source = labels.evidence_badge(evidence), index.sources[evidence.source].source
            date = f", {labels.format_date(source.published, index.site.language)}" if source.published else ""
            who = f"{speaker_label(source)}{date}"
            points.append(Point(evidence.value, figure, who, evidence.source, badge.shape, badge.word))
    own = claim.quantity
    return figures_picture(
        "drawn", own.value if own else None, labels.format_quantity(own, index.site.language) if own else "", points
    )


def _origin_groups(index: SiteIndex, path: str, origins: tuple[Origin, ...]) -> tuple[OriginGroup, ...]:
    """Return the groups of sources that count as one, beside those that count by themselves; nothing without ties."""
    if not any(origin.ties for origin in origins):
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


def _summarize_origins(standing: Standing, language: str) -> str:
    supporting, refuting, origins = len(standing.supporting), len(standing.refuting), len(standing.origins)
    if standing.corroboration == "inconsistent":
        sources = labels.count_words(len({*standing.supporting, *standing.refuting}), "source", language)
        return f"{sources} support and refute this; they count as one, for the reasons given here."
    number, verb = (supporting, "support") if supporting else (refuting, "refute")
    sources = labels.count_words(number, "source", language)
    if number == origins and standing.overruled:
        return f"{sources} {verb} this, and we count them apart, for the reasons given here."
    if number == origins:
        return f"{sources} {verb} this, and nothing ties one to another."
    counted = f"they count as {'one' if origins == 1 else labels.format_figure(origins, language)}"
    return f"{sources} {verb} this; {counted}, for the reasons given here."
