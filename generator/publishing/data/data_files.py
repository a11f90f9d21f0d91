"""The files that gather the whole site as data, made in pieces: what some claims, or other things, add to each.

A piece is made once and kept for as long as nothing that it tells of has changed; a file is its pieces put together.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Site
from generator.publishing.data import exports, feeds, jsonld, search_index
from generator.publishing.index import QUOTES, SiteIndex
from generator.publishing.page_task import PIECE, PageTask

PIECE_SIZE = 25  # things of which one piece tells

File = tuple[str, bytes]


def data_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """What makes all pieces, and then the feeds: feed.xml is always there."""
    for view, table in (
        (claims_block, index.claims),
        (sources_block, index.sources),
        (topics_block, index.topics),
        (entities_block, index.entities),
    ):
        for start, ids in _blocks(tuple(table)):
            yield PageTask(view, (start, ids), themed=False)
    newest = feeds.newest_claims([record.claim for record in index.claims.values()])
    yield PageTask(feed_file, (tuple(claim.id for claim in newest),), themed=False)
    for topic in index.topics:
        yield PageTask(topic_feed_file, (topic,), themed=False)


def claims_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    """What the claims add to each file; the first of them is the one at `start` among all."""
    claims = [index.claims[id].claim for id in ids]
    yield _name("claims", start), exports.json_claims(index, claims)
    yield _name("csv", start), exports.csv_rows(index, claims).encode()
    yield _name("annotations", start), jsonld.annotation_lines(index, claims)
    yield _name("claim rows", start), _rows(search_index.claim_rows(index, claims))
    yield _name("quote rows", start), _rows(search_index.quote_rows(index, claims, start))


def sources_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    sources = [index.sources[id].source for id in ids]
    yield _name("sources", start), exports.json_sources(index, sources)
    yield _name("source rows", start), _rows(search_index.source_rows(sources))


def topics_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    topics = [index.topics[id].topic for id in ids]
    yield _name("topics", start), exports.json_topics(topics)
    yield _name("topic rows", start), _rows(search_index.topic_rows(topics))


def entities_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    entities = [index.entities[id].entity for id in ids]
    yield _name("entities", start), exports.json_entities(entities)
    yield _name("name rows", start), _rows(search_index.name_rows(entities))


def feed_file(index: SiteIndex, ids: tuple[str, ...]) -> Iterator[File]:
    yield "feed.xml", feeds.site_feed(index, [index.claims[id].claim for id in ids])


def topic_feed_file(index: SiteIndex, id: str) -> Iterator[File]:
    yield feeds.topic_feed_path(id), feeds.topic_feed(index, id)


def assemble_files(site: Site, quotes: int, pieces: Mapping[str, bytes]) -> Iterator[File]:
    """Return the files that the pieces are parts of, for a site with so many quotes."""
    parts: dict[str, list[bytes]] = {}
    for name in sorted(pieces):
        parts.setdefault(name.rpartition(PIECE)[0], []).append(pieces[name])

    def of(*kinds: str) -> Iterator[bytes]:
        return (part for kind in kinds for part in parts.get(PIECE + kind, ()))

    yield "claims.json", exports.claims_json(site, of("sources"), of("claims"), of("topics"), of("entities"))
    yield "claims.csv", b"".join((exports.csv_header().encode(), *of("csv")))
    yield "annotations.jsonld", jsonld.annotation_collection(site, quotes, of("annotations"))
    rows = of("claim rows", "name rows", "topic rows", "source rows", "quote rows")
    yield from search_index.index_scripts(row for part in rows for row in part.decode().split("\n") if row)


def all_files(index: SiteIndex) -> dict[str, bytes]:
    """Return all files that gather the site as data."""
    made = dict(file for task in data_tasks(index) for file in task.view(index, *task.args))
    pieces = {name: made.pop(name) for name in [*made] if name.startswith(PIECE)}
    return {**made, **dict(assemble_files(index.site, index.counts[QUOTES], pieces))}


def _blocks(ids: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(0, len(ids), PIECE_SIZE):
        yield start, tuple(ids[start : start + PIECE_SIZE])


def _name(kind: str, start: int) -> str:
    return f"{PIECE}{kind}{PIECE}{start:08}"


def _rows(rows: Iterator[str]) -> bytes:
    """JSON on one line each has no line break of its own."""
    return "\n".join(rows).encode()
