"""Social cards: PNGs that are the same bytes every time, say what can be said, and are there only where they can be."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from generator.build import build_project
from generator.model import Article, Claim, Corpus, Edition, Site, Source, Standing, TextRun
from generator.publishing.pictures import cards
from generator.publishing.pictures.cards import CardPrinter, SocialCard, can_show
from tests.support.site_data import make_site
from tests.support.small_project import CLAIMS, MakeProject

CARD = SocialCard(
    "The US bases some 37,000 troops in South Korea.", "Albright in Pyongyang", "Supported", "yes", "Corroborated"
)
HOSTILE = '"><script>alert(1)</script>'
BAND = (0, 0, 24, 630)


@pytest.fixture(scope="module")
def press() -> CardPrinter:
    return CardPrinter()


def open_card(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def split_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG, read by hand: kind and content."""
    place = 8
    while place < len(content):
        size = int.from_bytes(content[place : place + 4])
        yield content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        place += 12 + size


def has_drawing_inside(content: bytes, box: tuple[int, int, int, int]) -> bool:
    """Something is drawn in this part of the card, and nothing at all stands at its right edge."""
    drawn = open_card(content)
    paper = Image.new("RGB", drawn.size, drawn.getpixel((600, 20)))
    found = ImageChops.difference(drawn, paper)
    assert found.crop((cards.WIDTH - 30, 0, cards.WIDTH, cards.HEIGHT)).getbbox() is None
    return found.crop(box).getbbox() is not None


def test_a_card_is_the_same_bytes_every_time(press: CardPrinter) -> None:
    """Another press, and one that has printed other cards, prints the same bytes."""
    first = press.print(CARD)
    press.print(replace(CARD, statement="Россия, Ελλάδα"))
    assert press.print(CARD) == CardPrinter().print(CARD) == first


def test_a_card_holds_pixels_and_nothing_else(press: CardPrinter) -> None:
    """1200 x 630, sixteen colours, no time, no text, no trace of what made it; light enough for any network."""
    content = press.print(CARD)
    found = dict(split_chunks(content))
    assert list(found) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert found[b"IHDR"][:10] == (1200).to_bytes(4) + (630).to_bytes(4) + b"\x04\x03"
    assert len(zlib.decompress(b"".join(body for kind, body in split_chunks(content) if kind == b"IDAT"))) == 601 * 630
    assert len(content) < 60_000


def test_what_a_card_says_can_be_seen(press: CardPrinter) -> None:
    """Site, statement, judgement and what the sources say each change the card where they stand, and only there."""
    plain = open_card(press.print(CARD))
    changes: tuple[tuple[dict[str, Any], tuple[int, int]], ...] = (
        ({"site": "Another"}, (60, 120)),
        ({"statement": "Something else entirely."}, (145, 500)),
        ({"judgement": "Sustained"}, (505, 590)),
        ({"sources": "Contested"}, (505, 590)),
        ({"dots": ("for", "against", "silent")}, (505, 590)),
        ({"date": "as of 1999"}, (60, 120)),
    )
    for change, (top, bottom) in changes:
        box = ImageChops.difference(plain, open_card(press.print(replace(CARD, **change)))).getbbox()
        assert box
        assert top <= box[1] < box[3] <= bottom


def test_shapes_tell_judgements_apart_without_colour(press: CardPrinter) -> None:
    """Cards that differ in the shape alone differ in black and white, too."""
    places = (88, 516, 160, 580)
    drawn = {
        open_card(press.print(replace(CARD, shape=shape)))
        .convert("L")
        .crop(places)
        .point(lambda v: 255 * (v < 200))
        .tobytes()
        for shape in ("yes", "no", "partly", "both", "one", "many", "open")
    }
    assert len(drawn) == 7


@pytest.mark.parametrize(
    "statement",
    ["قالت الوزيرة إن القوات باقية.", "米国は韓国に兵士を駐留させている。", "אמרה השרה", "ฉัน", "a\u0331\u0323 b\u0331"],
)
def test_a_statement_that_cannot_be_drawn_has_no_card(statement: str) -> None:
    """Letters beyond the font, or that need shaping, are never boxes, nor does a card stand for a statement unseen."""
    assert not can_show(statement)


@pytest.mark.parametrize(
    "statement", ["Žluťoučký kůň", "Уряд каже, що ні.", "Η κυβέρνηση", "C\u030cesko", "“37,000” – so it is…"]
)
def test_latin_cyrillic_and_greek_have_cards(statement: str) -> None:
    """The font has their letters, composed ones too."""
    assert can_show(statement)


def test_letters_with_marks_are_composed(press: CardPrinter) -> None:
    """A letter and its combining accent are the letter that the font has."""
    assert press.print(replace(CARD, statement="C\u030cesko")) == press.print(replace(CARD, statement="Česko"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=400), st.text(st.characters(codec="latin-1"), max_size=700), st.text("W mi.\u2026", max_size=300)
)
def test_no_text_leaves_the_card(press: CardPrinter, statement: str, site: str, judgement: str) -> None:
    """Whatever is to be said, a card comes of it, and nothing stands in its right margin."""
    for line in (statement, site):
        has_drawing_inside(press.print(SocialCard(line, site, judgement, "both", "Contested by sources")), BAND)


