"""Fetching a page: what is asked for, what is taken, and what is refused. Only this machine is ever asked."""

import gzip
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.commands.shared import fetch as module
from generator.commands.shared.fetch import FetchFailed, fetch, is_public
from generator.reading.project_files import FILE_LIMIT
from tests.support.tools import program


class Answers(BaseHTTPRequestHandler):
    """A server that answers as hosts do, good and bad ones."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path
        if path == "/page":
            self.answer(b"<p>\xfc</p>", ("Content-Type", "text/html; charset=latin-1"))
        elif path == "/packed":
            self.answer(gzip.compress(b"words"), ("Content-Type", "text/plain"), ("Content-Encoding", "gzip"))
        elif path == "/bomb":
            self.answer(gzip.compress(bytes(FILE_LIMIT + 2)), ("Content-Encoding", "gzip"))
        elif path == "/brotli":
            self.answer(b"?", ("Content-Encoding", "br"))
        elif path == "/large":
            self.answer(bytes(FILE_LIMIT + 1))
        elif path == "/caf%C3%A9?a=b%20c&d=%C3%A9":
            self.answer(b"asked well")
        elif path.startswith("/to/"):
            self.answer(b"", ("Location", path.removeprefix("/to/")), status=302)
        elif path == "/again":
            self.answer(b"", ("Location", "/again"), status=301)
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):  # who reads no further
                for _ in range(100):
                    self.wfile.write(b".")
                    time.sleep(0.05)
        elif path == "/headers":
            told = "\n".join(f"{key}: {value}" for key, value in self.headers.items())
            self.answer(told.encode())
        else:
            self.answer(b"", status=404)

    def answer(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for key, value in headers:
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_what_is_stated_of_it(host: str) -> None:
    """The bytes as they are, the type and the charset; the address without its fragment."""
    found = fetch(f"{host}/page#there", private=True)
    assert (found.content, found.type, found.charset) == (b"<p>\xfc</p>", "text/html", "latin-1")
    assert found.address == f"{host}/page"


def test_what_is_packed_is_unpacked(host: str) -> None:
    """A host that packs though it was not asked to is understood."""
    assert fetch(f"{host}/packed", private=True).content == b"words"


def test_an_address_is_asked_for_as_browsers_do(host: str) -> None:
    """Letters beyond ASCII are percent-encoded, escapes stay."""
    assert fetch(f"{host}/café?a=b%20c&d=é", private=True).content == b"asked well"


def test_nothing_of_this_machine_is_told(host: str) -> None:
    """Only the host, the program's name and what is taken stand in the request."""
    told = fetch(f"{host}/headers", private=True).content.decode()
    assert {line.partition(":")[0] for line in told.splitlines()} == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_redirections_are_followed_to_their_end(host: str) -> None:
    """The address that is told is the last one; a circle ends."""
    assert fetch(f"{host}/to//page", private=True).address == f"{host}/page"
    with pytest.raises(FetchFailed, match="redirections"):
        fetch(f"{host}/again", private=True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "404"),
        ("/large", "10,000,000 bytes"),
        ("/bomb", "10,000,000 bytes"),
        ("/brotli", "unknown content encoding"),
        ("/to/file:///etc/passwd", "not a full http or https address"),
        ("/to/ftp://example.org/", "not a full http or https address"),
        ("/to/http://user:secret@127.0.0.1/", "not a full http or https address"),
    ],
)
def test_what_is_refused(host: str, path: str, words: str) -> None:
    """Errors, what is too large before or after unpacking, and redirections to what is no web page."""
    with pytest.raises(FetchFailed, match=words):
        fetch(host + path, private=True)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1"])  # noqa: S104
def test_this_machine_is_not_asked_unless_that_is_wanted(host: str, name: str) -> None:
    """By whatever name: a page must not make the curator's machine ask its neighbours."""
    with pytest.raises(FetchFailed, match=r"private network|no host"):
        fetch(f"http://{name}:{host.rpartition(':')[2]}/page")


def test_a_redirection_to_this_machine_is_not_followed(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each address of the way is judged anew."""
    asked = []

    def public(place: str) -> bool:
        asked.append(place)
        return len(asked) == 1

    monkeypatch.setattr(module, "is_public", public)
    with pytest.raises(FetchFailed, match="private network"):
        fetch(f"{host}/to//page")
    assert len(asked) == 2


def test_a_host_that_drips_is_left(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However steadily bytes come, an address has its time and no more."""
    monkeypatch.setattr(module, "SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="seconds"):
        fetch(f"{host}/slow", private=True)
    assert time.monotonic() - began < 4


def test_a_certificate_has_to_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By TLS a host is asked where its certificate is that of its name, and else is not."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate, key)
    server.socket = served.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    port = server.server_address[1]
    with pytest.raises(FetchFailed, match="certificate"):
        fetch(f"https://localhost:{port}/page", private=True)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    assert fetch(f"https://localhost:{port}/page", private=True).type == "text/html"
    with pytest.raises(FetchFailed, match="certificate"):
        fetch(f"https://127.0.0.1:{port}/page", private=True)
    server.shutdown()
    server.server_close()


def test_where_nobody_answers_that_is_said() -> None:
    """No server, no host: a line, and no traceback."""
    with pytest.raises(FetchFailed, match="cannot be read"):
        fetch("http://127.0.0.1:1/", private=True)
    with pytest.raises(FetchFailed, match="no host"):
        fetch("http://nobody.invalid/")


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("10.0.0.1", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("0.0.0.0", False),  # noqa: S104
    ],
)  # fmt: skip
def test_which_addresses_are_public(place: str, public: bool) -> None:
    """Private, local, shared and multicast networks are not, nor what wraps one of theirs."""
    assert is_public(place) is public


def test_only_this_module_goes_on_the_network() -> None:
    """No other module of the program opens a connection."""
    for path in Path(module.__file__).parent.parent.rglob("*.py"):
        if path.name != "fetch.py" and "commands/serve" not in path.as_posix():
            assert "http.client" not in path.read_text(encoding="utf-8")
