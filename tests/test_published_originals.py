"""Originals in the site: pictures, recordings and PDFs that a text was made of, and nothing that runs in a browser."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from generator.build import build_project, check_project
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import as_text
from generator.reading import media_files
from generator.reading.media_files import MEDIA_SUFFIXES, describe_published
from generator.source_files import PublishedFile
from tests.support.command_line import verbatim
from tests.support.small_project import MakeProject

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 200
MP3 = b"ID3\x04" + bytes(range(256)) * 100
HEADS = {
    ".jpg": b"\xff\xd8\xff\xe0\0\x10JFIF", ".jpeg": b"\xff\xd8\xff\xe1\0\x10Exif", ".png": PNG,
    ".gif": b"GIF89a\1\0", ".webp": b"RIFF\x24\0\0\0WEBPVP8 ", ".avif": b"\0\0\0\x20ftypavif",
    ".mp3": b"\xff\xfb\x90\x64", ".m4a": b"\0\0\0\x20ftypM4A ", ".aac": b"\xff\xf1\x50\x80",
    ".wav": b"RIFF\x24\0\0\0WAVEfmt ", ".flac": b"fLaC\0\0\0\x22", ".ogg": b"OggS\0\2", ".oga": b"OggS\0\2",
    ".opus": b"OggS\0\2", ".mp4": b"\0\0\0\x18ftypmp42", ".m4v": b"\0\0\0\x1cftypM4V ",
    ".mov": b"\0\0\0\x14ftypqt  ", ".webm": b"\x1aE\xdf\xa3\x9fB\x86", ".ogv": b"OggS\0\2", ".pdf": b"%PDF-1.7\n",
}  # fmt: skip
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nGood morning.\n\n01:15.000 --> 01:20.000\nThe pier was shut for nine days.\n"
PAGE = b"<!doctype html><script>alert(1)</script>"


def write_claims(original: str, more: str = "", file: str = "seeds/talk.vtt") -> str:
    return f"""\
site: {{title: Small}}
sources:
  talk:
    file: {file}
    title: A talk
    {more}
    original: {original}
claims:
  pier:
    statement: The pier was shut.
    evidence: [{{source: talk, quote: The pier was shut for nine days, stance: supports}}]
"""


def describe_original(name: str, content: bytes, *said: str) -> str:
    return f"{{{', '.join((f'file: kept/{name}', f'sha256: {sha256(content).hexdigest()}', *said))}}}"


def lay_out(project: MakeProject, name: str, content: bytes, *said: str, more: str = "") -> Path:
    claims = write_claims(describe_original(name, content, *said), more)
    return project({"claims.yaml": claims, "seeds/talk.vtt": VTT, f"kept/{name}": content, "seeds/wire.txt": "Other."})


def build(root: Path, site: Path) -> str:
    checked, written = build_project(root, site)
    assert written, as_text(checked.diagnostics)
    assert verify_site(site).faults == ()
    return (site / "sources/talk.html").read_text(encoding="utf-8")


def test_a_recording_is_played_and_opens_at_the_time_of_a_quote(project: MakeProject, tmp_path: Path) -> None:
    """The file is in the site byte for byte, has a player that loads nothing by itself, and is held to its hash."""
    site = tmp_path / "site"
    page = build(lay_out(project, "Talk.MP3", MP3, "transcribed: recognised by Whisper"), site)
    assert (site / "originals/talk.mp3").read_bytes() == MP3
    assert '<audio class="original" src="../originals/talk.mp3" controls preload="none"' in page
    assert '<a href="../originals/talk.mp3">' in page
    assert "media-src &#39;self&#39;" in page
    assert "media-src" not in (site / "index.html").read_text()
    assert "media-src 'self'" in (site / "_headers").read_text()
    assert '<a href="../originals/talk.mp3#t=75">in the recording</a>' in (site / "claims/pier.html").read_text()
    manifest = json.loads((site / "manifest.json").read_text())["files"]
    assert manifest["originals/talk.mp3"] == sha256(MP3).hexdigest()
    source = json.loads((site / "claims.json").read_text())["sources"][0]
    assert source["original"] == "originals/talk.mp3"
    assert source["original_sha256"] == manifest["originals/talk.mp3"]


def test_a_picture_is_shown_and_a_pdf_linked(project: MakeProject, tmp_path: Path) -> None:
    """A picture has words in its place, and is loaded when it is reached; a PDF is opened by itself."""
    page = build(lay_out(project, "scan.png", PNG, "publish: true"), tmp_path / "site")
    assert '<img src="../originals/talk.png" alt="The original of “A talk”; its text is below" loading="lazy">' in page
    assert "media-src" not in (tmp_path / "site/_headers").read_text()
    page = build(lay_out(project, "scan.pdf", HEADS[".pdf"], "publish: true"), tmp_path / "site")
    assert '<a href="../originals/talk.pdf">Open the file</a>' in page
    assert "<img" not in page.partition('id="original"')[2].partition("</section>")[0]
    assert not (tmp_path / "site/originals/talk.png").exists()


@pytest.mark.parametrize(
    ("name", "content", "said", "more"),
    [
        ("talk.mp3", MP3, "transcribed: by hand, publish: false", ""),
        ("talk.mp3", MP3, "transcribed: by hand", "display: excerpts"),
        ("talk.mp3", MP3, "publish: true", "display: excerpts"),
        ("talk.html", PAGE, "transcribed: by hand", ""),
        ("talk.svg", b"<svg onload='alert(1)'/>", "transcribed: by hand", ""),
        ("talk.png", PAGE, "transcribed: by hand", ""),
        ("talk.pdf", HEADS[".pdf"], "", ""),
    ],
)
def test_of_other_originals_only_the_hash_is_published(
    project: MakeProject, tmp_path: Path, name: str, content: bytes, said: str, more: str
) -> None:
    """What the desk keeps back, what could run in a browser whatever its name, and what no text was typed from."""
    page = build(lay_out(project, name, content, *([said] if said else []), more=more), tmp_path / "site")
    assert sha256(content).hexdigest() in page
    assert not (tmp_path / "site/originals").exists()
    assert "original" not in json.loads((tmp_path / "site/claims.json").read_text())["sources"][0]


def test_what_cannot_be_published_is_an_error_where_it_was_asked_for(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`publish: true` at a web page, or at a file over the limit, is reported at its place, with the reason."""
    root = lay_out(project, "talk.html", PAGE, "publish: true")
    found = as_text(check_project(root).diagnostics)
    assert "error[bad-value]: “kept/talk.html” cannot be published, since it is no picture, recording or PDF" in found
    monkeypatch.setattr(media_files, "PUBLISHED_LIMIT", len(MP3) - 1)
    found = as_text(check_project(lay_out(project, "talk.mp3", MP3, "publish: true")).diagnostics)
    assert f"since it is larger than {len(MP3) - 1:,} bytes" in found


