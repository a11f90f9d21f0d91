"""Whatever is edited, the site in place is then the site made from nothing, byte for byte.

A build keeps results of the last one under keys that are written by hand, and pages by what they read. A key that
forgets a part leaves a stale result, and no other test looks for that. So every key that the schema has is edited here,
one at a time: a new key is edited by its form, or the test fails and says what it needs.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from operator import getitem
from pathlib import Path
from typing import Any

import pytest

from generator.build import build_project
from generator.cache.build_cache import unchanged_build
from generator.reading.schema import FRONT_MATTER, INCLUDED, PROJECT, json_schema

Files = dict[str, Any]  # by path: a text; a mapping, to be YAML; front matter and a text
Steps = tuple[str | int, ...]  # the way from the files to one value in them
Edit = Callable[[Files], None]
Form = Mapping[str, Any]  # what the JSON Schema says of a key

SETTLED = 0.03  # seconds after which a change can be told from the one before it

# -- a project that has every key, and sources that copy, credit, name and speak of one another ---------------------

COPIED = (
    "The ferry struck a sandbank off the harbour shortly after the evening tide turned, and the crew lowered two "
    "lifeboats while the passengers waited quietly on the upper deck for the pilot vessel to arrive from the mole. "
)
MILL = (
    "Workers discovered the cracked turbine beneath the abandoned mill during a routine inspection, and engineers "
    "recommended replacing every damaged bearing before winter because frozen gravel threatened the remaining sluices."
)
FLOOD = (
    "Residents carried sandbags through flooded streets while neighbouring farmers brought tractors, pumps and "
    "blankets, and volunteers cooked soup for exhausted firefighters inside the crowded gymnasium until morning."
)
COPIES = ("copy-a", "copy-b", "copy-c", "copy-d", "copy-e")  # so many that not every pair has a page of its own
FIRST = (
    "The river rose at dawn. Later the river rose again. Mayor Holm spoke of 37,000 visitors at the harbour. "
    "The bridge was shut for hours. (Reuters)\n"
)
PLAIN = "The *bridge* was shut for hours, everybody said. Mayor Holm opened it.\n"
REVIEWED = "b9c0d846185ee2f2-0390578ea2872cf3-da126598ea0d0f7b-27042f4e6eca7d0b-348a9710d29090dd"
OTHER_PLAIN = PLAIN.replace("hours", "days")
KEPT = "<p>The bridge was shut for hours, everybody said.</p>\n"
TAPE = "ID3 a recording\n"
ACCEPT = {"quote-short": "No more is legible."}
ABOUT: Mapping[str, Any] = {
    "title": "A plain note",
    "publisher": "The Courier",
    "author": ["A. Writer", "B. Writer"],
    "published": "2001-02-03",
    "url": "https://archive.example/note",
    "archive_url": "https://archive.example/copy",
    "accessed": "2002-03",
    "language": "fr",
    "derived_from": "fifth",
    "independent_of": {"second": "It was written before."},
    "display": "excerpts",
    "note": "Found in a *box*.",
    "accept": ACCEPT,
}
INFERRED = {
    key: f"The desk asked for the {key}."
    for key in (
        "title",
        "publisher",
        "author",
        "published",
        "url",
        "archive_url",
        "accessed",
        "language",
        "derived_from",
    )
}
SUPPORTS = {"stance": "supports"}
BASE: Mapping[str, Any] = {
    "claims.yaml": {
        "site": {
            "title": "Ferry",
            "description": "What is said of a ferry",
            "base_url": "https://example.org/",
            "language": "en",
            "publisher": {"name": "The desk", "url": "https://desk.example/"},
            "about": "Made by *hand*.",
            "sources_dir": "seeds",
            "contact": "https://desk.example/errors",
            "license": {"name": "CC BY 4.0", "url": "https://license.example/by"},
            "clean_urls": True,
            "funding": "Paid by readers.",
            "corrections_policy": "Corrected at once.",
            "id": "ferry",
            "featured": ["river", "visitors"],
            "accept": ACCEPT,
            "search": "own",
            "ratings": [
                {"id": "so-so", "label": "So-so", "value": 3, "description": "Half of it holds.", "sign": "partly"},
                {"id": "right", "label": "Right", "value": 5},
                {"id": "wrong", "label": "Wrong", "value": 1},
                {"id": "satire", "label": "Satire", "off_scale": True},
            ],
        },
        "include": ["more/banks.yaml", "more/spare.yaml"],
        "sources": {
            "note": {"file": "seeds/note.txt"},
            "first": {"file": "seeds/first.txt", "title": "One", "publisher": "The Ledger"},
            "plain": {
                "file": "seeds/plain.txt",
                **ABOUT,
                "sha256": sha256(PLAIN.encode()).hexdigest(),
                "article": [{"from": "was shut", "to": "everybody said"}],
                "inferred": INFERRED,
                "original": {
                    "file": "kept/plain.html",
                    "sha256": sha256(KEPT.encode()).hexdigest(),
                    "transcribed": "typed by hand",
                },
            },
            "letter": {"file": "seeds/letter.md"},
            "slip": {"file": "seeds/slip.md"},
            "card": {"file": "seeds/card.md"},
            "second": {"file": "seeds/second.txt", "title": "Two", "publisher": "The Courier"},
            "third": {"file": "seeds/third.txt", "title": "Three", "publisher": "The Evening"},
            "fourth": {"file": "seeds/fourth.txt", "title": "Four", "publisher": "The Wire"},
            "fifth": {
                "file": "seeds/fifth.txt",
                "title": "Five",
                "publisher": "The Five",
                "original": {"file": "kept/fifth.mp3", "sha256": sha256(TAPE.encode()).hexdigest(), "publish": True},
            },
            "origin": {"file": "seeds/origin.txt", "title": "Origin", "publisher": "The Origin"},
            **{copy: {"file": f"seeds/{copy}.txt"} for copy in COPIES},
            "left": {"file": "seeds/left.txt", "title": "Left", "publisher": "The Left"},
            "right": {"file": "seeds/right.txt", "title": "Right", "publisher": "The Right"},
            "page": {"file": "seeds/page.html", "title": "A page"},
            "last": {"file": "seeds/last.txt", "title": "Last", "publisher": "The Right"},
            "taken": {
                "file": "seeds/taken.txt",
                "title": "Taken down",
                "display": "withheld",
                "withheld": {"date": "2006-01-02", "reason": "Its writer asked."},
                "formerly": ["once", "twice"],
            },
        },
        "topics": {
            "harbour": {
                "name": "Harbour",
                "description": "All that *floats*.",
                "accept": ACCEPT,
                "formerly": ["port", "quay"],
            },
            "bridge": {"name": "Bridge"},
            "spare": {"name": "Spare"},
        },
        "entities": {
            "holm": {
                "name": "Eva Holm",
                "kind": "person",
                "aliases": ["the burgomaster", "Mayor Holm"],
                "description": "She *governs*.",
                "accept": ACCEPT,
                "formerly": ["eva", "mayor"],
            },
            "agency": {"name": "Reuters", "kind": "organization"},
            "spare": {"name": "Firefighters", "kind": "other"},
        },
        "claims": {
            "river": {
                "statement": "The river rose.",
                "headline": "A river in flood",
                "accept": ACCEPT,
                "topics": ["harbour", "bridge"],
                "entities": ["holm", "agency"],
                "quantity": {"value": 37000, "unit": "visitors", "approximate": False},
                "keywords": ["flood", "high water"],
                "claimed": [
                    {"by": "holm", "date": "2001-03", "where": "in the council", "url": "https://said.example/"},
                    {"by": "A. Speaker"},
                ],
                "date": "2001-02",
                "verdict": "right",
                "explanation": "It *rose*.",
                "checked": "2003-04-05",
                "checked_by": "A. Reader",
                "reviewed": {"date": "2004-05-06", "by": "B. Reader", "fingerprint": REVIEWED},
                "related": [
                    {"claim": "ferry", "relation": "context"},
                    {"claim": "visitors", "relation": "refines"},
                ],
                "formerly": ["stream", "water"],
                "history": [
                    {"date": "2005-06", "text": "It *rose* less."},
                    {"date": "2006", "text": "It rose more."},
                ],
                "corrections": [
                    {"date": "2005-06-07", "text": "It *rose* once."},
                    {"date": "2006-07-08", "text": "It rose twice."},
                ],
                "evidence": [
                    {
                        "source": "first",
                        "quote": "river rose",
                        "stance": "supports",
                        "speaker": "Eva Holm",
                        "value": 36999,
                        "note": "At the *gauge*.",
                        "modality": "said",
                        "suffix": "at dawn",
                    },
                    {"source": "first", "quote": "river rose", **SUPPORTS, "prefix": "Later the"},
                    {"source": "fourth", "quote": "the ferry was late", **SUPPORTS, "speaker": "Mayor Holm"},
                ],
            },
            "ferry": {
                "statement": "The ferry struck a sandbank.",
                "evidence": [
                    {"source": "second", "quote": "The ferry struck a sandbank off the harbour", **SUPPORTS},
                    {"source": "third", "quote": "the crew lowered two lifeboats", **SUPPORTS},
                ],
            },
            "visitors": {
                "statement": "The harbour had visitors.",
                "entities": ["holm"],
                "quantity": {"value": 37000},
                "evidence": [{"source": "first", "quote": "37,000 visitors", **SUPPORTS}],
            },
            "bridge": {
                "statement": "The bridge was shut.",
                "evidence": [
                    {"source": "first", "quote": "The bridge was shut", **SUPPORTS},
                    {"source": "second", "quote": "Nobody was hurt", **SUPPORTS},
                    {"source": "last", "quote": "Nothing else was heard", **SUPPORTS},
                ],
            },
            "gone": {
                "statement": "The mole was dry.",
                "withdrawn": {"date": "2007-08", "reason": "It was *wet*.", "see": "ferry"},
            },
            "quiet": {
                "statement": "Nobody spoke of it.",
                "evidence": [{"source": "taken", "quote": "not a word was spoken", **SUPPORTS}],
            },
            "office": {
                "draft": False,
                "statement": "Der Hafen und die Stadt waren voll.",
                "evidence": [
                    {"source": "second", "quote": "Nobody was hurt", **SUPPORTS},
                    {"source": "fourth", "quote": "the ferry was late", **SUPPORTS},
                ],
            },
        },
    },
    "more/banks.yaml": {
        "claims": {
            "banks": {
                "statement": "The banks were in danger.",
                "evidence": [
                    {"source": "left", "quote": "the cracked turbine beneath the abandoned mill", **SUPPORTS},
                    {"source": "right", "quote": "sandbags through flooded streets", **SUPPORTS},
                ],
            },
        },
    },
    "more/spare.yaml": {"topics": {"further": {"name": "Further"}}},
    "seeds/note.txt": "No, no.\n",
    "seeds/first.txt": FIRST,
    "seeds/plain.txt": PLAIN,
    "seeds/letter.md": [
        {**ABOUT, "inferred": INFERRED, "article": [{"from": "A letter on", "to": "visitors"}]},
        "A letter on the harbour's visitors and their ferry.\n",
    ],
    "seeds/slip.md": [{"title": "A slip", "publisher": "The Slip"}, "A slip of paper on the mill.\n"],
    "seeds/card.md": [{"title": "A card", "derived_from": "note"}, "A card, and nothing on it.\n"],
    "seeds/second.txt": COPIED + "Nobody was hurt, the harbour office says. (Reuters)\n",
    "seeds/third.txt": COPIED + "The line will run again tomorrow, its owners promise.\n",
    "seeds/fourth.txt": (
        "LINDENAU (Nordpost) - The harbour had 37,000 visitors, and the ferry was late. Der Hafen und die Stadt "
        "waren voll von Besuchern. Eva Holm welcomed the visitors of the harbour.\n"
    ),
    "seeds/fifth.txt": (
        "Die Katze und der Hund waren gestern Abend im Garten. The river rose at dawn, they heard. "
        "Mayor Holm counted the visitors of the harbour.\n"
    ),
    "seeds/origin.txt": f"{MILL}\n\n{FLOOD}\n",
    **{f"seeds/{copy}.txt": COPIED for copy in COPIES},
    "seeds/copy-e.txt": f"{COPIED}\n\n{MILL}\n\n{FLOOD}\n",
    "seeds/left.txt": f"{MILL}\n\nThe left bank stays closed.\n",
    "seeds/right.txt": f"{FLOOD}\n\nThe right bank opens on Friday.\n",
    "seeds/last.txt": "Nothing else was heard of it. (dpa)\n",
    "seeds/taken.txt": "In the office not a word was spoken.\n",
    "seeds/page.html": '<p>The sluice was open all night.</p><div class="sidebar">Eva Holm is much read.</div>',
    "kept/plain.html": KEPT,
    "kept/fifth.mp3": TAPE,
    "templates/static/css/own.css": ":root { --link: #7a1f3d; }\n",
    "templates/static/js/own.js": "void 0;\n",
    "templates/static/own.txt": "A file of the project's own.\n",
    "templates/pages/404.html": '{% include "own.html" %}\n',
    "templates/own.html": "<p>Nowhere.</p>\n",
}


def lay(root: Path, files: Mapping[str, Any]) -> None:
    """Only the files stand in the project, and those that are as they were are not touched."""
    wanted = {root / path: _printed(content) for path, content in files.items()}
    for path in root.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _printed(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        front_matter, text = content
        return f"---\n{_printed(front_matter)}---\n{text}"
    return "".join(f"{key}:{_entries(value) if key == 'claims' else _flow(value)}\n" for key, value in content.items())


def _entries(claims: Mapping[str, Any]) -> str:
    """Each claim begins a line, as it has to in order to be read by itself."""
    return "".join(f"\n  {id}:{_flow(claim)}" for id, claim in claims.items())


def _flow(value: Any) -> str:
    return f" {json.dumps(value, ensure_ascii=False)}"


# -- an edit for every key of the schema ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the schema, `*` in its name for any id and any place in a list; `steps` lead to one in the project."""

    name: str
    form: Form
    optional: bool
    steps: Steps | None


