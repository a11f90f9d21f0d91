"""A small project that is right, to be made wrong in one place."""

from collections.abc import Callable, Mapping
from pathlib import Path

Files = Mapping[str, str | bytes]
MakeProject = Callable[[Files], Path]
SEED = "The US bases some 37,000 troops in South Korea.\n\nTalks resume on Monday, officials say.\n"
CLAIMS = """\
site: {title: Small}
sources:
  wire: {file: seeds/wire.txt, publisher: Wire}
claims:
  troops:
    statement: The US has troops in South Korea.
    evidence:
    - source: wire
      quote: some 37,000 troops
      stance: supports
"""
