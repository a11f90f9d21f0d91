"""Edits of the curator's own files: a key or an item is added, or texts are replaced, and no other byte changes.

The text is never written from scratch. The new stretch goes where the parser says that the mapping ends; the result is
parsed and compared with what was there, and if anything else would change, nothing is done.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from generator.commands.shared.yaml_text import YamlValue, item_lines, to_block, to_inline, to_scalar
from generator.diagnostics import count_noun
from generator.reading import yamltree
from generator.reading.yamltree import Mapping as MappingNode
from generator.reading.yamltree import Node, PlacedNode, Scalar
from generator.reading.yamltree import Sequence as ListNode
from generator.text import lines_of

_BOM = b"\xef\xbb\xbf"
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+\s+")
_BREAK = re.compile(r"\r\n|\n|\r")


class UnsafeEdit(Exception):
    """The edit would change something else; the text says why."""


def insert_entry(content: bytes, path: Sequence[str], key: str, value: YamlValue, levels: int = 0) -> bytes:
    """Return the YAML file with `key: value` in the mapping at `path`, which is created if missing.

    An existing key gets the new value. In a mapping that is written in lines the value is too, as many `levels` deep;
    everything else is on one line. Raises UnsafeEdit.
    """
    mark, text = _decode(content)
    before = _parse(text)
    root = yamltree.place_nodes(text)
    if root is None or before is None:
        raise UnsafeEdit("it is empty")
    for changed in _propose_edits(text, [root], [*path, key], value, levels):
        try:
            after = _parse(changed)
        except UnsafeEdit:
            continue
        if after is not None and _sets_only(before, after, [*path, key], value):
            return mark + changed.encode()
    raise UnsafeEdit("its layout leaves no place for an entry")


def insert_entries(content: bytes, key: str, entries: Mapping[str, YamlValue], levels: int) -> bytes:
    """Return the YAML file with all the entries at the end of the mapping at `key`, which is created if missing.

    They are written as `insert_entry` writes one, and none of them may be there. Raises UnsafeEdit.
    """
    mark, text = _decode(content)
    before, root = _parse(text), yamltree.place_nodes(text)
    found = root.get(key) if root else None
    if root is None or before is None or found is None or not found.entries:
        return insert_entry(content, (), key, entries, levels + 1)
    if found.style != "block":
        for name, value in entries.items():
            content = insert_entry(content, [key], name, value, levels)
        return content
    column, step = _column_at(text, found.entries[0][0].start), _indentation(text, [root, found])
    lines = [line for name, value in entries.items() for line in to_block(name, value, levels, column, step)]
    wanted = {name: _to_expected(value) for name, value in entries.items()}
    for place in _insertion_points(text, found.entries[-1][0].start, found.end, column):
        changed = _insert_lines(text, place, lines)
        try:
            after = _parse(changed)
        except UnsafeEdit:
            continue
        old, new = _to_tree(before), _to_tree(after) if after else {}
        added = {name: _to_texts(new[key].pop(name, None)) for name in wanted}
        if added == wanted and new == old:
            return mark + changed.encode()
    raise UnsafeEdit("its layout leaves no place for entries")


def append_item(content: bytes, path: Sequence[str], key: str, item: YamlValue, levels: int = 1) -> bytes:
    """Return the YAML file with one more item at the end of the list at `key` of the mapping at `path`.

    The item is written as the list's other items are. A list that is missing is made, of texts on one line and of
    mappings in lines, each of these on one line or, with two `levels`, in lines too. Raises UnsafeEdit.
    """
    mark, text = _decode(content)
    before, root = _parse(text), yamltree.place_nodes(text)
    if before is None or root is None:
        raise UnsafeEdit("it is empty")
    parents = [root]
    for step in (*path, key):
        found = parents[-1].get(step)
        if found is None or (not found.style and not found.text) or (found.style == "[" and not found.items):
            return insert_entry(content, path, key, [item], levels=0 if isinstance(item, str) else levels)
        parents.append(found)
    for changed in _propose_items(text, parents[:-1], parents[-1], item, levels):
        try:
            after = _parse(changed)
        except UnsafeEdit:
            continue
        if after is not None and _appends_only(before, after, [*path, key], item):
            return mark + changed.encode()
    raise UnsafeEdit("its layout leaves no place for an item")


def count_changed_lines(before: bytes, after: bytes) -> str:
    """Return what an edit did to a file, such as “4 lines added”."""
    added = len(lines_of(after.decode()).starts) - len(lines_of(before.decode()).starts)
    if not added:
        return "1 line changed"
    return f"{count_noun(abs(added), 'line')} {'added' if added > 0 else 'removed'}"


def edit_scalars(content: bytes, edits: Mapping[tuple[int, int], Callable[[str], str]]) -> bytes:
    """Return the YAML file with the texts, and keys, at these lines and columns as the functions change them.

    A function is given the text as it is written, quotation marks and all, and has to change it as it would the text
    itself: what is not so is written anew. What an alias stands for changes where its anchor is. Raises UnsafeEdit.
    """
    mark, text = _decode(content)
    before, root = _parse(text), yamltree.place_nodes(text)
    if before is None or root is None:
        raise UnsafeEdit("it is empty")
    starts = lines_of(text).starts
    wanted = {starts[line - 1] + column - 1: edit for (line, column), edit in edits.items()}
    changed: list[tuple[int, int, str]] = []
    for node, inline in _list_scalars(root):
        if node.start in wanted and node.style != "*":
            start, end, edit = _skip_anchor(text, node.start), _find_content_end(text, node), wanted[node.start]
            written = edit(text[start:end])
            if written == text[start:end] and edit(node.text) != node.text:
                written = next(_propose_scalars(node.style, edit(node.text), inline=inline))
            changed.append((start, end, written))
    pieces: list[str] = []
    last = 0
    for start, end, written in sorted(changed):
        pieces += (text[last:start], written)
        last = end
    result = "".join((*pieces, text[last:]))
    after = _parse(result)
    if after is None or not _is_edited(before, after, wanted):
        raise UnsafeEdit("its layout does not let the texts be changed alone")
    return mark + result.encode()


def _list_scalars(root: PlacedNode) -> Iterator[tuple[PlacedNode, bool]]:
    """Yield every text, keys too, and whether it is inside a collection on one line or is a key."""
    nodes = [(root, False)]
    while nodes:
        node, inline = nodes.pop()
        inside = inline or node.style in {"{", "["}
        for key, value in node.entries:
            yield key, True
            nodes.append((value, inside))
        nodes += ((item, inside) for item in node.items)
        if not node.entries and not node.items and node.style not in {"{", "[", "block"}:
            yield node, inline


def _skip_anchor(text: str, start: int) -> int:
    anchor = _ANCHOR.match(text, start)
    return anchor.end() if anchor else start


def _is_edited(before: Node, after: Node, wanted: Mapping[int, Callable[[str], str]]) -> bool:
    """Return whether two trees are the same, but for the texts that began at these offsets."""
    pairs = [(before, after)]
    while pairs:
        old, new = pairs.pop()
        if isinstance(old, Scalar) and isinstance(new, Scalar):
            if old.offset in wanted and new.text != wanted[old.offset](old.text):
                return False
            if old.offset not in wanted and (old.text, old.plain) != (new.text, new.plain):
                return False
        elif isinstance(old, ListNode) and isinstance(new, ListNode) and len(old.items) == len(new.items):
            pairs += zip(old.items, new.items, strict=True)
        elif isinstance(old, MappingNode) and isinstance(new, MappingNode) and len(old.entries) == len(new.entries):
            for (key, entry), (other_key, other_entry) in zip(old.entries, new.entries, strict=True):
                pairs += ((key, other_key), (entry, other_entry))
        else:
            return False
    return True


def replace_scalar(content: bytes, line: int, column: int, value: str) -> bytes:
    """Return the YAML file with another text for the scalar that begins at a line and column, in the same style.

    A block scalar becomes one on its own line. Raises UnsafeEdit.
    """
    mark, text = _decode(content)
    before, root = _parse(text), yamltree.place_nodes(text)
    starts = lines_of(text).starts
    start = starts[line - 1] + column - 1 if line <= len(starts) else -1
    node, inline = _find_scalar(root, start) if root else (None, False)
    if before is None or node is None or node.style == "*" or text[start] in "&!":
        raise UnsafeEdit("what is there is no text of its own")
    for written in _propose_scalars(node.style, value, inline=inline):
        changed = text[:start] + written + text[_find_content_end(text, node) :]
        try:
            after = _parse(changed)
        except UnsafeEdit:
            continue
        if after is not None and _is_edited(before, after, {start: lambda _: value}):
            return mark + changed.encode()
    raise UnsafeEdit("its layout leaves no place for another text")


def _find_scalar(root: PlacedNode, start: int) -> tuple[PlacedNode | None, bool]:
    """Return the value that begins there, and whether it is inside a collection on one line."""
    nodes = [(root, False)]
    while nodes:
        node, inline = nodes.pop()
        children = [value for _, value in node.entries] + list(node.items)
        if node.start == start and not children and node.style not in {"{", "[", "block"}:
            return node, inline
        nodes += ((child, inline or node.style in {"{", "["}) for child in children)
    return None, False


def _propose_scalars(style: str, value: str, *, inline: bool) -> Iterator[str]:
    """Yield ways to write a text as a scalar, first that in which the one before was written."""
    if style == "'" and value.isprintable():
        yield "'" + value.replace("'", "''") + "'"
    if style != '"':
        yield to_inline(value) if inline else to_scalar(value)
    yield to_inline(value, '"')


def _decode(content: bytes) -> tuple[bytes, str]:
    """Return the byte-order mark, if there is one, and the text behind it."""
    mark = _BOM if content.startswith(_BOM) else b""
    try:
        return mark, content[len(mark) :].decode()
    except UnicodeDecodeError:
        raise UnsafeEdit("it is not UTF-8") from None


def _parse(text: str) -> Node | None:
    parsed = yamltree.parse(text, "")
    if parsed.diagnostics:
        raise UnsafeEdit("it has errors: verbatim check shows them")
    return parsed.value.root


def write_new_file(root: Path, path: str, content: bytes) -> None:
    """Write a file that is not there yet, in the project. Raises UnsafeEdit if it is, or leads out, and OSError."""
    target = root / path
    if not f"{os.path.realpath(target.parent)}{os.sep}".startswith(f"{os.path.realpath(root)}{os.sep}"):
        raise UnsafeEdit(f"“{path}” is outside the project")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UnsafeEdit(f"“{path}” is there already") from None
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def remove_file(path: Path, before: bytes) -> None:
    """Remove a file. Raises UnsafeEdit if it no longer has these bytes, and OSError."""
    if path.is_symlink() or path.read_bytes() != before:
        raise UnsafeEdit("it was changed in the meantime: try again")
    path.unlink()


def replace_files(
    root: Path, changes: Mapping[str, tuple[bytes, bytes]], fresh: Mapping[str, bytes] | None = None
) -> None:
    """Write the `fresh` files of the project, and give others, by their paths, new bytes for old: all of it, or none.

    Raises UnsafeEdit if one of the others no longer has the old bytes, or a fresh one is there already; and OSError.
    """
    for path, (before, _) in changes.items():
        if (root / path).read_bytes() != before:
            raise UnsafeEdit(f"“{path}” was changed in the meantime: try again")
    written: list[str] = []
    done: list[str] = []
    try:
        for path, content in (fresh or {}).items():
            write_new_file(root, path, content)
            written.append(path)
        for path, (before, after) in changes.items():
            replace_file(root / path, before, after)
            done.append(path)
    except BaseException:
        for path in written:
            with suppress(OSError):
                (root / path).unlink()
        for path in done:
            before, after = changes[path]
            with suppress(UnsafeEdit, OSError):
                replace_file(root / path, after, before)
        raise


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Give the file new bytes, all at once, and keep its mode. Raises UnsafeEdit if it no longer has the old ones."""
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
            raise UnsafeEdit("it was changed in the meantime: try again")
        Path(name).replace(real)
    finally:
        Path(name).unlink(missing_ok=True)


