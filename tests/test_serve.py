"""`verbatim serve` without a browser: what is answered to whom, what is noticed, and how it begins and ends."""

import gc
import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, suppress
from html import unescape
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.build import build_project
from generator.commands.new.starter_project import create_project
from generator.commands.serve import static_files, watch
from generator.commands.serve.client_injection import extend_policy, inject_client, placeholder_page
from generator.commands.serve.server import HttpAnswer, answer_get, is_loopback, refuse
from generator.commands.serve.status import BuildStatus, StatusBoard
from generator.commands.serve.workspace import Workspace
from generator.diagnostics import Diagnostic, Location
from generator.publishing.views.frame import POLICY
from tests.support.serve_process import LONGEST, ROOT, ServeProcess, run_serve
from tests.support.small_project import CLAIMS, MakeProject

HIDDEN = "nobody may read this"
BAD = CLAIMS.replace("some 37,000", "some 38,000")


# -- which file an address means ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with secrets all around it, and links in it that lead to them."""
    root = tmp_path_factory.mktemp("around") / "facts"
    create_project(root)
    build_project(root, root / "site")
    for place in (
        root.parent / "secret.txt",
        root / "secret.txt",
        root / "seeds/secret.txt",
        root / "secret/secret.txt",
    ):
        place.parent.mkdir(exist_ok=True)
        place.write_text(HIDDEN, encoding="utf-8")
    out = root / "site"
    (out / "link.txt").symlink_to(root / "secret.txt")
    (out / "near.txt").symlink_to("../secret.txt")
    (out / "folder").symlink_to(root / "secret")
    (out / "inner.txt").symlink_to("index.html")
    os.link(out / "index.html", out / "a b ü.txt")
    os.mkfifo(out / "pipe.txt")
    return out


def ask(site: Path, target: str) -> HttpAnswer:
    """What is answered from the files of a folder."""
    return answer_get(target, lambda names: static_files.read_site_file(site, names), BuildStatus("1"))


ATTACKS = [
    "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/claims/../../secret.txt",
    "/..\\secret.txt", "/..%5csecret.txt", "/%5c..%5csecret.txt", "/....//secret.txt", "/.%2e/secret.txt",
    "/%252e%252e/secret.txt", "/..%252fsecret.txt", "/..%c0%afsecret.txt", "/%c0%ae%c0%ae/secret.txt",
    "/..;/secret.txt", "/../site/../secret.txt", "//secret.txt", "///etc/passwd", "//etc/passwd", "/%2fetc/passwd",
    "/etc/passwd", "/C:/secret.txt", "/C:secret.txt", "/c%3a%5csecret.txt", "/index.html%00.txt", "/secret.txt%00",
    "/%00", "/index.html%0a", "/link.txt", "/near.txt", "/folder/secret.txt", "/folder/", "/inner.txt", "/pipe.txt",
    "/./secret.txt", "/claims/./secret.txt", "/claims//secret.txt", "/index.html/", "/index.html/..", "/claims/..",
    "/proc/self/environ", "/@verbatim/../secret.txt", "/@verbatim/client.py", "/@verbatim/..%2fhost.py", "/@verbatim/",
    "/%ff", "/\xff", "/" + "a" * 300, "/" + "a/" * 5000, "/?../secret.txt#x/../secret", "/~root/secret.txt",
    "/secret.txt::$DATA", "/CON", "/ index.html", "/index.html ",
]  # fmt: skip


@pytest.mark.parametrize("target", ATTACKS)
def test_no_path_outside_the_site_is_served(site: Path, target: str) -> None:
    """However a path is spelt, and wherever links in the site lead, what is answered is of the site or nothing is."""
    said = ask(site, target)
    assert HIDDEN.encode() not in said.body
    assert b"root:" not in said.body
    assert said.status == (HTTPStatus.OK if target.startswith("/?") else HTTPStatus.NOT_FOUND)


TRICKS = (
    "..",
    ".",
    "",
    "%2e%2e",
    "%2f",
    "\\",
    "site",
    "secret.txt",
    "seeds",
    "folder",
    "\0",
    "C:",
    "facts",
    "link.txt",
)


@given(st.lists(st.sampled_from(TRICKS), max_size=8).map("/".join))
@example("../secret.txt")
def test_no_mixture_of_tricks_leads_out(site: Path, path: str) -> None:
    """The same for any sequence of names and tricks."""
    assert HIDDEN.encode() not in ask(site, "/" + path).body


