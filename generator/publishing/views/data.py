"""The page of data and files: what programs can read, one line each for common tools, and plain links for crawlers."""

from collections.abc import Iterable
from typing import ClassVar

from markupsafe import Markup

from generator.publishing import addresses
from generator.publishing.data.json_text import json_line
from generator.publishing.data.jsonld import DataDownload, dataset_json
from generator.publishing.data.review_feed import REVIEW_FEED
from generator.publishing.index import SiteIndex
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.home import summarize_site
from generator.publishing.views.links import Link
from generator.values import dataclass

DATA_PAGE = "data.html"

_DATA_FILES = (
    DataDownload(
        "claims.json", "application/json", "everything: claims, quotes with their places, sources, topics and names"
    ),
    DataDownload("claims.csv", "text/csv", "a table with a row for each quote, for spreadsheets and statistics"),
    DataDownload("annotations.jsonld", "application/ld+json", "the quotes as W3C Web Annotations of published texts"),
    DataDownload("feed.xml", "application/atom+xml", "what is new or corrected, for feed readers"),
)
_OTHER_FILES = (
    ("claims.schema.json", "the JSON Schema of claims.json, which says what each key means"),
    ("llms.txt", "all claims with their verdicts, each as Markdown, for assistants; each claim is also there as JSON"),
    ("manifest.json", "the SHA-256 of every other file"),
    ("SHA256SUMS", "the same, as sha256sum --check reads it"),
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file for programs, and what is in it."""

    file: Link
    meaning: str


@dataclass(frozen=True, slots=True)
class UseExample:
    """A line that reads the site's data, and the program that runs it."""

    tool: str
    line: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """`parts` are files that only scripts load: the links let crawlers without scripts take them along."""

    template: ClassVar[str] = "pages/data.html"

    frame: Frame
    files: tuple[DataFile, ...]
    sources: str
    examples: tuple[UseExample, ...]
    parts: tuple[Link, ...]
    json_ld: Markup


def data_page(index: SiteIndex, parts: Iterable[str]) -> DataPage:
    """Return the page; `parts` are the paths of files that only scripts load."""
    site = index.site
    files = [*((file.path, file.meaning) for file in _DATA_FILES), *_OTHER_FILES]
    if site.base_url:
        files.append(
            (REVIEW_FEED, "all verdicts as ClaimReviews in a DataFeed (schema.org), for those who collect them")
        )
        files.append(("sitemap.xml", "the addresses of all pages, for crawlers"))
        files.append(("robots.txt", "where the sitemap is, and that all may be read"))
    description = f"The claims of {site.title} as files for programs. {summarize_site(index)}"
    claims = [record.claim for record in index.claims.values()]
    dates = [date for claim in claims for date in (claim.checked, *(made.date for made in claim.corrections)) if date]
    table = addresses.absolute(site, "claims.csv")
    read_table = "read_csv('" + table.replace("'", "''") + "')"
    return DataPage(
        frame=page_frame(index, DATA_PAGE, "Data and files", f"The claims of {site.title} as files for programs."),
        files=tuple(DataFile(Link(path, path), meaning) for path, meaning in files),
        sources=addresses.index("source"),
        examples=(
            UseExample("pandas", f'pandas.read_csv({json_line(table)}).groupby("verdict")["claim"].nunique()'),
            UseExample("DuckDB", f"FROM {read_table} SELECT verdict, count(DISTINCT claim) GROUP BY verdict;"),
            UseExample("Datasette", "sqlite-utils insert claims.db quotes claims.csv --csv && datasette claims.db"),
        ),
        parts=tuple(Link(path, path) for path in parts),
        json_ld=Markup(  # noqa: S704 - JSON with its angle brackets escaped
            dataset_json(site, DATA_PAGE, description, max(dates, default=None), _DATA_FILES)
        ),
    )
