"""What holds on every site, whatever the project: on each case, on a project of many claims, and on our own.

Nothing of the generator is used to judge its output: pages are read by tests/support/site_reader.py, quotes are
found again by a few lines here, and only then `verify` has its say.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from generator.build import build_project
from generator.commands.verify.site_check import verify_site
from generator.reading.static_folder import is_own_path
from tests.support.site_reader import BuiltSite, read

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases"
NAMES = (*sorted(each.name for each in CASES.iterdir() if each.is_dir()), "many", "own")
MANY = 105  # claims, so that every list has two pages


@dataclass(frozen=True)
class Built:
    """A project and its site, built once for all tests."""

    project: Path
    out: Path
    site: BuiltSite

    @property
    def record(self) -> dict[str, Any]:
        found = json.loads(self.site.text("claims.json"))
        assert isinstance(found, dict)
        return found


def many(root: Path) -> Path:
    """A project of many claims, topics, entities and sources, each quoted and related to the next."""
    lines = ["site: {title: Many, base_url: 'https://example.org/'}", "sources:"]
    lines += [f"  s{each}: {{file: seeds/s{each}.txt, published: {1900 + each % 100}}}" for each in range(MANY)]
    lines += ["topics:", *(f"  t{each}: {{name: Topic {each}}}" for each in range(MANY))]
    lines += ["entities:", *(f"  e{each}: {{name: Name {each}, kind: person}}" for each in range(MANY)), "claims:"]
    (root / "seeds").mkdir(parents=True)
    for each in range(MANY):
        (root / f"seeds/s{each}.txt").write_text(f"Here Name {each} says number {each}. All say: the common words.\n")
        lines.append(
            f"  c{each}: {{statement: Claim {each}., topics: [t0, t{each}], entities: [e0, e{each}], "
            f"date: {1900 + each % 90}, related: [{{claim: c{(each + 1) % MANY}, relation: context}}], "
            f"corrections: [{{date: 2000, text: Text {each}.}}], evidence: ["
            f"{{source: s{each}, quote: says number {each}, stance: supports}}, "
            "{source: s0, quote: the common words, stance: mentions}]}"
        )
    (root / "claims.yaml").write_text("\n".join(lines) + "\n")
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """The site of a project by its name, built when it is first asked for."""
    made: dict[str, Built] = {}

    def build(name: str) -> Built:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            project = many(folder / "project") if name == "many" else ROOT if name == "own" else CASES / name
            checked, written = build_project(project, folder / "site")
            assert written, checked.diagnostics
            made[name] = Built(project, folder / "site", read(folder / "site"))
        return made[name]

    return build


@pytest.fixture(params=NAMES)
def built(request: pytest.FixtureRequest, site: Callable[[str], Built]) -> Built:
    return site(request.param)


def copied(built: Built, folder: Path) -> Path:
    """The project's own files in another folder."""
    target = folder / "copy"
    target.mkdir()
    for name in ("claims.yaml", "more.yaml"):
        if (built.project / name).exists():
            shutil.copy(built.project / name, target)
    for name in ("seeds", "claims"):
        if (built.project / name).exists():
            shutil.copytree(built.project / name, target / name)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return dict(read(folder).files)


