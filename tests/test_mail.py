"""Mail and pages saved as one file as sources: what a mail program or a browser shows of a MIME message."""

import base64
import quopri
import time
from pathlib import Path

import pytest

from generator.build import build_project, read_project
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import as_text
from generator.reading import mime_parts
from generator.reading.kinds.mail import describe_mail, read_mail
from generator.reading.kinds.web_archive import describe_web_archive, read_web_archive
from generator.reading.mime_parts import decode_text, parse_message
from generator.reading.project_files import FileRefused
from tests.support.small_project import MakeProject

PAGE = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Der Steg schließt</title></head><body>'
    "<nav>Menü</nav><p>Der Steg schließt am Montag<sup><a href=\"https://x.example/steg#n1\">[1]</a></sup>, so Böhm."
    "</p></body></html>"
)  # fmt: skip


def part(kind: str, body: bytes | str, *headers: str) -> bytes:
    """Return a part of a message with its header."""
    content = body.encode() if isinstance(body, str) else body
    return "\n".join((f"Content-Type: {kind}", *headers, "", "")).encode() + content


def multipart(kind: str, *parts: bytes, boundary: str = "=_b1") -> bytes:
    joined = b"".join(f"\n--{boundary}\n".encode() + inner for inner in parts)
    return part(f'multipart/{kind}; boundary="{boundary}"', joined + f"\n--{boundary}--\nepilogue".encode())


def saved(inner: bytes, *headers: str) -> bytes:
    head = ("From: <Saved by Blink>", "Date: Tue, 19 Oct 2021 00:30:00 +0200", *headers, "MIME-Version: 1.0")
    return "\n".join((*head, "")).encode() + inner


def read(message: bytes) -> str:
    return read_mail(message, "a.eml").text


# -- pages in one file ---------------------------------------------------------------------------------------------


