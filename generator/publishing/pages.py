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
from generator.publishing.pictures import cards
from generator.publishing.theme import Theme
from generator.publishing.views.claim import claim_page
from generator.publishing.views.compare import compare_page
from generator.publishing.views.frame import POLICY, Assets, View, allow_style, allow_wasm
from generator.publishing.views.home import about_page, home_task, not_found_page
from generator.publishing.views.listings import claims_tasks, entity_pages, list_tasks, topic_pages
from generator.publishing.views.methodology import method_page
from generator.publishing.views.page_task import Content, PageTask
from generator.publishing.views.panorama import corrections_tasks, matrix_tasks, timeline_tasks
from generator.publishing.views.search import search_page
from generator.publishing.views.social import social_card
from generator.publishing.views.source import published_bytes, source_page


def all_pages(edition: Edition, assets: Assets | None = None) -> Iterator[tuple[str, View]]:
    """Every page of the site, path and view: the same edition gives the same pages in the same order."""
    book = build_index(edition, assets or Assets())
    for each in _pages(book):
        for path, view in each.make(book, *each.given):
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
    book = build_index(edition, assets)
    press = blake2b(repr((theme.digest, assets)).encode()).digest()
    if last.press != press:
        as_they_are = {each.key for each in _unprinted(book)}
        last.recipes = {key: made for key, made in last.recipes.items() if key in as_they_are}
        last.press = press
    last.fetch()
    gathered = False
    for path, made in run_stale(_recipes(book), book, partial(_printed, theme), last, jobs, lay):
        if path.startswith(MARK):
            continue
        if not gathered:  # all pieces are there, and while others make the pages there is time to put them together
            gathered = True
            yield from _gathered(book, last)
        yield path, made
    policy = POLICY if site.base_url else allow_style(POLICY, theme.assets.sheet)
    yield from theme.files(allow_wasm(policy) if fulltext.is_wanted(edition.corpus) else policy)


def _gathered(book: SiteIndex, last: PageLog) -> Iterator[File]:
    """The files that the pieces of the ledger make, which it then need not keep beside them."""
    pieces, last.slices = dict(last.pieces), {}
    for path, whole in data_files.assemble_files(book.edition.corpus.site, book.counted[QUOTES], pieces):
        yield path, whole
        last.store(path, whole, data_files.pieces_of(path, pieces))


def _printed(theme: Theme, content: Content) -> bytes:
    return content if isinstance(content, bytes) else theme.render(content)


def _recipes(book: SiteIndex) -> Sequence[PageTask]:
    """What makes all that is made of the book, the pieces of its data first."""
    return (*data_files.data_tasks(book), *_pages(book), *_files(book))


def _unprinted(book: SiteIndex) -> Iterator[PageTask]:
    """What makes the files, and the pieces of files, that no template prints and that name no asset."""
    yield from data_files.data_tasks(book)
    yield from _files(book)


def _files(book: SiteIndex) -> Iterator[PageTask]:
    corpus = book.edition.corpus
    yield from (PageTask(_text, (each.id,)) for each in corpus.sources)
    yield from (PageTask(_card, (each.id,)) for each in corpus.claims if book.assets.cards)


def _pages(book: SiteIndex) -> Iterator[PageTask]:
    corpus = book.edition.corpus
    yield home_task(book)
    yield PageTask(_about, (len(corpus.sources),))
    yield from (PageTask(each) for each in (_method, _lost, _search))
    yield from claims_tasks(book)
    yield from (PageTask(_claim, (each.id,)) for each in corpus.claims)
    yield from list_tasks(book, "source")
    yield from (PageTask(_source, (each.id,)) for each in corpus.sources)
    yield from (PageTask(_compare, (each,)) for each in book.compared)
    yield from list_tasks(book, "topic")
    yield from (PageTask(topic_pages, (each.id,)) for each in corpus.topics)
    yield from list_tasks(book, "entity")
    yield from (PageTask(entity_pages, (each.id,)) for each in corpus.entities)
    yield from timeline_tasks(book)
    yield from matrix_tasks(book)
    yield from corrections_tasks(book)


# -- what makes one file ------------------------------------------------------------------------------------------

PageFiles = Iterator[tuple[str, Content]]


def _about(book: SiteIndex, sources: int) -> PageFiles:
    yield "about.html", about_page(book, sources)


def _method(book: SiteIndex) -> PageFiles:
    yield "methodology.html", method_page(book)


def _lost(book: SiteIndex) -> PageFiles:
    yield "404.html", not_found_page(book)


def _search(book: SiteIndex) -> PageFiles:
    yield "search.html", search_page(book)


def _claim(book: SiteIndex, id: str) -> PageFiles:
    yield addresses.page("claim", id), claim_page(book, book.claims[id])


def _source(book: SiteIndex, id: str) -> PageFiles:
    yield addresses.page("source", id), source_page(book, book.sources[id])


def _compare(book: SiteIndex, path: str) -> PageFiles:
    yield path, compare_page(book, book.compared[path])


def _text(book: SiteIndex, id: str) -> PageFiles:
    yield addresses.text(id), published_bytes(book, book.sources[id])


def _card(book: SiteIndex, id: str) -> PageFiles:
    yield cards.card_path(id), _press().print(social_card(book, book.claims[id]))


@cache
def _press() -> cards.CardPrinter:
    """The fonts take longer to load than a card to draw."""
    return cards.CardPrinter()
