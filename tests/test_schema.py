"""The types of claims.yaml and the table of its keys: every wrong value is diagnosed where it stands."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.model import Publisher, Quantity, Site
from generator.rating_scale import Rating
from generator.reading import declarations, schema, yamltree
from generator.reading.accepted_shape import AcceptedShape
from generator.reading.desk_shapes import ClaimDateShape, FormerIdsShape, LanguageShape
from generator.reading.ids import ID_LENGTH, make_id
from generator.reading.shapes import (
    BooleanShape,
    ChoiceShape,
    DateShape,
    Field,
    IdentifiedShape,
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
    is_date,
)
from generator.reading.sources import source_id

SITE = "site: {title: T}\n"


def read(*texts: str) -> tuple[declarations.Declarations, tuple[Diagnostic, ...]]:
    """The draft of claims.yaml and included files, and every diagnostic of the YAML and of the schema."""
    names = ("claims.yaml", *(f"claims/{number}.yaml" for number in range(1, len(texts))))
    parsed = [yamltree.parse(text, name) for text, name in zip(texts, names, strict=True)]
    outcome = declarations.read_declarations([each.value for each in parsed])
    return outcome.value, (*(found for each in parsed for found in each.diagnostics), *outcome.diagnostics)


def said(*texts: str) -> list[str]:
    return sorted(f"{each.location.line}:{each.location.column} {each.code}" for each in read(*texts)[1])


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotation marks."""
    return json.dumps(text)


# -- every position, from the declaration itself ------------------------------------------------------------------

FORMED = {"64": "a" * 64, "fingerprint": "-".join(("a" * 16,) * 3)}
RIGHT: dict[type, str] = {
    TextShape: "words",
    LinesShape: "words",
    DateShape: "2000-10",
    ClaimDateShape: "199X",
    FormerIdsShape: "[old-id]",
    NumberShape: "3",
    BooleanShape: "true",
    ReferenceShape: "some-id",
}


def right(shape: Shape) -> str:
    """A value of the shape, in flow style."""
    match shape:
        case ChoiceShape():
            return shape.options[0]
        case UrlShape():
            return "'https://example.org/'"
        case PatternShape():
            return next((value for form, value in FORMED.items() if form in shape.form), "en")
        case LanguageShape():
            return "en"
        case ListShape():
            return f"[{right(shape.item)}]"
        case IdentifiedShape():
            return f"{{some-id: {right(shape.record)}}}"
        case OverridesShape():
            return f"{{some-id: {right(shape.reason)}}}"
        case AcceptedShape():
            return f"{{quote-short: {right(shape.reason)}}}"
        case RecordShape():
            return "{" + ", ".join(f"{each.name}: {right(each.shape)}" for each in shape.fields if each.required) + "}"
    return RIGHT[type(shape)]


def wrong(shape: Shape) -> Iterator[str]:
    """Values that are none of the shape, in flow style; each has its fault at its own first character."""
    is_list, is_mapping = (
        isinstance(shape, ListShape | FormerIdsShape),
        isinstance(shape, RecordShape | IdentifiedShape | OverridesShape | AcceptedShape),
    )
    if isinstance(shape, ListShape) and shape.single:
        yield "{a: b}"
        return
    yield "''"
    yield "' \\n\\u200b\\t '".replace("'", '"')
    if not is_mapping:
        yield "{a: b}"
    if not is_list:
        yield "[a, b]"
    if is_list or is_mapping:
        yield "words"
    if isinstance(shape, NumberShape | BooleanShape):
        yield from ("words", "'3'", "'true'", "yes", "0x10", "1_000", "~", "null", ".inf", ".nan", "3 troops")
    if isinstance(shape, NumberShape):
        yield from ("9" * 201, "1e100", "true", "٣", "-", "1.", "--1")
    if isinstance(shape, ChoiceShape):
        yield from (f"{shape.options[0]}s", shape.options[0].upper(), "null")
    if isinstance(shape, DateShape | ClaimDateShape):
        yield from ("24.10.2000", "2000-13", "2000-02-30", "2000-1-1", "20001024", "'2000-10 '", "٢٠٠٠", "0000", "no")
    if isinstance(shape, UrlShape):
        yield from ("example.org", "javascript:alert(1)", "'https://'", "'https://a b/'", "'//example.org'", "null")
        yield from (
            '"https://e.org/\\u202e"',
            "'https://[::1'",
            "'https://e.org:x/'",
            "'https://e.org/<b>'",
            "file:///etc",
        )
    if isinstance(shape, PatternShape):
        yield from ("'a b'", "x" * 500, "'é'", "'-'", '"en\\n"')
    if isinstance(shape, LanguageShape):
        yield from ("korean", "jp", "en_US", "x" * 500, '"en\\n"')
    if isinstance(shape, TextShape | LinesShape):
        yield "'" + "x" * (shape.most + 1) + "'"