def keys_of(form: Form, places: Sequence[Steps], name: str) -> Iterator[Key]:
    """Every key below a form that has values at these places."""
    for key, inner in form.get("properties", {}).items():
        found = [(*steps, key) for steps in places if key in at(BASE, steps)]
        optional = key not in form.get("required", ())
        yield Key(f"{name}{key}", inner, optional, found[0] if found else None)
        yield from keys_of(inner, found, f"{name}{key}.")
    for inner in (*form.get("patternProperties", {}).values(), *([form["items"]] if "items" in form else ())):
        found = [(*steps, step) for steps in places for step in steps_in(at(BASE, steps))]
        yield from keys_of(inner, found, f"{name}*.")


def at(files: Mapping[str, Any], steps: Steps) -> Any:
    return reduce(getitem, steps, files)  # type: ignore[arg-type]


def steps_in(value: Any) -> Iterable[str | int]:
    return value if isinstance(value, Mapping) else range(len(value))


KEYS = (
    *keys_of(json_schema(PROJECT), [(path,) for path in BASE if path.endswith(".yaml")], ""),
    *keys_of(json_schema(FRONT_MATTER), [("seeds/letter.md", 0)], "front matter: "),
)


def put(value: Any, *steps: str | int) -> Edit:
    """Another value in the place of the one there, or a first one."""

    def edit(files: Files) -> None:
        at(files, steps[:-1])[steps[-1]] = value

    return edit


