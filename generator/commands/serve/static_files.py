"""Files of the site by the path that a browser asks for: nothing outside the site's folder can be reached.

The path is split before anything is opened, and each part is opened in the folder before it, without following links.
So no spelling (`..`, `%2e`, `\\`, a drive, NUL, two slashes) and no link leads out, and nothing can be exchanged
between a check and an opening.
"""

import hashlib
import os
import stat
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote_to_bytes

LONGEST = 4096  # characters of a path, as it is asked for
CLIENT = ("client.js", "client.css")

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
}


def media_type(path: str) -> str:
    """Return the media type of a file by its name; that of plain bytes if the kind is unknown."""
    return TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def path_segments(asked: str) -> tuple[str, ...] | None:
    """Return the names in the path of an address, the last one empty for a folder; None if the path is refused.

    The path is decoded once, as UTF-8. It is refused if a name has a special meaning on some system.
    """
    if not asked.startswith("/") or len(asked) > LONGEST:
        return None
    try:
        names = unquote_to_bytes(asked[1:].encode("latin-1")).decode("utf-8").split("/")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    *folders, _ = names
    if any(name in {"", ".", ".."} for name in folders) or names[-1] in {".", ".."}:
        return None
    if any(not name.isprintable() or "\\" in name or ":" in name for name in names):
        return None
    return tuple(names)


def read_site_file(site: Path, names: tuple[str, ...]) -> bytes | None:
    """Return the bytes of the regular file at these names below the folder `site`; None if there is none."""
    inner = -1
    try:
        inner = os.open(site, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        for name in names:
            outer = inner
            try:
                # Not blocking: a FIFO that nobody writes to must not hold up a reader.
                inner = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=outer)
            except OSError:
                inner = -1
                raise
            finally:
                os.close(outer)
        if not stat.S_ISREG(os.fstat(inner).st_mode):
            return None
        with os.fdopen(inner, "rb", closefd=False) as file:
            return file.read()
    except OSError:
        return None
    finally:
        if inner >= 0:
            os.close(inner)


def client_file(name: str) -> bytes | None:
    """Return the bytes of one of the client's files; None if there is no such file."""
    return (files("generator.commands.serve") / name).read_bytes() if name in CLIENT else None


def etag(content: bytes) -> str:
    """Return a fingerprint of the bytes, short enough for a header."""
    return hashlib.sha256(content).hexdigest()[:20]
