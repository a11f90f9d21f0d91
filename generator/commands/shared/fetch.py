"""One request for a page of the web, with suspicion: the only module that uses the network.

The address is looked up here and the connection is made to the result, so that neither a name nor a redirection can
lead to this machine or its neighbours. The request carries nothing of this machine but the program's name.
"""

import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from generator import __version__
from generator.reading.project_files import FILE_LIMIT
from generator.reading.urls import is_url

SECONDS = 60  # for one address, from the look-up to the last byte
PATIENCE = 15  # seconds without a sign of life
REDIRECTIONS = 5

_SAFE = "/%:@!$&'()*+,;=~-._?"


class FetchFailed(Exception):
    """The address gave nothing that can be used; the text says why. `status` is that of its answer, if any."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Response:
    """What an address returned: the address after redirections, the bytes, and the type and charset stated for them."""

    address: str
    content: bytes
    type: str
    charset: str | None


def fetch(address: str, *, private: bool = False) -> Response:
    """Return the page at an http or https address, after redirections.

    Addresses of this machine and of private networks are refused unless `private`. Raises FetchFailed.
    """
    for _ in range(REDIRECTIONS + 1):
        address = address.partition("#")[0]
        if not is_url(address):
            raise FetchFailed(f"“{address}” is not a full http or https address, such as https://example.org/…")
        found = _request(address, private=private)
        if isinstance(found, Response):
            return found
        address = urljoin(address, found)
    raise FetchFailed(f"more than {REDIRECTIONS} redirections")


def _request(address: str, *, private: bool) -> Response | str:
    """Return the response of the address, or the address that it redirects to."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    places = _resolve_host(parts, 443 if secure else 80, private=private)
    connection = (_SecureConnection if secure else _PlainConnection)(_host_name(parts), parts.port, places)
    ended = threading.Event()

    def end() -> None:
        ended.set()
        if connection.held:
            with suppress(OSError):
                connection.held.shutdown(socket.SHUT_RDWR)

    alarm = threading.Timer(SECONDS, end)
    alarm.daemon = True
    alarm.start()
    try:
        connection.request(
            "GET",
            urlunsplit(("", "", quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), "")),
            headers={"User-Agent": f"verbatim/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"},
        )
        with connection.getresponse() as answer:
            if answer.status in {301, 302, 303, 307, 308} and answer.headers["Location"]:
                return _percent_encode(answer.headers["Location"])
            if answer.status != 200:
                raise FetchFailed(f"{parts.hostname} answers {answer.status} {answer.reason}", answer.status)
            content = _read_body(answer)
            if ended.is_set():
                raise FetchFailed(f"{parts.hostname} takes more than {SECONDS} seconds")
            about = answer.headers
            return Response(
                address, content, about.get_content_type() if about["Content-Type"] else "", _charset(about)
            )
    except (HTTPException, OSError, ValueError) as error:
        if ended.is_set():
            raise FetchFailed(f"{parts.hostname} takes more than {SECONDS} seconds") from None
        raise FetchFailed(f"{parts.hostname} cannot be read: {_describe_error(error)}") from None
    finally:
        alarm.cancel()
        connection.close()
        if connection.held:
            connection.held.close()


def _describe_error(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def _charset(about: Message) -> str | None:
    found = about.get_param("charset")
    return found if isinstance(found, str) else None


def _percent_encode(location: str) -> str:
    """Return a Location header as browsers read it: bytes that are not ASCII are UTF-8, percent-encoded."""
    return quote(location.encode("latin-1", "replace"), safe=_SAFE + "#[]")


def _read_body(answer: HTTPResponse) -> bytes:
    content = answer.read(FILE_LIMIT + 1)
    packed = (answer.headers["Content-Encoding"] or "identity").strip().lower()
    if packed in {"gzip", "x-gzip", "deflate"}:  # though it was not asked for
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            content = unpacking.decompress(content, FILE_LIMIT + 1)
        except zlib.error:
            raise FetchFailed("its response cannot be decompressed") from None
    elif packed != "identity":
        raise FetchFailed(f"it sends its pages in an unknown content encoding ({packed})")
    if len(content) > FILE_LIMIT:
        raise FetchFailed(f"it is larger than {FILE_LIMIT:,} bytes")
    return content


# -- where an address leads ---------------------------------------------------------------------------------------


def _host_name(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchFailed(f"“{host}” is not the name of a host") from None


def _resolve_host(parts: SplitResult, port: int, *, private: bool) -> tuple[tuple[str, int], ...]:
    """Return the addresses of the host that may be asked, each with the port."""
    try:
        found = socket.getaddrinfo(_host_name(parts), parts.port or port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFailed(f"there is no host {parts.hostname}, or no network") from None
    places = [str(result[4][0]) for result in found]
    allowed = [place for place in places if private or is_public(place)]
    if not allowed:
        raise FetchFailed(f"{parts.hostname} is this machine or in a private network: use --private to allow that")
    return tuple((place, parts.port or port) for place in dict.fromkeys(allowed))


def is_public(place: str) -> bool:
    """Return whether an IP address belongs to the public internet, and so does any address that it wraps."""
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 (RFC 6052)
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def _open_socket(places: Sequence[tuple[str, int]]) -> socket.socket:
    """Return a connection to the first of the places that accepts one."""
    for place in places[:-1]:
        with suppress(OSError):
            return socket.create_connection(place, PATIENCE)
    return socket.create_connection(places[-1], PATIENCE)


class _PlainConnection(HTTPConnection):
    """A connection to addresses that were looked up before; `host` is the name to ask for there.

    `held` is its socket, also after the response has taken it over.
    """

    def __init__(self, host: str, port: int | None, places: Sequence[tuple[str, int]]) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self._places = places
        self.held: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.held = _open_socket(self._places)


class _SecureConnection(HTTPSConnection):
    """The same over TLS, with the certificate of `host`."""

    def __init__(self, host: str, port: int | None, places: Sequence[tuple[str, int]]) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE, context=self._tls)
        self._places = places
        self.held: socket.socket | None = None

    def connect(self) -> None:
        self.held = _open_socket(self._places)
        self.sock = self.held = self._tls.wrap_socket(self.held, server_hostname=self.host)
