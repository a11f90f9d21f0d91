"""Letters of different scripts that look alike, and how to name one so that a reader can tell it."""

import unicodedata

# Cyrillic and Greek letters that print as Latin ones (after Unicode's confusables, UTS 39).
_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοϲ",
        "ABESIJKMHOPCTXYaesijopcyxdhqwABEZHIKMNOPTYXvoc",
        strict=True,
    )
)
_TABLE = str.maketrans(_LATIN)


def to_latin(text: str) -> str:
    """Return the text with each letter that looks like a Latin one as that letter."""
    return text if text.isascii() else text.translate(_TABLE)


def describe_letter(character: str) -> str:
    """Return a character with what tells it from its lookalikes: `К (U+041A, Cyrillic)`."""
    name = unicodedata.name(character, "unnamed")
    script = name.split(" ")[0].capitalize() if character.isalpha() else name.lower()
    return f"{character} (U+{ord(character):04X}, {script})"
