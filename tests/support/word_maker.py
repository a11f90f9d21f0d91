"""Word documents for tests: the least that a .docx file needs, around the XML of its body."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_STYLES = (
    f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>'
)
_STYLE_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="s1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
)


def make_docx(body: str, *, core: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """Return a document with this body; `core` is the inside of its own description, `files` are further ones."""
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/styles.xml": _STYLES,
        "word/_rels/document.xml.rels": _STYLE_RELATION,
        "word/document.xml": (
            f'<w:document xmlns:w="{_WORD}" xmlns:m="{_OFFICE}/math"><w:body>{body}</w:body></w:document>'
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
        ),
    }
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, content in {**held, **(files or {})}.items():
            package.writestr(name, content)
    return written.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    """Return a paragraph of runs; words that are no XML make a run of their own."""
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{marked}{''.join(words if words.startswith('<') else run(words) for words in runs)}</w:p>"


def run(words: str, properties: str = "") -> str:
    """Return a run of words, with the XML of its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
