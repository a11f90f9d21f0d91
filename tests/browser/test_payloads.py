"""No input runs in a reader's browser: the whole collection of attacks, at every place where somebody may type.

One site is made of all of it. Every file of it is read by parsers of others; then Chromium opens the pages, with a trap
that whatever runs would spring.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Request

from generator.build import build_project, check_project
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import Diagnostic, as_github, as_text
from generator.reading.shapes import LinesShape, Shape, TextShape
from tests.support.browser_options import CALM
from tests.support.payloads import oracles
from tests.support.payloads.collection import load_payloads
from tests.support.payloads.hostile_project import (
    Leaf,
    Project,
    Tree,
    attack_every_value,
    make_hostile_project,
    make_hostile_site,
)
from tests.support.served_site import Site
from tests.support.static_host import Host

BASE = "https://facts.example/sub/"
HANDFUL = 70
SPACES = re.compile("[ \t\r\n\u2028\u2029]+")
TRAP = "window.__sprung = []; window.__trap = (...given) => { window.__sprung.push(given.join() || 'sprung'); };"
ATTACK = "document.body.insertAdjacentHTML('beforeend', '<img src=data: onerror=__trap(1)>')"
# What a reader does to a page, all at once and without looking: every link and element is pointed at and pressed.
EVERYTHING = """() => {
  document.addEventListener("click", (event) => event.preventDefault(), true);
  document.addEventListener("submit", (event) => event.preventDefault(), true);
  for (const each of document.querySelectorAll("body *")) {
    for (const name of ["mouseover", "mouseenter", "pointerdown", "mousedown", "focus", "focusin", "keydown", "click",
      "dblclick", "contextmenu", "dragstart", "wheel", "copy", "toggle", "animationstart", "transitionend", "input"])
      each.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
  }
}"""


@dataclass(frozen=True)
class Alone:
    """What became of each payload that stood alone at each kind of value."""

    leaves: Sequence[Leaf]
    diagnostics: Sequence[Diagnostic]
    refused: Mapping[tuple[Shape, str], Diagnostic]


@dataclass(frozen=True)
class Attacked:
    """The project of all attacks and its site. `typed` is what its claims file says in the end."""

    project: Project
    folder: Path

    @property
    def typed(self) -> dict[str, Any]:
        return self.project.trees["claims.yaml"]

    def text(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode()

    def pages(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            yield name, self.text(name)


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    root = tmp_path_factory.mktemp("alone")
    places = Project({"claims.yaml": attack_every_value(load_payloads())}, {"seeds/x.txt": "x\n"}).write(root)
    diagnostics = check_project(root).diagnostics
    refused = {}
    for each in diagnostics:
        leaf = places.get((each.location.path, each.location.line))
        if leaf and leaf.shape and each.severity == "error":
            leaf.refused.append(each)
            refused[leaf.shape, leaf.text] = each
    return Alone(tuple(places.values()), diagnostics, refused)


@pytest.fixture(scope="module")
def attacked(single: Alone, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    folder = tmp_path_factory.mktemp("attacked")
    project = make_hostile_project(load_payloads(), single.refused, HANDFUL)
    project.settled(folder)
    checked, written = build_project(folder, folder / "site")
    assert written, checked.diagnostics
    return Attacked(project, folder / "site")


# -- what is typed ------------------------------------------------------------------------------------------------


def test_what_is_no_text_is_refused(single: Alone) -> None:
    """Where an id, a date, a number, a word of a few or an address is wanted, no attack passes: what is taken is
    letters, digits and hyphens, or an http or https address of characters that every format can hold."""
    taken = {
        each.text for each in single.leaves if not each.refused and not isinstance(each.shape, TextShape | LinesShape)
    }
    harmless = re.compile(r"[A-Za-z0-9-]+|\s*https?://[^\s<>\"\\@]+\s*|Title", re.ASCII)
    assert [each for each in taken if not harmless.fullmatch(each)] == []


def test_text_is_refused_only_for_a_reason(single: Alone) -> None:
    """A text field takes every payload but what no XML can hold, what is blank and what is too long for it."""
    for (shape, text), each in single.refused.items():
        if isinstance(shape, TextShape) and not shape.exact and each.code != "too-large":
            assert each.code == "bad-value", (text, each)
            assert not text.isprintable() or not text.strip("\u2800\u3164 "), text


def test_diagnostics_are_harmless(single: Alone) -> None:
    """However hostile the words that a message repeats: on a terminal all is printable, for GitHub a line is one
    command, and nothing in it begins another."""
    shown = as_text(single.diagnostics).splitlines()
    assert all(each.isprintable() for each in shown)
    commands = as_github(single.diagnostics).splitlines()
    assert len(commands) == len(single.diagnostics)
    assert all(each.isprintable() and re.match(r"::(error|warning) file=[^:,]*,line=\d+,", each) for each in commands)


# -- what is published --------------------------------------------------------------------------------------------


def test_every_class_reaches_every_place(attacked: Attacked) -> None:
    """Every payload that a quote can hold is published as a quote; each kind of record publishes almost every class."""
    reached: dict[str, set[str]] = {}

    def visit(tree: Tree, place: str) -> None:
        if isinstance(tree, Leaf):
            reached.setdefault(place, set()).update(() if tree.refused else tree.kinds)
        elif isinstance(tree, dict):
            for key, each in tree.items():
                inner = "" if place in ("claims", "topics", "entities", "sources") else f".{key}"
                visit(each, f"{place}{inner}".lstrip(".") if inner or place else key)
        else:
            for each in tree:
                visit(each, place)

    visit(attacked.typed, "")
    every = {each.kind for each in load_payloads()}
    for place, kinds in reached.items():
        if kinds and place.partition(".")[0] != "site":
            assert len(every - kinds) <= len(every) / 4, (place, sorted(every - kinds))


def test_pages_hold_nothing_but_ours(attacked: Attacked) -> None:
    """A parser of HTML finds on every page our elements and attributes only: no script, handler, style, frame, form,
    meta or drawing of others, no address but of the site, http, https or mail, and nothing that reverses text."""
    found = {
        name: faults for name, page in attacked.pages() if (faults := sorted(set(oracles.page_faults(page, BASE))))
    }
    assert found == {}


def test_the_frame_and_files_names_hold(single: Alone, tmp_path: Path) -> None:
    """A payload of every class as the site's title, description, publisher and text about it, and as a file's name:
    no page has anything but ours, and the titles say what was typed."""
    of_each = list(
        {each.kind: each for each in load_payloads() if (TextShape(), each.text) not in single.refused}.values()
    )
    for number in range(0, len(of_each), 5):
        project, root = make_hostile_site(of_each[number : number + 5], single.refused), tmp_path / str(number)
        assert project.settled(root) == []
        assert build_project(root, root / "site")[1]
        for page in (root / "site").rglob("*.html"):
            assert sorted(set(oracles.page_faults(page.read_text(encoding="utf-8"), BASE))) == [], page
        said = json.loads((root / "site/claims.json").read_text(encoding="utf-8"))
        typed = project.trees["claims.yaml"]["site"]["title"].text  # type: ignore[index,call-overload]
        assert said["site"]["title"] == SPACES.sub(" ", typed).strip()
        assert {each["file"] for each in said["sources"]} == set(project.files)
        assert verify_site(root / "site").faults == ()


def test_data_is_what_was_typed(attacked: Attacked) -> None:
    """claims.json says of claims, topics and entities what was typed, to the letter."""
    record = json.loads(attacked.text("claims.json"))
    compared = 0

    def compare(tree: Tree, said: Any) -> None:
        nonlocal compared
        if isinstance(tree, Leaf):
            typed = tree.typed() or ""
            assert said in (typed.strip(), SPACES.sub(" ", typed).strip()) or tree.plain, typed
            compared += 1
        elif isinstance(tree, dict):
            for key in tree.keys() & said.keys():
                compare(tree[key], said[key])
        else:
            assert len(tree) == len(said)
            for one, other in zip(tree, said, strict=True):
                compare(one, other)

    for kind in ("claims", "topics", "entities"):
        for each in record[kind]:
            compare(attacked.typed[kind][each["id"]], each)
    assert compared > 5 * len(load_payloads())


def test_islands_hold(attacked: Attacked) -> None:
    """The JSON-LD of every claim's page is one script element; its claim and what the page shows are the statement."""
    for each in json.loads(attacked.text("claims.json"))["claims"]:
        page = attacked.text(each["page"])
        assert oracles.read_jsonld(page)["claimReviewed"] == each["statement"]
        assert oracles.read_words(page, ".claim-words" if "headline" in each else "h1.statement") == each["statement"]


