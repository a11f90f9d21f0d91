"""Development server: shows the site in a browser, as a build would make it, and follows every change.

One thread watches and reads the project, others answer browsers. They share the workspace and the status board, whose
values are frozen. Nothing is written but what a page asks the desk for.
"""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.commands.serve import watch
from generator.commands.serve.server import Server
from generator.commands.serve.status import BuildStatus, StatusBoard
from generator.commands.serve.workspace import Workspace
from generator.values import dataclass

RETRY = 5.0  # seconds after which a refresh that the machine failed is tried again


def open_server(root: Path, port: int, jobs: int) -> "DevServer":
    """Return a server for the project that holds its port. Raises OSError if the port is not available."""
    board, workspace = StatusBoard(), Workspace(root, jobs)
    return DevServer(root, workspace, Server(port, workspace, board, secrets.token_urlsafe()), board)


@dataclass(frozen=True, slots=True)
class DevServer:
    """The server of one project: its folder, the project in memory, the HTTP server and the status board."""

    root: Path
    workspace: Workspace
    server: Server
    board: StatusBoard

    def statuses(self) -> Iterator[BuildStatus]:
        """Yield the first status, after which the site is served, and one more whenever it changes, without end.

        Only the first refresh uses several processes: a process with threads should not fork.
        """
        take_snapshot = partial(watch.snapshot, self.root)
        seen = take_snapshot()
        status = self.workspace.refresh()
        self.board.post(status)
        self.server.start()
        yield status
        while True:
            seen = watch.wait_for_change(take_snapshot, seen, timeout=RETRY if status.failure else None)
            before, status = status, self.workspace.refresh()
            self.board.post(status)
            if status != before:
                yield status

    def close(self) -> None:
        """Stop serving and free the port."""
        self.board.close()
        self.server.close()
        self.workspace.close()
