"""The home page, the page about the site, and the page for lost readers."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import islice
from typing import ClassVar

from markupsafe import Markup

from generator.publishing import labels
from generator.publishing.index import CLAIMS, ENTITIES, QUOTES, SOURCES, TOPICS, ClaimRecord, SiteIndex
from generator.publishing.page_task import PageTask
from generator.publishing.views.claim_cards import ClaimCard, claim_card, claim_cards
from generator.publishing.views.contradictions import contradictions_link
from generator.publishing.views.decisive import DecisiveQuote, choose_decisive
from generator.publishing.views.frame import Frame, page_frame, rootless_frame
from generator.publishing.views.links import Link, render_markdown, render_plain
from generator.publishing.views.listings import ListRow, TopicShares, share_topic, source_rows, topic_row
from generator.publishing.views.overview import Overview, overviews
from generator.values import dataclass
from generator.vocabulary import Corroboration

_PICKED = 3  # claims to start with, where the desk names none
_FIRST = 10  # claims in the list of those that do not hold, or of all
_TOPICS, _SOURCES = 24, 12  # rows of each index
_URGENT: tuple[Corroboration, ...] = ("contested", "inconsistent", "refuted")


@dataclass(frozen=True, slots=True)
class Pick:
    """A claim to start with, and what its judgement rests on: a quote, or one for it and one against it."""

    card: ClaimCard
    quotes: tuple[DecisiveQuote, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page.

    `picks` are the claims to start with, `urgent` those that do not hold or that sources dispute; `latest` has claims
    only where there is no topic to find them by. `overviews` has one overview: of the verdicts or, without any, of
    what the sources say.
    """

    template: ClassVar[str] = "pages/home.html"

    frame: Frame
    title: str
    lead: str
    promise: str | None
    search: str | None
    hint: str
    counts: tuple[Link, ...]
    overviews: tuple[Overview, ...]
    picks: tuple[Pick, ...]
    urgent: tuple[ClaimCard, ...]
    latest: tuple[ClaimCard, ...]
    topics: tuple[ListRow, ...]
    sources: tuple[ListRow, ...]
    all_claims: Link
    all_topics: Link | None
    all_sources: Link | None
    contradictions: Link | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    template: ClassVar[str] = "pages/about.html"

    frame: Frame
    about: Markup | None
    lead: str
    method: str
    funding: Markup | None
    corrections_policy: Markup | None


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    template: ClassVar[str] = "pages/404.html"

    frame: Frame


def home_task(index: SiteIndex) -> PageTask:
    picked = tuple(dict.fromkeys(index.site.featured)) or tuple(islice(_choose_picks(index.claims), _PICKED))
    urgent = tuple(_find_urgent(index, picked))
    topics = tuple(share_topic(index, id) for id in islice(index.topics, _TOPICS))
    sources = tuple(islice(index.sources, _SOURCES))
    others = (id for id in index.claims if id not in picked)
    return PageTask(home_page, (picked, urgent, tuple(islice(others, _FIRST)), topics, sources))


def home_page(
    index: SiteIndex,
    picked: tuple[str, ...],
    urgent: tuple[str, ...],
    latest: tuple[str, ...],
    topics: tuple[TopicShares, ...],
    sources: tuple[str, ...],
) -> Iterator[tuple[str, HomePage]]:
    """Yield the home page with these claims, topics and sources, given by their ids."""
    path, site = "index.html", index.site
    lead, counts = summarize_site(index), index.counts
    listed = (
        Link("claims/index.html", labels.count_words(counts[CLAIMS], "claim", index.site.language)),
        Link("matrix.html", labels.count_words(counts[QUOTES], "quote", index.site.language)),
        Link("sources/index.html", labels.count_words(counts[SOURCES], "source", index.site.language)),
        Link("topics/index.html", labels.count_words(counts[TOPICS], "topic", index.site.language)),
        Link("entities/index.html", labels.count_words(counts[ENTITIES], "name", index.site.language)),
    )
    used = (counts[CLAIMS], counts[QUOTES], counts[SOURCES], counts[TOPICS], counts[ENTITIES])
    yield (
        path,
        HomePage(
            frame=page_frame(index, path, site.title, site.description or lead),
            title=site.title,
            lead=render_plain(index, path, site.description, "site") if site.description else lead,
            promise=lead if site.description else None,
            search="search.html" if counts[CLAIMS] else None,
            hint=", ".join(index.topics[id].topic.name for id, _, _ in topics[:2]),
            counts=tuple(link for link, number in zip(listed, used, strict=True) if number),
            overviews=overviews(index)[-1:],
            picks=tuple(_make_pick(index, path, id) for id in picked),
            urgent=claim_cards(index, path, urgent),
            latest=() if topics else claim_cards(index, path, latest),
            topics=tuple(topic_row(index, path, topic) for topic in topics),
            sources=source_rows(index, path, sources),
            all_claims=Link(
                "claims/index.html", f"All {labels.count_words(counts[CLAIMS], 'claim', index.site.language)}"
            ),
            all_topics=_link_to_all("topics/index.html", counts[TOPICS], "topic", _TOPICS, index.site.language),
            all_sources=_link_to_all("sources/index.html", counts[SOURCES], "source", _SOURCES, index.site.language),
            contradictions=contradictions_link(index, path),
        ),
    )


