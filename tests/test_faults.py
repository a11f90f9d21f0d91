"""The checks find planted faults, and say nothing of the places before: a small part of `benchmarks.faults`."""

import json
from pathlib import Path

import pytest

from benchmarks.faults.kinds import KINDS, Planter
from benchmarks.faults.places import ROOT, Sound, read_climate_fever, read_sound
from benchmarks.faults.run import check, plant, try_kind

FEW = 5  # places of each kind


@pytest.fixture(scope="module")
def own() -> Sound:
    return read_sound("own", ROOT)


@pytest.mark.parametrize(("code", "kind"), [(code, kind) for _, code, kind in KINDS])
def test_planted_faults_are_found(code: str, kind: Planter, own: Sound, tmp_path: Path) -> None:
    """Each kind of fault, planted in places of our own site, gives its code; the sound place does not."""
    trials = try_kind(kind, code, own.places, FEW, tmp_path)
    assert trials
    assert [trial.project for trial in trials if code not in trial.codes] == []


def test_our_own_site_is_sound(own: Sound) -> None:
    """Not one finding in all of its quotes: the places are what they are taken for."""
    assert own.findings == ()
    assert len(own.places) == own.quotes > 100


def test_the_same_seed_plants_the_same(own: Sound) -> None:
    """Two runs plant the same faults in the same places, and another seed others."""
    kind = next(kind for _, code, kind in KINDS if code == "quote-short")
    one, same, other = ([json.dumps(project) for _, project in plant(kind, own.places, 20, seed)] for seed in (0, 0, 1))
    assert one == same != other


def test_a_public_corpus_is_a_project(tmp_path: Path) -> None:
    """Of CLIMATE-FEVER, sentences that all annotators grade as the claim are quotes; a claim stands once."""
    evidence = {
        "evidence_id": "Harbour:1", "evidence_label": "SUPPORTS", "article": "Harbour",
        "evidence": "The  harbour has two quays.", "votes": ["SUPPORTS", "SUPPORTS", None],
    }  # fmt: skip
    doubted = evidence | {"evidence_id": "Harbour:2", "evidence": "It is old.", "votes": ["SUPPORTS", "REFUTES"]}
    row = {
        "claim_id": 1,
        "claim": "The harbour has quays.",
        "claim_label": "SUPPORTS",
        "evidences": [evidence, doubted],
    }
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in (row, row | {"claim": "The harbour has quays"})))
    sound = read_climate_fever(path)
    (place,) = sound.places
    assert (place.statement, place.quote, sound.quotes) == ("The harbour has quays.", "The harbour has two quays.", 1)
    assert place.text == "The harbour has two quays. It is old.\n"
    assert check(tmp_path / "project", place.to_project()) == set()
