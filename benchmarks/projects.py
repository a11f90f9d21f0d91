"""Projects of any size to build: the same size is the same project, on every machine.

Sentences are walks through the words of the repository's own articles, each word followed by one that followed it there
(a Markov chain of order one), so that words, lengths and punctuation are those of real texts. Quotes are stretches of
them, word for word.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
WORDS = 600  # of an article
PARAGRAPH = 5  # sentences
IN_ONE_FILE = 10_000  # claims; of more, claims.yaml includes files


@dataclass(frozen=True, slots=True)
class Quote:
    source: str
    words: str
    stance: str


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    statement: str
    explanation: str
    topic: str
    entities: tuple[str, ...]
    related: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What is built, for whichever tool: sources and entities by id, the text of a source as paragraphs."""

    sources: Mapping[str, Sequence[str]]
    topics: Sequence[str]
    entities: Mapping[str, str]
    claims: Sequence[Claim]


class Writer:
    """Text without end."""

    def __init__(self) -> None:
        self.dice = random.Random(1)  # noqa: S311 - the same text each time
        following: dict[str, list[str]] = defaultdict(list)
        words = " ".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.iterdir())).split()
        plain = [word.strip("\"'()[]{}<>*_`|#:;") for word in words]
        plain = [word for word in plain if word and word.strip(".,!?-").isalnum()]
        for one, other in zip(plain, [*plain[1:], plain[0]], strict=True):
            following[one.strip(".,!?")].append(other.strip(".,!?"))
        self.following = {key: value for key, value in following.items() if key}
        self.all = sorted(self.following)

    def sentence(self, length: int | None = None, *, name: str = "") -> str:
        word = self.dice.choice(self.all)
        words = []
        for _ in range(length or self.dice.randint(8, 24)):
            words.append(word)
            word = self.dice.choice(self.following.get(word) or self.all) or self.dice.choice(self.all)
        if name:
            words.insert(self.dice.randrange(1, len(words)), name)
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def article(self, names: Sequence[str], words: int = WORDS) -> list[str]:
        paragraphs = []
        left = words
        while left > 0:
            sentences = [
                self.sentence(name=self.dice.choice(names) if names and self.dice.random() < 0.3 else "")
                for _ in range(PARAGRAPH)
            ]
            paragraphs.append(" ".join(sentences))
            left -= len(paragraphs[-1].split())
        return paragraphs

    def quote(self, paragraphs: Sequence[str]) -> str:
        """The first words of a sentence, as many as stand in no other place of the article and cut no number in two."""
        whole = " ".join(paragraphs)
        while True:
            sentence = self.dice.choice(self.dice.choice(paragraphs).split(". ")).rstrip(".")
            for length in (8, 14, 30):
                words = " ".join(sentence.split()[:length])
                place = whole.find(words)
                parts_number = words[-1].isdigit() and whole[place + len(words) + 1 :][:3].isdigit()  # `50 304`
                if whole.find(words, place + 1) < 0 and not parts_number:
                    return words


