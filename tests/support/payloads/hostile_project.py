"""Projects made of attacks: by the declaration of claims.yaml itself, so that a field of tomorrow is attacked too.

A tree is what a claims file says: mappings, lists, and at their ends what is typed. Each value that is typed stands on
a line of its own, so that a diagnostic names the value that it refuses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.build import check_project
from generator.diagnostics import Diagnostic
from generator.reading.accepted_shape import AcceptedShape
from generator.reading.desk_shapes import ClaimDateShape, FormerIdsShape
from generator.reading.schema import CLAIM, ENTITY, FRONT_MATTER, SITE, SOURCE, TOPIC
from generator.reading.shapes import (
    BooleanShape,
    ChoiceShape,
    DateShape,
    LinesShape,
    ListShape,
    NumberShape,
    OverridesShape,
    PatternShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
    UrlShape,
)
from tests.support.payloads.collection import Payload

# What ends whatever a payload has begun, so that the next one stands on its own.
CLOSER = (
    "`\"'>--></script></style></title></textarea></noscript></noembed></noframes></xmp></iframe></template></select>"
    "</svg></math></object></table></form></a></p></div>"
)


@dataclass
class Leaf:
    """A value as it is typed; where it is refused, `spare` is typed instead, and without one the key is left out."""

    text: str
    spare: str | None = None
    shape: Shape | None = None
    kinds: frozenset[str] = frozenset()  # the classes of the payloads in it
    plain: bool = False
    refused: list[Diagnostic] = field(default_factory=list)

    def typed(self) -> str | None:
        return self.spare if self.refused else self.text


Tree = dict[str, Any] | list[Any] | Leaf
Given = Mapping[str, Callable[[], Tree | None]]
Refusals = Mapping[tuple[Shape, str], Diagnostic]  # of a payload, by the type of a field and its text


@dataclass
class Filler:
    """Fills the fields of a record. What is text gets payloads; where all have no room, classes not yet seen go first.

    `given` says what else stands in a field, by `record.field`; None leaves the field out. `refused` are the payloads
    that a field of that type does not take, alone.
    """

    given: Given
    refused: Refusals
    seen: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def record(self, record: RecordShape, texts: Sequence[Payload]) -> dict[str, Tree]:
        filled = {}
        for part in record.fields:
            place = f"{record.name}.{part.name}"
            value = self.given[place]() if place in self.given else self.value(part.shape, place, texts)
            if value or (part.required and place not in self.given):
                filled[part.name] = value or Leaf("Refused.")
        return filled

    def value(self, shape: Shape, place: str, texts: Sequence[Payload]) -> Tree | None:
        if isinstance(shape, TextShape | LinesShape):
            texts = [text for text in texts if (shape, text.text) not in self.refused]
            return self._joined(shape, place, texts) if texts else None
        if isinstance(shape, ListShape):
            items = (self.value(shape.item, place, [text]) for text in texts)
            return [item for item in items if item is not None]
        if isinstance(shape, RecordShape):
            return self.record(shape, texts)
        if isinstance(shape, AcceptedShape):
            reason = self.value(shape.reason, place, texts)
            return {"quote-short": reason} if reason is not None else None
        if isinstance(shape, ChoiceShape):
            return Leaf(shape.options[0])
        if isinstance(shape, DateShape | ClaimDateShape):
            return Leaf("2000-10-24")
        if isinstance(shape, NumberShape | BooleanShape):
            return Leaf("true" if isinstance(shape, BooleanShape) else "37000", plain=True)
        assert isinstance(shape, PatternShape | ReferenceShape | FormerIdsShape), (
            f"{place}: a shape that nobody attacks yet"
        )
        return None

    def _joined(self, shape: TextShape | LinesShape, place: str, texts: Sequence[Payload]) -> Leaf:
        """As many of the texts as there is room for, in their order."""
        between = "\n\n" if isinstance(shape, LinesShape) else " "
        chosen: list[Payload] = []
        for text in sorted(texts, key=lambda payload: self.seen[place][payload.kind]):
            if len(between.join(one.text for one in (*chosen, text))) <= shape.most:
                chosen.append(text)
                self.seen[place][text.kind] += 1
        chosen.sort(key=texts.index)
        kinds = frozenset(payload.kind for payload in chosen)
        return Leaf(between.join(payload.text for payload in chosen), "Refused.", kinds=kinds)


def attack_every_value(texts: Sequence[Payload]) -> dict[str, Tree]:
    """A claims file with each payload, alone, at every value of every record: most are no date, no id, no number."""

    def attacked(shape: Shape, text: Payload) -> Tree:
        if isinstance(shape, ListShape):
            return [attacked(shape.item, text)]
        if isinstance(shape, RecordShape):
            return {part.name: attacked(part.shape, text) for part in shape.fields}
        return Leaf(text.text, shape=shape, kinds=frozenset((text.kind,)))

    def every(record: RecordShape) -> dict[str, Tree]:
        return {f"x{number}": attacked(record, text) for number, text in enumerate(texts)}

    ratings = [attacked(_item(SITE, "ratings"), payload) for payload in texts]
    tree: dict[str, Tree] = {"site": {"title": Leaf("Title"), "ratings": ratings}}
    return tree | {
        "sources": every(SOURCE), "topics": every(TOPIC), "entities": every(ENTITY), "claims": every(CLAIM),
    }  # fmt: skip


@dataclass
class Project:
    """Trees to write, by path, and files that are written as they are."""

    trees: dict[str, dict[str, Tree]]
    files: dict[str, str]

    def write(self, root: Path) -> Mapping[tuple[str, int], Leaf]:
        """Writes all files; gives the value at each place, path and line."""
        places = {}
        for path, tree in self.trees.items():
            front = path != "claims.yaml"
            lines, leaves = to_yaml(tree)
            text = "\n".join(("---", *lines, "---", self.files[path]) if front else lines) + "\n"
            _put(root / path, text)
            places.update({(path, line + front): leaf for line, leaf in leaves.items()})
        for path, text in self.files.items():
            if path not in self.trees:
                _put(root / path, text)
        return places

    def settled(self, root: Path) -> Sequence[Diagnostic]:
        """Writes the project until nothing of it is refused; gives all that was, each at a value that was typed."""
        refused: list[Diagnostic] = []
        for _ in range(5):
            places = self.write(root)
            errors = [diagnostic for diagnostic in check_project(root).diagnostics if diagnostic.severity == "error"]
            if not errors:
                return refused
            for error in errors:
                leaf = places.get((error.location.path, error.location.line))
                assert leaf, f"no value stands where this is refused: {error}"
                leaf.refused.append(error)
            refused += errors
        raise AssertionError(f"refused again and again: {errors}")


def to_yaml(tree: Tree) -> tuple[list[str], Mapping[int, Leaf]]:
    """The tree as YAML in JSON's brackets, and the value on each line that has one, counted from 1."""
    lines: list[str] = []
    leaves: dict[int, Leaf] = {}

    def write(leaf: Tree, key: str) -> None:
        if isinstance(leaf, Leaf):
            text = leaf.typed()
            if text is not None:
                lines.append(f"{key}{text if leaf.plain else double_quote(text)},")
                leaves[len(lines)] = leaf
            return
        lines.append(f"{key}{'{' if isinstance(leaf, dict) else '['}")
        for name, one in leaf.items() if isinstance(leaf, dict) else (("", one) for one in leaf):
            write(one, f"{double_quote(name)}: " if name else "")
        lines.append("}," if isinstance(leaf, dict) else "],")

    write(tree, "")
    lines[-1] = lines[-1].rstrip(",")
    return lines, leaves


