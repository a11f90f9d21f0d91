"""Ready-made citations: in four forms, with what is known and nothing else, safe in the language of each form."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from generator.model import Claim, Publisher, Site, Source
from generator.publishing.views.citations import Citation, cite_claim, cite_source, describe_claim, describe_source
from generator.rating_scale import Rating

SITE = Site("Facts & figures", base_url="https://example.org/facts/", publisher=Publisher("The Desk"))
CLAIM = Claim(
    "us-troops",
    "The US bases some 37,000 troops there.",
    verdict="refuted",
    checked="2026-11-21",
    checked_by="A. Checker",
)
BBC = Source(
    "bbc",
    "seeds/001.txt",
    title="US warms to 100% new_era",
    publisher="BBC News",
    author=("Richard Lister", "B. Reporter"),
    published="2000-10-24",
    url="https://bbc.example/1_(2)?a=1&b=%20#x",
    archive_url="https://archive.example/1",
    accessed="2026-11",
    language="en",
)
ODD = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("{}\\%&$#_~^[]()*`<>\"'"), min_size=1
).filter(str.strip)


def forms(citations: tuple[Citation, ...]) -> dict[str, str]:
    assert [citation.form for citation in citations] == ["Plain text", "Markdown", "BibTeX", "Wikipedia", "CSL-JSON"]
    return {citation.form: citation.text for citation in citations}


def test_a_claim_is_cited_with_its_verdict() -> None:
    """A refuted statement cannot be cited without the word that it is refuted; the address is the page's own."""
    found = forms(cite_claim(SITE, CLAIM))
    address = "https://example.org/facts/claims/us-troops.html"
    title = "Fact check: “The US bases some 37,000 troops there.” (verdict: Refuted)"
    assert found["Plain text"] == f"A. Checker. {title}. Facts & figures, The Desk, 21 November 2026. {address}"
    assert found["Markdown"] == f"A. Checker. [{title}]({address}). *Facts &amp; figures*, The Desk, 21 November 2026."
    assert found["BibTeX"] == "\n".join(
        (
            "@misc{us-troops,",
            "  author = {{A. Checker}},",
            f"  title = {{{{{title}}}}},",
            "  howpublished = {Facts \\& figures},",
            "  publisher = {The Desk},",
            "  year = {2026},",
            "  month = nov,",
            "  day = {21},",
            f"  url = {{{address}}}",
            "}",
        )
    )
    assert json.loads(found["CSL-JSON"]) == [
        {
            "id": "us-troops",
            "type": "webpage",
            "title": title,
            "author": [{"literal": "A. Checker"}],
            "container-title": "Facts & figures",
            "publisher": "The Desk",
            "issued": {"date-parts": [[2026, 11, 21]]},
            "URL": address,
            "language": "en",
        }
    ]


def test_a_source_is_cited_where_it_was_published() -> None:
    """All authors, the publisher, the day, the original and the archive copy, and when it was seen."""
    found = forms(cite_source(BBC, "en"))
    assert found["Plain text"] == (
        "Richard Lister and B. Reporter. “US warms to 100% new_era”. BBC News, 24 October 2000. "
        "https://bbc.example/1_(2)?a=1&b=%20#x Archived: https://archive.example/1 Accessed November 2026"
    )
    assert "[US warms to 100% new\\_era](<https://bbc.example/1_(2)?a=1&b=%20#x>)" in found["Markdown"]
    assert "  author = {{Richard Lister} and {B. Reporter}},\n" in found["BibTeX"]
    assert "  title = {{US warms to 100\\% new\\_era}},\n" in found["BibTeX"]
    assert "  note = {Archived at \\url{https://archive.example/1}}\n" in found["BibTeX"]
    (item,) = json.loads(found["CSL-JSON"])
    assert [author["literal"] for author in item["author"]] == ["Richard Lister", "B. Reporter"]
    assert (item["accessed"], item["archive_location"]) == ({"date-parts": [[2026, 11]]}, "https://archive.example/1")


def test_nothing_is_made_up() -> None:
    """What is not known is not there: no author, no date, no publisher, no address, and no word instead of them."""
    bare = forms(cite_claim(Site("Facts"), Claim("bare", "It is so.")))
    assert bare["Plain text"] == "Fact check: “It is so.” Facts."
    assert bare["Markdown"] == "Fact check: “It is so.” *Facts*."
    assert bare["BibTeX"] == "@misc{bare,\n  title = {{Fact check: “It is so.”}},\n  howpublished = {Facts}\n}"
    assert json.loads(bare["CSL-JSON"])[0].keys() == {"id", "type", "title", "container-title", "language"}
    unknown = forms(cite_source(Source("wire", "seeds/wire.txt"), "en"))
    assert unknown["Plain text"] == "[wire.txt]."
    assert json.loads(unknown["CSL-JSON"]) == [{"id": "wire", "type": "document", "title": "[wire.txt]"}]
    assert not re.search("None|unknown|n\\.d\\.", "".join((*bare.values(), *unknown.values())))


