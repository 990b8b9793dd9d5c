"""`leaflets check [LOCALE…]`: validate the catalogs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Finding
    from pipeline.reports.summary import Summary

EXAMPLE = "example: leaflets check es --format json -o findings.json"
FORMATS = ("text", "json")
LEVELS = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales

    add_locales(parser, "locales to check")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the report to a file"
    )
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="error",
        help="exit 1 for findings of this severity or above (default: error)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; return 1 where one is as grave as `--fail-on`."""
    from pipeline.commands.arguments import chosen_locales
    from pipeline.model import Severity
    from pipeline.project import read_project
    from pipeline.reports.summary import Summary, summarize
    from pipeline.source_checks import source_findings
    from pipeline.validate import new_validator, read_locale

    project = read_project(arguments.config_file)
    validator = new_validator(project)
    locales = chosen_locales(project, arguments.locales)
    findings: list[Finding] = []
    summary = Summary()
    for locale in locales:
        if locale != project.source_locale:
            read = read_locale(validator, locale)  # one at a time: memory stays that of the largest
            findings += read.findings
            summary += summarize(read.catalogs.values(), read.findings)
    if project.source_locale in locales or not arguments.locales:
        found = source_findings(validator)
        findings += found
        summary += summarize((), found)
    findings.sort(key=lambda finding: finding.order)
    _write(_render(arguments, findings, summary), arguments.output)
    limit = Severity(arguments.fail_on).rank
    return 1 if any(finding.severity.rank >= limit for finding in findings) else 0


def _render(arguments: argparse.Namespace, findings: list[Finding], summary: Summary) -> str:
    from pipeline.reports import json, text

    if arguments.format == "json":
        return json.render(findings, summary)
    colour = arguments.output is None and sys.stdout.isatty()
    verbose = arguments.verbose > 0
    return text.render(findings, summary, colour=colour, verbose=verbose)


def _write(report: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(report)
    else:
        output.write_text(report, encoding="utf-8")
