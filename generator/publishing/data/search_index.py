"""The search index: classic scripts with all statements, names, quotes, so that search works on any host and from disk.

The scripts are small and numbered. A page loads the first when it is needed, which says how many there are, and can
answer while it loads the rest: what readers look for first, statements and names, comes before the many quotes.
"""

import json
from collections.abc import Iterable, Iterator

from generator.model import Claim, Entity, Source, Topic
from generator.publishing.direction import spell_controls
from generator.publishing.index import SiteIndex

FIRST_SCRIPT = "assets/search-1.js"
MAX_SCRIPT_SIZE = 100_000  # bytes of one script, unless a single row is longer

# What a row is, in its first place; static/js/search.js reads them.
CLAIM, NAME, TOPIC, SOURCE, QUOTE = "claim", "name", "topic", "source", "quote"


def index_scripts(rows: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The scripts, path and content: `verbatimIndex(number, total, rows)`, numbers from 1; always at least one.

    `rows` are those of all claims, names, topics, sources and quotes, in this order.

    A row is [kind, id, text, more, verdict, corroboration], its last places left away where there is nothing in them.
    `more` is found as well: other forms of a name, who publishes a source. A quote's row is ["quote", claim, number,
    text, teller]: the claim as its place among the rows of claims, counted from 0, and its number in the claim.
    """
    parts = list(_split_rows(rows))
    for number, part in enumerate(parts, 1):
        told = ",\n".join(part)
        yield f"assets/search-{number}.js", f"verbatimIndex({number}, {len(parts)}, [\n{told}\n]);\n".encode()


def _split_rows(rows: Iterable[str]) -> Iterator[list[str]]:
    """The rows in their order, as many to a part as fit; one part, and be it empty."""
    part: list[str] = []
    room = MAX_SCRIPT_SIZE - 100  # for what stands around the rows
    left = room
    for row in rows:
        size = len(row.encode()) + 2
        if part and size > left:
            yield part
            part, left = [], room
        part.append(row)
        left -= size
    yield part


def claim_rows(index: SiteIndex, claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield _row_json(
            CLAIM, claim.id, claim.statement, "", claim.verdict or "", index.claims[claim.id].standing.corroboration
        )


def name_rows(entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        yield _row_json(NAME, entity.id, entity.name, ", ".join(entity.aliases))


def topic_rows(topics: Iterable[Topic]) -> Iterator[str]:
    for topic in topics:
        yield _row_json(TOPIC, topic.id, topic.name)


def source_rows(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        told = (*source.author, source.publisher or "")
        yield _row_json(SOURCE, source.id, source.label, ", ".join(one for one in told if one))


def quote_rows(index: SiteIndex, claims: Iterable[Claim], place: int) -> Iterator[str]:
    """The rows of the claims' quotes; the first of the claims is the one at `place` among all."""
    for at, claim in enumerate(claims, place):
        for evidence in claim.evidence:
            anchor, text = index.anchor(evidence), index.article(evidence.source).text
            words = " […] ".join(" ".join(text[one.start : one.end].split()) for one in anchor.segments)
            label = index.sources[evidence.source].source.label
            yield _row_json(
                QUOTE, at, evidence.number, words, f"{evidence.speaker}, in {label}" if evidence.speaker else label
            )


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def _row_json(*values: str | int) -> str:
    """Return the row as JSON, which is a JavaScript expression since ES2019.

    It has no `<`, so that nothing takes it for markup, and shows directional controls by their numbers.
    """
    last = len(values)
    while values[last - 1] == "":
        last -= 1
    shown = [spell_controls(value) if isinstance(value, str) else value for value in values[:last]]
    return _ENCODER.encode(shown).replace("<", r"\u003c")