# -- where to put it ----------------------------------------------------------------------------------------------


def _propose_edits(
    text: str, parents: list[PlacedNode], keys: Sequence[str], value: YamlValue, levels: int
) -> Iterator[str]:
    """Yield texts with the value set, the likeliest first.

    `parents` are the mappings passed so far; the last of them holds, or will hold, the first of the `keys`.
    """
    here, (key, *others) = parents[-1], keys
    found = here.get(key)
    if found is not None and others and (found.entries or found.style == "{"):
        yield from _propose_edits(text, [*parents, found], others, value, levels)
        return
    while others:
        value, levels = {others.pop(): value}, levels + 1
    quoted = _quotation_mark(parents)
    if found is not None and found.style == "" and not found.text:
        yield from _fill_key(text, parents, found, key, value, levels)
    elif found is not None and found.style != "*":
        yield text[: found.start] + to_inline(value, quoted) + text[_find_content_end(text, found) :]
    elif found is None and here.style == "{":
        last = here.entries[-1][1].end if here.entries else text.index("{", here.start) + 1
        comma = ", " if here.entries else ""
        yield f"{text[:last]}{comma}{quoted}{key}{quoted}: {to_inline(value, quoted)}{text[last:]}"
    elif found is None and here.style == "block" and here.entries:
        column = _column_at(text, here.entries[0][0].start)
        lines = to_block(key, value, levels, column, _indentation(text, parents))
        for place in _insertion_points(text, here.entries[-1][0].start, here.end, column):
            yield _insert_lines(text, place, lines)


