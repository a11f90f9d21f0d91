"""The programs and npm packages that the browser tests need, and how Chromium is started."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/browser"
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CALM = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


def program(name: str, package: str) -> str:
    """Return the path of the program; fail the test where it is missing, and say how to install it."""
    found = shutil.which(name)
    if not found:
        pytest.fail(f"there is no {name}; on Debian: apt-get install {package}", pytrace=False)
    return found


def tool(path: str) -> Path:
    """Return a file of an npm package that package.json names; fail the test where it is missing."""
    found = HERE / "node_modules" / path
    if not found.is_file():
        pytest.fail(f"there is no {path}: cd tests/browser && npm ci (on Debian: apt-get install npm)", pytrace=False)
    return found
