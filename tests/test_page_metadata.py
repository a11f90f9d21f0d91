"""What pages of newsrooms, blogs and archives say of themselves, as people have them."""

import json

import pytest

from generator.reading.bylines import read_byline
from generator.reading.metadata import Metadata, first_line, page_metadata, text_metadata
from generator.reading.page_titles import choose_title
from generator.reading.saved_copies import read_archive_address, read_saved_copy
from generator.reading.written_dates import find_dates, local_day, parse_date


def page(head: str = "", body: str = "", address: str | None = None) -> Metadata:
    return page_metadata(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", address)


def data(*things: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@graph": things})}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge reopens",
    "author": {"@id": "#ada"},
    "publisher": {"@id": "#paper"},
}
ADA = {"@type": "Person", "@id": "#ada", "name": "Ada Brandt"}
PAPER = {"@type": "Organization", "@id": "#paper", "name": "The Lindenau Courier"}


def test_references_in_structured_data_are_followed() -> None:
    """An author or publisher that is a reference is the node that it refers to, in one script or in several."""
    for scripts in (data(ARTICLE, ADA, PAPER), data(ADA) + data(PAPER) + data(ARTICLE)):
        about = page(scripts)
        assert (about.author, about.publisher) == (("Ada Brandt",), "The Lindenau Courier")
    several = {**ARTICLE, "author": [{"@id": "#ada"}, {"@id": "#nobody"}, {"@id": "#ben", "name": "Ben Weill"}]}
    assert page(data(several, ADA)).author == ("Ada Brandt", "Ben Weill")
    assert page(data({**ARTICLE, "author": "#ada"}, ADA)).author == ("Ada Brandt",)


def test_references_that_go_in_a_circle_end() -> None:
    """A node that refers to itself, or two to each other, name nobody."""
    assert page(data({**ARTICLE, "author": {"@id": "#a"}}, {"@id": "#a", "author": {"@id": "#a"}})).author == ()


def test_a_page_without_an_article_is_described_by_itself() -> None:
    """A WebPage's author and date count where no article is described, and only then."""
    web = {"@type": "WebPage", "author": {"name": "Ada Brandt"}, "datePublished": "2024-05-03"}
    assert (page(data(web)).author, page(data(web)).published) == (("Ada Brandt",), "2024-05-03")
    assert page(data(web, {"@type": "Article", "headline": "x"})).author == ()


def test_a_change_is_no_publication() -> None:
    """Neither dateModified nor a time element that is marked as an update says when an article was published."""
    assert page(data({**ARTICLE, "dateModified": "2025-01-01"})).published is None
    assert page('<meta property="article:modified_time" content="2025-01-01">').published is None
    for marked in ('itemprop="dateModified"', 'class="updated"', 'class="entry-date updated"'):
        assert page(body=f"<time {marked} datetime=2025-01-01></time>").published is None


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("Pier &amp; bridge &#8217;s end", "Pier & bridge ’s end"),
        ("The <i>Titanic</i> again", "The Titanic again"),
        ("Fish &amp;amp; chips", "Fish &amp; chips"),
    ],
)
def test_entities_in_headlines_are_read(stated: str, meant: str) -> None:
    """JSON-LD is no HTML, but headlines in it are often escaped as if it were."""
    assert page(data({**ARTICLE, "headline": stated})).title == meant