def _propose_items(
    text: str, parents: Sequence[PlacedNode], found: PlacedNode, value: YamlValue, levels: int
) -> Iterator[str]:
    """Yield texts with one more item at the end of a list, the likeliest first; `parents` are the mappings around."""
    if found.style == "[":
        last = found.items[-1].end if found.items else text.index("[", found.start) + 1
        comma = ", " if found.items else ""
        yield f"{text[:last]}{comma}{to_inline(value, _quotation_mark(parents))}{text[last:]}"
    elif found.style == "block" and found.items:
        last_item = found.items[-1]
        dash = _column_at(text, text.rfind("-", 0, found.items[0].start))
        step = _column_at(text, last_item.start) - dash
        in_lines = last_item.style == "block" or (levels > 1 and last_item.style != "{")
        if not in_lines or not isinstance(value, Mapping):
            lines = [f"{' ' * (dash - 1)}-{' ' * (step - 1 if 1 < step < 10 else 1)}{to_inline(value)}"]
        else:
            lines = item_lines(value, dash, step if 1 < step < 10 else 2)
        key = next(name.start for name, node in parents[-1].entries if node is found)
        beside_key = _column_at(text, key) == dash  # comments there are the next key's
        for place in _insertion_points(text, last_item.start, found.end, dash + beside_key):
            yield _insert_lines(text, place, lines)


