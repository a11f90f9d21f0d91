"""Mentions: entities are found where the articles name them."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.mentions import find_mentions
from generator.analysis.references import check_references
from generator.diagnostics import Location
from generator.model import Article, Corpus, Entity, IndependenceOverride, Site, Source


def mentions(text: str, *names: str, others: tuple[str, ...] = ()) -> list[str]:
    """What stands at the places where an entity of these names is found."""
    entities = [Entity("e", names[0], "other", names[1:])]
    entities += [Entity(f"o{number}", name, "other") for number, name in enumerate(others)]
    corpus = Corpus(Site("T"), (Source("s", ""),), entities=tuple(entities))
    found = find_mentions(corpus, {"s": Article("s", text, (), True, "")})
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    return [text[each.start : each.end] for each in found if each.entity == "e"]


@pytest.mark.parametrize(
    ("text", "names", "places"),
    [
        ("Mrs Albright met Kim. Albright left.", ("Albright",), ["Albright", "Albright"]),
        ("Mrs Albright met Kim.", ("Albright", "Mrs Albright"), ["Mrs Albright"]),
        ("Mrs  \n Albright", ("Mrs Albright",), ["Mrs  \n Albright"]),
        ("Albrights and McAlbright", ("Albright",), []),
        ("Albright's visit", ("Albright",), ["Albright"]),
        ("the Kims' and Kim’s; Kim'll not", ("Kim",), ["Kim"]),
        ("albright ALBRIGHT", ("Albright",), []),
        ("US-led, the US", ("US",), ["US", "US"]),
        ("USA", ("US",), []),
        ("Kim Jong\u2011il and Kim Jong-il", ("Kim Jong-il",), ["Kim Jong\u2011il", "Kim Jong-il"]),
        ("Zo\u00eb, Zoe\u0308, Zoe", ("Zo\u00eb",), ["Zo\u00eb", "Zoe\u0308"]),
        ("in 37,000 and 37", ("37",), ["37"]),
        ("在平壤会谈", ("平壤",), ["平壤"]),
        ("ในกรุงเปียงยางวันนี้", ("เปียงยาง",), ["เปียงยาง"]),
        ("في كوريا الشمالية", ("كوريا",), ["كوريا"]),
        ("平壤,平壤市", ("平壤市", "平壤"), ["平壤", "平壤市"]),
        ("Al\u00adbright", ("Albright",), ["Al\u00adbright"]),
        ("“The Wire” said", ("“The Wire”",), ["“The Wire”"]),
        ("...", ("...",), ["..."]),
        ("", ("x",), []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: tuple[str, ...], places: list[str]) -> None:
    """A name or alias is found where it stands, as quotes are compared and cut, the longest where several begin."""
    assert mentions(text, *names) == places


@pytest.mark.parametrize(
    ("language", "name", "found", "other"),
    [
        # Particles agree with the letter before them; what is no particle is another word.
        ("ko", "달리아", "달리아의 달리아에서는 달리아를 달리아가 달리아와 달리아씨가", "달리아은 달리아촌 달리아다"),
        ("ko", "한국", "한국은 한국이 한국을 한국과 한국으로 한국에서도 한국이라는", "한국는 한국어 한국은행 한국인"),
        ("ko", "서울", "서울로 서울에서 서울은 서울까지", "서울으로 서울시"),
        ("ko", "김", "김", "김이 김은"),
        ("ko", "NATO", "NATO는 NATO의 NATO가 NATO", "NATO군"),
        ("ko", "조 바이든", "조\u00a0바이든의|조 바이든은", "조 바이든상"),
        ("he", "דליה", "דליה בדליה לדליה ודליה מדליה שבדליה כשדליה הדליה ובדליה", "גדליה דליהם"),
        ("he", "עזה", "בעזה לעזה ועזה מעזה", "העזה שעזה נועזה"),
        ("he", "רון", "לרון", "שרון אהרון הרון"),
        ("ar", "الأردن", "الأردن بالأردن والأردن للأردن وللأردن", "أردنية الأردنية"),
        ("ar", "مصر", "بمصر ومصر لمصر", "المصر كمصر مصري"),
        ("ar", "سعودية", "سعودية بسعودية السعودية والسعودية", "سعوديةم"),
        ("ar", "حسن", "وحسن", "الحسن محسن"),
        ("tr", "Ankara", "Ankara'da Ankara’nın Ankara'ya Ankara", "Ankaragücü Ankaralı"),
        ("pl", "Kennedy", "Kennedy'ego Kennedy’emu Kennedy", "Kennedyzm"),
        ("de", "Merkel", "Merkels Merkel Merkel's", "Merkelism Merkelsson"),
        ("sv", "Sverige", "Sveriges Sverige", "Sverigesbild"),
        ("de", "Hans", "Hans", "Hanss"),
        ("de", "Han", "Han", "Hans"),
        # In English and French nothing is written on to a name but 's.
        ("en", "Albright", "Albright Albright's", "Albrights Albright'll"),
        ("fr", "Aujourd", "Aujourd", "Aujourd'hui"),
    ],
)  # fmt: skip
def test_names_are_found_with_what_their_language_writes_on_to_them(
    language: str, name: str, found: str, other: str
) -> None:
    """Each word, alone in a text of its language, has the name; and the others, which are no forms of it, do not."""

    def count(word: str) -> int:
        source = Source("s", "", language=language)
        corpus = Corpus(Site("T"), (source,), entities=(Entity("e", name, "other"),))
        places = find_mentions(corpus, {"s": Article("s", f"« {word} ».", (), True, "")})
        assert all(0 < place.start < place.end for place in places)
        return len(places)

    words = found.split("|") if "|" in found else found.split()
    assert [word for word in words if count(word) != 1] == []
    assert [word for word in ([other] if " " in name else other.split()) if count(word)] == []


def test_a_language_that_nobody_declares_is_guessed() -> None:
    """An apostrophe ends a name in what reads like Turkish, and not in what reads like English."""
    turkish = "Belediye bu proje için çok para harcadı ve daha sonra Ankara'da bir okul açtı."
    assert mentions(turkish, "Ankara") == ["Ankara"]
    assert mentions("It was the case that Ankara'da was of the list and is not for us.", "Ankara") == []


def test_a_longer_name_of_another_entity_wins() -> None:
    """Inside the longer name of one entity no shorter name of another is found; a shared name is found for both."""
    assert mentions("North Korea and Korea", "Korea", others=("North Korea",)) == ["Korea"]
    corpus = Corpus(
        Site("T"), (Source("s", ""),), entities=(Entity("a", "Kim", "person"), Entity("b", "Kim", "person"))
    )
    found = find_mentions(corpus, {"s": Article("s", "Kim", (), True, "")})
    assert [each.entity for each in found] == ["a", "b"]


def test_mentions_are_sorted() -> None:
    """By entity and source, in the corpus's order, then by place; sources without an article are passed over."""
    corpus = Corpus(
        Site("T"), (Source("z", ""), Source("gone", ""), Source("a", "")),
        entities=(Entity("y", "Y", "other"), Entity("x", "X", "other")),
    )  # fmt: skip
    articles = {id: Article(id, "X Y X", (), True, "") for id in ("a", "z")}
    assert [(each.entity, each.source, each.start) for each in find_mentions(corpus, articles)] == [
        ("y", "z", 2), ("y", "a", 2), ("x", "z", 0), ("x", "z", 4), ("x", "a", 0), ("x", "a", 4),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["Kim", "Kim Il", "Il", "Sung", "x", ",", "-", "’", "s"]), max_size=20), st.booleans())
