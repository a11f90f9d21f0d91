"""Figures in a text and what they come to, so that 37,000 is 37 000 and `thirty-seven thousand` is not overlooked."""

import re
import unicodedata

from generator.patterns import lazy_pattern

FIGURE = lazy_pattern(r"\d+(?:(?:[.,'’\u066b\u066c\xa0\u2009\u202f]| (?=\d{3}(?!\d)))\d+)*")
_GROUPED = lazy_pattern(r"\d{1,3}(?:([.,'’ \u066c\xa0\u2009\u202f])\d{3})(?:\1\d{3})*\Z")
SCALES = {
    "hundred": 2, "thousand": 3, "tausend": 3, "mille": 3, "mil": 3, "duizend": 3, "тысяч": 3, "тысячи": 3, "tys": 3,
    "bin": 3, "ribu": 3, "million": 6, "millions": 6, "millionen": 6, "mio": 6, "m": 6, "mn": 6, "millones": 6,
    "millón": 6,
    "milhões": 6, "milhão": 6, "milioni": 6, "milione": 6, "miljoen": 6, "миллион": 6, "миллиона": 6, "миллионов": 6,
    "млн": 6, "milyon": 6, "juta": 6, "billion": 9, "bn": 9, "milliarden": 9, "mrd": 9, "milliard": 9, "milliards": 9,
    "miljard": 9, "miliardi": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "млрд": 9, "milyar": 9, "miliar": 9,
    "k": 3, "万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8,
}  # fmt: skip
_AFTER = re.compile(r"\s?([^\W\d_]+)")
# Words for figures; the article (`a`, `ein`, `un`) is none.
_NAMES = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito "
    "dezanove vinte",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
}  # the numbers from two on, in order
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def find_figures(text: str, language: str | None = None) -> list[tuple[str, str]]:
    """Return each figure of the text as it is printed, and its value in digits: `37 000` is 37000, `five` 5."""
    found: list[tuple[int, str, str]] = []
    for figure in FIGURE.finditer(text):
        value = read_plain_figure(figure[0])
        scale = _AFTER.match(text, figure.end())
        power = SCALES.get(scale[1].lower(), 0) if scale else 0
        found.append((figure.start(), figure[0], scale_figure(value, power)))
    names = {name: str(number) for number, name in enumerate(_NAMES.get(language or "", "").split(), 2)}
    for word in _WORD.finditer(text.lower()) if names else ():
        if word[0] in names:
            scale = _AFTER.match(text, word.end())
            power = SCALES.get(scale[1].lower(), 0) if scale else 0
            found.append((word.start(), text[word.start() : word.end()], scale_figure(names[word[0]], power)))
    return [(printed, value) for _, printed, value in sorted(found)]


def read_plain_figure(figure: str) -> str:
    plain = "".join(str(unicodedata.digit(character)) if character.isdecimal() else character for character in figure)
    if _GROUPED.match(plain):
        return re.sub(r"\D", "", plain).lstrip("0") or "0"
    parts = [part for part in re.split(r"\D", plain) if part]
    whole = "".join(parts[:-1]) if len(parts) > 1 else parts[0]
    fraction = parts[-1].rstrip("0") if len(parts) > 1 else ""
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def scale_figure(value: str, power: int) -> str:
    whole, _, fraction = value.partition(".")
    fraction = fraction.ljust(power, "0")
    return (
        f"{whole}{fraction[:power]}{'.' + fraction[power:] if fraction[power:].strip('0') else ''}".lstrip("0") or "0"
    )
