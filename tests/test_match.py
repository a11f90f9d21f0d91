"""When a quote is in a source: each sentence of the contract, and a search by brute force that it must agree with."""

import unicodedata
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring import match
from generator.analysis.anchoring.match import Bracket, build_layout, find_brackets, find_matches, is_empty_quote
from generator.folding import fold
from generator.model import Anchor, Evidence, Gap, Segment
from generator.text import may_begin, may_end, splits_marks

SEEDS = {path.name[:3]: path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").iterdir())}
BBC = SEEDS["001"]
DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
many = settings(max_examples=400, deadline=None, derandomize=True)


def anchors(quote: str, source: str, prefix: str = "", suffix: str = "") -> list[Anchor]:
    """Every place of the quote, as it would be published."""
    evidence = Evidence("claim", 1, "source", quote, "supports", prefix=prefix or None, suffix=suffix or None)
    folded, typed = fold(source), fold(quote)
    matches, pattern = find_matches(typed.text, folded.text, fold(prefix).text, fold(suffix).text)
    layouts = (build_layout(quote, typed, folded, place, pattern) for place in matches)
    return [Anchor(evidence.id, evidence.source, layout) for layout in layouts]


def published(quote: str, source: str, prefix: str = "", suffix: str = "") -> list[list[str]]:
    """Every place of the quote as its segments' own text."""
    return [
        [source[segment.start : segment.end] for segment in place.segments]
        for place in anchors(quote, source, prefix, suffix)
    ]


def starts(quote: str, source: str, prefix: str = "", suffix: str = "") -> list[int]:
    return [each.start for each in anchors(quote, source, prefix, suffix)]


# -- the contract's rule written again, without any care for speed ------------------------------------------------

UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY", "IDEOGRAPHIC", "HIRAGANA", "THAI ", "LAO ", "KHMER ", "MYANMAR ")


def letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nl"


def digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def borders(text: str) -> tuple[set[int], set[int], set[int]]:
    """Where a match may begin, where it may end, and where a cut parts no letter from its marks."""
    clusters: list[str] = []
    for character in text:
        if clusters and clusters[-1] != " " and unicodedata.category(character)[0] == "M":
            clusters[-1] += character
        else:
            clusters.append(character)
    begins, ends, cuts, position = set(), set(), set(), 0
    for index in range(len(clusters) + 1):
        before, left, right, after = (
            clusters[each] if 0 <= each < len(clusters) else " " for each in range(index - 2, index + 2)
        )
        wordy = all(letter(character[0]) or digit(character[0]) for character in (left, right))
        letters = letter(left[0]) and letter(right[0])
        loose = letters and any(unicodedata.name(character[0], "").startswith(UNSPACED) for character in (left, right))
        number = (right in {",", "."} and digit(left[0]) and digit(after[0])) or (
            left in {",", "."} and digit(before[0]) and digit(right[0])
        )
        cuts.add(position)
        if (loose or not wordy) and not number:
            begins.add(position)
            if not (letter(left[0]) and right == "'" and letter(after[0])):
                ends.add(position)
        position += len(right) if index < len(clusters) else 0
    return begins, ends, cuts


def pairs(quote: str) -> list[tuple[int, int, bool]]:
    """The brackets that mean something: from, to, and whether they are an elision."""
    opened: list[int] = []
    closed = []
    for at, each in enumerate(quote):
        if each == "[":
            opened.append(at)
        elif each == "]" and opened:
            closed.append((opened.pop(), at + 1))
    found = []
    for start, end in sorted(closed):
        words = quote[start + 1 : end - 1].replace(" ", "")
        nested = any(a < start < end < b or start < a < b < end for a, b in closed)
        if words and not nested:
            found.append((start, end, words in {"…", "..."}))
    return found


Words = tuple[str, bool, bool]  # words, and whether brackets touch a letter at their beginning and at their end


def elements(quote: str, brackets: list[tuple[int, int, bool]]) -> list[Words | int | None]:
    """A reading: words, an elision (None), or how many brackets of replaced words stand together."""
    found: list[Words | int | None] = []
    position, touching = 0, False
    for bracket in [*brackets, None]:
        start, end, elided = bracket or (len(quote), len(quote), True)
        raw = quote[position:start]
        if words := raw.strip(" "):
            bases = [character for character in raw if unicodedata.category(character)[0] != "M"]
            touched = not elided and not raw.endswith(" ") and bool(bases) and letter(bases[-1])
            found.append((words, touching and letter(raw[0]), touched))
        if bracket:
            together = found[-1] if found and isinstance(found[-1], int) else 0
            if elided:
                found.append(None)
            elif together:
                found[-1] = together + 1
            else:
                found.append(1)
        position, touching = end, not elided
    whole = [index for index, each in enumerate(found) if isinstance(each, tuple)]
    head, tail = found[: whole[0]], found[whole[-1] + 1 :]
    # At an end an elision says nothing.
    return [*_joined(head), *found[whole[0] : whole[-1] + 1], *_joined(tail)]


def _joined(end: list[Words | int | None]) -> list[int]:
    count = sum(each for each in end if isinstance(each, int))
    return [count] if count else []


Places = tuple[tuple[int, int], ...]


def layouts(
    reading: list[Words | int | None], source: str, start: int, limit: int, where: tuple[set[int], set[int], set[int]]
) -> Iterator[tuple[int, Places]]:
    """Every way of laying the reading from `start` on: where it ends, and the places of its words."""
    if not reading:
        yield start, ()
        return
    begins, ends, cuts = where
    first = reading[0]
    if isinstance(first, tuple):
        words, touches, touched = first
        end = start + len(words)
        bounded = start in (cuts if touches else begins) and end in (cuts if touched else ends)
        if bounded and source.startswith(words, start):
            for last, places in layouts(reading[1:], source, end, limit, where):
                yield last, ((start, end), *places)
        return
    for end in range(start, len(source) + 1):
        # One space between two brackets that stand together is of neither.
        if first is None or len(source[start:end].strip(" ")) <= limit * first + first - 1:
            yield from layouts(reading[1:], source, end, limit, where)


def brute(quote: str, source: str, prefix: str, suffix: str, limit: int) -> dict[tuple[int, int], set[Places]]:
    """Every match as its stretch, without white space at the ends, with all ways of laying it. All is folded."""
    where = borders(source)
    begins, ends, _ = where
    brackets = pairs(quote)
    others = [bracket for bracket in brackets if not bracket[2]]
    for count in range(len(others), -1, -1):
        found: dict[tuple[int, int], set[Places]] = {}
        for own in combinations(others, count):
            reading = elements(quote, [bracket for bracket in brackets if bracket not in own])
            for start in range(len(source)):
                for end, places in layouts(reading, source, start, limit, where):
                    first, last = places[0][0], places[-1][1]
                    left = start + len(source[start:first]) - len(source[start:first].lstrip(" "))
                    right = last + len(source[last:end].rstrip(" "))
                    if (left < first and left not in begins) or (right > last and right not in ends):
                        continue
                    ahead, behind = source[:left], source[right:]
                    if prefix and not any(
                        each.endswith(prefix) and len(each) - len(prefix) in begins
                        for each in (ahead, ahead.rstrip(" "))
                    ):
                        continue
                    if suffix and not any(
                        each.startswith(suffix) and len(source) - len(each) + len(suffix) in ends
                        for each in (behind, behind.lstrip(" "))
                    ):
                        continue
                    found.setdefault((left, right), set()).add(places)
        if found:
            return {
                each: ways
                for each, ways in found.items()
                if not any(other != each and each[0] <= other[0] and other[1] <= each[1] for other in found)
            }
    return {}


TOKENS = (
    "a", "b", "A", "1", "2", ",", ".", "'", "’", "-", "–", " ", "\n", "\u00a0", "\u200b", "\u00ad", '"', "“", "_",
    "[", "]", "[…]", "[...]", "[ . . . ]", "[a]", "[b]", "[a b]", "é", "e", "\u0301", "\u0323", "漢", "字", "ん",
    "カ", "ก", "ั", "ا", "ً", "ש", "\u05b8", "क", "ि", "्",
    "가", "\u1100", "\u1161", "\u11a8", "ក", "\u17d2", "မ", "ြ", "𝒳", "😀", "×",
)  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str, str, str, int]:
    """A source and a quote of the same few tokens, so that matches are many; folded, with a small limit."""
    few = [*draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4, unique=True)), " ", "a"]
    more = [*few, *draw(st.lists(st.sampled_from(("[…]", "[x]", "[x]", "[a]")), max_size=2))]
    source = fold("".join(draw(st.lists(st.sampled_from(few), min_size=1, max_size=10)))).text
    quote = fold("".join(draw(st.lists(st.sampled_from(more), min_size=1, max_size=6)))).text
    beside = st.just("") | st.lists(st.sampled_from(few), min_size=1, max_size=2).map("".join)
    prefix, suffix = fold(draw(beside)).text, fold(draw(beside)).text
    assume(source and not is_empty_quote(quote))
    return source, quote, prefix, suffix, draw(st.sampled_from((1, 2, 3, 80)))


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(cases())
@example(("AAa [b]A[b]", "[a]A[b][b]", "", "", 1))
@example(("んん[a]ん", "[a]ん[a]", "", "", 1))
@example(("2 aa", "[a]a", "2", "", 3))
def test_the_matches_are_those_of_brute_force(case: tuple[str, str, str, str, int]) -> None:
    """The whole rule: the same stretches, each laid in one of the ways that the contract allows."""
    source, quote, prefix, suffix, limit = case
    expected = brute(quote, source, prefix, suffix, limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "REPLACED", limit)
        matches, _ = find_matches(quote, source, prefix, suffix)
    found = {}
    for each in matches:
        first, last = each.parts[0][0], each.parts[-1][1]
        left = first - len(source[each.start : first].lstrip(" "))
        found[left, last + len(source[last : each.end].rstrip(" "))] = each.parts
    assert set(found) == set(expected)
    assert len(found) == len(matches)
    assert all(places in expected[each] for each, places in found.items())


