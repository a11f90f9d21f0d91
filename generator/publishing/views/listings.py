"""Lists: of all claims, of the claims of a topic or an entity, and of topics, entities and sources."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from itertools import groupby
from typing import ClassVar, Literal

from markupsafe import Markup

from generator.publishing import addresses, labels
from generator.publishing.data.feeds import topic_feed_path
from generator.publishing.index import SiteIndex, facet_tokens
from generator.publishing.labels import AcceptedLabel, Badge
from generator.publishing.page_task import PageTask
from generator.publishing.pictures.shares import BarPart, small_bar
from generator.publishing.views.claim_cards import ClaimCard, claim_cards
from generator.publishing.views.contradictions import contradictions_link
from generator.publishing.views.evidence import DateView, publication_date
from generator.publishing.views.facets import FacetGroup, facet_groups, narrowed_lists
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices, paginate
from generator.publishing.views.links import Link, accepted_warnings, render_markdown, source_link
from generator.publishing.views.mentions import MentionView, mention_views
from generator.values import dataclass
from generator.vocabulary import Corroboration

# The order on a topic page: what is best established, then what is disputed, then what little is known of.
_ORDER: tuple[Corroboration, ...] = (
    "corroborated",
    "contested",
    "inconsistent",
    "refuted",
    "single-source",
    "unsourced",
)


_SIGNS = ("yes", "open", "partly", "both", "no")  # the order of a topic's bar

TopicShares = tuple[str, int, tuple[tuple[str, str, int], ...]]  # a topic's id, claims, and their judgements


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """A list of claims in the file's order: all of them, or those that have `shared_badge`.

    `filters_in_place`: all claims are on this page, so a script can filter them without loading another one.
    """

    template: ClassVar[str] = "pages/claims.html"

    frame: Frame
    total: str
    shared_badge: Badge | None
    all_claims: str
    contradictions: Link | None
    groups: tuple[FacetGroup, ...]
    filters_in_place: bool
    claims: tuple[ClaimCard, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class CorroborationGroup:
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
    accepted: tuple[AcceptedLabel, ...]
    groups: tuple[CorroborationGroup, ...]
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
    accepted: tuple[AcceptedLabel, ...]
    mentions_total: str
    mentions: tuple[MentionView, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A source, topic or entity in a list: its link, a few facts, and for a topic its claims' judgements as a bar."""

    link: Link
    details: tuple[str, ...]
    date: DateView | None = None
    picture: Markup | None = None


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
    """Yield the pages of the list of all claims, and of the lists by verdict and by corroboration."""
    all_claims = (addresses.index("claim"), None, list(index.claims))
    for first, badge, listed in (all_claims, *narrowed_lists(index)):
        for number, shown, pages in page_slices(listed):
            yield PageTask(claims_page, (first, badge and astuple(badge), shown, len(listed), number, pages))


def claims_page(
    index: SiteIndex,
    first: str,
    badge_fields: tuple[str, str, str] | None,
    shown: tuple[str, ...],
    listed: int,
    number: int,
    pages: int,
) -> Iterator[tuple[str, ClaimsPage]]:
    """Yield a page of a list of claims: it shows some of the `listed` claims. The list begins at the path `first`."""
    path, pager = addresses.list_page(first, number), make_pager(first, number, pages)
    badge, total = badge_fields and Badge(*badge_fields), labels.count_words(listed, "claim", index.site.language)
    cards = claim_cards(index, path, shown)
    in_place = not badge and pages == 1 < listed
    if in_place:
        cards = tuple(
            replace(card, facets=" ".join(facet_tokens(index.claims[id].claim, index.claims[id].standing)))
            for card, id in zip(cards, shown, strict=True)
        )
    title = f"Claims: {badge.word}" if badge else "Claims"
    yield (
        path,
        ClaimsPage(
            frame=page_frame(
                index, path, _number_title(title, pager), f"{total}, each with every quote that it rests on."
            ),
            total=total,
            shared_badge=badge,
            all_claims=addresses.link(path, addresses.index("claim")),
            contradictions=contradictions_link(index, path),
            groups=facet_groups(index, path, first) if path == first else (),
            filters_in_place=in_place,
            claims=cards,
            pager=pager,
        ),
    )


def topic_pages(index: SiteIndex, id: str) -> Iterator[tuple[str, TopicPage]]:
    def rank(claim: str) -> int:
        return _ORDER.index(index.claims[claim].standing.corroboration)

    topic = index.topics[id].topic
    claims = sorted(index.topics[id].claims, key=rank)
    total = labels.count_words(len(claims), "claim", index.site.language)
    for path, shown, pager in paginate(addresses.page("topic", topic.id), claims):
        yield (
            path,
            TopicPage(
                frame=page_frame(index, path, _number_title(topic.name, pager), f"{topic.name}: {total}."),
                name=topic.name,
                description=render_markdown(index, path, topic.description, f"topic:{topic.id}", below=1),
                total=total,
                accepted=accepted_warnings(index, path, topic.accept, f"topic:{topic.id}"),
                groups=tuple(
                    CorroborationGroup(labels.corroboration_badge(_ORDER[place]), claim_cards(index, path, group))
                    for place, group in groupby(shown, rank)
                ),
                feed=Link(addresses.link(path, topic_feed_path(topic.id)), f"Feed: {topic.name}"),
                pager=pager,
            ),
        )


