"""When a quote is in a source: each sentence of the contract, by example, and what holds for all quotes.

That the search is the rule itself is held by `test_quote_rule`, which tries every way of laying a quote.
"""

import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring.match import build_layout, find_matches, is_empty_quote
from generator.folding import fold, fold_source
from generator.model import Anchor, Evidence, Gap, Segment

SEEDS = {path.name[:3]: path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").iterdir())}
BBC = SEEDS["001"]
DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
many = settings(max_examples=200, deadline=None, derandomize=True)

TOKENS = (
    "a", "b", "A", "1", "2", ",", ".", "'", "’", "-", "–", " ", "\n", "\u00a0", "\u200b", "\u00ad", '"', "“", "_",
    "é", "e", "\u0301", "\u0323", "漢", "字", "ん", "カ", "ก", "ั", "ا", "ً", "ש", "\u05b8", "क", "ि", "्", "가", "\u1100",
    "\u1161", "\u11a8", "ក", "\u17d2", "မ", "ြ", "𝒳", "😀", "×",
)  # fmt: skip
texts = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)

Notes = tuple[tuple[int, int], ...]


def anchors(quote: str, source: str, prefix: str = "", suffix: str = "", notes: Notes = ()) -> list[Anchor]:
    """Return every place of the quote, as it would be published."""
    evidence = Evidence("claim", 1, "source", quote, "supports", prefix=prefix or None, suffix=suffix or None)
    folded, typed = fold_source(source, notes), fold(quote)
    matches, pattern = find_matches(typed.text, folded, fold(prefix).text, fold(suffix).text)
    layouts = (build_layout(quote, typed, folded, place, pattern) for place in matches)
    return [Anchor(evidence.id, evidence.source, layout) for layout in layouts]


def published(quote: str, source: str, prefix: str = "", suffix: str = "", notes: Notes = ()) -> list[list[str]]:
    """Return every place of the quote as its segments' own text."""
    return [
        [source[segment.start : segment.end] for segment in anchor.segments]
        for anchor in anchors(quote, source, prefix, suffix, notes)
    ]


def starts(quote: str, source: str, prefix: str = "", suffix: str = "") -> list[int]:
    return [anchor.start for anchor in anchors(quote, source, prefix, suffix)]


# -- any substring at word boundaries that occurs once is found at its place; any altered word is not --------------


@many
@given(st.sampled_from(sorted(SEEDS.values())) | texts, st.data())
def test_a_substring_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    """Any substring at word boundaries is found at its place with its offsets; alone where it occurs once."""
    folded = fold_source(text)
    begins = [at for at in range(len(folded.text)) if folded.may_begin(at) and folded.text[at] != " "]
    ends = [at for at in range(1, len(folded.text) + 1) if folded.may_end(at) and folded.text[at - 1] != " "]
    assume(begins)
    first = data.draw(st.sampled_from(begins))
    ends = [at for at in ends if first < at <= first + 60]
    assume(ends)
    last = data.draw(st.sampled_from(ends))
    start, end = folded.start(first), folded.end(last)
    words = folded.text[first:last]
    assume(not is_empty_quote(words) and "[" not in words)
    places = [(anchor.start, anchor.end) for anchor in anchors(text[start:end], text)]
    assert (start, end) in places
    once = folded.text.find(words) == folded.text.rfind(words)
    assert len(places) == 1 or not once or folded.options


@many
@given(st.sampled_from(sorted(SEEDS.values())), st.data())
def test_an_altered_word_is_not_found(text: str, data: st.DataObject) -> None:
    """A quote with one character added, removed or changed is found only where the text itself has those words."""
    words = text.split()
    at = data.draw(st.integers(0, len(words) - 12))
    chosen = words[at : at + data.draw(st.integers(2, 12))]
    which = data.draw(st.integers(0, len(chosen) - 1))
    word = chosen[which]
    cut = data.draw(st.integers(0, len(word) - 1))
    change = data.draw(st.sampled_from(("x", "é", "7", ",", "_", "…", word[cut].swapcase(), "")))
    chosen[which] = word[:cut] + change + word[cut + 1 :]
    quote = fold(" ".join(chosen)).text
    assume(not is_empty_quote(quote) and "[" not in quote)
    source = fold_source(text)
    found = [fold(words).text for place in published(quote, text) for words in place]
    assert all(words == quote for words in found) or source.options
    assert bool(found) <= (quote in source.text or bool(source.options))