def positions() -> Iterator[tuple[str, str, Field]]:
    """Every key of every record, and the text before and after its value in a project that is right but for it."""
    entry = {
        "a source": "sources: {s: ", "a topic": "topics: {t: ", "an entity": "entities: {e: ",
        "a claim": "claims: {c: ",
        "an original": "sources: {s: {file: seeds/a.txt, original: ",
        "a stretch of an article": "sources: {s: {file: seeds/a.txt, article: [",
        "a review": "claims: {c: {statement: S, reviewed: ",
        "site": "site: ", "inferred": "sources: {s: {file: seeds/a.txt, inferred: ",
        "a rating": "site: {title: T, ratings: [",
        "a licence": "site: {title: T, license: ",
        "a publisher": "site: {title: T, publisher: ", "a quantity": "claims: {c: {statement: S, quantity: ",
        "who claims it": "claims: {c: {statement: S, claimed: [",
        "a relation": "claims: {c: {statement: S, related: [",
        "a correction": "claims: {c: {statement: S, corrections: [",
        "a change": "claims: {c: {statement: S, history: [",
        "a withdrawn claim": "claims: {c: {statement: S, withdrawn: ",
        "a withheld text": "sources: {s: {file: seeds/a.txt, withheld: ",
        "a piece of evidence": "claims: {c: {statement: S, evidence: [",
    }  # fmt: skip
    for record in schema.RECORDS:
        for each in record.fields:
            others = [
                f"{other.name}: {right(other.shape)}" for other in record.fields if other.required and other != each
            ]
            if record is schema.PROJECT:
                before, after = "\n".join(others) + f"\n{each.name}: ", "\n"
            else:
                opening = entry[record.name]
                closing = "".join({"{": "}", "[": "]"}[each] for each in reversed(re.findall(r"[{[]", opening)))
                before = opening + "{" + ", ".join([*others, f"{each.name}: "])
                after = "}" + closing + "\n"
                if not opening.startswith("site"):
                    before = SITE + before
            yield before, after, each


@pytest.mark.parametrize(("before", "after", "field"), tuple(positions()))
def test_every_wrong_value_at_every_position_is_diagnosed_there(before: str, after: str, field: Field) -> None:
    """A scalar, a list, a mapping or nothing where something else is wanted: an error at that line and column."""
    assert said(before + right(field.shape) + after) == []
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    for value in wrong(field.shape):
        _, found = read(before + value + after)
        assert any((each.location.line, each.location.column) == (line, column) for each in found), value
        assert all(each.severity == "error" for each in found)