@pytest.mark.parametrize(
    ("title", "head", "heading", "meant"),
    [
        ("Bridge reopens | Courier", '<meta property="og:site_name" content="Courier">', "", "Bridge reopens"),
        ("Courier: Bridge reopens", '<meta property="og:site_name" content="Courier">', "", "Courier: Bridge reopens"),
        ("Courier – Bridge reopens", '<meta property="og:site_name" content="The Courier">', "", "Bridge reopens"),
        ("Bridge reopens - News - courier.example", '<link rel=canonical href="https://courier.example/a">', "",
         "Bridge reopens - News"),
        ("Bridge reopens » The Courier", '<meta property="og:site_name" content="Courier">', "", "Bridge reopens"),
        ("Bridge reopens - The Courier", "", "Bridge reopens", "Bridge reopens"),
        ("News | Bridge reopens after a year | The Courier", "", "Bridge reopens after a year",
         "Bridge reopens after a year"),
        ("Bridge reopens - The Courier", '<meta property="og:site_name" content="The Courier">', "The Courier",
         "Bridge reopens"),
        ("The Courier", '<meta property="og:site_name" content="The Courier">', "Bridge reopens", "Bridge reopens"),
        ("Bridge reopens after…", "", "Bridge reopens after a year", "Bridge reopens after a year"),
        ("War and peace - a review", "", "Other words", "War and peace - a review"),
        ("Mary-Ann's well-known 9-5", "", "Mary", "Mary-Ann's well-known 9-5"),
    ],
)  # fmt: skip
def test_a_title_is_the_headline_without_the_site(title: str, head: str, heading: str, meant: str) -> None:
    """The site's name goes from either end, in og:title as in <title>; what is part of the headline stays."""
    for element in (f"<title>{title}</title>", f'<meta property="og:title" content="{title}">'):
        assert page(head + element, f"<h1>{heading}</h1>" if heading else "").title == meant


def test_a_title_that_is_only_the_sites_name_is_better_than_none() -> None:
    """Where nothing else is stated, a site's name is the title."""
    assert choose_title(["The Courier"], [], ["The Courier"]) == "The Courier"
    assert choose_title([], [], ["The Courier"]) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Brandt", ("Ada Brandt",)),
        ("Von Ada Brandt und Ben Weill", ("Ada Brandt", "Ben Weill")),
        ("von der Leyen, Ursula", ("von der Leyen, Ursula",)),
        ("Ada Brandt, Ben Weill and Cem Kaya", ("Ada Brandt", "Ben Weill", "Cem Kaya")),
        ("Ada Brandt, PhD", ("Ada Brandt, PhD",)),
        ("Ada Brandt, The Courier", ("Ada Brandt",)),
        ("The Courier - Ada Brandt", ("Ada Brandt",)),
        ("View all posts by Ada Brandt →", ("Ada Brandt",)),
        ("Zeige alle Beiträge von Ada Brandt", ("Ada Brandt",)),
        ("Voir tous les articles de Ada Brandt", ("Ada Brandt",)),
        ("Ver todas las entradas de Ada Brandt", ("Ada Brandt",)),
        ("Ada Brandt Photos by Ben Weill", ("Ada Brandt Photos by Ben Weill",)),
        ("Ada Brandt; Illustration by Ben Weill", ("Ada Brandt",)),
        ("admin", ()), ("Super User", ()), ("The Courier", ()), ("courier.example", ()), ("Courier Media GmbH", ()),
        ("ada@courier.example", ()), ("ada.brandt", ()), ("ab", ()), ("Ada Brandt - 3 May 2024 at 10:15", ()),
        ("View my complete profile", ()), ("See full bio", ()), (". .", ()), ("", ()),
        ("Ada Brandt lives in Lindenau and has written about towns, trains and weather for twenty years", ()),
    ],
)  # fmt: skip
def test_a_byline_is_read_as_names(line: str, names: tuple[str, ...]) -> None:
    """What stands around a name goes; what is no name, or is said only in part, names nobody."""
    assert read_byline(line, ["The Courier", "courier.example"]) == names


def test_a_vcard_names_the_author() -> None:
    """WordPress's themes mark the byline as a vcard; a comment's is no author's."""
    card = '<span class="author vcard"><a class="url fn n" href="/ada">{}</a></span>'
    assert page(body=card.format("Ada Brandt")).author == ("Ada Brandt",)
    assert page(body='<p class="p-author h-card">Ada Brandt</p>').author == ("Ada Brandt",)
    comments = f'<ol class="comment-list">{card.format("Rita Reader")}</ol>'
    assert page(body=card.format("Ada Brandt") + comments).author == ("Ada Brandt",)
    assert page(body=comments).author == ()


def test_a_biography_is_not_part_of_the_name() -> None:
    """Of an author's box only the name inside it counts; a box without one is no byline."""
    box = '<div itemprop="author"><span itemprop="name">Ada Brandt</span><p>Ada lives in Lindenau.</p></div>'
    assert page(body=box).author == ("Ada Brandt",)


