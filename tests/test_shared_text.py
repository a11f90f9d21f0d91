"""Reused text: what was copied is found, however lightly edited, and what any two articles may share is not."""

import random
import time
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.text_reuse.copied_passages import PreparedText, find_copied
from generator.analysis.text_reuse.fingerprints import split_words
from generator.analysis.text_reuse.shared_text import find_shared_text
from generator.cache.memo import Memo
from generator.model import SharedPassage, SharedText

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").iterdir())
PLANNED, VISITED, LATER = (each.read_text(encoding="utf-8") for each in SEEDS)
STORY = (
    "The old harbour bridge was closed to all traffic on Thursday after divers found deep cracks in two of its six "
    "piers, the town's engineer said. The cracks had grown by nearly a hand's width since the last inspection in "
    "autumn, and lorries had been crossing the bridge at twice the permitted weight. Repairs are expected to take at "
    "least four months and to cost about six million crowns, most of which the county has agreed to pay."
)
OTHER = (
    "Shopkeepers on the quay fear for their summer. A ferry is being looked for, but none of the right size lies "
    "nearer than two days' sailing, and its owner wants more for it than the town has ever paid for anything. The "
    "fish market will move to the station square until further notice, where there is water but no shade at all."
)
MORE = (
    "Nobody could say yesterday who will clear the snow from the northern bypass once it carries every bus in town. "
    "The road was built for tractors, a farmer remarked, and it still smells of them on a warm evening in spring."
)


def shared(one: str, other: str) -> SharedText | None:
    found = find_shared_text({"one": one, "other": other})
    assert len(found) < 2
    return found[0] if found else None


def test_the_same_text_is_found_where_it_stands() -> None:
    """A passage in two texts is found with its place in both, all of its words, and the texts' ids in their order."""
    one, other = f"{OTHER}\n\n{STORY}\n\n{MORE}", f"Bridge shut\n\n{STORY}\n"
    found = find_shared_text({"b": one, "a": other})
    assert [(each.first, each.second) for each in found] == [("b", "a")]
    (passage,) = found[0].passages
    assert one[passage.start : passage.end] == other[passage.other_start : passage.other_end] == STORY.rstrip(".")
    assert passage.same == passage.words == len(split_words(STORY).forms)


