"""Keys of `site` that change what the whole site says of itself."""

import json
import re
from pathlib import Path

import pytest

from generator.model import Site
from generator.publishing.addresses import absolute
from tests.support.command_line import verbatim
from tests.support.small_project import CLAIMS, SEED

SITE = """\
site:
  title: Small
  base_url: https://example.org/facts/
  clean_urls: true
  publisher: {name: The Desk}
  funding: Paid by *readers*.
  corrections_policy: |
    We correct at once.

    ## How to write to us
    By mail.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("keys")
    (root / "seeds").mkdir()
    (root / "seeds/wire.txt").write_text(SEED)
    claims = CLAIMS.replace("site: {title: Small}\n", SITE).replace(
        "    evidence:", "    verdict: supported\n    evidence:"
    )
    (root / "claims.yaml").write_text(claims)
    built = verbatim("build", root)
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_clean_addresses_are_all_absolute_ones(site: Path) -> None:
    """No absolute address has .html, each page is known by one, and links between pages have it."""
    own = re.compile(r'https://example\.org/facts/[^"<>\s#?&]*')
    for path in site.rglob("*"):
        if path.is_file():
            found = own.findall(path.read_text(encoding="utf-8", errors="replace"))
            assert not [address for address in found if address.endswith((".html", "/index"))], path
    sitemap = (site / "sitemap.xml").read_text()
    for path in site.rglob("*.html"):
        page = path.read_text()
        canonical = re.findall('rel="canonical" href="([^"]+)"', page)
        assert len(canonical) == 1
        assert (f"<loc>{canonical[0]}</loc>" in sitemap) == (path.name != "404.html")
    assert 'href="claims/index.html"' in (site / "index.html").read_text()
    assert verbatim("verify", site).returncode == 0


@pytest.mark.parametrize(
    ("path", "clean", "plain"),
    [
        ("index.html", "", ""),
        ("claims/index.html", "claims/", "claims/index.html"),
        ("claims/index.2.html", "claims/index.2", "claims/index.2.html"),
        ("claims/my-index.html#e1", "claims/my-index#e1", "claims/my-index.html#e1"),
        ("sources/a.txt", "sources/a.txt", "sources/a.txt"),
    ],
)
def test_an_address(path: str, clean: str, plain: str) -> None:
    """Index pages are known by their folder, others by their name, and what is no page keeps its own."""
    base = "https://example.org/f"
    assert absolute(Site("S", base_url=base, clean_urls=True), path) == f"{base}/{clean}"
    assert absolute(Site("S", base_url=base), path) == f"{base}/{plain}"
    assert absolute(Site("S", clean_urls=True), path) == path


def test_policies_are_sections_of_the_about_page(site: Path) -> None:
    """What the desk says of its errors and its funding is on about.html, in claims.json, and linked in ClaimReview."""
    about = (site / "about.html").read_text()
    assert '<h2 id="corrections">' in about
    assert "<h3" in about[about.index('id="corrections"') :]
    assert "Paid by <em>readers</em>." in about[about.index('<h2 id="funding">') :]
    said = json.loads((site / "claims.json").read_text())["site"]
    assert (said["funding"], said["clean_urls"]) == ("Paid by *readers*.", True)
    review = (site / "claims/troops.html").read_text()
    assert '"correctionsPolicy":"https://example.org/facts/about#corrections"' in review.replace('": "', '":"')
    assert '"ownershipFundingInfo":"https://example.org/facts/about#funding"' in review.replace('": "', '":"')
