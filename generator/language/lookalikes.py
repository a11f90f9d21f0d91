"""Characters that look alike, and how to name one so that a reader can tell it from the others."""

import unicodedata
from difflib import SequenceMatcher

# Cyrillic, Greek and other letters that print as Latin ones (after Unicode's confusables, UTS 39).
_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοϲıɑɡ",
        "ABESIJKMHOPCTXYaesijopcyxdhqwABEZHIKMNOPTYXvociag",
        strict=True,
    )
)
_TO_LATIN = str.maketrans(_LATIN)
# Signs that print as the apostrophe, the quotation mark, the hyphen, or another sign.
_SIGNS = {
    "'": "’‘‚‛`´ʹʻʼʽˈˊˋ′‵＇",
    '"': "“”„‟″‶ʺ״＂",
    "-": "‐‑‒–—―−﹣－ー",
    ".": "․．",
    ",": "‚，、",
    "/": "⁄∕／",
    "·": "•∙⋅・",
    ":": "：∶ː",
    "|": "ǀ∣｜",
}
_TO_SIGN = str.maketrans({sign: plain for plain, signs in _SIGNS.items() for sign in signs})


def to_latin(text: str) -> str:
    """Return the text with each letter that looks like a Latin one as that letter."""
    return text if text.isascii() else text.translate(_TO_LATIN)


def is_apostrophe(character: str) -> bool:
    """Return whether the character looks like an apostrophe, be it a letter of its own as the ʻokina is."""
    return character in _SIGNS["'"]


def look_alike(one: str, other: str) -> bool:
    """Return whether two different texts look the same in print, or nearly so."""
    return one != other and _to_shape(one) == _to_shape(other)


def _to_shape(text: str) -> str:
    """Return what is left of a text when letters and signs that look the same are the same."""
    return unicodedata.normalize("NFKC", text.translate(_TO_SIGN)).translate(_TO_LATIN).replace("...", "…")


def list_differences(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """Return what differs between two texts, character by character: each pair of stretches once, in order."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pairs = ((one[i1:i2], other[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")
    return tuple(dict.fromkeys(pairs))


def describe_characters(characters: str) -> str:
    """Return characters with what tells each from its lookalikes: `К (U+041A, Cyrillic)`."""
    return ", ".join(map(_describe_character, characters))


def _describe_character(character: str) -> str:
    name = unicodedata.name(character, "unnamed").lower()
    is_plain_letter = unicodedata.category(character) in {"Lu", "Ll"}
    return f"{character} (U+{ord(character):04X}, {name.split(' ')[0].capitalize() if is_plain_letter else name})"