@many
@given(texts, st.data())
def test_what_folding_makes_alike_changes_no_match(text: str, data: st.DataObject) -> None:
    """Dropped characters, line breaks and other marks in the source or the quote change nothing in what is found."""
    quote = data.draw(
        st.lists(st.sampled_from([*text.split()[:6], "a", "[…]", "[x]"]), min_size=1, max_size=4).map(" ".join)
    )
    assume(not is_empty_quote(fold(quote).text))
    twin, typed = (disguise(plain, data.draw(st.randoms(use_true_random=False))) for plain in (text, quote))
    assert fold(twin).text == fold(text).text
    matches = find_matches(fold(quote).text, fold_source(text))[0]
    assert find_matches(fold(typed).text, fold_source(twin))[0] == matches
    for plain, disguised in zip(anchors(quote, text), anchors(typed, twin), strict=True):
        for one, two in zip(plain.segments, disguised.segments, strict=True):
            assert fold(text[one.start : one.end]).text == fold(twin[two.start : two.end]).text


def disguise(text: str, random: Random) -> str:
    """Return the text with other spaces, quotation marks and dashes, and with characters that are dropped.

    A line stays a line, and nothing comes between a hyphen and what is beside it: there print says more than spaces.
    """
    alike = {" ": " \u00a0\u2009", "'": "'’‘", "’": "'’‘", '"': '"“”„', "-": "-–", "–": "-–"}
    made: list[str] = []
    for character in text:
        joined = unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
        beside_hyphen = character in "-–\u00ad\n" or (made and made[-1] in {"-", "–", "\u00ad", "\n"})
        if not joined and not beside_hyphen and random.random() < 0.3:
            made.append(random.choice(DROPPED[1:]))
        made.append(random.choice(alike.get(character, character)) * (random.choice((1, 2)) if character == " " else 1))
    return "".join(made)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts, st.data())
def test_segments_are_the_sources_own_text(text: str, data: st.DataObject) -> None:
    """The layout refolds to the quote: segments with no blank or dropped character at an end, gaps with brackets."""
    pieces = data.draw(
        st.lists(st.sampled_from([*text.split()[:6], "a", "[…]", "[x]", DROPPED[1]]), min_size=1, max_size=5)
    )
    typed = "".join(piece + data.draw(st.sampled_from((" ", "", "\u00ad"))) for piece in pieces)
    assume(not is_empty_quote(fold(typed).text))
    for anchor in anchors(typed, text):
        segments = [text[segment.start : segment.end] for segment in anchor.segments]
        assert all(
            words.strip() == words and words[0] not in DROPPED and words[-1] not in DROPPED for words in segments
        )
        ordered = [offset for segment in anchor.segments for offset in (segment.start, segment.end)]
        assert ordered == sorted(ordered)
        assert all("[" in gap.words for gap in anchor.layout if isinstance(gap, Gap))
        laid = (part.words if isinstance(part, Gap) else text[part.start : part.end] for part in anchor.layout)
        # A word broken at a line's end may be quoted without its hyphen and the break.
        assert _without_breaks("".join(laid)) == _without_breaks(typed)


def _without_breaks(words: str) -> str:
    return fold(words).text.replace(" ", "").replace("-", "")


# -- each sentence of the rule ------------------------------------------------------------------------------------


def test_the_comparison_is_case_sensitive() -> None:
    """The quote and the text are compared, case-sensitively."""
    assert published("US", "us and US") == [["US"]]
    assert published("straße", "STRASSE Straße") == []


def test_both_are_folded() -> None:
    """After the same folding of both."""
    source = "He said: “It’s a co\u00adop\u2011era\u200btive,\r\n\r\n  two\u00a0–\u2009three cafe\u0301s”."
    assert published('"It\'s a coop-erative, two - three cafés"', source) == [[source[9:-1]]]


