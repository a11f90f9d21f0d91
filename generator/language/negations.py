"""Words that negate or deny a statement, by language, and the parts and endings of words that do."""

import re
from collections.abc import Iterator
from functools import cache

# Where a word begins and ends; the vowel signs of Devanagari are no \w to Python.
BEGIN, END = r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])"

# Whole words, in small letters.
_WORDS = {
    "en": "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely unlikely "
    "deny denies denied denying refuse refuses refused fail fails failed false falsely untrue unable "
    "isnt arent wasnt werent dont doesnt didnt wont cant couldnt wouldnt hasnt havent hadnt",
    "fr": "ne pas jamais aucun aucune sans ni rien nullement guère nie nient nié dément démenti démentent faux fausse",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden niemandem ohne weder "
    "nirgends kaum falsch falsche keinesfalls keineswegs bestreitet bestritt bestritten leugnet leugnete dementiert "
    "dementierte verneint verneinte",
    "es": "no nunca jamás ningún ninguna ninguno nada nadie sin tampoco ni falso falsa niega niegan negó negaron "
    "desmiente desmintió",
    "pt": "não nunca jamais nenhum nenhuma nada ninguém sem tampouco nem falso falsa nega negam negou negaram "
    "desmente desmentiu",
    "it": "non mai nessun nessuno nessuna niente nulla senza né falso falsa nega negano negato negò smentisce smentito",
    "nl": "niet geen nooit niets niemand zonder noch nergens ontkent ontkende ontkennen ontkenden ontkend onjuist",
    "sv": "inte ej aldrig ingen inget inga utan varken förnekar förnekade",
    "da": "ikke aldrig ingen intet uden hverken nægter nægtede",
    "fi": "ei emme ette eivät älä ilman",
    "pl": "nie nigdy bez żaden żadna żadne żadnych nikt nic ani zaprzecza zaprzeczył zaprzeczyła zaprzeczyli",
    "cs": "ne není nikdy bez žádný žádná nikdo nic ani nejsou",
    "ro": "nu nici niciodată fără nimeni nimic",
    "hu": "nem ne sem soha nincs nélkül senki semmi",
    "el": "δεν δε μη μην όχι ποτέ χωρίς κανείς τίποτα ούτε",
    "ru": "не нет ни никогда без никто ничто ничего нельзя отрицает отрицал отрицала отрицали отрицают опроверг "
    "опровергла опровергли опровергает",
    "uk": "не ні ніколи без ніхто ніщо нічого немає нема заперечує заперечив заперечила заперечили спростував "
    "спростувала спростували",
    "tr": "değil yok hiç hiçbir asla olmayan olmadan",
    "id": "tidak bukan belum tanpa jangan tak membantah menyangkal",
    "ms": "tidak bukan belum tanpa jangan tak menafikan",
    "vi": "không chưa chẳng đừng",
    "ar": "لا لم لن ليس ليست ليسوا وليس غير بدون دون عدم نفى نفت ينفي نافيا أنكر",
    "fa": "نه نیست نیستند بدون هیچ",
    "he": "לא אין בלי אינו אינה איננו ללא",
    "hi": "नहीं न मत बिना नही इनकार इंकार",
    "ko": "안 못 아니 아닌 아니다 없다 없는 없이",
}
# Parts of words, and patterns, where negation is written inside words or words have no spaces between them.
_PARTS = {
    "en": r"n't\b",
    "fr": r"\bn'",
    "tr": r"\b\w+(?:m[ae]d[ıiuü](?!r)|m[ae]yac|m[ae]yec|m[ae]y[ae]n|m[ıiuü]yor|m[ae]m[ıiuü]ş|m[ae]z(?:\b|l[ae]r|"
    r"d[ıi]))\w*",
    "ja": r"ない|なかった|なけれ|なく(?!な)|ません|ずに|否定|否認",
    "zh": r"不|没|沒|无|無|未|非|勿|否认|否認",
    "ar": r"\b[وف](?:لا|لم|لن|ليس|ليست|نفى|نفت)\b",
    "th": r"ไม่|มิ|ไร้",
    "ko": r"않|없|못하|못했|아니|부인",
    "cs": r"\bne(?:ní|jsou|byl|má|bude|může)\w*",
}
# What looks like a negation and is none.
_NONE = {
    "en": r"not (?:only|just|merely|least|to mention)\b|no (?:doubt|question|secret|surprise|wonder|matter)\b|"
    r"no\.? ?\d|nos?\.(?= ?\d)|without (?:a )?doubt\b|nothing but\b|whether or not\b|if not\b|no sooner\b|"
    r"not until\b|not far from\b|never before\b",
    "fr": r"non seulement|sans doute|sans aucun doute|n'importe|pas seulement|ne \w+ que\b|n'\w+ que\b",
    "de": r"kein(?:en)? zweifel\b|nicht (?:nur|zuletzt|bloß|allein)\b|ohne zweifel\b|keine frage\b|nichts als\b",
    "es": r"no (?:solo|sólo|obstante|solamente)\b|sin (?:duda|embargo)\b|nada más\b",
    "pt": r"não (?:só|apenas|somente)\b|sem dúvida\b",
    "it": r"non (?:solo|soltanto|appena)\b|senza dubbio\b",
    "nl": r"niet (?:alleen|enkel)\b|zonder twijfel\b|noch \w+ noch\b",
    "pl": r"nie tylko\b|nie mniej\b",
    "ru": r"не только\b|не менее\b|не более\b|тем не менее\b|несмотря на\b",
    "uk": r"не тільки\b|не лише\b|тим не менш\w*|незважаючи на\b",
    "tr": r"sadece değil|yalnızca değil",
    "id": r"tidak (?:hanya|lain)\b|bukan hanya\b",
    "ar": r"ليس فقط|لا سيما|لا شك|لا يزال|لا تزال|لا زال",
    "zh": "是不是|能不能|会不会|不仅|不僅|不但|不过|不過|不同|不断|不斷|不久|不少|不管|不论|不論|不只|不止|"
    "非常|非洲|未来|未來|无论|無論|无疑|無疑|除非",
    "ja": "だけでなく|のみならず|間違いな|に違いな|まもなく|間もなく|しかな|少な|危な|なければな",
    "ko": "뿐만 아니라|뿐 아니라|틀림없",
}
_UNSPACED = frozenset({"zh", "ja", "ko"})  # where a pattern may begin inside a run of letters
# Endings that turn a word into its opposite.
_ENDINGS = {
    "en": r"(?<!neverthe)(?<!nonethe)(?<!regard)(?<!doubt)(?<!count)(?<!wire)(?<=\w{3})less(?:ly|ness)?",
    "de": r"(?<=\w{3})(?<!\b[ck]ar)los(?:e[nrsm]?|igkeit)?",
    "nl": r"(?<=\w{3})(?:loos|loze)",
    "sv": r"(?<=\w{3})lös[at]?",
    "da": r"(?<=\w{3})løs[et]?",
    "fi": r"(?<=\w{2})t(?:on|ön|toma|tömä)",
    "hu": r"(?<=\w{2})(?:talan|telen|atlan|etlen|mentes)",
    "tr": r"(?<=\w{2})(?<!fran)s[ıiuü]z(?:l[ıiuü]k\w*|ca|ce)?",
}
# Words and prefixes by which one word denies another: `unsafe`, `safe`.
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "non-", "ne", "не")


