"""Frames: what every page has around its content, that is head, navigation and foot; and the pages of a long list."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.language.directions import direction_of
from generator.model import Site
from generator.publishing import addresses
from generator.publishing.addresses import Assets
from generator.publishing.index import (
    ANY_PROSE,
    ANY_QUOTES,
    HAS_CLAIMS,
    HAS_DATES,
    HAS_ENTITIES,
    HAS_QUOTES,
    HAS_SOURCES,
    HAS_TOPICS,
    OFFERED,
    PROSE_ALL_FOUND,
    SiteIndex,
)
from generator.publishing.labels import describe_checks
from generator.publishing.views.contact import contact_link
from generator.publishing.views.links import Link
from generator.values import dataclass

Item = TypeVar("Item")

# Nothing from other sites, nothing inline. JSON-LD in a page is data and no script.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'"
)
# First the pages of the folders, which readers look for most, then the views across them; each with the bit that says
# whether anything is in it.
_SECTIONS = (
    ("claims/index.html", "Claims", HAS_CLAIMS),
    ("topics/index.html", "Topics", HAS_TOPICS),
    ("sources/index.html", "Sources", HAS_SOURCES),
    ("entities/index.html", "Names", HAS_ENTITIES),
    ("timeline.html", "Timeline", HAS_DATES),
    ("matrix.html", "Who says what", HAS_QUOTES),
    ("about.html", "About", 0),
    ("search.html", "Search", HAS_CLAIMS),
)
_EVERY_SECTION = -1  # all bits
_FOR_READERS = (
    ("methodology.html", "Methodology"),
    ("corrections.html", "Corrections"),
    ("feed.xml", "Feed"),
)
_FOR_MACHINES = (
    ("data.html", "Data and files"),
    ("claims.json", "JSON"),
    ("claims.csv", "CSV"),
)


@dataclass(frozen=True, slots=True)
class SocialImage:
    """A picture of a page: its address, a text that says what it shows, and its size in pixels."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Social:
    """The Open Graph data of a page, which social networks show with a link to it; addresses are absolute.

    `published` and `modified` are the dates of an article, as much of them as is known.
    """

    title: str
    url: str
    kind: str = "website"
    card: str = "summary"
    image: SocialImage | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """All that layouts/base.html prints; links are relative to the page.

    `sections` has those that something is in; `files` are first the links for readers, then those for machines.
    `skip` is the address of the main content. `sheet` is the whole style sheet, for a page that does not know its own
    address. `preview` says that drafts are in the site.
    """

    title: str
    description: str
    language: str
    direction: str
    site: str
    home: str
    sections: tuple[Link, ...]
    files: tuple[Link, ...]
    readers: tuple[Link, ...]
    machines: tuple[Link, ...]
    policy: str
    style: str
    scripts: tuple[str, ...]
    icon: str
    feed: str
    skip: str
    publisher: str | None
    publisher_url: str | None
    contact: str | None
    license: str | None
    license_url: str | None
    checked: str
    canonical: str | None
    social: Social | None = None
    sheet: Markup | None = None
    preview: bool = False


class View(Protocol):
    """The whole content of a page: its template only loops, tests a boolean and prints."""

    template: ClassVar[str]

    @property
    def frame(self) -> Frame: ...


@dataclass(frozen=True, slots=True)
class Pager:
    """The links between the pages of a long list: two at most, so that no page grows with the list."""

    number: int
    total: int
    previous: str | None
    following: str | None


def page_frame(index: SiteIndex, path: str, title: str, description: str | None = None) -> Frame:
    """Return the frame of a page of the site; its title is its description if there is no other."""
    checked = describe_checks(
        quotes=bool(index.counts[ANY_QUOTES]),
        prose=bool(index.counts[ANY_PROSE]),
        all_found=bool(index.counts[PROSE_ALL_FOUND]),
    )
    offered = index.counts[OFFERED]
    return make_frame(index.site, index.assets, path, title, description or title, checked, offered)


