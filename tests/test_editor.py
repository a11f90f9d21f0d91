"""claims.yaml in an editor: the YAML language server, as VS Code runs it, completes, explains and checks it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import commands
from generator.commands.new.starter_project import create_project
from tests.support.tools import program, tool

SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True}}


class Editor:
    """Speaks the Language Server Protocol to the server: one request at a time."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.last = self.opened = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def send(self, method: str, params: Any, id: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **({"id": id} if id else {})}
        self._write(message)

    def ask(self, method: str, params: Any) -> Any:
        """What the server answers."""
        self.last += 1
        self.send(method, params, self.last)
        while True:
            heard = self.hear()
            if heard.get("id") == self.last and "method" not in heard:
                assert "error" not in heard, heard
                return heard["result"]

    def hear(self) -> Any:
        """The next message; what the server asks for itself is answered."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b": ")
            length = int(value) if name == b"Content-Length" else length
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            asked = message["method"] == "workspace/configuration"
            result = [SETTINGS.get(each["section"]) for each in message["params"]["items"]] if asked else None
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": result})
        return message

    def open(self, folder: Path, text: str) -> str:
        """A file of the folder is open in the editor with this text: its address."""
        self.opened += 1
        uri = (folder / f"claims{self.opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return uri

    def marked(self, folder: Path, text: str) -> list[str]:
        """What the editor marks in a file of this text, which has a fault: the messages."""
        uri = self.open(folder, text)
        while not self.diagnostics.get(uri):
            self.hear()
        return [each["message"] for each in self.diagnostics[uri]]

    def _write(self, message: Any) -> None:
        assert self.process.stdin
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()


@contextmanager
def editing(root: Path) -> Iterator[Editor]:
    server = tool("yaml-language-server/bin/yaml-language-server")
    process = subprocess.Popen(
        [program("node"), server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        editor = Editor(process)
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }
        editor.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities})
        editor.send("initialized", {})
        editor.send("workspace/didChangeConfiguration", {"settings": SETTINGS})
        yield editor
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editor") / "facts"
    create_project(root)
    return root


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Editor]:
    with editing(project) as running:
        yield running


def at(text: str, words: str) -> dict[str, int]:
    """The place just after the words, as editors count."""
    before = text[: text.index(words) + len(words)]
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}


def test_a_new_project_is_right_to_the_editor(editor: Editor, project: Path) -> None:
    """The schema is found from disk by the file's first line, without set-up; it finds the one fault made here."""
    text = (project / "claims.yaml").read_text(encoding="utf-8")
    (found,) = editor.marked(project, f"{text}\nunheard-of: 1\n")
    assert "unheard-of" in found


@pytest.mark.parametrize(("old", "new", "said"), [
    ("    verdict: conflicting", "    verdikt: conflicting", "verdikt"),
    ("stance: refutes", "stance: denies", "supports"),
    ("    statement: The library lent", "    stated: The library lent", "statement"),
    ("kind: person\n", "kind: human\n", "person"),
    ("published: 2024-05-06", "published: [2024]", "string"),
])  # fmt: skip
def test_slips_are_marked_while_one_types(editor: Editor, project: Path, old: str, new: str, said: str) -> None:
    """Unknown keys, missing keys, values that are not allowed and wrong types are marked, with what would be right."""
    text = (project / "claims.yaml").read_text(encoding="utf-8")
    assert old in text
    found = editor.marked(project, text.replace(old, new, 1))
    assert any(said in each for each in found), found


def test_keys_and_values_are_completed_and_explained(editor: Editor, project: Path) -> None:
    """In a claim its keys are offered with what they mean, in a stance the four stances; hovering explains a key."""
    right = (project / "claims.yaml").read_text(encoding="utf-8")
    text = right.replace("    verdict: conflicting\n", "    verdict: conflicting\n    c\n")
    uri = editor.open(project, text)
    asked = {"textDocument": {"uri": uri}, "position": at(text, "verdict: conflicting\n    c")}
    offered = {each["label"]: each for each in editor.ask("textDocument/completion", asked)["items"]}
    assert {"checked_by", "corrections"} <= offered.keys()
    assert "who checked it" in json.dumps(offered["checked_by"])
    text = right.replace("stance: refutes", "stance: ", 1)
    uri = editor.open(project, text)
    asked = {"textDocument": {"uri": uri}, "position": at(text, "value: 75000\n        stance: ")}
    offered = {each["label"]: each for each in editor.ask("textDocument/completion", asked)["items"]}
    assert {"supports", "refutes", "qualifies", "mentions"} <= offered.keys()
    hover = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at(text, "        stan")})
    assert "how the quote bears on the claim" in json.dumps(hover["contents"])


def test_it_needs_no_more_than_the_project(project: Path) -> None:
    """The schema lies beside claims.yaml, is what `verbatim schema` prints, and is the one that the modeline names."""
    text = (project / "claims.yaml").read_text(encoding="utf-8")
    (line,) = (each for each in text.splitlines() if each.startswith("# yaml-language-server: "))
    schema = project / line.rpartition("=")[2]
    assert schema.parent == project
    assert schema.read_text(encoding="utf-8") == CliRunner().invoke(commands, ["schema"]).output


def test_included_files_have_a_schema_of_their_own(editor: Editor, project: Path) -> None:
    """They need no site; `verbatim schema --included` prints what the docs name for them."""
    shown = CliRunner().invoke(commands, ["schema", "--included"]).output
    (project / "included.schema.json").write_text(shown, encoding="utf-8")
    text = "# yaml-language-server: $schema=included.schema.json\nclaims:\n  one: {stated: x}\n"
    found = editor.marked(project, text)
    assert any("statement" in each for each in found)
    assert not any("site" in each for each in found)
