"""A small project that builds: the starter, as it lies in the package, copied, and the schema for editors."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.reading.schema import schema_text


def create_project(folder: Path) -> tuple[Path, ...]:
    """The starter project stands in `folder`, which is made where it is missing: the paths written, in their order.

    Raises FileExistsError where a file of that name is there already: nothing is overwritten.
    """
    written = []
    for name, content in _starter(files("generator.commands.new") / "starter"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        written.append(path)
    return tuple(written)


def _starter(root: Traversable) -> Iterator[tuple[str, bytes]]:
    """Every file of the starter: its path from there and its bytes, claims.yaml first."""
    seeds = sorted((root / "seeds").iterdir(), key=lambda each: each.name)
    yield "claims.yaml", (root / "claims.yaml").read_bytes()
    yield "claims.schema.json", schema_text().encode()
    for each in seeds:
        yield f"seeds/{each.name}", each.read_bytes()
