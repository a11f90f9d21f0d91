"""Tests of reading: articles with notes beside them, narrowed lists, the home page and the methodology page."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.anchors import find_layout
from generator.analysis.anchoring.levels import FOLDINGS, LEVELS, find_foldings
from generator.analysis.anchoring.match import REPLACED
from generator.folding import fold
from generator.language.sentences import split_sentences
from generator.model import Anchor, Article, Segment, Site, Source, TagPiece, TextRun, Topic
from generator.publishing import labels
from generator.publishing.index import facet_tokens
from generator.publishing.pages import all_pages
from generator.publishing.views import methodology
from generator.publishing.views.facets import corroboration_page, facet_groups, verdict_page
from generator.publishing.views.passages import ArticleRow, QuotedPassage, article_regions
from generator.publishing.views.strip import CELLS, quote_strip, quoted_share
from generator.rating_scale import Rating
from generator.reading.kinds.saved_page import read_saved_page
from generator.vocabulary import CORROBORATION_IDS, CORROBORATIONS, STANCE_IDS, STANCES, TIE_KINDS, TIES, VERDICTS
from tests.support.contrast import contrast_ratio
from tests.support.page_edition import (
    HOSTILE,
    Draft,
    ParsedPage,
    parse_pages,
    real_edition,
    render_pages,
    render_real_site,
)

STATIC = Path(__file__).parent.parent / "templates" / "static"


def passage(number: int, *spans: tuple[int, int], stance: str = "supports") -> QuotedPassage:
    anchor = Anchor(f"c-{number}", "s", tuple(Segment(*span) for span in spans))
    return QuotedPassage(anchor, number, f"../claims/c.html#e{number}", stance, f"Statement {number}.")  # type: ignore[arg-type]


def plain(text: str) -> Article:
    return Article("s", text, (TextRun(0, len(text)),), plain=True, sha256="")


# -- the article and its margin -----------------------------------------------------------------------------------


def rows_of(article: Article, passages: list[QuotedPassage]) -> tuple[ArticleRow, ...]:
    (region,) = article_regions(article, passages, split_sentences(article.text))
    return region.rows


def test_a_row_begins_where_a_passage_does() -> None:
    """Paragraphs without a passage belong to the row before; each row has the passages that begin in it, no others."""
    text = "Menu\n\nOne here. More.\nTwo here.\n\nThree here.\n\nFour here.\n"
    one, more, four = (text.index(word) for word in ("One", "More", "Four"))
    passages = [passage(1, (one, one + 8)), passage(2, (more, more + 8)), passage(3, (four, four + 4))]
    rows = rows_of(plain(text), passages)
    assert [re.sub("<.*?>", "", row.article) for row in rows] == [
        "Menu\n\n", "One here. More.\nTwo here.\n\nThree here.\n\n", "Four here.\n",
    ]  # fmt: skip
    assert [[passage.number for passage in row.passages] for row in rows] == [[], [1, 2], [3]]


def test_hard_wrapped_lines_are_not_parted() -> None:
    """A line break in mid-sentence ends no row, however many passages begin on its lines."""
    text = (
        "A spokesman for the ministry said on Tuesday that the third round of the\n"
        "talks had been held in Kuala Lumpur, that it had lasted for three hours\n"
        "and that it had failed.\n\nShe did not.\n"
    )
    places = [text.index(word) for word in ("spokesman", "talks", "failed", "She")]
    passages = [passage(number, (place, place + 3)) for number, place in enumerate(places, 1)]
    assert [len(row.passages) for row in rows_of(plain(text), passages)] == [3, 1]


def test_rows_of_marked_up_articles_are_outermost_elements() -> None:
    """Lists, tables and block quotations stay whole: every row is balanced, and nothing is lost or stands twice."""
    lists = "<ul><li>three</li><li>four</li></ul><hr><blockquote><p>five</p></blockquote>"
    html = f"<html><body><article><h2>A</h2><p>One <b>two</b><br>x</p>{lists}</article></body></html>"
    reading = read_saved_page(html)
    article = Article("s", reading.text, reading.pieces, False, "")
    passages = [
        passage(number, (reading.text.index(word), reading.text.index(word) + len(word)))
        for number, word in enumerate(("two", "three", "four", "five"), 1)
    ]
    rows = rows_of(article, passages)
    assert [len(row.passages) for row in rows] == [0, 1, 2, 1]
    for row in rows:
        ParsedPage(str(row.article))
    assert "".join(re.sub("<a .*?</a>|<.*?>", "", row.article) for row in rows) == reading.text


PIECES = st.recursive(
    st.text("ab \n", min_size=1, max_size=5), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=12
)


def _collect_pieces(drawn: object, text: list[str], found: list[TagPiece | TextRun]) -> None:
    if isinstance(drawn, str):
        start = sum(map(len, text))
        text.append(drawn)
        found.append(TextRun(start, start + len(drawn)))
    elif isinstance(drawn, list):
        found.append(TagPiece("<blockquote><p>"))
        for inner in drawn:
            _collect_pieces(inner, text, found)
        found.append(TagPiece("</p></blockquote>"))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5), st.data())
def test_rows_lose_nothing_and_are_balanced(drawn: list[object], data: st.DataObject) -> None:
    """Whatever the article's structure, its rows joined are its text, and each is balanced by itself."""
    text: list[str] = []
    found: list[TagPiece | TextRun] = []
    for element in drawn:
        _collect_pieces(element, text, found)
    whole = "".join(text)
    starts = sorted(data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)))
    passages = [passage(number, (start, start + 1)) for number, start in enumerate(starts, 1)]
    article = Article("s", whole, tuple(found), data.draw(st.booleans()) and not drawn, "")
    rows = [row for region in article_regions(article, passages, ()) for row in region.rows]
    for row in rows:
        ParsedPage(str(row.article))
    assert "".join(re.sub("<a .*?</a>|<.*?>", "", row.article) for row in rows) == whole
    assert [passage.number for row in rows for passage in row.passages] == [passage.number for passage in passages]


