"""The home page, the page about the site, and the page for lost readers."""

from collections.abc import Container, Iterator, Sequence
from heapq import nsmallest
from typing import ClassVar

from markupsafe import Markup

from generator.model import Claim, Topic
from generator.publishing import addresses
from generator.publishing.index import CLAIMS, QUOTES, ClaimCard, SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.frame import Frame, Link, rootless_frame
from generator.publishing.views.listings import ListRow, source_rows
from generator.publishing.views.overview import Overview, overviews
from generator.publishing.views.page_task import PageTask
from generator.values import dataclass

_FIRST = 10  # claims that deserve a look first, at most
_OF_TOPIC = 3  # claims of each topic


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """A topic with some of its claims; `rest` leads to the others, where there are any."""

    topic: Link
    total: str
    claims: tuple[ClaimCard, ...]
    rest: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "pages/home.html"

    frame: Frame
    title: str
    lead: str
    promise: str | None
    counts: tuple[Link, ...]
    glances: tuple[Overview, ...]
    first: tuple[ClaimCard, ...]
    latest: tuple[ClaimCard, ...]
    subjects: tuple[TopicSummary, ...]
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


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    template: ClassVar[str] = "pages/404.html"

    frame: Frame


def home_task(book: SiteIndex) -> PageTask:
    corpus = book.edition.corpus
    topics = tuple(each.id for each in corpus.topics[: addresses.PAGE_SIZE])
    sources = tuple(each.id for each in corpus.sources[: addresses.PAGE_SIZE])
    latest = tuple(each.id for each in corpus.claims[:_FIRST])
    counts = (len(corpus.sources), len(corpus.topics), len(corpus.entities))
    return PageTask(home_page, (tuple(_first(book)), latest, topics, sources, counts))


def home_page(
    book: SiteIndex,
    urgent: tuple[str, ...],
    latest: tuple[str, ...],
    topics: tuple[str, ...],
    sources: tuple[str, ...],
    counts: tuple[int, int, int],
) -> Iterator[tuple[str, HomePage]]:
    """What deserves a look first, the topics and the sources, by their ids; `counts`: of all sources, topics, names."""
    path, site = "index.html", book.edition.corpus.site
    lead = _lead(book, counts[0])
    first = [book.claims[each] for each in urgent]
    yield (
        path,
        HomePage(
            frame=book.frame(path, site.title, site.description or lead),
            title=site.title,
            lead=site.description or lead,
            promise=lead if site.description else None,
            counts=(
                Link("claims/index.html", labels.count_words(book.counted[CLAIMS], "claim")),
                Link("matrix.html", labels.count_words(book.counted[QUOTES], "quote")),
                Link("sources/index.html", labels.count_words(counts[0], "source")),
                Link("topics/index.html", labels.count_words(counts[1], "topic")),
                Link("entities/index.html", labels.count_words(counts[2], "name")),
            ),
            glances=overviews(book),
            first=book.cards(path, first),
            latest=() if first else book.cards(path, [book.claims[each] for each in latest]),
            subjects=tuple(_subject(book, path, book.topics[each], frozenset(urgent)) for each in topics),
            sources=source_rows(book, path, sources),
            all_claims="claims/index.html",
            all_topics=_rest("topics/index.html", counts[1], "topic"),
            all_sources=_rest("sources/index.html", counts[0], "source"),
        ),
    )


def about_page(book: SiteIndex, sources: int) -> AboutPage:
    """The page about the site, which has so many sources."""
    path = "about.html"
    site = book.edition.corpus.site
    return AboutPage(
        frame=book.frame(path, "About", f"Who made {site.title}, and how."),
        about=book.prose(path, site.about, "site", below=1),
        lead=_lead(book, sources),
        method="methodology.html",
    )


def not_found_page(book: SiteIndex) -> NotFoundPage:
    path = "404.html"
    return NotFoundPage(rootless_frame(book.frame(path, "Page not found"), book.edition.corpus.site, book.assets, path))


def _lead(book: SiteIndex, sources: int) -> str:
    """What this site is, in one sentence and a promise."""
    return (
        f"{labels.count_words(book.counted[CLAIMS], 'claim')}, checked against "
        f"{labels.count_words(sources, 'source')}: who says what, in their own words, "
        "with a link to the very passage. Every one of the "
        f"{labels.count_words(book.counted[QUOTES], 'quote')} was found, word for word, in its source."
    )


def _first(book: SiteIndex) -> Sequence[str]:
    """What deserves a look first: claims that sources dispute, that they refute, that other claims contradict."""
    contradicting = {
        claim for claim, told in book.related.items() if any(word.startswith("Contradict") for word, _ in told)
    }

    def urgency(claim: Claim) -> int:
        corroboration = book.standing(claim).corroboration
        if corroboration == "contested":
            return 0
        if corroboration == "refuted":
            return 1
        if claim.verdict in ("refuted", "conflicting"):
            return 2
        return 3 if claim.id in contradicting else 4

    urgent = nsmallest(_FIRST, (each for each in book.edition.corpus.claims if urgency(each) < 4), key=urgency)
    return [each.id for each in urgent]


def _subject(book: SiteIndex, path: str, topic: Topic, shown: Container[str]) -> TopicSummary:
    """The topic's first claims, those before the others that the page does not show already."""
    claims = book.filed.get(topic.id, ())
    href, more = addresses.link(path, addresses.page("topic", topic.id)), len(claims) - _OF_TOPIC
    return TopicSummary(
        Link(href, topic.name),
        labels.count_words(len(claims), "claim"),
        book.cards(path, nsmallest(_OF_TOPIC, claims, key=lambda each: each.id in shown)),
        Link(href, f"{labels.format_figure(more)} more") if more > 0 else None,
    )


def _rest(href: str, number: int, noun: str) -> Link | None:
    """The way to what is not on this page."""
    return Link(href, f"All {labels.count_words(number, noun)}") if number > addresses.PAGE_SIZE else None
