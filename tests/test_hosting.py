"""docs/hosting.md: the files that it shows for each host are well formed and agree with what the site itself says."""

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.build import build_project
from generator.cli import commands
from generator.commands.new.starter_project import create_project
from tests.support.static_host import read_headers

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


@pytest.mark.parametrize("path", ["claims.json", "claims.csv", "annotations.jsonld", "feed.xml", "manifest.json"])
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
