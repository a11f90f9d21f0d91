"""verbatim review: quotes are read in their places, that is recorded, and a change since is noticed."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.build import build_project, check_project
from generator.cli import commands
from generator.diagnostics import as_text
from tests.support.serve_process import ROOT
from tests.support.small_project import CLAIMS, SEED, MakeProject

TWO = (
    CLAIMS + "    - source: wire\n      quote: Talks […] resume on Monday\n      stance: mentions\n      note: Wait.\n"
)


@pytest.fixture(autouse=True)
def without_git_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git knows no name of this machine's user."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


def run(*words: str | Path, answer: str = "") -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], input=answer, catch_exceptions=False)


def reviewed(root: Path, file: str = "claims.yaml", claim: str = "troops") -> dict[str, str]:
    found: dict[str, Any] = yaml.load((root / file).read_text(), yaml.BaseLoader)  # noqa: S506 - makes text only
    said: dict[str, str] = found["claims"][claim].get("reviewed", {})
    return said


def codes(root: Path) -> list[str]:
    return [finding.code for finding in check_project(root).diagnostics]


def test_the_quotes_are_shown_in_place_and_it_asks(project: MakeProject) -> None:
    """Statement, stance, whose, where, and the words around each quote; nothing is recorded without a yes."""
    root = project({"claims.yaml": TWO})
    done = run("review", "troops", root, answer="n\n")
    assert done.exit_code == 1
    assert done.output.startswith("The US has troops in South Korea.\n")
    assert "1. supports: Wire, seeds/wire.txt:1:14" in done.output
    assert "The US bases »some 37,000 troops« in South Korea." in done.output
    assert "2. mentions: Wire, seeds/wire.txt:3:1" in done.output
    assert "»Talks […] resume on Monday«, officials say." in done.output
    assert "note: Wait." in done.output
    assert (root / "claims.yaml").read_text() == TWO


def test_words_of_the_curator_are_shown_as_typed(project: MakeProject) -> None:
    """Brackets stand in the quote as the curator typed them, with no space that is not there."""
    root = project({"claims.yaml": TWO.replace("some 37,000 troops", "'[S]ome 37,000 [soldiers] in South Korea'")})
    assert "»[S]ome 37,000 [soldiers] in South Korea«." in " ".join(run("review", "troops", root).output.split())


def test_what_brackets_hide_is_shown(project: MakeProject) -> None:
    """What is left out or replaced stands below its quote, in full; replaced words do not pass for the quote's."""
    long = " ".join(["and on it went, said the clerk,"] * 12)
    article = f"It was late. She said the levy² {long} was cut; The town paid. It was 4,150² crowns."
    quotes = ("[Ms Holm] said the levy[…] […] was cut", "[t]he town [did pay].", "It was 4,150[²] crowns", "levy2")
    evidence = "".join(
        f"    - {{source: wire, quote: '{quote}', stance: {stance}}}\n"
        for quote, stance in zip(quotes, ("supports", "supports", "refutes", "mentions"), strict=True)
    )
    text = CLAIMS.partition("    - source")[0] + evidence
    root = project({"claims.yaml": text, "seeds/wire.txt": article})
    shown = " ".join(run("review", "troops", root, answer="n\n").output.split())
    assert "It was late. ~~She~~ »[Ms Holm] said the levy[…] […] was cut«;" in shown
    assert f"left out: “² {long}”" in shown
    assert "»[t]he town [did pay].« It was" in shown
    assert "in place of [t]: “T” in place of [did pay]: “paid”" in shown
    assert "in place of [²]: “²”" in shown
    assert "not compared were raised or lowered digits." in shown


