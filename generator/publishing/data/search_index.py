"""The search index: scripts with all statements, names and quotes, so that search works on any host and from disk.

The scripts are small and numbered. A page loads the first one when a reader searches; it says how many there are. The
page answers while it loads the rest: statements and names, which readers look for first, come before the many quotes.
"""

import json
from collections.abc import Iterable, Iterator

from generator.language.stop_words import FUNCTION_WORDS
from generator.model import Claim, Entity, Source, Topic
from generator.publishing.direction import spell_controls
from generator.publishing.index import SiteIndex

FIRST_SCRIPT = "assets/search-1.js"
MAX_SCRIPT_SIZE = 100_000  # bytes, unless a single row is longer

# The kind of a row, its first value; static/js/search.js reads them.
CLAIM, NAME, TOPIC, SOURCE, QUOTE, WORDS = "claim", "name", "topic", "source", "quote", "words"


def index_scripts(rows: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each script: `verbatimIndex(number, total, rows)`, numbered from 1, at least one.

    `rows` are that of function words and those of all claims, names, topics, sources and quotes, in this order.

    A row is [kind, id, text, more, verdict, corroboration], without empty values at its end. `more` is searched too:
    the headline and keywords of a claim, other forms of a name, the publisher of a source. The row of a quote is
    ["quote", claim, number, text, speaker]: the place of the claim among all from 0, and the number of the quote in it.
    """
    parts = list(_split_rows(rows))
    for number, part in enumerate(parts, 1):
        lines = ",\n".join(part)
        yield f"assets/search-{number}.js", f"verbatimIndex({number}, {len(parts)}, [\n{lines}\n]);\n".encode()


def _split_rows(rows: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows in their order, in parts of as many as fit; at least one part, which may be empty."""
    part: list[str] = []
    room = MAX_SCRIPT_SIZE - 100  # for the text around the rows
    left = room
    for row in rows:
        size = len(row.encode()) + 2
        if part and size > left:
            yield part
            part, left = [], room
        part.append(row)
        left -= size
    yield part


def function_words_row(language: str) -> str:
    """Return the row with the words that say nothing, of the site's language: a search passes over them."""
    return _row_json(WORDS, " ".join(sorted(FUNCTION_WORDS.get(language.partition("-")[0].lower(), ()))))


def claim_rows(index: SiteIndex, claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield _row_json(
            CLAIM,
            claim.id,
            claim.statement,
            ", ".join(filter(None, (claim.headline, *claim.keywords))),
            claim.verdict or "",
            index.claims[claim.id].standing.corroboration,
        )


def name_rows(entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        yield _row_json(NAME, entity.id, entity.name, ", ".join(entity.aliases))


def topic_rows(topics: Iterable[Topic]) -> Iterator[str]:
    for topic in topics:
        yield _row_json(TOPIC, topic.id, topic.name)


def source_rows(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        names = (*source.author, source.publisher or "")
        yield _row_json(SOURCE, source.id, source.label, ", ".join(name for name in names if name))


def quote_rows(index: SiteIndex, claims: Iterable[Claim], start: int) -> Iterator[str]:
    """Yield the rows of the claims' quotes; `start` is the place of the first claim among all."""
    for place, claim in enumerate(claims, start):
        for evidence in claim.evidence:
            if index.withheld_notice(evidence.source):
                continue
            words = " ".join(index.quote_words(evidence).split())
            label = index.sources[evidence.source].source.label
            yield _row_json(
                QUOTE, place, evidence.number, words, f"{evidence.speaker}, in {label}" if evidence.speaker else label
            )


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def _row_json(*values: str | int) -> str:
    """Return the row as JSON, which is a JavaScript expression since ES2019.

    It has no `<`, so that nothing takes it for markup, and has directional controls spelt out.
    """
    last = len(values)
    while values[last - 1] == "":
        last -= 1
    shown = [spell_controls(value) if isinstance(value, str) else value for value in values[:last]]
    return _ENCODER.encode(shown).replace("<", r"\u003c")
