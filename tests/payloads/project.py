"""A project with every payload in every place where a text may stand, as the schema has these places."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import check_project
from generator.reading.schema import CLAIM, ENTITY, FRONT_MATTER, SITE, SOURCE, TOPIC
from generator.reading.shapes import Lines, ListOf, Record, Shape, Text, Url

Key = str | int
At = tuple[Key, ...]
PLAIN = "Plain words."
TEXTS = (Text, Lines, Url)


def quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes, all but plain ASCII escaped; YAML has no lone surrogates."""
    parts = []
    for each in text.encode("utf-8", "ignore").decode():
        code = ord(each)
        if 32 <= code < 127:
            parts.append(f"\\{each}" if each in '"\\' else each)
        else:
            parts.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(parts)}"'


def filled(record: Record, text: str) -> dict[str, object]:
    """An entry with the text wherever the schema takes one, lists and records inside it included."""
    found: dict[str, object] = {}
    for each in record.fields:
        value = _value(each.shape, text)
        if value is not None:
            found[each.name] = value
    return found


def _value(shape: Shape, text: str) -> object:
    if isinstance(shape, TEXTS):
        return text
    if isinstance(shape, ListOf) and isinstance(shape.item, TEXTS):
        return [text, PLAIN]
    return filled(shape, text) if isinstance(shape, Record) else None


@dataclass
class Hostile:
    """The project as values; `lines` has, after it was written, where each scalar of claims.yaml stands."""

    root: Path
    values: dict[str, object] = field(default_factory=dict)
    dropped: int = 0

    def write(self) -> None:
        """claims.yaml is there with all that is not refused: what is, is left out, or plain where it is required."""
        for _ in range(6):
            places: dict[int, At] = {}
            lines = list(_lines(self.values, (), places, 0))
            (self.root / "claims.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
            errors = [each for each in check_project(self.root).diagnostics if each.severity == "error"]
            if not errors:
                return
            wrong = {places[each.location.line] for each in errors if each.location.path == "claims.yaml"}
            self.dropped += len(wrong)
            for at in sorted(wrong, key=lambda each: [str(one) for one in each], reverse=True):
                self._drop(at)
        raise AssertionError([str(each) for each in errors][:5])

    def _drop(self, at: At) -> None:
        *way, key = at
        holder: object = self.values
        for step in way:
            holder = holder[step]  # type: ignore[index]
        if isinstance(holder, list):
            holder[int(key)] = PLAIN
        elif isinstance(holder, dict) and key == "quote":
            holder |= {"quote": "Before the payload", "source": str(holder["source"]).replace("t", "m", 1)}
        elif isinstance(holder, dict) and key in {"statement", "name", "text", "title", "label", "file"}:
            holder[key] = PLAIN
        elif isinstance(holder, dict):
            del holder[key]


def _lines(value: object, at: At, places: dict[int, At], start: int) -> Iterator[str]:
    """The value as block YAML, a line a scalar; `places` learns the line of each."""
    number = start
    items: Iterable[tuple[Key, object]] = value.items() if isinstance(value, Mapping) else enumerate(value)  # type: ignore[arg-type]
    for key, each in items:
        head = f"{'  ' * len(at)}{'-' if isinstance(value, list) else f'{key}:'}"
        number += 1
        places[number] = (*at, key)
        if isinstance(each, (dict, list)):
            if not each:
                yield f"{head} {json.dumps(each)}"
                continue
            yield head
            inner = list(_lines(each, (*at, key), places, number))
            number += len(inner)
            yield from inner
        else:
            yield f"{head} {quoted(each) if isinstance(each, str) else json.dumps(each)}"


def hostile(root: Path, payloads: Iterable[str], site: str = PLAIN) -> Hostile:
    """The project at `root`, written. Each payload has a claim, a topic, an entity, and a source of each kind."""
    (root / "seeds").mkdir(parents=True)
    claims: dict[str, object] = {}
    sources: dict[str, object] = {}
    topics: dict[str, object] = {}
    entities: dict[str, object] = {}
    for number, payload in enumerate(payloads):
        written = payload.encode("utf-8", "replace").replace(b"\0", b"").decode()
        files = {
            f"t{number}": f"Before the payload.\n\n{written}\n\nAfter it.\n",
            f"m{number}": _markdown(payload, written),
            f"h{number}": _page(written),
        }
        for id, content in files.items():
            suffix = {"t": "txt", "m": "md", "h": "html"}[id[0]]
            (root / f"seeds/{id}.{suffix}").write_text(content, encoding="utf-8", newline="")
            sources[id] = {**filled(SOURCE, payload), "file": f"seeds/{id}.{suffix}"}
        topics[f"topic{number}"] = filled(TOPIC, payload)
        entities[f"entity{number}"] = {
            **filled(ENTITY, payload),
            "kind": "other",
            "aliases": [payload, f"Alias {number}"],
        }
        evidence = [
            {"source": id, "quote": words, "stance": stance, "speaker": payload, "note": payload, "value": 1}
            for id, words, stance in (
                (f"t{number}", written, "supports"),
                (f"m{number}", "Before the payload", "refutes"),
                (f"h{number}", "Before the payload", "mentions"),
            )
        ]
        claims[f"claim{number}"] = {
            **filled(CLAIM, payload),
            "quantity": {"value": 1, "unit": payload},
            "topics": [f"topic{number}"],
            "entities": [f"entity{number}"],
            "corrections": [{"date": "2001", "text": payload}],
            "evidence": evidence,
        }
    about = {**filled(SITE, site), "sources_dir": "seeds", "base_url": "https://example.org/facts/"}
    about["publisher"] = {"name": site}
    del about["contact"]
    made = Hostile(root, {"site": about, "sources": sources, "topics": topics, "entities": entities, "claims": claims})
    made.write()
    return made


def _page(written: str) -> str:
    return f"<title>{written}</title><p>Before the payload.</p>{written}<p title='{written}'>After it.</p>"


def _markdown(payload: str, written: str) -> str:
    """Front matter with the payload in each of its texts that takes it, and the payload as text."""
    known = {key: value for key, value in filled(FRONT_MATTER, payload).items() if key in {"title", "author"}}
    fine = len(payload) < 900 and not any(
        ord(each) < 32 or 0xD800 <= ord(each) < 0xE000 or ord(each) & 0xFFFE == 0xFFFE for each in payload
    )
    front = "\n".join(_lines(known if fine and "\ufdd0" not in payload else {"title": PLAIN}, (), {}, 0))
    return f"---\n{front}\n---\nBefore the payload.\n\n{written}\n\nAfter it.\n"
