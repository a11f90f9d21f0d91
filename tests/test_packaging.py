"""What people install: the wheel and the sdist hold all that the program needs, and work far from the checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / ".github/workflows/release.yml"
PACKED = ("generator", "templates", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", ".gitignore")
ADVICE = ("generator", "templates", "docs", "README.md", "SECURITY.md", ".github", ".pre-commit-hooks.yaml")
TEXTS = {".py", ".html", ".js", ".md", ".yaml", ".yml", ".txt"}
STRANGERS = re.compile(
    r"\b(?:pip3? (?:install|download)|pipx (?:install|run)|uvx|uv (?:tool|pip) (?:install|run))\b[^\n&|;]*"
    r"(?<![\w./-])verbatim(?![\w./-])"
    r"|additional_dependencies:.*(?<![\w./-])verbatim(?![\w./-])"
    r"|(?<![\w./-])verbatim ?(?:\[\w+\]|@ ?git|[=~<>]=)"
)
HATCH = "import sys, hatchling.build as b; print(b.build_{}(sys.argv[1]))"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command said; it must not have failed. Nothing of the checkout is in its environment."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | environment
    ran = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran


def packed(kind: str, source: Path, out: Path) -> Path:
    """The wheel or sdist of a source folder, made by the build backend that pyproject.toml names."""
    name = run(sys.executable, "-c", HATCH.format(kind), out, cwd=source).stdout.splitlines()[-1]
    return out / name


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The sdist, the wheel, and the wheel made from the unpacked sdist."""
    out = tmp_path_factory.mktemp("packed")
    source = out / "source"
    source.mkdir()
    for each in PACKED:
        if (ROOT / each).is_dir():
            shutil.copytree(ROOT / each, source / each, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / each, source / each)
    sdist = packed("sdist", source, out)
    wheel = packed("wheel", source, out)
    with tarfile.open(sdist) as archive:
        archive.extractall(out / "unpacked", filter="data")
    (unpacked,) = (out / "unpacked").iterdir()
    again = out / "again"
    again.mkdir()
    return {"sdist": sdist, "wheel": wheel, "wheel from sdist": packed("wheel", unpacked, again)}


