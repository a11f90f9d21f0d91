"""All files of a site: its page tasks in their order, and what renders them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from generator.cache.digests import digest_plain, digest_value
from generator.model import Edition
from generator.publishing import addresses, fulltext, moved
from generator.publishing.addresses import Assets
from generator.publishing.data import claim_files, claims_schema, data_files, exports, feeds
from generator.publishing.data.search_index import FIRST_SCRIPT
from generator.publishing.incremental import PageLog, Progress, TaskOutput, run_stale
from generator.publishing.index import QUOTES, SiteIndex, build_index
from generator.publishing.moved import Move
from generator.publishing.output import StagedFile, StagingFolder
from generator.publishing.page_task import PageTask
from generator.publishing.pictures import cards
from generator.publishing.recordings import is_recording
from generator.publishing.theme import Theme
from generator.publishing.tracking import ReadDigests
from generator.publishing.views.claim import claim_page
from generator.publishing.views.compare import compare_page
from generator.publishing.views.contradictions import contradictions_tasks
from generator.publishing.views.corrections import corrections_tasks
from generator.publishing.views.data import DATA_PAGE, data_page
from generator.publishing.views.frame import POLICY, View, allow_media, allow_style, allow_wasm
from generator.publishing.views.home import about_page, home_task, not_found_page
from generator.publishing.views.listings import claims_tasks, entity_pages, list_page_tasks, topic_pages
from generator.publishing.views.matrix import matrix_tasks
from generator.publishing.views.methodology import method_page
from generator.publishing.views.notice import moved_pages, withdrawn_pages
from generator.publishing.views.search import search_page
from generator.publishing.views.social import social_card
from generator.publishing.views.source import published_bytes, source_page
from generator.publishing.views.timeline import timeline_tasks


def all_pages(edition: Edition, assets: Assets | None = None) -> Iterator[tuple[str, View]]:
    """Yield path and view of every page; the same edition gives the same pages in the same order."""
    index = build_index(edition, assets or Assets())
    for _, tasks in _list_page_groups(index, moved.list_moves(edition.corpus)):
        for task in tasks:
            yield from (page for page in task.view(index, *task.args) if not isinstance(page[1], bytes))
    yield DATA_PAGE, data_page(index, (FIRST_SCRIPT,))


def render_site(
    edition: Edition,
    theme: Theme,
    staging: StagingFolder,
    *,
    last: PageLog | None = None,
    unchanged: Mapping[str, str] | None = None,
    added: Mapping[str, str] = MappingProxyType({}),
    jobs: int = 1,
    progress: Progress | None = None,
) -> TaskOutput:
    """Write every file of the site but its manifest to the staging folder; the bytes do not depend on `jobs`.

    `last` is the log of the last build, and `unchanged` has the files, with their SHA-256, that are as it left them.
    `added` has the desk's own lines for `_headers` and `_redirects`, which come below the site's.
    Raises TemplateFault where a template fails, and OSError.
    """
    site, index = edition.corpus.site, index_edition(edition, theme)
    moves = moved.list_moves(edition.corpus)
    made = run_stale(
        _key_tasks(index, theme, moves),
        index,
        ReadDigests(index, {entry.claim: entry.digest for entry in edition.corpus.named}),
        staging,
        partial(_render, theme),
        last=last or PageLog(),
        unchanged=unchanged or {},
        jobs=jobs,
        progress=progress,
    )
    pages = [(path, file) for path, file in made.files if path.endswith(".html")]

    def write(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, StagedFile]]:
        return [(path, staging.write(path, content)) for path, content in files]

    pieces = made.log.pieces
    data = write(data_files.assemble_files(site, index.counts[QUOTES], pieces))
    data += write(data_files.assemble_review_feed(site, pieces))
    if fulltext.is_wanted(index):
        notices = {*(move.page for move in moves), *(addresses.page("claim", id) for id in index.withdrawn)}
        data += write(
            fulltext.build_fulltext_index(
                (path, staging.locate(path, file)) for path, file in pages if path not in notices
            )
        )
    # Last of all pages, since the number of scripts is known only when all rows of the search index are.
    parts = [path for path, _ in data if path.startswith(("assets/", "pagefind/"))]
    pages += write([(DATA_PAGE, theme.render(data_page(index, parts)))])
    themed = dict(theme.files(choose_policy(index)))
    hosts = {moved.REDIRECTS: moved.redirects_file(site, moves)} if moves else {}
    hosts |= {path: (themed | hosts).get(path, b"") + lines.encode() for path, lines in added.items()}
    other_files = chain(
        (themed | hosts).items(),
        [(claims_schema.SCHEMA, claims_schema.claims_schema())],
        _make_robots_files(edition, [path for path, _ in pages if path not in {move.page for move in moves}]),
    )
    return replace(made, files=[*made.files, pages[-1], *data, *write(other_files)])


def index_edition(edition: Edition, theme: Theme) -> SiteIndex:
    """Return the index of an edition, as pages of the theme need it."""
    preview = any(claim.draft for claim in (*edition.corpus.claims, *edition.corpus.withdrawn))
    with_cards = edition.corpus.site.base_url is not None and cards.is_installed()
    return build_index(edition, replace(theme.assets, cards=with_cards, preview=preview))


def _make_robots_files(edition: Edition, pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    if edition.corpus.site.base_url:
        yield from feeds.sitemap_files(edition, pages)
        yield "robots.txt", feeds.robots_txt(edition)


def choose_policy(index: SiteIndex) -> str:
    """Return the security policy for servers to send; pages may have stricter ones."""
    policy = allow_style(POLICY, index.assets.sheet)
    if any(is_recording(record.source) for record in index.sources.values()):
        policy = allow_media(policy)
    return allow_wasm(policy) if fulltext.is_wanted(index) else policy


def _render(theme: Theme, content: View | bytes) -> bytes:
    return content if isinstance(content, bytes) else theme.render(content)


def _key_tasks(index: SiteIndex, theme: Theme, moves: Sequence[Move]) -> dict[bytes, PageTask]:
    """Return all tasks by their keys, data files first. The keys include site and theme, which no table has."""
    site = digest_value(index.site)
    themed = digest_plain((site, theme.digest, digest_value(index.assets)))
    tasks = chain(data_files.data_tasks(index), list_tasks(index, moves))
    return {task.key(themed if task.themed else site): task for task in tasks}


# Tasks, and what the paths of all their files begin with: by it the task of a file is found without running others.
_TaskGroup = tuple[str, Iterable[PageTask]]


def list_tasks(index: SiteIndex, moves: Sequence[Move]) -> Iterator[PageTask]:
    """Yield the tasks of all pages, and then of all files that are about one thing."""
    for _, tasks in chain(_list_page_groups(index, moves), _list_file_groups(index, moves)):
        yield from tasks


def find_tasks(index: SiteIndex, moves: Sequence[Move], path: str) -> Iterator[PageTask]:
    """Yield the tasks of which one makes the file of this path, if any does, the likeliest first."""
    feeds_alone = ((name, (task,)) for name, task in data_files.list_feeds(index) if path.endswith(".xml"))
    blocks = data_files.list_claim_blocks(index) if path.endswith(".json") else ()
    claims_data = ((claim_files.data_path(id), (block,)) for block in blocks for id in block.args[1])
    groups = chain(_list_page_groups(index, moves), _list_file_groups(index, moves), feeds_alone, claims_data)
    for _, tasks in sorted((group for group in groups if path.startswith(group[0])), key=lambda group: -len(group[0])):
        yield from tasks


def sample_tasks(index: SiteIndex, moves: Sequence[Move]) -> Iterator[PageTask]:
    """Yield a task of each kind of page."""
    seen: dict[Callable[..., Any], PageTask] = {}
    for _, tasks in _list_page_groups(index, moves):
        for task in islice(tasks, 1):
            seen.setdefault(task.view, task)
    yield from seen.values()


def _list_file_groups(index: SiteIndex, moves: Sequence[Move]) -> Iterator[_TaskGroup]:
    for id in index.sources:
        yield addresses.text(id), (PageTask(_make_text, (id,), themed=False),)
    for id in index.withdrawn:
        yield f"claims/{id}.", (PageTask(_make_notice_files, (id,), themed=False),)
    for move in moves:
        former = f"{addresses.FOLDERS[move.kind]}/{move.former}."
        yield former, (PageTask(_make_former_files, tuple(move), themed=False),)
    if index.assets.cards:
        shown = (id for id, record in index.claims.items() if cards.can_show(record.claim.statement))
        yield from ((cards.card_path(id), (PageTask(_make_card, (id,), themed=False),)) for id in shown)


def _list_page_groups(index: SiteIndex, moves: Sequence[Move]) -> Iterator[_TaskGroup]:
    yield "index.", _run_lazily(lambda: iter((home_task(index),)))
    for path, view in (
        ("about.", _make_about),
        ("methodology.", _make_methodology),
        ("404.", _make_not_found),
        ("search.", _make_search),
    ):
        yield path, (PageTask(view),)
    yield "claims/", claims_tasks(index)
    yield from ((f"claims/{id}.", (PageTask(_make_claim, (id,)),)) for id in index.claims)
    yield from ((f"claims/{id}.", (PageTask(withdrawn_pages, (id,)),)) for id in index.withdrawn)
    yield "sources/index.", list_page_tasks(index, "source")
    yield from ((f"sources/{id}.", (PageTask(_make_source, (id,)),)) for id in index.sources)
    yield from ((path, (PageTask(_make_comparison, (path,)),)) for path in index.pairs)
    yield "topics/index.", list_page_tasks(index, "topic")
    yield from ((f"topics/{id}.", (PageTask(topic_pages, (id,)),)) for id in index.topics)
    yield "entities/index.", list_page_tasks(index, "entity")
    yield from ((f"entities/{id}.", (PageTask(entity_pages, (id,)),)) for id in index.entities)
    yield "timeline.", timeline_tasks(index)
    yield "matrix.", matrix_tasks(index)
    yield "corrections.", corrections_tasks(index)
    yield "contradictions.", contradictions_tasks(index)
    yield from ((move.page, (PageTask(moved_pages, tuple(move)),)) for move in moves)


def _run_lazily(make: Callable[[], Iterator[PageTask]]) -> Iterator[PageTask]:
    """Yield what the function makes, which is called only when the first is asked for."""
    yield from make()


PageFiles = Iterator[tuple[str, Any]]


def _make_about(index: SiteIndex) -> PageFiles:
    yield "about.html", about_page(index)


def _make_methodology(index: SiteIndex) -> PageFiles:
    yield "methodology.html", method_page(index)


def _make_not_found(index: SiteIndex) -> PageFiles:
    yield "404.html", not_found_page(index)


def _make_search(index: SiteIndex) -> PageFiles:
    yield "search.html", search_page(index)


def _make_claim(index: SiteIndex, id: str) -> PageFiles:
    """Yield the claim's page and the files beside it: all are made of the same, and read it once."""
    page, claim = claim_page(index, id), index.claims[id].claim
    yield addresses.page("claim", id), page
    yield from claim_files.claim_files(index, id, next((card.text for card in page.cards), None))
    if index.site.base_url and page.json_ld and not claim.draft:
        yield data_files.review_piece(index.site, claim, page.json_ld)


