"""Findings as SARIF 2.1.0 (OASIS), which code scanning shows beside the line of the catalog."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Sequence
from typing import Any

from pipeline import __version__
from pipeline.checks.registry import Check, all_checks
from pipeline.model import Finding, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
FINGERPRINT = "leafletsMessage/v1"
"""What stays the same when a message moves to another line: its context and both its texts."""


def render(findings: Sequence[Finding]) -> str:
    """Return a log of one run: every check as a rule, every finding as a result.

    A waived finding is a suppressed result, with the waiver's reason.
    """
    checks = list(all_checks().values())
    places = {check.name: index for index, check in enumerate(checks)}
    run = {
        "tool": {
            "driver": {
                "name": "leaflets",
                "version": __version__,
                "rules": [_rule(check) for check in checks],
            }
        },
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder of mkdocs.yml."}}},
        "results": [_result(finding, places) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    _, _, why = check.documentation.partition("\n\n")
    return {
        "id": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": _description(check)},
        "help": {"text": check.documentation, "markdown": f"{check.summary}\n\n{_markdown(why)}"},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
    }


def _description(check: Check) -> str:
    """Return what a check finds and why that matters, without the examples."""
    text, _, _ = check.documentation.partition("\n\nBad:")
    return " ".join(text.split())


def _markdown(documentation: str) -> str:
    """Set the examples of a check's documentation, which are indented, as blocks of code."""
    paragraphs = []
    for paragraph in documentation.split("\n\n"):
        title, _, example = paragraph.partition("\n")
        if example.startswith("    "):
            code = "\n".join(line.removeprefix("    ") for line in example.split("\n"))
            paragraphs.append(f"{title}\n\n```text\n{code}\n```")
        else:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, (finding.message, finding.hint)))},
        "locations": [{"physicalLocation": _location(finding)}],
        "properties": {
            "locale": finding.locale,
            "domain": finding.domain,
            "msgctxt": finding.msgctxt,
            "msgid": finding.msgid,
            "msgstr": finding.msgstr,
            "expected": list(finding.expected),
            "found": list(finding.found),
        },
    }
    if finding.check in places:
        result["ruleIndex"] = places[finding.check]
    if finding.msgid:
        result["partialFingerprints"] = {FINGERPRINT: finding.hash}
    if finding.waived:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": finding.waived}
        ]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    uri = urllib.parse.quote(finding.path)
    location: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}}
    if finding.line > 0:  # SARIF counts from 1; a whole file has no region
        location["region"] = {"startLine": finding.line}
    return location
