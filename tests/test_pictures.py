"""The pictures: what they say aloud, where they put things, and that no input makes them large, broken or unsafe."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.model import Article, Claim, Corpus, Edition, Site, Source, Standing, TextRun
from generator.publishing import labels
from generator.publishing.pages import all_pages
from generator.publishing.pictures.figures import Point, figures_picture
from generator.publishing.pictures.shares import BarPart, shares_bar
from generator.publishing.pictures.signs import POLYGONS
from generator.publishing.pictures.svg import badge_sign, clip_text, element, percent, svg_number
from generator.publishing.pictures.timeline import DatedItem, Kind, timeline_picture
from generator.publishing.theme import Theme
from generator.rating_scale import Rating

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "\"><script>alert(1)</script>'&amp;{{7*7}}</svg>"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)


def parse_picture(picture: Markup | None) -> ElementTree.Element:
    """The picture as a parser reads it: well-formed, or the test fails."""
    assert isinstance(picture, Markup)
    return ElementTree.fromstring(picture)  # noqa: S314 - our own output


def read_description(picture: Markup | None) -> str:
    return parse_picture(picture).findtext("desc") or ""


def read_texts(picture: Markup | None) -> list[str]:
    return [element.text or "" for element in parse_picture(picture).iter("text")]


def parse_share(value: str | None) -> float:
    assert value and value.endswith("%")
    return float(value[:-1]) / 100


def make_point(value: int | float, source: str = "a", **more: str) -> Point:
    given = {
        "label": labels.format_figure(value, "en"),
        "who": f"Source {source}",
        "shape": "yes",
        "stance": "Supports",
        **more,
    }
    return Point(value, source=source, **given)


# -- the writer ---------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(TEXT)
def test_no_text_can_leave_its_place(text: str) -> None:
    """Whatever a text is, an element holds it as text and as an attribute, and nothing else comes of it."""
    drawn = element("text", text + HOSTILE, data_it=text + HOSTILE)
    found = ElementTree.fromstring(drawn)  # noqa: S314 - our own output
    assert not list(found)
    assert found.text == text + HOSTILE
    assert (found.get("data-it") or "").split() == (text + HOSTILE).split()  # a parser makes blanks of line breaks


def test_numbers_are_written_short() -> None:
    """A place is written to a hundredth, without zeros that say nothing, and never as a power of ten."""
    assert [svg_number(number) for number in (1, 0.5, 1 / 3, 1e-9, 1200.0)] == ["1", "0.5", "0.33", "0", "1200"]
    assert percent(1 / 8) == "12.5%"


def test_every_badge_has_its_sign() -> None:
    """The signs of pictures are those of the badges: no shape of a badge is drawn as another."""
    badges = [labels.stance_badge(stance) for stance in ("supports", "refutes", "qualifies", "mentions")]
    badges += [badge for _, badge in labels.corroboration_badges()]
    shapes = {badge.shape for badge in badges}
    assert len({badge_sign(shape, 0, 0).replace(f"sign-{shape}", "") for shape in shapes}) == len(shapes) == 7


def test_text_is_cut_by_what_it_takes() -> None:
    """A wide character takes two columns, and what is left out is told by an ellipsis."""
    assert clip_text("short", 5) == "short"
    assert clip_text("a longer one", 9) == "a longer…"
    assert clip_text("新華社通信", 6) == "新華社…"


# -- shares -------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_parts_make_the_whole(numbers: list[int]) -> None:
    """Each part begins where the last one ends, and together they are the width; a part of none is not drawn."""
    drawn = shares_bar("id", "All", [BarPart(f"part {place}", number, "yes") for place, number in enumerate(numbers)])
    bars = [(parse_share(bar.get("x")), parse_share(bar.get("width"))) for bar in parse_picture(drawn).iter("rect")]
    assert len(bars) == sum(number > 0 for number in numbers)
    for (x, width), (following, _) in pairwise(bars):
        assert abs(x + width - following) < 0.001
    if bars:
        assert bars[0][0] == 0
        assert abs(sum(bars[-1]) - 1) < 0.001


def test_shares_are_told_in_words() -> None:
    """The description says every part that is drawn, with its number."""
    drawn = shares_bar(
        "id",
        "What the sources say",
        [BarPart("Refuted", 2, "no"), BarPart("None", 0, "open"), BarPart("One", 1, "one")],
    )
    assert read_description(drawn) == "Refuted 2, One 1."
    assert read_texts(drawn) == ["2", "1"]


# -- the timeline -------------------------------------------------------------------------------------------------


def make_dated(*dates: str, kind: Kind = "claims") -> list[DatedItem]:
    return [DatedItem(date, kind) for date in dates]


def test_partial_dates_are_spans() -> None:
    """A year is a bar as long as its row, a month a twelfth of it where it lies, a day a point inside its month."""
    root = parse_picture(timeline_picture("id", make_dated("2000", "2000-10", "2000-10-24"), "en"))
    year, month = ((parse_share(bar.get("x")), parse_share(bar.get("width"))) for bar in root.iter("rect"))
    (day,) = (parse_share(circle.get("cx")) for circle in root.iter("circle"))
    assert abs(month[1] * 12 - year[1]) < 0.002
    assert abs(month[0] - (year[0] + year[1] * 9 / 12)) < 0.002
    assert month[0] + month[1] * 0.7 < day < month[0] + month[1] * 0.8


def test_a_date_that_many_share_is_one_mark() -> None:
    """Things of one kind at one date are drawn once, with their number; sources have marks of their own."""
    drawn = timeline_picture("id", [*make_dated(*["1950"] * 40, "1951"), *make_dated("1950", kind="sources")], "en")
    assert read_description(drawn) == "1950: 40 claims; 1950: 1 source; 1951: 1 claim."


def test_years_without_anything_have_no_row() -> None:
    """Two dates far apart take no more room than two that are near."""
    far, near = (parse_picture(timeline_picture("id", make_dated("0001", last), "en")) for last in ("9999", "0002"))
    assert far.get("height") == near.get("height")


def test_many_years_share_rows() -> None:
    """More years than can be taken in are ten to a row, a hundred to a row, and so on."""
    for step, name in ((1, "10s"), (10, "100s"), (100, "1000s")):
        drawn = timeline_picture("id", make_dated(*(f"{year:04}" for year in range(1, 1 + 50 * step, step))), "en")
        assert name in read_texts(drawn)


def test_marks_do_not_lie_on_each_other() -> None:
    """Days that are too near for two points are in two lanes."""
    further = ("2000-01-01", "2000-03-01", "2000-05-01")
    circles = parse_picture(timeline_picture("id", make_dated("2000-10-23", "2000-10-24", *further), "en")).iter(
        "circle"
    )
    assert len({circle.get("cy") for circle in circles}) == 2


def test_the_days_of_a_few_months_have_rows_of_a_month() -> None:
    """Where all dates lie in three months or fewer, days stand side by side; one without a month needs a year's row."""
    days = [f"2014-01-{day:02}" for day in range(1, 29)]
    drawn = timeline_picture("id", make_dated(*days, "2014-02-03"), "en")
    assert float(str(parse_picture(drawn).get("height"))) < 200
    assert {"Jan 2014", "Feb 2014"} <= set(read_texts(drawn))
    assert "2014" in read_texts(timeline_picture("id", make_dated(*days, "2014"), "en"))


