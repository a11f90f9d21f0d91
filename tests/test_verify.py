"""The checker: what it vouches for holds, and whatever does not hold is found, however hostile the folder."""

import ast
import copy
import hashlib
import html
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands.verify import site_check as checker
from generator.commands.verify.site_check import verify_site
from generator.commands.verify.wording import fold_text, reads_as

TEXT = (
    "It began.\n\nUS officials say some 37,000 troops — \U0001f400 a legacy — are based there. Nobody knows & cares.\n"
)
PAGE = "One bold sentence here.\n\nA second paragraph [sic] stands here."

Site = dict[str, Any]  # path -> text, but for the two files of data, which are values


def segment(text: str, exact: str) -> dict[str, Any]:
    start = text.index(exact)
    end = start + len(exact)
    return {
        "start": start,
        "end": end,
        "exact": exact,
        "prefix": text[max(0, start - 8) : start],
        "suffix": text[end : end + 8],
    }


def evidence(
    claim: str, number: int, source: str, stance: str, quote: str, *segments: dict[str, Any]
) -> dict[str, Any]:
    return {
        "id": f"{claim}-{number}",
        "source": source,
        "stance": stance,
        "quote": quote,
        "speaker": None,
        "value": None,
        "note": None,
        "page": f"claims/{claim}.html#e{number}",
        "segments": list(segments),
    }


def source(id: str, file: str, text: str) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "id": id,
        "title": None,
        "file": file,
        "sha256": digest,
        "text": f"sources/{id}.txt",
        "page": f"sources/{id}.html",
    }


def whole() -> Site:
    """A site by hand: two claims, two sources, overlapping passages, an elision, words across two blocks."""
    parts = [segment(TEXT, words) for words in ("some 37,000 troops", "are", "based")]
    first = evidence("troops", 1, "bbc", "supports", "some 37,000 troops […] are [now] based", *parts)
    second = evidence(
        "troops",
        2,
        "bbc",
        "refutes",
        "37,000 troops - \U0001f400 a legacy",
        segment(TEXT, "37,000 troops — \U0001f400 a legacy"),
    )
    third = evidence(
        "troops", 3, "page", "mentions", "sentence here. A second", segment(PAGE, "sentence here.\n\nA second")
    )
    data = {
        "version": 1,
        "site": {"title": "Try", "base_url": "https://example.org/f/"},
        "sources": [source("bbc", "seeds/bbc.txt", TEXT), source("page", "seeds/page.html", PAGE)],
        "claims": [
            {"id": "troops", "statement": "Some.", "page": "claims/troops.html", "evidence": [first, second, third]},
            {"id": "bare", "statement": "None.", "page": "claims/bare.html", "evidence": []},
        ],
    }  # fmt: skip
    items = [annotated(item) for item in (first, second, third)]
    notes = {"type": "AnnotationCollection", "total": 3, "first": {"type": "AnnotationPage", "items": items}}
    shown = "\n".join(
        f'<article id="e{number}" data-evidence="{item["id"]}" data-stance="{item["stance"]}"><article>nested</article>'
        f"<blockquote>{' <span>[…]</span> '.join(html.escape(part['exact']) for part in item['segments'])}</blockquote>"
        f'<a href="../sources/{item["source"]}.html#{item["id"]}">see</a></article>'
        for number, item in enumerate((first, second, third), 1)
    )
    return {
        "claims.json": data,
        "annotations.jsonld": notes,
        "index.html": '<!doctype html><meta name="generator" content="verbatim"><title>Try</title>',
        "claims/troops.html": f'<!doctype html><script>a = "<b";</script><!-- > --><p title="a > b">1 < 2</p>{shown}',
        "claims/bare.html": "<!doctype html><p>Nothing.",
        "sources/bbc.txt": TEXT,
        "sources/page.txt": PAGE,
        "sources/bbc.html": (
            '<!doctype html><pre>It began.\n\nUS officials say <a id="troops-1"></a>'
            '<mark data-evidence="troops-1">some </mark><a id="troops-2"></a>'
            '<mark data-evidence="troops-1 troops-2">37,000 troops</mark>'
            '<mark data-evidence="troops-2"> — \U0001f400 a legacy</mark>'
            ' — <mark data-evidence="troops-1">are</mark> <mark data-evidence="troops-1">based</mark>'
            " there. Nobody knows &amp; cares.\n</pre>"
        ),
        "sources/page.html": (
            '<!doctype html><p>One bold <a id="troops-3"></a><mark data-evidence="troops-3">sentence here.</mark></p>\n'
            '<p><mark data-evidence="troops-3">A\n second</mark> paragraph [sic] stands here.</p>'
        ),
    }


