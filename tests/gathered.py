"""The files that gather a whole site, made of an edition alone."""

from collections.abc import Iterable, Iterator

from generator.model import Edition
from generator.publishing import feeds
from generator.publishing.data import whole
from generator.publishing.output import File
from generator.publishing.views.concordance import concordance
from generator.publishing.views.frame import Assets


def files(edition: Edition) -> dict[str, bytes]:
    return whole(concordance(edition, Assets()))


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
    return feeds.atom(concordance(edition, Assets()), edition.corpus.claims)


def topic_feeds(edition: Edition) -> Iterator[tuple[str, bytes]]:
    book = concordance(edition, Assets())
    return ((feeds.topic_feed(each.id), feeds.topic_atom(book, each)) for each in edition.corpus.topics)
