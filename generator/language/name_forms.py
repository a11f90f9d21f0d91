"""Languages whose texts have names in the forms in which these are looked for."""

from generator.language.identify import LOOKED_AT, guess_language, known_language

# Names stand there as they are, or with 's. Elsewhere endings or particles join them (Albrightová, 김정일은), so that a
# text without the name may speak of its bearer all the same.
_UNCHANGED = frozenset({
    "da", "de", "en", "es", "fr", "id", "it", "ja", "ms", "nb", "nl", "nn", "no", "pt", "sv", "th", "vi", "zh",
})  # fmt: skip


def has_plain_names(text: str, declared: str | None, default: str) -> bool:
    """Return whether a text in which a name is not found does not have it.

    `declared` is the text's language, where that is stated; else letters tell it, or it is the `default`.
    """
    if declared:
        return known_language(declared) in _UNCHANGED
    begin = text[:LOOKED_AT]
    guessed = None if begin.isascii() else guess_language(begin)
    return (guessed or known_language(default)) in _UNCHANGED