def make_frame(
    site: Site,
    assets: Assets,
    path: str,
    title: str,
    description: str,
    checked: str = "",
    offered: int = _EVERY_SECTION,
) -> Frame:
    """Return the frame of the page at `path`. Its title ends in the site's own, except on the home page.

    `offered` are the sections that something is in, a bit each.
    """

    def link(target: str) -> str:
        return addresses.link(path, target)

    folder, slash, _ = path.rpartition("/")
    sections, readers, machines = _navigation_links(folder + slash, _section(path), offered)
    canonical = addresses.absolute(site, path) if site.base_url else None
    return Frame(
        title=title if path == "index.html" else f"{title} · {site.title}",
        description=description,
        language=site.language,
        direction=direction_of(site.language),
        site=site.title,
        home=link("index.html"),
        sections=sections,
        files=(*readers, *machines),
        readers=readers,
        machines=machines,
        policy=POLICY,
        style=link(assets.style),
        scripts=(link(assets.script),),
        icon=link(assets.icon),
        feed=link("feed.xml"),
        skip="#main",
        publisher=site.publisher.name if site.publisher else None,
        publisher_url=site.publisher.url if site.publisher else None,
        contact=contact_link(site),
        license=site.license.name if site.license else None,
        license_url=site.license.url if site.license else None,
        checked=checked,
        canonical=canonical,
        social=Social(title, canonical) if canonical else None,
        preview=assets.preview,
    )


@lru_cache(256)
def _navigation_links(folder: str, section: str, offered: int) -> tuple[tuple[Link, ...], ...]:
    """Return the links to sections, for readers and for machines: the same on all pages of a folder and a section."""
    sections = (
        Link(addresses.link(folder, target), text, current=_section(target) == section)
        for target, text, bit in _SECTIONS
        if offered & bit == bit
    )
    files = (
        tuple(Link(addresses.link(folder, target), text) for target, text in links)
        for links in (_FOR_READERS, _FOR_MACHINES)
    )
    return tuple(sections), *files


def _section(path: str) -> str:
    """Return the section that a page is in: `claims` for claims/ID.html, `timeline` for timeline.2.html."""
    return path.replace("/", ".").partition(".")[0]


def allow_wasm(policy: str) -> str:
    """Return the policy of a page that compiles WebAssembly from the site itself."""
    return policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def allow_media(policy: str) -> str:
    """Return the policy of a page that plays recordings from the site itself."""
    return f"{policy}; media-src 'self'"


def allow_style(policy: str, sheet: str) -> str:
    """Return the policy of a page that contains the style sheet: allowed by its hash, and no other."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return policy.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")


def rootless_frame(frame: Frame, site: Site, assets: Assets) -> Frame:
    """Return the frame of a page that a server may show at an address of any depth, made from its usual frame.

    It contains its style, and needs no other file. Its links are paths from the root of the host, whatever host it is,
    where the site's address tells them.
    """
    if "</" not in assets.sheet:  # only a style sheet of the project can have this, which would end the element
        sheet = Markup(assets.sheet)  # noqa: S704 - the theme's own, and without an end tag
        frame = replace(frame, sheet=sheet, policy=allow_style(frame.policy, assets.sheet), scripts=())
    if not site.base_url:
        return frame
    folder = urlsplit(site.base_url).path.strip("/")
    root = f"/{folder}/" if folder else "/"

    def root_links(links: Sequence[Link]) -> tuple[Link, ...]:
        return tuple(replace(link, href=root + link.href) for link in links)

    return replace(
        frame,
        home=root + frame.home,
        sections=root_links(frame.sections),
        files=root_links(frame.files),
        readers=root_links(frame.readers),
        machines=root_links(frame.machines),
        style=root + frame.style,
        scripts=tuple(root + script for script in frame.scripts),
        icon=root + frame.icon,
        feed=root + frame.feed,
        social=None,
    )


def page_slices(items: Sequence[Item]) -> Iterator[tuple[int, tuple[Item, ...], int]]:
    """Yield the pages of a list: their number from 1, their items, and how many pages there are. The least is one."""
    pages = max(1, -(-len(items) // addresses.PAGE_SIZE))
    for number in range(1, pages + 1):
        yield number, tuple(items[(number - 1) * addresses.PAGE_SIZE : number * addresses.PAGE_SIZE]), pages


def paginate(path: str, items: Sequence[Item]) -> Iterator[tuple[str, Sequence[Item], Pager | None]]:
    """Yield the pages of a list: path, items and pager. An empty list has one page; a single page has no pager."""
    for number, shown, total in page_slices(items):
        yield addresses.list_page(path, number), shown, make_pager(path, number, total)


def make_pager(path: str, number: int, total: int) -> Pager | None:
    if total == 1:
        return None
    page = addresses.list_page(path, number)
    return Pager(
        number,
        total,
        addresses.link(page, addresses.list_page(path, number - 1)) if number > 1 else None,
        addresses.link(page, addresses.list_page(path, number + 1)) if number < total else None,
    )
