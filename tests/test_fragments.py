"""Text fragments: what a browser finds with them is the quote, and nothing else."""

import re
import time
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.publishing.fragments import PhraseIndex, at_directive, find_directive, index_phrases

SEEDS = Path(__file__).parent.parent / "seeds"
BBC = (SEEDS / "001_2ab57467a799f7ef.txt").read_text()


@cache
def index_text(text: str) -> PhraseIndex:
    return index_phrases(text)


def make_directive(text: str, quote: str, place: int = 0) -> str | None:
    start = [match.start() for match in re.finditer(re.escape(quote), text)][place]
    everything = (0, len(text))
    return find_directive(index_text(text), start, start + len(quote), everything, everything)


def find_matches(text: str, directive: str) -> list[tuple[str, int, int]]:
    """What a browser that follows the draft's own steps may find: blind to case, accents and white space, whole words.

    Written from the specification, with regular expressions: nothing of the generator is used.
    """
    parts = directive.split(",")
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts[-1].startswith("-") else ""
    plain, places = [], []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKD", letter.casefold()).casefold():
            if not unicodedata.combining(one):
                plain.append(one)
                places.append(place)
    folded = "".join(plain)

    def pattern(part: str) -> str:
        words = unicodedata.normalize("NFKD", unquote(part).casefold()).casefold()
        words = "".join(word for word in words if not unicodedata.combining(word))
        joined = r"\s+".join(map(re.escape, words.split()))
        return rf"\b{joined}\b" if words else ""

    first = pattern(parts[0])
    before = pattern(prefix) + r"\W*" if prefix else ""
    after = r"\W*" + pattern(suffix) if suffix else ""
    matches = []
    for match in re.finditer(f"(?=({before})({first}){after if len(parts) == 1 else ''})", folded):
        start, end = match.start(2), match.end(2)
        if len(parts) == 2:
            closing = re.compile(pattern(parts[1]) + after).search(folded, end)
            if not closing:
                continue
            end = closing.end()
        matches.append((text[places[start] : places[end - 1] + 1], places[start], places[end - 1] + 1))
    return matches


# -- on the real article ------------------------------------------------------------------------------------------


def test_a_short_quote_is_carried_whole() -> None:
    """A quote in one block is in the directive word for word, with words beside it where it has fewer than four."""
    assert make_directive(BBC, "some 37,000 troops based in South Korea") == (
        "some%2037%2C000%20troops%20based%20in%20South%20Korea"
    )
    assert make_directive("Ann saw Bob. Bob saw Eve.", "saw Eve") == "Bob.%20Bob-,saw%20Eve"
    assert make_directive("It is a heading\nYes, he said\nIt is not", "Yes, he said") == "Yes%2C%20he%20said"


def test_of_a_long_quote_there_are_both_ends() -> None:
    """Beyond 300 characters in one block, or over several blocks: at least four words of one block at each end."""
    numbers = " ".join(f"number{number}" for number in range(60))
    assert make_directive(f"On {numbers} off.", numbers) == (
        "number0%20number1%20number2%20number3,number56%20number57%20number58%20number59"
    )
    text = "She said\nwe have never seen ice like this\nNo.\nand it is not the end of it all\nHe left."
    assert make_directive(text, text) == "we%20have%20never%20seen,end%20of%20it%20all"
    assert make_directive(text, "this\nNo.\nand it is") is None
    assert make_directive(text, "said\nwe have never seen ice") == "we%20have%20never%20seen%20ice"


def test_every_line_of_the_article_can_be_pointed_at() -> None:
    """Each line of the BBC's article that is there once has a fragment, and a browser finds just that line by it."""
    for line in dict.fromkeys(filter(None, (line.strip() for line in BBC.splitlines()))):
        words = re.escape(line)
        if len(re.findall(words, BBC, re.IGNORECASE)) > 1:
            continue
        told = make_directive(BBC, line)
        assert told
        matches = find_matches(BBC, told)
        assert len(matches) == 1, (line, told)
        assert re.findall(r"\w+", matches[0][0]) == re.findall(r"\w+", line)


def test_dashes_commas_and_ampersands_are_encoded() -> None:
    """The characters of the fragment's own grammar, and all that an address may not hold, are percent-encoded."""
    text = "Fish & chips, state-of-the-art, 100% “good”."
    assert make_directive(text, text[:-1]) == (
        "Fish%20%26%20chips%2C%20state%2Dof%2Dthe%2Dart%2C%20100%25%20%E2%80%9Cgood"
    )
    told = index_phrases("& a-b, c").encode_words(0, 3)
    assert told == "a%2Db%2C%20c"
    assert unquote(told) == "a-b, c"


def test_what_stands_twice_is_told_by_the_words_beside_it() -> None:
    """Only then a prefix or a suffix is given, the shorter of the two; case does not tell two quotes apart."""
    text = "The talks failed. Later the talks went well."
    assert make_directive(text, "talks", 0) == "talks,-failed.%20Later%20the"
    assert make_directive(text, "talks", 1) == "talks,-went%20well"
    assert make_directive(text, "The", 0) == "The,-talks%20failed.%20Later"
    assert make_directive("Yes, it rained. And it rained", "it rained", 1) == "rained.%20And-,it%20rained"
    assert make_directive("it rained " * 40, "it rained", 20) is None