def test_a_format_is_told_by_name_and_first_bytes_together() -> None:
    """Each format is known by what its files begin with, and by nothing that another or a page begins with."""
    assert HEADS.keys() == set(MEDIA_SUFFIXES)
    for suffix, head in HEADS.items():
        assert isinstance(describe_published(f"kept/File{suffix.upper()}", head[:16], 100), PublishedFile), suffix
        for wrong in (PAGE[:16], b"<svg xmlns=", b"PK\3\4", b"", b"\xef\xbb\xbf<html>"):
            assert isinstance(describe_published(f"x{suffix}", wrong, 100), str), suffix
    for name in ("png", "x", "x.", "x.html", "x.svg", "x.png.html"):
        assert isinstance(describe_published(name, PNG[:16], 100), str), name


def _read_files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_edits_of_an_original_give_what_a_clean_build_gives(project: MakeProject, tmp_path: Path) -> None:
    """Another file, another word on publishing, a damaged or missing copy: the site is as if built from nothing."""
    site = tmp_path / "site"
    states = [
        (MP3, "transcribed: recognised"), (MP3[:-1], "transcribed: recognised"), (MP3[:-1], "publish: false"),
        (MP3, "publish: true"),
    ]  # fmt: skip
    copy = site / "originals/talk.mp3"
    for number, (content, said) in enumerate(states):
        root = lay_out(project, "talk.mp3", content, said)
        build(root, site)
        clean = tmp_path / f"clean-{number}"
        build_project(root, clean)
        assert _read_files(site) == _read_files(clean)
    for damage in (lambda: copy.write_bytes(b"ID3"), copy.unlink):
        damage()
        build_project(root, site)
        assert _read_files(site) == _read_files(clean)
    before = (site / "originals/talk.mp3").stat()
    (root / "claims.yaml").write_text((root / "claims.yaml").read_text() + "\n# A comment.\n")
    build(root, site)
    assert (site / "originals/talk.mp3").stat().st_mtime_ns == before.st_mtime_ns


def test_verify_finds_an_original_that_is_not_the_named_one(project: MakeProject, tmp_path: Path) -> None:
    """Other bytes are a fault even where the manifest has their hash, and so is a page without a link to the file."""
    site = tmp_path / "site"
    build(lay_out(project, "talk.mp3", MP3, "publish: true"), site)
    (site / "originals/talk.mp3").write_bytes(b"ID3 of others")
    manifest, old = (site / "manifest.json"), sha256(MP3).hexdigest()
    manifest.write_text(manifest.read_text().replace(old, sha256(b"ID3 of others").hexdigest()))
    faults = verify_site(site).faults
    assert faults == (
        "claims.json: source 1: originals/talk.mp3 is not in the manifest with the hash of the source's original",
    )
    page = site / "sources/talk.html"
    build(lay_out(project, "talk.mp3", MP3, "publish: true"), site)
    page.write_text(page.read_text().replace('<a href="../originals/talk.mp3"', '<a href="other.mp3"'))
    assert "sources/talk.html: has no link to the source's original" in verify_site(site).faults


def test_add_says_what_is_published(project: MakeProject, tmp_path: Path) -> None:
    """A picture is published, told and kept back where only excerpts are shown; of a TIFF only the hash is."""
    root = project({})
    (tmp_path / "scan.txt").write_text("The pier was shut.", encoding="utf-8")
    for name, content, options, published in (
        ("scan.png", PNG, (), True), ("scan.tiff", b"II*\0", (), False), ("scan.png", PNG, ("--excerpts",), False),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        words = ("--dry-run", "--original", tmp_path / name, *options)
        done = verbatim("add", tmp_path / "scan.txt", root, *words)
        assert done.returncode == 0, done.stderr
        assert ("publish: true" in done.stdout + done.stderr) == published
        assert (" is published as it is" in done.stdout + done.stderr) == published
        assert ("only the hash of " in done.stdout + done.stderr) != published