def test_a_match_begins_and_ends_at_word_boundaries() -> None:
    """A match begins and ends at word boundaries."""
    assert published("art", "part artist art") == [["art"]]
    assert starts("art", "part artist art") == [12]


def test_each_part_of_an_elided_quote_does() -> None:
    """...and so does each part of an elided one."""
    assert published("one […] two", "one twofold") == published("one […] two", "stone two") == []
    assert published("one […] two", "oneness one two, too") == [["one", "two"]]


def test_numbers_are_whole() -> None:
    """`,` and `.` between two digits are inside the word (`some 37` is not in *some 37,000*)."""
    assert published("some 37", "some 37,000") == published("000 troops", "37,000 troops") == []
    assert published("some 37", "some 37, then") == [["some 37"]]
    assert published("3", "3.5") == published("5", "3.5") == published("234", "1,234,567") == []


def test_no_match_ends_before_an_inner_apostrophe() -> None:
    """No match ends between a letter and an apostrophe that a letter follows; it may begin after one."""
    assert published("They can", "They can't") == published("They can", "They can’t") == []
    assert published("homme", "l’homme") == [["homme"]]
    assert published("the dogs", "the dogs' food") == [["the dogs"]]
    assert published("They can […] go", "They can't go") == []


def test_a_hyphen_bounds_words() -> None:
    """A hyphen is a boundary."""
    assert published("highest", "highest-ranking") == [["highest"]]
    assert published("ranking", "highest–ranking") == [["ranking"]]


def test_marks_stay_with_their_letters() -> None:
    """Letters and their combining marks stay together."""
    assert published("q", "q\u0323\u0307") == published("cafe", "cafe\u0301") == []
    assert published("שלום", "שָׁלוֹם") == published("كتب", "كَتَبَ") == []
    assert published("ก", "กั") == []
    assert published("q\u0307\u0323", "a q\u0323\u0307 b") == [["q\u0323\u0307"]]


def test_scripts_without_spaces_have_boundaries_everywhere() -> None:
    """Between two letters of which one is Han, Hiragana, Thai, Lao, Khmer or Myanmar there is always a boundary."""
    assert published("平壤", "他访问平壤。") == [["平壤"]]
    assert published("ぬ", "いぬが") == [["ぬ"]]
    assert published("ไทย", "ประเทศไทยวันนี้") == [["ไทย"]]
    assert published("タ", "カタカナ") == published("국", "한국어") == []


@pytest.mark.parametrize("elision", ["[…]", "[...]", "[ … ]", "[ . . . ]", "[.. .]", "[\n…\u00a0]", "[.\u200b..]"])
def test_an_elision_leaves_out_any_amount(elision: str) -> None:
    """`[…]` or `[...]` (white space inside counts not) leaves out any amount of text, none included."""
    assert published(f"one {elision} two", f"one {'x ' * 500}two") == [["one", "two"]]
    assert published(f"one{elision}two", "one two") == published(f"one {elision} two", "one, two") == [["one", "two"]]
    assert published(f"one {elision} , two", "one, two") == [["one", ", two"]]


def test_the_parts_stand_in_order() -> None:
    """Its parts stand in order and do not overlap."""
    assert published("two […] one", "one two") == []
    assert published("a b […] b c", "a b c") == []
    assert published("a b […] b c", "a b c b c") == [["a b", "b c"]]


def test_an_elision_at_an_end_says_nothing() -> None:
    """At an end it says nothing."""
    assert published("[…] one […]", "two one three") == published("one […]", "one") == [["one"]]
    assert published("[…] one", "one x one", prefix="x") == [["one"]]
    assert published("[…] one", "x y one", prefix="x") == []


def test_brackets_are_first_the_sources_own() -> None:
    """Other words in brackets are first read as the source's own."""
    assert published("teh [sic] end", "teh [sic] end, teh end") == [["teh [sic] end"]]
    assert published("[sic] end", "the end [sic] end") == [["[sic] end"]]


def test_where_that_fails_they_are_the_editors() -> None:
    """Where that fails they stand for 0 to 80 characters that the editor replaced."""
    assert published("said [Mrs Albright] would go", "said she would go") == [["said", "would go"]]
    assert published("teh [sic] end", "teh end") == [["teh", "end"]]


