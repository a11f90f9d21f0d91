"""Ids for new claims, made of their first meaningful words."""

from collections.abc import Collection
from hashlib import sha256

from generator.language.stop_words import SPOKEN_STOP_WORDS
from generator.reading.ids import RESERVED_IDS, make_id

_READ = 300  # characters of a statement that are looked at
_WORDS = 6  # words of an id
_LONG = 60  # characters of an id


def make_claim_id(statement: str, taken: Collection[str]) -> str:
    """Return an id that is not taken; of the statement's digest if no letter of it can be used."""
    made = make_id(statement[:_READ].replace("'", "").replace("’", ""))
    words = [word for word in made.split("-") if word not in SPOKEN_STOP_WORDS]
    id = "-".join(words[:_WORDS])[:_LONG].strip("-") or f"claim-{sha256(statement.encode()).hexdigest()[:8]}"
    number, new = 1, id
    while new in taken or new in RESERVED_IDS:
        number += 1
        new = f"{id}-{number}"
    return new