def test_no_cell_is_a_formula(attacked: Attacked) -> None:
    """No cell of claims.csv begins with what a spreadsheet runs, and no text makes cells or rows of its own."""
    assert list(oracles.sheet_faults((attacked.folder / "claims.csv").read_bytes())) == []


def test_feeds_are_text(attacked: Attacked) -> None:
    """Feeds and the sitemap are XML that expat reads; titles are the statements, with controls told by number."""
    statements = {each["statement"] for each in json.loads(attacked.text("claims.json"))["claims"]}
    told = {oracles.CONTROLS.sub(lambda each: f"[U+{ord(each[0]):04X}]", each) for each in statements}
    told = {" ".join(statement.split()) for statement in told}
    for path in attacked.folder.rglob("*.xml"):
        feed = path.read_bytes()
        if path.name == "sitemap.xml":
            assert all(
                (attacked.folder / (each.removeprefix(BASE) or "index.html")).is_file()
                for each in oracles.sitemap_addresses(feed)
            )
            continue
        assert list(oracles.feed_faults(feed)) == [], path.name
        for title in oracles.feed_titles(feed):
            assert any(" ".join(title.split()).endswith(f": {statement}") for statement in told)


def test_json_is_json(attacked: Attacked) -> None:
    """All other data is JSON: annotations, the schema, the manifest and the rows of the search index."""
    for name in ("annotations.jsonld", "claims.schema.json", "manifest.json"):
        assert json.loads(attacked.text(name))
    for path in (attacked.folder / "assets").glob("search-*.js"):
        call = re.fullmatch(r"verbatimIndex\(\d+, \d+, (\[.*\])\);\n", path.read_text(encoding="utf-8"), re.DOTALL)
        assert call and json.loads(call[1])


