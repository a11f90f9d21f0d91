"""Words for units of measure, by kind: where a text has another one than a figure, somebody has converted it."""

from collections.abc import Iterable

from generator.patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W\d_]+|%|[€$£¥₽₹]|°[CF]?")
PER_CENT = frozenset(
    {"%", "percent", "cent", "prozent", "pourcent", "ciento", "cento", "procent", "процентов", "yüzde"}
)
_TIME = (
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades century "
    "sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren heure heures "
    "jour jours semaine semaines mois an ans année années hora horas día días mes meses año años"
)
_LENGTH = (
    "mm cm m km metre metres meter meters kilometre kilometres kilometer kilometers mile miles foot feet ft inch "
    "inches yard yards kilomètres mètres kilómetros metros millas meilen"
)
_MASS = "g kg gram grams kilogram kilograms kilo kilos tonne tonnes ton tons lb lbs pound pounds ounce ounces oz"
_MONEY = (
    "$ € £ ¥ ₽ ₹ dollar dollars euro euros pound pounds yen yuan rouble roubles ruble rubles rupee rupees won franc "
    "francs krona crowns lira usd eur gbp"
)
_KINDS = tuple(
    frozenset(names.split())
    for names in (
        _TIME,
        _LENGTH,
        _MASS,
        _MONEY,
        "hectare hectares acre acres ha",
        "litre litres liter liters gallon gallons barrel barrels",
        "°c °f ° degree degrees celsius fahrenheit grad degrés grados",
    )
)
# Other words for the same unit.
_SAME = {
    "$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound", "gbp": "pound", "¥": "yen", "₽": "rouble",
    "ruble": "rouble", "₹": "rupee", "km": "kilometre", "kilometer": "kilometre", "m": "metre", "meter": "metre",
    "ft": "foot", "feet": "foot", "inches": "inch", "kg": "kilogram", "kilo": "kilogram", "lb": "pound", "ton": "tonne",
    "ha": "hectare", "liter": "litre", "stunden": "stunde", "tage": "tag", "tagen": "tag", "jahre": "jahr",
    "jahren": "jahr", "monate": "monat", "année": "an", "°": "degree",
}  # fmt: skip


def find_unit_words(text: str) -> list[str]:
    """Return the words and signs of the text that may be of a unit, in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def is_converted(unit: Iterable[str], text: str) -> bool:
    """Return whether the text has a unit of the same kind as this one, and not this one."""
    named = set(find_unit_words(text))
    for kind in _KINDS:
        own, there = (set(map(_unify, kind.intersection(words))) for words in (unit, named))
        if own and there and not own & there:
            return True
    return False


def _unify(word: str) -> str:
    """Return what all words for a unit have in common."""
    return _SAME.get(word) or _SAME.get(word.removesuffix("s")) or word.removesuffix("s")