@pytest.mark.parametrize("beside", [" ", "  ", "\n\n", ""])
def test_replaced_words_are_at_most_80_characters(beside: str) -> None:
    """0 to 80 characters, of folded text, without white space beside the brackets."""
    opening, closing = ("(", ")") if not beside else ("", "")
    source = "said {}{}{} that{}".format(opening, beside + "x" * 80 + beside, closing, "")
    fits = published(f"said {opening}{beside}[y]{beside}{closing} that", source)
    assert fits == [[f"said {opening}".strip(), f"{closing} that".strip()]]
    assert published(f"said {opening}[y]{closing} that", source.replace("x" * 80, "x" * 81)) == []
    assert len(published("said [y] that", "said " + "x\u00ad \n" * 40 + "y that")) == 0
    assert len(published("said [y] that", "said " + "x\u00ad \n" * 39 + "yz that")) == 1


def test_each_bracket_is_read_for_itself() -> None:
    """First read as the source's own; where that fails, they stand for what the editor replaced: each pair does."""
    assert published("[a] b [c]", "x b [c]") == [["b [c]"]]
    assert published("one [sic] two [y] three", "one [sic] two x three") == [["one [sic] two", "three"]]


def test_two_ways_of_reading_are_two_matches() -> None:
    """More than one match is ambiguous: also where one has this bracket as the source's own, and one has that."""
    assert len(published("one [a] two [b] three", "one [a] two x three. one y two [b] three")) == 2


def test_no_boundary_is_needed_where_brackets_touch_letters() -> None:
    """Where brackets touch letters (`[T]he`, `work[ed]`) no boundary is needed there."""
    assert published("[T]he end", "and the end") == [["he end"]]
    assert published("work[ed] hard", "he works hard") == [["work", "hard"]]
    assert published("they work[ed]", "they working") == [["they work"]]
    assert published("[3]7 men", "37 men") == published("[x] he end", "the end") == published("work […]", "works") == []


def test_marks_stay_with_their_letters_at_brackets_too() -> None:
    """Letters and their combining marks stay together: also where brackets touch letters."""
    assert published("caf[e]", "caf\u0301e") == []


@pytest.mark.parametrize(
    "plain", ["a [b [c] d] e", "a [b", "a] b", "a ][ b", "[[a]]", "a [b [...] c] d", "a [] b", "a [ ] b"]
)
def test_nested_and_unclosed_brackets_are_plain_text(plain: str) -> None:
    """Nested or unclosed brackets are plain text."""
    assert published(plain, f"so {plain} it is") == [[plain]]
    assert published(plain, "so a b c d e it is") == []


def test_the_nearest_parts_win() -> None:
    """Where an elided or bracketed quote can be laid in several ways, a match that holds another does not count."""
    assert starts("one […] two", "one one two two") == [4]
    assert starts("one [x] two", "one one two two") == [4]
    assert published("one […] two", "one x two, one two") == [["one", "two"], ["one", "two"]]


def test_overlapping_matches_are_matches() -> None:
    """More than one, overlapping ones too, is ambiguous."""
    assert starts("a b a", "a b a b a") == [0, 4]
    assert starts("漢漢", "漢漢漢") == [0, 1]
    assert len(starts("a […] b […] c", "a b a c b c")) == 2


def test_a_prefix_stands_directly_before() -> None:
    """`prefix` stands directly before the match, white space aside, folded alike, beginning at a word boundary."""
    source = "East Germany, “West Germany”, Western-Germany"
    assert starts("Germany", source, prefix='"West') == [source.index("Germany”")]
    assert starts("Germany", source, prefix="Western-") == [source.rindex("Germany")]
    assert starts("Germany", source, prefix="est") == []
    assert starts("b", "a\n\u200b b", prefix="a") == [4]
    assert starts("b", "(b)", prefix="(") == [1]
    assert starts("b", "a x b", prefix="a") == []


