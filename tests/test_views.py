"""Tests of all pages of a hand-made edition of the real articles, parsed as a browser does: contents and links."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import model
from generator.language.sentences import split_sentences
from generator.model import (  # fmt: skip
    Anchor,
    Article,
    Correction,
    Edition,
    Entity,
    Gap,
    Mention,
    Origin,
    Publisher,
    Quantity,
    Relation,
    Segment,
    Site,
    Source,
    Standing,
    TextRun,
    Tie,
    Topic,
)
from generator.publishing import labels
from generator.publishing.pages import all_pages
from generator.publishing.views.evidence import quote_pieces
from generator.publishing.views.frame import paginate
from generator.publishing.views.passages import QuotedPassage, article_regions
from generator.rating_scale import Rating
from tests.support.page_edition import (
    HOSTILE,
    Draft,
    ParsedPage,
    parse_pages,
    real_edition,
    render_pages,
    render_real_site,
)
from tests.support.site_data import make_site

EXPORTS = {
    "feed.xml", "claims.json", "claims.schema.json", "claims.csv", "claimreview.json", "annotations.jsonld",
    "manifest.json", "SHA256SUMS",
}  # fmt: skip
OTHER_FILES = re.compile(r"topics/[^/.]+\.xml|cards/[^/.]+\.png|sitemap\.xml|robots\.txt")


def check_pages(site: Mapping[str, str]) -> None:
    """The rules of every page, whatever it says."""
    pages = dict(parse_pages(site))
    for path, page in pages.items():
        assert page.html.startswith("<!doctype html>\n<html lang=")
        assert page.html.index('<meta charset="utf-8">') < 200
        assert len(page.ids) == len(set(page.ids)), (path, Counter(page.ids).most_common(1))
        assert page.tags["h1"] == page.tags["main"] == 1
        assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
        assert page.tags["style"] == (path == "404.html")
        assert "None" not in page.text()
        for data, inside in page.words:
            tags = [tag for tag, _ in inside]
            assert tags.count("a") <= 1
            assert "mark" not in tags or tags.index("mark") == len(tags) - 1
            if "script" in tags:
                assert inside[-1][1].get("type") == "application/ld+json"
                json.loads(data)
        for name, href in page.links:
            here = urlsplit(href)
            if here.scheme:
                assert here.scheme in ("http", "https", "mailto")
                assert name == "href"
                continue
            assert not here.netloc
            if path == "404.html" and href.startswith("/"):
                continue
            assert not href.startswith("/")
            target = str(PurePosixPath(path).parent / here.path) if here.path else path
            target = _resolve_dots(target)
            assert target in site or target in EXPORTS or OTHER_FILES.fullmatch(target), (path, href)
            assert "." in target.rsplit("/", 1)[-1] or target in EXPORTS
            if here.fragment and target in pages:
                assert here.fragment in pages[target].ids, (path, href)


def _resolve_dots(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            assert parts, f"{path} leaves the site"
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def check_quotes(edition: Edition, site: Mapping[str, str]) -> None:
    """Every quote stands on its claim's page and, marked, on its source's, as the source has it."""
    pages = dict(parse_pages(site))
    for claim in edition.corpus.claims:
        for evidence in claim.evidence:
            text = edition.articles[evidence.source].text
            segments = [text[segment.start : segment.end] for segment in edition.anchors[evidence.id].segments]
            source = pages[f"sources/{evidence.source}.html"]
            assert source.text("mark", **{"data-evidence": evidence.id}) == "".join(segments)
            assert source.ids.count(evidence.id) == 1
            ids = {"id": f"e{evidence.number}", "data-evidence": evidence.id}
            page = pages[f"claims/{claim.id}.html"]
            shown = [
                data for data, inside in page.words
                if any(ids.items() <= attributes.items() for _, attributes in inside)
                and "blockquote" in [tag for tag, _ in inside] and inside[-1][1]["class"] == "segment"
            ]  # fmt: skip
            assert shown == segments


# -- the rules ----------------------------------------------------------------------------------------------------


def test_every_page_is_whole() -> None:
    """Balanced tags, one id once, links that lead somewhere inside the site, nothing inline, never `None`."""
    check_pages(render_real_site())


def test_every_quote_is_the_sources_own_text_on_both_pages() -> None:
    """The blockquote holds the segments, and the marks of one piece of evidence, joined, are its segments."""
    check_quotes(real_edition(), render_real_site())


def test_the_site_has_the_contracts_pages() -> None:
    """All pages of the contract are there, each once, and the same edition gives them in the same order."""
    paths = [path for path, _ in all_pages(real_edition())]
    assert len(paths) == len(set(paths))
    assert paths == [path for path in render_real_site() if path.endswith(".html")]
    assert set(paths) == {
        "index.html", "about.html", "methodology.html", "404.html", "search.html", "data.html",
        "timeline.html", "matrix.html", "corrections.html", "contradictions.html",
        "claims/index.html", "sources/index.html", "topics/index.html", "entities/index.html",
        "claims/index.corroborated.html", "claims/index.single-source.html", "claims/index.contested.html",
        "claims/index.unsourced.html", "claims/index.verdict-supported.html",
        "claims/highest-ranking-official.html", "claims/us-troops.html", "claims/talks.html", "claims/alone.html",
        "sources/times.html", "sources/bbc.html", "sources/voa.html",
        "topics/visit.html", "topics/military.html", "entities/albright.html",
    }  # fmt: skip
    assert render_real_site()["sources/bbc.txt"] == real_edition().articles["bbc"].text
    assert {"_headers", ".nojekyll", "assets/search-1.js", "assets/icon.svg"} <= set(render_real_site())


def test_every_asset_is_named_by_a_plain_link() -> None:
    """An archive's crawler, which runs no script, finds every file in assets/ and every card by a plain link."""
    site = render_real_site()
    named = {
        _resolve_dots(str(PurePosixPath(path).parent / href))
        for path, page in parse_pages(site)
        for _, href in page.links
    }
    assert {path for path in site if path.startswith(("assets/", "cards/"))} <= named


