"""The types of values in claims.yaml: each reads and checks a node, and describes itself for people and editors."""

import dataclasses
import datetime
import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from typing import Any, Literal, Protocol

from generator.diagnostics import Diagnostic, Location, suggestion_line
from generator.folding import is_blank
from generator.id_references import Reference
from generator.model import IndependenceOverride
from generator.patterns import lazy_pattern
from generator.reading.ids import ID, ID_LENGTH, RESERVED_IDS, make_id
from generator.reading.urls import is_url
from generator.reading.yamltree import Document, Mapping, Node, Scalar, Sequence
from generator.values import dataclass
from generator.vocabulary import VERDICTS

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_NUMBER = lazy_pattern(r"[-+]?\d{1,200}(\.\d{1,200})?([eE][-+]?\d{1,2})?", re.ASCII)  # all of them finite
_EMAIL = lazy_pattern(r"[^@:?\s<>\"]+@[^@:?\s<>\"]+\.[^@:?\s<>\"]+")
_SPACE = "[ \t\r\n\u2028\u2029]"
_SPACES = re.compile(f"{_SPACE}(?:{_SPACE}+|(?<! ))")  # white space that is not a single space already
_ADDRESS = 2_000  # characters


@dataclass(slots=True)
class Reader:
    """A document being read; collects what is wrong with it and the ids that it refers to."""

    document: Document
    diagnostics: list[Diagnostic] = dataclasses.field(default_factory=list)
    references: list[Reference] = dataclasses.field(default_factory=list)

    def report(self, node: Node, code: str, message: str, *help: str) -> None:
        self.diagnostics.append(Diagnostic(self.document.at(node), code, message, help))


# A plain 1949 or true is text here, though a YAML editor takes it for a number or a boolean. Said so, and not by the
# types that it may have, editors do not offer true and false wherever a text is typed.
_SCALAR_SCHEMA: dict[str, Any] = {"not": {"type": ["object", "array", "null"]}}


class Shape(Protocol):
    """A type of value. `read` returns the value, or None after it has reported why there is none."""

    def read(self, node: Node, reader: Reader) -> Any: ...

    def schema(self) -> dict[str, Any]: ...

    def describe(self) -> str:
        """Return what is expected, in the words of the reference and of messages."""


def reference_schema(ids: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a reference: these ids are offered, and any other is allowed, which may be new."""
    known = list(dict.fromkeys(ids))
    return {"anyOf": [{"enum": known}, _SCALAR_SCHEMA]} if known else dict(_SCALAR_SCHEMA)


def _report_type(node: Node, wanted: str, reader: Reader, *help: str) -> None:
    if isinstance(node, Scalar):
        got = f"the text “{shorten(node.text)}”" if node.text else "nothing"
    else:
        got = "a list" if isinstance(node, Sequence) else "a mapping"
    reader.report(node, "wrong-type", f"expected {wanted} here, found {got}", *help)


def shorten(text: str) -> str:
    """Return the text on one line, cut where it is long, as messages show it."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _read_scalar(node: Node, wanted: str, reader: Reader, empty: str = "bad-value") -> str | None:
    """Return the text of a scalar; None, and a report, where there is none. `empty` is the code for a blank one."""
    if not isinstance(node, Scalar):
        _report_type(node, wanted, reader)
    elif is_blank(node.text):
        reader.report(node, empty, f"expected {wanted} here, found nothing", "fill it in, or remove the key")
    else:
        return node.text
    return None


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text on one line: white space at its ends is dropped, line breaks and spaces inside it become one space.

    No-break and other typographic spaces stay. A path is `exact`: a file's name may hold spaces of any kind.
    """

    most: int = 2_000  # characters
    exact: bool = False

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, "text", reader)
        if text is None:
            return None
        return _check_length(text if self.exact else _SPACES.sub(" ", text).strip(), self.most, node, reader)

    def schema(self) -> dict[str, Any]:
        return {**_SCALAR_SCHEMA, "minLength": 1, "maxLength": self.most}

    def describe(self) -> str:
        return f"text, at most {self.most:,} characters"


def _check_length(text: str, most: int, node: Node, reader: Reader) -> str | None:
    if len(text) <= most:
        return text
    reader.report(node, "too-large", f"this is {len(text):,} characters long; the limit is {most:,}")
    return None


@dataclass(frozen=True, slots=True)
class LinesShape:
    """Text whose inner line breaks and spaces are kept; `markdown` says whether it is Markdown."""

    most: int = 50_000  # characters
    markdown: bool = False
    empty: str = "bad-value"  # the code for a blank value

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, "text", reader, self.empty)
        return None if text is None else _check_length(text.strip(), self.most, node, reader)

    def schema(self) -> dict[str, Any]:
        return TextShape(self.most).schema()

    def describe(self) -> str:
        return f"{'Markdown' if self.markdown else 'text'}, at most {self.most:,} characters"


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One word of a fixed list."""

    options: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, f"one of {', '.join(self.options)}", reader)
        if text is None or text in self.options:
            return text
        known = ", ".join(self.options)
        reader.report(
            node, "bad-value", f"“{shorten(text)}” is not one of {known}", *suggestion_line(text, self.options)
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def describe(self) -> str:
        return " | ".join(self.options)


@dataclass(frozen=True, slots=True)
class PatternShape:
    """Text that a regular expression matches whole, of at most so many characters; `form` describes it."""

    form: str
    regex: str
    code: str = "bad-value"
    most: int = ID_LENGTH

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, self.form, reader)
        if text is None or (re.fullmatch(self.regex, text) and len(text) <= self.most):
            return text
        reader.report(node, self.code, f"“{shorten(text)}” is not {self.form}")
        return None

    def schema(self) -> dict[str, Any]:
        return {**_SCALAR_SCHEMA, "pattern": f"^(?:{self.regex})$", "maxLength": self.most}

    def describe(self) -> str:
        return self.form


