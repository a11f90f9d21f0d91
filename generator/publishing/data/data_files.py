"""The files that gather the whole site as data, made in pieces: what some claims, or other things, add to each.

A piece is made once and kept for as long as nothing that it tells of has changed; a file is its pieces put together.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from generator.model import Claim, Entity, Site, Source, Topic
from generator.publishing.data import exports, feeds, jsonld, search_index
from generator.publishing.incremental import MARK
from generator.publishing.index import QUOTES, SiteIndex
from generator.publishing.page_task import PageTask

PIECE_SIZE = 25  # things of which one piece tells

Thing = TypeVar("Thing", Claim, Source, Topic, Entity)
File = tuple[str, bytes]


def data_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """What makes all pieces, and then the feeds: feed.xml is always there."""
    corpus = index.edition.corpus
    for start, claims in _blocks(corpus.claims):
        yield PageTask(claims_block, (start, claims))
    for start, sources in _blocks(corpus.sources):
        yield PageTask(sources_block, (start, sources))
    for start, topics in _blocks(corpus.topics):
        yield PageTask(topics_block, (start, topics))
    for start, entities in _blocks(corpus.entities):
        yield PageTask(entities_block, (start, entities))
    yield PageTask(feed_file, (tuple(each.id for each in feeds.newest_claims(corpus.claims)),))
    for each in corpus.topics:
        yield PageTask(topic_feed_file, (each.id,))


def claims_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    """What the claims add to each file; the first of them is the one at `start` among all."""
    claims = [index.claims[each] for each in ids]
    yield _name("claims", start), exports.json_claims(index, claims)
    yield _name("csv", start), exports.csv_rows(index, claims).encode()
    yield _name("annotations", start), jsonld.annotation_lines(index, claims)
    yield _name("claim rows", start), _rows(search_index.claim_rows(index, claims))
    yield _name("quote rows", start), _rows(search_index.quote_rows(index, claims, start))


def sources_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    sources = [index.sources[each] for each in ids]
    yield _name("sources", start), exports.json_sources(index, sources)
    yield _name("source rows", start), _rows(search_index.source_rows(sources))


def topics_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    topics = [index.topics[each] for each in ids]
    yield _name("topics", start), exports.json_topics(topics)
    yield _name("topic rows", start), _rows(search_index.topic_rows(topics))


def entities_block(index: SiteIndex, start: int, ids: tuple[str, ...]) -> Iterator[File]:
    entities = [index.entities[each] for each in ids]
    yield _name("entities", start), exports.json_entities(entities)
    yield _name("name rows", start), _rows(search_index.name_rows(entities))


def feed_file(index: SiteIndex, ids: tuple[str, ...]) -> Iterator[File]:
    yield "feed.xml", feeds.site_feed(index, [index.claims[each] for each in ids])


def topic_feed_file(index: SiteIndex, id: str) -> Iterator[File]:
    yield feeds.topic_feed_path(id), feeds.topic_feed(index, index.topics[id])


# The files that hold pieces as they are: of which kinds, in this order.
HELD = {
    "claims.json": ("sources", "claims", "topics", "entities"),
    "claims.csv": ("csv",),
    "annotations.jsonld": ("annotations",),
}


def pieces_of(path: str, pieces: Mapping[str, bytes]) -> list[str]:
    """The names of the pieces that the file at `path` holds as they are, in their order there."""
    return [name for kind in HELD.get(path, ()) for name in sorted(pieces) if name.startswith(f"{MARK}{kind}{MARK}")]


def assemble_files(site: Site, quotes: int, pieces: Mapping[str, bytes]) -> Iterator[File]:
    """The files of which the pieces are parts, for a site with so many quotes."""
    order: dict[str, list[bytes]] = {}
    for name in sorted(pieces):
        order.setdefault(name.rpartition(MARK)[0], []).append(pieces[name])

    def of(*kinds: str) -> Iterator[bytes]:
        return (each for kind in kinds for each in order.get(MARK + kind, ()))

    yield "claims.json", exports.claims_json(site, of("sources"), of("claims"), of("topics"), of("entities"))
    yield "claims.csv", b"".join((exports.csv_header().encode(), *of("csv")))
    yield "annotations.jsonld", jsonld.annotation_collection(site, quotes, of("annotations"))
    rows = of("claim rows", "name rows", "topic rows", "source rows", "quote rows")
    yield from search_index.index_scripts(row for piece in rows for row in piece.decode().split("\n") if row)


def all_files(index: SiteIndex) -> dict[str, bytes]:
    """All files that gather the site as data."""
    made = [file for each in data_tasks(index) for file in each.make(index, *each.given)]
    pieces = {name: content for name, content in made if isinstance(content, bytes) and name.startswith(MARK)}
    files = {name: content for name, content in made if isinstance(content, bytes) and name not in pieces}
    return {**files, **dict(assemble_files(index.edition.corpus.site, index.counted[QUOTES], pieces))}


def _blocks(things: Sequence[Thing]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(0, len(things), PIECE_SIZE):
        yield start, tuple(each.id for each in things[start : start + PIECE_SIZE])


def _name(kind: str, start: int) -> str:
    return f"{MARK}{kind}{MARK}{start:08}"


def _rows(rows: Iterator[str]) -> bytes:
    """JSON on one line each has no line break of its own."""
    return "\n".join(rows).encode()
