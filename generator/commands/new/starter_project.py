"""The starter project: a small project that builds, copied from the package, with the schema for editors."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.commands.shared.yaml_text import to_scalar
from generator.reading.schema import schema_text
from generator.reading.yamltree import FORBIDDEN

# What a build makes is for no version control.
IGNORED = "/site/\n.*.verbatim-*\n"
_EMPTY = """\
# yaml-language-server: $schema=claims.schema.json
#
# The claims stand in claims/, one in a file: `verbatim claim "A statement."` begins one, `verbatim quote CLAIM WORDS`
# adds what a source says. `verbatim add FILE` brings in an article, with its entry below `sources:`.

site:
  title: {title}

include: [claims/*.yaml]

sources:

topics:

entities:
"""
_FIRST = "# The first claim's file stands beside this one, which can be removed then.\n"


def create_project(folder: Path, *, empty: bool = False) -> tuple[Path, ...]:
    """Write the starter project into `folder`, created if missing, and return the paths written, in order.

    An `empty` one has neither claims nor articles. Raises FileExistsError if a file of that name exists: nothing is
    overwritten.
    """
    written = []
    starter = files("generator.commands.new") / "starter"
    for name, content in _empty_files(folder) if empty else _starter_files(starter):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        written.append(path)
    return tuple(written)


def _starter_files(root: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the starter, its path and its bytes, claims.yaml first."""
    yield "claims.yaml", (root / "claims.yaml").read_bytes()
    yield "claims.schema.json", schema_text().encode()
    yield ".gitignore", IGNORED.encode()
    for inner in ("claims", "seeds"):
        for file in sorted((root / inner).iterdir(), key=lambda file: file.name):
            yield f"{inner}/{file.name}", file.read_bytes()


def _empty_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of an empty project, which is named after its folder."""
    title = " ".join(FORBIDDEN.sub("", folder.absolute().name).replace("-", " ").replace("_", " ").split()).capitalize()
    yield "claims.yaml", _EMPTY.format(title=to_scalar(title or "Facts")).encode()
    yield "claims.schema.json", schema_text().encode()
    yield ".gitignore", IGNORED.encode()
    yield "claims/first.yaml", _FIRST.encode()
    yield "seeds/.gitkeep", b""
