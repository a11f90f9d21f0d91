"""The pages that gather claims: all of them, by topic, by entity; and the lists of topics, entities and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from itertools import groupby
from typing import ClassVar, Literal

from markupsafe import Markup

from generator.publishing import addresses, labels
from generator.publishing.data.feeds import topic_feed_path
from generator.publishing.index import SiteIndex, facet_tokens
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.views.claim_cards import ClaimCard, claim_cards
from generator.publishing.views.evidence import DateView, publication_date
from generator.publishing.views.facets import FacetGroup, facet_groups, narrowed_lists
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices, paginate
from generator.publishing.views.links import Link, render_markdown, source_link
from generator.publishing.views.mentions import MentionView, mention_views
from generator.values import dataclass
from generator.vocabulary import Corroboration

# What a topic page shows first: what is best established, then what is disputed, then what little is known of.
_ORDER: tuple[Corroboration, ...] = ("corroborated", "contested", "refuted", "single-source", "unsourced")


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """Claims in the file's order: all of them, or those of which `shared` is true. `instant`: all are on this page."""

    template: ClassVar[str] = "pages/claims.html"

    frame: Frame
    total: str
    shared: Badge | None
    all_claims: str
    groups: tuple[FacetGroup, ...]
    instant: bool
    claims: tuple[ClaimCard, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class CorroborationShelf:
    """The claims of one corroboration."""

    badge: Badge
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    template: ClassVar[str] = "pages/topic.html"

    frame: Frame
    name: str
    description: Markup | None
    total: str
    shelves: tuple[CorroborationShelf, ...]
    feed: Link
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class EntityPage:
    template: ClassVar[str] = "pages/entity.html"

    frame: Frame
    name: str
    kind: str
    aliases: tuple[str, ...]
    description: Markup | None
    total: str
    claims: tuple[ClaimCard, ...]
    places_total: str
    places: tuple[MentionView, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A thing in a list: its link, and what there is to say of it."""

    link: Link
    details: tuple[str, ...]
    date: DateView | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of sources, topics or entities."""

    template: ClassVar[str] = "pages/list.html"

    frame: Frame
    heading: str
    lead: str
    rows: tuple[ListRow, ...]
    pager: Pager | None


def claims_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """The list of all claims, and the lists by verdict and by what the sources say."""
    everything = (addresses.index("claim"), None, list(index.claims))
    for first, shared, listed in (everything, *narrowed_lists(index)):
        for number, shown, pages in page_slices(listed):
            yield PageTask(claims_page, (first, shared and astuple(shared), shown, len(listed), number, pages))


def claims_page(
    index: SiteIndex,
    first: str,
    shared: tuple[str, str, str] | None,
    shown: tuple[str, ...],
    listed: int,
    number: int,
    pages: int,
) -> Iterator[tuple[str, ClaimsPage]]:
    """One page of a list of claims: the claims `shown`, of so many that are `listed` from the page `first` on."""
    path, turn = addresses.list_page(first, number), make_pager(first, number, pages)
    badge, total = shared and Badge(*shared), labels.count_words(listed, "claim")
    cards = claim_cards(index, path, shown)
    instant = not badge and pages == 1 < listed
    if instant:
        cards = tuple(
            replace(card, facets=" ".join(facet_tokens(index.claims[id].claim, index.claims[id].standing)))
            for card, id in zip(cards, shown, strict=True)
        )
    title = f"Claims: {badge.word}" if badge else "Claims"
    yield (
        path,
        ClaimsPage(
            frame=page_frame(index, path, _title(title, turn), f"{total}, each with every quote that it rests on."),
            total=total,
            shared=badge,
            all_claims=addresses.link(path, addresses.index("claim")),
            groups=facet_groups(index, path, first) if path == first else (),
            instant=instant,
            claims=cards,
            pager=turn,
        ),
    )


def topic_pages(index: SiteIndex, id: str) -> Iterator[tuple[str, TopicPage]]:
    def place(claim: str) -> int:
        return _ORDER.index(index.claims[claim].standing.corroboration)

    topic = index.topics[id].topic
    claims = sorted(index.topics[id].claims, key=place)
    total = labels.count_words(len(claims), "claim")
    for path, shown, turn in paginate(addresses.page("topic", topic.id), claims):
        yield (
            path,
            TopicPage(
                frame=page_frame(index, path, _title(topic.name, turn), f"{topic.name}: {total}."),
                name=topic.name,
                description=render_markdown(path, topic.description, below=1),
                total=total,
                shelves=tuple(
                    CorroborationShelf(labels.corroboration_badge(_ORDER[order]), claim_cards(index, path, each))
                    for order, each in groupby(shown, place)
                ),
                feed=Link(addresses.link(path, topic_feed_path(topic.id)), f"Feed: {topic.name}"),
                pager=turn,
            ),
        )


def entity_pages(index: SiteIndex, id: str) -> Iterator[tuple[str, EntityPage]]:
    """Claims and places are turned together: page 2 has the second hundred of either."""
    entity = index.entities[id].entity
    first = addresses.page("entity", entity.id)
    claims, named = index.entities[id].claims, mention_views(index, first, id)
    pages = max(1, -(-max(len(claims), len(named)) // addresses.PAGE_SIZE))
    total, places_total = labels.count_words(len(claims), "claim"), labels.count_words(len(named), "sentence")
    for number in range(1, pages + 1):
        path = addresses.list_page(first, number)
        here = slice((number - 1) * addresses.PAGE_SIZE, number * addresses.PAGE_SIZE)
        turn = make_pager(first, number, pages)
        yield (
            path,
            EntityPage(
                frame=page_frame(index, path, _title(entity.name, turn), f"{entity.name}: {total}, {places_total}."),
                name=entity.name,
                kind=entity.kind.capitalize(),
                aliases=entity.aliases,
                description=render_markdown(path, entity.description, below=1),
                total=total,
                claims=claim_cards(index, path, claims[here]),
                places_total=places_total,
                places=tuple(named[here]),
                pager=turn,
            ),
        )


def list_tasks(index: SiteIndex, kind: Literal["source", "topic", "entity"]) -> Iterator[PageTask]:
    """The list of all sources or topics, in the corpus's order, or of all entities, by name."""
    entities = (record.entity for record in index.entities.values())
    ids = {
        "source": list(index.sources),
        "topic": list(index.topics),
        "entity": [each.id for each in sorted(entities, key=lambda entity: (entity.name.casefold(), entity.id))],
    }[kind]
    for number, shown, pages in page_slices(ids):
        yield PageTask(list_page, (kind, shown, number, pages))


def list_page(
    index: SiteIndex, kind: Literal["source", "topic", "entity"], shown: tuple[str, ...], number: int, pages: int
) -> Iterator[tuple[str, ListPage]]:
    heading, lead = {
        "source": ("Sources", "Every article that was read, with its quoted passages marked."),
        "topic": ("Topics", "What the claims are about."),
        "entity": ("Names", "People, organizations, places, events and works, with every sentence that names them."),
    }[kind]
    first = addresses.index(kind)
    path, turn = addresses.list_page(first, number), make_pager(first, number, pages)
    rows = {"source": source_rows, "topic": topic_rows, "entity": entity_rows}[kind](index, first, shown)
    yield path, ListPage(page_frame(index, path, _title(heading, turn), lead), heading, lead, rows, turn)


def _title(title: str, turn: Pager | None) -> str:
    return f"{title}, page {turn.number}" if turn and turn.number > 1 else title


def source_rows(index: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            source_link(index, path, record.source.id),
            (
                record.source.publisher or "Publisher not stated",
                labels.count_words(len(record.quotes.evidence), "passage"),
            ),
            publication_date(record.source),
        )
        for record in map(index.sources.__getitem__, ids)
    )


def topic_rows(index: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            Link(addresses.link(path, addresses.page("topic", each.id)), each.name),
            (labels.count_words(index.counts.get(f"topic:{each.id}", 0), "claim"),),
        )
        for each in (index.topics[id].topic for id in ids)
    )


def entity_rows(index: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            Link(addresses.link(path, addresses.page("entity", each.id)), each.name),
            (
                each.kind.capitalize(),
                labels.count_words(index.counts.get(f"name:{each.id}", 0), "claim"),
                labels.count_words(len(index.entities[each.id].mentions), "mention"),
            ),
        )
        for each in (index.entities[id].entity for id in ids)
    )
