"""Patterns that are compiled when they are first used: they do what compiled ones do."""

import re

import pytest

from generator.patterns import lazy_pattern


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    """Its methods and attributes are those of the pattern, with its flags, also when they are asked for again."""
    lazy, compiled = lazy_pattern("(?P<word>[a-z]+)", re.IGNORECASE), re.compile("(?P<word>[a-z]+)", re.IGNORECASE)
    for _ in range(2):
        assert lazy.findall("Ab 1 c") == compiled.findall("Ab 1 c")
        assert lazy.sub("-", "Ab 1 c") == compiled.sub("-", "Ab 1 c")
        assert (lazy.pattern, lazy.groupindex, lazy.groups) == (compiled.pattern, compiled.groupindex, compiled.groups)
    assert lazy.fullmatch("1") is None


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    """So one that never is costs nothing, and a fault in it shows only then."""
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.search("")