@pytest.mark.parametrize("record", schema.RECORDS, ids=lambda each: each.name)
def test_every_required_key_is_missed(record: RecordShape) -> None:
    """A missing required key is `missing-key` at its mapping."""
    for before, after, field in positions():
        if field not in record.fields or not field.required:
            continue
        text = re.sub(rf"(, |\n|(?<={{)){field.name}: $", "", before) + after.removeprefix(
            "\n" if "\n" not in before else ""
        )
        _, found = read(text)
        assert [each.code for each in found] == ["missing-key"], text
        assert f"“{field.name}”" in found[0].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("site:\n  titel: T\n  title: T\n", "2:3"),
        (SITE + "clams: {}\n", "2:1"),
        (SITE + "claims:\n  a:\n    statement: S\n    evidense: []\n", "5:5"),
        (SITE + "claims:\n  a:\n    statement: S\n    evidence:\n    - {source: s, stance: mentions, quote: q, Q: x}\n",
            "6:47"),
        (SITE + "sources: {s: {file: seeds/a.txt, inferred: {sha256: x}}}\n", "2:45"),
        (SITE + '"": x\n', "2:1"),
        (SITE + "? |\n  long\n: x\n", "2:3"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_diagnosed_at_the_key(text: str, place: str) -> None:
    """A key that nobody knows is `unknown-key` where it stands, with the nearest known key or all of them."""
    assert said(text) == [f"{place} unknown-key"]
    assert read(text)[1][0].help


def test_the_nearest_known_key_is_named() -> None:
    """A slip of the fingers is answered with the key that was meant."""
    assert read(SITE + "clams: {}\n")[1][0].help == ("did you mean “claims”?",)


# -- ids ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["a", "0", "us-troops", "a-1-b", "no", "on", "2000", "12-30", "a" * 80, "null", "true"])
def test_ids_that_are_right(id: str) -> None:
    """Ids match [a-z0-9]+(-[a-z0-9]+)*, at most 80 characters; YAML's traps are ids as typed."""
    draft, found = read(SITE + f"topics: {{{id}: {{name: N}}}}\n")
    assert not found
    assert [each.id for each in draft.topics] == [id]


@pytest.mark.parametrize(
    "id",
    ["A", "a--b", "-a", "a-", "a_b", "a.b", "é", "a" * 81, "a/b", "..", "", " a", "12:30", "index", "con",
    "nul", "lpt9", "~",
     "a\\n", "x\\u200b", "١"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["sources", "topics", "entities", "claims"])
def test_ids_that_are_wrong(kind: str, id: str) -> None:
    """Anything else, `index`, and names that a file system keeps for itself, are `bad-id` at the id."""
    body = {
        "sources": "file: seeds/a.txt",
        "topics": "name: N",
        "entities": "name: N, kind: person",
        "claims": "statement: S",
    }
    assert said(SITE + f'{kind}:\n  "{id}": {{{body[kind]}}}\n') == ["3:3 bad-id"]


def test_the_ids_of_ratings_are_ids() -> None:
    """A rating's id follows the same rule, its length too; `false` is the text *false*."""
    good = "site: {title: T, ratings: [{id: false, label: False, value: 1}, {id: half-true, label: Half, value: 2}]}\n"
    draft, found = read(good)
    assert not found
    assert draft.site.ratings == (Rating("false", "False", 1), Rating("half-true", "Half", 2))
    for id in ("False", "a" * 81, "a b", "é"):
        assert said(f"site: {{title: T, ratings: [{{id: {id}, label: L, value: 1}}]}}\n") == ["1:33 bad-id"]


@given(st.text(max_size=120))
def test_any_text_made_into_an_id_is_one(text: str) -> None:
    """A file's stem made into an id is an id of at most 80 characters, or nothing."""
    made = make_id(text)
    assert made == "" or (re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made) and len(made) <= ID_LENGTH)


def test_stems_become_readable_ids() -> None:
    """Accents go, case goes, and what is between words is one hyphen."""
    assert make_id("Über  Straße_2000.10") == "uber-strasse-2000-10"
    assert make_id("日本") == ""


# -- one id in two places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "body"),
    [("sources", "file: seeds/a.txt"), ("topics", "name: N"), ("entities", "name: N, kind: other"), ("claims",
    "statement: S")],
)  # fmt: skip
def test_an_id_in_two_files_names_both_places(kind: str, body: str) -> None:
    """One id in two files is `duplicate-id` at the second and names the first; the first is kept."""
    _, found = read(SITE + f"{kind}:\n  one: {{{body}}}\n", f"{kind}:\n\n  one: {{{body}}}\n")
    assert [(str(each.location), each.code) for each in found] == [("claims/1.yaml:3:3", "duplicate-id")]
    assert "claims.yaml:3:3" in found[0].message


def test_an_id_twice_in_one_file_is_a_duplicate_key() -> None:
    """One id twice in one file is `duplicate-key`, and the first is kept."""
    text = SITE + "topics:\n  a: {name: First}\n  a: {name: Second}\n"
    assert said(text) == ["4:3 duplicate-key"]
    assert [each.name for each in read(text)[0].topics] == ["First"]


def test_site_in_two_files_names_both_places() -> None:
    """`site` may stand in any one file, and in one only."""
    draft, found = read("claims: {}\n", SITE)
    assert [each.code for each in found] == ["missing-key"] or draft.site.title == "T"
    _, found = read(SITE, SITE)
    assert [(str(each.location), each.code) for each in found] == [("claims/1.yaml:1:7", "duplicate-id")]
    assert "claims.yaml:1:7" in found[0].message


