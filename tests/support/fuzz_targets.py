"""What holds for any input at all: one function a target, from a text to an assertion.

Hypothesis calls them in `make test` (test_fuzz.py), and a coverage-guided fuzzer for as long as one likes (run.py).
"""

import re
import unicodedata
from contextlib import suppress
from html.parser import HTMLParser

import yaml

from generator.analysis.anchoring.match import build_layout, find_matches
from generator.diagnostics import CODES, Diagnostic, as_github, as_json, as_text
from generator.folding import fold, fold_source
from generator.model import Anchor, TagPiece, TextRun
from generator.reading import yamltree
from generator.reading.declarations import read_declarations
from generator.reading.hypertext import ElementEnd, ElementStart, parse_elements
from generator.reading.kinds import find_kind
from generator.reading.kinds.source_kind import TextReader
from generator.reading.markdown_html import render_prose
from generator.reading.schema import read_front_matter
from generator.reading.yamltree import Mapping, Node, Scalar
from generator.text import lines_of, may_begin, may_end

ADDRESS = re.compile(r"(https?://|mailto:|claim:|source:|entity:|topic:)", re.IGNORECASE)
FIELD_TAGS = frozenset(("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt")) | {
    *(
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
TAG = re.compile(r"</?[a-z][a-z0-9]*( (class|start|colspan|rowspan|dir|lang|reversed|value)=\"[^\"<>]*\")*>")


def yaml_tree(text: str) -> None:
    """The tree is what PyYAML reads, where neither finds a fault; every fault has a known code and a place."""
    found = yamltree.parse(text, "claims.yaml")
    told(found.diagnostics, text)
    if found.diagnostics or found.value.root is None:
        return
    with suppress(yaml.YAMLError):  # an anchor may be defined anew, which PyYAML forbids
        expected = yaml.load(text.replace("\u2028", " ").replace("\u2029", " "), Loader=yaml.CBaseLoader)  # noqa: S506
        assert bare(found.value.root) == expected


def claims(text: str) -> None:
    """Whatever claims.yaml or front matter holds, it is read, with what is wrong of it."""
    document = yamltree.parse(text, "claims.yaml")
    if not document.diagnostics:
        draft = read_declarations((document.value,))
        told(draft.diagnostics, text)
        told(read_front_matter(document.value).diagnostics, text)
        for claim in draft.value.claims:
            render_prose(claim.explanation or "")


def folding(text: str) -> None:
    """Folded twice is folded once; every folded stretch leads back to a stretch that folds to it, in order."""
    folded = fold(text)
    if unicodedata.is_normalized("NFC", folded.text):  # what is dropped between a letter and its mark comes after NFC
        assert fold(folded.text).text == folded.text
    begins = [folded.start(place) for place in range(len(folded.text))]
    ends = [folded.end(place + 1) for place in range(len(folded.text))]
    assert begins == sorted(begins)
    assert ends == sorted(ends)
    assert all(start < end <= len(text) for start, end in zip(begins, ends, strict=True))
    if folded.text and max(map(len, re.split(r"\s", text))) < 50:
        middle = len(folded.text) // 2
        start = next((place for place in range(middle, 0, -1) if may_begin(folded.text, place)), 0)
        end = next((place for place in range(middle + 1, len(folded.text)) if may_end(folded.text, place)), None)
        anchors(text, text[begins[start] : ends[end - 1] if end else len(text)])


def anchors(text: str, quote: str) -> None:
    """Words of the text itself are found in it, and an anchor's segments are those words."""
    source, sought = fold_source(text), fold(quote)
    if not re.search(r"\w", sought.text) or re.search(r"[\[\]]", sought.text):
        return
    matches, pattern = find_matches(sought.text, source)
    for match in matches[:3]:
        anchor = Anchor("c-1", "s", build_layout(quote, sought, source, match, pattern))
        assert fold(text[anchor.start : anchor.end]).text == sought.text


def pages(text: str) -> None:
    """Of a saved page, all elements are closed in order; the article's text is its runs, and its tags are our own."""
    depth: list[str] = []
    for event in parse_elements(text):
        if isinstance(event, ElementStart):
            depth.append(event.name)
        elif isinstance(event, ElementEnd):
            assert depth.pop() == event.name
    assert not depth
    article(text, ".html")


def article(text: str, suffix: str) -> None:
    """What is published of an article: its text in runs that leave nothing out, between tags of a short list."""
    kind = find_kind(f"article{suffix}")
    assert kind and isinstance(kind.reader, TextReader)
    read = kind.reader.read(text)
    place = 0
    for piece in read.pieces:
        if isinstance(piece, TextRun):
            assert piece.start == place
            place = piece.end
        else:
            assert isinstance(piece, TagPiece)
            assert all(TAG.fullmatch(match) for match in re.findall(r"<[^<]*", piece.html)), piece.html
    assert place == len(read.text)


def markdown(text: str) -> None:
    """A Markdown field is tags of a short list with addresses that may be published, as a parser of others reads it."""
    written = render_prose(text)
    Field(written.html).close()
    article(text, ".md")


class Field(HTMLParser):
    """A reader who takes no tag and no address but those that a field may have."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in FIELD_TAGS, tag
        for name, value in attrs:
            assert tag == "a"
            assert name in {"href", "rel"}
            assert name != "href" or ADDRESS.match(value or ""), value

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def told(diagnostics: tuple[Diagnostic, ...], text: str) -> None:
    """Diagnostics that can be shown: known codes, places in the text, one line each, in all formats."""
    lines = len(lines_of(text).starts)
    for diagnostic in diagnostics:
        assert diagnostic.code in CODES
        assert 1 <= diagnostic.location.line <= lines
        assert "\n" not in diagnostic.message
    assert all(line.isprintable() for line in as_text(diagnostics).splitlines())
    as_json(diagnostics)
    as_github(diagnostics).encode()


def bare(node: Node) -> object:
    """The node as plain values, all scalars as text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: bare(value) for key, value in node.entries}
    return [bare(item) for item in node.items]


TARGETS = {target.__name__: target for target in (yaml_tree, claims, folding, pages, markdown)}