def test_the_context_joins_the_quote_into_the_sources_own_passage() -> None:
    """Words before, quote and words after are one uninterrupted stretch of the source, the quote in its sentence."""
    page = ParsedPage(render_real_site()["claims/us-troops.html"])
    passage = page.text("div", **{"class": "passage"})
    assert " ".join(passage.split()) in " ".join(real_edition().articles["bbc"].text.split())
    assert "At present the US maintains some 37,000 troops based in South Korea - a legacy" in passage
    assert page.text("blockquote") == "some 37,000 troops based in South Korea"


def test_gaps_are_shown_as_typed_and_apart_from_the_sources_words() -> None:
    """What the curator typed between brackets stands in the quote, in its own span, spaced as it was typed."""
    page = ParsedPage(render_real_site()["claims/talks.html"])
    assert "Madeleine Albright [...] hold talks" in page.text("blockquote")
    assert "Mr Kim [greeted] Mrs Albright" in page.text("blockquote")
    assert page.text("span", **{"class": "gap"}) == " [...]  [greeted] "
    anchor = Anchor("a-1", "a", (Segment(0, 7), Gap("[s] "), Segment(10, 14)))
    assert "".join(piece.text for piece in quote_pieces(anchor, "It worked well")) == "It work[s] well"


def test_the_claim_page_says_who_says_what() -> None:
    """Verdict, counted sentence, its date, the speaker and who quotes them, figures, dates and how inferred."""
    first, troops = (
        ParsedPage(render_real_site()[f"claims/{id}.html"]) for id in ("highest-ranking-official", "us-troops")
    )
    first_text = " ".join(first.text().split())
    assert "Our verdict: Supported" in first_text
    assert "2 sources support this, independently of each other." in first_text
    assert "judged by the sources collected here and by nothing else." in first_text
    assert "1 source qualifies it." in first_text
    assert "October 2000 inferred" in first_text
    assert first_text.index("The date was wrong.") < first_text.index("An older one.")
    troops_text = " ".join(troops.text().split())
    assert "US officials quoted in US warms to new Korean era, BBC News Online" in troops_text
    assert "about 37,000 troops" in troops.text("table")
    assert "36,500 troops" in troops.text("table")


