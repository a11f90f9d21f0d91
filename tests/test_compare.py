"""The pages of two sources: what both have is marked, nothing that is withheld is told, and there are not too many."""

from pathlib import Path

import pytest

from generator.build import build_project
from generator.commands.verify.site_check import verify_site
from generator.model import (
    Claim,
    Corpus,
    Edition,
    Evidence,
    Origin,
    SharedPassage,
    SharedText,
    Site,
    Source,
    Standing,
    Tie,
)
from generator.publishing.comparisons import MOST, choose_compared
from tests.support.site_reader import BuiltSite, read

FIRST = (
    "The old harbour bridge was closed to all traffic on Thursday after divers found deep cracks in two of its six "
    "piers. The cracks had grown by nearly a hand's width since the last inspection in autumn.\n\n"
    "Repairs are expected to take at least four months and to cost about six million crowns."
)
SECOND = FIRST.replace("Thursday", "<b>Friday</b>").replace("nearly", "SECRETLY").replace("Repairs", "The repairs")
CLAIMS = """claims:
  c:
    statement: The bridge is closed.
    evidence:
    - {source: one, quote: bridge was closed, stance: supports}
    - {source: two, quote: bridge was closed, stance: supports}
"""


def site(folder: Path, **display: str) -> BuiltSite:
    """The site of two sources with the text above, and how each is displayed."""
    (folder / "seeds").mkdir()
    (folder / "seeds/one.txt").write_text(f"{FIRST}\n\nAnother end, in words of its own that nobody else has.")
    (folder / "seeds/two.txt").write_text(f"{SECOND}\n\nThere was no more to be learnt at the town hall that night.")
    sources = "".join(
        f"  {source}: {{file: seeds/{source}.txt, title: Paper {source}, display: {display.get(source, 'full')}}}\n"
        for source in ("one", "two")
    )
    (folder / "claims.yaml").write_text(f"site: {{title: T}}\nsources:\n{sources}{CLAIMS}")
    checked, written = build_project(folder, folder / "site")
    assert written, checked.diagnostics
    assert not verify_site(folder / "site").faults
    return read(folder / "site")


def test_what_both_have_is_marked(tmp_path: Path) -> None:
    """Both passages stand side by side, whole; words that are the same in both are marked, no others; HTML is text."""
    page = site(tmp_path).text("compare/one--two.html")
    assert page.count("<mark>The old harbour bridge was closed to all traffic on</mark>") == 2
    assert " Thursday <mark>" in page
    assert " &lt;b&gt;Friday&lt;/b&gt; <mark>" in page
    assert "SECRETLY" in page
    assert "Another end" not in page


def test_the_ways_lead_there(tmp_path: Path) -> None:
    """The claim's reason, and both sources' pages, lead to the comparison; it leads back to both sources."""
    built = site(tmp_path)
    for path in ("claims/c.html", "sources/one.html", "sources/two.html"):
        assert 'href="../compare/one--two.html"' in built.text(path)
    assert "same text: " in built.text("claims/c.html")
    assert "Shares text with" in built.text("sources/one.html")
    for source in ("one", "two"):
        assert f'href="../sources/{source}.html"' in built.text("compare/one--two.html")


@pytest.mark.parametrize("withheld", ["one", "two"])
def test_nothing_withheld_is_told(withheld: str, tmp_path: Path) -> None:
    """Of a source in excerpts, only what its own page shows is shown, and no mark on the other's text tells more."""
    page = site(tmp_path, **{withheld: "excerpts"}).text("compare/one--two.html")
    shown = page.partition("Passage 1")[2]
    marked = " ".join(part.partition("</mark>")[0] for part in shown.split("<mark>")[1:])
    assert "The old harbour bridge was closed" in marked
    assert "cracks had grown" not in marked
    assert "Repairs" not in marked
    assert shown.count("cracks had grown") == 1
    assert ("SECRETLY" in shown) is (withheld == "one")
    assert "[…]" in shown


def test_of_a_paraphrase_nothing_withheld_is_told(tmp_path: Path) -> None:
    """Words that stand in both, in one order, are marked; of two sources in excerpts, no other word is anywhere."""
    first = (
        "Engineers lowered by crane onto the central pier found that a bearing the size of a cartwheel had split. The "
        "city opened two school buses as a shuttle over the motorway crossing, a detour of thirty kilometres. "
        "Fishermen ran passengers across in open boats for a crown until the harbour master stopped them."
    )
    second = (
        "A crane let engineers down to the central pier: a bearing, as large as a cartwheel, was found to have split. "
        "Two buses of a school now shuttle round by the motorway crossing, thirty kilometres of detour. For a crown "
        "some fishermen took passengers over in their open boats, until stopped by the master of the harbour."
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/one.txt").write_text(first)
    (tmp_path / "seeds/two.txt").write_text(second)
    sources = "".join(f"  {source}: {{file: seeds/{source}.txt, display: excerpts}}\n" for source in ("one", "two"))
    (tmp_path / "claims.yaml").write_text(
        f"site: {{title: T}}\nsources:\n{sources}claims:\n  c:\n    statement: A bearing of the bridge had split.\n"
        "    evidence:\n    - {source: one, quote: a bearing the size of a cartwheel had split, stance: supports}\n"
        "    - {source: two, quote: was found to have split, stance: supports}\n"
    )
    checked, written = build_project(tmp_path, tmp_path / "site")
    assert written, checked.diagnostics
    page = read(tmp_path / "site").text("compare/one--two.html")
    assert "<mark>bearing</mark>" in page or "<mark>a bearing</mark>" in page
    for file in (tmp_path / "site").rglob("*"):
        if file.is_file():
            told = file.read_bytes()
            assert not any(word in told for word in (b"ishermen", b"shuttle", b"detour", b"kilometres")), file


def copies(count: int) -> tuple[SharedText, ...]:
    return tuple(
        SharedText(f"s{first}", f"s{second}", (SharedPassage(0, 9, 0, 9, 100 - second + first, 100),))
        for first in range(count)
        for second in range(first + 1, count)
    )


def test_pages_are_as_many_as_sources() -> None:
    """Of a hundred copies of one text each source has pages of MOST pairs, those with most in common."""
    pages = choose_compared(Edition(Corpus(Site("T")), shared=copies(100)))
    assert len(pages) <= 100 * MOST
    assert "compare/s0--s1.html" in pages
    assert "compare/s0--s99.html" not in pages


def test_every_reason_has_its_page() -> None:
    """A pair that a claim names as a reason has a page, however little it shares."""
    sources = tuple(Source(f"s{number}", "") for number in range(100))
    claim = Claim(
        "c", "S", evidence=(Evidence("c", 1, "s0", "q", "supports"), Evidence("c", 2, "s99", "q", "supports"))
    )
    tie = Tie("s99", "s0", "reuse", "same text")
    standing = Standing("c", "single-source", origins=(Origin(("s99", "s0"), (tie,)),))
    edition = Edition(Corpus(Site("T"), sources, claims=(claim,)), standings={"c": standing}, shared=copies(100))
    assert "compare/s0--s99.html" in choose_compared(edition)
