"""The page of data and files: what programs can read, one line each for common tools, and plain links for crawlers."""

from collections.abc import Iterable
from typing import ClassVar

from generator.publishing import addresses
from generator.publishing.data.json_text import json_line
from generator.publishing.index import SiteIndex
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link
from generator.values import dataclass

DATA_PAGE = "data.html"

# Every file that holds the whole site, or news of it, as data; its page says what each is.
_DATA_FILES = (
    ("claims.json", "everything: claims, quotes with their places, sources, topics and names"),
    ("claims.schema.json", "the JSON Schema of claims.json, which says what each key means"),
    ("claims.csv", "a table with a row for each quote, for spreadsheets and statistics"),
    ("annotations.jsonld", "the quotes as W3C Web Annotations of the published texts"),
    ("feed.xml", "what is new or corrected, for feed readers (Atom)"),
    ("manifest.json", "the SHA-256 of every other file"),
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


def data_page(index: SiteIndex, parts: Iterable[str]) -> DataPage:
    """Return the page; `parts` are the paths of files that only scripts load."""
    site = index.site
    files = (
        (*_DATA_FILES, ("sitemap.xml", "the addresses of all pages, for crawlers")) if site.base_url else _DATA_FILES
    )
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
    )