def without(*steps: str | int) -> Edit:
    def edit(files: Files) -> None:
        del at(files, steps[:-1])[steps[-1]]

    return edit


def say(path: str, old: str, new: str) -> Edit:
    """Other words in a text, or in what else stands there."""

    def edit(files: Files) -> None:
        told = json.dumps(files[path], ensure_ascii=False)
        assert old in told
        files[path] = json.loads(told.replace(old, new))

    return edit


def rename(old: str, new: str) -> Edit:
    """Files whose paths begin otherwise, and so all that name them."""

    def edit(files: Files) -> None:
        renamed = json.loads(json.dumps(files).replace(old, new))
        files.clear()
        files.update(renamed)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(files: Files) -> None:
        for one in edits:
            one(files)

    return edit


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


SOURCES, CLAIMS = ("claims.yaml", "sources"), ("claims.yaml", "claims")
ENTITIES = ("claims.yaml", "entities")
RATINGS = ("claims.yaml", "site", "ratings")
RIVER = (*CLAIMS, "river")
LETTER = ("seeds/letter.md", 0)

# What no form tells: words of a source, the id of a thing that there is, a file that has to be there.
BY_HAND: Mapping[str, Edit] = {
    "site.language": put("de", "claims.yaml", "site", "language"),
    "site.sources_dir": both(rename("seeds/", "articles/"), put("articles", "claims.yaml", "site", "sources_dir")),
    "site.ratings.*.off_scale": put({"id": "satire", "label": "Satire", "value": 2}, *RATINGS, 3),
    "site.ratings.*.id": put("middling", "claims.yaml", "site", "ratings", 0, "id"),
    "sources.*.file": rename("seeds/plain.txt", "seeds/plain.md"),
    "sources.*.language": put("it", *SOURCES, "plain", "language"),
    "sources.*.sha256": both(
        put(OTHER_PLAIN, "seeds/plain.txt"), put(hash_of(OTHER_PLAIN), *SOURCES, "plain", "sha256")
    ),
    "sources.*.derived_from": put("last", *SOURCES, "plain", "derived_from"),
    "sources.*.article.*.from": put("for", *SOURCES, "plain", "article", 0, "from"),
    "sources.*.article.*.to": put("Mayor Holm", *SOURCES, "plain", "article", 0, "to"),
    "sources.*.original.file": rename("kept/plain.html", "kept/bridge.html"),
    "sources.*.original.sha256": both(
        put(FIRST, "kept/plain.html"), put(hash_of(FIRST), *SOURCES, "plain", "original", "sha256")
    ),
    "sources.*.original.transcribed": put("recognised", *SOURCES, "plain", "original", "transcribed"),
    "sources.*.withheld": both(without(*SOURCES, "taken", "withheld"), put("full", *SOURCES, "taken", "display")),
    "claims.*.withdrawn.see": put("bridge", *CLAIMS, "gone", "withdrawn", "see"),
    "sources.*.original.publish": put(False, *SOURCES, "fifth", "original", "publish"),
    "claims.*.verdict": put("wrong", *RIVER, "verdict"),
    "claims.*.reviewed.fingerprint": put("-".join(["0" * 16] * 3), *RIVER, "reviewed", "fingerprint"),
    "claims.*.reviewed.objection": put("Not so.", *RIVER, "reviewed", "objection"),
    "claims.*.related.*.claim": put("office", *RIVER, "related", 0, "claim"),
    "claims.*.evidence.*.source": put("fifth", *RIVER, "evidence", 0, "source"),
    "claims.*.evidence.*.quote": put("The river rose", *RIVER, "evidence", 0, "quote"),
    "claims.*.evidence.*.prefix": put("The", *RIVER, "evidence", 1, "prefix"),
    "claims.*.evidence.*.suffix": put("again", *RIVER, "evidence", 0, "suffix"),
    "front matter: language": put("it", *LETTER, "language"),
    "front matter: article.*.from": put("on the", *LETTER, "article", 0, "from"),
    "front matter: article.*.to": put("their ferry", *LETTER, "article", 0, "to"),
    "front matter: derived_from": put("last", *LETTER, "derived_from"),
}
UNEDITED: Mapping[str, str] = {
    "site": "it has to be there; its own keys are edited",
    "front matter: sha256": "no file can hold its own hash",
}
UNSEEN: Mapping[str, str] = {"sources.*.original.file": "the site has the hash of an original, and not where it lies"}


