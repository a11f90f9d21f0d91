"""Every wrong type at every place of claims.yaml: said there, with a known code, and nothing else breaks.

The places come from the schema, so that a key of tomorrow is tried too.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import check_project
from generator.diagnostics import CODES, as_text
from generator.reading.accepted_shape import AcceptedShape
from generator.reading.desk_shapes import ClaimDateShape, FormerIdsShape, LanguageShape
from generator.reading.schema import PROJECT
from generator.reading.shapes import (
    BooleanShape,
    ChoiceShape,
    DateShape,
    IdentifiedShape,
    ListShape,
    NumberShape,
    OverridesShape,
    PatternShape,
    RecordShape,
    ReferenceShape,
    Shape,
)
from tests.support.small_project import MakeProject
from tests.support.yaml_lines import At, yaml_lines

WRONG: dict[str, object] = {
    "nothing": None,
    "an empty text": "",
    "a text": "some words",
    "a number": 12.5,
    "a boolean": True,
    "a list": ["a", "b"],
    "an empty list": [],
    "a list of lists": [[["a"]]],
    "a mapping": {"a": "b"},
    "an empty mapping": {},
    "a mapping of mappings": {"a": {"b": {"c": "d"}}},
    "a list of mappings": [{"a": "b"}, {"c": ["d"]}],
    "a long text": "x" * 60_000,
}
SAMPLES = {
    "id": "fair", "language": "en", "sha256": "0" * 64, "file": "seeds/wire.txt", "sources_dir": "seeds",
    "fingerprint": "-".join(("0" * 16,) * 3),
}  # fmt: skip


def sample(name: str, shape: Shape) -> object:
    """A value that the shape takes, with every key of it set."""
    if isinstance(shape, RecordShape):
        return {each.name: sample(each.name, each.shape) for each in shape.fields}
    if isinstance(shape, IdentifiedShape):
        return {"an-id": sample(name, shape.record)}
    if isinstance(shape, OverridesShape):
        return {"an-id": sample(name, shape.reason)}
    if isinstance(shape, AcceptedShape):
        return {"quote-short": sample(name, shape.reason)}
    if isinstance(shape, ListShape):
        return [sample(name, shape.item)]
    if isinstance(shape, ChoiceShape):
        return shape.options[0]
    if isinstance(shape, ReferenceShape):
        return "an-id" if shape.kind != "rating" else "supported"
    if isinstance(shape, FormerIdsShape):
        return ["an-old-id"]
    if isinstance(shape, DateShape | ClaimDateShape):
        return "2001-02"
    if isinstance(shape, NumberShape):
        return 7
    if isinstance(shape, BooleanShape):
        return True
    if isinstance(shape, PatternShape | LanguageShape):
        return SAMPLES[name]
    return SAMPLES.get(name, "https://example.org/" if "address" in shape.describe() else "some 37,000 troops")


def places(shape: Shape, at: At = ()) -> Iterator[tuple[At, Shape]]:
    """Every place of a sample, with what belongs there."""
    yield at, shape
    if isinstance(shape, RecordShape):
        for each in shape.fields:
            yield from places(each.shape, (*at, each.name))
    elif isinstance(shape, IdentifiedShape):
        yield from places(shape.record, (*at, "an-id"))
    elif isinstance(shape, OverridesShape):
        yield from places(shape.reason, (*at, "an-id"))
    elif isinstance(shape, AcceptedShape):
        yield from places(shape.reason, (*at, "quote-short"))
    elif isinstance(shape, ListShape):
        yield from places(shape.item, (*at, 0))


PLACES = [(at, shape) for at, shape in places(PROJECT) if at]


def replaced(at: At, wrong: object) -> dict[str, object]:
    whole = sample("", PROJECT)
    assert isinstance(whole, dict)
    holder: object = whole
    for step in at[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[at[-1]] = wrong  # type: ignore[index]
    return whole


def write(root: Path, values: object) -> dict[int, At]:
    lines: dict[int, At] = {}
    (root / "claims.yaml").write_text("\n".join(yaml_lines(values, (), lines, 0)) + "\n", encoding="utf-8")
    return lines


def test_there_are_many_places() -> None:
    """Every key of every record, the items of every list, and what an id leads to."""
    assert len(PLACES) > 70
    assert ("claims", "an-id", "evidence", 0, "quote") in [at for at, _ in PLACES]


@pytest.mark.parametrize(("at", "shape"), PLACES, ids=[".".join(map(str, at)) for at, _ in PLACES])
def test_whatever_stands_there_is_read_or_said(project: MakeProject, at: At, shape: Shape) -> None:
    """Any value at all at one place: known codes, a place in the file; a wrong kind is said right there."""
    root = project({})
    for kind, wrong in WRONG.items():
        lines = write(root, replaced(at, wrong))
        found = check_project(root).diagnostics
        assert all(each.code in CODES for each in found)
        assert "Traceback" not in as_text(found)
        here = [each for each in found if lines.get(each.location.line, ())[: len(at)] == at]
        takes_list = isinstance(shape, ListShape | FormerIdsShape)
        takes_mapping = isinstance(shape, (RecordShape, IdentifiedShape, OverridesShape, AcceptedShape))
        if isinstance(wrong, dict) and not takes_mapping:
            assert "wrong-type" in {each.code for each in here}, (kind, [str(each) for each in found])
        if isinstance(wrong, list) and not takes_list:
            assert "wrong-type" in {each.code for each in here}, (kind, [str(each) for each in found])
        if isinstance(wrong, str) and wrong and (takes_mapping or (isinstance(shape, ListShape) and not shape.single)):
            assert "wrong-type" in {each.code for each in here}, (kind, [str(each) for each in found])
