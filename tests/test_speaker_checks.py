"""Warnings about speakers whom the article never names."""

import pytest

from generator.analysis.speaker_checks import check_speakers
from generator.model import Article, Claim, Corpus, Entity, Evidence, Site, Source

REPORT = (
    "The ferry line will close, Señora Núñez told the council of the island on Monday. The harbour master agreed. "
    "A UN observer said that the Korean Central News Agency had it wrong, and Reim's deputy laughed at the story."
)


def is_asked(
    speaker: str,
    text: str = REPORT,
    aliases: tuple[str, ...] = (),
    language: str = "en",
    title: str | None = None,
    publisher: str | None = None,
) -> bool:
    source = Source("a", "seeds/a.txt", title, publisher, language=language)
    entities = (Entity("e", speaker, "person", aliases),) if aliases else ()
    claim = Claim("c", "S", evidence=(Evidence("c", 1, "a", "q", "supports", speaker),))
    corpus = Corpus(Site("T"), (source,), (), entities, (claim,))
    return bool([*check_speakers(corpus, {"a": Article("a", text, (), True, "")})])


@pytest.mark.parametrize("speaker", ["Olga Brandt", "Minister Holm", "Gerhard Wulf, a trader", "ICRC", "Wulf"])
def test_a_speaker_whom_the_article_does_not_name(speaker: str) -> None:
    """A name of which no word is in the article is `speaker-unnamed`, at the claim and at the source."""
    assert is_asked(speaker)


@pytest.mark.parametrize(
    "speaker",
    [
        "Maria Nunez", "NÚÑEZ", "Olga Reim", "KCNA", "United Nations", "the harbour master", "a witness", "Residents",
        "Critics of the line", "The Harbour Master", "The Minister",
    ],
)  # fmt: skip
def test_a_speaker_whom_the_article_names_or_who_has_no_name(speaker: str) -> None:
    """One word of the name suffices, with or without accents; initials are known; what somebody is, is no name."""
    assert not is_asked(speaker)


def test_an_alias_is_a_name() -> None:
    """Any name of the speaker's entity will do."""
    assert is_asked("Olga Brandt", aliases=("Mrs Brandt",))
    assert not is_asked("Olga Brandt", aliases=("Olga Reim",))


def test_a_source_may_be_by_or_of_its_speaker() -> None:
    """The title, the publisher and the authors are read too."""
    assert not is_asked("Olga Brandt", title="A letter of Olga Brandt")
    assert not is_asked("The Harbour Gazette", publisher="Harbour Gazette")


@pytest.mark.parametrize(
    ("language", "text", "speaker", "aliases", "asked"),
    [
        ("ru", "Об этом заявил министр Брандт.", "Olga Brandt", (), False),
        ("ru", "Об этом заявила Ольге Рейм.", "Ольга Брандт", (), False),
        ("zh", "外交部长昨天发表了讲话。", "Wang Yi", (), False),
        ("zh", "外交部长昨天发表了讲话。", "Wang Yi", ("王毅",), True),
        ("zh", "外交部长王毅昨天发表了讲话。", "Wang Yi", ("王毅",), False),
        ("de", "Das sagte die Sprecherin der Reederei am Montag.", "Olga Brandt", (), True),
        ("de", "Das ist Brandts Schiff.", "Olga Brandt", (), False),
        ("fi", "Sen sanoi Brandtille joku.", "Olga Reim", (), False),
    ],
)
def test_languages(language: str, text: str, speaker: str, aliases: tuple[str, ...], asked: bool) -> None:
    """Nothing is said where a name would be written otherwise: in another script, or with endings not known here."""
    assert is_asked(speaker, text, aliases, language) == asked