def test_include_is_not_nested() -> None:
    """An included file has the same top-level keys but include, which is `unknown-key` there."""
    _, found = read(SITE, "include: [more.yaml]\nclaims: {a: {statement: S}}\n")
    assert [(str(each.location), each.code) for each in found] == [("claims/1.yaml:1:1", "unknown-key")]


def test_files_are_merged_in_order() -> None:
    """Claims, topics, entities and sources of all files stand in the order of the files and of their lines."""
    draft, found = read(
        SITE + "claims: {b: {statement: S}}\n", "claims: {a: {statement: S}}\n", "", "claims: {c: {statement: S}}\n"
    )
    assert not found
    assert [each.id for each in draft.claims] == ["b", "a", "c"]


# -- the types, one by one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["no", "on", "12:30", "2000-10", "2000-10-24", "null", "1.10", "true", "0x1F", "~", "1e3"]
)
def test_yaml_traps_arrive_as_typed(text: str) -> None:
    """Where text is wanted, what YAML takes for a boolean, a number, a time or null is the text that was typed."""
    draft, found = read(
        f"site: {{title: {text}}}\nclaims: {{a: {{statement: {text}, checked_by: {text}, evidence: ["
        f"{{source: s, quote: {text}, "
        f"stance: mentions, speaker: {text}}}]}}}}\nentities: {{e: {{name: {text}, kind: other, aliases: [{text}]}}}}\n"
    )
    assert not found
    claim = draft.claims[0]
    assert {
        draft.site.title,
        claim.statement,
        claim.checked_by,
        claim.evidence[0].quote,
        claim.evidence[0].speaker,
    } == {text}
    assert draft.entities[0].aliases == (text,)


def test_paths_are_exact() -> None:
    """A path is the name of a file as typed: two spaces and no-break spaces are in some names."""
    draft, _ = read('site: {title: T, sources_dir: "my  seeds"}\nsources: {s: {file: "seeds/a\u00a0 b.txt"}}\n')
    assert draft.site.sources_dir == "my  seeds"
    assert draft.sources[0][1].get("file") == "seeds/a\u00a0 b.txt"


def test_text_is_one_line_and_quotes_keep_theirs() -> None:
    """Short text is one line, its no-break spaces kept; a quote and Markdown keep their line breaks inside."""
    draft, _ = read(
        'site: {title: "  a \\n b\\u00a0c ", about: "\\n a\\n\\n b \\n"}\n'
        'claims: {a: {statement: S, evidence: [{source: s, stance: mentions, quote: " x\\n\\n  y "}]}}\n'
    )
    assert draft.site.title == "a b\u00a0c"
    assert draft.site.about == "a\n\n b"
    assert draft.claims[0].evidence[0].quote == "x\n\n  y"


@pytest.mark.parametrize("text", ["2000", "2000-10", "2000-10-24", "2024-02-29", "0001", "9999-12-31"])
def test_dates_that_are_right(text: str) -> None:
    """Dates are a year, a month or a day of the calendar, quoted or not."""
    for typed in (text, f"'{text}'"):
        draft, found = read(SITE + f"claims: {{a: {{statement: S, date: {typed}}}}}\n")
        assert not found
        assert draft.claims[0].date == text


@given(st.dates())
def test_every_day_is_a_date(day: object) -> None:
    """Every day of the calendar is a date, and so are its month and its year."""
    text = str(day)
    assert is_date(text) and is_date(text[:7]) and is_date(text[:4])


@given(st.text(max_size=12) | st.from_regex(r"[0-9-]{3,11}", fullmatch=True))
def test_no_other_text_is_a_date(text: str) -> None:
    """What passes for a date has one of the three forms and is in the calendar."""
    if is_date(text):
        assert re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", text)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("37000", 37000), ("-2.5", -2.5), ("+3", 3), ("0", 0), ("1.10", 1.1), ("1e3", 1000.0), ("007", 7)],
)
def test_numbers(typed: str, value: float) -> None:
    """A number is digits as typed: whole or decimal, in tens, with a sign."""
    draft, found = read(SITE + f"claims: {{a: {{statement: S, quantity: {{value: {typed}, approximate: true}}}}}}\n")
    assert not found
    assert draft.claims[0].quantity == Quantity(value, None, True)
    assert draft.claims[0].quantity and type(draft.claims[0].quantity.value) is type(value)


