"""What every page has around its own content: head, navigation, foot; and the pages of a long list."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import ClassVar, Protocol, TypeVar

from markupsafe import Markup

from generator.model import Site
from generator.publishing import addresses
from generator.publishing.views.contact import contact_link
from generator.values import dataclass

Item = TypeVar("Item")

# Scripts written from right to left, by the languages that use them (ISO 639-1).
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "sd", "ug", "ur", "yi")
)

# Nothing from elsewhere, nothing inline; what a page holds as data (JSON-LD) is no script.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'self'; form-action 'none'"
)
# The folders' pages first: what a reader looks for; then the views across them.
_SECTIONS = (
    ("claims/index.html", "Claims"),
    ("topics/index.html", "Topics"),
    ("sources/index.html", "Sources"),
    ("entities/index.html", "Names"),
    ("timeline.html", "Timeline"),
    ("matrix.html", "Matrix"),
    ("about.html", "About"),
    ("search.html", "Search"),
)
_FILES = (
    ("methodology.html", "Methodology"),
    ("corrections.html", "Corrections"),
    ("feed.xml", "Feed"),
    ("claims.json", "JSON"),
    ("claims.csv", "CSV"),
    ("claims.schema.json", "Schema"),
    ("annotations.jsonld", "Annotations"),
    ("manifest.json", "Hashes of all files"),
)


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the theme's files stand in the site; a style's and a script's name has its content's hash in it."""

    style: str = "assets/verbatim.css"
    script: str = "assets/verbatim.js"
    icon: str = "assets/icon.svg"
    sheet: str = ""  # the style's own text, for a page that cannot know where its files stand
    cards: bool = False  # each claim has a picture for networks


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is printed; `current` says that it leads to where the reader is."""

    href: str
    text: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SocialImage:
    """A picture of a page: its address, what it shows in words, and its size in pixels."""

    url: str
    told: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Social:
    """What a network shows beside a link to the page, under Open Graph's names; addresses are absolute."""

    title: str
    url: str
    kind: str = "website"
    card: str = "summary"
    image: SocialImage | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """All that layouts/base.html prints. Links are relative to the page."""

    title: str
    description: str
    language: str
    direction: str
    site: str
    home: str
    sections: tuple[Link, ...]
    files: tuple[Link, ...]
    policy: str
    style: str
    scripts: tuple[str, ...]
    icon: str
    feed: str
    skip: str
    publisher: str | None
    publisher_url: str | None
    contact: str | None
    checked: str
    canonical: str | None
    base: str | None = None
    social: Social | None = None
    sheet: Markup | None = None


class View(Protocol):
    """A page's content, whole: its template loops over it, tests a boolean and prints."""

    template: ClassVar[str]

    @property
    def frame(self) -> Frame: ...


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is in a long list. There are never more than two links: no page grows with the list."""

    number: int
    total: int
    previous: str | None
    following: str | None


def frame(site: Site, assets: Assets, path: str, title: str, description: str, checked: str = "") -> Frame:
    """The frame of the page at `path`. Its title ends in the site's own, save on the home page."""

    def link(target: str) -> str:
        return addresses.link(path, target)

    folder, slash, _ = path.rpartition("/")
    sections, files = _ways(folder + slash, _section(path))
    canonical = f"{site.base_url.rstrip('/')}/{path}" if site.base_url else None
    return Frame(
        title=title if path == "index.html" else f"{title} · {site.title}",
        description=description,
        language=site.language,
        direction="rtl" if site.language.split("-")[0].casefold() in _RIGHT_TO_LEFT else "ltr",
        site=site.title,
        home=link("index.html"),
        sections=sections,
        files=files,
        policy=POLICY,
        style=link(assets.style),
        scripts=(link(assets.script),),
        icon=link(assets.icon),
        feed=link("feed.xml"),
        skip="#main",
        publisher=site.publisher.name if site.publisher else None,
        publisher_url=site.publisher.url if site.publisher else None,
        contact=contact_link(site),
        checked=checked,
        canonical=canonical,
        social=Social(title, canonical) if canonical else None,
    )


@lru_cache(256)
def _ways(folder: str, section: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links to the sections and to the files, the same on every page of a section in one folder."""
    sections = (Link(addresses.link(folder, to), text, current=_section(to) == section) for to, text in _SECTIONS)
    return tuple(sections), tuple(Link(addresses.link(folder, target), text) for target, text in _FILES)


def _section(path: str) -> str:
    """`claims` of claims/ID.html, `timeline` of timeline.2.html."""
    return path.replace("/", ".").partition(".")[0]


def allow_wasm(policy: str) -> str:
    """The policy, for what compiles WebAssembly from the site itself."""
    return policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def allow_style(policy: str, sheet: str) -> str:
    """The policy, for a page that holds the style sheet: by its hash, and no other."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return policy.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")


def rootless_frame(one: Frame, site: Site, assets: Assets, path: str) -> Frame:
    """The frame of a page that a server shows at any depth.

    Its links start from the site's own address; where that is not known, it holds its style and needs no other file.
    """
    if not site.base_url:
        if "</" in assets.sheet:  # no style sheet has that; a project's own may, and would end the element
            return one
        sheet = Markup(assets.sheet)  # noqa: S704 - the theme's own, and without an end tag
        return replace(one, sheet=sheet, policy=allow_style(one.policy, assets.sheet), scripts=())
    return replace(one, base=f"{site.base_url.rstrip('/')}/", skip=f"{path}#main", social=None)


def page_slices(items: Sequence[Item]) -> Iterator[tuple[int, tuple[Item, ...], int]]:
    """The pages of a list: the number from 1, the items there, and how many there are. An empty list has one."""
    pages = max(1, -(-len(items) // addresses.PAGE_SIZE))
    for number in range(1, pages + 1):
        yield number, tuple(items[(number - 1) * addresses.PAGE_SIZE : number * addresses.PAGE_SIZE]), pages


def paginate(path: str, items: Sequence[Item]) -> Iterator[tuple[str, Sequence[Item], Pager | None]]:
    """The list's pages: path, the items there and the pager. An empty list has one page; one page has no pager."""
    for number, shown, total in page_slices(items):
        yield addresses.numbered(path, number), shown, make_pager(path, number, total)


def make_pager(path: str, number: int, total: int) -> Pager | None:
    if total == 1:
        return None
    here = addresses.numbered(path, number)
    return Pager(
        number,
        total,
        addresses.link(here, addresses.numbered(path, number - 1)) if number > 1 else None,
        addresses.link(here, addresses.numbered(path, number + 1)) if number < total else None,
    )
