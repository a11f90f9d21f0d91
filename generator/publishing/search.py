"""The search index: a classic script with all statements, quotes, sources and names, so that search works from disk."""

import json
from collections.abc import Iterator

from generator.model import Edition
from generator.publishing import addresses

# What a row is, in its first place; static/js/search.js shows the words for these.
CLAIM, QUOTE, SOURCE, NAME, TOPIC = "claim", "quote", "source", "name", "topic"


def index(edition: Edition) -> bytes:
    """`verbatimIndex = [[kind, address, text, more], …]`, claims first, in the corpus's order.

    `more` is text that is shown beside the text and found as well: whom a quote is from, a name's other forms. The
    addresses are relative to the site's root, where search.html is.
    """
    # A JSON text is a JavaScript expression since ES2019; `<` is escaped so that nothing takes it for markup.
    rows = ",\n".join(
        json.dumps(each, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c") for each in _rows(edition)
    )
    return f"var verbatimIndex = [\n{rows}\n];\n".encode()


def _rows(edition: Edition) -> Iterator[tuple[str, str, str, str]]:
    corpus = edition.corpus
    labels = {each.id: each.label for each in corpus.sources}
    for claim in corpus.claims:
        yield CLAIM, addresses.page("claim", claim.id), claim.statement, ""
    for claim in corpus.claims:
        page = addresses.page("claim", claim.id)
        for each in claim.evidence:
            anchor, text = edition.anchors[each.id], edition.articles[each.source].text
            quote = " […] ".join(" ".join(text[one.start : one.end].split()) for one in anchor.segments)
            teller = f"{each.speaker}, in {labels[each.source]}" if each.speaker else labels[each.source]
            yield QUOTE, f"{page}#e{each.number}", quote, teller
    for source in corpus.sources:
        yield SOURCE, addresses.page("source", source.id), source.label, source.publisher or ""
    for entity in corpus.entities:
        yield NAME, addresses.page("entity", entity.id), entity.name, ", ".join(entity.aliases)
    for topic in corpus.topics:
        yield TOPIC, addresses.page("topic", topic.id), topic.name, ""
