"""YAML as the curator typed it: nodes of text with their places, no types guessed. The only importer of `yaml`."""

import re
from collections.abc import Iterator
from dataclasses import field, replace

import yaml

from generator.diagnostics import Diagnostic, Location, Outcome, make_visible
from generator.patterns import lazy_pattern
from generator.text import Lines, lines_of
from generator.values import dataclass

DEPTH = 100  # mappings and lists inside one another
ALIASED = 100_000  # nodes that all aliases together may stand for (this stops a “billion laughs”)
TOO_DEEP = f"this is nested more than {DEPTH} levels deep"
TOO_LONG = 100  # code points of text that count as one more node

# What neither XML nor HTML can hold: controls other than tab and line ends, lone surrogates, noncharacters.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
FORBIDDEN = lazy_pattern(
    f"[{_FORBIDDEN}{''.join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))}]"
)
# A superset that is one table and one range, which is quick to search for.
_SUSPECT = re.compile(f"[{_FORBIDDEN}\U00010000-\U0010ffff]")


# libyaml where PyYAML was built with it (nine times as fast), else the same events in pure Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as typed; `plain` means without quotation marks, and not a block."""

    text: str
    plain: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    offset: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list."""

    items: "tuple[Node, ...]"
    offset: int


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file; `root` is None where it is empty. Offsets count code points of the text that was parsed."""

    path: str
    root: Node | None
    lines: Lines
    first_line: int = 1
    aliases: int = 0  # nodes that aliases stand for
    chunks: "tuple[ClaimChunk, ...]" = ()  # claims that are not in the root: each is read on its own
    text: str = ""  # what was parsed

    def at(self, node: Node) -> Location:
        """Return where the node begins in the file."""
        line, column = self.lines.place(node.offset)
        return Location(self.path, line + self.first_line - 1, column)


@dataclass(frozen=True, slots=True)
class ClaimChunk:
    """The whole lines of a claim's entry, the line of the file, from 1, at which they start, and their digest."""

    id: str
    text: str
    line: int
    digest: bytes


def find_forbidden(text: str) -> re.Match[str] | None:
    """Return the first character of the text that cannot be published."""
    return FORBIDDEN.search(text) if _SUSPECT.search(text) else None


def parse(text: str, path: str, first_line: int = 1, *, inside: int = 0) -> Outcome[Document]:
    """Return the nodes of one YAML document, without its byte-order mark.

    `first_line` is the text's first line in the file, and `inside` the number of levels that the text is nested in.

    Reported: syntax errors, tags, merge keys, a second document, keys that are not text
    (`yaml-syntax`), a key twice (`duplicate-key`), control characters (`bad-value`), nodes too deep or too many by
    aliases (`too-large`). After a syntax error the root is None.
    """
    builder = _TreeBuilder(path, lines_of(text), first_line, DEPTH - inside)
    readable = text
    if find_forbidden(text):
        for found in FORBIDDEN.finditer(text):
            name = _name_character(found[0])
            builder.report(found.start(), "bad-value", f"{name} cannot be published", "remove the character")
        # Each is replaced, so that other faults are found in the same run.
        readable = FORBIDDEN.sub("\ufffd", text)
    # YAML 1.1 breaks lines at these characters, editors do not; other readers of these texts take them for white space.
    readable = readable.replace("\u2028", " ").replace("\u2029", " ")
    root = None
    try:
        root = builder.build(iter(_LOADER(readable).get_event, None))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(part for part in (error.context, error.problem) if part)
        if "nesting depth" in problem:  # libyaml reads ahead, and from 0.2.6 on has a limit of its own: 1,000
            builder.report(mark.index if mark else 0, "too-large", TOO_DEEP)
        else:
            opened = error.context_mark.index if error.context_mark else None
            place = mark.index if mark else 0
            from generator.reading.yaml_advice import Advice, explain_line  # noqa: PLC0415 - only where YAML has a fault

            slip = explain_line(readable, place, opened) or Advice(place, problem or "this is not YAML", ())
            builder.report(slip.offset, "yaml-syntax", slip.message, *slip.help)
    except yaml.YAMLError as error:
        builder.report(0, "yaml-syntax", str(error).splitlines()[0])
    except _YamlRefused as refusal:
        from generator.reading.yaml_advice import explain_line  # noqa: PLC0415 - as above

        advice = explain_line(readable, refusal.offset) if refusal.code == "yaml-syntax" else None
        if advice and advice.offset == refusal.offset:  # what was meant as text begins with a sign of YAML
            builder.report(advice.offset, "yaml-syntax", advice.message, *advice.help)
        else:
            builder.report(refusal.offset, refusal.code, refusal.message, *filter(None, [refusal.help]))
    document = Document(path, root, builder.lines, first_line, builder.aliased, text=text)
    return Outcome(document, tuple(builder.diagnostics))


def _name_character(character: str) -> str:
    return f"the character U+{ord(character):04X}"


