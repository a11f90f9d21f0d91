"""The readers of texts, with blocks and boilerplate: files read as text, and published as the same text."""

import re
import time
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import FrontMatter, ParsedArticle, TagPiece, TextRun
from generator.reading import fast_markdown
from generator.reading.kinds.markdown import read_markdown
from generator.reading.kinds.plain_text import read_plain_text
from generator.reading.kinds.saved_page import read_saved_page
from tests.support.markdown_texts import EVERYDAY


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def names(text: str) -> list[str]:
    return text.split()


PUBLISHED = names("""
    p h2 h3 h4 h5 h6 ul ol li blockquote pre dl dt dd table caption tr td th figure figcaption hr br
    b cite code del em i ins q s small strong sub sup u span
""")
TAGS = names("""
    br hr p /p div /div b /b sup /sup a+href=#x /a ruby rt /rt x-y sub /sub
    div+style=display:inline div+class=dropcap span+style=float:left /span i+style=visibility:hidden noscript /noscript
    span+style=display:block div+style=display:flex u+style=display:none /u svg text /text /svg
    i /i ul li /li /ul ol dl dt dd /dl table caption tr td /td th /tr tbody /tbody thead /table
    pre /pre h1 /h1 h4 blockquote /blockquote figure figcaption /figure section /section nav /nav q script /script
    option code /code tt td+colspan=2 x-y+hidden /x-y
""")
PIECES = (
    "a",
    " b ",
    "T",
    "2",
    "[1]",
    "-",
    "\n",
    "\n\n",
    "\u00a0",
    "&amp;",
    "é",
    *(f"<{tag.replace('+', ' ')}>" for tag in TAGS),
)
MARKDOWN = [*"ab *_`[]()<>!#&|~-+=\\:>1.\n\t\"'", "\n\n", "<b>", "x.y"]


def published(reading: ParsedArticle) -> str:
    return "".join(
        each.html if isinstance(each, TagPiece) else escape(reading.text[each.start : each.end], quote=False)
        for each in reading.pieces
    )


@settings(max_examples=250, deadline=None)
@given(EVERYDAY)
def test_plain_paragraphs_are_set_as_all_articles_are(text: str) -> None:
    """The short way for articles of paragraphs gives the same text and pieces as the long one."""
    short = read_markdown(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_markdown, "plain_paragraphs", lambda _: None)
        patch.setattr(fast_markdown, "fast_html", lambda _: None)
        assert read_markdown(text) == short


