"""Claims read entry by entry, so that an entry that has not changed is known from the last build."""

from collections.abc import Iterable, Mapping

from generator.cache.memo import Memo
from generator.cache.serialize import to_plain
from generator.reading.declarations import ChunkValues, build_claim, list_markdown
from generator.reading.markdown_html import render_prose
from generator.reading.schema import CLAIM
from generator.reading.shapes import Reader, check_id
from generator.reading.yamltree import Document, parse
from generator.reading.yamltree import Mapping as MappingNode


def read_chunks(documents: Iterable[Document], memo: Memo) -> Mapping[bytes, ChunkValues | None]:
    """Return what each claim's entry says, by the digest of its text; None where something is wrong in it."""
    entries = {chunk.digest: (chunk.id, chunk.text) for document in documents for chunk in document.chunks}
    return dict(zip(entries, memo.map(read_entry, tuple(entries.values())), strict=True))


def read_entry(entry: tuple[str, str]) -> ChunkValues | None:
    """Read an entry, given its id and its text. Lines count from its first one: it may be anywhere in a file."""
    id, text = entry
    parsed = parse(text, "", inside=1)
    document, reader, root = parsed.value, Reader(parsed.value), parsed.value.root
    if parsed.diagnostics or document.aliases or not isinstance(root, MappingNode) or len(root.entries) != 1:
        return None
    key, value = root.entries[0]
    check_id(key, reader)
    values = CLAIM.read(value, reader)
    if reader.diagnostics or values is None or key.text != id:
        return None
    references = [
        (reference.kind, reference.id, reference.location.line, reference.location.column)
        for reference in reader.references
    ]
    for markdown, location in list_markdown(values, CLAIM):
        prose = render_prose(markdown)
        if prose.bad:
            return None
        references += [(link.kind, link.id, location.line, location.column) for link in prose.links]
    return to_plain(build_claim(id, values, document.at(key))), tuple(references)
