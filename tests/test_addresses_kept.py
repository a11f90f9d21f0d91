"""Addresses, notices and drafts: what was published is still answered for, and what is not ready is not online."""

import json
import re
from pathlib import Path
from uuid import uuid5

import pytest
from click.testing import CliRunner, Result

from generator.build import build_project, check_project
from generator.cli import commands
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import count_errors
from generator.partial_dates import order_date
from generator.publishing.data.feeds import _id_namespace
from generator.publishing.labels import format_date
from tests.support.own_project import hash_files
from tests.support.small_project import CLAIMS, MakeProject

WORDS = 5  # in order, of a text of which no word may be published


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], catch_exceptions=False)


def build(root: Path, name: str = "site", *, drafts: bool = False) -> Path:
    checked, written = build_project(root, root / name, drafts=drafts)
    assert written, checked.diagnostics
    assert verify_site(root / name).faults == ()
    return root / name


def codes(root: Path) -> list[str]:
    return [finding.code for finding in check_project(root).diagnostics]


def text_of(site: Path) -> str:
    return "\n".join(path.read_text(errors="replace") for path in sorted(site.rglob("*")) if path.is_file())


# -- ids that things had before ------------------------------------------------------------------------------------

FORMER = """\
site: {title: Small, base_url: "https://example.org/facts/"}
sources:
  wire: {file: seeds/wire.txt, publisher: Wire, formerly: [old-wire]}
topics: {army: {name: Army, formerly: [military]}}
entities: {us: {name: The US, formerly: [usa]}}
claims:
  troops:
    statement: The US has troops in South Korea.
    topics: [army]
    entities: [us]
    checked: 2026-11-21
    formerly: [first-id, second-id]
    corrections: [{date: 2026-11-22, text: It was wrong.}]
    evidence:
    - {source: wire, quote: "some 37,000 troops", stance: supports}
"""


MOVES = {
    "claims/first-id.html": "claims/troops.html",
    "claims/second-id.html": "claims/troops.html",
    "sources/old-wire.html": "sources/wire.html",
    "topics/military.html": "topics/army.html",
    "entities/usa.html": "entities/us.html",
}


def test_the_address_of_before_leads_on(project: MakeProject) -> None:
    """On any host: the page refreshes to the present one, links to it, and says which; hosts may redirect."""
    site = build(project({"claims.yaml": FORMER}))
    redirects = (site / "_redirects").read_text().splitlines()
    assert redirects == [f"/facts/{former} /facts/{present} 301" for former, present in MOVES.items()]
    for former, present in MOVES.items():
        page, name = (site / former).read_text(), present.partition("/")[2]
        assert f'<meta http-equiv="refresh" content="0; url={name}">' in page
        assert f'<link rel="canonical" href="https://example.org/facts/{present}">' in page
        assert f'<a href="{name}"' in page
        assert former not in (site / "sitemap.xml").read_text()


def test_clean_addresses_of_before_lead_to_clean_ones(project: MakeProject) -> None:
    """With `clean_urls` both forms of a former address are redirected, straight to the present one without `.html`."""
    site = build(project({"claims.yaml": FORMER.replace("base_url:", "clean_urls: true, base_url:")}))
    lines = (site / "_redirects").read_text().splitlines()
    assert "/facts/claims/first-id /facts/claims/troops 301" in lines
    assert "/facts/claims/first-id.html /facts/claims/troops 301" in lines
    assert not any(line.split()[1].endswith(".html") for line in lines)


def test_files_beside_a_page_stay_at_their_addresses(project: MakeProject) -> None:
    """Data, text and feeds of an id of before are those of the present one: programs follow no page."""
    site = build(project({"claims.yaml": FORMER}))
    for former, present in [
        ("claims/first-id.json", "claims/troops.json"),
        ("claims/first-id.md", "claims/troops.md"),
        ("sources/old-wire.txt", "sources/wire.txt"),
        ("topics/military.xml", "topics/army.xml"),
    ]:
        assert (site / former).read_bytes() == (site / present).read_bytes()


