"""A built site as a browser would take it, read with the standard library alone: nothing of the generator is used.

It tells what is on each page (text, headings, links, marks), what is wrong with its HTML, and where its links lead.
"""

import posixpath
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
))  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REQUIRED_PARENT = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"}, "th": {"tr"},
    "figcaption": {"figure"}, "summary": {"details"}, "thead": {"table"}, "tbody": {"table"},
}  # fmt: skip
ONLY_CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "tr": {"td", "th"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
}  # fmt: skip
# What may not stand inside a paragraph, where a browser would end the paragraph: all but what has parents of its own.
ENDS_PARAGRAPH = BLOCK - {*REQUIRED_PARENT, "body", "caption", "html", "tfoot", "title"}
ADDRESSES = ("href", "src", "srcset", "poster", "action", "formaction", "data", "xlink:href", "cite", "background")


@dataclass
class Element:
    """A start tag and what it holds."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def within(self, *tags: str) -> bool:
        above = self.parent
        while above and above.tag not in tags:
            above = above.parent
        return above is not None

    def inside_class(self, *names: str) -> bool:
        above = self.parent
        while above:
            if set(names) & set(above.attributes.get("class", "").split()):
                return True
            above = above.parent
        return False


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root", {})
        self.open = [self.root]
        self.faults: list[str] = []

    def fault(self, words: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {words}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.faults += [
            f"line {self.getpos()[0]}: {name} twice in <{tag}>" for name, count in names.items() if count > 1
        ]
        above = self.open[-1]
        if tag in ENDS_PARAGRAPH and (above.tag == "p" or above.within("p")):
            self.fault(f"<{tag}> inside <p>")
        if tag in ("a", "button", "form", "label") and (above.tag == tag or above.within(tag)):
            self.fault(f"<{tag}> inside <{tag}>")
        if tag in REQUIRED_PARENT and above.tag not in REQUIRED_PARENT[tag]:
            self.fault(f"<{tag}> in <{above.tag}>")
        if above.tag in ONLY_CHILDREN and tag not in ONLY_CHILDREN[above.tag] | {"template", "script"}:
            self.fault(f"<{tag}> directly in <{above.tag}>")
        element = Element(tag, {name: value or "" for name, value in attrs}, above)
        above.children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self.fault(f"</{tag}>, which has no end tag")
        elif self.open[-1].tag != tag:
            self.fault(f"</{tag}> where <{self.open[-1].tag}> is open")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        above = self.open[-1]
        if data.strip() and above.tag in {*ONLY_CHILDREN, "dl", "thead", "tbody"}:
            self.fault(f"text directly in <{above.tag}>")
        above.children.append(data)

    def handle_pi(self, data: str) -> None:
        self.fault(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.fault(f"<![{data}]>")


@dataclass(frozen=True)
class Page:
    """One HTML page: `path` is relative to the site's root."""

    path: str
    root: Element
    faults: tuple[str, ...]

    @cached_property
    def elements(self) -> list[Element]:
        return list(self.root.walk())

    @cached_property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def title(self) -> str:
        return next((element.text for element in self.elements if element.tag == "title"), "")

    @property
    def links(self) -> list[tuple[Element, str, str]]:
        """Every address on the page, with its element and attribute."""
        return [
            (element, name, element.attributes[name])
            for element in self.elements
            for name in ADDRESSES
            if name in element.attributes
        ]

    def marks(self) -> dict[str, list[str]]:
        """The text of the marks of each piece of evidence, in the order of the page."""
        found: dict[str, list[str]] = {}
        for element in self.elements:
            if element.tag == "mark":
                for evidence in element.attributes.get("data-evidence", "").split():
                    found.setdefault(evidence, []).append(element.text)
        return found

    def main(self) -> Element:
        return next(element for element in self.elements if element.tag == "main")


def page(path: str, text: str) -> Page:
    """The page of an HTML text and what is wrong with it, as far as a parser can tell."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    faults = list(builder.faults)
    if len(builder.open) > 1:
        faults.append(f"<{builder.open[-1].tag}> is never closed")
    made = Page(path, builder.root, ())
    faults += [f"the id {id!r} stands {count} times" for id, count in Counter(made.ids).items() if count > 1]
    faults += [f"the id {id!r} is empty or has white space" for id in made.ids if not id or re.search(r"\s", id)]
    faults += list(_whole(made, text))
    return Page(path, builder.root, tuple(faults))


def _is_allowed(sheet: str, made: Page) -> bool:
    """The page for lost readers, which has no other way, may hold a style sheet: the one that its policy names."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    policies = [
        element.attributes.get("content", "") for element in made.elements if "http-equiv" in element.attributes
    ]
    return made.path == "404.html" and any(f"'sha256-{digest}'" in policy for policy in policies)


