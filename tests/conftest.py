"""What all tests share: a small project that is right, to be made wrong in one place; and how to accept new output."""

from pathlib import Path

import pytest

from tests.support.small_project import CLAIMS, SEED, Files, MakeProject


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the case sites say now as what is expected")

    parser.addoption("--thorough", action="store_true", help="try everything where tests else try a sample: minutes")


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
