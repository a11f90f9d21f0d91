"""One project in any layout of YAML: blocks and lines, quotation marks, comments, anchors, line ends."""

import json
import random
from collections.abc import Mapping
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
IDS = ("a", "us-troops", "2000", "no", "null", "b-1", "x" * 60, "on-off")
WORDS = (
    "Words", "A: b # c", "“Yes”, ‘no’", "it's", '"quoted"', "- dash", "* star", "two\nlines\n", "tab\there", "ends ",
    "long " * 30, "{braces}", "[brackets]", "é ü 東京", "#", "%", "&a", "!b", "",
)  # fmt: skip
FINGERPRINT = "-".join(("0" * 16,) * 5)


def make_data(rng: random.Random) -> dict[str, Any]:
    """A project with claims, topics, entities and a source, which name one another in every way there is."""
    claims, topic, entity, source = rng.sample(IDS, 3), rng.choice(IDS), rng.choice(IDS), rng.choice(IDS)

    def words() -> str:
        return rng.choice(WORDS)

    entries: dict[str, Any] = {}
    for number, id in enumerate(claims):
        other = claims[number - 1]
        links = f"See [it](claim:{other}) and [a](topic:{topic}), [b](entity:{entity}), [c].\n\n[c]: source:{source}\n"
        entry: dict[str, Any] = {"statement": f"Statement {number}. {words().strip()}"}
        entry["topics"], entry["entities"] = [topic], [entity]
        if rng.random() < 0.4:
            links = links.replace(", [c].\n\n[c]: ", " and [c](<").rstrip() + ">)"
        entry["explanation"] = links
        if rng.random() < 0.5:
            entry["related"] = [{"claim": other, "relation": "context"}]
        if rng.random() < 0.5:
            entry["claimed"] = [{"by": entity}, {"by": f"{entity} and others"}]
        if rng.random() < 0.5:
            entry["history"] = [{"date": "2026", "text": f"Changed. {words()}"}]
        if rng.random() < 0.3:
            entry["corrections"] = [{"date": "2026-01", "text": f"Of [it](claim:{id})."}, {"date": "2025", "text": "x"}]
        if rng.random() < 0.3:
            entry["formerly"] = ["old-one"] if number == 0 else []
        if rng.random() < 0.3:
            entry["reviewed"] = {"date": "2026", "fingerprint": FINGERPRINT}
        entry["evidence"] = [
            {"source": source, "quote": "some 37,000 troops", "stance": "supports", "note": f"N. {words()}"}
        ]
        entries[id] = shuffled(rng, entry)
    return shuffled(
        rng,
        {
            "site": {"title": "Small"},
            "topics": {topic: {"name": "T"}, "spare-topic": {"name": words() or "S"}},
            "entities": {entity: {"name": "E", "aliases": [entity]}},
            "sources": {
                source: {"file": "seeds/wire.txt", "publisher": "Wire", "sha256": "0" * 64},
                "second-source": {
                    "file": "seeds/second.txt",
                    "derived_from": source,
                    "independent_of": {source: "Both were there."},
                    "note": f"See [it](source:{source}) and [that](claim:{claims[0]}).",
                },
            },
            "claims": entries,
        },
    )


def shuffled(rng: random.Random, values: Mapping[str, Any]) -> dict[str, Any]:
    keys = list(values)
    rng.shuffle(keys)
    return {key: values[key] for key in keys}


def print_layout(rng: random.Random, data: Mapping[str, Any]) -> str:
    """The data as YAML in some layout; a reader of YAML reads the data from it."""
    for _ in range(20):
        text = "".join(f"{line}\n" for line in _Printer(rng).block(data, 0))
        text = rng.choice(("", "---\n", "# first\n")) + text + rng.choice(("", "...\n", "# last\n", "\n\n"))
        if rng.random() < 0.1:
            text = text.rstrip("\n")
        if read(text) == data:
            return rng.choice(("", "", "\ufeff")) + text.replace("\n", rng.choice(("\n", "\n", "\r\n")))
    return json.dumps(data, ensure_ascii=False) + "\n"


def read(text: str) -> Any:
    try:
        return yaml.load(text.removeprefix("\ufeff"), _LOADER)  # noqa: S506 - it makes nothing but text
    except yaml.YAMLError:
        return None


class _Printer:
    def __init__(self, rng: random.Random) -> None:
        self.rng, self.step = rng, rng.choice((1, 2, 2, 2, 4, 7))
        self.flowing, self.comments = rng.choice((0.0, 0.2, 0.6, 1.0)), rng.choice((0.0, 0.1))
        self.quoting = rng.choice((0.0, 0.3, 1.0))
        self.indentless = rng.random() < 0.4

    def block(self, value: Any, indent: int) -> list[str]:
        pad, lines = " " * indent, []
        for key, item in value.items() if isinstance(value, dict) else ((None, item) for item in value):
            if self.rng.random() < self.comments:
                lines.append(pad + self.rng.choice(("# a comment", "", "#", "# key: {value")))
            head = f"{pad}- " if key is None else f"{pad}{self.scalar(key, line=True)}: "
            in_lines = isinstance(item, (dict, list)) and item and self.rng.random() >= self.flowing
            tail = "  # so" if self.rng.random() < self.comments else ""
            if not in_lines:
                lines += self.inline(item, head, indent, tail)
            elif key is None:
                inner = self.block(item, indent + 2)
                if inner[0].strip().startswith("#") or not inner[0].strip():
                    lines += [f"{pad}-", *inner]
                else:
                    lines += [f"{pad}- {inner[0][indent + 2 :]}", *inner[1:]]
            else:
                step = 0 if isinstance(item, list) and self.indentless else self.step
                lines += [head.rstrip() + tail, *self.block(item, indent + step)]
        return lines

    def inline(self, item: Any, head: str, indent: int, tail: str) -> list[str]:
        if isinstance(item, str) and "\n" in item and self.rng.random() < 0.7 and item.strip():
            keep = "" if item.endswith("\n") else "-"
            return [
                f"{head}|{keep}",
                *(f"{' ' * (indent + self.step + 2)}{line}" if line else "" for line in item.splitlines()),
            ]
        return [head + self.flow(item) + tail]

    def flow(self, item: Any) -> str:
        if isinstance(item, dict):
            space = self.rng.choice(("", " "))
            return (
                "{"
                + space
                + ", ".join(f"{self.scalar(key)}: {self.flow(value)}" for key, value in item.items())
                + space
                + "}"
            )
        if isinstance(item, list):
            return "[" + ", ".join(map(self.flow, item)) + self.rng.choice(("", ",") if item else ("",)) + "]"
        return self.scalar(item)

    def scalar(self, text: str, *, line: bool = False) -> str:
        styles = [json.dumps(text, ensure_ascii=False)]
        if "\n" not in text and "\t" not in text:
            styles.append("'" + text.replace("'", "''") + "'")
        if self.rng.random() >= self.quoting:
            inside = line or read(f"[{text}, b]\n") == [text, "b"]
            if text and inside and read(f"a: {text}\n") == {"a": text} and read(f"{text}: b\n") == {text: "b"}:
                return text
        return self.rng.choice(styles)
