"""Folding, offsets, words and lines: pure text, proved against a reference written from the contract's words."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.folding import Folded, fold
from generator.text import has_words, is_letter, lines_of, may_begin, may_end, splits_marks

WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
DOUBLE, SINGLE, DASHES = '"“”„‟״', "'‘’‚‛׳", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

# What folding treats alike, what it must leave alone, and what Unicode makes hard.
CHARACTERS = (
    *WHITE, *DROPPED, *DOUBLE, *SINGLE, *DASHES,
    *"aAeEß1²₂½,.;:!?[](){}_…`´«»‹›‑⁃﹣－", "ﬁ", "ﬅ", "ﬆ", "⼀", "ـ", "« ", " »",
    "é", "e\u0301", "\u0301", "\u0323", "\u0345", "\u0344", "\u0f73", "Å", "\u212b", "\u2126", "q\u0307\u0323",
    "q\u0323\u0307", "\u1100", "\u1161", "\u11a8", "가", "각", "ガ", "カ\u3099",
    "漢", "\uf900", "ん", "ก", "ั", "ำ", "ا", "ً",
    "ש\u05c1", "\ufb2a", "\u0958", "क्ष", "ក្រ", "မြ", "𝒳",
    "😀", "❤\ufe0f", "\U0001d15e", "\x1c", "\x1f", "\u180e", "\u2061", "\ue000",
)  # fmt: skip

texts = st.lists(st.sampled_from(CHARACTERS), max_size=24).map("".join) | st.text(max_size=12)
many = settings(max_examples=350, deadline=None, derandomize=True)


def reference(text: str) -> str:
    """The contract's folding, one clause after the other."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(character for character in text if character not in DROPPED)
    words: list[str] = [""]
    for character in text:
        if character in WHITE:
            words.append("")
        else:
            words[-1] += character
    text = " ".join(word for word in words if word)
    text = "".join(plain_forms(text))
    for one, alike in (('"', DOUBLE), ("'", SINGLE), ("-", DASHES)):
        text = "".join(one if character in alike else character for character in text)
    return text


def plain_forms(text: str) -> Iterator[str]:
    """Shapes of letters as their letters, raised digits behind a letter as digits, no spaces inside French marks."""
    ligatures = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
    behind_letter = False  # what comes before this character, or this run of raised digits or tatweel
    for at, character in enumerate(text):
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        starts_run = not (before == character == "ـ" or (before in raised and before and character in raised))
        if starts_run and unicodedata.category(before or " ")[0] != "M":
            behind_letter = is_letter(before or " ")
        if character == " " and (before in {"«", "‹"} or after in {"»", "›"}):
            continue
        if character == "ـ":
            yield "" if behind_letter else "-"
        elif character in raised:
            yield str(unicodedata.digit(character)) if behind_letter else character
        elif "\u2f00" <= character <= "\u2fd5":
            yield unicodedata.normalize("NFKC", character)
        else:
            yield ligatures.get(character, character)


@many
@given(texts)
@example("e\u00ad\u0301")
@example("\u200b \u200b\u0301a\u200b ")
@example("\u1100\u1161\u1161\u11a8\u11a8")
def test_folding_is_the_contracts_clauses_in_their_order(text: str) -> None:
    """NFC; some characters are dropped; a run of white space is one space, none at the ends; some are made alike."""
    assert fold(text).text == reference(text)


def test_every_single_character_folds_as_the_contract_says() -> None:
    """Nothing else: not case, not accents, not digits' commas, not `--`, for all of Unicode."""
    characters = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x110000))]
    for at in range(0, len(characters), 256):
        text = "a".join(characters[at : at + 256])
        assert fold(text).text == reference(text), hex(at)


@pytest.mark.parametrize("code", [number for number in range(0x2000, 0x2070) if chr(number) in DROPPED])
def test_the_dropped_characters_are_the_contracts_ranges(code: int) -> None:
    """U+00AD, 200B-200F, 202A-202E, 2060, 2066-2069, FEFF are dropped."""
    assert fold(f"in{chr(code)}visible").text == "invisible"
    assert fold("in\u00advis\ufeffible").text == "invisible"