@pytest.mark.parametrize("statement", ["W" * 5000, "word " * 1000, "x", HOSTILE * 50])
def test_long_statements_are_cut_off(press: CardPrinter, statement: str) -> None:
    """A statement that has no room ends above the foot and inside the margin."""
    content = press.print(replace(CARD, statement=statement))
    assert not has_drawing_inside(content, (100, 500, 1112, 516))
    assert has_drawing_inside(content, (88, 145, 1112, 500))


def test_a_text_is_as_wide_as_its_letters(press: CardPrinter) -> None:
    """Lines are broken by the widths of letters: right for as long as the font is laid out without kerning."""
    for text in ("“AVATAR” is To. Ty", "Wolfgang’s 1,000 fjords"):
        assert press._plain.measure(text) == pytest.approx(press._plain.font.getlength(text), abs=1)


def test_no_letter_lies_on_the_next(press: CardPrinter) -> None:
    """A letter takes the width in which it is drawn, quotation marks too."""
    for face in (press._plain, press._strong, *press._statement):
        for letter in "“”‘’«»„MWno1,.–":
            left, _, right, _ = face.font.getbbox(letter)
            assert right - left <= face.measure(letter) + 2


# -- in a site ----------------------------------------------------------------------------------------------------


def make_edition(base_url: str | None, claims: int = 2) -> Edition:
    article = Article("s", "Some text.", (TextRun(0, 10),), plain=True, sha256="0" * 64)
    listed = tuple(
        Claim(f"c{number}", f"Statement {number} {HOSTILE}", verdict="supported") for number in range(claims)
    )
    return Edition(
        Corpus(Site("The site", base_url=base_url), (Source("s", "seeds/s.txt"),), claims=listed),
        {"s": article},
        standings={claim.id: Standing(claim.id, "unsourced") for claim in listed},
    )


def build_site(base_url: str | None, claims: int = 2, jobs: int = 1) -> dict[str, bytes]:
    return make_site(make_edition(base_url, claims), jobs=jobs)


def test_a_site_with_an_address_has_a_card_for_each_claim() -> None:
    """Each claim page names its card by its whole address, with the claim in words, and the card is there."""
    files = build_site("https://example.org/facts/")
    assert files["cards/c0.png"][:8] == b"\x89PNG\r\n\x1a\n"
    assert files["cards/c0.png"] != files["cards/c1.png"]
    page = files["claims/c0.html"].decode()
    assert '<meta property="og:image" content="https://example.org/facts/cards/c0.png">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert '<meta property="og:url" content="https://example.org/facts/claims/c0.html">' in page
    assert HOSTILE not in page
    assert "Supported: Statement 0 &#34;&gt;&lt;script&gt;" in page


def test_other_pages_are_told_of_without_a_picture() -> None:
    """A page that is no claim's has its title and description for networks; the page for lost readers has nothing."""
    files = build_site("https://example.org/facts")
    page = files["sources/index.html"].decode()
    assert '<meta property="og:url" content="https://example.org/facts/sources/index.html">' in page
    assert '<meta name="twitter:card" content="summary">' in page
    assert "og:image" not in page
    assert "og:" not in files["404.html"].decode()


def test_a_site_without_an_address_has_none_of_it() -> None:
    """Networks want whole addresses: without one there is no card and no word to them."""
    files = build_site(None)
    assert not any(file.startswith("cards/") for file in files)
    assert b"og:" not in b"".join(content for path, content in files.items() if path.endswith(".html"))


def test_without_the_extra_pages_name_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cards cannot be printed the site is whole without them."""
    monkeypatch.setattr(cards, "is_installed", lambda: False)
    files = build_site("https://example.org/")
    assert not any(file.startswith("cards/") for file in files)
    page = files["claims/c0.html"].decode()
    assert "og:image" not in page
    assert '<meta name="twitter:card" content="summary">' in page


def test_workers_print_the_same_cards() -> None:
    """Several processes make the same files in the same order as one."""
    one, two = (list(build_site("https://example.org/", 200, jobs).items()) for jobs in (1, 2))
    assert one == two


def test_an_edited_template_draws_no_card_again(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no template prints stands as it was left when templates or styles change; pages are made anew."""
    root = project({"claims.yaml": CLAIMS.replace("Small}", "Small, base_url: https://example.org/}")})
    build_project(root, root / "site")
    card = next((root / "site/cards").iterdir()).read_bytes()
    monkeypatch.setattr(CardPrinter, "print", None)  # whoever draws now fails
    for path, content in (("pages/about.html", "<p>about</p>"), ("static/css/tokens.css", ":root { --ink: red; }")):
        file = root / "templates" / path
        file.parent.mkdir(parents=True)
        file.write_text(content, encoding="utf-8")
        checked, result = build_project(root, root / "site")
        assert result and result.written, checked.diagnostics
    assert next((root / "site/cards").iterdir()).read_bytes() == card
