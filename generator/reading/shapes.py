"""The types of claims.yaml: each reads a node into a value, says what is wrong there, and knows its JSON Schema."""

import datetime
import re
import unicodedata
from collections.abc import Mapping as MappingOf
from dataclasses import field
from typing import Any, Literal, Protocol

from generator.diagnostics import Diagnostic, Location, suggestion_line
from generator.model import Reference
from generator.reading.urls import is_url
from generator.reading.yamltree import Document, Mapping, Node, Scalar, Sequence
from generator.text import is_blank
from generator.values import dataclass

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LENGTH = 80
# Names that a site needs for itself, and those that Windows cannot hold as files.
RESERVED_IDS = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}
)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,200}(\.\d{1,200})?([eE][-+]?\d{1,2})?", re.ASCII)  # all of them finite
_EMAIL = re.compile(r"[^@:?\s<>\"]+@[^@:?\s<>\"]+\.[^@:?\s<>\"]+")
_SPACE = "[ \t\r\n\u2028\u2029]"
_SPACES = re.compile(f"{_SPACE}(?:{_SPACE}+|(?<! ))")  # all that is not one space already
_ADDRESS = 2_000  # characters


@dataclass(slots=True)
class Reader:
    """One document being read: what was found wrong and which ids were named gathers here."""

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def report(self, node: Node, code: str, message: str, *help: str) -> None:
        self.diagnostics.append(Diagnostic(self.document.at(node), code, message, help))


class Shape(Protocol):
    """A type: `read` gives the value, or None after reporting why there is none."""

    def read(self, node: Node, reader: Reader) -> Any: ...

    def schema(self) -> dict[str, Any]: ...

    def words(self) -> str:
        """What is wanted, as the reference and the messages say it."""


