"""generator.language.sentences: where sentences begin and end, and the words around a passage."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.sentences import CONTEXT, sentence_context, split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"


LEAD = (
    "United States Secretary of State Madeleine Albright is holding further talks with the North Korean leader, "
    "Kim Jong-il, as they try to improve relations between Pyongyang and Washington."
)
WELCOME = (
    "Mr Kim welcomed Mrs Albright for a second day of talks, saying their three hours of discussions on Monday had "
    "not been enough to break 50 years of silence."
)
INTRO = (
    "INTRO: North Korea says its relations with the United States look brighter, and is pledging to do its best to "
    "improve ties with Washington."
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def seed(name: str) -> list[str]:
    return cut((SEEDS / name).read_text(encoding="utf-8"))


def edges(text: list[str]) -> list[str]:
    """Each sentence's first and last words: enough to say where it was cut."""
    return [" … ".join((" ".join(character.split()[:2]), " ".join(character.split()[-2:]))) for character in text]


# -- the three real articles --------------------------------------------------------------------------------------


def test_a_newspaper_article() -> None:
    """A line a paragraph: cut at line breaks and full stops, not at Mrs, Ms or inside quotations."""
    assert edges(seed("000_248e0cc59ba9c3a6.txt")) == [
        "The US … President Clinton.",
        "Mrs Albright … communist state.",
        '"I will … to visit.',
        '"The purpose … Albright said.',
        "Korea's official … Clinton's trip.",
        "There were … in January.",
        "The State … on Tuesday.",
        "Mrs Albright … World War.",
        "The two … peace treaty.",
        "But the … of dollars.",
        "The US … Albright's trip.",
        "She said … peaceful purposes.",
        "Mr Kim … a joke.",
        "Though North … the list.",
    ]


def test_a_saved_web_page() -> None:
    """Menus, captions, headings and pulled quotes are units of their own, whatever their length."""
    found = seed("001_2ab57467a799f7ef.txt")
    assert found[:26] == [
        *("BBC Homepage World Service Education", "BBC Homepagelow graphics version | feedback | help"),
        *("BBC News Online", "You are in:\xa0World: Asia-Pacific", "Front Page", "Middle East", "South Asia"),
        "From Our Own Correspondent",
        *("Letter From America", "UK Politics", "Talking Point", "In Depth", "The BBC's Dan Isaacs"),
        '"Both sides have indicated they would like to establish close diplomatic relations"',
        *("real\xa056k", "The BBC's Richard Lister in Pyongyang"),
        '"They don\'t want to be seen as a sucker for any kind of threat from smaller countries"',
        *("real\xa056k", "Tuesday, 24 October, 2000, 06:48 GMT 07:48 UK", "US warms to new Korean era"),
        "Military parade",
        "A military parade was laid on for Mrs Albright",
        LEAD,
        *("The road to fully normal relations remains uphill", "Madeleine Albright"),
        WELCOME,
    ]
    assert edges(found[26:]) == [
        *("US officials … as terrorist.", "Mrs Albright … their relationship.", 'The first … as "substantive".'),
        *("Afterwards, at … improved relationship.", "Kim Sung-il … Kim Sung-il", "The US … North Korea"),
        *("But she … was uphill.", "Mr Kim … the visit.", '"This is … he said.', '"I am … very happy."'),
        *("US troops … US troops", "A BBC … diplomatic relations.", "Albright and … Korean child"),
        *("Mrs Albright … North Korea", "Mrs Albright … 55th anniversary.", "Missile programme … Missile programme"),
        *("Mrs Albright … outside world.", "In particular, … of famine.", "The US … turbulent regions."),
        *("At present … uneasy truce.", "Washington has … recent months.", "South Korea's … the prize."),
        *("Search BBC … News Online", "Advanced search … search options", "Launch console … Launch console"),
        *("See also: … See also:", "23 Oct … | Asia-Pacific", "In pictures: … Albright's visit"),
        *("24 Oct … | Asia-Pacific", "Kim hails … prize boost", "23 Oct … | Asia-Pacific"),
        *("Seoul searching … Albright's visit", "19 Oct … | Asia-Pacific", "UK and … forge ties"),
        *("13 Oct … | Asia-Pacific", "Kim Dae-jung: … Korean peacemaker", "12 Jun … | Asia-Pacific"),
        *("North Korea: … military threat?", "Internet links: … Internet links:", "The BBC … internet sites"),
        *("Links to … the page.", "E-mail this … a friend", "Links to … Asia-Pacific stories"),
    ]


