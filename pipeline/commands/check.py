"""`leaflets check [LOCALE|FILE…]`: validate the catalogs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Finding
    from pipeline.reports.summary import Summary

EXAMPLE = "example: leaflets check es locales/fr/LC_MESSAGES/help.po --format json -o findings.json"
FORMATS = ("text", "json", "sarif", "github", "junit")
LEVELS = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_output

    parser.add_argument(
        "locales",
        nargs="*",
        metavar="LOCALE|FILE",
        help="locales or single catalogs to check (default: every locale)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_output(parser)
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="error",
        help="exit 1 for findings of this severity or above (default: error)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; return 1 where one is as grave as `--fail-on`."""
    from pipeline.validate import without_collector

    with without_collector(to_the_end=True):
        return _check(arguments)


def _check(arguments: argparse.Namespace) -> int:
    from pipeline.commands.arguments import chosen_catalogs, write_report
    from pipeline.model import Severity
    from pipeline.project import read_project
    from pipeline.reports.summary import Summary, summarize
    from pipeline.validate import new_validator, read_locale

    project = read_project(arguments.config_file)
    validator = new_validator(project)
    chosen = chosen_catalogs(project, arguments.locales)
    findings: list[Finding] = []
    checked: dict[str, list[str]] = {}
    summary = Summary()
    for locale, only in chosen.items():
        if locale != project.source_locale:
            read = read_locale(validator, locale)  # one at a time: memory is the largest's
            catalogs = [c for c in read.catalogs.values() if only is None or c.path in only]
            found = [f for f in read.findings if only is None or f.path in only]
            findings += found
            checked[locale.name] = [catalog.path for catalog in catalogs]
            summary += summarize(catalogs, found)
    if project.source_locale in chosen or not arguments.locales:
        from pipeline.source_checks import source_findings

        found = source_findings(validator)
        findings += found
        summary += summarize((), found)
    findings.sort(key=lambda finding: finding.order)
    write_report(_render(arguments, findings, summary, checked), arguments.output)
    if arguments.format == "github":
        _add_job_summary(findings, summary)
    limit = Severity(arguments.fail_on).rank
    return 1 if any(finding.severity.rank >= limit for finding in findings) else 0


def _render(
    arguments: argparse.Namespace,
    findings: list[Finding],
    summary: Summary,
    checked: dict[str, list[str]],
) -> str:
    verbose = arguments.verbose > 0
    match arguments.format:
        case "json":
            from pipeline.reports import json

            return json.render(findings, summary)
        case "sarif":
            from pipeline.reports import sarif

            return sarif.render(findings)
        case "junit":
            from pipeline.reports import junit

            return junit.render(findings, checked)
        case "github":
            from pipeline.reports import github

            folder = arguments.config_file.parent.as_posix()
            return github.render(findings, folder=folder, verbose=verbose)
    from pipeline.reports import text

    colour = arguments.output is None and sys.stdout.isatty()
    return text.render(findings, summary, colour=colour, verbose=verbose)


def _add_job_summary(findings: list[Finding], summary: Summary) -> None:
    """Add to the summary of the job, where GitHub Actions asks for one."""
    from pipeline.reports import github

    if path := os.environ.get(github.SUMMARY_FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(github.render_summary(findings, summary))
