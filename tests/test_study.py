"""Articles studied by several processes: memory then has what the stages would have found, and they find no more."""

from collections.abc import Callable

import pytest

from benchmarks.projects import content, write
from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.independence import resolve_names
from generator.analysis.provenance import trace_provenance
from generator.analysis.references import find_mentions
from generator.analysis.study import study
from generator.analysis.text_reuse.shared_text import cached_shared_text
from generator.analysis.uncited.uncited_mentions import find_uncited, split_articles
from generator.build import read_project
from generator.cache.build_cache import StageCache
from generator.reading.sources import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("project")
    write(root, content(450, 60))
    return read_project(root).value


def judged(library: Library, memory: StageCache, jobs: int) -> object:
    """What the stages say that remember, one after the other."""
    corpus, articles = library.corpus, library.articles
    anchors = anchor_quotes(corpus, articles, memory)
    shared = cached_shared_text({each.id: articles[each.id].text for each in corpus.sources}, memory, jobs)
    traced = trace_provenance(articles, anchors.value, resolve_names(corpus).agencies, shared, memory)
    mentions = find_mentions(corpus, articles, memory)
    spans = split_articles(articles, memory)
    silences = find_uncited(corpus, articles, mentions, spans, memory, jobs)
    return anchors, shared, traced, mentions, spans, silences


def test_several_processes_find_what_one_does(library: Library) -> None:
    """Values and memory are the same, whoever found what is in them."""
    alone, together = StageCache(), StageCache()
    study(library.corpus, library.articles, together, 3)
    assert judged(library, together, 3) == judged(library, alone, 1)
    assert together.kept == alone.kept


def test_what_was_studied_is_not_looked_for_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the study no stage reads an article by itself."""
    memory = StageCache()
    study(library.corpus, library.articles, memory, 2)
    for place in (
        "uncited.uncited_mentions.split_sentences",
        "text_reuse.shared_text.compute_fingerprints",
        "anchoring.anchors.find_matches",
    ):
        monkeypatch.setattr(f"generator.analysis.{place}", refusing(place))
    anchor_quotes(library.corpus, library.articles, memory)
    split_articles(library.articles, memory)
    cached_shared_text({id: each.text for id, each in library.articles.items()}, memory)


def refusing(place: str) -> Callable[..., object]:
    def refuse(*_: object) -> object:
        raise AssertionError(place)

    return refuse