@many
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
@example("1\u0301,2")
@example("a\u0301'b")
def test_the_boundaries_are_the_contracts(text: str) -> None:
    """Word boundaries for beginnings and ends, and letters kept with their marks, at every place of every text."""
    text = fold(text).text
    everywhere = range(len(text) + 1)
    begins, ends, cuts = borders(text)
    assert {each for each in everywhere if may_begin(text, each)} == begins
    assert {each for each in everywhere if may_end(text, each)} == ends
    assert {each for each in everywhere if not splits_marks(text, each)} == cuts


@many
@given(st.lists(st.sampled_from((*TOKENS, "[[", "]]", "[]", "[ ]")), max_size=10).map("".join))
def test_brackets_are_those_of_brute_force(text: str) -> None:
    """Nested or unclosed brackets are plain text; so are empty ones."""
    text = fold(text).text
    assert find_brackets(text) == tuple(Bracket(*pair) for pair in pairs(text))


# -- any substring at word boundaries that occurs once is found at its place; any altered word is not --------------

texts = st.lists(st.sampled_from([each for each in TOKENS if "[" not in each and "]" not in each]), max_size=40).map(
    "".join
)


@many
@given(st.sampled_from(sorted(SEEDS.values())) | texts, st.data())
def test_a_substring_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    """Any substring at word boundaries is found at its place with its offsets; alone where it occurs once."""
    at = data.draw(st.integers(0, len(text)))
    start, end = at, min(len(text), at + data.draw(st.integers(1, 60)))
    folded = fold(text)
    first = {folded.start(number): number for number in range(len(folded.text)) if may_begin(folded.text, number)}
    last = {folded.end(number): number for number in range(1, len(folded.text) + 1) if may_end(folded.text, number)}
    while start not in first and start < end:
        start += 1
    while end not in last and end > start:
        end -= 1
    while start < end and folded.text[first[start]] == " ":
        start += 1
        while start not in first and start < end:
            start += 1
    assume(start in first and start < end)
    quote = text[start:end]
    words = fold(quote).text
    assume(not is_empty_quote(words))
    while folded.text[last[end] - 1] == " ":
        end = next(number for number in range(end - 1, start, -1) if number in last)
    places = [(each.start, each.end) for each in anchors(quote, text)]
    assert (start, end) in places
    once = folded.text.count(words) == 1 and folded.text.find(words, folded.text.find(words) + 1) < 0
    assert len(places) == 1 or not once


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
    assume(not is_empty_quote(quote) and not pairs(quote))
    assert bool(anchors(quote, text)) == bool(
        brute(quote, fold(text).text, "", "", 80) if quote in fold(text).text else ()
    )


