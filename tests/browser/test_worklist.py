"""The worklist in a browser: from disk, on a phone and a desk, in light and dark, without a script."""

from pathlib import Path

import pytest

from generator.analysis.anchoring.source_text import prepare_texts
from generator.build import read_project
from generator.commands.suggest.suggestions import find_suggestions
from generator.commands.suggest.worklist import render_worklist as worklist
from generator.model import Corpus, Site
from generator.reading.sources import Library
from tests.support.axe_rules import COLOURS, SIZES
from tests.support.browser_options import ROOT
from tests.support.browser_reader import Meet
from tests.support.tools import tool


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the worklist of the project's own articles, as if there were no claims yet."""
    whole = read_project(ROOT).value
    bare = Library(Corpus(Site("Albright in Pyongyang"), whole.corpus.sources), whole.articles, {})
    texts = prepare_texts(bare.corpus, bare.articles, frozenset(bare.articles))
    made = tmp_path_factory.mktemp("desk")
    (made / "worklist.html").write_bytes(worklist(find_suggestions(bare), texts, (), bare.corpus.site))
    return made


@pytest.mark.parametrize("width", [360, 1280])
def test_the_worklist_is_there_for_everybody(folder: Path, meet: Meet, width: int) -> None:
    """axe-core finds nothing, in light or dark; nothing is wider than the window, with all YAML open too."""
    reader = meet(f"file://{folder}/", viewport={"width": width, "height": 800})
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    page = reader.open("worklist.html")
    assert reader.sees("violations", SIZES) == []
    page.emulate_media(color_scheme="dark")
    assert reader.sees("violations", COLOURS) == []
    for each in page.locator("summary").all()[:3]:
        each.focus()
        page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 3
    assert "quote:" in page.locator("details[open] pre").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_worklist_needs_no_script(folder: Path, meet: Meet) -> None:
    """Without scripts all is there: scores, places, sentences, reasons."""
    page = meet(f"file://{folder}/", java_script_enabled=False).open("worklist.html")
    tasks = page.locator(".tasks > li")
    assert any("37,000 troops" in sentence for sentence in tasks.locator("b").all_inner_texts()[:8])
    assert "past event" in tasks.first.inner_text()
