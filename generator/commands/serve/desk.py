"""Edits that a page of this server asks for: quotes of selected words, mends of quotes, and taking them back."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from http import HTTPStatus
from threading import Lock

from generator.analysis.anchoring.source_text import prepare_texts
from generator.commands.serve.workspace import ServedProject, Workspace
from generator.commands.shared.evidence_edit import (
    FileEdit,
    NewEvidence,
    NoQuote,
    add_claim,
    add_evidence,
    quote_selection,
)
from generator.commands.shared.new_claim import ClaimRefused, plan_claim
from generator.commands.shared.quote_fixes import list_fixes
from generator.commands.shared.yaml_edit import UnsafeEdit, replace_scalar
from generator.diagnostics import count_errors, make_visible
from generator.reading import project_files
from generator.reading.project_files import FileRefused
from generator.reading.shapes import is_number
from generator.vocabulary import STANCE_IDS, STANCES

LONGEST = 100_000  # bytes of what a page may send
_KEPT = 50  # edits that can be taken back
_TEXT = 1_000  # characters of a statement, as the schema has it
_NAME = 300  # characters of a speaker
_UNCOUNTED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # categories of characters that pages may show otherwise

Asked = Mapping[str, object]


class Refused(Exception):
    """What a page asked for is not done; the text says why, and nothing was written."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class Desk:
    """Writes into the project's files what pages with the right token ask for, one thing at a time."""

    def __init__(self, workspace: Workspace, token: str) -> None:
        self.token = token
        self._workspace = workspace
        self._edits: dict[str, FileEdit] = {}
        self._count = 0
        self._lock = Lock()

    def answer(self, name: str, body: bytes) -> Mapping[str, object]:
        """Do what is asked and return what was done, for the page to say. Raises Refused."""
        actions: Mapping[str, Callable[[ServedProject, Asked], FileEdit]] = {
            "quote": self._quote,
            "mend": self._mend,
            "undo": self._undo,
        }
        action, asked = actions.get(name), _read_json(body)
        if action is None:
            raise Refused(HTTPStatus.NOT_FOUND, "not found")
        if asked.get("token") != self.token:
            raise Refused(HTTPStatus.FORBIDDEN, "this page is of a server that has ended: load it again")
        with self._lock:
            served = self._workspace.served
            if served is None or (name != "undo" and asked.get("version") != served.status.version):
                raise Refused(HTTPStatus.CONFLICT, "the project has changed since this page was made: load it again")
            try:
                edit = action(served, asked)
                edit.write(self._workspace.root)
            except (UnsafeEdit, FileRefused, NoQuote, ClaimRefused) as reason:
                raise Refused(HTTPStatus.CONFLICT, make_visible(str(reason))) from None
            except OSError as error:
                raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, f"it cannot be written: {error.strerror}") from None
            return self._remember(edit, can_undo=name != "undo")

    def _remember(self, edit: FileEdit, *, can_undo: bool) -> Mapping[str, object]:
        said = {"done": make_visible(edit.describe())}
        if not can_undo:
            return said
        self._count += 1
        self._edits[str(self._count)] = edit
        for number in [*self._edits][:-_KEPT]:
            del self._edits[number]
        return {**said, "undo": str(self._count)}

    def _quote(self, served: ServedProject, asked: Asked) -> FileEdit:
        library, id = served.library, _text(asked, "source")
        texts = prepare_texts(library.corpus, library.articles, frozenset({id}))
        if id not in texts:
            raise Refused(HTTPStatus.CONFLICT, "there is no such source")
        text = texts[id]
        start, end = locate_selection(text.article.text, asked.get("start"), _text(asked, "words"))
        stance, speaker, value = _text(asked, "stance"), _text(asked, "speaker"), _text(asked, "value")
        if stance not in STANCE_IDS:
            raise Refused(HTTPStatus.BAD_REQUEST, "there is no such stance")
        if value and not is_number(value):
            raise Refused(HTTPStatus.BAD_REQUEST, "a value is only digits: 37000 or -2.5")
        if len(speaker) > _NAME or not speaker.isprintable():
            raise Refused(HTTPStatus.BAD_REQUEST, f"a speaker is one line, at most {_NAME} characters")
        evidence = NewEvidence(quote_selection(text, start, end), stance, speaker or None, value or None)
        claim = next((claim for claim in library.corpus.claims if claim.id == asked.get("claim")), None)
        if claim is not None:
            return add_evidence(self._workspace.root, claim, evidence, text)
        statement = _text(asked, "statement")
        if asked.get("claim") or not statement:
            raise Refused(HTTPStatus.CONFLICT, "there is no such claim")
        if len(statement) > _TEXT or not statement.isprintable():
            raise Refused(HTTPStatus.BAD_REQUEST, f"a statement is one line, at most {_TEXT:,} characters")
        documents = project_files.read_documents(self._workspace.root)
        if count_errors(documents.diagnostics):
            raise Refused(HTTPStatus.CONFLICT, "the claims files have errors: fix them first")
        return add_claim(plan_claim(self._workspace.root, documents.value, statement, (), (), None), evidence)

    def _mend(self, served: ServedProject, asked: Asked) -> FileEdit:
        """Return the edit that writes the quote that a finding offers."""
        place, quote = _text(asked, "place"), _text(asked, "quote")
        fixes = list_fixes(served.status.findings)
        fix = next((fix for fix in fixes if str(fix.location) == place and fix.quote == quote), None)
        if fix is None:
            raise Refused(HTTPStatus.CONFLICT, "no finding offers this quote any more")
        at = fix.location
        before = project_files.read_bytes(self._workspace.root, at.path)
        return FileEdit(at.path, before, replace_scalar(before, at.line, at.column, fix.quote))

    def _undo(self, served: ServedProject, asked: Asked) -> FileEdit:  # noqa: ARG002 - one signature for all
        edit = self._edits.pop(_text(asked, "undo"), None)
        if edit is None:
            raise Refused(HTTPStatus.CONFLICT, "this cannot be taken back any more")
        return edit.revert()


