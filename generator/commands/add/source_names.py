"""The name that a source's id is made of: its publisher and date, as desks name clippings, else its title."""

from urllib.parse import urlsplit

from generator.reading.ids import make_id
from generator.reading.metadata import Metadata

_PUBLISHER = 40  # characters of an id that are the publisher's
_ARTICLES = ("the-", "die-", "der-", "das-", "le-", "la-", "el-", "il-")


def name_source(about: Metadata, stem: str) -> str:
    """Return the name that an id is made of; `stem` is the file's name without its suffix.

    A publisher and a day of publication are short and say what readers look for, if they are stated; a title that was
    only inferred says less than the name that the curator gave the file.
    """
    publisher = _shorten(make_id(about.publisher or "") or _host_id(about.url if about.publisher else None))
    if publisher and about.published and "published" not in about.inferred:
        return f"{publisher} {about.published}"
    title = None if "title" in about.inferred and stem else about.title
    return title or stem


def _shorten(name: str) -> str:
    for article in _ARTICLES:
        name = name.removeprefix(article) if len(name) > len(article) + 2 else name
    return name if len(name) <= _PUBLISHER else name[: _PUBLISHER + 1].rpartition("-")[0] or name[:_PUBLISHER]


def _host_id(url: str | None) -> str:
    return make_id((urlsplit(url or "").hostname or "").removeprefix("www."))
