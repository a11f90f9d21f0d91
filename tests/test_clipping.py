"""Words beside a passage that deny, doubt or restrict it, in each language that has a list of them."""

import pytest

from generator.language.clipping import find_qualifier
from generator.language.qualifiers import CLUES

# Sentences with the quote between » and «, each cut from what changes it.
CLIPPED = {
    "en": (
        "The mayor denied that »the bridge had been closed«.",
        "There is no evidence that »the water was poisoned«.",
        "It is unclear whether »the school will reopen«.",
        "It is false that »the vote was delayed«.",
        "Experts doubt that »the dam will hold«.",
        "The firm failed to »deliver the buses on time«.",
        "»The tunnel is safe«, although two inspectors disagree.",
        "»The tunnel is safe«, a claim that two inspectors reject.",
        "At least »40 houses were flooded«.",
        "The ex-»minister resigned«.",
        "He was accused of »taking the money«.",
        "Nearly »37,000 people signed«.",
        "It is not true that »the tax was doubled«.",
        "Few believe that »the tax was doubled«.",
        "The company has yet to prove that »its filter works«.",
        "She stopped short of saying »the plan had failed«.",
        "Unless the rain stops, »the match will be cancelled«.",
        "»The factory will close« if no buyer is found.",
        "»The drug works«, but only in mice.",
        "Neither the mayor nor the council »knew of the leak«.",
        "Hardly anyone »paid the fine«.",
        "Reports that »the minister had resigned« are false.",
        "The rumour that »the bank was bankrupt« spread.",
    ),
    "de": (
        "Der Bürgermeister bestritt, dass »die Brücke gesperrt war«.",
        "Es gibt keine Belege dafür, dass »das Wasser vergiftet war«.",
        "Es ist unklar, ob »die Schule wieder öffnet«.",
        "»Die Brücke ist sicher«, aber zwei Prüfer widersprechen.",
        "Bis zu »400 Häuser wurden überflutet«.",
        "Es ist falsch, dass »die Wahl verschoben wurde«.",
        "Wenn »der Regen aufhört«, beginnt das Spiel.",
    ),
    "fr": (
        "Le maire nie que »le pont ait été fermé«.",
        "Il n'y a aucune preuve que »l'eau ait été empoisonnée«.",
        "On ignore si »l'école va rouvrir«.",
        "»Le pont est sûr«, mais deux inspecteurs en doutent.",
        "Jusqu'à »400 maisons ont été inondées«.",
        "Il est faux que »le vote ait été reporté«.",
        "Les experts doutent que »le barrage tienne«.",
    ),
    "es": (
        "El alcalde negó que »el puente estuviera cerrado«.",
        "No hay pruebas de que »el agua estuviera envenenada«.",
        "No está claro si »la escuela volverá a abrir«.",
        "»El puente es seguro«, pero dos inspectores lo dudan.",
        "Hasta »400 casas se inundaron«.",
        "Es falso que »se aplazara la votación«.",
    ),
    "pt": (
        "O prefeito negou que »a ponte estivesse fechada«.",
        "Não há provas de que »a água estava envenenada«.",
        "Não se sabe se »a escola vai reabrir«.",
        "»A ponte é segura«, mas dois inspetores duvidam.",
        "Até »400 casas foram inundadas«.",
        "É falso que »a votação foi adiada«.",
    ),
    "it": (
        "Il sindaco ha negato che »il ponte fosse chiuso«.",
        "Non ci sono prove che »l'acqua fosse avvelenata«.",
        "Non è chiaro se »la scuola riaprirà«.",
        "»Il ponte è sicuro«, ma due ispettori ne dubitano.",
        "Fino a »400 case sono state allagate«.",
        "È falso che »il voto sia stato rinviato«.",
    ),
    "nl": (
        "De burgemeester ontkende dat »de brug gesloten was«.",
        "Er is geen bewijs dat »het water vergiftigd was«.",
        "Het is onduidelijk of »de school weer opengaat«.",
        "»De brug is veilig«, maar twee inspecteurs betwijfelen dat.",
        "Minstens »400 huizen liepen onder«.",
    ),
    "ru": (
        "Мэр отрицал, что »мост был закрыт«.",
        "Нет доказательств того, что »вода была отравлена«.",
        "Неясно, откроется ли »школа снова«.",
        "»Мост безопасен«, но два инспектора сомневаются.",
        "До »400 домов были затоплены«.",
        "Неправда, что »выборы перенесли«.",
    ),
    "uk": (
        "Мер заперечив, що »міст був закритий«.",
        "Немає доказів того, що »вода була отруєна«.",
        "Невідомо, чи »школа знову відкриється«.",
        "»Міст безпечний«, але два інспектори сумніваються.",
        "Щонайменше »400 будинків затопило«.",
        "Неправда, що »вибори перенесли«.",
    ),
    "pl": (
        "Burmistrz zaprzeczył, że »most był zamknięty«.",
        "Nie ma dowodów, że »woda była zatruta«.",
        "Nie wiadomo, czy »szkoła zostanie otwarta«.",
        "»Most jest bezpieczny«, ale dwaj inspektorzy wątpią.",
        "Co najmniej »400 domów zostało zalanych«.",
        "Nieprawdą jest, że »wybory przełożono«.",
    ),
    "tr": (
        "Belediye başkanı »köprünün kapalı olduğunu« yalanladı.",
        "»Suyun zehirli olduğu« iddiası asılsız.",
        "»Köprü güvenli«, ama iki müfettiş aynı fikirde değil.",
        "En az »400 ev sular altında kaldı«.",
        "Eğer »yağmur durursa« maç başlayacak.",
    ),
    "id": (
        "Wali kota membantah bahwa »jembatan itu ditutup«.",
        "Tidak ada bukti bahwa »air itu beracun«.",
        "Belum jelas apakah »sekolah akan dibuka lagi«.",
        "»Jembatan itu aman«, tetapi dua pemeriksa meragukannya.",
        "Sedikitnya »400 rumah terendam«.",
    ),
    "ar": (
        "نفى رئيس البلدية أن »الجسر كان مغلقا«.",
        "لا دليل على أن »الماء كان مسموما«.",
        "لا يعرف إذا »كانت المدرسة ستفتح«.",
        "»الجسر آمن«، لكن مفتشين يشككان في ذلك.",
        "ما لا يقل عن »400 منزل غمرتها المياه«.",
    ),
    "hi": (
        "महापौर ने »पुल के बंद होने की खबर« का खंडन किया।",
        "»पुल सुरक्षित है«, लेकिन दो निरीक्षक असहमत हैं।",
        "अगर »बारिश रुक गई« तो मैच होगा।",
        "कम से कम »400 घर डूब गए«।",
        "»पानी में जहर था« यह गलत है।",
    ),
    "ko": (
        "시장은 »다리가 폐쇄되었다는 보도«를 부인했다.",
        "»다리는 안전하다«, 하지만 두 검사관은 의심한다.",
        "만약 »비가 그치면« 경기가 시작된다.",
        "최대 »400채가 침수됐다«.",
        "»물이 오염되었다는« 것은 사실이 아니다.",
    ),
    "zh": (
        "市长否认»大桥已经关闭«。",
        "没有证据表明»水里有毒«。",
        "目前不清楚是否»学校会重新开放«。",
        "»大桥是安全的«，但两名检查员表示怀疑。",
        "至少»400所房屋被淹«。",
        "如果»雨停了«，比赛就开始。",
    ),
    "ja": (
        "市長は»橋が閉鎖されたこと«を否定した。",
        "»水に毒が入っていた«という証拠はない。",
        "»橋は安全だ«が、検査官は疑っている。",
        "少なくとも»400棟が浸水した«。",
        "»学校が再開する«かどうかは不明だ。",
    ),
}
SOUND = (
    "In May »the council opened a library«.",
    "It was not until Friday that »the council acted«.",
    "The council, which had not met for months, »opened a library«.",
    "It was not a surprise that »the bridge closed«.",
    "Nobody was hurt when »the crane fell on Monday«.",
    "In the last few days »the council has met twice«.",
    "The mayor did not deny that »the bridge had been closed«.",
    "She did not know that »the bridge was closed«.",
    "Although it rained, »the parade went on«.",
    "»The bridge is not open« yet.",
    "There was no rain and »the match was played«.",
    "Not far from the station »a crane fell«.",
    "»The council met on Monday«, the mayor said.",
    "He left without a word and »the meeting ended«.",
    "By 2020 »40 people had left«.",
    "Over the years »40 people have worked here«.",
)