class Words(HTMLParser):
    """The text of an HTML page, as the standard library reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.found += data


def check(reading: ParsedArticle) -> None:
    """The invariants of every reading: runs are the text, and a browser finds that text in what is published."""
    runs = [reading.text[each.start : each.end] for each in reading.pieces if isinstance(each, TextRun)]
    assert "".join(runs) == reading.text
    html = published(reading)
    assert Words(html).found == reading.text
    # A full HTML5 parser changes nothing in it: it is valid where that shows, and no text stands where it may not.
    allowed = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "span": {"class"}}
    parsed = nh3.clean(html, tags=set(PUBLISHED), attributes=allowed)
    assert unescape(parsed) == unescape(html)
    assert "\n\n\n\n" not in reading.text or "<br>" in html or "<pre>" in html
    for mark in reading.pieces:
        if isinstance(mark, TagPiece):
            for tag in re.findall(r"<[^>]*>", mark.html):
                assert re.fullmatch(r'</?[a-z1-6]+((?: (?:col|row)span="\d+")+| class="gap")?>', tag)


def text_of(html: str) -> str:
    reading = read_saved_page(html)
    check(reading)
    return reading.text


# -- txt ----------------------------------------------------------------------------------------------------------


def test_txt_is_its_own_content() -> None:
    """A .txt file is shown as written; only its line breaks become line feeds."""
    assert read_plain_text(" a <b>\r\nb\rc\n") == ParsedArticle(" a <b>\nb\nc\n", (TextRun(0, 11),), None, None)
    assert read_plain_text("").pieces == ()


# -- markdown -----------------------------------------------------------------------------------------------------


def test_markdown_is_the_text_of_its_blocks() -> None:
    """Blocks joined by blank lines, marks gone, the first heading the title."""
    text = "# Head *x*\n\nOne **two**\nthree[^1].\n\n- a\n- b\n\nA | B\n--|--\n1 | 2\n\n```py\nx  y\n```\n"
    reading = read_markdown(text)
    assert reading.text == "Head x\n\nOne two three[^1].\n\na\n\nb\n\nA\n\nB\n\n1\n\n2\n\nx  y"
    assert (reading.title, reading.front_matter) == ("Head x", None)
    html = "<h2>Head <em>x</em>\n\n</h2><p>One <strong>two</strong> three[^1].\n\n</p><ul><li>a\n\n</li>"
    assert published(reading).startswith(html)
    check(reading)


@pytest.mark.parametrize(
    ("text", "matter", "body"),
    [
        ("---\ntitle: x\nurl: y\n---\nBody", FrontMatter("title: x\nurl: y\n", 2), "Body"),
        ("---\r\ntitle: x\r\n...\r\nBody", FrontMatter("title: x\n", 2), "Body"),
        ("---\n---", FrontMatter("", 2), ""),
        ("---\ntitle: ---\n---", FrontMatter("title: ---\n", 2), ""),
        ("\n---\ntitle: x\n---\n", None, "title: x"),
        ("--- \ntitle", None, "title"),
        ("Body", None, "Body"),
    ],
)
def test_front_matter(text: str, matter: FrontMatter | None, body: str) -> None:
    """Only between --- on the very first line and a line --- or ...; what is never closed is text."""
    reading = read_markdown(text)
    assert (reading.front_matter, reading.text) == (matter, body)


def test_raw_html_in_markdown() -> None:
    """The contract's list counts, the rule for clutter does not: a curator writes no cookie banners."""
    reading = read_markdown("a <nav>n</nav>\n\n<aside>b</aside>\n\n<div hidden>c</div>\n\n<div class='sidebar'>d</div>")
    assert reading.text.replace("\n", " ").split() == ["a", "b", "d"]
    check(reading)


def test_markdown_beyond_the_bounds_is_plain_paragraphs() -> None:
    """13,000 brackets take Python-Markdown a minute: they are text, at once, and none is lost."""
    begun = time.process_time()
    reading = read_markdown("*a*\n\n" + "[" * 13_000)
    assert reading.text == "*a*\n\n" + "[" * 13_000
    assert time.process_time() - begun < 5


# -- html: what is text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "gone",
    lines("""
        <script>x</script>
        <style>x</style>
        <template>x</template>
        <nav>x<p>x</nav>
        <title>x</title>
        <p role='Foo Navigation'>x</p>
        <div hidden>x</div>
        <x-y hidden=until-found>x</x-y>
        <!-- x -->
        <img alt=x title=x>
        <iframe>x</iframe>
        <noframes>x</noframes>
        <svg><title>x</title></svg>
        <table hidden><tr><td>x</table>
        <b hidden>x</b>
        <svg hidden><text>x</text></svg>
        <svg><desc>x</desc></svg>
        <input value=x>
        <nav><nav>x</nav>x</nav>
        <div hidden><p>x<div>x</div></div>
        <script>'<p>x'</script>
        <noscript><p>x</p></noscript>
        <noscript><div><p>x</noscript>
        <video>x</video>
        <datalist><option>x</option></datalist>
        <div style='display:none'>x</div>
        <div style='color:red; DISPLAY : none'>x</div>
        <div style='display:none!important; display:block'>x</div>
        <div style='display:/* */none'>x</div>
        <div style='visibility:hidden'>x<p>x</p></div>
        <div style='visibility:collapse'>x<b style='visibility:inherit'>x</b></div>
        <div style='content-visibility:hidden'>x</div>
        <span style='display:none'>x<div>x</div></span>
    """),
)
def test_no_text(gone: str) -> None:
    """Contract, section 2: script, style, template, nav, role=navigation, hidden, titles, comments, attributes."""
    assert text_of(f"<p>before</p>{gone}<p>after</p>") == "before\n\nafter"