@given(st.text(max_size=40))
def test_any_target_is_answered(site: Path, target: str) -> None:
    """No target raises anything, and every one gets a whole answer."""
    assert ask(site, "/" + target).status in {200, 301, 404}


def test_every_file_of_the_site_is_served_as_what_it_is(site: Path) -> None:
    """Each file answers with its bytes and a fitting type; of pages, with the client at their end."""
    listed = json.loads((site / "manifest.json").read_bytes())["files"]
    for path in (*listed, "manifest.json"):
        said = ask(site, f"/{path}")
        content = (site / path).read_bytes()
        assert said.status == HTTPStatus.OK
        assert (
            (said.body.startswith(content[-50:]) or said.body.endswith(b"</script>\n"))
            if path.endswith(".html")
            else said.body == content
        )
        assert said.headers["Content-Type"] != "application/octet-stream" or "." not in path.lstrip(".")
    assert ask(site, "/index.html?x=1").headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(site, "/sources/courier-2024-05-03.txt").headers["Content-Type"].startswith("text/plain")
    assert ask(site, "/annotations.jsonld").headers["Content-Type"] == "application/ld+json"
    assert ask(site, f"/{quote('a b ü.txt')}").status == HTTPStatus.OK


def test_no_answer_leaves_a_file_open(site: Path) -> None:
    """Whatever is asked for, as often as one likes: all that was opened is closed again."""
    before = len([*Path("/dev/fd").iterdir()])
    for target in (*ATTACKS, "/index.html", "/claims/", "/claims", "/assets", "/claims.json/x", "/nothing"):
        ask(site, target)
    assert len([*Path("/dev/fd").iterdir()]) == before


def test_folders_lead_to_their_index(site: Path) -> None:
    """`/` and `/claims/` are their index.html, `/claims` leads there; a folder without one is not there."""
    assert ask(site, "/").body == ask(site, "/index.html").body
    assert ask(site, "/claims/").body == ask(site, "/claims/index.html").body
    moved = ask(site, "/claims?x")
    assert (moved.status, moved.headers["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, "/claims/")
    assert ask(site, "/assets").status == ask(site, "/assets/").status == 404


def test_lost_readers_get_the_sites_own_page(site: Path) -> None:
    """What is not there is answered with 404.html, and with status 404."""
    said = ask(site, "/not/there")
    assert said.status == HTTPStatus.NOT_FOUND
    assert b"Page not found" in said.body


def test_a_site_that_is_a_link_is_not_followed(site: Path, tmp_path: Path) -> None:
    """Where the site's own folder is a link, nothing of it is read."""
    (tmp_path / "site").symlink_to(site)
    assert static_files.read_site_file(site, ("index.html",))
    assert static_files.read_site_file(tmp_path / "site", ("index.html",)) is None


# -- who may ask --------------------------------------------------------------------------------------------------


LOOPBACK = ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000", "127.1.2.3:1", "facts.localhost:8000"]
FOREIGN = [
    "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "evil-localhost", "",
    "0.0.0.0:8000", "192.168.1.2:8000", "[::]:8000", "127.0.0.1:8000@evil.example", "localhost:x", "127.0.0.1,evil",
    "2130706433", "0x7f.1", "[::ffff:10.0.0.1]", "localhost:8000 ", "lokalhost",
]  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK + FOREIGN)
def test_only_names_of_the_loopback_are_ours(host: str) -> None:
    """A Host that is not the loopback, in whatever disguise, is refused: a foreign name may have been bound to us."""
    ours = host in LOOPBACK
    assert is_loopback(host) is ours
    refused = refuse({}, [host], "/")
    assert (refused is None) is ours


@pytest.mark.parametrize(("site", "mode", "dest", "status"), [
    ("same-origin", "no-cors", "script", None), ("none", "navigate", "document", None),
    ("cross-site", "navigate", "document", None), ("cross-site", "no-cors", "script", 403),
    ("same-site", "cors", "empty", 403), ("cross-site", "navigate", "iframe", 403),
])  # fmt: skip
def test_pages_of_others_get_nothing(site: str, mode: str, dest: str, status: int | None) -> None:
    """A page of another site may lead a person here, but cannot load, read or frame anything."""
    asked = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    refused = refuse(asked, ["localhost:8000"], "/")
    assert (refused.status if refused else None) == status


def test_no_or_two_hosts_and_whole_addresses_are_wrong() -> None:
    """A request needs one Host and a path."""
    for hosts, target in (
        ([], "/"),
        (["localhost", "localhost"], "/"),
        (["localhost"], "http://localhost/"),
        (["localhost"], "*"),
    ):
        refused = refuse({}, hosts, target)
        assert refused and refused.status == HTTPStatus.BAD_REQUEST


# -- what pages get -----------------------------------------------------------------------------------------------


def policies(page: bytes) -> Sequence[str]:
    return [
        unescape(policy.decode())
        for policy in re.findall(rb'http-equiv="?Content-Security-Policy"? content="([^"]*)"', page)
    ]


def test_a_page_is_served_whole_with_the_client_behind_it(site: Path) -> None:
    """Nothing of a page of ours is changed: its policy allows the client already."""
    page = (site / "index.html").read_bytes()
    said = inject_client(page, 'x"y')
    assert policies(said) == policies(page) == [POLICY]
    assert said.endswith(b'<script src="/@verbatim/client.js" data-version="x&quot;y" data-token=""></script>\n')
    assert unescape(said.decode()).startswith(unescape(page.decode()))


def test_an_address_to_come_does_not_lead_away(tmp_path: Path) -> None:
    """The lost page of a site with an address stands on that address; here, on this server."""
    create_project(tmp_path)
    claims = tmp_path / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("# base_url:", "base_url:"), encoding="utf-8")
    build_project(tmp_path, tmp_path / "site")
    said = ask(tmp_path / "site", "/not/there").body
    written = (tmp_path / "site/404.html").read_bytes()
    assert re.search(rb'rel="canonical" href="https://[^/"]+/([^"]+/)404', written)
    homes = [re.search(rb'<a href="(/[^"]*index.html)"', page) for page in (written, said)]
    assert [home and home[1] == b"/index.html" for home in homes] == [False, True]


