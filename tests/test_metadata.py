"""What an article says of itself: stated, or inferred with what it follows from; never made up."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.metadata import Metadata, page_metadata, pdf_metadata
from generator.reading.written_dates import parse_date


def page(head: str = "", body: str = "", html: str = "<html>") -> Metadata:
    return page_metadata(f"<!doctype html>{html}<head>{head}</head><body>{body}</body></html>")


def test_a_page_that_says_nothing_is_told_nothing_of() -> None:
    """Without a statement there is no value: not a title from the text, not a publisher from the address."""
    assert page(body="<p>By Ada Brandt, 3 May 2024.</p>") == Metadata()
    assert page_metadata("<p>x</p>", "https://courier.example/library.html") == Metadata(
        url="https://courier.example/library.html"
    )


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        ('<meta property="og:title" content=" A  title ">', "title", "A title"),
        ("<title>A title &amp; more</title>", "title", "A title & more"),
        ('<meta name="citation_title" content="A title">', "title", "A title"),
        ('<meta name="author" content="By Ada Brandt"><p>By Ada <b>Brandt</b>', "author", ("Ada Brandt",)),
        ('<meta name="citation_author" content="A"><meta name="citation_author" content="B">AB', "author", ("A", "B")),
        ('<meta property="article:author" content="https://social.example/ada">', "author", ()),
        ('<meta property="og:site_name" content="The Courier">', "publisher", "The Courier"),
        ('<meta property="article:published_time" content="2024-05-03T23:30:00-05:00">', "published", "2024-05-03"),
        ('<meta name="OriginalPublicationDate" content="2000/10/24 14:05:11">', "published", "2000-10-24"),
        ('<meta name="DC.date.issued" content="2000-10">', "published", "2000-10"),
        ('<meta name="pubdate" content="Tue, 24 Oct 2000 10:00:00 GMT">', "published", "2000-10-24"),
        ('<meta name="date" content="10/11/2000">', "published", None),
        ('<link rel="canonical" href="https://courier.example/a">', "url", "https://courier.example/a"),
        (
            '<base href="https://courier.example/x/"><link rel=canonical href="../a">',
            "url",
            "https://courier.example/a",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', "url", None),
        ('<meta property="og:url" content="https://user:secret@courier.example/">', "url", None),
        ('<meta property="og:locale" content="en_GB">', "language", "en-GB"),
        ('<meta http-equiv="content-language" content="not a tag">', "language", None),
    ],
)
def test_what_a_page_states(head: str, name: str, value: object) -> None:
    """Each name under which newsrooms and libraries state a thing is read; what is no value of its kind is none."""
    about = page(head)
    assert getattr(about, name) == value
    assert about.inferred == {}


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="author" href="/ada">Ada <b>Brandt</b></a>',
        '<p>by <span itemprop="author" itemscope><span itemprop="name">Ada Brandt</span><br></span></p>',
        '<a rel="nofollow author">By Ada Brandt</a> <a rel=author>By Ada Brandt</a>',
    ],
)
def test_a_byline_that_is_marked_as_one_is_stated(body: str) -> None:
    """rel and itemprop say whose name it is; a name in mere text is none."""
    assert page(body=body).author == ("Ada Brandt",)
    assert page('<meta name="author" content="The Desk">', body).author == ("The Desk",)


def test_structured_data_goes_first() -> None:
    """schema.org's article, alone, in a list or in a graph, says more surely what the page is."""
    data = (
        '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "The headline",'
        '"author": [{"name": "Ada Brandt"}, "B. Weill", {"name": "Ada Brandt"}], "publisher": {"name": "The Courier"},'
        '"datePublished": "2024-05-03", "inLanguage": "en", "url": "https://courier.example/a"}]}'
    )
    about = page(f'<title>Other</title><script type="application/ld+json">{data}</script>ADA BRANDT, B. Weill')
    assert about == Metadata(
        "The headline", ("Ada Brandt", "B. Weill"), "The Courier", "2024-05-03", "https://courier.example/a",
        language="en",
    )  # fmt: skip


def test_of_several_articles_only_that_of_the_page_counts() -> None:
    """A page that describes others too is described by the one that has its title, or by none."""
    data = "".join(
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{name}", "datePublished": "{day}"}}'
        "</script>"
        for name, day in (("First", "2001"), ("Second", "2002"))
    )
    assert page("<title>Second - The Courier</title>" + data).published == "2002"
    assert page("<title>Third - The Courier</title>" + data).published is None