def test_entries_of_feeds_keep_the_ids_that_they_had_first(project: MakeProject) -> None:
    """A reader of the feed is not shown a claim, a correction or a topic again, because its id changed."""
    root = project({"claims.yaml": FORMER})
    feed = (build(root) / "feed.xml").read_text()
    edition = check_project(root).value
    assert edition
    namespace = _id_namespace(edition.corpus.site)
    for name in ("claim/first-id", "correction/first-id/2026-11-22/1"):
        assert uuid5(namespace, name).urn in feed
    assert uuid5(namespace, "topic/military").urn in (root / "site" / "topics" / "army.xml").read_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[first-id, second-id]", "[troops]"),
        ("{name: Army, formerly: [military]}", "{name: Army, formerly: [b]}, b: {name: B}"),
        ("{name: The US, formerly: [usa]}", "{name: The US, formerly: [x]}, y: {name: Y, formerly: [x]}"),
        ("[old-wire]", "[other]"),
    ],
)
def test_an_address_leads_to_one_thing(project: MakeProject, before: str, after: str) -> None:
    """A former id that something has now, or that two things had, is an error: address-taken."""
    root = project({"claims.yaml": FORMER.replace(before, after), "seeds/other.txt": "Other words.\n"})
    assert "address-taken" in codes(root)


def test_who_names_a_thing_by_its_id_of_before_is_told_the_present_one(project: MakeProject) -> None:
    """References are by present ids; the message has the one to type."""
    root = project({"claims.yaml": FORMER.replace("entities: [us]", "entities: [usa]")})
    (found,) = [finding for finding in check_project(root).diagnostics if finding.code == "unknown-entity"]
    assert found.help == ("it is called “us” now",)


def test_a_build_tells_which_addresses_it_loses(project: MakeProject) -> None:
    """A page that the last site had and this one has not is named, with the line that keeps its address."""
    root = project({})
    assert "note:" not in run("build", root).output
    (root / "claims.yaml").write_text(CLAIMS.replace("  troops:", "  soldiers:"))
    said = run("build", root).output
    assert "claims/troops.html is gone" in said
    assert "write into the entry of soldiers: formerly: [troops]" in said
    (root / "claims.yaml").write_text(CLAIMS.replace("  troops:", "  soldiers:\n    formerly: [troops]"))
    assert "is gone" not in run("build", root).output


# -- claims that were withdrawn ------------------------------------------------------------------------------------

WITHDRAWN = (
    CLAIMS.replace("statement: The US", "topics: [army]\n    statement: The US")
    + """\
  gone:
    statement: An unlikely thing was claimed here.
    topics: [army]
    date: 2001
    verdict: supported
    checked: 2026-11-01
    related: [{claim: troops, relation: context}]
    corrections: [{date: 2026-11-02, text: The figure was wrong.}]
    withdrawn: {date: 2026-11-20, reason: "Its source [was wrong](source:wire).", see: troops}
    evidence:
    - {source: wire, quote: words that are in no source, stance: supports}
topics: {army: {name: Army}}
"""
)


def test_a_withdrawn_claim_is_a_notice(project: MakeProject) -> None:
    """Its page stays: reason, corrections and what to see instead; no verdict, no evidence, no ClaimReview."""
    root = project({"claims.yaml": WITHDRAWN})
    assert codes(root) == []
    site = build(root)
    page = (site / "claims/gone.html").read_text()
    for words in (
        "Withdrawn",
        "20 November 2026",
        'href="../sources/wire.html"',
        'href="troops.html"',
        "The figure was",
    ):
        assert words in page
    assert "ClaimReview" not in page
    assert "data-evidence" not in page
    assert "words that are in no source" not in text_of(site)


def test_no_list_and_no_count_has_a_withdrawn_claim(project: MakeProject) -> None:
    """Lists, counts, search, matrix and timeline leave it out; corrections, feeds and its own files have it."""
    site = build(project({"claims.yaml": WITHDRAWN}))
    named = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and re.search(r"claims/gone|An unlikely thing|[\"(/]gone\.(html|md)", path.read_text())
    }
    assert named == {
        "claims/gone.html", "claims/gone.json", "claims/gone.md", "claims.json", "corrections.html", "feed.xml",
        "topics/army.xml", "manifest.json", "SHA256SUMS",
    }  # fmt: skip
    whole = json.loads((site / "claims.json").read_text())
    assert [claim["id"] for claim in whole["claims"]] == ["troops"]
    assert [notice["id"] for notice in whole["withdrawn"]] == ["gone"]
    feed = (site / "feed.xml").read_text()
    assert "<title>Withdrawn: An unlikely thing was claimed here.</title>" in feed
    assert "<title>Correction · Withdrawn:" in feed


