"""Entries put into the curator's own files: one key more, or one value replaced, and not another byte touched.

The text is never written anew. A stretch is put in where the parser says that the mapping ends, and the result is
parsed and compared with what was there: where anything else would change, nothing is done.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from generator.commands.shared.yaml_text import YamlValue, to_block, to_inline
from generator.reading import yamltree
from generator.reading.yamltree import Node, PlacedNode, Scalar
from generator.reading.yamltree import Sequence as ListNode
from generator.text import lines_of

_MARK = b"\xef\xbb\xbf"
_BREAK = re.compile(r"\r\n|\n|\r")


class UnsafeEdit(Exception):
    """The edit cannot be made without changing something else; the text says why."""


def insert_entry(content: bytes, path: Sequence[str], key: str, value: YamlValue, levels: int = 0) -> bytes:
    """The YAML file with `key: value` in the mapping that the keys of `path` lead to, made where it is missing.

    A key that is there already gets the new value. In a mapping that is written in lines `value` is too, as many
    `levels` deep; all else is on one line. Raises Unsafe.
    """
    mark = _MARK if content.startswith(_MARK) else b""
    try:
        text = content[len(mark) :].decode()
    except UnicodeDecodeError:
        raise UnsafeEdit("it is not UTF-8") from None
    before = _parsed(text)
    root = yamltree.place_nodes(text)
    if root is None or before is None:
        raise UnsafeEdit("it holds nothing yet")
    for changed in _edits(text, [root], [*path, key], value, levels):
        try:
            after = _parsed(changed)
        except UnsafeEdit:
            continue
        if after is not None and _is(before, after, [*path, key], value):
            return mark + changed.encode()
    raise UnsafeEdit("what stands there is written in a way that an entry cannot be put into")


def _parsed(text: str) -> Node | None:
    parsed = yamltree.parse(text, "")
    if parsed.diagnostics:
        raise UnsafeEdit("it has errors: verbatim check shows them")
    return parsed.value.root


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """The file has the new bytes, all at once; its mode stays. Raises Unsafe where it no longer has the old ones."""
    real = Path(os.path.realpath(path))
    descriptor, name = mkstemp(prefix=f".{real.name}.verbatim-", dir=real.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            found = real.stat()
            os.fchmod(file.fileno(), found.st_mode & 0o7777)
            with suppress(OSError):  # only root may give files away
                os.fchown(file.fileno(), found.st_uid, found.st_gid)
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if real.read_bytes() != before:
            raise UnsafeEdit("it was changed meanwhile: try again")
        Path(name).replace(real)
    finally:
        Path(name).unlink(missing_ok=True)


# -- where to put it ----------------------------------------------------------------------------------------------


def _edits(text: str, way: list[PlacedNode], keys: Sequence[str], value: YamlValue, levels: int) -> Iterator[str]:
    """The text with the value set, in one way after the other, the likeliest first.

    `way` are the mappings that were passed, the last of them to hold the first of the keys that are left.
    """
    here, (key, *others) = way[-1], keys
    found = here.get(key)
    if found is not None and others and (found.entries or found.style == "{"):
        yield from _edits(text, [*way, found], others, value, levels)
        return
    while others:
        value, levels = {others.pop(): value}, levels + 1
    as_json = here.style == "{" and any(each.entries and each.entries[0][0].style == '"' for each in way)
    quoted = '"' if as_json else ""
    if found is not None and found.style == "" and not found.text:
        yield from _filled(text, way, found, key, value, levels)
    elif found is not None and found.style != "*":
        yield text[: found.start] + to_inline(value, quoted) + text[_content_end(text, found) :]
    elif found is None and here.style == "{":
        last = here.entries[-1][1].end if here.entries else text.index("{", here.start) + 1
        comma = ", " if here.entries else ""
        yield f"{text[:last]}{comma}{quoted}{key}{quoted}: {to_inline(value, quoted)}{text[last:]}"
    elif found is None and here.style == "block" and here.entries:
        column = _column(text, here.entries[0][0].start)
        lines = to_block(key, value, levels, column, _step(text, way))
        for place in _ends(text, here, column):
            yield _with_lines(text, place, lines)


def _filled(
    text: str, way: Sequence[PlacedNode], found: PlacedNode, key: str, value: YamlValue, levels: int
) -> Iterator[str]:
    """The text with the value below, or after, a key that has none."""
    if way[-1].style == "block" and levels:
        start = next(name.start for name, each in way[-1].entries if each is found)
        column = _column(text, start)
        after = _BREAK.search(text, start)
        lines = to_block(key, value, levels, column, _step(text, way))[1:]
        yield _with_lines(text, after.end() if after else len(text), lines)
    else:
        yield f"{text[: found.start]} {to_inline(value)}{text[found.start :]}"


def _ends(text: str, mapping: PlacedNode, column: int) -> Iterator[int]:
    """Where lines may be put at the end of a mapping: after its last line or the comment that belongs to it; or later.

    A comment that is set in at least as far as the keys belongs to the mapping, another one to what follows.
    """
    last, stop = mapping.entries[-1][0].start, mapping.end - _column(text, mapping.end) + 1
    if text[stop : mapping.end].strip():  # the text ends without a line end
        stop = len(text)
    starts = [*(each for each in lines_of(text).starts if last < each < stop), stop]
    place = starts[0]
    for begin, end in pairwise(starts):
        line = text[begin:end]
        belongs = not line.lstrip().startswith("#") or len(line) - len(line.lstrip(" ")) + 1 >= column
        if line.strip() and belongs:
            place = end
    yield place
    if place != stop:
        yield stop


def _with_lines(text: str, place: int, lines: Sequence[str]) -> str:
    """The text with whole lines put in before the line that begins at `place`; it ends as it did."""
    first = _BREAK.search(text)
    end = first[0] if first else "\n"
    put = end.join(lines)
    if place and text[place - 1] not in "\r\n":
        return f"{text[:place]}{end}{put}{text[place:]}"
    return f"{text[:place]}{put}{end}{text[place:]}"


def _content_end(text: str, node: PlacedNode) -> int:
    """The end of what a value says, without the line end or the comments after it."""
    while node.style == "block" and node.entries:
        node = node.entries[-1][1]
    return node.start + len(text[node.start : node.end].rstrip("\r\n"))


def _column(text: str, offset: int) -> int:
    return lines_of(text).place(offset)[1]


def _step(text: str, way: Sequence[PlacedNode]) -> int:
    """How far a mapping inside another is set in: as in the last one of the way that has one in lines, or 2."""
    for each in reversed(way):
        for name, value in each.entries:
            if each.style == value.style == "block" and value.entries:
                return max(_column(text, value.entries[0][0].start) - _column(text, name.start), 1)
    return 2


# -- whether that is all that changed -----------------------------------------------------------------------------


def _is(before: Node, after: Node, keys: Sequence[str], value: YamlValue) -> bool:
    """Whether `after` says what `before` does, and has the value where the keys lead to, and nothing else."""
    old, new = _tree(before), _tree(after)
    parent, found = new, None
    for each in keys[:-1]:
        parent = parent.get(each) if isinstance(parent, dict) else None
    if isinstance(parent, dict):
        found = parent.pop(keys[-1], None)
    parent = old
    for each in keys[:-1]:
        if not isinstance(parent, dict):
            return False
        if parent.get(each, _EMPTY) == _EMPTY:
            parent[each] = {}
        parent = parent[each]
    if isinstance(parent, dict):
        parent.pop(keys[-1], None)
    return bool(_said(found) == _as_read(value) and old == new)


_EMPTY = ("", True)


def _tree(node: Node) -> Any:
    """The node without its places: mappings, lists, and pairs of a scalar's text and whether it is plain."""
    if isinstance(node, Scalar):
        return (node.text, node.plain)
    if isinstance(node, ListNode):
        return [_tree(each) for each in node.items]
    return {key.text: _tree(each) for key, each in node.entries}


def _said(tree: Any) -> Any:
    """The texts of a tree, whether plain or not."""
    if isinstance(tree, dict):
        return {key: _said(each) for key, each in tree.items()}
    return [_said(each) for each in tree] if isinstance(tree, list) else tree and tree[0]


def _as_read(value: YamlValue) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    return value if isinstance(value, str) else [_as_read(each) for each in value]
