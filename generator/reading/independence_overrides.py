"""What the desk rules against what the texts seem to say: which sources it counts apart, and why."""

from typing import Any

from generator.model import IndependenceOverride, Reference
from generator.reading.shapes import Reader, TextShape
from generator.reading.yamltree import Mapping, Node
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class IndependenceOverrides:
    """A mapping from the ids of other sources to the desk's reason, which readers are shown."""

    reason: TextShape = TextShape(1_000)

    def read(self, node: Node, reader: Reader) -> tuple[IndependenceOverride, ...] | None:
        if not isinstance(node, Mapping):
            help = "write {other-source: why the two are independent}"
            reader.report(node, "wrong-type", "a mapping from ids of sources to reasons is wanted here", help)
            return None
        found = []
        for key, value in node.entries:
            at = reader.document.at(key)
            reader.references.append(Reference("source", key.text, at))
            reason = self.reason.read(value, reader)
            if reason is not None:
                found.append(IndependenceOverride(key.text, reason, at))
        return tuple(found)

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.reason.schema()}

    def words(self) -> str:
        return f"ids of other sources, each with a reason: {self.reason.words()}"
