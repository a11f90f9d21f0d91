"""ClaimReview in schema.org's own words: every property is one that its type has, and says what the site says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.assertion import Assertion
from generator.license import License
from generator.model import Claim, Corpus, Correction, Edition, Entity, Evidence, Site, Source
from generator.notices import Withdrawal
from generator.publishing.addresses import Assets
from generator.publishing.data.jsonld import claim_review
from generator.publishing.index import build_index
from tests.support.data_edition import CORPUS, EDITION, with_site
from tests.support.site_data import make_claim_review, make_site

# Properties that we use of schema.org 29.3's types, with those inherited, and the types that their values may have.
THING = {"name": "Text", "url": "URL"}
WORK = THING | {
    "inLanguage": "Text",
    "datePublished": "Date",
    "dateModified": "Date",
    "author": "Organization Person",
    "publisher": "Organization Person",
    "citation": "CreativeWork Text",
    "correction": "CorrectionComment Text URL",
    "archivedAt": "URL",
    "license": "CreativeWork URL",
    "text": "Text",
    "temporalCoverage": "Text",  # or a DateTime or an URL
}
VOCABULARY = {
    "ClaimReview": WORK
    | {
        "claimReviewed": "Text",
        "itemReviewed": "Claim",
        "reviewRating": "Rating",
        "reviewAspect": "Text",
        "headline": "Text",
    },
    "Claim": WORK | {"appearance": "CreativeWork", "firstAppearance": "CreativeWork"},
    "CreativeWork": WORK,
    "Dataset": WORK
    | {
        "description": "Text",
        "isAccessibleForFree": "Boolean",
        "creator": "Organization Person",
        "measurementTechnique": "Text",
        "distribution": "DataDownload",
    },
    "DataFeed": WORK | {"dataFeedElement": "DataFeedItem"},
    "DataFeedItem": THING | {"dateCreated": "Date", "dateModified": "Date", "item": "ClaimReview"},
    "DataDownload": THING | {"description": "Text", "encodingFormat": "Text", "contentUrl": "URL"},
    "CorrectionComment": WORK,
    "Rating": THING | dict.fromkeys(("ratingValue", "bestRating", "worstRating"), "Number") | {"alternateName": "Text"},
    "Organization": THING,
    "Person": THING,
}
PLAIN: dict[str, Callable[[Any], object]] = {
    "Text": lambda value: isinstance(value, str) and value,
    "URL": lambda value: isinstance(value, str) and re.match("https?://", value),
    "Date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value),
    "Boolean": lambda value: isinstance(value, bool),
    "Number": lambda value: isinstance(value, (int, float)),
}


def find_faults(node: dict[str, Any], where: str, may_be: str) -> list[str]:
    """What schema.org does not know in a node whose type must be one of `may_be`."""
    kind = node.get("@type")
    if kind is None:  # an author of whom nobody tells whether it is a person
        return [] if where.endswith("author") and node.keys() == {"name"} else [f"{where} has no type"]
    if kind not in may_be.split():
        return [f"{where} is a {kind}"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        wanted = VOCABULARY[kind].get(name)
        here = f"{where}.{name}"
        if not wanted:
            found.append(f"{here} is no property of {kind}")
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += find_faults(item, here, wanted)
            elif not any(one in PLAIN and PLAIN[one](item) for one in wanted.split()):
                found.append(f"{here} is {item!r}")
    return found


def read_review(edition: Edition, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(make_claim_review(edition, edition.corpus.claims[number]))
    return found


def replace_claim(claim: Claim) -> Edition:
    return replace(EDITION, corpus=replace(CORPUS, claims=(claim,)))


def test_every_property_is_schema_orgs() -> None:
    """No property and no type is made up, whatever is known of claim, site and sources; the checker sees what is."""
    full = with_site(base_url="https://example.org/")
    for edition in (EDITION, full):
        for number in range(len(CORPUS.claims)):
            assert find_faults(read_review(edition, number), "", "ClaimReview") == []
    assert find_faults({"@type": "ClaimReview", "verdict": "x"}, "", "ClaimReview")
    assert find_faults({"@type": "ClaimReview", "url": "page.html"}, "", "ClaimReview")
    assert find_faults({"@type": "Claim"}, "", "ClaimReview")


@pytest.mark.parametrize("address", [None, "https://example.org/facts/"])
def test_the_data_are_a_dataset(address: str | None) -> None:
    """Every file of data is a distribution with its media type; name, description and licence are as Google asks."""
    license = License("CC BY", "https://license.example/") if address else None
    edition = with_site(base_url=address, license=license)
    page = make_site(edition)["data.html"].decode()
    found = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    files = {file["contentUrl"]: file["encodingFormat"] for file in found["distribution"]}
    assert files[f"{address or ''}claims.csv"] == "text/csv"
    assert 50 <= len(found["description"]) <= 5000
    if address:
        assert find_faults(found, "", "Dataset") == []
        assert found["license"] == "https://license.example/"


def find_reviews(site: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """The ClaimReview of each page of the site that has one."""
    for path, content in site.items():
        _, found, rest = content.decode(errors="ignore").partition('<script type="application/ld+json">')
        if found and path.startswith("claims/") and path.endswith(".html"):
            yield json.loads(rest.partition("</script>")[0])


def test_the_feed_has_the_claim_reviews_of_all_pages() -> None:
    """claimreview.json is a DataFeed with the very ClaimReview of each page, in schema.org's words, and its dates.

    A claim without verdict, a draft and a withdrawn claim are not in it: the first has no ClaimReview at all.
    """
    first, second, third = (replace(claim, verdict="refuted", checked="2026-11-21") for claim in CORPUS.claims)
    draft = replace(second, draft=True)
    gone = replace(third, withdrawn=Withdrawal("2026-12-01", "It was wrong."))
    for corpus, wanted in (
        (replace(CORPUS, claims=(second, first, third)), [second, first, third]),
        (replace(CORPUS, claims=(first, replace(second, verdict=None), third)), [first, third]),
        (replace(CORPUS, claims=(first, draft), withdrawn=(gone,)), [first]),
        (replace(CORPUS, claims=()), []),
    ):
        address = "https://example.org/facts/"
        site = make_site(replace(EDITION, corpus=replace(corpus, site=replace(corpus.site, base_url=address))))
        feed = json.loads(site["claimreview.json"])
        assert find_faults(feed, "", "DataFeed") == []
        reviews = {review["url"]: review for review in find_reviews(site)}
        elements = {element["url"]: element for element in feed["dataFeedElement"]}
        assert [*elements] == sorted(f"{address}claims/{claim.id}.html" for claim in wanted)
        assert {url: element["item"] for url, element in elements.items()} == {url: [reviews[url]] for url in elements}
        assert {review["@type"] for review in reviews.values()} <= {"ClaimReview"}
        assert len(reviews) == len(wanted) + (draft in corpus.claims)


def test_a_claim_is_its_speakers_where_all_agree_on_one() -> None:
    """The claim has an author where one speaker stands behind all that supports it, and none where two do or nobody."""

    def author(*speakers: str | None) -> object:
        evidence = tuple(
            Evidence("c", number, "bbc", "x", "supports", speaker) for number, speaker in enumerate(speakers, 1)
        )
        refuting = Evidence("c", 9, "plain", "y", "refutes", "Somebody else")
        edition = replace_claim(Claim("c", "It is so.", evidence=(*evidence, refuting)))
        return read_review(edition)["itemReviewed"].get("author")

    assert author("US officials") == author("US officials", "US officials") == {"name": "US officials"}
    assert author("US officials", "A minister") is None
    assert author("US officials", None) is None
    assert author(None) is None
    assert author() is None


def test_the_desk_says_who_claims_it() -> None:
    """`claimed` gives the authors, each once with its type, the appearances and the first of them, where one is."""
    evidence = (Evidence("c", 1, "bbc", "x", "supports", "Somebody else"),)
    person = Entity("ada", "Ada Brandt", "person")

    def item(*claimed: Assertion) -> dict[str, Any]:
        claim = Claim("c", "S.", evidence=evidence, claimed=claimed)
        made = claim_review(Site("S"), claim, {"bbc": Source("bbc", "b.txt")}, {}, {"ada": person})
        assert find_faults(json.loads(made), "", "ClaimReview") == []
        found: dict[str, Any] = json.loads(made)["itemReviewed"]
        return found

    late = Assertion("ada", "2001-03-04", "at a conference", "https://a.example/late")
    early = Assertion("ada", "2000-10", None, "https://a.example/early")
    both = item(late, early)
    assert both["author"] == {"@type": "Person", "name": "Ada Brandt"}
    assert [work["url"] for work in both["appearance"]] == ["https://a.example/late", "https://a.example/early"]
    assert both["firstAppearance"]["url"] == "https://a.example/early"
    assert both["datePublished"] == "2000-10"
    other = item(late, Assertion("The Wire"))
    assert other["author"] == [{"@type": "Person", "name": "Ada Brandt"}, {"name": "The Wire"}]
    assert "firstAppearance" not in other  # the one without a date may be older
    assert item(Assertion("The Wire")).keys() == {"@type", "@id", "text", "author"}
    assert "firstAppearance" not in item(late, replace(early, date="2001"))  # 2001 may be later than March


def test_a_claimant_is_a_person_or_an_organization_where_the_project_says_so() -> None:
    """By the name or an alias of its entities; a name of two entities that differ is neither."""
    evidence = (Evidence("c", 1, "bbc", "x", "supports", "Ada Brandt"),)
    claim = Claim("c", "S.", evidence=evidence)

    def author(*entities: Entity) -> object:
        kinds = build_index(Edition(Corpus(Site("S"), entities=entities)), Assets()).kinds
        review = json.loads(claim_review(Site("S"), claim, {"bbc": Source("bbc", "b.txt")}, kinds))
        return review["itemReviewed"]["author"]

    person = Entity("a", "Brandt", "person", ("Ada Brandt",))
    assert author(person) == {"@type": "Person", "name": "Ada Brandt"}
    assert author(person, Entity("b", "Ada Brandt", "work")) == author() == {"name": "Ada Brandt"}


def test_corrections_are_dated_and_told() -> None:
    """Each correction is a CorrectionComment; the newest says when the review was last modified."""
    corrections = (Correction("2026-12", "Second."), Correction("2026-11-22", "First."))
    found = read_review(replace_claim(Claim("c", "It is so.", checked="2026-11-21", corrections=corrections)))
    assert (found["datePublished"], found["dateModified"]) == ("2026-11-21", "2026-12")
    assert found["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2026-12", "text": "Second."},
        {"@type": "CorrectionComment", "datePublished": "2026-11-22", "text": "First."},
    ]
    assert "dateModified" not in read_review(replace_claim(Claim("c", "It is so.", checked="2026-11-21")))
