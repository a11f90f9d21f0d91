"""Credits to news agencies: what says that a text is an agency's, what that a sentence is, and what says neither."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.agencies import collect_agencies
from generator.analysis.agency_names import AGENCIES
from generator.model import Entity

KNOWN = collect_agencies(())
AP, AFP, KCNA = "Associated Press", "Agence France-Presse", "Korean Central News Agency"


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("PYONGYANG, Oct 24 (Reuters) - Mr Kim was pleased.", ("Reuters",)),
        ("SEOUL, South Korea (AP) _ Mr Kim was pleased.", (AP,)),
        ("SEOUL (AP/AFP) — Mr Kim was pleased.", (AP, AFP)),
        ("A headline\n\nSEOUL, (AP): Mr Kim was pleased.", (AP,)),
        ("By Jane Roe\nAssociated Press Writer\n\nMr Kim was pleased.", (AP,)),
        ("By Jane Roe, Associated Press Writer\nMr Kim was pleased.", (AP,)),
        ("By REUTERS\n\nMr Kim was pleased.", ("Reuters",)),
        ("Mr Kim was pleased. (AFP)", (AFP,)),
        ("Mr Kim was “pleased.” — Reuters\n", ("Reuters",)),
        ("Mr Kim was pleased.\n\nSource: AFP", (AFP,)),
        ("Mr Kim was pleased.\n(AP)\n", (AP,)),
        ("© 2000 The Associated Press. All rights reserved.", (AP,)),
        ("Copyright 2000 Reuters Limited", ("Reuters",)),
        ("Reuters shares rose. He told Reuters so.", ()),
        ("Mr Kim, in a photograph (AP)\nMr Kim was pleased.", ()),
        ("(Photo: Reuters)", ()),
        ("Photo by AP", ()),
        ("The Associated Press contributed to this report.", ()),
        ("Additional reporting by Reuters", ()),
        ("KCNA said that Mr Kim was pleased.", ()),
        ("MAPS and APARTMENTS (APT) - both.", ()),
        ("", ()),
    ],
)
def test_a_credit_says_whose_the_text_is(text: str, agencies: tuple[str, ...]) -> None:
    """Datelines, bylines, lines of their own, what is in brackets after the last sentence, copyright; nothing else."""
    assert KNOWN.credits(text) == agencies


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("KCNA said on Monday that he was pleased.", (KCNA,)),
        ("A report by the official North Korean Central News Agency says improved ties will help.", (KCNA,)),
        ("The official agency, KCNA, reported it.", (KCNA,)),
        ("He was pleased, according to the Reuters news agency.", ("Reuters",)),
        ("Reuters, citing officials, said that he was pleased.", ("Reuters",)),
        ("He was pleased, an official told the Associated Press.", (AP,)),
        ("He was quoted by KCNA as saying so.", (KCNA,)),
        ("A Reuters report has it so.", ("Reuters",)),
        ("He was pleased (AFP).", (AFP,)),
        ("Reuters shares fell and he said that he was pleased.", ()),
        ("The PA said that the CP was told.", ()),
        ("He was pleased.", ()),
    ],
)
def test_an_attribution_says_whose_a_sentence_is(text: str, agencies: tuple[str, ...]) -> None:
    """Who said, reported, was told or is quoted for it; short forms that mean much else do not count here."""
    assert KNOWN.attributions(text) == agencies


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("(부산=연합뉴스) 이가람 기자 = 항만공사는 6일 새 부두를 열었다.", "Yonhap"),
        ("[대전=뉴시스] 한별 기자 = 시는 6일 새 다리를 열었다.", "Newsis"),
        ("시는 새 다리를 열었다. (연합뉴스)", "Yonhap"),
        ("저작권자(c) 연합뉴스, 무단 전재 금지", "Yonhap"),
        ("【札幌共同】北海道は6日、新しい橋を開通させた。", "Kyodo"),
        ("北海道は6日、新しい橋を開通させた。（時事）", "Jiji Press"),
        ("[大阪 6日 ロイター] - 市は新しい橋を開通させた。", "Reuters"),
        ("【6月6日 AFP】市は新しい橋を開通させた。", AFP),
        ("新华社武汉6月6日电（记者李华）新桥通车。", "Xinhua"),
        ("（中央社記者林一高雄6日電）新橋通車。", "Central News Agency"),
        ("新桥通车。\n来源：中新网", "China News Service"),
        ("ОДЕСА, 6 червня (Укрінформ) — Місто відкрило новий міст.", "Ukrinform"),
        ("Одеса. 6 червня. Інтерфакс-Україна - Місто відкрило новий міст.", "Interfax-Ukraine"),
        ("ОМСК, 6 июня. /ТАСС/. Город открыл новый мост.", "TASS"),
        ("ОМСК, 6 июня - РИА Новости. Город открыл новый мост.", "RIA Novosti"),
        ("عمّان (رويترز) - افتتحت المدينة جسرا جديدا.", "Reuters"),
        ("عمّان - أ ف ب\n\nافتتحت المدينة جسرا جديدا.", AFP),
        ("أنقرة/ الأناضول\n\nافتتحت المدينة جسرا جديدا.", "Anadolu Agency"),
        ("تبریز (ایرنا) - شهر پل تازه‌ای گشود.", "Islamic Republic News Agency"),
        ("חיפה (רויטרס) - העירייה פתחה גשר חדש.", "Reuters"),
        ("पटना, छह जून (भाषा) शहर में नया पुल खुला।", "Press Trust of India"),
        ("पटना, 6 जून (पीटीआई)। शहर में नया पुल खुला।", "Press Trust of India"),
        ("เชียงใหม่ (รอยเตอร์) - เมืองเปิดสะพานใหม่", "Reuters"),
        ("İZMİR (AA) - Kent yeni bir köprü açtı.", "Anadolu Agency"),
        ("Πάτρα (ΑΠΕ-ΜΠΕ) - Η πόλη άνοιξε νέα γέφυρα.", "Athens-Macedonian News Agency"),
    ],
)
def test_an_agency_is_credited_in_its_own_script(text: str, agency: str) -> None:
    """As papers of each country do: with the place before a sign of equality, 电 behind the date, or bare slashes."""
    assert KNOWN.credits(text) == (agency,)
    assert replace(KNOWN, sought=KNOWN.spellings_in(text)).credits(text) == (agency,)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("据新华社报道，新桥已经通车。", "Xinhua"),
        ("共同通信によると、新しい橋が開通した。", "Kyodo"),
        ("ロイターは新しい橋が開通したと報じた。", "Reuters"),
        ("연합뉴스에 따르면 새 다리가 열렸다.", "Yonhap"),
        ("Новый мост открыт, сообщает ТАСС.", "TASS"),
        ("Міст відкрито, повідомляє агентство «Укрінформ».", "Ukrinform"),
        ("قالت وكالة رويترز إن الجسر افتتح.", "Reuters"),
        ("הגשר נפתח, לפי סוכנות הידיעות רויטרס.", "Reuters"),
        ("पीटीआई के अनुसार नया पुल खुल गया।", "Press Trust of India"),
        ("به گزارش ایرنا، پل باز شد.", "Islamic Republic News Agency"),
        ("Die Brücke ist offen, meldet die Nachrichtenagentur Reuters.", "Reuters"),
        ("Le pont est ouvert, selon l’AFP.", AFP),
    ],
)
def test_an_agency_is_cited_in_other_languages(text: str, agency: str) -> None:
    """What says “according to”, before the agency or behind it."""
    assert KNOWN.attributions(text) == (agency,)
    assert replace(KNOWN, sought=KNOWN.spellings_in(text)).attributions(text) == (agency,)


@pytest.mark.parametrize(
    "text",
    [
        "(사진=연합뉴스) 새 다리가 열렸다.",
        "新しい橋（写真：ロイター）\n新しい橋が開通した。",
        "资料图（新华社 摄）",
        "市と県が共同で開発した。時事問題の番組だ。",
        "新华社大楼的电梯坏了。",
        "लेख (हिन्दी भाषा) में है।",
        "ТАСС откроет новый офис.",
        "הוא זכה בפרס (פרס העיר) ושמח.",
        "연합뉴스 본사 앞에 새 다리가 열렸다.",
    ],
)
def test_a_mention_in_any_script_is_neither(text: str) -> None:
    """Photographs, words that are also an agency's name, and an agency that the text is about."""
    assert KNOWN.credits(text) == ()
    assert KNOWN.attributions(text) == ()


