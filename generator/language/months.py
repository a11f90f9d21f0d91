"""Names of the months, January first, in the languages whose written dates are read."""

import unicodedata

ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ITALIAN = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
PORTUGUESE = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
)  # fmt: skip
SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
ENGLISH_PREFIXES = tuple(name[:3].lower() for name in ENGLISH)
# As texts abbreviate them: May is not, and September is in two ways.
ENGLISH_ABBREVIATIONS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")

_LANGUAGES = (ENGLISH, GERMAN, FRENCH, ITALIAN, PORTUGUESE, SPANISH)
_SHORTEST = 3  # letters of an abbreviation
# Other spellings and abbreviations that are no beginnings of a name.
_OTHER = {"janner": 1, "feber": 2, "maerz": 3, "mrz": 3, "setiembre": 9}


def _number_prefixes() -> dict[str, int]:
    """Return the number of each month by its names and by all beginnings that only one month's names have."""
    meant: dict[str, set[int]] = {}
    for names in _LANGUAGES:
        for number, name in enumerate(names, 1):
            plain = _strip_accents(name)
            for end in range(_SHORTEST, len(plain) + 1):
                meant.setdefault(plain[:end], set()).add(number)
    return {prefix: numbers.pop() for prefix, numbers in meant.items() if len(numbers) == 1} | _OTHER


def _strip_accents(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(letter)
    )


_NUMBERS = _number_prefixes()


def month_number(name: str) -> int | None:
    """Return the number of the month that a word names, whole or abbreviated to three letters or more, else None.

    The word is English, French, German, Italian, Portuguese or Spanish, in either case, with or without its accents.
    """
    return _NUMBERS.get(_strip_accents(name.rstrip(".")))
