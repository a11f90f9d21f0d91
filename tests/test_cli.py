"""The command line as a person runs it: statuses, streams, formats, and no traceback whatever happens."""

import json
import re
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import chdir
from pathlib import Path

import pytest

from generator.__main__ import unchanged_report
from generator.cli import GROUPS, ORDER, module_name
from tests.support.command_line import ROOT, run_process, snapshot_files, verbatim
from tests.support.small_project import CLAIMS, SEED, MakeProject

WARNING = "seeds/extra.txt"  # a file without an entry: one undeclared-source and one unused-source


BAD = CLAIMS.replace("some 37,000", "some 38,000")


def test_the_list_of_commands_is_whole_and_says_what_each_does() -> None:
    """Help lists every command there is, in their order, each in one line that is not cut off."""
    modules = {path.stem for path in (ROOT / "generator/commands").iterdir() if not path.stem.startswith("__")}
    assert sorted(map(module_name, ORDER)) == sorted(modules - {"shared"})
    shown = verbatim("--help").stdout.partition("Begin:\n")[2].splitlines()
    lines = [line for line in shown if line.startswith("  ")]
    assert [line.split()[0] for line in lines] == [*ORDER]
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)
    assert [line.rstrip(":") for line in shown if line and line not in lines] == [*GROUPS][1:]


@pytest.mark.parametrize("name", ORDER)
def test_each_command_has_two_examples(name: str) -> None:
    """What a command's help says is shown in at least two lines to type."""
    examples = re.findall(rf"^  verbatim {name} ?.*$", verbatim(name, "--help").stdout, re.MULTILINE)
    assert len(examples) >= 2


def test_a_build_imports_no_other_command(project: MakeProject) -> None:
    """Start-up is felt after every edit: a command is imported when it is asked for."""
    root = project({})
    script = (
        "import sys; from generator.cli import commands\n"
        f"commands.main(['build', {str(root)!r}], standalone_mode=False)\n"
        "print({name.split('.')[2] for name in sys.modules if name.startswith('generator.commands.')} - {'shared'})"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, encoding="utf-8")
    assert ran.stdout.splitlines()[-1] == "{'build'}"


@pytest.mark.parametrize(
    "arguments", [("ROOT",), ("ROOT", "--out", "OUT"), ("--out", "OUT", "ROOT"), ("--out", "OUT")], ids=" ".join
)
def test_an_unchanged_build_does_not_load_the_command_line(
    project: MakeProject, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """It prints what the command line would print; all but `build [PROJECT] [--out DIR]` is left to that."""
    root, out = project({}), tmp_path / "out"
    time.sleep(0.05)  # what has just been written may be written again in the same instant
    paths = {"ROOT": str(root), "OUT": str(out)}
    typed = ["build", *(paths.get(argument, argument) for argument in arguments)]
    assert verbatim(*typed, cwd=root).returncode == 0
    with chdir(root):
        printed = unchanged_report(typed)
        assert printed is not None
        assert printed == ("", verbatim(*typed, cwd=root).stdout)
        for more in (["--strict"], ["--jobs", "1"], ["--out", str(tmp_path / "else")], ["-h"], ["--out"], ["", ""]):
            assert unchanged_report([*typed, *more]) is None
        assert unchanged_report(["check", *typed[1:]]) is None
        assert unchanged_report([]) is None
    assert run_process(*typed, cwd=root).returncode == 0  # another process may have other packages: another program
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", *typed],
        capture_output=True, check=True, cwd=root, env={"PYTHONPATH": str(ROOT)}, encoding="utf-8",
    )  # fmt: skip
    assert ran.stdout == printed[1]
    assert "generator.cache.build_cache" in ran.stderr
    assert "click" not in ran.stderr
    (root / "seeds/wire.txt").write_text("Nothing of it is true.", encoding="utf-8")
    assert unchanged_report(typed) is None