def _make_source(index: SiteIndex, id: str) -> PageFiles:
    yield addresses.page("source", id), source_page(index, id)


def _make_comparison(index: SiteIndex, path: str) -> PageFiles:
    yield path, compare_page(index, index.pairs[path])


def _make_notice_files(index: SiteIndex, id: str) -> PageFiles:
    yield from claim_files.notice_files(index, id)


def _make_former_files(index: SiteIndex, kind: addresses.Kind, former: str, id: str) -> PageFiles:
    """Yield the files beside a thing's page, at their address of before."""
    if kind == "claim":
        files = dict((claim_files.notice_files if id in index.withdrawn else claim_files.claim_files)(index, id))
        if id in index.claims:
            claim = index.claims[id].claim
            files |= [claim_files.data_file(index, claim, exports.claim_line(index, claim))]
    elif kind == "topic":
        files = dict(data_files.topic_feed_file(index, id))
    else:
        files = {addresses.text(id): published_bytes(index, id)} if kind == "source" else {}
    for path, present in moved.copied_files(Move(kind, former, id)):
        if present in files:
            yield path, files[present]


def _make_text(index: SiteIndex, id: str) -> PageFiles:
    yield addresses.text(id), published_bytes(index, id)


def _make_card(index: SiteIndex, id: str) -> PageFiles:
    yield cards.card_path(id), _load_card_printer().print(social_card(index, index.claims[id].claim))


@cache
def _load_card_printer() -> cards.CardPrinter:
    """Return the printer of cards, made once: its fonts take longer to load than a card to draw."""
    return cards.CardPrinter()
