"""The files that gather a whole site, made of an edition alone."""

from collections.abc import Iterable, Iterator

from generator.model import Edition
from generator.publishing.data import feeds
from generator.publishing.data.data_files import all_files
from generator.publishing.index import build_index
from generator.publishing.output import File
from generator.publishing.views.frame import Assets


def files(edition: Edition) -> dict[str, bytes]:
    return all_files(build_index(edition, Assets()))


def written(files: Iterable[File]) -> list[tuple[str, bytes]]:
    """The files of a site of which none stands already."""
    found = []
    for path, content in files:
        assert isinstance(content, bytes)
        found.append((path, content))
    return found


def claims_json(edition: Edition) -> bytes:
    return files(edition)["claims.json"]


def claims_csv(edition: Edition) -> bytes:
    return files(edition)["claims.csv"]


def annotations(edition: Edition) -> bytes:
    return files(edition)["annotations.jsonld"]


def index(edition: Edition) -> Iterator[tuple[str, bytes]]:
    return ((path, content) for path, content in files(edition).items() if path.startswith("assets/search-"))


def atom(edition: Edition) -> bytes:
    return feeds.site_feed(build_index(edition, Assets()), edition.corpus.claims)


def topic_feeds(edition: Edition) -> Iterator[tuple[str, bytes]]:
    index = build_index(edition, Assets())
    return ((feeds.topic_feed_path(each.id), feeds.topic_feed(index, each)) for each in edition.corpus.topics)
