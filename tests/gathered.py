"""The files of a site, and those that gather it as data, made of an edition alone."""

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


def site_files(edition: Edition, theme: Theme | None = None, jobs: int = 1) -> dict[str, bytes]:
    """Every file of the edition's site but its manifest, in the order in which they are made."""
    with TemporaryDirectory() as folder, stage_site(Path(folder) / "site") as staging:
        made = render_site(edition, theme or Theme(), staging, jobs=jobs)
        return {path: staging.locate(path, file).read_bytes() for path, file in made.files}


def review_text(edition: Edition, claim: Claim) -> str:
    """The claim's ClaimReview."""
    return claim_review(edition.corpus.site, claim, {source.id: source for source in edition.corpus.sources})


def files(edition: Edition) -> dict[str, bytes]:
    return all_files(build_index(edition, Assets()))


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
    return ((feeds.topic_feed_path(id), feeds.topic_feed(index, id)) for id in index.topics)
