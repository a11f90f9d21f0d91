"""Words that say nothing of what a sentence is about."""

from collections.abc import Mapping
from functools import cache


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that every statement may have, whatever its subject, by language.
FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "a about above according across after again against ago all almost already also although always am among "
        "an and another any anything are around as asked at away be became because become been before being below "
        "between both but by called came can cannot could describe described describes did didn do does doesn "
        "doing don done down dr during each either else enough even ever every everything few for from further "
        "gave get gets getting give given gives go goes going gone got had has have having he her here hers "
        "herself him himself his how however i if in instead into is isn it its itself just keep kept know known "
        "last later least less let like made make makes making many may me might mine more most mr mrs ms much "
        "must my myself near neither never no none nor not nothing now of off often on once one only onto or "
        "other others our ours out over own per perhaps put quite rather really said same saw say saying says see "
        "seen several shall she should since so some something soon still such take taken takes tell than that "
        "the their theirs them themselves then there these they thing things this those though through thus to "
        "together told too took toward towards two under unless until up upon us use used very via was wasn way "
        "we well went were weren what when where whether which while who whom whose why will with within without "
        "won would yes yet you your yours"
    ),
    "de": _words(
        "aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim bereits "
        "bis da dabei dafür damit dann daran das dass dem den denen der deren des dessen die dies diese diesem "
        "diesen dieser dieses doch dort du durch ein eine einem einen einer eines er erst es etwa etwas für ganz "
        "gegen gibt habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins "
        "ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können man mehr mit muss nach nicht "
        "noch nun nur ob oder ohne sagt sagte schon sei sein seine seinem seinen seiner seit sich sie sind so "
        "soll sollen sollte um und uns unter viel viele vom von vor war waren was weil weiter wenn wer werde "
        "werden wie wieder will wir wird wo wurde wurden zu zum zur zwischen über"
    ),
    "es": _words(
        "a al algo algunas algunos ante antes así aunque bajo bien cada como con contra cual cuando de del desde "
        "después dijo donde dos durante e el ella ellas ellos en entre era eran es esa ese eso esta estas este "
        "esto estos está están fue fueron ha habia había han hasta hay la las le les lo los me mientras muy más "
        "ni no nos o otra otras otro otros para pero poco por porque que quien qué se según ser si sido sin sobre "
        "son su sus sí también tan tanto tiene tienen todo todos tras tu un una unas uno unos y ya"
    ),
    "fr": _words(
        "a afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir ce cela celle celui "
        "ces cet cette ceux chaque chez comme contre dans de depuis des deux dit donc dont du elle elles en "
        "encore entre est et eu fait font il ils je jusqu la le les leur leurs lors lui ma mais me mes moins mon "
        "même ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour quand que quel quelle "
        "qui sa sans se selon ses si son sont sous sur ta toujours tous tout toute toutes très tu un une vers vos "
        "votre vous y étaient était été être"
    ),
    "it": _words(
        "a ad ai al alla alle allo anche ancora avere aveva avevano c che chi ci come con contro cosa così cui da "
        "dagli dai dal dalla dalle dallo degli dei del della delle dello dentro di dice dopo dove due durante e ed "
        "era erano essere fa fare fino fra gli ha hanno i il in invece io l la le lei lo loro lui ma mentre molto "
        "ne negli nei nel nella nelle nello no noi non nostro o ogni oltre per perché però più poco poi prima "
        "qualche quando quanto quella quelle quelli quello questa queste questi questo sarà se secondo sempre "
        "senza si sia sono sotto stata state stati stato sua sue sugli sui sul sulla sulle suo suoi tra tutta "
        "tutte tutti tutto un una uno verso è"
    ),
    "nl": _words(
        "aan al alle alleen als altijd andere bij binnen daar dan dat de deze die dit doen door dus een eens en "
        "enkele er geen haar had hadden heb hebben heeft hem hen het hier hij hoe hun iets ik in is ja kan kon "
        "kunnen maar meer men met mijn moet moeten na naar niet nog nu of om omdat onder ons ook op over sinds te "
        "tegen toch toen tot tussen twee uit van veel volgens voor waar waren was wat we weer wel werd werden wie "
        "wil worden wordt ze zei zich zij zijn zo zonder zou zouden zullen"
    ),
    "pt": _words(
        "a ainda algumas alguns além ano anos antes ao aos apenas após as assim até cada com como contra da das de "
        "depois desde dessa desse desta deste disse do dois dos durante e ela elas ele eles em enquanto entre era "
        "eram essa esse esta estava este está estão eu foi foram há isso já lhe mais mas me mesma mesmo muito na "
        "nas nem no nos não nós o onde os ou outra outras outro outros para pela pelas pelo pelos pode pois por "
        "porque pouco quando que quem se segundo seja sem sempre ser será seu seus sido sobre sua suas são também "
        "tem tinha toda todas todo todos três um uma você à às é"
    ),
    "ru": _words(
        "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже два для до его "
        "ее если есть еще ещё её же за здесь и из или им их к как когда которая которого которое которой котором "
        "которые который которых кто лет ли между меня много может можно мы на над нас не него нее нет ни них но "
        "ну о об один однако он она они оно от очень перед по под после потом потому почти при про раз с сам "
        "своего своей своих свою себя сейчас сказал со так также такие такой там тем теперь то тогда того тоже "
        "только том тот три тут ты у уже чем через что чтобы эта эти этих это этого этой этом этот я"
    ),
}


@cache
def _all_function_words() -> frozenset[str]:
    return frozenset().union(*FUNCTION_WORDS.values())


def is_function_word(word: str) -> bool:
    """Whether the word, in small letters, is a function word of any language in FUNCTION_WORDS."""
    return word in _all_function_words()


# Also words of everyday speech, in which sentences of one subject differ: `suggest` weighs sentences by what is left,
# and its weights were learned with this list.
SPOKEN_STOP_WORDS = frozenset(
    _words(
        "a about above after again against all also am an and any are as at be because been before being between "
        "both but by can could did do does doing done down during each few for from further had has have having he "
        "her here hers him his how i if in into is it its itself just me more most my no nor not now of off on once "
        "only or other our out over own said same say says she should so some such than that the their them then "
        "there these they this those through to told too under until up very was we were what when where which while "
        "who whom why will with would you your mr mrs ms dr actually another anybody anything around away back came "
        "come comes even ever every everybody everyone exactly find first gave get gets getting give go goes going "
        "gone gonna good got great happen happened happens keep kind know knows let like little look looking lot lots "
        "made make makes making many maybe might mean much must need never new one ones put really right see seen "
        "since somebody something still take taken takes talk talked talking tell thing things think thought time "
        "today together took two want wanted wants way well went whole word yes yet"
    )
)