def test_wire_copy() -> None:
    """A blank line in mid-sentence ends nothing; the headings above the story are units."""
    found = seed("002_c53f2add5248bc6f.txt")
    assert found[:5] == [
        *("Find a Security Clearance Job!", "Weapons of Mass Destruction (WMD)"),
        "SLUG: 268923 North Korea / U-S DATE: NOTE NUMBER:",
        INTRO,
        "The\n\ncomments follow a series of high-level meetings between officials from the two countries.",
    ]
    assert edges(found[5:]) == [
        *("But as … produce results.", "TEXT: North … two countries.", "A report … the region."),
        *("It added … to relations.", "Despite North … development program.", "A US … countries positions."),
        *("A proposed … on hold.", "The State … go forward.", "But President … in January.", "Last month, … Jong Il."),
        "Despite months … been mixed.",
        *("While Britain … are stalled.", "Last week, … normalizing relations.", "And there … regional allies."),
        *("Critics says … community. (signed)", "Join the … mailing list"),
    ]
    assert "talks with the North\n\nKorean leader, Kim Jong Il." in found[14]


# -- rules --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "He met Mr. J. Smith.|Dr. No came.",
        "It grew 3.5 per cent.|Then it fell.",
        "Troops of the U.S. Army left the U.S.|The rest stayed.",
        "At 5 p.m. Tuesday it rained.|No. 5 won.|He said no.|It was Jan. 5 then.",
        "Acme Inc. Chairman Lee spoke for Acme Inc.|He left.",
        "He waited... and left…|Then what?!|“Yes.”|(Really.)|'Ok.'",
        '"Stop!" he said.|"I am happy."|He was.',
        "Wait – what? – no. 37 people died.",
        "Il a dit « Non. »|Puis il partit.|« Oui ! » dit-il.|« Oui\u00a0!\u00a0»|Voilà.",
        "Am 3. Oktober 1990 kam es.|Er zahlte 3,5 Mio. Euro.|Im Jahr 1990.|Mai und Juni folgten.",
        "1. It rose by 3.|2. It fell.|See Vols. 1 and 2.|He works for the U.N.|Nobody knows.",
        "日本語です。|次の文！|「はい。」と言った。|おわり",
        "مرحبا؟|نعم.",
        "यह है।|वह है।",
    ],
)
def test_punctuation(text: str) -> None:
    """Terminal marks end a sentence where something that begins one follows: not after titles, initials, in numbers."""
    parts = text.split("|")
    glue = "" if "。" in text else " "
    assert cut(glue.join(parts)) == parts


def test_lines() -> None:
    """Hard-wrapped prose is not cut at its line breaks; headings, lists and short lines are."""
    wrapped = (
        "This is a hard wrapped paragraph of prose where lines end at\n"
        "some width near sixty or so characters and the line of words\n"
        "Clinton goes on until the end. Another sentence begins right\n"
        "here and ends."
    )
    assert len(cut(wrapped)) == 2
    assert cut("Heading\nText follows it\n- one item\n2. two") == ["Heading", "Text follows it", "- one item", "2. two"]
    assert cut("A heading\n\nand more") == ["A heading", "and more"]
    assert cut(" \n\n ") == cut("") == []


