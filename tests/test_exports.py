"""The site as data: what claims.json, claims.csv, annotations.jsonld and ClaimReview say, and what they never say."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.license import License
from generator.model import Edition, Publisher, Quantity
from generator.publishing.excerpts import WITHHELD, find_shown_spans, published_text
from generator.rating_scale import Rating
from tests.support.data_edition import CORPUS, EDITION, OTHER, TEXT, article, with_excerpts, with_site
from tests.support.site_data import (
    make_annotations,
    make_claim_review,
    make_claims_csv,
    make_claims_json,
    make_data_files,
)


def read_review(edition: Edition, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(make_claim_review(edition, edition.corpus.claims[number]))
    return found


def read_rows(edition: Edition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(make_claims_csv(edition).decode(), newline="")))


def has_no_null(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(inner is not None and has_no_null(inner) for inner in value.values())
    return all(has_no_null(inner) for inner in value) if isinstance(value, list) else True


# -- claims.json --------------------------------------------------------------------------------------------------


def test_claims_json_has_the_keys_of_the_contract() -> None:
    """The keys that the contract lists are always there, null where nothing is known."""
    found = json.loads(make_claims_json(EDITION))
    assert found["version"] == 1
    assert found["site"]["title"] == "Facts & figures"
    assert [source["id"] for source in found["sources"]] == ["bbc", "plain"]
    for source in found["sources"]:
        assert source.keys() >= {"id", "title", "sha256", "text", "page"}
    for claim in found["claims"]:
        assert claim.keys() >= {"id", "statement", "verdict", "corroboration", "page", "evidence"}
        for evidence in claim["evidence"]:
            assert evidence.keys() >= {
                "id",
                "source",
                "stance",
                "quote",
                "speaker",
                "value",
                "note",
                "page",
                "segments",
            }
    assert found["sources"][1]["title"] is None
    assert found["claims"][2]["verdict"] is None
    assert found["claims"][1]["evidence"][0]["speaker"] is None


def test_claims_json_tells_all_that_is_known() -> None:
    """Standing with its reasons, relations in both directions, quantity, date, corrections, topics and entities."""
    found = json.loads(make_claims_json(EDITION))
    troops, count, bare = found["claims"]
    assert troops["standing"] == {
        "supporting": ["bbc"],
        "refuting": ["plain"],
        "origins": [
            {
                "sources": ["bbc", "plain"],
                "ties": [{"first": "bbc", "second": "plain", "kind": "derived", "reason": "plain repeats bbc"}],
            }
        ],
    }
    assert troops["related"] == [{"claim": "count", "relation": "contradicts"}]
    assert count["related_from"] == [{"claim": "troops", "relation": "contradicts"}]
    assert troops["quantity"] == {"value": 37000, "unit": "troops", "approximate": True}
    assert troops["corrections"] == [{"date": "2026-11-22", "text": "The number was 39,000."}]
    assert troops["evidence"][0]["page"] == "claims/troops.html#e1"
    assert found["sources"][0]["inferred"] == {"published": "from ‘Monday’"}
    assert found["topics"] == [{"id": "army", "name": "The army", "page": "topics/army.html"}]
    assert found["entities"][0]["aliases"] == ["US"]
    assert "date" not in bare
    assert "quantity" not in bare
    assert found["site"]["ratings"][0] == {"id": "refuted", "label": "Refuted", "value": 1}


@pytest.mark.parametrize(
    "edition", [EDITION, with_excerpts("bbc"), with_excerpts("plain")], ids=["full", "bbc", "plain"]
)
def test_offsets_and_hashes_hold_for_the_published_text(edition: Edition) -> None:
    """Of the text that is published: its hash, each segment at its offsets, the words beside it where they stand."""
    found = json.loads(make_claims_json(edition))
    shown = find_shown_spans(edition)
    texts = {id: published_text(article, shown[id]) for id, article in edition.articles.items()}
    for source in found["sources"]:
        assert sha256(texts[source["id"]].encode()).hexdigest() == source["sha256"]
    segments = [
        (texts[evidence["source"]], segment)
        for claim in found["claims"]
        for evidence in claim["evidence"]
        for segment in evidence["segments"]
    ]
    assert len(segments) == 4
    for text, segment in segments:
        assert text[segment["start"] : segment["end"]] == segment["exact"]
        assert text[: segment["start"]].endswith(segment["prefix"])
        assert text[segment["end"] :].startswith(segment["suffix"])
        assert len(segment["prefix"]) <= 32
        assert len(segment["suffix"]) <= 32


def test_same_input_gives_the_same_bytes_and_no_escapes() -> None:
    """UTF-8 as it is, one line a claim, and the same each time."""
    assert make_claims_json(EDITION) == make_claims_json(EDITION)
    assert " — \U0001f400 a legacy" in make_claims_json(EDITION).decode()
    lines = make_claims_json(EDITION).decode().splitlines()
    assert sum(line.startswith('{"id": "troops"') for line in lines) == 1
    assert make_claims_json(EDITION).endswith(b"}\n")


def test_numbers_that_json_does_not_have_are_not_known() -> None:
    """Infinity and NaN never get into the data."""
    claim = CORPUS.claims[0]
    for value in (float("inf"), float("-inf"), float("nan")):
        evidence = (replace(claim.evidence[0], value=value), claim.evidence[1])
        claims = (replace(claim, quantity=Quantity(value), evidence=evidence), *CORPUS.claims[1:])
        edition = replace(EDITION, corpus=replace(CORPUS, claims=claims))
        found = json.loads(make_claims_json(edition), parse_constant=pytest.fail)
        assert found["claims"][0]["evidence"][0]["value"] is None
        assert read_rows(edition)[0]["value"] == ""
    assert json.loads(make_claims_json(EDITION))["claims"][0]["evidence"][0]["value"] == 37000


# -- what is withheld ---------------------------------------------------------------------------------------------


def test_of_excerpts_only_the_quoted_sentences_are_public() -> None:
    """With display: excerpts the text keeps its length and lines, and shows the sentences that are quoted, no more."""
    edition = with_excerpts("bbc")
    shown = find_shown_spans(edition)
    text = published_text(edition.articles["bbc"], shown["bbc"])
    assert len(text) == len(TEXT)
    assert [place for place, character in enumerate(text) if character == "\n"] == [
        place for place, character in enumerate(TEXT) if character == "\n"
    ]
    assert "US officials say some 37,000 troops — \U0001f400 a legacy — are based there." in text
    for secret in ("Monday", "visit", "known", "budget", "talks", "The"):
        assert secret not in text
    assert {character for character in text if character not in TEXT} == {WITHHELD}
    assert shown["plain"] == ((0, len(OTHER)),)


def test_exports_leak_nothing_that_is_withheld() -> None:
    """No file of data has a word of a withheld sentence, not in a prefix or suffix either."""
    edition = with_excerpts("bbc")
    everything = make_claims_json(edition) + make_claims_csv(edition) + make_annotations(edition)
    everything += "".join(make_claim_review(edition, claim) for claim in edition.corpus.claims).encode()
    for secret in ("visit began", "It is not known", "It is", "budget", "talks", WITHHELD):
        assert secret not in everything.decode()
    assert "It is not" in make_claims_json(EDITION).decode()  # where all is public it is there


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_a_withheld_text_keeps_every_offset(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever is shown of whatever text: its length, its line feeds and what is shown stay where they are."""
    bounds = sorted({min(end, len(text)) for span in spans for end in span})
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    published = published_text(article("x", text), pairs)
    assert len(published) == len(text)
    inside = {place for start, end in pairs for place in range(start, end)}
    for place, (was, now) in enumerate(zip(text, published, strict=True)):
        assert now == (was if place in inside or was == "\n" else WITHHELD)