def entity_pages(index: SiteIndex, id: str) -> Iterator[tuple[str, EntityPage]]:
    """Yield the pages of an entity. Each has a hundred claims and a hundred mentions at most."""
    entity = index.entities[id].entity
    first = addresses.page("entity", entity.id)
    claims, mentions = index.entities[id].claims, mention_views(index, first, id)
    pages = max(1, -(-max(len(claims), len(mentions)) // addresses.PAGE_SIZE))
    total, mentions_total = (
        labels.count_words(len(claims), "claim", index.site.language),
        labels.count_words(len(mentions), "sentence", index.site.language),
    )
    for number in range(1, pages + 1):
        path = addresses.list_page(first, number)
        on_page = slice((number - 1) * addresses.PAGE_SIZE, number * addresses.PAGE_SIZE)
        pager = make_pager(first, number, pages)
        yield (
            path,
            EntityPage(
                frame=page_frame(
                    index, path, _number_title(entity.name, pager), f"{entity.name}: {total}, {mentions_total}."
                ),
                name=entity.name,
                kind=entity.kind.capitalize(),
                aliases=entity.aliases,
                description=render_markdown(index, path, entity.description, f"entity:{entity.id}", below=1),
                total=total,
                claims=claim_cards(index, path, claims[on_page]),
                accepted=accepted_warnings(index, path, entity.accept, f"entity:{entity.id}"),
                mentions_total=mentions_total,
                mentions=tuple(mentions[on_page]),
                pager=pager,
            ),
        )


def list_page_tasks(index: SiteIndex, kind: Literal["source", "topic", "entity"]) -> Iterator[PageTask]:
    """Yield the pages of the list of all sources or topics, in the corpus's order, or of all entities, by name."""
    entities = (record.entity for record in index.entities.values())
    ids = {
        "source": list(index.sources),
        "topic": list(index.topics),
        "entity": [entity.id for entity in sorted(entities, key=lambda entity: (entity.name.casefold(), entity.id))],
    }[kind]
    for number, shown, pages in page_slices(ids):
        shares = tuple(share_topic(index, id) for id in shown) if kind == "topic" else ()
        yield PageTask(list_page, (kind, shown, shares, number, pages))


def list_page(
    index: SiteIndex,
    kind: Literal["source", "topic", "entity"],
    shown: tuple[str, ...],
    shares: tuple[TopicShares, ...],
    number: int,
    pages: int,
) -> Iterator[tuple[str, ListPage]]:
    heading, lead = {
        "source": ("Sources", "Every article that was read, with its quoted passages marked."),
        "topic": ("Topics", "What the claims are about."),
        "entity": ("Names", "People, organizations, places, events and works, with every sentence that names them."),
    }[kind]
    first = addresses.index(kind)
    path, pager = addresses.list_page(first, number), make_pager(first, number, pages)
    rows = (
        tuple(topic_row(index, first, topic) for topic in shares)
        if kind == "topic"
        else {"source": source_rows, "entity": entity_rows}[kind](index, first, shown)
    )
    yield path, ListPage(page_frame(index, path, _number_title(heading, pager), lead), heading, lead, rows, pager)


def _number_title(title: str, pager: Pager | None) -> str:
    return f"{title}, page {pager.number}" if pager and pager.number > 1 else title


def source_rows(index: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            source_link(index, path, record.source.id),
            (
                record.source.publisher or "Publisher not stated",
                labels.count_words(len(record.quotes.evidence), "passage", index.site.language)
                if record.quotes.evidence
                else "Not quoted",
            ),
            publication_date(record.source, index.site.language),
        )
        for record in map(index.sources.__getitem__, ids)
    )


def share_topic(index: SiteIndex, id: str) -> TopicShares:
    """Return how many claims a topic has, and how many of them are judged how, the best first."""
    records = [index.claims[claim] for claim in index.topics[id].claims]
    verdicts = Counter(record.claim.verdict for record in records if record.claim.verdict)
    others = Counter(record.standing.corroboration for record in records if not record.claim.verdict)
    counted = [(labels.verdict_badge(index.site, verdict), number) for verdict, number in verdicts.items()]
    counted += [(labels.corroboration_badge(says), number) for says, number in others.items()]
    signs = {"one": "yes", "many": "yes"}
    shares = ((badge.word, signs.get(badge.shape, badge.shape), number) for badge, number in counted)
    return id, len(records), tuple(sorted(shares, key=lambda share: (_SIGNS.index(share[1]), share[0])))


def topic_row(index: SiteIndex, path: str, shares: TopicShares) -> ListRow:
    id, total, parts = shares
    return ListRow(
        Link(addresses.link(path, addresses.page("topic", id)), index.topics[id].topic.name),
        (labels.count_words(total, "claim", index.site.language),),
        picture=small_bar(BarPart(word, number, sign) for word, sign, number in parts),
    )


def entity_rows(index: SiteIndex, path: str, ids: Iterable[str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            Link(addresses.link(path, addresses.page("entity", entity.id)), entity.name),
            (
                entity.kind.capitalize(),
                *(
                    labels.count_words(number, noun, index.site.language)
                    for number, noun in (
                        (index.counts.get(f"name:{entity.id}", 0), "claim"),
                        (len(index.entities[entity.id].mentions), "mention"),
                    )
                    if number
                ),
            ),
        )
        for entity in (index.entities[id].entity for id in ids)
    )
