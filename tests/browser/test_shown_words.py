"""The text of a page has the words that a browser shows."""

import re
import unicodedata

import pytest
from playwright.sync_api import Browser

from generator.reading.kinds.saved_page import read_saved_page

# What a browser shows and the contract takes for no text, or the other way round.
CONTRACT = """() => {
    for (const element of document.querySelectorAll("nav, [role~=navigation], [hidden], rt, rp")) element.remove();
    for (const element of document.querySelectorAll("details")) element.open = true;
    return document.body.innerText;
}"""
PAGES = {
    "paragraphs": "<h1>Harbour</h1><p>The ferry <b>sails</b> daily,\n  and</p>on Sunday<p>twice.</p>",
    "lists": "<ul><li>one<li>two<ul><li>three</ul></ul><dl><dt>a<dd>b</dl><ol><li><p>c</ol>",
    "tables": "<table><caption>Catch</caption><tr><th>Year<th>Tons<tr><td>1999<td>12<tr><td>2000<td>15</table>",
    "line breaks": "<p>12 Quay Street<br>Lindenau<br/>Coast</p><address>Box 7<br>Port</address><pre>a\n b</pre>",
    "hidden by a style": "<p>It sails.</p><p style='display:none'>Sank.<p>x<i style='DISPLAY: none !important'>y</i>z",
    "hidden inside a style": "<div style='background:url(a;display:none)'>a</div><b style='{display:none}'>b</b>",
    "a style with a fault": "<p style='display:nonee'>a</p><p style='display:none;display:block'>b</p><i style=';;'>c",
    "important styles": "<p style='display:none!important;display:block'>a</p><p style='display:block'>b</p>",
    "a commented style": "<p style='display:/* shown */none'>a</p><p style='/* display:none */'>b</p>",
    "invisible words": "<p>a <b style='visibility:hidden'>b <i style='visibility:visible'>c</i> d</b> e</p>",
    "invisible blocks": "<div style='visibility:hidden'><p>a</p><p style='visibility:visible'>b<u>c</u></p>d</div>e",
    "collapsed words": "<p>a <b style='visibility:collapse'>b<i style='visibility:inherit'>c</i></b> d</p>",
    "other styles": "<p style='opacity:0'>a</p><p style='color:red'>b</p><p style='position:relative'>c</p>",
    "noscript": "<p>a</p><noscript><div><p>Switch scripts on.</noscript><p>b</p>",
    "fallbacks": "<p>a <video>no video</video><audio>no audio</audio><canvas>no canvas</canvas> b</p>",
    "choices": "<p>a <datalist><option>x</option></datalist>b</p><select><option>c<option>d</select>",
    "readings": "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>の町",
    "readings without end tags": "<p><ruby>漢<rt>かん<rb>字<rt>じ</ruby>の町",
    "powers": "<p>100<sup>2</sup> nodes, 10<sup>-6</sup> m, CO<sub>2</sub>, km<sup>2</sup>, 2<sup>nd</sup>, x<sub>i",
    "note marks": "<p>policy<sup><a href='#1'>1</a></sup> failed.<sup>[<a href='#2'>2</a>]</sup> So<a href=#3>[3]</a>",
    "spans as blocks": "<p><span style='display:block'>First</span><span style='display:block'>second</span> third",
    "blocks as spans": "<div style='display:inline'>har</div><div style='display:inline'>bour</div> wall",
    "paragraphs as spans": "<p style='display:inline'>one</p><p style='display:inline'>two</p>",
    "floats": "<p><span style='float:right'>1999</span>Year <b style='position:absolute'>x</b>of the ferry",
    "flexible boxes": "<div style='display:flex'><span>Name</span><span>Age</span>text<b>c</b></div>d",
    "boxes in a line": "<p>a <a style='display:inline-flex'><i>b</i><span>c</span></a> d",
    "grids": "<span style='display:grid'><b>a</b><b>b</b></span>c",
    "table cells by style": "<span style='display:table-cell'>a</span><span style='display:table-cell'>b</span>",
    "buttons": "<button>Yes</button><button>No</button> <button>Later</button>",
    "boxes by style": "<p><span style='display:inline-block'>12</span><span style='display:inline-block'>.5</span>",
    "custom elements as blocks": "<style>x-a{display:block}</style><x-a>First ones</x-a><x-a>second ones</x-a>",
    "custom elements in a line": "<p>The <x-term>ferry</x-term>, <x-b>a</x-b> (<x-c>new</x-c>) one",
    "inline elements": "<p>un<b>believ</b>able <a href=x>link</a>ed <span class=dropcap>T</span>he end<wbr>ing</p>",
    "drawings": "<svg><text>1999</text><text>2000</text></svg>",
    "forms": "<form><fieldset><legend>Who</legend><label>name<input value=v>here</label></fieldset></form>",
    "dialogs": "<dialog>shut</dialog><dialog open>open</dialog>a",
    "more or less": "<details><summary>More</summary>of it</details>b",
    "hidden parts": "<table><tr hidden><td>a<tr><td>b<td style='display:none'>c<td>d</table><p hidden>e",
    "navigation": "<nav>a<p>b</nav><div role=navigation>c</div><header>d</header><aside>e</aside>",
}
# Where our text parts or joins words by more than the browser knows, and what it has.
BEYOND = {
    "a drop cap in a block": ("<div class=dropcap>T</div>\n<p>he ferry sails</p>", "The ferry sails"),
    "a drop cap that floats": ("<p><span style='float:left;font-size:3em'>T</span>he ferry</p>", "The ferry"),
    "custom elements without a style sheet": ("<x-a>First</x-a><x-a>Second</x-a>", "First Second"),
}


def words(text: str) -> list[str]:
    """The words of a text; raised digits are digits, since a browser tells no difference."""
    return unicodedata.normalize("NFKC", text.replace("\u2212", "-")).replace("\u2212", "-").split()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_words_that_a_browser_shows(chromium: Browser, name: str) -> None:
    """Chromium's innerText and the text have the same words, in the same order."""
    page = chromium.new_page()
    page.set_content(f"<!doctype html><meta charset=utf-8><title>Page</title><body>{PAGES[name]}")
    shown = page.evaluate(CONTRACT)
    page.close()
    assert words(read_saved_page(f"<body>{PAGES[name]}").text) == words(shown)


@pytest.mark.parametrize("name", BEYOND)
def test_words_that_looks_part_are_as_readers_see_them(chromium: Browser, name: str) -> None:
    """A browser's text parts a word or joins two here; ours does not, and has the same letters."""
    html, expected = BEYOND[name]
    page = chromium.new_page()
    page.set_content(f"<!doctype html><meta charset=utf-8><body>{html}")
    shown = page.evaluate(CONTRACT)
    page.close()
    text = read_saved_page(f"<body>{html}").text
    assert text == expected
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
