"""Tags of languages (BCP 47): which are well formed and of a language, as they are usually written, and what was meant.

Languages of two letters are those of ISO 639-1; of three letters any is taken, since ISO 639-3 has some eight thousand.
"""

import re

from generator.patterns import lazy_pattern

_LONGEST = 80  # characters of a tag
_TAG = lazy_pattern(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.ASCII,
)
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn "
    "so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES = frozenset(_CODES.split())
# Codes of before, and those of three letters where there is one of two.
_SAME = {
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "ara": "ar", "ben": "bn", "chi": "zh", "deu": "de",
    "dut": "nl", "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "heb": "he", "hin": "hi",
    "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh",
}  # fmt: skip
# What is typed instead: codes of countries that are of no language, and names.
_MEANT = {
    "al": "sq", "at": "de-AT", "au": "en-AU", "bd": "bn", "by": "be", "cl": "es-CL", "cn": "zh", "cz": "cs", "dk": "da",
    "gb": "en-GB", "ge": "ka", "gr": "el", "hk": "zh-HK", "il": "he", "ir": "fa", "jp": "ja", "kh": "km", "kp": "ko",
    "kz": "kk", "lk": "si", "me": "sr", "mx": "es-MX", "np": "ne", "ph": "fil", "pk": "ur", "rs": "sr", "ua": "uk",
    "us": "en-US", "vn": "vi",
    "afrikaans": "af", "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "azerbaijani": "az",
    "bahasa": "id", "basque": "eu", "belarusian": "be", "bengali": "bn", "bosnian": "bs", "bulgarian": "bg",
    "burmese": "my", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dari": "fa-AF",
    "deutsch": "de", "dutch": "nl", "english": "en", "español": "es", "estonian": "et", "farsi": "fa",
    "filipino": "fil", "finnish": "fi", "français": "fr", "french": "fr", "galician": "gl", "georgian": "ka",
    "german": "de", "greek": "el", "gujarati": "gu", "hausa": "ha", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "icelandic": "is", "igbo": "ig", "indonesian": "id", "irish": "ga", "italian": "it", "italiano": "it",
    "japanese": "ja", "kannada": "kn", "kazakh": "kk", "khmer": "km", "korean": "ko", "kurdish": "ku", "kyrgyz": "ky",
    "lao": "lo", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk", "malay": "ms", "malayalam": "ml",
    "mandarin": "zh", "marathi": "mr", "mongolian": "mn", "montenegrin": "sr-ME", "nepali": "ne", "norwegian": "no",
    "pashto": "ps", "persian": "fa", "polish": "pl", "português": "pt", "portuguese": "pt", "punjabi": "pa",
    "romanian": "ro", "russian": "ru", "serbian": "sr", "sinhala": "si", "slovak": "sk", "slovenian": "sl",
    "somali": "so", "spanish": "es", "swahili": "sw", "swedish": "sv", "tagalog": "tl", "tamil": "ta", "telugu": "te",
    "thai": "th", "turkish": "tr", "türkçe": "tr", "ukrainian": "uk", "urdu": "ur", "uzbek": "uz", "vietnamese": "vi",
    "welsh": "cy", "yoruba": "yo", "zulu": "zu", "العربية": "ar", "עברית": "he", "русский": "ru", "українська": "uk",
    "हिन्दी": "hi", "ไทย": "th", "中文": "zh", "日本語": "ja", "한국어": "ko",
}  # fmt: skip


def canonical_tag(text: str) -> str | None:
    """Return a tag as it is usually written (`pt-BR`, `zh-Hant-TW`; `he` for `iw`); None where it is of no language."""
    found = _TAG.fullmatch(text.lower()) if len(text) <= _LONGEST else None
    if not found:
        return None
    language = _SAME.get(found["language"], found["language"])
    if len(language) == 2 and language not in _LANGUAGES:
        return None
    written = language + found[0][found.end("language") :]
    for name, form in (("region", str.upper), ("script", str.capitalize)):
        if found[name]:
            start = found.start(name) + len(language) - len(found["language"])
            written = written[:start] + form(found[name]) + written[start + len(found[name]) :]
    return written


def meant_tag(text: str) -> str | None:
    """Return the tag of a language that was named by a country's code, a word or with other signs: `ja` for `jp`."""
    plain = text.strip().casefold()
    first, *rest = re.split(r"[-_\s]+", plain)
    found = _MEANT.get(plain) or _MEANT.get(first)
    if found:
        return canonical_tag("-".join([found, *rest])) or found
    return canonical_tag("-".join([first, *rest]))