def evidence(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (each for claim in record["claims"] for each in claim["evidence"])


# -- pages and links ----------------------------------------------------------------------------------------------


def test_no_link_is_dead(built: Built) -> None:
    """Every relative address on every page leads to a file of the site and, with a fragment, to an id there."""
    assert built.site.dead_links(built.record["site"].get("base_url") or "") == []


def test_every_file_is_in_a_place_that_the_site_keeps(built: Built) -> None:
    """No file of the desk's own folder `static` can be where the site has a file, or may have one."""
    hosts = {"_headers", "_redirects"}  # these the desk adds to
    assert [path for path in built.site.files if not is_own_path(path, has_address=True) and path not in hosts] == []


def test_pages_are_whole(built: Built) -> None:
    """Every page is balanced HTML with unique ids, one title, one h1 and headings in order, as a parser tells."""
    assert [f"{each.path}: {fault}" for each in built.site.pages.values() for fault in each.faults] == []


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    """No page loads a file of another site, runs an inline script or links to what is not http, https or mailto."""
    assert built.site.foreign() == []
    for path, content in built.site.files.items():
        if path.endswith(".js") and not path.startswith("pagefind/"):
            assert not re.search(rb"https?://(?!www\.w3\.org)[a-z]", content) or path.startswith("assets/search"), path


def test_every_page_can_be_reached_from_the_home_page(built: Built) -> None:
    """Without JavaScript all navigation is there: links from index.html reach every page but 404 and what is empty.

    Pages at addresses of before lead on, and nothing leads to them.
    """
    waiting, reached = ["index.html"], {"index.html"}
    while waiting:
        path = waiting.pop()
        for element, _, address in built.site.pages[path].links:
            parts = urlsplit(address)
            if element.tag != "a" or parts.scheme or parts.netloc or not parts.path:
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(path), parts.path))  # noqa: PTH118, PTH120
            if target in built.site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    lists = {
        "topics": "topics/index",
        "sources": "sources/index",
        "entities": "entities/index",
        "claims": "claims/index",
    }
    empty = {f"{page}.html" for table, page in lists.items() if not built.record.get(table)}
    dated = any(each.get("date") for each in built.record["claims"])
    dated = dated or any(each.get("published") for each in built.record["sources"])
    empty |= set() if dated else {"timeline.html"}
    empty |= set() if any(evidence(built.record)) else {"matrix.html"}
    empty |= set() if built.record["claims"] else {"search.html"}
    former = {path for path in built.site.pages if 'http-equiv="refresh"' in built.site.text(path)}
    assert set(built.site.pages) - reached <= {"404.html", *empty, *former}


def test_the_contracts_files_are_there(built: Built) -> None:
    """Every page and file of the contract's section 4 is there, sitemap.xml and robots.txt with base_url only."""
    record = built.record
    expected = {"index.html", "about.html", "404.html", "search.html", "claims/index.html",
    "sources/index.html", "topics/index.html",
                "entities/index.html", "timeline.html", "matrix.html", "corrections.html", "claims.json", "claims.csv",
                "annotations.jsonld", "feed.xml", "manifest.json", ".nojekyll", "_headers"}  # fmt: skip
    expected |= {f"claims/{each['id']}.html" for each in record["claims"]}
    expected |= {f"sources/{each['id']}{end}" for each in record["sources"] for end in (".html", ".txt")}
    assert expected <= set(built.site.files)
    for path in ("sitemap.xml", "robots.txt"):
        assert (path in built.site.files) == bool(record["site"].get("base_url"))


def test_no_page_says_none(built: Built) -> None:
    """A field that is not known is left out: no page shows a word of the program's own for it."""
    typed = "".join(each.read_text(encoding="utf-8") for each in built.project.glob("*.yaml"))
    typed += "".join(built.site.text(each["text"]) for each in built.record["sources"])
    for path, page in built.site.pages.items():
        for word in re.findall(r"\b(?:None|NaN|undefined|Undefined|inf|True|False|null)\b", page.main().text):
            assert word in typed, f"{path} says {word}"
        assert "{% " not in page.main().text or "{% " in typed, path


def test_no_list_is_longer_than_a_page(site: Callable[[str], Built]) -> None:
    """Lists are paged, a hundred items a page, with links between the pages."""
    built = site("many")
    for path in ("claims/index.html", "sources/index.html", "topics/index.html", "entities/index.html",
    "timeline.html", "matrix.html", "corrections.html", "topics/t0.html", "entities/e0.html"):  # fmt: skip
        stem = path.removesuffix(".html")
        for page in (path, f"{stem}.2.html"):
            assert page in built.site.pages, page
        assert f"{stem}.3.html" not in built.site.pages or path in ("timeline.html", "matrix.html")


# -- quotes -------------------------------------------------------------------------------------------------------

