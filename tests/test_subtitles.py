"""Subtitles as sources: what is said as one text, with times as places and voices as speakers."""

import json
import time
from pathlib import Path

import pytest

from generator.build import build_project
from generator.commands.verify.site_check import verify_site
from generator.diagnostics import as_text
from generator.publishing.recordings import at_time
from generator.reading.kinds.subtitles import read_subtitles
from tests.support.command_line import verbatim
from tests.support.small_project import MakeProject

HEARING = """\
WEBVTT - committee on harbours
Kind: captions

STYLE
::cue { color: lime }

NOTE
checked 00:00 by hand

opening
00:01.000 --> 00:04.000 align:start position:10%
<v.loud Ada Brandt>The board of Quellstadt

2
00:04.000 --> 00:07.500
<v Ada Brandt>will close the <i>north</i> pier &amp; the quay.</v>

01:00:08.000 --> 01:00:11.000
<v Uwe Lang>When &lt;exactly&gt;?
"""
ROLLING = """\
WEBVTT

00:00:00.000 --> 00:00:02.000 align:start position:0%
 
the<00:00:00.400><c> harbour</c><00:00:00.800><c> board</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
the harbour board
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
the harbour board
will<00:00:02.400><c> close</c><00:00:03.000><c> no</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
will close no
 

00:00:04.010 --> 00:00:06.000 align:start position:0%
will close no
no<00:00:04.400><c> pier</c>
"""  # noqa: W293 - so are they written


def test_cues_are_one_text() -> None:
    """Identifiers, settings, tags, notes and styles are no text; a new voice begins a paragraph."""
    read = read_subtitles(HEARING)
    assert read.text == "The board of Quellstadt\nwill close the north pier & the quay.\n\nWhen <exactly>?"
    assert [(cue.start, cue.time, cue.speaker) for cue in read.cues] == [
        (0, "0:01", "Ada Brandt"), (24, "0:04", "Ada Brandt"), (63, "1:00:08", "Uwe Lang"),
    ]  # fmt: skip


def test_two_voices_in_one_cue_are_two() -> None:
    """Words belong to the voice whose tag they stand in."""
    read = read_subtitles("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Yes.</v> <v Uwe>No.\n")
    assert [(read.text[cue.start :].split("\n")[0], cue.speaker) for cue in read.cues] == [
        ("Yes.", "Ada"),
        ("No.", "Uwe"),
    ]


def test_readings_over_characters_are_no_text() -> None:
    """Of ruby the characters are text."""
    assert (
        read_subtitles("WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>東<rt>とう</rt>京<rt>きょう</ruby>へ\n").text
        == "東京へ"
    )


def test_captions_that_roll_up_are_one_text_once() -> None:
    """A line that is shown again is not said again; a word said twice is kept."""
    assert read_subtitles(ROLLING).text == "the harbour board\nwill close no\nno pier"


def test_words_said_again_are_kept() -> None:
    """Where captions do not roll up, equal cues are what was said."""
    said = ("No.", "No.", "We agreed.", "On what?", "On the pier.", "The north one.")
    cues = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n\n" for n, words in enumerate(said, 1))
    assert read_subtitles(cues).text == "\n".join(said)


ONE, TWO, THREE = (f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("srt", "text"),
    [
        (f"{ONE}<i>Eleven</i> cracks\n\n{TWO}in 1984.\n", "Eleven cracks\nin 1984."),
        (f"{ONE}{{\\an8}}Eleven\n\n".replace("\n", "\r\n"), "Eleven"),
        (f"{ONE}the year was\n1984\n\n{TWO}\n\n{THREE}then\n", "the year was\n1984\nthen"),
        (f'{ONE}5 < 6 & AT&amp;T <font color="#fff">x</font>\n', "5 < 6 & AT&T x"),
        ("1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20\none\n", "one"),
        ("1\n0:00:01.5 --> 0:00:02.5\none\n2\n0:00:02.5 --> 0:00:03\ntwo", "one\ntwo"),
        ("no times at all", ""),
        ("", ""),
    ],
)
def test_subrip_as_people_have_it(srt: str, text: str) -> None:
    """Numbers and times are no text, figures that are said are; tags go, other signs stay."""
    assert read_subtitles(srt).text == text


def test_labels_in_capitals_name_the_speaker() -> None:
    """A label stays text, and is the speaker until the next one or until the captions mark another voice."""
    said = (">> MS. BRANDT: We close it.", "On Monday.", ">> When?", "LANG: Good.", "- Yes.\n- No.")
    read = read_subtitles("".join(f"00:00:0{n},000 --> 00:00:0{n},900\n{words}\n\n" for n, words in enumerate(said)))
    assert [cue.speaker for cue in read.cues] == ["MS. BRANDT", "MS. BRANDT", None, "LANG", None]
    assert read.text.startswith(">> MS. BRANDT: We close it.")


