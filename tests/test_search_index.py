"""The search index as scripts that hold nothing but data, and the page's script that finds what a person means."""

import json
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from generator.language.stop_words import FUNCTION_WORDS
from generator.model import (  # fmt: skip
    Anchor,
    Article,
    Claim,
    Corpus,
    Edition,
    Entity,
    Evidence,
    Gap,
    Segment,
    Site,
    Source,
    Standing,
    TextRun,
    Topic,
)
from generator.publishing.data.search_index import FIRST_SCRIPT, MAX_SCRIPT_SIZE
from tests.support.site_data import make_search_index
from tests.support.tools import program

ROOT = Path(__file__).parent.parent
SEARCH = ROOT / "templates/static/js/search.js"
SITE = ROOT / "site"
EMPTY = ["words", " ".join(sorted(FUNCTION_WORDS["en"]))]
TEXT = "Der Präsident sagte: „Ich bin\n\nsehr glücklich.“ Er ging."


def make_edition(statement: str = "The president was happy.", speaker: str | None = None) -> Edition:
    start, end = TEXT.index("Ich"), TEXT.index(".“")
    evidence = Evidence("happy", 1, "s", "Ich bin […] glücklich", "supports", speaker)
    return Edition(
        Corpus(
            Site("S"),
            (Source("s", "seeds/s.txt", publisher="Die Zeitung", author=("E. Müller",)),),
            (Topic("mood", "Stimmung"),),
            (Entity("president", "Łukasz Müller", "person", ("Herr Müller",)),),
            (Claim("happy", statement, verdict="supported", evidence=(evidence,)),),
        ),
        {"s": Article("s", TEXT, (TextRun(0, len(TEXT)),), plain=True, sha256="")},
        {
            "happy-1": Anchor(
                "happy-1",
                "s",
                (Segment(start, start + 7), Gap("[…]", start + 7, end - 9, "left-out"), Segment(end - 9, end)),
            )
        },
        {"happy": Standing("happy", "single-source", ("s",))},
    )


def make_claims_edition(*statements: str) -> Edition:
    """An edition of claims only, the first of them `c-0`."""
    claims = tuple(Claim(f"c-{number}", statement) for number, statement in enumerate(statements))
    standings = {claim.id: Standing(claim.id, "unsourced") for claim in claims}
    return Edition(Corpus(Site("S"), claims=claims), standings=standings)


def read_scripts(of: Edition) -> list[tuple[str, int, int, list[list[Any]]]]:
    """Path, number, total and rows of each script, which is a call of one function with JSON and nothing else."""
    found = []
    for path, content in make_search_index(of):
        text = content.decode()
        assert text.startswith("verbatimIndex(")
        assert text.endswith(");\n")
        inside = text.removeprefix("verbatimIndex(").removesuffix(");\n")
        number, total, rows = json.loads(f"[{inside}]")
        found.append((path, number, total, rows))
    return found


# -- the index ----------------------------------------------------------------------------------------------------


def test_the_index_has_everything_that_can_be_found() -> None:
    """Statements with their judgements, names with their other forms, topics, sources, and quotes on one line."""
    assert read_scripts(make_edition(speaker="Müller")) == [
        (
            FIRST_SCRIPT,
            1,
            1,
            [
                EMPTY,
                ["claim", "happy", "The president was happy.", "", "supported", "single-source"],
                ["name", "president", "Łukasz Müller", "Herr Müller"],
                ["topic", "mood", "Stimmung"],
                ["source", "s", "s.txt", "E. Müller, Die Zeitung"],
                ["quote", 0, 1, "Ich bin […] glücklich", "Müller, in s.txt"],
            ],
        )
    ]


def test_an_empty_site_has_an_index_too() -> None:
    """Whoever loads the first script learns that there is nothing to find."""
    assert read_scripts(make_claims_edition()) == [(FIRST_SCRIPT, 1, 1, [EMPTY])]


