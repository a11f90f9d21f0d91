"""Claims cut out by their lines and read one by one are the claims that the whole file says, or the file is not cut."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache.memo import Memo
from generator.id_references import Reference
from generator.model import Claim
from generator.reading.cached_claims import read_chunks
from generator.reading.claim_chunks import parse_in_chunks
from generator.reading.declarations import Declarations, read_declarations
from generator.reading.yamltree import parse

OWN = (Path(__file__).parent.parent / "claims.yaml").read_text(encoding="utf-8")
SITE = "site: {title: T}\n"
PLAIN = """\
claims:
  one:
    statement: First.
    evidence:
      - {source: s, quote: a quote, stance: supports}
  # between
  two:
    statement: Second.
    explanation: |
      Words [here](claim:one).

        two: no entry
  three: {statement: Third.}
"""


def whole(text: str) -> tuple[Declarations, bool]:
    parsed = parse(text, "claims.yaml")
    read = read_declarations([parsed.value])
    return read.value, bool(parsed.diagnostics or read.diagnostics)


def cut(text: str, memo: Memo | None = None) -> tuple[Declarations, bool]:
    parsed = parse_in_chunks(text, "claims.yaml")
    read = read_declarations([parsed.value], read_chunks([parsed.value], memo or Memo()))
    return read.value, bool(parsed.diagnostics or read.diagnostics)


def names(draft: Declarations) -> set[Reference]:
    """What is named by ids; links in Markdown, which only parts tell at once, left out."""
    found = {*draft.references, *(one for each in draft.named for one in each.references())}
    markdown = {at for _, at in draft.markdown}
    return {each for each in found if each.location not in markdown}


def is_cut(text: str) -> bool:
    return bool(parse_in_chunks(text, "claims.yaml").value.chunks)


def same(text: str) -> None:
    """Cut and read, the text says what the whole says; or something is not in order, and the whole will tell."""
    said, amiss = cut(text)
    if not amiss:
        wanted, wrong = whole(text)
        assert not wrong
        assert (said.site, said.sources, said.topics, said.entities) == (
            wanted.site, wanted.sources, wanted.topics, wanted.entities,
        )  # fmt: skip
        assert said.claims == wanted.claims
        assert said.declared["claim"] == wanted.declared["claim"]


@pytest.mark.parametrize("text", [SITE + PLAIN, PLAIN + SITE, OWN, OWN.replace("\n", "\r\n"), "\n\n" + PLAIN + SITE])
def test_entries_are_cut_and_read_as_in_the_whole(text: str) -> None:
    """Their values, their order and their places are the same, wherever in the file the section stands."""
    assert is_cut(text)
    said, amiss = cut(text)
    wanted, wrong = whole(text)
    assert not amiss
    assert not wrong
    assert said.claims == wanted.claims
    assert said.declared == wanted.declared
    assert all(each in names(said) for each in wanted.references if "claims" in str(each.location))


def test_a_part_read_before_is_at_its_new_place() -> None:
    """What the memo has of an entry holds wherever the entry stands now, and is not read again."""
    memo = Memo()
    cut(SITE + PLAIN, memo)
    text = SITE + "\n\n# moved\n" + PLAIN.replace("First.", "Changed.")
    later = Memo(memo.results)
    said, amiss = cut(text, later)
    assert not amiss
    assert said.claims == whole(text)[0].claims
    (before,), (after,) = memo.results.values(), later.results.values()
    assert len(after.keys() - before.keys()) == 1


HOSTILE = {
    "a quotation that is open before and closed after": 'site:\n  title: "foo\n' + PLAIN + 'topics: bar"\n',
    "a flow mapping around": "{site: {title: T},\n" + PLAIN + "}\n",
    "claims twice": SITE + PLAIN + PLAIN,
    "claims again in quotation marks": SITE + '"claims": {}\n' + PLAIN,
    "claims again as a flow": SITE + PLAIN + "claims: {}\n",
    "an id twice": SITE + PLAIN + "  one:\n    statement: Again.\n",
    "an id twice, alike": SITE + PLAIN + "  one:\n" + PLAIN.split("one:\n")[1].split("  #", maxsplit=1)[0],
    "an alias into another entry": SITE + PLAIN.replace("First.", "&x First.").replace("Second.", "*x"),
    "an alias of its own": SITE + PLAIN.replace("First.", "&x First.\n    checked_by: *x"),
    "a second document": SITE + PLAIN + "---\nx: 1\n",
    "a document's end": SITE + "...\n" + PLAIN,
    "a tab before an entry": SITE + PLAIN.replace("  one:", "\tone:", 1),
    "a key in a line of its own": SITE + PLAIN + "  ? four\n  : {statement: Fourth.}\n",
    "a key in quotation marks": SITE + PLAIN + '  "four": {statement: Fourth.}\n',
    "less indented in the middle": SITE + PLAIN.replace("  two:", " two:"),
    "a list": SITE + "claims:\n- one\n- two\n",
    "a quotation across entries": SITE + PLAIN.replace("First.", '"First.').replace("Second.", 'Second."'),
    "a block at the very end": SITE + PLAIN.removesuffix("  three: {statement: Third.}\n") + "  \n\n",
    "control characters": SITE + PLAIN.replace("First", "Fi\x07rst"),
    "line separators": SITE + PLAIN.replace("First.", "Fi\u2028rst.\u0085"),
    "an unknown key": SITE + PLAIN.replace("statement: Second", "statment: Second"),
    "a deep entry": SITE + "claims:\n  one: " + "{a: " * 98 + "}" * 98 + "\n",
    "a wide space before a key": SITE + PLAIN + "\u3000x: 1\n",
    "top level indented": "  site: {title: T}\n" + PLAIN,
    "a merge": SITE + PLAIN.replace("statement: Second.", "<<: {statement: Second.}"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_cut_is_never_misread(text: str) -> None:
    """A file that hangs together across its entries is read whole, or found to be amiss."""
    same(text)


@given(st.integers(0, 2**32))
def test_damaged_files_are_never_misread(seed: int) -> None:
    """The project's own claims with lines dropped, doubled, moved, indented or joined at random."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    lines = (SITE + "topics: {t: {name: T}}\n" + PLAIN + "entities: {e: {name: E, kind: other}}\n").split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        match dice.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(dice.randrange(len(lines)), lines[at])
            case 2:
                lines[at] = dice.choice((" ", "  ", "\t", "")) + lines[at].lstrip(" ")
            case 3:
                lines[at] += dice.choice(("'", '"', "|", "{", "}", "[", "]", " #", " &x", " *x", ":", "\\"))
            case 4:
                old, new = dice.choice((":", "-", " ", ".")), dice.choice(('"', "'", "{", "", ": "))
                lines[at] = lines[at].replace(old, new, 1)
            case 5:
                lines.insert(at, dice.choice(("...", "---", "# x", "claims:", "  four: {statement: F.}", "? x", '"')))
            case 6:
                lines[at] = '"' + lines[at]
        if not lines:
            return
    same("\n".join(lines))


def test_claims_are_frozen_values() -> None:
    """What comes back from the memo is a claim like any other."""
    said, _ = cut(SITE + PLAIN)
    assert all(type(each) is Claim for each in said.claims)