def _whole(made: Page, text: str) -> Iterator[str]:
    """What a page as a whole must have: one of each, names for what has no words, and nothing that runs in line."""
    tags = Counter(element.tag for element in made.elements if not element.within("svg"))
    if not text.lower().startswith("<!doctype html>"):
        yield "no doctype"
    for tag in ("html", "head", "body", "title", "main", "h1"):
        if tags[tag] != 1:
            yield f"{tags[tag]} <{tag}>"
    if not made.title.strip():
        yield "an empty title"
    level = 0
    for element in made.elements:
        names = set(element.attributes)
        # What a curator or an article writes keeps its own headings.
        written = element.inside_class("prose", "article")
        if element.tag in HEADINGS and not written:
            if int(element.tag[1]) > level + 1:
                yield f"<{element.tag}> {element.text.strip()[:40]!r} after a heading of level {level}"
            level = int(element.tag[1])
            if not element.text.strip():
                yield f"an empty <{element.tag}>"
        if element.tag == "html" and not element.attributes.get("lang"):
            yield "no language"
        if element.tag == "img" and "alt" not in names:
            yield "an image without alt"
        named = element.text.strip() or names & {"aria-label", "title"} or element.within("svg")
        if element.tag == "a" and "href" in names and not named:
            yield f"a link without words to {element.attributes['href']!r}"
        styled = element.tag == "style" and not _is_allowed(element.text, made)
        if styled or "style" in names or any(name.startswith("on") for name in names):
            yield f"an inline style or handler in <{element.tag}>"
        if element.tag == "script" and "src" not in names and element.attributes.get("type") != "application/ld+json":
            yield "an inline script"
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers"):
            for id in element.attributes.get(name, "").split():
                if id not in made.ids:
                    yield f"{name} names {id!r}, which is not on the page"


@dataclass(frozen=True)
class BuiltSite:
    """All files of a built site, by path."""

    files: Mapping[str, bytes]

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {path: page(path, content.decode()) for path, content in self.files.items() if path.endswith(".html")}

    def text(self, path: str) -> str:
        return self.files[path].decode()

    def dead_links(self, base_url: str = "") -> list[str]:
        """Every relative address that leads to no file, or to no id on its page; those under base_url too."""
        dead = []
        for path, found in self.pages.items():
            for element, name, address in found.links:
                reason = self._dead(path, address, base_url)
                if reason:
                    dead.append(f"{path}: <{element.tag} {name}={address!r}>: {reason}")
        return dead

    def _dead(self, path: str, address: str, base_url: str) -> str:
        root = urlsplit(base_url).path
        if base_url and path == "404.html" and address.startswith(root):  # shown at any depth: from the host's root
            address = address.removeprefix(root)
        if base_url and address.startswith(base_url):
            address = address.removeprefix(base_url) or "index.html"
            path = "index.html"
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return ""
        if not address.isascii() or " " in address:
            return "not escaped"
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        )
        if parts.path.startswith("/") or target.startswith(".."):
            return "outside the site"
        if target not in self.files:
            return "no such file"
        if parts.fragment and target in self.pages and unquote(parts.fragment) not in self.pages[target].ids:
            return "no such id"
        return ""

    def foreign(self) -> list[str]:
        """Whatever a page would load or send elsewhere: every address but those of links that a reader may follow."""
        found = []
        for path, page in self.pages.items():
            for element, name, address in page.links:
                parts = urlsplit(address)
                known = element.tag == "link" and element.attributes.get("rel") in ("canonical", "alternate", "license")
                # A page that is shown for any missing address has to say where its links start from.
                followed = element.tag == "a" or known or (element.tag == "base" and path == "404.html")
                if (parts.scheme or parts.netloc) and not (followed or name == "cite"):
                    found.append(f"{path}: <{element.tag} {name}={address!r}>")
                if element.tag == "a" and parts.scheme not in ("", "http", "https", "mailto"):
                    found.append(f"{path}: <a href={address!r}>")
        for path, content in self.files.items():
            if path.endswith(".css") and re.search(rb"@import|url\(\s*['\"]?(?!data:)[a-z]+:", content):
                found.append(f"{path} loads something")
        return found


def read(folder: Path) -> BuiltSite:
    """Every file of a folder, by its path with forward slashes."""
    return BuiltSite({
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    })  # fmt: skip


def digest(site: BuiltSite) -> str:
    """What a reader meets on every page, as plain text to be reviewed: title, headings, text, links, marks, images."""
    parts = []
    for path in sorted(site.pages):
        page = site.pages[path]
        lines = [line for line in _lines(page.main()) if line]
        parts.append("\n".join([f"=== {path}", f"title: {page.title}", *lines]))
    return "\n\n".join(parts) + "\n"


def _lines(element: Element) -> list[str]:
    """The text of an element by blocks: white space folded as a browser does, but where it is kept."""
    lines, words = [], ""

    def end() -> None:
        nonlocal words
        lines.append(" ".join(words.split()))
        words = ""

    stack: list[tuple[Element | str, bool]] = [(element, True)]
    while stack:
        node, opening = stack.pop()
        if isinstance(node, str):
            words += node
            continue
        before, after = _signs(node)
        if node.tag in BLOCK or node.tag == "br":
            end()
        if opening:
            words += before
            if node.tag not in ("script", "template", "svg"):
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(node.children))
        else:
            words += after
            if node.tag in BLOCK:
                end()
    end()
    return lines


def _signs(element: Element) -> tuple[str, str]:
    """How the start and the end of an element are written in a digest."""
    attributes = element.attributes
    id = f" {{#{attributes['id']}}} " if "id" in attributes else ""
    if element.tag in HEADINGS:
        return "#" * int(element.tag[1]) + " " + id, ""
    if element.tag == "a":
        return f"{id}[", f"]({attributes.get('href', '')})"
    if element.tag == "mark":
        return "⟦", f"⟧({attributes.get('data-evidence', '')})"
    if element.tag == "blockquote":
        return f"{id}“", "”"
    if element.tag == "li":
        return f"- {id}", ""
    if element.tag in ("td", "th"):
        return f"| {id}", ""
    if element.tag == "img":
        return f"![{attributes.get('alt', '')}]", ""
    if element.tag == "svg":
        return "(figure)", ""
    return id, ""