def test_a_yes_is_recorded_and_nothing_else_changes(project: MakeProject) -> None:
    """One line more in the claim's entry, with the day and the name; then check is silent."""
    root = project({"claims.yaml": TWO})
    done = run("review", "troops", root, "--by", "A. Curator", "--date", "2026-11-25", answer="y\n")
    assert done.exit_code == 0, done.output
    said = reviewed(root)
    line = f"    reviewed: {{date: 2026-11-25, by: A. Curator, fingerprint: {said['fingerprint']}}}\n"
    assert (root / "claims.yaml").read_text() == TWO + line
    assert codes(root) == []


def test_without_a_date_it_is_today(project: MakeProject) -> None:
    """The day is that of the command; the name is that which git knows, if it knows one."""
    root = project({})
    assert run("review", "troops", root, "--yes").exit_code == 0
    assert set(reviewed(root)) == {"date", "fingerprint"}
    assert len(reviewed(root)["date"]) == len("2026-11-25")
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "config", "user.name", "B. Curator"], check=True)
    assert run("review", "troops", root, "--yes").exit_code == 0
    assert reviewed(root)["by"] == "B. Curator"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("statement: The US", "statement: The USA", "statement"),
        ("quote: some 37,000 troops", "quote: 37,000 troops", "evidence, passages"),
        ("stance: supports", "stance: qualifies", "evidence"),
        ("note: Wait.", "note: Wait!", "evidence"),
        ("      note: Wait.\n", "", "evidence"),
        ("      stance: supports\n", "      stance: supports\n      speaker: the official\n", "evidence"),
    ],
)
def test_a_change_of_what_was_read_is_noticed(project: MakeProject, old: str, new: str, part: str) -> None:
    """Statement and evidence: `review-stale` at the review, with what has changed and what to do."""
    root = project({"claims.yaml": TWO})
    run("review", "troops", root, "--yes", "--date", "2026-11-25")
    text = (root / "claims.yaml").read_text()
    assert text.count(old) == 1
    (root / "claims.yaml").write_text(text.replace(old, new))
    said = as_text(check_project(root).diagnostics)
    line = text.replace(old, new).partition("reviewed:")[0].count("\n") + 1
    assert said == (
        f"claims.yaml:{line}:15: warning[review-stale]: the claim “troops” has changed since it was last reviewed, "
        f"2026-11-25\n    changed: {part}. Read its quotes again: verbatim review troops\n"
    )


ARTICLE = "Far away. " * 50 + SEED + " Far away." * 50


@pytest.mark.parametrize(
    ("article", "stale"),
    [
        (ARTICLE.replace("in South Korea", "in Korea"), True),
        (ARTICLE.replace("The US bases", "In May the US bases"), True),
        (ARTICLE.replace("The US", "The  US").replace("\n\n", "\n \n"), False),
        (f"Farther away. {ARTICLE} Farther away.", False),
        (ARTICLE.replace("Far away. ", "", 1), False),
        (SEED, True),
    ],
)
def test_a_change_of_the_passage_is_noticed(project: MakeProject, article: str, stale: bool) -> None:
    """The words beside a quote are read too; what stands far away, and white space, are not."""
    root = project({"seeds/wire.txt": ARTICLE})
    run("review", "troops", root, "--yes")
    (root / "seeds/wire.txt").write_text(article)
    of_review = [code for code in codes(root) if code.startswith("review-")]
    assert of_review == (["review-stale"] if stale else [])


def test_what_is_no_part_of_the_reading_does_not_count(project: MakeProject) -> None:
    """Topics may change, and so may the order of the evidence and the claims."""
    root = project({"claims.yaml": TWO})
    run("review", "troops", root, "--yes")
    text = (root / "claims.yaml").read_text()
    head, first, rest = text.partition("    - source: wire\n      quote: some 37,000 troops\n      stance: supports\n")
    second, key, last = rest.partition("    reviewed:")
    swapped = head.replace("claims:\n", "claims:\n  other: {statement: Other.}\n") + second + first + key + last
    swapped += "    topics: [army]\ntopics: {army: {name: Army}}\n"
    (root / "claims.yaml").write_text(swapped)
    assert codes(root) == ["no-evidence"]


