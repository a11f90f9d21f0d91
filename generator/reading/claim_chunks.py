"""Claims files cut at their claims, by how lines begin, so that a claim that has not changed is not parsed again."""

import re
from dataclasses import replace

from generator.cache.digests import text_digest
from generator.diagnostics import Outcome
from generator.reading.yamltree import ClaimChunk, Document, Mapping, Node, parse

# Lines that separate the entries of a section, found without parsing: what begins a section, and what does not belong
# to it. Each pattern begins with the line feed before it, which is quick to search for.
_SECTION = re.compile(r"\nclaims:[ \t]*(?:#.*)?(?=\n)")
_TOP = re.compile(r"\n[^\s#]")
_MARKERS = re.compile(r"\n(?:---|\.\.\.)")
_ENTRY = re.compile(r"(?:\n[ \t]*(?:#.*)?)*(?=\n( +)[a-z0-9-]+:[ \n])")


def parse_in_chunks(text: str, path: str) -> Outcome[Document]:
    """Return the document with its claims as chunks where line beginnings show them; else the whole is parsed.

    Where there is no fault, the nodes of the chunks and of the root are those of the whole file: a text that parses on
    its own up to a line that begins an entry leaves nothing open there. Where there is one, the whole file has to be
    parsed: the diagnostics of a chunk, or of the remainder, are not those that the whole would give.
    """
    lines = "\n" + text.replace("\r\n", "\n").replace("\r", "\n")
    found = _find_claims(lines)
    if found is None:
        return parse(text, path)
    head, begins, end = found
    before, after = lines[1:head], lines[end:]
    remainder = before + "\n" * lines.count("\n", head, end) + after
    parsed = parse(remainder, path)
    if (after.strip() and parse(before, path).diagnostics) or not _is_remainder(parsed.value.root, remainder):
        return parse(text, path)
    chunks = []
    line = lines.count("\n", 0, begins[0].start() + 1)
    for begin, stop in zip(begins, (*(following.start() + 1 for following in begins[1:]), end), strict=True):
        chunk = lines[begin.start() + 1 : stop]
        chunks.append(ClaimChunk(begin[1], chunk, line, text_digest(chunk)))
        line += chunk.count("\n")
    return Outcome(replace(parsed.value, chunks=tuple(chunks)), parsed.diagnostics)


def _is_remainder(root: Node | None, text: str) -> bool:
    """Return whether what remains is empty, or a mapping in unindented lines without further claims."""
    if root is None:
        return True
    if not isinstance(root, Mapping) or any(key.text == "claims" for key, _ in root.entries):
        return False
    return text[root.offset] != "{" and text[max(0, root.offset - 1) : root.offset] in ("", "\n")


def _find_claims(lines: str) -> tuple[int, list[re.Match[str]], int] | None:
    """Return where the claims section begins, the matches that begin its entries, and where it ends.

    None where line beginnings do not show that.
    """
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
