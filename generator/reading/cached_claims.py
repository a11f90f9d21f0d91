"""Claims read one by one: what stands in an entry that has not changed is known from the last build."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.cache.build_cache import StageCache
from generator.cache.processes import map_in_processes
from generator.cache.serialize import to_plain
from generator.reading.draft import ChunkReading, build_claim, markdown_values
from generator.reading.markdown_html import render_prose
from generator.reading.schema import CLAIM
from generator.reading.shapes import Reader, check_id
from generator.reading.yamltree import ClaimChunk, Document, parse
from generator.reading.yamltree import Mapping as MappingNode

_STAGE = "claims"
_WORTH_IT = 400  # parts from which on workers repay their start
_CHUNK = 50


def read_chunks(documents: Iterable[Document], memory: StageCache, jobs: int) -> Mapping[bytes, ChunkReading | None]:
    """What is read of all parts of the documents, by their digests; None where something is not in order."""
    parts = {each.digest: each for document in documents for each in document.chunks}
    known = {digest: memory.recall(_STAGE, digest) for digest in parts}
    unknown = [each for digest, each in parts.items() if known[digest] is None]
    for part, read in zip(unknown, map_in_processes(_read, unknown, jobs, least=_WORTH_IT, chunk=_CHUNK), strict=True):
        known[part.digest] = read
        if read is not None:
            memory.keep(_STAGE, part.digest, read)
    return known


def _read(parts: Sequence[ClaimChunk]) -> Iterator[ChunkReading | None]:
    return map(_read_part, parts)


def _read_part(part: ClaimChunk) -> ChunkReading | None:
    parsed = parse(part.text, "", inside=1)
    document, reader, root = parsed.value, Reader(parsed.value), parsed.value.root
    if parsed.diagnostics or document.aliases or not isinstance(root, MappingNode) or len(root.entries) != 1:
        return None
    key, value = root.entries[0]
    check_id(key, reader)
    entry = CLAIM.read(value, reader)
    if reader.diagnostics or entry is None or key.text != part.id:
        return None
    named = [(each.kind, each.id, each.location.line, each.location.column) for each in reader.references]
    for text, at in markdown_values(entry, CLAIM):
        written = render_prose(text)
        if written.bad:
            return None
        named += [(each.kind, each.id, at.line, at.column) for each in written.links]
    return to_plain(build_claim(part.id, entry, document.at(key))), tuple(named)