def test_a_source_that_nobody_quotes_is_wholly_withheld() -> None:
    """Excerpts of a source without evidence are none at all."""
    claims = (CORPUS.claims[2],)
    edition = replace(with_excerpts("bbc"), anchors={})
    edition = replace(edition, corpus=replace(edition.corpus, claims=claims))
    assert set(published_text(EDITION.articles["bbc"], find_shown_spans(edition)["bbc"])) == {WITHHELD, "\n"}


# -- claims.csv ---------------------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_piece_of_evidence() -> None:
    """A header, a row a piece of evidence, one for a claim without any; lines end as RFC 4180 has it."""
    found = read_rows(EDITION)
    assert [(row["claim"], row["evidence"]) for row in found] == [
        ("troops", "troops-1"),
        ("troops", "troops-2"),
        ("count", "count-1"),
        ("bare", ""),
    ]
    assert found[0]["exact"] == "some 37,000 troops […] are based"
    assert found[0]["publisher"] == "BBC"
    assert found[1]["title"] == "plain.txt"
    assert "None" not in make_claims_csv(EDITION).decode()
    assert make_claims_csv(EDITION).count(b"\r\n") == 5


# White space and what is invisible (Unicode's White_Space; soft hyphen, zero-width characters, direction marks).
UNSEEN = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\xad\u2060\ufeff" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


