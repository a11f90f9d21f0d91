"""Facets that narrow the list of claims: verdict, corroboration, topic, source and name, each with a plain page.

filter.js compares the token of a facet: `verdict:supported`, `topic:missiles`. Verdicts and corroborations have pages
of their own, `claims/index.verdict-ID.html` and `claims/index.CORROBORATION.html`. These cannot be the pages of
anything else, since an id has no dot, and no corroboration is a number.
"""

from collections.abc import Iterable, Iterator

from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.views.links import Link
from generator.rating_scale import DEFAULT_SCALE, sort_best_first
from generator.values import dataclass
from generator.vocabulary import Corroboration

_SHOWN = 40  # facets of a group on a page: the most frequent


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list: its label, how many claims it leaves, and the page that lists them."""

    token: str
    badge: Badge | None
    text: str
    number: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The facets of one kind. `more` links to those that are not shown; `open` if the reader has chosen one of them."""

    name: str
    open: bool
    facets: tuple[Facet, ...]
    more: Link | None


def corroboration_page(corroboration: Corroboration) -> str:
    return f"claims/index.{corroboration}.html"


def verdict_page(verdict: str) -> str:
    return f"claims/index.verdict-{verdict}.html"


def narrowed_lists(index: SiteIndex) -> Iterator[tuple[str, Badge, list[str]]]:
    """Yield the lists that have pages of their own, but no empty one: path, common badge, ids of the claims."""
    records = index.claims
    for corroboration, badge in labels.corroboration_badges():
        claims = [id for id, record in records.items() if record.standing.corroboration == corroboration]
        if claims:
            yield corroboration_page(corroboration), badge, claims
    by_verdict: dict[str, list[str]] = {}
    for id, record in records.items():
        if record.claim.verdict:
            by_verdict.setdefault(record.claim.verdict, []).append(id)
    for verdict in _list_verdicts(index):
        if verdict in by_verdict:
            yield verdict_page(verdict), labels.verdict_badge(index.site, verdict), by_verdict[verdict]


def facet_groups(index: SiteIndex, path: str, current: str) -> tuple[FacetGroup, ...]:
    """Return the groups of facets for the page at `path`; a group of one facet narrows nothing and is left out.

    `current` is the path of the list that the page is part of.
    """

    def count_claims(token: str) -> int:
        return index.counts.get(token, 0)

    def make_facet(kind: str, id: str, badge: Badge | None, text: str, target: str) -> Facet:
        token = f"{kind}:{id}"
        number = labels.format_figure(count_claims(token), index.site.language)
        return Facet(token, badge, text, number, addresses.link(path, target), target == current)

    def rank_facets(kind: str, page: addresses.Kind, names: Iterable[tuple[str, str]]) -> list[Facet]:
        """Return the facets with the most claims, one more than are shown where there are more."""
        counted = [(count_claims(f"{kind}:{id}"), id, name) for id, name in names]
        used = sorted((facet for facet in counted if facet[0]), key=lambda facet: -facet[0])
        return [make_facet(kind, id, None, name, addresses.page(page, id)) for _, id, name in used[: _SHOWN + 1]]

    corroborations = [
        make_facet("sources-say", id, badge, badge.word, corroboration_page(id))
        for id, badge in labels.corroboration_badges()
    ]
    verdict_badges = ((id, labels.verdict_badge(index.site, id)) for id in _list_verdicts(index))
    verdicts = [make_facet("verdict", id, badge, badge.word, verdict_page(id)) for id, badge in verdict_badges]
    topics = ((id, record.topic.name) for id, record in index.topics.items())
    sources = [(id, record.source.label) for id, record in index.sources.items()]
    names = ((id, record.entity.name) for id, record in index.entities.items())
    groups: tuple[tuple[str, list[Facet], addresses.Kind], ...] = (
        ("Our verdict", [facet for facet in verdicts if count_claims(facet.token)], "claim"),
        ("What the sources say", [facet for facet in corroborations if count_claims(facet.token)], "claim"),
        ("Topic", rank_facets("topic", "topic", topics), "topic"),
        ("Supported by", rank_facets("supports", "source", sources), "source"),
        ("Quoted from", rank_facets("source", "source", sources), "source"),
        ("Name", rank_facets("name", "entity", names), "entity"),
    )
    return tuple(
        FacetGroup(
            name,
            any(facet.current for facet in facets),
            tuple(facets[:_SHOWN]),
            Link(addresses.link(path, addresses.index(kind)), "All of them") if len(facets) > _SHOWN else None,
        )
        for name, facets, kind in groups
        if len(facets) > 1
    )


def _list_verdicts(index: SiteIndex) -> tuple[str, ...]:
    """Return the ids of all verdicts that a claim may have, the best first."""
    return tuple(dict.fromkeys(rating.id for rating in sort_best_first((*index.site.ratings, *DEFAULT_SCALE))))
