"""Paths of all pages and files, relative to the root of the site, and links between them.

An id has no dot, so `index.2.html` and `ID.2.html` can never be the page of another id.
"""

from typing import Literal

from generator.model import Site
from generator.values import dataclass

Kind = Literal["claim", "source", "topic", "entity"]

FOLDERS: dict[Kind, str] = {"claim": "claims", "source": "sources", "topic": "topics", "entity": "entities"}
PAGE_SIZE = 100  # items on one page of a list


@dataclass(frozen=True, slots=True)
class Assets:
    """Paths of the theme's files in the site; the names of styles and scripts contain the hash of their content."""

    style: str = "assets/verbatim.css"
    script: str = "assets/verbatim.js"
    icon: str = "assets/icon.svg"
    sheet: str = ""  # the text of the style, for a page that does not know its own address
    cards: bool = False  # whether each claim has a picture for social networks
    preview: bool = False  # whether drafts are in the site, so that each page says that it is none to publish


def page(kind: Kind, id: str, number: int = 1) -> str:
    """Return the path of the page of a claim, source, topic or entity; `number` counts its pages from 1."""
    return list_page(f"{FOLDERS[kind]}/{id}.html", number)


def index(kind: Kind, number: int = 1) -> str:
    """Return the path of the list of all things of a kind; `number` counts its pages from 1."""
    return list_page(f"{FOLDERS[kind]}/index.html", number)


def text(source: str) -> str:
    """Return the path of the published plain text of a source."""
    return f"sources/{source}.txt"


def comparison(first: str, second: str) -> str:
    """Return the path of the page that compares two sources. No id has two hyphens in a row, so it is unambiguous."""
    return f"compare/{first}--{second}.html"


def list_page(path: str, number: int) -> str:
    """Return the path of a further page of a list: `timeline.html` and 2 make `timeline.2.html`."""
    if number == 1:
        return path
    stem = path.removesuffix(".html")
    return f"{stem}.{number}.html"


def link(origin: str, target: str) -> str:
    """Return the relative address of a path of the site, seen from another one; a fragment of the target is kept.

    Sites are one folder deep, so at most one step up is needed.
    """
    folder, slash, _ = origin.rpartition("/")
    if not slash:
        return target
    if target.startswith(folder + "/"):
        return target.removeprefix(folder + "/")
    return "../" + target


def canonical_path(path: str) -> str:
    """Return the one path by which a page is known: the home page is its folder itself."""
    return "" if path == "index.html" else path


def absolute(site: Site, path: str) -> str:
    """Return the absolute address of a path of the site; the path itself if the site has no `base_url`."""
    return f"{site.base_url.rstrip('/')}/{path}" if site.base_url else path
