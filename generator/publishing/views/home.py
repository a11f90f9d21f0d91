"""The home page, the page about the site, and the page for lost readers."""

from collections.abc import Container, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from typing import ClassVar

from markupsafe import Markup

from generator.publishing import addresses, labels
from generator.publishing.index import CLAIMS, ENTITIES, QUOTES, SOURCES, TOPICS, SiteIndex
from generator.publishing.page_task import PageTask
from generator.publishing.views.claim_cards import ClaimCard, claim_cards
from generator.publishing.views.frame import Frame, page_frame, rootless_frame
from generator.publishing.views.links import Link, render_markdown, render_plain
from generator.publishing.views.listings import ListRow, source_rows
from generator.publishing.views.overview import Overview, overviews
from generator.values import dataclass
from generator.vocabulary import Corroboration

_FIRST = 10  # claims in the first list, at most
_URGENT: tuple[Corroboration, ...] = ("contested", "inconsistent", "refuted")
_OF_TOPIC = 3  # claims that are shown of a topic


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """A topic with some of its claims; `more` links to the topic's page if it has further ones."""

    topic: Link
    total: str
    claims: tuple[ClaimCard, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page. `urgent` has the claims to look at first; `latest` has claims only if none is urgent."""

    template: ClassVar[str] = "pages/home.html"

    frame: Frame
    title: str
    lead: str
    promise: str | None
    counts: tuple[Link, ...]
    overviews: tuple[Overview, ...]
    urgent: tuple[ClaimCard, ...]
    latest: tuple[ClaimCard, ...]
    topics: tuple[TopicSummary, ...]
    sources: tuple[ListRow, ...]
    all_claims: str
    all_topics: Link | None
    all_sources: Link | None


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
    topics, sources = (tuple(islice(table, addresses.PAGE_SIZE)) for table in (index.topics, index.sources))
    return PageTask(home_page, (tuple(_find_urgent(index)), tuple(islice(index.claims, _FIRST)), topics, sources))


def home_page(
    index: SiteIndex,
    urgent: tuple[str, ...],
    latest: tuple[str, ...],
    topics: tuple[str, ...],
    sources: tuple[str, ...],
) -> Iterator[tuple[str, HomePage]]:
    """Yield the home page with these claims, topics and sources, given by their ids."""
    path, site = "index.html", index.site
    lead, counts = summarize_site(index), index.counts
    yield (
        path,
        HomePage(
            frame=page_frame(index, path, site.title, site.description or lead),
            title=site.title,
            lead=render_plain(index, path, site.description, "site") if site.description else lead,
            promise=lead if site.description else None,
            counts=(
                Link("claims/index.html", labels.count_words(counts[CLAIMS], "claim", index.site.language)),
                Link("matrix.html", labels.count_words(counts[QUOTES], "quote", index.site.language)),
                Link("sources/index.html", labels.count_words(counts[SOURCES], "source", index.site.language)),
                Link("topics/index.html", labels.count_words(counts[TOPICS], "topic", index.site.language)),
                Link("entities/index.html", labels.count_words(counts[ENTITIES], "name", index.site.language)),
            ),
            overviews=overviews(index),
            urgent=claim_cards(index, path, urgent),
            latest=() if urgent else claim_cards(index, path, latest),
            topics=tuple(_summarize_topic(index, path, topic, frozenset(urgent)) for topic in topics),
            sources=source_rows(index, path, sources),
            all_claims="claims/index.html",
            all_topics=_link_to_all("topics/index.html", counts[TOPICS], "topic", index.site.language),
            all_sources=_link_to_all("sources/index.html", counts[SOURCES], "source", index.site.language),
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


def _find_urgent(index: SiteIndex) -> Sequence[str]:
    """Return the claims to look at first.

    Those that sources dispute, that one source both supports and refutes, that are refuted, or that others contradict.
    """
    contradicting = {
        id for id, record in index.claims.items() if any(label.startswith("Contradict") for label, _ in record.related)
    }

    def urgency(id: str) -> int:
        corroboration = index.claims[id].standing.corroboration
        if corroboration in _URGENT:
            return _URGENT.index(corroboration)
        if index.claims[id].claim.verdict in ("refuted", "conflicting"):
            return len(_URGENT)
        return len(_URGENT) + (1 if id in contradicting else 2)

    return nsmallest(_FIRST, (id for id in index.claims if urgency(id) < len(_URGENT) + 2), key=urgency)


def _summarize_topic(index: SiteIndex, path: str, id: str, shown: Container[str]) -> TopicSummary:
    """Return the topic with its first claims; those that the page already shows are chosen last."""
    topic, claims = index.topics[id].topic, index.topics[id].claims
    href, more = addresses.link(path, addresses.page("topic", id)), len(claims) - _OF_TOPIC
    return TopicSummary(
        Link(href, topic.name),
        labels.count_words(len(claims), "claim", index.site.language),
        claim_cards(index, path, nsmallest(_OF_TOPIC, claims, key=lambda claim: claim in shown)),
        Link(href, f"{labels.format_figure(more, index.site.language)} more on {topic.name}") if more > 0 else None,
    )


def _link_to_all(href: str, number: int, noun: str, language: str) -> Link | None:
    """Return a link to all things of a kind, if there are more than a page shows."""
    return Link(href, f"All {labels.count_words(number, noun, language)}") if number > addresses.PAGE_SIZE else None
