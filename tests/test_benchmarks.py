"""The benchmarks work: their projects build, the runner measures and compares. Times are never tested, work is."""

import sys
import time
from pathlib import Path

import pytest

from benchmarks import projects, serve, worth
from benchmarks.others import TOOLS
from benchmarks.projects import CORNERS, find_claims_file, make_content, write_project
from benchmarks.run import KINDS, OURS, Bench, fit_growth, format_table, take_medians
from generator.build import build_project, check_project
from generator.cache.build_cache import unchanged_build
from generator.diagnostics import count_errors
from generator.publishing.theme import Theme
from generator.publishing.views.frame import View


def test_the_same_size_is_the_same_project(tmp_path: Path) -> None:
    """Two writings are alike to the byte, and what they write is a right project with real quotes."""
    for name in ("one", "two"):
        write_project(tmp_path / name, make_content(12, 3))
    files = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("*.*"))]
    assert len(files) == 4
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)
    checked = check_project(tmp_path / "one")
    assert checked.value
    assert len(checked.value.anchors) == 24


def test_more_claims_than_one_file_should_have_stand_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the same claims in the same order, and each is found where it stands."""
    what = make_content(12, 3)
    write_project(tmp_path / "one", what)
    monkeypatch.setattr(projects, "IN_ONE_FILE", 5)
    write_project(tmp_path / "several", what)
    one, several = (check_project(tmp_path / name).value for name in ("one", "several"))
    assert one
    assert several
    assert [claim.id for claim in one.corpus.claims] == [claim.id for claim in several.corpus.claims]
    assert find_claims_file(tmp_path / "one", "c000007:").name == "claims.yaml"
    assert find_claims_file(tmp_path / "several", "c000007:").name == "000005.yaml"


@pytest.mark.parametrize("name", ["one-claim-on-many-sources", "many-entities"])
def test_the_corners_are_right_projects(tmp_path: Path, name: str) -> None:
    """The named shapes have no error either."""
    write_project(tmp_path, CORNERS[name]())
    assert not count_errors(check_project(tmp_path).diagnostics)


def test_the_runner_takes_every_turn_and_compares(tmp_path: Path) -> None:
    """Each kind of change is built once, told in the table, and our site equals a clean one after each."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/venv").symlink_to(sys.prefix)
    bench = Bench(tmp_path / "projects", tmp_path / "tools", [], make_content(5, 3))
    for kind in KINDS:
        bench.turn(kind)
    found = take_medians(bench)[OURS]
    assert set(found) == set(KINDS)
    assert all(cost.wall > 0 and cost.cpu > 0 and cost.memory > 5 for cost in found.values())
    assert format_table("5 claims", take_medians(bench)).count("\n") == 2
    (bench.out(OURS) / "index.html").write_text("Somebody was here.")
    with pytest.raises(RuntimeError, match="differs from a clean one"):
        bench.same()


def test_the_others_get_the_same_content(tmp_path: Path) -> None:
    """Every claim, source and quote is in what each tool is given."""
    what = make_content(5, 3)
    for tool in TOOLS:
        tool.write(tmp_path / tool.name, what)
        for claim in what.claims:
            text = (tmp_path / tool.name / tool.claim.format(id=claim.id)).read_text(encoding="utf-8")
            assert claim.statement in text
            assert all(quote.words in text for quote in claim.quotes)
        for id, paragraphs in what.sources.items():
            text = (tmp_path / tool.name / tool.source.format(id=id)).read_text(encoding="utf-8")
            assert all(paragraph in text for paragraph in paragraphs)


def test_after_an_edit_only_what_it_touches_is_written(tmp_path: Path) -> None:
    """Nothing changed: nothing is read or written. One explanation changed: its page, and what holds all."""
    root = tmp_path / "project"
    what = make_content(40, 5)
    write_project(root, what)
    time.sleep(0.05)
    build_project(root, root / "site")
    assert unchanged_build(root, root / "site")
    path = root / "claims.yaml"
    words = what.claims[7].explanation[:20]
    path.write_text(path.read_text(encoding="utf-8").replace(words, f"Edited. {words}", 1), encoding="utf-8")
    assert unchanged_build(root, root / "site") is None
    _, written = build_project(root, root / "site")
    assert written
    claim = what.claims[7].id
    assert set(written.written) <= {
        f"claims/{claim}.html", f"claims/{claim}.json", f"claims/{claim}.md",
        "claims.json", "feed.xml", f"topics/{what.claims[7].topic}.xml", "manifest.json",
        "SHA256SUMS",
    }  # fmt: skip


def test_an_edited_source_makes_its_own_pages_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence more at the end of one article, and another publisher of it: what is silent is looked for anew in all
    articles, and what stands together for all claims; but only claims' pages that name the source are made again."""
    root, made = tmp_path / "project", list[str]()
    what = make_content(60, 60)
    write_project(root, what)
    build_project(root, root / "site")
    render = Theme.render

    def counted(theme: Theme, view: View) -> bytes:
        made.append(view.template)
        return render(theme, view)

    monkeypatch.setattr(Theme, "render", counted)
    article, claims = root / "seeds/s00003.md", root / "claims.yaml"
    for path, old, new in (
        (article, what.sources["s00003"][-1], f"{what.sources['s00003'][-1]} Nothing of it concerns anyone."),
        (claims, "file: seeds/s00003.md\n    publisher: ", "file: seeds/s00003.md\n    publisher: Our own "),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        made.clear()
        build_project(root, root / "site")
        pages = [path.read_text(encoding="utf-8") for path in (root / "site/claims").glob("c*.html")]
        assert 0 < made.count("pages/claim.html") <= sum("sources/s00003.html" in page for page in pages) < 60


def test_growth_is_the_slope_of_the_logarithms() -> None:
    """1 for what is linear, 2 for what is quadratic."""
    assert fit_growth([10, 100, 1000], [1, 10, 100]) == pytest.approx(1)
    assert fit_growth([10, 100, 1000], [1, 100, 10_000]) == pytest.approx(2)


def test_an_open_page_is_told_of_every_edit(tmp_path: Path) -> None:
    """The benchmark of serving makes each kind of edit, an error among them, and hears of each."""
    found = serve.main(["--sizes", "5", "--rounds", "1", "--folder", str(tmp_path)])
    assert set(found["5 claims"]) == set(serve.KINDS)
    assert all(cost.wall > 0 for cost in found["5 claims"].values())
    assert serve.format_table(found).count("\n") == 2


def test_rankings_are_measured_as_the_task_measures_them(tmp_path: Path) -> None:
    """Precision is averaged over the marked sentences, ties stay in order; rows without four columns are none."""
    assert worth.average_precision([0.9, 0.1, 0.8, 0.8], [True, False, False, True]) == (1 / 1 + 2 / 3) / 2
    assert worth.average_precision([1.0], [False]) == 0
    assert worth.area_under_curve([0.2, 0.5, 0.5, 0.9], [False, True, False, True]) == 3.5 / 4
    (tmp_path / "a.tsv").write_text("1\tREED\tGood evening.\t0\nbroken\n2\tREED\tIt cost 3 million.\t1\n")
    (debate,) = worth.read_debates(tmp_path)
    assert (debate.name, debate.speakers, debate.marks) == ("a", ("REED", "REED"), (False, True))
    assert worth.mean_average_precision([debate], worth.rank_as_suggest) == 1