def about_page(index: SiteIndex) -> AboutPage:
    path = "about.html"
    site = index.site
    return AboutPage(
        frame=page_frame(index, path, "About", f"Who made {site.title}, and how."),
        about=render_markdown(index, path, site.about, "site", below=1),
        lead=summarize_site(index),
        method="methodology.html",
        funding=render_markdown(index, path, site.funding, "site", below=2),
        corrections_policy=render_markdown(index, path, site.corrections_policy, "site", below=2),
    )


def not_found_page(index: SiteIndex) -> NotFoundPage:
    path = "404.html"
    return NotFoundPage(rootless_frame(page_frame(index, path, "Page not found"), index.site, index.assets))


def summarize_site(index: SiteIndex) -> str:
    """Return one sentence that says what this site is, and one that promises that its quotes were found."""
    counts = index.counts
    return (
        f"{labels.count_words(counts[CLAIMS], 'claim', index.site.language)}, checked against "
        f"{labels.count_words(counts[SOURCES], 'source', index.site.language)}: who says what, in their own words, "
        "with a link to the very passage. Every one of the "
        f"{labels.count_words(counts[QUOTES], 'quote', index.site.language)} was found, word for word, in its source."
    )


# -- what to start with -------------------------------------------------------------------------------------------


def _choose_picks(claims: Mapping[str, ClaimRecord]) -> Iterator[str]:
    """Yield claims to start with, each once: of the most independent sources, of figures, and a disputed one."""

    def count_figures(record: ClaimRecord) -> int:
        own = record.claim.quantity is not None
        return own + sum(evidence.value is not None for evidence in record.claim.evidence)

    def count_origins(record: ClaimRecord) -> int:
        return len(record.standing.origins) if record.standing.corroboration == "corroborated" else 0

    rankings = (count_origins, count_figures, _dispute)
    chosen: list[str] = []
    for rank in rankings:
        best = nlargest(_PICKED, claims.values(), key=rank)
        chosen += [record.claim.id for record in best if rank(record) and record.claim.id not in chosen][:1]
    best = nlargest(2 * _PICKED, claims.values(), key=lambda record: len(record.standing.origins))
    yield from dict.fromkeys((*chosen, *(record.claim.id for record in best if record.claim.evidence)))


def _dispute(record: ClaimRecord) -> int:
    """Return how many sources dispute a claim, on the side that has fewer; one that contradicts itself is less."""
    standing = record.standing
    sides = min(len(standing.supporting), len(standing.refuting))
    return 2 * sides if standing.corroboration == "contested" else sides


def _make_pick(index: SiteIndex, path: str, id: str) -> Pick:
    record = index.claims[id]
    return Pick(
        claim_card(index, path, id),
        choose_decisive(index, path, record.claim),
    )


def _find_urgent(index: SiteIndex, shown: Sequence[str]) -> Sequence[str]:
    """Return the claims that do not hold, or that sources dispute, the disputed first; none that is `shown` already."""
    records = index.claims

    def urgency(id: str) -> int:
        corroboration = records[id].standing.corroboration
        if corroboration in _URGENT:
            return _URGENT.index(corroboration)
        return len(_URGENT) + (records[id].claim.verdict not in ("refuted", "conflicting"))

    found = (id for id in records if urgency(id) <= len(_URGENT) and id not in shown)
    return nsmallest(_FIRST, found, key=urgency)


def _link_to_all(href: str, number: int, noun: str, shown: int, language: str) -> Link | None:
    """Return a link to all things of a kind, if there are more than are shown."""
    return Link(href, f"All {labels.count_words(number, noun, language)}") if number > shown else None
