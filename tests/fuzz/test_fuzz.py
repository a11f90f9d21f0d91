"""The fuzz targets with texts of Hypothesis: the pieces that such texts are made of, in any order."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.fuzz_targets import TARGETS

WORDS = [
    each[1:-1].encode().decode("unicode_escape").encode("latin-1").decode()
    for each in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    if re.fullmatch(r'".*"', each)
]
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6), st.sampled_from("\n \t:-'\"ab")), max_size=60)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS.map("".join))
def test_the_rule_holds_for_any_text(target: str, text: str) -> None:
    """Each target's rule, as its docstring has it."""
    TARGETS[target](text)
