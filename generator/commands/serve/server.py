"""HTTP server for the site, on the loopback only: which requests it accepts, and what it answers.

Any page of the web can make a browser send requests to a server on its own machine, and with a name that leads here
(DNS rebinding) even read the answers, before the site is published. So only requests to a name of the loopback are
answered, none that another site's page made (https://www.w3.org/TR/fetch-metadata/), and no other site is ever allowed
to read or embed an answer (Cross-Origin-Resource-Policy; no CORS header). What writes is asked for by POST, with the
origin of this very server, as JSON, and with the token that is in its own pages only.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import TCPServer
from threading import Thread
from urllib.parse import quote

from generator.commands.serve.client_injection import CLIENT_FOLDER, inject_client, placeholder_page
from generator.commands.serve.desk import LONGEST, Desk, Refused, list_choices
from generator.commands.serve.static_files import client_file, etag, media_type, path_segments
from generator.commands.serve.status import BuildStatus, StatusBoard
from generator.commands.serve.workspace import Workspace
from generator.diagnostics import as_text, make_visible
from generator.publishing.theme import TemplateFault
from generator.values import dataclass

ADDRESS = "127.0.0.1"
IDLE = 60.0  # seconds that a connection may be open without a request
HEARTBEAT = 10.0  # seconds between two signs of life to a page that waits: by this its end is noticed
EVENTS = f"{CLIENT_FOLDER}events"
CHOICES = f"{CLIENT_FOLDER}choices"
_SAFE = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


# Reads a file of the site by the names in its path; None where there is none.
ReadFile = Callable[[tuple[str, ...]], bytes | None]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def refuse(headers: Mapping[str, str], hosts: list[str], target: str) -> HttpAnswer | None:
    """Return the answer to a request that is not allowed, else None.

    `hosts` are all Host headers; the names of `headers` are in lower case.
    """
    if len(hosts) != 1 or not target.startswith("/"):
        return _text_answer(HTTPStatus.BAD_REQUEST, "exactly one Host header and a path are required")
    if not is_loopback(hosts[0]):
        return _text_answer(
            HTTPStatus.FORBIDDEN, "this server only answers on the loopback: http://127.0.0.1 or localhost"
        )
    if headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"} and (
        headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest") != "document"
    ):
        return _text_answer(HTTPStatus.FORBIDDEN, "this server only answers its own pages")
    return None


def refuse_post(headers: Mapping[str, str], host: str) -> HttpAnswer | None:
    """Return the answer to a POST that is not allowed, else None; `refuse` has allowed its host."""
    origin, kind = headers.get("origin", ""), headers.get("content-type", "")
    if origin != f"http://{host}" or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _text_answer(HTTPStatus.FORBIDDEN, "only pages of this server may write")
    if kind.partition(";")[0].strip().lower() != "application/json":
        return _text_answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "expected application/json")
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers or not (length.isascii() and length.isdecimal() and len(length) < 10):
        return _text_answer(HTTPStatus.LENGTH_REQUIRED, "expected a Content-Length")
    if int(length) > LONGEST:
        return _text_answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {LONGEST:,} bytes")
    return None


def answer_post(target: str, body: bytes, desk: Desk) -> HttpAnswer:
    """Return the answer to an allowed POST, after doing what it asks for."""
    status, said = HTTPStatus.OK, {}
    try:
        said = dict(desk.answer(target.removeprefix(CLIENT_FOLDER), body))
    except Refused as reason:
        status, said = reason.status, {"refused": str(reason)}
    return HttpAnswer(status, json.dumps(said).encode(), {"Content-Type": media_type(".json")})


def is_loopback(host: str) -> bool:
    """Return whether a Host header names this machine's loopback, with any port: ports may be forwarded."""
    parts = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?", host)
    if not parts:
        return False
    name = parts[1].lower()
    if name == "localhost" or name.endswith(".localhost"):  # RFC 6761: these lead nowhere else
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def answer_get(target: str, read: ReadFile, build_status: BuildStatus, token: str = "") -> HttpAnswer:
    """Return the answer to a GET of the target, from the files of the site and the last status."""
    try:
        return _answer_get(target, read, build_status, token)
    except TemplateFault as fault:
        page = placeholder_page(make_visible(str(fault)))
        return _page_answer(HTTPStatus.INTERNAL_SERVER_ERROR, page, build_status, token)