def test_a_row_with_too_many_days_counts_them_together() -> None:
    """By months, so that the picture does not push the page's text out of sight; the number is that of all."""
    days = [f"2014-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29)]
    drawn = timeline_picture("id", make_dated(*days), "en")
    assert float(str(parse_picture(drawn).get("height"))) < 200
    assert read_description(drawn).startswith("January 2014: 28 claims; February 2014: 28 claims")


def test_one_date_is_no_picture() -> None:
    """Where all is at one date there is nothing to look at."""
    assert timeline_picture("id", [], "en") is None
    assert timeline_picture("id", make_dated("2000", "2000"), "en") is None


def test_a_page_of_days_is_bounded() -> None:
    """A hundred things at a hundred neighbouring days, the most that a page has, are a picture of bounded size."""
    days = [f"2000-{month:02}-{day:02}" for month in (1, 2, 3, 4) for day in range(1, 26)]
    drawn = timeline_picture("id", make_dated(*days), "en")
    assert drawn
    assert len(drawn) < 40_000
    assert int(parse_picture(drawn).get("height") or 0) < 1000


# -- figures ------------------------------------------------------------------------------------------------------


def test_figures_stand_in_proportion() -> None:
    """The least and the greatest figure are at the ends, another one where it belongs, the claim's own as a line."""
    root = parse_picture(figures_picture("id", 15, "15", [make_point(10), make_point(20, "b"), make_point(12.5, "c")]))
    first, second, third = (parse_share(match.get("x")) for match in root.findall("svg"))
    own = next(parse_share(line.get("x1")) for line in root.iter("line") if line.get("class") == "own")
    assert abs((third - first) / (second - first) - 0.25) < 0.001
    assert abs((own - first) / (second - first) - 0.5) < 0.001


def test_figures_are_told_in_words() -> None:
    """The description has each figure, who says it, and its stance as a word."""
    drawn = figures_picture(
        "id",
        3,
        "about 3 hours",
        [make_point(3, label="3 hours"), make_point(4, "b", stance="Refutes", label="4 hours")],
    )
    assert (
        read_description(drawn) == "This claim: about 3 hours; Source a: 3 hours, supports; Source b: 4 hours, refutes."
    )
    assert "4 hours, refutes" in read_texts(drawn)


def test_nothing_to_compare_is_no_picture() -> None:
    """One source with the claim's own figure needs no picture; two sources do, and one that differs does."""
    assert figures_picture("id", 3, "3", []) is None
    assert figures_picture("id", 3, "3", [make_point(3), make_point(3)]) is None
    assert figures_picture("id", None, "", [make_point(3)]) is None
    assert figures_picture("id", 3, "3", [make_point(3), make_point(3, "b")]) is not None
    assert figures_picture("id", 3, "3", [make_point(4)]) is not None


def test_small_differences_look_small() -> None:
    """The scale begins at zero, and has a number at each end."""
    near = figures_picture("id", None, "", [make_point(48_000), make_point(48_200, "b")])
    first, last = (parse_share(match.get("x")) for match in parse_picture(near).findall("svg"))
    assert last - first < 0.01
    assert "0" in read_texts(near)


@settings(deadline=None)
@given(st.lists(st.integers() | st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=8))
def test_figures_of_any_size_have_a_place(values: list[int | float]) -> None:
    """No figure is too large or too small: every place is inside the picture, in the order of the values."""
    drawn = figures_picture(
        "id", 10**400, "much", [make_point(value, str(place)) for place, value in enumerate(values)]
    )
    places = [parse_share(match.get("x")) for match in parse_picture(drawn).findall("svg")]
    assert all(0 <= place <= 1 for place in places)
    ordered = [place for _, place in sorted(zip(map(Fraction, values), places, strict=True))]
    assert ordered == sorted(ordered)


def test_ten_thousand_figures_are_one_line() -> None:
    """However many sources give a figure, the picture and what is read aloud of it stay small."""
    drawn = figures_picture("id", 5, "5", [make_point(number % 700, str(number)) for number in range(10_000)])
    assert drawn
    assert len(drawn) < 150_000
    assert int(parse_picture(drawn).get("height") or 0) < 200
    assert len(read_description(drawn)) < 2000


@settings(max_examples=30, deadline=None)
@given(TEXT, st.sampled_from(["قالت وكالة الأنباء", "新華社通信", HOSTILE]))
def test_names_of_any_script_are_text(text: str, name: str) -> None:
    """A source's name in any script is printed as it is, cut where it has no room, and never read as markup."""
    drawn = figures_picture("id", None, "", [make_point(1, who=name + text), make_point(2, "b", who=text)])
    assert any(label.startswith(name[:10]) for label in read_texts(drawn))
    assert "<script" not in str(drawn)


# -- on their pages -----------------------------------------------------------------------------------------------


def make_edition(claims: int, **site: object) -> Edition:
    article = Article("s", "Some text.", (TextRun(0, 10),), plain=True, sha256="0" * 64)
    listed = tuple(
        Claim(
            f"c{number}",
            f"Statement {number}.",
            date=f"{1000 + number % 900}",
            verdict="supported" if number % 3 else None,
        )
        for number in range(claims)
    )
    return Edition(
        Corpus(Site(**{"title": "T", **site}), (Source("s", "seeds/s.txt"),), claims=listed),  # type: ignore[arg-type]
        {"s": article},
        standings={claim.id: Standing(claim.id, "unsourced") for claim in listed},
    )


def render_page(path: str, made: Edition) -> str:
    return next(Theme().render(view).decode() for view_path, view in all_pages(made) if view_path == path)


def test_the_home_page_tells_its_bars_in_words() -> None:
    """Each part of the bar is a line below it: badge, number and a link to the page that lists those claims."""
    text = render_page("index.html", make_edition(30))
    assert '<a href="claims/index.verdict-supported.html">20 claims</a>' in text
    assert "No verdict given</span> <span>10 claims</span>" in text
    assert ">0 claims<" not in text  # what is true of no claim is left out


def test_the_home_page_counts_a_scale_of_its_own() -> None:
    """Verdicts of site.ratings are counted under their labels."""
    made = make_edition(9, ratings=(Rating("supported", "True <b>", 2), Rating("no", "No", 1)))
    assert "True &lt;b&gt;: 6" in render_page("index.html", made)


def test_pages_with_pictures_do_not_grow_with_the_site() -> None:
    """The pictures of the home page and of the timeline's first page are no larger for 3,000 claims than for 300."""
    for path in ("index.html", "timeline.html"):
        small, large = (render_page(path, make_edition(count)) for count in (300, 3000))
        assert len(large) < len(small) * 1.2


def test_pictures_have_no_style_and_no_script_of_their_own() -> None:
    """What the shipped policy forbids is in no picture: they are drawn by attributes and classes."""
    for path in ("index.html", "timeline.html"):
        text = render_page(path, make_edition(30))
        assert 'role="img"' in text
        assert " style=" not in text
        assert "<style" not in text


def test_the_style_sheet_has_the_shared_corners() -> None:
    """A sign of corners has one geometry: the style sheet draws the polygon that pictures and cards are drawn from."""
    css = (ROOT / "templates/static/css/components.css").read_text(encoding="utf-8")
    drawn = dict(re.findall(r'data-shape="(\w+)"\]::before \{\s*clip-path: polygon\(([^)]*)\)', css))
    corners = {
        shape: ", ".join(" ".join(f"{number}%" if number else "0" for number in corner) for corner in polygon)
        for shape, polygon in POLYGONS.items()
    }
    assert drawn == corners
