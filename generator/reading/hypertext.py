"""A parser for any HTML: its tokens and elements, in time linear in the text.

Tokens follow the WHATWG standard (13.2.5); elements follow the part of its tree construction (13.2.6) that decides
where an element ends: implied end tags, scopes, void and raw-text elements. No tree is built, so no nesting is too deep
and misnested elements are not duplicated. Existing parsers do not serve: html5ever (in nh3) takes minutes on a million
nested elements and drops the words of SVG and MathML, and html.parser differs between versions of Python.
"""

import html as entities
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple


def _split_names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _split_names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
HEADINGS = _split_names("h1 h2 h3 h4 h5 h6")
_CLOSES_P = HEADINGS | _split_names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp"
)
# Elements that begin a block of text.
BLOCKS = _CLOSES_P | _split_names("caption frameset legend optgroup option tbody td tfoot th thead tr")

_ROOTS = _split_names("html head body frameset")
_CELLS = ("td", "th", "caption")
_ROWS = ("tr", *_CELLS)
_PARTS = ("tbody", "thead", "tfoot", *_ROWS)
# The parts of a table that the start of another part ends.
_ENDED_BY = {"td": _CELLS, "th": _CELLS, "tr": _ROWS} | dict.fromkeys(("tbody", "thead", "tfoot", "caption"), _PARTS)

# Fences: an end tag, written or implied, does not reach beyond the innermost of these.
_SCOPE = _split_names("applet button caption marquee object table td template th")
_SPECIAL = BLOCKS | _SCOPE | _split_names("select textarea")
_ITEM_FENCE = _SPECIAL - {"address", "div", "p", "li", "dt", "dd"}
# The parts of <ruby>: each ends those before it.
_RUBY_PARTS = ("rb", "rp", "rt", "rtc")

_ATTRIBUTE = r"""([^\t\n\f />][^\t\n\f />=]*)(?>[\t\n\f ]*=[\t\n\f ]*(?>"([^"]*)"?|'([^']*)'?|([^\t\n\f >]*)))?"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\t\n\f />]*)((?>[\t\n\f /]+|{_ATTRIBUTE})*+)(>?)")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_STEP = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f />])", re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "noscript", "style", "textarea", "title", "xmp")
}
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+)|[a-zA-Z][a-zA-Z0-9]{1,31});?")


class Tag(NamedTuple):
    """A start or an end tag. Names are in lower case; of two attributes with the same name the first counts."""

    name: str
    attributes: Mapping[str, str]
    ends: bool  # an end tag
    closed: bool  # written <name/>


class ElementStart(NamedTuple):
    """The start of an element."""

    name: str
    attributes: Mapping[str, str]


class ElementEnd(NamedTuple):
    """The end of the innermost open element."""

    name: str


def tokenize(html: str) -> Iterator[Tag | str]:
    """Yield the tags and stretches of text of a page, in order, without comments, declarations and scripts."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    position = 0
    while (mark := html.find("<", position)) >= 0:
        if mark > position:
            yield unescape(html[position:mark])
        tag = _TAG.match(html, mark)
        if tag is None:
            position = _find_declaration_end(html, mark)
            if position == mark:
                yield "<"
                position += 1
            continue
        if not tag[8]:
            return  # the file ends inside a tag
        name, ends, position = tag[2].lower(), bool(tag[1]), tag.end()
        yield Tag(name, _parse_attributes(tag[3]) if tag[3] and not ends else {}, ends, tag[3].endswith("/"))
        if ends:
            continue
        if name == "script":
            position = _find_script_end(html, position)
        elif name == "plaintext" or name in _RAW_END:
            found = _RAW_END[name].search(html, position) if name in _RAW_END else None
            start, position = position, found.start() if found else len(html)
            words = html[start:position]
            yield unescape(words) if name in ("textarea", "title") else words
    if position < len(html):
        yield unescape(html[position:])


def parse_elements(html: str) -> Iterator[ElementStart | ElementEnd | str]:
    """Yield the elements and text of a page in order; every ElementStart has its ElementEnd.

    `html`, `head` and `body` are left out: attributes of the page as a whole must not hide its article.
    """
    stack = _OpenElements()
    for token in tokenize(html):
        if isinstance(token, str):
            yield token
        elif token.name in _ROOTS:
            continue
        elif token.ends:
            yield from stack.end(token.name)
        else:
            foreign = token.closed and (token.name in ("svg", "math") or stack.find_depth(("svg", "math")) >= 0)
            yield from stack.start(token, alone=foreign or token.name in VOID)
    yield from stack.end_down_to(0)