def derived(key: Key) -> Edit | None:
    """The edit that the form of a key asks for; None where it takes a hand to find one."""
    if key.steps is None:
        return None
    value = at(BASE, key.steps)
    match key.form:
        case {"enum": options}:
            return put(next(option for option in options if option != value), *key.steps)
        case {"type": "number"}:
            return put(value + 1, *key.steps)
        case {"type": "boolean"}:
            return put(not value, *key.steps)
        case {"type": "array"} | {"anyOf": [_, {"type": "array"}]}:
            return put(value[:-1], *key.steps)
        case {"additionalProperties": {}}:  # words by the ids of others
            return put({id: f"{words} Indeed." for id, words in value.items()}, *key.steps)
        case {"type": "object" | ["object", "null"]}:
            return without(*key.steps) if "properties" in key.form else without(*key.steps, list(value)[-1])
        case {"pattern": pattern}:
            others = (f"{value}anew", "1999-12")
            return next((put(other, *key.steps) for other in others if re.search(pattern, other)), None)
        case {"type": "string"} | {"minLength": _}:
            return put(f"{value}anew", *key.steps)
    return None


KEY_EDITS = {key.name: BY_HAND.get(key.name) or derived(key) for key in KEYS if key.name not in UNEDITED}

# What hangs together although no key says so, and what stands in files.
FURTHER: Mapping[str, Edit] = {
    "an alias that speakers share": put(["the burgomaster"], *ENTITIES, "holm", "aliases"),
    "two entities exchange their ids": put(
        dict(zip(("agency", "holm", "spare"), at(BASE, ENTITIES).values(), strict=True)), *ENTITIES
    ),
    "an agency's further name": put(["Nordpost"], *ENTITIES, "agency", "aliases"),
    "an agency is none": put("place", *ENTITIES, "agency", "kind"),
    "a claim names nobody": put([], *CLAIMS, "visitors", "entities"),
    "a claim has another figure": put(41000, *CLAIMS, "visitors", "quantity", "value"),
    "a claim has no figure": without(*CLAIMS, "visitors", "quantity"),
    "a claim speaks of something else": put("Engineers saw the mill.", *CLAIMS, "office", "statement"),
    "an article of a quoted source ends earlier": put(
        [{"from": "The river rose", "to": "The bridge was shut"}], *SOURCES, "first", "article"
    ),
    "copied words are beside the article": put(
        [{"from": "The line will run", "to": "owners promise"}], *SOURCES, "third", "article"
    ),
    "a page is read with its sidebar": put([{"from": "The sluice", "to": "all night"}], *SOURCES, "page", "article"),
    "a source is quoted no more": without(*CLAIMS, "office", "evidence", 1),
    "a quote refutes": put("refutes", *CLAIMS, "ferry", "evidence", 1, "stance"),
    "another speaker": put("The burgomaster", *RIVER, "evidence", 2, "speaker"),
    "a claim more": put({"statement": "Nobody knows."}, *CLAIMS, "nobody"),
    "a claim has another id": rename('"office"', '"offices"'),
    "claims in another order": put(dict(reversed(at(BASE, CLAIMS).items())), *CLAIMS),
    "sources in another order": put(dict(reversed(at(BASE, SOURCES).items())), *SOURCES),
    "a source of another id": rename('"origin"', '"beginning"'),
    "a source is derived": put("second", *SOURCES, "third", "derived_from"),
    "two publishers are one": put("The Ledger", *SOURCES, "fourth", "publisher"),
    "two sources are apart all the same": put(
        {"third": "It had a reporter there."}, *SOURCES, "second", "independent_of"
    ),
    "an included statement": say("more/banks.yaml", "were in danger", "held"),
    "an included topic": say("more/spare.yaml", "Further", "Furthest"),
    "a title in plain front matter": say("seeds/slip.md", "A slip", "Another slip"),
    "an article under front matter": say("seeds/slip.md", "mill", "harbour"),
    "words before a quote": say("seeds/first.txt", "The river rose at", "It is said that the river rose at"),
    "the first source says anything at all": put(f"{COPIED}So says Mayor Holm. (Reuters)\n", "seeds/note.txt"),
    "a quoted source is another": say("seeds/first.txt", "(Reuters)", f"(dpa) {COPIED}"),
    "an agency's name in a quoted source": say("seeds/first.txt", "(Reuters)", "(dpa)"),
    "nobody has a name in a quoted source": say("seeds/first.txt", "Mayor Holm spoke", "They spoke"),
    "another agency's credit": say("seeds/second.txt", "(Reuters)", "(dpa)"),
    "no credit": say("seeds/second.txt", " (Reuters)", ""),
    "what a third source had of two": say("seeds/origin.txt", FLOOD, "Nothing else was heard of it."),
    "a copy is none": say("seeds/third.txt", COPIED, "In the evening the crew lowered two lifeboats. "),
    "another source speaks of a claim": say("seeds/last.txt", "it.", "it. The harbour had 37,000 visitors."),
    "a source more": put("The harbour had visitors, a stranger says.\n", "seeds/more.txt"),
    "an own style sheet": say("templates/static/css/own.css", "7a1f3d", "1f3d7a"),
    "no own style sheet": without("templates/static/css/own.css"),
    "an own script": say("templates/static/js/own.js", "0", "1"),
    "an own file": say("templates/static/own.txt", "own", "very own"),
    "an own template": put("{{ view.frame.title }}\n", "templates/pages/about.html"),
    "what an own template includes": say("templates/own.html", "Nowhere", "Nowhere at all"),
}
EDITS = {**{name: edit for name, edit in KEY_EDITS.items() if edit}, **FURTHER}