SAME = {ord(each): to for to, all_of_it in {'"': "“”„‟", "'": "‘’‚‛", "-": "‐‑‒–—―−"}.items() for each in all_of_it}
DROPPED = dict.fromkeys([0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def alike(text: str) -> str:
    """The contract's folding in one line."""
    return " ".join(unicodedata.normalize("NFC", text).translate(DROPPED).split()).translate(SAME)


def stands(quote: str, text: str) -> bool:
    """Whether a quote's words are in a text: as a whole, or its parts between brackets in their order."""
    if alike(quote) in alike(text):
        return True
    place = 0
    for part in re.split(r"\[[^\[\]]*\]", alike(quote)):
        found = alike(text).find(part.strip(), place)
        if found < 0:
            return False
        place = found + len(part.strip())
    return True


def test_every_published_quote_is_in_its_source(built: Built) -> None:
    """Found again by a search of a few lines: the published quote is, word for word, in the published text."""
    for each in evidence(built.record):
        assert stands(each["quote"], built.site.text(f"sources/{each['source']}.txt")), each["id"]


def test_segments_are_the_sources_own_words(built: Built) -> None:
    """`exact` is the source's text from start to end, `prefix` and `suffix` stand beside it, in order and apart."""
    for each in evidence(built.record):
        text = built.site.text(f"sources/{each['source']}.txt")
        end = 0
        assert each["segments"]
        for part in each["segments"]:
            assert end <= part["start"] < part["end"] <= len(text)
            assert text[part["start"] : part["end"]] == part["exact"] == part["exact"].strip()
            assert text[: part["start"]].endswith(part["prefix"])
            assert text[part["end"] :].startswith(part["suffix"])
            end = part["end"]
        if "[" not in each["quote"]:
            assert alike("".join(part["exact"] for part in each["segments"])) == alike(each["quote"])


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_marks_joined_are_the_quote(built: Built) -> None:
    """On the source's page the marks of one piece of evidence, joined, are its segments; its id is there."""
    marks = {path: page.marks() for path, page in built.site.pages.items() if path.startswith("sources/")}
    ids = {path: set(page.ids) for path, page in built.site.pages.items()}
    seen = set()
    for each in evidence(built.record):
        path = f"sources/{each['source']}.html"
        if any("sha256" in part for part in each["segments"]):  # its words are withheld
            assert each["id"] in ids[path] and each["id"] not in marks[path]
            continue
        joined = "".join(marks[path].get(each["id"], ()))
        assert squeezed(joined) == squeezed("".join(part["exact"] for part in each["segments"])), each["id"]
        assert each["id"] in ids[path]
        seen.add((path, each["id"]))
    assert {(path, id) for path, found in marks.items() for id in found} == seen


def test_claim_pages_show_their_evidence(built: Built) -> None:
    """A claim page has e1, e2 …, numbered in the file's order: stance, quote in a blockquote, link to its passage."""
    for claim in built.record["claims"]:
        page = built.site.pages[f"claims/{claim['id']}.html"]
        found = {
            each.attributes["id"]: each
            for each in page.elements
            if "data-stance" in each.attributes and each.attributes.get("id", "").startswith("e")
        }
        shown = [found[f"e{number}"] for number in range(1, len(found) + 1)]
        assert [each.attributes["data-evidence"] for each in shown] == [each["id"] for each in claim["evidence"]]
        for element, each in zip(shown, claim["evidence"], strict=True):
            assert element.attributes["data-stance"] == each["stance"]
            quotes = [found for found in element.walk() if found.tag == "blockquote"]
            assert len(quotes) == 1
            shown_words = (part.get("sha256") or part["exact"] for part in each["segments"])
            assert all(squeezed(words) in squeezed(quotes[0].text) for words in shown_words)
            links = [found.attributes.get("href") for found in element.walk() if found.tag == "a"]
            assert f"../sources/{each['source']}.html#{each['id']}" in links


def test_excerpts_publish_nothing_else(site: Callable[[str], Built]) -> None:
    """With display: excerpts only quoted passages and their sentences are in any file of the site."""
    built = site("excerpts")
    for path, content in built.site.files.items():
        assert b"SECRET" not in content, path
    assert "everything is shown. This too." in built.site.text("sources/open.txt")


# -- data ---------------------------------------------------------------------------------------------------------


def test_the_manifest_names_every_file(built: Built) -> None:
    """manifest.json has the SHA-256 of every other file, sorted, and of nothing else."""
    files = json.loads(built.site.text("manifest.json"))["files"]
    assert list(files) == sorted(files)
    assert files == {
        path: hashlib.sha256(content).hexdigest()
        for path, content in built.site.files.items() if path != "manifest.json"
    }  # fmt: skip


def test_sources_have_the_hash_of_their_text(built: Built) -> None:
    """sha256 in claims.json is that of sources/ID.txt."""
    for each in built.record["sources"]:
        assert each["sha256"] == hashlib.sha256(built.site.files[each["text"]]).hexdigest()


def test_data_are_well_formed(built: Built) -> None:
    """JSON, CSV, Atom, sitemap and the JSON-LD of each claim page parse; ids are unique; no cell is a formula."""
    feed = ElementTree.fromstring(built.site.files["feed.xml"])  # noqa: S314 - what we built ourselves
    ids = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids)) and all(ids)
    base = built.record["site"].get("base_url")
    for each in feed.iter("{http://www.w3.org/2005/Atom}link"):
        if each.get("rel") == "license":
            continue
        address = each.attrib["href"]
        if base:
            assert address.startswith(base)
            address = address.removeprefix(base)
        path = urlsplit(address).path or "index.html"
        assert path in built.site.files, address
    if base:
        sitemap = ElementTree.fromstring(built.site.files["sitemap.xml"])  # noqa: S314
        addresses = [str(each.text) for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        assert len(addresses) == len(set(addresses))
        assert {each.removeprefix(base) or "index.html" for each in addresses} <= set(built.site.pages)
    json.loads(built.site.text("annotations.jsonld"))
    rows = list(csv.reader(io.StringIO(built.site.text("claims.csv").removeprefix("\ufeff"), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")) and (
                cell[:1] != "-" or re.fullmatch(r"-[\d.e]+", cell)
            ), cell
    for claim in built.record["claims"]:
        page = built.site.pages[f"claims/{claim['id']}.html"]
        data = [each.text for each in page.elements if each.attributes.get("type") == "application/ld+json"]
        assert [json.loads(each)["@type"] for each in data] == (["ClaimReview"] if claim["verdict"] else [])


def test_no_file_holds_what_cannot_be_published(built: Built) -> None:
    """No control character or noncharacter is anywhere but where a source's own text has it."""
    odd = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
    own = set(odd.findall("".join(built.site.text(each["text"]) for each in built.record["sources"])))
    for path, content in built.site.files.items():
        if not path.endswith((".png", ".woff2")) and not path.startswith("pagefind/"):
            found = set(odd.findall(content.decode()))
            assert found <= (set() if path.endswith((".xml", ".css", ".csv")) else own), path


def test_verify_agrees(built: Built) -> None:
    """`verify`, with code of its own, finds every hash and every quote as the site says."""
    assert verify_site(built.out).faults == ()


# -- the same bytes -----------------------------------------------------------------------------------------------


def test_a_second_build_rewrites_no_file(built: Built) -> None:
    """With nothing changed no file is written, and none gets another time."""
    before = {each: each.stat().st_mtime_ns for each in built.out.rglob("*")}
    _, written = build_project(built.project, built.out)
    assert written and written.written == written.removed == ()
    assert {each: each.stat().st_mtime_ns for each in built.out.rglob("*")} == before


def test_the_same_bytes_on_another_machine(built: Built, tmp_path: Path) -> None:
    """Another hash seed, umask, time zone, locale, folder and order of files give the same bytes, with two jobs too."""
    project = copied(built, tmp_path)
    environment = {
        "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "1", "PYTHONOPTIMIZE": "1",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "build", ".", "--jobs", "2"],
        cwd=project, env=environment, umask=0o077, capture_output=True, check=False, timeout=100,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert contents(project / "site") == built.site.files


def test_an_edit_is_built_as_if_anew(built: Built, tmp_path: Path) -> None:
    """After an edit the next build gives what a clean one does, and after its undoing what there was."""
    project = copied(built, tmp_path)
    build_project(project, tmp_path / "site")
    (project / "seeds/zz-new.txt").write_text("A new article, without an entry.\n")
    text = (project / "claims.yaml").read_text(encoding="utf-8")
    (project / "claims.yaml").write_text(re.sub(r"title: ", "title: New ", text, count=1), encoding="utf-8")
    for out in (tmp_path / "site", tmp_path / "clean"):
        _, written = build_project(project, out)
        assert written
    assert contents(tmp_path / "site") == contents(tmp_path / "clean") != built.site.files
    (project / "seeds/zz-new.txt").unlink()
    (project / "claims.yaml").write_text(text, encoding="utf-8")
    build_project(project, tmp_path / "site")
    assert contents(tmp_path / "site") == built.site.files