def test_authors_of_teasers_are_not_the_articles() -> None:
    """Of several marked names those next below the headline count; without a headline none of them does."""
    teasers = "<h2>Other</h2><a rel=author>Cem Kaya</a><p>Words.</p>" * 3 + "<a rel=author>Dora Lind</a>"
    byline = "<h1>Bridge reopens</h1><p>By <a rel=author>Ada Brandt</a> and <a rel=author>Ben Weill</a></p>"
    text = f"<p>{'Words of the article. ' * 50}</p>"
    assert page(body=byline + text + teasers).author == ("Ada Brandt", "Ben Weill")
    assert page(body=teasers).author == ()


def test_who_names_more_authors_goes_first() -> None:
    """Where data names the first author only and <meta> all of them, all are."""
    head = data({**ARTICLE, "author": "Ada Brandt"}) + '<meta name="author" content="Ada Brandt, Ben Weill">'
    assert page(head).author == ("Ada Brandt", "Ben Weill")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("18. Oktober 2021", "2021-10-18"), ("Montag, 18. Oktober 2021, 06:00 Uhr", "2021-10-18"),
        ("18 de octubre de 2021", "2021-10-18"), ("lunes, 18 de octubre de 2021", "2021-10-18"),
        ("18 octobre 2021", "2021-10-18"), ("1er août 2021", "2021-08-01"), ("le 18 févr. 2021", "2021-02-18"),
        ("18 de outubro de 2021", "2021-10-18"), ("segunda-feira, 18 de março de 2021", "2021-03-18"),
        ("18 ottobre 2021", "2021-10-18"), ("lunedì 3 maggio 2021", "2021-05-03"), ("18 set 2021", "2021-09-18"),
        ("18 MARZO 2021", "2021-03-18"), ("18 Maerz 2021", "2021-03-18"), ("Jänner 2021", "2021-01"),
        ("18.10.2021", "2021-10-18"), ("October 18th, 2021", "2021-10-18"), ("Sat Nov 21 2026 10:15:30", "2026-11-21"),
        ("18 jui 2021", None), ("10/11/2021", None), ("18 smarch 2021", None), ("31 février 2021", None),
    ],
)  # fmt: skip
def test_dates_with_a_months_name(text: str, date: str | None) -> None:
    """The six languages' months are read, whole or shortened, where only one month is meant."""
    assert parse_date(text) == date


def test_a_moment_in_utc_is_the_day_that_the_page_shows() -> None:
    """Late in the evening in America is the next day in UTC: what the address or the page says decides."""
    stated = '<meta property="article:published_time" content="2023-11-09T03:28:35Z">'
    assert page(stated).published == "2023-11-09"
    assert page(stated, address="https://courier.example/2023/11/08/vote.html").published == "2023-11-08"
    assert page(stated, "<h1>Vote</h1><p>November 8, 2023</p>").published == "2023-11-08"
    assert page(stated, "<h1>Vote</h1><p>November 7, 2023</p>").published == "2023-11-09"
    assert local_day("2023-11-09T03:28:35-05:00", ["8 November 2023"]) is None
    assert find_dates("Published 8 November 2023, updated 2023-11-10") == ("2023-11-08", "2023-11-10")


TODAY = (
    '<meta property="og:site_name" content="archive.ph"><meta property="og:title" content="Bridge reopens | Courier">'
    '<meta property="article:published_time" content="2024-02-01T10:00:00Z"><link rel=canonical '
    'href="https://archive.ph/aB3dE"><title>Bridge reopens | Courier</title>'
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<link rel="bookmark" href="http://archive.today/20240201100000/https://courier.example/2023/05/03/a">', ""),
        ("", '<input name=q value="https://courier.example/2023/05/03/a">'),
        (
            "",
            (
                '<input name=q value="https://courier.example/2023/05/03/a"><time itemprop=pubdate pubdate '
                'datetime="2024-02-01T10:00:00Z"></time>'
            ),
        ),
    ],
)
def test_a_copy_in_archive_today_is_told_from_its_original(head: str, body: str) -> None:
    """Its publisher, day and address are the copy's: the original's are taken, or none."""
    about = page(TODAY + head, f"{body}<h1>Bridge reopens</h1>")
    assert about == Metadata(
        title="Bridge reopens", published="2023-05-03", url="https://courier.example/2023/05/03/a",
        archive_url="https://archive.ph/aB3dE", inferred={"published": "from its address, …/2023/05/03/…"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "original", "captured"),
    [
        ("https://archive.today/2024.02.01-100000/https://courier.example/a?b=1", "https://courier.example/a?b=1",
         "2024-02-01"),
        ("https://archive.is/o/aB3dE/https://courier.example/a", "https://courier.example/a", None),
        ("https://archive.md/aB3dE", None, None),
        ("https://web.archive.org/web/20240201id_/https:/courier.example/a", "https://courier.example/a", None),
    ],
)  # fmt: skip
def test_addresses_of_archives(address: str, original: str | None, captured: str | None) -> None:
    """An archive's address has the original's in it, in several forms, or only leads to it."""
    found = read_archive_address(address)
    assert found is not None
    assert (found.archive_url, found.original, found.captured) == (address, original, captured)
    assert read_archive_address("https://courier.example/archive.is/aB3dE") is None