@pytest.mark.parametrize(
    ("license", "in_review", "in_notes"),
    [
        (
            License("CC BY 4.0", "https://license.example/by"),
            "https://license.example/by",
            "https://license.example/by",
        ),
        (License("=Free"), {"@type": "CreativeWork", "name": "=Free"}, "=Free"),
    ],
)
def test_the_licence_is_in_every_data_file(license: License, in_review: object, in_notes: str) -> None:
    """claims.json, claims.csv, annotations.jsonld and ClaimReview say the licence; without one none has the key."""
    edition = with_site(license=license)
    said = {"name": license.name} | ({"url": license.url} if license.url else {})
    assert json.loads(make_claims_json(edition))["site"]["license"] == said
    rows = list(csv.DictReader(io.StringIO(make_claims_csv(edition).decode(), newline="")))
    assert rows and {row["license"].removeprefix("'") for row in rows} == {license.url or license.name}
    notes = json.loads(make_annotations(edition))
    assert notes["rights" if license.url else "dc:rights"] == in_notes
    assert json.loads(make_claim_review(edition, edition.corpus.claims[0]))["license"] == in_review
    for path, content in make_data_files(with_site()).items():
        assert b"license" not in content, path


def test_csv_cells_are_no_formulas() -> None:
    """What a spreadsheet would run begins with an apostrophe, and nothing else does."""
    found = read_rows(EDITION)
    assert found[1]["quote"] == "'=1+1"
    assert found[3]["statement"] == "'@Nothing is known of this."
    assert found[0]["quote"] == "some 37,000 troops […] are based"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("=@＋\t\n \u202e")))
def test_every_text_survives_csv(text: str) -> None:
    """Any statement comes back from the file as it was, but for the apostrophe where one is needed."""
    edition = replace(EDITION, corpus=replace(CORPUS, claims=(replace(CORPUS.claims[2], statement=text),)))
    (row,) = read_rows(edition)
    assert row["statement"] in (text, f"'{text}")
    runs = text[:1] in {"\t", "\r", "\n"} or text.lstrip(UNSEEN)[:1] in set("=+-@＝＋－＠")
    assert (row["statement"] != text) == runs


@pytest.mark.parametrize(
    "text", ["=1", " =1", "\xa0+1", "\ufeff-1", "\u200b@SUM(1)", "＝1", "－2+3", "＠A1", "\n=1", "\t", "\r1"]
)
def test_csv_formulas_in_disguise(text: str) -> None:
    """A sign counts after white space and invisible characters too, and its full-width form; a mark inside does not."""
    edition = replace(EDITION, corpus=replace(CORPUS, claims=(replace(CORPUS.claims[2], statement=text),)))
    assert read_rows(edition)[0]["statement"] == f"'{text}"
    edition = replace(EDITION, corpus=replace(CORPUS, claims=(replace(CORPUS.claims[2], statement=f"a{text}"),)))
    assert read_rows(edition)[0]["statement"] == f"a{text}"


# -- annotations.jsonld -------------------------------------------------------------------------------------------


def test_annotations_are_web_annotations() -> None:
    """A collection with one page; an annotation a piece of evidence; each target with both selectors of one passage."""
    found = json.loads(make_annotations(EDITION))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["total"]) == ("AnnotationCollection", 3)
    page = found["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", found["id"], 0)
    assert len({item["id"] for item in page["items"]}) == 3
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            quote, position = target["selector"]
            text = {"sources/bbc.txt": TEXT, "sources/plain.txt": OTHER}[target["source"]["id"]]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[position["start"] : position["end"]] == quote["exact"]
    assert [target["selector"][0]["exact"] for target in page["items"][0]["target"]] == [
        "some 37,000 troops",
        "are based",
    ]
    assert page["items"][0]["body"][1]["value"] == "supports"


def test_annotations_of_a_site_with_an_address_are_absolute() -> None:
    """With base_url every id is a whole address, with or without a slash at its end."""
    for base in ("https://example.org/facts", "https://example.org/facts/"):
        found = json.loads(make_annotations(with_site(base_url=base)))
        assert found["id"] == "https://example.org/facts/annotations.jsonld"
        item = found["first"]["items"][1]
        assert item["id"] == "https://example.org/facts/annotations.jsonld#troops-2"
        assert item["target"]["source"]["id"] == "https://example.org/facts/sources/plain.txt"


