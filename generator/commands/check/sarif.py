"""Diagnostics as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors."""

import json
import os
from collections.abc import Iterable
from urllib.parse import quote

from generator import __version__
from generator.diagnostics import CODES, Diagnostic, make_visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"  # what the paths are relative to, by the name that tools have for it


def as_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a log of one run: every code as a rule, every diagnostic as a result, its help in the message."""
    ids = list(CODES)
    run = {
        "tool": {
            "driver": {
                "name": "verbatim",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [
                    {
                        "id": code,
                        "shortDescription": {"text": f"{meaning[0].upper()}{meaning[1:]}."},
                        "defaultConfiguration": {"level": severity},
                    }
                    for code, (severity, meaning) in CODES.items()
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The project's folder, which holds claims.yaml."}}},
        "results": [_as_result(diagnostic, ids.index(diagnostic.code)) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2) + "\n"


def _as_result(found: Diagnostic, rule: int) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": uri_reference(found.location.path), "uriBaseId": BASE},
        "region": {"startLine": found.location.line, "startColumn": found.location.column},
    }
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": {"text": "\n".join(make_visible(line) for line in (found.message, *found.help))},
        "locations": [{"physicalLocation": place}],
    }


def uri_reference(path: str) -> str:
    """Return the path as a relative reference (RFC 3986), whatever bytes its name has."""
    return quote(os.fsencode(path), safe="/")
