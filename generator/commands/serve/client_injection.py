"""The client script in served pages: it reloads the page and shows findings. No file of the site contains it."""

import re
from html import escape, unescape

CLIENT_FOLDER = "/@verbatim/"  # no file of a site is here: neither ids nor the site's own names contain @
_META = re.compile(rb"<meta\b[^>]*http-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"content=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_BASE = re.compile(rb"(<base\b[^>]*href=)(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
# The site's public address, in the page for lost readers, whose links begin with its path.
_PUBLIC_ROOT = re.compile(rb"<link rel=\"canonical\" href=\"https?://[^/\"]*(/(?:[^\"]*/)?)404\.html\">", re.IGNORECASE)
_NEEDED = ("script-src", "script-src-elem", "style-src", "style-src-elem", "connect-src")


def inject_client(page: bytes, version: str, token: str = "") -> bytes:
    """Return the page with the client at its end, which learns the version of the site that the page belongs to.

    By the token this server knows its own pages.
    A policy of the page still holds, except for the client's own files. A `base` with the site's public address is
    replaced by the root of this server, and so is its path in the links of the page for lost readers.
    """
    root = _PUBLIC_ROOT.search(page)
    if root:
        page = page.replace(b'="' + root[1], b'="/')
    head, body, rest = page.partition(b"<body")
    head = _META.sub(lambda meta: _CONTENT.sub(_allow_own_files, meta[0], count=1), head)
    head = _BASE.sub(rb'\1"/"', head)
    known = f'data-version="{escape(version)}" data-token="{escape(token)}"'
    client = f'<script src="{CLIENT_FOLDER}client.js" {known}></script>\n'
    return head + body + rest + client.encode()


def _allow_own_files(content: re.Match[bytes]) -> bytes:
    policy = unescape((content[1] or content[2] or b"").decode("utf-8", "replace"))
    return f'content="{escape(extend_policy(policy))}"'.encode()


def extend_policy(policy: str) -> str:
    """Return the policy (https://www.w3.org/TR/CSP3/), with the page's own scripts, styles and connections allowed.

    A directive that is missing allows them already, or follows `default-src`; in that case it is added.
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)  # of two, a browser takes the first
    fallback = directives.get("default-src")
    for name in _NEEDED:
        allowed = directives.get(name, None if name.endswith("-elem") else fallback)
        if allowed is not None and "'self'" not in (source.lower() for source in allowed):
            directives[name] = [*(source for source in allowed if source.lower() != "'none'"), "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def placeholder_page(text: str) -> bytes:
    """Return the page shown while there is no site; it turns into the site as soon as there is one."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>No site yet</title>\n'
        f'<link rel="stylesheet" href="{CLIENT_FOLDER}client.css">\n</head>\n<body class="placeholder">\n'
        "<main>\n<h1>No site yet</h1>\n"
        "<p>The project could not be built. Fix the problems, and the site appears here.</p>\n"
        f"<noscript><pre>{escape(text)}</pre></noscript>\n</main>\n</body>\n</html>\n"
    ).encode()