def test_every_number_is_finite() -> None:
    """The largest number that can be typed is one that JSON can hold."""
    draft, found = read(SITE + f"claims: {{a: {{statement: S, quantity: {{value: {'9' * 200}.9e99}}}}}}\n")
    assert not found
    assert "Infinity" not in json.dumps(draft.claims[0].quantity and draft.claims[0].quantity.value)


@pytest.mark.parametrize(
    ("typed", "kept"), [("https://e.org", "https://e.org/"), ("https://e.org/facts", "https://e.org/facts/"),
    ("https://e.org/f/", "https://e.org/f/")]
)  # fmt: skip
def test_base_url_is_a_folder(typed: str, kept: str) -> None:
    """base_url ends with one slash, and has neither ? nor #."""
    assert read(f"site: {{title: T, base_url: '{typed}'}}\n")[0].site.base_url == kept
    for end in ("?a", "#a"):
        assert said(f"site: {{title: T, base_url: '{typed}{end}'}}\n") == ["1:28 bad-url"]


@pytest.mark.parametrize("typed", ["desk@example.org", "a.b+c@ex-ample.co.uk", "https://example.org/contact"])
def test_contact_is_an_address_of_either_kind(typed: str) -> None:
    """contact is an e-mail or http(s) address."""
    draft, found = read(f"site: {{title: T, contact: '{typed}'}}\n")
    assert not found
    assert draft.site.contact == typed


@pytest.mark.parametrize(
    "typed", ["desk", "desk@", "@example.org", "a@b", "javascript:a@b.c", "mailto:a@b.c", "a@b.c?bcc=d@e.f", "a b@c.d"]
)
def test_contact_is_nothing_else(typed: str) -> None:
    """Anything else is `bad-url`: a link to it must not mean something of its own."""
    assert said(f"site: {{title: T, contact: '{typed}'}}\n") == ["1:27 bad-url"]


def test_hostile_addresses_take_no_time() -> None:
    """A long address is refused before it is looked into."""
    begin = time.process_time()
    assert said(f"site: {{title: T, contact: 'a@{'.' * 1_000_000}@'}}\n") == ["1:27 too-large"]
    assert time.process_time() - begin < 2


def test_an_author_is_text_or_a_list() -> None:
    """`author` takes one name or several."""
    for typed, authors in (("A B", ("A B",)), ("[A, B]", ("A", "B"))):
        draft, found = read(SITE + f"sources: {{s: {{file: seeds/a.txt, author: {typed}}}}}\n")
        assert not found
        assert draft.sources[0][1].get("author") == authors


def test_booleans_are_true_or_false() -> None:
    """`approximate` is true or false, and no other of YAML's words."""
    for typed in ("yes", "on", "True", "'true'", "1"):
        text = SITE + f"claims: {{a: {{statement: S, quantity: {{value: 1, approximate: {typed}}}}}}}\n"
        assert said(text) == ["2:62 wrong-type"]


# -- what comes out -----------------------------------------------------------------------------------------------


CONTRACT = """\
site:
  title: Albright in Pyongyang
  description: One line for search engines and cards
  base_url: https://example.org/facts/
  language: en
  publisher: {name: The Desk, url: https://example.org/}
  about: |
    Who made this and how.
  sources_dir: seeds
  contact: desk@example.org
  ratings:
    - {id: false, label: "False", value: 1}
sources:
  bbc-2000-10-24:
    file: seeds/001.txt
    title: US warms to new Korean era
    publisher: BBC News Online
    author: Richard Lister
    published: 2000-10-24
    url: https://example.org/a
    archive_url: https://example.org/b
    accessed: 2026-11-21
    language: en
    sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    derived_from: reuters-2000-10-24
    display: full
    inferred: {published: "from ‘Last month’ and ‘before January’"}
    note: Markdown
topics:   {missiles: {name: Missile programme, description: Markdown}}
entities: {madeleine-albright: {name: Madeleine Albright, kind: person, aliases: [Mrs Albright], description: Markdown}}
claims:
  us-troops-in-south-korea:
    statement: The US bases some 37,000 troops in South Korea.
    topics: [military]
    entities: [united-states]
    quantity: {value: 37000, unit: troops, approximate: true}
    date: 2000-10
    verdict: supported
    explanation: |
      Markdown; [words](claim:ID)
    checked: 2026-11-21
    checked_by: Name
    related: [{claim: other-id, relation: contradicts}]
    corrections: [{date: 2026-11-21, text: Markdown}]
    evidence:
      - source: bbc-2000-10-24
        quote: some 37,000 troops based in South Korea
        stance: supports
        speaker: US officials
        value: 37000
        note: Markdown
        prefix: maintains
        suffix: "- a legacy"
"""