@pytest.mark.parametrize(
    "kept",
    lines("""
        <header>x</header>
        <footer>x</footer>
        <aside>x</aside>
        <aside class=sidebar role=complementary>x</aside>
        <svg><text>x</text></svg>
        <math><mi>x</mi></math>
        <form>x</form>
        <details><summary>x</summary></details>
        <textarea>x</textarea>
        <xmp>x</xmp>
        <div aria-hidden=true>x</div>
        <foo-bar>x</foo-bar>
        <dialog open>x</dialog>
        <div class='topic-cookies'>x</div>
        <div class=has-sidebar>x</div>
        <body hidden><p>x
        <body style='display:none'><p>x
        <div style='display:none;display:block'>x</div>
        <div style='display:nonee'>x</div>
        <div style='display:none 1'>x</div>
        <div style='background:url(a;display:none)'>x</div>
        <div style='{display:none}'>x</div>
        <div style='opacity:0'>x</div>
        <div style='visibility:hidden'><b style='visibility:visible'>x</b></div>
        <div style='display:none'></div>x
    """),
)
def test_all_else_is_text(kept: str) -> None:
    """What the contract does not list stays: header, footer and aside by name, unknown elements too."""
    assert text_of(f"<p>before</p>{kept}<p>after</p>").split() == ["before", "x", "after"]


def test_white_space() -> None:
    """Inside a block as a browser shows it; no-break spaces stay, <br> is a line break, <pre> keeps its own."""
    assert text_of("<p> a \n\t b<b> c </b> d&nbsp; e </p>") == "a b c d\u00a0 e"
    assert text_of("<p><br>a <br> b<br><br>c<br></p>") == "a\nb\n\nc"
    assert text_of("x<pre>\n\n  a\n   b \n\n</pre>y") == "x\n\n  a\n   b\n\ny"
    assert text_of("<p>&nbsp;</p><p> </p><p>a</p>") == "a"
    assert text_of("foo<b>bar</b><span>baz</span><x-y>!</x-y>") == "foobarbaz!"


def test_blocks() -> None:
    """Everything that a browser sets apart is a block, text between blocks too."""
    html = "<div>a<div>b</div>c<ul>d<li>e<p>f</ul><table><caption>g<tr><td>h<th>i</table></div><dl><dt>j<dd>k</dl>l<p>m"
    assert text_of(html) == "\n\n".join("abcdefghijklm")
    assert text_of("<select><option>a<option>b</select><figure><figcaption>c</figure>d") == "a\n\nb\n\nc\n\nd"


def test_published_tags() -> None:
    """Headings go down by one, leaving no level out; attributes and unknown tags go; an empty cell holds its column."""
    html = "<h1 class=x>A</h1><table class=y><tr><td></td><td colspan=3 rowspan=junk onclick=x>b</td><td></td></tr>"
    shown = '<h2>A\n\n</h2><table><tr><td></td><td colspan="3">b</td><td></td></tr></table>'
    assert published(read_saved_page(html)) == shown
    assert published(read_saved_page("<a href=x><b>a</b></a><mark>b</mark><p></p><ul><li></ul>")) == "<p><b>a</b>b</p>"
    assert published(read_saved_page("<pre> a</pre>b")) == '<pre> a<span class="gap">\n\n</span></pre><p>b</p>'
    assert published(read_saved_page("<dl><dt><h2>a</h2><dd><h2>b")) == "<dl><dt>a\n\n</dt><dd><h3>b</h3></dd></dl>"
    assert published(read_saved_page("<h6>x</h6><main><article>y")) == "<h3>x\n\n</h3><p>y</p>"
    assert published(read_saved_page("<b><p>x</p><p>y</p></b>")) == "<p><b>x</b>\n\n</p><p><b>y</b></p>"