def _quotation_mark(parents: Sequence[PlacedNode]) -> str:
    """Return the mark for every text where the innermost of the mappings is written as JSON; else nothing."""
    flow = parents[-1].style == "{"
    as_json = flow and any(mapping.entries and mapping.entries[0][0].style == '"' for mapping in parents)
    return '"' if as_json else ""


def _fill_key(
    text: str, parents: Sequence[PlacedNode], found: PlacedNode, key: str, value: YamlValue, levels: int
) -> Iterator[str]:
    """Yield the text with the value below, or after, a key that has none."""
    if parents[-1].style == "block" and levels:
        start = next(name.start for name, node in parents[-1].entries if node is found)
        column = _column_at(text, start)
        after = _BREAK.search(text, start)
        lines = to_block(key, value, levels, column, _indentation(text, parents))[1:]
        yield _insert_lines(text, after.end() if after else len(text), lines)
    else:
        yield f"{text[: found.start]} {to_inline(value)}{text[found.start :]}"


def _insertion_points(text: str, last: int, end: int, column: int) -> Iterator[int]:
    """Yield where lines can go at the end of a collection: after its last line or a comment of its own; or later.

    `last` is where its last entry begins. A comment is its own if it begins at the column or to the right of it,
    else to what follows.
    """
    stop = end - _column_at(text, end) + 1
    if text[stop:end].strip():  # the text ends without a line end
        stop = len(text)
    starts = [*(start for start in lines_of(text).starts if last < start < stop), stop]
    place = starts[0]
    for begin, end in pairwise(starts):
        line = text[begin:end]
        belongs = not line.lstrip().startswith("#") or len(line) - len(line.lstrip(" ")) + 1 >= column
        if line.strip() and belongs:
            place = end
    yield place
    if place != stop:
        yield stop