def test_what_is_inferred_says_from_what() -> None:
    """A date that no name states comes with what shows it; several that differ show nothing."""
    about = page(body='<time datetime="2024-05-03T10:00">Friday</time>')
    assert (about.published, about.inferred) == (
        "2024-05-03",
        {"published": "the page has one time element, 2024-05-03"},
    )
    assert page(body="<time datetime=2024-05-03></time><time datetime=2024-05-04></time>").published is None
    about = page_metadata("<p>x", "https://courier.example/2024/05/03/library.html")
    assert (about.published, about.inferred) == ("2024-05-03", {"published": "from its address, …/2024/05/03/…"})
    assert page(body="<time pubdate datetime=2024-05-03>").inferred == {}


def test_the_headline_is_the_title_where_the_title_holds_it() -> None:
    """Of “Headline - Newspaper” and the one heading “Headline” the heading is the title."""
    assert page("<title>Library opens - The Courier</title>", "<h1>Library  opens</h1>").title == "Library opens"
    assert page("<title>The Courier</title>", "<h1>Library opens</h1>").title == "The Courier"
    assert page(body="<h1>Library opens</h1>").title == "Library opens"


def test_copies_lead_to_their_originals() -> None:
    """A page that a browser saved says from where; one of the Internet Archive has two addresses."""
    saved = page_metadata("<!doctype html>\n<!-- saved from url=(0026)https://courier.example/a -->\n<p>x")
    assert saved.url == "https://courier.example/a"
    kept = page_metadata("<p>x", "https://web.archive.org/web/20240503000000/https://courier.example/a")
    assert kept.url == "https://courier.example/a"
    assert kept.archive_url == "https://web.archive.org/web/20240503000000/https://courier.example/a"


def test_what_cannot_be_published_is_left_out() -> None:
    """Control characters are dropped; what is too long is no name."""
    assert page('<meta property="og:title" content="a&#x1;b\n c">').title == "ab c"
    assert page(f'<meta property="og:title" content="{"x" * 1_001}">').title is None


def test_a_pdf_says_little() -> None:
    """Its title, if it is one; its author; and when it was made, which is only a hint at when it was published."""
    about = pdf_metadata({"Title": "Annual report", "Author": "Ada Brandt", "CreationDate": "D:20240502120000+02'00'"})
    assert about == Metadata(
        "Annual report", ("Ada Brandt",), published="2024-05-02",
        inferred={"published": "the PDF states that it was made on 2024-05-02"},
    )  # fmt: skip
    for junk in ("Microsoft Word - report.docx", "untitled", "report_final.indd", "  "):
        assert pdf_metadata({"Title": junk, "CreationDate": "D:2024"}) == Metadata()


@pytest.mark.parametrize("html", ["<script ", "<script type=application/ld+json>", "<meta ", "<h1>", "<time datetime="])
def test_hostile_pages_take_no_more_than_their_share(html: str) -> None:
    """A megabyte of the same unclosed thing takes a second or two, not hours."""
    began = time.monotonic()
    page_metadata(html * (1_000_000 // len(html)))
    assert time.monotonic() - began < 10


KEYS = st.sampled_from(["@type", "@graph", "headline", "author", "name", "publisher", "url"])
DATA: st.SearchStrategy[object] = st.deferred(
    lambda: (
        st.none()
        | st.booleans()
        | st.text(max_size=9)
        | st.sampled_from(["NewsArticle", "http://[", "2024-13-01"])
        | st.lists(DATA, max_size=3)
        | st.dictionaries(KEYS, DATA, max_size=4)
    )
)


@given(DATA, st.text(max_size=30))
def test_whatever_stands_there_nothing_is_raised(data: object, words: str) -> None:
    """Structured data of any form, names of any text: a value or none."""
    import json

    about = page_metadata(
        f'<title>{words}</title><meta property="og:url" content="{words}"><base href="http://[">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
        None,
    )
    assert about.title is None or about.title.strip() == about.title


@given(st.text(max_size=40))
def test_a_date_is_one_or_none(text: str) -> None:
    """Whatever the text, nothing is raised, and what comes is a date of the calendar."""
    from generator.reading.shapes import is_date

    found = parse_date(text)
    assert found is None or is_date(found)