@dataclass(frozen=True, slots=True)
class DateShape:
    """A year, a month or a day: 2000, 2000-10 or 2000-10-24."""

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, "a date", reader)
        if text is None or is_date(text):
            return text
        reader.report(node, "bad-date", f"“{shorten(text)}” is not a date", "write 2000, 2000-10 or 2000-10-24")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    def describe(self) -> str:
        return "a date: 2000, 2000-10 or 2000-10-24"


def is_date(text: str) -> bool:
    """Return whether the text is a partial ISO 8601 date that exists in the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class UrlShape:
    """An http or https address; `email` also allows an e-mail address, `folder` requires the address of a folder."""

    email: bool = False
    folder: bool = False

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, "an address", reader)
        if text is None:
            return None
        text = text.strip()
        if len(text) > _ADDRESS:
            return _check_length(text, _ADDRESS, node, reader)
        if is_url(text):
            if not self.folder:
                return text
            if "?" not in text and "#" not in text:
                return text.rstrip("/") + "/"
        if self.email and _EMAIL.fullmatch(text) and text.isprintable():
            return text
        reader.report(
            node, "bad-url", f"“{shorten(text)}” is not {self.describe()}", "write it in full: https://example.org/…"
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} if self.email else {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://"}

    def describe(self) -> str:
        if self.folder:
            return "an http or https address without ? or #"
        return "an e-mail, http or https address" if self.email else "an http or https address"


def is_number(text: str) -> bool:
    """Return whether the text is a number as the claims files have them: 37000 or -2.5."""
    return _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A whole or decimal number, as typed: without thousands separators or units."""

    def read(self, node: Node, reader: Reader) -> int | float | None:
        if not isinstance(node, Scalar) or not node.plain or not is_number(node.text):
            help = "write only digits: 37000 or -2.5" if isinstance(node, Scalar) else ""
            _report_type(node, "a number", reader, *filter(None, (help,)))
            return None
        return int(node.text) if re.fullmatch(r"[-+]?\d+", node.text) else float(node.text)

    def schema(self) -> dict[str, Any]:
        return {"type": "number"}

    def describe(self) -> str:
        return "a number"