def test_warnings_are_shown_though_nothing_changed(project: MakeProject) -> None:
    """A build that has warnings shows them each time."""
    root = project({WARNING: "More."})
    time.sleep(0.05)
    first = verbatim("build", root)
    assert "undeclared-source" in first.stderr
    printed = unchanged_report(["build", str(root)])
    assert printed is not None
    assert printed[0] == first.stderr
    assert run_process("build", root).stderr == first.stderr
    assert run_process("build", root).stderr == first.stderr  # that one for the same program: nothing has changed


# -- exit statuses ------------------------------------------------------------------------------------------------


def test_a_build_that_is_done_exits_0(project: MakeProject) -> None:
    """0: the site stands in PROJECT/site, the summary is on standard output and nothing on standard error."""
    root = project({})
    ran = verbatim("build", root)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("1 claim, 1 quote found word for word in 1 source; ")
    assert (root / "site/claims/troops.html").is_file()
    ran = verbatim("build", root)
    assert ran.returncode == 0
    assert "nothing changed" in ran.stdout


def test_project_is_the_current_folder_by_default(project: MakeProject, tmp_path: Path) -> None:
    """Without PROJECT the current folder is built; --out names another folder."""
    root = project({})
    assert verbatim("build", cwd=root).returncode == 0
    assert (root / "site/index.html").is_file()
    assert verbatim("build", "--out", tmp_path / "public", cwd=root).returncode == 0
    assert snapshot_files(root / "site").keys() == snapshot_files(tmp_path / "public").keys()


def test_errors_exit_1_and_nothing_is_written(project: MakeProject) -> None:
    """1: the project has errors, the diagnostics are on standard error, and no site is made or changed."""
    root = project({"claims.yaml": BAD})
    ran = verbatim("build", root)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("claims.yaml:9:14: error[quote-not-found]: ")
    assert ran.stderr.endswith("1 error; nothing was written\n")
    assert not (root / "site").exists()
    project({})
    assert verbatim("build", root).returncode == 0
    before = snapshot_files(root / "site")
    project({"claims.yaml": BAD})
    assert verbatim("build", root).returncode == 1
    assert snapshot_files(root / "site") == before


def test_strict_makes_warnings_errors_and_changes_no_site(project: MakeProject) -> None:
    """With --strict warnings exit 1 and write nothing; a site that is built is the same with and without it."""
    root = project({WARNING: "x"})
    ran = verbatim("build", root, "--strict")
    assert ran.returncode == 1
    assert "2 warnings (--strict)" in ran.stderr
    assert not (root / "site").exists()
    assert verbatim("check", root, "--strict").returncode == 1
    ran = verbatim("build", root)
    assert ran.returncode == 0
    assert "warning[undeclared-source]" in ran.stderr
    root = project({WARNING: "x", "claims.yaml": CLAIMS})
    (root / WARNING).unlink()
    assert verbatim("build", root).returncode == 0
    before = snapshot_files(root / "site")
    assert "nothing changed" in verbatim("build", root, "--strict").stdout
    assert snapshot_files(root / "site") == before


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["frob"], ["build", "--frob"], ["build", "a", "b"], ["build", "--jobs", "0"], ["build", "--jobs",
        "x"], ["check", "--format", "xml"],
        ["build", "no-such-folder"], ["check", "no-such-folder"], ["verify", "no-such-folder"], ["verify"],
        ["find"], ["new"], ["serve", "no-such-folder"], ["serve", "--port", "99999"], ["serve", "--port", "x"],
        ["build", "claims.yaml"], ["build", "x" * 5_000], ["find", "./no-such-folder", "words"], ["new",
        "docs"],
        ["build", "--out", "", "."],
    ],
)  # fmt: skip
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    """2: a command, an option or a folder that does not exist; standard output stays empty."""
    ran = verbatim(*arguments)
    assert ran.returncode == 2, ran
    assert ran.stdout == ""
    assert ran.stderr


def test_a_folder_that_may_not_be_written_exits_2(project: MakeProject, tmp_path: Path) -> None:
    """2: an output folder that is not empty and not ours, or that is or holds the project, its sources or templates."""
    root = project({"templates/pages/none.html": "", "claims/x": ""})
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "precious.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    inside = [root / path for path in ("seeds", "seeds/site", "templates", "claims", "site/../seeds", "claims.yaml")]
    for out in (foreign, root, *inside, root / "claims.yaml/site", tmp_path, tmp_path / "link", Path("/")):
        before = snapshot_files(tmp_path)
        ran = verbatim("build", root, "--out", out)
        assert ran.returncode == 2, out
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
        assert snapshot_files(tmp_path) == before