def test_every_passage_has_its_note_beside_its_part_and_below() -> None:
    """A note links back to the passage and on to the claim; no note is inside the article's text."""
    edition = real_edition()
    site = render_real_site()
    for source in edition.corpus.sources:
        page = ParsedPage(site[f"sources/{source.id}.html"])
        ids = [item.id for claim in edition.corpus.claims for item in claim.evidence if item.source == source.id]
        notes = re.findall(r'data-note="([^"]+)"', page.html)
        assert sorted(notes) == sorted(ids * 2)
        article = page.text("div", **{"class": "article"})
        assert not any(claim.statement in article for claim in edition.corpus.claims)


def test_the_steps_lead_to_the_first_and_the_last_passage() -> None:
    """Without the script two links stand above the article; a source that is not quoted has none."""
    site = render_real_site()
    steps = re.search(r'<nav class="steps".*?</nav>', site["sources/bbc.html"], re.DOTALL)
    assert steps
    assert re.findall('href="bbc.html#(.*?)"', steps[0]) == ["talks-2", "us-troops-1"]
    unquoted = Draft({"s": "Nobody quotes this."})
    assert 'class="steps"' not in render_pages(unquoted.edition())["sources/s.html"]


# -- the strip ----------------------------------------------------------------------------------------------------


def test_the_strip_shows_where_and_how_an_article_is_quoted() -> None:
    """Cells of the text's proportion; where two stances meet it is mixed; each stripe leads to its first passage."""
    stripes = quote_strip(1000, [
        passage(1, (0, 100)), passage(2, (50, 60), stance="refutes"), passage(3, (900, 1000), stance="mentions"),
    ])  # fmt: skip
    assert [(stripe.start, stripe.width, stripe.stance, stripe.passage) for stripe in stripes] == [
        (0, 10, "supports", "c-1"), (10, 2, "mixed", "c-2"), (12, 8, "supports", "c-1"), (180, 20, "mentions", "c-3"),
    ]  # fmt: skip


