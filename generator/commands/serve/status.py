"""Status of the last build, as browsers receive it: the version of the site and the findings."""

import json
from collections.abc import Iterable
from dataclasses import field
from itertools import zip_longest
from threading import Condition
from urllib.parse import quote

from generator.analysis.anchoring.advice import read_offered_quote
from generator.diagnostics import Diagnostic, make_visible
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """The version of the site (empty if there is none), and the findings of the last build.

    `failure` says why that build did not finish, if the project was not the reason. `claims` has the id of the claim
    that each finding is about, or nothing; `folder` is the project's, as editors open it.
    """

    version: str = ""
    findings: tuple[Diagnostic, ...] = ()
    failure: str = ""
    claims: tuple[str, ...] = ()
    folder: str = ""

    def as_json(self) -> str:
        """Return JSON for the client: texts on one line each, as on a terminal."""
        return json.dumps({"version": self.version, "failure": make_visible(self.failure), "findings": [*_rows(self)]})


def _rows(status: BuildStatus) -> Iterable[dict[str, object]]:
    for finding, claim in zip_longest(status.findings, status.claims, fillvalue=""):
        if isinstance(finding, str):
            continue
        at = finding.location
        file = quote(f"{status.folder}/{at.path}") if status.folder else ""
        yield {
            "claim": claim,
            "editor": f"vscode://file{file}:{at.line}:{at.column}" if file else "",
            "mend": read_offered_quote(finding) or "",
            "severity": finding.severity,
            "code": finding.code,
            "place": str(finding.location),
            "message": make_visible(finding.message),
            "help": [make_visible(line) for line in finding.help],
        }


@dataclass(slots=True)
class StatusBoard:
    """The last status, and those who wait for another one. Safe to use from several threads."""

    status: BuildStatus = BuildStatus()
    closed: bool = False
    _changed: Condition = field(default_factory=Condition)

    def post(self, status: BuildStatus) -> None:
        """Set the status and wake whoever waits."""
        with self._changed:
            self.status = status
            self._changed.notify_all()

    def close(self) -> None:
        """End all waiting."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def after(self, known: BuildStatus | None, seconds: float) -> BuildStatus | None:
        """Return a status other than `known` as soon as there is one; None after `seconds`, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.status != known, seconds)
            return self.status if self.status != known and not self.closed else None
