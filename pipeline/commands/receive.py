"""`leaflets receive FILE…`: take translations that an agency sent back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.interchange.receive import Received
    from pipeline.model import Finding
    from pipeline.project import Project

EXAMPLE = "example: leaflets receive from-agency/overdose.xlf --dry-run"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="XLIFF 1.2, 2.0 or 2.1, or CSV"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only tell")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="let the files win where a translation changed here in the meantime",
    )


def run(arguments: argparse.Namespace) -> int:
    """Take what can be taken; return 1 if something was left out, or breaks a fact."""
    from pipeline.interchange.receive import describe, read_documents, receive, write_received
    from pipeline.model import Severity
    from pipeline.project import read_project
    from pipeline.reports.text import render_findings

    project = read_project(arguments.config_file)
    files = [(str(path), read_documents(path, str(path))) for path in arguments.files]
    received = receive(project, files, overwrite=arguments.overwrite)
    if not arguments.dry_run:
        for each in received:
            write_received(project, each)
    for line in describe(received):
        print(line)
    left_out = [line for each in received for line in each.left_out]
    for line in left_out:
        print(f"left out: {line}", file=sys.stderr)
    findings = _findings(project, received)
    sys.stdout.write(render_findings(findings, colour=sys.stdout.isatty()))
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    return 1 if left_out or wrong else 0


def _findings(project: Project, received: list[Received]) -> list[Finding]:
    """Return what the checks say of the translations that were taken."""
    from pipeline.terms import read_glossary
    from pipeline.validate import new_validator

    validator = new_validator(project)
    found = [
        finding
        for each in received
        for entry in each.taken
        if entry.translated
        for finding in validator.judge(
            entry,
            each.catalog.path,
            each.domain,
            read_glossary(project, validator.base, each.locale),
        )
    ]
    return sorted(found, key=lambda finding: finding.order)
