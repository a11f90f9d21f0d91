"""The order of a site's pages, and their bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b

from generator.model import Edition
from generator.publishing import addresses, data, fulltext
from generator.publishing.making import MARK, Ledger, carried_out
from generator.publishing.output import File, Lay
from generator.publishing.pictures import cards
from generator.publishing.theme import Theme
from generator.publishing.views.claim import claim_page
from generator.publishing.views.compare import compare_page
from generator.publishing.views.concordance import QUOTES, Concordance, concordance
from generator.publishing.views.frame import POLICY, Assets, View, compiling, styling
from generator.publishing.views.general import about_page, home_recipe, lost_page
from generator.publishing.views.method import method_page
from generator.publishing.views.panorama import corrections_recipes, matrix_recipes, timeline_recipes
from generator.publishing.views.recipe import Content, Recipe
from generator.publishing.views.search import search_page
from generator.publishing.views.social import card
from generator.publishing.views.source import published_bytes, source_page
from generator.publishing.views.subjects import claims_recipes, entity_pages, list_recipes, topic_pages


def pages(edition: Edition, assets: Assets | None = None) -> Iterator[tuple[str, View]]:
    """Every page of the site, path and view: the same edition gives the same pages in the same order."""
    book = concordance(edition, assets or Assets())
    for each in _pages(book):
        for path, view in each.make(book, *each.given):
            if not isinstance(view, bytes):
                yield path, view


def render(
    edition: Edition,
    theme: Theme,
    jobs: int = 1,
    ledger: Ledger | None = None,
    lay: Lay | None = None,
) -> Iterator[File]:
    """Every file of the site but for the sitemap and the manifest, whatever `jobs` is the same in the same order.

    A file is its path and its bytes, or Kept where it stands as it should: by the `ledger`, which the last build left
    and which is brought up to date, or where it was made and `lay` has laid it. Raises TemplateFault where a template
    fails.
    """
    last, site = ledger or Ledger(), edition.corpus.site
    assets = replace(theme.assets, cards=site.base_url is not None and cards.available())
    book = concordance(edition, assets)
    press = blake2b(repr((theme.digest, assets)).encode()).digest()
    if last.press != press:
        as_they_are = {each.key for each in _unprinted(book)}
        last.recipes = {key: made for key, made in last.recipes.items() if key in as_they_are}
        last.press = press
    last.fetch()
    gathered = False
    for path, made in carried_out(_recipes(book), book, partial(_printed, theme), last, jobs, lay):
        if path.startswith(MARK):
            continue
        if not gathered:  # all pieces are there, and while others make the pages there is time to put them together
            gathered = True
            yield from _gathered(book, last)
        yield path, made
    policy = POLICY if site.base_url else styling(POLICY, theme.assets.sheet)
    yield from theme.files(compiling(policy) if fulltext.wanted(edition.corpus) else policy)


def _gathered(book: Concordance, last: Ledger) -> Iterator[File]:
    """The files that the pieces of the ledger make, which it then need not keep beside them."""
    pieces, last.slices = dict(last.pieces), {}
    for path, whole in data.gathered(book.edition.corpus.site, book.counted[QUOTES], pieces):
        yield path, whole
        last.store(path, whole, data.held(path, pieces))


def _printed(theme: Theme, content: Content) -> bytes:
    return content if isinstance(content, bytes) else theme.render(content)


def _recipes(book: Concordance) -> Sequence[Recipe]:
    """What makes all that is made of the book, the pieces of its data first."""
    return (*data.recipes(book), *_pages(book), *_files(book))


def _unprinted(book: Concordance) -> Iterator[Recipe]:
    """What makes the files, and the pieces of files, that no template prints and that name no asset."""
    yield from data.recipes(book)
    yield from _files(book)


def _files(book: Concordance) -> Iterator[Recipe]:
    corpus = book.edition.corpus
    yield from (Recipe(_text, (each.id,)) for each in corpus.sources)
    yield from (Recipe(_card, (each.id,)) for each in corpus.claims if book.assets.cards)


def _pages(book: Concordance) -> Iterator[Recipe]:
    corpus = book.edition.corpus
    yield home_recipe(book)
    yield Recipe(_about, (len(corpus.sources),))
    yield from (Recipe(each) for each in (_method, _lost, _search))
    yield from claims_recipes(book)
    yield from (Recipe(_claim, (each.id,)) for each in corpus.claims)
    yield from list_recipes(book, "source")
    yield from (Recipe(_source, (each.id,)) for each in corpus.sources)
    yield from (Recipe(_compare, (each,)) for each in book.compared)
    yield from list_recipes(book, "topic")
    yield from (Recipe(topic_pages, (each.id,)) for each in corpus.topics)
    yield from list_recipes(book, "entity")
    yield from (Recipe(entity_pages, (each.id,)) for each in corpus.entities)
    yield from timeline_recipes(book)
    yield from matrix_recipes(book)
    yield from corrections_recipes(book)


# -- what makes one file ------------------------------------------------------------------------------------------

One = Iterator[tuple[str, Content]]


def _about(book: Concordance, sources: int) -> One:
    yield "about.html", about_page(book, sources)


def _method(book: Concordance) -> One:
    yield "methodology.html", method_page(book)


def _lost(book: Concordance) -> One:
    yield "404.html", lost_page(book)


def _search(book: Concordance) -> One:
    yield "search.html", search_page(book)


def _claim(book: Concordance, id: str) -> One:
    yield addresses.page("claim", id), claim_page(book, book.claims[id])


def _source(book: Concordance, id: str) -> One:
    yield addresses.page("source", id), source_page(book, book.sources[id])


def _compare(book: Concordance, path: str) -> One:
    yield path, compare_page(book, book.compared[path])


def _text(book: Concordance, id: str) -> One:
    yield addresses.text(id), published_bytes(book, book.sources[id])


def _card(book: Concordance, id: str) -> One:
    yield cards.address(id), _press().print(card(book, book.claims[id]))


@cache
def _press() -> cards.Press:
    """The fonts take longer to load than a card to draw."""
    return cards.Press()
