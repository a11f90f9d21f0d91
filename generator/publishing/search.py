"""The search index: classic scripts with all statements, names, quotes, so that search works on any host and from disk.

The scripts are small and numbered. A page loads the first when it is needed, which says how many there are, and can
answer while it loads the rest: what readers look for first, statements and names, comes before the many quotes.
"""

import json
from collections.abc import Iterable, Iterator

from generator.model import Edition
from generator.publishing.direction import told

FIRST = "assets/search-1.js"
MOST = 100_000  # bytes of one script, unless a single row is longer

# What a row is, in its first place; static/js/search.js reads them.
CLAIM, NAME, TOPIC, SOURCE, QUOTE = "claim", "name", "topic", "source", "quote"


def index(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The scripts, path and content: `verbatimIndex(number, total, rows)`, numbers from 1; always at least one.

    A row is [kind, id, text, more, verdict, corroboration], its last places left away where there is nothing in them.
    `more` is found as well: other forms of a name, who publishes a source. A quote's row is ["quote", claim, number,
    text, teller]: the claim as its place among the rows of claims, counted from 0, and its number in the claim.
    """
    parts = list(_parts(_rows(edition)))
    for number, part in enumerate(parts, 1):
        rows = ",\n".join(part)
        yield f"assets/search-{number}.js", f"verbatimIndex({number}, {len(parts)}, [\n{rows}\n]);\n".encode()


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


def _rows(edition: Edition) -> Iterator[str]:
    corpus = edition.corpus
    for claim in corpus.claims:
        standing = edition.standings[claim.id]
        yield _row(CLAIM, claim.id, claim.statement, "", claim.verdict or "", standing.corroboration)
    for entity in corpus.entities:
        yield _row(NAME, entity.id, entity.name, ", ".join(entity.aliases))
    for topic in corpus.topics:
        yield _row(TOPIC, topic.id, topic.name)
    for source in corpus.sources:
        told = (*source.author, source.publisher or "")
        yield _row(SOURCE, source.id, source.label, ", ".join(each for each in told if each))
    labels = {each.id: each.label for each in corpus.sources}
    for place, claim in enumerate(corpus.claims):
        for each in claim.evidence:
            anchor, text = edition.anchors[each.id], edition.articles[each.source].text
            words = " […] ".join(" ".join(text[one.start : one.end].split()) for one in anchor.segments)
            label = labels[each.source]
            yield _row(QUOTE, place, each.number, words, f"{each.speaker}, in {label}" if each.speaker else label)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _row(*values: str | int) -> str:
    """The row as JSON, which is a JavaScript expression since ES2019; without a `<`, so that nothing takes it for
    markup, and with directional controls told, since it is there to be shown."""
    last = len(values)
    while values[last - 1] == "":
        last -= 1
    shown = [told(each) if isinstance(each, str) else each for each in values[:last]]
    return _ENCODER.encode(shown).replace("<", r"\u003c")
