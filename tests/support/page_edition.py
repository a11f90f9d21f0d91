"""An edition of the real articles made by hand, its pages, and a reader that notices unbalanced tags."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from generator import vocabulary
from generator.model import (  # fmt: skip
    Anchor,
    Article,
    Claim,
    Corpus,
    Correction,
    Edition,
    Entity,
    Evidence,
    Gap,
    Mention,
    Origin,
    Publisher,
    Quantity,
    Relation,
    Segment,
    Site,
    Source,
    Standing,
    TextRun,
    Topic,
)
from tests.support.site_data import make_site

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
VOID = {"meta", "link", "input", "br", "base", "hr", "img", "wbr", "col"}
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;{{7*7}}"


@dataclass
class Draft:
    """Claims on texts, with quotes found by their words: `[…]` and other brackets stand for gaps."""

    texts: dict[str, str]
    claims: list[Claim] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)

    def claim(self, id: str, quotes: Iterable[tuple[str, str, vocabulary.Stance]] = (), **more: object) -> None:
        evidence = tuple(self._add_evidence(id, number, *quote) for number, quote in enumerate(quotes, 1))
        given = {"statement": f"The statement of {id}.", **more}
        self.claims.append(Claim(id, evidence=evidence, **given))  # type: ignore[arg-type]

    def _add_evidence(self, claim: str, number: int, source: str, quote: str, stance: vocabulary.Stance) -> Evidence:
        layout: list[Segment | Gap] = []
        position = 0
        for part in filter(None, re.split(r"(\s*\[[^]]*\]\s*)", quote)):
            if "[" in part:
                layout.append(Gap(part))
                continue
            start = self.texts[source].index(part, position)
            position = start + len(part)
            layout.append(Segment(start, position))
        made = Evidence(claim, number, source, quote, stance)
        self.anchors[made.id] = Anchor(made.id, source, tuple(layout))
        return made

    def edition(
        self,
        site: Site | None = None,
        sources: tuple[Source, ...] = (),
        topics: tuple[Topic, ...] = (),
        entities: tuple[Entity, ...] = (),
        mentions: tuple[Mention, ...] = (),
    ) -> Edition:
        """The edition of these claims; where no sources are given, each text is one of which nothing is known."""
        sources = sources or tuple(Source(id, f"seeds/{id}.txt") for id in self.texts)
        corpus = Corpus(site or Site("A site"), sources, topics, entities, tuple(self.claims))
        articles = {
            id: Article(id, text, (TextRun(0, len(text)),), plain=True, sha256="0" * 64)
            for id, text in self.texts.items()
        }
        return Edition(
            corpus, articles, self.anchors, {claim.id: _count_standing(claim) for claim in self.claims}, mentions
        )


def _count_standing(claim: Claim) -> Standing:
    supporting = tuple(dict.fromkeys(item.source for item in claim.evidence if item.stance == "supports"))
    refuting = tuple(dict.fromkeys(item.source for item in claim.evidence if item.stance == "refutes"))
    corroboration: vocabulary.Corroboration = "unsourced"
    if supporting:
        corroboration = "contested" if refuting else "corroborated" if len(supporting) > 1 else "single-source"
    elif refuting:
        corroboration = "refuted"
    return Standing(claim.id, corroboration, supporting, refuting, tuple(Origin((source,)) for source in supporting))


def _read_seeds() -> dict[str, str]:
    return dict(zip(("times", "bbc", "voa"), (path.read_text() for path in sorted(SEEDS.glob("*.txt"))), strict=True))


RANK = "Mrs Albright is the highest-ranking US official to visit North Korea"


@cache
def real_edition() -> Edition:
    draft = Draft(_read_seeds())
    draft.claim(
        "highest-ranking-official",
        (
            ("bbc", RANK, "supports"),
            ("voa", "Madeleine Albright became the highest ranking US official to visit Pyongyang", "supports"),
            ("times", "would be the highest-ranking US official ever to visit the communist state", "qualifies"),
        ),
        topics=("visit",), entities=("albright",), date="2000-10", verdict="supported",
        explanation="See [the troops](claim:us-troops), [the BBC](source:bbc) and [her](entity:albright).",
        checked="2026-11-21", checked_by="The desk", related=(Relation("us-troops", "context"),),
        corrections=(Correction("2026-11-20", "The date was wrong."), Correction("2026-11", "An *older* one.")),
    )  # fmt: skip
    draft.claim(
        "us-troops",
        (("bbc", "some 37,000 troops based in South Korea", "supports"),),
        quantity=Quantity(37_000, "troops", approximate=True), topics=("military",),
    )  # fmt: skip
    figured = replace(draft.claims[-1].evidence[0], value=36_500, speaker="US officials", note="Rounded.")
    draft.claims[-1] = replace(draft.claims[-1], evidence=(figured,))
    draft.claim(
        "talks",
        (
            ("voa", "Madeleine Albright [...] hold talks with the North\n\nKorean leader", "supports"),
            ("bbc", "Mr Kim [greeted] Mrs Albright for a second day of talks", "supports"),
            ("times", "no date had been set yet for Mrs Albright's trip", "refutes"),
        ),
        date="2000-10-23", related=(Relation("highest-ranking-official", "contradicts"),),
    )  # fmt: skip
    draft.claim("alone")
    texts = draft.texts
    return draft.edition(
        Site("Albright in Pyongyang", about="Made **by hand**.", contact="desk@example.org",
             base_url="https://example.org/facts", publisher=Publisher("The Desk", "https://example.org/")),
        sources=(
            Source("times", "seeds/000.txt", published="2000-10", inferred=(("published", "from ‘this month’"),)),
            Source("bbc", "seeds/001.txt", "US warms to new Korean era", "BBC News Online", ("Richard Lister",),
                   "2000-10-24", "https://news.bbc.co.uk/1/hi/world/asia-pacific/987250.stm", language="en-GB"),
            Source("voa", "seeds/002.txt", archive_url="https://web.archive.org/web/x", note="A *script*.",
                   derived_from="bbc"),
        ),
        topics=(Topic("visit", "The visit", "About [the troops](claim:us-troops)."), Topic("military", "Military")),
        entities=(Entity("albright", "Madeleine Albright", "person", ("Mrs Albright",), "Secretary of State."),),
        mentions=tuple(
            Mention("albright", source, name.start(), name.end())
            for source, text in texts.items() for name in re.finditer("Madeleine Albright|Mrs Albright", text)
        ),
    )  # fmt: skip


@dataclass
class ParsedPage(HTMLParser):
    """A page as a browser reads it; parsing fails where tags are not balanced."""

    html: str

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.words: list[tuple[str, tuple[tuple[str, dict[str, str]], ...]]] = []
        self.feed(self.html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs)
        self.tags[tag] += 1
        self.attributes.update(given.keys())
        if "id" in given:
            self.ids.append(given["id"])
        self.links.extend((name, given[name]) for name in ("href", "src") if name in given)
        if tag not in VOID:
            self.stack.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> ends nothing"
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append((data, tuple(self.stack)))

    def text(self, tag: str = "body", **wanted: str) -> str:
        """The text inside elements of this tag whose attributes have, among their words, those wanted."""

        def matches(element: tuple[str, dict[str, str]]) -> bool:
            return element[0] == tag and all(
                value in element[1].get(name, "").split() for name, value in wanted.items()
            )

        return "".join(data for data, inside in self.words if any(map(matches, inside)))


def render_pages(edition: Edition) -> dict[str, str]:
    return {path: content.decode() for path, content in make_site(edition).items() if not path.endswith(".png")}


@cache
def render_real_site() -> dict[str, str]:
    return render_pages(real_edition())


def parse_pages(site: Mapping[str, str]) -> Iterator[tuple[str, ParsedPage]]:
    for path, content in site.items():
        if path.endswith(".html"):
            yield path, ParsedPage(content)