def test_own_sources_folders_are_guarded_too(project: MakeProject) -> None:
    """The folder that sources_dir names is refused as an output folder, even when it is empty."""
    root = project({"claims.yaml": "site: {title: T, sources_dir: articles}\n"})
    (root / "articles").mkdir()
    assert verbatim("build", root, "--out", root / "articles").returncode == 2
    assert list((root / "articles").iterdir()) == []


def test_a_machine_that_fails_exits_3(project: MakeProject, tmp_path: Path) -> None:
    """3: what the disk refuses is one line on standard error, and the last good site is unchanged."""
    root = project({})
    out = tmp_path / "public"
    assert verbatim("build", root, "--out", out).returncode == 0
    before = snapshot_files(out)
    project({"claims.yaml": CLAIMS.replace("Small", "Other")})
    limit = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
    ran = subprocess.run(
        [sys.executable, "-c", limit + "runpy.run_module('generator', run_name='__main__')", "build", root,
        "--out", out],
        cwd=ROOT, capture_output=True, check=False, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 1
    assert "Traceback" not in ran.stderr
    assert snapshot_files(out) == before
    assert [path.name for path in tmp_path.iterdir() if "verbatim-new" in path.name] == []


def test_a_project_without_claims_exits_1(tmp_path: Path) -> None:
    """A folder without claims.yaml is a diagnostic, not wrong usage."""
    ran = verbatim("check", tmp_path)
    assert ran.returncode == 1
    assert "claims.yaml:1:1: error[source-missing]: " in ran.stderr


# -- check --------------------------------------------------------------------------------------------------------


def test_check_builds_nothing(project: MakeProject) -> None:
    """`check` runs all checks and writes no file."""
    root = project({})
    before = snapshot_files(root)
    ran = verbatim("check", root)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "all is well\n", "")
    assert snapshot_files(root) == before


MANY = """\
site:
  titel: x
  title: T
sources:
  b: {file: seeds/b.md}
  wire: {file: seeds/wire.txt}
claims:
  c:
    statement: S
    date: 12.3.2000
    evidence: [{source: wire, quote: nowhere to be found, stance: supports}]
  c2: {statement: S, topics: [none]}
"""


def test_all_findings_of_one_run_are_sorted_by_file_and_line(project: MakeProject) -> None:
    """One run shows syntax of types, links, quotes and warnings together, by file and line, each once."""
    root = project({"claims.yaml": MANY, "seeds/b.md": "---\ntitle: T\npublished: x\n---\nb\n", "seeds/a.odt": "x"})
    ran = verbatim("check", root)
    assert ran.returncode == 1
    lines = ran.stderr.splitlines()
    assert [" ".join(line.split(": ")[:2]) for line in lines if line.startswith(("claims", "seeds"))] == [
        "claims.yaml:2:3 error[unknown-key]",
        "claims.yaml:5:3 warning[unused-source]",
        "claims.yaml:10:11 error[bad-date]",
        "claims.yaml:11:38 error[quote-not-found]",
        "claims.yaml:12:3 warning[no-evidence]",
        "claims.yaml:12:31 error[unknown-topic]",
        "seeds/a.odt:1:1 warning[unsupported-file]",
        "seeds/b.md:3:12 error[bad-date]",
    ]  # fmt: skip
    assert all(line.startswith("    ") or line[0] != " " for line in ran.stderr.splitlines())
    assert ran.stderr.splitlines()[-1] == "5 errors"