def test_labels_of_a_meeting_name_the_speaker() -> None:
    """Where most cues begin with a name and a colon, as meetings are recorded, those are the speakers."""
    said = ("Ada Brandt: We close it.", "Uwe Lang: When?", "Ada Brandt: On Monday. Note: not the quay.", "So be it.")
    cues = "".join(f"00:00:0{n}.000 --> 00:00:0{n}.900\n{words}\n\n" for n, words in enumerate(said))
    read = read_subtitles(f"WEBVTT\n\n{cues}")
    assert [cue.speaker for cue in read.cues] == ["Ada Brandt", "Uwe Lang", "Ada Brandt", "Ada Brandt"]
    alone = read_subtitles("WEBVTT\n\n00:01.000 --> 00:02.000\nRemember: lock the door.\n\n")
    assert [cue.speaker for cue in alone.cues] == [None]


@pytest.mark.parametrize(
    "part", ["<", "<v ", "00:00:01,000 --> ", "&", "{\\", "A", "A ", "\n", "00:00:01.000 --> 00:00:02.000\n<v>"]
)
def test_hostile_subtitles_take_no_more_than_their_share(part: str) -> None:
    """Two megabytes of anything are read in seconds."""
    for beginning in ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n"):
        began = time.monotonic()
        read_subtitles(beginning + part * (2_000_000 // len(part)))
        assert time.monotonic() - began < 20


CLAIMS = """\
site: {title: Small}
sources:
  hearing: {file: seeds/hearing.vtt, title: A hearing, url: "https://www.youtube.com/watch?v=abc"}
claims:
  pier:
    statement: The board will close the pier.
    evidence:
    - {source: hearing, quote: "The board of Quellstadt will close the north pier", stance: supports}
    - {source: hearing, quote: "pier & the quay. When", stance: mentions}
"""


def test_quotes_say_and_open_their_time(project: MakeProject, tmp_path: Path) -> None:
    """Pages and claims.json say when a quote is said, the original opens there, and the site verifies."""
    out = tmp_path / "site"
    checked, written = build_project(project({"claims.yaml": CLAIMS, "seeds/hearing.vtt": HEARING}), out)
    assert written, as_text(checked.diagnostics)
    assert verify_site(out).faults == ()
    (claim,) = json.loads((out / "claims.json").read_bytes())["claims"]
    assert [piece["seconds"] for piece in claim["evidence"]] == [[1, 4], [4, 3608]]
    shown = (out / "claims/pier.html").read_text()
    assert "at 0:01–0:04</p>" in shown
    assert 'href="https://www.youtube.com/watch?v=abc&amp;t=4s"' in shown
    source = (out / "sources/hearing.html").read_text()
    assert source.index('aria-label="1:00:08"') < source.index("&lt;exactly&gt;?")


def test_the_speaker_is_offered(project: MakeProject) -> None:
    """`find` names the place by its time, and the speaker where one voice says all of it."""
    root = project({"claims.yaml": CLAIMS, "seeds/hearing.vtt": HEARING})
    found = verbatim("find", root, "close the north pier").stdout
    assert "seeds/hearing.vtt, at 0:04: " in found
    assert "speaker: Ada Brandt" in found
    assert "speaker:" not in verbatim("find", root, "the quay. When").stdout


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://www.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=a&t=75s"),
        ("https://youtu.be/a", "https://youtu.be/a?t=75s"),
        ("https://m.youtube.com/live/a?si=b", "https://m.youtube.com/live/a?si=b&t=75s"),
        ("https://www.youtube-nocookie.com/embed/a", "https://www.youtube-nocookie.com/embed/a?start=75"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=75"),
        ("https://vimeo.com/channels/staffpicks/123", "https://vimeo.com/channels/staffpicks/123#t=75"),
        ("https://x.example/a/talk.MP4", "https://x.example/a/talk.MP4#t=75"),
        ("https://archive.org/details/talk", "https://archive.org/details/talk?start=75"),
        ("https://www.youtube.com/watch?v=a&t=3s", None),
        ("https://www.youtube.com/@channel", None),
        ("https://x.example/talk.mp3#t=3", None),
        ("https://x.example/talk", None),
        ("https://youtube.com.x.example/watch?v=a", None),
    ],
)
def test_a_recording_opens_at_its_time(url: str, opened: str | None) -> None:
    """The sites and files that take a time get one, unless the address has its own."""
    assert at_time(url, 75) == (opened or url)
