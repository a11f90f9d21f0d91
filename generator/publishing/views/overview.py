"""An overview of the collection: how many claims the sources support, and how many the desk has judged how."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.publishing import labels
from generator.publishing.index import CLAIMS, SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.pictures.shares import BarPart, shares_bar
from generator.publishing.views.facets import corroboration_page, verdict_page
from generator.rating_scale import DEFAULT_SCALE, sort_best_first
from generator.values import dataclass

OverviewRow = tuple[str | None, Badge, int]  # the page of a judgement, its badge, and how many claims it applies to


@dataclass(frozen=True, slots=True)
class Share:
    """How many claims have a judgement; `href` leads to them if they have a page of their own."""

    badge: Badge
    count: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A question, its answer as one bar, and the same answer in words."""

    id: str
    question: str
    picture: Markup
    shares: tuple[Share, ...]


def overviews(index: SiteIndex) -> tuple[Overview, ...]:
    """Return overviews of all claims, but none for fewer than two. A verdict that no claim has is left out."""

    def count_claims(token: str) -> int:
        return index.counts.get(token, 0)

    if count_claims(CLAIMS) < 2:
        return ()

    corroborations: list[OverviewRow] = [
        (corroboration_page(id), badge, count_claims(f"sources-say:{id}"))
        for id, badge in labels.corroboration_badges()
    ]
    questions = [("corroborated", "What the sources say", corroborations)]
    scale = index.site.ratings or DEFAULT_SCALE
    ids = dict.fromkeys(rating.id for rating in sort_best_first((*scale, *DEFAULT_SCALE)))
    verdicts: list[OverviewRow] = [
        (verdict_page(id), labels.verdict_badge(index.site, id), count_claims(f"verdict:{id}")) for id in ids
    ]
    judged = sum(number for _, _, number in verdicts)
    if judged:
        verdicts.append((None, Badge("verdict", "No verdict given", "open"), count_claims(CLAIMS) - judged))
        questions.append(("verdicts", "Our verdicts", verdicts))
    return tuple(
        _make_overview(id, question, [row for row in rows if row[2]], index.site.language)
        for id, question, rows in questions
    )


def _make_overview(id: str, question: str, rows: Sequence[OverviewRow], language: str) -> Overview:
    return Overview(
        id,
        question,
        shares_bar(id, question, (BarPart(badge.word, number, badge.shape) for _, badge, number in rows)),
        tuple(Share(badge, labels.count_words(number, "claim", language), href) for href, badge, number in rows),
    )
