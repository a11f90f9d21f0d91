"""Which addresses may be published: the project's own, and those of the web that are what they look like."""

import re
import unicodedata
from urllib.parse import urlsplit

OWN = re.compile(r"(claim|source|entity|topic):(.+)")  # an address of something of the project itself
REL = "external noopener"  # what a link that leads out of the site says of itself

_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{|}]")


def is_url(text: str) -> bool:
    """Whether the text is an absolute http or https address that hides neither its host nor a password."""
    return not _NOT_IN_URL.search(text) and text.isprintable() and has_plain_host(text)


def has_plain_host(address: str) -> bool:
    """Whether the address is an http or https one whose host, in any script, is the one that a reader sees.

    Browsers take other dots for dots and full-width letters for plain ones (UTS #46), and what stands before an @ for
    a name and a password: with these an address leads where nobody expects.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host or port == 0:
        return False
    written = all(each in "-._:" or unicodedata.category(each)[0] in "LMN" for each in host)
    return written and host == unicodedata.normalize("NFKC", host)