def annotated(item: dict[str, Any]) -> dict[str, Any]:
    targets = [
        {
            "source": {"id": f"https://example.org/f/sources/{item['source']}.txt"},
            "selector": [
                {"type": "TextQuoteSelector", **{key: part[key] for key in ("exact", "prefix", "suffix")}},
                {"type": "TextPositionSelector", "start": part["start"], "end": part["end"]},
            ],
        }
        for part in item["segments"]
    ]
    return {
        "id": f"https://example.org/f/annotations.jsonld#{item['id']}",
        "target": targets[0] if len(targets) == 1 else targets,
    }


def write(folder: Path, site: Site) -> Path:
    """The site in a folder, with the manifest that it should have."""
    digests = {}
    for path, value in site.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        raw = text.encode("utf-8", "surrogatepass")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
        digests[path] = hashlib.sha256(raw).hexdigest()
    lines = ",\n".join(f"{json.dumps(path)}: {json.dumps(digests[path])}" for path in sorted(digests))
    (folder / "manifest.json").write_text(f'{{"files": {{\n{lines}\n}}}}\n')
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, whole())


# -- what holds ---------------------------------------------------------------------------------------------------


def test_a_whole_site_has_no_fault(folder: Path) -> None:
    """Where everything holds there is nothing to say, and the report says how much was looked at."""
    found = verify_site(folder)
    assert found.faults == ()
    assert (found.files, found.claims, found.evidence, found.notes) == (9, 2, 3, ())


def test_words_that_speak_of_evidence_are_none(tmp_path: Path) -> None:
    """Evidence is an element with that attribute, not one whose other attributes have the attribute's name in them."""
    site = whole()
    said = '<meta name="description" content="data-evidence=x data-evidence=\'y\'">'
    site["claims/troops.html"] = said + site["claims/troops.html"]
    assert verify_site(write(tmp_path, site)).faults == ()


def test_the_feed_of_reviews_is_of_the_claims_with_a_verdict(tmp_path: Path) -> None:
    """Each judged claim is in it once, with its own statement; whatever else is there, or lacks, is a fault."""
    site = whole()
    site["claims.json"]["claims"][0]["verdict"] = "refuted"
    site["claims.json"]["claims"][1] |= {"verdict": "refuted", "draft": True}
    right = {"url": "https://example.org/f/claims/troops.html", "item": [{"claimReviewed": "Some."}]}
    wrong: list[Any] = [
        [], [right, right], [right, right | {"url": "https://example.org/f/claims/bare"}], [right | {"item": []}],
        [right | {"item": [{"claimReviewed": "Some"}]}], [right | {"item": ["Some."]}], [right, None], {}, None,
    ]  # fmt: skip
    for number, elements in enumerate(([right], [right | {"url": "https://example.org/f/claims/troops"}], *wrong)):
        site["claimreview.json"] = {"@type": "DataFeed", "dataFeedElement": elements}
        faults = verify_site(write(tmp_path / str(number), site)).faults
        assert bool(faults) == (number > 1), elements
        assert all(fault.startswith("claimreview.json: ") for fault in faults)


def test_verify_shares_nothing_with_the_builder() -> None:
    """The checker imports the standard library and itself, so that it cannot repeat the builder's mistakes.

    The package's `__init__.py` only declares the command and prints.
    """
    package = Path(checker.__file__).parent
    files = sorted(file for file in package.glob("*.py") if file.name != "__init__.py")
    assert len(files) > 3
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".", 1)[0] in sys.stdlib_module_names or name.startswith("generator.commands.verify.")