def test_what_looks_like_a_dropped_character_is_kept() -> None:
    """Nothing else: the neighbours of the dropped ranges stay."""
    for each in "\u2010\u202f\u2029\u2061\u2065\u206a\u180e\ufe0f\u034f\u00ac":
        assert fold(f"a{each}b").text != "ab"


@pytest.mark.parametrize("blank", [*WHITE, "\r\n", "\n\n\n", " \u200b ", "\u200b\n", "\n\u00ad", "\u2009\xa0\u3000"])
def test_any_run_of_white_space_is_one_space(blank: str) -> None:
    """Any run of white space (line breaks, blank lines, no-break and thin spaces) is one space, none at the ends."""
    assert fold(f"{blank}North{blank}Korea{blank}").text == "North Korea"


def test_quotation_marks_and_dashes_are_made_alike() -> None:
    """Double quotation marks are `"`, single ones are `'`; hyphens and dashes are `-`."""
    assert fold("“a” „b‟ ‘c’ ‚d‛").text == "\"a\" \"b\" 'c' 'd'"
    assert fold("1\u20102\u20113\u20124\u20135\u20146\u20157\u22128").text == "1-2-3-4-5-6-7-8"


@pytest.mark.parametrize(
    "pair", ["US us", "cafe café", "37000 37,000", "æ ae", "10⁶ 106", "-- —", "… ...", '« "', "` '", "′ '", "２ 2"]
)
def test_nothing_else_is_folded(pair: str) -> None:
    """Nothing else: not case, not accents, not digits' commas, not `--`."""
    one, _, other = pair.partition(" ")
    assert fold(one).text != fold(other).text