def _typed(node: Node, wanted: str, reader: Reader, *help: str) -> None:
    if isinstance(node, Scalar):
        got = f"the text “{_short(node.text)}”" if node.text else "nothing"
    else:
        got = "a list" if isinstance(node, Sequence) else "a mapping"
    reader.report(node, "wrong-type", f"{wanted} is wanted here, not {got}", *help)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _scalar(node: Node, wanted: str, reader: Reader, empty: str = "bad-value") -> str | None:
    """The text of a scalar that is not empty; `empty` is the code of what is said of one that is."""
    if not isinstance(node, Scalar):
        _typed(node, wanted, reader)
    elif is_blank(node.text):
        reader.report(node, empty, f"{wanted} is wanted here, but there is nothing", "fill it in, or remove the key")
    else:
        return node.text
    return None


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text as typed, on one line: white space at its ends is dropped, line breaks and spaces inside it are one space.

    No-break and other typographic spaces stay. A path is `exact`: a file's name may hold spaces of any kind.
    """

    most: int = 2_000
    exact: bool = False

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, "text", reader)
        if text is None:
            return None
        return _within(text if self.exact else _SPACES.sub(" ", text).strip(), self.most, node, reader)

    def schema(self) -> dict[str, Any]:
        # A plain 1949 or no is text here, though a YAML editor takes it for a number or a boolean.
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.most}

    def words(self) -> str:
        return f"text, at most {self.most:,} characters"


def _within(text: str, most: int, node: Node, reader: Reader) -> str | None:
    if len(text) <= most:
        return text
    reader.report(node, "too-large", f"{len(text):,} characters, where at most {most:,} are allowed")
    return None


@dataclass(frozen=True, slots=True)
class LinesShape:
    """Text whose line breaks and spaces are kept, but for those at its ends; `markdown` says how it is shown."""

    most: int = 50_000
    markdown: bool = False
    empty: str = "bad-value"

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, "text", reader, self.empty)
        return None if text is None else _within(text.strip(), self.most, node, reader)

    def schema(self) -> dict[str, Any]:
        return TextShape(self.most).schema()

    def words(self) -> str:
        return f"{'Markdown' if self.markdown else 'text'}, at most {self.most:,} characters"


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, "one word of a few", reader)
        if text is None or text in self.options:
            return text
        known = ", ".join(self.options)
        reader.report(
            node, "bad-value", f"“{_short(text)}” is not one of {known}", *suggestion_line(text, self.options)
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def words(self) -> str:
        return " | ".join(self.options)


@dataclass(frozen=True, slots=True)
class PatternShape:
    """Text of a certain form, tested whole, as long as an id at most."""

    form: str
    regex: str
    code: str = "bad-value"

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, self.form, reader)
        if text is None or (re.fullmatch(self.regex, text) and len(text) <= ID_LENGTH):
            return text
        reader.report(node, self.code, f"“{_short(text)}” is not {self.form}")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "pattern": f"^(?:{self.regex})$", "maxLength": ID_LENGTH}

    def words(self) -> str:
        return self.form


@dataclass(frozen=True, slots=True)
class DateShape:
    """A year, a month or a day: 2000, 2000-10 or 2000-10-24."""

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, "a date", reader)
        if text is None or is_date(text):
            return text
        reader.report(node, "bad-date", f"“{_short(text)}” is not a date", "write 2000, 2000-10 or 2000-10-24")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    def words(self) -> str:
        return "a date: 2000, 2000-10 or 2000-10-24"


def is_date(text: str) -> bool:
    """Whether the text is a partial ISO 8601 date that is in the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class UrlShape:
    """An http or https address; `email` allows an e-mail address too, `folder` wants one that pages stand under."""

    email: bool = False
    folder: bool = False

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, "an address", reader)
        if text is None:
            return None
        text = text.strip()
        if len(text) > _ADDRESS:
            return _within(text, _ADDRESS, node, reader)
        if is_url(text):
            if not self.folder:
                return text
            if "?" not in text and "#" not in text:
                return text.rstrip("/") + "/"
        if self.email and _EMAIL.fullmatch(text) and text.isprintable():
            return text
        reader.report(
            node, "bad-url", f"“{_short(text)}” is not {self.words()}", "write it in full: https://example.org/…"
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} if self.email else {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://"}

    def words(self) -> str:
        if self.folder:
            return "an http or https address without ? and #"
        return "an e-mail, http or https address" if self.email else "an http or https address"


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A whole or decimal number, as typed: without thousands separators or units."""

    def read(self, node: Node, reader: Reader) -> int | float | None:
        if not isinstance(node, Scalar) or not node.plain or not _NUMBER.fullmatch(node.text):
            help = "write the digits alone: 37000, -2.5" if isinstance(node, Scalar) else ""
            _typed(node, "a number", reader, *filter(None, (help,)))
            return None
        return int(node.text) if re.fullmatch(r"[-+]?\d+", node.text) else float(node.text)

    def schema(self) -> dict[str, Any]:
        return {"type": "number"}

    def words(self) -> str:
        return "a number"


@dataclass(frozen=True, slots=True)
class BooleanShape:
    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
            return node.text == "true"
        _typed(node, "true or false", reader, "write true or false, without quotation marks")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def words(self) -> str:
        return "true | false"


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """The id of something defined elsewhere; whether it exists is checked when everything has been read."""

    kind: Literal["claim", "source", "entity", "topic", "rating"]

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _scalar(node, f"the id of a {self.kind}", reader)
        if text is not None:
            reader.references.append(Reference(self.kind, text, reader.document.at(node)))
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        return f"the id of {'an' if self.kind == 'entity' else 'a'} {self.kind}"


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list; `one` allows a single item without the list around it."""

    item: Shape
    one: bool = False

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            return tuple(value for each in node.items if (value := self.item.read(each, reader)) is not None)
        if self.one:
            value = self.item.read(node, reader)
            return None if value is None else (value,)
        help = [f"write [{_short(node.text)}]"] if isinstance(node, Scalar) and node.text else []
        _typed(node, "a list", reader, *help)
        return None

    def schema(self) -> dict[str, Any]:
        many = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), many]} if self.one else many

    def words(self) -> str:
        return f"{self.item.words()}; or a list of such" if self.one else f"a list: {self.item.words()}"


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record: its type and what it says."""

    name: str
    shape: Shape
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class EntryValues:
    """A mapping that was read: the values that are right, by key, and where they stand."""

    values: MappingOf[str, Any]
    node: Mapping
    document: Document

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def at(self, key: str) -> Location:
        """Where the key's value begins; where there is no such key, the mapping."""
        for name, node in self.node.entries:
            if name.text == key:
                return self.document.at(node)
        return self.document.at(self.node)


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A mapping of known keys."""

    name: str
    fields: tuple[Field, ...]

    def read(self, node: Node, reader: Reader) -> EntryValues | None:
        if not isinstance(node, Mapping):
            _typed(node, f"a mapping ({', '.join(each.name for each in self.fields[:3])} …)", reader)
            return None
        by_name = {each.name: each for each in self.fields}
        values = {}
        for key, value in node.entries:
            if key.text not in by_name:
                self._unknown(key, reader)
            elif (read := by_name[key.text].shape.read(value, reader)) is not None:
                values[key.text] = read
        present = {key.text for key, _ in node.entries}
        for each in self.fields:
            if each.required and each.name not in present:
                reader.report(
                    node, "missing-key", f"{self.name} needs the key “{each.name}”", f"{each.name}: {each.doc}"
                )
        return EntryValues(values, node, reader.document)

    def _unknown(self, key: Scalar, reader: Reader) -> None:
        known = [each.name for each in self.fields]
        help = suggestion_line(key.text, known) or (f"{self.name} has the keys {', '.join(known)}",)
        reader.report(key, "unknown-key", f"{self.name} has no key “{_short(key.text)}”", *help)

    def schema(self) -> dict[str, Any]:
        required = [each.name for each in self.fields if each.required]
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {each.name: {"description": each.doc, **each.shape.schema()} for each in self.fields},
            **({"required": required} if required else {}),
        }

    def words(self) -> str:
        return f"{{{', '.join(each.name for each in self.fields)}}}"


@dataclass(frozen=True, slots=True)
class IdentifiedShape:
    """A mapping from ids to records: what it gives is pairs of the id's node and the entry."""

    record: RecordShape

    def read(self, node: Node, reader: Reader) -> tuple[tuple[Scalar, EntryValues | None], ...] | None:
        if not isinstance(node, Mapping):
            _typed(node, f"a mapping of ids, each with {self.record.name}", reader)
            return None
        found = []
        for key, value in node.entries:
            check_id(key, reader)
            found.append((key, self.record.read(value, reader)))
        return tuple(found)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {f"^{ID.pattern}$": self.record.schema()},
        }

    def words(self) -> str:
        return f"ids, each with {self.record.name}"


def check_id(key: Scalar, reader: Reader) -> None:
    """Report an id that is not well formed, too long or reserved."""
    if not ID.fullmatch(key.text) or len(key.text) > ID_LENGTH:
        reader.report(
            key,
            "bad-id",
            f"“{_short(key.text)}” is not an id",
            f"an id is made of a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters: {make_id(key.text)}",
        )
    elif key.text in RESERVED_IDS:
        reader.report(key, "bad-id", f"the id “{key.text}” is reserved", "choose another one")


def make_id(text: str) -> str:
    """The text made into an id, for a file's stem or as a suggestion; empty where nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")