def test_the_contracts_example_is_read_whole() -> None:
    """Section 2's example is right, and every value of it arrives."""
    draft, found = read(CONTRACT)
    assert not found
    assert draft.site == Site(
        "Albright in Pyongyang", "One line for search engines and cards", "https://example.org/facts/", "en",
        Publisher("The Desk", "https://example.org/"), "Who made this and how.", "seeds", "desk@example.org",
        (Rating("false", "False", 1),), draft.site.location, search_at=draft.site.search_at,
    )  # fmt: skip
    claim = draft.claims[0]
    assert (claim.date, claim.checked, claim.verdict) == ("2000-10", "2026-11-21", "supported")
    assert (claim.related[0].relation, claim.corrections[0].date) == ("contradicts", "2026-11-21")
    evidence = claim.evidence[0]
    assert evidence.id == "us-troops-in-south-korea-1"
    assert (evidence.prefix, evidence.suffix, evidence.value) == ("maintains", "- a legacy", 37000)
    assert (evidence.location.line, evidence.location.column) == (47, 16)
    assert {(each.kind, each.id) for each in draft.references} == {
        ("source", "reuters-2000-10-24"), ("source", "bbc-2000-10-24"), ("topic", "military"), ("claim", "other-id"),
        ("entity", "united-states"), ("rating", "supported"),
    }  # fmt: skip
    assert len(draft.markdown) == 7  # about, note, two descriptions, explanation, correction, note of the evidence
    assert dict(draft.sources)["bbc-2000-10-24"].get("inferred").values == {
        "published": "from ‘Last month’ and ‘before January’"
    }


def test_evidence_counts_from_one_in_the_files_order() -> None:
    """CLAIM-1 is the claim's first evidence, CLAIM-2 the next."""
    one = "{source: s, quote: q, stance: mentions}"
    draft, _ = read(SITE + f"claims: {{a: {{statement: S, evidence: [{one}, {one}]}}}}\n")
    assert [each.id for each in draft.claims[0].evidence] == ["a-1", "a-2"]


def test_a_quote_in_a_block_is_placed_where_the_block_begins() -> None:
    """A quote's diagnostics point at the line where its value begins."""
    text = (
        SITE
        + "claims:\n  a:\n    statement: S\n    evidence:\n"
        + "    - source: s\n      stance: mentions\n      quote: >-\n        x\n"
    )
    assert str(read(text)[0].claims[0].evidence[0].location) == "claims.yaml:8:14"


def test_an_empty_claims_file_lacks_a_site() -> None:
    """claims.yaml without anything is one `missing-key`."""
    for text in ("", "# nothing\n", "\n\n"):
        assert said(text) == ["1:1 missing-key"]


@pytest.mark.parametrize("text", ["words\n", "- a\n- b\n", "''\n", "12\n"])
def test_claims_must_be_a_mapping(text: str) -> None:
    """A file that is a list or a word is one `wrong-type` at its beginning."""
    assert said(text) == ["1:1 wrong-type"]


# -- the JSON Schema ----------------------------------------------------------------------------------------------


def breaks(value: object, rule: dict[str, object], path: str = "$") -> list[str]:
    """Where a value breaks a JSON Schema, of the few keywords that ours has."""
    faults = []
    known = {"$schema", "title", "description", "type", "properties", "required", "additionalProperties",
    "patternProperties",
             "items", "enum", "anyOf", "not", "pattern", "minLength", "maxLength"}  # fmt: skip
    assert set(rule) <= known, f"the test does not know {set(rule) - known}"
    if "anyOf" in rule and all(breaks(value, each, path) for each in rule["anyOf"]):  # type: ignore[attr-defined]
        faults.append(path)
    if "not" in rule and not breaks(value, rule["not"], path):  # type: ignore[arg-type]
        faults.append(path)
    if "enum" in rule and value not in rule["enum"]:  # type: ignore[operator]
        faults.append(path)
    types = [rule["type"]] if isinstance(rule.get("type"), str) else rule.get("type", [])
    names = {
        type(None): "null",
        dict: "object",
        list: "array",
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "number",
    }
    kind = names[type(value)]
    if types and kind not in types and not (kind == "integer" and "number" in types):  # type: ignore[operator]
        return [path]
    if isinstance(value, str):
        if "pattern" in rule and not re.search(str(rule["pattern"]), value):
            faults.append(path)
        if not int(str(rule.get("minLength", 0))) <= len(value) <= int(str(rule.get("maxLength", 10**9))):
            faults.append(path)
    if isinstance(value, list):
        for number, each in enumerate(value):
            faults += breaks(each, rule.get("items", {}), f"{path}[{number}]")  # type: ignore[arg-type]
    if isinstance(value, dict):
        faults += [f"{path}.{key}" for key in rule.get("required", ()) if key not in value]  # type: ignore[attr-defined]
        for key, each in value.items():
            inner = rule.get("properties", {}).get(key)  # type: ignore[attr-defined]
            for pattern, candidate in rule.get("patternProperties", {}).items():  # type: ignore[attr-defined]
                if inner is None and re.search(pattern, key):
                    inner = candidate
            faults += [f"{path}.{key}"] if inner is None else breaks(each, inner, f"{path}.{key}")
    return faults


