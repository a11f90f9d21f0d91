"""By what claims are found: verdict, what the sources say, topic, source and name, each leading to a plain page.

A facet's token is what filter.js compares: `verdict:supported`, `topic:missiles`. Verdicts and corroborations have
pages of their own, `claims/index.verdict-ID.html` and `claims/index.STATE.html`: an id has no dot, and no state is a
number, so neither can be another page.
"""

from collections.abc import Iterable, Iterator

from generator.model import DEFAULT_SCALE, Rating
from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.frame import Link
from generator.publishing.views.labels import Badge
from generator.values import dataclass
from generator.vocabulary import Corroboration

_SHOWN = 40  # facets of one group on one page; the most frequent


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list: its word, how many claims it leaves, and the page that lists them."""

    token: str
    badge: Badge | None
    text: str
    number: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The facets of one kind; `rest` leads to those that are not here, `opened` says that the reader chose of them."""

    name: str
    opened: bool
    facets: tuple[Facet, ...]
    rest: Link | None


def corroboration_page(state: Corroboration) -> str:
    return f"claims/index.{state}.html"


def verdict_page(verdict: str) -> str:
    return f"claims/index.verdict-{verdict}.html"


def narrowed_lists(book: SiteIndex) -> Iterator[tuple[str, Badge, list[str]]]:
    """The lists that have a page of their own: path, the badge that its claims share, and their ids; none empty."""
    claims = book.edition.corpus.claims
    for state, badge in labels.corroboration_badges():
        found = [each.id for each in claims if book.standing(each).corroboration == state]
        if found:
            yield corroboration_page(state), badge, found
    ruled: dict[str, list[str]] = {}
    for each in claims:
        if each.verdict:
            ruled.setdefault(each.verdict, []).append(each.id)
    for id in _scale(book):
        if id in ruled:
            yield verdict_page(id), book.verdicts[id], ruled[id]


def facet_groups(book: SiteIndex, path: str, current: str) -> tuple[FacetGroup, ...]:
    """The groups of facets as the page at `path` shows them; one facet alone narrows nothing and is left out.

    `current` is the path of the list that the page is part of.
    """
    corpus = book.edition.corpus

    def number(token: str) -> int:
        return book.counted.get(token, 0)

    def facet(kind: str, id: str, badge: Badge | None, text: str, target: str) -> Facet:
        token = f"{kind}:{id}"
        return Facet(
            token, badge, text, labels.format_figure(number(token)), addresses.link(path, target), target == current
        )

    def things(kind: str, page: addresses.Kind, named: Iterable[tuple[str, str]]) -> list[Facet]:
        found = [facet(kind, id, None, name, addresses.page(page, id)) for id, name in named if number(f"{kind}:{id}")]
        return sorted(found, key=lambda each: -number(each.token))

    states = [
        facet("sources-say", id, badge, badge.word, corroboration_page(id))
        for id, badge in labels.corroboration_badges()
    ]
    rulings = [facet("verdict", id, book.verdicts[id], book.verdicts[id].word, verdict_page(id)) for id in _scale(book)]
    groups: tuple[tuple[str, list[Facet], addresses.Kind], ...] = (
        ("Our verdict", [each for each in rulings if number(each.token)], "claim"),
        ("What the sources say", [each for each in states if number(each.token)], "claim"),
        ("Topic", things("topic", "topic", ((each.id, each.name) for each in corpus.topics)), "topic"),
        ("Source", things("source", "source", ((each.id, each.label) for each in corpus.sources)), "source"),
        ("Name", things("name", "entity", ((each.id, each.name) for each in corpus.entities)), "entity"),
    )
    return tuple(
        FacetGroup(
            name,
            any(each.current for each in found),
            tuple(found[:_SHOWN]),
            Link(addresses.link(path, addresses.index(kind)), "All of them") if len(found) > _SHOWN else None,
        )
        for name, found, kind in groups
        if len(found) > 1
    )


def _scale(book: SiteIndex) -> tuple[str, ...]:
    """The ids of all verdicts that a claim may have, the best first."""
    scale: tuple[Rating, ...] = (*book.edition.corpus.site.ratings, *DEFAULT_SCALE)
    return tuple(dict.fromkeys(each.id for each in sorted(scale, key=lambda one: one.value, reverse=True)))
