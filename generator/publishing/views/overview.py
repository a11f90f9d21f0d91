"""How the collection stands at a glance: what the sources say of the claims, and what the desk does."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.model import DEFAULT_SCALE, Rating
from generator.publishing.index import CLAIMS, SiteIndex
from generator.publishing.pictures.shares import BarPart, shares_bar
from generator.publishing.views import labels
from generator.publishing.views.facets import corroboration_page, verdict_page
from generator.publishing.views.labels import Badge
from generator.values import dataclass

OverviewRow = tuple[str | None, Badge, int]  # the page of a word, its badge, and how many claims it is true of


@dataclass(frozen=True, slots=True)
class Share:
    """So many claims of which one word is true; `href` leads to them where they have a page of their own."""

    badge: Badge
    told: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A question, its answer as one bar, and the same answer in words."""

    id: str
    question: str
    picture: Markup
    shares: tuple[Share, ...]


def overviews(book: SiteIndex) -> tuple[Overview, ...]:
    """Of all claims together; none where there are fewer than two. A verdict that no claim has is left out."""
    corpus = book.edition.corpus

    def number(token: str) -> int:
        return book.counted.get(token, 0)

    if number(CLAIMS) < 2:
        return ()

    told: list[OverviewRow] = [
        (corroboration_page(id), badge, number(f"sources-say:{id}")) for id, badge in labels.corroboration_badges()
    ]
    found = [("corroborated", "What the sources say", told)]
    scale: tuple[Rating, ...] = corpus.site.ratings or DEFAULT_SCALE
    ids = dict.fromkeys(each.id for each in sorted((*scale, *DEFAULT_SCALE), key=lambda one: one.value, reverse=True))
    rows: list[OverviewRow] = [(verdict_page(id), book.verdicts[id], number(f"verdict:{id}")) for id in ids]
    ruled = sum(each for _, _, each in rows)
    if ruled:
        rows.append((None, Badge("verdict", "No verdict given", "open"), number(CLAIMS) - ruled))
        found.append(("verdicts", "Our verdicts", rows))
    return tuple(_glance(id, question, [each for each in rows if each[2]]) for id, question, rows in found)


def _glance(id: str, question: str, rows: Sequence[OverviewRow]) -> Overview:
    return Overview(
        id,
        question,
        shares_bar(id, question, (BarPart(badge.word, number, badge.shape) for _, badge, number in rows)),
        tuple(Share(badge, labels.count_words(number, "claim"), href) for href, badge, number in rows),
    )