def test_a_word_is_never_cut() -> None:
    """Numbers with separators, words with apostrophes and letters with marks stay whole; quotes inside one widen."""
    text = "It cost 37,000 there, 37,500 here. They can't. They can. Cafe\u0301 noir, cafe rouge."
    assert make_directive(text, "37,500") == "37%2C500,-here.%20They"
    assert make_directive(text, "can't") == "can%27t,-They%20can"
    assert make_directive(text, "Cafe\u0301 noir") == "They%20can-,Cafe%CC%81%20noir"
    assert make_directive("One word here", "e word") == "One%20word,-here"


@pytest.mark.parametrize(("text", "quote"), [
    ("金正日说他很高兴。会谈持续了三个小时。", "会谈持续了三个小时"),
    ("قال الرئيس إن البلاد مستعدة. ثم غادر.", "البلاد مستعدة"),
    ("ผู้นำกล่าวว่าเขามีความสุขมาก", "เขามีความสุข"),
    ("Der 𝒬uote 🇰🇵 steht hier", "𝒬uote 🇰🇵 steht"),
])  # fmt: skip
def test_any_script_has_fragments(text: str, quote: str) -> None:
    """Text without spaces, from right to left or beyond the basic plane is told in its own characters, encoded."""
    told = make_directive(text, quote)
    assert told
    assert told.isascii()
    (whole,) = (part for part in told.split(",") if not part.startswith("-") and not part.endswith("-"))
    assert unquote(whole) == quote


# -- where nothing more may be told -------------------------------------------------------------------------------


def test_no_withheld_word_is_told() -> None:
    """No word of a fragment lies outside the stretches that may be published; where that leaves none there is none."""
    text = "Secret one. The talks went well. Secret two. The talks went badly."
    start = text.index("The talks")
    shown = (start, start + len("The talks went well."))
    assert find_directive(index_text(text), start, start + len("The talks"), shown, shown) == "The%20talks,-went%20well"
    assert (
        find_directive(index_text(text), start, start + len("The talks"), (start, start + 9), (start, start + 9))
        is None
    )
    assert find_directive(index_text(text), start, text.index("badly"), shown, shown) is None


def test_where_an_address_points() -> None:
    """The directive follows what the address has of its own; an address with a directive keeps it."""
    assert at_directive("https://a.example/x", "b") == "https://a.example/x#:~:text=b"
    assert at_directive("https://a.example/x#top", "b") == "https://a.example/x#top:~:text=b"
    assert at_directive("https://a.example/x#:~:text=a", "b") == "https://a.example/x#:~:text=a"
    assert at_directive("https://a.example/x", None) == "https://a.example/x"


# -- on any text --------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["the", "The", "talks", "went", "well", "37,000", "can't", "co-op", "naïve", "Ärger", "a", "b"])
SPACES = st.sampled_from([" ", ", ", ". ", "\n", "\n\n", " – ", ' "'])
TEXTS = st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=40)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.data())
def test_a_browser_finds_the_quote_and_nothing_else(drawn: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whatever the text and the quote, the fragment has one match: the quote, or the lines of it that have weight."""
    text = "".join(word + space for word, space in drawn)
    spans, at = [], 0
    for word, space in drawn:
        spans.append((at, at + len(word)))
        at += len(word) + len(space)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    start, end = spans[first][0], spans[last][1]
    told = find_directive(index_phrases(text), start, end, (0, len(text)), (0, len(text)))
    assume(told)
    assert told
    ((_, found, found_end),) = find_matches(text, told)
    if "\n" in text[start:end]:
        assert start <= found < found_end <= end
        assert found == start or "\n" in text[start:found]
        assert found_end == end or "\n" in text[found_end:end]
    else:
        assert (found, found_end) == (start, end)


@settings(deadline=None)
@given(st.text(max_size=60), st.data())
def test_no_text_is_too_strange(text: str, data: st.DataObject) -> None:
    """Any stretch of any text gives none, or one that an address may hold as it is."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    text = text.encode("utf-8", "ignore").decode()
    start, end = min(start, len(text)), min(end, len(text))
    told = find_directive(index_phrases(text), start, end, (0, len(text)), (0, len(text)))
    assert told is None or re.fullmatch(r"(?:[\w.~]|%[0-9A-F]{2}|-,|,-|,)+", told, re.ASCII)


def test_a_quote_that_a_browser_finds_once_has_a_fragment() -> None:
    """None is for texts that repeat themselves: here every run of three words is unique, and so every one is told."""
    text = " ".join(f"alpha{number} beta{number % 7} gamma{number % 5}" for number in range(200))
    for match in re.finditer(r"alpha\d+ beta\d+ gamma\d+", text):
        assert find_directive(index_text(text), match.start(), match.end(), (0, len(text)), (0, len(text)))


@pytest.mark.parametrize("text", ["a " * 20_000, "1." * 20_000, "é\u0301" * 20_000, "会" * 20_000, "x\xad" * 20_000])
def test_hostile_texts_take_linear_time(text: str) -> None:
    """A text that does nothing but repeat itself, quoted a thousand times, takes a second and not a minute."""
    begin = time.process_time()
    words = index_phrases(text)
    for start in range(0, len(text) - 40, max(1, len(text) // 1000)):
        find_directive(words, start, start + 30, (0, len(text)), (0, len(text)))
    assert time.process_time() - begin < 3