def _insert_lines(text: str, place: int, lines: Sequence[str]) -> str:
    """Return the text with whole lines before the line that begins at `place`; its end stays as it was."""
    first = _BREAK.search(text)
    end = first[0] if first else "\n"
    put = end.join(lines)
    if place and text[place - 1] not in "\r\n":
        return f"{text[:place]}{end}{put}{text[place:]}"
    return f"{text[:place]}{put}{end}{text[place:]}"


def _find_content_end(text: str, node: PlacedNode) -> int:
    """Return where a value's content ends, before the line end or the comments after it."""
    while node.style == "block" and node.entries:
        node = node.entries[-1][1]
    return node.start + len(text[node.start : node.end].rstrip("\r\n"))


def _column_at(text: str, offset: int) -> int:
    return lines_of(text).place(offset)[1]


def _indentation(text: str, parents: Sequence[PlacedNode]) -> int:
    """Return how far a nested mapping is indented: as in the innermost of the parents that shows it, else 2."""
    for mapping in reversed(parents):
        for name, value in mapping.entries:
            if mapping.style == value.style == "block" and value.entries:
                return max(_column_at(text, value.entries[0][0].start) - _column_at(text, name.start), 1)
    return 2


# -- whether that is all that changed -----------------------------------------------------------------------------


def _appends_only(before: Node, after: Node, keys: Sequence[str], value: YamlValue) -> bool:
    """Return whether `after` equals `before` but for one more item at the end of the list at the keys."""
    old, new = _to_tree(before), _to_tree(after)
    found = new
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or not found:
        return False
    return bool(_to_texts(found.pop()) == _to_expected(value) and old == new)


def _sets_only(before: Node, after: Node, keys: Sequence[str], value: YamlValue) -> bool:
    """Return whether `after` equals `before` but for the value at the keys."""
    old, new = _to_tree(before), _to_tree(after)
    parent, found = new, None
    for key in keys[:-1]:
        parent = parent.get(key) if isinstance(parent, dict) else None
    if isinstance(parent, dict):
        found = parent.pop(keys[-1], None)
    parent = old
    for key in keys[:-1]:
        if not isinstance(parent, dict):
            return False
        if parent.get(key, _EMPTY) == _EMPTY:
            parent[key] = {}
        parent = parent[key]
    if isinstance(parent, dict):
        parent.pop(keys[-1], None)
    return bool(_to_texts(found) == _to_expected(value) and old == new)


_EMPTY = ("", True)


def _to_tree(node: Node) -> Any:
    """Return the node without places: mappings, lists, and pairs of a scalar's text and whether it is plain."""
    if isinstance(node, Scalar):
        return (node.text, node.plain)
    if isinstance(node, ListNode):
        return [_to_tree(item) for item in node.items]
    return {key.text: _to_tree(entry) for key, entry in node.entries}


def _to_texts(tree: Any) -> Any:
    """Return the texts of a tree, whether plain or not."""
    if isinstance(tree, dict):
        return {key: _to_texts(member) for key, member in tree.items()}
    return [_to_texts(item) for item in tree] if isinstance(tree, list) else tree and tree[0]


def _to_expected(value: YamlValue) -> Any:
    if isinstance(value, Mapping):
        return {key: _to_expected(member) for key, member in value.items()}
    if isinstance(value, bool):
        return to_inline(value)
    return value if isinstance(value, str) else [_to_expected(item) for item in value]
