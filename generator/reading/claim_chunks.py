"""A claims file cut at its claims, by how its lines begin, so that what has not changed need not be parsed again."""

import re
from dataclasses import replace

from generator.cache.digests import text_digest
from generator.diagnostics import Outcome
from generator.reading.yamltree import ClaimChunk, Document, Mapping, Node, parse

# Lines by which the entries of a section are told apart, without parsing: what begins a section, and what does not
# belong to it. Each begins with the line feed before it, which is quickly found.
_SECTION = re.compile(r"\nclaims:[ \t]*(?:#.*)?(?=\n)")
_TOP = re.compile(r"\n[^\s#]")
_MARKERS = re.compile(r"\n(?:---|\.\.\.)")
_ENTRY = re.compile(r"(?:\n[ \t]*(?:#.*)?)*(?=\n( +)[a-z0-9-]+:[ \n])")


def parse_in_chunks(text: str, path: str) -> Outcome[Document]:
    """The document with its claims as parts, as far as can be told by how lines begin; else it is parsed whole.

    Where everything is in order, the parts' own nodes and the root's are the nodes of the whole: what parses on its own
    up to a line that begins an entry leaves nothing open there. Where something is not, the whole has to be parsed: no
    diagnostic of a part, or of what is left, is what the whole would give.
    """
    lines = "\n" + text.replace("\r\n", "\n").replace("\r", "\n")
    found = _find_claims(lines)
    if found is None:
        return parse(text, path)
    head, begins, end = found
    before, after = lines[1:head], lines[end:]
    left = before + "\n" * lines.count("\n", head, end) + after
    rest = parse(left, path)
    if (after.strip() and parse(before, path).diagnostics) or not _is_remainder(rest.value.root, left):
        return parse(text, path)
    parts = []
    line = lines.count("\n", 0, begins[0].start() + 1)
    for one, stop in zip(begins, (*(each.start() + 1 for each in begins[1:]), end), strict=True):
        part = lines[one.start() + 1 : stop]
        parts.append(ClaimChunk(one[1], part, line, text_digest(part)))
        line += part.count("\n")
    return Outcome(replace(rest.value, parts=tuple(parts)), rest.diagnostics)


def _is_remainder(root: Node | None, text: str) -> bool:
    """What is left is lines of a mapping, none of them indented, in which there are no further claims; or nothing."""
    if root is None:
        return True
    if not isinstance(root, Mapping) or any(key.text == "claims" for key, _ in root.entries):
        return False
    return text[root.offset] != "{" and text[max(0, root.offset - 1) : root.offset] in ("", "\n")


def _find_claims(lines: str) -> tuple[int, list[re.Match[str]], int] | None:
    """Where the section of claims begins, the line feeds before its entries, and where it ends, if lines tell that."""
    section = _SECTION.search(lines)
    if not section or _SECTION.search(lines, section.end()) or _MARKERS.search(lines):
        return None
    after = _TOP.search(lines, section.end())
    end = after.start() + 1 if after else len(lines)
    first = _ENTRY.match(lines, section.end(), end)
    if not first:
        return None
    indent = len(first[1])
    if re.compile(rf"\n {{0,{indent - 1}}}[^\s#]").search(lines, section.end(), end):
        return None
    entry = re.compile(rf"\n {{{indent}}}([a-z0-9]+(?:-[a-z0-9]+)*):(?=[ \n])")
    begins = list(entry.finditer(lines, first.end(), end))
    return (section.start() + 1, begins, end) if begins and begins[0].start() == first.end() else None