stances = st.sampled_from(["supports", "refutes"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30), stances), max_size=20))
def test_the_strip_covers_what_is_quoted(drawn: list[tuple[int, int, str]]) -> None:
    """A cell is coloured exactly if a passage reaches into it, and mixed exactly if passages of two stances do."""
    length = 130
    passages = [passage(1, (start, start + size), stance=stance) for start, size, stance in sorted(drawn)]
    cells = [""] * CELLS
    for stripe in quote_strip(length, passages):
        assert stripe.stance
        cells[stripe.start : stripe.start + stripe.width] = [stripe.stance] * stripe.width
    for cell, shown in enumerate(cells):
        there = {
            stance for start, size, stance in drawn
            if start * CELLS // length <= cell <= (start + size - 1) * CELLS // length
        }  # fmt: skip
        assert shown == ("mixed" if len(there) > 1 else "".join(there))


def test_coverage_counts_overlapping_passages_once() -> None:
    """The share of the text's characters that stand in a passage, in words; never 0% where something is quoted."""
    assert quoted_share(200, [passage(1, (0, 50)), passage(2, (25, 100))]) == "50% of its text"
    assert quoted_share(100_000, [passage(1, (0, 5))]) == "less than 1% of its text"
    assert quoted_share(0, []) == "0% of its text"


def test_a_strip_is_bounded() -> None:
    """However often an article is quoted, the strip has at most as many stripes as cells."""
    stances = ("supports", "refutes")
    passages = [passage(number, (number * 2, number * 2 + 1), stance=stances[number % 2]) for number in range(5000)]
    assert len(quote_strip(10_000, passages)) <= CELLS


# -- narrowing ----------------------------------------------------------------------------------------------------


def test_lists_by_verdict_and_by_what_the_sources_say_are_plain_pages() -> None:
    """Each has the claims that share it and no others; the links to them tell how many."""
    edition = real_edition()
    site = render_real_site()
    for state in ("corroborated", "single-source", "contested", "unsourced"):
        wanted = [claim.id for claim in edition.corpus.claims if edition.standings[claim.id].corroboration == state]
        page = site[corroboration_page(state)]
        assert re.findall(r'class="card-statement" href="([\w-]+)\.html"', page) == wanted
        assert labels.count_words(len(wanted), "claim", "en") in page
    assert corroboration_page("refuted") not in site
    assert 'href="highest-ranking-official.html"' in site[verdict_page("supported")]


def test_no_list_can_take_the_page_of_another() -> None:
    """A rating may be called as a corroboration or as a number is: its list has a page of its own all the same."""
    draft = Draft({})
    scale = tuple(Rating(id, id, value) for value, id in enumerate(("2", "contested", "refuted")))
    for rating in scale:
        draft.claim(f"c-{rating.id}", verdict=rating.id)
    paths = [path for path, _ in all_pages(draft.edition(Site("S", ratings=scale)))]
    assert len(paths) == len(set(paths))
    assert {verdict_page(rating.id) for rating in scale} <= set(paths)


def test_a_card_has_the_tokens_of_every_facet_that_leaves_it() -> None:
    """On the list of all claims, where they are on one page; counting the cards by a facet gives its number."""
    site = render_real_site()
    page = site["claims/index.html"]
    cards = [tokens.split() for tokens in re.findall(r'class="card" data-facets="([^"]+)"', page)]
    assert len(cards) == len(real_edition().corpus.claims)
    facets = re.findall(r'data-facet="([^"]+)".*?class="facet-number">(\d+)<', page)
    assert facets
    for token, number in facets:
        assert sum(token in tokens for tokens in cards) == int(number), token
    assert 'data-instant="claims"' in page
    assert "data-facets" not in site[corroboration_page("contested")]


