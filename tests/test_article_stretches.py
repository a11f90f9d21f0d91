"""`article:` of a source: which stretches of its text are the article, where they are, and what the rest counts for."""

import html
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.article_stretches import (
    find_stretches,
    join_blocks,
    match_article,
    name_stretches,
    quote_stretches,
    tidy_stretches,
)
from generator.article_text import list_regions, mask_rest
from generator.build import build_project, check_project, read_project
from generator.commands.shared.passage_search import find_passages
from generator.commands.suggest.suggestions import find_suggestions
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import Diagnostic, as_text
from generator.model import Article
from generator.publishing.views.passages import article_regions, cut_pieces
from generator.reading.kinds.saved_page import read_whole_page
from tests.support.page_edition import ParsedPage
from tests.support.small_project import MakeProject

TEXT = (
    "Home News Sport\n\nMill burns down\n\nThe mill burnt down on Monday. Nobody was hurt.\n\nAdvertisement: buy a mill"
    "\n\nIts owner will build it again. “Rye waits for nobody,” he said.\n\nMost read: Mill burns down"
)


def stretches(*named: tuple[str, str], text: str = TEXT) -> list[str] | None:
    found = find_stretches((text, (), named))
    return None if found is None else [text[start:end].strip() for start, end in found]


# -- from words to places -----------------------------------------------------------------------------------------


def test_each_stretch_runs_from_its_first_words_to_its_last() -> None:
    """In the order of the text; what is between them is not the article."""
    assert stretches(("Mill burns down The mill", "was hurt"), ("Its owner", "he said.")) == [
        "Mill burns down\n\nThe mill burnt down on Monday. Nobody was hurt.",
        "Its owner will build it again. “Rye waits for nobody,” he said.",
    ]


def test_the_first_place_is_meant() -> None:
    """Of `from` the first behind the stretch before, of `to` the first behind its `from`; later ones are others."""
    text = "one two one three six two four one two five"
    assert stretches(("one", "two"), text=text) == ["one two"]
    assert stretches(("one", "three"), ("two", "two"), text=text) == ["one two one three", "two four one two"], "six"
    assert stretches(("one three", "two"), ("one", "five"), text=text) == ["one three six two", "one two five"], "four"


def test_words_are_found_by_the_rule_for_quotes() -> None:
    """Quotation marks and white space are folded, brackets leave out, and a word is never cut."""
    assert stretches(('burnt  down […] "Rye', 'nobody," he said')) == [
        TEXT[TEXT.index("burnt down") : TEXT.index(" he said.")] + " he said."
    ]
    assert stretches(("Mill burn", "he said")) is None
    assert stretches(("[T]he mill", "[hurt]")) is None


@pytest.mark.parametrize(
    "named",
    [
        [("Nobody of that name", "he said")],
        [("Its owner", "was hurt")],
        [("Its owner", "he said"), ("Mill burns down The mill", "was hurt")],
        [("Mill burns down The mill", "Mill burns down The mill")],
        [("[…]", "he said")],
        [("he said.", "Home News")],
    ],
)
def test_words_that_are_not_there_have_no_place(named: list[tuple[str, str]]) -> None:
    """Not at all, only before what they should be behind, or nothing but brackets: there is no guess."""
    assert stretches(*named) is None


def test_marks_belong_to_the_words_that_they_touch() -> None:
    """A stop, a quotation mark or a bracket is not left behind, and a rest without a word is none."""
    assert stretches(("Rye waits", "for nobody")) == ["“Rye waits for nobody,”"]
    assert stretches(("one", "two"), ("three", "four"), text="“one two.”\n\n***\n\n(three four)\n\n—") == []


def test_a_text_that_is_all_article_has_no_stretches() -> None:
    """It is the same whether its entry says so or says nothing."""
    assert find_stretches((TEXT, (), (("Home News", "read: Mill burns down"),))) == ()


@pytest.mark.parametrize("words", ["the", "a b", "[…] the"])
def test_many_places_take_no_time(words: str) -> None:
    """Two megabytes of one word: what is meant is still the first place behind the stretch before."""
    text = f"start here {'the a b ' * 250_000}end there the a b, the a b"
    began = time.perf_counter()
    assert find_stretches((text, (), (("start here", "end there"), (words, "a b")))) is not None
    assert time.perf_counter() - began < 20


