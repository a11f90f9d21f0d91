"""A static web host as sites are published on: below a path, with the site's `_headers`, gzip and 404.html."""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".png": "image/png",
}


@dataclass
class Host:
    """What is served below which path of one address; `folders` may grow while it runs."""

    address: str
    folders: dict[str, Path] = field(default_factory=dict)

    def serve(self, path: str, folder: Path) -> str:
        """Serve the folder below the path; return its address, with a slash at its end."""
        self.folders[path] = folder
        return self.address + path


@contextmanager
def run_host() -> Iterator[Host]:
    """Run a host on a free port of the loopback until the end of the block."""
    running = Host("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, running))
    running.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, running: Host, *rest: object) -> None:
        self.host = running
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        asked = unquote(urlsplit(self.path).path)
        for prefix, folder in self.host.folders.items():
            if asked.startswith(prefix):
                self.send(folder, asked.removeprefix(prefix) or "index.html")
                return
        self.send_error(404)

    def send(self, folder: Path, path: str) -> None:
        target = (folder / path).resolve()
        found = target.is_relative_to(folder.resolve()) and target.is_file()
        if not found:
            target = folder / "404.html"
        content = target.read_bytes()
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            content = gzip.compress(content)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", TYPES.get(target.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for pattern, lines in read_headers(folder).items():
            if fnmatchcase("/" + path, pattern):
                for name, value in lines:
                    self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def read_headers(folder: Path) -> Mapping[str, list[tuple[str, str]]]:
    """Return the rules of the site's `_headers`: the headers of each pattern of paths."""
    rules: dict[str, list[tuple[str, str]]] = {}
    lines: list[tuple[str, str]] = []
    for line in (folder / "_headers").read_text().splitlines():
        if line.startswith((" ", "\t")):
            name, _, value = line.strip().partition(": ")
            lines.append((name, value))
        elif line.strip():
            lines = rules.setdefault(line.strip(), [])
    return rules
