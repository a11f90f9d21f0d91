"""Every page of every site is what the HTML standard says, by the Nu HTML checker."""

import json
import re
import subprocess
from collections.abc import Mapping

import pytest

from tests.support.served_site import Site
from tests.support.tools import program, tool

# What the checker says without ground, and why.
GROUNDLESS = re.compile(
    # It reads files and knows no address, so that nothing is 'self'; the browser tests show that nothing is refused.
    r"Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) “(\.\./)?assets/"
    # JSON-LD is data: it is not run, and no policy refuses it.
    r"|Inline script violates Content Security Policy"
    # 404.html's style sheet is allowed by its hash, which the checker does not compute; test_journeys sees it in force.
    r"|Inline style violates Content Security Policy"
    # A property of CSS Fill and Stroke, known to every browser since 2017.
    r"|CSS: “paint-order”: Property “paint-order” doesn't exist"
)


@pytest.mark.parametrize("name", ["own", "strange", "mirrored"])
def test_every_page_is_valid(sites: Mapping[str, Site], name: str) -> None:
    """The Nu HTML checker finds neither errors nor warnings in any page.

    It is not to guess the language from the words: those of the frame are English whatever the site's language is.
    """
    java = program("java")
    checker = tool("vnu-jar/build/dist/vnu.jar")
    ran = subprocess.run(
        [java, "-Xss4m", "-jar", checker, "--format", "json", "--skip-non-html", "--no-langdetect", sites[name].folder],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    messages = json.loads(ran.stderr)["messages"]
    found = [
        f"{each['url'].removeprefix(sites[name].disk)}:{each.get('lastLine')}: {each['type']}: {each['message']}"
        for each in messages
        if not GROUNDLESS.match(each["message"])
    ]
    assert found == []