@dataclass(frozen=True, slots=True)
class BooleanShape:
    """true or false."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
            return node.text == "true"
        _report_type(node, "true or false", reader, "write true or false, without quotation marks")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def describe(self) -> str:
        return "true | false"


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """The id of an entry that is defined elsewhere; whether it exists is checked when everything has been read."""

    kind: Literal["claim", "source", "entity", "topic", "rating"]

    def read(self, node: Node, reader: Reader) -> str | None:
        text = _read_scalar(node, f"the id of a {self.kind}", reader)
        if text is not None:
            reader.references.append(Reference(self.kind, text, reader.document.at(node)))
        return text

    def schema(self) -> dict[str, Any]:
        return reference_schema(VERDICTS if self.kind == "rating" else ())

    def describe(self) -> str:
        return f"the id of {'an' if self.kind == 'entity' else 'a'} {self.kind}"


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of items; `single` also allows one item without the list around it."""

    item: Shape
    single: bool = False

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            return tuple(value for item in node.items if (value := self.item.read(item, reader)) is not None)
        if self.single:
            value = self.item.read(node, reader)
            return None if value is None else (value,)
        help = [f"write [{shorten(node.text)}]"] if isinstance(node, Scalar) and node.text else []
        _report_type(node, "a list", reader, *help)
        return None

    def schema(self) -> dict[str, Any]:
        many = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), many]} if self.single else many

    def describe(self) -> str:
        return (
            f"{self.item.describe()}; or a list of these"
            if self.single
            else f"a list; each item is {self.item.describe()}"
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record, with its type and what it means."""

    name: str
    shape: Shape
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class EntryValues:
    """The valid values of a mapping, by key, and where they are."""

    values: MappingOf[str, Any]
    node: Mapping
    document: Document

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def at(self, key: str) -> Location:
        """Return where the key's value begins, or the mapping where it has no such key."""
        for name, node in self.node.entries:
            if name.text == key:
                return self.document.at(node)
        return self.document.at(self.node)


class RecordShape:
    """A mapping with a fixed set of keys."""

    def __init__(self, name: str, fields: tuple[Field, ...]) -> None:
        self.name, self.fields = name, fields
        self._by_name = {field.name: field for field in fields}
        self._required = frozenset(field.name for field in fields if field.required)

    def read(self, node: Node, reader: Reader) -> EntryValues | None:
        if not isinstance(node, Mapping):
            _report_type(node, f"a mapping ({', '.join(field.name for field in self.fields[:3])} …)", reader)
            return None
        values = {}
        for key, value in node.entries:
            field = self._by_name.get(key.text)
            if field is None:
                self._report_unknown(key, reader)
            elif (read := field.shape.read(value, reader)) is not None:
                values[key.text] = read
        missing = self._required.difference([key.text for key, _ in node.entries])
        for field in self.fields if missing else ():
            if field.name in missing:
                reader.report(
                    node, "missing-key", f"{self.name} needs the key “{field.name}”", f"{field.name}: {field.doc}"
                )
        return EntryValues(values, node, reader.document)

    def _report_unknown(self, key: Scalar, reader: Reader) -> None:
        known = [field.name for field in self.fields]
        help = suggestion_line(key.text, known) or (f"{self.name} has the keys {', '.join(known)}",)
        reader.report(key, "unknown-key", f"{self.name} has no key “{shorten(key.text)}”", *help)

    def schema(self) -> dict[str, Any]:
        required = [field.name for field in self.fields if field.required]
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {field.name: {"description": field.doc, **field.shape.schema()} for field in self.fields},
            **({"required": required} if required else {}),
        }

    def describe(self) -> str:
        return f"{{{', '.join(field.name for field in self.fields)}}}"


@dataclass(frozen=True, slots=True)
class IdentifiedShape:
    """A mapping from ids to records; reading it returns pairs of the id's node and its entry."""

    record: RecordShape

    def read(self, node: Node, reader: Reader) -> tuple[tuple[Scalar, EntryValues | None], ...] | None:
        if isinstance(node, Scalar) and node.plain and not node.text:  # a key with nothing behind it has no entries
            return ()
        if not isinstance(node, Mapping):
            _report_type(node, f"a mapping of {self.record.name.split()[-1]} ids", reader)
            return None
        found = []
        for key, value in node.entries:
            check_id(key, reader)
            found.append((key, self.record.read(value, reader)))
        return tuple(found)

    def schema(self) -> dict[str, Any]:
        return {
            "type": ["object", "null"],
            "additionalProperties": False,
            "patternProperties": {f"^{ID.pattern}$": self.record.schema()},
        }

    def describe(self) -> str:
        return f"for each id, {self.record.name}"


@dataclass(frozen=True, slots=True)
class OverridesShape:
    """A mapping from ids of other sources to the desk's reasons, which readers are shown, for counting them apart."""

    reason: TextShape = TextShape(1_000)

    def read(self, node: Node, reader: Reader) -> tuple[IndependenceOverride, ...] | None:
        if not isinstance(node, Mapping):
            help = "write {other-source: why the two are independent}"
            reader.report(node, "wrong-type", "expected a mapping from source ids to reasons here", help)
            return None
        overrides = []
        for key, value in node.entries:
            location = reader.document.at(key)
            reader.references.append(Reference("source", key.text, location))
            reason = self.reason.read(value, reader)
            if reason is not None:
                overrides.append(IndependenceOverride(key.text, reason, location))
        return tuple(overrides)

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.reason.schema()}

    def describe(self) -> str:
        return f"for each id of another source, the reason: {self.reason.describe()}"


def check_id(key: Scalar, reader: Reader) -> None:
    """Report an id that is not well formed, too long or reserved."""
    if not ID.fullmatch(key.text) or len(key.text) > ID_LENGTH:
        reader.report(
            key,
            "bad-id",
            f"“{shorten(key.text)}” is not an id",
            f"an id has only a-z, 0-9 and single hyphens, at most {ID_LENGTH} characters",
            *_suggest_id(key.text),
        )
    elif key.text in RESERVED_IDS:
        reader.report(key, "bad-id", f"the id “{key.text}” is reserved", "choose another id")


def _suggest_id(text: str) -> tuple[str, ...]:
    id = make_id(text)
    return (f"for example {id}",) if id else ()
