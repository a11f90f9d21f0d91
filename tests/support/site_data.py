"""The files of a whole site, and its data files, made from an edition alone."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.model import Claim, Edition
from generator.publishing.addresses import Assets
from generator.publishing.data import feeds
from generator.publishing.data.data_files import all_files
from generator.publishing.data.jsonld import claim_review
from generator.publishing.index import build_index
from generator.publishing.output import stage_site
from generator.publishing.pages import render_site
from generator.publishing.theme import Theme


def make_data_files(edition: Edition) -> dict[str, bytes]:
    return all_files(build_index(edition, Assets()))


def make_site(edition: Edition, theme: Theme | None = None, jobs: int = 1) -> dict[str, bytes]:
    """Return every file of the edition's site but its manifest, in the order in which they are made."""
    with TemporaryDirectory() as folder, stage_site(Path(folder) / "site") as staging:
        made = render_site(edition, theme or Theme(), staging, jobs=jobs)
        return {path: staging.locate(path, file).read_bytes() for path, file in made.files}


def make_claim_review(edition: Edition, claim: Claim) -> str:
    return claim_review(edition.corpus.site, claim, {source.id: source for source in edition.corpus.sources})


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
    index = build_index(edition, Assets())
    return ((feeds.topic_feed_path(id), feeds.topic_feed(index, id)) for id in index.topics)