def test_the_same_findings_in_every_format(project: MakeProject) -> None:
    """json is one array on standard output, github one command a line there: the same findings in the same order."""
    root = project({"claims.yaml": MANY, "seeds/b.md": "---\ntitle: T\npublished: x\n---\nb\n"})
    text = [line for line in verbatim("check", root).stderr.splitlines() if line.startswith(("claims", "seeds"))]
    ran = verbatim("check", root, "--format", "json")
    assert ran.returncode == 1
    rows = json.loads(ran.stdout)
    assert ["{path}:{line}:{column}: {severity}[{code}]: {message}".format(**row) for row in rows] == text
    ran = verbatim("check", root, "--format", "github")
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert [line.partition("::")[2].partition(" ")[0] for line in lines] == [row["severity"] for row in rows]
    assert lines[0].startswith("::error file=claims.yaml,line=2,col=3,title=unknown-key::")


def test_json_of_a_right_project_is_an_empty_array(project: MakeProject) -> None:
    """`--format json` is JSON in every case."""
    ran = verbatim("check", project({}), "--format", "json")
    assert (ran.returncode, json.loads(ran.stdout), ran.stderr) == (0, [], "")


# -- find ---------------------------------------------------------------------------------------------------------


def test_find_prints_evidence_to_paste(project: MakeProject) -> None:
    """`find` prints where the words stand and the YAML of the evidence, and exits 0."""
    root = project({})
    for words in (["37,000", "troops"], ["37,000 troops"]):
        ran = verbatim("find", root, *words)
        assert (ran.returncode, ran.stderr) == (0, "")
        place, evidence = ran.stdout.split("\n", 1)
        assert place.strip().startswith("# seeds/wire.txt:1:19: ")
        assert textwrap.dedent(evidence).startswith('- source: wire\n  quote: "37,000 troops"\n  stance: supports')
    assert verbatim("find", "37,000", "troops", cwd=root).returncode == 0
    assert verbatim("find", ".", "37,000", cwd=root).returncode == 0


def test_find_without_a_match_exits_1_and_shows_the_nearest(project: MakeProject) -> None:
    """Words that stand nowhere exit 1; the nearest passage is shown with what differs."""
    ran = verbatim("find", project({}), "some 38,000 troops")
    assert ran.returncode == 1
    assert "some 37,000 troops" in ran.stdout
    assert "you typed “38,000”, the source has “37,000”" in ran.stdout
    assert verbatim("find", project({}), "...").returncode == 1
    assert verbatim("find", project({}), "x" * 5_000, "y").returncode == 1


def test_find_without_words_or_a_project_is_wrong_usage(project: MakeProject) -> None:
    """A project alone, or a path that is no folder: what is missing is said. In a project, any name is a word."""
    root = project({"seeds/word.txt": "A word that is facts.\n", "facts/claims.yaml": CLAIMS})
    away = root / "facts"
    alone = verbatim("find", root, cwd=away.parent.parent)
    assert (alone.returncode, "which words should be found" in alone.stderr) == (2, True)
    nowhere = verbatim("find", "nowhere/", "word", cwd=root)
    assert (nowhere.returncode, "there is no folder nowhere" in nowhere.stderr) == (2, True)
    assert verbatim("find", "facts", cwd=root).returncode == 0


def test_find_works_while_claims_are_broken(project: MakeProject) -> None:
    """The sources can be searched while claims.yaml is being written."""
    assert verbatim("find", project({"claims.yaml": "claims: [\n"}), "37,000 troops").returncode == 0


# -- the other commands -------------------------------------------------------------------------------------------


def test_schema_is_json() -> None:
    """`schema` prints a JSON Schema (draft-07) and nothing else."""
    ran = verbatim("schema")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_verify_exits_1_with_one_line_per_fault(project: MakeProject) -> None:
    """`verify` exits 0 on a whole site and 1 with one line per fault; a folder that is no site has faults too."""
    root = project({})
    assert verbatim("build", root).returncode == 0
    assert verbatim("verify", root / "site").returncode == 0
    (root / "site/sources/wire.txt").write_text(SEED.replace("37,000", "73,000"))
    ran = verbatim("verify", root / "site")
    assert ran.returncode == 1
    assert ran.stdout.splitlines()
    assert verbatim("verify", root / "seeds").returncode == 1