@pytest.mark.parametrize(
    "edited",
    [
        STORY.upper(),
        fill(STORY, 28),
        STORY.replace("'", "’").replace("Thursday", "Thurs\u00adday"),
        STORY.replace("harbour", "harbor").replace("permitted", "allowed").replace("Thursday", "yesterday"),
        STORY.replace("the town's engineer said", "according to the town engineer").replace("at least", "some"),
        STORY.replace(" The cracks", " He explained that the cracks").replace("most of which", "most of it money that"),
        ". ".join(reversed(STORY.split(". "))),
        STORY[: len(STORY) // 2],
        STORY[len(STORY) // 2 :] + "\n\n" + MORE,
        STORY.replace(". ", ".\n\n" + MORE + "\n\n", 1),
    ],
    ids=[
        "capitals",
        "lines",
        "typography",
        "house style",
        "words",
        "clauses",
        "order",
        "first half",
        "second",
        "parted",
    ],
)
def test_light_editing_hides_nothing(edited: str) -> None:
    """Changed words, order, spelling, typography, halves and paragraphs put in between: it is still the same text."""
    found = shared(f"{STORY}\n\n{OTHER}", f"{MORE}\n\n{edited}\n\nBuses go by way of the bypass, said the operator.")
    assert found
    assert found.same > 0.3 * len(split_words(edited).forms)


PARAPHRASED = (
    "All traffic has been kept off the old bridge in the harbour since Thursday. Of its six piers, two were found by "
    "divers to have deep cracks, according to the engineer of the town, which had become nearly a hand wider after the "
    "inspection of last autumn, and lorries that weighed twice what was permitted had gone on crossing. It is expected "
    "that repairs will last four months or more, for about six million, and that the county pays for most of it."
)


def test_a_paraphrase_keeps_the_words_in_their_order() -> None:
    """Of sentences that were all rebuilt, hardly three words on end are left, but the telling ones in their order."""
    found = shared(f"{STORY}\n\n{OTHER}", f"{MORE}\n\n{PARAPHRASED}")
    assert found
    assert 0.25 * len(split_words(PARAPHRASED).forms) < found.same
    text = f"{MORE}\n\n{PARAPHRASED}"
    assert all(passage.other_start >= text.index("All traffic") for passage in found.passages)
    paragraphs = PARAPHRASED.split(". ")
    assert shared(STORY, ". ".join((paragraphs[2], paragraphs[0], paragraphs[1])))


def test_a_paragraph_of_the_wire_in_an_article_of_ones_own() -> None:
    """One paragraph, a little edited, in the middle of a long article is found, and nothing else of it."""
    lifted = STORY.split(". ", 1)[0].replace("on Thursday", "yesterday") + "."
    article = f"{VISITED[:2500]}\n\n{lifted}\n\n{VISITED[2500:]}"
    found = shared(f"{STORY}\n\n{OTHER}", article)
    assert found
    (passage,) = found.passages
    assert lifted.rstrip(".").endswith(article[passage.other_start : passage.other_end][-40:])
    assert passage.other_end - passage.other_start <= len(lifted)


def test_more_of_a_known_copy_is_named() -> None:
    """Beside a passage that was copied close by, what was paraphrased of the same report is named too."""
    first, _ = STORY.split(". ", 1)
    close = shared(STORY, f"{first}. {OTHER}")
    both = shared(STORY, f"{first}. {PARAPHRASED.split('. ', 1)[1]}")
    assert close
    assert both
    assert both.same > close.same + 15


def test_german_nouns_are_words() -> None:
    """Where every noun has a capital, capitals are no names: a rebuilt report is found, a list of names is not."""
    report = (
        "Der Stadtrat hat am Dienstag nach langer Debatte sieben Millionen Kronen für die Sanierung der undichten "
        "Becken im alten Hallenbad bewilligt. Das Dach muss vor dem Winter erneuert werden, weil Teile der Decke auf "
        "die Tribüne gefallen sind. Die Schwimmer sollen bis zum Frühjahr in das Bad der Nachbarstadt ausweichen."
    )
    rebuilt = (
        "Sieben Millionen Kronen gibt die Stadt für die Sanierung der undichten Becken im Hallenbad aus, so der "
        "Beschluss vom Dienstag. Vor dem Winter muss auch das Dach neu werden: Teile der Decke waren auf die Tribüne "
        "gestürzt. Bis zum Frühjahr sollen die Schwimmer in der Nachbarstadt trainieren."
    )
    assert shared(report, rebuilt)
    names = "Oberbürgermeister Karl Wolf, Kämmerin Anna Maria Berg, Stadtrat Hans Georg Stein und Pastor Uwe Kern"
    one = (
        f"Zur Eröffnung der neuen Schule am See, die im vorigen Jahr abgebrannt war, kamen {names}, und es gab Kuchen."
    )
    two = f"Auf den alten Friedhof, wo es seit dem Morgen heftig regnete, gingen hinter dem Sarg {names} ohne ein Wort."
    assert shared(one, two) is None


def test_every_sixth_word_may_change() -> None:
    """Of passages of a hundred words in which one in six is changed, nine in ten are found; with one in three, half."""
    dice = random.Random(1)  # noqa: S311 - the same each time
    strange = split_words(VISITED).forms

    def rewritten(rate: float) -> str:
        return " ".join(dice.choice(strange) if dice.random() < rate else each for each in STORY.split())

    for rate, least in ((0.16, 45), (0.33, 25)):
        assert sum(bool(shared(STORY, f"{OTHER}\n\n{rewritten(rate)}\n\n{MORE}")) for _ in range(50)) >= least


def test_independent_reports_share_nothing() -> None:
    """The three articles of this repository tell of one visit, its people and its history, each in its own words."""
    assert find_shared_text({"planned": PLANNED, "visited": VISITED, "later": LATER}) == ()


SAID = (
    "“We have looked at every pier and every cable of this bridge, and we cannot let anybody drive over it for another "
    "day, whatever it costs the town and whoever has to wait,” "
)


NAMES = (
    "Prime Minister Anna Maria Lindqvist-Holm, Foreign Minister Karl Johan Bernadotte, Defence Minister Eva Berg and "
    "Secretary General of the United Nations Kofi Annan "
)
DATELINE = "HOLMSTAD, Halland County, Sweden, Thursday, May 2, 2024, 06:48 GMT 07:48 UK\n"
MENU = "Front Page\nMiddle East\nSouth Asia\nFrom Our Own Correspondent\nLetter From America\nTalking Point\n"
SMALL_PRINT = (
    "© 2024 The Coast Media Group. All rights reserved. This material may not be published, broadcast, rewritten or "
    "redistributed in any form.\n"
)
LETTER = "Sign up for our newsletter and read more from the coast in your inbox every morning before breakfast.\n"
NOTE = "(An example, invented for this starter project: there is no such town, newspaper or library.)\n\n"
FIGURES = "12 4 7 33 8 91 2 44 16 5 70 12 9 3 61 88 24 17 39 40 55 62 18 27\n"
MARKS = (('"', '"'), ("„", "“"), ("‘", "’"), ("« ", " »"))


@pytest.mark.parametrize(
    "both",
    [
        SAID, *(SAID.replace("“", opening).replace("”", closing) for opening, closing in MARKS),
        NAMES, DATELINE, MENU, SMALL_PRINT, LETTER, NOTE, FIGURES, "in the early hours of the morning, ",
    ],
    ids=lambda text: str(text)[:12],
)  # fmt: skip
def test_what_any_two_may_share_is_no_copy(both: str) -> None:
    """Quotations of one speech, names, datelines, menus, small print, notes in brackets, figures and short phrases."""
    assert shared(f"{both}{OTHER}", f"{both}{MORE}") is None
    assert shared(f"{OTHER}\n\n{both}", f"{MORE}\n\n{both}") is None


def test_a_footer_of_two_is_no_copy() -> None:
    """A short last paragraph of both texts is no report: papers cut a report from its end."""
    footer = "The paper is owned by its readers and has appeared every day but Sunday since the year of the great fire."
    assert shared(f"{OTHER}\n\n{footer}", f"{MORE}\n\n{footer}\n") is None
    assert shared(f"{OTHER}\n\n{footer}\n\n{MORE}", f"{MORE}\n\n{footer}\n")
    assert shared(footer, footer)


def test_prose_around_a_quotation_is_a_copy() -> None:
    """A copied report is one passage, the quotations in it too."""
    report = (
        f"{STORY} {SAID}said the mayor, who had come down to the quay in the rain to see the barriers go up herself."
    )
    found = shared(f"{report}\n\n{OTHER}", f"{MORE}\n\n{report}")
    assert found
    assert found.passages[0].same == len(split_words(report).forms)


def test_what_many_articles_have_is_no_copy() -> None:
    """A paragraph of the collection's own stands in many of its articles; a report printed by many is found in all."""
    dice = random.Random(2)  # noqa: S311
    vocabulary = sorted({word for word in split_words(PLANNED + VISITED + LATER).forms if word.isalpha()})
    own = [" ".join(dice.choices(vocabulary, k=200)) for _ in range(40)]
    paragraph = "the island has been ruled from the mainland since the war and its fishermen have never agreed to that"
    with_paragraph = {str(each): f"{text}\n\n{paragraph}\n\n{text[::-1]}" for each, text in enumerate(own)}
    assert find_shared_text(with_paragraph) == ()
    assert len(find_shared_text(dict(list(with_paragraph.items())[:2]))) == 1
    with_report = {str(each): f"{text[:600]}\n\n{STORY} {STORY[::-1]}" for each, text in enumerate(own)}
    found = find_shared_text(with_report)
    assert len(found) == 40 * 39 // 2


def test_scripts_without_spaces() -> None:
    """Han and Thai are compared letter by letter: a copied passage is found, a common name is not."""
    one = (
        "港口大桥星期四对所有车辆关闭，因为潜水员在六个桥墩中的两个桥墩上发现了很深的裂缝。修理工程预计至少需要四个月。"
    )
    found = shared(one, f"码头上的商店老板担心夏天的生意。{one.replace('星期四', '昨天')}")
    assert found
    assert found.unit == "characters"
    assert found.same >= 40
    assert (
        shared(
            "中华人民共和国外交部发言人昨天在北京说会谈很有成果",
            "中华人民共和国外交部发言人没有回答记者的问题，他们等了一天",
        )
        is None
    )
    thai = "สะพานท่าเรือเก่าถูกปิดไม่ให้รถทุกชนิดผ่านเมื่อวันพฤหัสบดีหลังจากนักประดาน้ำพบรอยแตกลึกในตอม่อสองต้นจากหกต้น"
    assert shared(thai, f"ข่าววันนี้ {thai} จบข่าว")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "ตำรวจแถลงว่าพบรถที่หายไปแล้ว เจ้าหน้าที่ตำรวจอยู่ระหว่างการสอบสวนเพื่อดำเนินคดีตามกฎหมายต่อไป",
            "ร้านขายยาถูกงัดเมื่อคืนวาน เจ้าหน้าที่ตำรวจอยู่ระหว่างการสอบสวนเพื่อดำเนินคดีตามกฎหมายต่อไป",
        ),
        (
            "记者从市教育局获悉，今年秋季将新增三所小学，学位六千个。",
            "记者从市水务局获悉，自来水管网改造工程将于下月开工。",
        ),
        (
            "工場で火事があり、警察が詳しい原因を調べている。けが人はいない。",
            "橋で車が横転し、警察が詳しい原因を調べている。",
        ),
        ("លោករដ្ឋមន្ត្រីបានថ្លែងប្រាប់អ្នកសារព័ត៌មានថា ស្ពាននឹងបើក", "គ្រូបង្វឹកបានថ្លែងប្រាប់អ្នកសារព័ត៌មានថា កីឡាករមានសុខភាពល្អ"),
        ("ဝန်ကြီးက သတင်းထောက်များကို ပြောကြားခဲ့သည်။ တံတားဖွင့်မည်။", "နည်းပြက သတင်းထောက်များကို ပြောကြားခဲ့သည်။ ကစားသမား ကျန်းမာသည်။"),
    ],
    ids=["Thai", "Chinese", "Japanese", "Khmer", "Burmese"],
)
def test_set_phrases_of_scripts_without_spaces(one: str, other: str) -> None:
    """What every report of a police force or a ministry has is a few words, of however many letters."""
    assert shared(one, other) is None


