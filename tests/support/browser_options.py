"""How Chromium is started, and how its readers like their pages."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CALM = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