def test_related_claims_are_on_both_pages() -> None:
    """The relation's word is turned around on the other claim's page; a relation named by both appears once."""
    assert "Contradicts" in ParsedPage(render_real_site()["claims/talks.html"]).text("main")
    other = ParsedPage(render_real_site()["claims/highest-ranking-official.html"]).text("main")
    assert "Contradicted by" in other
    assert "Context" in other
    assert "Context for" in ParsedPage(render_real_site()["claims/us-troops.html"]).text("main")
    draft = Draft({})
    draft.claim("a", related=(Relation("b", "contradicts"),))
    draft.claim("b", related=(Relation("a", "contradicts"),))
    page = ParsedPage(render_pages(draft.edition())["claims/a.html"])
    assert page.text("p", **{"class": "relation"}) == "Contradicts"


def test_what_is_not_known_of_a_source_is_said_to_be_unknown() -> None:
    """An unknown publisher is `not stated`; what is inferred says from what; the hash is that of the published text."""
    page = ParsedPage(render_real_site()["sources/times.html"])
    facts = " ".join(page.text("dl", **{"class": "facts"}).split())
    assert "Publisher" in facts
    assert "not stated" in facts
    assert "October 2000 inferred: from ‘this month’" in facts
    assert sha256(render_real_site()["sources/times.txt"].encode()).hexdigest() in page.text("code")


def test_an_entity_page_has_every_sentence_that_names_it() -> None:
    """Each sentence once, its names in <b>; the link leads to the quoted passage around the name if there is one."""
    page = ParsedPage(render_real_site()["entities/albright.html"])
    names = sum(1 for data, inside in page.words if inside[-1:] and inside[-1][0] == "b")
    assert names == len(real_edition().mentions)
    assert ("href", "../sources/bbc.html#highest-ranking-official-1") in page.links
    sentences = page.text("p", **{"class": "place"})
    assert sentences.count("would be the highest-ranking US official ever") == 1


def test_topic_pages_put_the_corroborated_first() -> None:
    """A topic's claims stand by corroboration, whatever the order in the file."""
    draft = Draft({"a": "One. Two.", "b": "One. Three."})
    draft.claim("weak", topics=("t",))
    draft.claim("strong", (("a", "One", "supports"), ("b", "One", "supports")), topics=("t",))
    page = render_pages(draft.edition(topics=(Topic("t", "T"),)))["topics/t.html"]
    assert page.index("strong.html") < page.index("weak.html")


def test_the_timeline_keeps_partial_dates_as_they_are() -> None:
    """Years before their months before their days; nothing is added to a partial date."""
    draft = Draft({"a": "Words."})
    for date in ("2001", "2000-10-02", "2000-10", "1999-12-31", "2000"):
        draft.claim(f"d-{date}", date=date)
    page = render_pages(draft.edition(sources=(Source("a", "seeds/a.txt", published="2000-11"),)))["timeline.html"]
    dates = re.findall(r'datetime="([^"]+)"', page)
    assert dates == ["1999-12-31", "2000", "2000-10", "2000-10-02", "2000-11", "2001"]
    assert labels.format_date("2000-10", "en") == "October 2000"
    assert labels.format_date("2000-10-02", "en") == "2 October 2000"


def test_the_home_page_begins_with_what_deserves_a_look() -> None:
    """The claims that the desk features or, without any, of the most sources, of figures and disputed; then the rest
    of what does not hold or is disputed."""

    def list_cards(edition: Edition) -> list[str]:
        page = ParsedPage(render_pages(edition)["index.html"])
        hrefs = (href.partition("#")[0] for _, href in page.links)
        return list(dict.fromkeys(href for href in hrefs if href.startswith("claims/") and "index." not in href))

    real = real_edition()
    assert list_cards(real) == [f"claims/{id}.html" for id in ("highest-ranking-official", "us-troops", "talks")]
    site = replace(real.corpus.site, featured=("us-troops",))
    featured = replace(real, corpus=replace(real.corpus, site=site))
    assert list_cards(featured) == ["claims/us-troops.html", "claims/talks.html"]


