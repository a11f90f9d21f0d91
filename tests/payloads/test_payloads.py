"""No input runs in a reader's browser: what has been tried elsewhere, in every place, and every file parsed by others.

Pages are parsed as browsers do (selectolax's Lexbor, an HTML5 parser), JSON, CSV and XML by the standard library.
tests/browser/test_payloads.py loads the same pages in Chromium and waits for something to run.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import build_project, check_project
from generator.desk.verify import verify
from generator.diagnostics import as_github, as_text
from tests.payloads.collection import BREAKOUTS, COLLECTION, payloads
from tests.payloads.project import Hostile, hostile, quoted

SITE = '"><svg onload=__trap()>&amp;</script>\u202e'

# What our own pages are made of. Whatever else stands in one came from somebody.
TAGS = frozenset(
    (
        "-text",
        "-comment",
        "-doctype",
        "-undef",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "base",
        "link",
        "script",
        "main",
    ),
) | {
    *("a", "abbr", "aside", "article", "b", "bdi", "blockquote", "br", "button", "caption", "circle", "cite", "code"),
    *("col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure"),
    *("footer", "form", "g", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "input", "ins", "kbd", "label"),
    *("legend", "li", "line", "mark", "nav", "ol", "option", "output", "p", "path", "pre", "q", "rect", "s", "samp"),
    *("search", "section", "select", "small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
    *("text", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "desc", "polygon", "polyline", "ellipse"),
}
ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping", "srcset"))
ADDRESS = re.compile(r"https?://[^\s\\]+|mailto:[^\s]+@[^\s]+|(?!//)[^:\\\s]*", re.IGNORECASE)


@dataclass(frozen=True)
class Built:
    project: Hostile
    out: Path

    def files(self, *suffixes: str) -> Iterator[Path]:
        return (each for each in sorted(self.out.rglob("*")) if each.suffix in suffixes)

    def pages(self) -> Iterator[tuple[str, LexborHTMLParser]]:
        for each in self.files(".html"):
            yield each.relative_to(self.out).as_posix(), LexborHTMLParser(each.read_bytes())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("hostile") / "project"
    project = hostile(root, [text for _, text in payloads()], SITE)
    _, written = build_project(root, root / "site", jobs=2)
    assert written
    return Built(project, root / "site")


def every(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    assert tree.root
    return tree.root.traverse(include_text=False)


def faults(node: LexborNode) -> Iterator[str]:
    """What of an element could run, load, leave the site or stand over our own words."""
    tag = node.tag
    attributes = node.attributes
    if tag not in TAGS:
        yield "is none of our tags"
    for name, value in attributes.items():
        if name.startswith("on") or name in {"style", "srcdoc", "is", "slot", "xlink:href", "http-equiv"} - {
            "http-equiv"
        }:
            yield f"has {name}"
        if name in ADDRESSES and not ADDRESS.fullmatch(value or ""):
            yield f"leads to {value!r}"
    if tag == "script":
        data = attributes.get("type") == "application/ld+json"
        source = attributes.get("src") or ""
        if not data and not re.fullmatch(r"(\.\./)?assets/[a-z0-9-]+\.js", source):
            yield f"is a script of {source!r}"
    if tag == "meta" and attributes.get("http-equiv") not in (None, "Content-Security-Policy"):
        yield "is a meta element that acts"
    if tag == "base" and attributes.get("href") != "https://example.org/facts/":
        yield "moves all addresses"
    if tag == "a" and (attributes.get("href") or "").lower().startswith("http") and not named_ours(attributes):
        yield f"leads out without rel: {attributes}"
    if (
        tag == "form"
        and attributes.get("id") not in {"search", "filter"}
        and "search" not in (attributes.get("role") or "")
    ):
        yield "is a form"


def named_ours(attributes: dict[str, str | None]) -> bool:
    return "external" in (attributes.get("rel") or "") or (attributes.get("href") or "").startswith(
        "https://example.org/facts/"
    )


def test_the_payloads_are_many_and_in_place(built: Built) -> None:
    """Hundreds, of every class; most are published in most places, and what was refused is a part."""
    assert len(list(payloads())) > 500
    assert all(COLLECTION.values())
    claims = json.loads((built.out / "claims.json").read_bytes())["claims"]
    assert len(claims) == len(list(payloads()))
    assert sum(each["statement"] == text for each, (_, text) in zip(claims, payloads(), strict=True)) > 400


def test_no_page_has_what_could_run(built: Built) -> None:
    """As an HTML5 parser reads them: our own tags, scripts and forms; no handler, no style, no address but http."""
    found = [
        f"{path}: <{node.tag}> {fault}"
        for path, tree in built.pages()
        for node in every(tree)
        for fault in faults(node)
    ]
    assert found == []


def test_what_a_page_holds_as_data_is_what_was_typed(built: Built) -> None:
    """JSON-LD is one JSON value each, that no text breaks out of, and says the claim as it was typed."""
    claims = json.loads((built.out / "claims.json").read_bytes())["claims"]
    for claim in claims:
        tree = LexborHTMLParser((built.out / f"claims/{claim['id']}.html").read_bytes())
        islands = tree.css("script[type='application/ld+json']")
        (review,) = [json.loads(each.text(deep=True)) for each in islands]
        assert review["claimReviewed"] == claim["statement"]
        heading = tree.css_first("h1")
        assert heading and " ".join(heading.text().split()) == " ".join(claim["statement"].split())


def test_json_is_json(built: Built) -> None:
    """Every JSON file parses, without the numbers that JSON has not."""
    for each in built.files(".json", ".jsonld"):
        json.loads(each.read_bytes(), parse_constant=pytest.fail)


def test_no_spreadsheet_runs_a_cell(built: Built) -> None:
    """No cell begins with what a spreadsheet runs; but for the apostrophe before such, each is the text as typed."""
    rows = list(csv.reader(io.StringIO((built.out / "claims.csv").read_bytes().decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    statements = {row[0]: row[1] for row in rows[1:]}
    for claim in json.loads((built.out / "claims.json").read_bytes())["claims"]:
        cell = statements[claim["id"]]
        assert claim["statement"] in (cell, cell.removeprefix("'"))


def test_xml_is_well_formed_and_says_what_was_typed(built: Built) -> None:
    """Feeds and sitemap parse; titles are the texts; links are http and within the site."""
    atom = "{http://www.w3.org/2005/Atom}"
    claims = {each["statement"] for each in json.loads((built.out / "claims.json").read_bytes())["claims"]}
    for path in built.files(".xml"):
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
        for title in root.iter(f"{atom}title"):
            assert title.text
        for link in root.iter(f"{atom}link"):
            assert link.attrib["href"].startswith("https://example.org/facts/")
    feed = ElementTree.fromstring((built.out / "feed.xml").read_bytes())  # noqa: S314 - as above
    titles = {(each.findtext(f"{atom}title") or "") for each in feed.iter(f"{atom}entry")}
    assert titles
    assert sum(any(claim in title for claim in claims) for title in titles) == len(titles)


def test_every_quote_is_still_word_for_word(built: Built) -> None:
    """Whatever is escaped and withheld, `verify` finds each quote in its source."""
    assert list(verify(built.out)) == []


@pytest.mark.parametrize("text", BREAKOUTS)
def test_the_sites_own_words_run_no_more_than_others(text: str, tmp_path: Path) -> None:
    """The site's title, description, about text and publisher, which stand on every page."""
    project = hostile(tmp_path / "project", ["plain words"], text)
    _, written = build_project(project.root, tmp_path / "site")
    assert written
    site = Built(project, tmp_path / "site")
    assert [
        f"{path}: {node.tag} {fault}" for path, tree in site.pages() for node in every(tree) for fault in faults(node)
    ] == []


