"""How many planted faults the checks find: `python -m benchmarks.faults.run [--climate-fever FILE] [--missed KIND]`.

Each kind is planted in at most `--places` sound places: of this repository's own project, of the golden projects of
the tests, and of CLIMATE-FEVER (github.com/tdiggelm/climate-fever-dataset, `dataset/climate-fever.jsonl`; nothing of it
is in this repository). Every fault stands in a project of one claim and one source, and counts as found where the
checks give its code. The same place without the fault must not have it.

The second table tells what the checks say of the sound projects as they stand, whole; golden projects have some
findings on purpose, and are not in it.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.faults.kinds import KINDS, Planter
from benchmarks.faults.places import (
    ROOT,
    Place,
    Project,
    Sound,
    read_climate_fever,
    read_golden,
    read_sound,
    write_project,
)
from generator.build import check_project

PLACES = 200


@dataclass(frozen=True, slots=True)
class Trial:
    """A planted fault: where, the project that has it, and the codes that the checks give."""

    place: Place
    project: Project
    codes: frozenset[str]


def plant(kind: Planter, places: Sequence[Place], most: int, seed: int = 0) -> Iterator[tuple[Place, Project]]:
    """Yield places with projects that have the fault; all places of our own first, then a sample of the others."""
    random = Random(seed)  # noqa: S311
    own = [place for place in places if place.corpus != "public"]
    others = [place for place in places if place.corpus == "public"]
    random.shuffle(others)
    planted = 0
    for place in (*own, *others):
        project = kind(place, random) if planted < most else None
        if project:
            planted += 1
            yield place, project


def check(folder: Path, project: Project) -> frozenset[str]:
    """Return the codes of what the checks find in a project."""
    for file in folder.glob("seeds/*"):
        file.unlink()
    write_project(folder, project)
    return frozenset(found.code for found in check_project(folder).diagnostics)


def try_kind(kind: Planter, code: str, places: Sequence[Place], most: int, folder: Path) -> list[Trial]:
    """Plant a kind of fault, and check each; a place that has the code without the fault is passed over."""
    trials: list[Trial] = []
    for place, project in plant(kind, places, most + most // 4):
        if len(trials) < most and code not in check(folder, place.to_project()):
            trials.append(Trial(place, project, check(folder, project)))
    return trials


def _print_faults(sound: Sequence[Sound], most: int, missed: str) -> None:
    places = [place for project in sound for place in project.places]
    print("| planted | code | places: own, golden, public | found |")
    print("| --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for name, code, kind in KINDS:
            if missed and missed != code:
                continue
            trials = try_kind(kind, code, places, most, Path(folder))
            found = sum(code in trial.codes for trial in trials)
            where = Counter(trial.place.corpus for trial in trials)
            counts = ", ".join(str(where[corpus]) for corpus in ("own", "golden", "public"))
            print(f"| {name} | `{code}` | {len(trials)}: {counts} | {found / max(1, len(trials)):.1%} |", flush=True)
            if missed:
                for trial in trials:
                    if code not in trial.codes:
                        _print_missed(trial)


def _print_missed(trial: Trial) -> None:
    codes = ", ".join(sorted(trial.codes))
    print(f"  {trial.place.corpus} [{codes}]")
    for claim in trial.project["claims"].values():
        print(f"    {claim['statement']}  {claim.get('verdict', '')} {claim.get('explanation', '')}")
        for evidence in claim["evidence"]:
            print(f"      {evidence['stance']}: {evidence['quote']!r} {evidence.get('value', '')}")


def _print_sound(sound: Sequence[Sound]) -> None:
    print("\n| sound | quotes | findings | per 100 quotes | by code |")
    print("| --- | ---: | ---: | ---: | --- |")
    for corpus in ("own", "public"):
        quotes = sum(project.quotes for project in sound if project.name == corpus)
        codes = Counter(code for project in sound if project.name == corpus for code in project.findings)
        told = ", ".join(f"`{code}` {count}" for code, count in codes.most_common())
        print(f"| {corpus} | {quotes} | {codes.total()} | {100 * codes.total() / max(1, quotes):.1f} | {told} |")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--climate-fever", type=Path)
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--missed", default="", help="only this kind, with every fault that is not found")
    arguments = parser.parse_args()
    sound = [read_sound("own", ROOT), *read_golden()]
    if arguments.climate_fever:
        sound.append(read_climate_fever(arguments.climate_fever))
    _print_faults(sound, arguments.places, arguments.missed)
    if not arguments.missed:
        _print_sound(sound)


if __name__ == "__main__":
    main()
