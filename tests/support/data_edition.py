"""A small edition made by hand, as the data files are tested with it."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from generator import model

TEXT = (
    "The visit began on Monday.\n\n"
    "US officials say some 37,000 troops — \U0001f400 a legacy — are based there. It is not known for how long.\n"
    "Nobody asked about the budget. The talks went on.\n"
)
OTHER = "He said: “=1+1”.\nSome 29,000 troops were counted, the ministry said."


def article(source: str, text: str) -> model.Article:
    return model.Article(source, text, (model.TextRun(0, len(text)),), True, sha256(text.encode()).hexdigest())


def anchor(evidence: str, source: str, text: str, *quotes: str) -> model.Anchor:
    segments = [model.Segment(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    layout = [segments[0], *(part for segment in segments[1:] for part in (model.Gap(" […] "), segment))]
    return model.Anchor(evidence, source, tuple(layout))


SITE = model.Site("Facts & figures", language="en")
CORPUS = model.Corpus(
    site=SITE,
    sources=(
        model.Source(
            "bbc",
            "seeds/bbc.txt",
            title="US warms",
            publisher="BBC",
            author=("A. Reporter", "B. Reporter"),
            published="2000-10-24",
            url="https://bbc.example/1",
            inferred=(("published", "from ‘Monday’"),),
        ),
        model.Source("plain", "seeds/plain.txt", published="2000-10", derived_from="bbc"),
    ),
    topics=(model.Topic("army", "The army"),),
    entities=(model.Entity("usa", "United States", "place", ("US",)),),
    claims=(
        model.Claim(
            "troops",
            "The US bases some 37,000 troops there.",
            topics=("army",),
            entities=("usa",),
            quantity=model.Quantity(37000, "troops", approximate=True),
            date="2000-10",
            verdict="supported",
            explanation="They **do**.",
            checked="2026-11-21",
            checked_by="A. Checker",
            related=(model.Relation("count", "contradicts"),),
            corrections=(model.Correction("2026-11-22", "The number was 39,000."),),
            evidence=(
                model.Evidence(
                    "troops", 1, "bbc", "some 37,000 troops […] are based", "supports", "US officials", 37000
                ),
                model.Evidence("troops", 2, "plain", "=1+1", "refutes", note="odd"),
            ),
        ),
        model.Claim(
            "count",
            "Some 29,000 troops were counted.",
            evidence=(model.Evidence("count", 1, "plain", "29,000", "mentions"),),
        ),
        model.Claim("bare", "@Nothing is known of this."),
    ),
)
EDITION = model.Edition(
    CORPUS,
    articles={"bbc": article("bbc", TEXT), "plain": article("plain", OTHER)},
    anchors={
        "troops-1": anchor("troops-1", "bbc", TEXT, "some 37,000 troops", "are based"),
        "troops-2": anchor("troops-2", "plain", OTHER, "=1+1"),
        "count-1": anchor("count-1", "plain", OTHER, "29,000"),
    },
    standings={
        "troops": model.Standing(
            "troops",
            "contested",
            ("bbc",),
            ("plain",),
            (model.Origin(("bbc", "plain"), (model.Tie("bbc", "plain", "derived", "plain repeats bbc"),)),),
        ),
        "count": model.Standing("count", "unsourced"),
        "bare": model.Standing("bare", "unsourced"),
    },
)


def with_site(**changes: Any) -> model.Edition:
    return replace(EDITION, corpus=replace(CORPUS, site=replace(SITE, **changes)))


def with_excerpts(source: str) -> model.Edition:
    sources = tuple(replace(record, display="excerpts") if record.id == source else record for record in CORPUS.sources)
    return replace(EDITION, corpus=replace(CORPUS, sources=sources))