def test_wikipedia_gets_a_template_that_its_style_accepts() -> None:
    """An address makes it `cite web`; a copy needs the day in its address, a day of access all three parts."""
    found = forms(cite_source(BBC, "en"))["Wikipedia"]
    assert found == (
        "{{cite web |author1=Richard Lister |author2=B. Reporter |title=US warms to 100% new_era "
        "|url=https://bbc.example/1_(2)?a=1&b=%20#x |publisher=BBC News |date=24 October 2000 |language=en}}"
    )
    copied = replace(
        BBC, archive_url="https://web.archive.org/web/20001104123456/http://a.example/", accessed="2001-02-03"
    )
    assert forms(cite_source(copied, "en"))["Wikipedia"].endswith(
        "|access-date=3 February 2001 |archive-url=https://web.archive.org/web/20001104123456/http://a.example/ "
        "|archive-date=4 November 2000}}"
    )
    assert forms(cite_source(replace(BBC, url=None), "en"))["Wikipedia"].startswith("{{citation |author1=")
    inferred = replace(BBC, inferred=(("published", "from “today”"),))
    assert "|date=c. 2000 |" in forms(cite_source(inferred, "en"))["Wikipedia"]
    title = "A | b [[c]] {{d}} ''e'' <ref>~~~~"
    wiki = forms(cite_source(replace(BBC, title=title, url="https://a.example/?a={{b}}|c d"), "en"))["Wikipedia"]
    assert unescape(wiki.partition("|title=")[2].partition(" |url=")[0]) == title
    assert not re.search(r"\[|\]|<|''|~~~|(?<!^){{|}}(?!$)", wiki)


def test_reference_managers_read_the_work_that_the_page_is_about() -> None:
    """A claim's page is a work of the desk; a source's page tells of the source, at the source's own address."""
    claim = {meta.name: meta.content for meta in describe_claim(SITE, CLAIM)}
    assert claim == {
        "z:itemType": "webpage",
        "citation_title": "Fact check: “The US bases some 37,000 troops there.” (verdict: Refuted)",
        "citation_author": "A. Checker",
        "citation_publication_date": "2026/11/21",
        "citation_publisher": "The Desk",
        "citation_language": "en",
        "citation_public_url": "https://example.org/facts/claims/us-troops.html",
    }
    source = [(meta.name, meta.content) for meta in describe_source(BBC)]
    assert ("citation_public_url", BBC.url) in source
    assert [content for name, content in source if name == "citation_author"] == ["Richard Lister", "B. Reporter"]
    assert {name for name, _ in ((meta.name, meta.content) for meta in describe_source(Source("a", "a.txt")))} == {
        "z:itemType", "citation_title",
    }  # fmt: skip


def test_what_is_inferred_is_in_brackets() -> None:
    """A date or a title that the source does not state is marked as supplied, in every form."""
    how = (("published", "why"), ("title", "why"))
    source = Source("s", "s.txt", title="A title", published="2000-10", inferred=how)
    found = forms(cite_source(source, "en"))
    assert found["Plain text"] == "[A title]. [October 2000]."
    assert found["Markdown"] == "\\[A title\\]. \\[October 2000\\]."
    assert "title = {{[A title]}}" in found["BibTeX"]
    assert "note = {Date inferred}" in found["BibTeX"]
    assert json.loads(found["CSL-JSON"])[0]["issued"] == {"date-parts": [[2000, 10]], "circa": True}


@pytest.mark.parametrize(
    ("date", "parts", "bibtex"),
    [
        ("2000", [2000], ["year = {2000}"]),
        ("2000-02", [2000, 2], ["year = {2000}", "month = feb"]),
        ("2000-02-09", [2000, 2, 9], ["year = {2000}", "month = feb", "day = {9}"]),
    ],
)
def test_a_partial_date_stays_partial(date: str, parts: list[int], bibtex: list[str]) -> None:
    """No month and no day is added to what is known."""
    found = forms(cite_source(Source("s", "s.txt", title="T", published=date), "en"))
    assert json.loads(found["CSL-JSON"])[0]["issued"] == {"date-parts": [parts]}
    assert re.findall(r"(?:year|month|day) = [^,\n]+", found["BibTeX"]) == bibtex


def test_a_sites_own_scale_gives_the_verdict_its_name() -> None:
    """The label is that of site.ratings."""
    site = Site("S", ratings=(Rating("lie", "A plain lie", 1),))
    found = forms(cite_claim(site, Claim("c", "It is so.", verdict="lie")))
    assert "(verdict: A plain lie)" in found["Plain text"]


@given(ODD, ODD)
def test_any_text_is_safe_in_every_form(title: str, name: str) -> None:
    """BibTeX's braces stay in pairs and its commands are its own; Markdown shows the very text; JSON holds it."""
    found = forms(cite_source(Source("s", "s.txt", title=title, author=(name,), publisher=name), "en"))
    said = " ".join(title.split())
    bibtex = found["BibTeX"]
    assert set(re.findall(r"\\(text\w+\{\}|.)", bibtex)) <= {
        "textbackslash{}", "textasciitilde{}", "textasciicircum{}", *"&%$#_{}",
    }  # fmt: skip
    bare = re.sub(r"\\[&%$#_{}]", "", bibtex)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[&$#~^]", bare.replace("month = ", ""))
    assert json.loads(found["CSL-JSON"])[0]["title"] == said
    assert not re.search("<(?!/?p>)", markdown(found["Markdown"]))
