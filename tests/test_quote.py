"""`verbatim quote`: words of a source become evidence in a claim's entry, and not another byte of the file changes."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.analysis.anchoring.source_text import prepare_texts
from generator.build import check_project, read_project
from generator.cli import commands
from generator.commands.shared.evidence_edit import NoQuote, quote_selection
from generator.commands.shared.yaml_edit import UnsafeEdit, append_item
from generator.commands.shared.yaml_text import PlainText, YamlValue
from generator.reading import yamltree
from tests.support.random_layouts import make_layouts, make_text, read_texts
from tests.support.small_project import CLAIMS, SEED, MakeProject

ITEM: Mapping[str, YamlValue] = {"source": "wire", "quote": "“No”: 'so' # 1", "value": PlainText("-2.5")}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, ["quote", *(str(word) for word in words)], catch_exceptions=False)


def make_claims(chance: random.Random) -> dict[str, object]:
    """Return claims of which `two` has evidence, none, or an empty list."""

    def claim(evidence: object) -> dict[str, object]:
        said: dict[str, object] = {"statement": make_text(chance), "note": [make_text(chance)]}
        if evidence is not None:
            said["evidence"] = evidence
        return {**said, "date": make_text(chance)} if chance.random() < 0.5 else said

    def item() -> dict[str, str]:
        return {key: make_text(chance) for key in ("source", "quote", "note")[: chance.randint(1, 3)]}

    evidence = chance.choice([None, [], [item()], [item(), item()], [item(), item(), item()]])
    others = {id: claim([item()]) for id in ("one", "three") if chance.random() < 0.7}
    return {"site": {"title": make_text(chance)}, "claims": {**others, "two": claim(evidence)}, "topics": {}}


def test_an_item_more_and_every_other_byte_as_it_was() -> None:
    """In 2,000 layouts the file with the item is the file with one stretch more, and says what it said and the item."""
    refused = 0
    for text in make_layouts(2_000, make_claims):
        said = read_texts(text)
        try:
            after = append_item(text.encode(), ["claims", "two"], "evidence", ITEM, levels=2).decode()
        except UnsafeEdit:
            refused += not yamltree.parse(text.removeprefix("\ufeff"), "").diagnostics
            continue
        same = next((at for at, both in enumerate(zip(text, after, strict=False)) if both[0] != both[1]), len(text))
        assert len(after) > len(text), text
        assert after.endswith(text[same:]) or text[same:].strip() in {"", "[]"}, text
        now = read_texts(after)
        assert isinstance(now, dict) and isinstance(said, dict)
        assert now["claims"]["two"]["evidence"].pop() == ITEM, text
        said["claims"]["two"]["evidence"] = said["claims"]["two"].get("evidence") or []
        assert now == said, text
    assert not refused


LISTED = "claims:\n  a:\n    evidence:\n    - source: x\n    # of the next key\n    note: z\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LISTED, LISTED.replace("x\n", "x\n    - {new}\n      b: c\n")),
        ("claims:\n  a:\n    b: 1\n", "claims:\n  a:\n    b: 1\n    evidence:\n      - {new}\n        b: c\n"),
        ("claims:\n  a:\n    evidence:\n", "claims:\n  a:\n    evidence:\n      - {new}\n        b: c\n"),
        ("claims: {a: {evidence: []}}\n", "claims: {a: {evidence: [{{new}, b: c}]}}\n"),
        ("claims: {a: {evidence: [{x: y}]}}\n", "claims: {a: {evidence: [{x: y}, {{new}, b: c}]}}\n"),
        (
            "claims:\n  a:\n    evidence:\n      - {x: y}\n      # so\n\n  b: 1\n",
            "claims:\n  a:\n    evidence:\n      - {x: y}\n      # so\n      - {{new}, b: c}\n\n  b: 1\n",
        ),
        (
            "claims:\n  a:\n    evidence:\n      -   x: |\n            # y\n  b: 1\n",
            "claims:\n  a:\n    evidence:\n      -   x: |\n            # y\n      -   {new}\n          b: c\n  b: 1\n",
        ),
        (
            '{"claims": {"a": {"evidence": [{"x": "y"}]}}}',
            '{"claims": {"a": {"evidence": [{"x": "y"}, {"source": "x", "b": "c"}]}}}',
        ),
    ],
)  # fmt: skip
def test_the_item_is_laid_out_as_the_others(before: str, after: str) -> None:
    """A new item has the indentation and the style of the list that it joins; a comment stays with what it is of."""
    written = append_item(before.encode(), ["claims", "a"], "evidence", {"source": "x", "b": "c"}, levels=2).decode()
    assert written == after.replace("{new}", "source: x")


@pytest.mark.parametrize(
    "text",
    [
        "claims: {a: {evidence: text}}\n",
        "claims: {a: {evidence: {b: c}}}\n",
        "x: &x [{a: b}]\nclaims: {a: {evidence: *x}}\n",
        "claims: {a: &a {evidence: [{b: c}]}, d: *a}\n",
        "claims: {a: {evidence: [}}\n",
        "",
    ],
)
def test_what_would_change_something_else_is_refused(text: str) -> None:
    """No list there, one that stands for another place too, a file with faults: nothing is returned to be written."""
    with pytest.raises(UnsafeEdit):
        append_item(text.encode(), ["claims", "a"], "evidence", ITEM, levels=2)


# -- the command --------------------------------------------------------------------------------------------------


def test_words_are_written_as_the_source_has_them(project: MakeProject) -> None:
    """What was typed with other white space and marks is written in the source's words, and the project is right."""
    root = project({"claims.yaml": CLAIMS})
    done = run(root, "troops", "Talks   resume", "on Monday", "--stance", "mentions", "--speaker", "A. Official")
    assert (done.exit_code, done.output) == (0, "claims.yaml: 4 lines added\n")
    assert (root / "claims.yaml").read_text() == (
        CLAIMS + "    - source: wire\n      quote: Talks resume on Monday\n      stance: mentions\n"
        "      speaker: A. Official\n"
    )
    assert not check_project(root).diagnostics


