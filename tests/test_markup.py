"""generator.reading.markdown_html: Markdown fields as HTML that may be published."""

import subprocess
import sys
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import fast_markdown
from generator.reading.markdown_html import Prose, raise_headings, render_prose, resolve_links, to_html
from tests.support.markdown_texts import EVERYDAY

PIECES = [
    *"ab *_`[]()<>!#&|~-+=\\:>1.\n\t\"'",
    *("\n\n", "[a](", "claim:x", "http://x.y", "<b>", "</b>", "<a href='", "<p>", "javascript:", "<img src="),
    *("<table>", "<td>", "<svg>", "<script>", "<!--", "-->", "onclick=x ", "<h1>", "&#58;"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


class Page(HTMLParser):
    """The tags of an HTML text, with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.links: list[str] = []  # the words of each
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            assert self.links[-1].strip()

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.links:
            self.links[-1] += data


def test_markdown_is_rendered() -> None:
    """Emphasis, lists, quotes, tables and code; headings begin below those of the page and leave no level out."""
    assert render_prose("A *b* **c** `d`  \ne").html == "<p>A <em>b</em> <strong>c</strong> <code>d</code><br>\ne</p>"
    assert render_prose("## a\n\n###### b\n\n# c").html == "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>"
    assert raise_headings("<h3>a</h3>&lt;h3&gt;<h6>b</h6>") == "<h2>a</h2>&lt;h3&gt;<h5>b</h5>"
    listed = "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>"
    assert render_prose("- a\n- b\n\n> c").html == listed
    assert "<td>c</td>" in render_prose("a | b\n--|--\nc | d").html
    assert render_prose("```py\n<x>\n```").html == "<pre><code>&lt;x&gt;\n</code></pre>"


NUMBERS = ("one", "two", "three", "four", "five")


def test_own_links_are_listed_and_resolved() -> None:
    """Links to what the project has are told in order and get their address later; they are not outgoing."""
    text = "[a](claim:one) [b](source:two) <a href='entity:three'>c</a> [](topic:four)\n\n[d][e]\n\n[e]: claim:five"
    done = render_prose(text)
    named = [(each.kind, each.id) for each in done.links]
    assert named == [*zip(("claim", "source", "entity", "topic"), NUMBERS, strict=False), ("claim", "five")]
    assert done.bad == ()
    html = resolve_links(done.html, lambda kind, name: f'../{kind}/{name}.html?a&b"')
    assert '<a href="../claim/one.html?a&amp;b&quot;">a</a>' in html
    assert "rel=" not in html
    assert "claim:" not in html


def test_only_links_are_resolved() -> None:
    """Words that look like a link's markup stay words."""
    done = render_prose('`<a href="claim:x">` &lt;a href="claim:y" [z](http://w/"claim:z")')
    assert resolve_links(done.html, lambda _kind, _id: "WRONG") == done.html


def test_outgoing_links() -> None:
    """http, https and mailto, typed in any of Markdown's ways or as HTML, marked as external; never without words."""
    text = "[a](http://b.c/?d=1&e=2) <https://f.g> <h@i.j> [k][l] <A HREF=HTTPS://M.N/é>o</A> [](http://p.q)"
    text += "\n\n[l]: http://r.s"
    links = [attributes for tag, attributes in Page(render_prose(text).html).tags if tag == "a"]
    assert [each["href"] for each in links] == [
        *("http://b.c/?d=1&e=2", "https://f.g", "mailto:h@i.j", "http://r.s", "HTTPS://M.N/é", "http://p.q")
    ]
    assert {each["rel"] for each in links} == {"external noopener"}
    assert (
        len(
            Page(
                render_prose(
                    "<div><a href=http://a.b>c<blockquote><a href=http://d.e>f</a></blockquote></a></div>"
                ).html
            ).links
        )
        == 1
    )
    assert Page(render_prose("[](http://p.q) [\u200b](http://p.r)").html).words == "http://p.q \u200bhttp://p.r"
    assert render_prose(text).bad == ()


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc", "ftp://x.y"),
        *("/a", "//x.y", "?a", "#a", "../x", "claim", "claim:", "claims:x", "http:", "http:/x", "http:///x", "https:x"),
        *("http:\\\\x", "\x01javascript:x", "java\u200bscript:x", "http://x\u202ey", "mailto:", "feed:http://x"),
        *("a/b.html", "http://x[", "http://a b.c", "http://1.2.3.4.5.6.999/"),
    ],
)
def test_bad_addresses(address: str) -> None:
    """Any other address is told as it was typed and is not published; the words stay."""
    raw = address.replace("&", "&amp;")
    for text in (f'x <a href="{raw}">words</a>', f'x <img src="{raw}" alt=words>'):
        done = render_prose(text)
        assert (done.bad, done.links, done.html) == ((address,), (), "<p>x words</p>")


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("[a](javascript:b)", "javascript:b"),
        ("[a](<java script:b>)", "java script:b"),
        ("[a][b]\n\n[b]: data:c", "data:c"),
        ("[a]()", ""),
        ("<a href='&#106;avascript&colon;b'>a</a>", "javascript:b"),
        ("<a href=' http://b.c'>a</a>", " http://b.c"),
        ("<a href='java&Tab;script:b'>a</a>", "java\tscript:b"),
        ("<a href=javascript:b href=http://c.d>a</a>", "javascript:b"),
        ("[a](<http://b.c/d e>)", "http://b.c/d e"),
        ("<a href='http://b.c/&#x200b;d'>a</a>", "http://b.c/\u200bd"),
        ("![a](b.png)", "b.png"),
        ("a<iframe src='javascript:b'></iframe>", "javascript:b"),
        ("<svg><a href='javascript:b'>a</a></svg>", "javascript:b"),
    ],
)
def test_bad_addresses_in_disguise(text: str, bad: str) -> None:
    """Through references, references to characters, titles, images and elements that are no links."""
    done = render_prose(text)
    assert (done.bad, Page(done.html).words, [tag for tag, _ in Page(done.html).tags]) == ((bad,), "a", ["p"])