WORDS = st.lists(st.sampled_from(STORY.split()), max_size=120).map(" ".join)


@given(one=WORDS | st.text(), other=WORDS | st.text())
def test_passages_stand_where_they_are_said_to(one: str, other: str) -> None:
    """Places are in the texts, no more words are the same than there are, and those that are, are."""
    for texts in ((one, other), (one, one)):
        for pair in find_shared_text(dict(enumerate_ids(texts))):
            for passage in pair.passages:
                assert 0 <= passage.start < passage.end <= len(texts[0])
                assert 0 <= passage.other_start < passage.other_end <= len(texts[1])
                assert 0 < passage.same <= passage.words
                assert passage.runs
                for start, end, other_start, other_end in passage.runs:
                    assert passage.start <= start < end <= passage.end
                    assert passage.other_start <= other_start < other_end <= passage.other_end
                    assert split_words(texts[0][start:end]).forms == split_words(texts[1][other_start:other_end]).forms
                assert passage.same == sum(
                    len(split_words(texts[0][start:end]).forms) for start, end, _, _ in passage.runs
                )
                assert passage.swap_texts().swap_texts() == passage


@given(one=WORDS | st.just(STORY), other=WORDS | st.just(PARAPHRASED))
def test_what_two_share_does_not_depend_on_their_order(one: str, other: str) -> None:
    """The passages are the same from either side, their places turned."""
    ahead, back = find_shared_text({"a": one, "b": other}), find_shared_text({"a": other, "b": one})
    assert [[passage.swap_texts() for passage in pair.passages] for pair in ahead] == [
        sorted(pair.passages, key=lambda each: each.other_start) for pair in back
    ]


