"""Types of values that few things have: wide dates, lists of former ids, and tags of languages."""

from typing import Any

from generator.diagnostics import Location
from generator.language.tags import canonical_tag, meant_tag
from generator.notices import FormerId
from generator.partial_dates import find_extent, is_century, is_decade
from generator.reading.shapes import DateShape, PatternShape, Reader, check_id, is_date, shorten
from generator.reading.yamltree import Node, Scalar, Sequence
from generator.values import dataclass

_FORMS = "write 2000, 2000-10, 2000-10-24, 199X for a decade, 18XX for a century, or 2007/2014 for a span"


@dataclass(frozen=True, slots=True)
class ClaimDateShape:
    """A partial date, a decade, a century or a span between two partial dates."""

    def read(self, node: Node, reader: Reader) -> str | None:
        if isinstance(node, Sequence):
            ends = [item.text for item in node.items if isinstance(item, Scalar)]
            written = "/".join(ends) if len(ends) == len(node.items) == 2 else "2007/2014"
            reader.report(node, "wrong-type", "expected a date here, found a list", f"write {written} for a span")
            return None
        if isinstance(node, Scalar) and is_claim_date(node.text):
            return node.text
        if not isinstance(node, Scalar) or is_date(node.text) or not node.text.strip():
            return DateShape().read(node, reader)
        reader.report(node, "bad-date", f"“{shorten(node.text)}” is not a date", _advise(node.text))
        return None

    def schema(self) -> dict[str, Any]:
        day = r"\d{4}(-\d{2}(-\d{2})?)?"
        return {"type": ["string", "integer"], "pattern": rf"^({day}(/{day})?|\d{{3}}X|\d{{2}}XX)$"}

    def describe(self) -> str:
        return "a date: 2000, 2000-10 or 2000-10-24; a decade: 199X; a century: 18XX; a span: 2007/2014"


@dataclass(frozen=True, slots=True)
class LanguageShape:
    """A tag of BCP 47, of a language that there is; it is read as it is usually written."""

    def read(self, node: Node, reader: Reader) -> str | None:
        text = PatternShape(self.describe(), "[^\\n]*").read(node, reader)
        if text is None:
            return None
        tag = canonical_tag(text)
        if tag is None:
            meant = meant_tag(text)
            found = f"“{shorten(text)}” is not {self.describe()}"
            reader.report(node, "bad-value", found, *([f"write {meant}"] if meant else []))
        return tag

    def schema(self) -> dict[str, Any]:
        return PatternShape(self.describe(), r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*").schema()

    def describe(self) -> str:
        return "a language tag such as en or pt-BR"


def is_claim_date(text: str) -> bool:
    """Return whether the text is a date that a claim may have; a span ends no earlier than it begins."""
    if is_date(text) or is_decade(text) or is_century(text):
        return True
    first, slash, last = text.partition("/")
    return bool(slash) and is_date(first) and is_date(last) and find_extent(first)[0] <= find_extent(last)[1]


def _advise(text: str) -> str:
    """Return what to write instead, where a decade or a span can be read in it."""
    typed = text.strip()
    if typed[:3].isdigit() and typed[3:] in ("0s", "0's", "0’s", "x", "0S"):
        return f"write {typed[:3]}X for the decade"
    if typed[:2].isdigit() and typed[2:] == "xx":
        return f"write {typed[:2]}XX for the century"
    for sign in ("–", "—", " - ", "..", " to ", "/", "-"):
        first, found, last = (part.strip() for part in typed.partition(sign))
        if found and is_date(first) and is_date(last):
            return f"write {first}/{last}" if f"{first}/{last}" != typed else "a span ends after it begins"
    return _FORMS


@dataclass(frozen=True, slots=True)
class FormerIdsShape:
    """A list of the ids that a thing had before, the oldest first."""

    def read(self, node: Node, reader: Reader) -> tuple[FormerId, ...] | None:
        if not isinstance(node, Sequence):
            help = (f"write [{shorten(node.text)}]",) if isinstance(node, Scalar) and node.text else ()
            reader.report(node, "wrong-type", "expected a list of ids here", *help)
            return None
        found: dict[str, Location] = {}
        for item in node.items:
            if not isinstance(item, Scalar):
                reader.report(item, "wrong-type", "expected an id here")
                continue
            check_id(item, reader)
            found.setdefault(item.text, reader.document.at(item))
        return tuple(FormerId(id, location) for id, location in found.items())

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": ["string", "integer"]}}

    def describe(self) -> str:
        return "a list; each item is an id that it had before"