def test_what_is_found_is_what_a_plain_search_finds(words: list[str], spaced: bool) -> None:
    """For names of Latin words: the same places as one regular expression of all names, longest first."""
    text = (" " if spaced else "").join(words)
    plain = re.findall(r"(?<!\w)(?:Kim Il|Kim|Sung)(?!\w)(?!’(?!s\b)\w)", text)
    assert mentions(text, "Kim Il", "Kim", "Sung") == plain


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4))
def test_no_text_and_no_names_break_the_search(text: str, names: list[str]) -> None:
    """Whatever the article and the names are, each place found reads as one of the names."""
    from generator.folding import fold

    wanted = {fold(name).text for name in names}
    for name in mentions(text, *names):
        assert fold(name).text in wanted or unicodedata.normalize("NFC", name) != name


def test_many_names_are_found_in_one_pass() -> None:
    """Ten thousand names that begin alike are sought in an article in a few seconds."""
    names = tuple(f"Kim {'x' * (number % 200)} {number}" for number in range(10_000))
    begin = time.process_time()
    assert len(mentions("Kim Kim xx Kim x 1. " * 5_000, *names)) == 5_000
    assert time.process_time() - begin < 5


def test_a_name_that_very_many_share_is_refused() -> None:
    """Each of its places would name all of them; a hundred may share a name, one more is told where it stands."""
    for number, codes in ((100, []), (101, ["too-large"])):
        entities = tuple(
            Entity(f"e{each}", f"Name {each}", "other", ("the River",), location=Location("claims.yaml", each + 1))
            for each in range(number)
        )
        found = check_references(Corpus(Site("T"), entities=entities), {"entity": {}}).diagnostics
        assert [each.code for each in found] == codes
        assert [each.location.line for each in found] == [101] * len(codes)


def test_a_ruling_against_itself() -> None:
    """A source independent of itself, or of what either is derived from, is `bad-value` where the other is named."""
    places = [Location("claims.yaml", line) for line in range(4)]
    sources = (
        Source(
            "a",
            "",
            derived_from="b",
            independent_of=(IndependenceOverride("a", "R", places[0]), IndependenceOverride("b", "R", places[1])),
        ),
        Source(
            "b",
            "",
            independent_of=(IndependenceOverride("a", "R", places[2]), IndependenceOverride("c", "R", places[3])),
        ),
        Source("c", ""),
    )
    found = check_references(
        Corpus(Site("T"), sources), {"source": {source.id: source.location for source in sources}}
    ).diagnostics
    assert [(each.code, each.location) for each in found] == [("bad-value", place) for place in places[:3]]