def test_images() -> None:
    """An external image is a link with its alternative text or address, any other its alternative text."""
    link = '<a href="http://a.b/c" rel="external noopener">{}</a>'
    assert render_prose("![alt](http://a.b/c)").html == f"<p>{link.format('alt')}</p>"
    assert render_prose("![](http://a.b/c)").html == f"<p>{link.format('http://a.b/c')}</p>"
    assert render_prose("[![alt](http://d.e)](http://a.b/c)").html == f"<p>{link.format('alt')}</p>"


def test_raw_html_is_sanitised() -> None:
    """Neither SVG nor MathML, styles, handlers, ids or frames; what the contract calls no text is gone; all closed."""
    text = "<div id=a style=b onclick=c>x <svg onload=d><text>y</text></svg><math><mi>z</mi></math><script>no</script>"
    assert render_prose(text).html == "x yz"
    assert render_prose("a <style>no</style><b class=c>d<i>e").html == "<p>a <b>d<i>e</i></b></p>"
    assert render_prose("<p hidden>no</p><nav>no</nav>a<title>no</title>").html.split() == ["<p>a</p>"]


ALLOWED = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5"),
    *(
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
    ),
    *("tfoot", "th", "thead", "tr", "u", "ul"),
}


@settings(max_examples=250, deadline=None)
@given(MARKDOWN)
def test_any_text_is_safe(text: str) -> None:
    """Whatever is typed: allowed tags, no attribute but a link's, only publishable addresses, no empty link."""
    done = render_prose(text)
    own = []
    for tag, attributes in Page(done.html).tags:
        assert tag in ALLOWED
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        if tag == "a":
            address = attributes["href"] or ""
            assert address.lower().startswith(("http://", "https://", "mailto:")) == ("rel" in attributes)
            if "rel" not in attributes:
                own.append(address)
    assert own == [f"{each.kind}:{each.id}" for each in done.links]


def the_long_way(text: str) -> Prose:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_markdown, "fast_html", lambda _: None)
        return render_prose.__wrapped__(text)


@settings(max_examples=400, deadline=None)
@given(EVERYDAY)
def test_the_short_way_is_the_long_way(text: str) -> None:
    """Everyday prose gives the same field with and without the machinery."""
    assert render_prose.__wrapped__(text) == the_long_way(text)


@pytest.mark.parametrize(
    "address",
    ["http://a..b/", "http://1.2.3.4.5/", "http://xn--a/", "https://-/", "http://0x/", "http://a.b./", "https://." * 2],
)
def test_hosts_that_browsers_refuse(address: str) -> None:
    """A plain link whose host no browser would open is judged as every other one is."""
    assert render_prose(f"See [this]({address}).") == the_long_way(f"See [this]({address}).")


def test_the_short_way_is_taken() -> None:
    """Plain sentences with emphasis and links to our own things, the commonest fields, need no machinery at all."""
    field = "One *sentence*, here [and there](claim:b).\nAnother (“so” he said).\n\nA **third**: 1 & 2 […].\n"
    script = (
        "import sys; from generator.reading.markdown_html import render_prose, to_html; "
        f"print(*(each.count('<p>') for each in (render_prose({field!r}).html, to_html({field!r}))), "
        "*{'markdown', 'nh3'} & {*sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "2 2\n"


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "![", "[a](", "[a][", "[a](b", "[a](<b)", '[a](b "c)', "[^", "<a ", "<![CDATA[", "<![CDATA[>", "*a "),
        *("<b>a</b> ", "[a](b) ", "a\n---\n", "[a]:\n", "***\n", "# a\n", "> ", "1. ", "- ", "[[a]]", "<", "`", "</b>"),
    ],
)
def test_time_is_bounded(piece: str) -> None:
    """Python-Markdown needs minutes for some of these, and endless stack for others: a bound comes first."""
    begun = time.process_time()
    to_html(piece * 20_000)
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "text",
    ["".join(" " * 4 * n + "- a\n" for n in range(400)), "1. " * 500 + "a", "> " * 900 + "a", "<b>" * 5000 + "a"],
)
def test_deep_nesting(text: str) -> None:
    """No nesting ends in a traceback, and its words are there."""
    assert "a" in Page(render_prose(text).html).words


def test_beyond_the_bounds_nothing_is_lost() -> None:
    """A text that is too tangled for Markdown is its own words, in paragraphs."""
    assert Page(render_prose("a <b> &amp;\n\n" + "[" * 600).html).words.split() == ["a", "<b>", "&amp;", "[" * 600]