def test_files_of_others_are_noted_and_no_fault(folder: Path) -> None:
    """What lies in the site and is in no manifest is named, but wrong it is not."""
    (folder / "CNAME").write_text("x")
    (folder / "claims/mine\n.html").write_text("x")
    found = verify_site(folder)
    assert found.faults == ()
    assert found.notes == ("CNAME: is not in the manifest", "claims/mine\\n.html: is not in the manifest")


# -- what was changed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["manifest.json", *whole()])
def test_any_flipped_byte_is_found(folder: Path, path: str) -> None:
    """One byte of one file changed, wherever it is: a fault that names the file, or the manifest."""
    file = folder / path
    raw = file.read_bytes()
    step = 1 if path == "manifest.json" else max(1, len(raw) // 40)
    for place in range(0, len(raw), step):
        file.write_bytes(raw[:place] + bytes([raw[place] ^ (1 << place % 8)]) + raw[place + 1 :])
        faults = verify_site(folder).faults
        assert any(fault.startswith((f"{path}:", "manifest.json:")) or path == "manifest.json" for fault in faults)
        assert faults
    file.write_bytes(raw)
    assert verify_site(folder).faults == ()


@pytest.mark.parametrize("path", whole())
def test_a_missing_file_is_found(folder: Path, path: str) -> None:
    """A file that is gone is a fault, and so it is when the manifest does not know it any more."""
    (folder / path).unlink()
    assert any(fault.startswith(f"{path}: ") for fault in verify_site(folder).faults)
    site = whole()
    del site[path]
    write(folder, site)
    assert any(fault.startswith(f"{path}: ") for fault in verify_site(folder).faults)


def test_a_manifest_is_spelt_in_one_way(folder: Path) -> None:
    """Other white space, another order, a further key or a key twice: the manifest was changed."""
    text = (folder / "manifest.json").read_text()
    files = json.loads(text)["files"]
    turned = dict(reversed(files.items()))
    for other in (
        text + " ",
        text.replace("\n", "\r\n"),
        json.dumps({"files": files}),
        json.dumps({"files": turned}, indent=0),
        text.replace('{"files"', '{"more": 1, "files"'),
        text.replace('{"files": {', '{"files": {"index.html": "' + "0" * 64 + '",'),
    ):
        (folder / "manifest.json").write_bytes(other.encode())
        assert any("not written as verbatim writes it" in fault for fault in verify_site(folder).faults)


def change(site: Any, *path: str | int, to: Any) -> None:
    *way, last = path
    for step in way:
        site = site[step]
    site[last] = to


def replaced(path: str, old: str, new: str) -> Callable[[Site], None]:
    def forge(site: Site) -> None:
        assert old in site[path]
        site[path] = site[path].replace(old, new, 1)

    return forge


def put(*path: str | int, to: Any) -> Callable[[Site], None]:
    def forge(site: Site) -> None:
        change(site, *path, to=to)

    return forge


FIRST: tuple[str | int, ...] = ("claims.json", "claims", 0, "evidence", 0)
FORGERIES: dict[str, tuple[Callable[[Site], None], str]] = {
    "text": (replaced("sources/bbc.txt", "37,000", "47,000"), "sources/bbc.txt: has not the SHA-256"),
    "exact": (put(*FIRST, "segments", 0, "exact", to="some 47,000 troops"), "troops-1 is not what stands"),
    "offset": (put(*FIRST, "segments", 2, "start", to=TEXT.index("based") - 1), "troops-1 is not what stands"),
    "prefix": (put(*FIRST, "segments", 0, "prefix", to="say that "), "the words around troops-1"),
    "suffix": (put(*FIRST, "segments", 0, "suffix", to=" — no"), "the words around troops-1"),
    "long prefix": (put(*FIRST, "segments", 0, "prefix", to="x" * 900), "the words around troops-1"),
    "order": (lambda site: site["claims.json"]["claims"][0]["evidence"][0]["segments"].reverse(), "out of order"),
    "empty": (put(*FIRST, "segments", 0, "end", to=0), "out of order"),
    "negative": (put(*FIRST, "segments", 0, "start", to=-5), "out of order"),
    "no segments": (put(*FIRST, "segments", to=[]), "the quote as typed"),
    "typed": (put(*FIRST, "quote", to="some 47,000 troops […] are [now] based"), "the quote as typed"),
    "typed more": (put(*FIRST, "quote", to="some 37,000 troops […] are [now] based there"), "the quote as typed"),
    "typed less": (put(*FIRST, "quote", to="some 37,000 troops […] are"), "the quote as typed"),
    "typed other order": (put(*FIRST, "quote", to="are [now] based […] some 37,000 troops"), "the quote as typed"),
    "type": (put(*FIRST, "segments", 0, "start", to="33"), "start is missing, or is no int"),
    "truth": (put(*FIRST, "segments", 0, "start", to=True), "start is missing, or is no int"),
    "source": (put(*FIRST, "source", to="reuters"), "there is no source reuters"),
    "evidence id": (put(*FIRST, "id", to="troops-9"), "id is not troops-1"),
    "claim id": (put("claims.json", "claims", 1, "id", to="../x"), "../x is no id"),
    "claim twice": (put("claims.json", "claims", 1, "id", to="troops"), "occurs twice"),
    "source hash": (put("claims.json", "sources", 1, "sha256", to="0" * 64), "sources/page.txt: has not the SHA-256"),
    "text elsewhere": (put("claims.json", "sources", 0, "text", to="/etc/passwd"), "text is not sources/bbc.txt"),
    "stance": (replaced("claims/troops.html", "refutes", "supports"), "troops-2 has another stance"),
    "page quote": (replaced("claims/troops.html", "based<", "not based<"), ""),
    "page quote altered": (replaced("claims/troops.html", ">some 37", ">some 47"), "blockquote of troops-1"),
    "page quote outside": (replaced("claims/troops.html", "blockquote>some", "q>some"), "blockquote of troops-1"),
    "page evidence": (replaced("claims/troops.html", 'id="e2"', 'id="e7"'), "no element e2"),
    "page evidence twice": (replaced("claims/troops.html", 'id="e2"', 'id="e1"'), "the id e1 occurs twice"),
    "page link": (replaced("claims/troops.html", "bbc.html#troops-1", "bbc.html#troops-2"), "no link to its passage"),
    "page more": (replaced("claims/bare.html", "<p>", '<p id="e1" data-evidence="bare-1"><p>'), "e1 is evidence that"),
    "page unended": (replaced("claims/bare.html", "<p>", "<p <a"), "does not end"),
    "mark": (replaced("sources/bbc.html", ">37,000 troops<", ">47,000 troops<"), "the marks of troops-1"),
    "mark space": (replaced("sources/bbc.html", ">37,000 troops<", ">37,000  troops<"), "the marks of troops-2"),
    "mark missing": (replaced("sources/bbc.html", '="troops-1 troops-2"', '="troops-2"'), "the marks of troops-1"),
    "mark of nothing": (replaced("sources/page.html", 'evidence="troops-3"', 'evidence="troops-3 x-1"'), "marks x-1"),
    "mark in html": (replaced("sources/page.html", ">A\n second<", ">A third<"), "the marks of troops-3"),
    "anchor": (replaced("sources/bbc.html", 'id="troops-2"', 'id="troops-8"'), "has no element troops-2"),
    "notes total": (put("annotations.jsonld", "total", to=4), "has 3 items, but says 4"),
    "notes missing": (lambda site: site["annotations.jsonld"]["first"]["items"].pop(), "troops-3 is missing"),
    "notes id": (put("annotations.jsonld", "first", "items", 2, "id", to="#x-1"), "x-1 is not in claims.json"),
    "notes twice": (put("annotations.jsonld", "first", "items", 2, "id", to="#troops-1"), "occurs twice"),
    "notes offset": (
        put("annotations.jsonld", "first", "items", 2, "target", "selector", 1, "end", to=30),
        "troops-3 is missing or not as",
    ),
    "notes selectors": (
        put("annotations.jsonld", "first", "items", 2, "target", "selector", to=[]),
        "start is missing",
    ),
    "notes source": (
        put("annotations.jsonld", "first", "items", 2, "target", "source", "id", to="sources/bbc.txt"),
        "troops-3 is missing or not as",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_with_its_manifest_is_found(folder: Path, name: str) -> None:
    """A change of data, text or page that the manifest was made to agree with contradicts the rest of the site."""
    forge, fault = FORGERIES[name]
    site = copy.deepcopy(whole())
    forge(site)
    faults = verify_site(write(folder, site)).faults
    if fault:
        assert any(fault in fault for fault in faults), faults
    else:  # words beside the quote are no claim of the quote
        assert faults == ()


# -- the quote as typed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "segments", "holds"),
    [
        ("plain words", ["plain words"], True),
        ("plain words", ["plain", "words"], False),
        ("“curly” – dash", ['"curly" — dash'], True),
        ("cafe\u0301", ["café"], True),
        ("soft\u00adhyphen \u200bhere", ["softhyphen here"], True),
        ("a […] b", ["a", "b"], True),
        ("a [...] b […]", ["a", "b"], True),
        ("[ … ] a […][…] b", ["a", "b"], True),
        ("a […] b", ["b", "a"], False),
        ("a […] b", ["a b"], False),
        ("a […] b", ["a"], False),
        ("a […] b", ["a", "b", "c"], False),
        ("[Mrs Albright] said", ["said"], True),
        ("[Mrs Albright] said", ["[Mrs Albright] said"], True),
        ("he [sic] said [she] so", ["he [sic] said", "so"], True),
        ("he [sic] said", ["he", "said"], True),
        ("he [sic] said", ["he [sic]", "said"], False),
        ("[T]he work[ed] well", ["he work", "well"], True),
        ("a [b [c] d] e", ["a [b [c] d] e"], True),
        ("a [b [c] d] e", ["a", "e"], False),
        ("a [b c", ["a [b c"], True),
        ("a [] b", ["a [] b"], True),
        ("a [] b", ["a", "b"], False),
        ("a [x] b", ["a b"], False),
        ("a [x] b", ["a [x", "] b"], False),
        ("Case", ["case"], False),
        ("", [], True),
        ("[…]", ["a"], False),
    ],
)  # fmt: skip
def test_the_quote_as_typed_reads_as_its_segments(typed: str, segments: list[str], holds: bool) -> None:
    """The contract's folding and brackets, told a second time."""
    assert reads_as(typed, [fold_text(segment) for segment in segments]) is holds


# -- hostile folders ----------------------------------------------------------------------------------------------

KEYS = [
    *("files", "sources", "claims", "id", "text", "page", "sha256", "evidence", "segments", "start", "end", "exact"),
    *("first", "items", "target"),
]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["troops-1", "bbc"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=12,
)
PIECES = [
    *("<", ">", "<a ", "</a>", "<mark data-evidence=troops-1>", "</mark>", '"', "<!--", "-->", "<script>", "</p>"),
    *('<p id="e1" data-evidence="troops-1">', "&#0;", "&#xd800;", "<blockquote>", "x", "\0", "é"),
]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["manifest.json", "claims.json", "annotations.jsonld"]), JSON)
def test_any_data_is_answered_with_faults(tmp_path_factory: pytest.TempPathFactory, path: str, value: object) -> None:
    """Whatever JSON stands where the site's should be: faults, one line each, never an exception."""
    folder = write(tmp_path_factory.mktemp("site"), whole() | {path: value})
    if path == "manifest.json":
        (folder / path).write_text(json.dumps(value))
    faults = verify_site(folder).faults
    assert faults
    assert all(fault.isprintable() for fault in faults)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_value_in_the_data_is_answered_with_faults(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any one value of the site's data replaced by any other."""
    site = whole()
    value: Any = site[data.draw(st.sampled_from(["claims.json", "annotations.jsonld"]))]
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(value[key], (dict, list)) and value[key] and data.draw(st.booleans()):
            value = value[key]
            continue
        value[key] = data.draw(JSON)
        break
    faults = verify_site(write(tmp_path_factory.mktemp("site"), site)).faults
    assert all(fault.isprintable() for fault in faults)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["claims/troops.html", "sources/bbc.html"]),
    st.lists(st.sampled_from(PIECES)),
)
def test_any_page_is_answered_with_faults(
    tmp_path_factory: pytest.TempPathFactory, path: str, pieces: list[str]
) -> None:
    """Whatever stands on a page: faults, never an exception."""
    faults = verify_site(write(tmp_path_factory.mktemp("site"), whole() | {path: "".join(pieces)})).faults
    assert faults
    assert all(fault.isprintable() for fault in faults)


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 500_000,
        "<" * 1_000_000,
        "<a" + "b" * 1_000_000,
        "<a " + "b='" * 300_000,
        "<a " + "b = " * 300_000 + ">",
        "<a " + " " * 1_000_000,
        "<!--" * 300_000,
        "<!--->" * 200_000,
        "<script>" * 150_000,
        '<mark data-evidence="troops-1">x' * 50_000,
        f'<mark data-evidence="{"troops-1 " * 20_000}">x',
        "&" * 500_000,
        "<p>" * 300_000,
    ],
    ids=range(13),
)
def test_broken_pages_take_no_longer_than_others(folder: Path, page: str) -> None:
    """A megabyte of what does not end is read once: this test hangs where it is read over and over."""
    assert verify_site(write(folder, whole() | {"sources/bbc.html": page, "claims/troops.html": page})).faults


