"""How a quote says what its claim states: what forecasts and conditions count as, and what is asked of the desk."""

import json
from pathlib import Path

import pytest

from generator.analysis.corroboration import derive_standings
from generator.analysis.independence import resolve_names
from generator.build import check_project
from generator.diagnostics import Diagnostic
from generator.model import Claim, Corpus, Evidence, Site, Source
from generator.publishing import labels
from generator.vocabulary import Corroboration, Modality, Stance

Row = tuple[Stance, str, Modality | None]


def claim_of(*rows: Row) -> Claim:
    evidence = tuple(
        Evidence("c", number, source, "q", stance, modality=modality)
        for number, (stance, source, modality) in enumerate(rows, start=1)
    )
    return Claim("c", "S", evidence=evidence)


def judge(claim: Claim) -> Corroboration:
    corpus = Corpus(Site("T"), tuple(Source(id, "") for id in "abc"), claims=(claim,))
    return derive_standings((claim,), resolve_names(corpus))["c"].corroboration


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("supports", "a", "forecast")], "unsourced"), ([("supports", "a", "conditional")], "unsourced"),
        ([("supports", "a", "stated")], "single-source"), ([("supports", "a", "said")], "single-source"),
        ([("supports", "a", None), ("supports", "b", "forecast")], "single-source"),
        ([("supports", "a", None), ("refutes", "b", "conditional")], "single-source"),
        ([("refutes", "a", "denied")], "refuted"), ([("refutes", "a", "forecast")], "unsourced"),
        ([("supports", "a", None), ("refutes", "b", "denied")], "contested"),
        ([("supports", "a", None), ("refutes", "a", "forecast")], "single-source"),
    ],
)  # fmt: skip
def test_a_forecast_and_a_condition_count_as_mentions(rows: list[Row], says: Corroboration) -> None:
    """Whatever their stance; a denial counts by its stance."""
    assert judge(claim_of(*rows)) == says


def test_readers_see_what_only_foretells() -> None:
    """The quote's badge has the word, and the summary tells of it apart from what supports."""
    claim = claim_of(("supports", "a", None), ("supports", "b", "forecast"), ("mentions", "c", None))
    corpus = Corpus(Site("T"), tuple(Source(id, "") for id in "abc"), claims=(claim,))
    standing = derive_standings((claim,), resolve_names(corpus))["c"]
    assert [labels.evidence_badge(evidence).word for evidence in claim.evidence] == [
        "Supports", "Supports (forecast)", "Mentions",
    ]  # fmt: skip
    assert labels.summarize_standing(claim, standing, "en") == (
        "1 source supports this.", "1 source mentions it.", "1 source only forecasts that it is so.",
    )  # fmt: skip


def findings(folder: Path, statement: str, quote: str, language: str = "en", **more: str) -> list[Diagnostic]:
    """Return the diagnostics of a claim with one quote, which is all but the last words of its source."""
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds/a.txt").write_text(f"{quote}, 21.", encoding="utf-8")
    evidence = {"source": "a", "quote": quote, "stance": "supports", **more}
    project = {
        "site": {"title": "T", "language": language},
        "sources": {"a": {"file": "seeds/a.txt", "language": language}},
        "claims": {"c": {"statement": statement, "evidence": [evidence]}},
    }
    (folder / "claims.yaml").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    return [found for found in check_project(folder).diagnostics if found.code in ("modality-differs", "bad-value")]


@pytest.mark.parametrize(
    ("language", "statement", "quote"),
    [
        ("en", "The ferry company bought two electric ships.",
         "The ferry company will buy two electric ships in May"),
        ("en", "The harbour closed for a week in June.", "The harbour could close for a week in June"),
        ("en", "The mayor opened the new fish market.", "The mayor is expected to open the new fish market"),
        ("en", "The yard sold its crane to a museum.", "The yard denied that it had sold its crane to a museum"),
        ("en", "The island has a doctor again.", "If the council pays, the island has a doctor again"),
        ("en", "The lighthouse keeper retired in May.", "Next year the lighthouse keeper would retire in May"),
        ("de", "Die Werft entließ vierzig Schweißer.", "Die Werft könnte vierzig Schweißer entlassen"),
        ("fr", "La mairie a vendu le vieux phare.", "La mairie pourrait vendre le vieux phare"),
        ("es", "El puerto recibió tres cruceros grandes.", "El puerto recibirá tres cruceros grandes"),
        ("it", "Il porto è chiuso per lavori.", "Il porto sarà chiuso per lavori"),
        ("nl", "De haven sluit twee oude kades.", "De haven zal twee oude kades sluiten"),
        ("pl", "Port zamknął stary terminal promowy.", "Niebawem stary terminal promowy będzie port stary terminal"),
        ("ru", "Порт закрыл старый причал.", "Летом будет закрыт старый причал порта"),
        ("id", "Pelabuhan menutup dermaga lama.", "Dinas akan menutup dermaga lama"),
        ("zh", "市政府关闭了旧码头。", "市政府将于五月关闭旧码头"),
        ("zh", "工厂解雇了四十名焊工。", "工厂可能解雇四十名焊工"),
        ("zh", "船廠賣掉了起重機。", "如果市政府付錢，船廠就賣掉起重機"),
        ("zh", "船厂卖掉了起重机。", "船厂否认卖掉了起重机"),
        ("ja", "市は古い桟橋を閉鎖した。", "市は来月、古い桟橋を閉鎖する予定だ"),
        ("ja", "工場は溶接工を解雇した。", "工場は溶接工を解雇する可能性がある"),
        ("ja", "造船所はクレーンを売却した。", "造船所はクレーンを売却したことを否定した"),
        ("ko", "시는 낡은 부두를 폐쇄했다.", "시는 다음 달 낡은 부두를 폐쇄할 예정이다"),
        ("ko", "공장은 용접공을 해고했다.", "공장은 용접공을 해고할 것이다"),
        ("ko", "조선소는 기중기를 팔았다.", "조선소는 기중기를 팔 수도 있다"),
        ("ar", "أغلقت المدينة الرصيف القديم.", "ستغلق المدينة الرصيف القديم"),
        ("ar", "المصنع فصل أربعين عاملا.", "من المتوقع أن يفصل المصنع أربعين عاملا"),
        ("ar", "أغلق المصنع أبوابه.", "قد يغلق المصنع أبوابه"),
        ("th", "เมืองปิดท่าเรือเก่า", "เมืองจะปิดท่าเรือเก่าในเดือนหน้า"),
        ("th", "โรงงานเลิกจ้างช่างเชื่อม", "โรงงานอาจเลิกจ้างช่างเชื่อม"),
    ],
)  # fmt: skip
def test_a_quote_that_is_no_plain_statement(language: str, statement: str, quote: str, tmp_path: Path) -> None:
    """A quote that foretells, supposes or denies what its claim states is `modality-differs`."""
    assert [found.code for found in findings(tmp_path, statement, quote, language)] == ["modality-differs"]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The ferry company will buy two electric ships.", "The ferry company would buy two electric ships"),
        ("The ferry company plans to buy two ships.", "The ferry company will buy two ships in May"),
        ("The mayor opened the fish market.", "The mayor, who will retire in May, opened the fish market"),
        ("The mayor opened the fish market.", "The mayor opened the fish market, which could close soon"),
        ("The yard sold its crane.", "The yard sold its crane and may buy another one"),
        ("The harbour was shut in May.", "The harbour was shut in May"),
        ("The yard never sold its crane to anybody.", "The yard has not sold its crane to anybody"),
        ("The festival of Will May drew a crowd in May.", "In May the festival of Will May drew a crowd"),
    ],
)  # fmt: skip
def test_what_is_no_other_modality(statement: str, quote: str, tmp_path: Path) -> None:
    """A cue that the statement has too, or that is said of something else, is none."""
    assert findings(tmp_path, statement, quote) == []