def test_title() -> None:
    """The <title> of the page, its white space folded, or else the first <h1> with words; a picture's title is none."""
    page = "<svg><title>icon</title></svg><title> A\n &amp;  B </title><h1>C</h1>"
    assert read_saved_page(page).title == "A & B"
    assert read_saved_page("<title> </title><h1><img></h1><h1>C<br>D</h1>").title == "C D"
    assert read_saved_page("<p>x").title is None


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("37,000<sup>2</sup> troops, 10<sup>-6</sup> m", "37,000² troops, 10⁻⁶ m"),
        ("CO<sub>2</sub>, km<sup>2</sup>, SO<sub>4</sub><sup>2\u2212</sup>", "CO₂, km², SO₄²⁻"),
        ("Na<sup>+</sup>, 2<sup>nd</sup>, e<sup>co-author</sup>", "Na⁺, 2nd, eco-author"),
        ("he said.<sup>3</sup> “no”<sup>1,2</sup>", "he said.³ “no”¹,²"),
        ("<sup>14</sup>C and <sup>2</sup>H", "14C and 2H"),
        ("x<sup> 2</sup>, y<sup>[12]</sup>, z<sup><b>3</b></sup>", "x 2, y[12], z³"),
        ("a<sup><sup>1</sup></sup> b<sub><sup>2</sup></sub>", "a¹ b²"),
    ],
)
def test_raised_digits_are_no_part_of_a_figure(html: str, text: str) -> None:
    """Digits and signs of sup and sub, right behind a character, are raised or lowered; letters stay, and [12] too."""
    assert text_of(f"<p>{html}</p>") == text


def test_raised_digits_are_printed_once_raised() -> None:
    """A digit that is ² is not in a <sup> as well; the other words of a <sup> are."""
    assert published(read_saved_page("<p>a<sup>2</sup> b<sup>[2]</sup> c<sup>1st</sup>")) == (
        "<p>a² b<sup>[2]</sup> c¹<sup>st</sup></p>"
    )
    assert published(read_saved_page("<p><b>x</b><sup>2<b>3</b></sup>")) == "<p><b>x</b>²<b>³</b></p>"


def notes_of(reading: ParsedArticle) -> list[str]:
    assert all(first[1] <= second[0] for first, second in pairwise(reading.notes))
    return [reading.text[start:end] for start, end in reading.notes]


@pytest.mark.parametrize(
    ("html", "notes"),
    [
        ("failed<sup><a href='#n1'>1</a></sup>", ["¹"]),
        ("failed<a href='#n1'><sup> 1 </sup></a>", ["1"]),
        ("failed<a href='#n1'>[1]</a> and [<a href='#n2'>2</a>]", ["[1]", "[2]"]),
        ("failed<sup>[<a href='https://x.example/y#n'>12</a>]</sup>", ["[12]"]),
        ("failed<sup><a href='https://x.example/y#n'>12</a></sup>", ["¹²"]),
        ("failed<sup><a href='#1'>1</a>, <a href='#2'>2</a></sup>", ["¹", "²"]),
        ("failed<sup>[12][a][note 3]</sup>", ["[12]", "[a]"]),
        ("failed<sup><a href='#x'>†</a></sup> so<sup><a href='#y'>b</a></sup>", ["†", "b"]),
        ("failed<sup><a href='#x'>(3)</a></sup>", ["(³)"]),
        ("<sup><a href='#r1'>1</a></sup> The note.", ["1"]),
        ("<link rel=canonical href='https://x.example/y'>failed<a href='https://x.example/y#n'>[1]</a>", ["[1]"]),
        # None of these is one: no link, another page's, a word, no brackets, too long a number, a range.
        ("failed<sup>23</sup> and [12]", []),
        ("failed<a href='https://x.example/y#n'>[1]</a>", []),
        ("did <a href='#n'>not</a> see <a href='#f'>Figure 1</a><sup><a href='#n'>not</a></sup>", []),
        ("chapter <a href='#c1'>1</a> and equation <a href='#e1'>(1)</a>", []),
        ("a<sup><a href='#n'>1234</a></sup> b<sup><a>1</a></sup>", []),
        ("a<sup><a href='https://x.example/1'>1</a>, <a href='https://x.example/2'>2</a></sup>", []),
    ],
)
def test_note_marks(html: str, notes: list[str]) -> None:
    """A number, letter or sign, raised or in brackets, that is a link into the page or all of a <sup>; no other."""
    reading = read_saved_page(f"<p>The policy {html} there.</p>")
    check(reading)
    assert notes_of(reading) == notes


