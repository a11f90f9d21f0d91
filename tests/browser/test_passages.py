"""Every quote is found on its source's page by programs that know nothing of this site."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.served_site import Site
from tests.support.tools import tool

MATCHER = 'export { createTextQuoteSelectorMatcher as match } from "@apache-annotator/dom";'
# Of each selector of a passage: how many texts Apache Annotator's matcher finds in the article, how many of these are
# right; and whether the first in the whole page is, where notes stand behind the article and longer quotes hold others.
ANNOTATIONS = """async passages => {
    const article = document.createElement("div");
    for (const part of document.querySelectorAll(".article")) article.append(part.cloneNode(true));
    const search = async (selector, scope, id) => {
        const marks = [...scope.querySelectorAll(`mark[data-evidence~="${id}"]`)], found = [];
        for await (const range of annotator.match(selector)(scope)) {
            found.push(String(range) === selector.exact && marks.some(mark => range.intersectsNode(mark)));
        }
        return found;
    };
    const answers = [];
    for (const [id, selector] of passages) {
        const found = await search(selector, article, id);
        const anywhere = await search(selector, document.body, id);
        answers.push([found.length, found.filter(Boolean).length, anywhere[0]]);
    }
    return answers;
}"""
# Of each line, whether find in page, from the beginning on and past what is elsewhere, comes to its passage.
FINDS = """lines => {
    return lines.map(([id, words]) => {
        getSelection().collapse(document.body, 0);
        for (let times = 0; times < 500 && find(words, true); times++) {
            const range = getSelection().getRangeAt(0);
            for (const mark of document.querySelectorAll(`mark[data-evidence~="${id}"]`)) {
                if (range.intersectsNode(mark)) return true;
            }
        }
        return false;
    });
}"""


@pytest.fixture(scope="module")
def annotator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Apache Annotator's matcher as one script."""
    made = tmp_path_factory.mktemp("annotator") / "annotator.js"
    bundler = tool("esbuild/bin/esbuild")
    subprocess.run(
        [bundler, "--bundle", "--format=iife", "--global-name=annotator", f"--outfile={made}", "--log-level=error"],
        input=MATCHER, text=True, check=True, cwd=tool("@apache-annotator/dom/package.json").parents[3],
    )  # fmt: skip
    return made


def test_every_quote_is_found_by_its_selector_and_by_its_words(
    chromium: Browser, sites: Mapping[str, Site], annotator: Path
) -> None:
    """An annotation library finds what each published selector selects, once and in its marks; so does find in page.

    A quote with brackets has a selector for each segment. Browsers search line by line.
    """
    own = sites["own"]
    context = chromium.new_context(bypass_csp=True)  # the library is no script of the site's
    page = context.new_page()
    collection = json.loads((own.folder / "annotations.jsonld").read_text(encoding="utf-8"))
    selectors: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for annotation in collection["first"]["items"]:
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            path = target["source"]["id"].removesuffix(".txt") + ".html"
            selectors.setdefault(path, []).append((annotation["id"].partition("#")[2], target["selector"][0]))
    assert sum(map(len, selectors.values())) >= collection["total"] > 0
    for path, passages in selectors.items():
        page.goto(own.address + path)
        page.add_script_tag(path=annotator)
        found = page.evaluate(ANNOTATIONS, passages)
        assert [pair for pair in zip(passages, found, strict=True) if pair[1] != [1, 1, True]] == []
        lines = [
            (id, line.strip()) for id, selector in passages for line in selector["exact"].split("\n") if line.strip()
        ]
        reached = page.evaluate(FINDS, lines)
        assert [pair[0] for pair in zip(lines, reached, strict=True) if not pair[1]] == []
    context.close()