def test_a_long_list_is_narrowed_by_pages_alone() -> None:
    """More claims than a page holds are not filtered on it: the count of a hundred would pass for the count of all."""
    draft = Draft({"s": "Some words."})
    for number in range(150):
        draft.claim(f"c-{number}", (("s", "words", "supports"),) if number % 2 else (), verdict="supported")
    site = render_pages(draft.edition())
    assert "data-instant" not in site["claims/index.html"]
    assert "data-facets" not in site["claims/index.html"]
    assert verdict_page("supported") in site
    assert "claims/index.verdict-supported.2.html" in site
    assert 'class="facets"' not in site["claims/index.2.html"]


def test_the_facets_of_a_page_are_bounded() -> None:
    """Of a hundred topics the forty with most claims are shown, and a link to all of them."""
    draft = Draft({})
    topics = tuple(Topic(f"t-{number}", f"Topic {number}") for number in range(100))
    for number in range(100):
        draft.claim(f"c-{number}", topics=tuple(topic.id for topic in topics[number:]))
    page = render_pages(draft.edition(topics=topics))["claims/index.html"]
    assert page.count('data-facet="topic:') == 40
    assert page.index("Topic 99") < page.index("Topic 98")
    assert '<a href="../topics/index.html">All of them</a>' in page


def test_tokens_are_ids() -> None:
    """No token has a blank, whatever things are called: blanks separate the tokens of a card."""
    from generator.publishing.index import build_index
    from generator.publishing.theme import Theme

    draft = Draft({"s": "Words."})
    draft.claim("c", (("s", "Words", "supports"),), topics=("t",), verdict="supported")
    edition = draft.edition(sources=(Source("s", "seeds/s.txt", HOSTILE),), topics=(Topic("t", HOSTILE),))
    index = build_index(edition, Theme().assets)
    assert facet_tokens(edition.corpus.claims[0], edition.standings["c"]) == (
        "verdict:supported", "sources-say:single-source", "topic:t", "source:s", "supports:s",
    )  # fmt: skip
    assert facet_groups(index, "claims/index.html", "claims/index.html") == ()


# -- the home page ------------------------------------------------------------------------------------------------


def test_the_home_page_is_an_index_of_topics() -> None:
    """Each topic with the number of its claims, and their judgements in the name of a small bar."""
    draft = Draft({"s": "Some words."})
    draft.claim("urgent", (("s", "words", "refutes"),), topics=("t",))
    for number in range(4):
        draft.claim(f"calm-{number}", topics=("t",))
    html = render_pages(draft.edition(topics=(Topic("t", "The topic"),)))["index.html"]
    page = ParsedPage(html)
    index = page.text("section", **{"aria-labelledby": "topics"})
    assert "The topic" in index
    assert "5 claims" in index
    assert 'aria-label="No source settles it 4, Refuted by sources 1"' in html
    assert "urgent" in page.text("section", **{"aria-labelledby": "start"})


# -- the method ---------------------------------------------------------------------------------------------------


def test_the_methodology_lists_the_signs_that_fold_alike() -> None:
    """The signs that it lists are all those, and only those, that fold to a plain one; what brackets may stand for."""
    groups = {group.name: group.characters for group in methodology.equivalent_characters()}
    for sign, characters in zip("\"'-", groups.values(), strict=True):
        assert characters[0] == sign
        assert len(characters) >= 5
        assert all(fold(f"a{character}a").text == f"a{sign}a" for character in characters)
    expected = [sign for sign in map(chr, range(0x20, 0x3000)) if fold(f"a{sign}a").text in ('a"a', "a'a", "a-a")]
    assert sorted(expected) == sorted(sign for characters in groups.values() for sign in characters)
    page = ParsedPage(render_real_site()["methodology.html"]).text("main")
    assert f"at most {REPLACED} characters" in " ".join(page.split())


