"""The page of one claim: what is claimed, what the desk and the sources say, and every quote in its place."""

from typing import ClassVar

from markupsafe import Markup

from generator.judging.reviews import changed
from generator.model import Claim, Origin, Standing, Tie
from generator.publishing import addresses
from generator.publishing.linked import claim_review
from generator.publishing.pictures.figures import Point, figures
from generator.publishing.views import words
from generator.publishing.views.citations import Citation, cite_claim
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.evidence import (
    Amendment,
    Exhibit,
    When,
    amendments,
    exhibit,
    published,
    valued,
    voice,
    when,
)
from generator.publishing.views.frame import Frame, Link
from generator.publishing.views.others import Others, others
from generator.publishing.views.reports import report
from generator.publishing.views.social import with_card
from generator.publishing.views.words import Badge
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table of figures: what the evidence says of the claim's quantity."""

    figure: str
    source: Link
    speaker: str | None
    date: When | None
    badge: Badge
    evidence: Link


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two sources count as one, and where their common text is shown; or why the desk counts them apart."""

    text: str
    comparison: str | None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """An origin: its sources, and in words why they count as one."""

    sources: tuple[Link, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    relation: str
    claim: Link
    verdict: Badge | None
    corroboration: Badge


@dataclass(frozen=True, slots=True)
class Reviewed:
    """When, and by whom, the quotes were last read in place; and whether the claim has changed since."""

    date: When
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
    date: When | None
    quantity: str | None
    topics: tuple[Link, ...]
    entities: tuple[Link, ...]
    explanation: Markup | None
    evidence: tuple[Exhibit, ...]
    evidence_count: str
    figures: tuple[Figure, ...]
    figures_drawn: Markup | None
    origins: tuple[Group, ...]
    origins_told: str
    apart: tuple[Reason, ...]
    others: Others | None
    related: tuple[Neighbour, ...]
    corrections: tuple[Amendment, ...]
    checked: When | None
    checked_by: str | None
    reviewed: Reviewed | None
    report: str | None
    citations: tuple[Citation, ...]
    review: Markup


def claim_page(book: Concordance, claim: Claim) -> ClaimPage:
    path = addresses.page("claim", claim.id)
    standing = book.standing(claim)
    shown = words.corroboration(standing.corroboration)
    summary = words.summary(claim, standing)
    description = f"{claim.statement} {' '.join(summary)}"
    frame = with_card(book, book.frame(path, claim.statement, description), claim)
    return ClaimPage(
        frame=frame,
        statement=claim.statement,
        verdict=book.verdict(claim),
        corroboration=shown,
        summary=summary,
        date=when(claim.date),
        quantity=words.quantity(claim.quantity) if claim.quantity else None,
        topics=tuple(
            Link(addresses.link(path, addresses.page("topic", each)), book.topics[each].name)
            for each in dict.fromkeys(claim.topics)
        ),
        entities=tuple(
            Link(addresses.link(path, addresses.page("entity", each)), book.entities[each].name)
            for each in dict.fromkeys(claim.entities)
        ),
        explanation=book.prose(path, claim.explanation),
        evidence=tuple(exhibit(book, path, claim, each) for each in claim.evidence),
        evidence_count=words.count(len(claim.evidence), "quote"),
        figures=_figures(book, path, claim),
        figures_drawn=_drawn(book, claim),
        origins=_origins(book, path, standing.origins),
        origins_told=_origins_told(standing),
        apart=tuple(_reason(book, path, each.tie, each.reason) for each in standing.overruled),
        others=others(book, path, claim),
        related=tuple(
            Neighbour(
                relation,
                Link(addresses.link(path, addresses.page("claim", other)), book.claims[other].statement),
                book.verdict(book.claims[other]),
                words.corroboration(book.edition.standings[other].corroboration),
            )
            for relation, other in book.related.get(claim.id, ())
        ),
        corrections=amendments(book, path, claim),
        checked=when(claim.checked),
        checked_by=claim.checked_by,
        reviewed=_reviewed(book, claim),
        report=report(book.edition.corpus.site, claim),
        citations=cite_claim(book.edition.corpus.site, claim),
        review=Markup(claim_review(book.edition, claim, book.sources)),  # noqa: S704 - JSON with its angle brackets escaped
    )


def _reviewed(book: Concordance, claim: Claim) -> Reviewed | None:
    date = when(claim.reviewed.date) if claim.reviewed else None
    if claim.reviewed is None or date is None:
        return None
    return Reviewed(date, claim.reviewed.by, bool(changed(claim, book.edition.anchors, book.edition.articles)))


def _figures(book: Concordance, path: str, claim: Claim) -> tuple[Figure, ...]:
    rows = []
    for each in claim.evidence:
        figure = valued(claim, each)
        if figure is None:
            continue
        rows.append(
            Figure(
                figure,
                book.source_link(path, each.source),
                each.speaker,
                published(book.sources[each.source]),
                words.stance(each.stance),
                Link(f"{addresses.link(path, path)}#e{each.number}", f"Quote {each.number}"),
            )
        )
    return tuple(rows)


def _drawn(book: Concordance, claim: Claim) -> Markup | None:
    points = []
    for each in claim.evidence:
        told = valued(claim, each)
        if each.value is not None and told:
            badge, source = words.stance(each.stance), book.sources[each.source]
            date = f", {words.date(source.published)}" if source.published else ""
            points.append(Point(each.value, told, f"{voice(source)}{date}", each.source, badge.shape, badge.word))
    own = claim.quantity
    return figures("drawn", own.value if own else None, words.quantity(own) if own else "", points)


def _origins(book: Concordance, path: str, origins: tuple[Origin, ...]) -> tuple[Group, ...]:
    """The groups of sources that count as one; nothing to tell where there is one source only."""
    if sum(len(each.sources) for each in origins) < 2:
        return ()
    return tuple(
        Group(
            tuple(book.source_link(path, source) for source in each.sources),
            tuple(_reason(book, path, tie) for tie in each.ties),
        )
        for each in origins
    )


def _reason(book: Concordance, path: str, tie: Tie, ruling: str | None = None) -> Reason:
    """The tie in words, with the names of both sources, and the desk's ruling where there is one."""
    text = f"“{book.sources[tie.first].label}” and “{book.sources[tie.second].label}”: {tie.reason}"
    page = book.comparison(tie.first, tie.second) if tie.kind == "reuse" else None
    return Reason(text, addresses.link(path, page) if page else None, ruling)


def _origins_told(standing: Standing) -> str:
    supporting, refuting, origins = len(standing.supporting), len(standing.refuting), len(standing.origins)
    number, verb = (supporting, "support") if supporting else (refuting, "refute")
    if number == origins and standing.overruled:
        return (
            f"{words.count(number, 'source')} {verb} this, and the desk counts them apart, for the reasons given here."
        )
    if number == origins:
        return f"{words.count(number, 'source')} {verb} this, and nothing ties one to another."
    counted = "they count as one" if origins == 1 else f"they have {words.count(origins, 'independent origin')}"
    return f"{words.count(number, 'source')} {verb} this; {counted}, for the reasons given here."
