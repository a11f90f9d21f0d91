"""Automation: the pre-commit hook and the reusable workflow do what they say, step by step, on real projects."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import __version__
from generator.commands.new.starter_project import create_project
from tests.support.command_line import shell_environment

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github/workflows/site.yml"
HOSTING = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def parsed(text: str) -> Any:
    """YAML of GitHub's kind: `on` is a word."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and mappings


def shown_in(page: str) -> Sequence[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workflow() -> Any:
    return parsed(WORKFLOW.read_text(encoding="utf-8"))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A runner's: `verbatim` is on the path, and GitHub's own variables are set."""
    (tmp_path / "temp").mkdir()
    github = {"RUNNER_TEMP": "temp", "GITHUB_OUTPUT": "output"}
    return {
        **shell_environment(tmp_path),
        **{name: str(tmp_path / path) for name, path in github.items()},
        "GITHUB_REF": "refs/heads/main",
    }


# -- the workflow -------------------------------------------------------------------------------------------------


def test_it_is_for_others_to_call(workflow: Any) -> None:
    """It is started by callers only; every input is described and has a default, but for what nobody can guess."""
    assert list(workflow["on"]) == ["workflow_call"]
    inputs = workflow["on"]["workflow_call"]["inputs"]
    assert all(each["description"] and each["type"] in {"string", "boolean"} for each in inputs.values())
    assert [name for name, each in inputs.items() if "default" not in each] == ["install"]
    named = set(re.findall(r"inputs\.(\w+)", WORKFLOW.read_text(encoding="utf-8")))
    assert named == inputs.keys()


def test_it_may_do_no_more_than_it_must(workflow: Any) -> None:
    """No job has more rights than it uses, actions are GitHub's own, and no input is ever pasted into a script."""
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/x@v1"))
            assert "${{" not in step.get("run", "")


def run(
    workflow: Any, project: Path, environment: Mapping[str, str], **inputs: str
) -> tuple[str, subprocess.CompletedProcess[str]]:
    """The scripts of the job that checks, one after the other, in the project's repository: where it ended, and how."""
    given = {"PROJECT": "facts", "STRICT": "--strict", "BRANCH": "main", **inputs}
    job = workflow["jobs"]["check"]
    assert given.keys() | {"INSTALL"} == job["env"].keys()
    ran = None
    for step in job["steps"]:
        if "run" in step and "pip install" not in step["run"]:
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"] if step.get("shell") else ["bash", "-ec"]
            ran = subprocess.run(
                [*shell, step["run"]], cwd=project.parent, env={**environment, **given}, capture_output=True, text=True,
                check=False, timeout=60,
            )  # fmt: skip
            if ran.returncode:
                return step["name"], ran
    assert ran
    return "", ran


def test_a_right_project_is_checked_built_and_published(
    workflow: Any, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """On the branch that is published every step succeeds, and the site stands where it is taken from."""
    create_project(tmp_path / "repository/facts")
    where, ran = run(workflow, tmp_path / "repository/facts", environment)
    assert where == "", ran.stdout + ran.stderr
    assert (tmp_path / "temp/site/index.html").is_file()
    assert (tmp_path / "output").read_text() == "publish=true\n"
    upload = next(each for each in workflow["jobs"]["check"]["steps"] if "upload" in each.get("uses", ""))
    assert upload["with"]["path"] == "${{ runner.temp }}/site"


@pytest.mark.parametrize(
    ("branch", "ref"), [("", "refs/heads/main"), ("main", "refs/heads/other"), ("main", "refs/tags/main")]
)
def test_other_branches_are_not_published(
    workflow: Any, tmp_path: Path, environment: dict[str, str], branch: str, ref: str
) -> None:
    """Only what is on the branch that the caller names, and nothing where they name none."""
    create_project(tmp_path / "repository/facts")
    assert run(workflow, tmp_path / "repository/facts", {**environment, "GITHUB_REF": ref}, BRANCH=branch)[0] == ""
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("folder", ["facts", ".", "./a/facts/"])
def test_a_wrong_quote_stops_it_at_its_line(
    workflow: Any, tmp_path: Path, environment: Mapping[str, str], folder: str
) -> None:
    """The check fails, and its findings name files as the repository has them, wherever the project lies in it."""
    root = tmp_path / "repository"
    create_project(root / folder)
    claims = root / folder / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("some 48,000", "some 49,000"), encoding="utf-8")
    where, ran = run(workflow, root / "any", environment, PROJECT=folder)
    assert where == "Check every quote"
    path = claims.relative_to(root).as_posix()
    assert re.match(rf"::error file={path},line=\d+,col=\d+,title=quote-not-found::", ran.stdout)
    assert not (tmp_path / "temp/site").exists()


def test_warnings_stop_it_where_the_caller_is_strict(
    workflow: Any, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """As `--strict` does, and only then."""
    create_project(tmp_path / "repository/facts")
    (tmp_path / "repository/facts/seeds/more.txt").write_text("x", encoding="utf-8")
    assert run(workflow, tmp_path / "repository/facts", environment)[0] == "Check every quote"
    assert run(workflow, tmp_path / "repository/facts", environment, STRICT="")[0] == ""


def test_the_docs_call_it_rightly(workflow: Any) -> None:
    """The workflow that docs/hosting.md shows calls this file, with inputs that there are and the rights it needs."""
    (shown,) = (each for each in shown_in(HOSTING) if "workflows/site.yml" in each)
    caller = parsed(shown)
    (job,) = caller["jobs"].values()
    path = job["uses"].partition("/")[2].partition("/")[2].partition("@")[0]
    assert (ROOT / path) == WORKFLOW
    assert job["with"].keys() <= workflow["on"]["workflow_call"]["inputs"].keys()
    assert "install" in job["with"]
    assert {"push", "pull_request"} == caller["on"].keys()
    for each in workflow["jobs"].values():
        assert each["permissions"].items() <= caller["permissions"].items()


# -- the tests of this repository ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tests() -> Any:
    return parsed((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))


def test_every_supported_python_is_tested(tests: Any) -> None:
    """The workflow tests each minor version of Python from the oldest that pyproject.toml allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = tests["jobs"]["linux"]["strategy"]["matrix"]["python"]
    assert project["requires-python"] == f">={versions[0]}"
    minors = [int(version.removeprefix("3.")) for version in versions]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert minors[-1] >= 14


def test_the_tests_run_for_every_change_and_may_only_read(tests: Any) -> None:
    """Pull requests and the main branch are tested, with no right but to read and no action that is not GitHub's."""
    assert {"push", "pull_request"} == tests["on"].keys()
    assert tests["permissions"] == {}
    for job in tests["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/x@v1"))
            assert "${{" not in step.get("run", "")


def test_a_release_is_tried_with_every_python_before_it_is_published(tests: Any) -> None:
    """Only tags start it; each job has the rights that it uses, and the one that publishes waits for the others, and
    for the variable that switches it on."""
    release = parsed((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    assert release["on"] == {"push": {"tags": ["v*"]}}
    assert release["permissions"] == {}
    jobs = release["jobs"]
    assert jobs["try"]["strategy"]["matrix"] == tests["jobs"]["linux"]["strategy"]["matrix"]
    assert (jobs["try"]["needs"], jobs["publish"]["needs"]) == ("build", "try")
    assert jobs["publish"]["if"] == "vars.PUBLISH_TO_PYPI == 'true'"
    rights = {name: job["permissions"] for name, job in jobs.items()}
    assert rights == {"build": {"contents": "read"}, "try": {}, "publish": {"id-token": "write"}}
    for name, job in jobs.items():
        for step in job["steps"]:
            known = r"actions/[\w-]+@v\d+" + ("|pypa/gh-action-pypi-publish@release/v1" if name == "publish" else "")
            assert re.fullmatch(known, step.get("uses", "actions/x@v1"))
            assert "${{" not in step.get("run", "")


@pytest.mark.parametrize(("tag", "status"), [("v{}", 0), ("v{}1", 1), ("{}", 1), ("", 1)])
def test_a_release_has_the_version_of_its_tag(tag: str, status: int, tmp_path: Path) -> None:
    """The step that compares them ends the release where they differ."""
    release = parsed((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    (step,) = (step for step in release["jobs"]["build"]["steps"] if "tag" in step.get("name", ""))
    (tmp_path / "python").symlink_to(sys.executable)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REF_NAME": tag.format(__version__)}
    ran = subprocess.run(["bash", "-ec", step["run"]], cwd=ROOT, env=environment, check=False, timeout=60)
    assert ran.returncode == status


def test_linux_runs_what_every_change_must_pass(tests: Any) -> None:
    """The script of the job is a program of this repository, and it runs `make test`."""
    (script,) = (step["run"] for step in tests["jobs"]["linux"]["steps"] if "run" in step)
    assert os.access(ROOT / script, os.X_OK)
    assert (ROOT / script).read_text(encoding="utf-8").splitlines()[-1] == "make test"


def test_the_small_project_builds_and_verifies(tests: Any, tmp_path: Path, environment: Mapping[str, str]) -> None:
    """The commands of the macOS job succeed, one after the other, where verbatim is installed."""
    *_, step = tests["jobs"]["macos"]["steps"]
    ran = subprocess.run(
        ["bash", "-ec", step["run"]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (tmp_path / "temp/facts/site/index.html").is_file()


# -- the hook -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hook() -> Any:
    (found,) = parsed((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("path", "ours"), [
    ("claims.yaml", True), ("facts/claims.yaml", True), ("claims/energy.yaml", True), ("facts/seeds/001.txt", True),
    ("seeds/a/b.html", True), ("templates/pages/claim.html", True), ("claims-2024.yaml", True),
    ("README.md", False), ("site/index.html", False), ("claims", False), ("src/main.py", False),
])  # fmt: skip
def test_the_hook_runs_where_it_must(hook: Any, path: str, ours: bool) -> None:
    """A commit that touches what a project is made of is checked, any other is not."""
    assert bool(re.search(hook["files"], path)) is ours


def test_the_hook_is_our_check(hook: Any, tmp_path: Path, environment: Mapping[str, str]) -> None:
    """What it runs succeeds on a right project and fails on a wrong one; file names are not passed to it."""
    create_project(tmp_path / "facts")
    assert (hook["language"], hook["pass_filenames"]) == ("python", "false")

    def committed() -> int:
        line = [*hook["entry"].split(), "--strict"]
        return subprocess.run(
            line, cwd=tmp_path / "facts", env=environment, capture_output=True, check=False
        ).returncode

    assert committed() == 0
    (tmp_path / "facts/seeds/more.txt").write_text("x", encoding="utf-8")
    assert committed() == 1


def test_the_docs_name_the_hook(hook: Any) -> None:
    """The configuration that docs/commands.md shows names this hook."""
    (shown,) = (each for each in shown_in(COMMANDS) if each.startswith("repos:"))
    ((named,),) = (each["hooks"] for each in parsed(shown)["repos"])
    assert named["id"] == hook["id"]
