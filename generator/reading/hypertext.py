"""HTML as strangers write it: its tokens, and the elements that they make, in time linear in the text.

Tokens follow the WHATWG standard (13.2.5); elements follow the part of its tree construction (13.2.6) that decides
where one ends: implied end tags, scopes, void and raw-text elements. The tree itself is never built, so no nesting is
too deep and no misnesting is copied out. The parsers at hand would not do: html5ever (in nh3) takes minutes on a
million nested elements and drops the words of SVG and MathML, and html.parser differs from one Python to the next.
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
# What begins a block of text of its own.
BLOCKS = _CLOSES_P | _split_names("caption frameset legend optgroup option tbody td tfoot th thead tr")

_ROOTS = _split_names("html head body frameset")
_CELLS = ("td", "th", "caption")
_ROWS = ("tr", *_CELLS)
_PARTS = ("tbody", "thead", "tfoot", *_ROWS)
# The parts of a table that a further one ends.
_ENDED_BY = {"td": _CELLS, "th": _CELLS, "tr": _ROWS} | dict.fromkeys(("tbody", "thead", "tfoot", "caption"), _PARTS)

# Fences: an end tag, or an implied one, does not reach beyond the innermost of these.
_SCOPE = _split_names("applet button caption marquee object table td template th")
_SPECIAL = BLOCKS | _SCOPE | _split_names("select textarea")
_ITEM_FENCE = _SPECIAL - {"address", "div", "p", "li", "dt", "dd"}

_ATTRIBUTE = r"""([^\t\n\f />][^\t\n\f />=]*)(?>[\t\n\f ]*=[\t\n\f ]*(?>"([^"]*)"?|'([^']*)'?|([^\t\n\f >]*)))?"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\t\n\f />]*)((?>[\t\n\f /]+|{_ATTRIBUTE})*+)(>?)")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_STEP = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f />])", re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "style", "textarea", "title", "xmp")
}
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+)|[a-zA-Z][a-zA-Z0-9]{1,31});?")


class Tag(NamedTuple):
    """A start or an end tag; names are in lower case, of two attributes with one name the first counts."""

    name: str
    attributes: Mapping[str, str]
    ends: bool  # an end tag
    closed: bool  # written <name/>


class ElementStart(NamedTuple):
    """An element begins."""

    name: str
    attributes: Mapping[str, str]


class ElementEnd(NamedTuple):
    """The innermost open element ends."""

    name: str


def tokenize(html: str) -> Iterator[Tag | str]:
    """The tags and stretches of text of an HTML page, in order; comments, declarations and scripts are passed over."""
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
    """The elements and text of an HTML page in order, every Open with its Close.

    `html`, `head` and `body` are left out: what a page says of itself as a whole hides no article.
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
            foreign = token.closed and (token.name in ("svg", "math") or stack.within(("svg", "math")) >= 0)
            yield from stack.start(token, alone=foreign or token.name in VOID)
    yield from stack.back_to(0)


class _OpenElements:
    """The open elements. Where the innermost of a name, or of a fence, stands is known without a search."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._fences = tuple((members, [-1]) for members in (_SCOPE, _SPECIAL, _ITEM_FENCE))

    def within(self, names: tuple[str, ...]) -> int:
        """The depth of the innermost open element of these names, -1 where there is none."""
        return max((self._places[name][-1] for name in names if self._places.get(name)), default=-1)

    def start(self, tag: Tag, *, alone: bool) -> Iterator[ElementStart | ElementEnd]:
        name = tag.name
        yield from self._implied_ends(name)
        if name in ("td", "th") and self.within(("table",)) > self.within(("tr",)):
            yield self._push("tr", {})
        yield self._push(name, tag.attributes)
        if alone:
            yield from self.back_to(len(self._names) - 1)

    def end(self, name: str) -> Iterator[ElementStart | ElementEnd]:
        scope, special, _ = (places[-1] for _, places in self._fences)
        names: tuple[str, ...] = (name,)
        if name in HEADINGS:
            names, fence = tuple(HEADINGS), scope
        elif name == "li":
            fence = max(scope, self.within(("ul", "ol")))
        elif name in _PARTS:
            fence = self.within(("table", "template"))
        elif name == "table":
            fence = self.within(("template",))
        elif name == "template":
            fence = -1
        else:
            fence = scope if name in _SPECIAL else special
        depth = self.within(names)
        # A fence that is itself of this name is what the tag ends.
        if depth >= 0 and depth >= fence:
            yield from self.back_to(depth)
        elif name in ("p", "br"):  # an end tag alone still breaks the line
            yield ElementStart(name, {})
            yield ElementEnd(name)

    def back_to(self, depth: int) -> Iterator[ElementEnd]:
        """Ends elements until `depth` are open."""
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

    def _implied_ends(self, name: str) -> Iterator[ElementEnd]:
        scope, special, item = (places[-1] for _, places in self._fences)
        if name in _CLOSES_P and self.within(("p",)) > scope:
            yield from self.back_to(self.within(("p",)))
        last = self._names[-1] if self._names else ""
        if name in HEADINGS and last in HEADINGS:
            yield from self.back_to(len(self._names) - 1)
        elif name in ("li", "dt", "dd"):
            open_item = self.within(("li",) if name == "li" else ("dt", "dd"))
            if open_item > item:
                yield from self.back_to(open_item)
        elif name in ("option", "optgroup") and last == "option":
            yield from self.back_to(len(self._names) - 1)
        elif name == "a" and self.within(("a",)) > special:
            yield from self.back_to(self.within(("a",)))
        elif name == "button" and self.within(("button",)) == scope >= 0:
            yield from self.back_to(scope)
        elif name in _ENDED_BY:
            table = self.within(("table", "template"))
            ended = [place for part in _ENDED_BY[name] if (place := self._outermost(part, table)) >= 0]
            if ended:
                yield from self.back_to(min(ended))

    def _outermost(self, name: str, table: int) -> int:
        # Inside one table a part is open once at most: a further one has ended it.
        places = self._places.get(name)
        return places[-1] if places and places[-1] > table else -1


def unescape(text: str) -> str:
    """The text with its character references resolved; one to a control character that no text holds is dropped."""
    return _REFERENCE.sub(_resolve_reference, text) if "&" in text else text


def _resolve_reference(reference: re.Match[str]) -> str:
    words = reference[0]
    if words[1] == "#":
        # html.unescape makes an int of all the digits there are, which Python refuses from 4,300 on.
        digits = words.rstrip(";")[2:]
        base, digits = (16, digits[1:]) if digits[0] in "xX" else (10, digits)
        digits = digits.lstrip("0")
        if len(digits) > 7:
            return "\ufffd"
        character = entities.unescape(f"&#{int(digits or '0', base)};")
        return character if character.isprintable() or character.isspace() or ord(character) > 0x9F else ""
    return entities.unescape(words)


def _parse_attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTES.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _find_declaration_end(html: str, mark: int) -> int:
    """Where the comment or declaration that begins at `mark` ends; `mark` where none does."""
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
    """Where the end tag of the script begins; inside <!-- a <script> has an end tag of its own."""
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