def test_a_suffix_stands_directly_after() -> None:
    """`suffix` stands directly after the match, white space aside, folded alike, ending at a word boundary."""
    assert starts("US", "US, US - a legacy", suffix="– a legacy") == [4]
    assert starts("US", "US legacy", suffix="leg") == []
    assert starts("US", "US 37,000", suffix="37") == []
    assert starts("we", "we can't", suffix="can") == []
    assert starts("we", "we\n\n\u00adcan", suffix="can") == [0]


def test_they_are_checked_where_the_quote_occurs_once() -> None:
    """They are checked even where the quote occurs once; a place without them is no match."""
    assert (
        published("once", "only once upon", prefix="just") == published("once", "only once upon", suffix="more") == []
    )
    assert published("once", "only once upon", "only", "upon") == [["once"]]
    assert published("once", "once", prefix="x") == published("once", "once", suffix="x") == []


def test_beside_replaced_words_they_stand_beside_these() -> None:
    """Directly before the match: where the match begins with replaced words, before those."""
    assert published("[He] said", "then she said", prefix="then") == [["said"]]
    assert published("said [it]", "said that, now", suffix=", now") == [["said"]]
    assert published("[He] said", f"then {'x' * 81} said", prefix="then") == []


@pytest.mark.parametrize("quote", ["[Mrs Albright]", "[…]", "- [a] -", "…", "“”", "[a][b]", "\u0301", "😀"])
def test_a_quote_without_words_is_empty(quote: str) -> None:
    """A quote without a letter or digit outside brackets is empty."""
    assert is_empty_quote(fold(quote).text)


@pytest.mark.parametrize("quote", ["a", "[x] 7", "[[a]]", "[a", "漢", "[…] ก"])
def test_a_quote_with_words_is_not_empty(quote: str) -> None:
    """Nested or unclosed brackets are plain text, so their words count."""
    assert not is_empty_quote(fold(quote).text)


def test_what_is_published_is_the_sources_own_text() -> None:
    """What is published is the source's own text, in as many segments as the quote has parts."""
    source = "“She\u00ad said\u200b —  twice\u200f — that\u00a0‘no’ was\u00ad ‘no’”"
    place = anchors("[…] She said - [etc] that 'no' was […]", source)[0]
    assert [source[segment.start : segment.end] for segment in place.segments] == [
        "She\u00ad said\u200b —",
        "that\u00a0‘no’ was",
    ]


def test_the_layout_shows_what_the_curator_typed_between() -> None:
    """Replaced and left-out words are in no segment, nor are dropped characters at a segment's ends."""
    place = anchors("\u200bone  [Mrs X]\u00ad two […]\u200b", "zero \u200bone\u200b and \u00adtwo\u00ad three")[0]
    assert place.layout[0] == Segment(6, 9)
    assert isinstance(place.layout[1], Gap)
    assert fold(place.layout[1].words).text == "[Mrs X]"
    assert place.layout[2] == Segment(16, 19)
    assert [fold(gap.words).text for gap in place.layout[3:] if isinstance(gap, Gap)] == ["[…]"]
    assert anchors("\u200bone\u00ad", "one")[0].layout == (Segment(0, 3),)


def test_offsets_are_code_points_of_the_source() -> None:
    """Offsets count the Unicode code points of the source's text, as it stands."""
    source = "😀𝒳 a\u0308\n\n\u200bthe\u00ad end"
    (place,) = anchors("ä the end", source)
    assert (place.start, place.end) == (3, len(source))


def test_the_articles_quotes_are_found() -> None:
    """A quote as people type it is found in the real article, alone, with the article's own words."""
    assert published("some 37,000 troops based in South Korea", BBC) == [["some 37,000 troops based in South Korea"]]
    assert published("some 37 […] troops", BBC) == published("some 37", BBC) == []
    assert starts("Mrs Albright has made clear […] progress", BBC) == [BBC.index("Mrs Albright has made clear")]
    assert published("[Kim] welcomed Mrs Albright for a second day of talks", BBC) == [
        ["welcomed Mrs Albright for a second day of talks"]
    ]