def double_quote(text: str) -> str:
    """The text in YAML's double quotation marks, with an escape for all but ASCII's signs."""
    return '"' + re.sub(r"[^ !#-\[\]-~]", lambda character: f"\\U{ord(character[0]):08X}", text) + '"'


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


# -- what is published --------------------------------------------------------------------------------------------


def split_into_handfuls(texts: Sequence[Payload], size: int) -> Iterator[Sequence[Payload]]:
    """Payloads by the handful, each handful of many classes."""
    number = -(-len(texts) // size)
    return (texts[start::number] for start in range(number))


def make_hostile_project(texts: Sequence[Payload], refused: Refusals, size: int) -> Project:
    """A project with every payload as an item, a quote, a Markdown text and a part of an article of each kind.

    Those with a NUL are left out, since no article holds one. `refused` is what each type of field says of them,
    alone. Fields without room for a handful have some of it.
    """
    typable = [text for text in texts if (TextShape(), text.text) not in refused]
    trees: dict[str, dict[str, Tree]] = {}
    files: dict[str, str] = {}
    mappings: dict[str, dict[str, Tree]] = {"sources": {}, "topics": {}, "entities": {}, "claims": {}}
    here: dict[str, Any] = {}
    waiting = [text.text for text in texts if (UrlShape(), text.text) not in refused]

    def address() -> Tree:
        waiting.append(waiting.pop(0))
        return Leaf(waiting[-1])

    def evidence() -> Tree:
        name, number = here["name"], here["number"]
        given = {"source": Leaf(f"text-{name}"), "stance": Leaf(("supports", "refutes", "qualifies")[number % 3])}
        listed: list[Tree] = []
        for payload in here["texts"]:
            index = len(listed)
            filled = filler.record(_item(CLAIM, "evidence"), [payload])
            mark = f"q{number}x{index}"
            quote = Leaf(f"{mark} {payload.text} z{number}x{index}", mark, kinds=frozenset((payload.kind,)))
            listed.append(filled | given | {"quote": quote})
        opening = {**given, "quote": Leaf(f"Opening words of {name}")}
        return [*listed, *({**opening, "source": Leaf(f"{kind}-{name}")} for kind in ("markdown", "page"))]

    def ruling() -> Tree:
        """The desk counts each source apart from another of its claim, for reasons that are attacks."""
        reason = filler.value(OverridesShape().reason, "a source.independent_of", here["texts"])
        other = "page" if here["file"].endswith(".md") else "markdown"
        return {f"{other}-{here['name']}": reason or Leaf("Refused.")}

    def stretches() -> Tree:
        """Of a text the article begins with an attack, of the others all attacks are folded away beside it."""
        number, name = here["number"], here["name"]
        if not here["file"].endswith(".txt"):
            return [{"from": Leaf("words"), "to": Leaf(f"of {name}")}]
        first, *_ = here["texts"]
        mark = f"q{number}x0"
        begin = Leaf(f"{mark} {first.text} z{number}x0", mark, kinds=frozenset((first.kind,)))
        return [{"from": begin, "to": Leaf("end.")}]

    given: Given = {
        "a source.file": lambda: Leaf(here["file"]),
        "a source.display": lambda: Leaf("excerpts" if here["number"] % 3 == 2 else "full"),
        "a source.original": lambda: None,
        "a source.withheld": lambda: None,
        "a claim.draft": lambda: None,  # of a draft, and of a claim that is withdrawn, nothing or little is published
        "a claim.withdrawn": lambda: None,
        "a review.objection": lambda: None,
        "site.clean_urls": lambda: None,
        "a source.article": stretches,
        "front matter.article": stretches,
        "a source.independent_of": ruling,
        "front matter.independent_of": ruling,
        "a review.fingerprint": lambda: Leaf("0000000000000000-0000000000000000-0000000000000000"),
        "front matter.display": lambda: Leaf("full"),
        "a claim.topics": lambda: [Leaf(here["name"])],
        "a claim.entities": lambda: [Leaf(here["name"])],
        "a claim.verdict": lambda: Leaf(f"rating-{here['number'] % len(typable)}"),
        "a claim.evidence": evidence,
        "a relation.claim": lambda: Leaf("c1" if here["number"] == 0 else "c0"),
        "a piece of evidence.source": lambda: None,
        "a piece of evidence.quote": lambda: None,
        "a piece of evidence.prefix": lambda: None,  # beside a quote stands what the article has there
        "a piece of evidence.suffix": lambda: None,
        "a rating.id": lambda: None,
        "a rating.off_scale": lambda: None,  # it would have no value
        "site.base_url": lambda: Leaf("https://facts.example/sub/"),
        "site.sources_dir": lambda: None,
        "site.contact": lambda: Leaf("desk@a.example"),
        "a licence.url": lambda: Leaf("https://a.example/'onclick='__trap(1)"),
        "who claims it.url": lambda: Leaf("https://a.example/'onclick='__trap(1)"),
        **{f"{name}.{key}": address for name in ("a source", "front matter") for key in ("url", "archive_url")},
        "a publisher.url": address,
    }
    filler = Filler(given, refused)
    for number, handful in enumerate(split_into_handfuls([text for text in texts if "\0" not in text.text], size)):
        name = f"c{number}"
        typed = [payload for payload in handful if payload in typable]
        here = {"name": name, "number": number, "texts": typed, "file": ""}
        for kind, ending, body in (("text", "txt", _text), ("markdown", "md", _markdown), ("page", "html", _page)):
            path = f"seeds/{kind}-{name}.{ending}"
            here["file"] = path
            files[path] = body(name, number, handful, typed)
            if kind == "markdown":
                trees[path] = filler.record(FRONT_MATTER, typed)
            else:
                source = filler.record(SOURCE, typed)
                if kind == "page":
                    del source["title"]  # the page has one
                mappings["sources"][f"{kind}-{name}"] = source
        mappings["topics"][name] = filler.record(TOPIC, typed)
        mappings["entities"][name] = filler.record(ENTITY, typed)
        mappings["claims"][name] = filler.record(CLAIM, typed)
    site = filler.record(SITE, typable[::7])
    ratings = [filler.record(_item(SITE, "ratings"), [payload]) for payload in typable]
    site["ratings"] = [{**rating, "id": Leaf(f"rating-{number}")} for number, rating in enumerate(ratings)]
    trees["claims.yaml"] = {"site": site, **mappings}
    return Project(trees, files)


def make_hostile_site(texts: Sequence[Payload], refused: Refusals) -> Project:
    """A small project with the payloads in the fields of `site`, and files without an entry that are named by them."""
    given: Given = {
        "site.base_url": lambda: None,
        "site.sources_dir": lambda: None,
        "site.ratings": lambda: None,
        "site.contact": lambda: Leaf("https://a.example/'onclick='__trap(1)"),
        "a publisher.url": lambda: Leaf("https://a.example/'onclick='__trap(1)"),
        "a licence.url": lambda: Leaf("https://a.example/'onclick='__trap(1)"),
    }
    names = {re.sub(r"[/\0-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]", "", text.text)[:60] for text in texts}
    files = {f"seeds/n{number} {name}.txt": "Some words.\n" for number, name in enumerate(sorted(names))}
    claim: Tree = {"statement": Leaf("A claim.")}
    return Project(
        {"claims.yaml": {"site": Filler(given, refused).record(SITE, texts), "claims": {"c0": claim}}}, files
    )


def _item(record: RecordShape, name: str) -> RecordShape:
    shape = next(part.shape for part in record.fields if part.name == name)
    assert isinstance(shape, ListShape) and isinstance(shape.item, RecordShape)
    return shape.item


def _text(name: str, number: int, handful: Sequence[Payload], typed: Sequence[Payload]) -> str:
    quoted = (f"q{number}x{index} {payload.text} z{number}x{index} end." for index, payload in enumerate(typed))
    others = (payload.text for payload in handful if payload not in typed)
    return "\n\n".join((f"Opening words of {name}.", *quoted, *others)) + "\n"


def _markdown(name: str, _: int, handful: Sequence[Payload], __: Sequence[Payload]) -> str:
    return "\n\n".join((f"Opening words of {name}.", *(f"{payload.text}\n\n{CLOSER}" for payload in handful))) + "\n"


def _page(name: str, _: int, handful: Sequence[Payload], typed: Sequence[Payload]) -> str:
    body = "\n".join(f"<div>{payload.text}{CLOSER}</div>" for payload in handful)
    return (
        f"<!doctype html><html><head><title>Page {name} {typed[0].text}</title></head><body>"
        f"<article><p>Opening words of {name}.</p>\n{body}</article></body></html>\n"
    )
