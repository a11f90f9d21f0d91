"""The pages that gather claims: all of them, by topic, by entity; and the lists of topics, entities and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from itertools import groupby
from typing import ClassVar, Literal

from markupsafe import Markup

from generator.model import Claim
from generator.publishing import addresses
from generator.publishing.data.feeds import topic_feed_path
from generator.publishing.index import ClaimCard, SiteIndex, facet_tokens
from generator.publishing.views import labels
from generator.publishing.views.evidence import DateView, publication_date
from generator.publishing.views.facets import FacetGroup, facet_groups, narrowed_lists
from generator.publishing.views.frame import Frame, Link, Pager, make_pager, page_slices, paginate
from generator.publishing.views.labels import Badge
from generator.publishing.views.mentions import MentionView, mention_views
from generator.publishing.views.page_task import PageTask
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


def claims_tasks(book: SiteIndex) -> Iterator[PageTask]:
    """The list of all claims, and the lists by verdict and by what the sources say."""
    everything = (addresses.index("claim"), None, [each.id for each in book.edition.corpus.claims])
    for first, shared, listed in (everything, *narrowed_lists(book)):
        for number, shown, pages in page_slices(listed):
            yield PageTask(claims_page, (first, shared and astuple(shared), shown, len(listed), number, pages))


def claims_page(
    book: SiteIndex,
    first: str,
    shared: tuple[str, str, str] | None,
    shown: tuple[str, ...],
    listed: int,
    number: int,
    pages: int,
) -> Iterator[tuple[str, ClaimsPage]]:
    """One page of a list of claims: the claims `shown`, of so many that are `listed` from the page `first` on."""
    path, turn = addresses.numbered(first, number), make_pager(first, number, pages)
    badge, total = shared and Badge(*shared), labels.count_words(listed, "claim")
    claims = [book.claims[each] for each in shown]
    cards = book.cards(path, claims)
    instant = not badge and pages == 1 < listed
    if instant:
        cards = tuple(
            replace(card, facets=" ".join(facet_tokens(claim, book.standing(claim))))
            for card, claim in zip(cards, claims, strict=True)
        )
    title = f"Claims: {badge.word}" if badge else "Claims"
    yield (
        path,
        ClaimsPage(
            frame=book.frame(path, _title(title, turn), f"{total}, each with every quote that it rests on."),
            total=total,
            shared=badge,
            all_claims=addresses.link(path, addresses.index("claim")),
            groups=facet_groups(book, path, first) if path == first else (),
            instant=instant,
            claims=cards,
            pager=turn,
        ),
    )


def topic_pages(book: SiteIndex, id: str) -> Iterator[tuple[str, TopicPage]]:
    def place(claim: Claim) -> int:
        return _ORDER.index(book.standing(claim).corroboration)

    topic = book.topics[id]
    claims = sorted(book.filed.get(topic.id, ()), key=place)
    total = labels.count_words(len(claims), "claim")
    for path, shown, turn in paginate(addresses.page("topic", topic.id), claims):
        yield (
            path,
            TopicPage(
                frame=book.frame(path, _title(topic.name, turn), f"{topic.name}: {total}."),
                name=topic.name,
                description=book.prose(path, topic.description, f"topic:{topic.id}", below=1),
                total=total,
                shelves=tuple(
                    CorroborationShelf(labels.corroboration_badge(_ORDER[order]), book.cards(path, each))
                    for order, each in groupby(shown, place)
                ),
                feed=Link(addresses.link(path, topic_feed_path(topic.id)), f"Feed: {topic.name}"),
                pager=turn,
            ),
        )


def entity_pages(book: SiteIndex, id: str) -> Iterator[tuple[str, EntityPage]]:
    """Claims and places are turned together: page 2 has the second hundred of either."""
    entity = book.entities[id]
    first = addresses.page("entity", entity.id)
    claims, named = book.naming.get(entity.id, ()), mention_views(book, first, entity)
    pages = max(1, -(-max(len(claims), len(named)) // addresses.PAGE_SIZE))
    total, places_total = labels.count_words(len(claims), "claim"), labels.count_words(len(named), "sentence")
    for number in range(1, pages + 1):
        path = addresses.numbered(first, number)
        here = slice((number - 1) * addresses.PAGE_SIZE, number * addresses.PAGE_SIZE)
        turn = make_pager(first, number, pages)
        yield (
            path,
            EntityPage(
                frame=book.frame(path, _title(entity.name, turn), f"{entity.name}: {total}, {places_total}."),
                name=entity.name,
                kind=entity.kind.capitalize(),
                aliases=entity.aliases,
                description=book.prose(path, entity.description, f"entity:{entity.id}", below=1),
                total=total,
                claims=book.cards(path, claims[here]),
                places_total=places_total,
                places=tuple(named[here]),
                pager=turn,
            ),
        )


def list_tasks(book: SiteIndex, kind: Literal["source", "topic", "entity"]) -> Iterator[PageTask]:
    """The list of all sources or topics, in the corpus's order, or of all entities, by name."""
    corpus = book.edition.corpus
    ids = {
        "source": [each.id for each in corpus.sources],
        "topic": [each.id for each in corpus.topics],
        "entity": [each.id for each in sorted(corpus.entities, key=lambda one: (one.name.casefold(), one.id))],
    }[kind]
    for number, shown, pages in page_slices(ids):
        yield PageTask(list_page, (kind, shown, number, pages))


def list_page(
    book: SiteIndex, kind: Literal["source", "topic", "entity"], shown: tuple[str, ...], number: int, pages: int
) -> Iterator[tuple[str, ListPage]]:
    heading, lead = {
        "source": ("Sources", "Every article that was read, with its quoted passages marked."),
        "topic": ("Topics", "What the claims are about."),
        "entity": ("Names", "People, organizations, places, events and works, with every sentence that names them."),
    }[kind]
    first = addresses.index(kind)
    path, turn = addresses.numbered(first, number), make_pager(first, number, pages)
    rows = {"source": source_rows, "topic": topic_rows, "entity": entity_rows}[kind](book, first, shown)
    yield path, ListPage(book.frame(path, _title(heading, turn), lead), heading, lead, rows, turn)


def _title(title: str, turn: Pager | None) -> str:
    return f"{title}, page {turn.number}" if turn and turn.number > 1 else title


def source_rows(book: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            book.source_link(path, each.id),
            (
                each.publisher or "Publisher not stated",
                labels.count_words(len(book.quoted.get(each.id, ())), "passage"),
            ),
            publication_date(each),
        )
        for each in map(book.sources.__getitem__, ids)
    )


def topic_rows(book: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            Link(addresses.link(path, addresses.page("topic", each.id)), each.name),
            (labels.count_words(book.counted.get(f"topic:{each.id}", 0), "claim"),),
        )
        for each in map(book.topics.__getitem__, ids)
    )


def entity_rows(book: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            Link(addresses.link(path, addresses.page("entity", each.id)), each.name),
            (
                each.kind.capitalize(),
                labels.count_words(book.counted.get(f"name:{each.id}", 0), "claim"),
                labels.count_words(len(book.mentions.get(each.id, ())), "mention"),
            ),
        )
        for each in map(book.entities.__getitem__, ids)
    )