def test_the_page_for_lost_readers_works_at_any_depth() -> None:
    """With base_url its links are paths below that, on any host; it contains its style, and needs no `<base>`."""
    page = render_real_site()["404.html"]
    assert "<base" not in page and "<script" not in page and 'rel="stylesheet"' not in page
    assert 'class="skip" href="#main"' in page
    links = {href for _, href in ParsedPage(page).links} - {"#main", "https://example.org/facts/404.html"}
    own = {href for href in links if not href.startswith(("http", "mailto"))}
    assert own and all(href.startswith("/facts/") for href in own)
    bare = render_pages(Draft({}).edition())["404.html"]
    assert "<base" not in bare and 'href="index.html"' in bare


def test_an_empty_project_has_a_site_too() -> None:
    """No claims, no sources, no topics: every page is there and says so."""
    check_pages(render_pages(Draft({}).edition()))


def test_long_lists_are_paged_by_a_hundred() -> None:
    """No list has more than a hundred things or two turning links on a page; all of them are on some page."""
    draft = Draft({f"s-{number}": f"Word {number} stands here." for number in range(240)})
    for number in range(240):
        draft.claim(f"c-{number}", ((f"s-{number}", f"Word {number}", "supports"),), topics=("t",), entities=("e",),
                    date="2000", corrections=(Correction("2001", "Mended."),))  # fmt: skip
    mentions = tuple(Mention("e", f"s-{number}", 0, 4) for number in range(240))
    edition = draft.edition(topics=(Topic("t", "T"),), entities=(Entity("e", "Word", "other"),), mentions=mentions)
    site = render_pages(edition)
    check_pages(site)
    for first, folder in (
        ("claims/index", ""), ("topics/t", "../claims/"), ("entities/e", "../claims/"), ("corrections", "claims/"),
        ("matrix", "claims/"), ("timeline", "claims/"),
    ):  # fmt: skip
        further = [f"{first}.{number}.html" for number in range(2, 12)]
        seen: list[str] = []
        for page in (site[path] for path in (f"{first}.html", *further) if path in site):
            found = dict.fromkeys(re.findall(rf'href="{re.escape(folder)}(c-\d+)\.html', page))
            assert len(found) <= 100
            assert page.count('rel="next"') <= 2
            seen.extend(found)
        assert len(set(seen)) == 240, first
    assert "Page 2 of 3" in site["claims/index.2.html"]
    assert "claims/index.4.html" not in site
    home = ParsedPage(site["index.html"])
    assert sum("sources/s-" in href for _, href in home.links) == 12
    assert "All 240 sources" in home.text()