def test_verify_agrees(attacked: Attacked) -> None:
    """Every quote is still, to the letter, in its source, on the pages too."""
    assert verify_site(attacked.folder).faults == ()


# -- what runs ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(attacked: Attacked, hosted: Host) -> Site:
    return Site("attacked", attacked.folder, hosted.serve("/attacked/", attacked.folder))


def watched(context: BrowserContext, address: str, tell: Callable[[str], None]) -> None:
    """Tells what only a page that runs something of others does."""

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            tell(f"asks for {request.url}")

    def opened(dialog: Dialog) -> None:
        tell(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.on("console", lambda message: tell(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: tell(str(error.error)))
    context.on("dialog", opened)
    context.on("request", asked)


@pytest.mark.parametrize("policy", ["without", "with"])
def test_nothing_runs(served: Site, chromium: Browser, policy: str) -> None:
    """No page springs the trap, asks another host, opens a window, a dialog or another page, or says anything on the
    console; not even where the browser disregards the content security policy, and whatever the reader presses."""
    context = chromium.new_context(**CALM, bypass_csp=policy == "without")  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    context.add_init_script(TRAP)
    found: list[str] = []
    watched(context, served.address, found.append)
    page = context.new_page()
    context.on("page", lambda opened: found.append(f"opens {opened.url}"))
    touched = served.kinds()  # 404.html among them leads to the site's own address, which is another host's here
    written = [each for each in served.pages() if re.fullmatch(r"(claims|sources)/(\w+-)?c\d+\.html", each)]
    for path in sorted({*touched, *(written if policy == "without" else ())} - {"404.html"}):
        address = served.address + path
        page.goto(address)
        if policy == "without" and path in touched:
            page.evaluate(EVERYTHING)
        sprung = page.evaluate("[window.__sprung, location.href.split('#')[0]]")
        if sprung != [[], address]:
            found.append(f"{path}: {sprung}")
    context.close()
    assert found == []


def test_what_reverses_text_does_nothing(served: Site, chromium: Browser) -> None:
    """A quote with an override is shown in the order in which it is stored, with the override's number at its place;
    the reader's own check finds it word for word, and shows it so too."""
    context = chromium.new_context(**CALM)  # type: ignore[arg-type]
    page = context.new_page()
    claims = json.loads((served.folder / "claims.json").read_text(encoding="utf-8"))["claims"]
    quoted = [each["page"] for claim in claims for each in claim["evidence"] if "photo\u202egpj.exe" in each["quote"]]
    name, _, id = quoted[0].partition("#")
    page.goto(served.address + name)
    exhibit = page.locator(f"#{id}")
    places = exhibit.locator(".segment").first.evaluate(
        """shown => {
          const words = [...shown.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE);
          const [before, after] = words.map((each, turn) => {
            const range = document.createRange();
            range.setStart(each, turn ? 0 : each.length - 1);
            range.setEnd(each, turn ? 1 : each.length);
            return range.getBoundingClientRect();
          });
          const shot = shown.querySelector(".control");
          return [before.left, after.left, getComputedStyle(shot, "::before").content];
        }"""
    )
    assert places[0] < places[1]
    assert "U+202E" in places[2]
    exhibit.get_by_role("button", name="Check this quote").click()
    exhibit.get_by_text("The quote stands in the published text").wait_for()
    assert "photo[U+202E]gpj.exe" in (exhibit.locator(".proof-passage mark").text_content() or "")
    context.close()


def test_the_trap_springs(served: Site, chromium: Browser) -> None:
    """Where the policy is disregarded, a page that does run an attack springs the trap."""
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(TRAP)
    page = context.new_page()
    page.goto(served.address)
    page.evaluate(ATTACK)
    page.wait_for_function("window.__sprung.length === 1")
    context.close()


def test_the_policy_stops_what_would_run(served: Site, chromium: Browser) -> None:
    """Where the policy counts, the same attack is refused, and the console says so."""
    context = chromium.new_context()
    context.add_init_script(TRAP)
    page = context.new_page()
    page.goto(served.address)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(ATTACK)
    assert page.evaluate("window.__sprung") == []
    context.close()
