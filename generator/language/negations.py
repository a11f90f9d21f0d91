"""Words that negate a statement, by language, and the endings and parts of words that do."""

import re
from functools import cache

# Whole words, in small letters. All languages are looked for at once: a text may quote another one, and a word that
# negates in one language only seldom means something else in another.
_WORDS = {
    "en": "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely unlikely "
    "deny denies denied refuse refuses refused fail fails failed false untrue isnt dont doesnt didnt wont cant",
    "fr": "ne pas jamais aucun aucune sans ni rien personne nullement guère point faux",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder nirgends kaum falsch",
    "es": "no nunca jamás ningún ninguna ninguno nada nadie sin tampoco ni falso falsa",
    "pt": "não nunca jamais nenhum nenhuma nada ninguém sem tampouco nem falso falsa",
    "it": "non mai nessun nessuno nessuna niente nulla senza né falso falsa",
    "nl": "niet geen nooit niets niemand zonder noch nergens",
    "sv": "inte ej aldrig ingen inget inga utan varken",
    "da": "ikke aldrig ingen intet uden hverken",
    "fi": "ei en et emme ette eivät älä ilman",
    "pl": "nie nigdy bez żaden żadna żadne nikt nic ani",
    "cs": "ne není nikdy bez žádný žádná nikdo nic ani nejsou",
    "ro": "nu nici niciodată fără nimeni nimic",
    "hu": "nem ne sem soha nincs nélkül senki semmi",
    "el": "δεν δε μη μην όχι ποτέ χωρίς κανείς τίποτα ούτε",
    "ru": "не нет ни никогда без никто ничто ничего нельзя",
    "uk": "не ні ніколи без ніхто нічого немає",
    "tr": "değil yok hiç hiçbir asla olmayan olmadan olmadı",
    "id": "tidak bukan belum tanpa jangan tak",
    "ms": "tidak bukan belum tanpa jangan tak",
    "vi": "không chưa chẳng đừng",
    "ar": "لا لم لن ليس ليست ليسوا غير بدون دون ما",
    "fa": "نه نیست نیستند بدون هیچ",
    "he": "לא אין בלי אינו אינה איננו אל ללא",
    "hi": "नहीं न मत बिना नही",
    "ko": "안 못 아니 아닌 아니다 없다 없는 없이",
}
# Parts of words, where negation is written inside them or words have no spaces between them.
_PARTS = {
    "en": r"n't\b",
    "ja": "ない|なかった|ません|なく|ずに|ぬ",
    "zh": "不|没|沒|无|無|未|非|勿|别",
    "th": "ไม่|มิ|ไร้",
    "ko": "않|없|못하|아니",
    "tr": r"(?:m[ae]d[ıiuü]|m[ae]yacak|m[ae]yecek|m[ıiuü]yor)\w*\b",
}
# Endings that turn a word into its opposite: -less, -los, -sız, -ton.
_ENDINGS = re.compile(r"\w(?:less|los|lose|losen|loser|loses|s[ıiuü]z|ton|tön|mentes|телен|лос)\b", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted({word for listed in _WORDS.values() for word in listed.split()})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|{'|'.join(_PARTS.values())}", re.IGNORECASE)


def find_negation(text: str) -> str | None:
    """Return the first word or part of a word in the text that negates, in any language known; None without one."""
    found = _pattern().search(text.replace("’", "'"))
    return found[0] if found else None


def has_negating_ending(word: str) -> bool:
    """Return whether the word ends as words do that deny what they begin with (`harmless`, `arbeitslos`)."""
    return _ENDINGS.search(word) is not None