# -- the rule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEY_EDITS)
def test_every_key_has_an_edit(name: str) -> None:
    """A key that is new in the schema has a value in BASE and an edit, found by its form or written by hand."""
    assert KEY_EDITS[name], (
        f"the schema has the key “{name}”, and this test does not know how to edit it: "
        "give it a value in BASE and, if its form does not tell another one, an edit in BY_HAND"
    )


def test_an_included_file_says_what_claims_yaml_may() -> None:
    """So the keys of the one are those of the other."""
    assert {key.name for key in keys_of(json_schema(INCLUDED), [], "")} <= {key.name for key in KEYS}


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site by their paths, and what its build had to say."""

    files: Mapping[str, bytes]
    said: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project laid out as BASE has it, and what a build from nothing makes of that."""

    root: Path
    clean: Site

    @property
    def site(self) -> Path:
        """Where the site stands that every build is made into, on top of the last one."""
        return self.root.with_name("site")


def built(root: Path, out: Path) -> Site:
    checked, written = build_project(root, out)
    assert written, checked.diagnostics
    paths = (path for path in out.rglob("*") if path.is_file())
    return Site({path.relative_to(out).as_posix(): path.read_bytes() for path in paths}, checked.diagnostics)


def same(one: Site, other: Site) -> bool:
    """Two sites are the same, file by file, or the first files that differ are named."""
    paths = sorted(path for path in {*one.files, *other.files} if one.files.get(path) != other.files.get(path))
    assert not paths, f"{len(paths)} files are not those of a clean build: {', '.join(paths[:5])}"
    return one.said == other.said


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """As if Pillow were not there, for cards take long to draw; and a template is compiled once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "PIL", None)
        patched.setattr(sys, "dont_write_bytecode", False)
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, quick: None) -> Project:  # noqa: ARG001
    root = tmp_path_factory.mktemp("guard") / "project"
    lay(root, BASE)
    time.sleep(SETTLED)
    return Project(root, built(root, root.with_name("site")))


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_site_is_a_clean_one(project: Project, tmp_path: Path, name: str) -> None:
    """After the edit, and after it is taken back, the site in place is what a build from nothing makes."""
    if name == "site.search":
        pytest.importorskip("pagefind_bin")
    root, site = project.root, project.site
    files = deepcopy(dict(BASE))
    EDITS[name](files)
    assert unchanged_build(root, site), "the last build does not know that nothing has changed"
    lay(root, files)
    try:
        assert not unchanged_build(root, site), "for all that the last build knows, nothing has changed"
        edited, clean = built(root, site), built(root, tmp_path / "site")
    finally:
        lay(root, BASE)
        time.sleep(SETTLED)
        back = built(root, site)
    assert same(edited, clean)
    assert same(back, project.clean)
    unseen = clean.files == project.clean.files
    assert unseen == (name in UNSEEN), UNSEEN.get(name, "the edit changes nothing on the site, and so proves nothing")


def test_a_site_with_cards_is_a_clean_one(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an extra brings is there, or is not."""
    monkeypatch.delitem(sys.modules, "PIL")
    pytest.importorskip("PIL")
    pytest.importorskip("font_source_serif_pro")
    with_cards, clean = built(project.root, project.site), built(project.root, tmp_path / "site")
    monkeypatch.undo()
    back = built(project.root, project.site)
    assert same(with_cards, clean)
    assert same(back, project.clean)
    assert clean.files != project.clean.files


