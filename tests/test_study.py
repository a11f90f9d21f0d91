"""Articles studied by several processes: memory then has what the stages would have found, and they find no more."""

from collections.abc import Callable

import pytest

from benchmarks.projects import content, write
from generator.build import read_project
from generator.judging.independence import identities_of
from generator.judging.links import find_mentions
from generator.judging.quotes import anchor_all
from generator.judging.reuse import remembered
from generator.judging.silence import sentences_of, silences_of
from generator.judging.study import study
from generator.judging.traces import traces_of
from generator.memo import Memory
from generator.reading.sources import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("project")
    write(root, content(450, 60))
    return read_project(root).value


def judged(library: Library, memory: Memory, jobs: int) -> object:
    """What the stages say that remember, one after the other."""
    corpus, articles = library.corpus, library.articles
    anchors = anchor_all(corpus, articles, memory)
    shared = remembered({each.id: articles[each.id].text for each in corpus.sources}, memory, jobs)
    traced = traces_of(articles, anchors.value, identities_of(corpus).agencies, shared, memory)
    mentions = find_mentions(corpus, articles, memory)
    spans = sentences_of(articles, memory)
    silences = silences_of(corpus, articles, mentions, spans, memory, jobs)
    return anchors, shared, traced, mentions, spans, silences


def test_several_processes_find_what_one_does(library: Library) -> None:
    """Values and memory are the same, whoever found what is in them."""
    alone, together = Memory(), Memory()
    study(library.corpus, library.articles, together, 3)
    assert judged(library, together, 3) == judged(library, alone, 1)
    assert together.kept == alone.kept


def test_what_was_studied_is_not_looked_for_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the study no stage reads an article by itself."""
    memory = Memory()
    study(library.corpus, library.articles, memory, 2)
    for place in ("silence.sentences", "reuse.fingerprints", "quotes.find"):
        monkeypatch.setattr(f"generator.judging.{place}", refusing(place))
    anchor_all(library.corpus, library.articles, memory)
    sentences_of(library.articles, memory)
    remembered({id: each.text for id, each in library.articles.items()}, memory)


def refusing(place: str) -> Callable[..., object]:
    def refuse(*_: object) -> object:
        raise AssertionError(place)

    return refuse
