"""The text of a PDF by PDFium, for `pdf`, which runs this module in a sandbox: the only importer of pypdfium2.

The characters, the blanks between words and the order of the lines are PDFium's, as Chrome's clipboard has them.
`pdf_layout` makes blocks of the lines.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_ushort
from dataclasses import astuple

import pypdfium2
from pypdfium2 import raw

from generator.reading.kinds.pdf_layout import INITIAL, PageEdges, arrange_pages
from generator.reading.kinds.pdf_lines import RAISED, Glyph, PdfLine, is_right_to_left, read_right_to_left, shift_digit
from generator.suspicion import FilePageFacts

PAGES = 5_000
CHARACTERS = 10_000_000

_HYPHENS = "\ufffe\x02"  # what PDFium makes of a hyphen that breaks a word at the end of a line
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE_GAP = 0.9  # of the size of the letters: more is no blank between two words
_OBJECTS = 20_000  # of a page are looked at, and
_DEPTH = 3  # how deep in forms they may be
_TRIED = 500  # characters of a page are asked whether their font says which letters they are
_FIELD_LENGTH = 200  # characters of a form field or a stamp that are told


def read_pdf_bytes(content: bytes) -> bytes:
    """Return JSON: `pages`, a list of blocks each, `facts` of each page, and `description`; or `fault`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return _to_json({"fault": "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged"})
    try:
        if len(document) > PAGES:
            return _to_json({"fault": "long"})
        document.init_forms()
        pages, edges, facts, length = [], [], [], 0
        for number in range(len(document)):
            lines, edge, shown = _read_page(document, number)
            pages.append(lines)
            edges.append(edge)
            facts.append(astuple(shown))
            length += sum(len(line.words) for line in lines)
            if length > CHARACTERS:
                return _to_json({"fault": "long"})
        return _to_json(
            {"pages": arrange_pages(pages, edges), "facts": facts, "description": _read_description(document)}
        )
    except MemoryError:
        return _to_json({"fault": "long"})
    except Exception:
        return _to_json({"fault": "damaged"})  # a stranger's file may make it raise anything


