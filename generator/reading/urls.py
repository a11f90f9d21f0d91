"""Rules for addresses that may be published: links within the project, and web addresses without disguise."""

import re
import unicodedata
from urllib.parse import urlsplit

OWN = re.compile(r"(claim|source|entity|topic):(.+)")  # a link within the project
REL = "external noopener"  # the rel attribute of links that lead out of the site

_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{|}]")


def is_url(text: str) -> bool:
    """Return whether the text is an absolute http or https address that hides neither its host nor a password."""
    return not _NOT_IN_URL.search(text) and text.isprintable() and has_plain_host(text)


def has_plain_host(address: str) -> bool:
    """Return whether the address is http or https and its host, in any script, is the one that a reader sees.

    Browsers read other dots as dots, full-width letters as plain ones (UTS #46), and whatever precedes an @ as a name
    and a password: such an address leads where nobody expects.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host or port == 0:
        return False
    is_plain = all(character in "-._:" or unicodedata.category(character)[0] in "LMN" for character in host)
    return is_plain and host == unicodedata.normalize("NFKC", host)