def _read_json(body: bytes) -> Asked:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "expected a JSON object")
    return asked


def _text(asked: Asked, key: str) -> str:
    value = asked.get(key, "")
    if not isinstance(value, str):
        raise Refused(HTTPStatus.BAD_REQUEST, f"“{key}” is no text")
    return value.strip()


def locate_selection(text: str, start: object, words: str) -> tuple[int, int]:
    """Return the place in the text of words that were selected in a page, behind `start` other characters.

    White space and characters that are not seen count neither there nor in the words. Where a page shows only parts of
    the text the words have to be in one place. Raises NoQuote.
    """
    places = [place for place, character in enumerate(text) if _counts(character)]
    seen, wanted = "".join([text[place] for place in places]), "".join(filter(_counts, words))
    if not wanted:
        raise NoQuote("there are no words in the selection")
    first = start if isinstance(start, int) and 0 <= start <= len(seen) else len(seen)
    if not seen.startswith(wanted, first):
        first = seen.find(wanted)
        if first < 0 or seen.find(wanted, first + 1) >= 0:
            raise NoQuote("the words selected are not in one place of the source: select others")
    return places[first], places[first + len(wanted) - 1] + 1


def _counts(character: str) -> bool:
    return unicodedata.category(character) not in _UNCOUNTED


def list_choices(served: ServedProject) -> bytes:
    """Return, as JSON, what a page offers to choose from: claims, speakers and stances."""
    corpus = served.library.corpus
    people = [entity.name for entity in corpus.entities if entity.kind in {"person", "organization"}]
    others = (evidence.speaker for claim in corpus.claims for evidence in claim.evidence if evidence.speaker)
    claims = [
        {"id": claim.id, "statement": claim.statement, "unit": (claim.quantity.unit or "") if claim.quantity else None}
        for claim in corpus.claims
    ]
    stances = [{"id": id, "label": STANCES[id].label} for id in STANCE_IDS]
    return json.dumps({"claims": claims, "speakers": [*dict.fromkeys([*people, *others])], "stances": stances}).encode()
