"""Chromium on the site in which all payloads are: whatever would run, calls a trap; and the policy refuses nothing.

First the policy is switched off, so that what the pages themselves hold back is seen; then it is on, and has nothing to
do.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Request

from generator.build import build_project
from tests.browser.host import Host
from tests.browser.reader import Meet
from tests.browser.site import Site
from tests.payloads.collection import payloads
from tests.payloads.project import hostile

TRAP = "globalThis.__sprung = []; globalThis.__trap = (...given) => { globalThis.__sprung.push(given.join()); };"
# What a reader does to a page, and more: every event that a handler could wait for, on every element.
TOUCH = """() => {
    const names = ["mouseover", "mouseenter", "focus", "focusin", "blur", "load", "error", "toggle", "input", "change",
        "submit", "pointerover", "pointerdown", "keydown", "animationstart", "transitionend", "begin", "start",
        "scroll", "beforetoggle", "copy", "paste", "drag", "wheel", "contextmenu", "auxclick", "invalid", "cut"];
    for (const element of document.querySelectorAll("*")) {
        const frame = element.closest("head, .masthead, .foot");
        const leaves = element.tagName === "A" && element.href.startsWith("http");
        for (const name of frame || leaves ? names : [...names, "click"]) {
            element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
        }
    }
    return globalThis.__sprung;
}"""
BAD = ("<script>__trap()</script>", "<b onclick=__trap()>b</b>", "<svg onload=__trap()>")


@pytest.fixture(scope="module")
def tried(hosted: Host, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("payloads") / "project"
    hostile(root, [text for _, text in payloads()], '"><svg onload=__trap()>&amp;</script>')
    _, written = build_project(root, root / "site", jobs=2)
    assert written
    return Site("payloads", root / "site", hosted.serve("/payloads/site/", root / "site"))


@pytest.fixture
def trapped(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(TRAP)
    yield context
    context.close()


@pytest.fixture(scope="module")
def chosen(tried: Site, thorough: bool) -> Sequence[str]:
    """Claims, articles that came as Markdown or as saved pages, what gathers them: a tenth of these pages, or all."""
    kept = ("claims/claim", "sources/h", "sources/m", "entities/entity1", "topics/topic1", "index.html", "search.html")
    return [each for each in tried.pages() if each.startswith(kept)][:: 1 if thorough else 13]


def test_nothing_runs_even_without_a_policy(tried: Site, chosen: Sequence[str], trapped: BrowserContext) -> None:
    """No payload's code runs, no dialog opens, no other host is asked, and the page stays where it is."""
    asked: list[str] = []

    def noted(request: Request) -> None:
        if not request.url.startswith((tried.address, "data:")):
            asked.append(request.url)

    trapped.on("request", noted)

    def surprised(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    trapped.on("dialog", surprised)
    page = trapped.new_page()
    for path in chosen:
        page.goto(tried.address + path, wait_until="load")
        assert page.evaluate(TOUCH) == [], path
        assert page.url.partition("#")[0] == tried.address + path
    assert asked == []


def test_the_trap_springs(trapped: BrowserContext, tmp_path: Path) -> None:
    """A page that does hold a payload is noticed: at once, or when it is touched."""
    for number, payload in enumerate(
        ("<script>__trap()</script>", "<b onclick=__trap()>b</b>", "<svg onload=__trap()>")
    ):
        bad = tmp_path / f"{number}.html"
        bad.write_text(f"<!doctype html><title>t</title>{payload}")
        page = trapped.new_page()
        page.goto(bad.as_uri())
        assert page.evaluate(TOUCH), payload


def test_the_policy_has_nothing_to_refuse(tried: Site, chosen: Sequence[str], meet: Meet) -> None:
    """With the policy in force there is no breach of it, no message, no request elsewhere: the reader notices any."""
    reader = meet(tried.address)
    for path in chosen[::3]:
        reader.open(path)
