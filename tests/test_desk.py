"""What pages of `verbatim serve` may have written: quotes of selected words, mends, and taking both back."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import check_project
from generator.commands.serve.desk import LONGEST, Desk, Refused, list_choices, locate_selection
from generator.commands.serve.workspace import Workspace
from generator.commands.shared.evidence_edit import NoQuote
from tests.support.serve_process import LONGEST as PATIENCE
from tests.support.serve_process import ServeProcess, run_serve
from tests.support.small_project import CLAIMS, SEED, MakeProject

TOKEN = "the token"  # noqa: S105 - of a test
TALKS = {"source": "wire", "start": SEED.replace(" ", "").replace("\n", "").index("Talks"), "words": "Talks resume"}


@pytest.fixture
def desk(project: MakeProject) -> Desk:
    workspace = Workspace(project({}))
    workspace.refresh()
    return Desk(workspace, TOKEN)


def asked(desk: Desk, name: str = "quote", **more: object) -> Mapping[str, object]:
    """What the desk answers to a page that is as new as the project."""
    served = desk._workspace.served
    assert served
    said = {"token": TOKEN, "version": served.status.version, "claim": "troops", "stance": "mentions", **TALKS, **more}
    return desk.answer(name, json.dumps(said).encode())


def claims(desk: Desk) -> str:
    return (desk._workspace.root / "claims.yaml").read_text()


def test_selected_words_are_written_and_taken_back(desk: Desk) -> None:
    """The evidence is in the entry, the project is right, and undoing gives the file that was there."""
    said = asked(desk, speaker="A. Official", value="-2.5")
    assert said == {"done": "claims.yaml: 5 lines added", "undo": "1"}
    assert claims(desk) == (
        CLAIMS + "    - source: wire\n      quote: Talks resume\n      stance: mentions\n"
        "      speaker: A. Official\n      value: -2.5\n"
    )
    assert {finding.severity for finding in check_project(desk._workspace.root).diagnostics} <= {"warning"}
    assert asked(desk, "undo", undo="1") == {"done": "claims.yaml: 5 lines removed"}
    assert claims(desk) == CLAIMS
    with pytest.raises(Refused, match="taken back"):
        asked(desk, "undo", undo="1")


def test_what_was_edited_since_is_not_undone(desk: Desk) -> None:
    """Undoing writes nothing over what a person has written since."""
    asked(desk)
    later = claims(desk) + "# mine\n"
    (desk._workspace.root / "claims.yaml").write_text(later)
    with pytest.raises(Refused, match="in the meantime"):
        asked(desk, "undo", undo="1")
    assert claims(desk) == later


def test_a_new_claim_gets_an_id_of_its_own(desk: Desk) -> None:
    """A statement that no claim has becomes a draft below the others, with the quote as its evidence."""
    asked(desk, claim="", statement="Troops: talks on them go on.")
    desk._workspace.refresh()
    asked(desk, claim="", statement="“Troops”")
    quoted = "\n    draft: true\n    evidence:\n      - source: wire\n"
    quoted += "        quote: Talks resume\n        stance: mentions\n"
    assert claims(desk) == (
        f'{CLAIMS}  troops-talks-on-them-go-on:\n    statement: "Troops: talks on them go on."{quoted}'
        f'  troops-2:\n    statement: "“Troops”"{quoted}'
    )
    assert not [found for found in check_project(desk._workspace.root).diagnostics if found.severity == "error"]


def test_a_mend_is_written_where_the_finding_is(desk: Desk) -> None:
    """What a finding offers takes the place of the quote; what none offers is refused."""
    root = desk._workspace.root
    (root / "claims.yaml").write_text(CLAIMS.replace("some 37,000 troops", "some 37,000 ... in South Korea"))
    (finding,) = desk._workspace.refresh().findings
    with pytest.raises(Refused, match="no finding offers"):
        asked(desk, "mend", place=str(finding.location), quote="anything else")
    asked(desk, "mend", place=str(finding.location), quote="some 37,000 […] in South Korea")
    assert claims(desk) == CLAIMS.replace("some 37,000 troops", "some 37,000 […] in South Korea").replace(
        "quote: some 37,000 […] in South Korea", 'quote: "some 37,000 […] in South Korea"'
    )


def test_a_claim_in_a_file_of_its_own_is_taken_back_whole(desk: Desk) -> None:
    """Where an include takes it in, a new claim gets a file, which is removed again if nobody has changed it."""
    root = desk._workspace.root
    (root / "claims").mkdir()
    (root / "claims/a.yaml").write_text("topics: {}\n")
    (root / "claims.yaml").write_text("include: [claims/*.yaml]\n" + CLAIMS)
    desk._workspace.refresh()
    assert asked(desk, claim="", statement="Talks go on.")["done"] == "claims/talks-go-on.yaml: 8 lines added"
    assert "    draft: true\n" in (root / "claims/talks-go-on.yaml").read_text()
    asked(desk, "undo", undo="1")
    assert not (root / "claims/talks-go-on.yaml").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"token": "another"}, "of a server that has ended"),
        ({"token": None}, "of a server that has ended"),
        ({"version": "old"}, "has changed since"),
        ({"words": "Talks ended"}, "not in one place"),
        ({"words": "the", "start": 10**30}, "not in one place"),
        ({"words": "  \n"}, "no words"),
        ({"words": ["Talks"]}, "no text"),
        ({"words": "some 37,000 troops", "start": -1}, "already: its evidence 1"),
        ({"source": "../wire"}, "no such source"),
        ({"claim": "trops"}, "no such claim"),
        ({"claim": "../../x", "statement": "x"}, "no such claim"),
        ({"claim": "__proto__"}, "no such claim"),
        ({"claim": ["troops"]}, "no such claim"),
        ({"claim": "", "statement": "a\nb"}, "one line"),
        ({"claim": "", "statement": "a" * 1_001}, "at most 1,000"),
        ({"stance": "likes"}, "no such stance"),
        ({"speaker": "a\nb: c"}, "one line"),
        ({"value": "1,000"}, "only digits"),
    ],
)
def test_whatever_is_asked_wrongly_is_refused(desk: Desk, more: Mapping[str, object], said: str) -> None:
    """Another token, an old page, words that are not there, ids that are odd: a reason, and nothing is written."""
    with pytest.raises(Refused, match=said):
        asked(desk, "quote", **more)
    assert claims(desk) == CLAIMS


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff", b"[" * 90_000, b'{"token": 1e999}'])
def test_what_is_no_json_object_is_refused(desk: Desk, body: bytes) -> None:
    """Whatever bytes come, an answer is given."""
    with pytest.raises(Refused):
        desk.answer("quote", body)


def test_a_file_that_changed_while_it_was_asked_stays(desk: Desk) -> None:
    """The page is as new as the server knows, and the file is newer: it is read when it is written."""
    (desk._workspace.root / "claims.yaml").write_text("claims: [")
    with pytest.raises(Refused, match="has errors"):
        asked(desk)
    assert claims(desk) == "claims: ["


@given(st.text("ab \n\u00ad,.", max_size=30), st.integers(-1, 40), st.integers(0, 40), st.integers(0, 10))
def test_a_selection_is_found_where_it_was_made(text: str, start: int, length: int, spaces: int) -> None:
    """By the characters before it, which white space and soft hyphens are none of; else where it is only once."""
    words = text[max(start, 0) : max(start, 0) + length]
    before = len([character for character in text[: max(start, 0)] if character not in " \n\u00ad"])
    try:
        first, last = locate_selection(text, before, " " * spaces + words)
    except NoQuote:
        assert not words.strip(" \n\u00ad")
        return
    assert text[first:last].strip(" \n\u00ad") == words.strip(" \n\u00ad")
    assert first >= max(start, 0)


def test_the_choices_are_the_projects_own(desk: Desk) -> None:
    """Claims with their units, entities before other speakers, and the stances in their order."""
    root = desk._workspace.root
    people = "entities: {a-b: {name: Ann B, kind: person}, x: {name: X, kind: place}}\n"
    quantity = "    quantity: {value: 1, unit: troops}\n"
    (root / "claims.yaml").write_text(CLAIMS + "      speaker: Zoe\n" + quantity + people)
    desk._workspace.refresh()
    assert desk._workspace.served
    said = json.loads(list_choices(desk._workspace.served))
    assert said["claims"] == [{"id": "troops", "statement": "The US has troops in South Korea.", "unit": "troops"}]
    assert said["speakers"] == ["Ann B", "Zoe"]
    assert [stance["id"] for stance in said["stances"]] == ["supports", "refutes", "qualifies", "mentions"]


# -- over the wire ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeProcess]:
    root = tmp_path_factory.mktemp("desk")
    (root / "seeds").mkdir()
    (root / "seeds/wire.txt").write_text(SEED)
    (root / "claims.yaml").write_text(CLAIMS)
    with run_serve(root) as running:
        yield running


def post(to: ServeProcess, headers: Mapping[str, str], body: bytes, path: str = "/@verbatim/quote") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", to.port, timeout=PATIENCE)
    own = {"Origin": f"http://127.0.0.1:{to.port}", "Content-Type": "application/json"}
    connection.request("POST", path, body, {name: value for name, value in {**own, **headers}.items() if value})
    with closing(connection), connection.getresponse() as answer:
        return answer.status


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Origin": "https://evil.example"}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Origin": "null"}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Origin": ""}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Sec-Fetch-Site": "same-site"}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Sec-Fetch-Site": "none"}, b"{}", HTTPStatus.FORBIDDEN),
        ({"Content-Type": "text/plain"}, b"{}", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content-Type": ""}, b"{}", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content-Length": "-1"}, b"", HTTPStatus.LENGTH_REQUIRED),
        ({"Content-Length": "9" * 30}, b"", HTTPStatus.LENGTH_REQUIRED),
        ({"Content-Length": str(LONGEST + 1)}, b"", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ({}, b"[" * LONGEST, HTTPStatus.BAD_REQUEST),
    ],
)
def test_only_its_own_pages_may_write(
    served: ServeProcess, headers: Mapping[str, str], body: bytes, status: HTTPStatus
) -> None:
    """Another origin, a form's types, a body without end or length: refused before anything is read of it."""
    assert post(served, headers, body) == status
    assert (served.root / "claims.yaml").read_text() == CLAIMS


def test_a_page_has_the_token_that_writes(served: ServeProcess) -> None:
    """What the script of a page carries is what the server takes; no other address of it takes a POST."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/sources/wire.html")
    page = connection.getresponse().read().decode()
    connection.close()
    known = {name: page.rpartition(f'data-{name}="')[2].partition('"')[0] for name in ("version", "token")}
    body = json.dumps({**known, **TALKS, "claim": "troops", "stance": "supports"}).encode()
    assert post(served, {}, body, "/@verbatim/nothing") == HTTPStatus.NOT_FOUND
    assert post(served, {}, body, "/sources/wire.html") == HTTPStatus.METHOD_NOT_ALLOWED
    assert post(served, {}, body) == HTTPStatus.OK
    assert "quote: Talks resume\n" in (served.root / "claims.yaml").read_text()
    (served.root / "claims.yaml").write_text(CLAIMS)