# -- from places to words -----------------------------------------------------------------------------------------

BLOCKS = st.lists(
    st.sampled_from(
        ["Menu", "Read on", "The mill burnt down on Monday, says the miller.", "“Rye,” he said.", "[1] a",
         "東京の水車が焼けた", "nego-\ntiations fail", "Read on Read on", "(c) 2026", "37 000 sacks", "‘tis", "—"]
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(BLOCKS, st.data())
def test_stretches_are_named_by_words_that_find_them(blocks: list[str], data: st.DataObject) -> None:
    """Whatever stands where in the text, the words that are written find stretches that hold all that was chosen."""
    text = "\n\n".join(blocks)
    chosen = data.draw(st.sets(st.integers(0, len(blocks) - 1), min_size=1))
    spans = tidy_stretches(text, join_blocks(blocks, chosen))
    named = name_stretches(text, (), spans or ((0, len(text)),))
    if not named:
        return  # one word alone has no first and last words
    found = find_stretches((text, (), named))
    assert found is not None
    wanted = spans or ((0, len(text)),)
    held = found or ((0, len(text)),)
    for start, end in wanted:
        words = text[start:end].strip()
        assert any(words in text[first:last] and first <= start and end <= last for first, last in held), words


def test_as_few_words_as_do() -> None:
    """Some thirty characters, at a word's end; more only where those stand before it too."""
    long = "The mill at the end of the lower town burnt down on Monday, the miller said"
    text = f"Menu\n\n{long}, and that nobody was hurt in the fire at all.\n\nMenu"
    span = (6, len(text) - 6)
    assert name_stretches(text, (), [span]) == (
        ("The mill at the end of the lower", "nobody was hurt in the fire at all."),
    )
    text = f"Most read: {long}\n\n{text}"
    start = text.index("Menu\n\nThe mill") + 6
    ((first, _),) = name_stretches(text, (), [(start, len(text) - 6)])
    assert first.startswith("The mill at the end of the lower town burnt down")
    found = find_stretches((text, (), name_stretches(text, (), [(start, len(text) - 6)])))
    assert found is not None
    assert found[0][0] == start


def test_the_line_to_paste_is_yaml() -> None:
    """Whatever marks the words have."""
    import yaml

    line = quote_stretches([('a: "b" #', "c\\d ‘e’")])
    assert yaml.safe_load(line) == {"article": [{"from": 'a: "b" #', "to": "c\\d ‘e’"}]}


def test_an_article_is_found_in_a_text_that_has_more() -> None:
    """Block by block and in order; blocks that are not there are passed over."""
    text = "Menu\n\nOne here.\n\nBox\n\nTwo here.\n\nEnd"
    assert [text[start:end] for start, end in match_article(text, "One here.\n\nTwo here.")] == [
        "One here.",
        "Two here.",
    ]
    assert match_article(text, "Three here.") == ()


# -- what is said of words that have no place ----------------------------------------------------------------------


def findings(root: Path, code: str) -> list[Diagnostic]:
    return [finding for finding in check_project(root).diagnostics if finding.code == code]


CLAIMS = """\
site: {title: T}
sources:
  mill:
    file: seeds/wire.txt
    article: ARTICLE
claims:
  a:
    statement: The mill burnt down.
    evidence:
      - {source: mill, quote: The mill burnt down on Monday, stance: supports}
      - {source: mill, quote: "Most read", stance: mentions}
"""


def make_mill(project: MakeProject, article: str, text: str = TEXT) -> Path:
    return project({"claims.yaml": CLAIMS.replace("ARTICLE", article), "seeds/wire.txt": text})


def test_a_lost_stretch_is_an_error_at_its_words(project: MakeProject) -> None:
    """With the nearest passage and a line to paste under the same key; the other quotes are checked all the same."""
    root = make_mill(project, "[{from: Mill burns down The Mill, to: he said}]")
    (found,) = findings(root, "quote-not-found")
    assert str(found.location) == "claims.yaml:5:22"
    assert "“Mill burns down The Mill” is not, word for word, in mill" in found.message
    assert 'from: "Mill burns down The mill"' in found.help


def test_a_stretch_that_is_elsewhere_is_told_where(project: MakeProject) -> None:
    """The words are there, only not behind those that come first: their place is named."""
    root = make_mill(project, "[{from: Its owner, to: Nobody was hurt}]")
    (found,) = findings(root, "quote-not-found")
    assert found.message == "“Nobody was hurt” is not in mill behind “Its owner”"
    assert found.help[0].startswith("it is before that, seeds/wire.txt:5:")


@pytest.mark.parametrize(
    ("article", "code"),
    [
        ("[{from: Its owner}]", "missing-key"),
        ("[{from: Its owner, to: he said, too: x}]", "unknown-key"),
        ("{from: Its owner, to: he said}", "wrong-type"),
        ("[Its owner]", "wrong-type"),
        ("[{from: '', to: he said}]", "quote-empty"),
        ("[{from: '[…]', to: he said}]", "quote-empty"),
        ("[{from: Its owner, to: [he]}]", "wrong-type"),
    ],
)
def test_what_is_no_stretch_is_refused(project: MakeProject, article: str, code: str) -> None:
    """One fault gives one finding, at the value."""
    errors = [
        finding for finding in check_project(make_mill(project, article)).diagnostics if finding.severity == "error"
    ]
    assert [finding.code for finding in errors] == [code], as_text(errors)


# -- what the rest counts for --------------------------------------------------------------------------------------

BOUNDS = "[{from: Mill burns down The mill, to: was hurt}, {from: Its owner, to: he said}]"


def test_the_rest_is_folded_away_in_its_place_and_open_where_it_is_quoted(project: MakeProject, tmp_path: Path) -> None:
    """The text of the page is the source's text, in its order; what is not the article stands in details."""
    root = make_mill(project, BOUNDS)
    build_project(root, tmp_path / "site")
    page = (tmp_path / "site/sources/mill.html").read_text()
    reading = page[page.index('<div class="reading">') : page.index("</section>", page.index('<div class="reading">'))]
    folds = re.findall(r"<details ([^>]*)>(.*?)</details>", reading, re.DOTALL)
    assert ["open" in attributes.split() for attributes, _ in folds] == [False, False, True]
    assert all("data-pagefind-ignore" in attributes for attributes, _ in folds)
    articles = re.findall(r'<div class="article[^>]*>(.*?)</div>', reading, re.DOTALL)
    shown = "".join(re.sub("<[^>]*>", "", part) for part in articles)
    assert shown == (tmp_path / "site/sources/mill.txt").read_text()
    assert re.findall("<summary[^>]*>(.*?)</summary>", reading) == ["", "", ""], "the label is made by the style sheet"
    assert verify_site(tmp_path / "site").faults == ()
    (source,) = json.loads((tmp_path / "site/claims.json").read_text())["sources"]
    assert [TEXT[start:end].strip()[:9] for start, end in source["article"]] == ["Mill burn", "Its owner"]
    quoted = 100 * len("The mill burnt down on Monday") / sum(end - start for start, end in source["article"])
    assert f": {int(quoted)}% of its text" in page, "of the article alone, and without what is beside it"


def test_a_page_without_the_key_reads_as_before_and_one_with_it_has_all_its_text(project: MakeProject) -> None:
    """Cookie boxes and sidebars are left out of the one, and of the other only what is no text of any page."""
    page = (
        "<title>T</title><nav>Menu</nav><main><p>The mill burnt down.</p></main><div class=sidebar>Most read</div>"
        "<div id=cookie-banner>We use cookies</div><p hidden>Draft</p>"
    )
    for article, text in (
        ("", "The mill burnt down."),
        (", article: [{from: The mill, to: burnt down}]", "The mill burnt down.\n\nMost read\n\nWe use cookies"),
    ):
        claims = f"site: {{title: T}}\nsources:\n  mill: {{file: seeds/mill.html{article}}}\n"
        root = project({"claims.yaml": claims, "seeds/mill.html": page})
        assert read_project(root).value.articles["mill"].text == text


def test_nothing_is_suggested_from_the_rest(project: MakeProject) -> None:
    """A sentence of a teaser is worth no check."""
    teaser = "The council spent 48,200 euros on 12 new lamps in 2024."
    text = f"The mill burnt down on Monday, 3 May 2024, and 37 people lost their work.\n\n{teaser}"
    for article, suggested in (("[]", True), ("[{from: The mill, to: their work}]", False)):
        root = make_mill(project, article, text)
        found = [item.text for group in find_suggestions(read_project(root).value) for item in group.suggestions]
        assert (teaser in found) == suggested


SHARED = (
    "Workers discovered the cracked turbine beneath the abandoned mill during a routine inspection, and engineers "
    "recommended replacing every damaged bearing before winter because frozen gravel threatened the remaining sluices."
)


def test_the_rest_is_not_compared_and_names_nobody(project: MakeProject) -> None:
    """A teaser that two pages have is no text of one in the other; names and silence are of the article alone."""
    claims = """\
site: {title: T}
sources:
  mill: {file: seeds/mill.txt, publisher: A, article: ARTICLE}
  fair: {file: seeds/fair.txt, publisher: B}
entities:
  sluices: {name: sluices, kind: place}
claims:
  a:
    statement: The turbine was cracked.
    entities: [sluices]
    evidence: [{source: mill, quote: Rye waits, stance: supports}, {source: fair, quote: Workers, stance: supports}]
"""
    for article, counts in (("[]", True), ("[{from: Rye, to: for nobody}]", False)):
        files = {"seeds/mill.txt": f"Rye waits for nobody.\n\n{SHARED}\n", "seeds/fair.txt": f"{SHARED}\n\nEnd.\n"}
        root = project({"claims.yaml": claims.replace("ARTICLE", article), **files})
        edition = check_project(root).value
        assert edition is not None
        assert bool(edition.shared) == counts
        assert any(mention.source == "mill" for mention in edition.mentions) == counts


# -- the cut -------------------------------------------------------------------------------------------------------

MARKUP = st.recursive(
    st.sampled_from(["word", "two words", "<b>bold</b> word", "<p>para one</p>", "<hr>", "<h2>head</h2>", "x<br>y"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(["ul", "li", "table", "tr", "td", "blockquote", "div", "ol", "dl", "dd", "figcaption", "pre"]),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(MARKUP, st.data())
@example("<table><tr><td>word</td><td>two words</td></tr></table>", None)
def test_a_cut_page_is_valid_loses_nothing_and_cuts_where_it_should(markup: str, data: st.DataObject | None) -> None:
    """Whatever elements reach over an end of the article, each part is balanced, and all parts are the text."""
    page = read_whole_page(markup)
    text = page.text
    offsets = st.lists(st.integers(0, len(text)), max_size=6).map(sorted)
    drawn = data.draw(offsets) if data else [0, 4]
    spans = [(start, end) for start, end in zip(drawn[::2], drawn[1::2], strict=False) if start < end]
    article = Article("s", text, page.pieces, plain=False, sha256="", stretches=tidy_stretches(text, spans))
    assert len(mask_rest(article)) == len(text)
    regions = article_regions(article, (), ())
    for (start, end, is_article), region in zip(list_regions(article), regions, strict=True):
        printed = "".join(row.article for row in region.rows)
        ParsedPage(printed)
        assert region.folded == (not is_article)
        assert html.unescape(re.sub("<[^>]*>", "", printed)) == text[start:end]


def test_a_cut_between_blocks_leaves_no_empty_elements() -> None:
    """Only what holds words of both sides is ended and begun again."""
    page = read_whole_page("<ul><li>one</li><li>two</li></ul><p>three</p>")
    parts = ["".join(getattr(piece, "html", "·") for piece in part) for part in cut_pieces(page.pieces, (5, 10, 15))]
    assert parts == ["<ul><li>·</li></ul>", "<ul><li>·</li></ul>", "<p>·</p>"]


def test_find_has_the_rest_by_its_very_words_only(project: MakeProject) -> None:
    """What is beside the article can be quoted, and so is found as it stands; it resembles nothing."""
    library = read_project(make_mill(project, BOUNDS)).value
    exact, places = find_passages(library, "Advertisement: buy a mill")
    assert exact
    assert len(places) == 1
    exact, places = find_passages(library, "Advertisment: buy mills")
    assert not exact
    assert not any("Advertisement" in place.evidence for place in places)
