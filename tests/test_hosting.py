"""docs/hosting.md: the files that it shows for each host are well formed and agree with what the site itself says."""

import gzip
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.build import build_project
from generator.cli import commands
from generator.commands.new.starter_project import create_project
from generator.commands.verify.site_check import verify_site
from tests.support.command_line import shell_environment
from tests.support.static_host import read_headers, run_host
from tests.support.tools import program

HOSTING = (Path(__file__).resolve().parent.parent / "docs/hosting.md").read_text(encoding="utf-8")


def shown(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", HOSTING, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hosting")
    create_project(root)
    build_project(root, root / "site")
    return root / "site"


def test_cloudfront_sends_what_the_site_says(site: Path) -> None:
    """The policy for CloudFront has the values of `_headers`; of the content security policy what a page cannot say."""
    policy, error = (json.loads(each) for each in shown("json"))
    wanted = dict(read_headers(site)["/*"])
    security: dict[str, dict[str, Any]] = policy["SecurityHeadersConfig"]
    assert all(each["Override"] for each in security.values())
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] in wanted["Content-Security-Policy"]
    assert security["FrameOptions"]["FrameOption"] == wanted["X-Frame-Options"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == wanted["Referrer-Policy"]
    assert wanted["X-Content-Type-Options"] == "nosniff" and "ContentTypeOptions" in security
    own = {each["Header"]: each["Value"] for each in policy["CustomHeadersConfig"]["Items"]}
    assert own.items() <= wanted.items()
    assert policy["CustomHeadersConfig"]["Quantity"] == len(own)
    (lost,) = error["Items"]
    assert (lost["ErrorCode"], lost["ResponseCode"]) == (403, "404")
    assert (site / lost["ResponsePagePath"].lstrip("/")).is_file()


def test_what_is_kept_is_what_has_its_hash_in_its_name(site: Path) -> None:
    """The pattern and the value for S3 are those of `_headers`: the same files, for as long."""
    (pattern,) = set(re.findall(r"--include '(assets/[^']*)'", HOSTING))
    (kept,) = set(re.findall(r"--cache-control '(public[^']*)'", HOSTING))
    ours = {each.relative_to(site).as_posix() for each in site.glob(pattern)}
    kept_long = {path for path, headers in read_headers(site).items() if "Cache-Control" in dict(headers)}
    assert {f"/{path}" for path in ours} == kept_long
    assert all(dict(read_headers(site)[f"/{each}"])["Cache-Control"] == kept for each in ours)


@pytest.mark.parametrize("path", ["claims.json", "claims.csv", "claimreview.json", "feed.xml"])
def test_programs_of_other_sites_may_read_the_data(site: Path, path: str) -> None:
    """`_headers` opens the files for programs to every origin, and no page."""
    open_paths = {
        path for path, headers in read_headers(site).items() if "Access-Control-Allow-Origin" in dict(headers)
    }
    assert any(fnmatch(f"/{path}", pattern) for pattern in open_paths)
    assert not any(fnmatch("/claims/x.html", pattern) for pattern in open_paths)


def test_netlify_and_cloudflare_publish_the_site() -> None:
    """Both configurations are TOML and name the folder that a build writes; the commands in them are ours."""
    netlify, cloudflare = (tomllib.loads(each) for each in shown("toml"))
    assert netlify["build"]["publish"] == cloudflare["pages_build_output_dir"] == "site"
    ours = [each.split() for each in netlify["build"]["command"].split(" && ") if each.startswith("verbatim ")]
    assert [each[1] for each in ours] == ["build", "verify"]
    for _, command, *options in ours:
        help = CliRunner().invoke(commands, [command, "--help"]).output
        assert all(each in help for each in options if each.startswith("--"))


# -- GitLab, Codeberg, a container --------------------------------------------------------------------------------


def shown_yaml(word: str) -> Any:
    """The one YAML file of the page that has the word, with nothing made of its words."""
    (text,) = (each for each in shown("yaml") if word in each)
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and mappings


def run_shell(script: str, cwd: Path, environment: Mapping[str, str]) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-ec", script], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_gitlab_checks_what_is_proposed_and_publishes_what_is_merged(tmp_path: Path) -> None:
    """The steps of both jobs run; `public` then has every file of the site, compressed beside it where that pays."""
    jobs = shown_yaml("$CI_COMMIT_BRANCH")
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"} in jobs["pages"]["rules"]
    assert {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'} in jobs["check"]["rules"]
    install, *steps = jobs["pages"]["script"]
    assert install.startswith("pip install ") and jobs["check"]["script"] == [install, *steps[:2]]
    environment = shell_environment(tmp_path)
    create_project(tmp_path / "facts")
    run_shell("\n".join(steps[:2]), tmp_path / "facts", environment)
    site = {path.relative_to(tmp_path / "facts/site"): path for path in (tmp_path / "facts/site").rglob("*")}
    files = {path: place.read_bytes() for path, place in site.items() if place.is_file()}
    run_shell("\n".join(steps[2:]), tmp_path / "facts", environment)
    public = tmp_path / "facts/public"
    assert {path: (public / path).read_bytes() for path in files} == files
    packed = [path for path in public.rglob("*.gz") if path.is_file()]
    assert packed
    assert all(gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes() for path in packed)


def test_codeberg_has_the_site_as_a_branch(site: Path, tmp_path: Path) -> None:
    """The commands shown bring each edition, and nothing else, into the branch `pages` of a repository."""
    git = program("git")
    section = HOSTING.partition("## Codeberg Pages\n")[2].partition("\n## ")[0]
    once, each = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    subprocess.run([git, "init", "--quiet", "--bare", tmp_path / "remote.git"], check=True, timeout=60)
    once = once.replace("https://codeberg.org/USER/REPOSITORY.git", str(tmp_path / "remote.git"))
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    project = tmp_path / "facts"
    shutil.copytree(site, project / "site")
    run_shell(once + each, project, environment)
    (project / "site/about.html").unlink()
    (project / "site/index.html").write_text("changed", encoding="utf-8")
    run_shell(each, project, environment)
    listed = subprocess.run(
        [git, "-C", tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "pages"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout.split()  # fmt: skip
    wanted = [path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*") if path.is_file()]
    assert sorted(listed) == sorted(wanted)


def test_the_container_sees_each_edition(tmp_path: Path) -> None:
    """It mounts the folder above the site, read-only, and the configuration of the page with its root in there.

    A folder that is held open, as a mount holds it, is what a build exchanges: the site's own goes on to be the old
    edition, and the one above it shows the new one, which the server's user may read.
    """
    (service,) = shown_yaml("services:")["services"].values()
    mounts = dict(each.split(":")[:2] for each in service["volumes"])
    assert all(each.endswith(":ro") for each in service["volumes"])
    (root,) = re.findall(r"with `root (/\S+);` in it", HOSTING)
    (out,) = re.findall(r"^    verbatim build --strict --out (\S+)$", HOSTING, re.MULTILINE)
    assert f"{mounts['./' + out.rpartition('/')[0]]}/{out.rpartition('/')[2]}" == root
    assert mounts["./facts.conf"].startswith("/etc/nginx/conf.d/")
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    create_project(tmp_path)
    site = tmp_path / out
    site.parent.mkdir()
    build_project(tmp_path, site)
    above, inside = (os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in (site.parent, site))
    try:
        claims = tmp_path / "claims.yaml"
        claims.write_text(claims.read_text(encoding="utf-8").replace("title: ", "title: New ", 1), encoding="utf-8")
        build_project(tmp_path, site)

        def read(folder: int, path: str) -> bytes:
            with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as file:
                return file.read()

        assert b"New " in read(above, f"{site.name}/index.html")
        with pytest.raises(FileNotFoundError):
            read(inside, "index.html")
        modes = {path.stat().st_mode & (0o005 if path.is_dir() else 0o004) for path in (site, *site.rglob("*"))}
        assert modes == {0o005, 0o004}
    finally:
        os.close(above)
        os.close(inside)


def test_robots_below_a_path_are_told_to_the_root(tmp_path: Path) -> None:
    """What the docs add to the host's own robots.txt is the line by which the site's own names its sitemap."""
    create_project(tmp_path)
    claims = tmp_path / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("site:\n", "site:\n  base_url: https://example.org/facts/\n", 1), encoding="utf-8")
    build_project(tmp_path, tmp_path / "site")
    (line,) = re.findall(r"^      (Sitemap: .*)$", HOSTING, re.MULTILINE)
    assert line in (tmp_path / "site/robots.txt").read_text(encoding="utf-8").splitlines()
    assert (tmp_path / "site/sitemap.xml").is_file()


@pytest.mark.parametrize("address", [False, True])
def test_a_mirror_is_whole(tmp_path: Path, address: bool) -> None:
    """wget brings every file by plain links alone, without scripts: what the docs say is for hosts is all that lacks,
    and `verify` finds nothing else amiss in the copy."""
    wget = shutil.which("wget")
    if not wget:
        pytest.skip("there is no wget; on Debian: apt-get install wget")
    create_project(tmp_path / "facts")
    claims, site = tmp_path / "facts/claims.yaml", tmp_path / "facts/site"
    with run_host() as host:
        base = f"{host.address}/facts/"
        if address:
            claims.write_text(claims.read_text(encoding="utf-8").replace("site:\n", f"site:\n  base_url: {base}\n", 1))
        build_project(tmp_path / "facts", site)
        host.serve("/facts/", site)
        (options,) = re.findall(r"^    wget (.*) https://", HOSTING, re.MULTILINE)
        command = [wget, *options.split(), "--quiet", "--tries", "1", "--directory-prefix", tmp_path / "copy", base]
        subprocess.run(command, check=True, timeout=60)
    (copy,) = (tmp_path / "copy").glob("*/facts")
    lacking = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    lacking -= {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    (told,) = re.findall(r"lacks only (.*?),\nwhich", HOSTING)
    assert lacking == {*re.findall("`([^`]+)`", told)}
    faults = {fault.partition(":")[0] for fault in verify_site(copy).faults}
    assert faults == lacking