def test_programs_that_save_pages_say_from_where_and_when() -> None:
    """SingleFile, monolith and Chrome note the address; what another comment says is nothing."""
    single = (
        "<!DOCTYPE html> <html lang=de><!--\n Page saved with SingleFile \n url: https://courier.example/a \n"
        " saved date: Sat Nov 21 2026 10:15:30 GMT+0100 (CET)\n--><p>x"
    )
    about = page_metadata(single)
    assert (about.url, about.accessed, about.published) == ("https://courier.example/a", "2026-11-21", None)
    kept = page_metadata(single.replace("https://courier", "https://web.archive.org/web/2024/https://courier"))
    assert kept.url == "https://courier.example/a"
    assert read_saved_copy("<!-- Saved from https://a.example/ at 2026-11-21T09:00:00Z using monolith v2 -->").date
    assert read_saved_copy("<!-- url: https://a.example/ -->").url == ""


def test_a_text_is_titled_by_its_first_line() -> None:
    """The first line with a word is inferred to be the title; a long one is cut between words."""
    about = text_metadata("\n***\n\n  Bridge reopens  \n\nIt was closed for a year.\n")
    assert (about.title, about.inferred) == ("Bridge reopens", {"title": "the text’s first line"})
    cut = first_line("word " * 100) or ""
    assert (cut.endswith("word…"), len(cut) <= 121) == (True, True)
    assert text_metadata("\n \n--\n") == Metadata()