def enumerate_ids(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(str(number), each) for number, each in enumerate(texts)]


@given(st.permutations([STORY + "\n\n" + OTHER, MORE + "\n\n" + STORY, OTHER + "\n\n" + MORE, PLANNED]))
def test_order_changes_nothing_but_the_order(texts: list[str]) -> None:
    """The same pairs are found in whatever order the texts come."""
    found = find_shared_text(dict(enumerate_ids(tuple(texts))))
    pairs = {frozenset((texts[int(each.first)], texts[int(each.second)])) for each in found}
    assert pairs == {
        frozenset((STORY + "\n\n" + OTHER, MORE + "\n\n" + STORY)),
        frozenset((STORY + "\n\n" + OTHER, OTHER + "\n\n" + MORE)),
        frozenset((MORE + "\n\n" + STORY, OTHER + "\n\n" + MORE)),
    }
    assert [(each.first, each.second) for each in found] == sorted((each.first, each.second) for each in found)


def test_pairs_that_stay_are_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what the last build found, an article more is compared with the others, and nothing else is."""
    texts = {"a": f"{STORY}\n\n{OTHER}", "b": f"{MORE}\n\n{STORY}", "c": PLANNED}
    more = {**texts, "d": f"{PLANNED}\n\n{OTHER}"}
    memo, expected = Memo(), find_shared_text(more)
    find_shared_text(texts, memo)
    compared = []

    def find(one: PreparedText, other: PreparedText) -> tuple[SharedPassage, ...]:
        compared.append({one.text, other.text})
        return find_copied(one, other)

    monkeypatch.setattr("generator.analysis.text_reuse.shared_text.find_copied", find)
    assert find_shared_text(more, Memo(memo.results)) == expected
    assert compared
    assert all(more["d"] in pair for pair in compared)


def test_small_collections() -> None:
    """No text, one, empty ones, and ones without a word share nothing."""
    for texts in ((), ("",), ("", ""), (STORY,), ("!?", "!?"), ("a", "a")):
        assert find_shared_text(dict(enumerate_ids(texts))) == ()


def test_ten_thousand_articles_take_a_minute() -> None:
    """A tenth of that many, one in ten with copied paragraphs, takes a tenth of the time, with much to spare."""
    dice = random.Random(3)  # noqa: S311
    vocabulary = [f"{'w' if each % 7 else 'W'}ord{each}" for each in range(20_000)]
    weights = [1 / (each + 3) for each in range(20_000)]
    texts = [" ".join(dice.choices(vocabulary, weights, k=600)) for _ in range(1000)]
    for number in range(100, 200):
        texts[number] = " ".join(texts[number + 300].split()[100:300]) + "\n\n" + texts[number]
    begin = time.process_time()
    found = find_shared_text(dict(enumerate_ids(tuple(texts))))
    assert time.process_time() - begin < 4
    assert [(each.first, each.second) for each in found] == [(str(each), str(each + 300)) for each in range(100, 200)]


def test_long_and_repetitive_texts_take_linear_time() -> None:
    """Texts of fifty thousand words, copied, shuffled, thinned out, and said three times over, take a moment each."""
    dice = random.Random(4)  # noqa: S311
    text = [f"word{dice.randrange(20_000)}" for _ in range(50_000)]
    shuffled = dice.sample(text, len(text))
    thrice = [f"word{number}" for number in range(15_000)] * 3
    begin = time.process_time()
    for one, other in ((text, text), (text, shuffled), (text, text[::2]), (thrice, thrice), (thrice, thrice[::-1])):
        found = shared(" ".join(one), " ".join(other))
        assert one is not other or (found and found.same == len(one))
    assert time.process_time() - begin < 15