def as_editors_read(text: str) -> object:
    """The YAML as yaml-language-server sees it: booleans and numbers guessed, dates left as text."""
    import yaml

    class Editor(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own name
            key: [each for each in found if each[0] != "tag:yaml.org,2002:timestamp"]
            for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Loader=Editor)  # noqa: S506 - a safe loader but for dates


def test_the_json_schema_takes_what_is_right() -> None:
    """An editor finds no fault in the contract's example, its unquoted `false`, years and figures included."""
    assert breaks(as_editors_read(CONTRACT), schema.json_schema()) == []
    assert (
        breaks(
            as_editors_read("site: {title: 1949, language: no}\nclaims: {a: {statement: no, date: 2000}}\n"),
            schema.json_schema(),
        )
        == []
    )


def test_the_json_schema_refuses_what_is_wrong() -> None:
    """An editor marks an unknown key, a missing one, a wrong word and a wrong id, as the program does."""
    for text in (
        "site: {titel: x, title: T}\n", "site: {}\n", "claims: {}\n", SITE + "claims: {A: {statement: S}}\n",
        SITE + "entities: {e: {name: N, kind: persn}}\n", SITE + "claims: {a: {statement: [S]}}\n",
        SITE + "claims: {a: {statement: S, quantity: {value: many}}}\n",
        SITE + "claims: {a: {statement: S, date: 24.10.2000}}\n",
    ):  # fmt: skip
        assert breaks(as_editors_read(text), schema.json_schema()), text
        assert read(text)[1], text


def test_our_own_claims_fit_the_json_schema() -> None:
    """The project's own claims.yaml is right for an editor too."""
    own = Path(__file__).resolve().parent.parent / "claims.yaml"
    assert breaks(as_editors_read(own.read_text(encoding="utf-8")), schema.json_schema()) == []


def test_every_key_is_documented() -> None:
    """Every key has a line that says what it means, and stands in the reference."""
    tables = schema.reference_tables()
    for record in schema.RECORDS:
        for each in record.fields:
            assert each.doc.strip()
            assert each.name in tables


# -- anything at all ----------------------------------------------------------------------------------------------

KEYS = sorted({each.name for record in schema.RECORDS for each in record.fields} | {"a", "index", "claims.yaml", ""})
ANYTHING = st.recursive(
    st.sampled_from(
        ["", "x", "2000-10", "37", "true", "https://e.org/", "supports", "\u200b", "x" * 3_000, "[x](claim:y)"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@given(ANYTHING, ANYTHING)
def test_no_tree_raises(first: object, second: object) -> None:
    """Whatever stands where, the draft is read and every finding has its place in a file."""
    _, found = read(json.dumps(first), json.dumps(second))
    assert all(each.location.path in {"claims.yaml", "claims/1.yaml"} for each in found)


def test_ids_of_files_tell_them_apart() -> None:
    """Two names that differ in letters that no id can have get different ids; the day alone is none."""
    stems = ["서울-2024-05-03", "부산-2024-05-03", "المياه-2", "الكهرباء-2", "Київ", "Łódź-2", "Straße", "2024-05-03"]
    ids = [source_id(stem) for stem in stems]
    assert len(set(ids)) == len(ids)
    assert ids[5:] == ["lodz-2", "strasse", "2024-05-03"]
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id) and len(id) <= ID_LENGTH for id in ids)
