"""What the browser tests share: built sites on a static host, Chromium, and readers who notice faults."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.build import build_project
from tests.browser import strange
from tests.browser.host import Host, host
from tests.browser.reader import Meet, Reader
from tests.browser.site import Site
from tests.tools import program

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CALM = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def hosted() -> Iterator[Host]:
    with host() as running:
        yield running


@pytest.fixture(scope="session")
def sites(hosted: Host, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Site]:
    """`own` is the project's and `copies` a case's, without an address; `strange` and, from right to left, `mirrored`
    have one."""
    folder = tmp_path_factory.mktemp("sites")
    projects = {"own": ROOT, "copies": ROOT / "tests/cases/reuse"}
    for name, language in (("strange", "en"), ("mirrored", "ar")):
        projects[name] = strange.write(folder / "projects" / name, language, f"{hosted.address}/{name}/site/")
    built = {}
    for name, project in projects.items():
        out = folder / name
        build_project(project, out)
        built[name] = Site(name, out, hosted.serve(f"/{name}/site/", out))
    return built


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = program("chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable, args=FLAGS)


@pytest.fixture
def meet(chromium: Browser) -> Iterator[Meet]:
    """Opens a browser profile of its own for a reader of a site; at the end, no reader may have met a fault.

    Readers ask for no motion, so that what a press of a key has moved is at rest.
    """
    readers: list[Reader] = []

    def one(address: str, **options: object) -> Reader:
        context = chromium.new_context(**{**CALM, **options})  # type: ignore[arg-type]
        readers.append(Reader(context, address))
        return readers[-1]

    yield one
    assert [fault for each in readers for fault in each.leave()] == []