@pytest.mark.parametrize(
    ("line", "part"), [("verdict: supported", "verdict"), ("explanation: So it is.", "explanation")]
)
def test_a_turned_verdict_asks_for_another_review(project: MakeProject, line: str, part: str) -> None:
    """The verdict and its reasons are what readers see first: a change of either is `review-stale`."""
    root = project({"claims.yaml": TWO})
    run("review", "troops", root, "--yes")
    with (root / "claims.yaml").open("a") as file:
        file.write(f"    {line}\n")
    (found,) = (found for found in check_project(root).diagnostics if found.code == "review-stale")
    assert f"changed: {part}." in found.help[0]


def test_a_review_of_an_older_version_covers_what_it_covered(project: MakeProject) -> None:
    """A fingerprint of three parts is not stale for the verdict, and is for the statement."""
    root = project({"claims.yaml": TWO})
    run("review", "troops", root, "--yes")
    text = (root / "claims.yaml").read_text()
    whole = reviewed(root)["fingerprint"]
    old = text.replace(whole, "-".join(whole.split("-")[:3])) + "    verdict: supported\n"
    (root / "claims.yaml").write_text(old)
    assert "review-stale" not in codes(root)
    (root / "claims.yaml").write_text(old.replace("statement: The US", "statement: The USA"))
    assert "review-stale" in codes(root)


def test_a_claim_is_reviewed_again(project: MakeProject) -> None:
    """The old record is shown and replaced where it stands."""
    root = project({})
    run("review", "troops", root, "--yes", "--date", "2025", "--by", "A")
    text = (root / "claims.yaml").read_text().replace("The US has", "The US keeps")
    (root / "claims.yaml").write_text(text + "    checked: 2026\n")
    done = run("review", "troops", root, "--yes", "--date", "2026", "--by", "B")
    assert "last reviewed 2025; changed since: statement" in done.output
    assert reviewed(root)["by"] == "B"
    assert (root / "claims.yaml").read_text().count("reviewed:") == 1
    assert codes(root) == []


def test_the_file_that_holds_the_claim_is_edited(project: MakeProject) -> None:
    """A claim of an included file is recorded there, and claims.yaml stays as it is."""
    head, claims = CLAIMS.split("claims:\n")
    root = project({"claims.yaml": f"{head}include: [more/*.yaml]\n", "more/a.yaml": "claims:\n" + claims})
    assert run("review", "troops", root, "--yes").exit_code == 0
    assert set(reviewed(root, "more/a.yaml")) == {"date", "fingerprint"}
    assert (root / "claims.yaml").read_text() == f"{head}include: [more/*.yaml]\n"


def test_a_quote_that_is_not_there_cannot_have_been_read(project: MakeProject) -> None:
    """The diagnostic is shown, and nothing is recorded."""
    root = project({"claims.yaml": CLAIMS.replace("some 37,000", "some 38,000")})
    done = run("review", "troops", root, "--yes")
    assert (done.exit_code, "quote-not-found" in done.output) == (1, True)
    assert reviewed(root) == {}


def test_wrong_usage(project: MakeProject) -> None:
    """An unknown claim names the nearest; a date or a name that is none is wrong usage."""
    root = project({})
    done = run("review", "trops", root, "--yes")
    assert (done.exit_code, "did you mean “troops”?" in done.output) == (1, True)
    assert run("review", "troops", root, "--yes", "--date", "today").exit_code == 2
    assert run("review", "troops", root, "--yes", "--by", "a\nb").exit_code == 2
    assert reviewed(root) == {}


def test_where_the_file_cannot_be_edited_the_line_is_for_pasting(project: MakeProject) -> None:
    """An entry that is an alias cannot be edited without its anchor; what is printed mends it."""
    head, claims = CLAIMS.split("claims:\n")
    text = f"{head}claims:\n" + claims.replace("  troops:", "  troops: &t") + "  again: *t\n"
    root = project({"claims.yaml": text})
    done = run("review", "again", root, "--yes")
    assert done.exit_code == 1
    assert "cannot be edited safely" in done.output
    assert "\nreviewed: {date: " in done.output
    assert (root / "claims.yaml").read_text() == text