def test_an_included_file_is_written(project: MakeProject) -> None:
    """The evidence goes where the claim's entry is."""
    head, entry = CLAIMS.split("claims:\n")
    root = project({"claims.yaml": f"include: [claims/*.yaml]\n{head}", "claims/a.yaml": f"claims:\n{entry}"})
    done = run(root, "troops", "Talks resume", "--stance", "refutes", "--value", "-2.5")
    assert done.output == "claims/a.yaml: 4 lines added\n"
    assert (root / "claims.yaml").read_text() == f"include: [claims/*.yaml]\n{head}"


def test_a_place_among_several_is_named(project: MakeProject) -> None:
    """Words in several places are listed and nothing is written; the place that is chosen is told apart."""
    root = project({"claims.yaml": CLAIMS, "seeds/wire.txt": SEED + "\nAgain: talks, some 37,000 troops, talks.\n"})
    broken = (root / "claims.yaml").read_text()
    done = run(root, "troops", "some 37,000 troops")
    assert done.exit_code == 1
    assert "2. seeds/wire.txt:5:15" in done.stderr
    assert (root / "claims.yaml").read_text() == broken
    assert run(root, "troops", "some 37,000 troops", "--place", "2").exit_code == 0
    assert "prefix: " in (root / "claims.yaml").read_text()
    assert run(root, "troops", "some 37,000 troops", "--place", "3").exit_code == 2


def test_words_that_differ_are_never_written_unasked(project: MakeProject) -> None:
    """Where no source has the words the nearest passage is shown, and without a terminal nothing is written."""
    root = project({"claims.yaml": CLAIMS})
    done = run(root, "troops", "some 38,000 troops")
    assert done.exit_code == 1
    assert "you typed “38,000”, the source has “37,000”" in done.stderr
    assert done.stderr.endswith("nothing was written\n")
    assert (root / "claims.yaml").read_text() == CLAIMS


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("troops", "some 37,000 troops"), 1, "has this quote already: its evidence 1"),
        (("troop", "some 37,000 troops"), 1, "did you mean “troops”?"),
        (("troops", "Talks", "--source", "wires"), 1, "did you mean “wire”?"),
        (("troops", "Talks", "--value", "1,000"), 2, "only digits"),
        (("troops", "Talks", "--speaker", "a\nb"), 2, "one line of text"),
        (("troops",), 2, "which words"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    project: MakeProject, words: Sequence[str], status: int, said: str
) -> None:
    """A quote that the claim has, ids that are not there and options of the wrong form leave the file as it was."""
    root = project({"claims.yaml": CLAIMS})
    done = run(root, *words)
    assert (done.exit_code, (root / "claims.yaml").read_text()) == (status, CLAIMS)
    assert said in done.stderr


# -- from a selection ---------------------------------------------------------------------------------------------


def test_any_selection_makes_a_quote_of_that_place_or_none(project: MakeProject) -> None:
    """Whole words around any stretch make a quote with that place alone; outside the text there is none."""
    text = "It's “37,000” [sic] troops. It's 37,000 troops, l'homme, 東京都 and 37 000.\n\nIt's 37,000 troops."
    root = project({"claims.yaml": CLAIMS.replace("some 37,000", "37,000"), "seeds/wire.txt": text})
    library = read_project(root).value
    source = prepare_texts(library.corpus, library.articles, frozenset({"wire"}))["wire"]
    made = 0
    for start in range(0, len(text), 3):
        for end in range(start + 1, len(text) + 1, 7):
            try:
                quote = quote_selection(source, start, end)
            except NoQuote:
                continue
            made += 1
            assert " ".join(text[start:end].split()) in quote.quote
    assert made > 200
    for start, end in ((-1, 4), (4, 4), (9, 3), (0, len(text) + 1), (10**9, 10**9 + 1)):
        with pytest.raises(NoQuote):
            quote_selection(source, start, end)
