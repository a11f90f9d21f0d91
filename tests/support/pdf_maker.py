"""Minimal PDFs: pages of lines, each set at a given place."""

from collections.abc import Iterable, Sequence

Line = tuple[str, float, float, float]  # its words, left, foot and size in points


def make_pdf(
    *pages: Sequence[Line], title: str = "", author: str = "", created: str = "", encrypt: bytes = b""
) -> bytes:
    """Return a PDF of pages of lines in Helvetica, encoded as cp1252; a page without lines has no text."""
    said = {"Title": title, "Author": author, "CreationDate": created}
    about = b"".join(b"/%s (%s) " % (key.encode(), _escape(value)) for key, value in said.items() if value)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< %s >>" % about,
    ]
    for number, lines in enumerate(pages):
        drawn = b"\n".join(
            b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, foot, _escape(words)) for words, left, foot, size in lines
        )
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << /Font << /F 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (6 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return _write_objects(objects, encrypt)


def layout_page(*paragraphs: Iterable[str], top: float = 550) -> list[Line]:
    """Return lines of 12 points, 14 apart, and 28 between two paragraphs."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for words in paragraph:
            lines.append((words, 40, top, 12))
            top -= 14
        top -= 14
    return lines


def _escape(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _write_objects(objects: Sequence[bytes], encrypt: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, object in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, object)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"<< /Size %d /Root 1 0 R /Info 4 0 R %s >>" % (size, encrypt)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, trailer, len(out),
    )  # fmt: skip
