"""The nginx configuration of docs/hosting.md, run with a real nginx on the loopback: what readers are sent."""

import gzip
import http.client
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import build_project
from generator.commands.new.starter_project import create_project
from tests.support.serve_process import LONGEST, wait_until
from tests.support.static_host import read_headers
from tests.support.tools import program

HOSTING = (Path(__file__).resolve().parent.parent / "docs/hosting.md").read_text(encoding="utf-8")
YEAR = "public, max-age=31536000, immutable"
SECURITY = (
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Served:
    """A running nginx: where its site lies, and its port."""

    site: Path
    port: int

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.request(method, path, headers={each.replace("_", "-"): value for each, value in headers.items()})
        said = connection.getresponse()
        found = Answer(said.status, said.headers, said.read())
        connection.close()
        return found

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The starter's site, brought there and served as the docs have it; only places and the port are the test's."""
    nginx = program("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    create_project(folder / "facts")
    build_project(folder / "facts", folder / "facts/site")
    www = folder / "www"
    shutil.copytree(folder / "facts/site", www)
    (command,) = re.findall(r"^    (find /var/www/facts .*)$", HOSTING, re.MULTILINE)
    subprocess.run(["/bin/sh", "-c", command.replace("/var/www/facts", str(www))], check=True, timeout=60)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (shown,) = re.findall(r"^```nginx\n(.*?)^```$", HOSTING, re.MULTILINE | re.DOTALL)
    ours = shown.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www/facts", str(www))
    assert ours.count(str(www)) == ours.count(str(port)) == 1
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
        "http {\naccess_log off;\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"{temporary}{ours}}}\n",
        encoding="utf-8",
    )
    command_line = [nginx, "-c", f"{folder}/nginx.conf", "-p", str(folder), "-e", f"{folder}/error.log"]
    checked = subprocess.run([*command_line, "-t"], capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    process = subprocess.Popen(command_line, stderr=subprocess.DEVNULL)
    try:
        running = Served(www, port)
        wait_until(running.answers)
        yield running
    finally:
        process.terminate()
        process.wait(LONGEST)


def test_every_file_is_there_as_what_it_is(served: Served) -> None:
    """Each file of the site answers with its bytes and its type, text as UTF-8; only _headers is not for readers."""
    types = {
        ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8",
        ".js": "application/javascript; charset=utf-8", ".json": "application/json", ".csv": "text/csv; charset=utf-8",
        ".md": "text/markdown; charset=utf-8", ".xml": "text/xml; charset=utf-8", ".jsonld": "application/ld+json",
        ".svg": "image/svg+xml", "": "application/octet-stream",
    }  # fmt: skip
    seen = set()
    for each in served.site.rglob("*"):
        path = each.relative_to(served.site).as_posix()
        if each.is_file() and each.suffix != ".gz" and path not in {"_headers", ".nojekyll"}:
            said = served.get(f"/{path}")
            assert (said.status, said.body) == (200, each.read_bytes()), path
            assert said.headers["Content-Type"] == types[each.suffix], path
            seen.add(each.suffix)
    assert seen == types.keys()
    assert served.get("/_headers").status == served.get("/_redirects").status == 404
    assert served.get("/").body == served.get("/claims/../index.html").body == (served.site / "index.html").read_bytes()
    assert served.get("/claims/").body == (served.site / "claims/index.html").read_bytes()


def test_assistants_get_the_markdown_of_a_claim(served: Served) -> None:
    """Who asks for Markdown gets it at the address of a claim's page, and caches are told that answers differ."""
    pages = [page for page in served.site.glob("claims/*.html") if page.with_suffix(".md").is_file()]
    assert pages
    for page in pages:
        asked = served.get(f"/claims/{page.name}", Accept="text/markdown, text/html;q=0.5")
        assert asked.headers["Content-Type"] == "text/markdown; charset=utf-8"
        assert asked.body == page.with_suffix(".md").read_bytes()
        plain = served.get(f"/claims/{page.name}", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert plain.headers["Content-Type"] == "text/html; charset=utf-8"
        assert plain.body == page.read_bytes()
        assert "Accept" in asked.headers.get_all("Vary", []) and "Accept" in plain.headers.get_all("Vary", [])
    listed = served.get("/claims/index.html", Accept="text/markdown")
    assert (listed.status, listed.body) == (200, (served.site / "claims/index.html").read_bytes())
    assert served.get("/claims/nothing.html", Accept="text/markdown").status == 404


def test_lost_readers_get_the_sites_page(served: Served) -> None:
    """What is not there, at any depth, is the site's own 404.html with status 404, and nobody keeps it for long."""
    for path in ("/nothing", "/claims/nothing.html", "/not/so/deep/as/this/", "/assets/verbatim-0123456789ab.css"):
        said = served.get(path)
        assert (said.status, said.body) == (404, (served.site / "404.html").read_bytes())
        assert said.headers["Content-Type"] == "text/html; charset=utf-8"
        assert said.headers["Cache-Control"] is None


def test_the_security_headers_are_those_of_the_site(served: Served) -> None:
    """Every answer, also that to lost readers, has those of `_headers`; pages bring the rest of the policy."""
    wanted = dict(read_headers(served.site)["/*"])
    assert wanted.keys() == set(SECURITY)
    for path in ("/", "/claims.json", "/annotations.jsonld", "/claims.csv", "/nothing"):
        headers = served.get(path).headers
        for name in SECURITY:
            (said,) = headers.get_all(name, [])
            assert said in wanted[name], path
    assert served.get("/").headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_only_what_has_its_hash_in_its_name_is_kept(served: Served) -> None:
    """Style and scripts for a year; all else is asked for again, and not sent again where it has not changed."""
    kept = [each.name for each in served.site.glob("assets/*") if each.suffix != ".gz"]
    assert len([each for each in kept if each.startswith("verbatim-")]) == 3
    for name in kept:
        wanted = YEAR if name.startswith("verbatim-") else "no-cache"
        assert served.get(f"/assets/{name}").headers["Cache-Control"] == wanted
    first = served.get("/index.html")
    assert first.headers["Cache-Control"] == "no-cache"
    again = served.get("/index.html", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["Cache-Control"]) == (304, b"", "no-cache")


def test_text_is_sent_compressed(served: Served) -> None:
    """As it was compressed beforehand, byte for byte, and on the way where it was not; to those who ask for it only."""
    page = served.site / "index.html"
    said = served.get("/index.html", Accept_Encoding="gzip")
    assert said.headers["Content-Encoding"] == "gzip"
    assert said.headers["Vary"] == "Accept-Encoding"
    assert said.body == page.with_name("index.html.gz").read_bytes()
    assert gzip.decompress(said.body) == page.read_bytes()
    assert len(said.body) < 0.6 * page.stat().st_size
    for path in ("annotations.jsonld", "claims.csv", "claims.json", "feed.xml"):
        (served.site / f"{path}.gz").unlink()
        said = served.get(f"/{path}", Accept_Encoding="gzip")
        assert said.headers["Content-Encoding"] == "gzip", path
        assert gzip.decompress(said.body) == (served.site / path).read_bytes()
    plain = served.get("/index.html")
    assert plain.headers["Content-Encoding"] is None


def test_nothing_but_the_site_is_served(served: Served) -> None:
    """No path leads out of the folder."""
    for path in (
        "/../facts/claims.yaml",
        "/..%2ffacts/claims.yaml",
        "/%2e%2e/facts/claims.yaml",
        "//../facts/claims.yaml",
    ):
        assert served.get(path).status in {400, 404}
