"""Numbers written in words, by language: `thirty-seven thousand`, `siebenunddreißigtausend`, `drittens`, `三百`.

For each language words and what they come to; words that join them; and, where numbers are written as one word, that
they are. Words that often are no figure (`one`, `second`) are weak.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from generator.patterns import lazy_pattern
from generator.values import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
_FACTORS = (10, 12, 100)  # what numbers before them are multiplied with
_TEEN = 10.5  # Indonesian belas: three + belas is thirteen
_HUNDREDS = (200, 300, 400, 500, 600, 700, 800, 900)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of a language for numbers: from nought to nineteen, tens, hundreds, and others with their values.

    A word may have several forms, parted by `/`. `ordinals` are from the first on.
    """

    low: str
    tens: str
    others: Mapping[str, float]
    ordinals: str = ""
    hundreds: str = ""
    joins: str = ""
    compound: bool = False
    weak: str = ""


LANGUAGES = {
    "en": NumberWords(
        "zero/nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
        {"hundred": 100, "hundredth": 100, "thousand": 1e3, "thousandth": 1e3, "million": 1e6, "billion": 1e9,
         "trillion": 1e12, "dozen": 12, "couple": 2, "pair": 2, "twice": 2, "thrice": 3, "double": 2,
         "doubled": 2, "triple": 3, "tripled": 3, "half": 0.5, "halved": 0.5, "twentieth": 20, "thirtieth": 30,
         "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
         "lakh": 1e5, "crore": 1e7, "decade": 10, "century": 100, "single": 1, "sole": 1, "once": 1, "none": 0,
         "no": 0, "nobody": 0, "both": 2, "twins": 2},
        "first second third/thirds fourth fifth/fifths sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
        joins="and a",
        weak="one first second couple pair half single sole once none no nobody both decade century double "
        "zero nought halved doubled twice hundred thousand million billion trillion dozen twins",
    ),
    "de": NumberWords(
        "null ein/eins/eine/einen/einem/einer zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
        "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
        {"hundert": 100, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9,
         "dutzend": 12, "halb": 0.5, "halbe": 0.5, "hälfte": 0.5, "beide": 2, "beiden": 2, "drittel": 1 / 3,
         "viertel": 0.25, "anderthalb": 1.5, "eineinhalb": 1.5, "doppelt": 2, "zweimal": 2, "dreimal": 3, "kein": 0,
         "keine": 0, "jahrzehnt": 10, "jahrhundert": 100},
        "erste/erster/ersten zweite/zweiter/zweiten dritte/dritter/dritten vierte/vierten fünfte/fünften "
        "sechste/sechsten siebte/siebten achte/achten neunte/neunten zehnte/zehnten elfte/elften zwölfte/zwölften",
        joins="und", compound=True,
        weak="ein eins eine einen einem einer halb halbe hälfte beide beiden erste erster ersten kein keine null acht "
        "jahrzehnt jahrhundert doppelt drittel viertel hundert tausend million millionen milliarde milliarden dutzend",
    ),
    "fr": NumberWords(
        "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf",
        "vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante",
        {"cent": 100, "cents": 100, "mille": 1e3, "millier": 1e3, "milliers": 1e3, "million": 1e6, "millions": 1e6,
         "milliard": 1e9, "milliards": 1e9, "douzaine": 12, "dizaine": 10, "vingtaine": 20, "trentaine": 30,
         "quarantaine": 40, "cinquantaine": 50, "centaine": 100, "moitié": 0.5, "demi": 0.5, "demie": 0.5,
         "tiers": 1 / 3, "quart": 0.25, "double": 2, "triple": 3, "aucun": 0, "aucune": 0, "décennie": 10,
         "siècle": 100},
        "premier/première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
        "douzième",
        joins="et",
        weak="un une premier première moitié demi demie double aucun aucune zéro décennie siècle tiers quart cent "
        "cents mille million millions milliard milliards milliers neuf",
    ),
    "es": NumberWords(
        "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        {"cien": 100, "ciento": 100, "mil": 1e3, "miles": 1e3, "millón": 1e6, "millones": 1e6, "docena": 12,
         "mitad": 0.5, "medio": 0.5, "media": 0.5, "tercio": 1 / 3, "cuarto": 0.25, "doble": 2, "triple": 3,
         "veintiuno": 21, "veintiún": 21, "veintidós": 22, "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25,
         "veintiséis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "década": 10, "siglo": 100,
         "ambos": 2, "ambas": 2},
        "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta quinto/quinta sexto/sexta "
        "séptimo/séptima octavo/octava noveno/novena décimo/décima",
        "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
        "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
        joins="y",
        weak="un uno una primero primer primera segundo segunda mitad medio media cero década siglo doble ambos ambas "
        "tercio cuarto cuarta mil miles millón millones cien",
    ),
    "pt": NumberWords(
        "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
        "dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        {"cem": 100, "cento": 100, "mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9,
         "dúzia": 12, "metade": 0.5, "meio": 0.5, "meia": 0.5, "terço": 1 / 3, "quarto": 0.25, "dobro": 2,
         "ambos": 2, "década": 10, "século": 100},
        "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta sétimo/sétima "
        "oitavo/oitava nono/nona décimo/décima",
        "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas "
        "seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
        joins="e",
        weak="um uma primeiro primeira segundo segunda metade meio meia zero década século ambos terço quarto quarta "
        "mil milhão milhões",
    ),
    "it": NumberWords(
        "zero uno/un/una/un due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
        "quindici sedici diciassette diciotto diciannove",
        "venti/vent trenta/trent quaranta/quarant cinquanta/cinquant sessanta/sessant settanta/settant ottanta/ottant "
        "novanta/novant",
        {"cento": 100, "mille": 1e3, "mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9,
         "dozzina": 12, "decina": 10, "centinaio": 100, "migliaio": 1e3, "metà": 0.5, "mezzo": 0.5, "mezza": 0.5,
         "terzo": 1 / 3, "quarto": 0.25, "doppio": 2, "decennio": 10, "secolo": 100},
        "primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta settimo/settima "
        "ottavo/ottava nono/nona decimo/decima",
        joins="e", compound=True,
        weak="uno un una primo prima secondo seconda metà mezzo mezza zero sei decennio secolo doppio terzo quarto "
        "mille milione milioni miliardo miliardi",
    ),
    "nl": NumberWords(
        "nul een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
        "zeventien achttien negentien",
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        {"honderd": 100, "duizend": 1e3, "miljoen": 1e6, "miljard": 1e9, "dozijn": 12, "half": 0.5, "halve": 0.5,
         "helft": 0.5, "anderhalf": 1.5, "anderhalve": 1.5, "beide": 2, "dubbel": 2, "kwart": 0.25, "tiental": 10,
         "decennium": 10, "eeuw": 100},
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde",
        joins="en", compound=True,
        weak="een eerste half halve helft nul beide dubbel decennium eeuw kwart honderd duizend miljoen miljard",
    ),
    "sv": NumberWords(
        "noll en/ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton "
        "nitton",
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        {"hundra": 100, "tusen": 1e3, "miljon": 1e6, "miljoner": 1e6, "miljard": 1e9, "miljarder": 1e9, "dussin": 12,
         "halv": 0.5, "hälften": 0.5, "båda": 2},
        "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde",
        joins="och", compound=True, weak="en ett första andra halv hälften noll båda hundra tusen miljon miljoner",
    ),
    "pl": NumberWords(
        "zero jeden/jedna/jedno dwa/dwie/dwaj/dwóch trzy/trzech/trzej cztery/czterech/czterej pięć/pięciu "
        "sześć/sześciu siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu "
        "dziesięć/dziesięciu jedenaście/jedenastu dwanaście/dwunastu "
        "trzynaście/trzynastu czternaście/czternastu piętnaście/piętnastu szesnaście/szesnastu "
        "siedemnaście/siedemnastu osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu",
        "dwadzieścia/dwudziestu trzydzieści/trzydziestu czterdzieści/czterdziestu pięćdziesiąt/pięćdziesięciu "
        "sześćdziesiąt/sześćdziesięciu siedemdziesiąt/siedemdziesięciu osiemdziesiąt/osiemdziesięciu "
        "dziewięćdziesiąt/dziewięćdziesięciu",
        {"sto": 100, "stu": 100, "tysiąc": 1e3, "tysiące": 1e3, "tysięcy": 1e3, "milion": 1e6, "miliony": 1e6,
         "milionów": 1e6, "miliard": 1e9, "miliardy": 1e9, "miliardów": 1e9, "tuzin": 12, "pół": 0.5, "połowa": 0.5,
         "półtora": 1.5, "obaj": 2, "oba": 2},
        "pierwszy/pierwsza/pierwsze drugi/druga/drugie trzeci/trzecia/trzecie czwarty/czwarta piąty/piąta "
        "szósty/szósta siódmy/siódma ósmy/ósma dziewiąty/dziewiąta dziesiąty/dziesiąta",
        "dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
        weak="jeden jedna jedno pierwszy pierwsza pierwsze drugi druga drugie pół połowa zero oba obaj tysiące tysięcy "
        "miliony milionów miliardy miliardów sto tysiąc milion miliard",
    ),
    "ru": NumberWords(
        "ноль/нуль один/одна/одно/одного/одной два/две/двух три/трех/трёх четыре/четырех/четырёх пять/пяти шесть/шести "
        "семь/семи восемь/восьми девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати "
        "тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати "
        "семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати",
        "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти "
        "семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
        {"сто": 100, "ста": 100, "тысяча": 1e3, "тысячи": 1e3, "тысяч": 1e3, "миллион": 1e6, "миллиона": 1e6,
         "миллионов": 1e6, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "дюжина": 12, "половина": 0.5,
         "половины": 0.5, "треть": 1 / 3, "четверть": 0.25, "полтора": 1.5, "оба": 2, "обе": 2, "двое": 2, "трое": 3,
         "четверо": 4, "пятеро": 5, "вдвое": 2, "втрое": 3, "десяток": 10, "десятка": 10, "сотня": 100},
        "первый/первая/первое/первого/первой второй/вторая/второе/второго третий/третья/третье/третьего/третьем "
        "четвертый/четвёртый/четвертая пятый/пятая шестой/шестая седьмой/седьмая восьмой/восьмая девятый/девятая "
        "десятый/десятая",
        "двести/двухсот триста/трехсот/трёхсот четыреста/четырехсот пятьсот/пятисот шестьсот/шестисот семьсот/семисот "
        "восемьсот/восьмисот девятьсот/девятисот",
        weak="один одна одно одного одной первый первая первое первого первой второй вторая второе половина половины "
        "оба обе ноль нуль сто ста тысяча тысячи тысяч миллион миллиона миллионов треть четверть вдвое десятка",
    ),
    "tr": NumberWords(
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki onüç ondört onbeş onaltı onyedi onsekiz "
        "ondokuz",
        "yirmi otuz kırk elli altmış yetmiş seksen doksan",
        {"yüz": 100, "bin": 1e3, "milyon": 1e6, "milyar": 1e9, "yarım": 0.5, "yarısı": 0.5, "buçuk": 0.5},
        "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
        weak="bir birinci yarım yarısı buçuk sıfır yüz bin milyon milyar on",
    ),
    "id": NumberWords(
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
        "",
        {"puluh": 10, "belas": _TEEN, "ratus": 100, "seratus": 100, "ribu": 1e3, "seribu": 1e3, "juta": 1e6,
         "sejuta": 1e6, "miliar": 1e9, "setengah": 0.5, "separuh": 0.5, "lusin": 12},
        "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh",
        weak="satu pertama kedua setengah separuh nol ratus ribu juta",
    ),
}  # fmt: skip
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_HAN = lazy_pattern(f"[{''.join((*_DIGITS, *_UNITS))}]+")
_MOST = 12  # words of one number


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in words: its place in the text, its value, and whether its words may be no figure at all."""

    start: int
    end: int
    value: float
    is_weak: bool


def find_written_numbers(text: str, language: str) -> Iterator[WrittenNumber]:
    """Yield each number that the text has in words of this language, in order."""
    if language in ("zh", "ja"):
        for number in _HAN.finditer(text):
            yield WrittenNumber(number.start(), number.end(), _read_han(number[0]), len(number[0]) == 1)
        return
    if language not in LANGUAGES:
        return
    run: list[tuple[int, int, float, bool]] = []
    last = 0
    joins = LANGUAGES[language].joins.split()
    for word in _WORD.finditer(text):
        name = word[0].lower()
        value = _values(language).get(name)
        if value is None and LANGUAGES[language].compound:
            value = _read_compound(name, language)
        between = text[last : word.start()]
        if run and (value is None or between.strip(" -\u2010\u2011\n")):
            if value is None and name in joins and not between.strip(" -\n"):
                last = word.end()
                continue
            yield from _join_numbers(run)
            run = []
        if value == 20 and language == "fr" and run and run[-1][2] == 4:  # quatre-vingt
            run[-1] = run[-1][0], word.end(), 80.0, False
        elif value is not None:
            run.append((word.start(), word.end(), value, name in LANGUAGES[language].weak.split()))
            if len(run) == _MOST:
                yield from _join_numbers(run)
                run = []
        last = word.end()
    yield from _join_numbers(run)


def _join_numbers(run: list[tuple[int, int, float, bool]]) -> Iterator[WrittenNumber]:
    """Yield the numbers that words beside one another come to: `two hundred five` is one, `five two` are two."""
    total, current, begin, end, is_weak = 0.0, 0.0, -1, -1, True
    for start, stop, value, weak in run:
        if begin >= 0 and not _goes_on(current, total, value):
            yield WrittenNumber(begin, end, total + current, is_weak)
            total, current, begin, is_weak = 0.0, 0.0, -1, True
        first = begin < 0
        if first:
            begin = start
        is_weak = weak if first else False
        if value == _TEEN:
            current += 10
        elif value >= 1000:
            total, current = total + (current or 1) * value, 0.0
        elif value in _FACTORS and 0 < current < 100 and value > current:
            current *= value
        else:
            current += value
        end = stop
    if begin >= 0:
        yield WrittenNumber(begin, end, total + current, is_weak)


def _goes_on(current: float, total: float, value: float) -> bool:
    """Return whether a word with this value is of the same number as what came before it."""
    if value >= 1000:
        return not total or value < total
    if value == 0.5:
        return current == int(current) and current > 0
    if not current:
        return True
    if (value in _FACTORS and value > current) or (value == _TEEN and current < 10):
        return True
    if current in (60, 80) and 10 <= value < 20:  # soixante-dix
        return True
    smallest = 100 if current % 100 == 0 else 10 if current % 10 == 0 else 1
    return value < smallest or (current < 10 and 20 <= value < 100 and value % 10 == 0)


@cache
def _values(language: str) -> Mapping[str, float]:
    words = LANGUAGES[language]
    values: dict[str, float] = dict(words.others)
    for names, numbers in (
        (words.ordinals, range(1, 20)), (words.low, range(20)), (words.tens, _TENS), (words.hundreds, _HUNDREDS),
    ):  # fmt: skip
        for forms, number in zip(names.split(), numbers, strict=False):
            values.update(dict.fromkeys(forms.split("/"), number))
    return values


@cache
def _compound(language: str) -> re.Pattern[str]:
    words = sorted((*_values(language), *LANGUAGES[language].joins.split()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _read_compound(word: str, language: str) -> float | None:
    """Return what a word comes to that is made of words for numbers; None where it is not."""
    if len(word) > 80:
        return None
    for ending in ("ste", "sten", "ster", "te", "ten", "ter", "de", ""):
        if word.endswith(ending):
            value = _read_parts(word[: len(word) - len(ending)], language)
            if value is not None:
                return value
    return None


def _read_parts(word: str, language: str) -> float | None:
    parts, place = [], 0
    while place < len(word):
        part = _compound(language).match(word, place)
        if part is None:
            return None
        if part[0] in _values(language):
            parts.append((place, part.end(), _values(language)[part[0]], False))
        place = part.end()
    numbers = list(_join_numbers(parts))
    return numbers[0].value if len(numbers) == 1 and len(parts) > 1 else None


def _read_han(number: str) -> float:
    """Return what Chinese numerals come to; digits in a row are read as digits (二〇〇〇)."""
    if not any(character in _UNITS for character in number):
        return float("".join(str(_DIGITS[character]) for character in number))
    total, section, digit = 0.0, 0.0, 0.0
    for character in number:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif _UNITS[character] >= 10_000:
            total += (section + digit or 1) * _UNITS[character]
            section = digit = 0
        else:
            section += (digit or 1) * _UNITS[character]
            digit = 0
    return total + section + digit