@given(st.integers(0, 1000))
def test_paging_loses_nothing(length: int) -> None:
    """The pages together are the list; only the last may be short; an empty list has a page."""
    found = list(paginate("claims/index.html", range(length)))
    assert [item for _, shown, _ in found for item in shown] == list(range(length))
    assert all(len(shown) == 100 for _, shown, _ in found[:-1])
    assert len(found) == max(1, -(-length // 100))


def test_the_matrix_grows_with_the_evidence() -> None:
    """A claim on many sources spreads over pages of thirty columns; each page has only the claims of its columns.

    Of more than forty sources none has a column: then each stance has one, and its cells name the sources.
    """
    draft = Draft({f"s-{number}": "Some words." for number in range(40)})
    draft.claim("wide", tuple((source, "Some words", "supports") for source in draft.texts))
    draft.claim("narrow", (("s-0", "words", "refutes"),))
    draft.claim("bare")
    site = render_pages(draft.edition())
    assert "matrix.3.html" not in site
    pages = [site[f"matrix{number}.html"] for number in ("", ".2")]
    assert [len(re.findall("<tr>", page)) - 1 for page in pages] == [3, 1]
    assert sum(page.count('class="sign"') for page in pages) == 41
    draft = Draft({f"s-{number}": "Some words." for number in range(95)})
    draft.claim("wide", tuple((source, "Some words", "supports") for source in draft.texts))
    draft.claim("narrow", (("s-0", "words", "refutes"),))
    site = render_pages(draft.edition())
    assert "matrix.2.html" not in site
    named = re.findall(r'href="claims/(\w+)\.html#e(\d+)"', site["matrix.html"])
    assert len(set(named)) == len(named) == 96


# -- hostile and foreign text -------------------------------------------------------------------------------------


def test_hostile_text_is_text_in_every_field() -> None:
    """Markup in any field is printed as characters: no element, attribute or script of a stranger is on any page."""
    text = f"{HOSTILE} said so. <b>More</b> words &lt; here. {HOSTILE}"
    draft = Draft({"s": text})
    draft.claim(
        "c", ((("s"), "<b>More</b> words &lt; here", "supports"),), statement=HOSTILE, topics=("t",), entities=("e",),
        quantity=Quantity(1, HOSTILE), verdict="v", explanation=HOSTILE, checked="2001", checked_by=HOSTILE,
        corrections=(Correction("2001", HOSTILE),), related=(Relation("c", "refines"),), date="2001",
    )  # fmt: skip
    worse = replace(draft.claims[0].evidence[0], speaker=HOSTILE, note=HOSTILE, value=3, quote=HOSTILE)
    draft.claims[0] = replace(draft.claims[0], evidence=(worse,))
    edition = draft.edition(
        Site(HOSTILE, HOSTILE, "https://example.org/", "en", Publisher(HOSTILE), HOSTILE,
             contact="https://example.org/?q=\"><script>", ratings=(Rating("v", HOSTILE, 1),)),
        sources=(Source("s", f"seeds/{HOSTILE}.txt", HOSTILE, HOSTILE, (HOSTILE, HOSTILE), "2001", language=HOSTILE,
                        url="https://example.org/?\"><script>", note=HOSTILE, inferred=(("title", HOSTILE),)),),
        topics=(Topic("t", HOSTILE, HOSTILE),), entities=(Entity("e", HOSTILE, "other", (HOSTILE,), HOSTILE),),
        mentions=(Mention("e", "s", 0, len(HOSTILE)),),
    )  # fmt: skip
    origin = Origin(("s", "s"), (Tie("s", "s", "speaker", HOSTILE),))
    edition = replace(edition, standings={"c": Standing("c", "single-source", ("s",), (), (origin,))})
    site = render_pages(edition)
    check_pages(site)
    check_quotes(edition, site)
    for path, page in parse_pages(site):
        assert page.tags["img"] == page.tags["iframe"] == 0
        assert page.tags["script"] == (path != "404.html") + path.startswith(("claims/c", "data.", "search."))
        assert "49" not in page.text("h1")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("قال الرئيس إن البلاد مستعدة. ثم غادر.", "البلاد مستعدة"),
        ("ראש הממשלה אמר כי הוא מוכן. אחר כך הלך.", "הוא מוכן"),
        ("金正日说他很高兴。会谈持续了三个小时。", "会谈持续了三个小时"),
        ("ผู้นำกล่าวว่าเขามีความสุขมาก", "เขามีความสุข"),
        ("Cafe\u0301 🇰🇵 𝒬uote — naïve words.", "🇰🇵 𝒬uote — naïve"),
    ],
)
def test_any_script_is_quoted_and_marked(text: str, quote: str) -> None:
    """Right-to-left, unspaced and astral text keeps its characters; of no known language, a direction of its own."""
    draft = Draft({"s": text})
    draft.claim("c", (("s", quote, "supports"),))
    edition = draft.edition(sources=(Source("s", "seeds/s.txt"),))
    site = render_pages(edition)
    check_pages(site)
    check_quotes(edition, site)
    assert '<div class="passage" dir="auto">' in site["claims/c.html"]
    assert '<div class="article plain" dir="auto">' in site["sources/s.html"]


