"""The host of an address in the place of a publisher that nobody has stated."""

import re
from urllib.parse import urlsplit

from generator.patterns import lazy_pattern

# Hosts that carry other people's pages: there the first part of the path says whose a page is.
SHARED_HOSTS = (
    "academia.edu", "archive.fo", "archive.is", "archive.li", "archive.md", "archive.org", "archive.ph",
    "archive.today", "archive.vn", "bitchute.com", "bsky.app", "dailymotion.com", "docs.google.com",
    "documentcloud.org",
    "drive.google.com", "facebook.com", "flickr.com", "ghostarchive.org", "github.com", "gitlab.com", "instagram.com",
    "issuu.com", "linkedin.com", "mastodon.social", "medium.com", "megalodon.jp", "odysee.com", "ok.ru", "patreon.com",
    "perma.cc", "pinterest.com", "quora.com", "reddit.com", "researchgate.net", "rumble.com", "scribd.com",
    "sites.google.com", "slideshare.net", "soundcloud.com", "substack.com", "t.me", "telegra.ph", "threads.com",
    "threads.net", "tiktok.com", "truthsocial.com", "tumblr.com", "twitch.tv", "vimeo.com", "vk.com",
    "web.archive.org", "weibo.com", "x.com", "youtube.com",
)  # fmt: skip
# Other names of these hosts; a short link to a video says no more than a long one, so both are of one kind.
_OTHER_NAMES = {
    "twitter.com": "x.com", "mobile.twitter.com": "x.com", "mobile.x.com": "x.com", "fb.com": "facebook.com",
    "old.reddit.com": "reddit.com", "music.youtube.com": "youtube.com", "telegram.me": "t.me",
    "youtube-nocookie.com": "youtube.com", "youtu.be": "youtube.com/watch",
}  # fmt: skip
_ARCHIVED = lazy_pattern(r"https?://[^/]+/(?:.*?/)?(https?:/{1,2}[^/].*)", re.IGNORECASE)
_ARCHIVES = re.compile(r"(?:web\.)?archive\.(?:org|today|is|ph|li|vn|fo|md)")


def host_name(address: str | None) -> str | None:
    """Return the host of an address without `www.` and `m.`, and with the first part of the path where that says whose.

    Of an archived page's address it is the original's, if that is in it.
    """
    host, path = _split(address or "")
    inner = _ARCHIVED.match(address or "") if _ARCHIVES.fullmatch(host) else None
    if inner:
        host, path = _split(re.sub(r"\A(https?:)/{1,2}", r"\1//", inner[1]))
    if not host:
        return None
    host, _, first = _OTHER_NAMES.get(host, host).partition("/")
    if host not in SHARED_HOSTS:
        return host
    first = first or path.strip("/").partition("/")[0].casefold()
    return f"{host}/{first}" if first else host


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", ""
    while (shorter := host.removeprefix("www.").removeprefix("m.")) != host and "." in shorter:
        host = shorter
    return host, parts.path
