"""What the browser tests share: built sites on a static host, Chromium, and readers who notice faults."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.build import build_project
from tests.support import unusual_project
from tests.support.browser_options import CALM, FLAGS, ROOT
from tests.support.browser_reader import Meet, Reader
from tests.support.served_site import Site
from tests.support.static_host import Host, run_host
from tests.support.tools import program


@pytest.fixture(scope="session")
def hosted() -> Iterator[Host]:
    with run_host() as running:
        yield running


@pytest.fixture(scope="session")
def sites(hosted: Host, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Site]:
    """`own` is the project's and `copies` a case's, without an address; `strange` and, from right to left, `mirrored`
    have one."""
    folder = tmp_path_factory.mktemp("sites")
    projects = {"own": ROOT, "copies": ROOT / "tests/cases/reuse"}
    for name, language in (("strange", "en"), ("mirrored", "ar")):
        projects[name] = unusual_project.write_project(
            folder / "projects" / name, language, f"{hosted.address}/{name}/site/"
        )
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