def test_a_right_to_left_site_says_so() -> None:
    """The direction of the whole page follows the site's language."""
    assert '<html lang="he-IL" dir="rtl">' in render_pages(Draft({}).edition(Site("א", language="he-IL")))["index.html"]


# -- marks --------------------------------------------------------------------------------------------------------


def mark_article(article: Article, passages: list[QuotedPassage]) -> str:
    regions = article_regions(article, passages, split_sentences(article.text))
    return "".join(row.article for region in regions for row in region.rows)


def test_overlapping_passages_are_cut_at_every_boundary() -> None:
    """Nested, crossing, equal and touching passages are all marked, each stretch with all that cover it."""
    text = "abcdefghij"
    draft = Draft({"s": text})
    draft.claim("a", (("s", "abcdef", "supports"), ("s", "defghi", "refutes"), ("s", "def", "supports")))
    draft.claim("b", (("s", "def", "mentions"), ("s", "j", "mentions")))
    site = render_pages(draft.edition())
    check_quotes(draft.edition(), site)
    found = r'<mark data-evidence="([^"]*)" data-stance="([^"]*)"[^>]*>([^<]*)</mark>'
    marks = re.findall(found, site["sources/s.html"])
    assert marks == [
        ("a-1", "supports", "abc"), ("a-1 a-2 a-3 b-1", "mixed", "def"), ("a-2", "refutes", "ghi"),
        ("b-2", "mentions", "j"),
    ]  # fmt: skip


def test_marks_never_hold_the_articles_tags() -> None:
    """A passage that runs over blocks and inline tags is marked piece by piece, its pin where it begins."""
    text = "One two\n\nthree four"
    pieces = (
        model.TagPiece("<p>"), TextRun(0, 4), model.TagPiece("<em>"), TextRun(4, 7), model.TagPiece("</em>"),
        TextRun(7, 9), model.TagPiece("</p><p>"), TextRun(9, 19), model.TagPiece("</p>"),
    )  # fmt: skip
    article = Article("s", text, pieces, plain=False, sha256="")
    passage = QuotedPassage(Anchor("c-1", "s", (Segment(4, 14),)), 1, "../claims/c.html#e1", "supports", "It is.")
    mark = '<mark data-evidence="c-1" data-stance="supports">'
    assert mark_article(article, [passage]) == (
        '<p>One <em><a class="pin" id="c-1" href="../claims/c.html#e1" data-stance="supports" data-number="1"'
        ' title="Supports: It is."></a>'
        f"{mark}two</mark></em>{mark}\n\n</mark></p><p>{mark}three</mark> four</p>"
    )


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_marks_hold_their_segments_however_they_lie(data: st.DataObject) -> None:
    """For any segments on any runs, the marks of each passage joined are its segments, and all text is there once."""
    text = data.draw(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda span: span[0] != span[1])
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=5))})
    pieces = tuple(
        piece for start, end in pairwise(cuts)
        for piece in (model.TagPiece("<p>"), TextRun(start, end), model.TagPiece("</p>"))
    )  # fmt: skip
    passages = []
    for number, drawn in enumerate(data.draw(st.lists(st.lists(places, min_size=1, max_size=3), max_size=6)), 1):
        layout: list[Segment] = []
        for start, end in sorted(tuple(sorted(span)) for span in drawn):
            if not layout or start >= layout[-1].end:
                layout.append(Segment(start, end))
        passages.append(QuotedPassage(Anchor(f"c-{number}", "s", tuple(layout)), number, "#", "supports", "S"))
    page = ParsedPage(mark_article(Article("s", text, pieces, False, ""), passages))
    for passage in passages:
        expected = "".join(text[segment.start : segment.end] for segment in passage.anchor.segments)
        assert page.text("mark", **{"data-evidence": passage.anchor.evidence}) == expected
        assert page.ids.count(passage.anchor.evidence) == 1
    assert "".join(data for data, inside in page.words if not any(tag == "a" for tag, _ in inside)) == text