def test_footnote_references_are_note_marks() -> None:
    """In Markdown [^name] is one; in code it is none, and a definition stays text whatever it consists of."""
    text = "It failed[^1], `[^a-z]` says[^long-note].\n\n[^1]: https://example.org/x\n[^long-note]: See\n"
    reading = read_markdown(text)
    check(reading)
    assert reading.text == ("It failed[^1], [^a-z] says[^long-note].\n\n[^1]: https://example.org/x [^long-note]: See")
    assert notes_of(reading) == ["[^1]", "[^long-note]"]
    assert notes_of(read_markdown("A[^a]: b <sup>[2]</sup>\n\n    [^code]\n")) == ["[^a]", "[2]"]
    assert read_saved_page("<p>A[^1] in a page").notes == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<span class=dropcap>T</span>he ferry", "The ferry"),
        ("<div class='drop-cap big'>T</div>\n<p>he ferry</p>", "The ferry"),
        ("<p><span style='float:left;font-size:4em'>T</span>he ferry", "The ferry"),
        ("<div style='float: left'>T</div>he ferry", "The ferry"),
        ("<p><span class=lettrine style='display:block'>“T</span><b>he</b> ferry", "“The ferry"),
        ("<p class=has-drop-cap>The ferry", "The ferry"),
        ("<div class=dropcap>A</div>lthough", "Although"),
        # A letter that is a word, a label in the margin, a letter of a list and a heading stay apart.
        ("<div class=dropcap>A</div>\n<p>ferry sails</p>", "A\n\nferry sails"),
        ("<p><span style='float:left'>A</span> ferry sails", "A\n\nferry sails"),
        ("<div style='float:left'>B</div><div>a town</div>", "B\n\na town"),
        ("<div style='float:left'>B</div>Paris", "B\n\nParis"),
        ("<div>T</div><p>tail</p>", "T\n\ntail"),
        ("<div class=dropcap>T</div><ul><li>tail</ul>", "T\n\ntail"),
        ("<div class=dropcap>T</div>", "T"),
        ("<div class=dropcap>T</div><div class=dropcap>he</div>", "The"),
    ],
)
def test_drop_caps_begin_their_word(html: str, text: str) -> None:
    """A letter in front of its word, in a block of its own or beside the line, is no word of its own."""
    assert text_of(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<x-a>First</x-a><x-a>second.</x-a><x-b>Third</x-b>", "First second. Third"),
        ("one<x-icon></x-icon>two", "one two"),
        ("(<x-a>a</x-a>), <x-b>b</x-b>. $<x-c>5</x-c>", "(a), b. $5"),
        ("<x-a>東</x-a><x-a>京</x-a>", "東京"),
        ("<drop-cap>T</drop-cap>he", "The"),
        ("<x-a>km</x-a><sup>2</sup><x-b><sup>3</sup></x-b>", "km²³"),
        ("<x-a>a</x-a><p>b</p>", "a\n\nb"),
    ],
)
def test_custom_elements_part_words(html: str, text: str) -> None:
    """Two words between which only a custom element's edge stands are two; nothing comes before a mark or into CJK."""
    assert text_of(html) == text