# -- brackets that touch words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "source", "segments"),
    [
        ("[T]he end", "and the end", ["he end"]),
        ("[t]he end", "The end", ["he end"]),
        ("[e]nforceable", "the treaty is unenforceable", None),  # not the beginning of the word
        ("[T]hat", "what", None),  # not the same letters
        ("[Th]e end", "the end", ["e end"]),
        ("[É]tat", "l'état", ["tat"]),
        ("[US]$5 a day", "pay $5 a day", ["$5 a day"]),  # a sign is no letter: replaced words
        ("[漢]字", "漢字", ["字"]),  # nor is a letter of a script without spaces touched
    ],
)
def test_a_bracket_before_letters(quote: str, source: str, segments: list[str] | None) -> None:
    """One that touches a letter on its right only stands for the same letters, in either case, where a word begins."""
    assert published(quote, source) == ([segments] if segments else [])


@pytest.mark.parametrize(
    ("quote", "source", "segments"),
    [
        ("work[ed] hard", "he works hard", ["work", "hard"]),
        ("they work[]", "they working", ["they work"]),
        ("harm[ful]", "it is harmless", None),  # four letters
        ("go[es]", "going", None),  # two letters kept
        ("sh[ot] the mayor", "shook hands with the mayor", None),
        ("can[not]", "can't", None),  # no apostrophe
        ("is[sic] there", "is there", ["is", "there"]),  # nothing is left out: its length does not matter
        ("정부[는]", "정부가 말했다", ["정부"]),  # Hangul counts by its jamo
        ("note[s]", "note² here", ["note"]),  # raised digits are left out as letters are
        ("漢[字]", "漢語", ["漢"]),  # a letter of a script without spaces is not touched
        ("5[%] more", "5 per cent more", ["5", "more"]),
    ],
)
def test_a_bracket_behind_letters(quote: str, source: str, segments: list[str] | None) -> None:
    """One that touches a letter on its left only stands for the rest of that one word: at most three letters."""
    assert published(quote, source) == ([segments] if segments else [])


def test_a_bracket_between_letters_is_plain_text() -> None:
    """One between two letters is plain text."""
    assert published("re[in]state", "reconstate") == []
    assert published("re[in]state", "to re[in]state it") == [["re[in]state"]]


def test_an_elision_keeps_its_boundaries() -> None:
    """An elision keeps its boundaries whatever it touches; only where it is not found so is it the rest of a word."""
    assert published("left.[…]The end", "left. Then. The end") == [["left.", "The end"]]
    assert published("work[…] hard", "work very hard, works hard") == [["work", "hard"]]
    assert published("work[…] hard", "he works hard") == [["work", "hard"]]
    assert published("work[…]", "working") == [["work"]]
    assert published("harm[…]", "harmless") == []


def test_numbers_are_whole_beside_brackets() -> None:
    """The rules for numbers hold beside brackets and at both ends of what they hide."""
    assert published("[some] 000 troops", "37,000 troops") == published("37[…] troops", "37,000 troops") == []
    assert published("some [5] per cent", "some 13.5 per cent") == [["some", "per cent"]]
    assert published("[x]5 per cent", "13.5 per cent") == []


def test_a_quote_all_in_brackets() -> None:
    """A quote all in brackets that stands so in the source is found; one of nothing but an elision is not."""
    assert published("[Applause]", "He bowed. [Applause]") == [["[Applause]"]]
    assert published("[…]", "x […] y") == []


def test_of_the_same_ends_the_earliest_parts_win() -> None:
    """Of several with the same ends the one whose parts come earliest."""
    (anchor,) = anchors("a […] b […] c", "a b b c")
    assert [(segment.start, segment.end) for segment in anchor.segments] == [(0, 1), (2, 3), (6, 7)]