def test_excerpts_publish_no_more_than_the_quoted_sentences() -> None:
    """With `display: excerpts` no page, text or script has a word of the sentences that are not quoted."""
    text = "Alpha opens it. Bravo speaks here. Charlie stays quiet. Delta speaks too. Echo closes it."
    draft = Draft({"s": text})
    draft.claim("c", (("s", "speaks here", "supports"), ("s", "Delta [...] too", "refutes")), entities=("e",))
    edition = draft.edition(
        sources=(Source("s", "seeds/s.txt", display="excerpts"),),
        entities=(Entity("e", "Anyone", "person"),),
        mentions=tuple(
            Mention("e", "s", text.index(name), text.index(name) + len(name))
            for name in ("Alpha", "Bravo", "Charlie", "Delta", "Echo")
        ),
    )
    site = render_pages(edition)
    check_pages(site)
    check_quotes(edition, site)
    for path, content in site.items():
        assert not re.search("Alpha|Charlie|Echo", content), path
    page = ParsedPage(site["sources/s.html"])
    article = page.text("div", **{"class": "article"})
    assert article.split("\n") == ["[…]", "Bravo speaks here.", "[…]", "Delta speaks too.", "[…]", ""]
    assert "Only the quoted passages" in page.text("main")
    assert len(site["sources/s.txt"]) == len(text)


def test_a_source_with_thousands_of_passages_stays_linear() -> None:
    """Twice the passages take about twice the output: nothing is said of a passage anywhere but in its place."""
    sizes = []
    for size in (1000, 2000):
        text = " ".join(f"word{number}." for number in range(size))
        draft = Draft({"s": text})
        draft.claim("c", tuple(("s", f"word{number}.", "supports") for number in range(size)))
        sizes.append(sum(map(len, render_pages(draft.edition()).values())))
    assert sizes[1] < 2.2 * sizes[0]


# -- many processes -----------------------------------------------------------------------------------------------


def test_workers_make_the_same_bytes_in_the_same_order() -> None:
    """`jobs` changes nothing but the time: paths, order and bytes are those of one process."""
    draft = Draft({"s": "Some words stand here."})
    for number in range(450):
        draft.claim(f"c-{number}", (("s", "words", "supports"),))
    edition = draft.edition()
    assert list(make_site(edition, jobs=3).items()) == list(make_site(edition).items())


def test_words_for_numbers_and_counts() -> None:
    """Thousands are grouped from five digits on (four may be a year); nouns follow their number."""
    assert [labels.format_figure(figure, "en") for figure in (3, 1953, 37_000, 37_000.0, 0.5, -12_000)] == [
        "3", "1953", "37,000", "37,000", "0.5", "-12,000",
    ]  # fmt: skip
    assert labels.count_words(1, "claim", "en") == "1 claim"
    assert labels.count_words(20_000, "claim", "en") == "20,000 claims"
    assert labels.join_list(("A", "B", "C")) == "A, B and C"


def test_own_ratings_have_words_and_shapes() -> None:
    """The worse half of a scale looks like no, the better like yes, the middle like neither; a typed sign wins."""
    scale = (
        Rating("wrong", "Wrong", 1), Rating("mostly-wrong", "Mostly wrong", 1.5), Rating("half", "Half", 2),
        Rating("mostly-right", "Mostly right", 4, sign="partly"), Rating("right", "Right", 5),
        Rating("joke", "A joke", None, "It was meant as one.", off_scale=True),
    )  # fmt: skip
    badges = labels.verdict_badges(Site("S", ratings=scale))
    shapes = {id: badge.shape for id, badge in badges.items()}
    assert [shapes[rating.id] for rating in scale] == ["no", "no", "partly", "partly", "yes", "open"]
    assert shapes["supported"] == "yes"
    draft = Draft({})
    draft.claim("c", verdict="half")
    edition = draft.edition(Site("S", ratings=scale))
    assert "Half" in ParsedPage(render_pages(edition)["claims/c.html"]).text("main")
    method = ParsedPage(render_pages(edition)["methodology.html"]).text("main")
    assert method.index("Right") < method.index("Half") < method.index("Wrong") < method.index("It was meant as one.")
