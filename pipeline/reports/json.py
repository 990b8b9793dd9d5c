"""Findings as one JSON object, for programs: keys may be added and are never renamed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pipeline.model import Finding
from pipeline.reports.summary import Summary

VERSION = 1


def render(findings: Sequence[Finding], summary: Summary) -> str:
    """Return the report: `{"version": 1, "findings": […], "summary": {…}}`."""
    report = {
        "version": VERSION,
        "findings": [finding_as_json(finding) for finding in findings],
        "summary": asdict(summary),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as every JSON report has it."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "locale": finding.locale,
        "domain": finding.domain,
        "path": finding.path,
        "line": finding.line,
        "msgctxt": finding.msgctxt,
        "msgid": finding.msgid,
        "msgstr": finding.msgstr,
        "message": finding.message,
        "hint": finding.hint,
        "expected": list(finding.expected),
        "found": list(finding.found),
        "hash": finding.hash,
        "waived": finding.waived,
    }