def test_readers_are_told(project: MakeProject, tmp_path: Path) -> None:
    """The claim's page says that the quotes were read, by whom and when; or that the claim has changed since."""
    root = project({})
    run("review", "troops", root, "--yes", "--date", "2026-11-25", "--by", "A. Curator")
    out = tmp_path / "site"
    build_project(root, out)
    shown = (out / "claims/troops.html").read_text()
    assert 'on <time datetime="2026-11-25">' in shown
    assert "Reviewed by <bdi>A. Curator</bdi>" in shown
    assert json.loads((out / "claims.json").read_text())["claims"][0]["reviewed"] == {
        "date": "2026-11-25", "by": "A. Curator", "current": True,
    }  # fmt: skip
    (root / "seeds/wire.txt").write_text(SEED.replace("The US bases", "They say that the US bases"))
    build_project(root, out)
    shown = (out / "claims/troops.html").read_text()
    assert "changed since it was last reviewed" in shown
    assert "A. Curator" not in shown
    assert json.loads((out / "claims.json").read_text())["claims"][0]["reviewed"]["current"] is False


def test_a_claim_without_evidence_can_be_reviewed(project: MakeProject) -> None:
    """There is nothing to read but the statement, and new evidence makes the review stale."""
    root = project({"claims.yaml": CLAIMS.partition("    evidence:")[0] + "    evidence: []\n"})
    assert run("review", "troops", root, "--yes").exit_code == 0
    text = (root / "claims.yaml").read_text()
    evidence = "evidence: [{source: wire, quote: South Korea, stance: mentions}]"
    (root / "claims.yaml").write_text(text.replace("evidence: []", evidence))
    assert codes(root) == ["review-stale"]


# -- the queue ----------------------------------------------------------------------------------------------------

THREE = (
    CLAIMS
    + """\
  talks:
    statement: Talks resume.
    topics: [talks]
    checked_by: A. Curator
    evidence: [{source: wire, quote: Talks resume on Monday, stance: supports}]
  empty: {statement: Nothing is quoted for this.}
topics: {talks: {name: Talks}}
"""
)


def listed(root: Path, *options: str) -> list[str]:
    done = run("review", root, "--list", *options)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_the_queue_has_what_waits_and_why(project: MakeProject) -> None:
    """Never reviewed, changed since, objected to, or not to be read at all; what was approved is not in it."""
    root = project({"claims.yaml": THREE})
    assert listed(root) == ["troops: never reviewed", "talks: never reviewed", "empty: never reviewed"]
    assert listed(root, "--topic", "talks") == listed(root, "--who", "A. Curator") == ["talks: never reviewed"]
    run("review", "troops", root, "--yes", "--by", "B")
    assert listed(root) == ["talks: never reviewed", "empty: never reviewed"]
    text = (root / "claims.yaml").read_text()
    (root / "claims.yaml").write_text(text.replace("has troops", "has many troops").replace("on Monday,", "on Friday,"))
    assert listed(root, "--who", "B")[0].endswith("by B; changed since: statement")
    (root / "claims.yaml").write_text(text.replace("Talks resume on", "Talks ended on"))
    assert listed(root) == ["talks: a quote of it has no place: verbatim check says more", "empty: never reviewed"]