def find_negation(text: str, language: str | None = None) -> str | None:
    """Return the first word or part of a word in the text that negates, in this language or, without one, in any."""
    return next(find_negations(text, language), (None, 0))[0]


def find_negations(text: str, language: str | None = None) -> Iterator[tuple[str, int]]:
    """Yield each word or part of a word in the text that negates, and where it begins."""
    plain = text.replace("’", "'")
    languages = (language,) if language in _WORDS or language in _PARTS else tuple({**_WORDS, **_PARTS})
    for found in _pattern(languages).finditer(plain):
        if found["negation"]:
            yield found["negation"], found.start()


def has_negating_ending(word: str, language: str | None = None) -> bool:
    """Return whether a word of the text ends as words do that deny what they begin with (`harmless`, `arbeitslos`)."""
    languages = tuple(_ENDINGS) if language is None else (language,)
    return any(_ending(known).search(word) for known in languages if known in _ENDINGS)


def is_opposite(word: str, other: str) -> bool:
    """Return whether one of two words is the other with a prefix that denies it."""
    shorter, longer = sorted((word.lower(), other.lower()), key=len)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _PREFIXES)


@cache
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Find negations, and first what looks like one and is none."""
    words = sorted({word for language in languages for word in _WORDS.get(language, "").split()})
    parts = [_PARTS[language] for language in languages if language in _PARTS]
    none = [
        f"{'' if language in _UNSPACED else BEGIN}(?:{_NONE[language]})" for language in languages if language in _NONE
    ]
    found = [rf"{BEGIN}(?:{'|'.join(map(re.escape, words))}){END}"] if words else []
    skipped = [rf"(?:{'|'.join(none)})"] if none else []
    return re.compile("|".join((*skipped, f"(?P<negation>{'|'.join((*found, *parts))})")), re.IGNORECASE)


@cache
def _ending(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_ENDINGS[language]})\b", re.IGNORECASE)