def test_the_messages_are_safe_for_a_terminal(tmp_path: Path) -> None:
    """The diagnostics that quote a refused payload hold no control character and no line of its own."""
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/s.txt").write_text("Nothing.")
    for _, text in payloads():
        word = quoted(text)
        evidence = f"[{{source: {word}, quote: {word}, stance: {word}}}]"
        (root / "claims.yaml").write_text(
            f"site: {{title: T}}\nclaims: {{a: {{statement: {word}, evidence: {evidence}}}}}\n", encoding="utf-8"
        )
        found = check_project(root).diagnostics
        assert all(each.isprintable() for each in as_text(found).splitlines())
        assert all(each.startswith("::") for each in as_github(found).splitlines())


OPENING = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
APART = frozenset(("bdi", "p", "li", "dd", "dt", "td", "th", "div", "blockquote", "title", "h1", "h2", "h3")) | {
    *("summary", "text", "desc"),
}


def turned(text: str, payload: str) -> str:
    """The words of the text that stand, outside the payload, where a direction that it set is still in force."""
    own = [False] * len(text)
    core = payload.strip("\u202c\u2069")  # an anchor leaves out what is dropped at its ends
    for each in re.finditer(re.escape(core), text):
        own[each.start() : each.end()] = [True] * len(core)
    waiting: list[tuple[str, bool]] = []
    found = ""
    for character, inside in zip(text, own, strict=True):
        closing = [each for each, _ in waiting]
        if character in OPENING:
            waiting.append((OPENING[character], inside))
        elif character in closing and (character == "\u2069" or closing[-1] == character):
            while waiting.pop()[0] != character:
                pass
        elif any(theirs for _, theirs in waiting) and not inside and character.isalnum():
            found += character
    return found


def texts(tree: LexborHTMLParser) -> Iterator[str]:
    """What stands together as far as directions reach: the text of each block or isolate, without those inside it."""
    assert tree.root
    shares: dict[int, list[str]] = {}
    for node in tree.root.traverse(include_text=True):
        if node.tag == "-text":
            around = node.parent
            if around and (around.tag == "script"):
                continue
            while around and around.parent and not (around.tag in APART or "dir" in around.attributes):
                around = around.parent
            # How an article writes in its own column is its own affair.
            if around and "article" not in (around.attributes.get("class") or "").split():
                shares.setdefault(around.mem_id, []).append(node.text_content or "")
        else:
            yield from (value for name, value in node.attributes.items() if name in {"title", "content"} and value)
    yield from ("".join(each) for each in shares.values())


def test_no_direction_reaches_beyond_its_own_words(built: Built) -> None:
    """A text that turns the direction of writing turns its own words only, in elements, titles and descriptions."""
    claims = json.loads((built.out / "claims.json").read_bytes())["claims"]
    for place, (name, payload) in enumerate(payloads()):
        if name == "directions" and claims[place]["statement"] == payload:
            for path in (f"claims/claim{place}.html", f"sources/t{place}.html", f"entities/entity{place}.html"):
                tree = LexborHTMLParser((built.out / path).read_bytes())
                found = [turned(each, payload)[:60] for each in texts(tree) if turned(each, payload)]
                assert found == [], path