# -- drafts --------------------------------------------------------------------------------------------------------

DRAFT = CLAIMS + """\
  begun:
    statement: A draft that nobody may read.
    draft: true
    evidence:
    - {source: wire, quote: words that are in no source, stance: supports}
    - {source: wier, quote: "37,000 troops", stance: suports}
  ready:
    statement: A draft that colleagues may read.
    draft: true
    related: [{claim: troops, relation: context}]
    evidence:
    - {source: wire, quote: "37,000 troops", stance: supports}
"""  # fmt: skip


def test_findings_in_drafts_stop_nothing(project: MakeProject) -> None:
    """Whatever is wrong in a draft is a warning, also with --strict, and says that it is in a draft."""
    root = project({"claims.yaml": DRAFT})
    found = check_project(root).diagnostics
    assert {"bad-value", "unknown-source", "quote-not-found"} <= {finding.code for finding in found}
    assert all(finding.severity == "warning" and "in the draft “begun”" in finding.message for finding in found)
    assert count_errors(found, strict=True) == 0
    assert run("build", root, "--strict").exit_code == 0
    assert run("check", root, "--strict").exit_code == 0


def test_no_site_has_a_draft(project: MakeProject) -> None:
    """With drafts and without them, a build gives the same bytes."""
    root = project({"claims.yaml": DRAFT})
    with_drafts = hash_files(build(root))
    (root / "claims.yaml").write_text(CLAIMS)
    assert hash_files(build(root, "other")) == with_drafts


def test_drafts_are_shown_to_colleagues_with_a_band(project: MakeProject) -> None:
    """`build --drafts --out DIR` has those without errors, a band on every page; never into the site itself."""
    root = project({"claims.yaml": DRAFT})
    for words in ([], ["--out", str(root / "site")], ["--out", str(root / "seeds" / ".." / "site")]):
        assert run("build", root, "--drafts", *words).exit_code == 2
    assert not (root / "site").exists()
    done = run("build", root, "--drafts", "--out", root / "preview")
    assert done.exit_code == 0
    assert "drafts with errors are not shown: begun" in done.output
    pages = list((root / "preview").rglob("*.html"))
    assert (root / "preview/claims/ready.html") in pages
    assert all('<p class="band"' in page.read_text() and "noindex" in page.read_text() for page in pages)
    assert "This claim is a draft." in (root / "preview/claims/ready.html").read_text()
    assert not (root / "preview/claims/begun.html").exists()
    run("build", root, "--out", root / "preview")
    assert "draft" not in text_of(root / "preview").replace("claims.schema.json", "").lower().replace(
        (root / "preview/claims.schema.json").read_text().lower(), ""
    )


def test_what_is_published_names_no_draft(project: MakeProject) -> None:
    """A reference from published text to a draft is unknown-claim, which says why; drafts may name each other."""
    named = DRAFT.replace(
        "    statement: The US has", "    explanation: See [it](claim:ready).\n    statement: The US has"
    )
    named = named.replace("claim: troops, relation", "claim: begun, relation")
    root = project({"claims.yaml": named})
    found = [finding for finding in check_project(root).diagnostics if finding.code == "unknown-claim"]
    assert [finding.severity for finding in found] == ["error"]
    assert "is a draft, which is not published" in found[0].message


def test_a_fault_beside_a_draft_is_no_draft_s(project: MakeProject) -> None:
    """What stands behind a draft in the file, an entry that cannot be read or another section, keeps its errors."""
    for behind in ("  broken: words\n", "  Broken_Id: {statement: X.}\n", "topics: words\n", "nothing: {}\n"):
        root = project({"claims.yaml": DRAFT + behind})
        assert count_errors(check_project(root).diagnostics) > 0, behind


