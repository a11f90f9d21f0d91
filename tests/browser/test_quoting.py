"""Quoting in the browser: words that are selected in an article become evidence, without a hand on the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.commands.new.starter_project import create_project
from tests.support.browser_reader import Meet
from tests.support.serve_process import LONGEST, ServeProcess, run_serve
from tests.support.tools import tool

PATIENT = LONGEST * 1000  # milliseconds
ARTICLE = "sources/courier-2024-05-03.html"
SELECT = """words => {
    const text = document.querySelector('.reading');
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    }
}"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServeProcess]:
    create_project(tmp_path / "facts")
    with run_serve(tmp_path / "facts") as running:
        yield running


def quote(page: Page, words: str, claim: str, stance: str) -> None:
    page.evaluate(SELECT, words)
    bar = page.get_by_role("form", name="Quote the selected words")
    expect(bar).to_be_visible()
    page.keyboard.press("q")
    page.keyboard.type(claim)
    page.keyboard.press("Tab")
    page.keyboard.type(stance)
    page.keyboard.press("Tab")
    page.keyboard.type("Jonas Weill")
    page.keyboard.press("Enter")
    expect(bar).to_be_hidden()


def test_words_are_selected_written_and_taken_back(served: ServeProcess, meet: Meet) -> None:
    """By the keyboard alone: the entry has the evidence, the page shows it and says so, and Undo takes it back."""
    before = (served.root / "claims.yaml").read_text(encoding="utf-8")
    reader = meet(served.address, viewport={"width": 360, "height": 640})
    reader.context.add_init_script(path=tool("axe-core/axe.min.js"))
    page = reader.open(ARTICLE)
    marks = page.locator("mark").count()
    page.evaluate(SELECT, "Not everybody is pleased.")
    expect(page.get_by_role("form", name="Quote the selected words")).to_be_visible()
    assert reader.sees("overflowing") == []
    assert reader.sees("violations", {}) == []
    quote(page, "Not everybody is pleased.", "council decided", "Qual")
    note = page.get_by_role("status").filter(has_text="claims.yaml: 4 lines added")
    expect(note).to_be_visible(timeout=PATIENT)
    expect(page.locator("mark")).to_have_count(marks + 1, timeout=PATIENT)
    expect(note).to_be_visible()
    written = (served.root / "claims.yaml").read_text(encoding="utf-8")
    assert (
        "        quote: Not everybody is pleased.\n        stance: qualifies\n        speaker: Jonas Weill\n" in written
    )
    note.get_by_role("button", name="Undo").click()
    expect(page.locator("mark")).to_have_count(marks, timeout=PATIENT)
    assert (served.root / "claims.yaml").read_text(encoding="utf-8") == before


def test_a_new_claim_and_a_mend(served: ServeProcess, meet: Meet) -> None:
    """A statement that no claim has makes one; a finding leads to claim and editor, and its mend is written."""
    page = meet(served.address).open(ARTICLE)
    quote(page, "Not everybody is pleased.", "Some people object to it.", "Supp")
    expect(page.get_by_role("link", name="Some people object to it.").first).to_be_visible(timeout=PATIENT)
    own = "claims/some-people-object-to-it.yaml"
    claims = served.root / own
    assert "    statement: Some people object to it.\n    draft: true\n" in claims.read_text(encoding="utf-8")
    served.edit(own, "draft: true", "topics: []")
    served.edit(own, "quote: Not everybody is pleased.", 'quote: "“Not everybody is pleased”"')
    panel = page.get_by_role("region", name="Problems of the project")
    expect(panel).to_contain_text("1 error", timeout=PATIENT)
    expect(panel.get_by_role("link", name="some-people-object-to-it", exact=True)).to_have_attribute(
        "href", "/claims/some-people-object-to-it.html"
    )
    editor = panel.get_by_role("link", name=f"{own}:").first.get_attribute("href") or ""
    assert editor.startswith(f"vscode://file{claims}:")
    panel.get_by_role("button", name="Take the source’s words").click()
    expect(panel).to_be_hidden(timeout=PATIENT)
    assert 'quote: "Not everybody is pleased"' in claims.read_text(encoding="utf-8")


def test_a_server_that_has_ended_is_told(served: ServeProcess, meet: Meet) -> None:
    """The page says that nobody answers, and writes nothing."""
    reader = meet(served.address)
    page = reader.open(ARTICLE)
    page.wait_for_timeout(300)
    served.end()
    expect(page.get_by_role("status").filter(has_text="The server does not answer")).to_be_visible(timeout=PATIENT)
    page.close()
    reader.faults.clear()