@pytest.mark.parametrize(("policy", "admitted"), [
    ("", ""),
    ("default-src 'self'", "default-src 'self'"),
    ("default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"),
    ("img-src 'none'", "img-src 'none'"),
    ("script-src 'none'; style-src https://a.example 'SELF'", "script-src 'self'; style-src https://a.example 'SELF'"),
    ("Script-Src-Elem 'nonce-x';; script-src-elem *", "script-src-elem 'nonce-x' 'self'"),
])  # fmt: skip
def test_a_policy_lets_the_client_in_and_stays(policy: str, admitted: str) -> None:
    """Our own scripts, styles and connections are allowed; what else a policy says stays as it is."""
    assert extend_policy(policy) == admitted


def test_the_page_without_a_site_says_what_is_wrong() -> None:
    """Without JavaScript too; and text is text."""
    page = placeholder_page("<b> & more").decode()
    assert "<noscript><pre>&lt;b&gt; &amp; more</pre></noscript>" in page


# -- what is noticed ----------------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": lambda root: (root / "claims.yaml").write_text("x"),
    "an article": lambda root: (root / "seeds/new.txt").write_text("x"),
    "a hidden article": lambda root: (root / "seeds/.new.txt").write_text("x"),
    "an article deep down": lambda root: made(root / "seeds/a/b/c.txt"),
    "a template": lambda root: made(root / "templates/x.html"),
    "one that went": lambda root: (root / "seeds/wire.txt").unlink(),
    "another of the same size and time": lambda root: same(root / "seeds/wire.txt"),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "another time of reading": lambda root: (root / "claims.yaml").read_bytes(),
    "a page of the site": lambda root: (root / "site/index.html").write_text("x"),
    "version control": lambda root: (root / ".git/index").write_text("x"),
    "a memo": lambda root: (root / ".site.verbatim-memo").write_text("x"),
    "an environment": lambda root: (root / "env/lib.py").write_text("x"),
    "packages": lambda root: (root / "node_modules/x.js").write_text("x"),
}  # fmt: skip