class _YamlRefused(Exception):
    def __init__(self, offset: int, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.offset, self.code, self.message, self.help = offset, code, message, help


@dataclass(slots=True)
class _OpenCollection:
    """A mapping or list whose end has not been reached."""

    mapping: bool
    offset: int
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class _TreeBuilder:
    path: str
    lines: Lines
    first_line: int
    depth: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    aliased: int = 0

    def report(self, offset: int, code: str, message: str, *help: str) -> None:
        line, column = self.lines.place(offset)
        location = Location(self.path, line + self.first_line - 1, column)
        self.diagnostics.append(Diagnostic(location, code, message, help))

    def build(self, events: "Iterator[yaml.Event]") -> Node | None:
        """Return the root node, in one pass over the events, with a stack instead of recursion."""
        stack: list[_OpenCollection] = []
        root: Node | None = None
        documents = 0
        for event in events:
            mark = event.start_mark
            offset = mark.index if mark else 0
            if type(event) is yaml.ScalarEvent:
                anchor, text, style = event.anchor, event.value, event.style
                if anchor is not None or event.tag is not None:
                    self._check_properties(event, offset)
                if style == '"':  # the only style with escapes
                    text = self._remove_forbidden(text, offset)
                node: Node = Scalar(text, not style, offset)
                size = 1 + len(text) // TOO_LONG
            elif isinstance(event, yaml.CollectionStartEvent):
                self._check_properties(event, offset)
                if len(stack) == self.depth:
                    raise _YamlRefused(offset, "too-large", TOO_DEEP)
                stack.append(_OpenCollection(isinstance(event, yaml.MappingStartEvent), offset, event.anchor))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                closed = stack.pop()
                node = self._build_mapping(closed) if closed.mapping else Sequence(tuple(closed.items), closed.offset)
                size, anchor = closed.size, closed.anchor
            elif isinstance(event, yaml.AliasEvent):
                node, size = self._resolve_alias(event.anchor, offset)
                anchor = None
            else:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise _YamlRefused(
                            offset, "yaml-syntax", "a second document begins here", "put one document in each file"
                        )
                continue
            if anchor is not None:
                self.anchors[anchor] = (node, size)
            if stack:
                stack[-1].items.append(node)
                stack[-1].size += size
            else:
                root = node
        return root

    def _check_properties(self, event: "yaml.ScalarEvent | yaml.CollectionStartEvent", offset: int) -> None:
        if event.tag is not None:
            raise _YamlRefused(
                offset,
                "yaml-syntax",
                f"a tag ({event.tag}) is not allowed",
                "remove it: values are read as they are typed",
            )
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)

    def _remove_forbidden(self, text: str, offset: int) -> str:
        """Return the text without forbidden characters that escapes such as "\\0" have made; each is reported."""
        for found in FORBIDDEN.finditer(text):
            self.report(offset, "bad-value", f"{_name_character(found[0])} cannot be published", "remove the escape")
        return FORBIDDEN.sub("\ufffd", text)

    def _resolve_alias(self, anchor: str | None, offset: int) -> tuple[Node, int]:
        """Return the node that the alias stands for, placed at the alias, and its size in nodes."""
        if anchor is None or anchor not in self.anchors:
            raise _YamlRefused(
                offset, "yaml-syntax", f"the alias *{make_visible(anchor or '')} is used before its anchor is defined"
            )
        node, size = self.anchors[anchor]
        self.aliased += size
        if self.aliased > ALIASED:
            raise _YamlRefused(offset, "too-large", f"aliases expand to more than {ALIASED:,} values")
        return replace(node, offset=offset), size

    def _build_mapping(self, closed: _OpenCollection) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for key, value in zip(closed.items[::2], closed.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _YamlRefused(key.offset, "yaml-syntax", "a key must be text")
            if key.text == "<<" and key.plain:
                raise _YamlRefused(
                    key.offset, "yaml-syntax", "a merge key (<<) is not allowed", "write out the keys instead"
                )
            if key.text in seen:
                first = self.lines.place(seen[key.text].offset)[0] + self.first_line - 1
                self.report(
                    key.offset,
                    "duplicate-key",
                    f"the key “{key.text}” is repeated",
                    f"it is first used in line {first}: keep one of them, or rename this one",
                )
                continue
            seen[key.text] = key
            entries.append((key, value))
        return Mapping(tuple(entries), closed.offset)


# -- nodes with the stretch of text that they take, for those who edit it -----------------------------------------


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with the stretch of text that it takes, in code points.

    `style` is how it is written: a scalar's quotation mark or block indicator, "" for a plain scalar, `{` or `[` for a
    flow collection, "block" for a block collection, "*" for an alias. A block collection ends where the next token
    begins, after the comments between. `entries` are the keys and values of a mapping, `items` those of a list.
    """

    start: int
    end: int
    style: str
    text: str = ""
    entries: "tuple[tuple[PlacedNode, PlacedNode], ...]" = ()
    items: "tuple[PlacedNode, ...]" = ()

    def get(self, key: str) -> "PlacedNode | None":
        return next((value for name, value in self.entries if name.text == key), None)


def place_nodes(text: str) -> PlacedNode | None:
    """Return the nodes of a text in which `parse` finds no fault, each with its place."""
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
            done = PlacedNode(start, end, style, entries=pairs, items=() if mapping else tuple(items))
        elif isinstance(event, yaml.ScalarEvent):
            done = PlacedNode(start, end, event.style or "", event.value)
        elif isinstance(event, yaml.AliasEvent):
            done = PlacedNode(start, end, "*")
        else:
            continue
        if stack:
            stack[-1][2].append(done)
    return done