def _answer_get(target: str, read: ReadFile, build_status: BuildStatus, token: str) -> HttpAnswer:
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if path.startswith(CLIENT_FOLDER):
        name = path.removeprefix(CLIENT_FOLDER)
        own = client_file(name)
        if own is None:
            return _text_answer(HTTPStatus.NOT_FOUND, "not found")
        return HttpAnswer(HTTPStatus.OK, own, {"Content-Type": media_type(name)})
    if not build_status.version:
        page = placeholder_page(build_status.failure or as_text(build_status.findings))
        return _page_answer(HTTPStatus.SERVICE_UNAVAILABLE, page, build_status, token)
    names = path_segments(path)
    if names:
        name = names[-1] or "index.html"
        content = read((*names[:-1], name))
        if content is not None:
            if media_type(name).startswith("text/html"):
                return _page_answer(HTTPStatus.OK, content, build_status, token)
            return HttpAnswer(HTTPStatus.OK, content, {"Content-Type": media_type(name)})
        if names[-1] and read((*names, "index.html")) is not None:
            return HttpAnswer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"/{quote('/'.join(names))}/"})
    lost = read(("404.html",))
    return (
        _page_answer(HTTPStatus.NOT_FOUND, lost, build_status, token)
        if lost
        else _text_answer(HTTPStatus.NOT_FOUND, "not found")
    )


def _page_answer(status: HTTPStatus, content: bytes, build_status: BuildStatus, token: str) -> HttpAnswer:
    page = inject_client(content, build_status.version, token)
    return HttpAnswer(status, page, {"Content-Type": media_type(".html")})


def _text_answer(status: HTTPStatus, words: str, **headers: str) -> HttpAnswer:
    return HttpAnswer(status, f"{words}\n".encode(), {"Content-Type": media_type(".txt"), **headers})


class Server(ThreadingHTTPServer):
    """Serves a workspace and its status board at a port of the loopback; 0 takes a free one.

    Raises OSError if the port is not available.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, port: int, workspace: Workspace, board: StatusBoard, token: str) -> None:
        self.workspace, self.board, self.desk = workspace, board, Desk(workspace, token)
        self._serving: Thread | None = None
        super().__init__((ADDRESS, port), _Handler)

    def read(self, names: tuple[str, ...]) -> bytes | None:
        """Return a file of the site. Raises TemplateFault, of which all pages are told."""
        try:
            return self.workspace.read_file("/".join(names))
        except TemplateFault as fault:
            status = self.workspace.report(fault)
            if status:
                self.board.post(status)
            raise

    def start(self) -> None:
        """Answer requests from now on, including those that are waiting."""
        self._serving = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._serving.start()

    def close(self) -> None:
        """Stop answering and free the port."""
        if self._serving:
            self.shutdown()
            self._serving.join()
        self.server_close()

    @property
    def address(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without looking up the name of this machine, as HTTPServer does: that can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a client that has gone in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "verbatim"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = IDLE
    wbufsize = -1  # an answer is one packet, or few
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        hosts = [str(host) for host in self.headers.get_all("Host", [])]
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request
        refused = refuse({name.lower(): value for name, value in self.headers.items()}, hosts, self.path)
        if refused:
            self.send(refused)
        elif self.path.split("?")[0] == EVENTS:
            self.send_events()
        elif self.path == CHOICES and self.server.workspace.served:
            choices = list_choices(self.server.workspace.served)
            self.send(HttpAnswer(HTTPStatus.OK, choices, {"Content-Type": media_type(".json")}))
        else:
            self.send(answer_get(self.path, self.server.read, self.server.board.status, self.server.desk.token))

    do_HEAD = do_GET  # noqa: N815 - the names are http.server's

    def do_POST(self) -> None:
        self.close_connection = True
        if not self.path.startswith(CLIENT_FOLDER):
            self.refuse_method()
            return
        hosts = [str(host) for host in self.headers.get_all("Host", [])]
        headers = {name.lower(): value for name, value in self.headers.items()}
        refused = refuse(headers, hosts, self.path) or refuse_post(headers, hosts[0])
        if refused:
            self.send(refused)
            return
        self.send(answer_post(self.path, self.rfile.read(int(headers["content-length"])), self.server.desk))

    def refuse_method(self) -> None:
        self.close_connection = True
        self.send(_text_answer(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are allowed", Allow="GET, HEAD"))

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = refuse_method  # noqa: N815

    def send(self, answer: HttpAnswer) -> None:
        headers, body = dict(answer.headers), answer.body
        status = answer.status
        if status == HTTPStatus.OK:
            headers["ETag"] = f'"{etag(body)}"'
            if headers["ETag"] in re.split(r"\s*,\s*", self.headers.get("If-None-Match", "").replace("W/", "")):
                status, body = HTTPStatus.NOT_MODIFIED, b""
                del headers["Content-Type"]
        self.send_response(status)
        for name, value in {**_SAFE, **headers}.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_events(self) -> None:
        """Send the status, and every later one, as server-sent events.

        https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**_SAFE, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        known = None
        with suppress(OSError):  # the page was left
            while self.command != "HEAD" and not self.server.board.closed:
                build_status = self.server.board.after(known, HEARTBEAT)
                self.wfile.write(f"data: {build_status.as_json()}\n\n".encode() if build_status else b":\n\n")
                self.wfile.flush()
                known = build_status or known

    def version_string(self) -> str:
        return self.server_version

    def log_message(self, *_: object) -> None:
        """Print nothing: the requests of browsers do not interest a curator."""
