"""Whether the addresses of sources still give what was read there: each is asked once, and nothing is changed."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from generator.article_text import join_stretches
from generator.commands.add.intake import ImportRefused, IncomingFile
from generator.commands.shared.fetch import FetchFailed, Response
from generator.commands.update.source_update import build_article, compare_quotes, read_new
from generator.folding import fold
from generator.model import Article, Source
from generator.reading.sources import Library

PAUSE = 1.0  # seconds between two requests to one host
_GONE = (404, 410)

Outcome = Literal["same", "moved", "changed", "gone", "not-reached", "no-address"]
Fetch = Callable[[str], Response]


@dataclass(frozen=True, slots=True)
class AddressReport:
    """What an address gives now. `moved` is where it leads; `lost` are the quotes that are no longer there."""

    source: str
    outcome: Outcome
    address: str | None = None
    moved: str | None = None
    detail: str | None = None
    quotes: int = 0
    lost: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = {
            "same": "same",
            "moved": f"moved to {self.moved}, with the same text",
            "changed": f"changed{f', and moved to {self.moved}' if self.moved else ''}: {self._count_quotes()}",
            "gone": f"gone: {self.detail}",
            "not-reached": f"not reached: {self.detail}",
            "no-address": "has no address",
        }
        return f"{self.source}: {words[self.outcome]}"

    def _count_quotes(self) -> str:
        if self.detail:
            return self.detail
        if not self.quotes:
            return "no claim quotes it"
        stand = self.quotes - len(self.lost)
        lost = f"; not in it: {', '.join(self.lost)}" if self.lost else ""
        return f"{stand} of {self.quotes} quote{'' if self.quotes == 1 else 's'} stand{lost}"


def check_addresses(library: Library, sources: Iterable[Source], ask: Fetch) -> Iterator[AddressReport]:
    """Yield what the address of each source gives now, one after the other, with a pause where hosts are the same."""
    asked: dict[str, float] = {}
    for source in sources:
        if not source.url:
            yield AddressReport(source.id, "no-address")
            continue
        host = urlsplit(source.url).netloc.lower()
        if host in asked:
            time.sleep(max(0.0, PAUSE - (time.monotonic() - asked[host])))
        yield _check_address(library, source, source.url, ask)
        asked[host] = time.monotonic()


def _check_address(library: Library, source: Source, address: str, ask: Fetch) -> AddressReport:
    try:
        found = ask(address)
    except FetchFailed as failed:
        outcome: Outcome = "gone" if failed.status in _GONE else "not-reached"
        return AddressReport(source.id, outcome, address, detail=str(failed))
    moved = found.address if found.address != address.partition("#")[0] else None
    name = unquote(urlsplit(found.address).path.rstrip("/").rpartition("/")[2])
    incoming = IncomingFile(found.content, name, found.type, found.charset, None, found.address)
    try:
        article, _ = build_article(library, source, read_new(source, incoming, as_text=True))
    except ImportRefused as refused:
        return AddressReport(source.id, "changed", address, moved, str(refused))
    old = library.articles.get(source.id)
    if old and _holds(article, old):
        return AddressReport(source.id, "moved" if moved else "same", address, moved)
    fates = list(compare_quotes(library, source, article))
    lost = tuple(quote.evidence.id for quote in fates if quote.fate in ("gone", "ambiguous"))
    return AddressReport(source.id, "changed", address, moved, quotes=len(fates), lost=lost)


def _holds(new: Article, old: Article) -> bool:
    """Return whether a text has the article of another one, as quotes are compared; what is beside it may differ."""
    return fold(join_stretches(old)).text in fold(new.text).text


def as_json(reports: Iterable[AddressReport]) -> str:
    return json.dumps([asdict(report) for report in reports], ensure_ascii=True, indent=2)