def make_content(claims: int, sources: int, *, words: int = WORDS, quotes: int = 2) -> Content:
    """So many claims on so many sources; a topic for fifty claims and an entity for twenty, at least a few."""
    writer = Writer()
    dice = writer.dice
    entities = {f"e{n}": f"{dice.choice(writer.all).title()} {dice.choice(writer.all).title()} {n}" for n in
                range(max(5, claims // 20))}  # fmt: skip
    topics = [f"t{number}" for number in range(max(3, claims // 50))]
    names = list(entities.values())
    texts = {f"s{number:05}": writer.article(names, words) for number in range(sources)}
    ids = [f"c{number:06}" for number in range(claims)]
    stances = ["supports"] * 6 + ["refutes", "qualifies", "mentions"]
    made = []
    for id in ids:
        chosen = dice.sample(list(texts), min(quotes, len(texts)))
        related = dice.choice(ids)
        made.append(
            Claim(
                id,
                writer.sentence(12)[:-1],
                f"{writer.sentence()} *{writer.sentence(4)}* See [another claim](claim:{related}) and "
                f"[a source](source:{chosen[0]}). {writer.sentence()}",
                dice.choice(topics),
                tuple(dict.fromkeys(dice.choices(list(entities), k=2))),
                related,
                tuple(Quote(source, writer.quote(texts[source]), dice.choice(stances)) for source in chosen),
            )
        )
    return Content(texts, topics, entities, made)


def write_project(root: Path, what: Content) -> None:
    """The project that verbatim builds."""
    (root / "seeds").mkdir(parents=True)
    lines = ["site:", "  title: A benchmark", "  description: As many claims as you like.",
             "  base_url: https://example.org/facts/", "sources:"]  # fmt: skip
    for number, (id, paragraphs) in enumerate(what.sources.items()):
        text = "\n\n".join(paragraphs)
        (root / f"seeds/{id}.md").write_text(f"---\ntitle: Source {number}\n---\n\n{text}\n", encoding="utf-8")
        date = f"20{number % 20 + 5:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        lines += [
            f"  {id}:",
            f"    file: seeds/{id}.md",
            f"    publisher: Publisher {number % 30}",
            f"    published: {date}",
        ]
    lines += ["topics:", *(f"  {topic}: {{name: Topic {topic}}}" for topic in what.topics)]
    lines += ["entities:", *(f"  {id}: {{name: {name}, kind: other}}" for id, name in what.entities.items())]
    several = len(what.claims) > IN_ONE_FILE
    if several:
        (root / "claims").mkdir()
        (root / "claims.yaml").write_text("\n".join(["include: [claims/*.yaml]", *lines]) + "\n", encoding="utf-8")
        lines = []
    for start in range(0, len(what.claims), IN_ONE_FILE):
        path = root / (f"claims/{start:06}.yaml" if several else "claims.yaml")
        said = [*lines, "claims:", *chain.from_iterable(map(_claim_lines, what.claims[start : start + IN_ONE_FILE]))]
        path.write_text("\n".join(said) + "\n", encoding="utf-8")


def _claim_lines(claim: Claim) -> Iterator[str]:
    """A claim's entry."""
    yield f"  {claim.id}:"
    yield f"    statement: {claim.statement}"
    yield f"    topics: [{claim.topic}]"
    yield f"    entities: [{', '.join(claim.entities)}]"
    yield "    explanation: |"
    yield f"      {claim.explanation}"
    yield "    evidence:"
    for quote in claim.quotes:
        yield f"    - source: {quote.source}"
        yield f"      quote: {quote.words}"
        yield f"      stance: {quote.stance}"


def find_claims_file(root: Path, words: str) -> Path:
    """The file of claims in which the words stand."""
    files = (root / "claims.yaml", *sorted((root / "claims").glob("*.yaml")))
    return next(file for file in files if words in file.read_text(encoding="utf-8"))


def one_claim_on_many_sources() -> Content:
    """One claim with a quote from each of a thousand sources."""
    return make_content(1, 1000, words=100, quotes=1000)


def one_source_with_many_passages() -> Content:
    """One article of five thousand sentences, each of them quoted by a claim."""
    writer = Writer()
    sentences = [f"Passage {number} says that {writer.sentence(8)[:-1].lower()}" for number in range(5000)]
    claims = [
        Claim(
            f"c{sentence:06}",
            f"Claim {sentence}",
            "Why.",
            "t0",
            ("e0",),
            f"c{sentence:06}",
            (Quote("s0", words, "supports"),),
        )
        for sentence, words in enumerate(sentences)
    ]
    return Content({"s0": [f"{sentence}." for sentence in sentences]}, ["t0"], {"e0": "Nobody"}, claims)


def one_large_article() -> Content:
    """Thirty claims on an article of five megabytes."""
    return make_content(30, 1, words=850_000, quotes=1)


def many_entities() -> Content:
    """Ten thousand entities, whose names stand in every article."""
    writer = Writer()
    entities = {f"e{number}": f"Person {number}" for number in range(10_000)}
    names = list(entities.values())
    texts = {f"s{number:05}": writer.article(names, 2000) for number in range(100)}
    claims = [
        Claim(
            f"c{text:06}",
            f"Claim {text}",
            "Why.",
            "t0",
            (f"e{text}",),
            f"c{text:06}",
            (Quote(source, writer.quote(texts[source]), "supports"),),
        )
        for text, source in enumerate(texts)
    ]
    return Content(texts, ["t0"], entities, claims)


CORNERS: Mapping[str, Callable[[], Content]] = {
    maker.__name__.replace("_", "-"): maker
    for maker in (one_claim_on_many_sources, one_source_with_many_passages, one_large_article, many_entities)
}
