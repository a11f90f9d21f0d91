"""YAML as the curator typed it: nodes of text with their places, no types guessed. The only importer of yaml."""

import re
from collections.abc import Iterator
from dataclasses import field, replace

import yaml

from generator.diagnostics import Diagnostic, Location, Outcome, make_visible
from generator.text import Lines, lines_of
from generator.values import dataclass

DEPTH = 100  # mappings and lists inside one another
ALIASED = 100_000  # nodes that aliases may stand for, all together (a billion laughs ends here)
TOO_DEEP = f"more than {DEPTH} levels inside one another"
TOO_LONG = 100  # so many code points of text weigh as one node more

# What no XML and no HTML can hold: controls but tab and line ends, lone surrogates, noncharacters.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
FORBIDDEN = re.compile(
    f"[{_FORBIDDEN}{''.join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))}]"
)
# No text without these has any of those; and these are one table and one range, which is quick to look for.
_SUSPECT = re.compile(f"[{_FORBIDDEN}\U00010000-\U0010ffff]")


# libyaml where PyYAML was built with it (nine times as fast), else the same events from pure Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as typed; `plain` says that it stands without quotation marks and is not a block."""

    text: str
    plain: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: "tuple[tuple[Scalar, Node], ...]"
    offset: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: "tuple[Node, ...]"
    offset: int


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: `root` is None where it holds nothing. Offsets count code points of the text that was parsed."""

    path: str
    root: Node | None
    lines: Lines
    first_line: int = 1
    aliases: int = 0  # nodes that aliases stand for
    parts: "tuple[ClaimChunk, ...]" = ()  # entries that are not in the root: each is read on its own

    def at(self, node: Node) -> Location:
        """Where the node begins in the file."""
        line, column = self.lines.place(node.offset)
        return Location(self.path, line + self.first_line - 1, column)


@dataclass(frozen=True, slots=True)
class ClaimChunk:
    """The lines of one claim's entry, whole, the line of the file, from 1, at which they start, and their digest."""

    id: str
    text: str
    line: int
    digest: bytes


def find_forbidden(text: str) -> re.Match[str] | None:
    """The first character of the text that cannot be published."""
    return FORBIDDEN.search(text) if _SUSPECT.search(text) else None


def parse(text: str, path: str, first_line: int = 1, *, inside: int = 0) -> Outcome[Document]:
    """The nodes of one YAML document, without its byte-order mark; `first_line` is the text's first line in the file.

    The text stands `inside` so many further levels.

    Refused with a diagnostic: syntax errors, tags, merge keys, a second document, keys that are not text
    (`yaml-syntax`), a key twice (`duplicate-key`), control characters (`bad-value`), nodes too deep or too many by
    aliases (`too-large`). After a syntax error the root is None.
    """
    builder = _Builder(path, lines_of(text), first_line, DEPTH - inside)
    readable = text
    if find_forbidden(text):
        for found in FORBIDDEN.finditer(text):
            named = _named(found[0])
            builder.report(found.start(), "bad-value", f"{named} cannot be published", "remove the character")
        # A replacement character takes each one's place, so that what else is wrong is found in the same run.
        readable = FORBIDDEN.sub("\ufffd", text)
    # YAML 1.1 breaks lines here where no editor does; every other reader of these texts takes them for white space.
    readable = readable.replace("\u2028", " ").replace("\u2029", " ")
    root = None
    try:
        root = builder.document(iter(_LOADER(readable).get_event, None))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(each for each in (error.context, error.problem) if each)
        if "nesting depth" in problem:  # libyaml looks ahead, and has from 0.2.6 on a limit of its own: 1,000
            builder.report(mark.index if mark else 0, "too-large", TOO_DEEP)
        else:
            builder.report(mark.index if mark else 0, "yaml-syntax", problem or "this is not YAML")
    except yaml.YAMLError as error:
        builder.report(0, "yaml-syntax", str(error).splitlines()[0])
    except _Refused as refusal:
        builder.report(refusal.offset, refusal.code, refusal.message, refusal.help)
    return Outcome(Document(path, root, builder.lines, first_line, builder.aliased), tuple(builder.diagnostics))


def _named(character: str) -> str:
    return f"the character U+{ord(character):04X}"


