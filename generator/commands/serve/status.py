"""What the browsers are told: which version of the site stands, and what is wrong with the project now."""

import json
from collections.abc import Iterable
from dataclasses import field
from threading import Condition

from generator.diagnostics import Diagnostic, make_visible
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """How things stand: the version of the site (empty where there is none), and the findings of the last build.

    `failure` is what kept that build from its end, where that was not the project.
    """

    version: str = ""
    findings: tuple[Diagnostic, ...] = ()
    failure: str = ""

    def as_json(self) -> str:
        """For the client: texts on one line each, as a terminal would have them."""
        return json.dumps(
            {"version": self.version, "failure": make_visible(self.failure), "findings": [*_rows(self.findings)]}
        )


def _rows(findings: Iterable[Diagnostic]) -> Iterable[dict[str, object]]:
    for each in findings:
        yield {
            "severity": each.severity,
            "code": each.code,
            "place": str(each.location),
            "message": make_visible(each.message),
            "help": [make_visible(line) for line in each.help],
        }


@dataclass(slots=True)
class StatusBoard:
    """The last news, and those who wait for other ones. Safe to use from several threads."""

    news: BuildStatus = BuildStatus()
    closed: bool = False
    _changed: Condition = field(default_factory=Condition)

    def post(self, news: BuildStatus) -> None:
        """These are the news, and whoever waits is woken."""
        with self._changed:
            self.news = news
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody waits any more."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def after(self, known: BuildStatus | None, seconds: float) -> BuildStatus | None:
        """News other than those known, as soon as there are some; None when `seconds` have passed, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.news != known, seconds)
            return self.news if self.news != known and not self.closed else None
