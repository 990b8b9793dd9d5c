"""Findings for GitHub Actions: annotations (workflow commands) and a job summary in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from pipeline.model import Finding, Severity
from pipeline.reports.summary import Summary
from pipeline.reports.text import total

SUMMARY_FILE = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file to which a step adds its summary."""

SUMMARY_ROWS = 500
"""How many findings a summary lists; GitHub refuses one of more than 1 MiB."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def render(findings: Sequence[Finding], *, folder: str = "", verbose: bool = False) -> str:
    """Return a workflow command a line; mere information only where `verbose`.

    `folder` is where `mkdocs.yml` lies in the repository, whose paths GitHub goes by.
    """
    told = [f for f in findings if verbose or f.severity is not Severity.INFO]
    return "".join(f"{_command(finding, folder)}\n" for finding in told)


def render_summary(findings: Sequence[Finding], summary: Summary) -> str:
    """Return the job summary: the figures, and a table of errors and warnings."""
    told = [finding for finding in findings if finding.severity is not Severity.INFO]
    told.sort(key=lambda finding: -finding.severity.rank)
    lines = ["## Leaflets", "", total(summary), ""]
    if told:
        lines += ["| place | severity | finding | check |", "|---|---|---|---|"]
        lines += [_row(finding) for finding in told[:SUMMARY_ROWS]]
        if len(told) > SUMMARY_ROWS:
            lines += ["", f"{len(told) - SUMMARY_ROWS} more are in the log."]
        lines.append("")
    return "\n".join(lines)


def _command(finding: Finding, folder: str) -> str:
    path = PurePosixPath(folder, finding.path).as_posix()
    properties = f"file={_property(path)},line={finding.line},title={finding.check}"
    told = [finding.message, finding.hint and f"→ {finding.hint}", _pair(finding)]
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(_lines(told))}"


def _pair(finding: Finding) -> str:
    """Return both texts, each on a line."""
    source = finding.msgid and f"English: {finding.msgid}"
    target = finding.msgstr and f"{finding.locale}: {finding.msgstr}"
    return _lines([source, target])


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(filter(None, texts))


def _data(text: str) -> str:
    """Escape a message as actions/toolkit does (packages/core/src/command.ts, escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, in which colons and commas divide (escapeProperty)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(finding: Finding) -> str:
    cells = (f"{finding.path}:{finding.line}", finding.severity.value, finding.message)
    return f"| {' | '.join(map(_plain, cells))} | {_plain(finding.check)} |"


def _plain(text: str) -> str:
    """Write a text so that Markdown leaves it as it is (CommonMark: backslash escapes)."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
