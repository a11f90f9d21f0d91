"""The order of a site's pages, and their bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b

from generator.model import Edition
from generator.publishing import addresses, fulltext
from generator.publishing.data import data_files
from generator.publishing.incremental import MARK, PageLog, run_stale
from generator.publishing.index import QUOTES, SiteIndex, build_index
from generator.publishing.output import File, Writer
from generator.publishing.page_task import Content, PageTask
from generator.publishing.pictures import cards
from generator.publishing.theme import Theme
from generator.publishing.views.claim import claim_page
from generator.publishing.views.compare import compare_page
from generator.publishing.views.corrections import corrections_tasks
from generator.publishing.views.frame import POLICY, Assets, View, allow_style, allow_wasm
from generator.publishing.views.home import about_page, home_task, not_found_page
from generator.publishing.views.listings import claims_tasks, entity_pages, list_tasks, topic_pages
from generator.publishing.views.matrix import matrix_tasks
from generator.publishing.views.methodology import method_page
from generator.publishing.views.search import search_page
from generator.publishing.views.social import social_card
from generator.publishing.views.source import published_bytes, source_page
from generator.publishing.views.timeline import timeline_tasks


def all_pages(edition: Edition, assets: Assets | None = None) -> Iterator[tuple[str, View]]:
    """Every page of the site, path and view: the same edition gives the same pages in the same order."""
    index = build_index(edition, assets or Assets())
    for each in _pages(index):
        for path, view in each.make(index, *each.given):
            if not isinstance(view, bytes):
                yield path, view


def render_site(
    edition: Edition,
    theme: Theme,
    jobs: int = 1,
    ledger: PageLog | None = None,
    lay: Writer | None = None,
) -> Iterator[File]:
    """Every file of the site but for the sitemap and the manifest, whatever `jobs` is the same in the same order.

    A file is its path and its bytes, or Kept where it stands as it should: by the `ledger`, which the last build left
    and which is brought up to date, or where it was made and `lay` has laid it. Raises TemplateFault where a template
    fails.
    """
    last, site = ledger or PageLog(), edition.corpus.site
    assets = replace(theme.assets, cards=site.base_url is not None and cards.is_installed())
    index = build_index(edition, assets)
    press = blake2b(repr((theme.digest, assets)).encode()).digest()
    if last.press != press:
        as_they_are = {each.key for each in _unprinted(index)}
        last.recipes = {key: made for key, made in last.recipes.items() if key in as_they_are}
        last.press = press
    last.fetch()
    gathered = False
    for path, made in run_stale(_recipes(index), index, partial(_printed, theme), last, jobs, lay):
        if path.startswith(MARK):
            continue
        if not gathered:  # all pieces are there, and while others make the pages there is time to put them together
            gathered = True
            yield from _gathered(index, last)
        yield path, made
    policy = POLICY if site.base_url else allow_style(POLICY, theme.assets.sheet)
    yield from theme.files(allow_wasm(policy) if fulltext.is_wanted(edition.corpus) else policy)


def _gathered(index: SiteIndex, last: PageLog) -> Iterator[File]:
    """The files that the pieces of the ledger make, which it then need not keep beside them."""
    pieces, last.slices = dict(last.pieces), {}
    for path, whole in data_files.assemble_files(index.edition.corpus.site, index.counted[QUOTES], pieces):
        yield path, whole
        last.store(path, whole, data_files.pieces_of(path, pieces))


def _printed(theme: Theme, content: Content) -> bytes:
    return content if isinstance(content, bytes) else theme.render(content)


def _recipes(index: SiteIndex) -> Sequence[PageTask]:
    """What makes all that is made of the index, the pieces of its data first."""
    return (*data_files.data_tasks(index), *_pages(index), *_files(index))


def _unprinted(index: SiteIndex) -> Iterator[PageTask]:
    """What makes the files, and the pieces of files, that no template prints and that name no asset."""
    yield from data_files.data_tasks(index)
    yield from _files(index)


def _files(index: SiteIndex) -> Iterator[PageTask]:
    corpus = index.edition.corpus
    yield from (PageTask(_text, (each.id,)) for each in corpus.sources)
    yield from (PageTask(_card, (each.id,)) for each in corpus.claims if index.assets.cards)


def _pages(index: SiteIndex) -> Iterator[PageTask]:
    corpus = index.edition.corpus
    yield home_task(index)
    yield PageTask(_about, (len(corpus.sources),))
    yield from (PageTask(each) for each in (_method, _lost, _search))
    yield from claims_tasks(index)
    yield from (PageTask(_claim, (each.id,)) for each in corpus.claims)
    yield from list_tasks(index, "source")
    yield from (PageTask(_source, (each.id,)) for each in corpus.sources)
    yield from (PageTask(_compare, (each,)) for each in index.compared)
    yield from list_tasks(index, "topic")
    yield from (PageTask(topic_pages, (each.id,)) for each in corpus.topics)
    yield from list_tasks(index, "entity")
    yield from (PageTask(entity_pages, (each.id,)) for each in corpus.entities)
    yield from timeline_tasks(index)
    yield from matrix_tasks(index)
    yield from corrections_tasks(index)


# -- what makes one file ------------------------------------------------------------------------------------------

PageFiles = Iterator[tuple[str, Content]]


def _about(index: SiteIndex, sources: int) -> PageFiles:
    yield "about.html", about_page(index, sources)


def _method(index: SiteIndex) -> PageFiles:
    yield "methodology.html", method_page(index)


def _lost(index: SiteIndex) -> PageFiles:
    yield "404.html", not_found_page(index)


def _search(index: SiteIndex) -> PageFiles:
    yield "search.html", search_page(index)


def _claim(index: SiteIndex, id: str) -> PageFiles:
    yield addresses.page("claim", id), claim_page(index, index.claims[id])


def _source(index: SiteIndex, id: str) -> PageFiles:
    yield addresses.page("source", id), source_page(index, index.sources[id])


def _compare(index: SiteIndex, path: str) -> PageFiles:
    yield path, compare_page(index, index.compared[path])


def _text(index: SiteIndex, id: str) -> PageFiles:
    yield addresses.text(id), published_bytes(index, index.sources[id])


def _card(index: SiteIndex, id: str) -> PageFiles:
    yield cards.card_path(id), _press().print(social_card(index, index.claims[id]))


@cache
def _press() -> cards.CardPrinter:
    """The fonts take longer to load than a card to draw."""
    return cards.CardPrinter()
