"""The text of a Word document by mammoth, for `word_document`, which runs this module in a sandbox.

Mammoth gets the XML of the text alone: no pictures, macros or embedded files, and no words that Word does not show.
"""

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

UNPACKED = 50_000_000  # bytes of the XML of a document

_PARTS = re.compile(r"(?:\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|[^/]+/[^/]+\.xml)")
_DESCRIPTION = "docProps/core.xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='Strong'] => strong
"""
# What mammoth ignores, and what it reads as Word does: an element that only holds words, a break, a tab.
_SAME_AS = dict.fromkeys(("fldSimple", "ruby", "rubyBase", "dir", "bdo"), "smartTag") | {"cr": "br", "ptab": "tab"}
_NOT_AS_WORD = re.compile(rb"[<:](?:vanish|oMath|fldSimple|ruby|dir|bdo|cr|ptab)\b")
_OBJECT = "\ufffc"  # stands for a formula that is more than a line of signs: its figures must not run together
_BACK_LINK = re.compile(r' <a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


def read_docx_bytes(content: bytes) -> bytes:
    """Return JSON: `html`, the text, and `description`, what the file says of itself; or `fault`, why there is none."""
    if content.startswith(_OLD_OFFICE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return _json({"fault": "protected" if encrypted else "other"})
    try:
        from mammoth import convert_to_html  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

        package = _read_package(content)
        if package is None:
            return _json({"fault": "large"})
        if not any(name.startswith("word/") for name in package):
            return _json({"fault": "other"})
        description = _read_description(package.pop(_DESCRIPTION, b""))
        for name, xml in package.items():
            if name.endswith(".xml") and not name.startswith("["):
                package[name] = _show_as_word_does(xml)
        found = convert_to_html(
            _write_package(package), style_map=_STYLES, include_embedded_style_map=False, convert_image=_drop_image
        )
        html = _UNPRINTABLE.sub("\ufffd", _BACK_LINK.sub("", found.value))
        return _json({"html": html, "description": description})
    except MemoryError:
        return _json({"fault": "large"})
    except Exception:
        return _json({"fault": "damaged"})  # a stranger's file may make it raise anything


def _json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _drop_image(_: object) -> list[object]:
    return []


def _read_package(content: bytes) -> dict[str, bytes] | None:
    """Return the XML files of the package by their names; None where they are too large. Raises BadZipFile."""
    found: dict[str, bytes] = {}
    left = UNPACKED
    with ZipFile(BytesIO(content)) as package:
        for member in package.infolist():
            if not _PARTS.fullmatch(member.filename):
                continue
            left -= member.file_size  # no more than that is unpacked
            if left < 0:
                return None
            found[member.filename] = package.read(member)
    if any(b"<!DOCTYPE" in xml or b"<!ENTITY" in xml for xml in found.values()):
        raise BadZipFile("a document type, which no document has")
    return found


def _write_package(package: dict[str, bytes]) -> BytesIO:
    written = BytesIO()
    with ZipFile(written, "w") as target:
        for name, xml in package.items():
            target.writestr(name, xml)
    written.seek(0)
    return written


def _show_as_word_does(xml: bytes) -> bytes:
    """Return a part of the document without hidden words, with its formulas as text, and all that mammoth passes over.

    Those are fields, words over which readings stand, words of another direction, and breaks of an old kind.
    """
    if not _NOT_AS_WORD.search(xml):
        return xml
    from xml.etree import ElementTree  # noqa: PLC0415 - few documents have either

    root = ElementTree.fromstring(xml)  # noqa: S314 - in a sandbox, and without entities
    for word, math in zip(_WORD, _MATH, strict=True):
        for parent in list(root.iter()):
            for child in list(parent):
                name = child.tag.removeprefix(f"{{{word}}}")
                if name == "rt" or (name == "r" and _is_hidden(child, word)):
                    parent.remove(child)
                elif name in _SAME_AS:
                    child.tag = f"{{{word}}}{_SAME_AS[name]}"
                elif name == f"{{{math}}}oMathPara":
                    child.tag = f"{{{word}}}smartTag"
                elif name == f"{{{math}}}oMath":
                    _write_formula(child, word, math)
    shown: bytes = ElementTree.tostring(root, encoding="utf-8")
    return shown


def _is_hidden(run: "Element", word: str) -> bool:
    mark = run.find(f"{{{word}}}rPr/{{{word}}}vanish")
    return mark is not None and mark.get(f"{{{word}}}val") not in {"0", "false", "off"}


def _write_formula(formula: "Element", word: str, math: str) -> None:
    """Make a run of words of a formula."""
    simple = all(part.tag == f"{{{math}}}r" for part in formula)
    words = "".join(_formula_words(formula, math)) if simple else _OBJECT
    for part in list(formula):
        formula.remove(part)
    formula.tag = f"{{{word}}}r"
    formula.attrib.clear()
    text = formula.makeelement(f"{{{word}}}t", {})
    text.text = words
    formula.append(text)


def _formula_words(formula: "Element", math: str) -> "Iterator[str]":
    for text in formula.iter(f"{{{math}}}t"):
        yield text.text or ""


def _read_description(xml: bytes) -> dict[str, str]:
    """Return what the file's own description says, by the names there without their namespaces."""
    if not xml:
        return {}
    from xml.etree import ElementTree  # noqa: PLC0415 - only for documents that have one

    try:
        root = ElementTree.fromstring(xml)  # noqa: S314 - in a sandbox, and without entities
    except ElementTree.ParseError:
        return {}
    found = {element.tag.rpartition("}")[2]: _UNPRINTABLE.sub("", element.text or "").strip() for element in root}
    return {name: value for name, value in found.items() if name in {"title", "creator", "created"} and value}