PIECES = [*"aB1.!?…\"'”)( \n。」", "\n\n", " The ", "Mr. ", "x" * 70, "\u00a0", "\r"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_sentences_cover_the_text(text: str) -> None:
    """In order, apart, trimmed, not empty; what is outside them is white space."""
    last = 0
    for start, end in split_sentences(text):
        assert not text[last:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("piece", ["a. ", "!", '!"', "\n", "a\n", "Mr. ", "。", " ", "( ", "x" * 70 + "\n\n", "a \n"])
def test_time_is_linear(piece: str) -> None:
    """A megabyte of anything takes no more than some multiple of its size."""
    begun = time.process_time()
    split_sentences(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 8  # it is less than 2


# -- the words around a passage -----------------------------------------------------------------------------------

TEXT = "One is here. Two is there. Three is everywhere. Four is gone."


def shown(text: str, start: int, end: int) -> list[str]:
    a, b, c, d = sentence_context(text, split_sentences(text), start, end)
    return [text[a:b], text[b:c], text[c:d]]


def test_around() -> None:
    """The sentences that a passage touches, and one neighbour on each side."""
    at = TEXT.index("there")
    assert shown(TEXT, at, at + 3) == ["One is here. ", "Two is there.", " Three is everywhere."]
    both = ["One is here. ", "Two is there. Three is everywhere.", " Four is gone."]
    assert shown(TEXT, at, TEXT.index("every")) == both
    assert shown(TEXT, 0, 3) == ["", "One is here.", " Two is there."]
    assert shown(TEXT, len(TEXT) - 1, len(TEXT)) == ["Three is everywhere. ", "Four is gone.", ""]
    assert sentence_context("  ", (), 0, 1) == (0, 0, 1, 1)


def test_around_is_bounded() -> None:
    """A sentence or neighbour that is too long is cut at a word."""
    text = "word " * 500 + "HERE" + " word" * 500
    before, sentence, after = shown(text, 2500, 2504)
    assert (before, after) == ("", "")
    assert sentence.split() == ["word"] * (CONTEXT // 5) + ["HERE"] + ["word"] * (CONTEXT // 5)
    text = "Long " + "word " * 100 + "end. HERE. Long " + "word " * 100 + "end."
    at = text.index("HERE")
    before, sentence, after = shown(text, at, at + 4)
    assert (sentence, before[:5], before[-5:], after[:6]) == ("HERE.", "word ", "end. ", " Long ")
    assert CONTEXT - 10 < len(before) <= CONTEXT
    assert CONTEXT - 10 < len(after) <= CONTEXT


@given(st.text(st.sampled_from("ab. \n"), min_size=1, max_size=60), st.data())
def test_around_holds_the_passage(text: str, data: st.DataObject) -> None:
    """Whatever the passage, the sentence holds it and the context holds the sentence."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, left, right, last = sentence_context(text, split_sentences(text), start, end)
    assert 0 <= first <= left <= start < end <= right <= last <= len(text)


@pytest.mark.parametrize(
    "sentences",
    [
        ("ፋብሪካው ተዘግቷል።", "ሠራተኞቹ ወደ ቤት ሄዱ።"),
        ("စက်ရုံကို ပိတ်ထားသည်။", "အလုပ်သမားများ အိမ်ပြန်သည်။"),
        ("រោងចក្រ\u200bត្រូវ\u200bបាន\u200bបិទ។", "កម្មករ\u200bត្រឡប់\u200bទៅ\u200bផ្ទះ\u200bវិញ។"),
        ("Գործարանը փակվեց։", "Բանվորները տուն գնացին։"),
        ("Έκλεισε το εργοστάσιο;", "Κανείς δεν ξέρει."),
        ("Έκλεισε το εργοστάσιο\u037e", "Κανείς δεν ξέρει."),
    ],
)
def test_sentences_end_where_their_script_says(sentences: tuple[str, str]) -> None:
    """Ethiopic, Burmese, Khmer and Armenian stops, and the Greek question mark, which is a semicolon elsewhere."""
    text = " ".join(sentences)
    assert tuple(text[start:end] for start, end in split_sentences(text)) == sentences


def test_a_semicolon_ends_no_sentence_outside_greek() -> None:
    """Not even before a capital letter."""
    assert len(split_sentences("It was closed; Berlin was told.")) == 1
