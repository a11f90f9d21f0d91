"""Addresses of before, for things that have another id now: what leads on, and what is there still."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.analysis.former_ids import list_things
from generator.model import Corpus, Site
from generator.publishing import addresses

REDIRECTS = "_redirects"  # read by Netlify, Cloudflare Pages and others; elsewhere the pages lead on
# Files beside the page of a thing: they stay at their address of before, the same as at the new one.
_ENDINGS: Mapping[addresses.Kind, tuple[str, ...]] = {
    "claim": (".json", ".md", ".oembed.json"),
    "source": (".txt",),
    "topic": (".xml",),
    "entity": (),
}


class Move(NamedTuple):
    """A thing's kind, an id that it had before, and its present one."""

    kind: addresses.Kind
    former: str
    id: str

    @property
    def page(self) -> str:
        return addresses.page(self.kind, self.former)


def list_moves(corpus: Corpus) -> tuple[Move, ...]:
    """Return all former ids of what is published."""
    drafts = {claim.id for claim in corpus.drafts}
    return tuple(
        Move(kind, former.id, thing.id)
        for kind, things in list_things(corpus)
        for thing in things
        if not (kind == "claim" and thing.id in drafts)
        for former in thing.formerly
        if former.id != thing.id
    )


def copied_files(move: Move) -> Iterator[tuple[str, str]]:
    """Yield the paths of before and now of the files beside a thing's page."""
    folder = addresses.FOLDERS[move.kind]
    for ending in _ENDINGS[move.kind]:
        yield f"{folder}/{move.former}{ending}", f"{folder}/{move.id}{ending}"


def redirects_file(site: Site, moves: Iterable[Move]) -> bytes:
    """Return the redirections for hosts that read them: a line for each page, below the site's own path.

    With clean URLs they lead to the address without `.html`, from the former ones with it and without it.
    """
    root = urlsplit(site.base_url or "").path.rstrip("/")
    lines = []
    for move in moves:
        former, present = move.page, addresses.page(move.kind, move.id)
        if site.clean_urls:
            present = present.removesuffix(".html")
            lines.append(f"{root}/{former.removesuffix('.html')} {root}/{present} 301\n")
        lines.append(f"{root}/{former} {root}/{present} 301\n")
    return "".join(lines).encode()


_MOST_LOST = 20  # addresses that are told one by one


def list_lost_addresses(written: Collection[str], removed: Iterable[str]) -> Iterator[str]:
    """Yield a line for each page of a thing that the last site had and this one has not, with what keeps its address.

    `written` and `removed` are the paths of files. Where just one page of its kind is new, it may be the same thing.
    """
    kinds = {folder: kind for kind, folder in addresses.FOLDERS.items()}
    lost, new = (
        [(kinds[page[1]], page[2]) for path in paths if (page := _PAGE.fullmatch(path)) and page[2] != "index"]
        for paths in (removed, written)
    )
    for kind, id in lost[:_MOST_LOST]:
        folder, candidates = addresses.FOLDERS[kind], [other for its_kind, other in new if its_kind == kind]
        where = f"the entry of {candidates[0]}" if len(candidates) == 1 else f"the entry that this {kind} has now"
        yield f"{folder}/{id}.html is gone. To lead its readers on, write into {where}: formerly: [{id}]"
    if len(lost) > _MOST_LOST:
        yield f"and {len(lost) - _MOST_LOST:,} more pages are gone"


_PAGE = re.compile(f"({'|'.join(addresses.FOLDERS.values())})/([a-z0-9-]+)[.]html")