@many
@given(texts)
@example("q\u0307\u0323 \u200bq")
@example("a\u0344\u00ad\u0344b")
def test_offsets_grow_with_the_place_and_stay_inside(text: str) -> None:
    """Every folded character knows where it came from: its beginning, and its end, in order and never overlapping."""
    folded = fold(text)
    size = len(folded.text)
    starts = [folded.start(number) for number in range(size)]
    ends = [folded.end(number + 1) for number in range(size)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


def is_raised(text: str, folded: Folded, cut: int) -> bool:
    """Whether the character behind the cut is a digit that is raised in print: what is before it tells how it folds."""
    return cut < len(folded.text) and text[folded.start(cut)] in "²₂"


@many
@given(texts, st.data())
@example("\u1100\u1161\u1161 x", None)
@example('a"\u0344\u1161', None)
def test_a_stretch_refolded_is_the_folded_stretch(text: str, data: st.DataObject | None) -> None:
    """The original text of a folded stretch that splits no marks and has no space at its ends folds to that stretch."""
    folded = fold(text)
    cuts = [
        cut
        for cut in range(len(folded.text) + 1)
        if not (splits_conjoined(folded.text, cut) or folded.splits(cut) or is_raised(text, folded, cut))
    ]
    start, end = (cuts[0], cuts[-1]) if data is None else sorted(data.draw(st.sampled_from(cuts)) for _ in range(2))
    while start < end and folded.text[start] == " ":
        start += 1
    while start < end and folded.text[end - 1] == " ":
        end -= 1
    if start == end:
        return
    original = text[folded.start(start) : folded.end(end)]
    assert fold(original).text == folded.text[start:end]
    assert original[0] not in WHITE + DROPPED
    assert original[-1] not in WHITE + DROPPED


def splits_conjoined(text: str, position: int) -> bool:
    """Whether a cut would part a letter from its marks, or the jamo of one Hangul syllable."""
    return splits_marks(text, position) or (
        0 < position < len(text)
        and "\u1160" <= text[position] <= "\u11ff"
        and "\u1100" <= text[position - 1] <= "\ud7a3"
    )


@many
@given(texts, st.data())
def test_what_is_dropped_can_be_anywhere(text: str, data: st.DataObject) -> None:
    """A dropped character between two others changes nothing, but inside a letter with its marks (NFC comes first)."""
    at = data.draw(st.integers(0, len(text)))
    if at < len(text) and (unicodedata.category(text[at])[0] == "M" or "\u1160" <= text[at] <= "\u11ff"):
        return
    inserted = text[:at] + data.draw(st.text(st.sampled_from(DROPPED), min_size=1, max_size=3)) + text[at:]
    assert fold(inserted).text == fold(text).text


@many
@given(
    st.text(
        st.sampled_from("ae\u0301\u0316\u0323\u0345\u0344\u0f73\u0f71\u1161\u11a8\u05b8\u034f"),
        min_size=31,
        max_size=90,
    )
)
def test_letters_with_very_many_marks_fold_alike(text: str) -> None:
    """NFC, however many marks there are, and in whatever order."""
    assert fold("\u1100" + text).text == reference("\u1100" + text)


def test_a_million_marks_fold() -> None:
    """Every algorithm is linear in its input: in the time that Python's own sorting takes, nobody would wait."""
    text = "a" + "\u0301\u0316" * 100_000
    assert fold(text).text == "á" + "\u0316" * 100_000 + "\u0301" * 99_999


def test_no_character_that_begins_a_stretch_composes_with_the_one_before() -> None:
    """NFC of the stretches is NFC of the whole: only marks, Hangul vowels and finals may join the character before."""
    seconds = {"\u1161", "\u11a8"}
    for code in range(0x110000):
        mapping = unicodedata.decomposition(chr(code))
        if mapping and not mapping.startswith("<") and " " in mapping:
            seconds.add(chr(int(mapping.split()[1], 16)))
    for code in (*range(0xD800), *range(0xE000, 0x110000)):
        first = unicodedata.normalize("NFD", chr(code))[0]
        if unicodedata.combining(first) or first in seconds:
            text = f"a\u1100\uac00{chr(code)}\u0301"
            assert fold(text).text == unicodedata.normalize("NFC", text), hex(code)


# -- words --------------------------------------------------------------------------------------------------------


def ends_in(text: str) -> list[str]:
    return [text[:number] + "|" + text[number:] for number in range(1, len(text)) if may_end(text, number)]


def begins_in(text: str) -> list[str]:
    return [text[:number] + "|" + text[number:] for number in range(1, len(text)) if may_begin(text, number)]


def test_the_ends_of_a_text_are_boundaries() -> None:
    """A match begins and ends at word boundaries: the ends of the text are such."""
    for text in ("a", "1", ",", "\u0301", "漢"):
        assert may_begin(text, 0)
        assert may_end(text, len(text))


@pytest.mark.parametrize(
    "word", ["troops", "école", "37000", "B52", "Ⅳa", "Жук", "مرحبا", "שלום", "한국어", "カタカナ", "𝒳𝒴"]
)
def test_between_letters_and_digits_is_no_boundary(word: str) -> None:
    """A match begins and ends at word boundaries: letters and digits of any script make words."""
    assert begins_in(word) == ends_in(word) == []


@pytest.mark.parametrize("number", ["37,000", "1.5", "1,234.56", "١,٢", "𝟏,𝟐", "1:2", "1/2", "1'000", "3·5", "１：２"])
def test_marks_between_digits_are_inside_the_word(number: str) -> None:
    """`,` and `.` between two digits are inside the word, and so are `'`, `·`, `/`, `:` and their like."""
    assert begins_in(number) == ends_in(number) == []


@pytest.mark.parametrize("text", ["a,b", "a.b", "1,a", "a.1", "1;2", "1:a", "1,,2", "1..2"])
def test_other_commas_and_points_are_boundaries(text: str) -> None:
    """`,` and `.` between two digits, and nothing else, are inside the word."""
    assert len(begins_in(text)) == len(ends_in(text)) == len(text) - 1


def test_marks_on_digits_do_not_make_the_comma_a_boundary() -> None:
    """`,` and `.` between two digits are inside the word; combining marks stay with what they stand on."""
    assert begins_in("1\u0305,2") == ends_in("1\u0305,2") == []


@pytest.mark.parametrize("text", ["can't", "l'homme", "e\u0301'e", "d'été"])
def test_no_match_ends_before_the_apostrophe_in_a_word(text: str) -> None:
    """No match ends between a letter and an apostrophe that a letter follows; it may begin after one."""
    at = text.index("'")
    assert not may_end(text, at)
    assert may_begin(text, at + 1)


@pytest.mark.parametrize("text", ["ק'ק", 'צה"ל'])
def test_marks_between_hebrew_letters_are_inside_the_word(text: str) -> None:
    """Between two Hebrew letters `"` and `'` are inside the word."""
    assert begins_in(text) == ends_in(text) == []


@pytest.mark.parametrize("text", ["dogs' food", "they'", "1990's", "a'1", "a' b", "a''b"])
def test_other_apostrophes_end_a_word(text: str) -> None:
    """Only an apostrophe between two letters is inside the word, for an end."""
    assert may_end(text, text.index("'"))


def test_a_hyphen_is_a_boundary() -> None:
    """A hyphen is a boundary."""
    assert begins_in("vice-marshal") == ends_in("vice-marshal") == ["vice|-marshal", "vice-|marshal"]
    assert begins_in("1950-1953") == ends_in("1950-1953") == ["1950|-1953", "1950-|1953"]


@pytest.mark.parametrize("text", ["q\u0323\u0307", "กั", "กี่", "क्षि"[:2], "مً", "ש\u05b8", "កិ", "မြ"])
def test_letters_and_marks_stay_together(text: str) -> None:
    """Letters and their combining marks stay together."""
    assert all(splits_marks(text, number) for number in range(1, len(text)))
    assert begins_in(text) == ends_in(text) == []


@pytest.mark.parametrize(
    "pair",
    [
        "漢字",
        "ひら",
        "กข",
        "ກຂ",
        "កខ",
        "ကခ",
        "漢a",
        "aข",
        "カ漢",
        "ーん",
        "한漢",
        "〇一",
        "𠀀𠀁",
        "々々",
        "月0",
        "漢3",
        "ห1",
    ],
)
def test_between_letters_of_an_unspaced_script_is_a_boundary(pair: str) -> None:
    """Between two letters of which one is Han, Hiragana, Thai, Lao, Khmer or Myanmar there is always a boundary.

    So there is between such a letter and a digit.
    """
    assert may_begin(pair, 1)
    assert may_end(pair, 1)


@pytest.mark.parametrize("pair", ["カタ", "한국", "aカ", "๑๒", "カ3", "한3"])
def test_elsewhere_scripts_do_not_make_boundaries(pair: str) -> None:
    """The boundary is between two *letters*, of which one is of those six scripts: Katakana and Hangul are not."""
    digits_or_other = [
        number for number in range(1, len(pair)) if pair[number].isalnum() and pair[number - 1].isalnum()
    ]
    assert digits_or_other
    assert not any(may_begin(pair, each) or may_end(pair, each) for each in digits_or_other)


def test_the_six_scripts_are_whole() -> None:
    """Every letter that Unicode names as of the six scripts is of them, and none that it names as of another."""
    ours = re.compile(r"CJK (UNIFIED|COMPATIBILITY) IDEOGRAPH|(HIRAGANA|THAI|LAO|KHMER|MYANMAR) ")
    others = re.compile(r"(LATIN|GREEK|CYRILLIC|ARABIC|HEBREW|DEVANAGARI|HANGUL|KATAKANA|TIBETAN|TAI|BOPOMOFO|YI) ")
    for code in range(0x110000):
        letter = chr(code)
        if is_letter(letter):
            name = unicodedata.name(letter, "")
            assert may_begin("a" + letter, 1) or not ours.match(name), name
            assert not (may_begin("a" + letter, 1) and others.match(name)), name


def test_words_are_letters_or_digits() -> None:
    """A quote without a letter or digit outside brackets is empty: punctuation, signs and pictures are neither."""
    assert not any(map(has_words, ("", "…", "- , .", "😀", "\u0301", "€ %", "[]")))
    assert all(map(has_words, ("a", "7", "漢", "ก", "٣", "-x-")))


# -- places -------------------------------------------------------------------------------------------------------


@many
@given(st.text(st.sampled_from("a\n\r\u2028\f😀\t"), max_size=20), st.data())
def test_a_place_counts_lines_and_code_points_from_one(text: str, data: st.DataObject) -> None:
    """Places count from 1, in code points; a line ends at LF, CR or CRLF and nowhere else."""
    offset = data.draw(st.integers(0, len(text)))
    before = re.split(r"\r\n|\r(?!\n)|\n", text[:offset])
    if offset and text[offset - 1 : offset + 1] == "\r\n":
        before = re.split(r"\r\n|\r(?!\n|\Z)|\n", text[:offset])  # between CR and LF is still the line they end
    assert lines_of(text).place(offset) == (len(before), len(before[-1]) + 1)