@given(st.text())
def test_no_text_breaks_out_of_the_index(statement: str) -> None:
    """Whatever a statement holds, each script is one call with JSON in it, without a `<`."""
    found = make_edition(statement)
    assert all(b"<" not in content for _, content in make_search_index(found))
    assert read_scripts(found)[0][3][1][2] == statement


def test_a_large_index_comes_in_parts() -> None:
    """No part is over its size, all are numbered, statements come first and nothing is lost or twice."""
    one = make_edition()
    first = one.corpus.claims[0]
    claims = tuple(
        replace(
            first,
            id=id,
            statement=f"Größe {id}: {'Wörter ' * 12}",
            evidence=tuple(replace(evidence, claim=id) for evidence in first.evidence),
        )
        for id in (f"happy-{number}" for number in range(3_000))
    )
    many = Edition(
        replace(one.corpus, claims=claims),
        one.articles,
        {
            evidence.id: replace(one.anchors[own.id], evidence=evidence.id)
            for claim in claims
            for evidence, own in zip(claim.evidence, first.evidence, strict=True)
        },
        {claim.id: Standing(claim.id, "single-source", ("s",)) for claim in claims},
    )
    found = read_scripts(many)
    sizes = [len(content) for _, content in make_search_index(many)]
    assert len(found) == -(-sum(sizes) // MAX_SCRIPT_SIZE) > 3
    assert max(sizes) <= MAX_SCRIPT_SIZE < min(sizes[:-1]) + 1_000
    assert [(path, number, total) for path, number, total, _ in found] == [
        (f"assets/search-{number}.js", number, len(found)) for number in range(1, len(found) + 1)
    ]
    rows = [row for _, _, _, part in found for row in part]
    assert rows.pop(0) == EMPTY
    assert [row[1] for row in rows[:3_000]] == [claim.id for claim in claims]
    assert [row[1] for row in rows if row[0] == "quote"] == list(range(3_000))


def test_a_row_that_fits_no_part_has_its_own() -> None:
    """One text longer than a whole part is found all the same."""
    found = read_scripts(make_claims_edition("short", "long " * MAX_SCRIPT_SIZE, "short again"))
    assert [len(rows) for _, _, _, rows in found] == [2, 1, 1]


# -- the page's script --------------------------------------------------------------------------------------------


def ask_script(of: Edition, question: str) -> Any:
    """What the page's script says, with the index of the edition loaded."""
    return run_script([content.decode() for _, content in make_search_index(of)], question)


def run_script(index: list[str], question: str) -> Any:
    page = "const document = { getElementById: () => null };\n"
    loaded = "".join(index)
    script = f"{page}{SEARCH.read_text(encoding='utf-8')}\n{loaded}\nconsole.log(JSON.stringify({question}));"
    done = subprocess.run([program("node"), "-"], input=script, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


FINDS = {
    "muller": ["entities/president.html", "sources/s.html"],
    "MÜL lukasz": ["entities/president.html", "sources/s.html"],  # the second has one of the words
    "gluck": ["claims/happy.html#e1"],
    "pres": ["claims/happy.html"],
    "zeit": ["sources/s.html"],
    "the happy": ["claims/happy.html"],
    "herr": ["entities/president.html"],
    # One slip: left out, put in, changed, swapped; also where the word goes on.
    "hapy": ["claims/happy.html"],
    "happpy": ["claims/happy.html"],
    "heppy": ["claims/happy.html"],
    "hpapy": ["claims/happy.html"],
    "glükl": ["claims/happy.html#e1"],
    # Two slips in a long word, and no more; none in a short one.
    "presidnet was happy": ["claims/happy.html"],
    "persidnet": ["claims/happy.html"],
    "persidnat": [],
    "hapi": ["claims/happy.html"],
    "hupi": [],
    "wes": [],
    "resident": ["claims/happy.html"],
    "": [],
    "…": [],
    "<b>": ["claims/happy.html#e1"],
}


def test_search_finds_what_a_person_means() -> None:
    """Accents and case aside, a word is found as it is, at the beginning of words, and with a slip of the finger."""
    found = ask_script(
        make_edition(), f"{json.dumps(list(FINDS))}.map((each) => matches(each).found.map((row) => row.href))"
    )
    assert dict(zip(FINDS, found, strict=True)) == FINDS


def test_the_best_comes_first() -> None:
    """The same word before a beginning, a beginning before a slip; then words as typed, side by side."""
    statements = ("Koreas", "Karea", "A tale of Korea", "North by South Korea", "In North Korea")
    of = make_claims_edition(*statements)
    one, two = ask_script(of, '["korea", "north korea"].map((each) => matches(each).found.map((row) => row.text))')
    assert one == ["A tale of Korea", "North by South Korea", "In North Korea", "Koreas", "Karea"]
    assert two == ["In North Korea", "North by South Korea", "A tale of Korea", "Koreas", "Karea"]


def test_statements_come_before_quotes() -> None:
    """Where both have the word in the same way, the claim comes before what is quoted for it."""
    of = make_edition("Ich bin froh.")
    assert ask_script(of, 'matches("bin").found.map((row) => row.kind)') == ["claim", "quote"]


def test_many_results_need_no_guesses() -> None:
    """Words that are alike are looked for only where little is found otherwise."""
    enough = make_claims_edition(*(f"The moon, {number}" for number in range(8)), "The noon")
    few = make_claims_edition(*(f"The moon, {number}" for number in range(7)), "The noon")
    assert len(ask_script(enough, 'matches("moon").found')) == 8
    assert len(ask_script(few, 'matches("moon").found')) == 8


def test_scripts_without_spaces_are_searched_inside() -> None:
    """Chinese, Japanese and Thai words are found in the middle of a run of letters; Latin ones are not."""
    of = make_claims_edition("金正日说他很高兴", "ผู้นำกล่าวว่าเขามีความสุข", "ονομάζεται ΣΕΙΣΜΟΣ", "한국")
    question = '["高兴", "เขา", "σεισμος", "하", "ismos"].map((each) => matches(each).found.map((row) => row.href))'
    assert ask_script(of, question) == [
        ["claims/c-0.html"], ["claims/c-1.html"], ["claims/c-2.html"], ["claims/c-3.html"], [],
    ]  # fmt: skip


# What readers would type, written down before the ranking was made, and the claims that answer it.
QUESTIONS = {
    "how many US troops in South Korea": "us-troops-in-south-korea",
    "37000 troops": "us-troops-in-south-korea",
    "37 000": "us-troops-in-south-korea",
    "kim jongil leader": "kim-jong-il-is-leader",
    "Did Clinton rule out a visit?": "clinton-ruled-out-visit",
    "was Albright the highest ranking official": "albright-highest-ranking-us-official",
    "first cabinet member to go to North Korea": "albright-first-cabinet-member",
    "when did Albright visit North Korea": "albright-visited-north-korea",
    "how long was the first meeting": "first-meeting-three-hours",
    "who is Jo Myong Rok": "jo-is-deputy-of-kim albright-accepted-invitation jo-in-washington-for-talks",
    "was the missile offer a joke": "kim-called-offer-a-joke",
    "satelite launches": "offer-for-satellite-launches",
    "100000 dancers": "gala-100000-performers",
    "how did the Korean War end": "korean-war-ended-in-truce korean-war-peace-treaty",
    "peace treaty": "korean-war-peace-treaty",
    "who won the Nobel Peace Prize": "kim-dae-jung-won-nobel-peace-prize north-korean-leader-joint-winner",
    "kim daejung surprised": "kim-dae-jung-surprised",
    "is North Korea on the terror list": "state-sponsor-of-terrorism-list",
    "hijacked plane Japan": "hijacked-airliner-1970",
    "does Britain have diplomatic relations with North Korea": "britain-to-establish-ties",
    "german ties": "germany-to-establish-ties",
    "missile exports to Pakistan Iran Syria": "missile-sales-to-other-countries",
    "famine in the DPRK": "years-of-famine",
    "cost of missile defense": "defence-system-costs-tens-of-billions",
    "Kuala Lumpur agreement": "kuala-lumpur-talks-no-agreement",
    "when does Clintons term end": "clinton-term-ends-in-january",
    "is Clintons trip on hold": "clinton-visit-on-hold",
    "fifty years of silence": "fifty-years-of-silence",
    "is it Kim Sungil": "mr-kim-is-kim-sung-il",
    "Wendy Sherman ambassador": "sherman-is-us-ambassador",
    "did Russia's president get an offer from Kim": "offer-made-to-putin",
    "third round of talks with Tokyo": "japan-talks-third-round-failed",
}


def test_questions_are_answered() -> None:
    """Of 32 questions about the own site at least 28 have a claim that answers them among the first three results."""
    parts = sorted((SITE / "assets").glob("search-*.js"), key=lambda path: int(path.stem.rpartition("-")[2]))
    scripts = [path.read_text(encoding="utf-8") for path in parts]
    question = f"{json.dumps(list(QUESTIONS))}.map((each) => matches(each).found.slice(0, 3).map((row) => row.href))"
    answers = dict(zip(QUESTIONS, run_script(scripts, question), strict=True))
    missed = [
        question
        for question, ids in QUESTIONS.items()
        if not {f"claims/{id}.html" for id in ids.split()} & {href.partition("#")[0] for href in answers[question]}
    ]
    assert len(missed) <= 4, missed


SAID_OTHERWISE = [
    # Figures in any spelling, digits of any script; a year is no part of one.
    ("37000", "Some 37,000 troops."), ("37 000", "Some 37.000 troops."), ("37,000", "Some 37\u202f000 troops."),
    ("٣٧٠٠٠", "Some 37,000 troops."),
    ("37000", "حوالي ٣٧٬٠٠٠ جندي"), ("३७०००", "37000 सैनिक"), ("1986", "In 1986 945 men left."),
    # Joined, hyphenated and parted words.
    ("jongil", "Kim Jong-il"), ("jong-il", "Kim Jong Il"), ("pyong yang", "In Pyongyang"),
    ("northkorea", "In North Korea"),
    # Endings and particles.
    ("visits", "A visit."), ("미국은", "미국이 말했다"), ("미국", "미국은 말했다"),
    # Scripts that spell vowels with marks keep them; marks that may be left out may be.
    ("दिल्ली", "दिल्ली में"), ("مُحَمَّد", "محمد"), ("احمد", "أحمد"), ("رئيس", "قال الرئيس"), ("שלום", "ושלום"), ("קפה", "קָפֶה"),
    ("金正日高兴", "金正日说他很高兴"),
]  # fmt: skip


def test_a_word_is_found_however_it_is_spelt() -> None:
    """Spelling of figures, hyphens, endings and marks make no difference."""
    for typed, text in SAID_OTHERWISE:
        found = ask_script(
            make_claims_edition(text, "Nothing else."), f"matches({json.dumps(typed)}).found.map((row) => row.text)"
        )
        assert found[:1] == [text], (typed, text)


def test_vowel_signs_tell_words_apart() -> None:
    """In Devanagari and Thai a sign is a letter: two words that differ in one are two."""
    of = make_claims_edition("की", "दिन", "กา")
    assert ask_script(of, '["का", "दान", "กิ"].map((each) => matches(each).found.length)') == [0, 0, 0]


def test_a_name_is_found_by_its_other_forms() -> None:
    """Who types one form of a name finds claims with another; what a claim is to be found by need not be in it."""
    corpus = Corpus(
        Site("S"),
        entities=(Entity("us", "United States", "place", ("US", "the States")),),
        claims=(
            Claim("base", "The United States have a base.", keywords=("soldiers", "Truppen")),
            Claim("x", "Nothing."),
        ),
    )
    of = Edition(corpus, standings={claim.id: Standing(claim.id, "unsourced") for claim in corpus.claims})
    typed = ["us base", "the states base", "SOLDIERS in us", "truppen"]
    found = ask_script(of, f"{json.dumps(typed)}.map((each) => matches(each).found.map((row) => row.href)[0])")
    assert found == ["claims/base.html"] * 4


def test_words_that_say_nothing_are_passed_over() -> None:
    """Function words are not looked for, unless they are all there is or stand in capitals."""
    of = make_claims_edition("The moon is round.", "Who said it?", "WHO warned.")
    typed = ["is the moon round", "who", "WHO warned", "who said"]
    found = ask_script(of, f"{json.dumps(typed)}.map((each) => matches(each).found.map((row) => row.text))")
    assert found == [
        ["The moon is round."],
        ["Who said it?", "WHO warned."],
        ["WHO warned.", "Who said it?"],
        ["Who said it?", "WHO warned."],
    ]


def test_no_search_is_a_dead_end() -> None:
    """Where no row has all words, those with the most telling ones come first, and words that are nowhere are told."""
    of = make_claims_edition("A red moon rose.", "The moon was late.", "The moon fell.", "A red tide.")
    told = "((answer) => [answer.found.map((row) => row.text), answer.lost, answer.whole.size])"
    found = ask_script(of, f'{told}(matches("red moon dinosaur"))')
    assert found[0][0] == "A red moon rose."
    assert found[1:] == [["dinosaur"], 0]


MARKS = [
    ("korea", "In North Korea.", ["Korea"]),
    ("kor", "In North Korea, Kórean", ["Kor", "Kór"]),
    ("muller", "Łukasz Mu\u0308ller’s", ["Mu\u0308ller"]),
    ("高兴", "𝒜 金正日说他很高兴", ["高兴"]),
    ("dont", "They don’t.", ["don’t"]),
    ("koera", "In Korea", ["Korea"]),
    ("strasse", "Die Straße", ["Straße"]),
]


@pytest.mark.parametrize(("typed", "text", "marked"), MARKS)
def test_what_was_found_is_marked(typed: str, text: str, marked: list[str]) -> None:
    """The letters that were typed are marked in the text as it is written, marks and astral letters whole."""
    question = f"((text) => stretches(text, matches({json.dumps(typed)}).hits).map(([a, b]) => text.slice(a, b)))"
    assert ask_script(make_claims_edition(text), f"{question}({json.dumps(text)})") == marked


def test_slips_are_counted_as_others_count_them() -> None:
    """The number of slips is that of rapidfuzz's OSA; open-ended, that of the nearest beginning."""
    chance = random.Random(4)  # noqa: S311 - no secret
    words = ["".join(chance.choices("abc", k=chance.randint(1, 9))) for _ in range(600)]
    pairs = [(one, other, chance.randint(1, 2)) for one, other in zip(words[::2], words[1::2], strict=True)]
    pairs += [(one, one[:3] + one[4:], 1) for one in words[:100]]

    def counted(one: str, other: str, most: int) -> int:
        found = OSA.distance(one, other)
        return found if found <= most else -1

    def opened(one: str, other: str, most: int) -> int:
        found = min(OSA.distance(one, other[:end]) for end in range(len(other) + 1))
        return found if found <= most else -1

    question = f"{json.dumps(pairs)}.map((each) => [false, true].map((open) => slips(...each, open)))"
    found = ask_script(
        make_claims_edition(), f"{question}.map((each) => each.map((far) => (far === Infinity ? -1 : far)))"
    )
    assert found == [[counted(*pair), opened(*pair)] for pair in pairs]
    assert len({tuple(row) for row in found}) > 5