def test_the_methodology_explains_the_match_levels() -> None:
    """It names each level and each folding of claims.json; each example is found, and is that folding alone."""
    page = " ".join(ParsedPage(render_real_site()["methodology.html"]).text("main").split())
    differences = dict(zip(FOLDINGS, methodology.folded_differences(), strict=True))
    for folding, difference in differences.items():
        assert f"{difference.name}{'' if difference.printed else ';'}" in page
        if difference.printed and difference.typed:
            assert f"{difference.name}: {difference.printed} and {difference.typed};" in page
            printed = difference.printed.replace("⏎", "\n")
            notes = tuple(found.span() for found in re.finditer("¹²", printed))
            layout = find_layout((printed, notes, difference.typed, None, None))
            assert layout
            anchor = Anchor("a", "s", (Segment(int(layout[0][0]), int(layout[0][1] or 0)),))
            assert find_foldings(difference.typed, anchor, printed, notes) == (folding,)
    assert all(f"the level {level}" in page or f"the match level {level}" in page for level in LEVELS)


def test_the_methodology_explains_every_verdict_corroboration_stance_and_tie() -> None:
    """All words that a page may use are explained, and their lists linked where there are claims of them."""
    page = ParsedPage(render_real_site()["methodology.html"])
    text = page.text("main")
    words = [
        *((STANCES[stance].label, STANCES[stance].meaning) for stance in STANCE_IDS),
        *((CORROBORATIONS[state].label, CORROBORATIONS[state].meaning) for state in CORROBORATION_IDS),
        *((verdict.label, verdict.meaning) for verdict in VERDICTS.values()),
    ]
    for label, meaning in words:
        assert label in text
        assert meaning in text
    assert all(TIES[kind] in text for kind in TIE_KINDS)
    assert ("href", "claims/index.contested.html") in page.links


def test_an_own_scale_is_explained_by_its_grades() -> None:
    """The default verdicts are not explained where a site has its own; each grade has its place on the scale."""
    scale = (Rating("wrong", "Wrong", 1), Rating("right", "Right", 5))
    page = ParsedPage(render_pages(Draft({}).edition(Site("S", ratings=scale)))["methodology.html"]).text("main")
    assert "Grade 1 of 2" in page[page.index("Right") :][:60]
    assert "Conflicting" not in page


def test_every_page_leads_to_the_method() -> None:
    """From the foot of each page, whatever its folder; from the page for lost addresses by its path on any host."""
    for path, page in parse_pages(render_real_site()):
        target = "../methodology.html" if "/" in path else "methodology.html"
        if path == "404.html":
            target = "/facts/methodology.html"
        assert ("href", target) in page.links, path


# -- the passage elsewhere ----------------------------------------------------------------------------------------


def test_a_quote_opens_in_the_original_and_in_the_archive_at_its_words() -> None:
    """The address of the source has the fragment that finds the quote; a source without one has no such link."""
    site = render_real_site()
    assert 'href="https://news.bbc.co.uk/1/hi/world/asia-pacific/987250.stm#:~:text=' in site["claims/us-troops.html"]
    assert 'href="https://web.archive.org/web/x#:~:text=' in site["claims/talks.html"]
    only = Draft({"s": "Some words here."})
    only.claim("c", (("s", "words", "supports"),))
    page = render_pages(only.edition())["claims/c.html"]
    assert ":~:" not in page
    assert "in the original" not in page


def test_no_address_has_a_withheld_word() -> None:
    """With `display: excerpts` a fragment has words of the quote's own sentences only."""
    draft = Draft({"s": "Alpha words. Bravo words here. Charlie words."})
    draft.claim("c", (("s", "words here", "supports"),))
    edition = draft.edition(sources=(Source("s", "seeds/s.txt", url="https://a.example/", display="excerpts"),))
    page = render_pages(edition)["claims/c.html"]
    assert ":~:text=words%20here" in page
    assert "Alpha" not in page


# -- colours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_marked_text_and_its_numbers_can_be_read(place: int) -> None:
    """Ink on every wash, and each stance's number on paper, have a contrast of 4.5 or more (WCAG 2 AA)."""
    part = (STATIC / "css/tokens.css").read_text().split("@media")[place]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    for stance in ("yes", "no", "partly", "open", "mixed"):
        assert contrast_ratio(colours["ink"], colours[f"{stance}-wash"]) >= 7
        assert contrast_ratio(colours[stance], colours[f"{stance}-wash"]) >= 4.5
        assert contrast_ratio(colours["paper"], colours[stance]) >= 4.5
