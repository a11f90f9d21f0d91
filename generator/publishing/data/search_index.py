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
MOST = 100_000  # bytes of one script, unless a single row is longer

# What a row is, in its first place; static/js/search.js reads them.
CLAIM, NAME, TOPIC, SOURCE, QUOTE = "claim", "name", "topic", "source", "quote"


def index_scripts(rows: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The scripts, path and content: `verbatimIndex(number, total, rows)`, numbers from 1; always at least one.

    `rows` are those of all claims, names, topics, sources and quotes, in this order.

    A row is [kind, id, text, more, verdict, corroboration], its last places left away where there is nothing in them.
    `more` is found as well: other forms of a name, who publishes a source. A quote's row is ["quote", claim, number,
    text, teller]: the claim as its place among the rows of claims, counted from 0, and its number in the claim.
    """
    parts = list(_parts(rows))
    for number, part in enumerate(parts, 1):
        told = ",\n".join(part)
        yield f"assets/search-{number}.js", f"verbatimIndex({number}, {len(parts)}, [\n{told}\n]);\n".encode()


def _parts(rows: Iterable[str]) -> Iterator[list[str]]:
    """The rows in their order, as many to a part as fit; one part, and be it empty."""
    part: list[str] = []
    room = MOST - 100  # for what stands around the rows
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
    for each in claims:
        yield _row(CLAIM, each.id, each.statement, "", each.verdict or "", index.claims[each.id].standing.corroboration)


def name_rows(entities: Iterable[Entity]) -> Iterator[str]:
    for each in entities:
        yield _row(NAME, each.id, each.name, ", ".join(each.aliases))


def topic_rows(topics: Iterable[Topic]) -> Iterator[str]:
    for each in topics:
        yield _row(TOPIC, each.id, each.name)


def source_rows(sources: Iterable[Source]) -> Iterator[str]:
    for each in sources:
        told = (*each.author, each.publisher or "")
        yield _row(SOURCE, each.id, each.label, ", ".join(one for one in told if one))


def quote_rows(index: SiteIndex, claims: Iterable[Claim], place: int) -> Iterator[str]:
    """The rows of the claims' quotes; the first of the claims is the one at `place` among all."""
    for at, claim in enumerate(claims, place):
        for each in claim.evidence:
            anchor, text = index.anchor(each), index.article(each.source).text
            words = " […] ".join(" ".join(text[one.start : one.end].split()) for one in anchor.segments)
            label = index.sources[each.source].source.label
            yield _row(QUOTE, at, each.number, words, f"{each.speaker}, in {label}" if each.speaker else label)


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def _row(*values: str | int) -> str:
    """Return the row as JSON, which is a JavaScript expression since ES2019.

    It has no `<`, so that nothing takes it for markup, and shows directional controls by their numbers.
    """
    last = len(values)
    while values[last - 1] == "":
        last -= 1
    shown = [spell_controls(each) if isinstance(each, str) else each for each in values[:last]]
    return _ENCODER.encode(shown).replace("<", r"\u003c")