def qualifier_of(sentence: str, language: str) -> tuple[str, str, bool] | None:
    before, rest = sentence.split("»")
    passage, after = rest.split("«")
    found = find_qualifier(before, passage, after, language)
    return (found.words, found.kind, found.sure) if found else None


def test_every_language_with_clues_has_sentences() -> None:
    """No word list is untried."""
    assert set(CLIPPED) == set(CLUES)


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, sentence) for language, rows in CLIPPED.items() for sentence in rows]
)
def test_a_quote_cut_from_what_changes_it(language: str, sentence: str) -> None:
    """A negation, denial, doubt, condition, hedge or bound right before the quote, or a contrast right after it."""
    found = qualifier_of(sentence, language)
    assert found
    assert found[2]


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sound_part_of_a_sentence(sentence: str) -> None:
    """What negates another clause, or presupposes what the quote says, is no finding."""
    assert qualifier_of(sentence, "en") is None


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("The ex-»president spoke«.", "ex-", "part"),
        ("They want a smoke»-free city«.", None, None),
        ("They want »a smoke«-free city.", "-free", "part"),
        ("He said 20–»30 houses burned«.", "20–", "bound"),
        ("It lasted »from May, for 20«–30 days.", "–3", "bound"),
        ("Up to »37,000 troops are there«.", "up to", "bound"),
        ("Up to »many troops are there«.", None, None),
    ],
)
def test_parts_cut_at_the_edge(sentence: str, words: str | None, kind: str | None) -> None:
    """Prefixes, suffixes and ranges that the quote's edge cuts count in any language, bounds before a figure only."""
    found = qualifier_of(sentence, "en")
    assert (found and found[:2]) == ((words, kind) if words else None)
    if kind == "part":
        assert qualifier_of(sentence, "xx") == found


def test_what_is_only_told_on_demand() -> None:
    """Words that sound quotes often stand beside make a finding that is not sure."""
    assert qualifier_of("The mayor hopes that »the bridge will open«.", "en") == ("hopes that", "hedge", False)
    assert qualifier_of("»The council fired the clerk«, who denied wrongdoing.", "en") == ("denied", "doubt", False)


def test_a_language_that_is_not_known_has_no_clues() -> None:
    """Nothing is said of a sentence in a language without lists."""
    assert qualifier_of("Borgmesteren sagde ikke at »broen var lukket«.", "da") is None
