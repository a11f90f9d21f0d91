"""What all tests share: a small project that is right, to be made wrong in one place; and how to accept new output."""

import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import tools
from tests.support.small_project import CLAIMS, SEED, Files, MakeProject

# Under nohup, and in some CI, Ctrl-C is ignored, which children inherit: the programs of the tests are to hear it.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no fault of what is tested: speed is measured in benchmarks/.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the case sites say now as what is expected")

    parser.addoption("--thorough", action="store_true", help="try everything where tests else try a sample: minutes")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, tools.Lacking):
        report.longrepr = (tools.__file__, 1, str(call.excinfo.value))  # pytest folds those of one place
    return report


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--thorough"))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """Writes a project's files; claims.yaml and seeds/wire.txt are the small project's where they are not given."""

    def make(files: Files) -> Path:
        root = tmp_path / "project"
        for path, content in {"claims.yaml": CLAIMS, "seeds/wire.txt": SEED, **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make