def test_one_answer_each_and_a_no_becomes_a_task(project: MakeProject) -> None:
    """Yes and no are recorded, skip and stop are not; a no is a warning until the claim is reviewed again."""
    root = project({"claims.yaml": THREE})
    done = run(
        "review", root, "--by", "B", "--date", "2026-11-25", answer="n\nOnly bases, not troops: say so\nx\ny\nt\n"
    )
    assert done.stderr.endswith("1 approved, 1 objected to, 1 left\n")
    assert reviewed(root)["objection"] == "Only bases, not troops: say so"
    assert set(reviewed(root, claim="talks")) == {"date", "by", "fingerprint"}
    assert reviewed(root, claim="empty") == {}
    (finding,) = (found for found in check_project(root).diagnostics if found.code == "review-objected")
    assert finding.message == "B objected to the claim “troops”, 2026-11-25: Only bases, not troops: say so"
    assert listed(root)[0].startswith("troops: objected to 2026-11-25 by B: Only")
    build_project(root, root / "site")
    assert "Reviewed on" not in (root / "site/claims/troops.html").read_text()
    assert "Only bases" not in "".join(
        path.read_text() for path in (root / "site").rglob("*.*") if path.suffix != ".png"
    )
    run("review", root, "--by", "B", answer="y\n")
    assert "review-objected" not in codes(root)
    (root / "claims.yaml").write_text((root / "claims.yaml").read_text().replace("has troops", "keeps troops"))
    assert "review-stale" in codes(root)


def test_an_empty_no_and_the_end_of_input_record_nothing(project: MakeProject) -> None:
    """Who objects without a reason skips; where no answer comes the queue ends."""
    root = project({"claims.yaml": THREE})
    assert run("review", root, answer="n\n\ns\n").exit_code == 0
    assert (root / "claims.yaml").read_text() == THREE


def test_a_terminal_takes_one_key(project: MakeProject) -> None:
    """On a terminal no line end has to follow the key."""
    root = project({})
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "review", str(root), "--by", "B"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, bufsize=0
    ) as process:
        assert process.stdout
        said = b""
        while not said.endswith(b"s[t]op: "):
            said += process.stdout.read(1)
        time.sleep(0.2)  # until the terminal gives keys at once: what was typed before is dropped
        os.write(ours, b"y")
        said += process.stdout.read()
    os.close(ours)
    os.close(theirs)
    assert b"1 approved" in said
    assert reviewed(root)["by"] == "B"


def test_since_a_revision(project: MakeProject) -> None:
    """Of the queue, what a branch has changed: claims, and sources that they quote; a revision that is none is told."""
    root = project({"claims.yaml": THREE})

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", root, "-c", "user.name=A", "-c", "user.email=a@b.c", *words], check=True)

    git("init", "-q", ".")
    git("add", "-A")
    git("commit", "-qm", "first")
    assert listed(root, "--since", "HEAD") == []
    (root / "claims.yaml").write_text(THREE.replace("Talks resume.", "Talks go on."))
    assert listed(root, "--since", "HEAD") == ["talks: never reviewed"]
    (root / "seeds/wire.txt").write_text(SEED.replace("The US bases", "They say the US bases"))
    assert listed(root, "--since", "HEAD") == ["troops: never reviewed", "talks: never reviewed"]
    for none in ("nowhere", "--output=x"):
        assert run("review", root, f"--since={none}").exit_code == 2


def test_the_queue_for_programs(project: MakeProject) -> None:
    """JSON has of each claim what the screen shows, and asks nothing."""
    root = project({"claims.yaml": THREE})
    rows = json.loads(run("review", root, "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["troops", "talks", "empty"]
    assert rows[0]["quotes"][0]["passage"].startswith("The US bases »some 37,000 troops« in South")
    assert (rows[0]["path"], rows[0]["line"], rows[0]["reason"]) == ("claims.yaml", 5, "never reviewed")


def test_options_of_the_queue_are_not_of_a_claim(project: MakeProject) -> None:
    """A filter with a claim, a yes to all, a topic that is none: wrong usage, and nothing is recorded."""
    root = project({"claims.yaml": THREE})
    for words in (("troops", root, "--list"), (root, "--yes"), (root, "--topic", "talk"), ("a", "b", "c")):
        assert run("review", *words).exit_code == 2
    assert (root / "claims.yaml").read_text() == THREE
