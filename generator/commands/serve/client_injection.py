"""What a page gets on its way to the browser, and only there: the client that reloads it and shows what is wrong."""

import re
from html import escape, unescape

CLIENT_FOLDER = "/@verbatim/"  # no file of a site stands here: ids and names of the site's own have no such sign
_META = re.compile(rb"<meta\b[^>]*http-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"content=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_BASE = re.compile(rb"(<base\b[^>]*href=)(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_NEEDED = ("script-src", "script-src-elem", "style-src", "style-src-elem", "connect-src")


def inject_client(page: bytes, version: str) -> bytes:
    """The page with the client at its end, told which version of the site the page is of.

    A policy that the page has still holds, but for our own files. A `base` with the address where the site will stand
    leads to this server, as it will lead to that one.
    """
    head, body, rest = page.partition(b"<body")
    head = _META.sub(lambda meta: _CONTENT.sub(_admitting, meta[0], count=1), head)
    head = _BASE.sub(rb'\1"/"', head)
    client = f'<script src="{CLIENT_FOLDER}client.js" data-version="{escape(version)}"></script>\n'
    return head + body + rest + client.encode()


def _admitting(content: re.Match[bytes]) -> bytes:
    policy = unescape((content[1] or content[2] or b"").decode("utf-8", "replace"))
    return f'content="{escape(extend_policy(policy))}"'.encode()


def extend_policy(policy: str) -> str:
    """The policy (https://www.w3.org/TR/CSP3/), with scripts, styles and connections of the page's own origin allowed.

    What it does not speak of is open already, or follows `default-src`, which then is spelt out for it.
    """
    directives: dict[str, list[str]] = {}
    for each in policy.split(";"):
        name, *sources = each.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)  # of two, a browser takes the first
    fallback = directives.get("default-src")
    for name in _NEEDED:
        allowed = directives.get(name, None if name.endswith("-elem") else fallback)
        if allowed is not None and "'self'" not in (each.lower() for each in allowed):
            directives[name] = [*(each for each in allowed if each.lower() != "'none'"), "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def placeholder_page(text: str) -> bytes:
    """The page where there is no site yet: it says so, and becomes the site as soon as there is one."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>No site yet</title>\n'
        f'<link rel="stylesheet" href="{CLIENT_FOLDER}client.css">\n</head>\n<body class="placeholder">\n'
        "<main>\n<h1>No site yet</h1>\n"
        "<p>The project could not be built. Mend what is wrong, and the site appears here.</p>\n"
        f"<noscript><pre>{escape(text)}</pre></noscript>\n</main>\n</body>\n</html>\n"
    ).encode()
