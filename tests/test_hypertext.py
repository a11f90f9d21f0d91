"""generator.reading.hypertext: tokens and elements of HTML as strangers write it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.hypertext import ElementEnd, ElementStart, Tag, parse_elements, tokenize, unescape

TAGS = """
    p /p li td table /table svg title /title script /script b+hidden /b option br/ template !-- select
"""
PIECES = [
    *("-->", "<a x='", "&amp", "&#9;", "\r\n", *"<>/!-=\"' a&;"),
    *(f"<{tag.replace('+', ' ')}>" for tag in TAGS.split()),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def outline(html: str) -> str:
    """The elements of a page as tags, their attributes as names."""
    return "".join(_tag(event) for event in parse_elements(html))


def _tag(event: ElementStart | ElementEnd | str) -> str:
    if isinstance(event, ElementStart):
        return f"<{' '.join((event.name, *event.attributes))}>"
    return event if isinstance(event, str) else f"</{event.name}>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p hidden>b<div>c</div></p>d", "<p>a</p><p hidden>b</p><div>c</div><p></p>d"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>e"),
        ("<table><td>a<td>b<tr><th>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<table><tr><td><div></td></table>x", "<table><tr><td><div></div></td></tr></table>x"),
        ("<div><span>a</div>b</span>c", "<div><span>a</span></div>bc"),
        ("<span><div>a</span>b</div>c", "<span><div>ab</div>c</span>"),
        ("<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"),
        ("<select><option>a<option>b</select>c", "<select><option>a</option><option>b</option></select>c"),
        ("<button>a<button>b</button>c", "<button>a</button><button>b</button>c"),
        ("a</br>b<br/>c<img>d", "a<br></br>b<br></br>c<img></img>d"),
        ("<html hidden><body hidden>a</body></html>b", "ab"),
        ("<svg hidden/>a<svg><path hidden /><text>b</text></svg><div hidden/>c", "<svg hidden></svg>a<svg><path hidden></path><text>b</text></svg><div hidden>c</div>"),  # noqa: E501
    ],
)  # fmt: skip
def test_an_element_ends_where_a_browser_ends_it(html: str, expected: str) -> None:
    """Implied end tags, scopes, void and self-closed elements: what hides one element hides nothing after it."""
    assert outline(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<!-- <p> -->b<!-->c<!--->d<!-- --!>e", "abcde"),
        ("a<!doctype html>b<?php x?>c</>d</3>e<![CDATA[f]]>g", "abcdeg"),
        ("1 < 2 <3 <", "1 < 2 <3 <"),
        ("a<!-- never closed <p>b", "a"),
        ("a<p title='never closed>b", "a"),
        ("<script>a</scripty>b</SCRIPT >c", "<script></script>c"),
        ("<script><!-- <script>a</script> b --></script>c", "<script></script>c"),
        ("<script><!-- a </script>c", "<script></script>c"),
        ("<style><b></style><textarea><b>&lt;</textarea><xmp>&lt;</xmp>", "<style><b></style><textarea><b><</textarea><xmp>&lt;</xmp>"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_no_tag(html: str, expected: str) -> None:
    """Comments, declarations and scripts are passed over; raw text is not read for tags; a lone < is text."""
    assert outline(html) == expected


def test_attributes() -> None:
    """Quoted or not, with a > in them, with references; names in lower case, of two the first counts."""
    (tag,) = tokenize("<A HREF='x>y' hidden class=a/b data-x=\"&quot;\" id = q ID=r =z>")
    assert tag == Tag(
        "a", {"href": "x>y", "hidden": "", "class": "a/b", "data-x": '"', "id": "q", "=z": ""}, ends=False, closed=False
    )


def test_references() -> None:
    """A reference is resolved once, whatever its number; control characters do not come in by one."""
    assert unescape("&amp;lt; &eacute;&notit; &#x41;&#65 &#150; &nbsp;&#38;") == "&lt; é¬it; AA – \xa0&"
    assert unescape("a&#1;&#x7f;&#x81;&#xFFFF;b&#xD800;c&bogus;&;&#;") == "ab\ufffdc&bogus;&;&#;"
    assert unescape("&#" + "9" * 5000 + ";") == "\ufffd"


@given(SOUP)
def test_elements_are_balanced(html: str) -> None:
    """Whatever the input, every Open has its Close, in order."""
    started: list[str] = []
    for event in parse_elements(html):
        if isinstance(event, ElementStart):
            started.append(event.name)
        elif isinstance(event, ElementEnd):
            assert started.pop() == event.name
    assert not started


@given(st.text())
def test_text_without_markup_is_itself(text: str) -> None:
    """No character is lost from a text without < and &."""
    text = text.replace("<", "").replace("&", "").replace("\r", "")
    assert "".join(map(str, tokenize(text))) == text


@pytest.mark.parametrize(
    "piece",
    [
        *("<div>", "<b>", "<b id=1><p>", "<a><div>", "<table><tr><td>", "<li>", "<!--", "<![CDATA[", "<", "<a "),
        *("<script>", "<!-- <script> -->", "<svg>", "</p>", "<span></div>", "<option>", "<title", "<template>", "&#"),
        "<a b='",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """30,000 of anything, nested or unclosed, take no more than some multiple of their number."""
    begun = time.process_time()
    for _ in parse_elements(piece * 30_000):
        pass
    assert time.process_time() - begun < 8  # it is less than 2; a quadratic way takes far more