@pytest.mark.parametrize(
    "html",
    ["<i rel=author>", '<b class="author vcard"><i class=fn>x', "<!-- Page saved with SingleFile\nurl: ", "<h1>a - b"],
)
def test_hostile_pages_take_linear_time(html: str) -> None:
    """Half a megabyte of one thing that is never closed ends in seconds."""
    import time

    began = time.monotonic()
    page_metadata(html * (500_000 // len(html)))
    read_byline("view all posts by " * 5_000, [])
    choose_title([" - ".join("ab" * 400)] * 3, ["b"] * 3, ["c"])
    assert time.monotonic() - began < 20


def test_an_author_whom_the_page_does_not_show_is_marked_so() -> None:
    """A name that stands in the page's data alone is often that of who uploaded it: the entry says how it is known."""
    named = '<meta name="author" content="Ada Brandt">'
    for body in ("<p>By ADA BRANDT", "<p>By Ada <b>Brandt</b>", "<p>Ada-Brandt"):
        assert page_metadata(f"{named}{body}").inferred == {}
    hidden = page_metadata(f"{named}<p>By Uwe Lang<script>Ada Brandt</script>")
    assert hidden.author == ("Ada Brandt",)
    assert hidden.inferred == {"author": "named for programs only: the page shows it nowhere"}


@pytest.mark.parametrize(
    ("head", "body", "day", "how"),
    [
        # The name “date” may be that of the last change: the day that is printed beside the headline is not.
        ('<meta name="date" content="2020-04-30">', "<h1>Rent</h1><p>29.04.2020, 12 Uhr</p>", "2020-04-29", "beside"),
        ('<meta name="date" content="2020-04-29">', "<h1>Rent</h1><p>29.04.2020, 12:01 Uhr</p>", "2020-04-29", ""),
        ('<meta name="date" content="2020-04-30">', "<h1>Rent</h1><p>Updated 29.04.2020</p>", "2020-04-30", ""),
        ("", "<p>Research, 7 April 2020</p><h1>Vaccines</h1>", "2020-04-07", "beside"),
        ("", "<h1>Meeting</h1><p>We shall meet at the usual place on 7 April 2020</p>", None, ""),
        ("", "<h1>Opening</h1><p>Closed</p><p>6 May 2020</p><p>7 May 2020</p>", None, ""),
        # Of cited works, microdata states the dates as well: the article's own is near its headline.
        (
            "", '<h1>Rash</h1><time itemprop="datePublished" datetime="2017-01-30">30 January</time>'
            + "<p>word</p>" * 2_000 + '<li><meta itemprop="datePublished" content="1988">', "2017-01-30", "",
        ),
        # A moment in UTC is of the day that the page prints, in whatever form either is written.
        ('<meta property="article:published_time" content="Wed, 04 May 2022 02:41:00 GMT">',
         "<h1>Cars</h1><p>3/5/2022 22:41</p>", "2022-05-03", ""),
        ('<meta property="article:published_time" content="20200414T00:38:07Z">',
         "<h1>Shooting</h1><p>Monday Apr 13, 2020 at 4:38 PM</p>", "2020-04-13", ""),
        ('<meta property="article:published_time" content="2020-12-05T23:15:0Z">',
         "<h1>Meloni</h1><p>06 Dicembre 2020</p>", "2020-12-06", ""),
        ('<meta property="article:published_time" content="2025-06-28T14:03:53+00:00">',
         "<h1>Summer</h1><p>29. Juni 2025</p>", "2025-06-28", ""),
    ],
)  # fmt: skip
def test_the_day_that_a_page_prints(head: str, body: str, day: str | None, how: str) -> None:
    """What readers see beside the headline decides where data may mean another day; a sentence's day is no date."""
    found = page_metadata(head + body)
    assert found.published == day
    assert how in found.inferred.get("published", "")
    assert bool(how) == ("published" in found.inferred)


def test_a_headline_goes_before_a_title_that_has_it_with_more() -> None:
    """The page's only heading is the title, without the kicker or the section that a stated title has beside it."""
    for stated in ("Chronik: Lotte Tobisch ist tot", "Lotte Tobisch ist tot Nachruf"):
        page = f'<meta property="og:title" content="{stated}"><h1>Lotte Tobisch ist tot</h1>'
        assert page_metadata(page).title == "Lotte Tobisch ist tot"
        assert page_metadata(page + "<h1>Most read</h1>").title == stated
    assert page_metadata("<title>Interest rates: Loans</title><h1>Loans</h1>").title == "Interest rates: Loans"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Trine Jørgensen og Tôrtia Reimer", ("Trine Jørgensen", "Tôrtia Reimer")),
        ("Matthias Hille - Lukas Balbach", ("Matthias Hille", "Lukas Balbach")),
        ("신현주 기자", ("신현주",)),
        ("von deinen Hochzeitsbloggern", ()),
        ("Redacción EC", ()),
        ("(Image: Getty Images)", ()),
        ("Mac & i", ("Mac & i",)),
        ("bell hooks", ("bell hooks",)),
        ("van der Berg, Jan", ("van der Berg, Jan",)),
    ],
)
def test_more_bylines(byline: str, names: tuple[str, ...]) -> None:
    """Several full names are several authors; desks, captions and a site's own readers are none."""
    assert read_byline(byline, ["LN - Lübecker Nachrichten"]) == names
    assert read_byline("LN", ["LN - Lübecker Nachrichten"]) == ()


def test_json_ld_may_be_wrapped() -> None:
    """Data in a CDATA section, with or without a comment around its marks, is read."""
    for begin, end in (
        ("<![CDATA[", "]]>"),
        ("//<![CDATA[", "//]]>"),
        ("/* <![CDATA[ */", "/* ]]> */"),
        ("<!--", "-->"),
    ):
        data = f'{begin}\n{{"@type": "NewsArticle", "headline": "A", "datePublished": "2015-10-15"}}\n{end}'
        page = f'<title>A</title><script type="application/ld+json">\n{data}\n</script>'
        assert page_metadata(page).published == "2015-10-15", begin
