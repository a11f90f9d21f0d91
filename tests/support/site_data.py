"""The data files of a whole site, made from an edition alone."""

from collections.abc import Iterable, Iterator

from generator.model import Edition
from generator.publishing.data import feeds
from generator.publishing.data.data_files import all_files
from generator.publishing.index import build_index
from generator.publishing.output import File
from generator.publishing.views.frame import Assets


def make_data_files(edition: Edition) -> dict[str, bytes]:
    return all_files(build_index(edition, Assets()))


def collect_files(files: Iterable[File]) -> list[tuple[str, bytes]]:
    """Return the files of a site, none of which exists yet."""
    found = []
    for path, content in files:
        assert isinstance(content, bytes)
        found.append((path, content))
    return found


def make_claims_json(edition: Edition) -> bytes:
    return make_data_files(edition)["claims.json"]


def make_claims_csv(edition: Edition) -> bytes:
    return make_data_files(edition)["claims.csv"]


def make_annotations(edition: Edition) -> bytes:
    return make_data_files(edition)["annotations.jsonld"]


def make_search_index(edition: Edition) -> Iterator[tuple[str, bytes]]:
    return ((path, content) for path, content in make_data_files(edition).items() if path.startswith("assets/search-"))


def make_site_feed(edition: Edition) -> bytes:
    return feeds.site_feed(build_index(edition, Assets()), edition.corpus.claims)


def make_topic_feeds(edition: Edition) -> Iterator[tuple[str, bytes]]:
    book = build_index(edition, Assets())
    return ((feeds.topic_feed_path(each.id), feeds.topic_feed(book, each)) for each in edition.corpus.topics)