# -- numbers, signs and what print does with words -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        *((f"1{mark}50", f"at 1{mark}500 or 21{mark}50") for mark in "'’·/:，．：／\u066b\u066c"),
        ("La base compte 37", "La base compte 37\u00a0000 soldats"),
        ("000 soldats", "37 000 soldats"),
        ("1 250", "1\u2009250\u2009000 euros"),
        ("5 degrees", "-5 degrees"),
        ("5 degrees", "it was −5 degrees"),
        ("5 degrees", "(–5 degrees)"),
        ("5 million", "a loss of -$5 million"),
        ("$5 million", "a loss of -$5 million"),
    ],
)
def test_no_part_of_a_number(quote: str, source: str) -> None:
    """Marks and group spaces between digits are inside a number, and its sign belongs to it."""
    assert published(quote, source) == []


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("37 000 soldats", "37\u202f000 soldats"),
        ("In 1986", "In 1986 945 men"),  # four digits: no group
        ("50", "some 50 155mm guns"),  # a letter right behind
        ("12", "12\n345"),  # another line
        ("5", "2000—5"),  # no sign: a dash
        ("5", "A-5"),  # behind a letter it is a hyphen
        ("5", "(2000)-5"),
        ("-5 degrees", "it was −5 degrees"),
        ("30", "20–30"),
    ],
)
def test_what_is_no_part_of_a_number(quote: str, source: str) -> None:
    """A number in groups has groups of three; a hyphen behind a letter, digit or closing mark is no sign."""
    assert len(published(quote, source)) == 1


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("the fibrils", "the \ufb01brils"),
        ("office", "o\ufb03ce"),
        ('צה"ל', "של צה״ל כאן"),
        ("محمد", "محـمـد"),
        ("一人", "⼀⼈"),
        ("«Nous partons»", "« Nous partons »"),
        ("CO2 and km2", "CO₂ and km²"),
        ("強い同盟", "強い\n同盟"),
        ("東京、大阪", "東京、\n大阪"),
        ("カーテン", "カー\nテン"),
        ("U.S.-led", "the U.S.-\nled force"),
        ("COVID-19", "COVID-\n19"),
        ("highest-ranking", "highest-\nranking"),
        ("highest- ranking", "highest-\nranking"),
        ("negotiations", "nego-\ntiations"),
        ("negotiations", "nego\u00ad\ntiations"),
    ],
)
def test_print_may_be_read_as_words(quote: str, source: str) -> None:
    """Shapes of letters, spaces inside French marks and words broken by a line are what they were printed for."""
    assert len(published(quote, source)) == 1


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("able", "un-\nable"),
        ("un", "un-\nable"),
        ("106", "10⁶"),
        ("37,0002", "37,000²"),
        ("37,000", "37,000²"),
        ("צה", "צה״ל"),
        ("Aether", "Æther"),
        ("한국어", "한국\n어"),  # Hangul has spaces
        ("東京大阪", "東京\n\n大阪"),  # a blank line
    ],
)
def test_print_never_makes_other_words(quote: str, source: str) -> None:
    """Nothing of that makes two different words or figures one."""
    assert published(quote, source) == []


def test_a_note_mark_may_be_read_or_read_over() -> None:
    """A note mark has word boundaries on both sides; a quote may have it or read on over it, in one segment."""
    source, notes = "The policy²³ failed.[1] In 37,000² places.", ((10, 12), (20, 23), (33, 34))
    assert published("The policy failed", source, notes=notes) == [["The policy²³ failed"]]
    assert published("The policy²³ failed", source, notes=notes) == [["The policy²³ failed"]]
    assert published("The policy", source, notes=notes) == [["The policy"]]
    assert published("failed. In 37,000 places", source, notes=notes) == [["failed.[1] In 37,000² places"]]
    assert published("37,0002", source, notes=notes) == []


# -- hostile input ends soon --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("a" + " […] a" * 100, "a " * 1_000),
        ("a" + " [x]" * 1_000 + " a", "a " * 10_000),
        ("a" + " [x] a" * 60, "a " * 1_000),
        ("[x]" + " […] [x]" * 29 + " […] b", "[x] " * 2_500),
        ("a" * 5_000, "a" * 20_000),
        ("ก" * 5_000, "ก" * 20_000),
        ("[a]" * 3_000 + "b", "b " * 5_000),
        ("[" * 5_000 + "b" + "]" * 5_000, "[" * 20_000),
    ],
)
def test_hostile_quotes_are_searched_without_harm(quote: str, source: str) -> None:
    """Every algorithm is linear in its input: these never ended, or filled the memory, where it was not."""
    matches, _ = find_matches(fold(quote).text, fold_source(source))
    assert len(matches) != 1
    assert find_matches(fold(quote).text, fold_source(source), "a", "a")[1].prefix == "a"