# -- texts that were taken down ------------------------------------------------------------------------------------

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TAKEN_DOWN = """\
site: {title: Small, base_url: "https://example.org/facts/", contact: desk@example.org}
sources:
  bbc:
    file: seeds/wire.txt
    title: US warms to new Korean era
    publisher: BBC News Online
    published: 2000-10-24
    url: https://example.org/article
    display: withheld
    withheld: {date: 2026-11-21, reason: A court has ordered it.}
  other: {file: seeds/other.txt, publisher: Other}
entities: {albright: {name: Madeleine Albright, kind: person}}
claims:
  troops:
    statement: The US had soldiers in the South.
    verdict: supported
    checked: 2026-11-21
    entities: [albright]
    evidence:
    - {source: bbc, quote: "some 37,000 troops […] legacy", stance: supports}
    - {source: other, quote: nothing of that kind, stance: mentions}
"""


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def test_no_word_of_a_withheld_text_is_in_the_site(project: MakeProject) -> None:
    """Not five words in order, in no file, whether read as text or as a browser reads it; the site still verifies."""
    article = (SEEDS / "001_2ab57467a799f7ef.txt").read_text()
    root = project(
        {"claims.yaml": TAKEN_DOWN, "seeds/wire.txt": article, "seeds/other.txt": "There is nothing of that kind.\n"}
    )
    site = build(root)
    words = words_of(article).split(" ")
    runs = {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            raw = path.read_text(errors="replace")
            for text in (words_of(raw), words_of(re.sub("<[^>]*>", "", raw)), words_of(raw.replace("%20", " "))):
                assert [each for each in runs if f" {each} " in f" {text} "] == [], path
    page = (site / "sources/bbc.html").read_text()
    assert "A court has ordered it." in page
    assert set((site / "sources/bbc.txt").read_text()) == {"█", "\n"}


def test_withheld_quotes_are_their_hashes(project: MakeProject) -> None:
    """What stands for a quote can be checked by who has the text: its place, and the SHA-256 of each part."""
    from hashlib import sha256

    root = project(
        {
            "claims.yaml": TAKEN_DOWN.replace("US warms to new Korean era", "Troops").replace("[…] legacy", "based"),
            "seeds/wire.txt": "The US has some 37,000 troops based there.\n",
            "seeds/other.txt": "There is nothing of that kind.\n",
        }
    )
    site = build(root)
    evidence = json.loads((site / "claims.json").read_text())["claims"][0]["evidence"][0]
    hashed = sha256(b"some 37,000 troops based").hexdigest()
    hidden = {"exact": "█" * 24, "prefix": "", "suffix": ""}
    assert evidence["segments"] == [{"start": 11, "end": 35, **hidden, "sha256": hashed}]
    assert evidence["quote"] == "[The words of this source are withheld since 21 November 2026.]"
    for path in ("claims/troops.html", "claims/troops.md", "sources/bbc.html"):
        assert hashed in (site / path).read_text()
    page = (site / "claims/troops.html").read_text()
    (site / "claims/troops.html").write_text(page.replace(hashed, "0" * 64))
    assert any("does not hold its quote" in fault for fault in verify_site(site).faults)


def test_words_that_the_desk_quotes_of_it_are_told(project: MakeProject) -> None:
    """The desk's own texts are published as they are: what they quote of a withheld text is warned of."""
    text = TAKEN_DOWN.replace("[…] legacy", "based").replace(
        "    verdict: supported", "    verdict: supported\n    explanation: It has “some 37,000 troops” there."
    )
    seeds = {
        "seeds/wire.txt": "The US has some 37,000 troops based there.\n",
        "seeds/other.txt": "It is nothing of that kind.\n",
    }
    (found,) = check_project(project({"claims.yaml": text, **seeds})).diagnostics
    assert found.code == "prose-quote-not-found"
    assert "is from bbc, of which no word is to be published" in found.message


def test_words_of_a_withheld_source_do_not_verify(project: MakeProject) -> None:
    """A site that has words of a text that it says is withheld is not whole."""
    root = project(
        {
            "claims.yaml": TAKEN_DOWN.replace("[…] legacy", "based"),
            "seeds/wire.txt": "The US has some 37,000 troops based there.\n",
            "seeds/other.txt": "There is nothing of that kind.\n",
        }
    )
    site = build(root)
    (site / "sources/bbc.txt").write_text("Words.")
    assert "sources/bbc.txt: has words of a source that is withheld" in verify_site(site).faults


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("    withheld: {date: 2026-11-21, reason: A court has ordered it.}\n", "", "missing-key"),
        ("    display: withheld\n", "", "bad-value"),
    ],
)
def test_a_text_is_withheld_with_a_notice(project: MakeProject, before: str, after: str, code: str) -> None:
    """`display: withheld` needs its notice, and a notice needs it."""
    root = project(
        {"claims.yaml": TAKEN_DOWN.replace(before, after), "seeds/other.txt": "It is nothing of that kind.\n"}
    )
    assert code in codes(root)