# What no build may publish: nothing that the last one knew of it may hide that.
FAULTS: Mapping[str, Edit] = {
    "the source that front matter names": say("claims.yaml", '"note": {"file"', '"another": {"file"'),
    "the claim that another is related to": without(*CLAIMS, "visitors"),
    "the topic of a claim": without("claims.yaml", "topics", "bridge"),
    "the entity of a claim": without(*ENTITIES, "agency"),
    "the words of a quote": say("seeds/second.txt", "Nobody was hurt", "Somebody was hurt"),
    "the only place of a quote": without(*RIVER, "evidence", 0, "suffix"),
    "the title of an article": say("seeds/slip.md", '"title": "A slip", ', ""),
    "the bytes of a pinned file": say("seeds/plain.txt", "hours", "days"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_clean_build_refuses_is_refused(project: Project, tmp_path: Path, name: str) -> None:
    """Where something that is needed is gone, a build on top of the last one says so as one from nothing does."""
    files = deepcopy(dict(BASE))
    FAULTS[name](files)
    lay(project.root, files)
    refused, clean = (build_project(project.root, out) for out in (project.site, tmp_path / "site"))
    lay(project.root, BASE)
    time.sleep(SETTLED)
    built(project.root, project.site)
    assert refused == clean
    assert clean[1] is None, "nothing is wrong with the project, and so the edit proves nothing"


def test_an_original_that_was_changed_is_looked_at_again(project: Project) -> None:
    """Of such a project no site can be made, to be compared; but no build may say that nothing has changed."""
    (project.root / "kept/plain.html").write_text(FIRST, encoding="utf-8")
    last = unchanged_build(project.root, project.site)
    lay(project.root, BASE)
    time.sleep(SETTLED)
    built(project.root, project.site)
    assert last is None