ENCODED = {
    "quoted-printable": quopri.encodestring(PAGE.encode()),
    "base64": base64.encodebytes(PAGE.encode()),
    "8bit": PAGE.encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_the_page_in_the_file_is_read_as_a_saved_page(encoding: str, ends: bytes) -> None:
    """Whatever its transfer encoding: the text without navigation, note marks known, the address, the day of saving."""
    html = part(
        "text/html",
        ENCODED[encoding],
        f"Content-Transfer-Encoding: {encoding}",
        "Content-Location: https://x.example/steg",
    )
    style = part("text/css", "p{}", "Content-Location: https://x.example/a.css")
    file = saved(multipart("related", html, style)).replace(b"\n", ends)
    found = read_web_archive(file, "a.mhtml")
    assert found.text == "Der Steg schließt am Montag[1], so Böhm."
    assert [found.text[start:end] for start, end in found.notes] == ["[1]"]
    about = describe_web_archive(file, "a.mhtml")
    assert (about.title, about.url, about.language) == ("Der Steg schließt", "https://x.example/steg", "de")
    assert about.accessed == "2021-10-19"


def test_the_page_is_the_one_that_the_file_names() -> None:
    """Of several pages, frames and advertisements among them, it is the one that `start` names, else the first."""
    one = part("text/html", "<p>Frame.", "Content-ID: <one@x>")
    two = part("text/html", "<p>Page.", "Content-ID: <two@x>")
    assert read_web_archive(saved(multipart("related", one, two)), "a.mht").text == "Frame."
    named = multipart("related", one, two).replace(b"related;", b'related; start="<two@x>";')
    assert read_web_archive(saved(named), "a.mht").text == "Page."


def test_a_page_alone_is_a_file_too() -> None:
    """Old browsers save a page without pictures as one part, in the encoding of its country."""
    page = "<p>Größe</p>".encode("cp1252")
    assert read_web_archive(saved(part("text/html; charset=iso-8859-1", page)), "a.mht").text == "Größe"
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Мост</p>'.encode("cp1251")
    assert read_web_archive(saved(part("text/html", meta)), "a.mht").text == "Мост"


def test_a_broken_line_of_a_header_ends_no_header() -> None:
    """A title that a program wrote over two lines does not hide the fields behind it."""
    assert read_web_archive(saved(part("text/html", "<p>Page."), "X-Title: on two", "lines"), "a.mht").text == "Page."


def test_a_file_without_a_page_is_refused() -> None:
    """An archive of a picture, or of nothing, says what to do."""
    for file in (b"", b"no header at all", saved(multipart("related", part("image/png", b"\x89PNG")))):
        with pytest.raises(FileRefused) as refused:
            read_web_archive(file, "a.mhtml")
        assert "holds no page" in str(refused.value)


# -- mail ----------------------------------------------------------------------------------------------------------


def test_of_two_forms_the_html_is_the_text() -> None:
    """Of alternatives the last that has text counts; attachments and pictures are none."""
    plain, html = (
        part("text/plain; charset=utf-8", "Plain – words."),
        part("text/html; charset=utf-8", "<p>HTML words."),
    )
    assert read(multipart("alternative", plain, html)) == "HTML words."
    assert read(multipart("alternative", plain, part("text/html", "<img src=x>"))) == "Plain – words."
    file = part("text/plain", "secret", 'Content-Disposition: attachment; filename="a.txt"')
    related = multipart("related", html, part("image/gif", b"GIF89a"), boundary="=_b1x")
    mixed = multipart("mixed", multipart("alternative", plain, related, boundary="=_b"), file, boundary="=_")
    assert read(mixed) == "HTML words."


def test_a_mail_states_its_subject_sender_and_day() -> None:
    """Encoded words are read; the day is that of where it was written; a bare address is nobody's name."""
    head = (
        "From: =?utf-8?Q?Ren=C3=A9?= Brandt <r@x.example>\nSubject: =?iso-8859-1?B?U2NobGll3w==?=\n =?utf-8?q?ung?=\n"
        "Date: Mon, 1 Nov 2021 23:30:00 -0500\n"
    )
    message = head.encode() + part("text/plain", "Words.")
    about = describe_mail(message, "a.eml")
    assert (about.title, about.author, about.published) == ("Schließung", ("René Brandt",), "2021-11-01")
    assert read_mail(message, "a.eml").title == "Schließung"
    bare = b"From: r@x.example\nDate: yesterday\n" + part("text/plain", "Words.")
    assert (describe_mail(bare, "a.eml").author, describe_mail(bare, "a.eml").published) == ((), None)


def test_plain_mail_keeps_its_paragraphs_and_quotations() -> None:
    """Marks of quoting are no text, so that a sentence quoted over two lines is one; `>From` is a store's way."""
    body = "Dear all,\n\n> The pier will\n> close.\n>> When?\n\nOn Monday.\n>From then on the quay.\n"
    assert read(part("text/plain", body)) == (
        "Dear all,\n\nThe pier will\nclose.\n\nWhen?\n\nOn Monday.\nFrom then on the quay."
    )


def test_flowed_lines_are_joined() -> None:
    """In format=flowed (RFC 3676) a line that ends in a space goes on, quoted ones too; a signature's mark does not."""
    body = "The pier will \nclose on \nMonday.\n> Quoted \n> too.\n -- \n-- \nAda\n"
    assert read(part("text/plain; format=flowed", body)) == (
        "The pier will close on Monday.\n\nQuoted too.\n\n--\n--\nAda"
    )
    assert read(part("text/plain; format=flowed; delsp=yes", "東京 \nへ")) == "東京へ"


def test_a_forwarded_message_follows_with_its_subject() -> None:
    """A message in a message is text below it, under its subject, sender and date."""
    inner = b"Subject: =?utf-8?q?Pi=C3=A9r?=\nFrom: Uwe Lang <u@x.example>\nDate: Mon, 1 Nov 2021 10:00:00 +0100\n"
    whole = multipart(
        "mixed", part("text/plain", "See below."), part("message/rfc822", inner + part("text/plain", "Shut."))
    )
    assert read(whole) == "See below.\n\nSubject: Piér\nFrom: Uwe Lang\nDate: Mon, 1 Nov 2021 10:00:00 +0100\n\nShut."


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("iso-2022-jp", "桟橋を閉じる"), ("shift_jis", "桟橋"), ("gb2312", "码头"), ("koi8-r", "Мост"),
        ("utf-8", "„Stift“"),
        ("us-ascii", "„Stift“"), ("x-unknown", "„Stift“"), ("", "„Stift“"), ("windows-1252", "„Stift“"),
        ("utf-16", "Steg"),
    ],
)  # fmt: skip
def test_charsets_of_mail(charset: str, words: str) -> None:
    """A stated encoding is used; where none is, or it cannot be true, the text is UTF-8 or windows-1252."""
    lie = charset in {"us-ascii", "x-unknown", ""}
    assert decode_text(words.encode("utf-8" if lie else charset), charset) == words
    assert decode_text(b"caf\xe9", charset if charset in {"us-ascii", ""} else "") == "café"