class _OpenElements:
    """The open elements; the depth of the innermost one of a name, or of a fence, is known without a search."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._fences = tuple((members, [-1]) for members in (_SCOPE, _SPECIAL, _ITEM_FENCE))

    def find_depth(self, names: tuple[str, ...]) -> int:
        """Return the depth of the innermost open element with one of these names, -1 where there is none."""
        return max((self._places[name][-1] for name in names if self._places.get(name)), default=-1)

    def start(self, tag: Tag, *, alone: bool) -> Iterator[ElementStart | ElementEnd]:
        name = tag.name
        yield from self._end_implied(name)
        if name in ("td", "th") and self.find_depth(("table",)) > self.find_depth(("tr",)):
            yield self._push("tr", {})
        yield self._push(name, tag.attributes)
        if alone:
            yield from self.end_down_to(len(self._names) - 1)

    def end(self, name: str) -> Iterator[ElementStart | ElementEnd]:
        scope, special, _ = (places[-1] for _, places in self._fences)
        names: tuple[str, ...] = (name,)
        if name in HEADINGS:
            names, fence = tuple(HEADINGS), scope
        elif name == "li":
            fence = max(scope, self.find_depth(("ul", "ol")))
        elif name in _PARTS:
            fence = self.find_depth(("table", "template"))
        elif name == "table":
            fence = self.find_depth(("template",))
        elif name == "template":
            fence = -1
        else:
            fence = scope if name in _SPECIAL else special
        depth = self.find_depth(names)
        # A fence that has this name itself is what the tag ends.
        if depth >= 0 and depth >= fence:
            yield from self.end_down_to(depth)
        elif name in ("p", "br"):  # an end tag without its start tag still breaks the line
            yield ElementStart(name, {})
            yield ElementEnd(name)

    def end_down_to(self, depth: int) -> Iterator[ElementEnd]:
        """End elements until `depth` are open."""
        while len(self._names) > depth:
            name = self._names.pop()
            self._places[name].pop()
            for members, places in self._fences:
                if name in members:
                    places.pop()
            yield ElementEnd(name)

    def _push(self, name: str, attributes: Mapping[str, str]) -> ElementStart:
        depth = len(self._names)
        self._names.append(name)
        self._places.setdefault(name, []).append(depth)
        for members, places in self._fences:
            if name in members:
                places.append(depth)
        return ElementStart(name, attributes)

    def _end_implied(self, name: str) -> Iterator[ElementEnd]:
        scope, special, item = (places[-1] for _, places in self._fences)
        if name in _CLOSES_P and self.find_depth(("p",)) > scope:
            yield from self.end_down_to(self.find_depth(("p",)))
        last = self._names[-1] if self._names else ""
        if name in HEADINGS and last in HEADINGS:
            yield from self.end_down_to(len(self._names) - 1)
        elif name in ("li", "dt", "dd"):
            open_item = self.find_depth(("li",) if name == "li" else ("dt", "dd"))
            if open_item > item:
                yield from self.end_down_to(open_item)
        elif name in ("option", "optgroup") and last == "option":
            yield from self.end_down_to(len(self._names) - 1)
        elif name in _RUBY_PARTS:
            part = self.find_depth(_RUBY_PARTS if name in ("rb", "rtc") else ("rb", "rp", "rt"))
            if part > max(special, self.find_depth(("ruby",))):
                yield from self.end_down_to(part)
        elif name == "a" and self.find_depth(("a",)) > special:
            yield from self.end_down_to(self.find_depth(("a",)))
        elif name == "button" and self.find_depth(("button",)) == scope >= 0:
            yield from self.end_down_to(scope)
        elif name in _ENDED_BY:
            table = self.find_depth(("table", "template"))
            ended = [place for part in _ENDED_BY[name] if (place := self._find_part(part, table)) >= 0]
            if ended:
                yield from self.end_down_to(min(ended))

    def _find_part(self, name: str, table: int) -> int:
        # A part is open at most once inside one table: the start of another ends it.
        places = self._places.get(name)
        return places[-1] if places and places[-1] > table else -1


def unescape(text: str) -> str:
    """Return the text with its character references resolved; those to control characters are dropped."""
    return _REFERENCE.sub(_resolve_reference, text) if "&" in text else text


def _resolve_reference(reference: re.Match[str]) -> str:
    words = reference[0]
    if words[1] == "#":
        # html.unescape makes an int of all digits, which Python refuses from 4,300 digits on.
        digits = words.rstrip(";")[2:]
        base, digits = (16, digits[1:]) if digits[0] in "xX" else (10, digits)
        digits = digits.lstrip("0")
        if len(digits) > 7:
            return "\ufffd"
        character = entities.unescape(f"&#{int(digits or '0', base)};")
        return character if character.isprintable() or character.isspace() or ord(character) > 0x9F else ""
    return entities.unescape(words)


def _parse_attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTES.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _find_declaration_end(html: str, mark: int) -> int:
    """Return where the comment or declaration that begins at `mark` ends; `mark` where none begins."""
    if html.startswith("<!--", mark):
        if html.startswith((">", "->"), mark + 4):
            return html.index(">", mark) + 1
        found = _COMMENT_END.search(html, mark + 4)
        return found.end() if found else len(html)
    if html.startswith(("<!", "<?", "</"), mark) and mark + 2 < len(html):
        end = html.find(">", mark)
        return end + 1 if end >= 0 else len(html)
    return mark


def _find_script_end(html: str, position: int) -> int:
    """Return where the end tag of the script begins; inside <!-- a <script> has an end tag of its own."""
    hidden = inner = False
    for step in _SCRIPT_STEP.finditer(html, position):
        if step[0] == "<!--":
            hidden = True
        elif step[0] == "-->":
            hidden = inner = False
        elif not step[1]:
            inner = hidden
        elif inner:
            inner = False
        else:
            return step.start()
    return len(html)