@many
@given(texts, st.data())
def test_what_folding_makes_alike_changes_no_match(text: str, data: st.DataObject) -> None:
    """Dropped characters, line breaks and other marks in the source or the quote change nothing in what is found."""
    quote = data.draw(
        st.lists(st.sampled_from([*text.split()[:6], "a", "[…]", "[x]"]), min_size=1, max_size=4).map(" ".join)
    )
    assume(not is_empty_quote(fold(quote).text))
    twin, typed = (other(each, data.draw(st.randoms(use_true_random=False))) for each in (text, quote))
    assert fold(twin).text == fold(text).text
    matches = find_matches(fold(quote).text, fold(text).text)[0]
    assert find_matches(fold(typed).text, fold(twin).text)[0] == matches
    for plain, disguised in zip(anchors(quote, text), anchors(typed, twin), strict=True):
        for one, two in zip(plain.segments, disguised.segments, strict=True):
            assert fold(text[one.start : one.end]).text == fold(twin[two.start : two.end]).text


def other(text: str, random) -> str:  # type: ignore[no-untyped-def]  # hypothesis's own Random
    """The text with other white space, quotation marks and hyphens, and with characters that are dropped."""
    alike = {" ": " \n\u00a0\u2009", "'": "'’‘", "’": "'’‘", '"': '"“”„', "-": "-–\u2011", "–": "-–\u2011"}
    made = []
    for character in text:
        if (
            unicodedata.category(character)[0] != "M"
            and not "\u1160" <= character <= "\u11ff"
            and random.random() < 0.3
        ):
            made.append(random.choice(DROPPED))
        made.append(random.choice(alike.get(character, character)) * (random.choice((1, 2)) if character == " " else 1))
    return "".join(made)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(texts, st.data())