@pytest.mark.parametrize(
    ("language", "statement", "quote"),
    [
        ("zh", "市政府关闭了旧码头。", "市政府关闭了旧码头，将军出席了仪式"),
        ("zh", "市政府将关闭旧码头。", "市政府将于五月关闭旧码头"),
        ("zh", "将军参观了旧码头。", "将军参观了旧码头"), ("zh", "法官参观了若干旧码头。", "法官参观了若干旧码头"),
        ("ja", "市は古い桟橋を閉鎖した。", "市は古い桟橋を閉鎖した。新しい桟橋は来年開く予定だ"),
        ("ja", "市は桟橋を閉鎖する予定だ。", "市は桟橋を閉鎖する予定だ"),
        ("ko", "시는 낡은 부두를 폐쇄했다.", "시는 낡은 부두를 폐쇄했다"),
        ("ko", "시는 부두를 폐쇄할 계획이다.", "시는 부두를 폐쇄할 예정이다"),
        ("ar", "اشترت المدينة سيارة إسعاف.", "اشترت المدينة سيارة إسعاف من ستة مصانع"),
        ("ar", "قد أغلقت المدينة الرصيف.", "وقد أغلقت المدينة الرصيف"),
        ("ar", "سأل الوزير عن سياسة المدينة.", "سأل الوزير عن سياسة المدينة"),
        ("th", "อาจารย์ปิดโรงเรียนเก่า", "อาจารย์ปิดโรงเรียนเก่า"),
        ("th", "เมืองจะปิดท่าเรือเก่า", "เมืองจะปิดท่าเรือเก่า"),
        ("th", "ชาวบ้านหากินที่ท่าเรือเก่า", "ชาวบ้านหากินที่ท่าเรือเก่า"),
    ],
)  # fmt: skip
def test_what_is_no_other_modality_elsewhere(language: str, statement: str, quote: str, tmp_path: Path) -> None:
    """Nor are parts of other words, of names and of what is said of something else, in scripts without spaces too."""
    assert findings(tmp_path, statement, quote, language) == []


@pytest.mark.parametrize(
    "quote",
    [
        "Perhaps the mayor opened the new fish market", "The mayor opened the new fish market, if the paper is right",
        "It is hoped that, despite the rain, the mayor opened the new fish market",
        "Should the rain stop, the mayor opened the new fish market",
        "In all likelihood, the mayor opened the fish market",
        "The mayor is now thought likely to open the new fish market",
    ],
)  # fmt: skip
def test_cues_of_a_whole_sentence(quote: str, tmp_path: Path) -> None:
    """Some cues are said of all of their sentence, wherever they are in it."""
    assert findings(tmp_path, "The mayor opened the new fish market.", quote)


@pytest.mark.parametrize("modality", ["stated", "said", "forecast", "conditional"])
def test_what_the_desk_has_said_is_not_asked(modality: str, tmp_path: Path) -> None:
    """A typed modality, `stated` too, is the desk's word."""
    quote = "The ferry company will buy two electric ships"
    assert findings(tmp_path, "The ferry company bought two electric ships.", quote, modality=modality) == []


def test_a_denial_does_not_support(tmp_path: Path) -> None:
    """`denied` with `supports` is `bad-value`; with the other stances it is right."""
    quote = "The yard denied that it had sold its crane"
    (found,) = findings(tmp_path, "The yard sold its crane.", quote, modality="denied")
    assert found.code == "bad-value"
    for stance in ("refutes", "qualifies", "mentions"):
        assert findings(tmp_path, "The yard sold its crane.", quote, modality="denied", stance=stance) == []
