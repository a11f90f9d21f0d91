"""Addresses that open a recording at a time, on sites and in media files that take one."""

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from generator.model import Source
from generator.patterns import lazy_pattern

# The name of the time in the query, by host; its value is in seconds.
_QUERY_NAMES = {
    "youtube.com": "t",
    "youtu.be": "t",
    "dailymotion.com": "start",
    "c-span.org": "start",
    "archive.org": "start",
}
_EMBEDDED = frozenset({"youtube.com", "youtube-nocookie.com"})  # players for other sites, below /embed/
_FRAGMENTS = frozenset({"vimeo.com", "player.vimeo.com"})
# Files that browsers play, which take a media fragment (W3C Media Fragments URI 1.0).
_MEDIA_FILE = lazy_pattern(r"\.(?:mp4|m4v|webm|ogv|ogg|oga|opus|mp3|m4a|aac|wav|flac|mov)\Z", re.IGNORECASE)
_PAGES = {
    "youtube.com": re.compile(r"/(?:watch\Z|live/.)"),
    "youtu.be": re.compile(r"/."),
    "dailymotion.com": re.compile(r"/video/."),
    "c-span.org": re.compile(r"/video/"),
    "archive.org": re.compile(r"/details/."),
    "vimeo.com": re.compile(r"/(?:.*/)?\d+(?:/|\Z)"),
    "player.vimeo.com": re.compile(r"/video/\d"),
}


def is_recording(source: Source) -> bool:
    """Return whether the source's original is published, and is one that is played."""
    published = source.original.published if source.original else None
    return published is not None and published.kind in ("audio", "video")


def at_time(url: str, seconds: int) -> str:
    """Return the address of a recording at a time in seconds; itself where it takes none, or has one already."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return url
    asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if parts.fragment or asked & {"t", "start", "time_continue"}:
        return url
    page = _PAGES.get(host)
    known = page is not None and page.match(parts.path) is not None
    if (known and host in _FRAGMENTS) or (not known and _MEDIA_FILE.search(parts.path)):
        return urlunsplit(parts._replace(fragment=f"t={seconds}"))
    name = _QUERY_NAMES.get(host) if known else None
    if host in _EMBEDDED and parts.path.startswith("/embed/"):
        name = "start"
    if name is None:
        return url
    value = f"{name}={seconds}s" if name == "t" else f"{name}={seconds}"
    return urlunsplit(parts._replace(query=f"{parts.query}&{value}".lstrip("&")))
