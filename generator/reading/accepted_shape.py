"""The type of `accept`: codes of warnings, each with the reason why the desk holds to what it wrote."""

from typing import Any

from generator.diagnostics import CODES, WARNINGS, suggestion_line
from generator.model import AcceptedWarning
from generator.reading.shapes import Reader, TextShape, shorten
from generator.reading.yamltree import Mapping, Node, Scalar
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class AcceptedShape:
    """A mapping from codes of warnings to the reasons, which readers are shown, why the desk holds to what it wrote."""

    reason: TextShape = TextShape(1_000)

    def read(self, node: Node, reader: Reader) -> tuple[AcceptedWarning, ...] | None:
        if not isinstance(node, Mapping):
            help = "write {code-of-the-warning: why it does not hold here}"
            reader.report(node, "wrong-type", "expected a mapping from codes of warnings to reasons here", help)
            return None
        accepted = []
        for key, value in node.entries:
            reason = self.reason.read(value, reader)
            if key.text not in WARNINGS:
                self._report_code(key, reader)
            elif reason is not None:
                accepted.append(AcceptedWarning(key.text, reason, reader.document.at(key)))
        return tuple(accepted)

    def _report_code(self, key: Scalar, reader: Reader) -> None:
        known = f"warnings are {', '.join(WARNINGS)}"
        fault = "is the code of an error, which cannot be accepted" if key.text in CODES else "is no warning’s code"
        help = suggestion_line(key.text, WARNINGS) or (known,)
        reader.report(key, "bad-value", f"“{shorten(key.text)}” {fault}", *help)

    def schema(self) -> dict[str, Any]:
        codes = {"enum": list(WARNINGS)}
        return {"type": "object", "propertyNames": codes, "additionalProperties": self.reason.schema()}

    def describe(self) -> str:
        return f"for each code of a warning, the reason: {self.reason.describe()}"
