"""The files that hold the whole site as data, assembled from pieces: what a block of claims or sources adds to each.

A piece is kept from build to build until something that it describes changes; a file is all its pieces in order.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from generator.model import Claim, Site
from generator.publishing.data import claim_files, exports, feeds, jsonld, review_feed, search_index
from generator.publishing.data.json_text import join_lines
from generator.publishing.index import QUOTES, SiteIndex
from generator.publishing.page_task import PIECE, PageTask

# How the paths of the files begin that are assembled from pieces.
ASSEMBLED = ("claims.json", "claims.csv", "annotations.jsonld", "llms", "assets/search-")
PIECE_SIZE = 25  # claims, sources, topics or entities in one piece
_REVIEWS = f"{PIECE}reviews{PIECE}"

File = tuple[str, bytes]


def data_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the tasks of all pieces and then of all feeds; feed.xml is always among them."""
    yield from list_claim_blocks(index)
    for view, table in (
        (sources_block, index.sources),
        (topics_block, index.topics),
        (entities_block, index.entities),
    ):
        for start, ids in _split_blocks(tuple(table)):
            yield PageTask(view, (start, ids), themed=False)
    for start, ids in _split_blocks(tuple(index.withdrawn)):
        yield PageTask(withdrawn_block, (start, ids), themed=False)
    yield from (task for _, task in list_feeds(index))


def list_claim_blocks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the tasks that make the claims' data; the arguments of each are a number and the claims' ids."""
    for start, ids in _split_blocks(tuple(index.claims)):
        yield PageTask(claims_block, (start, ids), themed=False)


def list_feeds(index: SiteIndex) -> Iterator[tuple[str, PageTask]]:
    """Yield path and task of each feed."""
    newest = feeds.newest_claims(index)
    yield "feed.xml", PageTask(feed_file, (tuple(claim.id for claim in newest),), themed=False)
    for topic in index.topics:
        yield feeds.topic_feed_path(topic), PageTask(topic_feed_file, (topic,), themed=False)


def claims_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    """Yield each claim's data, and what the claims add to each file that holds them all.

    `start` is the place of the first one among all claims.
    """
    claims = [index.claims[id].claim for id in ids]
    lines = [exports.claim_line(index, claim) for claim in claims]
    yield from (claim_files.data_file(index, claim, line) for claim, line in zip(claims, lines, strict=True))
    yield _piece_name("claims", start), join_lines(lines)
    yield _piece_name("csv", start), exports.csv_rows(index, claims).encode()
    yield _piece_name("annotations", start), jsonld.annotation_lines(index, claims)
    yield _piece_name("llms rows", start), claim_files.llms_rows(index, claims)
    yield _piece_name("claim rows", start), _join_rows(search_index.claim_rows(index, claims))
    yield _piece_name("quote rows", start), _join_rows(search_index.quote_rows(index, claims, start))


def withdrawn_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    yield _piece_name("withdrawn", start), exports.json_notices(index.withdrawn[id] for id in ids)


def sources_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    sources = [index.sources[id].source for id in ids]
    yield _piece_name("sources", start), exports.json_sources(index, sources)
    yield _piece_name("source rows", start), _join_rows(search_index.source_rows(sources))


def topics_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    topics = [index.topics[id].topic for id in ids]
    yield _piece_name("topics", start), exports.json_topics(topics)
    yield _piece_name("topic rows", start), _join_rows(search_index.topic_rows(topics))


def entities_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    entities = [index.entities[id].entity for id in ids]
    yield _piece_name("entities", start), exports.json_entities(entities)
    yield _piece_name("name rows", start), _join_rows(search_index.name_rows(entities))


def feed_file(index: SiteIndex, ids: tuple[str, ...]) -> Iterator[File]:
    yield "feed.xml", feeds.site_feed(index, [index.find_claim(id) for id in ids])


def topic_feed_file(index: SiteIndex, id: str) -> Iterator[File]:
    yield feeds.topic_feed_path(id), feeds.topic_feed(index, id)


def assemble_files(site: Site, quotes: int, pieces: Mapping[str, bytes]) -> Iterator[File]:
    """Yield the files that the pieces are parts of; `quotes` is the number of quotes of the site."""
    parts: dict[str, list[bytes]] = {}
    for name in sorted(pieces):
        parts.setdefault(name.rpartition(PIECE)[0], []).append(pieces[name])

    def select_parts(*kinds: str) -> Iterator[bytes]:
        return (part for kind in kinds for part in parts.get(PIECE + kind, ()))

    yield (
        "claims.json",
        exports.claims_json(
            site,
            select_parts("sources"),
            select_parts("claims"),
            select_parts("topics"),
            select_parts("entities"),
            select_parts("withdrawn"),
        ),
    )
    yield "claims.csv", b"".join((exports.csv_header(site).encode(), *select_parts("csv")))
    yield "annotations.jsonld", jsonld.annotation_collection(site, quotes, select_parts("annotations"))
    yield from claim_files.llms_files(site, select_parts("llms rows"))
    rows = select_parts("claim rows", "name rows", "topic rows", "source rows", "quote rows")
    found = (row for part in rows for row in part.decode().split("\n") if row)
    yield from search_index.index_scripts(chain([search_index.function_words_row(site.language)], found))


def review_piece(site: Site, claim: Claim, review: str) -> File:
    """Return what a claim adds to the feed of ClaimReviews: it is made with the claim's page, which has the same."""
    return f"{_REVIEWS}{claim.id}", review_feed.review_item(site, claim, review)


def assemble_review_feed(site: Site, pieces: Mapping[str, bytes]) -> Iterator[File]:
    """Yield the feed of ClaimReviews, in the order of the claims' ids, if the site has an address."""
    if site.base_url:
        reviews = (pieces[name] for name in sorted(pieces) if name.startswith(_REVIEWS))
        yield review_feed.REVIEW_FEED, review_feed.review_feed(site, reviews)


def all_files(index: SiteIndex) -> dict[str, bytes]:
    """Return all files that hold the site as data, but for the feed of ClaimReviews, which is made with the pages."""
    files = dict(file for task in data_tasks(index) for file in task.view(index, *task.args))
    pieces = {name: files.pop(name) for name in [*files] if name.startswith(PIECE)}
    return {**files, **dict(assemble_files(index.site, index.counts[QUOTES], pieces))}


def _split_blocks(ids: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(0, len(ids), PIECE_SIZE):
        yield start, tuple(ids[start : start + PIECE_SIZE])


def _piece_name(kind: str, start: int) -> str:
    return f"{PIECE}{kind}{PIECE}{start:08}"


def _join_rows(rows: Iterator[str]) -> bytes:
    """Join rows by line breaks: a row, JSON on one line, has none itself."""
    return "\n".join(rows).encode()
