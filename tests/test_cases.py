"""The case sites: small projects of one theme each, and what a reader meets on every page of their sites.

`expected/` holds what check says (diagnostics.txt), what the site's data say (claims.json) and what its pages say
(pages.txt, as tests/support/site_reader.py reads them: text, links and marks, not markup). Written anew by
`pytest tests/test_cases.py --accept`: read the difference before it is committed.
"""

from pathlib import Path

import pytest

from generator.build import build_project
from generator.diagnostics import as_text
from tests.support.site_reader import digest, read

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_what_is_expected(name: str, tmp_path: Path, accept: bool) -> None:
    """The diagnostics, the data and every page of a case are those of its expected/, and expected/ has nothing else."""
    checked, written = build_project(CASES / name, tmp_path / "site")
    said = {"diagnostics.txt": as_text(checked.diagnostics)}
    if written:
        site = read(tmp_path / "site")
        said["claims.json"] = site.text("claims.json")
        said["pages.txt"] = digest(site)
    expected = CASES / name / "expected"
    if accept:
        expected.mkdir(exist_ok=True)
        for stale in expected.iterdir():
            stale.unlink()
        for path, text in said.items():
            (expected / path).write_text(text, encoding="utf-8", newline="")
    assert sorted(said) == sorted(path.name for path in expected.iterdir())
    for path, text in said.items():
        assert text == (expected / path).read_bytes().decode(), path


def test_every_case_has_a_theme() -> None:
    """A case has claims, seeds, what is expected, and a first line that says what it is about; and nothing else."""
    assert NAMES
    for name in NAMES:
        assert (CASES / name / "claims.yaml").read_text(encoding="utf-8").startswith("# ")
        assert (CASES / name / "seeds").is_dir()
        assert (CASES / name / "expected").is_dir()
        assert not (CASES / name / "site").exists()