def test_bytes_that_are_in_no_encoding_are_shown_as_lost() -> None:
    """Wrong bytes in a stated encoding become U+FFFD, and no charset name ends in a traceback."""
    assert decode_text(b"caf\xe9!", "utf-8") == "caf\ufffd!"
    for name in ("zip", "base64", "punycode", "undefined", "\0", "x" * 100_000, "rot13"):
        assert decode_text(b"caf\xc3\xa9", name) == "café"


def test_an_encrypted_or_empty_mail_is_refused() -> None:
    """A message whose text nobody can read says so."""
    locked = multipart(
        "encrypted", part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream", "x")
    )
    for message, words in (
        (locked, "encrypted"),
        (part("image/png", b"\x89PNG"), "no mail with a text"),
        (b"", "no mail"),
    ):
        with pytest.raises(FileRefused) as refused:
            read_mail(message, "a.eml")
        assert words in str(refused.value)


# -- bounds --------------------------------------------------------------------------------------------------------


def nested(depth: int, kind: str) -> bytes:
    message = part("text/plain", "deep")
    for number in range(depth):
        message = (
            part("message/rfc822", message) if kind == "message" else multipart("mixed", message, boundary=f"b{number}")
        )
    return message


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_mail_in_mail_has_a_bound(kind: str) -> None:
    """Messages inside one another are read to a depth, and refused beyond it."""
    assert read(nested(10, kind)) == "deep"
    with pytest.raises(FileRefused) as refused:
        read(nested(mime_parts.DEPTH + 2, kind))
    assert refused.value.code == "too-large"
    with pytest.raises(FileRefused):
        read(multipart("mixed", *[part("text/plain", "x")] * (mime_parts.PARTS + 2)))


@pytest.mark.parametrize(
    "message",
    [
        b"\n" * 2_000_000,
        b"Subject: " + b"=?utf-8?q?" * 200_000,
        b"From: " + b'"<(,' * 500_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; " + b"a=b;" * 500_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"\n--b" * 500_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"\n--" * 100_000,
        b"Content-Type: text/plain; charset=" + b"x" * 2_000_000 + b"\n\nx",
        b"Content-Type: text/plain\n\n" + b">" * 2_000_000,
        b"Content-Type: text/plain\n\n" + b"> \n" * 600_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 600_000,
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + b"====" * 500_000,
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=3D=\n" * 400_000,
        b"X: y\n" * 400_000,
        b"a" * 2_000_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_mail_takes_no_more_than_its_share(message: bytes) -> None:
    """Two megabytes of anything are read, or refused, in seconds."""
    began = time.monotonic()
    for reader in (read_mail, describe_mail, read_web_archive):
        try:
            reader(message, "a.eml")
        except FileRefused:
            continue
    assert time.monotonic() - began < 20


def test_parts_are_split_at_lines_that_are_their_boundary_alone() -> None:
    """A longer line, or one that only begins with it, is text."""
    body = b"--b1\n\n--b1x\n-- b1\nkept\n--b1--\n--b1\nnot read"
    (only,) = parse_message(b"Content-Type: multipart/mixed; boundary=b1\n\n" + body).parts
    assert only.text() == "--b1x\n-- b1\nkept"


# -- in a project --------------------------------------------------------------------------------------------------


def test_mail_and_archives_are_sources_like_any_other(project: MakeProject, tmp_path: Path) -> None:
    """A quote anchors in each, what a stranger wrote is harmless on the page, and the site verifies."""
    claims = (
        "site: {title: S}\nclaims:\n  steg:\n    statement: The pier closes.\n    evidence:\n"
        "    - {source: steg, quote: Der Steg schließt am Montag, stance: supports}\n"
        "    - {source: brief, quote: The pier closes, stance: supports}\n"
    )
    page = saved(multipart("related", part("text/html; charset=utf-8", PAGE)))
    mail = b"Subject: <b>Pier</b>\n" + part(
        "text/html", "<p onclick=alert(1)>The pier closes.<script>alert(2)</script>"
    )
    root = project({"claims.yaml": claims, "seeds/steg.mhtml": page, "seeds/brief.eml": mail})
    assert {source.id: source.title for source in read_project(root).value.corpus.sources} == {
        "steg": "Der Steg schließt", "brief": "<b>Pier</b>", "wire": None,
    }  # fmt: skip
    checked, written = build_project(root, tmp_path / "site")
    assert written, as_text(checked.diagnostics)
    assert verify_site(tmp_path / "site").faults == ()
    shown = (tmp_path / "site/sources/brief.html").read_text()
    assert "alert(" not in shown
    assert "&lt;b&gt;Pier" in shown