# -- html: clutter ------------------------------------------------------------------------------------------------

ARTICLE = "<article><h1>Story</h1><p>Words of the story that are many enough.</p></article>"


@pytest.mark.parametrize(
    "gone",
    lines("""
        <div class='cookie-banner'>x</div>
        <div id=onetrust-consent-sdk>x</div>
        <section class='a gdpr-notice'>x</section>
        <div id=CybotCookiebotDialog>x</div>
        <div class='cc-window cc-bottom'>x</div>
        <form id=cookie_consent_form>x</form>
        <div role=dialog>x</div>
        <div role='Alertdialog'>x</div>
        <dialog>x</dialog>
        <div role=complementary>x</div>
        <div class=sidebar>x</div>
        <div id=right-sidebar>x</div>
        <section class='widget sidebar-primary'>x</section>
        <div class='cookie-banner'>x x x x x x x x x x x x x x x x x x x x</div>
    """),
)
def test_clutter_is_dropped(gone: str) -> None:
    """Cookie banners, dialogs and sidebars of a saved page are no text."""
    assert text_of(f"{gone}{ARTICLE}{gone}") == "Story\n\nWords of the story that are many enough."


@pytest.mark.parametrize(
    "page",
    [
        f"<div class=sidebar>{ARTICLE}</div>",
        f"<body class=with-sidebar><div class='layout sidebar-content'><main>{ARTICLE}</main></div>",
        "<div class=sidebar><p>Story</p><p>Words of the story that are many enough.</p></div><p>x</p>",
        "<div role=dialog><h1>Story</h1>Words of the story that are many enough.</div>",
        "<div role=dialog><h1>Story</h1>Words of the story that are many enough.</div><p>" + "x " * 50,
        "<article><h1>Story</h1><div class=sidebar>Words of the story that are many enough.</div></article>",
        "<h1>Story</h1><p class=sidebar>Words of the story that are many enough.</p>",
    ],
)
def test_the_article_is_never_clutter(page: str) -> None:
    """What holds a main, an article, an h1 or most of the words stays whatever it is called."""
    assert text_of(page).startswith("Story\n\nWords of the story that are many enough.")


# -- any input ----------------------------------------------------------------------------------------------------


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_soup_is_published_as_its_text(html: str) -> None:
    """Whatever the markup: the runs are the text, and a browser finds just that text in valid HTML."""
    check(read_saved_page(html))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(MARKDOWN), max_size=60).map("".join))
def test_any_markdown_is_published_as_its_text(text: str) -> None:
    """The same for Markdown."""
    check(read_markdown(text))


def test_no_word_is_lost() -> None:
    """10,000 elements deep every word is kept, though the tags stop at a stated depth."""
    html = "".join(f"<blockquote><ul><li>w{n}" for n in range(10_000))
    reading = read_saved_page(html)
    assert reading.text == "\n\n".join(f"w{n}" for n in range(10_000))
    assert published(reading).count("<blockquote>") < 60


@pytest.mark.parametrize(
    "piece",
    [
        *("<div>x", "<ul><li>x", "<b><i><u><p>x", "<br>", "<pre> <i></i>", "<td>", "<div class=sidebar>x", "x<br>\n"),
        *("<sup>1", "<sup><a href=#x>[1]</a></sup>", "<a href=#x>1", "<ruby>x<rt>y<rtc>z", "<div class=dropcap>T"),
        *("<span style='float:left'>T", "<div style='display:flex'>x", "<b style='visibility:hidden'>x", "<x-a>x"),
    ],
)
def test_reading_time_is_linear(piece: str) -> None:
    """20,000 of anything, nested or not, take no more than some multiple of their number."""
    begun = time.process_time()
    read_saved_page("a" + piece * 20_000 + "b")
    assert time.process_time() - begun < 8  # a second or two; a quadratic way takes far more
