"""The starter project: a small project that builds, copied from the package, with the schema for editors."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.reading.schema import schema_text


def create_project(folder: Path) -> tuple[Path, ...]:
    """Write the starter project into `folder`, created if missing, and return the paths written, in order.

    Raises FileExistsError if a file of that name exists: nothing is overwritten.
    """
    written = []
    for name, content in _starter_files(files("generator.commands.new") / "starter"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        written.append(path)
    return tuple(written)


def _starter_files(root: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the starter, its path and its bytes, claims.yaml first."""
    seeds = sorted((root / "seeds").iterdir(), key=lambda seed: seed.name)
    yield "claims.yaml", (root / "claims.yaml").read_bytes()
    yield "claims.schema.json", schema_text().encode()
    for seed in seeds:
        yield f"seeds/{seed.name}", seed.read_bytes()