def test_segments_are_the_sources_own_text(text: str, data: st.DataObject) -> None:
    """The segments refold to the quote's parts, as many as it has, with no blank or dropped character at an end."""
    quote = data.draw(
        st.lists(st.sampled_from([*text.split()[:6], "a", "[…]", "[x]", DROPPED[1]]), min_size=1, max_size=5)
    )
    quote = [character + data.draw(st.sampled_from((" ", "", "\u00ad"))) for character in quote]
    typed = "".join(quote)
    assume(not is_empty_quote(fold(typed).text))
    reading = elements(fold(typed).text, pairs(fold(typed).text))
    for place in anchors(typed, text):
        segments = [text[segment.start : segment.end] for segment in place.segments]
        assert [fold(segment).text for segment in segments] == [part[0] for part in reading if isinstance(part, tuple)]
        assert all(
            segment.strip() == segment and segment[0] not in DROPPED and segment[-1] not in DROPPED
            for segment in segments
        )
        ordered = [at for segment in place.segments for at in (segment.start, segment.end)]
        assert ordered == sorted(ordered)
        assert all("[" in part.words for part in place.layout if isinstance(part, Gap))


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
    assert published("re[in]state", "reconstate") == [["re", "state"]]
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
    assert [fold(part.words).text for part in place.layout[3:] if isinstance(part, Gap)] == ["[…]"]
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


# -- hostile input ends soon --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("a" + " […] a" * 100, "a " * 2_000),
        ("a" + " [x]" * 1_000 + " a", "a " * 10_000),
        ("a" + " [x] a" * 60, "a " * 2_000),
        ("[x]" + " […] [x]" * 29 + " […] b", "[x] " * 10_000),
        ("a" * 5_000, "a" * 20_000),
        ("ก" * 5_000, "ก" * 20_000),
        ("[a]" * 3_000 + "b", "b " * 5_000),
        ("[" * 5_000 + "b" + "]" * 5_000, "[" * 20_000),
    ],
)
def test_hostile_quotes_are_searched_without_harm(quote: str, source: str) -> None:
    """Every algorithm is linear in its input: these never ended, or filled the memory, where it was not."""
    matches, _ = find_matches(fold(quote).text, fold(source).text)
    assert len(matches) != 1
    assert find_matches(fold(quote).text, fold(source).text, "a", "a")[1].prefix == "a"
