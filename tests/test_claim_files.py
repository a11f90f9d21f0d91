"""One claim as files: what programs, assistants and pages of others get of it is what the site says."""

import json
import posixpath
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from markdown import markdown

from generator.model import Claim, Site
from generator.publishing.data.claim_files import PART_SIZE, llms_files
from tests.support.data_edition import CORPUS, EDITION, with_site
from tests.support.site_data import make_claims_json, make_site

ADDRESS = "https://example.org/facts/"
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:b) `c` \u202e“d”"


def make_files(**site: object) -> dict[str, str]:
    return {
        path: content.decode() for path, content in make_site(with_site(**site)).items() if not path.endswith(".png")
    }


def test_the_json_of_a_claim_is_its_entry_in_claims_json() -> None:
    """Each claim's own file has the very entry, and each source that it quotes; its paths begin at `root`."""
    files = make_files(base_url=ADDRESS)
    for claim in json.loads(make_claims_json(with_site(base_url=ADDRESS)))["claims"]:
        own = json.loads(files[f"claims/{claim['id']}.json"])
        assert own["claim"] == claim
        assert own["site"]["root"] == ADDRESS
        assert {source["id"] for source in own["sources"]} == {evidence["source"] for evidence in claim["evidence"]}


def test_the_markdown_of_a_claim_begins_with_its_judgement_and_has_every_quote() -> None:
    """The first line is the statement behind its verdict; each quote is a block quotation with a link to its place."""
    files = make_files()
    for claim in CORPUS.claims:
        text = files[f"claims/{claim.id}.md"]
        assert re.match(r"# \w[\w -]*: ", text)
        assert text.count("\n> ") == len(claim.evidence)
        html = markdown(text)
        for target in re.findall(r'href="([^"#]+)', html):
            assert (
                target.startswith(("http://", "https://"))
                or target.removeprefix("../") in files
                or (f"claims/{target}" in files)
            ), target


def test_links_of_the_desk_lead_to_files_beside_it() -> None:
    """A claim links to the Markdown of another, and to the pages of sources, topics and entities."""
    explanation = "See [that](claim:bare-claim), [it](source:bbc)\nand [more][m].\n\n[m]: topic:army"
    claims = (replace(CORPUS.claims[0], explanation=explanation), *CORPUS.claims[1:])
    edition = replace(EDITION, corpus=replace(CORPUS, claims=claims))
    text = make_site(edition)[f"claims/{claims[0].id}.md"].decode()
    assert "[that](bare-claim.md), [it](../sources/bbc.html)" in text
    assert "[m]: ../topics/army.html" in text


class _Card(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_card(html: str) -> _Card:
    card = _Card()
    card.feed(html)
    return card


def test_a_card_is_plain_html_with_judgement_quote_and_link() -> None:
    """On somebody else's page it loads nothing and runs nothing; page and oEmbed give the same card."""
    files = make_files(base_url=ADDRESS)
    for claim in CORPUS.claims:
        answer = json.loads(files[f"claims/{claim.id}.oembed.json"])
        assert {"version", "type", "html", "width", "height"} <= answer.keys()
        page = files[f"claims/{claim.id}.html"]
        assert f'type="application/json+oembed" href="{ADDRESS}claims/{claim.id}.oembed.json"' in page
        assert answer["html"] in unescape(page)
        card = read_card(answer["html"])
        assert {tag for tag, _ in card.tags} <= {"blockquote", "p", "strong", "span", "q", "a"}
        assert [about["href"] for tag, about in card.tags if tag == "a"] == [f"{ADDRESS}claims/{claim.id}.html"]
        assert answer["title"].split(":")[0] in card.words[1]
        quotes = [tag for tag, _ in card.tags if tag == "q"]
        assert len(quotes) == bool(claim.evidence)


def test_no_text_breaks_out_of_a_card() -> None:
    """Whatever the statement and the title say, the card has its own elements and attributes only."""
    claim = Claim("c", HOSTILE, checked_by=HOSTILE)
    edition = replace(
        EDITION,
        corpus=replace(CORPUS, site=Site(HOSTILE, base_url=ADDRESS), claims=(claim,)),
        standings={
            "c": replace(next(iter(EDITION.standings.values())), claim="c", supporting=(), refuting=(), origins=())
        },
    )
    files = make_site(edition)
    card = read_card(json.loads(files["claims/c.oembed.json"])["html"])
    assert {tag for tag, _ in card.tags} <= {"blockquote", "p", "strong", "span", "a"}
    assert HOSTILE.replace("\u202e", "") in "".join(card.words).replace("\\u202e", "").replace("[U+202E]", "")
    for path in ("claims/c.md", "llms.txt", "claims/c.oembed.json"):
        assert "\u202e" not in files[path].decode()
    assert "<img" not in markdown(files["claims/c.md"].decode())


def test_without_an_address_there_is_no_card() -> None:
    """A card elsewhere needs a link back, which only a site with an address has."""
    files = make_files()
    assert not [path for path in files if path.endswith(".oembed.json")]
    assert "oembed" not in files[f"claims/{CORPUS.claims[0].id}.html"]


@pytest.mark.parametrize("count", [0, 1, 3000])
def test_llms_txt_leads_to_every_claim(count: int) -> None:
    """It begins as llmstxt.org says; a long list goes on in further files, each small enough to be read whole."""
    rows = [f"- [Refuted: Claim {number} of a long list.](claims/c{number}.md)\n".encode() for number in range(count)]
    files = {path: content.decode() for path, content in llms_files(Site("The *site*"), rows)}
    assert files["llms.txt"].startswith("# The \\*site\\*\n\n> ")
    assert all(len(text.encode()) < PART_SIZE + 2000 for text in files.values())
    listed, path = [], "llms.txt"
    while path:
        listed += re.findall(r"\]\((claims/.*?\.md)\)", files[path])
        more = re.search(r"\[More claims\]\((.*?)\)", files[path])
        path = more[1] if more else ""
    assert listed == [f"claims/c{number}.md" for number in range(count)]


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_what_assistants_read_leads_everywhere(address: str | None) -> None:
    """The links of llms.txt and of each claim's Markdown lead to files of the site. With an address they are full,
    since such a text is often read alone."""
    files = make_files(base_url=address)
    texts = {path: text for path, text in files.items() if path.endswith(".md") or path == "llms.txt"}
    for path, text in texts.items():
        targets = re.findall(r"\]\(([^)#]+)", text)
        assert targets
        for target in targets:
            assert target.startswith(address or "") and (address or "://" not in target)
            found = target.removeprefix(address) if address else posixpath.normpath(posixpath.join(path, "..", target))
            assert found in files, (path, target)
