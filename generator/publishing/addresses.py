"""Where every page and file of a site stands: paths relative to the site's root, and links between them.

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
    """Where the theme's files are in the site; a style's and a script's name has its content's hash in it."""

    style: str = "assets/verbatim.css"
    script: str = "assets/verbatim.js"
    icon: str = "assets/icon.svg"
    sheet: str = ""  # the style's own text, for a page that cannot know where its files are
    cards: bool = False  # each claim has a picture for networks


def page(kind: Kind, id: str, number: int = 1) -> str:
    """The page of one thing; `number` is the page of its list, from 1."""
    return list_page(f"{FOLDERS[kind]}/{id}.html", number)


def index(kind: Kind, number: int = 1) -> str:
    """The page that lists all things of a kind."""
    return list_page(f"{FOLDERS[kind]}/index.html", number)


def text(source: str) -> str:
    """The published plain text of a source."""
    return f"sources/{source}.txt"


def comparison(first: str, second: str) -> str:
    """The page on which the text that two sources share stands side by side; no id has two hyphens on end."""
    return f"compare/{first}--{second}.html"


def list_page(path: str, number: int) -> str:
    """The path of a list's further page: `timeline.html` and 2 make `timeline.2.html`."""
    if number == 1:
        return path
    stem = path.removesuffix(".html")
    return f"{stem}.{number}.html"


def link(origin: str, target: str) -> str:
    """The relative address from one path of the site to another; a fragment of the target is kept.

    Sites are one folder deep, so a step up is all that is ever needed.
    """
    folder, slash, _ = origin.rpartition("/")
    if not slash:
        return target
    if target.startswith(folder + "/"):
        return target.removeprefix(folder + "/")
    return "../" + target


def absolute(site: Site, path: str) -> str:
    """The whole address of a path of the site; the path itself where the site does not know where it stands."""
    return f"{site.base_url.rstrip('/')}/{path}" if site.base_url else path