def made(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()


def same(path: Path) -> None:
    """Other bytes, but size and time of content are as they were."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [*CHANGES, *NO_CHANGES])
def test_changes_are_noticed(project: MakeProject, change: str) -> None:
    """Whatever a build reads is noticed, whatever it does not is not."""
    root = project(
        {".git/index": "", "env/pyvenv.cfg": "", "env/lib.py": "", "node_modules/x.js": "", "site/index.html": ""}
    )
    before = watch.snapshot(root)
    assert watch.snapshot(root) == before
    {**CHANGES, **NO_CHANGES}[change](root)
    assert (watch.snapshot(root) != before) is (change in CHANGES)


@pytest.mark.parametrize("root", [".", "", "project", "project/.", "here/../project", "link"])
def test_the_site_is_no_change_however_the_project_is_spelt(project: MakeProject, tmp_path: Path, root: str) -> None:
    """What a build writes is never taken for an edit, or it would build for ever; what a person writes is."""
    made_in = project({"site/index.html": ""})
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to(made_in)
    with chdir(made_in if root in {".", ""} else tmp_path):
        before = watch.snapshot(Path(root))
        (Path(root) / "site/index.html").write_text("x")
        assert watch.snapshot(Path(root)) == before
        (Path(root) / "seeds/wire.txt").write_text("x")
        assert watch.snapshot(Path(root)) != before


def test_waiting_ends_when_all_holds_still() -> None:
    """A file that is written in several steps is taken when it is whole; what never rests, after a while."""
    looks: Iterator[watch.Snapshot] = iter([{}, {}, {"a": (1,)}, {"a": (2,)}, {"a": (3,)}, {"a": (3,)}, {"a": (4,)}])
    assert watch.wait_for_change(lambda: next(looks), {}, sleep=lambda _: None) == {"a": (3,)}
    numbers = iter(range(10_000))
    restless = watch.wait_for_change(lambda: {"a": (next(numbers),)}, {}, sleep=lambda _: None)
    assert restless["a"][0] < 100
    waited: list[float] = []
    assert watch.wait_for_change(dict, {}, sleep=waited.append, timeout=1.0) == {}
    assert 1.0 <= sum(waited) < 1.5


def test_a_new_status_wakes_those_who_wait() -> None:
    """News other than the known ones come at once, or as soon as there are some; none come in vain, or at the end."""
    board = StatusBoard()
    assert board.after(None, 0) == BuildStatus()
    assert board.after(BuildStatus(), 0.01) is None
    heard: list[BuildStatus | None] = []
    threads = [Thread(target=lambda: heard.append(board.after(BuildStatus(), LONGEST))) for _ in range(3)]
    for thread in threads:
        thread.start()
    board.post(BuildStatus("1"))
    for thread in threads:
        thread.join(LONGEST)
    assert heard == [BuildStatus("1")] * 3
    board.close()
    assert board.after(None, LONGEST) is None


def test_a_status_is_json_on_one_line() -> None:
    """Whatever a message holds: an event's data is one line."""
    found = Diagnostic(Location("seeds/a\n.txt", 3, 4), "bad-id", "x\ny\x1b", ("a\nb",))
    said = BuildStatus("1", (found,), "no\nroom").as_json()
    assert said.isprintable()
    (row,) = json.loads(said)["findings"]
    assert (row["place"], row["severity"], row["help"]) == ("seeds/a\\n.txt:3:4", "error", ["a\\nb"])


# -- the site in memory -------------------------------------------------------------------------------------------


def refresh(root: Path) -> Workspace:
    workspace = Workspace(root)
    workspace.refresh()
    return workspace


def test_what_is_shown_is_what_a_build_writes(project: MakeProject, tmp_path: Path) -> None:
    """Every file, to the byte, after edits too; and nothing of a site is written into the project."""
    root = project({})
    workspace = refresh(root)
    for text in (CLAIMS, CLAIMS.replace("Small}", "Large, base_url: https://example.org/x/}")):
        project({"claims.yaml": text, "templates/pages/about.html": "{{ view.frame.title }}: about"})
        assert workspace.refresh().failure == ""
        build_project(root, tmp_path / "clean")
        for path in (*json.loads((tmp_path / "clean/manifest.json").read_bytes())["files"], "manifest.json"):
            assert workspace.read_file(path) == (tmp_path / "clean" / path).read_bytes(), path
    assert workspace.read_file("nothing.html") is workspace.read_file("claims/nothing.html") is None
    assert not (root / "site").exists()
    workspace.close()


def test_the_version_is_the_sites_own(project: MakeProject) -> None:
    """It changes with the site and comes back with it: a page knows after any restart whether it is the last one."""
    root = project({})
    first = refresh(root).refresh().version
    workspace = refresh(root)
    assert workspace.refresh().version == first
    project({"claims.yaml": CLAIMS.replace("Small", "Large")})
    assert workspace.refresh().version != first
    project({"claims.yaml": BAD})
    stays = workspace.refresh()
    assert ([finding.code for finding in stays.findings], stays.claims) == (["quote-not-found"], ("troops",))
    assert stays.version
    assert b"Large" in (workspace.read_file("index.html") or b"")
    project({"claims.yaml": CLAIMS})
    assert workspace.refresh().version == first


def test_a_template_that_fails_is_told_and_the_last_good_site_stays(project: MakeProject) -> None:
    """At once where a sample of the pages shows it, else by the page that is asked for."""
    root = project({})
    workspace = refresh(root)
    good = workspace.read_file("about.html")
    project({"templates/pages/about.html": "{{ view.nothing }}"})
    assert [finding.code for finding in workspace.refresh().findings] == ["template-error"]
    assert workspace.read_file("about.html") == good
    project({"claims.yaml": CLAIMS + "# so\n"})
    assert [finding.code for finding in workspace.refresh().findings] == ["template-error"]
    project({"templates/pages/about.html": "{{ view.frame.title }}"})
    assert workspace.refresh().findings == ()
    assert workspace.read_file("about.html") != good


def test_a_failure_of_the_machine_is_in_the_status(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refresh that could not be ended leaves the site, and says so in one line; a fault of ours too."""
    workspace = refresh(project({}))
    good = workspace.refresh()
    for error, words in (
        (OSError(28, "No space left on device"), "No space left"),
        (ZeroDivisionError("x"), "a fault in"),
    ):

        def fails(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("generator.commands.serve.workspace.read_project", fails)
        project({"claims.yaml": CLAIMS.replace("Small", "Large")})
        said = workspace.refresh()
        assert said.version == good.version
        assert words in said.failure
        assert workspace.read_file("index.html")


def test_memory_is_bounded(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the files made the last ones are kept, as many as the bound allows; a day of edits leaves little behind."""
    monkeypatch.setattr("generator.publishing.live_site.MEMORY", 30_000)
    root = project({})
    workspace, counts = refresh(root), []
    for number in range(12):
        project({"claims.yaml": CLAIMS.replace("Small", f"Small {number}")})
        workspace.refresh()
        for page in ("index.html", "about.html", "timeline.html", "claims/troops.html"):
            assert workspace.read_file(page)
        gc.collect()
        counts.append(len(gc.get_objects()))
    assert workspace.served and workspace.served.live and workspace.served.live.size <= 30_000
    assert counts[-1] - counts[3] < 400, counts


# -- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def served_project(project: MakeProject) -> Iterator[ServeProcess]:
    with run_serve(project({})) as running:
        yield running


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeProcess]:
    """The same for all tests that ask only."""
    root = tmp_path_factory.mktemp("still") / "facts"
    create_project(root)
    with run_serve(root) as running:
        yield running


def asked(
    to: ServeProcess, method: str = "GET", path: str = "/", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", to.port, timeout=LONGEST)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    said = connection.getresponse()
    body = said.read()
    connection.close()
    return said.status, said.msg, body


def raw(to: ServeProcess, request: bytes) -> bytes:
    """What is answered to these very bytes, until the connection is closed."""
    with socket.create_connection(("127.0.0.1", to.port), timeout=LONGEST) as connection:
        said = b""
        with suppress(OSError):  # a server that has heard enough hangs up
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                said += more
    return said


def test_requests_are_answered_as_the_standard_has_it(still: ServeProcess) -> None:
    """GET and HEAD alone, the same headers for both; a page that has not changed is not sent again; no CORS."""
    status, headers, body = asked(still)
    assert (status, headers["Content-Type"], len(body)) == (
        200,
        "text/html; charset=utf-8",
        int(headers["Content-Length"]),
    )
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in headers if name.lower().startswith("access-control")]
    status, alike, nothing = asked(still, "HEAD")
    assert (status, nothing, alike["ETag"], alike["Content-Length"]) == (
        200,
        b"",
        headers["ETag"],
        headers["Content-Length"],
    )
    status, kept, nothing = asked(still, If_None_Match=f'"x", W/{headers["ETag"]}')
    assert (status, nothing, kept["ETag"]) == (304, b"", headers["ETag"])
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        status, refused, _ = asked(still, method, Origin="https://evil.example")
        assert (status, refused["Allow"]) == (405, "GET, HEAD")
        assert not [answer for answer in refused if answer.lower().startswith("access-control")]
    assert asked(still, "BREW")[0] == 501
    assert asked(still, Host="evil.example")[0] == 403
    assert asked(still, SEC_FETCH_SITE="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert asked(still, Host=f"localhost:{still.port}")[0] == 200
    assert asked(still, path="/@verbatim/events", Host="evil.example")[0] == 403


@pytest.mark.parametrize("target", [
    "/../claims.yaml", "/..%2fclaims.yaml", "//claims.yaml", "/claims/../../claims.yaml", "http://evil.example/",
    "/\\..\\claims.yaml", "/%00",
])  # fmt: skip
def test_the_server_gives_nothing_away(still: ServeProcess, target: str) -> None:
    """The same over the wire, where no client tidies the path up."""
    said = raw(still, f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert said.split()[1] in {b"400", b"404"}
    assert b"four claims about two invented articles" not in said


@pytest.mark.parametrize("request_", [
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"\xff\xfe\x00\r\n\r\n",
    b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n",
    b"GET " + b"/a" * 40_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 300 + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200,
])  # fmt: skip
def test_broken_requests_break_nothing(still: ServeProcess, request_: bytes) -> None:
    """Whatever is sent, no page of the site is the answer, and the server goes on without a word."""
    assert b"verbatim-" not in raw(still, request_)
    assert asked(still)[0] == 200
    assert still.process.poll() is None


def test_a_body_is_no_second_request(still: ServeProcess) -> None:
    """What follows a request that has a body is never taken for a request of its own."""
    hidden = b"GET /claims.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for method in (b"GET", b"POST"):
        head = b"%s / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (method, len(hidden))
        assert raw(still, head + hidden).count(b"HTTP/1.1 ") == 1


def test_an_edit_is_built_and_told(served_project: ServeProcess) -> None:
    """Those who wait hear of an error, which leaves the site, and of the site that follows when it is mended."""
    connection = http.client.HTTPConnection("127.0.0.1", served_project.port, timeout=LONGEST)
    connection.request("GET", "/@verbatim/events")
    said = connection.getresponse()
    assert said.getheader("Content-Type") == "text/event-stream"
    assert said.getheader("Access-Control-Allow-Origin") is None

    def news() -> dict[str, Any]:
        while not (line := said.readline()).startswith(b"data: "):
            assert line in {b"\n", b":\n"}
        told: dict[str, Any] = json.loads(line[6:])
        return told

    first = news()
    assert first["findings"] == []
    served_project.edit("claims.yaml", "some 37,000", "some 38,000")
    row = news()["findings"][0]
    assert (row["place"], row["code"]) == ("claims.yaml:9:14", "quote-not-found")
    served_project.edit("claims.yaml", "some 38,000", "some 37,000")
    assert news() == first
    served_project.edit("claims.yaml", "Small", "Large")
    assert news()["version"] != first["version"]
    assert b"Large" in asked(served_project)[2]
    connection.close()
    code, out, error = served_project.end()
    assert code == 0
    assert "no errors, 0 warnings: the site is shown" in out and out.endswith("stopped\n")
    assert "claims.yaml:9:14: error[quote-not-found]" in error
    assert "1 error; the last good site is shown" in error
    assert "Traceback" not in error


def test_a_port_in_use_is_one_line(still: ServeProcess, tmp_path: Path) -> None:
    """Status 3 and what to do; nothing is built."""
    create_project(tmp_path / "other")
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "serve", tmp_path / "other", "--port", str(still.port)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.count("\n") == 1
    assert str(still.port) in ran.stderr and "--port" in ran.stderr
    assert not (tmp_path / "other/site").exists()


def test_it_listens_on_the_loopback_only(still: ServeProcess) -> None:
    """No address of this machine but the loopback's answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: which address would be used is asked
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError):
        socket.create_connection((own, still.port), timeout=5).close()
