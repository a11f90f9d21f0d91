"""What Lighthouse says of the home page, a claim and a source: `make audit`, which takes minutes and is no test.

Each category scores 95 of 100 or more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.served_site import Site
from tests.support.tools import BROWSER, program

LIGHTHOUSE = "lighthouse@12.8.2"  # the last that runs on Debian's Node
ENOUGH = 95


@pytest.mark.parametrize("kind", ["home", "claims", "sources"])
def test_lighthouse_is_content(
    sites: Mapping[str, Site], capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    """Lighthouse, for a telephone on a slow network, gives each category 95 or more."""
    path = "index.html" if kind == "home" else sites["own"].largest(kind)
    report = tmp_path / "report.json"
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    ran = subprocess.run(
        [program("npm"), "exec", "--yes", "--", LIGHTHOUSE, sites["own"].address + path, "--quiet", "--output=json",
         f"--output-path={report}", f"--chrome-flags={flags}"],
        cwd=BROWSER, env={**os.environ, "CHROME_PATH": program("chromium")}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    said = json.loads(report.read_text(encoding="utf-8"))
    scores = {each["title"]: round(100 * each["score"]) for each in said["categories"].values()}
    faults = [each["title"] for each in said["audits"].values() if each["score"] == 0]
    with capsys.disabled():
        sys.stdout.write(f"\n{path}: {scores}\n" + "".join(f"  {each}\n" for each in faults))
    assert min(scores.values()) >= ENOUGH, faults