class _Refused(Exception):
    def __init__(self, offset: int, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.offset, self.code, self.message, self.help = offset, code, message, help


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    mapping: bool
    offset: int
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class _Builder:
    path: str
    lines: Lines
    first_line: int
    depth: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    aliased: int = 0

    def report(self, offset: int, code: str, message: str, help: str = "") -> None:
        line, column = self.lines.place(offset)
        location = Location(self.path, line + self.first_line - 1, column)
        self.diagnostics.append(Diagnostic(location, code, message, (help,) if help else ()))

    def document(self, events: "Iterator[yaml.Event]") -> Node | None:
        """The root node: one pass over the events with a stack of our own, so depth costs no recursion."""
        stack: list[_Open] = []
        root: Node | None = None
        documents = 0
        for event in events:
            mark = event.start_mark
            offset = mark.index if mark else 0
            if type(event) is yaml.ScalarEvent:
                anchor, text, style = event.anchor, event.value, event.style
                if anchor is not None or event.tag is not None:
                    self._check(event, offset)
                if style == '"':  # the only one with escapes
                    text = self._clean(text, offset)
                node: Node = Scalar(text, not style, offset)
                size = 1 + len(text) // TOO_LONG
            elif isinstance(event, yaml.CollectionStartEvent):
                self._check(event, offset)
                if len(stack) == self.depth:
                    raise _Refused(offset, "too-large", TOO_DEEP)
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent), offset, event.anchor))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                done = stack.pop()
                node = self._mapping(done) if done.mapping else Sequence(tuple(done.items), done.offset)
                size, anchor = done.size, done.anchor
            elif isinstance(event, yaml.AliasEvent):
                node, size = self._alias(event.anchor, offset)
                anchor = None
            else:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise _Refused(offset, "yaml-syntax", "a second document begins here", "one file, one document")
                continue
            if anchor is not None:
                self.anchors[anchor] = (node, size)
            if stack:
                stack[-1].items.append(node)
                stack[-1].size += size
            else:
                root = node
        return root

    def _check(self, event: "yaml.ScalarEvent | yaml.CollectionStartEvent", offset: int) -> None:
        if event.tag is not None:
            raise _Refused(offset, "yaml-syntax", f"a tag ({event.tag}) is not allowed", "values are text as typed")
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)

    def _clean(self, text: str, offset: int) -> str:
        """The text without what an escape such as "\\0" brought in; each is reported."""
        for found in FORBIDDEN.finditer(text):
            self.report(offset, "bad-value", f"{_named(found[0])} cannot be published", "remove the escape")
        return FORBIDDEN.sub("\ufffd", text)

    def _alias(self, anchor: str | None, offset: int) -> tuple[Node, int]:
        """What the alias stands for, at the alias's own place, and how much that is."""
        if anchor is None or anchor not in self.anchors:
            raise _Refused(
                offset, "yaml-syntax", f"the alias *{make_visible(anchor or '')} stands before its anchor is complete"
            )
        node, size = self.anchors[anchor]
        self.aliased += size
        if self.aliased > ALIASED:
            raise _Refused(offset, "too-large", f"aliases stand for more than {ALIASED:,} values")
        return replace(node, offset=offset), size

    def _mapping(self, done: _Open) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for key, value in zip(done.items[::2], done.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _Refused(key.offset, "yaml-syntax", "a key must be text")
            if key.text == "<<" and key.plain:
                raise _Refused(key.offset, "yaml-syntax", "a merge key (<<) is not allowed", "type the keys themselves")
            if key.text in seen:
                first = self.lines.place(seen[key.text].offset)[0] + self.first_line - 1
                self.report(
                    key.offset,
                    "duplicate-key",
                    f"the key “{key.text}” stands here a second time",
                    f"it stands first in line {first}: keep one of them, or give this one a name of its own",
                )
                continue
            seen[key.text] = key
            entries.append((key, value))
        return Mapping(tuple(entries), done.offset)


# -- where things stand, for those who edit the text --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with the stretch of text that it takes, in code points.

    `style` is how it is written: a scalar's quotation mark or block sign, "" for a plain one, `{` or `[` for a
    collection in brackets, "block" for one in lines, "*" for an alias. A collection in lines ends where the next token
    begins, after the comments between. `entries` are the keys and values of a mapping.
    """

    start: int
    end: int
    style: str
    text: str = ""
    entries: "tuple[tuple[PlacedNode, PlacedNode], ...]" = ()

    def get(self, key: str) -> "PlacedNode | None":
        return next((value for name, value in self.entries if name.text == key), None)


def place_nodes(text: str) -> PlacedNode | None:
    """The nodes of a text that `parse` found nothing wrong with, each where it stands."""
    stack: list[tuple[int, yaml.CollectionStartEvent, list[PlacedNode]]] = []
    done: PlacedNode | None = None
    for event in yaml.parse(text.replace("\u2028", " ").replace("\u2029", " "), Loader=_LOADER):
        start = event.start_mark.index if event.start_mark else 0
        end = event.end_mark.index if event.end_mark else start
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append((start, event, []))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            start, begun, items = stack.pop()
            mapping = isinstance(begun, yaml.MappingStartEvent)
            style = ("{" if mapping else "[") if begun.flow_style else "block"
            pairs = tuple(zip(items[::2], items[1::2], strict=True)) if mapping else ()
            done = PlacedNode(start, end, style, entries=pairs)
        elif isinstance(event, yaml.ScalarEvent):
            done = PlacedNode(start, end, event.style or "", event.value)
        elif isinstance(event, yaml.AliasEvent):
            done = PlacedNode(start, end, "*")
        else:
            continue
        if stack:
            stack[-1][2].append(done)
    return done
