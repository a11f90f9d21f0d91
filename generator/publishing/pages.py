"""The order of a site's pages, and their bytes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING

from generator.model import Claim, Edition
from generator.publishing import addresses, fulltext, search
from generator.publishing.pictures import cards
from generator.publishing.theme import Theme
from generator.publishing.views.claim import claim_page
from generator.publishing.views.compare import compare_page
from generator.publishing.views.concordance import Concordance, concordance
from generator.publishing.views.frame import POLICY, Assets, View, compiling, styling
from generator.publishing.views.general import about_page, home_page, lost_page
from generator.publishing.views.method import method_page
from generator.publishing.views.panorama import corrections_pages, matrix_pages, timeline_pages
from generator.publishing.views.search import search_page
from generator.publishing.views.social import card
from generator.publishing.views.source import published_bytes, source_page
from generator.publishing.views.subjects import claims_pages, entity_pages, list_pages, topic_pages

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Page = tuple[str, View]
Pages = Callable[[], Iterator[Page]]
File = tuple[str, bytes]
Files = Callable[[], Iterator[File]]

_WORTH_IT = 400  # things to make pages of, from which on workers repay their start
_CHUNK = 64


def pages(edition: Edition, assets: Assets | None = None) -> Iterator[Page]:
    """Every page of the site, path and view: the same edition gives the same pages in the same order."""
    book = concordance(edition, assets or Assets())
    return chain.from_iterable(each() for each in _families(book))


def render(edition: Edition, theme: Theme, jobs: int = 1) -> Iterator[tuple[str, bytes]]:
    """Every page, source text and asset of the site: path and bytes, whatever `jobs` is the same in the same order.

    Raises TemplateFault where a template fails.
    """
    book, makers = _makers(edition, theme)
    if jobs > 1 and len(makers) >= _WORTH_IT:
        yield from _in_parallel(makers, jobs)
    else:
        yield from chain.from_iterable(each() for each in makers)
    for source in edition.corpus.sources:
        yield addresses.text(source.id), published_bytes(book, source)
    yield from search.index(edition)
    policy = POLICY if edition.corpus.site.base_url else styling(POLICY, theme.assets.sheet)
    yield from theme.files(compiling(policy) if fulltext.wanted(edition.corpus) else policy)


def _makers(edition: Edition, theme: Theme) -> tuple[Concordance, Sequence[Files]]:
    """What makes the files of pages and the cards of claims; cards where they have an address and can be printed."""
    book = concordance(
        edition, replace(theme.assets, cards=edition.corpus.site.base_url is not None and cards.available())
    )
    printed = (partial(_printed, theme, each) for each in _families(book))
    if not book.assets.cards:
        return book, tuple(printed)
    press = cards.Press()
    return book, (*printed, *(partial(_pressed, press, book, each) for each in edition.corpus.claims))


def _printed(theme: Theme, family: Pages) -> Iterator[File]:
    return ((path, theme.render(view).encode()) for path, view in family())


def _pressed(press: cards.Press, book: Concordance, claim: Claim) -> Iterator[File]:
    yield cards.address(claim.id), press.print(card(book, claim))


def _families(book: Concordance) -> Sequence[Pages]:
    """What makes the pages, one after another, each on its own: a thing's page or the pages of a list."""
    corpus = book.edition.corpus

    def one(path: str, make: Callable[[], View]) -> Pages:
        return lambda: iter(((path, make()),))

    return (
        one("index.html", partial(home_page, book)),
        one("about.html", partial(about_page, book)),
        one("methodology.html", partial(method_page, book)),
        one("404.html", partial(lost_page, book)),
        one("search.html", partial(search_page, book)),
        partial(claims_pages, book),
        *(one(addresses.page("claim", each.id), partial(claim_page, book, each)) for each in corpus.claims),
        partial(list_pages, book, "source"),
        *(one(addresses.page("source", each.id), partial(source_page, book, each)) for each in corpus.sources),
        *(one(addresses.comparison(*pair), partial(compare_page, book, each)) for pair, each in book.compared.items()),
        partial(list_pages, book, "topic"),
        *(partial(topic_pages, book, each) for each in corpus.topics),
        partial(list_pages, book, "entity"),
        *(partial(entity_pages, book, each) for each in corpus.entities),
        partial(timeline_pages, book),
        partial(matrix_pages, book),
        partial(corrections_pages, book),
    )


# -- with several processes ---------------------------------------------------------------------------------------


def _in_parallel(makers: Sequence[Files], jobs: int) -> Iterator[File]:
    """The pages by chunks, each worker making every so many; a pipe that is full makes its worker wait."""
    from multiprocessing import get_context  # noqa: PLC0415 - most builds need no workers

    context = get_context("fork")  # a worker begins with all that its parent knows
    readers: list[Connection] = []
    workers: list[ForkProcess] = []
    try:
        for share in range(jobs):
            reader, writer = context.Pipe(duplex=False)
            worker = context.Process(target=_work, args=(makers, reader, writer, share, jobs), daemon=True)
            worker.start()
            writer.close()
            readers.append(reader)
            workers.append(worker)
        for number in range(-(-len(makers) // _CHUNK)):
            made = _received(readers[number % jobs])
            yield from made
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


def _received(reader: "Connection") -> list[tuple[str, bytes]]:
    try:
        made: list[tuple[str, bytes]] | Exception = reader.recv()
    except EOFError:
        raise OSError("a process that made pages ended before its time") from None
    if isinstance(made, Exception):
        raise made
    return made


def _work(makers: Sequence[Files], reader: "Connection", writer: "Connection", share: int, jobs: int) -> None:
    signal(SIGINT, SIG_IGN)  # the parent ends its workers
    reader.close()  # else a worker whose parent was killed would wait for itself
    try:
        for start in range(share * _CHUNK, len(makers), jobs * _CHUNK):
            writer.send([file for each in makers[start : start + _CHUNK] for file in each()])
    except BrokenPipeError:
        return
    except Exception as fault:  # the parent raises it
        writer.send(fault)
