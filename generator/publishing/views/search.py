"""The search page: the filters of a search, and the lists for readers without scripts."""

from dataclasses import replace
from typing import ClassVar

from generator.publishing import addresses, labels
from generator.publishing.data.search_index import CLAIM, FIRST_SCRIPT, NAME, QUOTE, SOURCE, TOPIC
from generator.publishing.fulltext import SCRIPT, is_wanted
from generator.publishing.index import SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.views.frame import Frame, allow_wasm, page_frame
from generator.publishing.views.links import Link
from generator.values import dataclass
from generator.vocabulary import CORROBORATION_IDS


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A choice of a filter: its value in the index, its label, and, for a judgement, the shape of its badge."""

    value: str
    word: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A filter of a search: its name in the page's address, its label, and its choices."""

    name: str
    word: str
    choices: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page; its filters offer only what this site has.

    `index_script` is the first script of the search index. `fulltext_script` searches whole texts, if the site has
    such a search.
    """

    template: ClassVar[str] = "pages/search.html"

    frame: Frame
    index_script: str
    fulltext_script: str | None
    kinds: tuple[FilterChoice, ...]
    filters: tuple[SearchFilter, ...]
    lists: tuple[Link, ...]


def search_page(index: SiteIndex) -> SearchPage:
    path = "search.html"
    verdicts = SearchFilter(
        "verdict",
        "Our verdict",
        tuple(
            _filter_choice(id, badge)
            for id, badge in labels.verdict_badges(index.site).items()
            if index.counts.get(f"verdict:{id}")
        ),
    )
    corroborations = SearchFilter(
        "corroboration",
        "What the sources say",
        tuple(
            _filter_choice(corroboration, labels.corroboration_badge(corroboration))
            for corroboration in CORROBORATION_IDS
            if index.counts.get(f"sources-say:{corroboration}")
        ),
    )
    frame = page_frame(index, path, "Search", "Search the claims, quotes, sources and names of this site.")
    frame = replace(frame, scripts=(*frame.scripts, addresses.link(path, index.assets.search)))
    has_fulltext = is_wanted(index)
    return SearchPage(
        frame=replace(frame, policy=allow_wasm(frame.policy)) if has_fulltext else frame,
        index_script=addresses.link(path, FIRST_SCRIPT),
        fulltext_script=addresses.link(path, SCRIPT) if has_fulltext else None,
        kinds=(
            FilterChoice(CLAIM, "Claims"),
            FilterChoice(QUOTE, "Quotes"),
            FilterChoice(SOURCE, "Sources"),
            FilterChoice(NAME, "Names"),
            FilterChoice(TOPIC, "Topics"),
        ),
        filters=tuple(filter for filter in (verdicts, corroborations) if filter.choices),
        lists=(
            Link("claims/index.html", "All claims"),
            Link("topics/index.html", "All topics"),
            Link("sources/index.html", "All sources"),
            Link("entities/index.html", "All names"),
            Link("data.html", "Data and files"),
        ),
    )


def _filter_choice(value: str, badge: Badge) -> FilterChoice:
    return FilterChoice(value, badge.word, badge.shape)