def test_an_organization_lends_an_agency_its_names() -> None:
    """Every name of an organization that has an agency's name is that agency's; of a work or a person it is not."""
    own = Entity("kcna", "KCNA", "organization", ("Choson News",))
    assert collect_agencies((own,)).credits("PYONGYANG (Choson News) - He was pleased.") == (KCNA,)
    assert collect_agencies((own,)).agency("choson news") == KCNA
    assert collect_agencies((Entity("k", "KCNA", "work", ("Choson News",)),)).agency("Choson News") is None
    assert KNOWN.agency("the associated press") == AP
    assert KNOWN.agency("Herald") is None
    assert KNOWN.agency(None) is None


def test_every_agency_is_known_by_every_name() -> None:
    """Each name credits one agency, in capitals too, and no name is that of two."""
    names = [name for each in AGENCIES for name in each]
    assert len({each.casefold() for each in names}) >= len(
        {each for names in AGENCIES for each in set(map(str.casefold, names))}
    )
    for agency, *others in AGENCIES:
        for name in (agency, *others):
            assert KNOWN.credits(f"TOWN, May 2 ({name}) - It rained.") == (agency,), name
            assert KNOWN.credits(f"TOWN, May 2 ({name.upper()}) - It rained.") == (agency,), name


@given(
    st.text()
    | st.lists(st.sampled_from(["AP", "(AP)", "by", "By", ",", "\n", ".", "—", "told", "said", "©", " "])).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    """Whatever it says, the agencies found are known ones, each once."""
    found = KNOWN.credits(text)
    assert len(found) == len(set(found))
    assert {*found, *KNOWN.attributions(text)} <= {agency[0] for agency in AGENCIES}


@given(
    st.lists(
        st.sampled_from([name for agency in AGENCIES for name in (*agency, agency[0].upper())])
        | st.sampled_from(["(", ")", "by ", "By ", ", ", "\n", ". ", " - ", "told ", " said", "© ", " ", "s", "North "])
        | st.text(max_size=3)
    ).map("".join)
)
def test_the_spellings_that_stand_in_a_text_are_enough(text: str) -> None:
    """Who looks for those alone finds what he would find looking for all; where none stands, nothing is found."""
    few = replace(KNOWN, sought=KNOWN.spellings_in(text))
    assert few.credits(text) == KNOWN.credits(text)
    assert few.attributions(text) == KNOWN.attributions(text)
    assert few.sought or not KNOWN.credits(text)


def test_hostile_texts_take_linear_time() -> None:
    """What nearly is a credit, a hundred thousand characters of it, is read in a moment."""
    begin = time.process_time()
    for each in (
        "(",
        "By x ",
        "By x\n",
        "Reuters ",
        "Reuters, ",
        "(AP, ",
        "report by ",
        "according to a b ",
        "(c) ",
        ". — ",
        "\n",
        "【",
        "(서울=",
        "연합뉴스는 a",
        "据新华社",
        "передает агентство ",
        "قالت وكالة ",
        "- ТАСС ",
    ):
        text = each * (100_000 // len(each)) + " AP ТАСС"
        known = replace(KNOWN, sought=KNOWN.spellings_in(text))
        known.credits(text)
        known.attributions(text)
    assert time.process_time() - begin < 10