def _to_json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _read_description(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Return what the file's own description says, by its names there."""
    found = document.get_metadata_dict()
    said = {key: _clean(found.get(key) or "") for key in ("Title", "Author", "CreationDate")}
    return {key: value for key, value in said.items() if value}


def _clean(words: str) -> str:
    return " ".join(_UNPRINTABLE.sub("\ufffd", words).split())


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[PdfLine], PageEdges, FilePageFacts]:
    """Return the lines of a page in the file's order, its foot and top, and what else it shows.

    Of a page that cannot be opened there is nothing.
    """
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return [], (0, 0), FilePageFacts()
    text = page.get_textpage()
    glyphs = list(_list_glyphs(text))
    lines = read_right_to_left(glyphs) if is_right_to_left(glyphs) else _split_lines(glyphs)
    cleaned = [line._replace(words=_clean(line.words)) for line in lines]
    tried = range(0, len(glyphs), max(1, len(glyphs) // _TRIED))
    unmapped = sum(raw.FPDFText_HasUnicodeMapError(text, index) == 1 for index in tried) * tried.step
    facts = _find_facts(document, page, unmapped, " ".join(line.words for line in cleaned))
    _, foot, _, top = page.get_bbox()
    text.close()
    page.close()
    return [line for line in cleaned if line.words], (foot, top), facts


# -- characters and lines ------------------------------------------------------------------------------------------


def _list_glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the characters of a page in PDFium's order, white space without a place."""
    pointer = text.raw  # each look-up through the object costs as much as a call
    left, right, low, high, x, y = (c_double() for _ in range(6))
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    known: tuple[float, float, float] | None = None
    foot = size = 0.0
    half = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(pointer, index)
        if 0xDC00 <= code < 0xE000 and half:  # a character beyond U+FFFF comes in two halves
            character, half = chr(0x10000 + (half - 0xD800) * 0x400 + code - 0xDC00), 0
        elif 0xD800 <= code < 0xDC00:
            half = code
            continue
        else:
            character, half = chr(code) if code <= 0x10FFFF else "\ufffd", 0
        if character.isspace():
            yield Glyph(character, 0, 0, 0, 0)
            continue
        font_size = raw.FPDFText_GetFontSize(pointer, index)
        if raw.FPDFText_GetLooseCharBox(pointer, index, box) and box.right > box.left:
            edges, placed = (box.left, box.right), (font_size, box.bottom, box.top)
        else:
            raw.FPDFText_GetCharBox(pointer, index, left, right, low, high)
            edges, placed = (left.value, right.value), (0.0, 0.0, 0.0)
        if placed != known or not placed[0]:  # characters of one size and line have boxes of one height
            raw.FPDFText_GetCharOrigin(pointer, index, x, y)
            raw.FPDFText_GetMatrix(pointer, index, matrix)
            foot, size, known = y.value, abs(font_size) * (matrix.c**2 + matrix.d**2) ** 0.5, placed
        yield Glyph(character, *edges, foot, size or 1)


def _split_lines(glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    """Yield the lines; where a line has a gap as wide as one between columns, its parts; and initials by themselves."""
    words: list[str] = []
    drawn: list[Glyph] = []
    for glyph in glyphs:
        if glyph.character in "\r\n" or (drawn and glyph.size and _is_apart(drawn[-1], glyph, words)):
            if drawn:
                yield _make_line(words, drawn)
            words, drawn = [], []
        elif len(drawn) == 1 and glyph.size and drawn[0].size > INITIAL * glyph.size and words[0].isalpha():
            yield _make_line(words, drawn)
            words, drawn = [], []
        if glyph.character in _HYPHENS:
            yield _make_line([*words, "-"], drawn or [glyph])
            words, drawn = [], []
        elif glyph.size:
            shifted = drawn and glyph.character in RAISED
            words.append(shift_digit(glyph, drawn[-1], words[-1]) if shifted else glyph.character)
            drawn.append(glyph)
        elif drawn:
            words.append(" ")
    if drawn:
        yield _make_line(words, drawn)


def _is_apart(last: Glyph, glyph: Glyph, words: Sequence[str]) -> bool:
    """Return whether a character behind a blank is too far from the one before to be in one line with it."""
    gap = glyph.left - last.right
    return words[-1] == " " and abs(gap) > _WIDE_GAP * max(last.size, glyph.size)


def _make_line(words: Sequence[str], drawn: Sequence[Glyph]) -> PdfLine:
    usual = drawn[len(drawn) // 2].size
    return PdfLine("".join(words), drawn[0].left, drawn[-1].right, drawn[len(drawn) // 2].foot, usual)


# -- what else a page shows ----------------------------------------------------------------------------------------


def _find_facts(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, unmapped: int, text: str) -> FilePageFacts:
    width, height = page.get_size()
    pictures, shapes = 0.0, 0
    for number, drawn in enumerate(page.get_objects(max_depth=_DEPTH)):
        if number == _OBJECTS:
            break
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, foot, right, top = drawn.get_bounds()
            wide = max(0.0, min(right, width) - max(left, 0))
            pictures += wide * max(0.0, min(top, height) - max(foot, 0)) / (width * height or 1)
        elif drawn.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
    typed, stamped = _read_annotations(document, page)
    squeezed = "".join(text.split())

    def missing(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for word in words if word and "".join(word.split()) not in squeezed)

    return FilePageFacts(round(min(pictures, 1), 2), shapes, unmapped, missing(typed), missing(stamped))


def _read_annotations(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> tuple[list[str], list[str]]:
    """Return the values of the page's text fields and choices, and the words of the notes and stamps on it."""
    typed, stamped = [], []
    fields = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 1_000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        form = document.formenv
        if kind == raw.FPDF_ANNOT_WIDGET and form and raw.FPDFAnnot_GetFormFieldType(form, annotation) in fields:
            typed.append(_read_string(raw.FPDFAnnot_GetFormFieldValue, form, annotation))
        elif kind in (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP):
            stamped.append(_read_string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
        raw.FPDFPage_CloseAnnot(annotation)
    return typed, stamped


def _read_string(function: Callable[..., int], *given: object) -> str:
    """Return the text that a function of PDFium writes into a buffer, as UTF-16; it is cut after some characters."""
    length = min(function(*given, None, 0) // 2, _FIELD_LENGTH)
    buffer = (c_ushort * (length + 1))()
    if not length or function(*given, buffer, 2 * length) > 2 * length:
        return ""
    return _clean(bytes(buffer).decode("utf-16-le", "replace").rstrip("\0"))