def test_a_new_project_builds(tmp_path: Path) -> None:
    """`new` makes a project that checks --strict and builds; a folder that holds something is refused."""
    assert verbatim("new", tmp_path / "facts").returncode == 0
    assert verbatim("check", tmp_path / "facts", "--strict").returncode == 0
    assert verbatim("build", tmp_path / "facts").returncode == 0
    assert verbatim("new", tmp_path / "facts").returncode == 2


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["serve"], ["find"], ["suggest"], ["verify"], ["new"], ["schema"]]
)
def test_help_teaches(command: list[str]) -> None:
    """Every command has --help and -h, on standard output, and the program its version."""
    for flag in ("--help", "-h"):
        ran = verbatim(*command, flag)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith("Usage: verbatim")
    assert verbatim("--version").stdout.startswith("verbatim, version ")


# -- streams, terminals and signals -------------------------------------------------------------------------------


def test_the_statuses_of_a_real_process(project: MakeProject) -> None:
    """`python -m generator` ends with the statuses of the contract, with streams of its own."""
    root = project({})
    assert run_process("build", cwd=root).returncode == 0
    assert run_process("check", "no-such-folder").returncode == 2
    project({"claims.yaml": BAD})
    ran = run_process("build", root)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("claims.yaml:9:14: error[quote-not-found]: ")


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp437"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
)
def test_a_terminal_that_lacks_characters_ends_no_run(project: MakeProject, environment: dict[str, str]) -> None:
    """Whatever the terminal's encoding, what cannot be shown is escaped and the status is the same."""
    ran = run_process("check", project({"claims.yaml": BAD.replace("38,000", "日本")}), environment=environment)
    assert ran.returncode == 1
    assert "error[quote-not-found]" in ran.stderr


def test_hostile_names_and_words_cannot_reach_the_terminal(project: MakeProject) -> None:
    """Control characters in names and values are escaped in every message: one line each."""
    root = project({"claims.yaml": CLAIMS + '    "verdict\\e[31m\\n": x\n', "seeds/a\x1b[2J\nb.txt": "x"})
    for form in ("text", "json", "github", "sarif"):
        ran = verbatim("check", root, "--format", form)
        assert ran.returncode == 1
        assert "\x1b" not in ran.stdout + ran.stderr
        assert all(line.isprintable() for line in (ran.stdout + ran.stderr).splitlines())


def test_a_closed_output_is_no_traceback(project: MakeProject) -> None:
    """Where nobody reads on, or a stream is closed or full, there is no traceback, and errors are still errors."""
    root = project({"claims.yaml": BAD})
    reader = subprocess.Popen(
        [sys.executable, "-m", "generator", "check", root, "--format", "json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert reader.stdout and reader.stderr
    reader.stdout.close()
    error = reader.stderr.read().decode()
    reader.stderr.close()
    assert reader.wait(60) == 1
    assert "Traceback" not in error and "Exception ignored" not in error
    for command, status in ((f'check "{root}" >&- 2>&-', 1), ("schema >/dev/full", 3)):
        line = f'"{sys.executable}" -m generator {command}'
        ran = subprocess.run(line, shell=True, check=False, cwd=ROOT, capture_output=True, timeout=60)  # noqa: S602
        assert ran.returncode == status
        assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("wait", [0.1, 0.25, 0.5])
def test_an_interrupt_leaves_the_old_site(project: MakeProject, wait: float) -> None:
    """Ctrl-C at any moment ends without a traceback; the site is the old one or the new one, whole, and verifies."""
    from generator.commands.verify.site_check import verify_site

    root = project({})
    assert verbatim("build", root).returncode == 0
    before = snapshot_files(root / "site")
    more = "".join(f"  c{number}: {{statement: Statement {number}.}}\n" for number in range(300))
    (root / "claims.yaml").write_text(CLAIMS + more)
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", root], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    if b"runpy" not in error or b"generator" in error:  # before Python runs a line of ours, its own traceback stands
        assert b"Traceback" not in error, error.decode()
    assert process.returncode in (130, 1, -signal.SIGINT, 0)
    if process.returncode:
        assert snapshot_files(root / "site") == before
    assert verify_site(root / "site").faults == ()
    assert [path.name for path in root.iterdir() if path.name.endswith(("-new", "-old"))] == []