def test_no_evidence_is_an_empty_collection() -> None:
    """A collection of nothing has no page."""
    found = json.loads(make_annotations(replace(EDITION, corpus=replace(CORPUS, claims=CORPUS.claims[2:]))))
    assert found["total"] == 0
    assert "first" not in found


# -- ClaimReview --------------------------------------------------------------------------------------------------


def test_claim_review_says_what_is_known() -> None:
    """Statement, verdict on its scale, appearances, citations, corrections; the address only where there is one."""
    found = read_review(
        with_site(base_url="https://example.org/", publisher=Publisher("The Desk", "https://desk.example/"))
    )
    assert found["@type"] == "ClaimReview"
    assert found["url"] == "https://example.org/claims/troops.html"
    assert found["claimReviewed"] == "The US bases some 37,000 troops there."
    assert found["datePublished"] == "2026-11-21"
    assert found["author"] == {"@type": "Person", "name": "A. Checker"}
    assert found["publisher"] == {"@type": "Organization", "name": "The Desk", "url": "https://desk.example/"}
    assert found["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 4,
        "bestRating": 4,
        "worstRating": 1,
        "alternateName": "Supported",
    }
    item = found["itemReviewed"]
    assert (item["@type"], item["@id"]) == ("Claim", "https://example.org/claims/troops.html#claim")
    assert [work["name"] for work in item["appearance"]] == ["US warms"]
    assert item["firstAppearance"]["url"] == "https://bbc.example/1"
    assert [work["name"] for work in found["citation"]] == ["US warms", "plain.txt"]
    assert found["correction"][0]["@type"] == "CorrectionComment"
    assert has_no_null(found)


def test_claim_review_invents_nothing() -> None:
    """Without verdict no rating, without base_url no address, without evidence no appearance, never a null."""
    found = read_review(EDITION, 2)
    assert found.keys() == {
        "@context", "@type", "@id", "inLanguage", "claimReviewed", "reviewAspect", "itemReviewed",
    }  # fmt: skip
    assert found["itemReviewed"].keys() == {"@type", "@id", "text"}


def test_claim_review_rates_on_the_sites_own_scale() -> None:
    """An own scale gives best and worst; one of the four verdicts beside it keeps its own."""
    ratings = (Rating("lie", "A lie", -2), Rating("true", "True", 7.5))
    own = with_site(ratings=ratings)
    lie = replace(own, corpus=replace(own.corpus, claims=(replace(CORPUS.claims[2], verdict="lie"),)))
    assert read_review(lie)["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": -2,
        "bestRating": 7.5,
        "worstRating": -2,
        "alternateName": "A lie",
    }
    assert read_review(own)["reviewRating"]["bestRating"] == 4


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("2000-10-24", "2000-10-25"), 0),
        (("2000-10-24", "1999"), 1),
        (("2000-10-24", "2000-10-24"), None),
        (("2000-10-24", "2000-10"), None),
        (("2000", "2000-10-24"), None),
        (("2000-10-24", None), None),
    ],
)
def test_first_appearance_only_where_dates_tell(dates: tuple[str, str | None], first: int | None) -> None:
    """A source is called the first only if every other one is certainly later."""
    sources = tuple(replace(source, published=date) for source, date in zip(CORPUS.sources, dates, strict=True))
    claim = CORPUS.claims[0]
    evidence = tuple(replace(evidence, stance="supports") for evidence in claim.evidence)
    edition = replace(EDITION, corpus=replace(CORPUS, sources=sources, claims=(replace(claim, evidence=evidence),)))
    found = read_review(edition)["itemReviewed"].get("firstAppearance")
    assert (found and found["name"]) == (None if first is None else sources[first].label)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_breaks_out_of_the_script_element(text: str) -> None:
    """Whatever a claim says, the JSON has no character that HTML or a script could take for its own, and loses none."""
    text = f"{text}</script><!--<script>&amp;\u2028\u2029"
    edition = replace(EDITION, corpus=replace(CORPUS, claims=(replace(CORPUS.claims[2], statement=text),)))
    found = make_claim_review(edition, edition.corpus.claims[0])
    assert not set("<>&\u2028\u2029") & set(found)
    assert json.loads(found)["claimReviewed"] == text