# -- history and dates ---------------------------------------------------------------------------------------------


def test_the_page_has_the_claim_s_history(project: MakeProject) -> None:
    """What readers saw change stands with the corrections, newest first, and each says which it is."""
    more = (
        "    corrections: [{date: 2026-01-02, text: Of *figures*.}]\n    history: [{date: 2026-03, text: Reworded.}]\n"
    )
    site = build(project({"claims.yaml": CLAIMS.replace("    evidence:", f"{more}    evidence:")}))
    page = words_of(re.sub("<[^>]*>", " ", (site / "claims/troops.html").read_text()))
    assert "Change March 2026 Reworded Correction 2 January 2026 Of figures" in page
    assert json.loads((site / "claims.json").read_text())["claims"][0]["history"] == [
        {"date": "2026-03", "text": "Reworded."}
    ]
    assert "Reworded" not in (site / "corrections.html").read_text()


WIDE = {
    "199X": "1990s",
    "18XX": "19th century",
    "20XX": "21st century",
    "11XX": "12th century",
    "2007/2014": "2007–2014",
    "2007-03/2014-11": "March 2007 – November 2014",
    "2000-10": "October 2000",
}


def test_wide_dates_are_read_and_told(project: MakeProject) -> None:
    """Decades, centuries and spans, on claims' pages and the timeline, and no `datetime` that HTML does not know."""
    claims = "".join(
        f"  c{number}:\n    statement: Something happened, {date}.\n    date: {date}\n    evidence:\n"
        "    - {source: wire, quote: Talks resume, stance: mentions}\n"
        for number, date in enumerate(WIDE)
    )
    site = build(project({"claims.yaml": CLAIMS + claims}))
    assert [format_date(date, "en") for date in WIDE] == list(WIDE.values())
    timeline = (site / "timeline.html").read_text()
    for number, label in enumerate(WIDE.values()):
        assert label in (site / f"claims/c{number}.html").read_text()
        assert label in (site / "claims/index.html").read_text()
        assert f"<title>{label}: 1 claim</title>" in timeline, "drawn in the row where it begins, and named whole"
    for page in site.rglob("*.html"):
        assert all(
            re.fullmatch(r"\d{4}(-\d\d){0,2}", date) for date in re.findall('datetime="([^"]*)"', page.read_text())
        )


@pytest.mark.parametrize(
    ("typed", "help"),
    [
        ("[2007, 2014]", "write 2007/2014 for a span"),
        ("1990s", "write 199X for the decade"),
        ("2007-2014", "write 2007/2014"),
        ("2014/2007", "a span ends after it begins"),
        ("20XXX", "write 2000,"),
    ],
)
def test_dates_of_other_forms_get_advice(project: MakeProject, typed: str, help: str) -> None:
    """What people and EDTF write for the same is answered with what to type."""
    root = project({"claims.yaml": CLAIMS.replace("    evidence:", f"    date: {typed}\n    evidence:")})
    (found,) = check_project(root).diagnostics
    assert found.code in ("bad-date", "wrong-type")
    assert found.help[0].startswith(help)


def test_dates_are_sorted_by_where_they_begin() -> None:
    """The longest of those that begin together comes first: a century, its decade, its year, its month, its day."""
    dates = ["18XX", "199X", "1990", "1990-01", "1990-01-01", "1990-02", "1991/2014", "1991", "1991-03", "20XX", "2000"]
    assert sorted(dates, key=order_date) == dates
    dates.reverse()
    assert sorted(dates, key=order_date) == dates[::-1]