@pytest.fixture(scope="session")
def installed(made: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment with the wheel from the sdist; other packages are those that run this."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=True)
    bin = home / "bin"
    site = run(bin / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).stdout.strip()
    run(
        bin / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", made["wheel from sdist"],
        cwd=home, PIP_DISABLE_PIP_VERSION_CHECK="1",
    )  # fmt: skip
    # Only their folder: an editable verbatim there is announced by a .pth file of its own, which is not read.
    (Path(site) / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return bin


def test_both_wheels_are_the_same(made: Mapping[str, Path]) -> None:
    """The wheel made from the sdist holds the same files with the same bytes as the one made from the checkout."""
    first, second = (contents(made[each]) for each in ("wheel", "wheel from sdist"))
    assert first.keys() == second.keys()
    assert first == second


def test_a_released_package_names_its_repository(made: Mapping[str, Path], tmp_path: Path) -> None:
    """The step of the release adds the addresses to pyproject.toml: the sdist, and so the wheel from it, has them."""
    steps = re.findall(r"- name: Add the addresses.*\n +run: \|\n((?: {10}.*\n)+)", RELEASE.read_text(encoding="utf-8"))
    with tarfile.open(made["sdist"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(
        "/bin/sh", "-ec", *steps, cwd=source, GITHUB_SERVER_URL="https://code.example", GITHUB_REPOSITORY="desk/tool",
        GITHUB_REF_NAME="v0.1.0",
    )  # fmt: skip
    wheel = contents(packed("wheel", source, tmp_path))
    (metadata,) = (content.decode() for name, content in wheel.items() if name.endswith("/METADATA"))
    assert "Project-URL: Source, https://code.example/desk/tool\n" in metadata
    assert metadata.count("Project-URL: ") == metadata.count("https://code.example/desk/tool") == 4
    before = contents(made["wheel"])
    assert not any(b"Project-URL" in content for name, content in before.items() if name.endswith("/METADATA"))
    assert {name: len(content) for name, content in wheel.items() if name.startswith("generator/")} == {
        name: len(content) for name, content in before.items() if name.startswith("generator/")
    }


def test_the_wheel_holds_what_the_program_reads(made: Mapping[str, Path]) -> None:
    """Code, templates and the starter are in the wheel, below generator/; tests, docs and sites are not."""
    names = contents(made["wheel"]).keys()
    wanted = {each.relative_to(ROOT).as_posix() for each in (ROOT / "generator").rglob("*") if each.is_file()}
    wanted |= {"generator/" + each.relative_to(ROOT).as_posix() for each in (ROOT / "templates").rglob("*.*")}
    assert {each for each in wanted if "__pycache__" not in each} <= names
    assert "generator/commands/new/starter/claims.yaml" in names
    assert "generator/commands/suggest/weights.json" in names
    assert "generator/templates/desk/worklist.html" in names
    assert {each.partition("/")[0].partition("-")[0] for each in names} == {"generator", "verbatim_site"}
    assert any(each.endswith("licenses/LICENSE") for each in names)


def contents(wheel: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def test_the_installed_program_works_anywhere(installed: Path, tmp_path: Path) -> None:
    """`verbatim new`, `build` and `verify` work from an installed wheel, in a folder outside the checkout."""
    program = installed / "verbatim"
    where = run(installed / "python", "-c", "import generator; print(generator.__file__)", cwd=tmp_path).stdout
    assert where.startswith(str(installed.parent))
    run(program, "new", "facts", cwd=tmp_path)
    run(program, "build", "facts", "--strict", cwd=tmp_path)
    run(program, "verify", "facts/site", cwd=tmp_path)
    assert (tmp_path / "facts" / "site" / "index.html").is_file()


def test_the_installed_program_makes_the_same_site(installed: Path, tmp_path: Path) -> None:
    """The installed program and the checkout make the same bytes of the same project."""
    run(installed / "verbatim", "new", "facts", cwd=tmp_path)
    run(installed / "verbatim", "build", "facts", "--out", "installed", cwd=tmp_path)
    run(sys.executable, "-m", "generator", "build", "facts", "--out", "checkout", cwd=tmp_path, PYTHONPATH=str(ROOT))
    manifests = [(tmp_path / each / "manifest.json").read_bytes() for each in ("installed", "checkout")]
    assert manifests[0] == manifests[1]


@pytest.mark.parametrize("command", ["verbatim", "verbatim-site"])
def test_the_version_is_the_packages(installed: Path, tmp_path: Path, command: str) -> None:
    """`verbatim --version` says what the wheel's name says; the command is also there under the wheel's own name."""
    from generator import __version__

    assert run(installed / command, "--version", cwd=tmp_path).stdout.strip().endswith(__version__)


def test_nobody_is_told_to_install_a_strangers_program() -> None:
    """What is installed is called verbatim-site wherever we say so, and its extras exist: `verbatim` is another's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "verbatim-site"
    told = set()
    for top in ADVICE:
        for file in (ROOT / top, *(ROOT / top).rglob("*")):
            if file.suffix in TEXTS and "__pycache__" not in file.parts:
                text = file.read_text(encoding="utf-8")
                assert [found[0] for found in STRANGERS.finditer(text)] == [], file
                told |= {*re.findall(r"verbatim-site\[([^\]]*)\]", text)}
    assert told == project["optional-dependencies"].keys()


@pytest.mark.parametrize("advice", [
    "pip install verbatim", "python -m pip install --upgrade 'verbatim'", "pipx run verbatim check", "uvx verbatim",
    "uv tool install verbatim", "verbatim[pdf]", "install: verbatim@git+https://x.y/verbatim", "verbatim==0.1.0",
    "additional_dependencies: [verbatim]",
])  # fmt: skip
def test_a_strangers_program_would_be_found(advice: str) -> None:
    """Each form of the advice is seen, and no more than it: our own name, and where verbatim is a command or a path."""
    assert STRANGERS.search(advice)
    assert not STRANGERS.search(advice.replace("verbatim", "verbatim-site", 1))
    assert not STRANGERS.search("pip install . && verbatim build; ~/verbatim/bin/pip install .")
