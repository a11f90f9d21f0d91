"""The search page: what a reader may narrow a search down to, and the lists for a reader without scripts."""

from dataclasses import replace
from typing import ClassVar

from generator.publishing import addresses
from generator.publishing.data.search_index import CLAIM, FIRST_SCRIPT, NAME, QUOTE, SOURCE, TOPIC
from generator.publishing.fulltext import SCRIPT, is_wanted
from generator.publishing.index import SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.frame import Frame, Link, allow_wasm
from generator.publishing.views.labels import Badge
from generator.values import dataclass
from generator.vocabulary import CORROBORATION_IDS


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What a filter offers: its value in the index, its word, and the shape of its badge where it is a judgement."""

    value: str
    word: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search may be narrowed down by: its name in the page's address, its word, and what it offers."""

    name: str
    word: str
    choices: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`index` is the first script of the search index; filters offer only what this site has.

    `full` is the script that searches the whole text, where the site has that.
    """

    template: ClassVar[str] = "pages/search.html"

    frame: Frame
    index: str
    full: str | None
    kinds: tuple[FilterChoice, ...]
    filters: tuple[SearchFilter, ...]
    indexes: tuple[Link, ...]


def search_page(book: SiteIndex) -> SearchPage:
    path = "search.html"
    verdicts = SearchFilter(
        "verdict",
        "Verdict",
        tuple(_judgement(id, badge) for id, badge in book.verdicts.items() if book.counted.get(f"verdict:{id}")),
    )
    corroborations = SearchFilter(
        "corroboration",
        "Corroboration",
        tuple(
            _judgement(each, labels.corroboration_badge(each))
            for each in CORROBORATION_IDS
            if book.counted.get(f"sources-say:{each}")
        ),
    )
    frame = book.frame(path, "Search", "Search the claims, quotes, sources and names of this site.")
    full = is_wanted(book.edition.corpus)
    return SearchPage(
        frame=replace(frame, policy=allow_wasm(frame.policy)) if full else frame,
        index=addresses.link(path, FIRST_SCRIPT),
        full=addresses.link(path, SCRIPT) if full else None,
        kinds=(
            FilterChoice(CLAIM, "Claims"),
            FilterChoice(QUOTE, "Quotes"),
            FilterChoice(SOURCE, "Sources"),
            FilterChoice(NAME, "Names"),
            FilterChoice(TOPIC, "Topics"),
        ),
        filters=tuple(each for each in (verdicts, corroborations) if each.choices),
        indexes=(
            Link("claims/index.html", "All claims"),
            Link("topics/index.html", "All topics"),
            Link("sources/index.html", "All sources"),
            Link("entities/index.html", "All names"),
        ),
    )


def _judgement(value: str, badge: Badge) -> FilterChoice:
    return FilterChoice(value, badge.word, badge.shape)
