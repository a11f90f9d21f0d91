"""The project's folder `static`: copied into the site as it is, in no place that the site needs."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from generator.commands.serve.workspace import Workspace
from tests.support.command_line import verbatim
from tests.support.small_project import CLAIMS, SEED
from tests.support.tools import program

HEADERS = "/*\r\n  X-Desk: ours\r\n\r\n"
FILES = {
    "CNAME": b"facts.example.org\n",
    ".well-known/security.txt": b"Contact: mailto:desk@example.org\n",
    "pictures/big.bin": bytes(range(256)) * 9000,
    "_headers": HEADERS.encode(),
    "_redirects": b"/old /claims/troops.html 301",
    ".DS_Store": b"\0",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "p"
    for path, content in {"claims.yaml": CLAIMS.encode(), "seeds/wire.txt": SEED.encode()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for path, content in FILES.items():
        _put(root, path, content)
    return root


def _put(root: Path, path: str, content: bytes = b"x") -> None:
    (root / "static" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "static" / path).write_bytes(content)


def _told(root: Path, command: str = "check") -> list[tuple[str, str]]:
    ran = verbatim(command, root, *(("--format", "json") if command == "check" else ()))
    return [(finding["path"], finding["code"]) for finding in json.loads(ran.stdout)]


def test_files_are_copied_as_they_are(project: Path) -> None:
    """Every file is in the site, in its manifest and checksums, and `verify` takes the site with no word."""
    assert verbatim("build", project, "--strict").returncode == 0
    site = project / "site"
    for path in ("CNAME", ".well-known/security.txt", "pictures/big.bin"):
        assert (site / path).read_bytes() == FILES[path]
    assert not (site / ".DS_Store").exists()
    checked = verbatim("verify", site)
    assert (checked.returncode, checked.stderr) == (0, "")
    sums = [program("sha256sum"), "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=site, check=False).returncode == 0
    listed = {line[66:] for line in (site / "SHA256SUMS").read_text().splitlines()}
    assert listed == {
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    } - {"SHA256SUMS", "manifest.json"}  # fmt: skip


def test_lines_for_hosts_come_below_ours(project: Path) -> None:
    """_headers has the site's lines, then the desk's; _redirects, of which this site has none, the desk's alone."""
    plain = project.parent / "plain"
    assert verbatim("build", project).returncode == 0
    ours = (project / "site/_headers").read_text()
    (project / "static/_headers").unlink()
    assert verbatim("build", project, "--out", plain).returncode == 0
    assert ours == (plain / "_headers").read_text() + "/*\n  X-Desk: ours\n"
    assert (project / "site/_redirects").read_text() == "/old /claims/troops.html 301\n"


def test_a_changed_file_is_seen(project: Path) -> None:
    """Changed, new and removed files of `static` are, at the next build, in the site as in the folder."""
    site = project / "site"
    verbatim("build", project)
    assert "nothing changed" in verbatim("build", project).stdout + verbatim("build", project).stderr
    _put(project, "CNAME", b"facts.example.net\n")
    _put(project, "more/deep/new.txt", b"new")
    (project / "static/pictures/big.bin").unlink()
    verbatim("build", project)
    assert (site / "CNAME").read_bytes() == b"facts.example.net\n"
    assert (site / "more/deep/new.txt").read_bytes() == b"new"
    assert not (site / "pictures").exists()
    manifest = json.loads((site / "manifest.json").read_text())["files"]
    assert manifest["CNAME"] == hashlib.sha256(b"facts.example.net\n").hexdigest()


@pytest.mark.parametrize(
    "path",
    ["index.html", "Claims.JSON", "claims/mine.html", "SOURCES/a.txt", "timeline.7.html", "assets/a.js", "topics"],
)
def test_a_place_of_the_site_is_refused(project: Path, path: str) -> None:
    """A file where the site has, or may have, its own is an error of `check` and `build`, at the file."""
    _put(project, path)
    assert _told(project) == [(f"static/{path}", "address-taken")]
    built = verbatim("build", project)
    assert (built.returncode, (project / "site").exists()) == (1, False)


def test_what_only_a_site_with_an_address_has(project: Path) -> None:
    """robots.txt may be the desk's own where the site has none."""
    _put(project, "robots.txt", b"User-agent: *\n")
    assert verbatim("build", project).returncode == 0
    claims = CLAIMS.replace("{title: Small}", '{title: Small, base_url: "https://example.org/"}')
    (project / "claims.yaml").write_text(claims)
    assert _told(project) == [("static/robots.txt", "address-taken")]


def test_no_file_leads_outside(project: Path, tmp_path: Path) -> None:
    """Links out of the project, folders behind links and what is no file are told, and nothing of them is published."""
    (tmp_path / "secret").write_text("secret")
    (project / "static/link.txt").symlink_to(tmp_path / "secret")
    (project / "static/folder").symlink_to(tmp_path)
    os.mkfifo(project / "static/pipe")
    assert sorted(_told(project)) == [
        ("static/folder", "unsupported-file"), ("static/link.txt", "unsafe-path"), ("static/pipe", "unsafe-path"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("_headers", b"\xff", "source-encoding"),
        ("_redirects", b"#" * 100_001, "too-large"),
        ("a\\b", b"", "unsafe-path"),
        ("a\nb", b"", "unsafe-path"),
    ],
)
def test_what_cannot_be_published_is_told(project: Path, name: str, content: bytes, code: str) -> None:
    """Lines that are no text, or too many, and names that some system cannot have are errors."""
    _put(project, name, content)
    assert [found for _, found in _told(project)] == [code]


def test_what_is_served_has_them_too(project: Path) -> None:
    """`serve` answers with the same bytes as a build would write."""
    assert verbatim("build", project).returncode == 0
    served = Workspace(project)
    served.refresh()
    for path in ("CNAME", ".well-known/security.txt", "_headers", "_redirects", "SHA256SUMS", "index.html"):
        assert served.read_file(path) == (project / "site" / path).read_bytes(), path
    served.close()