@pytest.mark.parametrize("quote", ["[" * 200_000, "[a]" * 100_000, "[" * 100_000 + "]" * 100_000, "a […] " * 50_000])
def test_long_quotes_take_no_longer_than_others(folder: Path, quote: str) -> None:
    """Brackets without end are read once."""
    site = whole()
    change(site, *FIRST, "quote", to=quote)
    assert any("the quote as typed" in fault for fault in verify_site(write(folder, site)).faults)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[" * 200_000, b"\xff\xfe", b"null", b'{"files": {}}', b"1" * 10_000, b"NaN"]
)
@pytest.mark.parametrize("path", ["manifest.json", "claims.json", "annotations.jsonld"])
def test_what_is_no_json_is_a_fault(folder: Path, path: str, raw: bytes) -> None:
    """Bytes that are not JSON, not UTF-8, or nested without end."""
    (folder / path).write_bytes(raw)
    assert any(fault.startswith(path) for fault in verify_site(folder).faults)


def test_folders_that_are_no_site(tmp_path: Path) -> None:
    """No folder, an empty one, a file, a loop: faults."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    for name in (".", "missing", "file", "loop"):
        assert verify_site(tmp_path / name).faults


def test_a_manifest_leads_nowhere_else(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No path outside the site is opened, no link followed, no pipe waited for, nothing huge read."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("x")
    (folder / "out").symlink_to(secret.parent)
    (folder / "link").symlink_to(secret)
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    with (folder / "huge").open("wb") as file:
        file.truncate(1 << 42)
    digest = hashlib.sha256(b"x").hexdigest()
    paths = [
        *(
            "/etc/hostname",
            "../secret",
            str(secret),
            "out/secret",
            "link",
            "pipe",
            "folder",
            "huge",
            "a\0b",
            "\ud800",
            "",
        ),
        *("x" * 5000, "claims/../index.html", "claims//troops.html", "index.html/x", "esc\x1b[31m"),
    ]
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] |= dict.fromkeys(paths, digest)
    lines = ",\n".join(
        f"{json.dumps(path, ensure_ascii=path == chr(0xD800))}: {json.dumps(manifest['files'][path])}"
        for path in sorted(manifest["files"])
    )
    (folder / "manifest.json").write_text(f'{{"files": {{\n{lines}\n}}}}\n')
    faults = verify_site(folder).faults
    assert len(faults) >= len(paths)
    assert all(fault.isprintable() for fault in faults)
    assert not any("SHA-256" in fault for fault in faults)
